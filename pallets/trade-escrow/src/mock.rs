//! A chain of this pallet, balances, and a registry and a calendar that tests set as they like.

use crate::{self as pallet_trade_escrow, BalanceOf, Call, HoldReason, SaleState, SlotState};
use frame_support::{
	derive_impl,
	dispatch::DispatchResult,
	parameter_types, storage_alias,
	traits::{
		fungible::{Balanced, Credit, InspectHold},
		Authorize, ConstU128, OnUnbalanced, UnixTime, VariantCountOf,
	},
	weights::Weight,
	Blake2_128Concat,
};
use frame_system::RawOrigin;
use salus_primitives::{
	hospital::{Handle, HospitalId, KeyPurpose},
	traits::{HospitalRegistry, IssuerRegistry},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_runtime::{
	traits::{Convert, Dispatchable, IdentityLookup},
	transaction_validity::{TransactionSource, TransactionValidityError},
	BuildStorage,
};
use std::time::Duration;

type Block = frame_system::mocking::MockBlockU32<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;

	#[runtime::pallet_index(2)]
	pub type TradeEscrow = pallet_trade_escrow;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type Block = Block;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

parameter_types! {
	pub const DepositBase: Balance = 1_000;
	pub const DepositPerByte: Balance = 1;
	pub const Grace: BlockNumber = GRACE;
	pub const LockMargin: BlockNumber = LOCK_MARGIN;
	pub const LeastFulfilment: BlockNumber = LEAST_FULFILMENT;
	pub const MaxDuration: BlockNumber = MAX_DURATION;
	pub const CloseNotice: BlockNumber = CLOSE_NOTICE;
	pub const RatingPeriod: BlockNumber = RATING_PERIOD;
	pub const MaxSlots: u32 = MAX_SLOTS;
	pub const MaxClaimsPerBlock: u32 = CLAIMS_PER_BLOCK;
	pub const MaxClaimsPerOffer: u32 = CLAIMS_PER_OFFER;
}

impl pallet_trade_escrow::Config for Test {
	type CloseNotice = CloseNotice;
	type Currency = Balances;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type Fee = Fees;
	type FeeDestination = ToAuthor;
	type Grace = Grace;
	type Hospitals = Registry;
	type Issuers = Registry;
	type LeastFulfilment = LeastFulfilment;
	type LockMargin = LockMargin;
	type MaxClaimsPerBlock = MaxClaimsPerBlock;
	type MaxClaimsPerOffer = MaxClaimsPerOffer;
	type MaxDuration = MaxDuration;
	type MaxSlots = MaxSlots;
	type RatingPeriod = RatingPeriod;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Suite = salus_crypto::Bls;
	type Time = Calendar;
	type WeightInfo = ();
}

/// Smallest balance of an account.
pub const EXISTENTIAL: Balance = 10;
/// What each actor starts with.
pub const ENDOWMENT: Balance = 10_000_000;
/// Actors with money at the start.
pub const ACTORS: u8 = 6;

pub const GRACE: BlockNumber = 10;
pub const LOCK_MARGIN: BlockNumber = 5;
pub const LEAST_FULFILMENT: BlockNumber = 20;
pub const MAX_DURATION: BlockNumber = 1_000;
pub const CLOSE_NOTICE: BlockNumber = 15;
pub const RATING_PERIOD: BlockNumber = 30;
pub const MAX_SLOTS: u32 = 8;
pub const CLAIMS_PER_BLOCK: u32 = 3;
pub const CLAIMS_PER_OFFER: u32 = 2;

/// Hash of block 0.
pub const GENESIS: Hash = Hash::repeat_byte(0x45);
/// 16 November 2026, in the last quarter of the year.
pub const NOVEMBER: u64 = 1_794_787_200;
/// 20 January 2027, in the third week of the next quarter.
pub const JANUARY: u64 = 1_800_403_200;

/// Account number `n`.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// Buys.
pub fn buyer() -> AccountId {
	account(1)
}

/// Buys too.
pub fn rival() -> AccountId {
	account(2)
}

/// A patient's account for a sale.
pub fn seller() -> AccountId {
	account(3)
}

/// An account with money and no part in anything.
pub fn stranger() -> AccountId {
	account(4)
}

/// Another patient's account.
pub fn other_seller() -> AccountId {
	account(5)
}

/// The hospital that authors the blocks, and gets the fees.
pub fn author() -> AccountId {
	account(6)
}

/// An account that never held a token.
pub fn fresh(n: u8) -> AccountId {
	account(100 + n)
}

/// A fee with both parts of what it is for.
pub struct Fees;

impl Convert<(Weight, u32), Balance> for Fees {
	fn convert((weight, length): (Weight, u32)) -> Balance {
		Balance::from(weight.ref_time() / 1_000_000_000) + Balance::from(length / 100)
	}
}

/// Gives the fees to the author.
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		assert!(Balances::resolve(&author(), credit).is_ok());
	}
}

/// What is on hold of `who` for `reason`.
pub fn held(reason: HoldReason, who: &AccountId) -> BalanceOf<Test> {
	Balances::balance_on_hold(&reason.into(), who)
}

/// All that is on hold on the chain.
pub fn all_holds() -> Balance {
	pallet_balances::Holds::<Test>::iter_values()
		.flat_map(|holds| holds.into_iter().map(|hold| hold.amount))
		.sum()
}

