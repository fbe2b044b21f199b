//! Each call on its worst input: the longest location, the consent that is looked up last, every other one expired, a scope
//! with as many index epochs and hospitals authorised as may be.

mod setup;

use super::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{EnsureOrigin, Get},
};
use frame_system::RawOrigin;
use salus_primitives::{
	index::{
		EmergencyReason, EmergencyVerdict, ServiceEntries, MAX_GRANTEES, MAX_INDEX_EPOCHS, MAX_INTERESTS,
		MAX_TAGS,
	},
	record::{ConsentTarget, Grantee, Location},
	traits::EpochProvider,
};
use setup::*;

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
		indexed::<T>(&custodian);
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

	/// The deposit is held anew, beside that of so many index keys that the hospital lacks; its former authorisation has
	/// expired.
	#[benchmark]
	fn authorise_hospital(k: Linear<0, 64>) {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1).hospital;
		assert_ok!(Pallet::<T>::authorise_hospital(
			signed(&custodian.account),
			grantee,
			SCOPE,
			later::<T>(1),
			Default::default()
		));
		open_epochs::<T>(&custodian, &[grantee], MAX_INDEX_EPOCHS);
		crowd::<T>(custodian.hospital, MAX_GRANTEES);
		for epoch in 0..k {
			WrappedIndexKeys::<T>::remove(grantee, (custodian.hospital, SCOPE, epoch));
		}
		Authorisations::<T>::remove(custodian.hospital, (grantee, SCOPE));
		wait::<T>(1);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			grantee,
			SCOPE,
			later::<T>(LIFETIME),
			wrapped_keys(0, k),
		);
		let last = (custodian.hospital, SCOPE, MAX_INDEX_EPOCHS - 1);
		assert!(WrappedIndexKeys::<T>::contains_key(grantee, last));
	}

	#[benchmark]
	fn withdraw_authorisation() {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1).hospital;
		assert_ok!(Pallet::<T>::authorise_hospital(
			signed(&custodian.account),
			grantee,
			SCOPE,
			later::<T>(1),
			Default::default()
		));
		open_epochs::<T>(&custodian, &[grantee], MAX_INDEX_EPOCHS);
		crowd::<T>(custodian.hospital, MAX_GRANTEES);
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
			later::<T>(1),
			Default::default()
		));
		open_epochs::<T>(&custodian, &[grantee.hospital], MAX_INDEX_EPOCHS);
		crowd::<T>(custodian.hospital, MAX_GRANTEES);
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

	#[benchmark]
	fn set_index_keys(h: Linear<1, 64>) {
		let custodian = operator::<T>(0);
		let grantees: Vec<_> = (1..h).map(|seed| operator::<T>(seed).hospital).collect();
		for grantee in &grantees {
			assert_ok!(Pallet::<T>::authorise_hospital(
				signed(&custodian.account),
				*grantee,
				SCOPE,
				later::<T>(100),
				Default::default()
			));
		}
		open_epochs::<T>(&custodian, &grantees, 1);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			SCOPE,
			index_point(1),
			rewraps(custodian.hospital, &grantees),
		);
		assert_eq!(
			IndexScopes::<T>::get(custodian.hospital, SCOPE).map(|state| state.epochs),
			Some(2)
		);
	}

	/// For a hospital that lacks so many of the keys.
	#[benchmark]
	fn rewrap_index_keys(k: Linear<1, 64>) {
		let custodian = operator::<T>(0);
		let grantee = operator::<T>(1).hospital;
		assert_ok!(Pallet::<T>::authorise_hospital(
			signed(&custodian.account),
			grantee,
			SCOPE,
			later::<T>(100),
			Default::default()
		));
		open_epochs::<T>(&custodian, &[grantee], MAX_INDEX_EPOCHS);
		crowd::<T>(custodian.hospital, MAX_GRANTEES);
		for epoch in 0..k {
			WrappedIndexKeys::<T>::remove(grantee, (custodian.hospital, SCOPE, epoch));
		}
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			grantee,
			SCOPE,
			wrapped_keys(0, k),
		);
		assert!(WrappedIndexKeys::<T>::contains_key(
			grantee,
			(custodian.hospital, SCOPE, k - 1)
		));
	}

	/// A record that another hospital indexed.
	#[benchmark]
	fn index_record() -> Result<(), BenchmarkError> {
		let (former, _) = registered::<T>()?;
		indexed::<T>(&former);
		let custodian = operator::<T>(1);
		assert_ok!(Pallet::<T>::transfer_custody(
			signed(&former.account),
			RECORD,
			custodian.hospital
		));
		assert_ok!(Pallet::<T>::accept_custody(
			signed(&custodian.account),
			RECORD,
			location(7)
		));
		open_epochs::<T>(&custodian, &[], 1);
		crowd::<T>(custodian.hospital, MAX_GRANTEES);
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), RECORD, 0, tags(MAX_TAGS));
		assert_eq!(
			IndexEntries::<T>::get(RECORD).map(|entry| entry.key.indexer),
			Some(custodian.hospital)
		);
		Ok(())
	}

	#[benchmark]
	fn unindex_record() -> Result<(), BenchmarkError> {
		let (custodian, _) = registered::<T>()?;
		indexed::<T>(&custodian);
		#[extrinsic_call]
		_(RawOrigin::Signed(custodian.account), RECORD);
		assert!(!IndexEntries::<T>::contains_key(RECORD));
		Ok(())
	}

	#[benchmark]
	fn set_interests() {
		let hospital = operator::<T>(0).hospital;
		let doctor = doctor::<T>(hospital);
		assert_ok!(Pallet::<T>::set_interests(signed(&doctor), interests(1)));
		T::Epochs::force_next_epoch();
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor.clone()), interests(MAX_INTERESTS));
		assert_eq!(
			InterestSets::<T>::get(doctor).map(|set| set.digests),
			Some(interests(MAX_INTERESTS))
		);
	}

	#[benchmark]
	fn clear_interests() {
		let hospital = operator::<T>(0).hospital;
		let doctor = doctor::<T>(hospital);
		assert_ok!(Pallet::<T>::set_interests(
			signed(&doctor),
			interests(MAX_INTERESTS)
		));
		T::Epochs::force_next_epoch();
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor.clone()), doctor.clone());
		assert!(!InterestSets::<T>::contains_key(doctor));
	}

	/// Pre-decryptions, the entries that stand in lists of a record and of a patient: each of another doctor, record and
	/// patient.
	#[benchmark]
	fn record_services(n: Linear<1, 64>) {
		let custodian = operator::<T>(0);
		let entries: Vec<_> = (0..n)
			.map(|index| pre_decryption::<T>(custodian.hospital, index))
			.collect();
		let before = TrailLength::<T>::get();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian.account),
			ServiceEntries::truncate_from(entries),
		);
		assert_eq!(TrailLength::<T>::get(), before + u64::from(n));
	}

	#[benchmark]
	fn break_glass() -> Result<(), BenchmarkError> {
		let doctor = refused::<T>()?;
		Bans::<T>::insert(&doctor, later::<T>(0));
		#[extrinsic_call]
		_(
			RawOrigin::Signed(doctor.clone()),
			RECORD,
			EmergencyReason::Unconscious,
		);
		assert!(LatestEmergency::<T>::contains_key(doctor, RECORD));
		Ok(())
	}

	#[benchmark]
	fn review_emergency() -> Result<(), BenchmarkError> {
		let doctor = admitted::<T>()?;
		Bans::<T>::insert(&doctor, later::<T>(10));
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 0, EmergencyVerdict::Abuse);
		assert_eq!(
			Emergencies::<T>::get(0).and_then(|emergency| emergency.verdict),
			Some(EmergencyVerdict::Abuse)
		);
		Ok(())
	}

	#[benchmark]
	fn clear_emergency() -> Result<(), BenchmarkError> {
		let doctor = admitted::<T>()?;
		assert_ok!(Pallet::<T>::do_review_emergency(0, EmergencyVerdict::Justified));
		frame_system::Pallet::<T>::set_block_number(
			frame_system::Pallet::<T>::block_number() + T::EmergencyPeriod::get(),
		);
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor.clone()), 0);
		assert!(!LatestEmergency::<T>::contains_key(doctor, RECORD));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
