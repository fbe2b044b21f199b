//! A chain of this pallet, balances and the real session pallet; a registry that tests set as they like; and slots that
//! pass without a block where a validator is away.

use crate::{self as pallet_validator_staking, Event, ExposureOf, Identification, Sessions as _};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, Hooks},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_authorship::EventHandler;
use salus_primitives::{
	hospital::{Handle, HospitalId, KeyPurpose},
	traits::{HospitalRegistry, StandingObserver},
};
use sp_io::TestExternalities;
use sp_runtime::{
	impl_opaque_keys, testing::UintAuthorityId, traits::ConvertInto, BuildStorage, Perbill, Percent,
};
use sp_staking::{
	offence::{Kind, Offence, OffenceDetails, OffenceError, OnOffenceHandler, ReportOffence},
	SessionIndex,
};
use std::{cell::RefCell, collections::BTreeSet};

type Block = frame_system::mocking::MockBlock<Test>;

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
	pub type Staking = pallet_validator_staking;

	#[runtime::pallet_index(3)]
	pub type Session = pallet_session;

	#[runtime::pallet_index(4)]
	pub type Historical = pallet_session::historical;

	#[runtime::pallet_index(5)]
	pub type Reports = pallet_offences;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL>;
}

impl_opaque_keys! {
	pub struct Keys {
		pub dummy: UintAuthorityId,
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = u64;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = pallet_session::PeriodicSessions<ConstU64<PERIOD>, ConstU64<0>>;
	type NextSessionRotation = pallet_session::PeriodicSessions<ConstU64<PERIOD>, ConstU64<0>>;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Test, Staking>;
	type SessionHandler = pallet_session::TestSessionHandler;
	type Keys = Keys;
	type DisablingStrategy = crate::WithinFloor;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<5>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ExposureOf<Test>;
	type FullIdentificationOf = crate::ExposureOfValidator<Test>;
}

impl pallet_offences::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Staking;
}

parameter_types! {
	pub const PotId: PalletId = PalletId(*b"test/pot");
	pub const Threshold: Percent = Percent::from_percent(50);
	pub static Issuance: u64 = 0;
	pub static Slot: Option<u64> = None;
	pub static Busy: bool = false;
	pub static MaxCandidates: u32 = MOST_CANDIDATES;
	pub static MaxValidators: u32 = MOST_VALIDATORS;
}

impl crate::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Hospitals = Registry;
	type Sessions = Session;
	type Slot = Slot;
	type FinalityBusy = Busy;
	type CouncilOrigin = EnsureRoot<u64>;
	type Slashed = ();
	type PotId = PotId;
	type MinBond = ConstU64<MIN_BOND>;
	type MinBacking = ConstU64<MIN_BACKING>;
	type MaxCandidates = MaxCandidates;
	type MaxValidators = MaxValidators;
	type BondingSessions = ConstU32<BONDING>;
	type ReportSessions = ConstU32<REPORT>;
	type SlashDeferSessions = ConstU32<DEFER>;
	type BanSessions = ConstU32<BAN>;
	type BadSessions = ConstU32<BAD>;
	type BenchSessions = ConstU32<BENCH>;
	type LivenessThreshold = Threshold;
	type SessionIssuance = Issuance;
	type WeightInfo = ();
}

pub const EXISTENTIAL: u64 = 2;
pub const PERIOD: u64 = 8;
pub const MIN_BOND: u64 = 100;
pub const MIN_BACKING: u64 = 10;
pub const MOST_CANDIDATES: u32 = 12;
pub const MOST_VALIDATORS: u32 = 6;
pub const REPORT: u32 = 4;
pub const DEFER: u32 = 2;
pub const BONDING: u32 = 8;
pub const BAN: u32 = 6;
pub const BAD: u32 = 2;
pub const BENCH: u32 = 3;
/// What everybody begins with.
pub const RICHES: u64 = 100_000;
/// The bond of a founder.
pub const FOUNDER_BOND: u64 = 1_000;
/// Hospitals 1 to 4 are founders; 5 to 9 apply; 20 to 29 are people with money.
pub const FOUNDERS: [u64; 4] = [1, 2, 3, 4];
pub const ANNA: u64 = 20;
pub const BERT: u64 = 21;
/// Benchmarks make accounts of hashes: all beyond this one run hospitals then.
const BENCHMARKED: u64 = 1 << 32;
/// Floor of the tests, unless they say otherwise.
pub const FLOOR: u32 = 3;

thread_local! {
	static SUSPENDED: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
	static UNKNOWN: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
	static AWAY: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
}

