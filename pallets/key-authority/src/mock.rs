//! A small chain: real balances, real covers and revocations, real curve arithmetic. Hospitals are a table.

use crate as pallet_key_authority;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{fungible::InspectHold, Hooks},
	weights::Weight,
};
use frame_system::EnsureRoot;
use rand_core::OsRng;
use salus_crypto::{
	authority::{combine_update_keys, deal, issue_update, EpochCover, Parameters, PublicParameters, Share},
	domain,
	encoding::{decode_g1, DecodeError},
	keys::{self, prove_paired_key, KeyContext},
	schnorr::prove_g1,
	transcript::Transcript,
	tree,
	user::UserSecret,
	Bls, Fr,
};
use salus_primitives::{
	authority::{self, Attribute, AttributeSet, Era, Leaf, Node, UpdateKey},
	hospital::{Handle, HospitalId, KeyPurpose, ProvenPairedKey},
	page::PageRequest,
	token::TokenAuthority,
	traits::{AuthorityAgents, EpochProvider, HospitalRegistry, Sharings},
};
use sp_runtime::{traits::IdentityLookup, AccountId32, BoundedVec, BuildStorage, DispatchResult};
use std::sync::OnceLock;

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
	pub type Revocation = pallet_revocation;
	#[runtime::pallet_index(3)]
	pub type KeyAuthority = pallet_key_authority;
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

parameter_types! {
	pub const RenewalEpochs: u32 = 2;
	pub const MaxClear: u32 = 100;
}

impl pallet_revocation::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Registry = Registry;
	type Leaves = KeyAuthority;
	type RenewalEpochs = RenewalEpochs;
	type MaxClear = MaxClear;
	type WeightInfo = ();
}

parameter_types! {
	pub storage LeafDeposit: Balance = LEAF_DEPOSIT;
	pub storage PublicationBond: Balance = BOND;
	pub const MaxPart: u32 = 32;
	pub const ReportAfter: u64 = REPORT_AFTER;
	/// Agents, and the operators for whom they act.
	pub storage AgentsOf: Vec<(AccountId, AccountId)> = Vec::new();
	/// Authorities whose conduct changed, in order.
	pub storage Conducts: Vec<AccountId> = Vec::new();
	/// Operator, handle, whether accredited.
	pub storage Hospitals: Vec<(AccountId, Vec<u8>, bool)> = Vec::new();
	pub storage Staff: Vec<(AccountId, HospitalId)> = Vec::new();
}

pub const LEAF_DEPOSIT: Balance = 100;
/// Blocks before an authority may be reported.
pub const REPORT_AFTER: u64 = 4;
pub const BOND: Balance = 1_000;
pub const FUNDS: Balance = 10_000;
/// Blocks of an epoch and epochs of an era.
pub const EPOCH_LENGTH: u64 = 10;
pub const EPOCHS_PER_ERA: u32 = 4;

impl pallet_key_authority::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Suite = Bls;
	type Hospitals = Registry;
	type Revocations = Revocation;
	type Epochs = Revocation;
	type Agents = Registry;
	type CouncilOrigin = EnsureRoot<AccountId>;
	type Slashed = ();
	type ReportAfter = ReportAfter;
	type LeafDeposit = LeafDeposit;
	type PublicationBond = PublicationBond;
	type MaxPart = MaxPart;
	type WeightInfo = ();
}

/// The tables [`Hospitals`] and [`Staff`].
pub struct Registry;

impl Registry {
	fn hospital(id: HospitalId) -> Option<(AccountId, Vec<u8>, bool)> {
		Hospitals::get().get(id as usize).cloned()
	}

	pub fn set_accredited(id: HospitalId, accredited: bool) {
		let mut hospitals = Hospitals::get();
		hospitals[id as usize].2 = accredited;
		Hospitals::set(&hospitals);
	}

	pub fn employ(account: &AccountId, hospital: Option<HospitalId>) {
		let mut staff = Staff::get();
		staff.retain(|(other, _)| other != account);
		staff.extend(hospital.map(|id| (account.clone(), id)));
		Staff::set(&staff);
	}
}

