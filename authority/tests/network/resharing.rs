use super::{
	chain::{account, pair},
	world::{copy, cover, World, KINDS},
};
use salus_authority::{AuthorityChain, Call, Holding, Password, ShareError};
use salus_crypto::authority::Share;
use salus_primitives::ceremony::{CeremonyKind, Phase};
use salus_runtime::{Ceremony, Revocation, RuntimeEvent, RuntimeOrigin};
use std::{collections::BTreeMap, fs, sync::atomic::Ordering};

const FOUR: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];
/// Blocks between two sharings, from the use of one to the beginning of the next.
const REFRESH: u32 = 25;

fn reach(world: &World, generation: u32) {
	world.until(120, |world, found| {
		KINDS
			.iter()
			.all(|kind| world.generation(*kind) == Some(generation))
			&& World::all_hold(found)
	});
}

/// Generations of the shares that a hospital keeps.
fn kept(world: &World, at: usize, kind: CeremonyKind) -> Vec<u32> {
	let ids = world.hospitals[at].keystore.shares(kind).unwrap();
	ids.iter().map(|id| id.generation).collect()
}

#[test]
fn a_refresh_keeps_both_keys_and_erases_the_old_shares() {
	let world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let at = world.chain.best();
	let before = (
		world.chain.parameters(at).unwrap().unwrap(),
		world.chain.token_authority(at).unwrap().unwrap(),
	);
	reach(&world, 1);
	let at = world.chain.best();
	let after = (
		world.chain.parameters(at).unwrap().unwrap(),
		world.chain.token_authority(at).unwrap().unwrap(),
	);
	assert_eq!(
		(before.0.a, before.0.beta, before.0.e),
		(after.0.a, after.0.beta, after.0.e)
	);
	assert_eq!(before.0.ceremony, after.0.ceremony);
	assert_eq!((before.1.key, before.1.ceremony), (after.1.key, after.1.ceremony));
	for (old, new) in before.0.authorities.iter().zip(&after.0.authorities) {
		assert_ne!(old.a_j, new.a_j);
	}
	world.until(12, |world, _| {
		(0..FOUR.len()).all(|at| KINDS.iter().all(|kind| kept(world, at, *kind) == [1]))
	});
	world.chain.check();
}

#[test]
fn an_old_share_stays_until_enough_have_shown_that_they_hold_the_new_ones() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let kind = CeremonyKind::AttributeKeys;
	world.until(120, |world, _| {
		let round = world.chain.round(world.chain.best(), kind).unwrap();
		round.is_some_and(|round| round.phase == Phase::Complain)
	});
	// Two of four stop before they can post a digest: one short of the threshold.
	for at in [2, 3] {
		world.switch(at, false);
	}
	world.until(20, |world, _| world.generation(kind) == Some(1));
	for _ in 0..6 {
		world.block();
		assert_eq!(kept(&world, 0, kind), [0, 1]);
	}
	for at in [2, 3] {
		world.switch(at, true);
	}
	world.until(12, |world, _| kept(world, 0, kind) == [1]);
}

#[test]
fn digests_that_wait_until_a_resharing_is_over_do_not_stand_for_the_new_sharing() {
	let world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let kind = CeremonyKind::AttributeKeys;
	world.until(120, |world, _| {
		let round = world.chain.round(world.chain.best(), kind).unwrap();
		round.is_some_and(|round| round.phase == Phase::Complain)
	});
	let signed = || {
		let sent = world.counted.sent.lock().unwrap();
		sent.iter()
			.filter(|call| **call == "post_partials_digest")
			.count()
	};
	let before = signed();
	world.chain.holds.store(true, Ordering::Relaxed);
	world
		.chain
		.read(|| Revocation::force_epoch(RuntimeOrigin::root()).unwrap());
	world.block();
	assert_eq!((world.generation(kind), signed()), (Some(0), before + FOUR.len()));
	world.until(20, |world, _| world.generation(kind) == Some(1));
	world.chain.holds.store(false, Ordering::Relaxed);

	let at = world.chain.best();
	let epoch = world.chain.epoch(at).unwrap().epoch;
	let parameters = world.chain.parameters(at).unwrap().unwrap();
	world.until(5, |world, _| {
		FOUR.iter().all(|name| {
			let posted = world.chain.partials_digest(world.chain.best(), &account(name));
			posted.unwrap().is_some()
		})
	});
	for hospital in &world.hospitals {
		let own = hospital
			.shares
			.partials(&parameters, epoch, || Ok::<_, ShareError>(cover(&world.chain)))
			.unwrap();
		let taken = world.chain.events(|event| match event {
			RuntimeEvent::KeyAuthority(pallet_key_authority::Event::PartialsDigestPosted {
				authority,
				epoch: of,
				digest,
			}) if *authority == account(hospital.name) && *of == epoch => Some(*digest),
			_ => None,
		});
		assert_eq!(taken, [own.digest]);
	}
	world.chain.check();
}

