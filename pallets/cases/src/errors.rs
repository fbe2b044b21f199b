//! Why the pallet refuses a call: one cause each.

use frame_support::pallet_macros::pallet_section;

/// The errors, a part of the pallet.
#[pallet_section]
mod error_section {
	/// Why a call is refused: one cause each.
	#[pallet::error]
	pub enum Error<T> {
		/// No such case.
		#[codec(index = 0)]
		CaseNotFound,
		/// The case is over.
		#[codec(index = 1)]
		CaseSettled,
		/// No number is left for another case.
		#[codec(index = 2)]
		CasesExhausted,
		/// No such record.
		#[codec(index = 3)]
		RecordNotFound,
		/// The record is retired.
		#[codec(index = 4)]
		RecordRetired,
		/// The caller is not the patient of the record, or not registered as one.
		#[codec(index = 5)]
		NotPatient,
		/// The patient's account is revoked.
		#[codec(index = 6)]
		PatientRevoked,
		/// The doctor is staff of no hospital, or of another one than that of the case.
		#[codec(index = 7)]
		NotEnrolled,
		/// The doctor's account is revoked.
		#[codec(index = 8)]
		Revoked,
		/// The doctor's hospital is not accredited.
		#[codec(index = 9)]
		HospitalNotAccredited,
		/// The record's custodian is not accredited.
		#[codec(index = 10)]
		CustodianNotAccredited,
		/// The doctor's hospital has no authorisation of the custodian for the record's scope.
		#[codec(index = 11)]
		NotAuthorised,
		/// That authorisation has expired.
		#[codec(index = 12)]
		AuthorisationExpired,
		/// The account is banned: it lost a dispute not long ago.
		#[codec(index = 13)]
		Banned,
		/// The doctor has registered no interests.
		#[codec(index = 14)]
		NoInterests,
		/// The fee is below twice what an account must hold.
		#[codec(index = 15)]
		FeeTooLow,
		/// Nobody can earn a fee of this case any more.
		#[codec(index = 16)]
		FeeTooLate,
		/// The patient cannot pay the fee.
		#[codec(index = 17)]
		FeeUnaffordable,
		/// The amount does not fit the currency.
		#[codec(index = 18)]
		AmountOverflow,
		/// The caller cannot pay the deposit.
		#[codec(index = 19)]
		DepositUnaffordable,
		/// The caller cannot pay the bond.
		#[codec(index = 20)]
		BondUnaffordable,
		/// The case takes no claims: its cut-off is over.
		#[codec(index = 21)]
		ClaimsClosed,
		/// The doctor has claimed the case.
		#[codec(index = 22)]
		AlreadyClaimed,
		/// The case has as many claims as it takes.
		#[codec(index = 23)]
		TooManyClaims,
		/// The caller does not run the custodian of the record.
		#[codec(index = 24)]
		NotCustodian,
		/// The case takes claims still.
		#[codec(index = 25)]
		ClaimsStillOpen,
		/// The case is assigned, or was.
		#[codec(index = 26)]
		NotClaiming,
		/// The time to assign the case is over.
		#[codec(index = 27)]
		AssignmentOver,
		/// There is not exactly one count for each claim.
		#[codec(index = 28)]
		ClaimsMiscounted,
		/// A count is above the number of interests that the doctor had registered.
		#[codec(index = 29)]
		CountTooHigh,
		/// No claim was counted.
		#[codec(index = 30)]
		NothingCounted,
		/// No doctor whose claim was counted may have the case.
		#[codec(index = 31)]
		NobodyEntitled,
		/// Another claim has more interests, or as many and is earlier.
		#[codec(index = 32)]
		NotTheWinner,
		/// The root is not that of the claims counted.
		#[codec(index = 33)]
		RootMismatch,
		/// Nobody has the case now, or there is a report, or the assignment is contested.
		#[codec(index = 34)]
		NotAssigned,
		/// The time to contest the assignment is over.
		#[codec(index = 35)]
		ContestOver,
		/// The assignment can be contested still.
		#[codec(index = 36)]
		ContestStillOpen,
		/// The caller has not claimed the case.
		#[codec(index = 37)]
		NotAClaimant,
		/// The caller has contested an assignment of the case.
		#[codec(index = 38)]
		AlreadyContested,
		/// The opening is not that of the caller's claim.
		#[codec(index = 39)]
		NotTheClaim,
		/// The claim names no interest, or a contest found it false, or its doctor has or had the case.
		#[codec(index = 40)]
		NoRival,
		/// The assignment is not contested.
		#[codec(index = 41)]
		NotContested,
		/// The time to decide is over.
		#[codec(index = 42)]
		DecisionOver,
		/// The caller does not have the case, nor runs the hospital of the doctor who has it.
		#[codec(index = 43)]
		NotTheDoctor,
		/// The other doctor is of another hospital, or has the case.
		#[codec(index = 44)]
		NotAColleague,
		/// The time to report is over.
		#[codec(index = 45)]
		ReportOver,
		/// The key is neither the patient's report key, nor the one noted when the case was assigned.
		#[codec(index = 46)]
		WrongReportKey,
		/// The custodian's receipt has expired.
		#[codec(index = 47)]
		ReceiptExpired,
		/// The custodian has registered no receipt key.
		#[codec(index = 48)]
		NoReceiptKey,
		/// The proof does not show that the doctor made the report.
		#[codec(index = 49)]
		InvalidAuthorProof,
		/// The receipt is not the custodian's for this report.
		#[codec(index = 50)]
		InvalidReceipt,
		/// There is no report that waits for an answer.
		#[codec(index = 51)]
		NotReported,
		/// The time to dispute the report is over.
		#[codec(index = 52)]
		AnswerOver,
		/// The council has named no arbiter.
		#[codec(index = 53)]
		NoArbiter,
		/// The account is not the arbiter.
		#[codec(index = 54)]
		NotTheArbiter,
		/// The arbiter is revoked, a patient, staff, or runs a hospital.
		#[codec(index = 55)]
		ArbiterNotNeutral,
		/// The arbiter has registered no wrap key.
		#[codec(index = 56)]
		ArbiterHasNoKey,
		/// That is the arbiter already.
		#[codec(index = 57)]
		ArbiterUnchanged,
		/// There is no dispute that waits for a decision.
		#[codec(index = 58)]
		NotDisputed,
		/// Nothing that the case waits for is overdue.
		#[codec(index = 59)]
		NotOver,
		/// The case is not over.
		#[codec(index = 60)]
		NotSettled,
		/// A rating is 1 to 5.
		#[codec(index = 61)]
		InvalidRating,
		/// The caller has no part in the case.
		#[codec(index = 62)]
		NotParty,
		/// Nobody had the case.
		#[codec(index = 63)]
		NobodyToRate,
		/// The caller has rated the case.
		#[codec(index = 64)]
		AlreadyRated,
		/// The time for ratings is over.
		#[codec(index = 65)]
		RatingOver,
		/// The case can be rated still.
		#[codec(index = 66)]
		NotClearable,
		/// The operator's account is revoked.
		#[codec(index = 67)]
		SignerRevoked,
		/// The doctor's hospital has as many claims of the case as one may have.
		#[codec(index = 68)]
		TooManyOfHospital,
	}
}