impl AuthorityAgents<AccountId> for Registry {
	fn acts_for(account: &AccountId) -> Option<AccountId> {
		AgentsOf::get()
			.into_iter()
			.find(|(agent, _)| agent == account)
			.map(|(_, operator)| operator)
			.or_else(|| Self::operated_by(account).map(|_| account.clone()))
	}
	fn on_conduct(authority: &AccountId) {
		let mut conducts = Conducts::get();
		conducts.push(authority.clone());
		Conducts::set(&conducts);
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_agent(operator: &AccountId, agent: &AccountId) {
		let mut agents = AgentsOf::get();
		agents.push((agent.clone(), operator.clone()));
		AgentsOf::set(&agents);
	}
}

impl HospitalRegistry<AccountId> for Registry {
	fn operated_by(account: &AccountId) -> Option<HospitalId> {
		Hospitals::get()
			.iter()
			.position(|(operator, ..)| operator == account)
			.map(|at| at as HospitalId)
	}
	fn operator(hospital: HospitalId) -> Option<AccountId> {
		Self::hospital(hospital).map(|found| found.0)
	}
	fn is_accredited(hospital: HospitalId) -> bool {
		Self::hospital(hospital).is_some_and(|found| found.2)
	}
	fn handle(hospital: HospitalId) -> Option<Handle> {
		Self::hospital(hospital).map(|found| found.1.try_into().unwrap())
	}
	fn employer(account: &AccountId) -> Option<HospitalId> {
		Staff::get()
			.iter()
			.find(|(staff, _)| staff == account)
			.map(|(_, hospital)| *hospital)
	}
	fn is_patient(_: &AccountId) -> bool {
		false
	}
	fn key(_: &AccountId, _: KeyPurpose) -> Option<[u8; 32]> {
		None
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &AccountId, seed: u32) -> HospitalId {
		let mut hospitals = Hospitals::get();
		hospitals.push((account.clone(), format!("bench-{seed}").into_bytes(), true));
		Hospitals::set(&hospitals);
		hospitals.len() as HospitalId - 1
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(account: &AccountId, hospital: HospitalId) {
		Self::employ(account, Some(hospital));
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(_: &AccountId, _: HospitalId) {}
}

/// Operators of the hospitals `st-mary` (0) and `north` (1); both are authorities, with two more.
pub const MARY: AccountId = AccountId::new([101; 32]);
pub const NORTH: AccountId = AccountId::new([102; 32]);
pub const EAST: AccountId = AccountId::new([103; 32]);
pub const WEST: AccountId = AccountId::new([104; 32]);
/// Staff of st-mary.
pub const ALICE: AccountId = AccountId::new([1; 32]);
pub const BOB: AccountId = AccountId::new([2; 32]);
/// Staff of north.
pub const CAROL: AccountId = AccountId::new([3; 32]);
/// Nobody's staff.
pub const STRANGER: AccountId = AccountId::new([4; 32]);
pub const PUBLISHER: AccountId = AccountId::new([5; 32]);
pub const REPORTER: AccountId = AccountId::new([6; 32]);

pub const EVERYONE: [AccountId; 10] = [
	MARY, NORTH, EAST, WEST, ALICE, BOB, CAROL, STRANGER, PUBLISHER, REPORTER,
];

/// The dealing of the tests: three of four.
pub fn dealing() -> &'static (PublicParameters, Vec<Share>) {
	static DEALING: OnceLock<(PublicParameters, Vec<Share>)> = OnceLock::new();
	DEALING.get_or_init(|| deal::<Bls>(3, 4, &mut OsRng).unwrap())
}

/// Public values as the chain stores them, for operators in the order of their shares.
pub fn parameters_of(public: &PublicParameters, operators: &[AccountId]) -> authority::Parameters<AccountId> {
	authority::Parameters::new(public.clone(), operators).unwrap()
}

pub fn parameters() -> authority::Parameters<AccountId> {
	parameters_of(&dealing().0, &[MARY, NORTH, EAST, WEST])
}

/// The token key of the tests: three of four.
pub fn token_key() -> TokenAuthority<AccountId> {
	static PUBLIC: OnceLock<salus_crypto::token::PublicKeys> = OnceLock::new();
	let public = PUBLIC.get_or_init(|| salus_crypto::token::deal(3, 4, &mut OsRng).unwrap().0);
	TokenAuthority::new(public.clone(), &[MARY, NORTH, EAST, WEST]).unwrap()
}

pub struct ExtBuilder {
	keys: bool,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { keys: true }
	}
}

impl ExtBuilder {
	pub fn without_parameters() -> Self {
		Self { keys: false }
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: EVERYONE.map(|account| (account, FUNDS)).to_vec(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		pallet_revocation::GenesisConfig::<Test> {
			epoch_length: EPOCH_LENGTH,
			epochs_per_era: EPOCHS_PER_ERA,
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Hospitals::set(&vec![
				(MARY, b"st-mary".to_vec(), true),
				(NORTH, b"north".to_vec(), true),
				(EAST, b"east".to_vec(), true),
				(WEST, b"west".to_vec(), true),
			]);
			Staff::set(&vec![(ALICE, 0), (BOB, 0), (CAROL, 1)]);
			if self.keys {
				<KeyAuthority as Sharings<AccountId>>::install_parameters(parameters());
				<KeyAuthority as Sharings<AccountId>>::install_token_authority(token_key());
			}
		});
		ext
	}

