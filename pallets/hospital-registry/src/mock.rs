//! A chain with this pallet and the real revocation, and the keys of its people.

use crate::{self as pallet_hospital_registry, NewKeys};
use curve25519_dalek::Scalar;
use frame_support::{
	assert_ok, derive_impl,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use rand_core::{CryptoRng, RngCore};
use salus_crypto::{
	keys::{prove_paired_key, prove_ristretto_key, KeyContext, KeyPurpose as ProofPurpose},
	Bls, Fr,
};
use salus_primitives::{
	authority::Leaf,
	hospital::{Endpoint, Handle, HospitalId, KeyPurpose, ProvenKey, ProvenPairedKey},
	traits::{Custody, Leaves},
};
use sp_io::TestExternalities;
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage};
use std::{cell::RefCell, collections::BTreeMap};

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

/// Held from whoever applies.
pub const HOSPITAL_DEPOSIT: u64 = 1_000;
/// Held for a person.
pub const PERSON_DEPOSIT: u64 = 10;
/// What operators begin with.
pub const RICHES: u64 = 10_000;

/// Runs `st-mary`.
pub const MARY: AccountId = AccountId32::new([1; 32]);
/// Runs `st-luke`.
pub const LUKE: AccountId = AccountId32::new([2; 32]);
/// A doctor.
pub const DOCTOR: AccountId = AccountId32::new([3; 32]);
/// A patient.
pub const PATIENT: AccountId = AccountId32::new([4; 32]);
/// Somebody unknown.
pub const STRANGER: AccountId = AccountId32::new([5; 32]);
/// Somebody unknown without money.
pub const PAUPER: AccountId = AccountId32::new([6; 32]);

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
	pub type Registry = pallet_hospital_registry;

	#[runtime::pallet_index(3)]
	pub type Revocation = pallet_revocation;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl crate::Config for Test {
	type Suite = Bls;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Revocation = Revocation;
	type Custody = Custodians;
	type Standing = ();
	type HospitalDeposit = ConstU64<HOSPITAL_DEPOSIT>;
	type PersonDeposit = ConstU64<PERSON_DEPOSIT>;
	type WeightInfo = ();
}

impl pallet_revocation::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Registry = Registry;
	type Leaves = NoLeaves;
	type RenewalEpochs = ConstU32<2>;
	type MaxClear = ConstU32<100>;
	type WeightInfo = ();
}

/// Nobody holds a leaf: leaves are the business of other tests.
pub struct NoLeaves;

impl Leaves<AccountId> for NoLeaves {
	fn live_leaf(_: &AccountId) -> Option<Leaf> {
		None
	}
	fn on_revoked(_: &AccountId) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(_: &AccountId, _: Leaf) {}
}

thread_local! {
	static RECORDS: RefCell<BTreeMap<HospitalId, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// How many records each hospital keeps, as a test says.
pub struct Custodians;

impl Custody for Custodians {
	fn records_of(hospital: HospitalId) -> u32 {
		RECORDS.with_borrow(|records| records.get(&hospital).copied().unwrap_or(0))
	}
}

/// Says how many records a hospital keeps.
pub fn keep_records(hospital: HospitalId, number: u32) {
	RECORDS.with_borrow_mut(|records| records.insert(hospital, number));
}

/// Bytes that are the same in every run; what is tested does not depend on their secrecy.
pub struct Steady(u64);

impl RngCore for Steady {
	fn next_u32(&mut self) -> u32 {
		self.next_u64() as u32
	}
	fn next_u64(&mut self) -> u64 {
		self.0 = self
			.0
			.wrapping_mul(6_364_136_223_846_793_005)
			.wrapping_add(1_442_695_040_888_963_407);
		self.0
	}
	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		bytes
			.iter_mut()
			.for_each(|byte| *byte = (self.next_u64() >> 32) as u8);
	}
	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(bytes);
		Ok(())
	}
}

impl CryptoRng for Steady {}

fn context(account: &AccountId) -> KeyContext {
	KeyContext {
		genesis: System::block_hash(0).0,
		account: account.clone().into(),
	}
}

/// A key with its proof for `account`, from the secret `x`.
pub fn proven(account: &AccountId, purpose: KeyPurpose, x: u64) -> ProvenKey {
	let (key, proof) = prove_ristretto_key(
		crate::keys::proof_purpose(purpose),
		&Scalar::from(x),
		&context(account),
		&mut Steady(x),
	);
	ProvenKey { key, proof: proof.0 }
}

/// A wrap key with its proof.
pub fn wrap(account: &AccountId) -> ProvenKey {
	proven(account, KeyPurpose::Wrap, 5)
}

/// An issuer key with its proof for `account`, from the secret `x`.
pub fn issuer(account: &AccountId, x: u64) -> ProvenPairedKey {
	let (pk1, pk2, proof) = prove_paired_key::<Bls>(
		ProofPurpose::Issuer,
		&Fr::from(x),
		&context(account),
		&mut Steady(x),
	);
	ProvenPairedKey {
		pk1,
		pk2,
		proof: proof.0,
	}
}

pub fn handle(text: &str) -> Handle {
	text.as_bytes().to_vec().try_into().unwrap()
}

pub fn endpoint(text: &str) -> Endpoint {
	text.as_bytes().to_vec().try_into().unwrap()
}

pub fn new_keys(keys: &[(KeyPurpose, ProvenKey)]) -> NewKeys {
	keys.to_vec().try_into().unwrap()
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Applies for a hospital.
pub fn apply(operator: AccountId, name: &str) -> HospitalId {
	assert_ok!(Registry::apply(
		signed(operator.clone()),
		handle(name),
		endpoint("https://hospital.example"),
		wrap(&operator),
		issuer(&operator, 7),
	));
	crate::NextHospital::<Test>::get() - 1
}

/// A hospital in good standing.
pub fn accredited(operator: AccountId, name: &str) -> HospitalId {
	let id = apply(operator, name);
	assert_ok!(Registry::accredit(RuntimeOrigin::root(), id));
	id
}

/// `st-mary` with a doctor.
pub fn mary_with_doctor() -> HospitalId {
	let mary = accredited(MARY, "st-mary");
	assert_ok!(Registry::enrol_staff(signed(MARY), DOCTOR));
	mary
}

/// `st-mary` with a patient.
pub fn mary_with_patient() -> HospitalId {
	let mary = accredited(MARY, "st-mary");
	assert_ok!(Registry::register_patient(signed(MARY), PATIENT, wrap(&PATIENT)));
	mary
}

/// What is held from an account for both reasons.
pub fn held(account: &AccountId) -> (u64, u64) {
	use frame_support::traits::fungible::InspectHold;
	(
		Balances::balance_on_hold(&crate::HoldReason::Hospital.into(), account),
		Balances::balance_on_hold(&crate::HoldReason::Person.into(), account),
	)
}

/// The chain at its first block.
pub fn new_test_ext() -> TestExternalities {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: [MARY, LUKE, DOCTOR, PATIENT, STRANGER]
				.map(|who| (who, RICHES))
				.to_vec(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	RECORDS.with_borrow_mut(BTreeMap::clear);
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test on a new chain, and checks every invariant after it.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Registry::do_try_state().unwrap();
	});
}
