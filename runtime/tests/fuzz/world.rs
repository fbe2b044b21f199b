//! Who lives on the chain that is fuzzed, and the dice that decide what they do.

use super::{
	market::Market,
	secrets::{Secrets, AUTHORITIES},
};
use crate::common::{genesis, people::share, secret, Chain};
use frame_support::instances::{Instance1, Instance2};
use pallet_hospital_registry::{GenesisHospital, GenesisPerson, Keys};
use rand::{rngs::StdRng, seq::SliceRandom, Rng, SeedableRng};
use salus_primitives::{
	authority::{Epoch, Era, Node},
	ceremony::Settings,
	hospital::KeyPurpose,
};
use salus_runtime::{
	clock::SHORTEST_SESSION, configs::conveniences::ProxyType, constants::money::SAL, AccountId, Balance,
	BlockNumber, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, System,
};
use sp_core::{sr25519, Pair, H256};
use std::collections::{BTreeMap, BTreeSet};

/// What everybody has in the beginning, and is given again when it is gone.
pub const WEALTH: Balance = 1_000_000 * SAL;

/// Validators of genesis, in the preset that this chain is made of.
const FOUNDERS: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];
const COUNCIL: [&str; 4] = ["CouncilA", "CouncilB", "CouncilC", "CouncilD"];
/// Operators of hospitals that the registry of genesis has, the founders among them.
const REGISTERED: usize = 8;

/// Ceremonies whose phases pass while the chain is fuzzed.
pub const CEREMONIES: Settings<BlockNumber> = Settings {
	automatic: false,
	minimum: 2,
	enrol: 8,
	commit: 8,
	deal: 8,
	complain: 3,
	settle: 8,
	refresh: 60,
	retry: 6,
};

/// Where a call comes from.
#[derive(Clone, Debug)]
pub enum Caller {
	/// A transaction that an account signs.
	Signed(AccountId),
	/// Root.
	Root,
	/// So many of four of the council.
	Council(u32),
	/// So many of four of the technical committee.
	Committee(u32),
	/// Nobody.
	Nobody,
}

impl Caller {
	/// As the runtime sees it.
	pub fn origin(&self) -> RuntimeOrigin {
		match self {
			Self::Signed(who) => RuntimeOrigin::signed(who.clone()),
			Self::Root => RuntimeOrigin::root(),
			Self::Council(yes) => {
				pallet_collective::RawOrigin::<AccountId, Instance1>::Members(*yes, 4).into()
			}
			Self::Committee(yes) => {
				pallet_collective::RawOrigin::<AccountId, Instance2>::Members(*yes, 4).into()
			}
			Self::Nobody => RuntimeOrigin::none(),
		}
	}
}

/// A call, and where it comes from.
#[derive(Clone, Debug)]
pub struct Step {
	pub caller: Caller,
	pub call: RuntimeCall,
}

/// A call that waits for a second signatory.
#[derive(Clone)]
pub struct Shared {
	pub signatories: Vec<AccountId>,
	pub call: RuntimeCall,
}

/// A call that a proxy has announced.
#[derive(Clone)]
pub struct Announced {
	pub delegate: AccountId,
	pub real: AccountId,
	pub call: RuntimeCall,
}

/// An account without a key of its own.
#[derive(Clone)]
pub struct Pure {
	pub account: AccountId,
	pub spawner: AccountId,
	pub kind: ProxyType,
	pub index: u16,
	pub height: BlockNumber,
	pub extrinsic: u32,
}

/// What the runtime's storage does not show to whoever looks at it from outside.
#[derive(Default)]
pub struct Memory {
	/// Calls that wait for signatories.
	pub shared: Vec<Shared>,
	/// Announced calls.
	pub announced: Vec<Announced>,
	/// Accounts made by `create_pure`.
	pub pure: Vec<Pure>,
	/// By how much the version of the code that was authorised last is higher.
	pub authorised: u32,
	/// Update keys that satisfy their equation.
	pub good_keys: BTreeSet<(Epoch, Node, Era)>,
	/// What was added to the issuance, and to no account.
	pub forged: i128,
	/// Calls that have not failed yet.
	pub unfailed: Vec<(&'static str, &'static str)>,
}

