use super::{
	chain::{account, pair, TestChain, EPOCH},
	world::{cover, Found, World},
};
use salus_authority::{AuthorityChain, Call, ShareError};
use salus_crypto::{
	authority::verify_update,
	encoding::{encode_g1, encode_g2},
	suite::{g1, g2},
	tree::{DEPTH, LEAVES},
	Bls,
};
use salus_primitives::{
	authority::{Era, Leaf, Node, UpdateKey},
	ceremony::CeremonyKind,
	page::{whole, MAX_PAGE},
	traits::RevocationRegistry,
	AccountId,
};
use salus_runtime::{Revocation, RuntimeEvent};
use std::collections::BTreeSet;

const FOUR: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];
const NEVER: u32 = 100_000;

fn with_keys() -> World {
	let world = World::new(&FOUR, NEVER);
	world.until(40, |_, found| World::all_hold(found));
	world
}

fn epoch(chain: &TestChain) -> u32 {
	chain.epoch(chain.best()).unwrap().epoch
}

fn is_complete(chain: &TestChain) -> bool {
	let epoch = chain.epoch(chain.best()).unwrap();
	epoch.latest_complete == Some(epoch.epoch)
}

fn published(chain: &TestChain) -> Vec<UpdateKey> {
	whole(|page| chain.update_keys(chain.best(), page)).unwrap()
}

/// Whether all that is published is of this epoch, as anybody verifies it.
fn all_verify(chain: &TestChain) {
	let beta = chain.parameters(chain.best()).unwrap().unwrap().beta;
	let epoch = epoch(chain);
	for key in published(chain) {
		verify_update::<Bls>(&beta, &key.node.into(), epoch, key.era, &key.q, &key.q_prime).unwrap();
	}
}

/// Goes to the first block of the next epoch.
fn next_epoch(world: &World) {
	let now = epoch(&world.chain);
	world.until(EPOCH + 1, |world, _| epoch(&world.chain) > now);
}

/// Authorities that the chain named.
fn reported(chain: &TestChain) -> Vec<AccountId> {
	chain.events(|event| match event {
		RuntimeEvent::KeyAuthority(pallet_key_authority::Event::PartialsMissing { authority, .. }) => {
			Some(authority.clone())
		}
		_ => None,
	})
}

/// Authorities that are shown to the operators of those who combined.
fn withheld(found: &[Found]) -> BTreeSet<AccountId> {
	let statuses = found.iter().filter_map(|found| found.epoch.as_ref());
	statuses
		.filter_map(|status| status.withheld.clone())
		.flatten()
		.collect()
}

/// Each is the first to combine in one of four epochs: who was shown in them.
fn withheld_in_four_epochs(world: &World) -> BTreeSet<AccountId> {
	let mut shown = BTreeSet::new();
	for _ in 0..4 {
		next_epoch(world);
		world.until(EPOCH - 1, |world, found| {
			shown.extend(withheld(found));
			is_complete(&world.chain)
		});
	}
	shown
}

#[test]
fn every_epoch_gets_update_keys_that_verify() {
	let world = with_keys();
	for _ in 0..3 {
		world.until(30, |world, _| is_complete(&world.chain));
		all_verify(&world.chain);
		next_epoch(&world);
	}
	world.chain.check();
}

/// Revokes a leaf in each sixteenth of the tree, and another in one of them. Gives the size of the cover.
fn revoke_in_all_parts(chain: &TestChain) -> usize {
	let sixteenth = LEAVES / 16;
	let leaves = (0..16).map(|part| part * sixteenth).chain([sixteenth / 2]);
	for index in leaves {
		chain.read(|| Revocation::revoke_leaf(Leaf { tree: 0, index }).unwrap());
	}
	// Beside each path a node a level, below the sixteenths; the last path begins a level deeper, where it takes a node.
	let below = usize::from(DEPTH) - 4;
	16 * below - 1 + (below - 1)
}

#[test]
fn the_update_keys_of_many_revocations_are_those_of_the_cover_though_they_come_in_pages_and_parts() {
	const PART: u32 = 64;
	let world = with_keys();
	let size = revoke_in_all_parts(&world.chain);
	next_epoch(&world);
	let (now, cover) = (epoch(&world.chain), cover(&world.chain));
	assert_eq!((cover.nodes.len(), cover.eras.clone().count()), (size, 1));
	assert!(size > MAX_PAGE as usize, "more than a page of {MAX_PAGE}");
	world.until(EPOCH - 1, |world, _| is_complete(&world.chain));
	assert_eq!(epoch(&world.chain), now);

	let wanted: BTreeSet<(Node, Era)> = cover
		.nodes
		.iter()
		.flat_map(|node| cover.eras.clone().map(move |era| (Node::from(*node), era)))
		.collect();
	let keys = published(&world.chain);
	let found: BTreeSet<(Node, Era)> = keys.iter().map(|key| (key.node, key.era)).collect();
	assert_eq!(keys.len(), size);
	assert_eq!(found, wanted);
	all_verify(&world.chain);

	let asked = world.services.asked.lock().unwrap().clone();
	assert!(asked.contains(&MAX_PAGE), "no second page: {asked:?}");
	let parts = world.chain.events(|event| match event {
		RuntimeEvent::KeyAuthority(pallet_key_authority::Event::UpdateKeysPublished {
			epoch, keys, ..
		}) if *epoch == now => Some(*keys),
		_ => None,
	});
	assert!(parts.iter().all(|keys| *keys <= PART), "{parts:?}");
	assert_eq!(parts.iter().sum::<u32>() as usize, size);
	world.chain.check();
	world.chain.read(|| Revocation::do_try_state().unwrap());
}

