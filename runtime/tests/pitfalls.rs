//! What has gone wrong on other chains of hospitals' kind, each a test on the whole runtime. The pallet's own tests hold the
//! same for every path of its code.

mod common;

use common::{
	account, genesis,
	government::enact,
	people::{accredit, COUNCIL, HOSPITALS},
	sessions::{fast, next_session, report, session_keys, set_keys, sorted},
	Chain,
};
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Mutate, MutateHold},
		Get, PalletsInfoAccess,
	},
};
use pallet_validator_staking::{Bond, Bonds, Candidate, Candidates, HoldReason, Offences, ValidatorCount};
use salus_runtime::{
	configs::consensus::{MAX_AUTHORITIES, REPORT_SESSIONS},
	constants::money::SAL,
	AccountId, AllPalletsWithSystem, Balances, Runtime, RuntimeCall, Session,
};
use sp_runtime::{transaction_validity::InvalidTransaction, BuildStorage};
use std::{
	fs,
	path::{Path, PathBuf},
};

fn session(chain: &mut Chain) -> u32 {
	chain.read(Session::current_index)
}

fn validators(chain: &mut Chain) -> Vec<AccountId> {
	chain.read(pallet_session::Validators::<Runtime>::get)
}

/// Any other order names the wrong author of the block that begins a session, and counts it for the wrong session.
#[test]
fn the_author_is_named_and_counted_before_the_session_changes() {
	let hooks: Vec<&str> = AllPalletsWithSystem::infos()
		.into_iter()
		.map(|pallet| pallet.name)
		.collect();
	let places = ["Authorship", "ValidatorStaking", "Session", "Aura", "Grandpa"]
		.map(|name| hooks.iter().position(|pallet| *pallet == name).expect(name));
	assert!(places.is_sorted(), "{places:?}");
}

#[test]
#[should_panic(expected = "Authorities are already initialized!")]
fn a_genesis_that_sets_grandpa_and_session_is_refused() {
	let mut twice = genesis("local_testnet");
	twice.grandpa.authorities = vec![(session_keys("StMary").grandpa, 1)];
	let _ = twice.build_storage();
}

/// Aura and GRANDPA cut a longer list without a word: the election is never longer.
#[test]
fn no_more_are_elected_than_aura_and_grandpa_take() {
	assert_eq!(
		<<Runtime as pallet_validator_staking::Config>::MaxValidators as Get<u32>>::get(),
		MAX_AUTHORITIES
	);
	assert_eq!(
		<<Runtime as pallet_aura::Config>::MaxAuthorities as Get<u32>>::get(),
		MAX_AUTHORITIES
	);
	assert_eq!(
		<<Runtime as pallet_grandpa::Config>::MaxAuthorities as Get<u32>>::get(),
		MAX_AUTHORITIES
	);

	let mut chain = Chain::from_genesis(&fast());
	let hospital = accredit(&mut chain, "Buyer", "north");
	let crowd: Vec<String> = (0..MAX_AUTHORITIES + 5)
		.map(|number| format!("Hospital{number}"))
		.collect();
	chain.read(|| {
		let bond = 20_000 * SAL;
		for name in &crowd {
			let who = account(name);
			assert_ok!(Balances::mint_into(&who, 2 * bond));
			assert_ok!(Balances::hold(&HoldReason::ValidatorBond.into(), &who, bond));
			set_keys(name);
			Bonds::<Runtime>::insert(
				&who,
				Bond {
					active: bond,
					..Default::default()
				},
			);
			Candidates::<Runtime>::insert(
				&who,
				Candidate {
					total: bond,
					hospital: Some(hospital),
					founder: false,
					benched_until: 0,
				},
			);
		}
		ValidatorCount::<Runtime>::put(MAX_AUTHORITIES);
	});
	next_session(&mut chain);
	next_session(&mut chain);
	let elected = sorted(&crowd)[..MAX_AUTHORITIES as usize].to_vec();
	assert_eq!(validators(&mut chain), elected);
	assert_eq!(
		chain.read(pallet_aura::Authorities::<Runtime>::get).len(),
		elected.len()
	);
	assert_eq!(
		chain.read(pallet_grandpa::Authorities::<Runtime>::get).len(),
		elected.len()
	);
	chain.check();
}

#[test]
fn no_road_around_the_filter_takes_the_keys_of_a_validator() {
	let mut chain = Chain::from_genesis(&fast());
	let purge: RuntimeCall = pallet_session::Call::<Runtime>::purge_keys {}.into();
	let batch = pallet_utility::Call::<Runtime>::batch_all {
		calls: vec![purge.clone()],
	};
	assert_eq!(
		chain.send("StMary", batch),
		Err(frame_system::Error::<Runtime>::CallFiltered.into())
	);
	assert_eq!(
		chain.council(&COUNCIL, enact(purge)),
		Err(pallet_motion::Error::<Runtime>::NotAllowed.into())
	);
	next_session(&mut chain);
	next_session(&mut chain);
	assert_eq!(validators(&mut chain), sorted(&HOSPITALS));
	chain.check();
}

