//! Who authors blocks, who finalises them, and when they change.

use crate::{
	configs::council::TwoThirdsOfCouncil,
	constants::money::{deposit, SAL},
	AccountId, Aura, Balance, Balances, BlockNumber, Historical, HospitalRegistry, Offences, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, Session, SessionKeys, System, UncheckedExtrinsic,
	ValidatorStaking,
};
use codec::Decode;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, Contains, Get, KeyOwnerProofSystem},
	weights::Weight,
	PalletId,
};
use pallet_validator_staking::{ExposureOf, ExposureOfValidator, OncePerIncident, MAX_BACKERS};
use sp_core::crypto::KeyTypeId;
use sp_runtime::{
	traits::{ConvertInto, OpaqueKeys},
	Percent,
};
use sp_staking::SessionIndex;

/// Key with which a hospital signs its blocks.
pub type AuraId = sp_consensus_aura::sr25519::AuthorityId;

/// Most hospitals that can validate at a time.
pub const MAX_AUTHORITIES: u32 = 100;

parameter_types! {
	/// Block at which the first session ends early, if not 0.
	pub const Offset: BlockNumber = 0;
	/// Held from a hospital while its session keys are stored.
	pub const KeyDeposit: Balance = deposit(2, 128);
	/// The account into which fees flow.
	pub const PotId: PalletId = PalletId(*b"salus/pt");
	/// A validator that fills fewer of its slots has a bad session.
	pub const LivenessThreshold: Percent = Percent::from_percent(50);
}

/// Blocks of a session.
pub type Period = crate::clock::Session<Runtime>;

/// Sessions during which an offence can be reported: a week of hours.
pub const REPORT_SESSIONS: SessionIndex = 168;
/// Sessions during which the council may forgive: two days of hours.
pub const SLASH_DEFER_SESSIONS: SessionIndex = 48;
/// Sessions until unbonded money is free: longer than a report and its slash can take.
pub const BONDING_SESSIONS: SessionIndex = 220;

impl crate::clock::Config for Runtime {}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	type MinimumPeriod = crate::clock::HalfSlot<Self>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ValidatorStaking;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = pallet_session::PeriodicSessions<Period, Offset>;
	type NextSessionRotation = pallet_session::PeriodicSessions<Period, Offset>;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, ValidatorStaking>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_validator_staking::WithinFloor;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ExposureOf<Runtime>;
	type FullIdentificationOf = ExposureOfValidator<Runtime>;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = ValidatorStaking;
}

/// The slot of this block, from its header: no hook must have run before.
pub struct SlotOfBlock;

impl Get<Option<u64>> for SlotOfBlock {
	fn get() -> Option<u64> {
		System::digest()
			.logs
			.iter()
			.filter_map(|log| log.as_pre_runtime())
			.find(|(engine, _)| *engine == sp_consensus_aura::AURA_ENGINE_ID)
			.and_then(|(_, mut slot)| u64::decode(&mut slot).ok())
	}
}

/// While a forced change of voters is pending, GRANDPA ignores all others.
pub struct ForcedChangePending;

impl Get<bool> for ForcedChangePending {
	fn get() -> bool {
		pallet_grandpa::PendingChange::<Runtime>::exists()
	}
}

/// Closes `session.purge_keys`, which would take away the keys of a validator; `validator_staking.purge_keys` does not.
pub struct KeysStay;

impl Contains<RuntimeCall> for KeysStay {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. })
		)
	}
}

impl pallet_validator_staking::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Hospitals = HospitalRegistry;
	type Sessions = Session;
	type Slot = SlotOfBlock;
	type FinalityBusy = ForcedChangePending;
	type CouncilOrigin = TwoThirdsOfCouncil;
	// Burnt: nobody gains by a slash.
	type Slashed = ();
	type PotId = PotId;
	type MinBond = ConstU128<{ 1_000 * SAL }>;
	type MinBacking = ConstU128<{ 10 * SAL }>;
	type MaxCandidates = ConstU32<1_000>;
	type MaxValidators = ConstU32<MAX_AUTHORITIES>;
	type BondingSessions = ConstU32<BONDING_SESSIONS>;
	type ReportSessions = ConstU32<REPORT_SESSIONS>;
	type SlashDeferSessions = ConstU32<SLASH_DEFER_SESSIONS>;
	type BanSessions = ConstU32<REPORT_SESSIONS>;
	type BadSessions = ConstU32<2>;
	type BenchSessions = ConstU32<4>;
	type LivenessThreshold = LivenessThreshold;
	type SessionIssuance = ConstU128<0>;
	type WeightInfo = pallet_validator_staking::weights::SubstrateWeight<Runtime>;
}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = crate::Session;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = crate::clock::Slot<Self>;
}

/// Blocks for which a report of an offence waits in the pool.
pub struct ReportLongevity;

impl Get<u64> for ReportLongevity {
	fn get() -> u64 {
		u64::from(REPORT_SESSIONS).saturating_mul(Period::get().into())
	}
}

/// What a report costs: checking it, as upstream counts, and what follows from it here for everybody who was reported for
/// the same round, at worst all validators.
pub struct GrandpaWeight;

impl pallet_grandpa::WeightInfo for GrandpaWeight {
	fn report_equivocation(validators: u32, backers: u32) -> Weight {
		use pallet_validator_staking::WeightInfo;
		let note = <Runtime as pallet_validator_staking::Config>::WeightInfo::note_offence();
		<() as pallet_grandpa::WeightInfo>::report_equivocation(validators, backers)
			.saturating_add(note.saturating_mul(validators.max(1).into()))
	}

	fn note_stalled() -> Weight {
		<() as pallet_grandpa::WeightInfo>::note_stalled()
	}
}

/// The proof that a key belonged to a validator in a session.
pub type KeyOwnerProof = <Historical as KeyOwnerProofSystem<(KeyTypeId, pallet_grandpa::AuthorityId)>>::Proof;

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = GrandpaWeight;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<MAX_BACKERS>;
	// Voters change at most once a session: as many as `BONDING_SESSIONS`.
	type MaxSetIdSessionEntries = ConstU64<220>;
	type KeyOwnerProof = KeyOwnerProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		OncePerIncident<Self, Offences>,
		Historical,
		ReportLongevity,
	>;
}

impl<Call> frame_system::offchain::CreateTransactionBase<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<Call> frame_system::offchain::CreateBare<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
