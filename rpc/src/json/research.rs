use salus_primitives::{
	hospital::HospitalId,
	research::{BudgetInfo, MicroEpsilon, ResearchParameters, SpendingId, SpendingInfo},
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};

/// What the council set for counts. Losses are millionths of epsilon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResearchParametersJson {
	/// What one researcher may spend in a period, over all hospitals.
	pub budget: MicroEpsilon,
	/// Least of one answer.
	pub min_epsilon: MicroEpsilon,
	/// Most of one answer.
	pub max_epsilon: MicroEpsilon,
	/// Blocks after which a budget is whole again.
	pub period: BlockNumber,
	/// Blocks after a spending in which the hospital answers it.
	pub window: BlockNumber,
	/// Counts below it, noise included, are not told.
	pub floor: u32,
}

impl From<ResearchParameters<BlockNumber>> for ResearchParametersJson {
	fn from(parameters: ResearchParameters<BlockNumber>) -> Self {
		Self {
			budget: parameters.budget,
			min_epsilon: parameters.min_epsilon,
			max_epsilon: parameters.max_epsilon,
			period: parameters.period,
			window: parameters.window,
			floor: parameters.floor,
		}
	}
}

/// What is left to a researcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetJson {
	/// Whose.
	pub researcher: AccountId,
	/// What may be spent in a period.
	pub budget: MicroEpsilon,
	/// What is spent of the current one.
	pub spent: MicroEpsilon,
	/// What is left of it.
	pub left: MicroEpsilon,
	/// First block of the next period; null while nothing is spent of one.
	pub refills_at: Option<BlockNumber>,
}

impl From<BudgetInfo<AccountId, BlockNumber>> for BudgetJson {
	fn from(info: BudgetInfo<AccountId, BlockNumber>) -> Self {
		Self {
			researcher: info.researcher,
			budget: info.budget,
			spent: info.spent,
			left: info.left,
			refills_at: info.refills_at,
		}
	}
}

/// The right to one answer of one hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpendingJson {
	/// Its number.
	pub id: SpendingId,
	/// Who spent.
	pub researcher: AccountId,
	/// The hospital that is to answer.
	pub hospital: HospitalId,
	/// Digest of what is to be counted.
	pub query: Hash,
	/// How much.
	pub epsilon: MicroEpsilon,
	/// The block that contains it.
	pub spent_at: BlockNumber,
	/// Last block at which the hospital answers it.
	pub answer_until: BlockNumber,
}

impl From<SpendingInfo<AccountId, BlockNumber>> for SpendingJson {
	fn from(info: SpendingInfo<AccountId, BlockNumber>) -> Self {
		Self {
			id: info.id,
			researcher: info.researcher,
			hospital: info.hospital,
			query: info.query,
			epsilon: info.epsilon,
			spent_at: info.spent_at,
			answer_until: info.answer_until,
		}
	}
}

/// Answer of `salus_matchCounts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchCountsAnswer {
	/// The spending that is answered.
	pub spending: SpendingId,
	/// The finalised block at which was counted.
	pub block: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// Patients, with noise; null below the floor.
	pub count: Option<u32>,
	/// Counts below it, noise included, are not told.
	pub floor: u32,
	/// The loss of this answer, in millionths of epsilon: the noise is discrete Laplace of scale 1/epsilon.
	pub epsilon: MicroEpsilon,
}
