//! What the runtime API of the index reads: the log, scopes and keys, interests, emergencies.

use crate::{
	api::{cursor, fill, MAX_SCAN},
	Authorisations, Config, Emergencies, EmergencyOf, IndexEntries, IndexEntryOf, IndexKeys, IndexLog,
	IndexLogLength, IndexScopes, InterestSets, NextEmergency, Pallet, WrappedIndexKeys,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	apis::EmergencyFilter,
	hospital::HospitalId,
	index::{
		EmergencyId, EmergencyInfo, IndexChange, IndexChanges, IndexEntryInfo, IndexEpoch, IndexKeyId,
		IndexKeyInfo, InterestsInfo, ScopeInfo, WrappedIndexKeyInfo, MAX_INDEX_CHANGES,
	},
	page::{Page, PageError, PageRequest, PageResult},
	record::{RecordId, Scope},
	traits::HospitalRegistry,
};

type EntryInfoOf<T> = IndexEntryInfo<BlockNumberFor<T>>;
type EmergencyInfoOf<T> = EmergencyInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// The index's log from a position on.
	pub fn api_index_changes(from: u64, limit: u32) -> IndexChanges<BlockNumberFor<T>> {
		let length = IndexLogLength::<T>::get();
		let limit = limit.clamp(1, MAX_INDEX_CHANGES);
		let from = from.min(length);
		let next = from.saturating_add(limit.into()).min(length);
		let changes = (from..next).filter_map(Self::index_change).collect();
		IndexChanges {
			changes,
			next,
			length,
		}
	}

	/// What a position of the log says; none if a later one of the record made it void.
	fn index_change(position: u64) -> Option<IndexChange<BlockNumberFor<T>>> {
		let record = IndexLog::<T>::get(position)?;
		match IndexEntries::<T>::get(record) {
			Some(entry) if entry.position == position => {
				Some(IndexChange::Indexed(Self::entry_info(record, entry)))
			}
			Some(_) => None,
			None => Some(IndexChange::Removed { record, position }),
		}
	}

	/// The tags of a record.
	pub fn api_index_entry(record: RecordId) -> Option<EntryInfoOf<T>> {
		IndexEntries::<T>::get(record).map(|entry| Self::entry_info(record, entry))
	}

	fn entry_info(record: RecordId, entry: IndexEntryOf<T>) -> EntryInfoOf<T> {
		IndexEntryInfo {
			record,
			key: entry.key,
			tags: entry.tags.into_inner(),
			position: entry.position,
			indexed_at: entry.indexed_at,
		}
	}

	/// Scopes of a hospital.
	pub fn api_index_scopes(indexer: HospitalId, page: PageRequest) -> PageResult<ScopeInfo> {
		let scopes = match cursor::<Scope>(&page)? {
			None => IndexScopes::<T>::iter_prefix(indexer),
			Some(scope) => {
				let from = IndexScopes::<T>::hashed_key_for(indexer, scope);
				IndexScopes::<T>::iter_prefix_from(indexer, from)
			}
		};
		let now = Self::now();
		Ok(fill(
			&page,
			scopes.map(|(scope, state)| {
				let live = state.grantees.iter().filter(|(_, expires_at)| now < *expires_at);
				let info = ScopeInfo {
					indexer,
					scope,
					epochs: state.epochs,
					open: state.is_open(&now),
					grantees: live.map(|(grantee, _)| *grantee).collect(),
				};
				(scope, info)
			}),
		))
	}

	/// The public index keys of a scope.
	pub fn api_index_keys(indexer: HospitalId, scope: Scope) -> Vec<IndexKeyInfo<BlockNumberFor<T>>> {
		let state = IndexScopes::<T>::get(indexer, scope).unwrap_or_default();
		let open = state.is_open(&Self::now());
		(0..state.epochs)
			.filter_map(|epoch| {
				let key = IndexKeys::<T>::get((indexer, scope), epoch)?;
				Some(IndexKeyInfo {
					key: IndexKeyId {
						indexer,
						scope,
						epoch,
					},
					point: key.point,
					opened_at: key.opened_at,
					open: open && epoch.checked_add(1) == Some(state.epochs),
				})
			})
			.collect()
	}

	/// The index keys that a hospital got.
	pub fn api_wrapped_index_keys(grantee: HospitalId, page: PageRequest) -> PageResult<WrappedIndexKeyInfo> {
		let keys = match cursor::<(HospitalId, Scope, IndexEpoch)>(&page)? {
			None => WrappedIndexKeys::<T>::iter_prefix(grantee),
			Some(key) => {
				let from = WrappedIndexKeys::<T>::hashed_key_for(grantee, key);
				WrappedIndexKeys::<T>::iter_prefix_from(grantee, from)
			}
		};
		Ok(fill(
			&page,
			keys.filter_map(|(key, wrapped)| {
				let (indexer, scope, epoch) = key;
				let info = WrappedIndexKeyInfo {
					key: IndexKeyId {
						indexer,
						scope,
						epoch,
					},
					point: IndexKeys::<T>::get((indexer, scope), epoch)?.point,
					wrapped,
					live: Self::may_match(grantee, indexer, scope),
				};
				Some((key, info))
			}),
		))
	}

	/// Whether `grantee` may search what `indexer` indexed in a scope: its own, or under a live authorisation; both in good
	/// standing.
	fn may_match(grantee: HospitalId, indexer: HospitalId, scope: Scope) -> bool {
		let authorised = grantee == indexer
			|| Authorisations::<T>::get(indexer, (grantee, scope))
				.is_some_and(|authorisation| authorisation.is_live(&Self::now()));
		authorised && T::Hospitals::is_accredited(grantee) && T::Hospitals::is_accredited(indexer)
	}

	/// The interests of a doctor.
	pub fn api_interests(doctor: T::AccountId) -> Option<InterestsInfo<BlockNumberFor<T>>> {
		InterestSets::<T>::get(&doctor).map(|set| InterestsInfo {
			digests: set.digests.into_inner(),
			epoch: set.epoch,
			set_at: set.set_at,
			live: Self::ensure_doctor(&doctor).is_ok(),
		})
	}

	/// Emergencies, by number.
	pub fn api_emergencies(
		filter: EmergencyFilter<T::AccountId>,
		page: PageRequest,
	) -> PageResult<EmergencyInfoOf<T>> {
		let end = NextEmergency::<T>::get();
		let mut id = cursor::<EmergencyId>(&page)?.unwrap_or(0);
		ensure!(page.cursor.is_none() || id < end, PageError::InvalidCursor);
		let mut items = Vec::new();
		let mut room = page.bounded_limit();
		let mut scans = MAX_SCAN;
		while id < end {
			if room == 0 || scans == 0 {
				return Ok(Page {
					items,
					next: Some(id.encode()),
				});
			}
			if let Some(emergency) = Emergencies::<T>::get(id).filter(|emergency| fits(emergency, &filter)) {
				items.push(Self::emergency_info(id, emergency));
				room = room.saturating_sub(1);
			}
			scans = scans.saturating_sub(1);
			id = id.saturating_add(1);
		}
		Ok(Page { items, next: None })
	}

	/// One emergency.
	pub fn api_emergency(id: EmergencyId) -> Option<EmergencyInfoOf<T>> {
		Emergencies::<T>::get(id).map(|emergency| Self::emergency_info(id, emergency))
	}

	/// The first block at which the doctor may declare emergencies again, if it lies ahead.
	pub fn api_emergency_ban(doctor: T::AccountId) -> Option<BlockNumberFor<T>> {
		Self::banned_until(&doctor)
	}

	fn emergency_info(id: EmergencyId, emergency: EmergencyOf<T>) -> EmergencyInfoOf<T> {
		let open = Self::in_standing(&emergency.doctor, emergency.record)
			.is_ok_and(|opener| opener.hospital == emergency.hospital);
		let live = open && Self::gives_access(&emergency);
		EmergencyInfo {
			id,
			record: emergency.record,
			patient: emergency.patient,
			doctor: emergency.doctor,
			hospital: emergency.hospital,
			reason: emergency.reason,
			declared_at: emergency.declared_at,
			expires_at: emergency.expires_at,
			verdict: emergency.verdict,
			live,
		}
	}
}

/// Whether an emergency is one of those wanted.
fn fits<AccountId: PartialEq, Balance, BlockNumber>(
	emergency: &crate::Emergency<AccountId, Balance, BlockNumber>,
	filter: &EmergencyFilter<AccountId>,
) -> bool {
	match filter {
		EmergencyFilter::All => true,
		EmergencyFilter::Unreviewed => emergency.verdict.is_none(),
		EmergencyFilter::Doctor(doctor) => emergency.doctor == *doctor,
	}
}
