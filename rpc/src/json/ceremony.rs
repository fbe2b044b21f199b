use salus_primitives::{
	ceremony::{
		CeremonyKind, DealerInfo, FailedRound, Failure, HolderInfo, MemberInfo, Phase, Purpose, Round,
		RoundInfo, SharingInfo,
	},
	AccountId, BlockNumber,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// What a round is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
	tag = "type",
	rename_all = "camelCase",
	rename_all_fields = "camelCase",
	deny_unknown_fields
)]
pub enum PurposeJson {
	/// The first key of its kind.
	Fresh,
	/// The holders of a sharing hand it on.
	Reshare {
		/// Id of the key.
		ceremony: Bytes,
		/// The sharing that is handed on.
		generation: u32,
		/// How many of its holders must deal.
		threshold: u16,
	},
	/// A key in place of one that is lost.
	Replace {
		/// Id of the lost key.
		ceremony: Bytes,
	},
}

impl From<Purpose> for PurposeJson {
	fn from(purpose: Purpose) -> Self {
		match purpose {
			Purpose::Fresh => Self::Fresh,
			Purpose::Reshare {
				ceremony,
				generation,
				threshold,
			} => Self::Reshare {
				ceremony: ceremony.to_vec().into(),
				generation,
				threshold,
			},
			Purpose::Replace { ceremony } => Self::Replace {
				ceremony: ceremony.to_vec().into(),
			},
		}
	}
}

/// A dealer of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DealerJson {
	/// Its index among the dealers.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// What it committed to; null if it has not.
	pub commitment: Option<Bytes>,
	/// Whether it dealt.
	pub dealt: bool,
	/// Whether a complaint against it was upheld.
	pub excluded: bool,
}

impl From<DealerInfo<AccountId>> for DealerJson {
	fn from(dealer: DealerInfo<AccountId>) -> Self {
		Self {
			index: dealer.index,
			account: dealer.account,
			commitment: dealer.commitment.map(|commitment| commitment.to_vec().into()),
			dealt: dealer.dealt,
			excluded: dealer.excluded,
		}
	}
}

/// A member of the sharing that a round makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberJson {
	/// Its index among the members.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// Whether it has enrolled.
	pub enrolled: bool,
	/// Where its shares are sealed to; null if it has not said.
	pub key: Option<Bytes>,
}

/// A round of a ceremony.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoundJson {
	/// Which key.
	pub kind: CeremonyKind,
	/// Its number.
	pub round: Round,
	/// Generation of the sharing that it makes.
	pub generation: u32,
	/// What it is for.
	pub purpose: PurposeJson,
	/// Where it stands.
	pub phase: Phase,
	/// When it began.
	pub started_at: BlockNumber,
	/// When the phase ends at the latest.
	pub ends_at: BlockNumber,
	/// How many shares make a key; 0 while candidates enrol.
	pub threshold: u16,
	/// Who deals.
	pub dealers: Vec<DealerJson>,
	/// Who receives.
	pub members: Vec<MemberJson>,
	/// Indices of the dealers whose deals count, once they are fixed.
	pub qualified: Vec<u16>,
	/// Steps to the public values.
	pub steps_left: u32,
}

impl From<RoundInfo<AccountId, BlockNumber>> for RoundJson {
	fn from(info: RoundInfo<AccountId, BlockNumber>) -> Self {
		let member = |(index, member): (u16, MemberInfo<AccountId>)| MemberJson {
			index,
			account: member.account,
			enrolled: member.enrolled,
			key: member.key.map(|key| key.to_vec().into()),
		};
		Self {
			kind: info.kind,
			round: info.round,
			generation: info.generation,
			purpose: info.purpose.into(),
			phase: info.phase,
			started_at: info.started_at,
			ends_at: info.ends_at,
			threshold: info.threshold,
			dealers: info.dealers.into_iter().map(Into::into).collect(),
			members: (1..).zip(info.members).map(member).collect(),
			qualified: info.qualified,
			steps_left: info.steps_left,
		}
	}
}

/// A holder of the sharing in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HolderJson {
	/// Index of its share.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// Whether it can be counted on.
	pub living: bool,
	/// Epochs in a row whose partials it was reported to withhold.
	pub missed: u32,
}

/// The sharing in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharingJson {
	/// Id of the key.
	pub ceremony: Bytes,
	/// Generation.
	pub generation: u32,
	/// How many shares make a key.
	pub threshold: u16,
	/// Holders that can be counted on.
	pub living: u16,
	/// The holders.
	pub holders: Vec<HolderJson>,
	/// The round that made it; null for one older than ceremonies.
	pub round: Option<Round>,
	/// Since when it is in use.
	pub activated_at: BlockNumber,
	/// When the next round begins by itself.
	pub next_round: Option<BlockNumber>,
}

impl From<SharingInfo<AccountId, BlockNumber>> for SharingJson {
	fn from(info: SharingInfo<AccountId, BlockNumber>) -> Self {
		let holder = |(index, holder): (u16, HolderInfo<AccountId>)| HolderJson {
			index,
			account: holder.account,
			living: holder.living,
			missed: holder.missed,
		};
		Self {
			ceremony: info.ceremony.to_vec().into(),
			generation: info.generation,
			threshold: info.threshold,
			living: info.living,
			holders: (1..).zip(info.holders).map(holder).collect(),
			round: info.round,
			activated_at: info.activated_at,
			next_round: info.next_round,
		}
	}
}

/// A round that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedRoundJson {
	/// Its number.
	pub round: Round,
	/// When.
	pub at: BlockNumber,
	/// Why.
	pub reason: Failure,
}

impl From<FailedRound<BlockNumber>> for FailedRoundJson {
	fn from(failed: FailedRound<BlockNumber>) -> Self {
		Self {
			round: failed.round,
			at: failed.at,
			reason: failed.reason,
		}
	}
}

/// How the key of a kind stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CeremonyJson {
	/// The round that runs.
	pub round: Option<RoundJson>,
	/// The round that made the sharing in use.
	pub last_round: Option<RoundJson>,
	/// The latest round that came to nothing, unless one ended well since.
	pub last_failure: Option<FailedRoundJson>,
	/// The sharing in use.
	pub sharing: Option<SharingJson>,
}
