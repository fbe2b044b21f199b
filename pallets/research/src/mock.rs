//! A chain of this pallet, balances, and a registry that tests set as they like.

use crate as pallet_research;
use crate::{BalanceOf, HoldReason, ParametersOf};
use frame_support::{
	assert_ok, derive_impl, parameter_types, storage_alias,
	traits::{ConstU128, VariantCountOf},
	Blake2_128Concat,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	hospital::{Handle, HospitalId, KeyPurpose},
	research::{MicroEpsilon, ResearchParameters, SpendingId},
	traits::{HospitalRegistry, ResearcherRegistry, RevocationRegistry},
	Balance, BlockNumber, Hash,
};
use sp_runtime::{BuildStorage, DispatchResult};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlockU32<Test>;

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
	pub type Balances = pallet_balances;

	#[runtime::pallet_index(2)]
	pub type Research = pallet_research;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Balance>;
	type Block = Block;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

/// What a researcher may spend in a period of the tests.
pub const BUDGET: MicroEpsilon = 1_000_000;
/// Least of one answer.
pub const LEAST: MicroEpsilon = 10_000;
/// Most of one answer.
pub const MOST: MicroEpsilon = 400_000;
/// Blocks of a period.
pub const PERIOD: BlockNumber = 100;
/// Blocks in which a spending is answered.
pub const WINDOW: BlockNumber = 20;

parameter_types! {
	pub const DepositBase: Balance = 1_000;
	pub const DepositPerByte: Balance = 10;
	pub const DefaultParameters: ParametersOf<Test> = PARAMETERS;
}

/// The parameters of a new chain.
pub const PARAMETERS: ParametersOf<Test> = ResearchParameters {
	budget: BUDGET,
	min_epsilon: LEAST,
	max_epsilon: MOST,
	period: PERIOD,
	window: WINDOW,
	floor: 10,
};

impl pallet_research::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Currency = Balances;
	type DefaultParameters = DefaultParameters;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Hospitals = Registry;
	type Researchers = Registry;
	type Revocations = Registry;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = ();
}

/// What each actor starts with.
pub const ENDOWMENT: Balance = 10_000_000;

/// Accredited hospitals, each run by its number as an account.
pub const ST_MARY: HospitalId = 1;
pub const NORTH: HospitalId = 2;
/// A number that no hospital has.
pub const NOWHERE: HospitalId = 99;
/// Registered patients.
pub const ALMA: AccountId = 11;
pub const BRUNO: AccountId = 12;
/// Enrolled researchers.
pub const RITA: AccountId = 21;
pub const SAUL: AccountId = 22;
/// Has money and no part in the consortium.
pub const STRANGER: AccountId = 31;
/// Has no money.
pub const PAUPER: AccountId = 32;

const ACTORS: [AccountId; 5] = [ALMA, BRUNO, RITA, SAUL, STRANGER];

/// A query's digest.
pub fn query(n: u8) -> Hash {
	Hash::repeat_byte(n)
}

/// Spends, and gives the number of the spending.
pub fn spend(researcher: AccountId, hospital: HospitalId, epsilon: MicroEpsilon) -> SpendingId {
	let id = crate::NextSpending::<Test>::get();
	assert_ok!(Research::spend_query(
		RuntimeOrigin::signed(researcher),
		hospital,
		query(7),
		epsilon
	));
	id
}

/// What is left to a researcher.
pub fn left(researcher: AccountId) -> MicroEpsilon {
	Research::api_budget(researcher).unwrap().left
}

/// What is on hold of `who` for `reason`.
pub fn held(reason: HoldReason, who: &AccountId) -> BalanceOf<Test> {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// The last event of this pallet.
pub fn last_event() -> Option<crate::Event<Test>> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Research(event) => Some(event),
			_ => None,
		})
}

/// The registry as the tests set it.
pub struct Registry;

#[storage_alias]
type Operators = StorageMap<Mock, Blake2_128Concat, HospitalId, AccountId>;
#[storage_alias]
type Suspended = StorageMap<Mock, Blake2_128Concat, HospitalId, ()>;
#[storage_alias]
type Patients = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type Researchers = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type RevokedAccounts = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;

