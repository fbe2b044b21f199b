//! A seller who does not play by the rules: it puts on chain what its wallet would not, and the buyer's wallet sees it.

use super::{hash, path, proved, signer, Step, Trading, AT, PRICE};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	attestation::schema,
	credential::{present_for_sale, Credential, SaleContext},
	sale::{make, order_id, Bundle, Draw, OrderTerms, Proposal},
	Bls,
};
use salus_primitives::{record::RecordId, AccountId, BlockNumber, Hash};
use salus_runtime::Runtime;
use salus_wallet::{
	chain::{At, Chain, Signer},
	credentials::{self, issuer_key},
	keystore::{Keystore, Secrets},
	open, trade,
};
use std::fs;

type Call = pallet_trade_escrow::Call<Runtime>;

/// Fields that a forger sells.
const LABEL: &str = "Observation";
/// Bytes of P_i, the digest of the ciphertext, and its length, as a bundle has them behind the label.
const LEAF: usize = 32 + 32 + 8;

/// A patient with a real record and real credentials, and an account of genesis to sell with.
pub(super) struct Forger {
	chain: Chain,
	signer: Signer,
	secrets: Secrets,
	folder: credentials::Folder,
	buyer: AccountId,
	y: [u8; 32],
}

/// A sale that was made by hand.
pub(super) struct Forged {
	/// What stands on chain.
	pub(super) proposal: Proposal,
	/// What the seller drew.
	pub(super) draw: Draw,
	/// The bundle.
	pub(super) bundle: Vec<u8>,
}

impl Forged {
	/// The order.
	pub(super) fn order(&self) -> Hash {
		order_id(&self.proposal.terms).into()
	}
}

impl Forger {
	/// The first seller of the cast.
	pub(super) async fn new(trading: &Trading) -> Result<Self> {
		let seller = trading.cast.sellers.first().context("no sellers")?;
		let chain = trading.chain(seller.hospital).await?;
		let buyer = trading.secrets("buyer")?.signer().account();
		let y = chain.trade_key(&buyer, At::Finalised).await?;
		let keystore = Keystore::new(trading.world().file("keys"));
		Ok(Self {
			signer: signer("//Patient")?,
			secrets: trading.secrets(&seller.name)?,
			folder: keystore.credentials(&seller.name, chain.genesis())?,
			buyer,
			y: y.context("the buyer has no trade key")?,
			chain,
		})
	}

	/// The chain that the seller sees.
	pub(super) fn chain(&self) -> &Chain {
		&self.chain
	}

	/// The seller's account.
	pub(super) fn signer(&self) -> &Signer {
		&self.signer
	}

	/// Terms like no other.
	fn terms(&self, deadline: BlockNumber) -> OrderTerms {
		let mut nonce = [0; 32];
		OsRng.fill_bytes(&mut nonce);
		OrderTerms {
			genesis: self.chain.genesis().0,
			seller: self.signer.account().into(),
			buyer: self.buyer.clone().into(),
			y: self.y,
			price: PRICE,
			deadline: deadline.into(),
			terms: [0; 32],
			nonce,
		}
	}

	async fn credential(&self, record: RecordId) -> Result<Credential> {
		let schema = schema(&["resources"]).map_err(|e| anyhow::anyhow!("{e}"))?;
		let held = credentials::obtain(&self.chain, &self.secrets, &self.folder, record, &schema).await?;
		Ok(held.credential)
	}

	/// The bundle of a record's fields for these terms, with whatever credential.
	async fn bundle(
		&self,
		record: RecordId,
		terms: &OrderTerms,
		draw: &Draw,
		credential: &Credential,
	) -> Result<(Proposal, Vec<u8>)> {
		let (info, bytes) = open::fetch_own(&self.chain, &self.secrets, record).await?;
		let blob = open::parse(&bytes)?;
		let groups = open::own_groups(&self.chain, &self.secrets, &info, &blob)?;
		let indices: Vec<_> = groups
			.iter()
			.flat_map(|group| group.entries())
			.filter(|entry| entry.label.starts_with(LABEL))
			.map(|entry| entry.index)
			.take(2)
			.collect();
		let hospitals = trade::accredited(&self.chain, At::Finalised).await?;
		let issuers: Vec<_> = hospitals.iter().map(issuer_key).collect();
		let secret = self.secrets.credential();
		let groups: Vec<_> = groups.iter().collect();
		let present = |terms: &OrderTerms, _: &[u8; 32], rng: &mut OsRng| {
			present_for_sale::<Bls>(credential, &secret, &[], &issuers, &SaleContext::of(terms), rng)
		};
		let outgoing =
			make(terms, draw, &groups, &indices, present, &mut OsRng).map_err(|e| anyhow::anyhow!("{e}"))?;
		Ok((*outgoing.proposal(), outgoing.to_bytes()))
	}

	/// A sale without fault.
	pub(super) async fn honest(&self, record: RecordId, deadline: BlockNumber) -> Result<Forged> {
		let credential = self.credential(record).await?;
		self.with(record, &credential, deadline).await
	}

