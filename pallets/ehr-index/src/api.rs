//! What the runtime API reads. Every list is paged; a cursor is the encoded key of the last item given.

use crate::{
	AuthorisationKey, Authorisations, AuthorisationsTo, Config, ConsentKey, Consents, Pallet, PermissionOf,
	RecordOf, Records, RecordsOfCustodian, RecordsOfPatient, Trail, TrailIndex, TrailLength, TrailListLength,
	TrailLists,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	apis::{AuthorisationFilter, RecordFilter, TrailFilter},
	hospital::HospitalId,
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, TrailEntry},
};
use sp_runtime::traits::SaturatedConversion;

/// Most entries of the trail that one page looks at: with two conditions, few of them may fit.
pub(crate) const MAX_SCAN: u32 = 4 * MAX_PAGE;

type RecordInfoOf<T> = RecordInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
type ConsentInfoOf<T> = ConsentInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
type TrailEntryOf<T> = TrailEntry<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// Records, by identifier.
	pub fn api_records(filter: RecordFilter<T::AccountId>, page: PageRequest) -> PageResult<RecordInfoOf<T>> {
		let after = cursor::<RecordId>(&page)?;
		let ids = match (filter, after) {
			(RecordFilter::All, None) => Records::<T>::iter_keys(),
			(RecordFilter::All, Some(id)) => Records::<T>::iter_keys_from_key(id),
			(RecordFilter::Custodian(hospital), None) => RecordsOfCustodian::<T>::iter_key_prefix(hospital),
			(RecordFilter::Custodian(hospital), Some(id)) => {
				let from = RecordsOfCustodian::<T>::hashed_key_for(hospital, id);
				RecordsOfCustodian::<T>::iter_key_prefix_from(hospital, from)
			}
			(RecordFilter::Patient(patient), None) => RecordsOfPatient::<T>::iter_key_prefix(patient),
			(RecordFilter::Patient(patient), Some(id)) => {
				let from = RecordsOfPatient::<T>::hashed_key_for(&patient, id);
				RecordsOfPatient::<T>::iter_key_prefix_from(patient, from)
			}
		};
		Ok(fill(
			&page,
			ids.filter_map(|id| Self::api_record(id).map(|info| (id, info))),
		))
	}

	/// One record.
	pub fn api_record(id: RecordId) -> Option<RecordInfoOf<T>> {
		Records::<T>::get(id).map(|record| Self::record_info(id, record))
	}

	/// Consents of a patient.
	pub fn api_consents(patient: T::AccountId, page: PageRequest) -> PageResult<ConsentInfoOf<T>> {
		let consents = match cursor::<ConsentKey<T::AccountId>>(&page)? {
			None => Consents::<T>::iter_prefix(&patient),
			Some(key) => {
				let from = Consents::<T>::hashed_key_for(&patient, key);
				Consents::<T>::iter_prefix_from(&patient, from)
			}
		};
		let now = Self::now();
		Ok(fill(
			&page,
			consents.map(|(key, consent)| {
				let info = ConsentInfo {
					patient: patient.clone(),
					target: key.0,
					grantee: key.1.clone(),
					expires_at: consent.expires_at,
					live: consent.is_live(&now),
				};
				(key, info)
			}),
		))
	}

	/// Authorisations that a hospital gave, or holds.
	pub fn api_authorisations(
		filter: AuthorisationFilter,
		page: PageRequest,
	) -> PageResult<AuthorisationInfo<BlockNumberFor<T>>> {
		let after = cursor::<AuthorisationKey>(&page)?;
		Ok(match filter {
			AuthorisationFilter::By(custodian) => {
				let given = match after {
					None => Authorisations::<T>::iter_prefix(custodian),
					Some(key) => {
						let from = Authorisations::<T>::hashed_key_for(custodian, key);
						Authorisations::<T>::iter_prefix_from(custodian, from)
					}
				};
				fill(
					&page,
					given.map(|(key, stored)| (key, Self::authorisation_info(custodian, key, stored))),
				)
			}
			AuthorisationFilter::To(grantee) => {
				let held = match after {
					None => AuthorisationsTo::<T>::iter_key_prefix(grantee),
					Some(key) => {
						let from = AuthorisationsTo::<T>::hashed_key_for(grantee, key);
						AuthorisationsTo::<T>::iter_key_prefix_from(grantee, from)
					}
				};
				fill(
					&page,
					held.filter_map(|(custodian, scope)| {
						let stored = Authorisations::<T>::get(custodian, (grantee, scope))?;
						let info = Self::authorisation_info(custodian, (grantee, scope), stored);
						Some(((custodian, scope), info))
					}),
				)
			}
		})
	}

	/// The trail, oldest first.
	pub fn api_access_trail(
		filter: TrailFilter<T::AccountId, BlockNumberFor<T>>,
		page: PageRequest,
	) -> PageResult<TrailEntryOf<T>> {
		let list = TrailList::<T>::narrowest(&filter);
		let length = list.length();
		let mut position = match cursor::<u64>(&page)? {
			Some(position) => {
				ensure!(position < length, PageError::InvalidCursor);
				position
			}
			None => list.first_at(filter.from, length),
		};
		let mut items = Vec::new();
		let mut room = page.bounded_limit();
		let mut scans = MAX_SCAN;
		while position < length {
			if room == 0 || scans == 0 {
				return Ok(Page {
					items,
					next: Some(position.encode()),
				});
			}
			let Some(entry) = list.entry(position) else { break };
			if entry.at > filter.to {
				break;
			}
			if fits(&entry, &filter) {
				items.push(entry);
				room = room.saturating_sub(1);
			}
			scans = scans.saturating_sub(1);
			position = position.saturating_add(1);
		}
		Ok(Page { items, next: None })
	}

	/// Whether the doctor may open the record by the chain's rules at this block.
	pub fn api_may_open(doctor: T::AccountId, record: RecordId) -> Result<(), AccessRefusal> {
		Self::may_open(&doctor, record).map(|_| ())
	}

	/// The block that contains the doctor's declaration of the current epoch.
	pub fn api_declared_access(doctor: T::AccountId, record: RecordId) -> Option<BlockNumberFor<T>> {
		Self::declared_access(&doctor, record)
	}

	fn record_info(id: RecordId, record: RecordOf<T>) -> RecordInfoOf<T> {
		RecordInfo {
			id,
			custodian: record.custodian,
			issuer: record.issuer,
			patient: record.patient,
			scope: record.scope,
			commitment: record.commitment,
			blob_digest: record.blob_digest,
			blob_length: record.blob_length,
			location: record.location.into_inner(),
			era: record.era,
			status: record.status,
			offered_to: record.offered_to,
			signature: record.signature,
			registered_at: record.registered_at,
		}
	}

	fn authorisation_info(
		custodian: HospitalId,
		(grantee, scope): AuthorisationKey,
		stored: PermissionOf<T>,
	) -> AuthorisationInfo<BlockNumberFor<T>> {
		AuthorisationInfo {
			custodian,
			grantee,
			scope,
			expires_at: stored.expires_at,
			live: stored.is_live(&Self::now()),
		}
	}
}

