//! An agreed sale, the buyer's side: check everything off chain, lock the price, and open what was paid for.

use super::{accredited, bundles, handle, journal::Note, proposal::Agreed, Call, Trader};
use crate::{
	amount,
	chain::{At, Included, Sale},
	credentials::{self, issuer_key, quarter_name},
	error::{Result, WalletError},
	files,
};
use codec::{Decode, Encode};
use rand_core::OsRng;
use salus_crypto::{
	credential::{is_accepted_quarter, verify_for_sale, SaleContext, SaleDisclosure},
	sale::{order_id, Bundle, Commitments, OrderTerms, Proposal},
	Bls,
};
use salus_primitives::{trade::TradeState, BlockNumber, Hash};
use std::{fs, path::PathBuf};
use zeroize::Zeroizing;

/// Blocks that a buyer leaves to the seller at least, where nothing else is said.
pub const LEAST: BlockNumber = 10;

/// What is noted of a purchase, once the buyer decided for it.
#[derive(Encode, Decode)]
pub struct PurchaseNote {
	/// The order.
	order: [u8; 32],
	/// H(bundle): the bundle lies beside the notes under this name.
	bundle: [u8; 32],
	/// Blocks left to the seller at least.
	least: BlockNumber,
}

impl Note for PurchaseNote {
	const KIND: &'static str = "purchase";

	fn place(&self) -> String {
		hex::encode(self.order)
	}
}

/// A sale whose bundle passed every check.
pub struct Checked {
	/// What stands on chain.
	pub sale: Sale,
	/// What was verified, a line each.
	pub lines: Vec<String>,
	/// Number, label and length of ciphertext of each field.
	pub fields: Vec<(u32, String, usize)>,
	/// What the seller's credential says.
	pub disclosed: SaleDisclosure,
}

/// What is offered, as the crypto takes it: what stands on chain, under the order that this makes.
fn proposal_of(trader: &Trader<'_>, sale: &Sale) -> Result<Proposal> {
	let proposal = Proposal {
		terms: OrderTerms {
			genesis: trader.genesis().0,
			seller: sale.seller.clone().into(),
			buyer: sale.buyer.clone().into(),
			y: sale.trade_key,
			price: sale.price,
			deadline: sale.deadline.into(),
			terms: sale.terms.0,
			nonce: sale.nonce.0,
		},
		commitments: Commitments {
			q_prime: sale.q_prime,
			r: sale.r,
		},
		bundle: sale.bundle.0,
	};
	if order_id(&proposal.terms) != sale.order.0 {
		return Err(WalletError::Untrue(
			"the order is not the hash of its terms".into(),
		));
	}
	Ok(proposal)
}

/// The sale in finalised state, if it is this buyer's.
async fn sale_of(trader: &Trader<'_>, order: Hash) -> Result<Sale> {
	let sale = trader
		.chain
		.sale(order, At::Finalised)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the finalised chain has no such sale".into()))?;
	if sale.buyer != trader.secrets.signer().account() {
		return Err(WalletError::NotAllowed(
			"the sale is proposed to another buyer".into(),
		));
	}
	Ok(sale)
}

