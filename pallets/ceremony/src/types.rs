//! What the pallet stores, and short names for what its configuration gives.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{fungible, ConstU32};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{Dealers, Phase, Purpose, Round},
};
use scale_info::TypeInfo;
use sp_runtime::BoundedVec;

/// Amounts of the configured currency.
pub type BalanceOf<T> =
	<<T as Config>::Currency as fungible::Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// Money that has left an account and has not arrived at another.
pub type CreditOf<T> = fungible::Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// A round of the configured chain.
pub type RoundOf<T> = RoundState<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// Most accredited hospitals that are remembered as candidates.
pub const MAX_ROSTER: u32 = 256;
/// Most hospitals that take part in a round: members, and as many holders that hand a sharing on and leave.
pub const MAX_PARTICIPANTS: u32 = MAX_AUTHORITIES.saturating_mul(2);
/// Longest public values of one coefficient or member: two points of G2.
pub const MAX_PUBLIC: u32 = 192;
/// Public values of one coefficient or member.
pub type PublicBytes = BoundedVec<u8, ConstU32<MAX_PUBLIC>>;

/// What a dealer has done.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Dealt {
	/// Nothing yet.
	#[codec(index = 0)]
	Nothing,
	/// It committed to a deal.
	#[codec(index = 1)]
	Committed([u8; 32]),
	/// It dealt what it had committed to.
	#[codec(index = 2)]
	Deal([u8; 32]),
	/// It dealt badly, as a complaint proved.
	#[codec(index = 3)]
	Excluded([u8; 32]),
}

/// A dealer of a round.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Dealer<AccountId> {
	/// The hospital's operator.
	pub account: AccountId,
	/// What it has done.
	pub dealt: Dealt,
}

/// A member of the sharing that a round makes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Member<AccountId> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Whether it has enrolled.
	pub enrolled: bool,
	/// Where its shares are sealed to.
	pub key: Option<[u8; 32]>,
}

/// One attempt at a sharing. Dealer and member j stand at position j - 1.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct RoundState<AccountId, BlockNumber> {
	/// Its number.
	pub number: Round,
	/// What it is for.
	pub purpose: Purpose,
	/// Where it stands.
	pub phase: Phase,
	/// When it began.
	pub started_at: BlockNumber,
	/// When the phase ends at the latest; in the last one, when that began.
	pub ends_at: BlockNumber,
	/// How many of the new shares make a key; 0 while candidates enrol.
	pub threshold: u16,
	/// Who receives: all candidates while they enrol, then those that did.
	pub members: BoundedVec<Member<AccountId>, ConstU32<MAX_AUTHORITIES>>,
	/// Who deals: the members of a fresh key, else the holders of the sharing.
	pub dealers: BoundedVec<Dealer<AccountId>, ConstU32<MAX_AUTHORITIES>>,
	/// Whose deals make the sharing, once that is fixed.
	pub qualified: Dealers,
	/// The next step of the last phase.
	pub step: u16,
}

impl<AccountId, BlockNumber> RoundState<AccountId, BlockNumber> {
	/// Generation of the sharing that it makes.
	pub fn generation(&self) -> u32 {
		match self.purpose {
			Purpose::Fresh | Purpose::Replace { .. } => 0,
			Purpose::Reshare { generation, .. } => generation.saturating_add(1),
		}
	}

	/// How many dealers it takes.
	pub fn needed_dealers(&self) -> u16 {
		match self.purpose {
			Purpose::Fresh | Purpose::Replace { .. } => self.threshold,
			Purpose::Reshare { threshold, .. } => threshold,
		}
	}

	/// Number of its members.
	pub fn size(&self) -> u16 {
		u16::try_from(self.members.len()).unwrap_or(u16::MAX)
	}

	/// Steps of its last phase: the coefficients, the members, the key.
	pub fn steps(&self) -> u16 {
		self.threshold.saturating_add(self.size()).saturating_add(1)
	}

	/// The dealers that have done what `which` says, by index.
	pub fn dealers_that(&self, which: fn(&Dealt) -> bool) -> impl Iterator<Item = u16> + '_ {
		(1_u16..)
			.zip(&self.dealers)
			.filter(move |(_, dealer)| which(&dealer.dealt))
			.map(|(index, _)| index)
	}
}

impl<AccountId: PartialEq, BlockNumber> RoundState<AccountId, BlockNumber> {
	/// How many take part, and so have a deposit: the members, and the dealers that receive nothing.
	pub fn participants(&self) -> u32 {
		let receives = |account: &AccountId| self.members.iter().any(|member| member.account == *account);
		let leaving = self
			.dealers
			.iter()
			.filter(|dealer| !receives(&dealer.account))
			.count();
		u32::try_from(self.members.len().saturating_add(leaving)).unwrap_or(u32::MAX)
	}
}

/// What has changed in the registry since the last look.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Change {
	/// A hospital was accredited.
	pub joined: bool,
	/// A hospital lost its standing.
	pub left: bool,
}

/// How many holders of a sharing can be counted on.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Health {
	/// Enough.
	#[codec(index = 0)]
	Sound,
	/// At most half of those that can be spared are left.
	#[codec(index = 1)]
	Thin,
	/// Fewer than make a key.
	#[codec(index = 2)]
	Lost,
}

/// What is known of the sharing in use beside its public values.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Activation<BlockNumber> {
	/// The round that made it.
	pub round: Round,
	/// Since when it is in use.
	pub at: BlockNumber,
}
