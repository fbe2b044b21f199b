//! Validators of the whole runtime: who authors, who is elected, what an equivocation costs.

mod common;

use common::{
	account, genesis,
	people::{accredit, COUNCIL, HOSPITALS},
	sessions::{fast, next_session, report, session_keys, set_keys, sorted},
	Chain,
};
use frame_support::{
	assert_ok,
	traits::{fungible::InspectHold, Get},
};
use pallet_validator_staking::{Candidates, Event, HoldReason, Offences};
use salus_runtime::{
	configs::consensus::{Period, BONDING_SESSIONS, MAX_AUTHORITIES, REPORT_SESSIONS, SLASH_DEFER_SESSIONS},
	constants::{money::SAL, time},
	AccountId, Balances, Executive, Runtime, RuntimeEvent, RuntimeGenesisConfig, Session, System,
	UncheckedExtrinsic, ValidatorStaking,
};
use sp_runtime::{transaction_validity::InvalidTransaction, BuildStorage};

fn bond_of(chain: &mut Chain, name: &str) -> u128 {
	let who = account(name);
	chain.read(|| Balances::balance_on_hold(&HoldReason::ValidatorBond.into(), &who))
}

/// A fifth hospital applies, is accredited, bonds, has keys and stands.
fn join(chain: &mut Chain, name: &str, handle: &str) {
	accredit(chain, name, handle);
	assert_ok!(chain.send(
		name,
		pallet_validator_staking::Call::<Runtime>::bond { amount: 20_000 * SAL }
	));
	chain.read(|| set_keys(name));
	assert_ok!(chain.send(name, pallet_validator_staking::Call::<Runtime>::validate {}));
}

#[test]
fn the_presets_differ_from_production_in_nothing_that_is_counted_in_sessions() {
	assert_eq!(RuntimeGenesisConfig::default().clock.session_blocks, time::HOURS);
	for preset in ["development", "local_testnet"] {
		assert_eq!(genesis(preset).clock.session_blocks, time::SESSION);
	}
	let mut production = Chain::new("local_testnet");
	assert_eq!(production.read(Period::get), 600);
	let mut fast = Chain::from_genesis(&fast());
	assert_eq!(fast.read(Period::get), 10);
	assert_eq!(
		RuntimeGenesisConfig::default().validator_staking.min_authorities,
		4
	);
	assert_eq!(
		(
			REPORT_SESSIONS,
			SLASH_DEFER_SESSIONS,
			BONDING_SESSIONS,
			MAX_AUTHORITIES
		),
		(168, 48, 220, 100)
	);
}

#[test]
fn validators_of_genesis_come_from_the_session_pallet_alone() {
	for preset in ["development", "local_testnet"] {
		assert!(genesis(preset).aura.authorities.is_empty());
		assert!(genesis(preset).grandpa.authorities.is_empty());
	}
}

#[test]
#[should_panic(expected = "Authorities are already initialized!")]
fn a_genesis_that_sets_aura_and_session_is_refused() {
	let mut twice = genesis("local_testnet");
	twice.aura.authorities = vec![session_keys("StMary").aura];
	let _ = twice.build_storage();
}

/// The author is who the validators before the block say it is, at a change of the set as well.
#[test]
fn the_block_that_begins_a_session_names_its_real_author() {
	let mut chain = Chain::from_genesis(&fast());
	join(&mut chain, "Buyer", "north");
	let mut sets = Vec::new();
	for _ in 0..45 {
		let before = chain.read(pallet_session::Validators::<Runtime>::get);
		let author = chain.author_of_next_block();
		let slot = chain.read(|| *pallet_aura::CurrentSlot::<Runtime>::get());
		assert_eq!(author, Some(before[slot as usize % before.len()].clone()));
		sets.push(before.len());
	}
	assert!(sets.contains(&4) && sets.contains(&5));
	chain.check();
}

#[test]
fn everybody_is_counted_for_exactly_its_slots_while_the_set_changes() {
	let mut chain = Chain::from_genesis(&fast());
	join(&mut chain, "Buyer", "north");
	for _ in 0..60 {
		chain.skip(1);
		chain.read(|| {
			let missed = System::events().into_iter().any(|record| {
				matches!(
					record.event,
					RuntimeEvent::ValidatorStaking(Event::SlotsMissed { .. })
				)
			});
			assert!(!missed);
		});
	}
	chain.check();
}

#[test]
fn a_fifth_hospital_joins_and_authors_blocks() {
	let mut chain = Chain::from_genesis(&fast());
	join(&mut chain, "Buyer", "north");
	next_session(&mut chain);
	next_session(&mut chain);
	assert!(chain
		.read(pallet_session::Validators::<Runtime>::get)
		.contains(&account("Buyer")));
	assert_eq!(chain.read(pallet_aura::Authorities::<Runtime>::get).len(), 5);
	chain.skip(6);
	assert!(chain.read(|| pallet_validator_staking::Authored::<Runtime>::get(account("Buyer"))) > 0);
	chain.check();
}