/// Verifies everything that can be before any money is locked: what is on chain, the bundle, and that the seller is a patient
/// whose record an accredited hospital attested.
pub async fn check(
	trader: &Trader<'_>,
	order: Hash,
	bytes: &[u8],
	agreed: Option<&Agreed>,
) -> Result<Checked> {
	let sale = sale_of(trader, order).await?;
	let proposal = proposal_of(trader, &sale)?;
	let mut lines = vec![
		format!(
			"on chain, final: {} sells to you for {}; reveal until block {}, refund from block {}",
			sale.seller,
			amount::show(sale.price),
			sale.deadline,
			sale.refundable_from
		),
		"the order is the hash of chain, seller, buyer, your trade key, price, deadline, terms and nonce"
			.into(),
	];
	match agreed {
		Some(agreed) => {
			compare(agreed, &sale)?;
			lines.push("the terms on chain are the hash of your proposal, for the price in it".into());
		}
		None => lines.push("not compared: the hash of the terms, since no proposal was given".into()),
	}

	let hospitals = accredited(trader.chain, At::Finalised).await?;
	let keys: Vec<_> = hospitals.iter().map(issuer_key).collect();
	let now = credentials::now();
	let bundle = Bundle::parse(bytes).map_err(|e| WalletError::Untrue(format!("the bundle: {e}")))?;
	if let Some(agreed) = agreed {
		let labels: Vec<_> = bundle.fields().iter().map(|field| field.label).collect();
		has_all(agreed, &labels)?;
	}
	let mut disclosed = None;
	let verify = |terms: &OrderTerms, presentation: &[u8]| {
		let context = SaleContext::of(terms);
		let accepted = |quarter| is_accepted_quarter(quarter, now);
		let shown = verify_for_sale::<Bls>(presentation, &context, &keys, accepted)?;
		let root = shown.root;
		disclosed = Some(shown);
		Ok::<_, salus_crypto::credential::PresentationError>(root)
	};
	bundle
		.check(&proposal, &trader.secrets.trade(), verify, &mut OsRng)
		.map_err(|e| WalletError::Untrue(format!("do not lock: {e}")))?;
	let disclosed = disclosed.ok_or_else(|| WalletError::Untrue("the bundle has no presentation".into()))?;

	let fields: Vec<_> = bundle
		.fields()
		.iter()
		.map(|field| (field.index, field.label.to_owned(), field.ciphertext.len()))
		.collect();
	lines
		.push("the bundle is the one that the proposal names, made for this order and this trade key".into());
	lines.push(format!(
		"{} of {} fields of one record: every path leads to one root",
		fields.len(),
		bundle.record_fields()
	));
	lines.extend(
		fields
			.iter()
			.map(|(index, label, length)| format!("  field {index}: {label}, {length} bytes")),
	);
	lines.push("every ciphertext has the digest that its leaf says".into());
	let among: Vec<_> = hospitals
		.iter()
		.filter(|hospital| disclosed.issuers.contains(&issuer_key(hospital)))
		.map(handle)
		.collect();
	lines.push(format!(
		"the seller holds a credential for that root, of {}, signed by one of: {}; bound to this order",
		quarter_name(disclosed.quarter),
		among.join(", ")
	));
	for (attribute, bucket) in &disclosed.attributes {
		let name = disclosed
			.schema
			.attributes()
			.get(usize::from(*attribute))
			.map_or("?", |(name, _)| name.as_str());
		lines.push(format!("  it says {name} = {}", String::from_utf8_lossy(bucket)));
	}
	lines.push("proven: the key behind Q' unlocks every one of these fields".into());
	Ok(Checked {
		sale,
		lines,
		fields,
		disclosed,
	})
}

/// That the sale is what the buyer's own proposal said.
fn compare(agreed: &Agreed, sale: &Sale) -> Result<()> {
	let untrue = |what: &str| Err(WalletError::Untrue(format!("do not lock: {what}")));
	if agreed.terms != sale.terms {
		return untrue("the terms on chain are not the hash of your proposal");
	}
	if agreed.price != sale.price {
		return untrue("the price on chain is not that of your proposal");
	}
	if agreed.buyer != sale.buyer {
		return untrue("the proposal is another buyer's");
	}
	if sale.deadline > sale.proposed_at.saturating_add(agreed.proposal.blocks) {
		return untrue("the deadline on chain is later than your proposal allows");
	}
	Ok(())
}

/// That everything the buyer asked for is in the bundle.
fn has_all(agreed: &Agreed, labels: &[&str]) -> Result<()> {
	let missing = agreed
		.proposal
		.labels
		.iter()
		.find(|beginning| !labels.iter().any(|label| label.starts_with(beginning.as_str())));
	match missing {
		Some(beginning) => Err(WalletError::Untrue(format!(
			"do not lock: the bundle has no field that begins with {beginning}, which your proposal asks for"
		))),
		None => Ok(()),
	}
}

/// How a lock ended.
pub enum Locked {
	/// By this call.
	Now(Included),
	/// Before.
	Before,
}

