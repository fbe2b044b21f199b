//! The worst case of every call, and entries for the benchmarks of other pallets.

use super::*;
use crate::types::{Hospital, Person};
use alloc::vec::Vec;
use curve25519_dalek::Scalar;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Mutate, MutateHold},
	EnsureOrigin, Get,
};
use frame_system::RawOrigin;
use salus_crypto::{
	keys::{prove_paired_key, prove_ristretto_key, KeyPurpose as ProofPurpose},
	Fr,
};
use salus_primitives::{
	benchmarking::Counter,
	hospital::{
		Endpoint, Handle, HospitalId, HospitalStatus, KeyPurpose, ProvenKey, ProvenPairedKey, Role,
		MAX_ENDPOINT, MAX_HANDLE,
	},
	traits::{RevocationRegistry, StandingObserver},
};
use sp_runtime::traits::{Saturating, Zero};

/// A handle as long as can be.
fn long_handle(seed: u32) -> Handle {
	let mut handle = [b'h'; MAX_HANDLE as usize];
	for (digit, place) in handle.iter_mut().rev().zip(0u32..10) {
		let value = seed
			.checked_div(10u32.pow(place))
			.unwrap_or(0)
			.checked_rem(10)
			.unwrap_or(0);
		*digit = b'0'.saturating_add(u8::try_from(value).unwrap_or(0));
	}
	Handle::truncate_from(handle.to_vec())
}

/// An endpoint as long as can be.
fn long_endpoint(last: u8) -> Endpoint {
	let mut url = b"https://".to_vec();
	url.resize(MAX_ENDPOINT as usize, last);
	Endpoint::truncate_from(url)
}

/// Stores an accredited hospital without deposit.
pub(crate) fn stored_hospital<T: Config>(operator: &T::AccountId, seed: u32) -> HospitalId {
	let id = NextHospital::<T>::get();
	let handle = long_handle(seed);
	NextHospital::<T>::put(id.saturating_add(1));
	Handles::<T>::insert(&handle, id);
	People::<T>::insert(
		operator,
		Person {
			role: Role::Hospital,
			hospital: Some(id),
			deposit: None,
		},
	);
	Keys::<T>::insert(operator, KeyPurpose::Wrap, [1; 32]);
	Hospitals::<T>::insert(
		id,
		Hospital {
			handle,
			operator: operator.clone(),
			endpoint: long_endpoint(b'a'),
			status: HospitalStatus::Accredited,
			issuer_pk1: [0; 48],
			issuer_pk2: [0; 96],
			since: frame_system::Pallet::<T>::block_number(),
			staff: 0,
			deposit: Zero::zero(),
		},
	);
	id
}

/// Stores a member of staff without deposit.
pub(crate) fn stored_staff<T: Config>(account: &T::AccountId, hospital: HospitalId) {
	stored_person::<T>(account, Role::Staff, hospital);
	StaffOf::<T>::insert(hospital, account, ());
	Hospitals::<T>::mutate(hospital, |hospital| {
		if let Some(hospital) = hospital {
			hospital.staff = hospital.staff.saturating_add(1);
		}
	});
}

/// Stores a patient without deposit.
pub(crate) fn stored_patient<T: Config>(account: &T::AccountId, hospital: HospitalId) {
	stored_person::<T>(account, Role::Patient, hospital);
	Pallet::<T>::make_patient(account, [1; 32]);
}

/// Stores a researcher.
pub(crate) fn stored_researcher<T: Config>(account: &T::AccountId) {
	People::<T>::insert(
		account,
		Person {
			role: Role::Researcher,
			hospital: None,
			deposit: None,
		},
	);
}

fn stored_person<T: Config>(account: &T::AccountId, role: Role, hospital: HospitalId) {
	People::<T>::insert(
		account,
		Person {
			role,
			hospital: Some(hospital),
			deposit: None,
		},
	);
}

/// A key with its proof for `account`.
fn proven<T: Config>(account: &T::AccountId, purpose: KeyPurpose) -> ProvenKey {
	let (key, proof) = prove_ristretto_key(
		keys::proof_purpose(purpose),
		&Scalar::from(5u64),
		&Pallet::<T>::key_context(account),
		&mut Counter(1),
	);
	ProvenKey { key, proof: proof.0 }
}

