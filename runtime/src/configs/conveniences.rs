//! What operators and wallets expect of a chain: calls of several signers, on another's behalf, at a later block.

use crate::{
	configs::system::RuntimeBlockWeights,
	constants::money::{deposit, DEPOSIT_PER_BYTE},
	AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, EqualPrivilegeOnly, InstanceFilter, LinearStoragePrice},
	weights::Weight,
};
use frame_system::EnsureRoot;
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

parameter_types! {
	/// Held for a stored preimage, beside its bytes.
	pub const PreimageBase: Balance = deposit(2, 64);
	/// Held for each byte of a stored preimage.
	pub const PreimageByte: Balance = DEPOSIT_PER_BYTE;
	/// Why a preimage's deposit is held.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// What scheduled calls may take of a block.
	pub MaximumSchedulerWeight: Weight = RuntimeBlockWeights::get().max_block.saturating_mul(4).saturating_div(5);
	/// Reserved while an account has proxies.
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	/// Reserved for each proxy: an account, a kind, a delay.
	pub const ProxyDepositFactor: Balance = deposit(0, 37);
	/// Reserved while a proxy has announced calls.
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	/// Reserved for each announced call: an account, a hash, a block.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 68);
	/// Reserved while a call waits for signatories.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// Reserved for each signatory it takes.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBase, PreimageByte, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	// Calls are scheduled through a motion alone, which judges them.
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type MaxScheduledPerBlock = ConstU32<50>;
	#[cfg(feature = "runtime-benchmarks")]
	type MaxScheduledPerBlock = ConstU32<512>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// What an account lets a proxy do in its name.
#[derive(
	Copy,
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// What moves no money and appoints no further proxies: an operator's everyday work.
	#[codec(index = 1)]
	NonTransfer,
	/// A guardian's: consents of a patient, and whether hospitals may count.
	#[codec(index = 2)]
	Consent,
	/// A member's of the council or the technical committee: propose, vote, close.
	#[codec(index = 3)]
	Council,
	/// A validator's keys, so that the account itself may lie in a safe.
	#[codec(index = 4)]
	SessionKeys,
}

impl ProxyType {
	/// Every kind.
	pub const ALL: [Self; 5] = [
		Self::Any,
		Self::NonTransfer,
		Self::Consent,
		Self::Council,
		Self::SessionKeys,
	];
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_ehr_index::Call::{clear_consent, grant_consent, withdraw_consent};
		use pallet_research::Call::{join_research, leave_research};
		match self {
			Self::Any => true,
			// A list of what is allowed: a pallet that comes later moves no money by surprise. Batches are judged call by
			// call; proxies and multisigs are not, for they act for others.
			Self::NonTransfer => matches!(
				call,
				RuntimeCall::System(_)
					| RuntimeCall::Session(_)
					| RuntimeCall::Grandpa(_)
					| RuntimeCall::ValidatorStaking(
						pallet_validator_staking::Call::validate { .. }
							| pallet_validator_staking::Call::chill { .. }
							| pallet_validator_staking::Call::claim_rewards { .. }
							| pallet_validator_staking::Call::cancel_slash { .. }
							| pallet_validator_staking::Call::set_validator_count { .. }
							| pallet_validator_staking::Call::purge_keys { .. }
					) | RuntimeCall::Council(_)
					| RuntimeCall::TechnicalCommittee(_)
					| RuntimeCall::Utility(_)
					| RuntimeCall::HospitalRegistry(_)
					| RuntimeCall::Revocation(_)
					| RuntimeCall::KeyAuthority(_)
					| RuntimeCall::EhrIndex(_)
					| RuntimeCall::Cases(
						pallet_cases::Call::claim_case { .. }
							| pallet_cases::Call::assign { .. }
							| pallet_cases::Call::delegate_case { .. }
							| pallet_cases::Call::clear_case { .. }
					) | RuntimeCall::Research(_)
					| RuntimeCall::Ceremony(
						pallet_ceremony::Call::enrol { .. }
							| pallet_ceremony::Call::commit { .. }
							| pallet_ceremony::Call::deal { .. }
							| pallet_ceremony::Call::complain { .. }
							| pallet_ceremony::Call::finish_ceremony { .. }
					)
			),
			Self::Consent => matches!(
				call,
				RuntimeCall::Utility(_)
					| RuntimeCall::EhrIndex(
						grant_consent { .. } | withdraw_consent { .. } | clear_consent { .. }
					) | RuntimeCall::Research(join_research {} | leave_research {})
			),
			Self::Council => matches!(
				call,
				RuntimeCall::Utility(_) | RuntimeCall::Council(_) | RuntimeCall::TechnicalCommittee(_)
			),
			Self::SessionKeys => matches!(call, RuntimeCall::Utility(_) | RuntimeCall::Session(_)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other
			|| matches!((self, other), (Self::Any, _))
			|| (matches!(self, Self::NonTransfer) && !matches!(other, Self::Any))
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}
