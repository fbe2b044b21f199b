//! Random histories of leaves, grants, withdrawals and revocations against a model in a few lines.

use crate::{mock::*, Attributes, HoldReason};
use frame_support::assert_ok;
use proptest::prelude::*;
use salus_primitives::{
	authority::{Attribute, Leaf},
	traits::{EpochProvider, Leaves, RevocationRegistry},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug)]
enum Step {
	Reserve(usize),
	SetPath(usize, u8),
	Grant { who: usize, granter: usize, names: u8 },
	Withdraw { who: usize, granter: usize, names: u8 },
	Revoke(usize),
	Restore(usize),
	Clear(usize),
	Epoch,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let who = 0..3_usize;
	let step = prop_oneof![
		4 => who.clone().prop_map(Step::Reserve),
		4 => (who.clone(), 0..4_u8).prop_map(|(who, digest)| Step::SetPath(who, digest)),
		6 => (who.clone(), 0..3_usize, 0..8_u8).prop_map(|(who, granter, names)| Step::Grant { who, granter, names }),
		3 => (who.clone(), 0..3_usize, 0..8_u8).prop_map(|(who, granter, names)| Step::Withdraw { who, granter, names }),
		1 => who.clone().prop_map(Step::Revoke),
		2 => who.clone().prop_map(Step::Restore),
		1 => who.prop_map(Step::Clear),
		1 => Just(Step::Epoch),
	];
	prop::collection::vec(step, 1..60)
}

/// What the model knows of a person.
#[derive(Default)]
struct Person {
	leaf: Option<Leaf>,
	path: Option<u8>,
	attributes: BTreeSet<Attribute>,
	revoked: bool,
	has_key: bool,
}

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];
const EMPLOYER: [usize; 3] = [0, 0, 1];
/// The council last.
const NAMESPACES: [&str; 3] = ["st-mary", "north", "consortium"];

fn origin(granter: usize) -> RuntimeOrigin {
	match granter {
		0 => signed(MARY),
		1 => signed(NORTH),
		_ => RuntimeOrigin::root(),
	}
}

fn named(granter: usize, names: u8) -> BTreeSet<Attribute> {
	(0..3)
		.filter(|bit| names & (1 << bit) != 0)
		.map(|bit| attribute(&format!("{}/a{bit}", NAMESPACES[granter])))
		.collect()
}

fn run(steps: Vec<Step>) {
	let mut people: [Person; 3] = Default::default();
	let mut used = BTreeSet::new();
	let mut next = BTreeMap::<u16, u32>::new();
	for step in steps {
		match step {
			Step::Reserve(who) => {
				let (account, person) = (&PEOPLE[who], &mut people[who]);
				let tree = Revocation::era() as u16;
				let may = !person.revoked && person.leaf.is_none_or(|leaf| leaf.tree < tree);
				assert_eq!(reserve(account).is_ok(), may);
				if may {
					let index = next.entry(tree).or_default();
					let leaf = Leaf { tree, index: *index };
					*index += 1;
					assert_eq!(leaf_of(account), leaf);
					assert!(used.insert(leaf), "a leaf is used once, ever");
					(person.leaf, person.path, person.has_key) = (Some(leaf), None, true);
				}
			}
			Step::SetPath(who, digest) => {
				let person = &mut people[who];
				let corrigible = match person.path {
					None => true,
					Some(current) => person.attributes.is_empty() && current != digest,
				};
				let may = person.leaf.is_some() && corrigible;
				assert_eq!(
					KeyAuthority::set_path(signed(PEOPLE[who].clone()), [digest; 32]).is_ok(),
					may
				);
				if may {
					person.path = Some(digest);
				}
			}
			Step::Grant { who, granter, names } => {
				let person = &mut people[who];
				let set = named(granter, names);
				let held: BTreeSet<_> = person
					.attributes
					.intersection(&named(granter, 7))
					.cloned()
					.collect();
				let may = person.path.is_some()
					&& person.leaf.is_some()
					&& (granter == 2 || EMPLOYER[who] == granter)
					&& set.is_superset(&held)
					&& set != held;
				let call = set.iter().cloned().collect::<Vec<_>>().try_into().unwrap();
				let done = KeyAuthority::grant_attributes(origin(granter), PEOPLE[who].clone(), call);
				assert_eq!(done.is_ok(), may);
				if may {
					person.attributes.extend(set);
				}
			}
			Step::Withdraw { who, granter, names } => {
				let person = &mut people[who];
				let set = named(granter, names);
				let may = !set.is_empty()
					&& (granter == 2 || EMPLOYER[who] == granter)
					&& set.is_subset(&person.attributes);
				let call = set.iter().cloned().collect::<Vec<_>>().try_into().unwrap();
				let done = KeyAuthority::withdraw_attributes(origin(granter), PEOPLE[who].clone(), call);
				assert_eq!(done.is_ok(), may);
				if may {
					person.attributes.retain(|attribute| !set.contains(attribute));
					person.leaf = None;
				}
			}
			Step::Revoke(who) => {
				let person = &mut people[who];
				let done = Revocation::revoke_user(RuntimeOrigin::root(), PEOPLE[who].clone());
				assert_eq!(done.is_ok(), !person.revoked);
				(person.revoked, person.leaf) = (true, None);
				person.attributes.clear();
			}
			Step::Restore(who) => {
				let done = Revocation::restore(RuntimeOrigin::root(), PEOPLE[who].clone());
				assert_eq!(done.is_ok(), people[who].revoked);
				people[who].revoked = false;
			}
			Step::Clear(who) => {
				let person = &mut people[who];
				let may = person.has_key && person.leaf.is_none();
				let account = PEOPLE[who].clone();
				assert_eq!(
					KeyAuthority::clear_key(signed(account.clone()), account).is_ok(),
					may
				);
				if may {
					person.has_key = false;
					person.attributes.clear();
				}
			}
			Step::Epoch => {
				next_epoch();
				for person in &mut people {
					if person.leaf.is_some_and(Revocation::is_leaf_revoked) {
						// Its tree has retired.
						person.leaf = None;
					}
				}
			}
		}
		assert_ok!(KeyAuthority::do_try_state());
		for (account, person) in PEOPLE.iter().zip(&people) {
			assert_eq!(KeyAuthority::live_leaf(account), person.leaf);
			assert_eq!(
				Attributes::<Test>::get(account).into_inner(),
				person.attributes.iter().cloned().collect::<Vec<_>>()
			);
			let deposit = if person.has_key { LEAF_DEPOSIT } else { 0 };
			assert_eq!(held(HoldReason::LeafDeposit, account), deposit);
		}
		for leaf in &used {
			let owned = people.iter().any(|person| person.leaf == Some(*leaf));
			assert_eq!(
				Revocation::is_leaf_revoked(*leaf),
				!owned,
				"a leaf is live under one key, or dead"
			);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn every_history_of_keys_is_sound(steps in steps()) {
		ExtBuilder::default().build_and_execute(|| run(steps));
	}
}
