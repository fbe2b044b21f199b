//! An agreed sale, the seller's side up to the proposal on chain: an account of its own for each sale, and a bundle.
//!
//! Whoever sells is not to be told apart by the account that sells: money for its deposit and fees comes from what another
//! trade earned, or from where the seller says.

use super::{
	accredited, bundles, earnings,
	journal::{Added, Journal, Note, Sent},
	proposal::Agreed,
	Call, Trader,
};
use crate::{
	chain::{At, Included, Signer},
	credentials::{self, issuer_key},
	error::{Result, WalletError},
	open,
};
use codec::{Decode, Encode};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	attestation,
	credential::{present_for_sale, IssuerKey, SaleContext, MAX_ISSUERS},
	sale::{make, order_id, Bundle, Draw, OrderTerms, Proposal},
	Bls,
};
use salus_primitives::{record::RecordId, AccountId, Balance, BlockNumber, Hash, MILLISAL};
use salus_runtime::{constants::money::EXISTENTIAL_DEPOSIT, Runtime, RuntimeEvent};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What the seller's account has beside the deposit: for the fees of its two calls and of giving the rest away.
const FEES: Balance = 100 * MILLISAL;
/// Accounts of sales looked at beyond those in use, where notes were lost.
pub(super) const GAP: u32 = 20;
/// Attributes of the credential that vouches for a sale in which none is shown.
const HIDDEN: [&str; 1] = ["resources"];

/// What is noted of a sale.
#[derive(Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub struct SaleNote {
	/// Number of the seller's account.
	index: u32,
	pub(super) record: [u8; 32],
	/// Those sold; none before it is known which.
	fields: Vec<u32>,
	/// Where the bundle is put.
	pub(super) place: String,
	buyer: [u8; 32],
	y: [u8; 32],
	price: Balance,
	pub(super) deadline: BlockNumber,
	terms: [u8; 32],
	nonce: [u8; 32],
	/// kappa and rho.
	draw: Vec<u8>,
	/// H(bundle), once it is made.
	bundle: Option<[u8; 32]>,
	/// Whether kappa' was sent.
	#[zeroize(skip)]
	pub(super) revealed: Sent,
	/// What was asked for: fields and attributes shown.
	#[zeroize(skip)]
	choice: Added<(Vec<u32>, Vec<String>)>,
}

impl Note for SaleNote {
	const KIND: &'static str = "sale";

	fn place(&self) -> String {
		self.index.to_string()
	}
}

impl SaleNote {
	pub(super) fn seller(&self, trader: &Trader<'_>) -> Signer {
		trader.secrets.seller(trader.genesis(), self.index)
	}

	fn order_terms(&self, trader: &Trader<'_>) -> OrderTerms {
		OrderTerms {
			genesis: trader.genesis().0,
			seller: self.seller(trader).account().into(),
			buyer: self.buyer,
			y: self.y,
			price: self.price,
			deadline: self.deadline.into(),
			terms: self.terms,
			nonce: self.nonce,
		}
	}

	pub(super) fn order(&self, trader: &Trader<'_>) -> Hash {
		order_id(&self.order_terms(trader)).into()
	}

	/// Whether this goes on with what was asked for before. One draw never makes bundles of two choices: an error says that
	/// one is made.
	fn goes_on(&self, fields: &[u32], show: &[String]) -> Result<bool> {
		let is_same = match &self.choice.0 {
			Some((chosen, shown)) => chosen == fields && shown == show,
			None => fields.is_empty() || self.fields.is_empty() || self.fields == fields,
		};
		if !is_same && !self.fields.is_empty() {
			return Err(WalletError::NotAllowed(format!(
				"this sale of fields {:?} was begun with other --field or --show: ask as before; to sell others, forget it \
				 first, if it is not locked: remove its note {}-{}",
				self.fields,
				Self::KIND,
				self.place()
			)));
		}
		Ok(is_same)
	}

	pub(super) fn read_draw(&self) -> Result<Draw> {
		Draw::from_bytes(&self.draw).map_err(|e| WalletError::Keys(format!("the note of a sale: {e}")))
	}

