//! Hospitals, people, attributes and epochs, as the tests set them.

use frame_support::{storage_alias, Blake2_128Concat};
use salus_primitives::{
	authority::{Epoch, Era, Node},
	hospital::{Handle, HospitalId, KeyPurpose},
	index::EMERGENCY,
	traits::{AttributeRegistry, EpochProvider, HospitalRegistry, RevocationRegistry},
	AccountId, BlockNumber,
};
use sp_runtime::DispatchResult;

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
type EmergencyStaff = StorageMap<Mock, Blake2_128Concat, AccountId, ()>;
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

	/// Registers a patient.
	pub fn admit(patient: AccountId) {
		Patients::insert(patient, ());
	}

	/// The council lets a doctor declare emergencies.
	pub fn grant_emergency(doctor: AccountId) {
		EmergencyStaff::insert(doctor, ());
	}

	/// The council takes that back.
	pub fn withdraw_emergency(doctor: &AccountId) {
		EmergencyStaff::remove(doctor);
	}
}

impl AttributeRegistry<AccountId> for Registry {
	fn holds(account: &AccountId, namespace: &[u8], name: &[u8]) -> bool {
		(namespace, name) == EMERGENCY && EmergencyStaff::contains_key(account)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attribute(account: &AccountId, _: &[u8], _: &[u8]) {
		Self::grant_emergency(account.clone());
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