#[test]
fn a_suspended_hospital_is_out_at_the_second_boundary_and_loses_its_keys() {
	let mut chain = Chain::from_genesis(&fast());
	let id = accredit(&mut chain, "Mayo", "mayo");
	next_session(&mut chain);
	assert_ok!(chain.council(
		&COUNCIL[..3],
		pallet_hospital_registry::Call::<Runtime>::suspend { hospital: id }
	));
	next_session(&mut chain);
	next_session(&mut chain);
	let left = chain.read(pallet_session::Validators::<Runtime>::get);
	assert_eq!(left, sorted(&HOSPITALS[..3]));
	chain.read(|| {
		assert!(!pallet_session::NextKeys::<Runtime>::contains_key(account(
			"Mayo"
		)))
	});
	chain.check();
}

#[test]
fn the_session_pallets_own_way_to_lose_keys_is_closed() {
	let mut chain = Chain::from_genesis(&fast());
	assert_eq!(
		chain.send("StMary", pallet_session::Call::<Runtime>::purge_keys {}),
		Err(frame_system::Error::<Runtime>::CallFiltered.into())
	);
	assert_eq!(
		chain.send("StMary", pallet_validator_staking::Call::<Runtime>::purge_keys {}),
		Err(pallet_validator_staking::Error::<Runtime>::StillCandidate.into())
	);
}

#[test]
fn keys_need_a_proof_of_who_owns_them() {
	let mut chain = Chain::from_genesis(&fast());
	let set_keys = pallet_session::Call::<Runtime>::set_keys {
		keys: session_keys("Buyer"),
		proof: vec![0; 128],
	};
	assert_eq!(
		chain.send("Buyer", set_keys),
		Err(pallet_session::Error::<Runtime>::InvalidProof.into())
	);
}

#[test]
fn an_equivocation_is_proven_through_grandpa_and_slashed_after_the_delay() {
	let mut chain = Chain::from_genesis(&fast());
	next_session(&mut chain);
	let report = report(&mut chain, "Mayo");
	// A session later the proof is checked against the history.
	next_session(&mut chain);
	let issuance = chain.read(Balances::total_issuance);
	assert_eq!(chain.bare(report.clone()), Ok(Ok(())));
	// It is known.
	assert_eq!(chain.bare(report), Err(InvalidTransaction::Stale.into()));
	chain.read(|| {
		assert!(!Candidates::<Runtime>::contains_key(account("Mayo")));
		assert_eq!(Offences::<Runtime>::iter().count(), 1);
	});
	assert_eq!(bond_of(&mut chain, "Mayo"), 10_000 * SAL);
	chain.skip(10 * SLASH_DEFER_SESSIONS + 1);
	// (3/4)² of the exposure, burnt.
	assert_eq!(bond_of(&mut chain, "Mayo"), 4_375 * SAL);
	assert_eq!(chain.read(Balances::total_issuance), issuance - 5_625 * SAL);
	assert_eq!(
		chain.read(pallet_session::Validators::<Runtime>::get),
		sorted(&HOSPITALS[..3])
	);
	chain.check();
}

#[test]
fn the_council_forgives_an_equivocation() {
	let mut chain = Chain::from_genesis(&fast());
	next_session(&mut chain);
	let report = report(&mut chain, "Mayo");
	assert_eq!(chain.bare(report), Ok(Ok(())));
	let session = chain.read(|| Offences::<Runtime>::iter_keys().next().unwrap().0);
	assert_ok!(chain.council(
		&COUNCIL[..3],
		pallet_validator_staking::Call::<Runtime>::cancel_slash {
			session,
			offender: account("Mayo")
		}
	));
	assert_ok!(chain.send("Mayo", pallet_validator_staking::Call::<Runtime>::validate {}));
	chain.skip(10 * SLASH_DEFER_SESSIONS + 1);
	assert_eq!(bond_of(&mut chain, "Mayo"), 10_000 * SAL);
	chain.check();
}