/// Accounts 1 to 19 run the hospitals of the same numbers, accredited unless a test says otherwise.
pub struct Registry;

impl HospitalRegistry<u64> for Registry {
	fn operated_by(account: &u64) -> Option<HospitalId> {
		if cfg!(feature = "runtime-benchmarks") && *account >= BENCHMARKED {
			return Some((*account % u64::from(u32::MAX)) as HospitalId);
		}
		((1..20).contains(account) && !UNKNOWN.with_borrow(|all| all.contains(account)))
			.then_some(*account as HospitalId)
	}
	fn operator(hospital: HospitalId) -> Option<u64> {
		Some(hospital.into())
	}
	fn is_accredited(hospital: HospitalId) -> bool {
		[&SUSPENDED, &UNKNOWN]
			.iter()
			.all(|set| !set.with_borrow(|all| all.contains(&u64::from(hospital))))
	}
	fn handle(_: HospitalId) -> Option<Handle> {
		None
	}
	fn employer(_: &u64) -> Option<HospitalId> {
		None
	}
	fn is_patient(_: &u64) -> bool {
		false
	}
	fn key(_: &u64, _: KeyPurpose) -> Option<[u8; 32]> {
		None
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &u64, _: u32) -> HospitalId {
		(*account % u64::from(u32::MAX)) as HospitalId
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(_: &u64, _: HospitalId) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(_: &u64, _: HospitalId) {}
}

impl Registry {
	/// The hospital has never applied.
	pub fn forget(who: u64) {
		UNKNOWN.with_borrow_mut(|all| all.insert(who));
	}
	pub fn apply(who: u64) {
		UNKNOWN.with_borrow_mut(|all| all.remove(&who));
	}
	pub fn suspend(who: u64) {
		SUSPENDED.with_borrow_mut(|all| all.insert(who));
		Staking::on_suspended(&who);
	}
	pub fn withdraw(who: u64) {
		SUSPENDED.with_borrow_mut(|all| all.insert(who));
		Staking::on_withdrawn(&who);
	}
	pub fn reinstate(who: u64) {
		SUSPENDED.with_borrow_mut(|all| all.remove(&who));
	}
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The validator goes away or comes back: its slots pass without a block.
pub fn set_away(who: u64, away: bool) {
	AWAY.with_borrow_mut(|all| if away { all.insert(who) } else { all.remove(&who) });
}

fn is_away(who: u64) -> bool {
	AWAY.with_borrow(|all| all.contains(&who))
}

/// The hooks of a block, in the order of the runtime.
fn block_of(author: u64) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Staking::note_author(author);
	Staking::on_initialize(number);
	Session::on_initialize(number);
	Staking::on_finalize(number);
}

/// The next block, of the first validator whose slot it is and who is there.
pub fn next_block() -> u64 {
	let validators = Session::validators();
	for slot in Slot::get().unwrap_or(1_000) + 1.. {
		let author = validators[slot as usize % validators.len()];
		Slot::set(Some(slot));
		if !is_away(author) && !<Session as crate::Sessions<u64>>::is_disabled(&author) {
			block_of(author);
			return author;
		}
	}
	unreachable!("some validator is there")
}

/// Blocks until the next session has begun.
pub fn next_session() {
	let now = Session::current();
	while Session::current() == now {
		next_block();
	}
}

pub fn sessions(number: u32) {
	for _ in 0..number {
		next_session();
	}
}

/// A hospital bonds, has keys and stands.
pub fn stand(who: u64, bond: u64) {
	assert_ok!(Staking::bond(signed(who), bond));
	set_keys(who);
	assert_ok!(Staking::validate(signed(who)));
}

pub fn set_keys(who: u64) {
	set_key(who, who);
}

pub fn set_key(who: u64, key: u64) {
	let keys = Keys {
		dummy: UintAuthorityId(key),
	};
	assert_ok!(<Session as pallet_session::SessionInterface>::set_keys(
		&who, keys
	));
}

/// A proven offence in a session whose exposure is stored.
pub fn offend(who: u64, session: SessionIndex, percent: u32) {
	let exposure = crate::Exposures::<Test>::get(session, who).expect("it validates then");
	offend_with(who, exposure, session, percent);
}

pub fn offend_with(who: u64, exposure: ExposureOf<Test>, session: SessionIndex, percent: u32) {
	let details = OffenceDetails {
		offender: (who, exposure),
		reporters: Vec::new(),
	};
	Staking::on_offence(&[details], &[Perbill::from_percent(percent)], session);
}

/// Two votes in one round, proven with the validators of a session. Each offender costs a fifth of what stood behind it.
pub struct Equivocation {
	pub who: u64,
	pub exposure: ExposureOf<Test>,
	pub session: SessionIndex,
	pub round: u64,
}

impl Offence<Identification<Test>> for Equivocation {
	const ID: Kind = *b"test:equivocatio";
	type Slot = u64;

