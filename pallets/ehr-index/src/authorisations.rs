//! Authorisations of one hospital by another.

use crate::{
	Authorisations, AuthorisationsTo, Config, Error, Event, HoldReason, IndexScopes, Pallet, Permission,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::HospitalId,
	index::EpochKeys,
	record::{Scope, TrailEvent},
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_authorise_hospital(
		operator: T::AccountId,
		grantee: HospitalId,
		scope: Scope,
		expires_at: BlockNumberFor<T>,
		keys: EpochKeys,
	) -> DispatchResult {
		let custodian = Self::accredited_operator(&operator)?;
		ensure!(grantee != custodian, Error::<T>::SelfAuthorisation);
		Self::ensure_accredited_counterpart(grantee)?;
		Self::ensure_future(expires_at)?;
		let state = Self::scope_with(custodian, scope, grantee, expires_at)?;
		let added = Self::ensure_keys(custodian, grantee, scope, state.epochs, &keys)?;
		let mut authorisation = match Authorisations::<T>::get(custodian, (grantee, scope)) {
			Some(stored) if keys.is_empty() => Self::with_expiry(stored, expires_at)?,
			Some(stored) => Permission { expires_at, ..stored },
			None => Permission {
				expires_at,
				deposit: Self::hold(
					HoldReason::AuthorisationDeposit,
					operator,
					Self::authorisation_deposit(),
				)?,
			},
		};
		Self::pay_for_keys(&mut authorisation, added)?;
		Self::store_keys(custodian, grantee, scope, keys);
		IndexScopes::<T>::insert(custodian, scope, state);
		Authorisations::<T>::insert(custodian, (grantee, scope), authorisation);
		AuthorisationsTo::<T>::insert(grantee, (custodian, scope), ());
		Self::note(
			None,
			None,
			TrailEvent::Authorised {
				custodian,
				grantee,
				scope,
			},
		)?;
		Self::deposit_event(Event::HospitalAuthorised {
			custodian,
			grantee,
			scope,
			expires_at,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_authorisation(
		operator: &T::AccountId,
		grantee: HospitalId,
		scope: Scope,
	) -> DispatchResult {
		let custodian = Self::operated(operator)?;
		let authorisation = Authorisations::<T>::take(custodian, (grantee, scope))
			.ok_or(Error::<T>::AuthorisationNotFound)?;
		AuthorisationsTo::<T>::remove(grantee, (custodian, scope));
		Self::leave_scope(custodian, scope, grantee);
		Self::release(HoldReason::AuthorisationDeposit, &authorisation.deposit);
		Self::note(
			None,
			None,
			TrailEvent::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope,
			},
		)?;
		Self::deposit_event(Event::AuthorisationWithdrawn {
			custodian,
			grantee,
			scope,
		});
		Ok(())
	}

	pub(crate) fn do_clear_authorisation(
		custodian: HospitalId,
		grantee: HospitalId,
		scope: Scope,
	) -> DispatchResult {
		let authorisation =
			Authorisations::<T>::get(custodian, (grantee, scope)).ok_or(Error::<T>::AuthorisationNotFound)?;
		ensure!(!authorisation.is_live(&Self::now()), Error::<T>::NotExpired);
		Authorisations::<T>::remove(custodian, (grantee, scope));
		AuthorisationsTo::<T>::remove(grantee, (custodian, scope));
		Self::leave_scope(custodian, scope, grantee);
		Self::release(HoldReason::AuthorisationDeposit, &authorisation.deposit);
		Self::deposit_event(Event::AuthorisationCleared {
			custodian,
			grantee,
			scope,
		});
		Ok(())
	}
}
