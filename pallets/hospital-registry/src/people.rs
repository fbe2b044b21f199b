//! Staff, patients, auditors and researchers.

use crate::{
	Config, Deposit, Dismissed, Error, Event, HoldReason, HospitalOf, Hospitals, Keys, Pallet, People,
	Person, PersonOf, StaffOf,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use salus_primitives::{
	hospital::{HospitalId, KeyPurpose, ProvenKey, Role},
	traits::RevocationRegistry,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Whether an account may be given a role: it has none, and is not revoked.
	pub(crate) fn ensure_may_take_role(account: &T::AccountId) -> DispatchResult {
		ensure!(!People::<T>::contains_key(account), Error::<T>::AlreadyRegistered);
		ensure!(!T::Revocation::is_revoked(account), Error::<T>::AccountRevoked);
		Ok(())
	}

	/// Gives an account its role; what was still held for an earlier one goes back.
	pub(crate) fn insert_person(account: &T::AccountId, person: PersonOf<T>) -> DispatchResult {
		Self::ensure_may_take_role(account)?;
		if Dismissed::<T>::contains_key(account) {
			Self::settle_dismissed(account)?;
		}
		People::<T>::insert(account, person);
		Ok(())
	}

	/// Removes an account's role and keys.
	pub(crate) fn remove_person(account: &T::AccountId) {
		People::<T>::remove(account);
		for purpose in KeyPurpose::ALL {
			Keys::<T>::remove(account, purpose);
		}
	}

	/// Holds a person's deposit from the operator of the sponsoring hospital.
	fn sponsored(
		role: Role,
		id: HospitalId,
		hospital: &HospitalOf<T>,
	) -> Result<PersonOf<T>, sp_runtime::DispatchError> {
		let amount = T::PersonDeposit::get();
		T::Currency::hold(&HoldReason::Person.into(), &hospital.operator, amount)?;
		Ok(Person {
			role,
			hospital: Some(id),
			deposit: Some(Deposit {
				payer: hospital.operator.clone(),
				amount,
			}),
		})
	}

	pub(crate) fn do_enrol_staff(
		id: HospitalId,
		mut hospital: HospitalOf<T>,
		account: T::AccountId,
	) -> DispatchResult {
		Self::ensure_may_take_role(&account)?;
		hospital.staff = hospital.staff.checked_add(1).ok_or(Error::<T>::TooManyStaff)?;
		let person = Self::sponsored(Role::Staff, id, &hospital)?;
		Self::insert_person(&account, person)?;
		StaffOf::<T>::insert(id, &account, ());
		Hospitals::<T>::insert(id, hospital);
		Self::deposit_event(Event::StaffEnrolled {
			hospital: id,
			account,
		});
		Ok(())
	}

	pub(crate) fn do_dismiss_staff(
		id: HospitalId,
		mut hospital: HospitalOf<T>,
		account: T::AccountId,
	) -> DispatchResult {
		let person = People::<T>::get(&account)
			.filter(|person| person.role == Role::Staff && person.hospital == Some(id))
			.ok_or(Error::<T>::NotOwnStaff)?;
		if !T::Revocation::is_revoked(&account) {
			T::Revocation::revoke_account(&account)?;
		}
		Self::remove_person(&account);
		StaffOf::<T>::remove(id, &account);
		if let Some(deposit) = person.deposit {
			Dismissed::<T>::insert(&account, deposit);
		}
		hospital.staff = hospital.staff.saturating_sub(1);
		Hospitals::<T>::insert(id, hospital);
		Self::deposit_event(Event::StaffDismissed {
			hospital: id,
			account,
		});
		Ok(())
	}

	/// Returns what is held for a dismissed account.
	pub(crate) fn settle_dismissed(account: &T::AccountId) -> DispatchResult {
		let Deposit { payer, amount } = Dismissed::<T>::take(account).ok_or(Error::<T>::NoDeposit)?;
		T::Currency::release(&HoldReason::Person.into(), &payer, amount, Precision::Exact)?;
		Self::deposit_event(Event::DepositReleased {
			account: account.clone(),
			payer,
			amount,
		});
		Ok(())
	}

	pub(crate) fn do_register_patient(
		id: HospitalId,
		hospital: HospitalOf<T>,
		patient: T::AccountId,
		wrap: ProvenKey,
	) -> DispatchResult {
		Self::ensure_may_take_role(&patient)?;
		Self::check_key(&patient, KeyPurpose::Wrap, &wrap)?;
		let person = Self::sponsored(Role::Patient, id, &hospital)?;
		Self::insert_person(&patient, person)?;
		Self::make_patient(&patient, wrap.key);
		Self::deposit_event(Event::PatientRegistered {
			hospital: id,
			patient,
		});
		Ok(())
	}

	/// Stores a patient's key, and lets the account send what is free of fees without owning money.
	pub(crate) fn make_patient(patient: &T::AccountId, wrap_key: [u8; 32]) {
		Keys::<T>::insert(patient, KeyPurpose::Wrap, wrap_key);
		frame_system::Pallet::<T>::inc_sufficients(patient);
	}

	/// Gives an account a role that only the council gives.
	pub(crate) fn insert_official(account: &T::AccountId, role: Role) -> DispatchResult {
		Self::insert_person(
			account,
			Person {
				role,
				hospital: None,
				deposit: None,
			},
		)
	}

	/// Takes such a role back, or fails with `otherwise`.
	pub(crate) fn remove_official(account: &T::AccountId, role: Role, otherwise: Error<T>) -> DispatchResult {
		ensure!(
			People::<T>::get(account).is_some_and(|person| person.role == role),
			otherwise
		);
		Self::remove_person(account);
		Ok(())
	}
}
