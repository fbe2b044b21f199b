//! Each call on its worst input: the signer has deposits already, the researcher a ledger and spendings.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, EnsureOrigin},
};
use frame_system::RawOrigin;
use salus_primitives::{
	hospital::HospitalId,
	traits::{HospitalRegistry, ResearcherRegistry},
	Hash,
};
use sp_runtime::traits::{Bounded, One, Saturating};

const QUERY: Hash = Hash::repeat_byte(1);

fn fund<T: Config>(account: &T::AccountId) {
	T::Currency::set_balance(account, BalanceOf::<T>::max_value() / 1_000_000_000u32.into());
}

fn hospital<T: Config>() -> HospitalId {
	let operator: T::AccountId = account("operator", 0, 0);
	fund::<T>(&operator);
	T::Hospitals::benchmark_hospital(&operator, 0)
}

fn patient<T: Config>() -> T::AccountId {
	let hospital = hospital::<T>();
	let patient: T::AccountId = account("patient", 0, 0);
	fund::<T>(&patient);
	T::Hospitals::benchmark_patient(&patient, hospital);
	patient
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

/// A researcher who has spent on an answer of a hospital.
fn researcher<T: Config>() -> (T::AccountId, HospitalId) {
	let hospital = hospital::<T>();
	let researcher: T::AccountId = account("researcher", 0, 0);
	fund::<T>(&researcher);
	T::Researchers::benchmark_researcher(&researcher);
	let least = Parameters::<T>::get().min_epsilon;
	assert_ok!(Pallet::<T>::spend_query(
		signed::<T>(&researcher),
		hospital,
		QUERY,
		least
	));
	(researcher, hospital)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn join_research() {
		let patient = patient::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()));
		assert!(Participants::<T>::contains_key(patient));
	}

	#[benchmark]
	fn leave_research() {
		let patient = patient::<T>();
		assert_ok!(Pallet::<T>::join_research(signed::<T>(&patient)));
		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()));
		assert!(!Participants::<T>::contains_key(patient));
	}

	#[benchmark]
	fn spend_query() {
		let (researcher, hospital) = researcher::<T>();
		let least = Parameters::<T>::get().min_epsilon;
		#[extrinsic_call]
		_(RawOrigin::Signed(researcher), hospital, QUERY, least);
		assert!(Spendings::<T>::contains_key(1));
	}

	#[benchmark]
	fn clear_spending() {
		let (researcher, hospital) = researcher::<T>();
		let caller: T::AccountId = account("caller", 0, 0);
		// Another stays, so that the researcher's hold does too.
		let least = Parameters::<T>::get().min_epsilon;
		assert_ok!(Pallet::<T>::spend_query(
			signed::<T>(&researcher),
			hospital,
			QUERY,
			least
		));
		let over = Pallet::<T>::now()
			.saturating_add(Parameters::<T>::get().window)
			.saturating_add(One::one());
		frame_system::Pallet::<T>::set_block_number(over);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 0);
		assert!(!Spendings::<T>::contains_key(0));
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let mut parameters = Parameters::<T>::get();
		parameters.floor = parameters.floor.saturating_add(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, parameters);
		assert_eq!(Parameters::<T>::get(), parameters);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
