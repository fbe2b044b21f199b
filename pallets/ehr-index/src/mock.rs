//! A chain of this pallet, balances, and a registry and epochs that tests set as they like.

use crate as pallet_ehr_index;
use crate::{BalanceOf, HoldReason, Registration};
use frame_support::{
	assert_ok, derive_impl, parameter_types, storage_alias,
	traits::{ConstU128, VariantCountOf},
	Blake2_128Concat,
};
use salus_primitives::{
	authority::{Epoch, Era, Node},
	hospital::{Handle, HospitalId, KeyPurpose},
	record::{record_payload, ConsentTarget, Grantee, Location, RecordId, Scope},
	traits::{EpochProvider, HospitalRegistry, RevocationRegistry},
	AccountId, Balance, BlockNumber, Hash, Signature,
};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	traits::{IdentityLookup, Verify},
	BuildStorage, DispatchResult,
};

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
	pub type EhrIndex = pallet_ehr_index;
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
	pub const DepositPerByte: Balance = 10;
}

impl pallet_ehr_index::Config for Test {
	type Currency = Balances;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Epochs = Epochs;
	type Hospitals = Registry;
	type Revocations = Registry;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = ();
}

/// Smallest balance of an account.
pub const EXISTENTIAL: Balance = 1;
/// What each actor starts with.
pub const ENDOWMENT: Balance = 10_000_000;

/// Hospitals of the mock: the first keeps the records, the second is authorised, the third is neither.
pub const ST_MARY: HospitalId = 1;
pub const NORTH: HospitalId = 2;
pub const SOUTH: HospitalId = 3;
/// A number that no hospital has.
pub const NOWHERE: HospitalId = 99;

/// The scope of the records of the tests, and another.
pub const HEART: Scope = *b"scope of hearts.";
pub const BONES: Scope = *b"scope of bones..";

/// Hash of block 0.
pub const GENESIS: Hash = Hash::repeat_byte(0x45);

/// The key of an operator.
pub fn operator_pair(hospital: HospitalId) -> sr25519::Pair {
	sr25519::Pair::from_seed(&[hospital as u8; 32])
}

/// The operator of a hospital.
pub fn operator(hospital: HospitalId) -> AccountId {
	operator_pair(hospital).public().into()
}

/// Account number `n`.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// The `n`-th doctor of a hospital.
pub fn doctor(hospital: HospitalId, n: u8) -> AccountId {
	account(100 + 10 * hospital as u8 + n)
}

/// A registered patient.
pub fn alma() -> AccountId {
	account(201)
}

/// Another.
pub fn bruno() -> AccountId {
	account(202)
}

/// An account with money and no part in the consortium.
pub fn stranger() -> AccountId {
	account(250)
}

/// A location of `length` bytes.
pub fn location(length: usize) -> Location {
	vec![b'k'; length].try_into().unwrap()
}

/// A record identifier.
pub fn record(n: u8) -> RecordId {
	RecordId::repeat_byte(n)
}

/// What `hospital` registers for `patient` as record `id`, rightly signed.
pub fn registration(hospital: HospitalId, id: RecordId, patient: AccountId) -> Registration<AccountId> {
	let commitment = Hash::repeat_byte(7);
	let payload = record_payload(GENESIS, id, &patient, HEART, commitment);
	Registration {
		patient,
		scope: HEART,
		commitment,
		blob_digest: Hash::repeat_byte(8),
		blob_length: 4_096,
		location: location(20),
		era: 3,
		signature: Signature::Sr25519(operator_pair(hospital).sign(&payload)),
	}
}

/// Registers record `n` of `patient` at `hospital`.
pub fn register(hospital: HospitalId, n: u8, patient: AccountId) {
	let call = EhrIndex::register_record(
		RuntimeOrigin::signed(operator(hospital)),
		record(n),
		registration(hospital, record(n), patient),
	);
	assert_ok!(call);
}

/// `patient` consents until block 100.
pub fn consent(patient: AccountId, target: ConsentTarget, grantee: Grantee<AccountId>) {
	assert_ok!(EhrIndex::grant_consent(
		RuntimeOrigin::signed(patient),
		target,
		grantee,
		100
	));
}

/// `custodian` authorises `grantee` for the scope of hearts until block 50.
pub fn authorise(custodian: HospitalId, grantee: HospitalId) {
	assert_ok!(EhrIndex::authorise_hospital(
		RuntimeOrigin::signed(operator(custodian)),
		grantee,
		HEART,
		50
	));
}

