//! Who a new chain begins with. A specification that contradicts itself ends the start of the node.

use crate::{
	Config, GenesisConfig, GenesisPerson, Handles, Hospital, Hospitals, Keys, NextHospital, Pallet, People,
	Person, StaffOf,
};
use alloc::vec::Vec;
use salus_primitives::hospital::{is_valid_handle, HospitalStatus, KeyPurpose, Role};
use sp_runtime::{traits::Zero, BoundedVec};

/// Exactly `N` bytes.
fn fixed<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
	bytes.try_into().ok()
}

impl<T: Config> Pallet<T> {
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		for (id, hospital) in (0u32..).zip(&genesis.hospitals) {
			let handle = BoundedVec::try_from(Vec::from(hospital.handle.as_bytes())).unwrap_or_default();
			let endpoint = BoundedVec::try_from(Vec::from(hospital.endpoint.as_bytes())).unwrap_or_default();
			let pk1 = fixed::<48>(&hospital.issuer_pk1);
			let pk2 = fixed::<96>(&hospital.issuer_pk2);
			assert!(
				is_valid_handle(&handle),
				"the handle of a hospital of genesis is malformed"
			);
			assert!(
				!Handles::<T>::contains_key(&handle),
				"two hospitals of genesis have one handle"
			);
			assert!(
				Self::is_valid_endpoint(&endpoint),
				"the endpoint of a hospital of genesis is malformed"
			);
			assert!(
				pk1.is_some() && pk2.is_some(),
				"the issuer key of a hospital of genesis has the wrong length"
			);
			Self::insert_at_genesis(&hospital.operator, Role::Hospital, Some(id));
			Keys::<T>::insert(&hospital.operator, KeyPurpose::Wrap, hospital.wrap_key.0);
			Handles::<T>::insert(&handle, id);
			Hospitals::<T>::insert(
				id,
				Hospital {
					handle,
					operator: hospital.operator.clone(),
					endpoint,
					status: HospitalStatus::Accredited,
					issuer_pk1: pk1.unwrap_or([0; 48]),
					issuer_pk2: pk2.unwrap_or([0; 96]),
					since: Zero::zero(),
					staff: 0,
					deposit: Zero::zero(),
				},
			);
			NextHospital::<T>::put(id.saturating_add(1));
			Self::tell_accredited(id);
		}
		for GenesisPerson {
			account,
			hospital: id,
			wrap_key,
		} in &genesis.staff
		{
			Self::insert_at_genesis(account, Role::Staff, Some(*id));
			Keys::<T>::insert(account, KeyPurpose::Wrap, wrap_key.0);
			StaffOf::<T>::insert(id, account, ());
			Hospitals::<T>::mutate(id, |hospital| {
				if let Some(hospital) = hospital {
					hospital.staff = hospital.staff.saturating_add(1);
				}
			});
		}
		for GenesisPerson {
			account,
			hospital: id,
			wrap_key,
		} in &genesis.patients
		{
			Self::insert_at_genesis(account, Role::Patient, Some(*id));
			Self::make_patient(account, wrap_key.0);
		}
		for auditor in &genesis.auditors {
			Self::insert_at_genesis(auditor, Role::Auditor, None);
		}
		for researcher in &genesis.researchers {
			Self::insert_at_genesis(researcher, Role::Researcher, None);
		}
	}

	fn insert_at_genesis(account: &T::AccountId, role: Role, hospital: Option<u32>) {
		assert!(
			!People::<T>::contains_key(account),
			"an account of genesis has two roles"
		);
		assert!(
			role == Role::Hospital || hospital.is_none_or(Hospitals::<T>::contains_key),
			"a person of genesis belongs to no hospital of genesis"
		);
		People::<T>::insert(
			account,
			Person {
				role,
				hospital,
				deposit: None,
			},
		);
	}
}
