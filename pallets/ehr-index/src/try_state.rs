//! What holds between blocks. The numbers are those of the README.

mod index;

use crate::{
	Accesses, Authorisations, AuthorisationsTo, BalanceOf, Config, Consents, CustodyCount, DepositOf,
	Emergencies, HoldReason, IndexEntries, IndexKeys, InterestSets, Pallet, Records, RecordsOfCustodian,
	RecordsOfPatient, Trail, TrailIndex, TrailLength, TrailListLength, TrailLists,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, traits::fungible::InspectHold};
use salus_primitives::{
	hospital::HospitalId,
	record::record_payload,
	traits::{EpochProvider, HospitalRegistry},
};
use sp_runtime::{
	traits::{Saturating, Verify, Zero},
	TryRuntimeError,
};

/// The invariant that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
	RecordUnlisted,
	CustodyListStale,
	PatientListStale,
	CustodyMiscounted,
	RecordMalformed,
	SignatureInvalid,
	AuthorisationUnlisted,
	AuthorisationListStale,
	AuthorisationOfSelf,
	DeclarationOrphaned,
	TrailIncomplete,
	TrailListIncomplete,
	DepositMisowned,
	HoldsUnbalanced,
	EntryMalformed,
	LogIncomplete,
	EpochsIncomplete,
	GranteesStale,
	WrapStale,
	WrapMissing,
	InterestsMalformed,
	EmergencyMalformed,
	EmergenciesMiscounted,
}

impl Broken {
	/// The invariant's number and what is wrong.
	pub(crate) fn message(self) -> &'static str {
		match self {
			Self::RecordUnlisted => "ehr-index 1: a record is missing from a list",
			Self::CustodyListStale => "ehr-index 2: a custodian's list names a record that it does not keep",
			Self::PatientListStale => "ehr-index 3: a patient's list names a record of somebody else",
			Self::CustodyMiscounted => "ehr-index 4: a custodian's count differs from its list",
			Self::RecordMalformed => {
				"ehr-index 5: a record is offered to its custodian, or lacks blob or location"
			}
			Self::SignatureInvalid => "ehr-index 6: a record's signature is not its issuer's",
			Self::AuthorisationUnlisted => "ehr-index 7: an authorisation is missing from its holder's list",
			Self::AuthorisationListStale => {
				"ehr-index 8: a holder's list names an authorisation that is not there"
			}
			Self::AuthorisationOfSelf => "ehr-index 9: a hospital authorises itself",
			Self::DeclarationOrphaned => "ehr-index 10: a declared access has no record, or lies ahead",
			Self::TrailIncomplete => "ehr-index 11: the trail has a gap, or goes back in time",
			Self::TrailListIncomplete => {
				"ehr-index 12: a list of the trail lacks an entry or has a wrong one"
			}
			Self::DepositMisowned => "ehr-index 13: a deposit is not owned by whoever left it",
			Self::HoldsUnbalanced => "ehr-index 14: what is on hold differs from what the deposits say",
			Self::EntryMalformed => {
				"ehr-index 15: tags are out of order, of no bucket, of no index epoch, or of no record in use"
			}
			Self::LogIncomplete => "ehr-index 16: the index's log has a gap, or misses a change",
			Self::EpochsIncomplete => "ehr-index 17: a scope's index epochs are not those that have keys",
			Self::GranteesStale => "ehr-index 18: a scope's list of those authorised is not what they hold",
			Self::WrapStale => "ehr-index 19: a wrapped index key is of no epoch, or of nobody authorised",
			Self::WrapMissing => "ehr-index 20: a hospital lacks its own wrap of an index key",
			Self::InterestsMalformed => "ehr-index 21: interests are out of order, none, or ahead",
			Self::EmergencyMalformed => "ehr-index 22: an emergency is of no record, ahead, or unlisted",
			Self::EmergenciesMiscounted => {
				"ehr-index 23: a doctor's emergencies to review are not as many as counted"
			}
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_state().map_err(|broken| TryRuntimeError::Other(broken.message()))
	}