/// An issuer key with its proof for `operator`.
fn issuer<T: Config>(operator: &T::AccountId) -> ProvenPairedKey {
	let (pk1, pk2, proof) = prove_paired_key::<T::Suite>(
		ProofPurpose::Issuer,
		&Fr::from(7u64),
		&Pallet::<T>::key_context(operator),
		&mut Counter(1),
	);
	ProvenPairedKey {
		pk1,
		pk2,
		proof: proof.0,
	}
}

fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let account: T::AccountId = frame_benchmarking::account(name, 0, 0);
	let enough = T::HospitalDeposit::get()
		.saturating_add(T::PersonDeposit::get())
		.saturating_mul(100u32.into());
	T::Currency::set_balance(&account, enough);
	account
}

/// A hospital that applied, with its deposit.
fn applied<T: Config>() -> Result<(T::AccountId, HospitalId), BenchmarkError> {
	let operator = funded::<T>("operator");
	Pallet::<T>::apply(
		RawOrigin::Signed(operator.clone()).into(),
		long_handle(0),
		long_endpoint(b'a'),
		proven::<T>(&operator, KeyPurpose::Wrap),
		issuer::<T>(&operator),
	)?;
	let id = NextHospital::<T>::get().saturating_sub(1);
	for purpose in [KeyPurpose::Report, KeyPurpose::Trade, KeyPurpose::Receipt] {
		Keys::<T>::insert(&operator, purpose, [1; 32]);
	}
	Ok((operator, id))
}

/// A hospital in some standing, with its deposit.
fn standing<T: Config>(status: HospitalStatus) -> Result<(T::AccountId, HospitalId), BenchmarkError> {
	let (operator, id) = applied::<T>()?;
	Hospitals::<T>::mutate(id, |hospital| {
		if let Some(hospital) = hospital {
			hospital.status = status;
		}
	});
	Ok((operator, id))
}

