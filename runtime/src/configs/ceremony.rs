//! Ceremonies: how long their phases last, what is held, and when an authority is late.

use crate::{
	configs::{council::TwoThirdsOfCouncil, health::Suite},
	constants::{
		money::SAL,
		time::{DAYS, HOURS},
	},
	Balance, Balances, BlockNumber, HospitalRegistry, KeyAuthority, Revocation, Runtime, RuntimeHoldReason,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get},
};
use salus_primitives::ceremony::Settings;
use sp_runtime::Perbill;

parameter_types! {
	/// An hour a phase: an operator may be called. A sharing is renewed each month.
	pub const DefaultSettings: Settings<BlockNumber> = Settings {
		automatic: false,
		minimum: 4,
		enrol: HOURS,
		commit: HOURS,
		deal: HOURS,
		complain: HOURS,
		settle: DAYS,
		refresh: 30 * DAYS,
		retry: HOURS,
	};
	/// Held from who takes part in a round: what a lie costs.
	pub const CeremonyDeposit: Balance = 100 * SAL;
	/// What of it not keeping a promise costs.
	pub const WithheldShare: Perbill = Perbill::from_percent(10);
}

/// Half an epoch, in which an authority posts the digest of its partials.
pub struct ReportAfter;

impl Get<BlockNumber> for ReportAfter {
	fn get() -> BlockNumber {
		pallet_revocation::EpochSchedule::<Runtime>::get()
			.and_then(|schedule| schedule.epoch_length.checked_div(2))
			.unwrap_or_default()
	}
}

impl pallet_ceremony::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Suite = Suite;
	type Hospitals = HospitalRegistry;
	type Revocations = Revocation;
	type Keys = KeyAuthority;
	type CouncilOrigin = TwoThirdsOfCouncil;
	// Burnt: nobody gains by a slash but who was lied to.
	type Slashed = ();
	type DefaultSettings = DefaultSettings;
	type CeremonyDeposit = CeremonyDeposit;
	type WithheldShare = WithheldShare;
	type MaxSilence = ConstU32<3>;
	type WeightInfo = pallet_ceremony::weights::SubstrateWeight<Runtime>;
}