#[test]
fn fees_go_into_the_pot_and_are_shared_at_the_end_of_the_session() {
	let mut chain = Chain::from_genesis(&fast());
	let issuance = chain.read(Balances::total_issuance);
	let payer = chain.free_balance("Buyer");
	assert_ok!(chain.send("Buyer", frame_system::Call::<Runtime>::remark { remark: vec![1] }));
	let fee = payer - chain.free_balance("Buyer");
	assert!(fee > 0);
	assert_eq!(chain.read(ValidatorStaking::undistributed), fee);
	next_session(&mut chain);
	let owed = chain.read(pallet_validator_staking::Owed::<Runtime>::get);
	assert_eq!(chain.read(ValidatorStaking::undistributed), fee - owed);
	assert!(fee - owed < 8, "only what division leaves over");
	assert_eq!(chain.read(Balances::total_issuance), issuance);
	let before = chain.free_balance("StMary");
	let claim = pallet_validator_staking::Call::<Runtime>::claim_rewards {
		candidate: account("StMary"),
		who: account("StMary"),
	};
	assert_ok!(chain.send("Buyer", claim));
	assert!(chain.free_balance("StMary") > before);
	chain.check();
}

/// Aura refuses a block of a disabled validator: its slots pass, everybody else's are filled, at every boundary.
#[test]
fn a_disabled_validator_costs_its_own_slots_and_no_other() {
	let mut chain = Chain::from_genesis(&fast());
	let id = accredit(&mut chain, "Mayo", "mayo");
	assert_ok!(chain.council(
		&COUNCIL[..3],
		pallet_hospital_registry::Call::<Runtime>::suspend { hospital: id }
	));
	let mut lost = Vec::new();
	for _ in 0..40 {
		let validators = chain.read(pallet_session::Validators::<Runtime>::get);
		let slot = chain.next_slot();
		let author = validators[slot as usize % validators.len()].clone();
		let disabled = chain.read(|| {
			Session::disabled_validators()
				.iter()
				.any(|index| validators[*index as usize] == author)
		});
		if disabled {
			lost.push(author);
			chain.pass_slot();
		} else {
			// Panics if the block is refused.
			chain.skip(1);
		}
	}
	assert!(lost.iter().all(|who| *who == account("Mayo")));
	assert_eq!(
		chain.read(pallet_session::Validators::<Runtime>::get),
		sorted(&HOSPITALS[..3])
	);
	chain.check();
}

#[test]
fn a_report_comes_from_the_node_itself_and_from_nobody_else() {
	let mut chain = Chain::from_genesis(&fast());
	next_session(&mut chain);
	let call = report(&mut chain, "Mayo");
	let validity = chain.read(|| {
		use sp_runtime::transaction_validity::TransactionSource;
		let hash = System::block_hash(1);
		let transaction = || UncheckedExtrinsic::new_bare(call.clone());
		(
			Executive::validate_transaction(TransactionSource::External, transaction(), hash).err(),
			Executive::validate_transaction(TransactionSource::Local, transaction(), hash).err(),
		)
	});
	assert_eq!(validity, (Some(InvalidTransaction::Call.into()), None));
}

#[test]
fn an_election_of_a_thousand_candidates_with_ten_thousand_backings_fits_in_a_tenth_of_a_block() {
	use pallet_validator_staking::{WeightInfo, MAX_BACKERS};
	type Staking = <Runtime as pallet_validator_staking::Config>::WeightInfo;
	let candidates = <Runtime as pallet_validator_staking::Config>::MaxCandidates::get();
	assert!(candidates >= 1_000 && MAX_AUTHORITIES * MAX_BACKERS >= 10_000);
	let block = <Runtime as frame_system::Config>::BlockWeights::get().max_block;
	assert!(Staking::elect(candidates, MAX_AUTHORITIES).ref_time() <= block.ref_time() / 10);
}

#[test]
fn the_runtime_api_shows_who_validates_with_what_stake_and_how_many_blocks() {
	use salus_primitives::{apis::runtime_decl_for_validators_api::ValidatorsApiV1, page::PageRequest};
	use salus_runtime::{Balance, Block, BlockNumber};
	let mut chain = Chain::from_genesis(&fast());
	next_session(&mut chain);
	chain.skip(4);
	let (session, page) = chain.read(|| {
		let request = PageRequest {
			cursor: None,
			limit: 256,
		};
		(
			<Runtime as ValidatorsApiV1<Block, AccountId, Balance, BlockNumber>>::session(),
			<Runtime as ValidatorsApiV1<Block, AccountId, Balance, BlockNumber>>::validators(request),
		)
	});
	assert_eq!(
		(session.index, session.length, session.validators, session.floor),
		(1, 10, 4, 3)
	);
	let validators = page.unwrap().items;
	let accounts: Vec<_> = validators.iter().map(|info| info.account.clone()).collect();
	assert_eq!(accounts, sorted(&HOSPITALS));
	for info in &validators {
		assert!(info.active && info.elected && info.candidate && info.keys);
		assert_eq!(info.own, 10_000 * SAL);
	}
	// Everybody is there, so every slot has its block.
	assert_eq!(validators.iter().map(|info| info.authored).sum::<u32>(), 4);
	assert!(validators.iter().all(|info| info.authored == info.expected));
}
