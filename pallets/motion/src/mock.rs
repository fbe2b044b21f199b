//! A chain with this pallet, where one account speaks for the council and one for the technical committee.

use crate as pallet_motion;
use frame_support::{derive_impl, ord_parameter_types, traits::Contains};
use frame_system::EnsureSignedBy;
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Speaks for a majority of the council.
pub const COUNCIL: AccountId = 1;
/// Speaks for a majority of the technical committee.
pub const COMMITTEE: AccountId = 2;
/// Speaks for nobody.
pub const ANYBODY: AccountId = 3;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Motion = pallet_motion;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type BaseCallFilter = NothingOfSystem;
}

/// What the safe mode is to the runtime: only this pallet's calls pass.
pub struct NothingOfSystem;

impl Contains<RuntimeCall> for NothingOfSystem {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Motion(_))
	}
}

ord_parameter_types! {
	pub const Council: AccountId = COUNCIL;
	pub const Committee: AccountId = COMMITTEE;
}

/// The council may set the heap pages, kill storage, and apply an upgrade.
pub struct CouncilCalls;

impl Contains<RuntimeCall> for CouncilCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use frame_system::Call::{apply_authorized_upgrade, kill_storage, set_heap_pages};
		matches!(
			call,
			RuntimeCall::System(
				set_heap_pages { .. } | kill_storage { .. } | apply_authorized_upgrade { .. }
			)
		)
	}
}

/// The committee may set the heap pages.
pub struct CommitteeCalls;

impl Contains<RuntimeCall> for CommitteeCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::System(frame_system::Call::set_heap_pages { .. })
		)
	}
}

impl crate::Config for Test {
	type RuntimeCall = RuntimeCall;
	type CouncilOrigin = EnsureSignedBy<Council, AccountId>;
	type CouncilCalls = CouncilCalls;
	type CommitteeOrigin = EnsureSignedBy<Committee, AccountId>;
	type CommitteeCalls = CommitteeCalls;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = HeapPages;
}

/// On both lists.
#[cfg(feature = "runtime-benchmarks")]
pub struct HeapPages;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<RuntimeCall> for HeapPages {
	fn council_call() -> RuntimeCall {
		frame_system::Call::set_heap_pages { pages: 1 }.into()
	}
	fn committee_call() -> RuntimeCall {
		Self::council_call()
	}
}

/// The chain at its first block.
pub fn new_test_ext() -> TestExternalities {
	let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}
