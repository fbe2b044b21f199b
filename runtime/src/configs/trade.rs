//! Trade: what is held, how long each side has, and who gets the fees of transactions that nobody signs.

use crate::{
	configs::{
		consensus::Period,
		emergency::CallFilter,
		health::{DepositBase, DepositPerByte, Suite},
	},
	constants::time::{DAYS, MINUTES},
	AccountId, Balance, Balances, BlockNumber, HospitalRegistry, Runtime, RuntimeCall, RuntimeHoldReason,
	Timestamp, TransactionPayment,
};
use frame_support::{
	dispatch::DispatchInfo,
	parameter_types,
	traits::{ConstU32, Contains, Get},
	weights::Weight,
};
use sp_runtime::traits::Convert;

/// Ten minutes: a block is final by then, or blocks are not made either.
const TEN_MINUTES: BlockNumber = 10 * MINUTES;

parameter_types! {
	/// Two sessions: whatever keeps a block from being final, it has not kept a payment from being made for so long.
	pub Grace: BlockNumber = Period::get().saturating_mul(2);
	/// What a lock leaves to the seller: to see it final, and to reveal.
	pub LockMargin: BlockNumber = Period::get().min(TEN_MINUTES);
	/// A session to fulfil a claim.
	pub LeastFulfilment: BlockNumber = Period::get();
	/// A session between the notice that an offer closes and its money.
	pub CloseNotice: BlockNumber = Period::get();
	/// How long money may wait, and how long an offer stands.
	pub const MaxDuration: BlockNumber = 92 * DAYS;
	/// How long a closed trade stays, and may be rated: a week of hours.
	pub RatingPeriod: BlockNumber = Period::get().saturating_mul(168);
}

/// Most claims in a block.
const CLAIMS: u32 = 12;

/// Most claims in a block; none while the safe mode or a pause stops them. One that came into a block and was stopped there
/// would have cost its sender nothing, and could come again.
pub struct MaxClaimsPerBlock;

impl Get<u32> for MaxClaimsPerBlock {
	fn get() -> u32 {
		let claim: RuntimeCall = pallet_trade_escrow::Call::claim_slot {
			offer: 0,
			payee: AccountId::new([0; 32]),
			expiry: 0,
			presentation: Default::default(),
		}
		.into();
		if CallFilter::contains(&claim) {
			CLAIMS
		} else {
			0
		}
	}
}

/// The fee of an ordinary transaction at this block's prices.
pub struct CallFee;

impl Convert<(Weight, u32), Balance> for CallFee {
	fn convert((call_weight, length): (Weight, u32)) -> Balance {
		let info = DispatchInfo {
			call_weight,
			..Default::default()
		};
		TransactionPayment::compute_fee(length, &info, 0)
	}
}

impl pallet_trade_escrow::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Suite = Suite;
	type Hospitals = HospitalRegistry;
	type Issuers = HospitalRegistry;
	type Time = Timestamp;
	type Fee = CallFee;
	// With the fees of signed transactions.
	type FeeDestination = pallet_validator_staking::ToPot<Runtime>;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Grace = Grace;
	type LockMargin = LockMargin;
	type LeastFulfilment = LeastFulfilment;
	type MaxDuration = MaxDuration;
	type CloseNotice = CloseNotice;
	type RatingPeriod = RatingPeriod;
	type MaxSlots = ConstU32<10_000>;
	type MaxClaimsPerBlock = MaxClaimsPerBlock;
	type MaxClaimsPerOffer = ConstU32<4>;
	type WeightInfo = pallet_trade_escrow::weights::SubstrateWeight<Runtime>;
}