	fn offenders(&self) -> Vec<Identification<Test>> {
		vec![(self.who, self.exposure.clone())]
	}
	fn session_index(&self) -> SessionIndex {
		self.session
	}
	fn validator_set_count(&self) -> u32 {
		4
	}
	fn slot(&self) -> u64 {
		self.round
	}
	fn slash_fraction(&self, offenders: u32) -> Perbill {
		Perbill::from_percent(20 * offenders)
	}
}

type Reporting = crate::OncePerIncident<Test, Reports>;

/// A report of an equivocation, proven with the running session.
pub fn report(who: u64, round: u64) -> Result<(), OffenceError> {
	let session = Session::current_index();
	let exposure = crate::Exposures::<Test>::get(session, who).expect("it validates now");
	Reporting::report_offence(
		Vec::new(),
		Equivocation {
			who,
			exposure,
			session,
			round,
		},
	)
}

/// Whether an equivocation of this session's validator was reported before.
pub fn is_reported(who: u64, round: u64) -> bool {
	let exposure = crate::Exposures::<Test>::get(Session::current_index(), who).expect("it validates now");
	<Reporting as ReportOffence<u64, _, Equivocation>>::is_known_offence(&[(who, exposure)], &round)
}

/// Money comes into the pot.
pub fn fees(amount: u64) {
	use frame_support::traits::{fungible::Balanced, OnUnbalanced};
	let credit = <Balances as Balanced<u64>>::issue(amount);
	crate::ToPot::<Test>::on_unbalanced(credit);
}

/// What is held as bond and as backings.
pub fn held(who: u64) -> (u64, u64) {
	use frame_support::traits::fungible::InspectHold;
	(
		Balances::balance_on_hold(&crate::HoldReason::ValidatorBond.into(), &who),
		Balances::balance_on_hold(&crate::HoldReason::Backing.into(), &who),
	)
}

/// Events of this pallet since the last look.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Staking(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// The genesis of a chain with these founders.
pub fn genesis_with(floor: u32, count: u32, founders: &[u64]) -> RuntimeGenesisConfig {
	RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..30).map(|who| (who, RICHES)).collect(),
			..Default::default()
		},
		staking: crate::GenesisConfig {
			min_authorities: floor,
			validator_count: count,
			founders: founders.iter().map(|who| (*who, FOUNDER_BOND)).collect(),
			founder_sessions: 5,
		},
		session: pallet_session::GenesisConfig {
			keys: founders
				.iter()
				.map(|who| {
					(
						*who,
						*who,
						Keys {
							dummy: UintAuthorityId(*who),
						},
					)
				})
				.collect(),
			..Default::default()
		},
		..Default::default()
	}
}

pub fn ext_with(floor: u32, count: u32, founders: &[u64]) -> TestExternalities {
	for set in [&SUSPENDED, &UNKNOWN, &AWAY] {
		set.with_borrow_mut(BTreeSet::clear);
	}
	Slot::set(None);
	Busy::set(false);
	MaxCandidates::set(MOST_CANDIDATES);
	MaxValidators::set(MOST_VALIDATORS);
	Issuance::set(0);
	let storage = genesis_with(floor, count, founders).build_storage().unwrap();
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		next_block();
		System::reset_events();
	});
	ext
}

/// Four founders, a floor of three, up to six validators.
pub fn new_test_ext() -> TestExternalities {
	ext_with(FLOOR, 6, &FOUNDERS)
}

/// With as many places as benchmarks want.
#[cfg(feature = "runtime-benchmarks")]
pub fn benchmark_ext() -> TestExternalities {
	let ext = new_test_ext();
	MaxCandidates::set(1_000);
	MaxValidators::set(100);
	ext
}

pub fn run_with(floor: u32, count: u32, founders: &[u64], test: impl FnOnce()) {
	ext_with(floor, count, founders).execute_with(|| {
		test();
		Staking::do_try_state().unwrap();
	});
}

/// Runs a test on a new chain, and checks every invariant after it.
pub fn build_and_execute(test: impl FnOnce()) {
	run_with(FLOOR, 6, &FOUNDERS, test);
}
