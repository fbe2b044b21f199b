//! A chain with this pallet, and stand-ins for the two it asks: tables that a test fills.

use crate as pallet_revocation;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU32, Hooks},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	authority::Leaf,
	hospital::{Handle, HospitalId, KeyPurpose},
	traits::{HospitalRegistry, Leaves},
};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;
use std::{cell::RefCell, collections::BTreeMap};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Blocks of an epoch.
pub const LENGTH: u64 = 10;
/// Epochs of an era.
pub const PER_ERA: u32 = 6;
/// Epochs to renew in.
pub const RENEWAL: u32 = 2;

/// Runs hospital 0.
pub const OPERATOR: AccountId = 1;
/// Runs hospital 1.
pub const OTHER_OPERATOR: AccountId = 2;
/// Staff of hospital 0.
pub const DOCTOR: AccountId = 3;
/// Nobody's staff.
pub const PATIENT: AccountId = 4;

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
	pub type Revocation = pallet_revocation;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// What a block has left for idle work.
	pub const Plenty: Weight = Weight::from_parts(1_000_000_000_000, 1_000_000_000);
}

impl crate::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Registry = Employers;
	type Leaves = Holders;
	type RenewalEpochs = ConstU32<RENEWAL>;
	type MaxClear = ConstU32<100>;
	type WeightInfo = ();
}

/// Hospital 0 with one doctor, and hospital 1.
pub struct Employers;

impl HospitalRegistry<AccountId> for Employers {
	fn operated_by(account: &AccountId) -> Option<HospitalId> {
		match *account {
			OPERATOR => Some(0),
			OTHER_OPERATOR => Some(1),
			_ => None,
		}
	}
	fn operator(hospital: HospitalId) -> Option<AccountId> {
		match hospital {
			0 => Some(OPERATOR),
			1 => Some(OTHER_OPERATOR),
			_ => None,
		}
	}
	fn is_accredited(_: HospitalId) -> bool {
		true
	}
	fn handle(_: HospitalId) -> Option<Handle> {
		None
	}
	fn employer(account: &AccountId) -> Option<HospitalId> {
		(*account == DOCTOR).then_some(0)
	}
	fn is_patient(account: &AccountId) -> bool {
		*account == PATIENT
	}
	fn key(_: &AccountId, _: KeyPurpose) -> Option<[u8; 32]> {
		None
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(_: &AccountId, _: u32) -> HospitalId {
		0
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(_: &AccountId, _: HospitalId) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(_: &AccountId, _: HospitalId) {}
}

thread_local! {
	static LEAVES: RefCell<BTreeMap<AccountId, Leaf>> = const { RefCell::new(BTreeMap::new()) };
	static TOLD: RefCell<Vec<AccountId>> = const { RefCell::new(Vec::new()) };
}

/// Who holds which leaf; remembers who it was told of.
pub struct Holders;

impl Leaves<AccountId> for Holders {
	fn live_leaf(account: &AccountId) -> Option<Leaf> {
		LEAVES.with_borrow(|leaves| leaves.get(account).copied())
	}
	fn on_revoked(account: &AccountId) {
		LEAVES.with_borrow_mut(|leaves| leaves.remove(account));
		TOLD.with_borrow_mut(|told| told.push(*account));
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(account: &AccountId, leaf: Leaf) {
		hold_leaf(*account, leaf);
	}
}

/// Gives an account a leaf.
pub fn hold_leaf(account: AccountId, leaf: Leaf) {
	LEAVES.with_borrow_mut(|leaves| leaves.insert(account, leaf));
}

/// The accounts whose key was said to be dead.
pub fn told() -> Vec<AccountId> {
	TOLD.with_borrow(Clone::clone)
}

/// Runs up to the first block of the next epoch, by the schedule.
pub fn next_epoch() {
	let epoch = crate::CurrentEpoch::<Test>::get().epoch;
	while crate::CurrentEpoch::<Test>::get().epoch == epoch {
		next_block();
	}
}

/// Runs to the next block, without idle work.
pub fn next_block() {
	System::set_block_number(System::block_number() + 1);
	Revocation::on_initialize(System::block_number());
}

/// The chain at its first block.
pub fn new_test_ext() -> TestExternalities {
	let storage = RuntimeGenesisConfig {
		revocation: crate::GenesisConfig {
			epoch_length: LENGTH,
			epochs_per_era: PER_ERA,
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	LEAVES.with_borrow_mut(BTreeMap::clear);
	TOLD.with_borrow_mut(Vec::clear);
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test on a new chain, and checks every invariant after it.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Revocation::do_try_state().unwrap();
	});
}
