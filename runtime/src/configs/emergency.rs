//! Emergencies: the safe mode refuses most calls for a day, a pause refuses one kind until it is lifted.
//!
//! Two thirds of the council begin and end both. Neither ever stops consensus, the council that must end it, nor a
//! patient's right to take back what was allowed, nor the end of a trade for which money is on hold.

use crate::{
	configs::council::TwoThirdsOfCouncil, constants::time::DAYS, AccountId, Balances, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, SafeMode, TxPause,
};
use frame_support::traits::{ConstU32, Contains, GetCallMetadata, InsideBoth};
use frame_system::EnsureWithSuccess;
use pallet_tx_pause::RuntimeCallNameOf;

/// What signed calls must pass, and those that other calls carry. Root passes it.
pub type CallFilter = InsideBoth<crate::configs::consensus::KeysStay, InsideBoth<SafeMode, TxPause>>;

/// How long the safe mode lasts, and how much longer each time it is extended.
pub const SAFE_MODE: crate::BlockNumber = DAYS;

/// Pallets, and which of their calls nothing stops; all of them where none is named.
///
/// Blocks go on, validators keep their keys and answer for their faults; the council governs and ends the emergency; an
/// authorised upgrade may be the remedy; and access can be taken away from anybody, up to the epoch that makes a
/// revocation good in the cryptography. Trades that began, and cases that were assigned, come to their end: whoever may be paid
/// is paid within its time, and whoever may have money back gets it.
pub const NEVER_STOPPED: &[(&str, &[&str])] = &[
	("System", &["apply_authorized_upgrade"]),
	("Timestamp", &[]),
	("Session", &[]),
	(
		"ValidatorStaking",
		&["chill", "cancel_slash", "set_validator_count", "purge_keys"],
	),
	("Grandpa", &[]),
	("Council", &[]),
	("CouncilMembership", &[]),
	("TechnicalCommittee", &[]),
	("TechnicalMembership", &[]),
	("Motion", &[]),
	("SafeMode", &[]),
	("TxPause", &[]),
	("HospitalRegistry", &["suspend", "dismiss_staff"]),
	("Revocation", &[]),
	(
		"KeyAuthority",
		&[
			"withdraw_attributes",
			"post_partials_digest",
			"publish_update_keys",
			"report_bad_update_key",
			"report_missing_partials",
		],
	),
	(
		"EhrIndex",
		&["withdraw_consent", "withdraw_authorisation", "review_emergency"],
	),
	(
		"TradeEscrow",
		&[
			"reveal",
			"refund",
			"fulfil_slot",
			"lapse_slot",
			"close_offer",
			"settle_offer",
		],
	),
	(
		"Cases",
		&[
			"contest_assignment",
			"decide_contest",
			"submit_report",
			"acknowledge_report",
			"dispute_report",
			"decide_dispute",
			"lapse_case",
		],
	),
	("Research", &["leave_research"]),
	// Below its threshold of holders a key is lost for good.
	("Ceremony", &[]),
	("Sudo", &[]),
];

/// Pallets whose calls carry others, each judged by itself. The safe mode lets them pass, so that whoever acts through a
/// proxy or with others keeps the same rights; one of them alone can be paused.
pub const CARRIERS: &[&str] = &["Utility", "Proxy", "Multisig"];

fn is_never_stopped(pallet: &[u8], call: &[u8]) -> bool {
	NEVER_STOPPED.iter().any(|(name, calls)| {
		name.as_bytes() == pallet && (calls.is_empty() || calls.iter().any(|name| name.as_bytes() == call))
	})
}

/// What the safe mode lets pass.
pub struct AllowedInSafeMode;

impl Contains<RuntimeCall> for AllowedInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		let names = call.get_call_metadata();
		CARRIERS.contains(&names.pallet_name)
			|| is_never_stopped(names.pallet_name.as_bytes(), names.function_name.as_bytes())
	}
}

/// What cannot be paused.
pub struct Unpausable;

impl Contains<RuntimeCallNameOf<Runtime>> for Unpausable {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		is_never_stopped(pallet, call)
	}
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = AllowedInSafeMode;
	type EnterDuration = ConstU32<SAFE_MODE>;
	type ExtendDuration = ConstU32<SAFE_MODE>;
	// Nobody enters it for money.
	type EnterDepositAmount = ();
	type ExtendDepositAmount = ();
	type ForceEnterOrigin = EnsureWithSuccess<TwoThirdsOfCouncil, AccountId, ConstU32<SAFE_MODE>>;
	type ForceExtendOrigin = EnsureWithSuccess<TwoThirdsOfCouncil, AccountId, ConstU32<SAFE_MODE>>;
	type ForceExitOrigin = TwoThirdsOfCouncil;
	type ForceDepositOrigin = TwoThirdsOfCouncil;
	type Notify = ();
	type ReleaseDelay = ();
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = TwoThirdsOfCouncil;
	type UnpauseOrigin = TwoThirdsOfCouncil;
	type WhitelistedCalls = Unpausable;
	type MaxNameLen = ConstU32<64>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
