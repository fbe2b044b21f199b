//! An agreed sale, the seller's side after the proposal: the reveal, and what became of it.

use super::{journal::Sent, sell::SaleNote, Call, Trader};
use crate::{
	chain::{At, ChainError, Included, Sale, Signer},
	error::{Result, WalletError},
};
use salus_crypto::sale::LockTerms;
use salus_primitives::{
	record::RecordId,
	trade::{TradeId, TradeState},
	AccountId, Hash,
};

/// How a reveal ended.
pub enum Revealed {
	/// Paid for by this call.
	Now(Included),
	/// Paid for before.
	Before,
}

/// Reveals kappa', but only if it must be paid for: the lock is final and is one of this very proposal, the chain will take
/// the key, and the deadline is ahead. A key that is out already is sent again as long as the price is locked.
pub async fn reveal(trader: &Trader<'_>, order: Hash) -> Result<Revealed> {
	let mut note = note_of(trader, order)?;
	let sale = trader
		.chain
		.sale(order, At::Finalised)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the finalised chain has no such sale".into()))?;
	match sale.state {
		TradeState::Locked => {}
		TradeState::Paid => return Ok(Revealed::Before),
		TradeState::Proposed => {
			return Err(WalletError::NotAllowed(
				"the price is not locked in finalised state: the key stays here".into(),
			))
		}
		TradeState::Expired | TradeState::Refunded => {
			return Err(WalletError::NotAllowed(
				"the sale is over: it was not locked in time, or refunded".into(),
			))
		}
	}
	let next = trader.next_block().await?;
	let now = if note.revealed.again(next, sale.refundable_from) {
		next.min(note.deadline)
	} else {
		next
	};
	let own = note.proposal(trader)?;
	let key = note
		.read_draw()?
		.reveal(&own, &lock_of(&sale), now.into())
		.map_err(|e| WalletError::NotAllowed(format!("the key stays here: {e}")))?;
	if note.revealed == Sent::No {
		note.revealed = Sent::Intended;
		trader.journal.save(&note)?;
	}
	let seller = note.seller(trader);
	// If this is not noted, the key is only less often sent again.
	let accepted = || {
		note.revealed = Sent::Accepted;
		drop(trader.journal.save(&note));
	};
	let sent = trader
		.chain
		.submit_telling(&seller, Call::reveal { order, key }, accepted)
		.await;
	match sent {
		Ok(included) => Ok(Revealed::Now(included)),
		// It may have come another way before: what the chain shows is what counts.
		Err(error) => match trader.chain.sale(order, At::Best).await? {
			Some(sale) if sale.state == TradeState::Paid => Ok(Revealed::Before),
			_ => Err(error.into()),
		},
	}
}

/// What finalised state says is locked.
fn lock_of(sale: &Sale) -> LockTerms {
	LockTerms {
		order: sale.order.0,
		q_prime: sale.q_prime,
		r: sale.r,
		bundle: sale.bundle.0,
		price: sale.price,
	}
}

/// Waits until the sale is locked in finalised state, or never will be.
pub async fn wait_locked(trader: &Trader<'_>, order: Hash) -> Result<()> {
	note_of(trader, order)?;
	let mut headers = trader.chain.finalised_headers().await?;
	while let Some(header) = headers.next().await {
		let header = header.map_err(|e| ChainError::Transport(e.to_string()))?;
		match trader.chain.sale(order, At::Block(header.hash())).await? {
			None => {}
			Some(sale) if sale.state == TradeState::Proposed => {}
			Some(_) => return Ok(()),
		}
	}
	Err(ChainError::Transport("the subscription to finalised blocks ended".into()).into())
}

fn note_of(trader: &Trader<'_>, order: Hash) -> Result<SaleNote> {
	trader
		.journal
		.all::<SaleNote>()?
		.into_iter()
		.find(|note| note.order(trader) == order)
		.ok_or_else(|| WalletError::Keys("this identity's notes have no such sale".into()))
}

/// A sale of the notes, with what the chain shows of it.
pub struct Own {
	/// The order.
	pub order: Hash,
	/// The account that sells.
	pub seller: AccountId,
	/// The record.
	pub record: RecordId,
	/// Where the bundle is.
	pub place: String,
	/// What stands on chain.
	pub sale: Option<Sale>,
}

/// All sales of the notes.
pub async fn list(trader: &Trader<'_>) -> Result<Vec<Own>> {
	let mut sales = Vec::new();
	for note in trader.journal.all::<SaleNote>()? {
		let order = note.order(trader);
		sales.push(Own {
			order,
			seller: note.seller(trader).account(),
			record: note.record.into(),
			place: note.place.clone(),
			sale: trader.chain.sale(order, At::Finalised).await?,
		});
	}
	Ok(sales)
}

/// The account of a sale, which rates it.
pub fn seller_of(trader: &Trader<'_>, order: Hash) -> Result<Signer> {
	Ok(note_of(trader, order)?.seller(trader))
}

/// A rating of a sale by its seller.
pub async fn rate(trader: &Trader<'_>, order: Hash, stars: u8) -> Result<Included> {
	let trade = TradeId::Sale(order);
	Ok(trader
		.chain
		.submit(&seller_of(trader, order)?, Call::rate { trade, stars })
		.await?)
}