	/// What stands on chain, or will; an error before the bundle is made.
	pub(super) fn proposal(&self, trader: &Trader<'_>) -> Result<Proposal> {
		let bundle = self
			.bundle
			.ok_or_else(|| WalletError::Keys("the note of a sale has no bundle".into()))?;
		Ok(Proposal {
			terms: self.order_terms(trader),
			commitments: self.read_draw()?.commitments(),
			bundle,
		})
	}
}

/// What to sell.
pub struct Request<'a> {
	/// The record.
	pub record: RecordId,
	/// What the buyer asked for.
	pub agreed: &'a Agreed,
	/// Fields by number; those that the buyer named, where there are none.
	pub fields: &'a [u32],
	/// Attributes shown to the buyer, by name.
	pub show: &'a [String],
	/// Where to put the bundle.
	pub place: &'a str,
	/// Who pays deposit and fees; an account that earned something, if none.
	pub funds: Option<&'a Signer>,
}

/// A sale that stands on chain.
pub struct Proposed {
	/// The order.
	pub order: Hash,
	/// The account that sells.
	pub seller: AccountId,
	/// The last block in which a reveal may be counted on.
	pub deadline: BlockNumber,
	/// The fields.
	pub fields: Vec<u32>,
	/// Where the bundle is.
	pub place: String,
	/// The proposal; none if it stood already.
	pub included: Option<Included>,
}

/// Proposes a sale. Asked again with the same record and the same proposal of the buyer, it goes on where it ended.
pub async fn propose(trader: &Trader<'_>, request: &Request<'_>) -> Result<Proposed> {
	let chain = trader.chain;
	let mut note = match under_way(trader, request).await? {
		Some(note) => note,
		None => draw(trader, request).await?,
	};
	let order = note.order(trader);
	let mut included = None;
	if chain.sale(order, At::Best).await?.is_none() {
		bundle(trader, request, &mut note).await?;
		fund(trader, &note, request.funds).await?;
		match put_on_chain(trader, &note).await {
			Ok(done) => included = Some(done),
			// It may have been on its way from before.
			Err(error) => {
				if chain.sale(order, At::Best).await?.is_none() {
					return Err(error);
				}
			}
		}
	}
	Ok(Proposed {
		order,
		seller: note.seller(trader).account(),
		deadline: note.deadline,
		fields: note.fields.clone(),
		place: note.place.clone(),
		included,
	})
}

/// The note of the same sale, unless it can come to nothing any more.
async fn under_way(trader: &Trader<'_>, request: &Request<'_>) -> Result<Option<SaleNote>> {
	let is_same = |note: &SaleNote| {
		note.record == request.record.0
			&& note.terms == request.agreed.terms.0
			&& note.buyer == <[u8; 32]>::from(request.agreed.buyer.clone())
	};
	let least = least_time(trader).await?;
	for note in trader.journal.all::<SaleNote>()?.into_iter().filter(is_same) {
		let stands = trader.chain.sale(note.order(trader), At::Best).await?.is_some();
		let is_alive = stands || trader.next_block().await?.saturating_add(least) <= note.deadline;
		if is_alive && note.goes_on(&chosen(request), request.show)? {
			return Ok(Some(note));
		}
		trader.journal.forget::<SaleNote>(&note.place())?;
	}
	Ok(None)
}

/// The fields asked for, each once.
fn chosen(request: &Request<'_>) -> Vec<u32> {
	let mut fields = request.fields.to_vec();
	fields.sort_unstable();
	fields.dedup();
	fields
}

/// Blocks before a deadline in which a proposal makes sense.
async fn least_time(trader: &Trader<'_>) -> Result<BlockNumber> {
	let parameters = trader.chain.trade_parameters(At::Best).await?;
	Ok(parameters.lock_margin.saturating_add(1))
}

