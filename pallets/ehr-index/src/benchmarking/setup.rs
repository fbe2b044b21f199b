//! Hospitals, people, records, scopes and emergencies as the benchmarks want them.

use super::super::*;
use alloc::vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_support::{assert_ok, traits::fungible::Mutate, BoundedVec};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use salus_primitives::{
	hospital::HospitalId,
	index::{
		EmergencyReason, EpochKeys, IndexPoint, Interests, Rewraps, ServiceEntry, Tags, EMERGENCY, MAX_TAGS,
		WRAPPED_KEY_LENGTH,
	},
	record::{record_payload, ConsentTarget, Grantee, Location, RecordId, Scope},
	traits::{AttributeRegistry, CaseRecords, EpochProvider, HospitalRegistry},
	Hash, Signature,
};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_runtime::traits::{Bounded, IdentifyAccount};

pub const KEYS: KeyTypeId = KeyTypeId(*b"ehri");
pub const RECORD: RecordId = RecordId::repeat_byte(1);
pub const SCOPE: Scope = [2; 16];
/// The framework may set the first block between preparation and call: an expiry of one block would be over.
pub const LIFETIME: u32 = 2;

pub struct Operator<T: Config> {
	key: sr25519::Public,
	pub account: T::AccountId,
	pub hospital: HospitalId,
}

pub fn fund<T: Config>(account: &T::AccountId) {
	T::Currency::set_balance(account, BalanceOf::<T>::max_value() / 1_000_000_000u32.into());
}

pub fn operator<T: Config>(seed: u32) -> Operator<T> {
	let key = sp_io::crypto::sr25519_generate(KEYS, Some(alloc::format!("//Operator//{seed}").into_bytes()));
	let account: T::AccountId = sp_runtime::MultiSigner::from(key).into_account();
	fund::<T>(&account);
	let hospital = T::Hospitals::benchmark_hospital(&account, seed);
	Operator {
		key,
		account,
		hospital,
	}
}

pub fn patient<T: Config>(hospital: HospitalId) -> T::AccountId {
	let patient: T::AccountId = account("patient", 0, 0);
	fund::<T>(&patient);
	T::Hospitals::benchmark_patient(&patient, hospital);
	patient
}

pub fn doctor<T: Config>(hospital: HospitalId) -> T::AccountId {
	let doctor: T::AccountId = account("doctor", 0, 0);
	fund::<T>(&doctor);
	T::Hospitals::benchmark_staff(&doctor, hospital);
	doctor
}

pub fn location(byte: u8) -> Location {
	Location::truncate_from(vec![byte; 128])
}

pub fn registration<T: Config>(
	issuer: &Operator<T>,
	patient: T::AccountId,
) -> Result<Registration<T::AccountId>, BenchmarkError> {
	let commitment = Hash::repeat_byte(3);
	let payload = record_payload(Pallet::<T>::genesis(), RECORD, &patient, SCOPE, commitment);
	let signature = sp_io::crypto::sr25519_sign(KEYS, &issuer.key, &payload)
		.ok_or(BenchmarkError::Stop("the keystore signs"))?;
	Ok(Registration {
		patient,
		scope: SCOPE,
		commitment,
		blob_digest: Hash::repeat_byte(4),
		blob_length: u64::MAX,
		location: location(5),
		era: T::Epochs::era(),
		signature: Signature::Sr25519(signature),
	})
}

/// A record in custody of the first operator, and its patient.
pub fn registered<T: Config>() -> Result<(Operator<T>, T::AccountId), BenchmarkError> {
	let custodian = operator::<T>(0);
	let patient = patient::<T>(custodian.hospital);
	let registration = registration::<T>(&custodian, patient.clone())?;
	assert_ok!(Pallet::<T>::register_record(
		signed(&custodian.account),
		RECORD,
		registration
	));
	Ok((custodian, patient))
}

pub fn signed<O: From<RawOrigin<AccountId>>, AccountId: Clone>(who: &AccountId) -> O {
	RawOrigin::Signed(who.clone()).into()
}

pub fn later<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number() + blocks.into()
}

pub fn wait<T: Config>(blocks: u32) {
	frame_system::Pallet::<T>::set_block_number(later::<T>(blocks));
}

