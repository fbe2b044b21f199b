//! The worst case of every call and hook.

use super::*;
use crate::types::{CoverEntry, Ended};
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Get};
use frame_system::RawOrigin;
use salus_primitives::{
	authority::Node,
	traits::{HospitalRegistry, RevocationRegistry},
};
use sp_runtime::traits::Saturating;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A member of staff with a leaf, and who employs it.
	fn staff_with_leaf<T: Config>() -> (T::AccountId, T::AccountId) {
		let (operator, account): (T::AccountId, T::AccountId) = (
			frame_benchmarking::account("operator", 0, 0),
			frame_benchmarking::account("staff", 0, 0),
		);
		let hospital = T::Registry::benchmark_hospital(&operator, 0);
		T::Registry::benchmark_staff(&account, hospital);
		Pallet::<T>::benchmark_leaf(&account);
		(operator, account)
	}

	/// The next epoch is the first of an era.
	fn before_new_era<T: Config>() {
		EpochSchedule::<T>::mutate(|schedule| {
			if let Some(schedule) = schedule {
				schedule.epochs_per_era = T::RenewalEpochs::get().saturating_add(1);
				CurrentEpoch::<T>::mutate(|current| {
					current.epoch = schedule.epochs_per_era.saturating_sub(1)
				});
			}
		});
	}

	#[benchmark]
	fn revoke_user() -> Result<(), BenchmarkError> {
		let (_, account) = staff_with_leaf::<T>();
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(Pallet::<T>::is_revoked(&account));
		assert_eq!(RevokedLeaves::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn revoke_staff() {
		let (operator, account) = staff_with_leaf::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), account.clone());
		assert!(Pallet::<T>::is_revoked(&account));
		assert_eq!(RevokedLeaves::<T>::iter().count(), 1);
	}

	#[benchmark]
	fn restore() -> Result<(), BenchmarkError> {
		let account: T::AccountId = frame_benchmarking::account("staff", 0, 0);
		RevokedAccounts::<T>::insert(&account, 1);
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone());
		assert!(!Pallet::<T>::is_revoked(&account));
		Ok(())
	}

	#[benchmark]
	fn force_epoch() -> Result<(), BenchmarkError> {
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin);
		assert!(CurrentEpoch::<T>::get().forced);
		Ok(())
	}

	#[benchmark]
	fn clear_ended(n: Linear<0, { T::MaxClear::get() }>) {
		let tree = LiveTrees::<T>::get().last().map_or(0, |live| live.tree);
		// One more than is cleared, so that the call with n = 0 looks at the queue too.
		for position in 0..=n {
			let node = Node {
				tree,
				depth: 20,
				index: position,
			};
			let (key, node_key) = types::node_keys(&node);
			Cover::<T>::insert(
				key,
				node_key,
				CoverEntry {
					from: 0,
					until: Some(1),
				},
			);
			EndedEntries::<T>::insert(u64::from(position), Ended { node, until: 1 });
		}
		EndedQueue::<T>::put(Queue {
			head: 0,
			tail: u64::from(n).saturating_add(1),
		});
		CurrentEpoch::<T>::mutate(|current| current.epoch = 1);
		let cleared;
		#[block]
		{
			cleared = Pallet::<T>::clear(n);
			Pallet::<T>::deposit_event(Event::EndedCleared { count: cleared });
		}
		assert_eq!(cleared, n);
	}

	#[benchmark]
	fn epoch_goes_on() {
		let now = frame_system::Pallet::<T>::block_number();
		CurrentEpoch::<T>::mutate(|current| current.started_at = now);
		#[block]
		{
			<Pallet<T> as frame_support::traits::Hooks<_>>::on_initialize(now);
		}
		assert_eq!(CurrentEpoch::<T>::get().started_at, now);
	}

	/// An epoch that opens an era, while the tree of the era before the last retires.
	#[benchmark]
	fn epoch_starts() -> Result<(), BenchmarkError> {
		before_new_era::<T>();
		let schedule = EpochSchedule::<T>::get().ok_or(BenchmarkError::Weightless)?;
		let epoch = CurrentEpoch::<T>::get().epoch.saturating_add(1);
		LiveTrees::<T>::mutate(|trees| {
			if let Some(mut retiring) = trees.last().copied() {
				retiring.retires_at = Some(epoch);
				let _ = trees.try_insert(0, retiring);
			}
		});
		let now = CurrentEpoch::<T>::get()
			.started_at
			.saturating_add(schedule.epoch_length);
		#[block]
		{
			<Pallet<T> as frame_support::traits::Hooks<_>>::on_initialize(now);
		}
		assert_eq!(CurrentEpoch::<T>::get().epoch, epoch);
		assert_eq!(LiveTrees::<T>::get().len(), 2);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
