//! What other pallets ask of this one.

use crate::{Config, Hospitals, Keys, Pallet, People};
use salus_primitives::{
	hospital::{Handle, HospitalId, HospitalStatus, KeyPurpose, Role},
	traits::{HospitalRegistry, IssuerRegistry, ResearcherRegistry},
};

impl<T: Config> HospitalRegistry<T::AccountId> for Pallet<T> {
	fn operated_by(account: &T::AccountId) -> Option<HospitalId> {
		Self::hospital_run_by(account)
	}

	fn operator(hospital: HospitalId) -> Option<T::AccountId> {
		Hospitals::<T>::get(hospital).map(|hospital| hospital.operator)
	}

	fn is_accredited(hospital: HospitalId) -> bool {
		Hospitals::<T>::get(hospital).is_some_and(|hospital| hospital.status == HospitalStatus::Accredited)
	}

	fn has_left(hospital: HospitalId) -> bool {
		Hospitals::<T>::get(hospital).is_none_or(|hospital| hospital.status == HospitalStatus::Withdrawn)
	}

	fn handle(hospital: HospitalId) -> Option<Handle> {
		Hospitals::<T>::get(hospital).map(|hospital| hospital.handle)
	}

	fn employer(account: &T::AccountId) -> Option<HospitalId> {
		People::<T>::get(account)
			.filter(|person| person.role == Role::Staff)
			.and_then(|person| person.hospital)
	}

	fn is_patient(account: &T::AccountId) -> bool {
		People::<T>::get(account).is_some_and(|person| person.role == Role::Patient)
	}

	fn key(account: &T::AccountId, purpose: KeyPurpose) -> Option<[u8; 32]> {
		Keys::<T>::get(account, purpose)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &T::AccountId, seed: u32) -> HospitalId {
		crate::benchmarking::stored_hospital::<T>(account, seed)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(account: &T::AccountId, hospital: HospitalId) {
		crate::benchmarking::stored_staff::<T>(account, hospital);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(account: &T::AccountId, hospital: HospitalId) {
		crate::benchmarking::stored_patient::<T>(account, hospital);
	}
}

impl<T: Config> IssuerRegistry<T::AccountId> for Pallet<T> {
	fn issuer_key(hospital: HospitalId) -> Option<([u8; 48], [u8; 96])> {
		Hospitals::<T>::get(hospital).map(|hospital| (hospital.issuer_pk1, hospital.issuer_pk2))
	}

	fn issues_under(hospital: HospitalId, pk1: &[u8; 48]) -> bool {
		Hospitals::<T>::get(hospital).is_some_and(|hospital| {
			hospital.status == HospitalStatus::Accredited && hospital.issuer_pk1 == *pk1
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_issuer(account: &T::AccountId, seed: u32, pk1: [u8; 48], pk2: [u8; 96]) -> HospitalId {
		let id = crate::benchmarking::stored_hospital::<T>(account, seed);
		Hospitals::<T>::mutate(id, |hospital| {
			if let Some(hospital) = hospital {
				(hospital.issuer_pk1, hospital.issuer_pk2) = (pk1, pk2);
			}
		});
		id
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_trade_key(account: &T::AccountId, key: [u8; 32]) {
		Keys::<T>::insert(account, salus_primitives::hospital::KeyPurpose::Trade, key);
	}
}

impl<T: Config> ResearcherRegistry<T::AccountId> for Pallet<T> {
	fn is_researcher(account: &T::AccountId) -> bool {
		People::<T>::get(account).is_some_and(|person| person.role == Role::Researcher)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_researcher(account: &T::AccountId) {
		crate::benchmarking::stored_researcher::<T>(account);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config> salus_primitives::traits::BenchmarkKeys<T::AccountId> for Pallet<T> {
	fn benchmark_key(account: &T::AccountId, purpose: KeyPurpose, key: [u8; 32]) {
		Keys::<T>::insert(account, purpose, key);
	}
}