/// Checks, keeps the bundle, and locks the price; only while at least `least` blocks are left to the seller.
pub async fn lock(
	trader: &Trader<'_>,
	order: Hash,
	bytes: &[u8],
	agreed: Option<&Agreed>,
	least: BlockNumber,
) -> Result<(Checked, Locked)> {
	let checked = check(trader, order, bytes, agreed).await?;
	let note = PurchaseNote {
		order: order.0,
		bundle: checked.sale.bundle.0,
		least,
	};
	let kept = kept(trader, &note.bundle);
	if !kept.exists() {
		files::write_new(&kept, bytes)?;
	}
	trader.journal.save(&note)?;
	let locked = put_on_hold(trader, &note).await?;
	Ok((checked, locked))
}

/// Locks what the note says, if it is not locked and there is time.
async fn put_on_hold(trader: &Trader<'_>, note: &PurchaseNote) -> Result<Locked> {
	let sale = trader
		.chain
		.sale(note.order.into(), At::Best)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the sale is not on chain any more".into()))?;
	match sale.state {
		TradeState::Locked | TradeState::Paid => return Ok(Locked::Before),
		TradeState::Refunded => return Err(WalletError::NotAllowed("the price was refunded".into())),
		TradeState::Proposed | TradeState::Expired => {}
	}
	let proposal = proposal_of(trader, &sale)?;
	let next = trader.next_block().await?;
	if sale.bundle.0 != note.bundle || !proposal.has_time(next.into(), note.least.into()) {
		return Err(WalletError::NotAllowed(format!(
			"too late to lock: the deadline is block {}, the next is {next}, and the seller is to have {} blocks",
			sale.deadline, note.least
		)));
	}
	let call = Call::lock {
		order: sale.order,
		q_prime: sale.q_prime,
		r: sale.r,
		bundle: sale.bundle,
		price: sale.price,
	};
	match trader.chain.submit(&trader.secrets.signer(), call).await {
		Ok(included) => Ok(Locked::Now(included)),
		// It may have been on its way from before.
		Err(error) => match trader.chain.sale(sale.order, At::Best).await? {
			Some(now) if matches!(now.state, TradeState::Locked | TradeState::Paid) => Ok(Locked::Before),
			_ => Err(error.into()),
		},
	}
}

/// Where a bundle is kept that money was locked for.
fn kept(trader: &Trader<'_>, hash: &[u8; 32]) -> PathBuf {
	trader.journal.beside("bundles").join(hex::encode(hash))
}

/// A field that was bought.
pub struct Bought {
	/// Number in the record.
	pub index: u32,
	/// What it is, by codes.
	pub label: String,
	/// Its bytes.
	pub content: Zeroizing<Vec<u8>>,
}

/// Opens what was paid for. The bundle comes from where the lock kept it, or from `place`.
pub async fn open(trader: &Trader<'_>, order: Hash, place: Option<&str>) -> Result<Vec<Bought>> {
	let sale = sale_of(trader, order).await?;
	let key = match (sale.state, sale.key) {
		(TradeState::Paid, Some(key)) => key,
		(TradeState::Locked, _) => {
			return Err(WalletError::NotAllowed(format!(
				"the seller has not revealed in finalised state; a refund opens at block {}",
				sale.refundable_from
			)))
		}
		_ => return Err(WalletError::NotAllowed("the sale was not paid for".into())),
	};
	let bytes = match place {
		Some(place) => bundles::get(place).await?,
		None => {
			let kept = kept(trader, &sale.bundle.0);
			fs::read(&kept).map_err(WalletError::file(kept))?
		}
	};
	let bundle = Bundle::parse(&bytes).map_err(|e| WalletError::Untrue(format!("the bundle: {e}")))?;
	let proposal = proposal_of(trader, &sale)?;
	let unlocked = bundle
		.unlock(&proposal, &trader.secrets.trade(), &key)
		.map_err(|e| WalletError::Untrue(format!("the bundle does not open: {e}")))?;
	let mut bought = Vec::new();
	for (position, field) in bundle.fields().iter().enumerate() {
		let content = unlocked
			.field(position)
			.map_err(|e| WalletError::Untrue(format!("the bundle does not open: {e}")))?;
		bought.push(Bought {
			index: field.index,
			label: field.label.to_owned(),
			content,
		});
	}
	Ok(bought)
}

