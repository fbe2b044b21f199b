//! Each call on its worst input: the longest location, the consent that is looked up last, every other one expired.

use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::fungible::Mutate};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use salus_primitives::{
	hospital::HospitalId,
	record::{record_payload, ConsentTarget, Grantee, Location, RecordId, Scope},
	traits::{EpochProvider, HospitalRegistry},
	Hash, Signature,
};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_runtime::traits::{Bounded, IdentifyAccount};

const KEYS: KeyTypeId = KeyTypeId(*b"ehri");
const RECORD: RecordId = RecordId::repeat_byte(1);
const SCOPE: Scope = [2; 16];
/// The framework may set the first block between preparation and call: an expiry of one block would be over.
const LIFETIME: u32 = 2;

struct Operator<T: Config> {
	key: sr25519::Public,
	account: T::AccountId,
	hospital: HospitalId,
}

fn fund<T: Config>(account: &T::AccountId) {
	T::Currency::set_balance(account, BalanceOf::<T>::max_value() / 1_000_000_000u32.into());
}

fn operator<T: Config>(seed: u32) -> Operator<T> {
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

fn patient<T: Config>(hospital: HospitalId) -> T::AccountId {
	let patient: T::AccountId = account("patient", 0, 0);
	fund::<T>(&patient);
	T::Hospitals::benchmark_patient(&patient, hospital);
	patient
}

fn doctor<T: Config>(hospital: HospitalId) -> T::AccountId {
	let doctor: T::AccountId = account("doctor", 0, 0);
	fund::<T>(&doctor);
	T::Hospitals::benchmark_staff(&doctor, hospital);
	doctor
}

fn location(byte: u8) -> Location {
	Location::truncate_from(vec![byte; 128])
}

fn registration<T: Config>(
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
fn registered<T: Config>() -> Result<(Operator<T>, T::AccountId), BenchmarkError> {
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

fn signed<O: From<RawOrigin<AccountId>>, AccountId: Clone>(who: &AccountId) -> O {
	RawOrigin::Signed(who.clone()).into()
}

fn later<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number() + blocks.into()
}

fn wait<T: Config>(blocks: u32) {
	frame_system::Pallet::<T>::set_block_number(later::<T>(blocks));
}

/// A doctor who may open the record by the last consent looked up.
fn admitted<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let (custodian, patient) = registered::<T>()?;
	let employer = operator::<T>(1);
	let doctor = doctor::<T>(employer.hospital);
	assert_ok!(Pallet::<T>::authorise_hospital(
		signed(&custodian.account),
		employer.hospital,
		SCOPE,
		later::<T>(100)
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
			let last = target == ConsentTarget::All && matches!(grantee, Grantee::Hospital(_));
			let expires_at = later::<T>(if last { 100 } else { 1 });
			assert_ok!(Pallet::<T>::grant_consent(
				signed(&patient),
				target,
				grantee,
				expires_at
			));
		}
	}
	wait::<T>(2);
	Ok(doctor)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_record() -> Result<(), BenchmarkError> {
		let issuer = operator::<T>(0);
		let patient = patient::<T>(issuer.hospital);
		let registration = registration::<T>(&issuer, patient)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(issuer.account), RECORD, registration);
		assert!(Records::<T>::contains_key(RECORD));
		Ok(())
	}

	#[benchmark]
	fn update_location() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		assert_ok!(Pallet::<T>::update_location(
			signed(&custodian.account),
			RECORD,
			Location::truncate_from(vec![6])
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), RECORD, location(7));
		assert_eq!(
			Records::<T>::get(RECORD).map(|record| record.location),
			Some(location(7))
		);
		Ok(())
	}

	#[benchmark]
	fn transfer_custody() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		let receiver = operator::<T>(1);
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), RECORD, receiver.hospital);
		assert_eq!(
			Records::<T>::get(RECORD).and_then(|record| record.offered_to),
			Some(receiver.hospital)
		);
		Ok(())
	}

	#[benchmark]
	fn accept_custody() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		let receiver = operator::<T>(1);
		assert_ok!(Pallet::<T>::transfer_custody(
			signed(&custodian.account),
			RECORD,
			receiver.hospital
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(receiver.account), RECORD, location(7));
		assert_eq!(
			Records::<T>::get(RECORD).map(|record| record.custodian),
			Some(receiver.hospital)
		);
		Ok(())
	}

	#[benchmark]
	fn cancel_transfer() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		let receiver = operator::<T>(1);
		assert_ok!(Pallet::<T>::transfer_custody(
			signed(&custodian.account),
			RECORD,
			receiver.hospital
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(receiver.account), RECORD);
		assert_eq!(
			Records::<T>::get(RECORD).and_then(|record| record.offered_to),
			None
		);
		Ok(())
	}

	#[benchmark]
	fn retire_record() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), RECORD);
		assert_eq!(
			Records::<T>::get(RECORD).map(|record| record.status),
			Some(salus_primitives::record::RecordStatus::Retired)
		);
		Ok(())
	}

	#[benchmark]
	fn grant_consent() -> Result<(), BenchmarkError> {
		let (custodian, patient) = registered::<T>()?;
		let grantee = Grantee::Doctor(doctor::<T>(custodian.hospital));
		let target = ConsentTarget::Record(RECORD);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(patient.clone()),
			target,
			grantee.clone(),
			later::<T>(LIFETIME),
		);
		assert!(Consents::<T>::contains_key(patient, (target, grantee)));
		Ok(())
	}

	#[benchmark]
	fn withdraw_consent() -> Result<(), BenchmarkError> {
		let (custodian, patient) = registered::<T>()?;
		let grantee = Grantee::Doctor(doctor::<T>(custodian.hospital));
		let target = ConsentTarget::Record(RECORD);
		assert_ok!(Pallet::<T>::grant_consent(
			signed(&patient),
			target,
			grantee.clone(),
			later::<T>(1)
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()), target, grantee.clone());
		assert!(!Consents::<T>::contains_key(patient, (target, grantee)));
		Ok(())
	}

	#[benchmark]
	fn clear_consent() -> Result<(), BenchmarkError> {
		let (custodian, patient) = registered::<T>()?;
		let grantee = Grantee::Doctor(doctor::<T>(custodian.hospital));
		let target = ConsentTarget::Record(RECORD);
		assert_ok!(Pallet::<T>::grant_consent(
			signed(&patient),
			target,
			grantee.clone(),
			later::<T>(1)
		));
		wait::<T>(1);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			patient.clone(),
			target,
			grantee.clone(),
		);
		assert!(!Consents::<T>::contains_key(patient, (target, grantee)));
		Ok(())
	}

	#[benchmark]
	fn authorise_hospital() {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1).hospital;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			grantee,
			SCOPE,
			later::<T>(LIFETIME),
		);
		assert!(Authorisations::<T>::contains_key(
			custodian.hospital,
			(grantee, SCOPE)
		));
	}

	#[benchmark]
	fn withdraw_authorisation() {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1).hospital;
		assert_ok!(Pallet::<T>::authorise_hospital(
			signed(&custodian.account),
			grantee,
			SCOPE,
			later::<T>(1)
		));
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), grantee, SCOPE);
		assert!(!Authorisations::<T>::contains_key(
			custodian.hospital,
			(grantee, SCOPE)
		));
	}

	#[benchmark]
	fn clear_authorisation() {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1);
		assert_ok!(Pallet::<T>::authorise_hospital(
			signed(&custodian.account),
			grantee.hospital,
			SCOPE,
			later::<T>(1)
		));
		wait::<T>(1);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(grantee.account),
			custodian.hospital,
			grantee.hospital,
			SCOPE,
		);
		assert!(!Authorisations::<T>::contains_key(
			custodian.hospital,
			(grantee.hospital, SCOPE)
		));
	}

	#[benchmark]
	fn record_access() -> Result<(), BenchmarkError> {
		let doctor = admitted::<T>()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor.clone()), RECORD);
		assert!(Accesses::<T>::contains_key(doctor, RECORD));
		Ok(())
	}

	#[benchmark]
	fn clear_access() -> Result<(), BenchmarkError> {
		let doctor = admitted::<T>()?;
		assert_ok!(Pallet::<T>::record_access(signed(&doctor), RECORD));
		T::Epochs::force_next_epoch();
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor.clone()), doctor.clone(), RECORD);
		assert!(!Accesses::<T>::contains_key(doctor, RECORD));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
