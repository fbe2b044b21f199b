//! A small hospital world: authorities, users, an epoch, a sealed record.
#![allow(dead_code)]

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	authority::*,
	encoding::{encode_g1, encode_g2, encode_gt, GtBytes},
	header::{encrypt, Header, HeaderContext, Sealed},
	keys::KeyContext,
	open::{open, Expected, OpenError, Opened, Sealing},
	policy::{Attribute, Policy},
	predecrypt,
	tables::Tables,
	tree::{common_node, cover, path, Leaf, Node},
	user::UserSecret,
	Bls,
};

pub const GENESIS: [u8; 32] = [7; 32];
pub const BLOCK: [u8; 32] = [8; 32];
pub const RECORD: [u8; 32] = [9; 32];

pub fn attribute(text: &str) -> Attribute {
	Attribute::parse(text).unwrap()
}

pub fn attributes(texts: &[&str]) -> Vec<Attribute> {
	let mut set: Vec<Attribute> = texts.iter().map(|text| attribute(text)).collect();
	set.sort();
	set
}

/// Authorities of one sharing, with their tables.
pub struct World {
	pub rng: StdRng,
	pub parameters: Parameters<Bls>,
	pub shares: Vec<Share>,
	pub tables: Tables<Bls>,
}

/// A user with a leaf, and the request for keys that an authority accepted.
pub struct User {
	pub secret: UserSecret,
	pub leaf: Leaf,
	pub request: AttributeKeyRequest,
	pub checked: CheckedRequest<Bls>,
}

impl World {
	pub fn new(threshold: u16, count: u16) -> Self {
		let mut rng = StdRng::seed_from_u64(u64::from(threshold) << 16 | u64::from(count));
		let (public, shares) = deal::<Bls>(threshold, count, &mut rng).unwrap();
		Self {
			parameters: public.validate().unwrap(),
			shares,
			tables: Tables::new(),
			rng,
		}
	}

	pub fn secret(&mut self) -> UserSecret {
		UserSecret::generate(&mut self.rng)
	}

	pub fn request(&mut self, secret: &UserSecret, leaf: Leaf, set: &[&str]) -> AttributeKeyRequest {
		let account = [3; 32];
		let (pk, pk2, _) = secret.register::<Bls>(
			&KeyContext {
				genesis: GENESIS,
				account,
			},
			&mut self.rng,
		);
		AttributeKeyRequest {
			genesis: GENESIS,
			block: BLOCK,
			account,
			leaf,
			pk,
			pk2,
			attributes: attributes(set),
			nodes: secret.path_points::<Bls>(leaf),
		}
	}

	pub fn user_with(&mut self, secret: UserSecret, index: u32, set: &[&str]) -> User {
		let leaf = Leaf { tree: 0, index };
		let request = self.request(&secret, leaf, set);
		let checked = request
			.check::<Bls>(&path_digest(&request.nodes), &mut self.rng)
			.unwrap();
		User {
			secret,
			leaf,
			request,
			checked,
		}
	}

	pub fn user(&mut self, index: u32, set: &[&str]) -> User {
		let secret = self.secret();
		self.user_with(secret, index, set)
	}

	/// The user's key for a node, from the authorities with these indices.
	pub fn key_from(&mut self, user: &User, node: Node, authorities: &[u16]) -> AttributeKey<Bls> {
		let partials: Vec<_> = authorities
			.iter()
			.map(|j| {
				let share = &self.shares[usize::from(*j) - 1];
				let partial =
					issue_partial(share, &user.checked, node, &mut self.tables, &mut self.rng).unwrap();
				PartialAttributeKey::from_bytes(&partial.to_bytes()).unwrap()
			})
			.collect();
		for partial in &partials {
			verify_partials(
				&self.parameters,
				&user.checked,
				std::slice::from_ref(partial),
				&mut self.rng,
			)
			.unwrap();
		}
		let key = combine_attribute_keys(&self.parameters, &user.checked, &partials).unwrap();
		verify_attribute_key(
			&self.parameters,
			&user.checked,
			std::slice::from_ref(&key),
			&mut self.rng,
		)
		.unwrap();
		key
	}