/// Whoever observes standing knows as many other hospitals as it can.
fn others_stand<T: Config>() {
	let other: T::AccountId = frame_benchmarking::account("other", 0, 0);
	T::Standing::benchmark_validator(&other);
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// An auditor or researcher with all keys.
fn official<T: Config>(role: Role) -> Result<T::AccountId, BenchmarkError> {
	let account: T::AccountId = frame_benchmarking::account("official", 0, 0);
	Pallet::<T>::insert_official(&account, role)?;
	for purpose in KeyPurpose::ALL {
		Keys::<T>::insert(&account, purpose, [1; 32]);
	}
	Ok(account)
}

/// An account that was dismissed and restored, so that a deposit waits to be released.
fn dismissed<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let payer = funded::<T>("payer");
	let account: T::AccountId = frame_benchmarking::account("dismissed", 0, 0);
	let amount = T::PersonDeposit::get();
	T::Currency::hold(&HoldReason::Person.into(), &payer, amount)?;
	Dismissed::<T>::insert(&account, Deposit { payer, amount });
	Ok(account)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn apply() -> Result<(), BenchmarkError> {
		let operator = funded::<T>("operator");
		let (wrap, issuer) = (proven::<T>(&operator, KeyPurpose::Wrap), issuer::<T>(&operator));
		#[extrinsic_call]
		_(
			RawOrigin::Signed(operator.clone()),
			long_handle(0),
			long_endpoint(b'a'),
			wrap,
			issuer,
		);
		assert!(Pallet::<T>::hospital_run_by(&operator).is_some());
		Ok(())
	}

	// Whoever is told looks at as many others as there may be.
	#[benchmark]
	fn accredit() -> Result<(), BenchmarkError> {
		let ((_, id), origin) = (applied::<T>()?, council::<T>()?);
		others_stand::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.status),
			Some(HospitalStatus::Accredited)
		);
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let ((_, id), origin) = (applied::<T>()?, council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert!(!Hospitals::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let ((operator, id), origin) = (standing::<T>(HospitalStatus::Accredited)?, council::<T>()?);
		T::Standing::benchmark_validator(&operator);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.status),
			Some(HospitalStatus::Suspended)
		);
		Ok(())
	}

	// As an accreditation.
	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let ((_, id), origin) = (standing::<T>(HospitalStatus::Suspended)?, council::<T>()?);
		others_stand::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.status),
			Some(HospitalStatus::Accredited)
		);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (operator, id) = standing::<T>(HospitalStatus::Accredited)?;
		T::Standing::benchmark_validator(&operator);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator));
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.status),
			Some(HospitalStatus::Withdrawn)
		);
		Ok(())
	}

	#[benchmark]
	fn set_endpoint() -> Result<(), BenchmarkError> {
		let (operator, id) = standing::<T>(HospitalStatus::Accredited)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), long_endpoint(b'b'));
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.endpoint),
			Some(long_endpoint(b'b'))
		);
		Ok(())
	}

	#[benchmark]
	fn rotate_issuer_key() -> Result<(), BenchmarkError> {
		let operator = funded::<T>("operator");
		let id = stored_hospital::<T>(&operator, 0);
		let key = issuer::<T>(&operator);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), key);
		assert_eq!(
			Hospitals::<T>::get(id).map(|hospital| hospital.issuer_pk1),
			Some(key.pk1)
		);
		Ok(())
	}

	/// The account was dismissed before by another hospital, whose deposit goes back.
	#[benchmark]
	fn enrol_staff() -> Result<(), BenchmarkError> {
		let (operator, id) = standing::<T>(HospitalStatus::Accredited)?;
		let account = dismissed::<T>()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), account.clone());
		assert!(StaffOf::<T>::contains_key(id, account));
		Ok(())
	}

	/// The account has all keys, and a leaf in a tree where nothing is revoked.
	#[benchmark]
	fn dismiss_staff() -> Result<(), BenchmarkError> {
		let (operator, id) = standing::<T>(HospitalStatus::Accredited)?;
		let account: T::AccountId = frame_benchmarking::account("staff", 0, 0);
		Pallet::<T>::enrol_staff(RawOrigin::Signed(operator.clone()).into(), account.clone())?;
		for purpose in KeyPurpose::ALL {
			Keys::<T>::insert(&account, purpose, [1; 32]);
		}
		T::Revocation::benchmark_leaf(&account);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), account.clone());
		assert!(!StaffOf::<T>::contains_key(id, &account));
		assert!(T::Revocation::is_revoked(&account));
		Ok(())
	}

	/// The account was dismissed before by another hospital, whose deposit goes back.
	#[benchmark]
	fn register_patient() -> Result<(), BenchmarkError> {
		let (operator, _) = standing::<T>(HospitalStatus::Accredited)?;
		let patient = dismissed::<T>()?;
		let wrap = proven::<T>(&patient, KeyPurpose::Wrap);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), patient.clone(), wrap);
		assert_eq!(Keys::<T>::get(patient, KeyPurpose::Wrap), Some(wrap.key));
		Ok(())
	}

	/// A patient's first keys: whether they are free is found by the same checks, once in the pool and once here.
	#[benchmark]
	fn register_keys(n: Linear<1, 4>) -> Result<(), BenchmarkError> {
		let operator = funded::<T>("operator");
		let hospital = stored_hospital::<T>(&operator, 0);
		let patient = funded::<T>("patient");
		stored_person::<T>(&patient, Role::Patient, hospital);
		let take = usize::try_from(n).unwrap_or(0);
		let keys: Vec<_> = KeyPurpose::ALL
			.into_iter()
			.take(take)
			.map(|purpose| (purpose, proven::<T>(&patient, purpose)))
			.collect();
		let keys = NewKeys::truncate_from(keys);
		let origin: T::RuntimeOrigin = RawOrigin::Signed(patient.clone()).into();
		let free;
		#[block]
		{
			free = Pallet::<T>::is_patients_first(&origin, &keys);
			Pallet::<T>::register_keys(origin, keys)?;
		}
		assert!(free);
		assert_eq!(Keys::<T>::iter_prefix(patient).count(), take);
		Ok(())
	}

	#[benchmark]
	fn enrol_auditor() -> Result<(), BenchmarkError> {
		let (account, origin) = (dismissed::<T>()?, council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(People::<T>::contains_key(account));
		Ok(())
	}

	#[benchmark]
	fn dismiss_auditor() -> Result<(), BenchmarkError> {
		let (account, origin) = (official::<T>(Role::Auditor)?, council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(!People::<T>::contains_key(account));
		Ok(())
	}

	#[benchmark]
	fn enrol_researcher() -> Result<(), BenchmarkError> {
		let (account, origin) = (dismissed::<T>()?, council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(People::<T>::contains_key(account));
		Ok(())
	}

	#[benchmark]
	fn dismiss_researcher() -> Result<(), BenchmarkError> {
		let (account, origin) = (official::<T>(Role::Researcher)?, council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(!People::<T>::contains_key(account));
		Ok(())
	}

	#[benchmark]
	fn release_deposit() -> Result<(), BenchmarkError> {
		let account = dismissed::<T>()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(funded::<T>("caller")), account.clone());
		assert!(!Dismissed::<T>::contains_key(account));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
