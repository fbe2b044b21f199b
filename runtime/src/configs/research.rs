//! Counts for research: the budget that holds until the council sets another.

use crate::{
	configs::{
		council::TwoThirdsOfCouncil,
		health::{DepositBase, DepositPerByte},
	},
	constants::time::DAYS,
	Balances, BlockNumber, HospitalRegistry, Revocation, Runtime, RuntimeHoldReason,
};
use frame_support::parameter_types;
use salus_primitives::research::{ResearchParameters, EPSILON};

parameter_types! {
	/// One epsilon a month: e, less than three, is what a patient's presence may change the odds of all answers by.
	pub const DefaultParameters: ResearchParameters<BlockNumber> = ResearchParameters {
		budget: EPSILON,
		min_epsilon: EPSILON / 100,
		max_epsilon: EPSILON / 2,
		period: 30 * DAYS,
		window: DAYS,
		floor: 10,
	};
}

impl pallet_research::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type CouncilOrigin = TwoThirdsOfCouncil;
	type Hospitals = HospitalRegistry;
	type Researchers = HospitalRegistry;
	type Revocations = Revocation;
	type DefaultParameters = DefaultParameters;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type WeightInfo = pallet_research::weights::SubstrateWeight<Runtime>;
}