/// All that the entries say is on hold.
pub fn all_owed() -> Balance {
	let sales = crate::Sales::<Test>::iter_values().map(|sale| match sale.state {
		SaleState::Locked { .. } => sale.deposit + sale.proposal.price,
		_ => sale.deposit,
	});
	let offers = crate::Offers::<Test>::iter_values()
		.map(|offer| offer.deposit + offer.price * Balance::from(offer.free) + offer.fees);
	let slots = crate::Slots::<Test>::iter().map(|(offer, _, slot)| {
		let price = crate::Offers::<Test>::get(offer).unwrap().price;
		let bond = slot.bond.map_or(0, |bond| bond.amount);
		bond + if slot.state == SlotState::Claimed {
			price
		} else {
			0
		}
	});
	sales.chain(offers).chain(slots).sum()
}

/// The last event of this pallet.
pub fn last_event() -> Option<crate::Event<Test>> {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::TradeEscrow(event) => Some(event),
			_ => None,
		})
}

/// Checks a transaction that nobody signed as the pool and the block do, then executes it.
pub fn submit(call: Call<Test>) -> Result<DispatchResult, TransactionValidityError> {
	let authorised = call.authorize(TransactionSource::External);
	authorised.expect("the call authorises itself")?;
	let outcome = RuntimeCall::from(call).dispatch(RawOrigin::<AccountId>::Authorized.into());
	Ok(outcome.map(|_| ()).map_err(|error| error.error))
}

/// Moves to a block.
pub fn go_to(block: BlockNumber) {
	assert!(block >= System::block_number());
	System::set_block_number(block);
}

/// The registry as the tests set it.
pub struct Registry;

#[storage_alias]
type IssuerKeys = StorageMap<Mock, Blake2_128Concat, HospitalId, ([u8; 48], [u8; 96])>;
#[storage_alias]
type Suspended = StorageMap<Mock, Blake2_128Concat, HospitalId, ()>;
#[storage_alias]
type TradeKeys = StorageMap<Mock, Blake2_128Concat, AccountId, [u8; 32]>;
#[storage_alias]
type Seconds = StorageValue<Mock, u64>;

impl Registry {
	/// Adds an accredited hospital, or replaces its key.
	pub fn found(hospital: HospitalId, pk1: [u8; 48], pk2: [u8; 96]) {
		IssuerKeys::insert(hospital, (pk1, pk2));
	}

	/// The council suspends a hospital.
	pub fn suspend(hospital: HospitalId) {
		Suspended::insert(hospital, ());
	}

	/// The council reinstates a hospital.
	pub fn reinstate(hospital: HospitalId) {
		Suspended::remove(hospital);
	}

	/// Registers a trade key.
	pub fn register(account: &AccountId, key: [u8; 32]) {
		TradeKeys::insert(account, key);
	}
}

impl HospitalRegistry<AccountId> for Registry {
	fn operated_by(_: &AccountId) -> Option<HospitalId> {
		None
	}

	fn operator(_: HospitalId) -> Option<AccountId> {
		None
	}

	fn is_accredited(hospital: HospitalId) -> bool {
		IssuerKeys::contains_key(hospital) && !Suspended::contains_key(hospital)
	}

	fn handle(_: HospitalId) -> Option<Handle> {
		None
	}

	fn employer(_: &AccountId) -> Option<HospitalId> {
		None
	}

	fn is_patient(_: &AccountId) -> bool {
		false
	}

	fn key(account: &AccountId, purpose: KeyPurpose) -> Option<[u8; 32]> {
		TradeKeys::get(account).filter(|_| purpose == KeyPurpose::Trade)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(_: &AccountId, seed: u32) -> HospitalId {
		1_000 + seed
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(_: &AccountId, _: HospitalId) {}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(_: &AccountId, _: HospitalId) {}
}

impl IssuerRegistry<AccountId> for Registry {
	fn issuer_key(hospital: HospitalId) -> Option<([u8; 48], [u8; 96])> {
		IssuerKeys::get(hospital)
	}

	fn issues_under(hospital: HospitalId, pk1: &[u8; 48]) -> bool {
		!Suspended::contains_key(hospital) && IssuerKeys::get(hospital).is_some_and(|(key, _)| key == *pk1)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_issuer(_: &AccountId, seed: u32, pk1: [u8; 48], pk2: [u8; 96]) -> HospitalId {
		let hospital = 1_000 + seed;
		Self::found(hospital, pk1, pk2);
		hospital
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_trade_key(account: &AccountId, key: [u8; 32]) {
		Self::register(account, key);
	}
}

/// The time as the tests set it.
pub struct Calendar;

impl Calendar {
	/// Sets the time.
	pub fn set(seconds: u64) {
		Seconds::put(seconds);
	}
}

impl UnixTime for Calendar {
	fn now() -> Duration {
		Duration::from_secs(Seconds::get().unwrap_or(NOVEMBER))
	}
}

/// Storage at block 1: actors with money.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: (1..=ACTORS).map(|n| (account(n), ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	let mut ext = sp_io::TestExternalities::new(storage);
	ext.execute_with(|| {
		frame_system::BlockHash::<Test>::insert(0, GENESIS);
		System::set_block_number(1);
	});
	ext
}

/// Runs a test that leaves a broken state behind.
pub fn execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		crate::tests::world::found();
		System::reset_events();
		test();
	});
}

/// Runs a test, then checks the state: every invariant, and no money made, lost, or held for nothing.
pub fn build_and_execute(test: impl FnOnce()) {
	execute(|| {
		test();
		check();
	});
}

/// Every invariant, and the conservation of money.
pub fn check() {
	assert_eq!(TradeEscrow::check_state(), Ok(()));
	assert_eq!(all_holds(), all_owed());
	assert_eq!(
		pallet_balances::TotalIssuance::<Test>::get(),
		Balance::from(ACTORS) * ENDOWMENT
	);
}