	/// The first invariant that does not hold.
	pub(crate) fn check_state() -> Result<(), Broken> {
		Self::check_records()?;
		Self::check_custody()?;
		Self::check_authorisations()?;
		Self::check_accesses()?;
		Self::check_trail()?;
		Self::check_trail_lists()?;
		Self::check_entries()?;
		Self::check_log()?;
		Self::check_scopes()?;
		Self::check_wraps()?;
		Self::check_interests()?;
		Self::check_emergencies()?;
		Self::check_owners()?;
		Self::check_holds()
	}

	fn check_records() -> Result<(), Broken> {
		for (id, record) in Records::<T>::iter() {
			ensure!(
				RecordsOfCustodian::<T>::contains_key(record.custodian, id)
					&& RecordsOfPatient::<T>::contains_key(&record.patient, id),
				Broken::RecordUnlisted
			);
			ensure!(
				record.offered_to != Some(record.custodian)
					&& record.blob_length > 0
					&& !record.location.is_empty(),
				Broken::RecordMalformed
			);
			if let Some(issuer) = T::Hospitals::operator(record.issuer) {
				let payload = record_payload(
					Self::genesis(),
					id,
					&record.patient,
					record.scope,
					record.commitment,
				);
				ensure!(
					record.signature.verify(payload.as_slice(), &issuer),
					Broken::SignatureInvalid
				);
			}
		}
		for (patient, id, ()) in RecordsOfPatient::<T>::iter() {
			ensure!(
				Records::<T>::get(id).is_some_and(|record| record.patient == patient),
				Broken::PatientListStale
			);
		}
		Ok(())
	}