	/// Runs a test; every invariant holds before and after.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			assert_ok!(KeyAuthority::do_try_state());
			test();
			assert_ok!(KeyAuthority::do_try_state());
		});
	}
}

/// The pallet's events, latest last.
pub fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::KeyAuthority(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

pub fn held(reason: crate::HoldReason, account: &AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), account)
}

/// The next block, with `weight` left for idle work.
pub fn next_block(idle: Weight) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Revocation::on_initialize(number);
	KeyAuthority::on_idle(number, idle);
}

/// The first block of the next epoch, nothing cleared.
pub fn next_epoch() {
	assert_ok!(Revocation::force_epoch(RuntimeOrigin::root()));
	next_block(Weight::zero());
}

/// Epochs pass until another era has come.
pub fn next_era() {
	let era = Revocation::era();
	while Revocation::era() == era {
		next_epoch();
	}
}

pub fn context(account: &AccountId) -> KeyContext {
	KeyAuthority::key_context(account)
}

/// A fresh key with its proof.
pub fn proven_key_for(context: &KeyContext) -> ProvenPairedKey {
	let (pk1, pk2, proof) = UserSecret::generate(&mut OsRng).register::<Bls>(context, &mut OsRng);
	ProvenPairedKey {
		pk1,
		pk2,
		proof: proof.0,
	}
}

pub fn proven_key(account: &AccountId) -> ProvenPairedKey {
	proven_key_for(&context(account))
}

pub fn reserve(account: &AccountId) -> DispatchResult {
	KeyAuthority::reserve_leaf(signed(account.clone()), proven_key(account))
}

/// An account with a leaf and its path.
pub fn enrolled(account: &AccountId) {
	assert_ok!(reserve(account));
	assert_ok!(KeyAuthority::set_path(signed(account.clone()), [7; 32]));
}

pub fn leaf_of(account: &AccountId) -> Leaf {
	crate::Keys::<Test>::get(account).unwrap().leaf
}

pub fn attribute(text: &str) -> Attribute {
	let (namespace, name) = text.split_once('/').unwrap();
	Attribute {
		namespace: namespace.as_bytes().to_vec().try_into().unwrap(),
		name: name.as_bytes().to_vec().try_into().unwrap(),
	}
}

pub fn attributes(texts: &[&str]) -> AttributeSet {
	texts
		.iter()
		.map(|text| attribute(text))
		.collect::<Vec<_>>()
		.try_into()
		.unwrap()
}

