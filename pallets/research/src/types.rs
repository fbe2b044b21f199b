//! What the pallet stores.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible::Inspect;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	research::{BudgetInfo, MicroEpsilon, ResearchParameters, SpendingId, SpendingInfo},
	Hash,
};
use scale_info::TypeInfo;

/// The right to one answer of one hospital, as stored.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Spending<AccountId, Balance, BlockNumber> {
	/// Who spent.
	pub researcher: AccountId,
	/// The hospital that is to answer.
	pub hospital: HospitalId,
	/// [`salus_primitives::research::query_digest`] of what is to be counted.
	pub query: Hash,
	/// How much.
	pub epsilon: MicroEpsilon,
	/// The block that contains it.
	pub spent_at: BlockNumber,
	/// Last block at which the hospital answers it.
	pub answer_until: BlockNumber,
	/// Held from the researcher.
	pub deposit: Balance,
}

/// What a researcher spent in the latest period in which anything was.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ledger<BlockNumber> {
	/// Block of the period's first spending.
	pub since: BlockNumber,
	/// Its number: later ones are of the period too.
	pub first: SpendingId,
	/// What was spent from then on.
	pub spent: MicroEpsilon,
}

/// Money of the chain.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A spending of this chain.
pub type SpendingOf<T> = Spending<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
/// A ledger of this chain.
pub type LedgerOf<T> = Ledger<BlockNumberFor<T>>;
/// The parameters of this chain.
pub type ParametersOf<T> = ResearchParameters<BlockNumberFor<T>>;
/// What this chain shows of a budget.
pub(crate) type BudgetInfoOf<T> = BudgetInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// What this chain shows of a spending.
pub(crate) type SpendingInfoOf<T> = SpendingInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
