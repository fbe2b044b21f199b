//! Who authors blocks, who finalises them, and when they change.

use crate::{
	constants::{money::deposit, time::SESSION},
	AccountId, Aura, Balance, Balances, BlockNumber, Runtime, RuntimeEvent, SessionKeys,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64},
};
use sp_runtime::traits::{ConvertInto, OpaqueKeys};

/// Key with which a hospital signs its blocks.
pub type AuraId = sp_consensus_aura::sr25519::AuthorityId;

/// Most hospitals that can validate at a time.
pub const MAX_AUTHORITIES: u32 = 100;

parameter_types! {
	/// Blocks of a session.
	pub const Period: BlockNumber = SESSION;
	/// Block at which the first session ends early, if not 0.
	pub const Offset: BlockNumber = 0;
	/// Held from a hospital while its session keys are stored.
	pub const KeyDeposit: Balance = deposit(2, 128);
}

impl crate::clock::Config for Runtime {}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	type MinimumPeriod = crate::clock::HalfSlot<Self>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = pallet_session::PeriodicSessions<Period, Offset>;
	type NextSessionRotation = pallet_session::PeriodicSessions<Period, Offset>;
	// The validators of genesis stay.
	type SessionManager = ();
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = crate::Session;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = crate::clock::Slot<Self>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<0>;
	// A report needs someone to punish: none is accepted while validators have nothing at stake.
	type KeyOwnerProof = sp_core::Void;
	type EquivocationReportSystem = ();
}
