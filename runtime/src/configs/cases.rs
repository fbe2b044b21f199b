//! Cases: how long each side has, what is held, and who decides.
//!
//! Whoever waits for somebody waits at most: a claim window and the time to count, then for each of a few doctors a contest
//! window and the time to report; after a report the time to answer, and to decide.

use crate::{
	configs::{
		consensus::Period,
		council::TwoThirdsOfCouncil,
		health::{DepositBase, DepositPerByte},
	},
	constants::money::SAL,
	Balance, Balances, BlockNumber, EhrIndex, HospitalRegistry, Revocation, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get},
};

/// Sessions of a day, where a session is an hour.
const DAY: BlockNumber = 24;

parameter_types! {
	/// Two sessions from the first claim or the fee, in which doctors claim.
	pub ClaimWindow: BlockNumber = Period::get().saturating_mul(2);
	/// For the custodian to check the matches and to count.
	pub AssignPeriod: BlockNumber = Period::get().saturating_mul(DAY);
	/// A session, in which claimants who were left out may say so.
	pub ContestWindow: BlockNumber = Period::get();
	/// For a doctor to open the record, and to report.
	pub ReportPeriod: BlockNumber = Period::get().saturating_mul(3 * DAY);
	/// For a patient to read a report.
	pub AcknowledgePeriod: BlockNumber = Period::get().saturating_mul(7 * DAY);
	/// For the arbiter, and for the council if the arbiter does not decide.
	pub DecisionPeriod: BlockNumber = Period::get().saturating_mul(7 * DAY);
	/// How long a settled case stays, and may be rated.
	pub RatingPeriod: BlockNumber = Period::get().saturating_mul(7 * DAY);
	/// How long whoever lost a dispute makes no claim, or offers no fee.
	pub BanPeriod: BlockNumber = Period::get().saturating_mul(30 * DAY);
	/// Eight hospitals at least share the places of a case.
	pub const MaxClaimsPerHospital: u32 = 4;
	/// What is lost with a report that does not open, a false complaint, or a contest that fails.
	pub const Bond: Balance = 10 * SAL;
}

impl pallet_cases::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Hospitals = HospitalRegistry;
	type Revocations = Revocation;
	type Records = EhrIndex;
	type CouncilOrigin = TwoThirdsOfCouncil;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Bond = Bond;
	type ClaimWindow = ClaimWindow;
	type AssignPeriod = AssignPeriod;
	type ContestWindow = ContestWindow;
	type ReportPeriod = ReportPeriod;
	type AcknowledgePeriod = AcknowledgePeriod;
	type DecisionPeriod = DecisionPeriod;
	type RatingPeriod = RatingPeriod;
	type BanPeriod = BanPeriod;
	type MaxAssignments = ConstU32<3>;
	type MaxClaimsPerHospital = MaxClaimsPerHospital;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkKeys = HospitalRegistry;
	type WeightInfo = pallet_cases::weights::SubstrateWeight<Runtime>;
}