#[test]
fn a_node_restored_from_an_old_backup_does_not_answer_with_the_old_share() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let old = tempfile::tempdir().unwrap();
	copy(world.hospitals[1].folder.path(), old.path());
	reach(&world, 1);
	world.until(12, |world, _| kept(world, 1, CeremonyKind::AttributeKeys) == [1]);

	world.lose_disk(1);
	copy(old.path(), world.hospitals[1].folder.path());
	world.restart(1);
	let at = world.chain.best();
	let (parameters, token) = (
		world.chain.parameters(at).unwrap().unwrap(),
		world.chain.token_authority(at).unwrap().unwrap(),
	);
	let hospital = &world.hospitals[1];
	assert!(matches!(
		hospital.shares.attribute(&parameters),
		Err(ShareError::Outdated)
	));
	assert!(matches!(hospital.shares.token(&token), Err(ShareError::Outdated)));
	let found = hospital.ceremonies.step();
	for status in found {
		assert_eq!(status.unwrap().holding, Holding::Lost);
	}
	// The next resharing makes it whole.
	reach(&world, 2);
	assert!(world.hospitals[1]
		.shares
		.attribute(&world.chain.parameters(world.chain.best()).unwrap().unwrap())
		.is_ok());
}

#[test]
fn hospitals_lose_their_disks_one_by_one_with_refreshes_between_and_the_key_lives() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let a = |world: &World| {
		let at = world.chain.best();
		world.chain.parameters(at).unwrap().unwrap().a
	};
	let before = a(&world);
	for lost in 0..3 {
		world.lose_disk(lost);
		reach(&world, lost as u32 + 1);
	}
	assert_eq!(a(&world), before);
	world.chain.check();
}

/// Whether everybody who is to deal in the round of a kind has dealt.
fn has_dealt(world: &World, kind: CeremonyKind) -> bool {
	let round = world.chain.round(world.chain.best(), kind).unwrap();
	round.is_some_and(|round| !round.dealers.is_empty() && round.dealers.iter().all(|dealer| dealer.dealt))
}

#[test]
fn a_node_that_slept_through_the_end_of_a_round_takes_its_share_later() {
	let mut world = World::new(&FOUR, 100_000);
	let kind = CeremonyKind::AttributeKeys;
	world.until(30, |world, _| {
		world
			.chain
			.round(world.chain.best(), kind)
			.unwrap()
			.is_some_and(|round| round.dealers.iter().all(|dealer| dealer.dealt) && !round.dealers.is_empty())
	});
	world.switch(0, false);
	world.until(30, |world, _| world.generation(kind) == Some(0));
	for _ in 0..10 {
		world.block();
	}
	assert!(kept(&world, 0, kind).is_empty());
	world.switch(0, true);
	world.restart(0);
	world.until(2, |_, found| World::all_hold(found));
}

#[test]
fn shares_are_taken_though_the_next_round_began_before_anybody_saw_the_last_one_end() {
	let world = World::new(&FOUR, 100_000);
	let kind = CeremonyKind::AttributeKeys;
	world.until(30, |world, _| has_dealt(world, kind));
	// Blocks that become final at once: no node looks between them.
	for _ in 0..30 {
		if world.generation(kind).is_none() {
			world.chain.block();
		}
	}
	assert_eq!(world.generation(kind), Some(0));
	world
		.chain
		.read(|| Ceremony::reshare(RuntimeOrigin::root(), kind).unwrap());
	let at = world.chain.best();
	let last = world.chain.last_round(at, kind).unwrap().unwrap();
	assert_eq!(world.chain.deal(at, kind, last.round, 1).unwrap(), None);

	let found = world.block();
	assert!(found.iter().all(|found| found.holds(kind)));
	world.until(40, |world, found| {
		world.generation(kind) == Some(1) && found.iter().all(|found| found.holds(kind))
	});
	world.chain.check();
}

