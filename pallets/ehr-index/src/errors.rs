//! Why the pallet refuses a call: one cause each.

use frame_support::pallet_macros::pallet_section;

/// The errors, a part of the pallet.
#[pallet_section]
mod error_section {
	/// Why a call is refused: one cause each.
	#[pallet::error]
	pub enum Error<T> {
		/// No such record.
		#[codec(index = 0)]
		RecordNotFound,
		/// The identifier is taken, or was.
		#[codec(index = 1)]
		RecordExists,
		/// The record is retired.
		#[codec(index = 2)]
		RecordRetired,
		/// The caller runs no hospital.
		#[codec(index = 3)]
		NotOperator,
		/// The caller's hospital, or the doctor's, is not accredited.
		#[codec(index = 4)]
		HospitalNotAccredited,
		/// No such hospital.
		#[codec(index = 5)]
		HospitalNotFound,
		/// The hospital that is to receive or to be authorised is not accredited.
		#[codec(index = 6)]
		CounterpartNotAccredited,
		/// The caller's hospital is not the record's custodian.
		#[codec(index = 7)]
		NotCustodian,
		/// The account is no registered patient.
		#[codec(index = 8)]
		NotPatient,
		/// The patient's account is revoked.
		#[codec(index = 9)]
		PatientRevoked,
		/// The issuer did not sign this.
		#[codec(index = 10)]
		InvalidSignature,
		/// The blob has no bytes.
		#[codec(index = 11)]
		BlobEmpty,
		/// The location has no bytes.
		#[codec(index = 12)]
		LocationEmpty,
		/// The location is the one stored.
		#[codec(index = 13)]
		LocationUnchanged,
		/// The era is over for good, or yet to come.
		#[codec(index = 14)]
		EraNotServed,
		/// Custody is offered already.
		#[codec(index = 15)]
		TransferPending,
		/// Custody is not offered.
		#[codec(index = 16)]
		NoTransferPending,
		/// The receiver has custody already.
		#[codec(index = 17)]
		AlreadyCustodian,
		/// Custody is offered to another hospital.
		#[codec(index = 18)]
		NotReceiver,
		/// The record is another patient's.
		#[codec(index = 19)]
		NotOwnRecord,
		/// The doctor is staff of no hospital.
		#[codec(index = 20)]
		NotEnrolled,
		/// The doctor is revoked.
		#[codec(index = 21)]
		Revoked,
		/// The expiry must be a block after this one.
		#[codec(index = 22)]
		ExpiryNotInFuture,
		/// The expiry is the one stored.
		#[codec(index = 23)]
		ExpiryUnchanged,
		/// It has not expired.
		#[codec(index = 24)]
		NotExpired,
		/// No such consent.
		#[codec(index = 25)]
		ConsentNotFound,
		/// No such authorisation.
		#[codec(index = 26)]
		AuthorisationNotFound,
		/// A hospital needs no authorisation of its own.
		#[codec(index = 27)]
		SelfAuthorisation,
		/// The custodian is not accredited.
		#[codec(index = 28)]
		CustodianNotAccredited,
		/// The custodian never authorised the doctor's hospital for the scope, or withdrew it.
		#[codec(index = 29)]
		NotAuthorised,
		/// The authorisation has expired.
		#[codec(index = 30)]
		AuthorisationExpired,
		/// No consent of the patient covers this record and doctor.
		#[codec(index = 31)]
		NoConsent,
		/// The consent has expired.
		#[codec(index = 32)]
		ConsentExpired,
		/// The access is declared already in this epoch.
		#[codec(index = 33)]
		AlreadyDeclared,
		/// No such declaration.
		#[codec(index = 34)]
		DeclarationNotFound,
		/// The declaration's epoch is not over.
		#[codec(index = 35)]
		EpochNotOver,
		/// The caller cannot pay the deposit.
		#[codec(index = 36)]
		DepositUnaffordable,
		/// The custodian holds as many records as can be counted.
		#[codec(index = 37)]
		TooManyRecords,
		/// The trail holds as many entries as can be counted.
		#[codec(index = 38)]
		TrailFull,
	}
}
