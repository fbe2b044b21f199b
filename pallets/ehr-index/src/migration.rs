//! What an upgrade does to the records, authorisations and consents that it finds.

use crate::{Authorisations, AuthorisationsTo, Config, HoldReason, IndexScopes, Pallet};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	migrations::VersionedMigration,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use sp_runtime::traits::SaturatedConversion;

/// From storage version 1 to 2.
pub type ToVersion2<T> =
	VersionedMigration<1, 2, ListGrantees<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// Version 1 had no scopes: each authorisation is put on the list of its own. One that finds no place there ends, with its
/// deposit returned. In one block: a network has some hundreds.
pub struct ListGrantees<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for ListGrantees<T> {
	fn on_runtime_upgrade() -> Weight {
		let all: Vec<_> = Authorisations::<T>::iter().collect();
		let count: u64 = all.len().saturated_into();
		for (custodian, (grantee, scope), authorisation) in all {
			match Pallet::<T>::scope_with(custodian, scope, grantee, authorisation.expires_at) {
				Ok(state) => IndexScopes::<T>::insert(custodian, scope, state),
				Err(_) => {
					Authorisations::<T>::remove(custodian, (grantee, scope));
					AuthorisationsTo::<T>::remove(grantee, (custodian, scope));
					Pallet::<T>::release(HoldReason::AuthorisationDeposit, &authorisation.deposit);
				}
			}
		}
		// Each reads itself and its scope, and writes the scope; the few that end write four items more.
		T::DbWeight::get().reads_writes(count.saturating_mul(4).saturating_add(1), count.saturating_mul(4))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		Pallet::<T>::do_try_state()
	}
}
