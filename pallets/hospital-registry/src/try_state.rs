//! The invariants of the pallet's storage, by their numbers in the README.

use crate::{
	BalanceOf, Config, Dismissed, Handles, HoldReason, Hospitals, Keys, NextHospital, Pallet, People, StaffOf,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use salus_primitives::hospital::{HospitalId, HospitalStatus, KeyPurpose, Role};
use sp_runtime::{
	traits::{Saturating, Zero},
	TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_handles()?;
		Self::check_operators()?;
		Self::check_staff()?;
		Self::check_people()?;
		Self::check_keys()?;
		Self::check_money()
	}

	fn check_handles() -> Result<(), TryRuntimeError> {
		for (id, hospital) in Hospitals::<T>::iter() {
			ensure!(
				id < NextHospital::<T>::get(),
				"1: a hospital has a number never given"
			);
			ensure!(
				Handles::<T>::get(&hospital.handle) == Some(id),
				"1: the handle of a hospital does not lead to it"
			);
		}
		for (handle, id) in Handles::<T>::iter() {
			ensure!(
				Hospitals::<T>::get(id).is_some_and(|hospital| hospital.handle == handle),
				"1: a handle belongs to no hospital"
			);
		}
		Ok(())
	}

	fn check_operators() -> Result<(), TryRuntimeError> {
		for (id, hospital) in Hospitals::<T>::iter() {
			ensure!(
				Self::hospital_run_by(&hospital.operator) == Some(id),
				"2: the operator of a hospital does not run it"
			);
		}
		for (account, person) in People::<T>::iter().filter(|(_, person)| person.role == Role::Hospital) {
			ensure!(
				person
					.hospital
					.and_then(Hospitals::<T>::get)
					.is_some_and(|hospital| hospital.operator == account),
				"2: an operator runs no hospital"
			);
		}
		Ok(())
	}

	fn check_staff() -> Result<(), TryRuntimeError> {
		let mut counts: BTreeMap<HospitalId, u32> = BTreeMap::new();
		for (id, account, ()) in StaffOf::<T>::iter() {
			ensure!(
				People::<T>::get(&account)
					.is_some_and(|person| person.role == Role::Staff && person.hospital == Some(id)),
				"3: the staff list of a hospital names somebody else"
			);
			let count = counts.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for (account, person) in People::<T>::iter().filter(|(_, person)| person.role == Role::Staff) {
			ensure!(
				person
					.hospital
					.is_some_and(|id| StaffOf::<T>::contains_key(id, &account)),
				"3: a member of staff is on no list"
			);
		}
		for (id, hospital) in Hospitals::<T>::iter() {
			let count = counts.remove(&id).unwrap_or(0);
			ensure!(
				hospital.staff == count,
				"3: the number of a hospital's staff is wrong"
			);
			ensure!(
				count == 0
					|| !matches!(
						hospital.status,
						HospitalStatus::Withdrawn | HospitalStatus::Applied
					),
				"3: a hospital that is not in the consortium has staff"
			);
		}
		ensure!(counts.is_empty(), "3: a staff list belongs to no hospital");
		Ok(())
	}

	fn check_people() -> Result<(), TryRuntimeError> {
		for (account, person) in People::<T>::iter() {
			match person.role {
				Role::Hospital => {
					ensure!(person.deposit.is_none(), "4: an operator has a person's deposit");
				}
				Role::Staff | Role::Patient => ensure!(
					person.hospital.is_some_and(Hospitals::<T>::contains_key),
					"4: a person's hospital does not exist"
				),
				Role::Auditor | Role::Researcher => ensure!(
					person.hospital.is_none() && person.deposit.is_none(),
					"4: an auditor or researcher has a hospital or a deposit"
				),
			}
			ensure!(
				!Dismissed::<T>::contains_key(&account),
				"4: a dismissed account has a role"
			);
		}
		Ok(())
	}

	fn check_keys() -> Result<(), TryRuntimeError> {
		for (account, _, _) in Keys::<T>::iter() {
			ensure!(People::<T>::contains_key(&account), "5: a key belongs to nobody");
		}
		for (account, person) in People::<T>::iter() {
			ensure!(
				!matches!(person.role, Role::Hospital | Role::Patient)
					|| Keys::<T>::contains_key(&account, KeyPurpose::Wrap),
				"5: an operator or patient has no wrap key"
			);
		}
		Ok(())
	}

	fn check_money() -> Result<(), TryRuntimeError> {
		let mut hospitals: BTreeMap<T::AccountId, BalanceOf<T>> = BTreeMap::new();
		for (_, hospital) in Hospitals::<T>::iter() {
			let owed = hospitals.entry(hospital.operator).or_default();
			*owed = owed.saturating_add(hospital.deposit);
		}
		let mut people: BTreeMap<T::AccountId, BalanceOf<T>> = BTreeMap::new();
		let deposits = People::<T>::iter_values()
			.filter_map(|person| person.deposit)
			.chain(Dismissed::<T>::iter_values());
		for deposit in deposits {
			let owed = people.entry(deposit.payer).or_default();
			*owed = owed.saturating_add(deposit.amount);
		}
		for account in frame_system::Account::<T>::iter_keys() {
			for (reason, owed) in [
				(HoldReason::Hospital, &mut hospitals),
				(HoldReason::Person, &mut people),
			] {
				ensure!(
					T::Currency::balance_on_hold(&reason.into(), &account)
						== owed.remove(&account).unwrap_or_default(),
					"6: what is held is not what the entries say"
				);
			}
		}
		ensure!(
			hospitals.values().chain(people.values()).all(Zero::is_zero),
			"6: a deposit is held from nobody"
		);
		Ok(())
	}
}