/// Draws what only this sale has, and notes it.
async fn draw(trader: &Trader<'_>, request: &Request<'_>) -> Result<SaleNote> {
	let (chain, agreed) = (trader.chain, request.agreed);
	let y = chain
		.trade_key(&agreed.buyer, At::Finalised)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the buyer has registered no trade key".into()))?;
	let least = least_time(trader).await?;
	if agreed.proposal.blocks < least {
		return Err(WalletError::Input(format!(
			"the proposal leaves {} blocks; a sale takes at least {least}",
			agreed.proposal.blocks
		)));
	}
	let mut nonce = [0; 32];
	OsRng.fill_bytes(&mut nonce);
	let mut note = SaleNote {
		index: next_index(trader).await?,
		record: request.record.0,
		fields: Vec::new(),
		place: request.place.into(),
		buyer: agreed.buyer.clone().into(),
		y,
		price: agreed.price,
		deadline: trader.next_block().await?.saturating_add(agreed.proposal.blocks),
		terms: agreed.terms.0,
		nonce,
		draw: Vec::new(),
		bundle: None,
		revealed: Sent::No,
		choice: Added(Some((chosen(request), request.show.to_vec()))),
	};
	let draw = Draw::generate(&note.order_terms(trader), &mut OsRng)
		.map_err(|e| WalletError::NotAllowed(format!("no sale to this buyer: {e}")))?;
	note.draw = draw.to_bytes().to_vec();
	trader.journal.save(&note)?;
	Ok(note)
}

/// The number of an account that never sold: not in the notes, nor on chain, where notes were lost.
async fn next_index(trader: &Trader<'_>) -> Result<u32> {
	let notes = trader.journal.all::<SaleNote>()?;
	let mut next = notes
		.iter()
		.map(|note| note.index.saturating_add(1))
		.max()
		.unwrap_or(0);
	loop {
		let accounts: Vec<_> = (next..next.saturating_add(GAP))
			.map(|index| trader.secrets.seller(trader.genesis(), index).account())
			.collect();
		let existing = trader.chain.existing(&accounts, At::Best).await?;
		let Some((last, _)) = existing.last() else {
			return Ok(next);
		};
		let position = accounts.iter().position(|account| account == last).unwrap_or(0);
		next = next
			.saturating_add(u32::try_from(position).unwrap_or(0))
			.saturating_add(1);
	}
}

/// Makes the bundle and puts it where the buyer finds it, unless it is there.
async fn bundle(trader: &Trader<'_>, request: &Request<'_>, note: &mut SaleNote) -> Result<()> {
	if let Some(hash) = note.bundle {
		let lies_there = bundles::get(&note.place)
			.await
			.is_ok_and(|bytes| Bundle::parse(&bytes).is_ok_and(|bundle| bundle.hash() == hash));
		if lies_there {
			return Ok(());
		}
	}
	let (chain, record) = (trader.chain, request.record);
	let (info, bytes) = open::fetch_own(chain, &trader.secrets, record).await?;
	let blob = open::parse(&bytes)?;
	let groups = open::own_groups(chain, &trader.secrets, &info, &blob)?;
	let mut fields = if note.fields.is_empty() {
		chosen(request)
	} else {
		note.fields.clone()
	};
	if fields.is_empty() {
		let entries = groups.iter().flat_map(|group| group.entries());
		fields = entries
			.filter(|entry| request.agreed.wants(&entry.label))
			.map(|entry| entry.index)
			.collect();
	}
	fields.sort_unstable();
	fields.dedup();
	if fields.is_empty() {
		return Err(WalletError::Input(
			"the record has no field that the buyer asks for: choose with --field".into(),
		));
	}
	if note.fields.is_empty() {
		bundles::must_be_free(&note.place).await?;
	}
	note.fields = fields;
	trader.journal.save(note)?;

	let names: Vec<&str> = request.show.iter().map(String::as_str).collect();
	let names = if names.is_empty() {
		&HIDDEN[..]
	} else {
		names.as_slice()
	};
	let schema = attestation::schema(names).map_err(|e| WalletError::Input(e.to_string()))?;
	let held = credentials::obtain(chain, &trader.secrets, &trader.credentials, record, &schema).await?;
	let shown: Vec<u8> = (0..).take(request.show.len()).collect();
	let issuers = hidden_among(trader, held.credential.issuer()).await?;
	let groups: Vec<_> = groups.iter().collect();
	let present = |terms: &OrderTerms, root: &[u8; 32], rng: &mut OsRng| {
		if root != held.credential.root() {
			return Err("the credential is of another state of the record: renew it".to_string());
		}
		let context = SaleContext::of(terms);
		let secret = trader.secrets.credential();
		present_for_sale::<Bls>(&held.credential, &secret, &shown, &issuers, &context, rng)
			.map_err(|e| e.to_string())
	};
	let (terms, draw) = (note.order_terms(trader), note.read_draw()?);
	let outgoing = make(&terms, &draw, &groups, &note.fields, present, &mut OsRng)
		.map_err(|e| WalletError::Input(format!("these fields cannot be sold: {e}")))?;
	bundles::put(&note.place, outgoing.to_bytes()).await?;
	note.bundle = Some(outgoing.proposal().bundle);
	trader.journal.save(note)
}