	fn check_custody() -> Result<(), Broken> {
		let mut counts = BTreeMap::<HospitalId, u32>::new();
		for (hospital, id, ()) in RecordsOfCustodian::<T>::iter() {
			ensure!(
				Records::<T>::get(id).is_some_and(|record| record.custodian == hospital),
				Broken::CustodyListStale
			);
			let count = counts.entry(hospital).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(
			CustodyCount::<T>::iter().collect::<BTreeMap<_, _>>() == counts,
			Broken::CustodyMiscounted
		);
		Ok(())
	}

	fn check_authorisations() -> Result<(), Broken> {
		for (custodian, (grantee, scope), _) in Authorisations::<T>::iter() {
			ensure!(custodian != grantee, Broken::AuthorisationOfSelf);
			ensure!(
				AuthorisationsTo::<T>::contains_key(grantee, (custodian, scope)),
				Broken::AuthorisationUnlisted
			);
		}
		for (grantee, (custodian, scope), ()) in AuthorisationsTo::<T>::iter() {
			ensure!(
				Authorisations::<T>::contains_key(custodian, (grantee, scope)),
				Broken::AuthorisationListStale
			);
		}
		Ok(())
	}

	fn check_accesses() -> Result<(), Broken> {
		for (_, id, declared) in Accesses::<T>::iter() {
			ensure!(
				Records::<T>::contains_key(id)
					&& declared.epoch <= T::Epochs::epoch()
					&& declared.at <= Self::now(),
				Broken::DeclarationOrphaned
			);
		}
		Ok(())
	}

	fn check_trail() -> Result<(), Broken> {
		let mut before = Zero::zero();
		for position in 0..TrailLength::<T>::get() {
			let entry = Trail::<T>::get(position).ok_or(Broken::TrailIncomplete)?;
			ensure!(
				before <= entry.at && entry.at <= Self::now(),
				Broken::TrailIncomplete
			);
			before = entry.at;
		}
		let stored = u64::try_from(Trail::<T>::iter_keys().count()).map_err(|_| Broken::TrailIncomplete)?;
		ensure!(stored == TrailLength::<T>::get(), Broken::TrailIncomplete);
		Ok(())
	}

	fn check_trail_lists() -> Result<(), Broken> {
		let mut expected = BTreeMap::<Vec<u8>, Vec<u64>>::new();
		for position in 0..TrailLength::<T>::get() {
			let entry = Trail::<T>::get(position).ok_or(Broken::TrailIncomplete)?;
			let lists = [
				entry.record.map(TrailIndex::Record),
				entry.patient.map(TrailIndex::Patient),
			];
			for list in lists.into_iter().flatten() {
				expected
					.entry(TrailListLength::<T>::hashed_key_for(&list))
					.or_default()
					.push(position);
			}
		}
		let mut entries = 0usize;
		for (list, length) in TrailListLength::<T>::iter() {
			let stored: Option<Vec<u64>> = (0..length).map(|n| TrailLists::<T>::get(&list, n)).collect();
			let wanted = expected.remove(&TrailListLength::<T>::hashed_key_for(&list));
			ensure!(stored.is_some() && stored == wanted, Broken::TrailListIncomplete);
			entries = entries.saturating_add(stored.map_or(0, |positions| positions.len()));
		}
		ensure!(
			expected.is_empty() && TrailLists::<T>::iter_keys().count() == entries,
			Broken::TrailListIncomplete
		);
		Ok(())
	}

	fn check_owners() -> Result<(), Broken> {
		for record in Records::<T>::iter_values() {
			let operator = T::Hospitals::operator(record.custodian);
			ensure!(
				operator.is_none_or(|operator| operator == record.deposit.owner),
				Broken::DepositMisowned
			);
		}
		for (patient, _, consent) in Consents::<T>::iter() {
			ensure!(consent.deposit.owner == patient, Broken::DepositMisowned);
		}
		for (custodian, _, authorisation) in Authorisations::<T>::iter() {
			let operator = T::Hospitals::operator(custodian);
			ensure!(
				operator.is_none_or(|operator| operator == authorisation.deposit.owner),
				Broken::DepositMisowned
			);
		}
		for (doctor, _, declared) in Accesses::<T>::iter() {
			ensure!(declared.deposit.owner == doctor, Broken::DepositMisowned);
		}
		Self::check_index_owners()
	}

	fn check_holds() -> Result<(), Broken> {
		Self::check_reason(
			HoldReason::RecordDeposit,
			Records::<T>::iter_values().map(|r| r.deposit),
		)?;
		Self::check_reason(
			HoldReason::ConsentDeposit,
			Consents::<T>::iter_values().map(|c| c.deposit),
		)?;
		Self::check_reason(
			HoldReason::AuthorisationDeposit,
			Authorisations::<T>::iter_values().map(|a| a.deposit),
		)?;
		Self::check_reason(
			HoldReason::AccessDeposit,
			Accesses::<T>::iter_values().map(|d| d.deposit),
		)?;
		Self::check_reason(
			HoldReason::IndexKeyDeposit,
			IndexKeys::<T>::iter_values().map(|k| k.deposit),
		)?;
		Self::check_reason(
			HoldReason::TagDeposit,
			IndexEntries::<T>::iter_values().map(|e| e.deposit),
		)?;
		Self::check_reason(
			HoldReason::InterestsDeposit,
			InterestSets::<T>::iter_values().map(|i| i.deposit),
		)?;
		Self::check_reason(
			HoldReason::EmergencyDeposit,
			Emergencies::<T>::iter_values().map(|e| e.deposit),
		)
	}

	fn check_reason(reason: HoldReason, deposits: impl Iterator<Item = DepositOf<T>>) -> Result<(), Broken> {
		let mut owed = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for deposit in deposits {
			let sum = owed.entry(deposit.owner).or_default();
			*sum = sum.saturating_add(deposit.amount);
		}
		for (owner, sum) in owed {
			ensure!(
				T::Currency::balance_on_hold(&reason.into(), &owner) == sum,
				Broken::HoldsUnbalanced
			);
		}
		Ok(())
	}
}
