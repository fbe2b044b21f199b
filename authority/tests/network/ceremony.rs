use super::{
	chain::{account, pair, TestChain},
	liar::Liar,
	world::{World, KINDS},
};
use salus_authority::AuthorityChain;
use salus_crypto::Bls;
use salus_primitives::ceremony::{CeremonyKind, Phase};
use salus_runtime::{Ceremony, RuntimeEvent, RuntimeOrigin};
use sp_core::Pair;
use std::sync::atomic::Ordering;

const FOUR: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];
const SEVEN: [&str; 7] = [
	"StMary",
	"Charite",
	"Karolinska",
	"Mayo",
	"Rikshospitalet",
	"Necker",
	"Aiims",
];
/// Longer than any test.
const NEVER: u32 = 100_000;
/// Blocks in which a first round of each kind is over, and its shares are on the disks.
const WITHOUT_RETRY: u32 = 40;
/// Blocks after which a test gives up.
const LIMIT: u32 = 120;

fn phase(chain: &TestChain, kind: CeremonyKind) -> Option<Phase> {
	chain.round(chain.best(), kind).unwrap().map(|round| round.phase)
}

#[test]
fn four_hospitals_make_both_keys_and_the_epoch_gets_its_update_keys() {
	let world = World::new(&FOUR, NEVER);
	let blocks = world.until(LIMIT, |_, found| World::all_hold(found));
	assert!(blocks <= WITHOUT_RETRY, "{blocks}");
	let parameters = world.chain.parameters(world.chain.best()).unwrap().unwrap();
	assert_eq!((parameters.threshold, parameters.authorities.len()), (3, 4));
	assert!(parameters.public().validate::<Bls>().is_ok());
	world.until(30, |_, found| {
		found
			.iter()
			.all(|found| found.epoch.as_ref().is_some_and(|epoch| epoch.complete))
	});
	for hospital in &world.hospitals {
		for kind in KINDS {
			assert!(
				hospital.keystore.rounds(kind).unwrap().is_empty(),
				"secrets of rounds that are over are erased"
			);
			assert_eq!(hospital.keystore.shares(kind).unwrap().len(), 1);
		}
	}
	world.chain.check();
}

#[test]
fn a_ceremony_ends_well_though_every_node_restarts_after_every_block() {
	let mut world = World::new(&FOUR, NEVER);
	for count in 0..40 {
		let found = world.block();
		if World::all_hold(&found) {
			assert!(count > 0);
			return world.chain.check();
		}
		for at in 0..FOUR.len() {
			world.restart(at);
		}
	}
	panic!("not within 40 blocks");
}

#[test]
fn what_is_posted_after_a_crash_is_what_would_have_been_posted_before_it() {
	let mut world = World::new(&FOUR, NEVER);
	let kind = CeremonyKind::AttributeKeys;
	world.until(10, |world, _| phase(&world.chain, kind) == Some(Phase::Enrol));
	// The block before the first commitments: their secret reaches the disk, and the transactions nobody.
	while phase(&world.chain, kind) != Some(Phase::Commit) {
		world.chain.block();
		if phase(&world.chain, kind) == Some(Phase::Enrol) {
			world.step();
		}
	}
	world.chain.refuses.store(true, Ordering::Relaxed);
	world.step();
	let kept: Vec<_> = world
		.hospitals
		.iter()
		.map(|hospital| {
			let rounds = hospital.keystore.rounds(kind).unwrap();
			assert_eq!(rounds.len(), 1);
			let secret = hospital.keystore.round_secret(kind, rounds[0]).unwrap();
			*secret.unwrap().to_bytes()
		})
		.collect();
	world.chain.refuses.store(false, Ordering::Relaxed);
	for at in 0..FOUR.len() {
		world.restart(at);
	}
	world.step();
	world.chain.block();
	for (hospital, before) in world.hospitals.iter().zip(kept) {
		let rounds = hospital.keystore.rounds(kind).unwrap();
		let secret = hospital.keystore.round_secret(kind, rounds[0]).unwrap();
		assert_eq!(*secret.unwrap().to_bytes(), before);
	}
	world.until(40, |_, found| World::all_hold(found));
}

#[test]
fn a_ceremony_of_seven_survives_two_absent_and_one_that_lies() {
	let mut world = World::new(&SEVEN, NEVER);
	world.switch(5, false);
	world.switch(6, false);
	let mut liar = Liar::new(pair(SEVEN[4]), world.chain.clone());
	world.switch(4, false);
	let kind = CeremonyKind::AttributeKeys;
	let mut blocks = 0;
	loop {
		let found = world.block();
		liar.step(kind);
		liar.step_honestly_else(CeremonyKind::Tokens);
		blocks += 1;
		if found.iter().all(|found| found.holds(kind)) {
			break;
		}
		assert!(blocks < 40, "{:?}", phase(&world.chain, kind));
	}
	let excluded = world.chain.events(|event| match event {
		RuntimeEvent::Ceremony(pallet_ceremony::Event::DealerExcluded { dealer, slashed, .. }) => {
			Some((dealer.clone(), *slashed > 0))
		}
		_ => None,
	});
	assert_eq!(excluded, [(account(SEVEN[4]), true)]);
	let round = world.chain.last_round(world.chain.best(), kind).unwrap().unwrap();
	assert_eq!(round.members.len(), 5, "the absent are no members");
	assert_eq!(round.qualified.len(), 4, "the liar's deal does not count");
	world.chain.check();
}

#[test]
fn a_node_acts_by_the_agent_that_its_operator_named() {
	let mut world = World::new(&FOUR, NEVER);
	let agent = pair("StMary//authority");
	world.chain.read(|| {
		let operator = RuntimeOrigin::signed(account("StMary"));
		Ceremony::set_agent(operator, Some(agent.public().into())).unwrap();
	});
	world.chain.fund(&agent.public().into());
	world.sign_with(0, agent);
	let blocks = world.until(LIMIT, |_, found| World::all_hold(found));
	assert!(blocks <= WITHOUT_RETRY, "{blocks}");
	let parameters = world.chain.parameters(world.chain.best()).unwrap().unwrap();
	assert_eq!(parameters.authorities.len(), 4);
}

#[test]
fn an_account_that_acts_for_nobody_sends_nothing() {
	let mut world = World::new(&FOUR, NEVER);
	world.sign_with(0, pair("Stranger"));
	world.until(10, |world, _| {
		phase(&world.chain, CeremonyKind::Tokens) == Some(Phase::Enrol)
	});
	world.until(10, |world, _| {
		phase(&world.chain, CeremonyKind::Tokens) == Some(Phase::Commit)
	});
	let round = world
		.chain
		.round(world.chain.best(), CeremonyKind::Tokens)
		.unwrap()
		.unwrap();
	assert_eq!(round.members.len(), 3);
	let sent = world.hospitals[0].ceremonies.step();
	assert!(sent.into_iter().all(|status| status.unwrap().operator.is_none()));
	assert!(!world.chain.has_sent(&account("Stranger")));
	assert!(world.chain.has_sent(&account(FOUR[1])));
}
