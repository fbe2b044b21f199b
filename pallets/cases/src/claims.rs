//! How a case begins: with the fee that a patient attaches, or with the first claim.

use crate::{
	BalanceOf, Case, CaseOf, Cases, Claim, ClaimOf, Claims, Config, Deposit, Error, Event, HoldReason,
	NextCase, OpenCases, Pallet, Stage, Standings,
};
use frame_support::{ensure, traits::Get};
use salus_primitives::{
	cases::{CaseId, CaseRatings},
	hospital::HospitalId,
	record::{AccessRefusal, RecordId},
	traits::{CaseRecords, HospitalRegistry, RevocationRegistry},
	Hash,
};
use sp_runtime::{
	traits::{CheckedAdd, SaturatedConversion, Saturating, Zero},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attach_fee(
		patient: T::AccountId,
		record: RecordId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let facts = T::Records::facts(record).ok_or(Error::<T>::RecordNotFound)?;
		ensure!(
			facts.patient == patient && T::Hospitals::is_patient(&patient),
			Error::<T>::NotPatient
		);
		ensure!(!T::Revocations::is_revoked(&patient), Error::<T>::PatientRevoked);
		ensure!(facts.live, Error::<T>::RecordRetired);
		ensure!(!Self::is_banned(&patient), Error::<T>::Banned);
		let open = OpenCases::<T>::get(record).map(|id| (id, Cases::<T>::get(id)));
		let open = match open {
			Some((id, Some(case))) => {
				ensure!(Self::may_earn(&case), Error::<T>::FeeTooLate);
				Some((id, case))
			}
			Some((_, None)) => return Err(Error::<T>::CaseNotFound.into()),
			None => None,
		};
		let offered = open.as_ref().map_or(Zero::zero(), |(_, case)| case.fee);
		let fee: BalanceOf<T> = offered.checked_add(&amount).ok_or(Error::<T>::AmountOverflow)?;
		ensure!(
			!amount.is_zero() && fee >= Self::least_fee(),
			Error::<T>::FeeTooLow
		);
		let (id, mut case) = match open {
			Some(open) => open,
			None => Self::open_case(record, patient.clone(), patient.clone())?,
		};
		Self::hold(
			HoldReason::CompetenceFee,
			&patient,
			amount,
			Error::<T>::FeeUnaffordable,
		)?;
		case.fee = fee;
		Cases::<T>::insert(id, case);
		Self::deposit_event(Event::FeeAttached { case: id, fee });
		Ok(())
	}

	pub(crate) fn do_claim_case(doctor: T::AccountId, record: RecordId, commitment: Hash) -> DispatchResult {
		let hospital = Self::entitled(&doctor, record)?;
		let interests = T::Records::interests(&doctor);
		ensure!(interests > 0, Error::<T>::NoInterests);
		let now = Self::now();
		let id = match OpenCases::<T>::get(record) {
			Some(id) => {
				let case = Cases::<T>::get(id).ok_or(Error::<T>::CaseNotFound)?;
				ensure!(
					case.stage == Stage::Claiming && now < case.cut_off,
					Error::<T>::ClaimsClosed
				);
				id
			}
			None => {
				let facts = T::Records::facts(record).ok_or(Error::<T>::RecordNotFound)?;
				let (id, case) = Self::open_case(record, facts.patient, doctor.clone())?;
				Cases::<T>::insert(id, case);
				id
			}
		};
		let mut claims = Claims::<T>::get(id);
		ensure!(
			claims.iter().all(|claim| claim.doctor != doctor),
			Error::<T>::AlreadyClaimed
		);
		let of_hospital: u32 = claims
			.iter()
			.filter(|claim| claim.hospital == hospital)
			.count()
			.saturated_into();
		ensure!(
			of_hospital < T::MaxClaimsPerHospital::get(),
			Error::<T>::TooManyOfHospital
		);
		let position = claims.len().saturated_into();
		let deposit = Self::claim_deposit();
		let claim: ClaimOf<T> = Claim {
			doctor: doctor.clone(),
			hospital,
			commitment,
			interests,
			at: now,
			deposit,
			count: None,
			upheld: None,
			contested: false,
			passed: false,
		};
		claims.try_push(claim).map_err(|_| Error::<T>::TooManyClaims)?;
		Self::hold(
			HoldReason::ClaimDeposit,
			&doctor,
			deposit,
			Error::<T>::DepositUnaffordable,
		)?;
		Claims::<T>::insert(id, claims);
		Self::deposit_event(Event::Claimed {
			case: id,
			doctor,
			position,
		});
		Ok(())
	}

	/// Numbers a case of `record`, with a deposit from `opener`. The caller stores it.
	fn open_case(
		record: RecordId,
		patient: T::AccountId,
		opener: T::AccountId,
	) -> Result<(CaseId, CaseOf<T>), DispatchError> {
		let id = NextCase::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::CasesExhausted)?;
		let amount = Self::case_deposit();
		Self::hold(
			HoldReason::CaseDeposit,
			&opener,
			amount,
			Error::<T>::DepositUnaffordable,
		)?;
		let now = Self::now();
		let cut_off = now.saturating_add(T::ClaimWindow::get());
		NextCase::<T>::put(next);
		OpenCases::<T>::insert(record, id);
		Self::deposit_event(Event::CaseOpened {
			case: id,
			record,
			patient: patient.clone(),
			cut_off,
		});
		let case = Case {
			record,
			patient,
			opened_at: now,
			cut_off,
			assign_until: cut_off.saturating_add(T::AssignPeriod::get()),
			fee: BalanceOf::<T>::zero(),
			stage: Stage::Claiming,
			since: now,
			assignment: None,
			ratings: CaseRatings::default(),
			deposit: Deposit {
				owner: opener,
				amount,
			},
		};
		Ok((id, case))
	}

	/// Whether somebody can report on the case still.
	fn may_earn(case: &CaseOf<T>) -> bool {
		let now = Self::now();
		match case.stage {
			Stage::Claiming => now < case.assign_until,
			Stage::Assigned => case
				.assignment
				.as_ref()
				.is_some_and(|assignment| now < assignment.report_until),
			Stage::Contested(_) => true,
			Stage::Reported | Stage::Disputed | Stage::Settled(_) => false,
		}
	}

	/// Whether an account lost a dispute not long ago.
	pub(crate) fn is_banned(account: &T::AccountId) -> bool {
		Self::now() < Standings::<T>::get(account).banned_until
	}

	/// The hospital for which a doctor may have the case of a record at this block.
	pub(crate) fn entitled(doctor: &T::AccountId, record: RecordId) -> Result<HospitalId, Error<T>> {
		ensure!(!Self::is_banned(doctor), Error::<T>::Banned);
		T::Records::may_claim(doctor, record).map_err(Error::<T>::from)
	}

	/// A case that is not settled.
	pub(crate) fn live_case(id: CaseId) -> Result<CaseOf<T>, Error<T>> {
		let case = Cases::<T>::get(id).ok_or(Error::<T>::CaseNotFound)?;
		ensure!(case.settled_at().is_none(), Error::<T>::CaseSettled);
		Ok(case)
	}
}

impl<T> From<AccessRefusal> for Error<T> {
	fn from(refusal: AccessRefusal) -> Self {
		match refusal {
			AccessRefusal::UnknownRecord => Error::RecordNotFound,
			AccessRefusal::RecordRetired => Error::RecordRetired,
			AccessRefusal::NotEnrolled => Error::NotEnrolled,
			AccessRefusal::Revoked => Error::Revoked,
			AccessRefusal::HospitalNotAccredited => Error::HospitalNotAccredited,
			AccessRefusal::CustodianNotAccredited => Error::CustodianNotAccredited,
			AccessRefusal::NotAuthorised => Error::NotAuthorised,
			AccessRefusal::AuthorisationExpired => Error::AuthorisationExpired,
			// Claiming asks for no consent: whatever is said of one is no authorisation either.
			AccessRefusal::NoConsent | AccessRefusal::ConsentExpired => Error::NotAuthorised,
		}
	}
}
