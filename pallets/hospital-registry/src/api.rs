//! The reads behind the runtime API.

use crate::{Config, Handles, HospitalOf, Hospitals, Keys, NextHospital, Pallet, People, StaffOf};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo, KeyPurpose, PersonInfo},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	traits::{Custody, RevocationRegistry},
};

impl<T: Config> Pallet<T> {
	fn hospital_info(
		id: HospitalId,
		hospital: HospitalOf<T>,
	) -> HospitalInfo<T::AccountId, BlockNumberFor<T>> {
		HospitalInfo {
			id,
			handle: hospital.handle.into_inner(),
			wrap_key: Keys::<T>::get(&hospital.operator, KeyPurpose::Wrap).unwrap_or_default(),
			operator: hospital.operator,
			endpoint: hospital.endpoint.into_inner(),
			status: hospital.status,
			issuer_pk1: hospital.issuer_pk1,
			issuer_pk2: hospital.issuer_pk2,
			since: hospital.since,
			staff: hospital.staff,
			records: T::Custody::records_of(id),
		}
	}

	/// All hospitals, by number. A page can be short, with a cursor, where applications were removed.
	pub fn api_hospitals(page: PageRequest) -> PageResult<HospitalInfo<T::AccountId, BlockNumberFor<T>>> {
		let end = NextHospital::<T>::get();
		let start = match &page.cursor {
			Some(cursor) => HospitalId::decode_all(&mut &cursor[..]).map_err(|_| PageError::InvalidCursor)?,
			None => 0,
		};
		let limit = usize::try_from(page.bounded_limit()).unwrap_or(usize::MAX);
		let mut items = Vec::new();
		let mut id = start;
		let scan_end = start.saturating_add(MAX_PAGE).min(end);
		while id < scan_end && items.len() < limit {
			if let Some(hospital) = Hospitals::<T>::get(id) {
				items.push(Self::hospital_info(id, hospital));
			}
			id = id.saturating_add(1);
		}
		Ok(Page {
			items,
			next: (id < end).then(|| id.encode()),
		})
	}

	/// One hospital by number.
	pub fn api_hospital(id: HospitalId) -> Option<HospitalInfo<T::AccountId, BlockNumberFor<T>>> {
		Hospitals::<T>::get(id).map(|hospital| Self::hospital_info(id, hospital))
	}

	/// One hospital by handle.
	pub fn api_hospital_by_handle(handle: Vec<u8>) -> Option<HospitalInfo<T::AccountId, BlockNumberFor<T>>> {
		let id = Handles::<T>::get(salus_primitives::hospital::Handle::try_from(handle).ok()?)?;
		Self::api_hospital(id)
	}

	/// What an account is to the consortium.
	pub fn api_person(account: T::AccountId) -> Option<PersonInfo<T::AccountId>> {
		let person = People::<T>::get(&account)?;
		let keys = KeyPurpose::ALL
			.into_iter()
			.filter_map(|purpose| Keys::<T>::get(&account, purpose).map(|key| (purpose, key)))
			.collect();
		Some(PersonInfo {
			revoked: T::Revocation::is_revoked(&account),
			account,
			role: person.role,
			hospital: person.hospital,
			keys,
		})
	}

	/// Staff of a hospital, in the order of storage.
	pub fn api_staff(hospital: HospitalId, page: PageRequest) -> PageResult<T::AccountId> {
		let limit = usize::try_from(page.bounded_limit()).unwrap_or(usize::MAX);
		let mut accounts = match &page.cursor {
			Some(cursor) => {
				let last =
					T::AccountId::decode_all(&mut &cursor[..]).map_err(|_| PageError::InvalidCursor)?;
				StaffOf::<T>::iter_key_prefix_from(hospital, StaffOf::<T>::hashed_key_for(hospital, last))
			}
			None => StaffOf::<T>::iter_key_prefix(hospital),
		};
		let items: Vec<T::AccountId> = accounts.by_ref().take(limit).collect();
		let next = accounts.next().and(items.last()).map(Encode::encode);
		Ok(Page { items, next })
	}
}