#[test]
fn suspensions_never_take_the_validators_below_the_floor() {
	let mut chain = Chain::from_genesis(&fast());
	let suspend = |hospital| pallet_hospital_registry::Call::<Runtime>::suspend { hospital };
	let mayo = accredit(&mut chain, "Mayo", "mayo");
	let karolinska = accredit(&mut chain, "Karolinska", "karolinska");
	assert_ok!(chain.council(&COUNCIL[..3], suspend(mayo)));
	for _ in 0..3 {
		next_session(&mut chain);
	}
	let left = sorted(&HOSPITALS[..3]);
	assert_eq!(validators(&mut chain), left);
	assert_ok!(chain.council(&COUNCIL[..3], suspend(karolinska)));
	for _ in 0..4 {
		next_session(&mut chain);
		chain.skip(2);
		assert_eq!(validators(&mut chain), left);
		assert_eq!(chain.read(pallet_aura::Authorities::<Runtime>::get).len(), 3);
		assert_eq!(chain.read(pallet_grandpa::Authorities::<Runtime>::get).len(), 3);
		assert!(chain.read(Session::disabled_validators).is_empty());
	}
	chain.check();
}

/// Four are elected of five with equal stakes, on a chain whose hashes depend on `noise`.
fn elected_of_equals(noise: u8) -> Vec<AccountId> {
	let mut chain = Chain::from_genesis(&fast());
	accredit(&mut chain, "Buyer", "north");
	let bond = pallet_validator_staking::Call::<Runtime>::bond { amount: 10_000 * SAL };
	assert_ok!(chain.send("Buyer", bond));
	chain.read(|| set_keys("Buyer"));
	assert_ok!(chain.send("Buyer", pallet_validator_staking::Call::<Runtime>::validate {}));
	assert_ok!(chain.council(
		&COUNCIL[..3],
		pallet_validator_staking::Call::<Runtime>::set_validator_count { count: 4 }
	));
	let begun = session(&mut chain);
	let mut heard = 0;
	while session(&mut chain) < begun + 2 {
		let remark = frame_system::Call::<Runtime>::remark { remark: vec![noise] };
		// A block that begins a session has no room for it.
		heard += u32::from(chain.block(vec![("Stranger", remark.into())])[0].is_ok());
	}
	assert!(heard > 2);
	chain.check();
	validators(&mut chain)
}

#[test]
fn no_hash_of_a_block_decides_who_is_elected() {
	let everybody = [&HOSPITALS[..], &["Buyer"]].concat();
	let by_account = sorted(&everybody)[..4].to_vec();
	assert_eq!(elected_of_equals(1), by_account);
	assert_eq!(elected_of_equals(2), by_account);
}

/// All sources below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			sources(&path, found);
		} else if path.extension().is_some_and(|extension| extension == "rs") {
			found.push(path);
		}
	}
}

/// Whoever authors a block chooses its hash: it is no dice.
#[test]
fn no_code_of_the_chain_takes_a_hash_of_a_block_for_chance() {
	let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
	let mut files = Vec::new();
	for folder in ["pallets", "primitives/src", "runtime/src"] {
		sources(&project.join(folder), &mut files);
	}
	assert!(files.len() > 50);
	for file in files {
		let text = fs::read_to_string(&file).unwrap();
		for chance in [
			"Randomness<",
			"Randomness::",
			"RandomnessCollectiveFlip",
			"random_seed",
			"ParentHash",
			"parent_hash",
		] {
			assert!(!text.contains(chance), "{chance} in {}", file.display());
		}
	}
	assert!(AllPalletsWithSystem::infos()
		.iter()
		.all(|pallet| !pallet.module_name.contains("random")));
}

#[test]
fn an_equivocation_counts_once_whichever_session_proves_it() {
	let mut chain = Chain::from_genesis(&fast());
	next_session(&mut chain);
	let set_id = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	let first = report(&mut chain, "Mayo");
	assert_eq!(chain.bare(first), Ok(Ok(())));
	next_session(&mut chain);
	// The voters are the same: another session proves the same votes.
	assert_eq!(chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get), set_id);
	let again = report(&mut chain, "Mayo");
	assert_eq!(chain.bare(again), Err(InvalidTransaction::Stale.into()));
	// Another offender of that round makes it worse for the first, but is no second offence of it.
	let other = report(&mut chain, "Charite");
	assert_eq!(chain.bare(other), Ok(Ok(())));
	let mut offences = chain.read(|| Offences::<Runtime>::iter_keys().collect::<Vec<_>>());
	offences.sort();
	assert_eq!(offences, [(1, account("Mayo")), (2, account("Charite"))]);
	chain.check();
}

#[test]
fn all_voters_that_can_be_reported_are_remembered() {
	let sets = <<Runtime as pallet_grandpa::Config>::MaxSetIdSessionEntries as Get<u64>>::get();
	// The voters before the oldest say where its sessions begin.
	assert!(sets > u64::from(REPORT_SESSIONS) + 1);
}

#[test]
fn a_report_that_concerns_all_validators_is_paid_for_and_fits_in_a_block() {
	use pallet_grandpa::WeightInfo as _;
	use pallet_validator_staking::{WeightInfo as _, MAX_BACKERS};
	type Report = <Runtime as pallet_grandpa::Config>::WeightInfo;
	type Staking = <Runtime as pallet_validator_staking::Config>::WeightInfo;
	let worst = Report::report_equivocation(MAX_AUTHORITIES, MAX_BACKERS);
	let noted = Staking::note_offence().saturating_mul(MAX_AUTHORITIES.into());
	assert!(worst.all_gte(noted));
	let block = <Runtime as frame_system::Config>::BlockWeights::get().max_block;
	assert!(worst.ref_time() <= block.ref_time() / 4);
}