/// A doctor of a hospital whose authorisation is live, while every consent has expired: all is looked up, and refused.
pub fn refused<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let (custodian, patient) = registered::<T>()?;
	let employer = operator::<T>(1);
	let doctor = doctor::<T>(employer.hospital);
	assert_ok!(Pallet::<T>::authorise_hospital(
		signed(&custodian.account),
		employer.hospital,
		SCOPE,
		later::<T>(100),
		Default::default()
	));
	for target in [
		ConsentTarget::Record(RECORD),
		ConsentTarget::Scope(SCOPE),
		ConsentTarget::All,
	] {
		for grantee in [
			Grantee::Doctor(doctor.clone()),
			Grantee::Hospital(employer.hospital),
		] {
			assert_ok!(Pallet::<T>::grant_consent(
				signed(&patient),
				target,
				grantee,
				later::<T>(1)
			));
		}
	}
	wait::<T>(2);
	let (namespace, name) = EMERGENCY;
	T::Attributes::benchmark_attribute(&doctor, namespace, name);
	Ok(doctor)
}

/// A doctor who may open the record in an emergency, all else having been looked up, and has not declared the access.
pub fn admitted<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let doctor = refused::<T>()?;
	assert_ok!(Pallet::<T>::break_glass(
		signed(&doctor),
		RECORD,
		EmergencyReason::Unconscious
	));
	Accesses::<T>::remove(&doctor, RECORD);
	Ok(doctor)
}

/// The public half of the `n`-th index key.
pub fn index_point(n: u32) -> IndexPoint {
	salus_crypto::hash::h_ristretto(b"benchmark", &[&n.to_le_bytes()])
		.compress()
		.to_bytes()
}

/// Index keys of the epochs from `first` on, wrapped.
pub fn wrapped_keys(first: u32, count: u32) -> EpochKeys {
	let keys = (first..first + count).map(|epoch| (epoch, [7; WRAPPED_KEY_LENGTH]));
	EpochKeys::truncate_from(keys.collect())
}

/// Opens index epochs of the scope until there are `epochs`, for the hospital itself and `grantees`.
pub fn open_epochs<T: Config>(custodian: &Operator<T>, grantees: &[HospitalId], epochs: u32) {
	let first = IndexScopes::<T>::get(custodian.hospital, SCOPE).map_or(0, |state| state.epochs);
	for epoch in first..epochs {
		assert_ok!(Pallet::<T>::set_index_keys(
			signed(&custodian.account),
			SCOPE,
			index_point(epoch),
			rewraps(custodian.hospital, grantees)
		));
	}
}

/// Wraps of one index key, for a hospital itself and for others.
pub fn rewraps(hospital: HospitalId, grantees: &[HospitalId]) -> Rewraps {
	let mut all = grantees.to_vec();
	all.push(hospital);
	all.sort_unstable();
	let wraps = all.into_iter().map(|grantee| (grantee, [7; WRAPPED_KEY_LENGTH]));
	Rewraps::truncate_from(wraps.collect())
}

/// Adds hospitals to those authorised for the scope until there are `count`.
pub fn crowd<T: Config>(hospital: HospitalId, count: u32) {
	IndexScopes::<T>::mutate(hospital, SCOPE, |state| {
		let state = state.get_or_insert_with(Default::default);
		let mut grantees = state.grantees.to_vec();
		let mut next = HospitalId::MAX - count;
		while grantees.len() < count as usize {
			grantees.push((next, later::<T>(1_000)));
			next += 1;
		}
		state.grantees = BoundedVec::truncate_from(grantees);
	});
}

/// So many tags.
pub fn tags(count: u32) -> Tags {
	let tags = (0..count).map(|n| u128::from(n).to_be_bytes());
	Tags::truncate_from(tags.collect())
}

/// Gives the record as many tags as there may be.
pub fn indexed<T: Config>(custodian: &Operator<T>) {
	open_epochs::<T>(custodian, &[], 1);
	assert_ok!(Pallet::<T>::index_record(
		signed(&custodian.account),
		RECORD,
		0,
		tags(MAX_TAGS)
	));
}

/// A hash of its own for each number, ascending with it.
fn numbered(number: u32) -> Hash {
	let mut bytes = [0; 32];
	for (to, from) in bytes.iter_mut().rev().zip(number.to_le_bytes()) {
		*to = from;
	}
	bytes.into()
}

/// So many interests.
pub fn interests(count: u32) -> Interests {
	let digests = (0..count).map(|n| numbered(n).0);
	Interests::truncate_from(digests.collect())
}

/// A pre-decryption for the `index`-th doctor of a hospital, of a record and a patient of the same number.
pub fn pre_decryption<T: Config>(hospital: HospitalId, index: u32) -> ServiceEntry<T::AccountId> {
	let doctor: T::AccountId = account("doctor", index, 0);
	T::Hospitals::benchmark_staff(&doctor, hospital);
	let patient: T::AccountId = account("patient", index, 0);
	let record = numbered(index);
	<Pallet<T> as CaseRecords<T::AccountId>>::benchmark_record(record, hospital, &patient);
	ServiceEntry::PreDecryption { doctor, record }
}
