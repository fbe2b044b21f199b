//! The technical committee, and the narrow road to Root: what the council and the committee may do as Root.

use crate::{
	configs::council::{
		CouncilInstance, MaxProposalWeight, MotionDuration, NoByDefault, ThreeQuartersOfCouncil, MAX_MEMBERS,
	},
	AccountId, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, TechnicalCommittee,
};
use frame_support::traits::{ConstU32, Contains};
use frame_system::EnsureRoot;

/// Instance of the technical committee among collectives and memberships.
pub type CommitteeInstance = frame_support::instances::Instance2;

/// Two thirds of the technical committee.
pub type TwoThirdsOfCommittee =
	pallet_collective::EnsureProportionAtLeast<AccountId, CommitteeInstance, 2, 3>;

impl pallet_collective::Config<CommitteeInstance> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<20>;
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

// The council appoints the committee.
impl pallet_membership::Config<CommitteeInstance> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = ThreeQuartersOfCouncil;
	type RemoveOrigin = ThreeQuartersOfCouncil;
	type SwapOrigin = ThreeQuartersOfCouncil;
	type ResetOrigin = ThreeQuartersOfCouncil;
	type PrimeOrigin = ThreeQuartersOfCouncil;
	type MembershipInitialized = TechnicalCommittee;
	type MembershipChanged = TechnicalCommittee;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

impl pallet_motion::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	// Not Root itself, nor fewer: a decision as Root is one that the council's members can be held to.
	type CouncilOrigin = pallet_collective::EnsureProportionAtLeast<AccountId, CouncilInstance, 3, 4>;
	type CouncilCalls = CouncilCalls;
	type CommitteeOrigin = TwoThirdsOfCommittee;
	type CommitteeCalls = CommitteeCalls;
	type WeightInfo = pallet_motion::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Allowed;
}

/// What three quarters of the council may do as Root, now or on a schedule.
///
/// Calls that carry others are on no list, but for the schedule, whose call is judged as if it were made at once. Calls that
/// skip a check (`set_code_without_checks`), write storage or move money are on none.
pub struct CouncilCalls;

impl Contains<RuntimeCall> for CouncilCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_scheduler::Call::{schedule, schedule_after, schedule_named, schedule_named_after};
		match call {
			RuntimeCall::Scheduler(
				schedule { call, .. }
				| schedule_after { call, .. }
				| schedule_named { call, .. }
				| schedule_named_after { call, .. },
			) => may_act_as_root(call),
			other => may_act_as_root(other),
		}
	}
}

/// Whether a call that carries no other is on the list of the council.
fn may_act_as_root(call: &RuntimeCall) -> bool {
	CommitteeCalls::contains(call) || is_of_the_council(call)
}

fn is_of_the_council(call: &RuntimeCall) -> bool {
	use frame_system::Call::{authorize_upgrade, set_code};
	use pallet_collective::Call::{disapprove_proposal, kill};
	use pallet_membership::Call::{
		add_member, clear_prime, remove_member, reset_members, set_prime, swap_member,
	};
	use pallet_preimage::Call::{note_preimage, request_preimage, unnote_preimage, unrequest_preimage};
	use pallet_scheduler::Call::{cancel, cancel_named};
	matches!(
		call,
		RuntimeCall::System(authorize_upgrade { .. } | set_code { .. })
			| RuntimeCall::CouncilMembership(
				add_member { .. }
					| remove_member { .. }
					| swap_member { .. }
					| reset_members { .. }
					| set_prime { .. }
					| clear_prime { .. },
			) | RuntimeCall::TechnicalMembership(
			add_member { .. }
				| remove_member { .. }
				| swap_member { .. }
				| reset_members { .. }
				| set_prime { .. }
				| clear_prime { .. },
		) | RuntimeCall::Council(disapprove_proposal { .. } | kill { .. })
			| RuntimeCall::TechnicalCommittee(disapprove_proposal { .. } | kill { .. })
			| RuntimeCall::SafeMode(
				pallet_safe_mode::Call::force_enter {}
					| pallet_safe_mode::Call::force_extend {}
					| pallet_safe_mode::Call::force_exit {},
			) | RuntimeCall::TxPause(_)
			| RuntimeCall::Scheduler(cancel { .. } | cancel_named { .. })
			| RuntimeCall::Preimage(
				note_preimage { .. }
					| unnote_preimage { .. }
					| request_preimage { .. }
					| unrequest_preimage { .. },
			)
	)
}

/// Most blocks by which the voters after a stall may be put off, a day. `pallet-grandpa` doubles the number without a check,
/// at a session's begin: one that overflows would end the chain.
pub const LONGEST_STALL: BlockNumber = 14_400;

/// What two thirds of the technical committee may do as Root.
pub struct CommitteeCalls;

impl Contains<RuntimeCall> for CommitteeCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Grandpa(pallet_grandpa::Call::note_stalled { delay, .. })
				if *delay <= LONGEST_STALL
		)
	}
}

/// Calls of the lists, for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Allowed;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_motion::benchmarking::BenchmarkHelper<RuntimeCall> for Allowed {
	fn council_call() -> RuntimeCall {
		frame_system::Call::authorize_upgrade {
			code_hash: Default::default(),
		}
		.into()
	}
	fn committee_call() -> RuntimeCall {
		pallet_grandpa::Call::note_stalled {
			delay: 1_000,
			best_finalized_block_number: 0,
		}
		.into()
	}
}