#[test]
fn update_keys_come_though_one_authority_is_off_and_it_is_reported_by_name() {
	let mut world = with_keys();
	world.switch(2, false);
	next_epoch(&world);
	world.until(EPOCH - 1, |world, _| is_complete(&world.chain));
	world.until(EPOCH - 1, |world, _| !reported(&world.chain).is_empty());
	assert_eq!(reported(&world.chain), [account(FOUR[2])]);
	let sharing = world
		.chain
		.sharing(world.chain.best(), CeremonyKind::AttributeKeys)
		.unwrap()
		.unwrap();
	let missed: Vec<u32> = sharing.holders.iter().map(|holder| holder.missed).collect();
	assert_eq!(missed.iter().sum::<u32>(), 1);
}

#[test]
fn an_authority_that_serves_other_partials_than_it_posted_is_passed_over_and_named() {
	let world = with_keys();
	let liar = account(FOUR[1]);
	world.services.lying.lock().unwrap().insert(liar.clone());
	// It is among the first asked by two of the others.
	assert_eq!(withheld_in_four_epochs(&world), BTreeSet::from([liar.clone()]));
	let named = world.counted.bad_partials.lock().unwrap().clone();
	assert!(!named.is_empty());
	assert!(named.iter().all(|account| *account == liar));
	world.chain.check();
}

#[test]
fn an_authority_that_posts_its_digest_and_serves_nothing_is_shown_to_operators_and_unseen_by_the_chain() {
	let world = with_keys();
	let shown = withheld_in_four_epochs(&world);
	assert!(shown.is_empty(), "while all serve: {shown:?}");
	world.hang_up(1);
	assert_eq!(
		withheld_in_four_epochs(&world),
		BTreeSet::from([account(FOUR[1])])
	);
	assert!(reported(&world.chain).is_empty());
	world.chain.check();
}

#[test]
fn a_bad_publication_is_reported_and_made_good_in_the_same_epoch() {
	let world = with_keys();
	next_epoch(&world);
	let now = epoch(&world.chain);
	let cover = cover(&world.chain);
	let keys = cover
		.nodes
		.iter()
		.map(|node| UpdateKey {
			node: (*node).into(),
			era: *cover.eras.start(),
			q: encode_g1::<Bls>(&g1::<Bls>()),
			q_prime: encode_g2::<Bls>(&g2::<Bls>()),
		})
		.collect();
	world
		.chain
		.submit(
			&pair("Cardiologist"),
			&Call::PublishUpdateKeys { epoch: now, keys },
		)
		.unwrap();
	world.until(20, |world, _| {
		let voided = world.chain.events(|event| match event {
			RuntimeEvent::KeyAuthority(pallet_key_authority::Event::PublicationVoided {
				publisher, ..
			}) => Some(publisher.clone()),
			_ => None,
		});
		voided == [account("Cardiologist")]
	});
	world.until(20, |world, _| is_complete(&world.chain));
	assert_eq!(epoch(&world.chain), now);
	world.chain.check();
}

#[test]
fn a_restart_answers_nothing_differently_in_an_epoch() {
	let mut world = with_keys();
	let at = world.chain.best();
	let parameters = world.chain.parameters(at).unwrap().unwrap();
	let digest = |world: &World| {
		let cover = cover(&world.chain);
		world.hospitals[0]
			.shares
			.partials(&parameters, cover.epoch, || Ok::<_, ShareError>(cover.clone()))
			.unwrap()
			.digest
	};
	let before = digest(&world);
	world.restart(0);
	assert_eq!(digest(&world), before);
	world.until(5, |world, _| {
		world
			.chain
			.partials_digest(world.chain.best(), &account(FOUR[0]))
			.unwrap()
			.is_some()
	});
	let (_, posted) = world
		.chain
		.partials_digest(world.chain.best(), &account(FOUR[0]))
		.unwrap()
		.unwrap();
	assert_eq!(posted, before);
}
