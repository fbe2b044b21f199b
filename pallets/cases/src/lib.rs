#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod api;
mod assignment;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod contests;
mod disputes;
mod errors;
mod lapses;
#[cfg(test)]
mod mock;
mod money;
mod ratings;
mod reports;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet: configuration, storage, events, calls. Its errors stand in a file of their own.
#[import_section(errors::error_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use salus_primitives::{
		cases::{CaseId, Counts, Disclosure, Faults, Outcome, Verdict, MAX_CLAIMS},
		hospital::HospitalId,
		record::RecordId,
		traits::{CaseRecords, HospitalRegistry, RevocationRegistry},
		Hash,
	};
	use sp_runtime::{traits::Zero, AccountId32};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime provides.
	// `AccountId32` itself: rustdoc panics where an alias of a projection stands here (rust-lang/rust#127593).
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32, Hash = Hash> {
		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// What is paid with.
		type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
		/// Hospitals and their people.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Who is revoked.
		type Revocations: RevocationRegistry<Self::AccountId>;
		/// Records, and who may claim them.
		type Records: CaseRecords<Self::AccountId>;
		/// The council, which names the arbiter and may decide instead.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Deposit for one stored item, whatever its size.
		#[pallet::constant]
		type DepositBase: Get<BalanceOf<Self>>;
		/// Deposit for each byte of a stored item.
		#[pallet::constant]
		type DepositPerByte: Get<BalanceOf<Self>>;
		/// What is lost, beside a deposit, with a report that does not open, a false complaint, or a contest that fails. At
		/// least what an account must hold.
		#[pallet::constant]
		type Bond: Get<BalanceOf<Self>>;
		/// Blocks in which claims are taken.
		type ClaimWindow: Get<BlockNumberFor<Self>>;
		/// Blocks for the custodian to count.
		type AssignPeriod: Get<BlockNumberFor<Self>>;
		/// Blocks in which an assignment may be contested.
		type ContestWindow: Get<BlockNumberFor<Self>>;
		/// Blocks for the doctor to report, once the assignment can be contested no more.
		type ReportPeriod: Get<BlockNumberFor<Self>>;
		/// Blocks for the patient to answer a report.
		type AcknowledgePeriod: Get<BlockNumberFor<Self>>;
		/// Blocks to decide a dispute or a contest.
		type DecisionPeriod: Get<BlockNumberFor<Self>>;
		/// Blocks in which a settled case may be rated, and stays.
		type RatingPeriod: Get<BlockNumberFor<Self>>;
		/// Blocks for which whoever lost a dispute is banned.
		type BanPeriod: Get<BlockNumberFor<Self>>;
		/// Most doctors that have one case, one after the other.
		type MaxAssignments: Get<u32>;
		/// Most claims of one case by doctors of one hospital: none leaves the others without a place.
		#[pallet::constant]
		type MaxClaimsPerHospital: Get<u32>;
		/// Keys for the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkKeys: salus_primitives::traits::BenchmarkKeys<Self::AccountId>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The entry of a case: from whoever opened it.
		#[codec(index = 0)]
		CaseDeposit,
		/// A claim: from the doctor.
		#[codec(index = 1)]
		ClaimDeposit,
		/// The fee for a report: from the patient.
		#[codec(index = 2)]
		CompetenceFee,
		/// A report: from the doctor.
		#[codec(index = 3)]
		ReportDeposit,
		/// A dispute that is not decided: from the patient.
		#[codec(index = 4)]
		DisputeBond,
		/// A contest that is not decided: from the doctor who claimed.
		#[codec(index = 5)]
		ContestBond,
	}

	/// The number of the next case.
	#[pallet::storage]
	pub type NextCase<T: Config> = StorageValue<_, CaseId, ValueQuery>;

	/// Key: number of a case. Value: the case.
	#[pallet::storage]
	pub type Cases<T: Config> = StorageMap<_, Twox64Concat, CaseId, CaseOf<T>>;

	/// Key: a record. Value: its case that is not settled.
	#[pallet::storage]
	pub type OpenCases<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, CaseId>;

	/// Key: number of a case. Value: its claims, in the order in which they were made.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Twox64Concat, CaseId, ClaimsOf<T>, ValueQuery>;

	/// Key: number of a case. Value: its report.
	#[pallet::storage]
	pub type Reports<T: Config> = StorageMap<_, Twox64Concat, CaseId, ReportOf<T>>;

	/// Key: number of a case. Value: the dispute about its report.
	#[pallet::storage]
	pub type Disputes<T: Config> = StorageMap<_, Twox64Concat, CaseId, DisputeOf<T>>;

	/// Key: a doctor or a patient. Value: what cases have shown of them.
	#[pallet::storage]
	pub type Standings<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, StandingOf<T>, ValueQuery>;

	/// Key: a custodian. Value: what cases have shown of it.
	#[pallet::storage]
	pub type FaultsOf<T: Config> = StorageMap<_, Blake2_128Concat, HospitalId, Faults, ValueQuery>;

	/// Who decides disputes that begin now.
	#[pallet::storage]
	pub type Arbiter<T: Config> = StorageValue<_, T::AccountId>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A record has a case.
		#[codec(index = 0)]
		CaseOpened {
			/// Its number.
			case: CaseId,
			/// The record.
			record: RecordId,
			/// Whose record.
			patient: T::AccountId,
			/// First block at which no claim is taken.
			cut_off: BlockNumberFor<T>,
		},
		/// The patient offers a fee, or more.
		#[codec(index = 1)]
		FeeAttached {
			/// The case.
			case: CaseId,
			/// All that is offered now.
			fee: BalanceOf<T>,
		},
		/// A doctor claimed.
		#[codec(index = 2)]
		Claimed {
			/// The case.
			case: CaseId,
			/// Who.
			doctor: T::AccountId,
			/// The claim's place, from 0.
			position: u32,
		},
		/// A doctor has the case.
		#[codec(index = 3)]
		CaseAssigned {
			/// The case.
			case: CaseId,
			/// Who.
			doctor: T::AccountId,
			/// Interests of the claim.
			count: u32,
			/// Claims that the custodian counted.
			counted: u32,
			/// The root over them.
			root: Hash,
			/// How many doctors let it lapse before.
			round: u32,
		},
		/// A doctor did not report in time.
		#[codec(index = 4)]
		AssignmentLapsed {
			/// The case.
			case: CaseId,
			/// Who.
			doctor: T::AccountId,
		},
		/// A claimant says that the custodian did not count as it should.
		#[codec(index = 5)]
		AssignmentContested {
			/// The case.
			case: CaseId,
			/// Who.
			doctor: T::AccountId,
			/// Interests of the claim.
			count: u32,
		},
		/// A contest was decided.
		#[codec(index = 6)]
		ContestDecided {
			/// The case.
			case: CaseId,
			/// Whether the custodian was at fault.
			upheld: bool,
		},
		/// A contest was not decided in time: the assignment stands.
		#[codec(index = 7)]
		ContestLapsed {
			/// The case.
			case: CaseId,
		},
		/// A colleague has the case.
		#[codec(index = 8)]
		CaseDelegated {
			/// The case.
			case: CaseId,
			/// Who had it.
			from: T::AccountId,
			/// Who has it.
			to: T::AccountId,
		},
		/// There is a report.
		#[codec(index = 9)]
		ReportSubmitted {
			/// The case.
			case: CaseId,
			/// Whose.
			doctor: T::AccountId,
			/// Digest of the ciphertext.
			digest: Hash,
		},
		/// The patient says that the report does not open.
		#[codec(index = 10)]
		ReportDisputed {
			/// The case.
			case: CaseId,
			/// Who decides.
			arbiter: T::AccountId,
			/// Digest of the encrypted disclosure.
			disclosure: Hash,
		},
		/// A dispute was decided.
		#[codec(index = 11)]
		DisputeDecided {
			/// The case.
			case: CaseId,
			/// How.
			verdict: Verdict,
			/// By whom; none for the council.
			by: Option<T::AccountId>,
		},
		/// A case is over.
		#[codec(index = 12)]
		CaseSettled {
			/// The case.
			case: CaseId,
			/// How it ended.
			outcome: Outcome,
			/// What of the fee the doctor got.
			paid: BalanceOf<T>,
			/// What of the fee went back to the patient.
			returned: BalanceOf<T>,
		},
		/// A side rated a settled case.
		#[codec(index = 13)]
		CaseRated {
			/// The case.
			case: CaseId,
			/// Who rated.
			by: Rater,
			/// 1 to 5.
			stars: u8,
		},
		/// The entries of a case are gone.
		#[codec(index = 14)]
		CaseCleared {
			/// The case.
			case: CaseId,
		},
		/// The council named an arbiter, or nobody.
		#[codec(index = 15)]
		ArbiterNamed {
			/// Who.
			arbiter: Option<T::AccountId>,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			// Whoever gets a bond, or a half of a fee, can take it, whatever the account holds.
			assert!(T::Bond::get() >= T::Currency::minimum_balance());
			assert!(T::MaxAssignments::get() > 0);
			assert!((1..MAX_CLAIMS).contains(&T::MaxClaimsPerHospital::get()));
			let periods = [
				T::ClaimWindow::get(),
				T::AssignPeriod::get(),
				T::ReportPeriod::get(),
				T::AcknowledgePeriod::get(),
				T::DecisionPeriod::get(),
			];
			assert!(periods.iter().all(|period| !period.is_zero()));
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// A patient offers a fee for a report on a record, or more of it. Opens a case if the record has none.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::attach_fee())]
		pub fn attach_fee(
			origin: OriginFor<T>,
			record: RecordId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			Self::do_attach_fee(ensure_signed(origin)?, record, amount)
		}

		/// A doctor commits to a claim on a record. Opens a case if the record has none.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::claim_case())]
		pub fn claim_case(origin: OriginFor<T>, record: RecordId, commitment: Hash) -> DispatchResult {
			Self::do_claim_case(ensure_signed(origin)?, record, commitment)
		}

		/// The custodian says what it counted of each claim, and with that who has the case.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::assign(u32::try_from(counts.len()).unwrap_or(MAX_CLAIMS)))]
		pub fn assign(
			origin: OriginFor<T>,
			case: CaseId,
			counts: Counts,
			doctor: T::AccountId,
			root: Hash,
		) -> DispatchResult {
			Self::do_assign(&ensure_signed(origin)?, case, &counts, &doctor, root)
		}

		/// A claimant opens its claim, which should have won: the custodian left it out, counted too few, had it passed over, or
		/// counted too many for the one that won.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::contest_assignment())]
		pub fn contest_assignment(
			origin: OriginFor<T>,
			case: CaseId,
			count: u32,
			inner: Hash,
		) -> DispatchResult {
			Self::do_contest_assignment(ensure_signed(origin)?, case, count, inner)
		}

		/// The arbiter, or the council, says whether the custodian was at fault.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::decide_contest())]
		pub fn decide_contest(origin: OriginFor<T>, case: CaseId, upheld: bool) -> DispatchResult {
			let judge = Self::judge(origin)?;
			Self::do_decide_contest(judge, case, upheld)
		}

		/// The doctor who has a case, or the operator of that doctor's hospital, gives it to a colleague.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::delegate_case())]
		pub fn delegate_case(origin: OriginFor<T>, case: CaseId, colleague: T::AccountId) -> DispatchResult {
			Self::do_delegate_case(&ensure_signed(origin)?, case, colleague)
		}

		/// The doctor who has a case reports to the patient. The custodian has the ciphertext, and has given a receipt.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::submit_report())]
		pub fn submit_report(origin: OriginFor<T>, case: CaseId, report: SubmissionOf<T>) -> DispatchResult {
			Self::do_submit_report(ensure_signed(origin)?, case, report)
		}

		/// The patient acknowledges a report, and the doctor is paid. Free of fees.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::acknowledge_report())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, case: &CaseId| -> bool {
			Pallet::<T>::may_acknowledge(origin, *case)
		})]
		pub fn acknowledge_report(origin: OriginFor<T>, case: CaseId) -> DispatchResult {
			Self::do_acknowledge_report(&ensure_signed(origin)?, case)
		}

		/// The patient disputes a report, and discloses its key to the arbiter. Free of fees; the bond is lost with a false
		/// complaint.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::dispute_report())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, case: &CaseId, arbiter: &T::AccountId, _: &Disclosure| -> bool {
			Pallet::<T>::may_dispute(origin, *case, arbiter)
		})]
		pub fn dispute_report(
			origin: OriginFor<T>,
			case: CaseId,
			arbiter: T::AccountId,
			disclosure: Disclosure,
		) -> DispatchResult {
			Self::do_dispute_report(ensure_signed(origin)?, case, arbiter, &disclosure)
		}

		/// The arbiter of a dispute, or the council, decides it.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::decide_dispute())]
		pub fn decide_dispute(origin: OriginFor<T>, case: CaseId, verdict: Verdict) -> DispatchResult {
			let judge = Self::judge(origin)?;
			Self::do_decide_dispute(judge, case, verdict)
		}

		/// Anyone ends a wait that is over. Nobody's money stays with a case that somebody forgot. Free of fees.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::lapse_case())]
		#[pallet::feeless_if(|origin: &OriginFor<T>, case: &CaseId| -> bool {
			Pallet::<T>::may_lapse(origin, *case)
		})]
		pub fn lapse_case(origin: OriginFor<T>, case: CaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse_case(case)
		}

		/// The patient, or the doctor who had it last, rates a settled case, once, with 1 to 5.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::rate_case())]
		pub fn rate_case(origin: OriginFor<T>, case: CaseId, stars: u8) -> DispatchResult {
			Self::do_rate_case(&ensure_signed(origin)?, case, stars)
		}

		/// Anyone clears a settled case that can be rated no more. Deposits return.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::clear_case(MAX_CLAIMS))]
		pub fn clear_case(origin: OriginFor<T>, case: CaseId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let claims = Self::do_clear_case(case)?;
			Ok(Some(T::WeightInfo::clear_case(claims)).into())
		}

		/// The council names who decides disputes from now on, or nobody.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::name_arbiter())]
		pub fn name_arbiter(origin: OriginFor<T>, arbiter: Option<T::AccountId>) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_name_arbiter(arbiter)
		}
	}
}