/// The slots of this epoch in the order of the list: cover ascending, each with its eras ascending.
pub fn slots() -> Vec<(Node, Era)> {
	let mut nodes = Vec::new();
	let mut cursor = None;
	loop {
		let page = Revocation::api_cover(PageRequest { cursor, limit: 256 }).unwrap();
		nodes.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	nodes.sort();
	let eras = Revocation::oldest_era()..=Revocation::era();
	nodes
		.into_iter()
		.flat_map(|node| eras.clone().map(move |era| (node, era)))
		.collect()
}

/// The combined update key of this epoch, from three authorities.
pub fn good_key(node: Node, era: Era) -> UpdateKey {
	let (public, shares) = dealing();
	static PARAMETERS: OnceLock<Parameters<Bls>> = OnceLock::new();
	let parameters = PARAMETERS.get_or_init(|| public.clone().validate::<Bls>().unwrap());
	let theta = tree::Node::from(node);
	let cover = EpochCover {
		epoch: Revocation::epoch(),
		eras: era..=era,
		nodes: vec![theta],
	};
	let partials: Vec<_> = shares[1..]
		.iter()
		.map(|share| issue_update::<Bls>(share, &cover, theta, era, &mut OsRng).unwrap())
		.collect();
	UpdateKey::of(&combine_update_keys(parameters, &partials).unwrap())
}

/// Well-formed points that satisfy no equation.
pub fn bad_key(node: Node, era: Era) -> UpdateKey {
	let key = proven_key(&PUBLISHER);
	UpdateKey {
		node,
		era,
		q: key.pk1,
		q_prime: key.pk2,
	}
}

pub fn part(keys: impl IntoIterator<Item = UpdateKey>) -> BoundedVec<UpdateKey, MaxPart> {
	keys.into_iter().collect::<Vec<_>>().try_into().unwrap()
}

/// Posts a digest of partials under the sharing in use.
pub fn post_digest(origin: RuntimeOrigin, epoch: u32, digest: [u8; 32]) -> DispatchResult {
	let sharing = KeyAuthority::api_parameters().unwrap_or_else(parameters);
	KeyAuthority::post_partials_digest(origin, epoch, sharing.ceremony, sharing.generation, digest)
}

pub fn publish(publisher: AccountId, keys: impl IntoIterator<Item = UpdateKey>) -> DispatchResult {
	KeyAuthority::publish_update_keys(signed(publisher), Revocation::epoch(), part(keys))
}

/// Revokes unassigned leaves, so that the next epoch's cover has many nodes.
pub fn split_cover(leaves: u32) {
	let tree = Revocation::era() as u16;
	for index in 0..leaves {
		let leaf = Leaf {
			tree,
			index: 1_000 + index * 50_000,
		};
		assert_ok!(<Revocation as salus_primitives::traits::RevocationRegistry<
			AccountId,
		>>::revoke_leaf(leaf));
	}
	next_epoch();
}

/// The smallest x, compressed, that decoding refuses for this reason.
fn refused_g1(reason: DecodeError) -> [u8; 48] {
	(1..=u8::MAX)
		.map(|x| {
			let mut bytes = [0; 48];
			(bytes[0], bytes[47]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g1::<Bls>(bytes) == Err(reason))
		.unwrap()
}

/// A point of the curve outside the group of prime order.
pub fn off_subgroup_g1() -> [u8; 48] {
	refused_g1(DecodeError::NotInSubgroup)
}

/// An x that no point of the curve has.
pub fn off_curve_g1() -> [u8; 48] {
	refused_g1(DecodeError::Malformed)
}

/// A key with a good proof of pk, and the pk2 of another key under it.
pub fn unpaired_key(account: &AccountId) -> ProvenPairedKey {
	let x = Fr::from(5_u64);
	let KeyContext {
		genesis,
		account: owner,
	} = context(account);
	let pk1 = prove_paired_key::<Bls>(keys::KeyPurpose::Abe, &x, &context(account), &mut OsRng).0;
	let pk2 = proven_key(account).pk2;
	let mut transcript = Transcript::new(domain::PAIRED_KEY, &genesis);
	transcript.append(b"purpose", b"abe");
	transcript.append(b"account", &owner);
	transcript.append(b"pk", &pk1);
	transcript.append(b"pk2", &pk2);
	ProvenPairedKey {
		pk1,
		pk2,
		proof: prove_g1::<Bls>(&x, transcript, &mut OsRng),
	}
}
