//! From one runtime to the next: the council's road, and what happens to the state.

mod common;

mod upgrade {
	mod ceremonies;
}

use common::{
	account,
	government::{enact, recover},
	people::COUNCIL,
	Chain,
};
use frame_support::{
	assert_ok,
	instances::Instance2,
	traits::{Get, GetStorageVersion, StorageVersion},
};
use salus_runtime::{
	configs::consensus::Period, Hash, Runtime, RuntimeCall, RuntimeEvent, System, VERSION, WASM_BINARY,
};
use sp_core::storage::{well_known_keys::CODE, Storage};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use sp_version::RuntimeVersion;
use std::collections::BTreeMap;

/// Most bytes of a decompressed runtime.
const LARGEST_RUNTIME: usize = 64 << 20;

/// This runtime, compiled, under another version.
fn runtime(change: impl FnOnce(&mut RuntimeVersion)) -> Vec<u8> {
	let mut version = VERSION;
	change(&mut version);
	let code = WASM_BINARY.expect("the tests are built with the runtime's Wasm");
	let code = sp_maybe_compressed_blob::decompress(code, LARGEST_RUNTIME).expect("the runtime decompresses");
	let code = sp_version::embed::embed_runtime_version(&code, version).expect("the runtime is Wasm");
	sp_maybe_compressed_blob::compress_weakly(&code, LARGEST_RUNTIME).expect("it is small enough")
}

fn authorise(code_hash: Hash) -> RuntimeCall {
	let call = frame_system::Call::<Runtime>::authorize_upgrade { code_hash };
	enact(call)
}

fn apply(code: Vec<u8>) -> frame_system::Call<Runtime> {
	frame_system::Call::apply_authorized_upgrade { code }
}

fn code_of(chain: &mut Chain) -> Option<Vec<u8>> {
	chain.read(|| frame_support::storage::unhashed::get_raw(CODE))
}

fn rejection(chain: &mut Chain) -> Option<sp_runtime::DispatchError> {
	chain.read(|| {
		System::events()
			.into_iter()
			.find_map(|record| match record.event {
				RuntimeEvent::System(frame_system::Event::RejectedInvalidAuthorizedUpgrade {
					error, ..
				}) => Some(error),
				_ => None,
			})
	})
}

#[test]
fn the_council_authorises_a_runtime_and_anybody_brings_it() {
	let mut chain = Chain::new("local_testnet").with_executor();
	let code = runtime(|version| version.spec_version += 1);
	let hash = BlakeTwo256::hash(&code);

	assert_eq!(
		chain.send("Stranger", apply(code.clone())),
		Err(frame_system::Error::<Runtime>::NothingAuthorized.into())
	);
	assert_ok!(chain.council(&COUNCIL[..3], authorise(hash)));
	assert_eq!(
		chain.send("Stranger", apply(runtime(|version| version.spec_version += 2))),
		Err(frame_system::Error::<Runtime>::Unauthorized.into())
	);
	let before = chain.free_balance("Stranger");
	assert_ok!(chain.send("Stranger", apply(code.clone())));

	assert_eq!(code_of(&mut chain), Some(code));
	assert!(chain.read(|| {
		System::events()
			.into_iter()
			.any(|record| record.event == frame_system::Event::CodeUpdated { hash }.into())
	}));
	// Whoever brings what was authorised pays nothing.
	assert_eq!(chain.free_balance("Stranger"), before);
	// It was authorised once.
	assert_eq!(
		chain.send("Stranger", apply(runtime(|version| version.spec_version += 1))),
		Err(frame_system::Error::<Runtime>::NothingAuthorized.into())
	);
	chain.check();
}

#[test]
fn a_runtime_of_no_higher_version_is_refused_though_it_was_authorised() {
	let mut chain = Chain::new("local_testnet").with_executor();
	let before = code_of(&mut chain);
	for same in [0, 1] {
		let code = runtime(|version| version.spec_version -= same);
		assert_ok!(chain.council(&COUNCIL[..3], authorise(BlakeTwo256::hash(&code))));
		assert_ok!(chain.send("Stranger", apply(code)));
		assert_eq!(
			rejection(&mut chain).map(sp_runtime::DispatchError::stripped),
			Some(
				sp_runtime::DispatchError::from(frame_system::Error::<Runtime>::SpecVersionNeedsToIncrease)
					.stripped()
			)
		);
	}
	assert_eq!(code_of(&mut chain), before);
}

