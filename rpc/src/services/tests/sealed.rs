//! A key authority, a doctor's key and a sealed record, for tests.

use super::world::{record_id, World, DOCTOR, OPERATOR, OWN, PATIENT};
use crate::{json::PutRecordAnswer, testing::block};
use rand::rngs::OsRng;
use salus_crypto::{
	authority::{
		combine_attribute_keys, combine_update_keys, deal, era_of, issue_partial, issue_update, AttributeKey,
		AttributeKeyRequest, EpochCover, Parameters, Share,
	},
	header::{encrypt, HeaderContext},
	keys::KeyContext,
	policy::{Attribute, Policy},
	record::{seal, Envelope, Field, RecordContext, SealRequest, Sealed},
	tables::Tables,
	tree,
	user::UserSecret,
	wrap::WrapSecret,
	Bls,
};
use salus_primitives::{
	authority::{
		Attribute as ChainAttribute, Leaf, Node, Parameters as ChainParameters, UpdateKey, UserKeyInfo,
	},
	hospital::KeyPurpose,
	record::{RecordInfo, RecordStatus},
	request::{CustodianPart, PutRecord},
	Hash,
};

/// The doctor's leaf.
pub const LEAF: Leaf = Leaf { tree: 0, index: 5 };
/// The whole tree: the cover while nobody is revoked.
pub const ROOT: Node = Node {
	tree: 0,
	depth: 0,
	index: 0,
};
/// The epoch of the finalised block of the ledger.
pub const NOW: u32 = 2;

pub struct Crypto {
	pub parameters: Parameters<Bls>,
	pub shares: Vec<Share>,
	pub tables: Tables<Bls>,
	pub secret: UserSecret,
	pub wrap: WrapSecret,
	pub patient: WrapSecret,
}

/// A record with its upload.
pub struct Record {
	pub id: Hash,
	pub sealed: Sealed,
	pub parts: Vec<CustodianPart>,
	pub header: Vec<u8>,
	pub boxed: Vec<u8>,
}

fn attribute() -> Attribute {
	Attribute::parse("consortium/cardiologist").unwrap()
}

impl Crypto {
	/// Deals a sharing, and writes it and the doctor's key on the chain. Dealt in this process: what is tested is what a node
	/// answers with a share, however that was made.
	pub fn new(world: &World) -> Self {
		let (public, shares) = deal::<Bls>(1, 1, &mut OsRng).unwrap();
		let secret = UserSecret::generate(&mut OsRng);
		let wrap = WrapSecret::generate(&mut OsRng);
		let account = world.account(DOCTOR);
		let context = KeyContext {
			genesis: block(0).0,
			account: account.clone().into(),
		};
		let (pk, pk2, _) = secret.register::<Bls>(&context, &mut OsRng);
		let path = secret.path_points::<Bls>(LEAF.into());
		let mut state = world.ledger.state();
		state.parameters = ChainParameters::new(public.clone(), &[OPERATOR.to_account_id()]);
		state.user_keys.insert(
			account.clone(),
			UserKeyInfo {
				account: account.clone(),
				leaf: LEAF,
				pk,
				pk2,
				path_digest: Some(salus_crypto::authority::path_digest(&path)),
				attributes: vec![ChainAttribute {
					namespace: b"consortium".to_vec().try_into().unwrap(),
					name: b"cardiologist".to_vec().try_into().unwrap(),
				}],
				revoked: false,
			},
		);
		state.cover = vec![ROOT];
		state
			.persons
			.get_mut(&account)
			.unwrap()
			.keys
			.push((KeyPurpose::Wrap, wrap.public()));
		drop(state);
		Self {
			parameters: public.validate().unwrap(),
			shares,
			tables: Tables::new(),
			secret,
			wrap,
			patient: WrapSecret::generate(&mut OsRng),
		}
	}

