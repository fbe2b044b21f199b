//! Ceremonies: how hospitals make the keys of the authority together and hand them on (crypto/docs/ceremony.md).

use crate::authority::MAX_AUTHORITIES;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::ceremony::{CheckedRun, Origin, ReceivingKeys, Resharing, Run, RunError};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Longest deal, in bytes: that of the most members and the highest threshold.
pub const MAX_DEAL: u32 = salus_crypto::ceremony::max_deal_length(MAX_AUTHORITIES);

/// Number of a round, never used again.
pub type Round = u32;
/// A deal as `salus-crypto` reads it.
pub type Deal = BoundedVec<u8, ConstU32<MAX_DEAL>>;
/// Indices of dealers.
pub type Dealers = BoundedVec<u16, ConstU32<MAX_AUTHORITIES>>;

/// Which key a ceremony makes.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum CeremonyKind {
	/// Alpha and beta: attribute keys and update keys.
	#[codec(index = 0)]
	AttributeKeys,
	/// k: tokens of keywords.
	#[codec(index = 1)]
	Tokens,
}

impl CeremonyKind {
	/// Every kind.
	pub const ALL: [Self; 2] = [Self::AttributeKeys, Self::Tokens];
}

impl From<CeremonyKind> for salus_crypto::ceremony::CeremonyKind {
	fn from(kind: CeremonyKind) -> Self {
		match kind {
			CeremonyKind::AttributeKeys => Self::AttributeKeys,
			CeremonyKind::Tokens => Self::Tokens,
		}
	}
}

/// What a round is for.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Purpose {
	/// The first key of its kind.
	#[codec(index = 0)]
	Fresh,
	/// The holders of a sharing hand it on; the key stays.
	#[codec(index = 1)]
	Reshare {
		/// Id of the key.
		ceremony: [u8; 32],
		/// The sharing that is handed on.
		generation: u32,
		/// How many of its holders must deal.
		threshold: u16,
	},
	/// A key in place of one that is lost.
	#[codec(index = 2)]
	Replace {
		/// Id of the lost key.
		ceremony: [u8; 32],
	},
}

/// Where a round stands.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
	/// Candidates say that they are there.
	#[codec(index = 0)]
	Enrol,
	/// Members post receiving keys, dealers commit to what they will deal.
	#[codec(index = 1)]
	Commit,
	/// Dealers deal.
	#[codec(index = 2)]
	Deal,
	/// Members show which deals are bad.
	#[codec(index = 3)]
	Complain,
	/// The chain computes the public values, step by step.
	#[codec(index = 4)]
	Finish,
}

/// Why a round came to nothing.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Failure {
	/// Too few candidates enrolled.
	#[codec(index = 0)]
	TooFewMembers,
	/// Fewer members posted a receiving key than make a threshold.
	#[codec(index = 1)]
	TooFewHolders,
	/// Too few dealers committed, dealt or were left after the complaints.
	#[codec(index = 2)]
	TooFewDealers,
	/// A member lost its standing.
	#[codec(index = 3)]
	MemberLost,
	/// The public values do not follow from the deals.
	#[codec(index = 4)]
	NoKey,
	/// The council ended it.
	#[codec(index = 5)]
	Abandoned,
	/// Enough holders of the key that it was to replace can be counted on again.
	#[codec(index = 6)]
	KeyRecovered,
}

/// A key of one use to which shares are sealed.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ReceivingKey {
	/// The key.
	pub key: [u8; 32],
	/// Proof of its secret.
	pub proof: [u8; 64],
}

/// What a recipient shows so that everybody can open the share it got.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Complaint {
	/// The point that dealer and recipient share.
	pub shared: [u8; 32],
	/// Proof that it is that point.
	pub proof: [u8; 64],
}

/// When ceremonies begin and how long their phases last, in blocks.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings<BlockNumber> {
	/// Whether the first ceremony of each kind begins by itself.
	pub automatic: bool,
	/// Fewest members of a sharing.
	pub minimum: u16,
	/// Longest time to enrol.
	pub enrol: BlockNumber,
	/// Longest time to commit.
	pub commit: BlockNumber,
	/// Longest time to deal.
	pub deal: BlockNumber,
	/// Time to complain.
	pub complain: BlockNumber,
	/// Time between the last accreditation and the round that takes the hospital in.
	pub settle: BlockNumber,
	/// Age at which a sharing is renewed.
	pub refresh: BlockNumber,
	/// Time between a failure and the next attempt.
	pub retry: BlockNumber,
}

