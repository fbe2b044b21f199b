//! Each call on its worst input: as many claims as a case takes, each of another hospital, of which the last one whose doctor
//! is looked at is the one that gets it; hospitals that are authorised; an arbiter rather than the council.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, EnsureOrigin, Get},
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use salus_crypto::{
	claim::claim_commitment,
	report::{seal, ReceiptSecret, Recipient, ReportSecret},
};
use salus_primitives::{
	benchmarking::Counter,
	cases::{CaseId, Counts, Outcome, Verdict, DISCLOSURE_BYTES, MAX_CLAIMS},
	hospital::{HospitalId, KeyPurpose},
	record::RecordId,
	traits::{BenchmarkKeys, CaseRecords, HospitalRegistry},
	Hash,
};
use sp_runtime::traits::{Bounded, SaturatedConversion, Saturating};

const RECORD: RecordId = RecordId::repeat_byte(1);
/// What a claim keeps to itself.
const INNER: Hash = Hash::repeat_byte(2);
/// Interests of every claim: as many as one may register.
const COUNT: u32 = 32;
const DISCLOSURE: [u8; DISCLOSURE_BYTES] = [3; DISCLOSURE_BYTES];

fn stop<E>(what: &'static str) -> impl Fn(E) -> BenchmarkError {
	move |_| BenchmarkError::Stop(what)
}

fn funded<T: Config>(account: T::AccountId) -> T::AccountId {
	T::Currency::set_balance(&account, BalanceOf::<T>::max_value() / 1_000_000_000u32.into());
	account
}

fn signed<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn go_to<T: Config>(block: BlockNumberFor<T>) {
	frame_system::Pallet::<T>::set_block_number(block);
}

/// A record with its people, and the case of it.
struct Scene<T: Config> {
	custodian: T::AccountId,
	patient: T::AccountId,
	arbiter: T::AccountId,
	doctors: Vec<T::AccountId>,
	receipts: ReceiptSecret,
	y: [u8; 32],
	id: CaseId,
}

impl<T: Config> Scene<T> {
	/// A record, and so many doctors who may claim it, each of another authorised hospital.
	fn new(doctors: u32) -> Result<Self, BenchmarkError> {
		let custodian = funded::<T>(account("custodian", 0, 0));
		let hospital = T::Hospitals::benchmark_hospital(&custodian, 0);
		let patient = funded::<T>(account("patient", 0, 0));
		T::Hospitals::benchmark_patient(&patient, hospital);
		T::Records::benchmark_record(RECORD, hospital, &patient);
		let doctors: Vec<_> = (0..doctors)
			.map(|index| {
				let operator: T::AccountId = account("operator", index, 0);
				let employer = T::Hospitals::benchmark_hospital(&operator, index.saturating_add(1));
				T::Records::benchmark_authorise(RECORD, employer);
				let doctor = funded::<T>(account("doctor", index, 0));
				T::Hospitals::benchmark_staff(&doctor, employer);
				T::Records::benchmark_interests(&doctor);
				doctor
			})
			.collect();
		let arbiter = funded::<T>(account("arbiter", 0, 0));
		T::BenchmarkKeys::benchmark_key(&arbiter, KeyPurpose::Wrap, [4; 32]);
		Arbiter::<T>::put(&arbiter);
		let y = ReportSecret::generate(&mut Counter(1)).public();
		T::BenchmarkKeys::benchmark_key(&patient, KeyPurpose::Report, y);
		let receipts = ReceiptSecret::from_bytes(&[1; 32]).map_err(stop("a receipt secret"))?;
		T::BenchmarkKeys::benchmark_key(&custodian, KeyPurpose::Receipt, receipts.public());
		Ok(Self {
			custodian,
			patient,
			arbiter,
			doctors,
			receipts,
			y,
			id: NextCase::<T>::get(),
		})
	}

	fn fee() -> BalanceOf<T> {
		BalanceOf::<T>::max_value() / 1_000_000_000_000u64.saturated_into()
	}

	/// The case.
	fn case(&self) -> Result<CaseOf<T>, BenchmarkError> {
		Cases::<T>::get(self.id).ok_or(BenchmarkError::Stop("the case is there"))
	}

	fn assignment(&self) -> Result<AssignmentOf<T>, BenchmarkError> {
		self.case()?
			.assignment
			.ok_or(BenchmarkError::Stop("the case is assigned"))
	}

	fn first(&self) -> Result<&T::AccountId, BenchmarkError> {
		self.doctors.first().ok_or(BenchmarkError::Stop("a doctor"))
	}

	fn last(&self) -> Result<&T::AccountId, BenchmarkError> {
		self.doctors.last().ok_or(BenchmarkError::Stop("a doctor"))
	}

	fn commitment(&self, doctor: &T::AccountId) -> Hash {
		let genesis = Pallet::<T>::genesis();
		claim_commitment(&genesis.0, &RECORD.0, &doctor.clone().into(), COUNT, &INNER.0).into()
	}

