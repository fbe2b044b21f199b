use crate::{
	hospital::HospitalId,
	index::{
		EmergencyId, EmergencyInfo, IndexChanges, IndexEntryInfo, IndexKeyInfo, InterestsInfo, ScopeInfo,
		WrappedIndexKeyInfo,
	},
	page::{PageRequest, PageResult},
	record::{RecordId, Scope},
};
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;

/// Which emergencies to list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum EmergencyFilter<AccountId> {
	/// All.
	#[codec(index = 0)]
	All,
	/// Those that the council has not reviewed.
	#[codec(index = 1)]
	Unreviewed,
	/// Those of a doctor.
	#[codec(index = 2)]
	Doctor(AccountId),
}

sp_api::decl_runtime_apis! {
	/// The encrypted index, interests and emergencies.
	pub trait IndexApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// The index's log from a position on: at most `limit` positions, and [`crate::index::MAX_INDEX_CHANGES`].
		fn index_changes(from: u64, limit: u32) -> IndexChanges<BlockNumber>;
		/// The tags of a record.
		fn index_entry(record: RecordId) -> Option<IndexEntryInfo<BlockNumber>>;
		/// Scopes of a hospital.
		fn index_scopes(hospital: HospitalId, page: PageRequest) -> PageResult<ScopeInfo>;
		/// The public index keys of a scope, ascending by epoch.
		fn index_keys(hospital: HospitalId, scope: Scope) -> Vec<IndexKeyInfo<BlockNumber>>;
		/// The index keys that a hospital got, its own among them.
		fn wrapped_index_keys(grantee: HospitalId, page: PageRequest) -> PageResult<WrappedIndexKeyInfo>;
		/// The interests of a doctor.
		fn interests(doctor: AccountId) -> Option<InterestsInfo<BlockNumber>>;
		/// Emergencies. A page may be short or empty with a cursor where few of those looked at fit.
		fn emergencies(
			filter: EmergencyFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<EmergencyInfo<AccountId, BlockNumber>>;
		/// One emergency.
		fn emergency(id: EmergencyId) -> Option<EmergencyInfo<AccountId, BlockNumber>>;
		/// The first block at which the doctor may declare emergencies again, if it lies ahead.
		fn emergency_ban(doctor: AccountId) -> Option<BlockNumber>;
	}
}
