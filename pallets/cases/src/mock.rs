//! A chain of this pallet and balances, and registries that tests set as they like.

use crate::{self as pallet_cases, BalanceOf, HoldReason, Stage};
use frame_support::{
	derive_impl,
	dispatch::DispatchResult,
	parameter_types, storage_alias,
	traits::{fungible::InspectHold, ConstU128, VariantCountOf},
	Blake2_128Concat,
};
use frame_system::EnsureRoot;
use salus_primitives::{
	authority::Leaf,
	hospital::{Handle, HospitalId, KeyPurpose},
	record::{AccessRefusal, RecordId, TrailEvent},
	traits::{CaseRecords, HospitalRegistry, RecordFacts, RevocationRegistry},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_runtime::{traits::IdentityLookup, BuildStorage};

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
	pub type Cases = pallet_cases;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type Block = Block;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

parameter_types! {
	pub const DepositBase: Balance = 1_000;
	pub const DepositPerByte: Balance = 1;
	pub const Bond: Balance = BOND;
	pub const ClaimWindow: BlockNumber = CLAIM_WINDOW;
	pub const AssignPeriod: BlockNumber = ASSIGN_PERIOD;
	pub const ContestWindow: BlockNumber = CONTEST_WINDOW;
	pub const ReportPeriod: BlockNumber = REPORT_PERIOD;
	pub const AcknowledgePeriod: BlockNumber = ACKNOWLEDGE_PERIOD;
	pub const DecisionPeriod: BlockNumber = DECISION_PERIOD;
	pub const RatingPeriod: BlockNumber = RATING_PERIOD;
	pub const BanPeriod: BlockNumber = BAN_PERIOD;
	pub const MaxAssignments: u32 = MAX_ASSIGNMENTS;
	pub const MaxClaimsPerHospital: u32 = MAX_CLAIMS_PER_HOSPITAL;
}

impl pallet_cases::Config for Test {
	type AcknowledgePeriod = AcknowledgePeriod;
	type AssignPeriod = AssignPeriod;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkKeys = Registry;
	type BanPeriod = BanPeriod;
	type Bond = Bond;
	type ClaimWindow = ClaimWindow;
	type ContestWindow = ContestWindow;
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Currency = Balances;
	type DecisionPeriod = DecisionPeriod;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Hospitals = Registry;
	type MaxAssignments = MaxAssignments;
	type MaxClaimsPerHospital = MaxClaimsPerHospital;
	type RatingPeriod = RatingPeriod;
	type Records = Registry;
	type ReportPeriod = ReportPeriod;
	type Revocations = Registry;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = ();
}

/// Smallest balance of an account.
pub const EXISTENTIAL: Balance = 10;
/// What each actor starts with.
pub const ENDOWMENT: Balance = 10_000_000;

pub const BOND: Balance = 50_000;
pub const CLAIM_WINDOW: BlockNumber = 10;
pub const ASSIGN_PERIOD: BlockNumber = 20;
pub const CONTEST_WINDOW: BlockNumber = 5;
pub const REPORT_PERIOD: BlockNumber = 30;
pub const ACKNOWLEDGE_PERIOD: BlockNumber = 25;
pub const DECISION_PERIOD: BlockNumber = 15;
pub const RATING_PERIOD: BlockNumber = 40;
pub const BAN_PERIOD: BlockNumber = 200;
pub const MAX_ASSIGNMENTS: u32 = 2;
pub const MAX_CLAIMS_PER_HOSPITAL: u32 = 4;

/// Hospitals of the mock: the first keeps the records, the second is authorised, the third is neither.
pub const ST_MARY: HospitalId = 1;
pub const NORTH: HospitalId = 2;
pub const SOUTH: HospitalId = 3;
const HOSPITALS: [HospitalId; 3] = [ST_MARY, NORTH, SOUTH];

/// Hash of block 0.
pub const GENESIS: Hash = Hash::repeat_byte(0x45);
/// Interests that every doctor of the mock has registered.
pub const INTERESTS: u32 = 5;

/// Account number `n`.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// The operator of a hospital.
pub fn operator(hospital: HospitalId) -> AccountId {
	account(hospital as u8)
}

/// The `n`-th doctor of a hospital.
pub fn doctor(hospital: HospitalId, n: u8) -> AccountId {
	account(100 + 10 * hospital as u8 + n)
}

/// A registered patient, of whose records the mock has three.
pub fn alma() -> AccountId {
	account(201)
}

/// Another.
pub fn bruno() -> AccountId {
	account(202)
}

/// An auditor with a wrap key.
pub fn arbiter() -> AccountId {
	account(240)
}

/// An account with money and no part in the consortium.
pub fn stranger() -> AccountId {
	account(250)
}

/// A record of alma's.
pub fn record(n: u8) -> RecordId {
	RecordId::repeat_byte(n)
}

/// What is on hold of `who` for `reason`.
pub fn held(reason: HoldReason, who: &AccountId) -> BalanceOf<Test> {
	Balances::balance_on_hold(&reason.into(), who)
}

/// What `who` may spend.
pub fn free(who: &AccountId) -> Balance {
	Balances::free_balance(who)
}

/// All that is on hold on the chain.
pub fn all_holds() -> Balance {
	pallet_balances::Holds::<Test>::iter_values()
		.flat_map(|holds| holds.into_iter().map(|hold| hold.amount))
		.sum()
}

/// All that the entries say is on hold.
pub fn all_owed() -> Balance {
	let cases = crate::Cases::<Test>::iter_values().map(|case| {
		let fee = if case.settled_at().is_none() { case.fee } else { 0 };
		let bond = match case.stage {
			Stage::Contested(contest) => contest.bond,
			_ => 0,
		};
		case.deposit.amount + fee + bond
	});
	let claims = crate::Claims::<Test>::iter_values()
		.map(|claims| claims.iter().map(|claim| claim.deposit).sum::<Balance>());
	let reports = crate::Reports::<Test>::iter_values().map(|report| report.deposit);
	let disputes = crate::Disputes::<Test>::iter_values().map(|dispute| dispute.bond);
	cases.chain(claims).chain(reports).chain(disputes).sum()
}

/// The events of this pallet since they were reset.
pub fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Cases(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The last event of this pallet.
pub fn last_event() -> Option<crate::Event<Test>> {
	events().pop()
}

/// Moves to a block.
pub fn go_to(block: BlockNumber) {
	assert!(block >= System::block_number());
	System::set_block_number(block);
}

/// Hospitals, people, records and their trail, as the tests set them.
pub struct Registry;

#[storage_alias]
type Suspended = StorageMap<Mock, Blake2_128Concat, HospitalId, ()>;
#[storage_alias]
type Staff = StorageMap<Mock, Blake2_128Concat, AccountId, HospitalId>;
#[storage_alias]
type Operators = StorageMap<Mock, Blake2_128Concat, AccountId, HospitalId>;
#[storage_alias]
type Patients = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type Revoked = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type Keys = StorageMap<Mock, Blake2_128Concat, (AccountId, KeyPurpose), [u8; 32]>;
#[storage_alias]
type Interests = StorageMap<Mock, Blake2_128Concat, AccountId, u32>;
#[storage_alias]
type Records = StorageMap<Mock, Blake2_128Concat, RecordId, (HospitalId, AccountId, bool)>;
#[storage_alias]
type Authorised = StorageMap<Mock, Blake2_128Concat, HospitalId, ()>;
#[storage_alias]
type Trail = StorageValue<Mock, Vec<(RecordId, AccountId, TrailEvent<AccountId>)>>;

impl Registry {
	/// The council suspends a hospital.
	pub fn suspend(hospital: HospitalId) {
		Suspended::insert(hospital, ());
	}

	/// The council reinstates a hospital.
	pub fn reinstate(hospital: HospitalId) {
		Suspended::remove(hospital);
	}

	/// Another hospital is accredited, and authorised.
	pub fn accredit(hospital: HospitalId) {
		Operators::insert(operator(hospital), hospital);
		Self::authorise(hospital);
	}

	/// A hospital employs somebody, with as many interests as all.
	pub fn employ(hospital: HospitalId, account: &AccountId) {
		Staff::insert(account, hospital);
		Interests::insert(account, INTERESTS);
	}

	/// Somebody leaves.
	pub fn dismiss(account: &AccountId) {
		Staff::remove(account);
	}

	/// Somebody is revoked.
	pub fn revoke(account: &AccountId) {
		Revoked::insert(account, ());
	}

	/// Somebody is restored.
	pub fn restore(account: &AccountId) {
		Revoked::remove(account);
	}

	/// A doctor registers so many interests.
	pub fn set_interests(account: &AccountId, number: u32) {
		Interests::insert(account, number);
	}

	/// Somebody registers a key.
	pub fn set_key(account: &AccountId, purpose: KeyPurpose, key: [u8; 32]) {
		Keys::insert((account, purpose), key);
	}

	/// Somebody has no key.
	pub fn drop_key(account: &AccountId, purpose: KeyPurpose) {
		Keys::remove((account, purpose));
	}

	/// The custodian of a record is now another.
	pub fn hand_over(id: RecordId, to: HospitalId) {
		Records::mutate(id, |record| {
			if let Some(record) = record {
				record.0 = to;
			}
		});
	}

	/// A record is retired.
	pub fn retire(id: RecordId) {
		Records::mutate(id, |record| {
			if let Some(record) = record {
				record.2 = false;
			}
		});
	}

	/// The authorisation of a hospital ends.
	pub fn unauthorise(hospital: HospitalId) {
		Authorised::remove(hospital);
	}

	/// A hospital is authorised again.
	pub fn authorise(hospital: HospitalId) {
		Authorised::insert(hospital, ());
	}

	/// A record is gone, as none ever is.
	pub fn forget(id: RecordId) {
		Records::remove(id);
	}

	/// What the pallet wrote into the trail.
	pub fn trail() -> Vec<TrailEvent<AccountId>> {
		Trail::get()
			.unwrap_or_default()
			.into_iter()
			.map(|(_, _, event)| event)
			.collect()
	}
}

impl HospitalRegistry<AccountId> for Registry {
	fn operated_by(account: &AccountId) -> Option<HospitalId> {
		Operators::get(account)
	}

	fn operator(hospital: HospitalId) -> Option<AccountId> {
		Operators::iter()
			.find(|(_, run)| *run == hospital)
			.map(|(account, _)| account)
	}

	fn is_accredited(hospital: HospitalId) -> bool {
		Self::operator(hospital).is_some() && !Suspended::contains_key(hospital)
	}

	fn handle(_: HospitalId) -> Option<Handle> {
		None
	}

	fn employer(account: &AccountId) -> Option<HospitalId> {
		Staff::get(account)
	}

	fn is_patient(account: &AccountId) -> bool {
		Patients::contains_key(account)
	}

	fn key(account: &AccountId, purpose: KeyPurpose) -> Option<[u8; 32]> {
		Keys::get((account, purpose))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &AccountId, seed: u32) -> HospitalId {
		Operators::insert(account, 1_000 + seed);
		1_000 + seed
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(account: &AccountId, hospital: HospitalId) {
		Staff::insert(account, hospital);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(account: &AccountId, _: HospitalId) {
		Patients::insert(account, ());
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl salus_primitives::traits::BenchmarkKeys<AccountId> for Registry {
	fn benchmark_key(account: &AccountId, purpose: KeyPurpose, key: [u8; 32]) {
		Self::set_key(account, purpose, key);
	}
}

impl RevocationRegistry<AccountId> for Registry {
	fn is_revoked(account: &AccountId) -> bool {
		Revoked::contains_key(account)
	}

	fn revoke_leaf(_: Leaf) -> DispatchResult {
		Ok(())
	}

	fn is_leaf_revoked(_: Leaf) -> bool {
		false
	}

	fn revoke_account(account: &AccountId) -> DispatchResult {
		Self::revoke(account);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(_: &AccountId) {}
}

impl CaseRecords<AccountId> for Registry {
	fn facts(id: RecordId) -> Option<RecordFacts<AccountId>> {
		Records::get(id).map(|(custodian, patient, live)| RecordFacts {
			custodian,
			patient,
			live,
		})
	}

	fn interests(doctor: &AccountId) -> u32 {
		Interests::get(doctor).unwrap_or(0)
	}

	fn may_claim(doctor: &AccountId, id: RecordId) -> Result<HospitalId, AccessRefusal> {
		let (custodian, _, live) = Records::get(id).ok_or(AccessRefusal::UnknownRecord)?;
		if !live {
			return Err(AccessRefusal::RecordRetired);
		}
		let hospital = Staff::get(doctor).ok_or(AccessRefusal::NotEnrolled)?;
		if Revoked::contains_key(doctor) {
			return Err(AccessRefusal::Revoked);
		}
		if !Self::is_accredited(hospital) {
			return Err(AccessRefusal::HospitalNotAccredited);
		}
		if !Self::is_accredited(custodian) {
			return Err(AccessRefusal::CustodianNotAccredited);
		}
		if hospital != custodian && !Authorised::contains_key(hospital) {
			return Err(AccessRefusal::NotAuthorised);
		}
		Ok(hospital)
	}

	fn note(id: RecordId, patient: &AccountId, event: TrailEvent<AccountId>) -> DispatchResult {
		Trail::append((id, patient, event));
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_record(id: RecordId, hospital: HospitalId, patient: &AccountId) {
		// Authorisations are the custodian's: another has given none.
		let _ = Authorised::clear(u32::MAX, None);
		Records::insert(id, (hospital, patient, true));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_authorise(_: RecordId, grantee: HospitalId) {
		Authorised::insert(grantee, ());
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_interests(doctor: &AccountId) {
		Interests::insert(doctor, 32);
	}
}

/// Everybody with money.
pub fn actors() -> Vec<AccountId> {
	let mut actors = vec![alma(), bruno(), arbiter(), stranger()];
	for hospital in HOSPITALS {
		actors.push(operator(hospital));
		actors.extend((0..4).map(|n| doctor(hospital, n)));
	}
	actors
}

/// Storage at block 1: three hospitals with four doctors each, two patients, an arbiter, a stranger; all have money.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: actors().into_iter().map(|who| (who, ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, GENESIS);
		System::set_block_number(1);
		for hospital in HOSPITALS {
			Operators::insert(operator(hospital), hospital);
			for n in 0..4 {
				Registry::employ(hospital, &doctor(hospital, n));
			}
		}
		Authorised::insert(NORTH, ());
		for patient in [alma(), bruno()] {
			Patients::insert(patient, ());
		}
		for n in 1..=3 {
			Records::insert(record(n), (ST_MARY, alma(), true));
		}
		crate::tests::world::register_keys();
		crate::Arbiter::<Test>::put(arbiter());
		System::reset_events();
	});
	ext
}

/// Runs a test, then checks the state: every invariant, and no money made, lost, or held for nothing.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		check();
	});
}

/// Every invariant, and the conservation of money.
pub fn check() {
	assert_eq!(Cases::check_state(), Ok(()));
	assert_eq!(all_holds(), all_owed());
	assert_eq!(
		pallet_balances::TotalIssuance::<Test>::get(),
		actors().len() as Balance * ENDOWMENT
	);
}