	/// A sale of a record's fields with the credential of whatever record.
	async fn with(&self, record: RecordId, credential: &Credential, deadline: BlockNumber) -> Result<Forged> {
		let terms = self.terms(deadline);
		let draw = Draw::generate(&terms, &mut OsRng).map_err(|e| anyhow::anyhow!("{e}"))?;
		let (proposal, bundle) = self.bundle(record, &terms, &draw, credential).await?;
		Ok(Forged {
			proposal,
			draw,
			bundle,
		})
	}

	/// A sale in which the last field is of another record, under the path of the first one's.
	async fn mixed(&self, record: RecordId, other: RecordId, deadline: BlockNumber) -> Result<Forged> {
		let credential = self.credential(record).await?;
		let mut forged = self.with(record, &credential, deadline).await?;
		let (_, foreign) = self
			.bundle(other, &forged.proposal.terms, &forged.draw, &credential)
			.await?;
		forged.bundle = with_foreign_field(&forged.bundle, &foreign)?;
		let parsed = Bundle::parse(&forged.bundle).map_err(|e| anyhow::anyhow!("{e}"))?;
		forged.proposal.bundle = parsed.hash();
		Ok(forged)
	}

	/// Puts sales on chain, all at once.
	pub(super) async fn propose(&self, sales: &[&Forged]) -> Result<()> {
		let first = self.chain.next_nonce(&self.signer.account()).await?;
		try_join_all((first..).zip(sales).map(|(nonce, forged)| {
			let Proposal {
				terms,
				commitments,
				bundle,
			} = forged.proposal;
			let proposal = pallet_trade_escrow::Proposal {
				buyer: self.buyer.clone(),
				price: terms.price,
				deadline: u32::try_from(terms.deadline).unwrap_or(u32::MAX),
				terms: terms.terms.into(),
				nonce: terms.nonce.into(),
				q_prime: commitments.q_prime,
				r: commitments.r,
				bundle: bundle.into(),
			};
			self.chain
				.submit_with_nonce(&self.signer, Call::propose_sale { proposal }, nonce)
		}))
		.await?;
		Ok(())
	}
}

/// `bundle`, whose last field has leaf and ciphertext of the field of the same place and label in `foreign`.
fn with_foreign_field(bundle: &[u8], foreign: &[u8]) -> Result<Vec<u8>> {
	let parse = |bytes| Bundle::parse(bytes).map_err(|e| anyhow::anyhow!("{e}"));
	let (own, other) = (parse(bundle)?, parse(foreign)?);
	let (own, other) = (
		own.fields().last().context("no fields")?,
		other.fields().last().context("no fields")?,
	);
	ensure!(
		own.index == other.index && own.label == other.label,
		"the records are too different"
	);
	let head = [
		&own.index.to_le_bytes()[..],
		&(own.label.len() as u64).to_le_bytes(),
		own.label.as_bytes(),
	]
	.concat();
	let leaf = |bytes: &[u8]| {
		let at = memchr::memmem::find(bytes, &head).context("no leaf")?;
		Ok::<_, anyhow::Error>(at + head.len())
	};
	let (to, from) = (leaf(bundle)?, leaf(foreign)?);
	let mut mixed = bundle[..bundle.len() - own.ciphertext.len()].to_vec();
	mixed[to..to + LEAF].copy_from_slice(&foreign[from..from + LEAF]);
	mixed.extend_from_slice(other.ciphertext);
	Ok(mixed)
}

/// A swapped ciphertext, a root that is out of date, a field of another record: the buyer's wallet locks nothing.
pub(super) async fn tell(trading: &mut Trading) -> Result<()> {
	let forger = Forger::new(trading).await?;
	let record = hash(trading.records.first().context("no records")?)?;
	let old = hash(&trading.old_record)?;
	let deadline = forger.chain.height(At::Best).await? + 1_000;
	let mut swapped = forger.honest(record, deadline).await?;
	if !trading.breaks(Step::Forgeries) {
		*swapped.bundle.last_mut().context("an empty bundle")? ^= 1;
	}
	let stale = forger
		.with(record, &forger.credential(old).await?, deadline)
		.await?;
	let mixed = forger.mixed(record, old, deadline).await?;
	let other = forger.honest(record, deadline).await?;
	forger.propose(&[&swapped, &stale, &mixed, &other]).await?;
	let world = trading.world();
	world.network.caught_up().await?;

	let mut told = Vec::new();
	for (forged, bundle, why) in [
		(
			&swapped,
			&swapped.bundle,
			"has another ciphertext than its leaf says",
		),
		(&stale, &stale.bundle, "the presentation is about another record"),
		(&mixed, &mixed.bundle, "does not lead to the root"),
		(&other, &stale.bundle, "not the bundle that the proposal names"),
	] {
		let order = format!("{:?}", forged.order());
		let file = world.file(&format!("forged-{}.bundle", told.len()));
		fs::write(&file, bundle)?;
		for command in ["check", "lock"] {
			let arguments = ["buyer", command, &order, "--bundle", path(&file)?];
			world.must_refuse(AT, "buyer", &arguments, why).await?;
		}
		told.push(why);
	}
	proved(
		Step::Forgeries,
		format!(
			"the buyer's wallet locks nothing for a swapped ciphertext, a root out of date, a foreign field, a bundle of \
			 another order: {}",
			told.join("; ")
		),
	);
	Ok(())
}