impl Registry {
	/// Adds an accredited hospital.
	pub fn found(hospital: HospitalId, operator: AccountId) {
		Operators::insert(hospital, operator);
	}

	/// The council suspends a hospital.
	pub fn suspend(hospital: HospitalId) {
		Suspended::insert(hospital, ());
	}

	/// The council reinstates a hospital.
	pub fn reinstate(hospital: HospitalId) {
		Suspended::remove(hospital);
	}

	/// A hospital registers a patient.
	pub fn register(patient: AccountId) {
		Patients::insert(patient, ());
	}

	/// The council enrols a researcher.
	pub fn enrol(researcher: AccountId) {
		Researchers::insert(researcher, ());
	}

	/// The council dismisses a researcher.
	pub fn dismiss(researcher: AccountId) {
		Researchers::remove(researcher);
	}

	/// Revokes an account.
	pub fn revoke(account: AccountId) {
		RevokedAccounts::insert(account, ());
	}

	/// Restores an account.
	pub fn restore(account: AccountId) {
		RevokedAccounts::remove(account);
	}
}

impl HospitalRegistry<AccountId> for Registry {
	fn operated_by(account: &AccountId) -> Option<HospitalId> {
		Operators::iter()
			.find(|(_, operator)| operator == account)
			.map(|(hospital, _)| hospital)
	}

	fn operator(hospital: HospitalId) -> Option<AccountId> {
		Operators::get(hospital)
	}

	fn is_accredited(hospital: HospitalId) -> bool {
		Operators::contains_key(hospital) && !Suspended::contains_key(hospital)
	}

	fn handle(_: HospitalId) -> Option<Handle> {
		None
	}

	fn employer(_: &AccountId) -> Option<HospitalId> {
		None
	}

	fn is_patient(account: &AccountId) -> bool {
		Patients::contains_key(account)
	}

	fn key(_: &AccountId, _: KeyPurpose) -> Option<[u8; 32]> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &AccountId, seed: u32) -> HospitalId {
		let hospital = 1_000 + seed;
		Self::found(hospital, *account);
		hospital
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(_: &AccountId, _: HospitalId) {}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(account: &AccountId, _: HospitalId) {
		Self::register(*account);
	}
}

impl ResearcherRegistry<AccountId> for Registry {
	fn is_researcher(account: &AccountId) -> bool {
		Researchers::contains_key(account)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_researcher(account: &AccountId) {
		Self::enrol(*account);
	}
}

impl RevocationRegistry<AccountId> for Registry {
	fn is_revoked(account: &AccountId) -> bool {
		RevokedAccounts::contains_key(account)
	}

	fn revoke_leaf(_: salus_primitives::authority::Leaf) -> DispatchResult {
		Ok(())
	}

	fn is_leaf_revoked(_: salus_primitives::authority::Leaf) -> bool {
		false
	}

	fn revoke_account(account: &AccountId) -> DispatchResult {
		Self::revoke(*account);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(_: &AccountId) {}
}

/// Storage at block 1: two accredited hospitals, two patients, two researchers, a stranger.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: ACTORS.into_iter().map(|actor| (actor, ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		for hospital in [ST_MARY, NORTH] {
			Registry::found(hospital, hospital.into());
		}
		for patient in [ALMA, BRUNO] {
			Registry::register(patient);
		}
		for researcher in [RITA, SAUL] {
			Registry::enrol(researcher);
		}
	});
	ext
}

/// Runs a test on a new chain, then checks the state: every invariant, and no money made, lost, or held for nothing.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		check();
	});
}

/// Every invariant, and the conservation of money.
pub fn check() {
	assert_eq!(Research::check_state(), Ok(()));
	let participations: Balance = crate::Participants::<Test>::iter_values().sum();
	let spendings: Balance = crate::Spendings::<Test>::iter_values()
		.map(|stored| stored.deposit)
		.sum();
	let holds: Balance = pallet_balances::Holds::<Test>::iter_values()
		.flat_map(|holds| holds.into_iter().map(|hold| hold.amount))
		.sum();
	assert_eq!(holds, participations + spendings);
	let actors = ACTORS.len() as Balance;
	assert_eq!(pallet_balances::TotalIssuance::<Test>::get(), actors * ENDOWMENT);
}
