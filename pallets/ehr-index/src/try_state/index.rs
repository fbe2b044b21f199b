//! What holds of the index, of interests and of emergencies.

use super::Broken;
use crate::{
	Authorisations, Config, Emergencies, IndexEntries, IndexKeys, IndexLog, IndexLogLength, IndexScopes,
	InterestSets, LatestEmergency, NextEmergency, Pallet, Records, UnreviewedEmergencies, WrappedIndexKeys,
};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use salus_crypto::index::check_tags;
use salus_primitives::{
	hospital::HospitalId,
	record::{RecordId, RecordStatus, Scope},
	traits::{EpochProvider, HospitalRegistry},
};

fn ascends<Item: PartialOrd>(items: &[Item]) -> bool {
	items
		.windows(2)
		.all(|pair| matches!(pair, [one, next] if one < next))
}

impl<T: Config> Pallet<T> {
	pub(super) fn check_entries() -> Result<(), Broken> {
		for (id, entry) in IndexEntries::<T>::iter() {
			let record = Records::<T>::get(id).ok_or(Broken::EntryMalformed)?;
			let key = entry.key;
			ensure!(
				record.status == RecordStatus::Live
					&& record.scope == key.scope
					&& IndexKeys::<T>::contains_key((key.indexer, key.scope), key.epoch)
					&& check_tags(&entry.tags).is_ok()
					&& entry.indexed_at <= Self::now(),
				Broken::EntryMalformed
			);
		}
		Ok(())
	}

	pub(super) fn check_log() -> Result<(), Broken> {
		let mut latest = BTreeMap::<RecordId, u64>::new();
		for position in 0..IndexLogLength::<T>::get() {
			let record = IndexLog::<T>::get(position).ok_or(Broken::LogIncomplete)?;
			latest.insert(record, position);
		}
		let stored = u64::try_from(IndexLog::<T>::iter_keys().count()).map_err(|_| Broken::LogIncomplete)?;
		ensure!(
			stored == IndexLogLength::<T>::get()
				&& IndexEntries::<T>::iter().all(|(id, entry)| latest.get(&id) == Some(&entry.position)),
			Broken::LogIncomplete
		);
		Ok(())
	}

	pub(super) fn check_scopes() -> Result<(), Broken> {
		let mut keys = BTreeMap::<(HospitalId, Scope), u32>::new();
		for (scope, epoch, _) in IndexKeys::<T>::iter() {
			let count = keys.entry(scope).or_default();
			*count = count.saturating_add(1);
			let known = IndexScopes::<T>::get(scope.0, scope.1);
			ensure!(
				known.is_some_and(|state| epoch < state.epochs),
				Broken::EpochsIncomplete
			);
		}
		let now = Self::now();
		for (hospital, scope, state) in IndexScopes::<T>::iter() {
			let with_keys = keys.get(&(hospital, scope)).copied().unwrap_or_default();
			ensure!(state.epochs == with_keys, Broken::EpochsIncomplete);
			let held = |(grantee, expires_at): &(HospitalId, _)| {
				Authorisations::<T>::get(hospital, (*grantee, scope))
					.is_some_and(|authorisation| authorisation.expires_at == *expires_at)
			};
			ensure!(
				(state.epochs > 0 || !state.grantees.is_empty())
					&& ascends(&state.grantees)
					&& state.grantees.iter().all(held),
				Broken::GranteesStale
			);
		}
		for (hospital, (grantee, scope), authorisation) in Authorisations::<T>::iter() {
			let listed = IndexScopes::<T>::get(hospital, scope)
				.is_some_and(|state| state.grantees.iter().any(|(other, _)| *other == grantee));
			ensure!(listed || !authorisation.is_live(&now), Broken::GranteesStale);
		}
		Ok(())
	}

	pub(super) fn check_wraps() -> Result<(), Broken> {
		for (grantee, (indexer, scope, epoch), _) in WrappedIndexKeys::<T>::iter() {
			let authorised =
				grantee == indexer || Authorisations::<T>::contains_key(indexer, (grantee, scope));
			ensure!(
				authorised && IndexKeys::<T>::contains_key((indexer, scope), epoch),
				Broken::WrapStale
			);
		}
		for ((indexer, scope), epoch, _) in IndexKeys::<T>::iter() {
			ensure!(
				WrappedIndexKeys::<T>::contains_key(indexer, (indexer, scope, epoch)),
				Broken::WrapMissing
			);
		}
		Ok(())
	}

	pub(super) fn check_interests() -> Result<(), Broken> {
		for set in InterestSets::<T>::iter_values() {
			ensure!(
				!set.digests.is_empty()
					&& ascends(&set.digests)
					&& set.epoch <= T::Epochs::epoch()
					&& set.set_at <= Self::now(),
				Broken::InterestsMalformed
			);
		}
		Ok(())
	}

	pub(super) fn check_emergencies() -> Result<(), Broken> {
		let mut unreviewed = BTreeMap::<T::AccountId, u32>::new();
		for (id, emergency) in Emergencies::<T>::iter() {
			let latest = LatestEmergency::<T>::get(&emergency.doctor, emergency.record);
			let over = emergency.expires_at <= Self::now() || Self::banned_until(&emergency.doctor).is_some();
			ensure!(
				id < NextEmergency::<T>::get()
					&& latest.map_or(over, |latest| id <= latest)
					&& emergency.declared_at <= Self::now()
					&& emergency.declared_at < emergency.expires_at
					&& Records::<T>::get(emergency.record)
						.is_some_and(|record| record.patient == emergency.patient),
				Broken::EmergencyMalformed
			);
			if emergency.verdict.is_none() {
				let count = unreviewed.entry(emergency.doctor).or_default();
				*count = count.saturating_add(1);
			}
		}
		for (doctor, record, id) in LatestEmergency::<T>::iter() {
			let listed = Emergencies::<T>::get(id);
			ensure!(
				listed.is_some_and(|emergency| emergency.doctor == doctor && emergency.record == record),
				Broken::EmergencyMalformed
			);
		}
		ensure!(
			UnreviewedEmergencies::<T>::iter().collect::<BTreeMap<_, _>>() == unreviewed,
			Broken::EmergenciesMiscounted
		);
		Ok(())
	}

	pub(super) fn check_index_owners() -> Result<(), Broken> {
		for ((hospital, _), _, key) in IndexKeys::<T>::iter() {
			let operator = T::Hospitals::operator(hospital);
			ensure!(
				operator.is_none_or(|operator| operator == key.deposit.owner),
				Broken::DepositMisowned
			);
		}
		for entry in IndexEntries::<T>::iter_values() {
			let operator = T::Hospitals::operator(entry.key.indexer);
			ensure!(
				operator.is_none_or(|operator| operator == entry.deposit.owner),
				Broken::DepositMisowned
			);
		}
		for (doctor, set) in InterestSets::<T>::iter() {
			ensure!(set.deposit.owner == doctor, Broken::DepositMisowned);
		}
		for emergency in Emergencies::<T>::iter_values() {
			ensure!(
				emergency.deposit.owner == emergency.doctor,
				Broken::DepositMisowned
			);
		}
		Ok(())
	}
}