	pub fn key(&mut self, user: &User, node: Node) -> AttributeKey<Bls> {
		let authorities: Vec<u16> = (1..=self.parameters.public().threshold).collect();
		self.key_from(user, node, &authorities)
	}

	pub fn epoch(&self, epoch: u32, revoked: &[u32]) -> EpochCover {
		EpochCover {
			epoch,
			eras: 0..=0,
			nodes: cover(0, revoked.iter().copied()),
		}
	}

	/// The combined update key of a node of an epoch's cover, from the last t authorities.
	pub fn update(&mut self, cover: &EpochCover, node: Node, era: u32) -> UpdateKey<Bls> {
		let skip = self.shares.len() - usize::from(self.parameters.public().threshold);
		let partials: Vec<_> = self.shares[skip..]
			.iter()
			.map(|share| issue_update::<Bls>(share, cover, node, era, &mut self.rng).unwrap())
			.collect();
		for partial in &partials {
			verify_partial_update(&self.parameters, partial).unwrap();
		}
		let key = combine_update_keys(&self.parameters, &partials).unwrap();
		key.verify(self.parameters.beta(), cover.epoch).unwrap();
		verify_update::<Bls>(
			&self.parameters.public().beta,
			&key.node,
			cover.epoch,
			era,
			&encode_g1::<Bls>(&key.q),
			&encode_g2::<Bls>(&key.q_prime),
		)
		.unwrap();
		key
	}

	pub fn context(&self, policy: &str) -> HeaderContext {
		HeaderContext {
			genesis: GENESIS,
			record: RECORD,
			ceremony: self.parameters.public().ceremony,
			policy: Policy::parse(policy).unwrap(),
		}
	}

	pub fn expected(&self) -> Expected {
		Expected {
			genesis: GENESIS,
			record: RECORD,
			ceremony: self.parameters.public().ceremony,
		}
	}

	pub fn seal(&mut self, policy: &str, payload: &[u8]) -> Sealed<Bls> {
		let context = self.context(policy);
		encrypt(
			&self.parameters,
			&mut self.tables,
			&context,
			payload,
			0,
			&mut self.rng,
		)
		.unwrap()
	}

	/// Both factors for a user in an epoch, as the servers compute them.
	pub fn factors(
		&mut self,
		user: &User,
		sealed: &Sealed<Bls>,
		cover: &EpochCover,
	) -> Option<(GtBytes, GtBytes)> {
		let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
		sealed.custodian_part.verify(&header).unwrap();
		let node = common_node(user.leaf, &cover.nodes)?;
		let key = self.key(user, node);
		let update = self.update(cover, node, sealed.custodian_part.era());
		let y1 = predecrypt::y1(&key, &header).ok()?;
		let y2 = sealed.custodian_part.y2(&update, cover.epoch, &header).unwrap();
		Some((encode_gt::<Bls>(&y1), encode_gt::<Bls>(&y2)))
	}

	pub fn open_with(
		&mut self,
		secret: &UserSecret,
		sealed: &Sealed<Bls>,
		y1: &GtBytes,
		y2: &GtBytes,
	) -> Result<Opened, OpenError> {
		let sealing = Sealing {
			header: &sealed.header,
			sealed_box: &sealed.sealed_box,
			y1,
			y2,
		};
		open::<Bls>(secret, &self.expected(), &sealing, &mut self.tables)
	}
}

/// `Y1` by the equation alone for whatever `K_u` are given, `w` being one that a satisfying set would have.
pub fn y1_by_the_equation(
	key: &AttributeKey<Bls>,
	header: &Header<Bls>,
	rows: &[predecrypt::RowUse<Bls>],
) -> GtBytes {
	let combined = predecrypt::combine(header, rows);
	encode_gt::<Bls>(&predecrypt::pairings(key, header, &combined))
}

pub fn leaf_path(user: &User) -> [Node; 21] {
	path(user.leaf)
}