/// The key after which a page starts.
pub(crate) fn cursor<K: DecodeAll>(page: &PageRequest) -> Result<Option<K>, PageError> {
	page.cursor
		.as_ref()
		.map(|bytes| K::decode_all(&mut bytes.as_slice()))
		.transpose()
		.map_err(|_| PageError::InvalidCursor)
}

/// Takes a page of `items`, which come with their keys.
pub(crate) fn fill<K: Encode, Item>(
	page: &PageRequest,
	mut items: impl Iterator<Item = (K, Item)>,
) -> Page<Item> {
	let mut last = None;
	let taken = items
		.by_ref()
		.take(page.bounded_limit().saturated_into())
		.map(|(key, item)| {
			last = Some(key);
			item
		})
		.collect();
	let next = items.next().and(last).map(|key| key.encode());
	Page { items: taken, next }
}

/// Whether an entry meets every condition but that of the last block.
fn fits<AccountId: PartialEq, BlockNumber: PartialOrd>(
	entry: &TrailEntry<AccountId, BlockNumber>,
	filter: &TrailFilter<AccountId, BlockNumber>,
) -> bool {
	let record = filter.record.is_none() || entry.record == filter.record;
	let patient = filter.patient.is_none() || entry.patient == filter.patient;
	record && patient && entry.at >= filter.from
}

/// The list of the trail that a filter reads.
enum TrailList<T: Config> {
	Whole,
	Part(TrailIndex<T::AccountId>),
}

impl<T: Config> TrailList<T> {
	fn narrowest(filter: &TrailFilter<T::AccountId, BlockNumberFor<T>>) -> Self {
		match (&filter.record, &filter.patient) {
			(Some(record), _) => Self::Part(TrailIndex::Record(*record)),
			(None, Some(patient)) => Self::Part(TrailIndex::Patient(patient.clone())),
			(None, None) => Self::Whole,
		}
	}

	fn length(&self) -> u64 {
		match self {
			Self::Whole => TrailLength::<T>::get(),
			Self::Part(index) => TrailListLength::<T>::get(index),
		}
	}

	fn entry(&self, position: u64) -> Option<TrailEntryOf<T>> {
		match self {
			Self::Whole => Trail::<T>::get(position),
			Self::Part(index) => TrailLists::<T>::get(index, position).and_then(Trail::<T>::get),
		}
	}

	/// Position of the first entry at or after block `from`, by bisection: entries are in the order of their blocks.
	fn first_at(&self, from: BlockNumberFor<T>, length: u64) -> u64 {
		let (mut low, mut high) = (0u64, length);
		while low < high {
			let middle = low.midpoint(high);
			match self.entry(middle) {
				Some(entry) if entry.at < from => low = middle.saturating_add(1),
				_ => high = middle,
			}
		}
		low
	}
}