/// The accredited hospitals, the issuer among them.
async fn hidden_among(trader: &Trader<'_>, own: &IssuerKey) -> Result<Vec<IssuerKey>> {
	let hospitals = accredited(trader.chain, At::Finalised).await?;
	let mut issuers: Vec<_> = hospitals.iter().map(issuer_key).collect();
	if !issuers.contains(own) {
		return Err(WalletError::NotAllowed(
			"the hospital that issued the credential is not accredited now".into(),
		));
	}
	if issuers.len() > MAX_ISSUERS {
		issuers.retain(|issuer| issuer != own);
		issuers.truncate(MAX_ISSUERS - 1);
		issuers.push(*own);
	}
	issuers.sort_unstable();
	Ok(issuers)
}

/// Gives the seller's account what it lacks.
async fn fund(trader: &Trader<'_>, note: &SaleNote, payer: Option<&Signer>) -> Result<()> {
	let seller = note.seller(trader).account();
	let needed = pallet_trade_escrow::Pallet::<Runtime>::sale_deposit()
		.saturating_add(FEES)
		.saturating_add(EXISTENTIAL_DEPOSIT);
	let has = trader.chain.money(&seller, At::Best).await?.data.free;
	let Some(missing) = needed.checked_sub(has).filter(|missing| *missing > 0) else {
		return Ok(());
	};
	let missing = missing.max(EXISTENTIAL_DEPOSIT);
	let earned;
	let payer = match payer {
		Some(payer) => payer,
		None => {
			earned = earnings::with_at_least(trader, missing.saturating_add(FEES))
				.await?
				.ok_or_else(|| {
					WalletError::NotAllowed(format!(
						"the account {seller} of this sale needs {}: send it there from where it does not tell who you \
						 are and ask again, or name who pays with --fund-from",
						crate::amount::show(missing)
					))
				})?;
			&earned
		}
	};
	let transfer = pallet_balances::Call::<Runtime>::transfer_allow_death {
		dest: seller.into(),
		value: missing,
	};
	trader.chain.submit(payer, transfer).await?;
	Ok(())
}

async fn put_on_chain(trader: &Trader<'_>, note: &SaleNote) -> Result<Included> {
	let changed = || {
		WalletError::NotAllowed(
			"the buyer's trade key changed meanwhile: this sale leads to nothing, propose it anew".into(),
		)
	};
	let own = note.proposal(trader)?;
	let y = trader
		.chain
		.trade_key(&AccountId::new(note.buyer), At::Best)
		.await?;
	if y != Some(note.y) {
		trader.journal.forget::<SaleNote>(&note.place())?;
		return Err(changed());
	}
	let proposal = pallet_trade_escrow::Proposal {
		buyer: AccountId::new(note.buyer),
		price: note.price,
		deadline: note.deadline,
		terms: note.terms.into(),
		nonce: note.nonce.into(),
		q_prime: own.commitments.q_prime,
		r: own.commitments.r,
		bundle: own.bundle.into(),
	};
	let included = trader
		.chain
		.submit(&note.seller(trader), Call::propose_sale { proposal })
		.await?;
	let order = included.find(|event| match event {
		RuntimeEvent::TradeEscrow(pallet_trade_escrow::Event::SaleProposed { order, .. }) => Some(*order),
		_ => None,
	});
	if order != Some(note.order(trader)) {
		trader.journal.forget::<SaleNote>(&note.place())?;
		return Err(changed());
	}
	Ok(included)
}

/// How many accounts the notes know to have sold.
pub(super) fn accounts_in_use(journal: &Journal) -> Result<u32> {
	let notes = journal.all::<SaleNote>()?;
	Ok(notes
		.iter()
		.map(|note| note.index.saturating_add(1))
		.max()
		.unwrap_or(0))
}

#[cfg(test)]
mod tests;
