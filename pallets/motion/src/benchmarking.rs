//! The cost of the road, beside that of what it carries.

use super::*;
use alloc::boxed::Box;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::Pallet as System;
use sp_runtime::traits::Hash;

/// Calls for benchmarks; each succeeds on a new chain.
pub trait BenchmarkHelper<Call> {
	/// One of the council's list.
	fn council_call() -> Call;
	/// One of the committee's list.
	fn committee_call() -> Call;
}

fn assert_last_event<T: Config>(event: Event<T>) {
	let event: <T as frame_system::Config>::RuntimeEvent = event.into();
	System::<T>::assert_last_event(event);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn enact() -> Result<(), BenchmarkError> {
		let call = T::BenchmarkHelper::council_call();
		let call_hash = T::Hashing::hash_of(&call);
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Box::new(call));
		assert_last_event::<T>(Event::Enacted { call_hash });
		Ok(())
	}

	#[benchmark]
	fn recover() -> Result<(), BenchmarkError> {
		let call = T::BenchmarkHelper::committee_call();
		let call_hash = T::Hashing::hash_of(&call);
		let origin = T::CommitteeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Box::new(call));
		assert_last_event::<T>(Event::Recovered { call_hash });
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
