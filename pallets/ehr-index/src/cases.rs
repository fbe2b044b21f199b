//! What cases ask of records.

use crate::{Config, InterestSets, Pallet, Records};
use salus_primitives::{
	hospital::HospitalId,
	record::{AccessRefusal, RecordId, RecordStatus, TrailEvent},
	traits::{CaseRecords, RecordFacts},
};
use sp_runtime::{traits::SaturatedConversion, DispatchResult};

impl<T: Config> CaseRecords<T::AccountId> for Pallet<T> {
	fn facts(id: RecordId) -> Option<RecordFacts<T::AccountId>> {
		Records::<T>::get(id).map(|record| RecordFacts {
			custodian: record.custodian,
			patient: record.patient,
			live: record.status == RecordStatus::Live,
		})
	}

	fn interests(doctor: &T::AccountId) -> u32 {
		InterestSets::<T>::get(doctor).map_or(0, |set| set.digests.len().saturated_into())
	}

	fn may_claim(doctor: &T::AccountId, id: RecordId) -> Result<HospitalId, AccessRefusal> {
		Self::may_find(doctor, id).map(|opener| opener.hospital)
	}

	fn note(id: RecordId, patient: &T::AccountId, event: TrailEvent<T::AccountId>) -> DispatchResult {
		Self::note(Some(id), Some(patient.clone()), event)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_record(id: RecordId, hospital: HospitalId, patient: &T::AccountId) {
		use crate::{Deposit, Record};
		use salus_primitives::{record::Location, Hash, Signature};
		let record = Record {
			custodian: hospital,
			issuer: hospital,
			offered_to: None,
			patient: patient.clone(),
			scope: [1; 16],
			commitment: Hash::repeat_byte(1),
			blob_digest: Hash::repeat_byte(2),
			blob_length: 1,
			location: Location::truncate_from(alloc::vec![1; 128]),
			era: 0,
			status: RecordStatus::Live,
			signature: Signature::Sr25519(Default::default()),
			registered_at: Self::now(),
			deposit: Deposit {
				owner: patient.clone(),
				amount: Default::default(),
			},
		};
		Records::<T>::insert(id, record);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_authorise(id: RecordId, grantee: HospitalId) {
		use crate::{Authorisations, Deposit, Permission};
		if let Some(record) = Records::<T>::get(id) {
			let permission = Permission {
				expires_at: sp_runtime::traits::Bounded::max_value(),
				deposit: Deposit {
					owner: record.patient,
					amount: Default::default(),
				},
			};
			Authorisations::<T>::insert(record.custodian, (grantee, record.scope), permission);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_interests(doctor: &T::AccountId) {
		use crate::{Deposit, InterestSet};
		use salus_primitives::index::{Interests, MAX_INTERESTS};
		let digests = (0..MAX_INTERESTS)
			.map(|index| [u8::try_from(index).unwrap_or(u8::MAX); 32])
			.collect();
		let set = InterestSet {
			digests: Interests::truncate_from(digests),
			epoch: 0,
			set_at: Self::now(),
			deposit: Deposit {
				owner: doctor.clone(),
				amount: Default::default(),
			},
		};
		InterestSets::<T>::insert(doctor, set);
	}
}
