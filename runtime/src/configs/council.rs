//! The council of the consortium: the health departments that accredit hospitals.

use crate::{
	configs::system::RuntimeBlockWeights, constants::time::DAYS, AccountId, BlockNumber, Council, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeOrigin,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, EitherOfDiverse},
	weights::Weight,
};
use frame_system::EnsureRoot;

/// Instance of the council among collectives and memberships.
pub type CouncilInstance = frame_support::instances::Instance1;

/// Two thirds of the council: accreditation and everyday decisions.
pub type TwoThirdsOfCouncil = EitherOfDiverse<
	EnsureRoot<AccountId>,
	pallet_collective::EnsureProportionAtLeast<AccountId, CouncilInstance, 2, 3>,
>;

/// Three quarters of the council: its own composition.
pub type ThreeQuartersOfCouncil = EitherOfDiverse<
	EnsureRoot<AccountId>,
	pallet_collective::EnsureProportionAtLeast<AccountId, CouncilInstance, 3, 4>,
>;

/// Most members of the council.
pub const MAX_MEMBERS: u32 = 50;

parameter_types! {
	/// How long a motion is open.
	pub const MotionDuration: BlockNumber = 7 * DAYS;
	/// A motion must fit into a block beside other transactions.
	pub MaxProposalWeight: Weight = RuntimeBlockWeights::get().max_block.saturating_div(2);
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	// Silence is no consent.
	type DefaultVote = NoByDefault;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

/// A member who does not vote has voted no.
pub struct NoByDefault;

impl pallet_collective::DefaultVote for NoByDefault {
	fn default_vote(_prime: Option<bool>, _yes: u32, _no: u32, _members: u32) -> bool {
		false
	}
}

impl pallet_membership::Config<CouncilInstance> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = ThreeQuartersOfCouncil;
	type RemoveOrigin = ThreeQuartersOfCouncil;
	type SwapOrigin = ThreeQuartersOfCouncil;
	type ResetOrigin = ThreeQuartersOfCouncil;
	type PrimeOrigin = ThreeQuartersOfCouncil;
	type MembershipInitialized = Council;
	type MembershipChanged = Council;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}
