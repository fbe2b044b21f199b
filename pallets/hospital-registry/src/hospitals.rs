//! From application to departure.

use crate::{
	BalanceOf, Config, Error, Event, Handles, HoldReason, Hospital, HospitalOf, Hospitals, Keys,
	NextHospital, Pallet, People, Person,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_primitives::{
	hospital::{
		is_valid_handle, Endpoint, Handle, HospitalId, HospitalStatus, KeyPurpose, ProvenKey,
		ProvenPairedKey, Role,
	},
	traits::{Custody, RevocationRegistry, StandingObserver},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

/// How a URL of JSON-RPC begins.
const SCHEMES: [&str; 4] = ["http://", "https://", "ws://", "wss://"];

impl<T: Config> Pallet<T> {
	/// The hospital that the signer runs and that has not left.
	pub(crate) fn ensure_operator(
		origin: OriginFor<T>,
	) -> Result<(HospitalId, HospitalOf<T>), DispatchError> {
		let signer = ensure_signed(origin)?;
		let id = Self::hospital_run_by(&signer).ok_or(Error::<T>::NotOperator)?;
		ensure!(!T::Revocation::is_revoked(&signer), Error::<T>::SignerRevoked);
		let hospital = Hospitals::<T>::get(id).ok_or(Error::<T>::HospitalNotFound)?;
		ensure!(
			hospital.status != HospitalStatus::Withdrawn,
			Error::<T>::HospitalWithdrawn
		);
		Ok((id, hospital))
	}

	/// The accredited hospital that the signer runs.
	pub(crate) fn ensure_accredited_operator(
		origin: OriginFor<T>,
	) -> Result<(HospitalId, HospitalOf<T>), DispatchError> {
		let (id, hospital) = Self::ensure_operator(origin)?;
		ensure!(
			hospital.status == HospitalStatus::Accredited,
			Error::<T>::NotAccredited
		);
		Ok((id, hospital))
	}

	/// The hospital that an account runs.
	pub(crate) fn hospital_run_by(account: &T::AccountId) -> Option<HospitalId> {
		People::<T>::get(account)
			.filter(|person| person.role == Role::Hospital)
			.and_then(|person| person.hospital)
	}

	/// Whether this is a URL of JSON-RPC: a known scheme, a host, printable ASCII.
	pub(crate) fn is_valid_endpoint(endpoint: &[u8]) -> bool {
		let Ok(url) = core::str::from_utf8(endpoint) else {
			return false;
		};
		url.bytes().all(|byte| byte.is_ascii_graphic())
			&& SCHEMES
				.iter()
				.any(|scheme| url.strip_prefix(scheme).is_some_and(|host| !host.is_empty()))
	}

	pub(crate) fn do_apply(
		operator: T::AccountId,
		handle: Handle,
		endpoint: Endpoint,
		wrap: ProvenKey,
		issuer: ProvenPairedKey,
	) -> DispatchResult {
		Self::ensure_may_take_role(&operator)?;
		ensure!(is_valid_handle(&handle), Error::<T>::InvalidHandle);
		ensure!(!Handles::<T>::contains_key(&handle), Error::<T>::HandleTaken);
		ensure!(Self::is_valid_endpoint(&endpoint), Error::<T>::InvalidEndpoint);
		Self::check_key(&operator, KeyPurpose::Wrap, &wrap)?;
		Self::check_issuer_key(&operator, &issuer)?;
		let id = NextHospital::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::HospitalsExhausted)?;

		let deposit = T::HospitalDeposit::get();
		T::Currency::hold(&HoldReason::Hospital.into(), &operator, deposit)?;
		Self::insert_person(
			&operator,
			Person {
				role: Role::Hospital,
				hospital: Some(id),
				deposit: None,
			},
		)?;
		NextHospital::<T>::put(next);
		Handles::<T>::insert(&handle, id);
		Keys::<T>::insert(&operator, KeyPurpose::Wrap, wrap.key);
		Hospitals::<T>::insert(
			id,
			Hospital {
				handle: handle.clone(),
				operator: operator.clone(),
				endpoint,
				status: HospitalStatus::Applied,
				issuer_pk1: issuer.pk1,
				issuer_pk2: issuer.pk2,
				since: frame_system::Pallet::<T>::block_number(),
				staff: 0,
				deposit,
			},
		);
		Self::deposit_event(Event::Applied {
			hospital: id,
			operator,
			handle,
		});
		Ok(())
	}

	/// Moves a hospital from one standing to another, or fails with `otherwise`.
	pub(crate) fn change_standing(
		id: HospitalId,
		from: HospitalStatus,
		to: HospitalStatus,
		otherwise: Error<T>,
	) -> DispatchResult {
		Hospitals::<T>::try_mutate(id, |entry| {
			let hospital = entry.as_mut().ok_or(Error::<T>::HospitalNotFound)?;
			ensure!(hospital.status == from, otherwise);
			hospital.status = to;
			hospital.since = frame_system::Pallet::<T>::block_number();
			Ok(())
		})
	}

	/// Says that a hospital is accredited now.
	pub(crate) fn tell_accredited(id: HospitalId) {
		if let Some(hospital) = Hospitals::<T>::get(id) {
			T::Standing::on_accredited(&hospital.operator);
		}
	}

	pub(crate) fn do_withdraw(id: HospitalId, mut hospital: HospitalOf<T>) -> DispatchResult {
		if hospital.status == HospitalStatus::Applied {
			Self::remove_application(id, hospital)?;
		} else {
			ensure!(T::Custody::records_of(id) == 0, Error::<T>::CustodyRemains);
			ensure!(hospital.staff == 0, Error::<T>::StaffRemains);
			Self::release_hospital_deposit(&hospital.operator, hospital.deposit)?;
			hospital.deposit = Zero::zero();
			hospital.status = HospitalStatus::Withdrawn;
			hospital.since = frame_system::Pallet::<T>::block_number();
			let operator = hospital.operator.clone();
			Hospitals::<T>::insert(id, hospital);
			T::Standing::on_withdrawn(&operator);
		}
		Self::deposit_event(Event::Withdrawn { hospital: id });
		Ok(())
	}

	/// Removes an application. Nothing was granted under its handle, so the handle is free again. Nobody is told: without
	/// standing it is no validator's hospital, no candidate of a ceremony, and could name no agent there.
	pub(crate) fn remove_application(id: HospitalId, hospital: HospitalOf<T>) -> DispatchResult {
		Self::release_hospital_deposit(&hospital.operator, hospital.deposit)?;
		Hospitals::<T>::remove(id);
		Handles::<T>::remove(&hospital.handle);
		Self::remove_person(&hospital.operator);
		Ok(())
	}

	fn release_hospital_deposit(operator: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		T::Currency::release(&HoldReason::Hospital.into(), operator, amount, Precision::Exact)?;
		Ok(())
	}
}
