//! Index epochs of a scope and their keys: opened by the hospital, wrapped to those it authorises.
//!
//! An epoch is closed to new records once an authorisation ends under it: whoever held that authorisation keeps the epoch's
//! key, and must not match what is indexed later. The hospital opens the next, whose key it wraps to those still authorised.

use crate::{
	Authorisations, Config, Error, Event, HoldReason, IndexKey, IndexKeys, IndexScope, IndexScopes, Pallet,
	PermissionOf, WrappedIndexKeys,
};
use alloc::vec::Vec;
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::index::check_point;
use salus_primitives::{
	hospital::HospitalId,
	index::{EpochKeys, IndexPoint, Rewraps, MAX_INDEX_EPOCHS},
	record::Scope,
	traits::HospitalRegistry,
};
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_index_keys(
		operator: T::AccountId,
		scope: Scope,
		point: IndexPoint,
		rewraps: Rewraps,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(&operator)?;
		ensure!(check_point(&point).is_ok(), Error::<T>::InvalidIndexPoint);
		let now = Self::now();
		let mut state = IndexScopes::<T>::get(hospital, scope).unwrap_or_default();
		let epoch = state.epochs;
		ensure!(epoch < MAX_INDEX_EPOCHS, Error::<T>::IndexEpochsExhausted);
		let before = epoch
			.checked_sub(1)
			.and_then(|last| IndexKeys::<T>::get((hospital, scope), last));
		ensure!(
			before.is_none_or(|key| key.point != point),
			Error::<T>::IndexPointReused
		);
		state.grantees.retain(|(_, expires_at)| now < *expires_at);
		Self::ensure_rewraps(hospital, &state, &rewraps)?;

		let key = IndexKey {
			point,
			opened_at: now,
			deposit: Self::hold(HoldReason::IndexKeyDeposit, operator, Self::index_key_deposit())?,
		};
		IndexKeys::<T>::insert((hospital, scope), epoch, key);
		for (grantee, wrapped) in rewraps {
			WrappedIndexKeys::<T>::insert(grantee, (hospital, scope, epoch), wrapped);
			if grantee != hospital {
				let mut authorisation = Authorisations::<T>::get(hospital, (grantee, scope))
					.ok_or(Error::<T>::AuthorisationNotFound)?;
				Self::pay_for_keys(&mut authorisation, 1)?;
				Authorisations::<T>::insert(hospital, (grantee, scope), authorisation);
			}
		}
		state.epochs = epoch.saturating_add(1);
		state.over = false;
		IndexScopes::<T>::insert(hospital, scope, state);
		Self::deposit_event(Event::IndexEpochOpened {
			hospital,
			scope,
			epoch,
			point,
		});
		Ok(())
	}

	/// The key goes to the hospital itself and to all in good standing that it authorises now, and to nobody else.
	fn ensure_rewraps(
		hospital: HospitalId,
		state: &IndexScope<BlockNumberFor<T>>,
		rewraps: &Rewraps,
	) -> DispatchResult {
		let ascending = rewraps
			.windows(2)
			.all(|pair| matches!(pair, [(one, _), (next, _)] if one < next));
		ensure!(ascending, Error::<T>::RewrapsUnsorted);
		let mut entitled: Vec<HospitalId> = state
			.grantees
			.iter()
			.map(|(grantee, _)| *grantee)
			.filter(|grantee| T::Hospitals::is_accredited(*grantee))
			.collect();
		entitled.push(hospital);
		ensure!(
			rewraps.iter().all(|(grantee, _)| entitled.contains(grantee)),
			Error::<T>::RewrapUnexpected
		);
		ensure!(rewraps.len() == entitled.len(), Error::<T>::RewrapMissing);
		Ok(())
	}

	pub(crate) fn do_rewrap_index_keys(
		operator: &T::AccountId,
		grantee: HospitalId,
		scope: Scope,
		keys: EpochKeys,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(operator)?;
		ensure!(!keys.is_empty(), Error::<T>::WrappedKeysEmpty);
		let state = IndexScopes::<T>::get(hospital, scope)
			.filter(|state| state.epochs > 0)
			.ok_or(Error::<T>::IndexKeysNotSet)?;
		if grantee == hospital {
			Self::ensure_keys(hospital, grantee, scope, state.epochs, &keys)?;
		} else {
			Self::ensure_accredited_counterpart(grantee)?;
			let mut authorisation = Authorisations::<T>::get(hospital, (grantee, scope))
				.ok_or(Error::<T>::AuthorisationNotFound)?;
			ensure!(
				authorisation.is_live(&Self::now()),
				Error::<T>::AuthorisationExpired
			);
			let added = Self::ensure_keys(hospital, grantee, scope, state.epochs, &keys)?;
			Self::pay_for_keys(&mut authorisation, added)?;
			Authorisations::<T>::insert(hospital, (grantee, scope), authorisation);
		}
		Self::store_keys(hospital, grantee, scope, keys);
		Self::deposit_event(Event::IndexKeysRewrapped {
			hospital,
			grantee,
			scope,
		});
		Ok(())
	}

	/// With `keys`, the grantee has those of all `epochs` of the scope. The number of those that it did not have.
	pub(crate) fn ensure_keys(
		indexer: HospitalId,
		grantee: HospitalId,
		scope: Scope,
		epochs: u32,
		keys: &EpochKeys,
	) -> Result<u32, DispatchError> {
		let ascending = keys
			.windows(2)
			.all(|pair| matches!(pair, [(one, _), (next, _)] if one < next));
		ensure!(ascending, Error::<T>::WrappedKeysUnsorted);
		ensure!(
			keys.last().is_none_or(|(epoch, _)| *epoch < epochs),
			Error::<T>::IndexEpochUnknown
		);
		let mut added = 0u32;
		for epoch in 0..epochs {
			let given = keys.binary_search_by_key(&epoch, |(epoch, _)| *epoch).is_ok();
			if !WrappedIndexKeys::<T>::contains_key(grantee, (indexer, scope, epoch)) {
				ensure!(given, Error::<T>::WrappedKeyMissing);
				added = added.saturating_add(1);
			}
		}
		Ok(added)
	}

	pub(crate) fn store_keys(indexer: HospitalId, grantee: HospitalId, scope: Scope, keys: EpochKeys) {
		for (epoch, wrapped) in keys {
			WrappedIndexKeys::<T>::insert(grantee, (indexer, scope, epoch), wrapped);
		}
	}

	/// Adds the deposit of so many wrapped keys to that of an authorisation.
	pub(crate) fn pay_for_keys(authorisation: &mut PermissionOf<T>, keys: u32) -> DispatchResult {
		let more = Self::wrapped_key_deposit().saturating_mul(keys.into());
		let amount = authorisation.deposit.amount.saturating_add(more);
		Self::resize(
			HoldReason::AuthorisationDeposit,
			&mut authorisation.deposit,
			amount,
		)
	}

	/// The scope once `grantee` is authorised until `expires_at`.
	pub(crate) fn scope_with(
		hospital: HospitalId,
		scope: Scope,
		grantee: HospitalId,
		expires_at: BlockNumberFor<T>,
	) -> Result<IndexScope<BlockNumberFor<T>>, DispatchError> {
		let mut state = IndexScopes::<T>::get(hospital, scope).unwrap_or_default();
		match state.grantees.binary_search_by_key(&grantee, |(other, _)| *other) {
			Ok(place) => {
				if let Some((_, expiry)) = state.grantees.get_mut(place) {
					// It had ended: what was closed by that stays closed.
					state.over |= *expiry <= Self::now();
					*expiry = expires_at;
				}
			}
			Err(place) => state
				.grantees
				.try_insert(place, (grantee, expires_at))
				.map_err(|_| Error::<T>::TooManyGrantees)?,
		}
		Ok(state)
	}

	/// An authorisation is gone: so are its wrapped keys, and the current epoch is closed if it held under that.
	pub(crate) fn leave_scope(hospital: HospitalId, scope: Scope, grantee: HospitalId) {
		let mut state = IndexScopes::<T>::get(hospital, scope).unwrap_or_default();
		let known = state.grantees.len();
		state.grantees.retain(|(other, _)| *other != grantee);
		state.over |= state.grantees.len() < known;
		for epoch in 0..state.epochs {
			WrappedIndexKeys::<T>::remove(grantee, (hospital, scope, epoch));
		}
		if state.epochs == 0 && state.grantees.is_empty() {
			IndexScopes::<T>::remove(hospital, scope);
		} else {
			IndexScopes::<T>::insert(hospital, scope, state);
		}
	}
}
