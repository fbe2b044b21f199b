//! A small chain: real balances, real curve arithmetic. Hospitals are a table; the keys in use are two values.

use crate as pallet_ceremony;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{fungible::InspectHold, Hooks},
	weights::Weight,
};
use frame_system::EnsureRoot;
use salus_crypto::Bls;
use salus_primitives::{
	authority::{Leaf, Parameters},
	ceremony::{CeremonyKind, Settings},
	hospital::{Handle, HospitalId, KeyPurpose},
	token::TokenAuthority,
	traits::{HospitalRegistry, RevocationRegistry, Sharings, StandingObserver},
};
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage, DispatchResult, Perbill};

pub type AccountId = AccountId32;
pub type Balance = u128;

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
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Ceremony = pallet_ceremony;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
}

pub const DEPOSIT: Balance = 1_000;
pub const FUNDS: Balance = 100_000;
pub const SETTINGS: Settings<u64> = Settings {
	automatic: false,
	minimum: 2,
	enrol: 10,
	commit: 9,
	deal: 8,
	complain: 7,
	settle: 5,
	refresh: 100,
	retry: 20,
};

parameter_types! {
	pub const DefaultSettings: Settings<u64> = SETTINGS;
	pub const CeremonyDeposit: Balance = DEPOSIT;
	pub const WithheldShare: Perbill = Perbill::from_percent(10);
	pub const MaxSilence: u32 = 3;
	/// Operator, whether accredited.
	pub storage Hospitals: Vec<(AccountId, bool)> = Vec::new();
	/// Operators of hospitals that have left.
	pub storage Gone: Vec<AccountId> = Vec::new();
	pub storage UsedParameters: Option<Parameters<AccountId>> = None;
	pub storage UsedToken: Option<TokenAuthority<AccountId>> = None;
	pub storage Silent: Vec<(AccountId, u32)> = Vec::new();
	pub storage Revoked: Vec<AccountId> = Vec::new();
}

impl pallet_ceremony::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Suite = Bls;
	type Hospitals = Registry;
	type Revocations = Registry;
	type Keys = Registry;
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Slashed = ();
	type DefaultSettings = DefaultSettings;
	type CeremonyDeposit = CeremonyDeposit;
	type WithheldShare = WithheldShare;
	type MaxSilence = MaxSilence;
	type WeightInfo = ();
}

/// The table [`Hospitals`], and the keys in use.
pub struct Registry;