/// Takes the price back, once deadline and grace are over and the seller has not revealed.
pub async fn refund(trader: &Trader<'_>, order: Hash) -> Result<Included> {
	let sale = trader
		.chain
		.sale(order, At::Best)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the chain has no such sale".into()))?;
	let next = trader.next_block().await?;
	match sale.state {
		TradeState::Locked if next >= sale.refundable_from => {}
		TradeState::Locked => {
			return Err(WalletError::NotAllowed(format!(
				"a refund opens at block {}: until then the seller may reveal",
				sale.refundable_from
			)))
		}
		TradeState::Paid => {
			return Err(WalletError::NotAllowed(
				"the seller revealed and was paid: open what you bought".into(),
			))
		}
		TradeState::Proposed | TradeState::Expired | TradeState::Refunded => {
			return Err(WalletError::NotAllowed("nothing is locked".into()))
		}
	}
	let call = Call::refund { order };
	Ok(trader.chain.submit(&trader.secrets.signer(), call).await?)
}

/// What is left to do of a purchase, and was done.
pub struct Resumed {
	/// The order.
	pub order: Hash,
	/// Where it stands.
	pub state: Option<TradeState>,
	/// What was done now; an error says why nothing was.
	pub done: Result<Option<Included>>,
}

/// Goes on with every purchase that was decided: locks what was not locked, takes back what was not revealed.
pub async fn resume(trader: &Trader<'_>) -> Result<Vec<Resumed>> {
	let mut resumed = Vec::new();
	for note in trader.journal.all::<PurchaseNote>()? {
		let order = Hash::from(note.order);
		let sale = trader.chain.sale(order, At::Best).await?;
		let next = trader.next_block().await?;
		let state = sale.as_ref().map(|sale| sale.state);
		let done = match &sale {
			Some(sale) if sale.state == TradeState::Proposed => match put_on_hold(trader, &note).await {
				Ok(Locked::Now(included)) => Ok(Some(included)),
				Ok(Locked::Before) => Ok(None),
				Err(error) => Err(error),
			},
			Some(sale) if sale.state == TradeState::Locked && next >= sale.refundable_from => {
				refund(trader, order).await.map(Some)
			}
			_ => Ok(None),
		};
		resumed.push(Resumed { order, state, done });
	}
	Ok(resumed)
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::{trade::Ratings, AccountId, SAL};

	fn agreed() -> Agreed {
		let genesis = Hash::repeat_byte(1);
		let labels = vec!["Observation".into(), "Condition|E11".into()];
		let buyer = AccountId::new([2; 32]);
		let own = super::super::proposal::Proposal::new(genesis, &buyer, labels, SAL, 100, String::new());
		Agreed::read(&own.to_bytes().unwrap(), genesis).unwrap()
	}

	fn sale(agreed: &Agreed, deadline: BlockNumber) -> Sale {
		Sale {
			order: Hash::repeat_byte(3),
			seller: AccountId::new([4; 32]),
			buyer: agreed.buyer.clone(),
			trade_key: [5; 32],
			price: agreed.price,
			terms: agreed.terms,
			nonce: Hash::repeat_byte(6),
			q_prime: [7; 32],
			r: [8; 32],
			bundle: Hash::repeat_byte(9),
			deadline,
			refundable_from: deadline,
			state: TradeState::Proposed,
			key: None,
			proposed_at: 10,
			since: 10,
			ratings: Ratings::default(),
		}
	}

	#[test]
	fn a_deadline_later_than_agreed_is_not_locked() {
		let agreed = agreed();
		assert!(compare(&agreed, &sale(&agreed, 110)).is_ok());
		let refusal = compare(&agreed, &sale(&agreed, 111)).unwrap_err();
		assert!(matches!(&refusal, WalletError::Untrue(why) if why.contains("deadline")));
	}

	#[test]
	fn a_bundle_without_something_agreed_is_not_locked() {
		let agreed = agreed();
		assert!(has_all(&agreed, &["Patient", "Condition|E11.9", "Observation|x"]).is_ok());
		let refusal = has_all(&agreed, &["Observation|x", "Observation|y"]).unwrap_err();
		assert!(matches!(&refusal, WalletError::Untrue(why) if why.contains("Condition|E11")));
	}
}