/// The people, their secrets, the dice.
pub struct World {
	pub dice: StdRng,
	pub secrets: Secrets,
	pub market: Market,
	pub memory: Memory,
	/// Who runs hospitals, or may one day.
	pub operators: Vec<AccountId>,
	/// Who works in hospitals, or may one day.
	pub staff: Vec<AccountId>,
	/// Who is ill.
	pub patients: Vec<AccountId>,
	/// Auditors, researchers, members of committees.
	pub officials: Vec<AccountId>,
	/// The council of genesis.
	pub council: Vec<AccountId>,
	/// Holds the sudo key.
	pub king: AccountId,
	/// Loses what it has reserved, by force, and does nothing else.
	pub debtor: AccountId,
	pairs: BTreeMap<AccountId, sr25519::Pair>,
	everybody: Vec<AccountId>,
}

impl World {
	/// The people of the dice's choice, and their chain.
	pub fn new(seed: u64) -> (Self, Chain) {
		let mut dice = StdRng::seed_from_u64(seed);
		let group = |prefix: &str, count: usize| -> Vec<String> {
			(0..count).map(|index| format!("{prefix}{index}")).collect()
		};
		let founders = FOUNDERS.map(String::from).to_vec();
		let operators = [founders, group("Hospital", 12)].concat();
		let (staff, patients) = (group("Staff", 20), group("Patient", 14));
		let officials = group("Official", 10);
		let council = COUNCIL.map(String::from).to_vec();
		let alone = vec!["King".to_owned(), "Debtor".to_owned()];

		let account = |name: &str| AccountId::from(secret(name).public());
		let everybody = [&operators, &staff, &patients, &officials, &council, &alone];
		let pairs = everybody
			.into_iter()
			.flatten()
			.map(|name| (account(name), secret(name)))
			.collect();
		let accounts = |names: &[String]| names.iter().map(|name| account(name)).collect::<Vec<_>>();
		let named: Vec<_> = operators
			.iter()
			.map(|name| (name.clone(), account(name)))
			.collect();
		let (secrets, told) = Secrets::new(&mut dice, &named);
		let market = Market::new(&mut dice);
		let mut world = Self {
			operators: accounts(&operators),
			staff: accounts(&staff),
			patients: accounts(&patients),
			officials: accounts(&officials),
			council: accounts(&council),
			king: account("King"),
			debtor: account("Debtor"),
			everybody: Vec::new(),
			memory: Memory::default(),
			dice,
			secrets,
			market,
			pairs,
		};
		world.everybody = [
			world.operators.as_slice(),
			&world.staff,
			&world.patients,
			&world.officials,
			&world.council,
			std::slice::from_ref(&world.king),
		]
		.concat();
		let mut chain = Chain::from_genesis(&world.genesis()).with_executor();
		share(&mut chain, &told, &world.operators[..AUTHORITIES]);
		world.secrets.bind_to(chain.read(|| System::block_hash(0)));
		chain.read(|| world.register_keys());
		(world, chain)
	}

	/// Those of the beginning have the keys that reports and sales want: few would register them of all that people may do.
	fn register_keys(&mut self) {
		let custodians = self.operators[..REGISTERED]
			.iter()
			.map(|who| (who.clone(), KeyPurpose::Receipt));
		let patients = self.patients[..8]
			.iter()
			.map(|who| (who.clone(), KeyPurpose::Report));
		let judges = self.judges().iter().map(|who| (who.clone(), KeyPurpose::Wrap));
		let buyers = self.patients[..4]
			.iter()
			.map(|who| (who.clone(), KeyPurpose::Trade));
		let all = custodians.chain(patients).chain(judges).chain(buyers);
		for (who, purpose) in all.collect::<Vec<_>>() {
			let proven = self.secrets.key(&mut self.dice, &who, purpose, false);
			Keys::<Runtime>::insert(who, purpose, proven.key);
		}
	}