/// A dealer of a round.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DealerInfo<AccountId> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Its index: among the members, or in the sharing that is handed on.
	pub index: u16,
	/// What it committed to.
	pub commitment: Option<[u8; 32]>,
	/// Whether it dealt.
	pub dealt: bool,
	/// Whether a complaint against it was upheld.
	pub excluded: bool,
}

/// A member of the sharing that a round makes. Its index is the position plus one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MemberInfo<AccountId> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Whether it has enrolled.
	pub enrolled: bool,
	/// Where its shares are sealed to.
	pub key: Option<[u8; 32]>,
}

/// A round: one attempt at a sharing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RoundInfo<AccountId, BlockNumber> {
	/// Which key.
	pub kind: CeremonyKind,
	/// Its number.
	pub round: Round,
	/// Generation of the sharing that it makes.
	pub generation: u32,
	/// What it is for.
	pub purpose: Purpose,
	/// Where it stands.
	pub phase: Phase,
	/// When it began.
	pub started_at: BlockNumber,
	/// When the phase ends at the latest; in the last one, when that began.
	pub ends_at: BlockNumber,
	/// How many shares make a key; 0 while candidates enrol.
	pub threshold: u16,
	/// Who deals; nobody while candidates of a fresh key enrol.
	pub dealers: Vec<DealerInfo<AccountId>>,
	/// Who receives: all candidates while they enrol.
	pub members: Vec<MemberInfo<AccountId>>,
	/// The dealers whose deals make the sharing, once it is fixed.
	pub qualified: Vec<u16>,
	/// Steps to the public values.
	pub steps_left: u32,
}

impl<AccountId: PartialEq, BlockNumber> RoundInfo<AccountId, BlockNumber> {
	/// Whether an account has posted what the commit phase asks of it, which it does once: as a member its key, as a dealer
	/// its commitment. In a resharing a member that cannot deal, since its old share is lost, posts its key alone.
	pub fn has_committed(&self, account: &AccountId) -> bool {
		let keyed = self
			.members
			.iter()
			.any(|member| member.account == *account && member.key.is_some());
		let bound = self
			.dealers
			.iter()
			.any(|dealer| dealer.account == *account && dealer.commitment.is_some());
		keyed || bound
	}
}

impl<AccountId: Clone + Into<[u8; 32]>, BlockNumber> RoundInfo<AccountId, BlockNumber> {
	/// The run that the round is, once its members are fixed; `old` is the sharing that it hands on, none of a key made anew.
	pub fn run(&self, genesis: [u8; 32], old: Option<Resharing>) -> Result<CheckedRun, RunError> {
		Run {
			genesis,
			kind: self.kind.into(),
			number: self.round,
			generation: self.generation,
			threshold: self.threshold,
			members: self
				.members
				.iter()
				.map(|member| member.account.clone().into())
				.collect(),
			origin: old.map_or(Origin::Fresh, Origin::Resharing),
		}
		.check()
	}

	/// The keys to which the shares of its run are sealed.
	pub fn receiving_keys(&self, run: &CheckedRun) -> Result<ReceivingKeys, RunError> {
		ReceivingKeys::new(run, self.members.iter().map(|member| member.key).collect())
	}
}

/// Deals as `salus-crypto` reads them, each with the index of its dealer.
pub fn deal_slices<D: AsRef<[u8]>>(deals: &[(u16, D)]) -> Vec<(u16, &[u8])> {
	deals
		.iter()
		.map(|(dealer, deal)| (*dealer, deal.as_ref()))
		.collect()
}

/// A holder of the sharing in use.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HolderInfo<AccountId> {
	/// The hospital's operator.
	pub account: AccountId,
	/// Whether it can be counted on: accredited, with a share, and not silent.
	pub living: bool,
	/// Epochs in a row whose partials it withheld, as reported.
	pub missed: u32,
}

/// The sharing in use of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SharingInfo<AccountId, BlockNumber> {
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Generation.
	pub generation: u32,
	/// How many shares make a key.
	pub threshold: u16,
	/// Holders that can be counted on.
	pub living: u16,
	/// The holders; the index is the position plus one.
	pub holders: Vec<HolderInfo<AccountId>>,
	/// The round that made it; none of a sharing older than this pallet.
	pub round: Option<Round>,
	/// Since when it is in use.
	pub activated_at: BlockNumber,
	/// When the next round begins by itself, unless something else comes first.
	pub next_round: Option<BlockNumber>,
}

/// The latest round that came to nothing.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct FailedRound<BlockNumber> {
	/// Its number.
	pub round: Round,
	/// When.
	pub at: BlockNumber,
	/// Why.
	pub reason: Failure,
}
