//! A chain of this pallet, balances, and a registry and epochs that tests set as they like.

mod registry;

pub use registry::{Epochs, Registry};

use crate as pallet_ehr_index;
use crate::{BalanceOf, HoldReason, Registration};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, VariantCountOf},
};
use frame_system::EnsureRoot;
use salus_primitives::{
	hospital::HospitalId,
	index::{EpochKeys, IndexEpoch, IndexPoint, Rewraps, Tags, WrappedIndexKey, WRAPPED_KEY_LENGTH},
	record::{record_payload, ConsentTarget, Grantee, Location, RecordId, Scope},
	AccountId, Balance, Hash, Signature,
};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	traits::{IdentityLookup, Verify},
	BuildStorage,
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
	type Attributes = Registry;
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Currency = Balances;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type EmergencyBan = ConstU32<EMERGENCY_BAN>;
	type EmergencyPeriod = ConstU32<EMERGENCY_PERIOD>;
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

/// Blocks for which an emergency gives access.
pub const EMERGENCY_PERIOD: u32 = 20;
/// Blocks for which nobody who abused one declares another.
pub const EMERGENCY_BAN: u32 = 100;

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
		50,
		keys_of(custodian, 0..next_epoch(custodian, HEART))
	));
}

/// The public half of a hospital's `n`-th index key.
pub fn index_point(hospital: HospitalId, n: IndexEpoch) -> IndexPoint {
	let seed = [hospital.to_le_bytes(), n.to_le_bytes()].concat();
	salus_crypto::hash::h_ristretto(b"test", &[&seed])
		.compress()
		.to_bytes()
}

/// A hospital's index key of an epoch, wrapped to somebody; told apart by its first bytes.
pub fn wrapped(hospital: HospitalId, epoch: IndexEpoch) -> WrappedIndexKey {
	let mut wrapped = [epoch as u8; WRAPPED_KEY_LENGTH];
	wrapped[0] = hospital as u8;
	wrapped
}

/// The index keys of so many epochs, wrapped.
pub fn keys_of(hospital: HospitalId, epochs: std::ops::Range<IndexEpoch>) -> EpochKeys {
	let keys: Vec<_> = epochs.map(|epoch| (epoch, wrapped(hospital, epoch))).collect();
	keys.try_into().unwrap()
}

/// The next index epoch of a scope of `hospital`.
pub fn next_epoch(hospital: HospitalId, scope: Scope) -> IndexEpoch {
	crate::IndexScopes::<Test>::get(hospital, scope).map_or(0, |state| state.epochs)
}

/// The wraps of the next index key of `hospital`, for those given and for itself.
pub fn rewraps(hospital: HospitalId, scope: Scope, grantees: &[HospitalId]) -> Rewraps {
	let epoch = next_epoch(hospital, scope);
	let mut all = grantees.to_vec();
	all.push(hospital);
	all.sort_unstable();
	let wraps: Vec<_> = all
		.into_iter()
		.map(|grantee| (grantee, wrapped(hospital, epoch)))
		.collect();
	wraps.try_into().unwrap()
}

/// `hospital` opens the next index epoch of the scope of hearts, for itself and for those given.
pub fn open_epoch(hospital: HospitalId, grantees: &[HospitalId]) {
	assert_ok!(EhrIndex::set_index_keys(
		RuntimeOrigin::signed(operator(hospital)),
		HEART,
		index_point(hospital, next_epoch(hospital, HEART)),
		rewraps(hospital, HEART, grantees)
	));
}

/// `count` tags, ascending, that begin with `seed`.
pub fn tags(seed: u8, count: u8) -> Tags {
	let tags: Vec<_> = (0..count)
		.map(|n| {
			let mut tag = [seed; 16];
			tag[1] = n;
			tag
		})
		.collect();
	tags.try_into().unwrap()
}

/// `hospital` indexes record `n` in the current epoch.
pub fn index(hospital: HospitalId, n: u8) {
	assert_ok!(EhrIndex::index_record(
		RuntimeOrigin::signed(operator(hospital)),
		record(n),
		next_epoch(hospital, HEART) - 1,
		tags(n, 32)
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
	let keys = crate::IndexKeys::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let entries = crate::IndexEntries::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let interests = crate::InterestSets::<Test>::iter_values().map(|stored| stored.deposit.amount);
	let emergencies = crate::Emergencies::<Test>::iter_values().map(|stored| stored.deposit.amount);
	records
		.chain(consents)
		.chain(authorisations)
		.chain(accesses)
		.chain(keys)
		.chain(entries)
		.chain(interests)
		.chain(emergencies)
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
		Registry::admit(alma());
		Registry::admit(bruno());
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
