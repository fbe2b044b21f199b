//! Tags of records, and the log of their changes by which nodes keep their views of the index.

use crate::{
	Config, Error, Event, HoldReason, IndexEntries, IndexEntry, IndexLog, IndexLogLength, IndexScopes,
	Pallet, Records,
};
use frame_support::ensure;
use salus_crypto::index::{check_tags, TagsError};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexEpoch, IndexKeyId, Tags},
	record::{RecordId, RecordStatus, Scope},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_index_record(
		operator: T::AccountId,
		id: RecordId,
		epoch: IndexEpoch,
		tags: Tags,
	) -> DispatchResult {
		let hospital = Self::accredited_operator(&operator)?;
		let record = Self::in_custody(hospital, id)?;
		ensure!(record.status == RecordStatus::Live, Error::<T>::RecordRetired);
		Self::ensure_tags(&tags)?;
		Self::ensure_open(hospital, record.scope, epoch)?;

		let amount = Self::tag_deposit(tags.len());
		let deposit = match IndexEntries::<T>::get(id) {
			Some(entry) if entry.deposit.owner == operator => {
				let mut deposit = entry.deposit;
				Self::resize(HoldReason::TagDeposit, &mut deposit, amount)?;
				deposit
			}
			former => {
				let deposit = Self::hold(HoldReason::TagDeposit, operator, amount)?;
				if let Some(entry) = former {
					Self::release(HoldReason::TagDeposit, &entry.deposit);
				}
				deposit
			}
		};
		let key = IndexKeyId {
			indexer: hospital,
			scope: record.scope,
			epoch,
		};
		let entry = IndexEntry {
			key,
			tags,
			position: Self::log_index_change(id)?,
			indexed_at: Self::now(),
			deposit,
		};
		IndexEntries::<T>::insert(id, entry);
		Self::deposit_event(Event::RecordIndexed { record: id, key });
		Ok(())
	}

	fn ensure_tags(tags: &Tags) -> DispatchResult {
		check_tags(tags).map_err(|error| match error {
			TagsError::Bucket { .. } => Error::<T>::NotBucketSize,
			TagsError::Repeated { .. } => Error::<T>::TagRepeated,
			TagsError::Unsorted { .. } => Error::<T>::TagsUnsorted,
		})?;
		Ok(())
	}

	/// `epoch` is the scope's current one, and takes records.
	fn ensure_open(hospital: HospitalId, scope: Scope, epoch: IndexEpoch) -> DispatchResult {
		let state = IndexScopes::<T>::get(hospital, scope)
			.filter(|state| state.epochs > 0)
			.ok_or(Error::<T>::IndexKeysNotSet)?;
		ensure!(epoch < state.epochs, Error::<T>::IndexEpochUnknown);
		ensure!(
			epoch.checked_add(1) == Some(state.epochs),
			Error::<T>::IndexEpochStale
		);
		ensure!(state.is_open(&Self::now()), Error::<T>::IndexEpochOver);
		Ok(())
	}

	pub(crate) fn do_unindex_record(operator: &T::AccountId, id: RecordId) -> DispatchResult {
		let hospital = Self::operated(operator)?;
		let record = Records::<T>::get(id).ok_or(Error::<T>::RecordNotFound)?;
		let entry = IndexEntries::<T>::get(id).ok_or(Error::<T>::NotIndexed)?;
		ensure!(
			hospital == record.custodian || hospital == entry.key.indexer,
			Error::<T>::NotIndexer
		);
		Self::drop_tags(id)
	}

	/// Takes the tags of a record away, if it has some.
	pub(crate) fn drop_tags(id: RecordId) -> DispatchResult {
		if let Some(entry) = IndexEntries::<T>::take(id) {
			Self::release(HoldReason::TagDeposit, &entry.deposit);
			Self::log_index_change(id)?;
			Self::deposit_event(Event::RecordUnindexed { record: id });
		}
		Ok(())
	}

	/// The position of a change in the log.
	fn log_index_change(id: RecordId) -> Result<u64, DispatchError> {
		let position = IndexLogLength::<T>::get();
		let length = position.checked_add(1).ok_or(Error::<T>::IndexLogFull)?;
		IndexLog::<T>::insert(position, id);
		IndexLogLength::<T>::put(length);
		Ok(position)
	}
}