#[test]
fn no_key_is_lost_though_all_nodes_sleep_until_no_state_has_the_deals() {
	let mut world = World::new(&FOUR, 100_000);
	let kind = CeremonyKind::AttributeKeys;
	world.chain.prunes.store(true, Ordering::Relaxed);
	world.until(30, |world, _| has_dealt(world, kind));
	// A dealer deals again, in vain, and its call is in a block too.
	let at = world.chain.best();
	let round = world.chain.round(at, kind).unwrap().unwrap();
	let deal = world.chain.deal(at, kind, round.round, 1).unwrap().unwrap();
	let mut other = deal.clone();
	other.reverse();
	for deal in [other, deal] {
		let again = Call::Deal {
			kind,
			round: round.round,
			deal: deal.try_into().unwrap(),
		};
		world.chain.submit(&pair(FOUR[0]), &again).unwrap();
	}
	// Blocks that become final at once: no node looks between them.
	for _ in 0..30 {
		if world.generation(kind).is_none() {
			world.chain.block();
		}
	}
	assert_eq!(world.generation(kind), Some(0));
	world
		.chain
		.read(|| Ceremony::reshare(RuntimeOrigin::root(), kind).unwrap());
	for _ in 0..3 {
		world.chain.block();
	}
	for hospital in 0..FOUR.len() {
		assert!(kept(&world, hospital, kind).is_empty());
		world.restart(hospital);
	}
	let found = world.block();
	assert!(found.iter().all(|found| found.holds(kind)));
	world.chain.check();
}

#[test]
fn a_node_that_slept_until_the_deals_were_gone_gets_a_share_of_the_next_sharing() {
	let mut world = World::new(&FOUR, REFRESH);
	let kind = CeremonyKind::AttributeKeys;
	world.chain.prunes.store(true, Ordering::Relaxed);
	world.chain.forgets.store(true, Ordering::Relaxed);
	world.until(30, |world, _| has_dealt(world, kind));
	world.switch(0, false);
	world.until(30, |world, _| world.generation(kind) == Some(0));
	world.until(REFRESH + 5, |world, _| {
		let round = world.chain.round(world.chain.best(), kind).unwrap();
		round.is_some_and(|round| round.phase == Phase::Enrol)
	});
	world.switch(0, true);
	world.restart(0);
	reach(&world, 1);
	assert_eq!(kept(&world, 0, kind), [1]);
}

#[test]
fn a_share_that_was_damaged_on_the_disk_is_made_good_by_the_next_resharing() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	for entry in fs::read_dir(world.hospitals[1].folder.path()).unwrap() {
		let path = entry.unwrap().path();
		if path.extension().is_some_and(|extension| extension == "share") {
			fs::write(path, b"rot").unwrap();
		}
	}
	world.restart(1);
	for status in world.hospitals[1].ceremonies.step() {
		assert_eq!(status.unwrap().holding, Holding::Lost);
	}
	reach(&world, 1);
}

#[test]
fn a_share_that_a_crash_left_half_erased_is_erased_after_the_restart() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let shares = |world: &World| -> Vec<_> {
		let entries = fs::read_dir(world.hospitals[0].folder.path()).unwrap();
		let paths = entries.map(|entry| entry.unwrap().path());
		paths
			.filter(|path| path.extension().is_some_and(|extension| extension == "share"))
			.collect()
	};
	let old = shares(&world);
	assert_eq!(old.len(), KINDS.len());
	reach(&world, 1);
	world.until(12, |world, _| {
		shares(world).iter().all(|path| !old.contains(path))
	});
	// Overwritten, and not removed.
	for path in &old {
		fs::write(path, [0; 200]).unwrap();
	}
	world.restart(0);
	world.until(12, |world, _| {
		shares(world).iter().all(|path| !old.contains(path))
	});
	assert_eq!(shares(&world).len(), KINDS.len());
}

/// What a hospital's folder holds of token keys, by the names of the files.
type Files = BTreeMap<String, Vec<u8>>;

