//! The trail: an append-only list of what happened to records, with a list for each record and for each patient.

use crate::{Config, Error, Pallet, Trail, TrailIndex, TrailLength, TrailListLength, TrailLists};
use salus_primitives::record::{RecordId, TrailEntry, TrailEvent};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Appends an entry.
	pub(crate) fn note(
		record: Option<RecordId>,
		patient: Option<T::AccountId>,
		event: TrailEvent<T::AccountId>,
	) -> DispatchResult {
		let position = TrailLength::<T>::get();
		let length = position.checked_add(1).ok_or(Error::<T>::TrailFull)?;
		let lists = [
			record.map(TrailIndex::Record),
			patient.clone().map(TrailIndex::Patient),
		];
		for list in lists.into_iter().flatten() {
			let end = TrailListLength::<T>::get(&list);
			TrailLists::<T>::insert(&list, end, position);
			TrailListLength::<T>::insert(&list, end.checked_add(1).ok_or(Error::<T>::TrailFull)?);
		}
		let entry = TrailEntry {
			at: Self::now(),
			record,
			patient,
			event,
		};
		Trail::<T>::insert(position, entry);
		TrailLength::<T>::put(length);
		Ok(())
	}
}