impl Sharings<AccountId> for Registry {
	fn parameters() -> Option<Parameters<AccountId>> {
		UsedParameters::get()
	}
	fn token_authority() -> Option<TokenAuthority<AccountId>> {
		UsedToken::get()
	}
	fn install_parameters(parameters: Parameters<AccountId>) {
		UsedParameters::set(&Some(parameters));
	}
	fn install_token_authority(token: TokenAuthority<AccountId>) {
		UsedToken::set(&Some(token));
	}
	fn missed(authority: &AccountId) -> u32 {
		Silent::get()
			.into_iter()
			.find(|(silent, _)| silent == authority)
			.map_or(0, |(_, times)| times)
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_missed(authority: &AccountId, times: u32) {
		let mut silent = Silent::get();
		silent.push((authority.clone(), times));
		Silent::set(&silent);
	}
}

impl RevocationRegistry<AccountId> for Registry {
	fn is_revoked(account: &AccountId) -> bool {
		Revoked::get().contains(account)
	}
	fn revoke_leaf(_: Leaf) -> DispatchResult {
		Ok(())
	}
	fn is_leaf_revoked(_: Leaf) -> bool {
		false
	}
	fn revoke_account(account: &AccountId) -> DispatchResult {
		let mut revoked = Revoked::get();
		revoked.push(account.clone());
		Revoked::set(&revoked);
		Ok(())
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(_: &AccountId) {}
}

impl HospitalRegistry<AccountId> for Registry {
	fn operated_by(account: &AccountId) -> Option<HospitalId> {
		Hospitals::get()
			.iter()
			.position(|(operator, _)| operator == account)
			.map(|at| at as HospitalId)
	}
	fn operator(hospital: HospitalId) -> Option<AccountId> {
		Hospitals::get()
			.get(hospital as usize)
			.map(|(operator, _)| operator.clone())
	}
	fn is_accredited(hospital: HospitalId) -> bool {
		Hospitals::get()
			.get(hospital as usize)
			.is_some_and(|(_, accredited)| *accredited)
	}
	fn has_left(hospital: HospitalId) -> bool {
		Self::operator(hospital).is_none_or(|operator| Gone::get().contains(&operator))
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
	fn key(_: &AccountId, _: KeyPurpose) -> Option<[u8; 32]> {
		None
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &AccountId, _: u32) -> HospitalId {
		let mut hospitals = Hospitals::get();
		hospitals.push((account.clone(), true));
		Hospitals::set(&hospitals);
		hospitals.len() as HospitalId - 1
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(_: &AccountId, _: HospitalId) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(_: &AccountId, _: HospitalId) {}
}

/// The operator of hospital `place`, from 0.
pub fn operator(place: u8) -> AccountId {
	AccountId::new([place + 1; 32])
}

/// Nobody's operator.
pub const STRANGER: AccountId = AccountId::new([200; 32]);
/// An account for a node.
pub const AGENT: AccountId = AccountId::new([201; 32]);

/// Accredits a hospital, new or not.
pub fn accredit(who: &AccountId) {
	let mut hospitals = Hospitals::get();
	match hospitals.iter_mut().find(|(operator, _)| operator == who) {
		Some(hospital) => hospital.1 = true,
		None => hospitals.push((who.clone(), true)),
	}
	Hospitals::set(&hospitals);
	Ceremony::on_accredited(who);
}

/// Enters a hospital that has applied.
pub fn apply(who: &AccountId) {
	let mut hospitals = Hospitals::get();
	hospitals.push((who.clone(), false));
	Hospitals::set(&hospitals);
}

/// Suspends a hospital.
pub fn suspend(who: &AccountId) {
	lose_standing(who);
	Ceremony::on_suspended(who);
}

/// A hospital leaves for good.
pub fn withdraw(who: &AccountId) {
	lose_standing(who);
	let mut gone = Gone::get();
	gone.push(who.clone());
	Gone::set(&gone);
	Ceremony::on_withdrawn(who);
}

fn lose_standing(who: &AccountId) {
	let mut hospitals = Hospitals::get();
	for (operator, accredited) in &mut hospitals {
		*accredited &= operator != who;
	}
	Hospitals::set(&hospitals);
}

pub struct ExtBuilder {
	hospitals: u8,
	settings: Settings<u64>,
}

impl ExtBuilder {
	/// So many accredited hospitals.
	pub fn of(hospitals: u8) -> Self {
		Self {
			hospitals,
			settings: SETTINGS,
		}
	}

	pub fn with(mut self, change: impl FnOnce(&mut Settings<u64>)) -> Self {
		change(&mut self.settings);
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.unwrap();
		let rich = (0..60).map(operator).chain([STRANGER, AGENT]);
		pallet_balances::GenesisConfig::<Test> {
			balances: rich.map(|account| (account, FUNDS)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		pallet_ceremony::GenesisConfig::<Test> {
			settings: Some(self.settings),
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			for place in 0..self.hospitals {
				accredit(&operator(place));
			}
		});
		ext
	}

	/// Runs a test; every invariant holds before and after.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			assert_ok!(Ceremony::do_try_state());
			test();
			assert_ok!(Ceremony::do_try_state());
		});
	}
}

/// The pallet's events, latest last.
pub fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Ceremony(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub fn last_event() -> crate::Event<Test> {
	events().pop().unwrap()
}

pub fn signed(account: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account.clone())
}

pub fn held(account: &AccountId) -> Balance {
	Balances::balance_on_hold(&crate::HoldReason::CeremonyDeposit.into(), account)
}

/// The next block; nothing is left of it for idle work.
pub fn next_block() {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Ceremony::on_initialize(number);
}

pub fn skip(blocks: u64) {
	for _ in 0..blocks {
		next_block();
	}
}

/// As many steps as there are, in one idle block.
pub fn finish() {
	Ceremony::on_idle(System::block_number(), Weight::MAX);
}

pub const TOKENS: CeremonyKind = CeremonyKind::Tokens;
pub const ATTRIBUTE_KEYS: CeremonyKind = CeremonyKind::AttributeKeys;