#[test]
fn the_runtime_of_another_chain_is_refused_though_it_was_authorised() {
	let mut chain = Chain::new("local_testnet").with_executor();
	let code = runtime(|version| {
		version.spec_name = "other".into();
		version.spec_version += 1;
	});
	assert_ok!(chain.council(&COUNCIL[..3], authorise(BlakeTwo256::hash(&code))));
	assert_ok!(chain.send("Stranger", apply(code)));
	assert_eq!(
		rejection(&mut chain).map(sp_runtime::DispatchError::stripped),
		Some(sp_runtime::DispatchError::from(frame_system::Error::<Runtime>::InvalidSpecName).stripped())
	);
}

#[test]
fn a_transaction_for_another_version_of_the_runtime_is_refused() {
	use codec::Encode;
	use sp_core::Pair;
	use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
	let mut chain = Chain::new("local_testnet");
	let call: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let result = chain.read(|| {
		let extension = salus_runtime::extensions::plain(sp_runtime::generic::Era::Immortal, 0);
		let genesis = System::block_hash(0);
		let implicit = (
			(),
			VERSION.spec_version + 1,
			VERSION.transaction_version,
			genesis,
			genesis,
			(),
			(),
			(),
			(),
			None,
			(),
		);
		let payload = salus_runtime::SignedPayload::from_raw(call, extension, implicit);
		let signature = payload.using_encoded(|bytes| common::secret("Stranger").sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		salus_runtime::Executive::apply_extrinsic(salus_runtime::UncheckedExtrinsic::new_signed(
			call,
			account("Stranger").into(),
			sp_runtime::MultiSignature::Sr25519(signature),
			extension,
		))
	});
	assert_eq!(
		result,
		Err(TransactionValidityError::Invalid(InvalidTransaction::BadProof))
	);
}

/// The genesis of the network `local` as the runtime of version 1 built it: before the technical committee, the motions
/// and the safe mode.
fn version_1() -> Storage {
	let fixture = include_str!("fixtures/state-of-version-1.json");
	let top: BTreeMap<String, String> = serde_json::from_str(fixture).expect("the fixture is JSON");
	let bytes = |hex: &str| sp_core::bytes::from_hex(hex).expect("the fixture is hexadecimal");
	Storage {
		top: top
			.iter()
			.map(|(key, value)| (bytes(key), bytes(value)))
			.collect(),
		children_default: Default::default(),
	}
}

#[test]
fn a_chain_of_version_1_upgrades_and_its_council_sits_in_the_technical_committee() {
	let mut ext = sp_io::TestExternalities::new(version_1());
	ext.execute_with(|| {
		let before = frame_system::LastRuntimeUpgrade::<Runtime>::get().expect("genesis says");
		assert_eq!(before.spec_version.0, 1);
		assert!(!pallet_membership::Members::<Runtime, Instance2>::exists());
	});

	// Its first block is the first of this runtime.
	let mut chain = Chain::from_storage(version_1());
	chain.read(|| {
		let after = frame_system::LastRuntimeUpgrade::<Runtime>::get().expect("the upgrade says");
		assert_eq!(after.spec_version.0, VERSION.spec_version);
		let mut council: Vec<_> = COUNCIL.map(account).into();
		council.sort();
		assert_eq!(pallet_collective::Members::<Runtime, Instance2>::get(), council);
		assert_eq!(
			pallet_membership::Members::<Runtime, Instance2>::get().into_inner(),
			council
		);
	});
	// It governs: here as the committee.
	let stalled = pallet_grandpa::Call::<Runtime>::note_stalled {
		delay: 10,
		best_finalized_block_number: 1,
	};
	assert_ok!(chain.committee(&COUNCIL[..3], recover(stalled)));
	chain.check();
}

#[test]
fn the_checks_before_and_after_an_upgrade_from_version_1_hold() {
	let checks = frame_try_runtime::UpgradeCheckSelect::All;
	sp_io::TestExternalities::new(version_1()).execute_with(|| {
		let weight = salus_runtime::Executive::try_runtime_upgrade(checks).expect("the checks hold");
		assert!(weight.all_lte(<Runtime as frame_system::Config>::BlockWeights::get().max_block));
	});
}

#[test]
fn the_check_after_an_upgrade_notices_a_committee_that_is_not_the_council() {
	use frame_support::traits::OnRuntimeUpgrade;
	use salus_runtime::migrations::SeatTechnicalCommittee as Seat;
	sp_io::TestExternalities::new(version_1()).execute_with(|| {
		let council = Seat::<Runtime>::pre_upgrade().expect("there is a council");
		assert!(Seat::<Runtime>::post_upgrade(council.clone()).is_err());
		Seat::<Runtime>::on_runtime_upgrade();
		assert_ok!(Seat::<Runtime>::post_upgrade(council));
	});
}

#[test]
fn after_the_upgrade_every_pallet_is_at_the_version_of_its_code() {
	fn check<P: GetStorageVersion<InCodeStorageVersion = StorageVersion>>() -> bool {
		P::on_chain_storage_version() == P::in_code_storage_version()
	}
	let mut chain = Chain::from_storage(version_1());
	chain.read(|| {
		assert!(check::<salus_runtime::TechnicalCommittee>());
		assert!(check::<salus_runtime::TechnicalMembership>());
		assert!(check::<salus_runtime::Motion>());
		assert!(check::<salus_runtime::Preimage>());
		assert!(check::<salus_runtime::Scheduler>());
		assert!(check::<salus_runtime::Multisig>());
		assert!(check::<salus_runtime::Council>());
		assert!(check::<salus_runtime::CouncilMembership>());
		assert!(check::<salus_runtime::HospitalRegistry>());
		assert!(check::<salus_runtime::Revocation>());
		assert!(check::<salus_runtime::KeyAuthority>());
		assert!(check::<salus_runtime::EhrIndex>());
		assert!(check::<salus_runtime::TradeEscrow>());
		assert!(check::<salus_runtime::Research>());
		assert!(check::<salus_runtime::Cases>());
		assert!(check::<salus_runtime::ValidatorStaking>());
		assert!(check::<salus_runtime::Session>());
		assert!(check::<salus_runtime::Historical>());
		assert!(check::<salus_runtime::Offences>());
	});
}

#[test]
fn the_validators_of_version_1_stay_until_hospitals_stake() {
	let mut chain = Chain::from_storage(version_1());
	let validators = chain.read(pallet_session::Validators::<Runtime>::get);
	let (floor, period) = chain.read(|| {
		(
			pallet_validator_staking::MinAuthorities::<Runtime>::get(),
			Period::get(),
		)
	});
	assert_eq!((floor, validators.len()), (4, 4));
	chain.skip(2 * period + 1);
	assert_eq!(chain.read(salus_runtime::Session::current_index), 2);
	assert_eq!(chain.read(pallet_session::Validators::<Runtime>::get), validators);
	chain.check();
}

#[test]
fn an_appointed_committee_keeps_its_seats() {
	use frame_support::traits::OnRuntimeUpgrade;
	let mut chain = Chain::new("local_testnet");
	chain.read(|| {
		let before = pallet_collective::Members::<Runtime, Instance2>::get();
		salus_runtime::migrations::Migrations::on_runtime_upgrade();
		assert_eq!(pallet_collective::Members::<Runtime, Instance2>::get(), before);
	});
}

#[test]
fn the_upgrade_runs_once() {
	let mut chain = Chain::from_storage(version_1());
	let remove = pallet_membership::Call::<Runtime, Instance2>::remove_member {
		who: account("CouncilD").into(),
	};
	assert_ok!(chain.council(&COUNCIL[..3], remove));
	chain.skip(3);
	let committee = chain.read(pallet_collective::Members::<Runtime, Instance2>::get);
	assert_eq!(committee.len(), 3);
	assert!(!committee.contains(&account("CouncilD")));
}
