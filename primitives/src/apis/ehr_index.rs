use crate::{
	hospital::HospitalId,
	page::{PageRequest, PageResult},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, TrailEntry},
};
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;

/// Which records to list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum RecordFilter<AccountId> {
	/// All.
	#[codec(index = 0)]
	All,
	/// Those in a hospital's custody.
	#[codec(index = 1)]
	Custodian(HospitalId),
	/// Those of a patient.
	#[codec(index = 2)]
	Patient(AccountId),
}

/// Which authorisations to list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum AuthorisationFilter {
	/// Those a hospital gave.
	#[codec(index = 0)]
	By(HospitalId),
	/// Those a hospital holds.
	#[codec(index = 1)]
	To(HospitalId),
}

/// Which part of the trail to list: all conditions given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct TrailFilter<AccountId, BlockNumber> {
	/// Entries of one record.
	pub record: Option<RecordId>,
	/// Entries that concern one patient.
	pub patient: Option<AccountId>,
	/// First block.
	pub from: BlockNumber,
	/// Last block.
	pub to: BlockNumber,
}

sp_api::decl_runtime_apis! {
	/// Records, consents, authorisations and the trail.
	pub trait EhrIndexApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// Records, by identifier.
		fn records(filter: RecordFilter<AccountId>, page: PageRequest) -> PageResult<RecordInfo<AccountId, BlockNumber>>;
		/// One record.
		fn record(id: RecordId) -> Option<RecordInfo<AccountId, BlockNumber>>;
		/// Consents of a patient.
		fn consents(patient: AccountId, page: PageRequest) -> PageResult<ConsentInfo<AccountId, BlockNumber>>;
		/// Authorisations.
		fn authorisations(filter: AuthorisationFilter, page: PageRequest) -> PageResult<AuthorisationInfo<BlockNumber>>;
		/// The trail, oldest first. A page may be short or empty with a cursor where few of the entries scanned fit.
		fn access_trail(
			filter: TrailFilter<AccountId, BlockNumber>,
			page: PageRequest,
		) -> PageResult<TrailEntry<AccountId, BlockNumber>>;
		/// Whether the doctor may open the record by the chain's rules at this block (attributes apart: the key enforces them).
		fn may_open(doctor: AccountId, record: RecordId) -> Result<(), AccessRefusal>;
		/// The block at which the doctor's `record_access` of the current epoch was included.
		fn declared_access(doctor: AccountId, record: RecordId) -> Option<BlockNumber>;
	}
}