	/// The network `local` with the shortest sessions, short epochs and eras, and a registry.
	fn genesis(&mut self) -> RuntimeGenesisConfig {
		let mut config = genesis("local_testnet");
		config.clock.session_blocks = SHORTEST_SESSION;
		config.revocation.epoch_length = 10;
		config.revocation.epochs_per_era = 40;
		config.validator_staking.founder_sessions = 60;
		config.sudo.key = Some(self.king.clone());
		config.ceremony.settings = Some(CEREMONIES);
		let known: BTreeSet<AccountId> = config
			.balances
			.balances
			.iter()
			.map(|(who, _)| who.clone())
			.collect();
		let strangers = self.everybody.iter().chain([&self.debtor]);
		config.balances.balances.extend(
			strangers
				.filter(|who| !known.contains(*who))
				.map(|who| (who.clone(), WEALTH)),
		);

		let registry = &mut config.hospital_registry;
		for (place, operator) in self.operators[..REGISTERED].iter().enumerate() {
			let issuer = self.secrets.issuer_key(&mut self.dice, operator, false);
			registry.hospitals.push(GenesisHospital {
				operator: operator.clone(),
				handle: format!("h{place}"),
				endpoint: "http://127.0.0.1:9944".into(),
				wrap_key: H256(self.dice.gen()),
				issuer_pk1: issuer.pk1.to_vec().into(),
				issuer_pk2: issuer.pk2.to_vec().into(),
			});
		}
		let dice = &mut self.dice;
		let mut people = |accounts: &[AccountId]| -> Vec<GenesisPerson<AccountId>> {
			let person = |(hospital, account): (u32, &AccountId)| GenesisPerson {
				account: account.clone(),
				hospital: hospital % REGISTERED as u32,
				wrap_key: H256(dice.gen()),
			};
			(0u32..).zip(accounts).map(person).collect()
		};
		registry.staff = people(&self.staff[..10]);
		registry.patients = people(&self.patients[..8]);
		registry.auditors = vec![self.officials[0].clone()];
		registry.researchers = vec![self.officials[1].clone()];
		config
	}

	/// The secret of an account, if it is one of these people.
	pub fn pair(&self, who: &AccountId) -> Option<&sr25519::Pair> {
		self.pairs.get(who)
	}

	/// Anybody but the debtor.
	pub fn anybody(&mut self) -> AccountId {
		let place = self.dice.gen_range(0..self.everybody.len());
		self.everybody[place].clone()
	}

	/// Everybody but the debtor.
	pub fn everybody(&self) -> &[AccountId] {
		&self.everybody
	}

	/// Officials who can be arbiters from the beginning.
	pub fn judges(&self) -> &[AccountId] {
		&self.officials[..2]
	}

	/// Whoever has no office.
	pub fn citizen(&mut self) -> AccountId {
		let group = match self.dice.gen_range(0..3) {
			0 => &self.staff,
			1 => &self.patients,
			_ => &self.officials,
		};
		group[self.dice.gen_range(0..group.len())].clone()
	}

	/// One of these, if there is any.
	pub fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
		from.choose(&mut self.dice).cloned()
	}

	/// True once in so many times.
	pub fn one_in(&mut self, times: u32) -> bool {
		self.dice.gen_ratio(1, times)
	}

	/// A number below `end`.
	pub fn below(&mut self, end: u32) -> u32 {
		self.dice.gen_range(0..end)
	}

	/// A few SAL.
	pub fn amount(&mut self) -> Balance {
		self.dice.gen_range(1..=20) * SAL
	}

	/// A few bytes.
	pub fn bytes(&mut self) -> Vec<u8> {
		let length = self.dice.gen_range(4..32);
		(0..length).map(|_| self.dice.gen()).collect()
	}

	/// A hash of nothing.
	pub fn hash(&mut self) -> H256 {
		H256(self.dice.gen())
	}

	/// A block that comes, soon or later.
	pub fn later(&mut self) -> BlockNumber {
		System::block_number() + self.dice.gen_range(2..60)
	}
}