	fn claim(&self, doctor: &T::AccountId) {
		assert_ok!(Pallet::<T>::claim_case(
			signed::<T>(doctor),
			RECORD,
			self.commitment(doctor)
		));
	}

	/// A case with a fee, claimed by all; at its cut-off.
	fn claimed(doctors: u32) -> Result<Self, BenchmarkError> {
		let scene = Self::new(doctors)?;
		assert_ok!(Pallet::<T>::attach_fee(
			signed::<T>(&scene.patient),
			RECORD,
			Self::fee()
		));
		scene.doctors.iter().for_each(|doctor| scene.claim(doctor));
		go_to::<T>(scene.case()?.cut_off);
		Ok(scene)
	}

	/// The root for these counts.
	fn root(&self, counts: &Counts) -> Result<Hash, BenchmarkError> {
		let mut claims = Claims::<T>::get(self.id);
		for (claim, count) in claims.iter_mut().zip(counts) {
			claim.count = Some(*count);
		}
		Ok(Pallet::<T>::root(
			self.id,
			&self.case()?,
			&Pallet::<T>::counted(&claims),
		))
	}

	/// Counts that give the case to the first claim and leave out the last.
	fn counts(&self) -> Counts {
		let last = self.doctors.len().saturating_sub(1);
		let counts = (0..self.doctors.len()).map(|index| if index == last { 0 } else { COUNT - 1 });
		Counts::truncate_from(counts.collect())
	}

	/// The first doctor of as many as claim has it.
	fn assigned() -> Result<Self, BenchmarkError> {
		let scene = Self::claimed(MAX_CLAIMS)?;
		let counts = scene.counts();
		let root = scene.root(&counts)?;
		assert_ok!(Pallet::<T>::assign(
			signed::<T>(&scene.custodian),
			scene.id,
			counts,
			scene.first()?.clone(),
			root
		));
		Ok(scene)
	}

	/// The same with so many claims, all counted alike.
	fn given(doctors: u32) -> Result<Self, BenchmarkError> {
		let scene = Self::claimed(doctors)?;
		let counts = Counts::truncate_from(scene.doctors.iter().map(|_| COUNT).collect());
		let root = scene.root(&counts)?;
		assert_ok!(Pallet::<T>::assign(
			signed::<T>(&scene.custodian),
			scene.id,
			counts,
			scene.first()?.clone(),
			root
		));
		Ok(scene)
	}

	/// The same, and a report can be submitted.
	fn reportable(doctors: u32) -> Result<Self, BenchmarkError> {
		let scene = Self::given(doctors)?;
		go_to::<T>(scene.assignment()?.contest_until);
		Ok(scene)
	}

	fn submission(&self) -> Result<SubmissionOf<T>, BenchmarkError> {
		let recipient = Recipient {
			genesis: Pallet::<T>::genesis().0,
			record: RECORD.0,
			doctor: self.first()?.clone().into(),
			patient: self.patient.clone().into(),
			y: self.y,
		};
		let sealed = seal(&recipient, b"report", &mut Counter(5)).map_err(stop("the doctor seals"))?;
		let receipt = self.receipts.sign(&sealed.statement, u32::MAX, &mut Counter(6));
		Ok(SubmissionOf::<T> {
			y: self.y,
			e: sealed.statement.info.e,
			commitment: sealed.statement.commitment.into(),
			digest: sealed.statement.digest.into(),
			author_proof: sealed.proof,
			receipt_until: receipt.until.into(),
			receipt: receipt.proof,
		})
	}

	fn reported(doctors: u32) -> Result<Self, BenchmarkError> {
		let scene = Self::reportable(doctors)?;
		assert_ok!(Pallet::<T>::submit_report(
			signed::<T>(scene.first()?),
			scene.id,
			scene.submission()?
		));
		Ok(scene)
	}

	fn settled(doctors: u32) -> Result<Self, BenchmarkError> {
		let scene = Self::reported(doctors)?;
		assert_ok!(Pallet::<T>::acknowledge_report(
			signed::<T>(&scene.patient),
			scene.id
		));
		Ok(scene)
	}

	/// The record changes hands, and whoever keeps it then authorises the last doctor's hospital alone: of every other doctor
	/// all is looked up, and the last answer refuses. Says who keeps it.
	fn pass_over_all_but_last(&self) -> Result<T::AccountId, BenchmarkError> {
		let successor = funded::<T>(account("successor", 0, 0));
		let hospital = T::Hospitals::benchmark_hospital(&successor, MAX_CLAIMS.saturating_add(1));
		T::Records::benchmark_record(RECORD, hospital, &self.patient);
		T::Records::benchmark_authorise(RECORD, Self::employer(self.last()?)?);
		Ok(successor)
	}

	fn employer(doctor: &T::AccountId) -> Result<HospitalId, BenchmarkError> {
		T::Hospitals::employer(doctor).ok_or(BenchmarkError::Stop("the doctor has a hospital"))
	}

