//! Fair trade: a patient sells chosen fields, a buyer pays for exactly what was proven.
//!
//! - [`proposal`]: what a buyer asks for; [`bundles`]: where what is sold lies
//! - [`sell`], [`buy`] and [`reveal`]: an agreed sale, from both sides
//! - [`offer`]: a buyer's standing offer; [`values`]: what it bought, with what the chain was shown
//! - [`catalogue`], [`claim`], [`fulfil`]: a patient finds offers, claims a slot of one, and delivers its value
//! - [`earnings`]: the accounts that were paid, one a trade
//! - [`journal`]: what the wallet notes, so that every step may be asked again after a crash: it then does what is left

pub mod bundles;
pub mod buy;
pub mod catalogue;
pub mod claim;
pub mod earnings;
pub mod fulfil;
pub mod journal;
pub mod offer;
pub mod proposal;
pub mod reveal;
pub mod sell;
pub mod values;

use crate::{
	chain::{At, Chain, Offer},
	credentials::Folder,
	error::{Result, WalletError},
	keystore::Secrets,
};
use journal::Journal;
use salus_crypto::credential::Schema;
use salus_primitives::{
	hospital::{HospitalInfo, HospitalStatus},
	AccountId, BlockNumber, Hash,
};
use salus_runtime::{Runtime, RuntimeCall};

/// Calls of trades.
pub(crate) type Call = pallet_trade_escrow::Call<Runtime>;

/// Who trades, and with what.
pub struct Trader<'a> {
	/// The chain.
	pub chain: &'a Chain,
	/// The keys of this identity.
	pub secrets: Secrets,
	/// Its notes.
	pub journal: Journal,
	/// Its credentials.
	pub credentials: Folder,
}

impl Trader<'_> {
	/// The chain's identity.
	pub fn genesis(&self) -> Hash {
		self.chain.genesis()
	}

	/// The block into which a transaction may come now, at the earliest.
	pub async fn next_block(&self) -> Result<BlockNumber> {
		Ok(self.chain.height(At::Best).await?.saturating_add(1))
	}
}

/// The hospitals that are accredited at a block.
pub async fn accredited(chain: &Chain, at: At) -> Result<Vec<HospitalInfo<AccountId, BlockNumber>>> {
	let mut hospitals = chain.hospitals(at).await?;
	hospitals.retain(|hospital| hospital.status == HospitalStatus::Accredited);
	Ok(hospitals)
}

/// The schema of an offer: its text is in the call that posted it, its digest in the state.
pub async fn schema_of(chain: &Chain, offer: &Offer) -> Result<Schema> {
	let block = chain.block_at(offer.posted_at).await?;
	chain
		.calls(block)
		.await?
		.into_iter()
		.find_map(|call| match call {
			RuntimeCall::TradeEscrow(Call::post_offer { request }) => Schema::from_bytes(&request.schema)
				.ok()
				.filter(|schema| schema.digest() == offer.schema),
			_ => None,
		})
		.ok_or_else(|| WalletError::Untrue("the offer's schema is not in the block that posted it".into()))
}

/// A handle as people read it.
pub(crate) fn handle(hospital: &HospitalInfo<AccountId, BlockNumber>) -> String {
	String::from_utf8_lossy(&hospital.handle).into_owned()
}