/// What is on hold of `who` for `reason`.
pub fn held(reason: HoldReason, who: &AccountId) -> BalanceOf<Test> {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// All that is on hold on the chain.
pub fn all_holds() -> Balance {
	pallet_balances::Holds::<Test>::iter_values()
		.flat_map(|holds| holds.into_iter().map(|hold| hold.amount))
		.sum()
}

/// All that the stored deposits say is on hold.
pub fn all_deposits() -> Balance {
	let records = crate::Records::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let consents = crate::Consents::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let authorisations = crate::Authorisations::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let accesses = crate::Accesses::<Test>::iter_values().map(|stored| stored.deposit.amount);
	records
		.chain(consents)
		.chain(authorisations)
		.chain(accesses)
		.sum()
}

/// The last event of this pallet.
pub fn last_event() -> Option<crate::Event<Test>> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::EhrIndex(event) => Some(event),
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
type Staff = StorageMap<Mock, Blake2_128Concat, AccountId, HospitalId>;
#[storage_alias]
type Patients = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type RevokedAccounts = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
#[storage_alias]
type CurrentEpoch = StorageValue<Mock, Epoch>;
#[storage_alias]
type CurrentEra = StorageValue<Mock, Era>;

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

	/// A hospital enrols a doctor.
	pub fn enrol(doctor: AccountId, hospital: HospitalId) {
		Staff::insert(doctor, hospital);
	}

	/// A hospital dismisses a doctor.
	pub fn dismiss(doctor: &AccountId) {
		Staff::remove(doctor);
	}

	/// Revokes an account.
	pub fn revoke(account: AccountId) {
		RevokedAccounts::insert(account, ());
	}

	/// Restores an account.
	pub fn restore(account: &AccountId) {
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

	fn employer(account: &AccountId) -> Option<HospitalId> {
		Staff::get(account)
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
		Self::found(hospital, account.clone());
		hospital
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(account: &AccountId, hospital: HospitalId) {
		Self::enrol(account.clone(), hospital);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(account: &AccountId, _: HospitalId) {
		Patients::insert(account, ());
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
		Self::revoke(account.clone());
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(_: &AccountId) {}
}

/// Epochs as the tests set them.
pub struct Epochs;

impl Epochs {
	/// Moves to the next epoch.
	pub fn advance() {
		CurrentEpoch::put(Self::epoch() + 1);
	}
}

impl EpochProvider<BlockNumber> for Epochs {
	fn epoch() -> Epoch {
		CurrentEpoch::get().unwrap_or(40)
	}

	fn started_at() -> BlockNumber {
		0
	}

	fn era() -> Era {
		CurrentEra::get().unwrap_or(3)
	}

	fn oldest_era() -> Era {
		2
	}

	fn cover_size() -> u32 {
		1
	}

	fn in_cover(_: &Node) -> bool {
		true
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn force_next_epoch() {
		Self::advance();
	}
}

/// Storage at block 1: three accredited hospitals with two doctors each, two patients, a stranger; all have money.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let hospitals = [ST_MARY, NORTH, SOUTH];
	let mut actors = vec![alma(), bruno(), stranger()];
	for hospital in hospitals {
		actors.extend([operator(hospital), doctor(hospital, 0), doctor(hospital, 1)]);
	}
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: actors.into_iter().map(|actor| (actor, ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.register_extension(sp_keystore::KeystoreExt::new(
		sp_keystore::testing::MemoryKeystore::new(),
	));
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, GENESIS);
		System::set_block_number(1);
		for hospital in hospitals {
			Registry::found(hospital, operator(hospital));
			Registry::enrol(doctor(hospital, 0), hospital);
			Registry::enrol(doctor(hospital, 1), hospital);
		}
		Patients::insert(alma(), ());
		Patients::insert(bruno(), ());
	});
	ext
}

/// Builds the chain of a test.
#[derive(Default)]
pub struct ExtBuilder {
	records: Vec<(HospitalId, u8, AccountId)>,
}

impl ExtBuilder {
	/// Registers record `n` of `patient` at `hospital` first.
	pub fn with_record(mut self, hospital: HospitalId, n: u8, patient: AccountId) -> Self {
		self.records.push((hospital, n, patient));
		self
	}

	/// Runs a test, then checks the state: every invariant, and no money made, lost, or held for nothing.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.execute(|| {
			test();
			check();
		});
	}

	/// Runs a test that leaves a broken state behind.
	pub fn execute(self, test: impl FnOnce()) {
		new_test_ext().execute_with(|| {
			for (hospital, n, patient) in self.records {
				register(hospital, n, patient);
			}
			System::reset_events();
			test();
		});
	}
}

/// Every invariant, and the conservation of money.
pub fn check() {
	assert_eq!(EhrIndex::check_state(), Ok(()));
	assert_eq!(all_holds(), all_deposits());
	assert_eq!(pallet_balances::TotalIssuance::<Test>::get(), 12 * ENDOWMENT);
}

/// Whether a signature is by a signer (as a wallet would check).
pub fn verifies(signature: &Signature, payload: &[u8], signer: &AccountId) -> bool {
	signature.verify(payload, signer)
}
