use crate::{
	hospital::{HospitalId, HospitalInfo, PersonInfo},
	page::{PageRequest, PageResult},
};
use alloc::vec::Vec;
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Hospitals and their people.
	pub trait HospitalRegistryApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// All hospitals by number.
		fn hospitals(page: PageRequest) -> PageResult<HospitalInfo<AccountId, BlockNumber>>;
		/// One hospital by number.
		fn hospital(id: HospitalId) -> Option<HospitalInfo<AccountId, BlockNumber>>;
		/// One hospital by handle.
		fn hospital_by_handle(handle: Vec<u8>) -> Option<HospitalInfo<AccountId, BlockNumber>>;
		/// What an account is to the consortium.
		fn person(account: AccountId) -> Option<PersonInfo<AccountId>>;
		/// Staff of a hospital.
		fn staff(hospital: HospitalId, page: PageRequest) -> PageResult<AccountId>;
	}
}
