//! What the pallet stores.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use salus_primitives::hospital::HospitalId;
use scale_info::TypeInfo;
use sp_runtime::{traits::AtLeast32BitUnsigned, Perbill};
use sp_staking::SessionIndex;

/// Most backers of a hospital.
pub const MAX_BACKERS: u32 = 100;
/// Most amounts that wait to be withdrawn from one bond or backing, one a session.
pub const MAX_CHUNKS: u32 = 32;

/// An amount that was unbonded and can still be slashed.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Chunk<Balance> {
	/// How much.
	pub amount: Balance,
	/// First session in which it can be withdrawn.
	pub withdrawable_at: SessionIndex,
}

/// Amounts that wait, oldest first.
pub type Chunks<Balance> = BoundedVec<Chunk<Balance>, ConstU32<MAX_CHUNKS>>;

/// What a hospital stakes for itself.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Bond<Balance> {
	/// At stake in elections.
	pub active: Balance,
	/// Unbonded, still slashable.
	pub unbonding: Chunks<Balance>,
	/// Earned and not yet claimed; it lies in the pot.
	pub reward: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> Bond<Balance> {
	/// All that is held.
	pub fn held(&self) -> Balance {
		self.active.saturating_add(sum(&self.unbonding))
	}

	/// Whether nothing is left to remember.
	pub fn is_empty(&self) -> bool {
		self.active.is_zero() && self.unbonding.is_empty() && self.reward.is_zero()
	}
}

/// The sum of what waits.
pub fn sum<Balance: AtLeast32BitUnsigned + Copy>(chunks: &[Chunk<Balance>]) -> Balance {
	chunks
		.iter()
		.fold(Balance::zero(), |total, chunk| total.saturating_add(chunk.amount))
}

/// What somebody stakes for a hospital.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Backer<AccountId, Balance> {
	/// Who.
	pub who: AccountId,
	/// At stake in elections.
	pub active: Balance,
	/// Earned and not yet claimed; it lies in the pot.
	pub reward: Balance,
	/// Once nothing is active: last session whose exposure may still contain the backer.
	pub exposed_until: SessionIndex,
}

/// The backers of a hospital, in the order of their coming.
pub type BackersOf<AccountId, Balance> = BoundedVec<Backer<AccountId, Balance>, ConstU32<MAX_BACKERS>>;

/// A hospital that stands for election.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Candidate<Balance> {
	/// Active bond and active backings.
	pub total: Balance,
	/// Its number in the registry; none for a founder that has not applied.
	pub hospital: Option<HospitalId>,
	/// Whether it holds a seat of genesis, without accreditation while the founders' term lasts.
	pub founder: bool,
	/// First session for which it can be elected again; 0 if it is not benched.
	pub benched_until: SessionIndex,
}

/// A backer's part of an exposure.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Share<AccountId, Balance> {
	/// Who.
	pub who: AccountId,
	/// How much.
	pub value: Balance,
}

/// What stands behind a validator in one session. It is fixed when the session is planned: whoever moves away later
/// is slashed, and rewarded, all the same.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Exposure<AccountId, Balance> {
	/// The hospital's own stake.
	pub own: Balance,
	/// Own stake and backings.
	pub total: Balance,
	/// The backings.
	pub backers: BoundedVec<Share<AccountId, Balance>, ConstU32<MAX_BACKERS>>,
}

/// An offence of a validator in one session. Only its worst counts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offence<AccountId, Balance> {
	/// What stood behind the validator in that session.
	pub exposure: Exposure<AccountId, Balance>,
	/// The part of the exposure that the worst report costs.
	pub fraction: Perbill,
	/// The part that was slashed, or that the council has forgiven.
	pub settled: Perbill,
	/// Session in which the rest is slashed; none if nothing is pending.
	pub due: Option<SessionIndex>,
}

/// A place in the queue of slashes.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DueSlash<AccountId> {
	/// Session of the offence.
	pub session: SessionIndex,
	/// Who committed it.
	pub offender: AccountId,
	/// Session in which it is slashed.
	pub due: SessionIndex,
}

/// First filled and first free place of a queue.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Queue {
	/// First filled place.
	pub head: u64,
	/// First free place.
	pub tail: u64,
}