	fn outcome(&self) -> Option<Outcome> {
		match Cases::<T>::get(self.id)?.stage {
			Stage::Settled(outcome) => Some(outcome),
			_ => None,
		}
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn attach_fee() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::new(0)?;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(scene.patient.clone()),
			RECORD,
			Scene::<T>::fee(),
		);
		assert_eq!(scene.case()?.fee, Scene::<T>::fee());
		Ok(())
	}

	/// The claim that opens the case: it writes three entries that a later one finds written.
	#[benchmark]
	fn claim_case() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::new(1)?;
		let doctor = scene.first()?.clone();
		let commitment = scene.commitment(&doctor);
		#[extrinsic_call]
		_(RawOrigin::Signed(doctor), RECORD, commitment);
		assert_eq!(Claims::<T>::get(scene.id).len(), 1);
		Ok(())
	}

	#[benchmark]
	fn assign(n: Linear<1, MAX_CLAIMS>) -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::claimed(n)?;
		let custodian = scene.pass_over_all_but_last()?;
		let counts = Counts::truncate_from(scene.doctors.iter().map(|_| COUNT).collect());
		let root = scene.root(&counts)?;
		let winner = scene.last()?.clone();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(custodian),
			scene.id,
			counts,
			winner.clone(),
			root,
		);
		assert_eq!(scene.assignment()?.doctor, winner);
		Ok(())
	}

	#[benchmark]
	fn contest_assignment() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::assigned()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.last()?.clone()), scene.id, COUNT, INNER);
		assert!(matches!(scene.case()?.stage, Stage::Contested(_)));
		Ok(())
	}

	/// The last claimant says that the first was counted for too many, and is the only one who may have the case then.
	#[benchmark]
	fn decide_contest() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::given(MAX_CLAIMS)?;
		let contest = Pallet::<T>::contest_assignment(signed::<T>(scene.last()?), scene.id, COUNT, INNER);
		assert_ok!(contest);
		scene.pass_over_all_but_last()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.arbiter.clone()), scene.id, true);
		assert_eq!(scene.assignment()?.doctor, *scene.last()?);
		Ok(())
	}

	#[benchmark]
	fn delegate_case() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::assigned()?;
		let colleague: T::AccountId = account("colleague", 0, 0);
		T::Hospitals::benchmark_staff(&colleague, Scene::<T>::employer(scene.first()?)?);
		#[extrinsic_call]
		_(
			RawOrigin::Signed(scene.first()?.clone()),
			scene.id,
			colleague.clone(),
		);
		assert_eq!(scene.assignment()?.doctor, colleague);
		Ok(())
	}

	#[benchmark]
	fn submit_report() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::reportable(MAX_CLAIMS)?;
		let submission = scene.submission()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.first()?.clone()), scene.id, submission);
		assert!(Reports::<T>::contains_key(scene.id));
		Ok(())
	}

	#[benchmark]
	fn acknowledge_report() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::reported(MAX_CLAIMS)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.patient.clone()), scene.id);
		assert_eq!(scene.outcome(), Some(Outcome::Acknowledged));
		Ok(())
	}

	#[benchmark]
	fn dispute_report() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::reported(MAX_CLAIMS)?;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(scene.patient.clone()),
			scene.id,
			scene.arbiter.clone(),
			DISCLOSURE,
		);
		assert!(Disputes::<T>::contains_key(scene.id));
		Ok(())
	}

	#[benchmark]
	fn decide_dispute() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::reported(MAX_CLAIMS)?;
		assert_ok!(Pallet::<T>::dispute_report(
			signed::<T>(&scene.patient),
			scene.id,
			scene.arbiter.clone(),
			DISCLOSURE
		));
		// Money on hold of both moves.
		let verdict = Verdict::DoctorAtFault;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.arbiter.clone()), scene.id, verdict);
		assert_eq!(scene.outcome(), Some(Outcome::Decided(verdict)));
		Ok(())
	}

	#[benchmark]
	fn lapse_case() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::reportable(MAX_CLAIMS)?;
		scene.pass_over_all_but_last()?;
		go_to::<T>(scene.assignment()?.report_until);
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), scene.id);
		assert_eq!(scene.assignment()?.doctor, *scene.last()?);
		Ok(())
	}

	#[benchmark]
	fn rate_case() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::settled(1)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(scene.patient.clone()), scene.id, 5);
		assert_eq!(scene.case()?.ratings.by_patient, Some(5));
		Ok(())
	}

	#[benchmark]
	fn clear_case(n: Linear<1, MAX_CLAIMS>) -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::settled(n)?;
		go_to::<T>(scene.case()?.since.saturating_add(T::RatingPeriod::get()));
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), scene.id);
		assert!(!Cases::<T>::contains_key(scene.id));
		Ok(())
	}

	#[benchmark]
	fn name_arbiter() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::new(0)?;
		Arbiter::<T>::kill();
		let origin = T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Some(scene.arbiter.clone()));
		assert_eq!(Arbiter::<T>::get(), Some(scene.arbiter));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