fn token_files(world: &World, at: usize) -> Files {
	let entries = fs::read_dir(world.hospitals[at].folder.path()).unwrap();
	entries
		.map(Result::unwrap)
		.map(|entry| {
			(
				entry.file_name().into_string().unwrap(),
				fs::read(entry.path()).unwrap(),
			)
		})
		.filter(|(name, _)| name.starts_with("tokens-"))
		.collect()
}

fn is_share(name: &str) -> bool {
	name.ends_with(".share")
}

fn put_token_files(world: &World, at: usize, files: &Files) {
	let folder = world.hospitals[at].folder.path();
	for name in token_files(world, at).keys() {
		fs::remove_file(folder.join(name)).unwrap();
	}
	for (name, bytes) in files {
		fs::write(folder.join(name), bytes).unwrap();
	}
}

#[test]
fn a_crash_between_any_two_files_of_a_resharing_loses_nothing() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let kind = CeremonyKind::Tokens;
	world.until(120, |world, _| has_dealt(world, kind));
	// Blocks that become final at once: no node looks between them.
	for _ in 0..30 {
		if world.generation(kind) == Some(0) {
			world.chain.block();
		}
	}
	assert_eq!(world.generation(kind), Some(1));

	// One turn stores the share, erases the secret of the round, then the older share.
	let before = token_files(&world, 0);
	world.hospitals[0].ceremonies.step();
	let after = token_files(&world, 0);
	assert_eq!(before.keys().filter(|name| is_share(name)).count(), 1);
	assert_eq!((before.len(), after.len()), (2, 1));
	assert!(after
		.keys()
		.all(|name| is_share(name) && !before.contains_key(name)));

	let stored: Files = before.clone().into_iter().chain(after.clone()).collect();
	let mut without_secret = stored.clone();
	without_secret.retain(|name, _| is_share(name));
	for files in [before, stored, without_secret, after.clone()] {
		put_token_files(&world, 0, &files);
		world.restart(0);
		let found: Vec<_> = world.hospitals[0]
			.ceremonies
			.step()
			.into_iter()
			.map(Result::unwrap)
			.collect();
		assert!(found
			.iter()
			.any(|status| status.kind == kind && status.holding == Holding::Share));
		assert!(token_files(&world, 0).keys().eq(after.keys()));
	}
	world.chain.check();
}

#[test]
fn another_hospitals_share_is_no_share_of_this_one() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let password = Password::new("offline").unwrap();
	let foreign = world.hospitals[2].keystore.export(&password).unwrap();
	world.lose_disk(1);
	let imported = world.hospitals[1].keystore.import(&foreign, &password).unwrap();
	assert_eq!(imported.shares.len(), KINDS.len());
	for status in world.hospitals[1].ceremonies.step() {
		assert_eq!(status.unwrap().holding, Holding::Lost);
	}
	reach(&world, 1);
	world.chain.check();
}

#[test]
fn a_share_that_does_not_lie_on_the_key_keeps_nobody_from_the_next_and_costs_nothing() {
	/// What ends a share of alpha and beta.
	const SECRETS: usize = 64;
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let kind = CeremonyKind::AttributeKeys;
	let id = world.hospitals[1].keystore.shares(kind).unwrap()[0];
	let [own, other] = [1, 2].map(|at: usize| {
		let share = world.hospitals[at].keystore.attribute_share(&id).unwrap();
		share.unwrap().to_bytes()
	});
	let head = own.len() - SECRETS;
	let wrong = Share::from_bytes(&[&own[..head], &other[head..]].concat()).unwrap();
	world.hospitals[1].keystore.store_attribute_share(&wrong).unwrap();
	world.restart(1);
	reach(&world, 1);
	let punished = world.chain.events(|event| match event {
		RuntimeEvent::Ceremony(pallet_ceremony::Event::Withheld { who, .. }) => Some(who.clone()),
		_ => None,
	});
	assert_eq!(punished, []);
	world.chain.check();
}

#[test]
fn a_node_that_acts_for_nobody_any_more_erases_what_is_older_than_the_sharing_in_use() {
	let mut world = World::new(&FOUR, REFRESH);
	reach(&world, 0);
	let kind = CeremonyKind::AttributeKeys;
	world.sign_with(0, pair("Stranger"));
	world.until(60, |world, _| {
		assert!(world.generation(kind) == Some(1) || kept(world, 0, kind) == [0]);
		world.generation(kind) == Some(1)
	});
	world.until(20, |world, _| kept(world, 0, kind).is_empty());
}
