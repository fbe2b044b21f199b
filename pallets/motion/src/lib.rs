#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod weights;

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
	use super::WeightInfo;
	use alloc::boxed::Box;
	use frame_support::{
		dispatch::{
			extract_actual_weight, DispatchErrorWithPostInfo, DispatchResultWithPostInfo, GetDispatchInfo,
			PostDispatchInfo,
		},
		pallet_prelude::*,
		traits::Contains,
	};
	use frame_system::{pallet_prelude::*, RawOrigin};
	use sp_runtime::traits::{Dispatchable, Hash};

	/// The layout of storage that this code reads.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the pallet needs.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The calls of the runtime.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo;
		/// A majority of the council that may act as Root.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// What the council may do as Root. Judges the whole call, with whatever it wraps.
		type CouncilCalls: Contains<<Self as Config>::RuntimeCall>;
		/// A majority of the technical committee.
		type CommitteeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// What the committee may do as Root.
		type CommitteeCalls: Contains<<Self as Config>::RuntimeCall>;
		/// Weights of calls.
		type WeightInfo: WeightInfo;
		/// Calls that each list has and that succeed.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<<Self as Config>::RuntimeCall>;
	}

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council acted as Root.
		#[codec(index = 0)]
		Enacted {
			/// Hash of the call.
			call_hash: T::Hash,
		},
		/// The technical committee acted as Root.
		#[codec(index = 1)]
		Recovered {
			/// Hash of the call.
			call_hash: T::Hash,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The call is not on the list.
		#[codec(index = 0)]
		NotAllowed,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Does as Root what the list of the council has. The council.
		#[pallet::call_index(0)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(T::WeightInfo::enact().saturating_add(info.call_weight), info.class)
		})]
		pub fn enact(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::CouncilOrigin::ensure_origin(origin)?;
			ensure!(T::CouncilCalls::contains(&call), Error::<T>::NotAllowed);
			Self::dispatch_as_root(*call, T::WeightInfo::enact(), |call_hash| Event::Enacted {
				call_hash,
			})
		}

		/// Does as Root what the list of the technical committee has. The committee.
		#[pallet::call_index(1)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(T::WeightInfo::recover().saturating_add(info.call_weight), info.class)
		})]
		pub fn recover(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			T::CommitteeOrigin::ensure_origin(origin)?;
			ensure!(T::CommitteeCalls::contains(&call), Error::<T>::NotAllowed);
			Self::dispatch_as_root(*call, T::WeightInfo::recover(), |call_hash| Event::Recovered {
				call_hash,
			})
		}
	}

	impl<T: Config> Pallet<T> {
		fn dispatch_as_root(
			call: <T as Config>::RuntimeCall,
			own: Weight,
			event: impl FnOnce(T::Hash) -> Event<T>,
		) -> DispatchResultWithPostInfo {
			let info = call.get_dispatch_info();
			let call_hash = T::Hashing::hash_of(&call);
			let result = call.dispatch(RawOrigin::Root.into());
			let spent = own.saturating_add(extract_actual_weight(&result, &info));
			match result {
				Ok(_) => {
					Self::deposit_event(event(call_hash));
					Ok(Some(spent).into())
				}
				Err(failed) => Err(DispatchErrorWithPostInfo {
					post_info: Some(spent).into(),
					error: failed.error,
				}),
			}
		}
	}
}
