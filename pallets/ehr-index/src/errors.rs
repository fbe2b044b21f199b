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
		/// The scope has no index epoch.
		#[codec(index = 39)]
		IndexKeysNotSet,
		/// The index epoch is not opened.
		#[codec(index = 40)]
		IndexEpochUnknown,
		/// A later index epoch is open.
		#[codec(index = 41)]
		IndexEpochStale,
		/// An authorisation has ended under the index epoch: records wait for the next.
		#[codec(index = 42)]
		IndexEpochOver,
		/// The scope has as many index epochs as it may have.
		#[codec(index = 43)]
		IndexEpochsExhausted,
		/// The public index key is no point, or the identity.
		#[codec(index = 44)]
		InvalidIndexPoint,
		/// The public index key is that of the epoch before.
		#[codec(index = 45)]
		IndexPointReused,
		/// The wraps of an index key are not strictly ascending by hospital.
		#[codec(index = 46)]
		RewrapsUnsorted,
		/// A hospital that is to have the index key gets no wrap.
		#[codec(index = 47)]
		RewrapMissing,
		/// A hospital gets a wrap that is not to have the index key.
		#[codec(index = 48)]
		RewrapUnexpected,
		/// The wrapped index keys are not strictly ascending by epoch.
		#[codec(index = 49)]
		WrappedKeysUnsorted,
		/// The hospital would lack the key of an index epoch.
		#[codec(index = 50)]
		WrappedKeyMissing,
		/// There is no wrapped key to take.
		#[codec(index = 51)]
		WrappedKeysEmpty,
		/// As many hospitals are authorised for the scope as may be.
		#[codec(index = 52)]
		TooManyGrantees,
		/// The number of tags is no bucket's.
		#[codec(index = 53)]
		NotBucketSize,
		/// Two of the tags are the same.
		#[codec(index = 54)]
		TagRepeated,
		/// The tags are not ascending.
		#[codec(index = 55)]
		TagsUnsorted,
		/// The record has no tags.
		#[codec(index = 56)]
		NotIndexed,
		/// The caller's hospital neither keeps nor indexed the record.
		#[codec(index = 57)]
		NotIndexer,
		/// The index's log holds as many positions as can be counted.
		#[codec(index = 58)]
		IndexLogFull,
		/// There are no interests to set.
		#[codec(index = 59)]
		InterestsEmpty,
		/// Two of the interests are the same.
		#[codec(index = 60)]
		InterestRepeated,
		/// The interests are not ascending.
		#[codec(index = 61)]
		InterestsUnsorted,
		/// Interests were set in this epoch already.
		#[codec(index = 62)]
		InterestsSetThisEpoch,
		/// The doctor has no interests.
		#[codec(index = 63)]
		InterestsNotFound,
		/// The interests are those of a doctor in good standing, and another's.
		#[codec(index = 64)]
		InterestsInUse,
		/// There is nothing to note.
		#[codec(index = 65)]
		ServicesEmpty,
		/// The doctor is staff of another hospital.
		#[codec(index = 66)]
		NotOwnStaff,
		/// The doctor lacks the attribute of emergencies.
		#[codec(index = 67)]
		NotEmergencyStaff,
		/// The doctor abused an emergency, and the ban is not over.
		#[codec(index = 68)]
		BannedFromEmergencies,
		/// The doctor may open the record as it is.
		#[codec(index = 69)]
		EmergencyNotNeeded,
		/// The council has as many emergencies of the doctor to review as may be.
		#[codec(index = 70)]
		TooManyUnreviewed,
		/// No such emergency.
		#[codec(index = 71)]
		EmergencyNotFound,
		/// The council has reviewed the emergency.
		#[codec(index = 72)]
		AlreadyReviewed,
		/// The council has not reviewed the emergency.
		#[codec(index = 73)]
		NotReviewed,
		/// The operator's account is revoked.
		#[codec(index = 74)]
		SignerRevoked,
	}
}
