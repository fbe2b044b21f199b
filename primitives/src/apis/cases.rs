use crate::{
	cases::{ArbiterInfo, CaseId, CaseInfo, CaseParameters, CaseStatus, ClaimInfo, Faults, Standing},
	hospital::HospitalId,
	page::{PageRequest, PageResult},
	record::RecordId,
};
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use scale_info::TypeInfo;

/// Which cases to list: all conditions given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CaseFilter<AccountId> {
	/// Those of one record.
	pub record: Option<RecordId>,
	/// Those of a patient.
	pub patient: Option<AccountId>,
	/// Those that a doctor claimed or has.
	pub doctor: Option<AccountId>,
	/// Those of records that a hospital keeps now.
	pub custodian: Option<HospitalId>,
	/// Those that stand so.
	pub status: Option<CaseStatus>,
}

sp_api::decl_runtime_apis! {
	/// Cases, their claims, and what they have shown of people.
	pub trait CasesApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// Cases. A page may be short or empty with a cursor where few of the cases looked at fit.
		fn cases(
			filter: CaseFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<CaseInfo<AccountId, Balance, BlockNumber>>;
		/// One case.
		fn case(id: CaseId) -> Option<CaseInfo<AccountId, Balance, BlockNumber>>;
		/// The case of a record that is not settled.
		fn open_case(record: RecordId) -> Option<CaseId>;
		/// The claims of a case, in their order.
		fn case_claims(id: CaseId) -> Vec<ClaimInfo<AccountId, BlockNumber>>;
		/// The cases that this block changed, in order.
		fn case_changes() -> Vec<CaseId>;
		/// What cases have shown of a doctor, or of a patient.
		fn standing(account: AccountId) -> Standing<BlockNumber>;
		/// What cases have shown of a custodian.
		fn faults(hospital: HospitalId) -> Faults;
		/// Who decides disputes that begin now.
		fn arbiter() -> Option<ArbiterInfo<AccountId>>;
		/// Times and bounds of cases on this chain.
		fn case_parameters() -> CaseParameters<Balance, BlockNumber>;
	}
}