	/// Seals a field of `content` under a policy.
	pub fn seal(&mut self, seed: u8, policy: &str, content: &[u8]) -> Record {
		let id = record_id(seed);
		let context = HeaderContext {
			genesis: block(0).0,
			record: id.0,
			ceremony: self.parameters.public().ceremony,
			policy: Policy::parse(policy).unwrap(),
		};
		let request = SealRequest {
			context: RecordContext {
				genesis: block(0).0,
				record: id.0,
			},
			schema: 1,
			fields: &[Field {
				label: "Observation",
				content,
				group: 0,
			}],
			groups: 1,
			patient: self.patient.public(),
		};
		let (mut parts, mut header, mut boxed) = (Vec::new(), Vec::new(), Vec::new());
		let (parameters, tables) = (&self.parameters, &mut self.tables);
		let sealed = seal(&request, &mut OsRng, |_, payload, rng| {
			let sealed = encrypt::<Bls>(
				parameters,
				tables,
				&context,
				&payload.to_bytes()[..],
				era_of(NOW, 365),
				rng,
			)?;
			let hash = salus_crypto::header::Header::<Bls>::from_bytes(&sealed.header)?;
			parts.push(part(Hash::from(*hash.hash()), &sealed.custodian_part.to_bytes()));
			(header, boxed) = (sealed.header.clone(), sealed.sealed_box.clone());
			Ok::<_, salus_crypto::header::HeaderError>(Envelope {
				header: sealed.header,
				boxed: sealed.sealed_box,
			})
		})
		.unwrap();
		Record {
			id,
			sealed,
			parts,
			header,
			boxed,
		}
	}

	/// The doctor's attribute key of a node, as `attributes` of the chain have it.
	pub fn attribute_key(&mut self, world: &World, node: Node) -> AttributeKey<Bls> {
		let user = world.ledger.state().user_keys[&world.account(DOCTOR)].clone();
		let request = AttributeKeyRequest {
			genesis: block(0).0,
			block: block(24).0,
			account: user.account.into(),
			leaf: user.leaf.into(),
			pk: user.pk,
			pk2: user.pk2,
			attributes: vec![attribute()],
			nodes: self.secret.path_points::<Bls>(user.leaf.into()),
		};
		let checked = request
			.check::<Bls>(&user.path_digest.unwrap(), &mut OsRng)
			.unwrap();
		let partial = issue_partial(
			&self.shares[0],
			&checked,
			node.into(),
			&mut self.tables,
			&mut OsRng,
		)
		.unwrap();
		combine_attribute_keys(&self.parameters, &checked, &[partial]).unwrap()
	}

	/// Publishes the update key of a node of the cover of an epoch.
	pub fn publish(&self, world: &World, epoch: u32, node: Node) -> UpdateKey {
		let cover = EpochCover {
			epoch,
			eras: 0..=0,
			nodes: vec![node.into()],
		};
		let partial =
			issue_update::<Bls>(&self.shares[0], &cover, tree::Node::from(node), 0, &mut OsRng).unwrap();
		let combined = combine_update_keys(&self.parameters, &[partial]).unwrap();
		let key = UpdateKey::of(&combined);
		world.ledger.state().update_keys.insert((epoch, node, 0), key);
		key
	}
}

fn part(header_hash: Hash, bytes: &[u8]) -> CustodianPart {
	let points = &bytes[bytes.len() - 96..];
	let era = &bytes[bytes.len() - 100..bytes.len() - 96];
	CustodianPart {
		header_hash,
		era: u32::from_le_bytes(era.try_into().unwrap()),
		v1s: points[..48].try_into().unwrap(),
		v2s: points[48..].try_into().unwrap(),
	}
}

impl Record {
	/// Registers the record on chain.
	pub fn register(&self, world: &World) {
		let info = RecordInfo {
			id: self.id,
			custodian: OWN,
			issuer: OWN,
			patient: PATIENT.to_account_id(),
			scope: [0; 16],
			commitment: self.sealed.commitment.into(),
			blob_digest: self.sealed.digest.into(),
			blob_length: self.sealed.blob.len() as u64,
			location: Vec::new(),
			era: 0,
			status: RecordStatus::Live,
			offered_to: None,
			signature: sp_runtime::MultiSignature::Sr25519([0; 64].into()),
			registered_at: 1,
		};
		world.ledger.state().records.insert(self.id, info);
	}

	/// Stores the record at the hospital's node and registers it.
	pub async fn store(&self, world: &World) {
		let stored: PutRecordAnswer = world
			.ask("salus_putRecord", OPERATOR, self.whole())
			.await
			.unwrap();
		assert!(stored.complete);
		self.register(world);
	}

	/// The chunk at `offset`; the parts go with the last.
	pub fn chunk(&self, offset: usize, length: usize) -> PutRecord {
		let blob = &self.sealed.blob;
		let end = blob.len().min(offset + length);
		PutRecord {
			record: self.id,
			blob_digest: self.sealed.digest.into(),
			blob_salt: self.sealed.blob_salt,
			total: blob.len() as u64,
			offset: offset as u64,
			chunk: blob[offset..end].to_vec(),
			custodian_parts: if end == blob.len() {
				self.parts.clone()
			} else {
				Vec::new()
			},
		}
	}

	/// All of it at once.
	pub fn whole(&self) -> PutRecord {
		self.chunk(0, usize::MAX / 2)
	}
}
