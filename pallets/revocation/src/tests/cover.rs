//! The cover, kept in step with revocations, is at every epoch the one computed from the list.

use crate::{mock::*, CurrentEpoch};
use frame_support::traits::Hooks;
use proptest::prelude::*;
use salus_crypto::tree;
use salus_primitives::{
	authority::{Leaf, Node},
	page::PageRequest,
	traits::{EpochProvider, RevocationRegistry},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Step {
	/// Revoke a leaf of the newest tree, or of the one before.
	Revoke { before: bool, index: u32 },
	/// Run to the next epoch.
	Wait,
	/// Force the next epoch.
	Force,
	/// Run some idle work.
	Idle,
}

fn step() -> impl Strategy<Value = Step> {
	// Leaves near each other share paths; leaves far apart do not.
	let index = prop_oneof![0..16u32, (0..16u32).prop_map(|i| i << 16), 0..tree::LEAVES];
	prop_oneof![
		6 => (any::<bool>(), index).prop_map(|(before, index)| Step::Revoke { before, index }),
		2 => Just(Step::Wait),
		1 => Just(Step::Force),
		1 => Just(Step::Idle),
	]
}

/// What an outsider knows: which leaf was revoked in which epoch, and the schedule.
#[derive(Default)]
struct Model {
	revoked: BTreeMap<Leaf, u32>,
}

impl Model {
	fn trees(epoch: u32) -> Vec<u16> {
		let era = epoch / PER_ERA;
		let renewing = era > 0 && epoch % PER_ERA < RENEWAL;
		(if renewing { era - 1 } else { era }..=era)
			.map(|tree| tree as u16)
			.collect()
	}

	fn cover(&self, epoch: u32) -> BTreeSet<Node> {
		Self::trees(epoch)
			.into_iter()
			.flat_map(|tree| {
				let leaves = self
					.revoked
					.iter()
					.filter(move |(leaf, at)| leaf.tree == tree && **at < epoch)
					.map(|(leaf, _)| leaf.index);
				tree::cover(tree, leaves)
			})
			.map(Node::from)
			.collect()
	}
}

/// All pages of the cover.
fn listed(limit: u32) -> Vec<Node> {
	let (mut nodes, mut cursor) = (Vec::new(), None);
	loop {
		let page = Revocation::api_cover(PageRequest { cursor, limit }).unwrap();
		nodes.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return nodes;
		}
	}
}

fn check(model: &Model) {
	let epoch = CurrentEpoch::<Test>::get().epoch;
	let expected = model.cover(epoch);
	let nodes = listed(16);
	assert!(nodes.is_sorted());
	assert_eq!(nodes.into_iter().collect::<BTreeSet<_>>(), expected);
	assert_eq!(Revocation::cover_size() as usize, expected.len());
	assert!(expected.iter().all(Revocation::in_cover));
	for (leaf, at) in &model.revoked {
		let live = *at >= epoch && Model::trees(epoch).contains(&leaf.tree);
		let node = Revocation::api_covering_node(*leaf);
		assert_eq!(node.is_some(), live);
		if let Some(node) = node {
			assert!(expected.contains(&node));
			assert!(tree::Node::from(node).contains(&(*leaf).into()));
		}
	}
}

fn take(model: &mut Model, step: Step) {
	let epoch = CurrentEpoch::<Test>::get().epoch;
	match step {
		Step::Revoke { before, index } => {
			let newest = (epoch / PER_ERA) as u16;
			let leaf = Leaf {
				tree: if before { newest.saturating_sub(1) } else { newest },
				index,
			};
			let may = Model::trees(epoch).contains(&leaf.tree) && !model.revoked.contains_key(&leaf);
			let done = <Revocation as RevocationRegistry<AccountId>>::revoke_leaf(leaf);
			assert_eq!(done.is_ok(), may);
			if may {
				model.revoked.insert(leaf, epoch);
			}
		}
		Step::Wait => next_epoch(),
		Step::Force => {
			Revocation::force_epoch(RuntimeOrigin::root()).unwrap();
			next_block();
		}
		Step::Idle => {
			Revocation::on_idle(System::block_number(), Plenty::get());
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn every_epoch_has_the_cover_of_the_leaves_revoked_before_it(steps in prop::collection::vec(step(), 1..80)) {
		new_test_ext().execute_with(|| {
			let mut model = Model::default();
			for step in steps {
				take(&mut model, step);
				check(&model);
			}
			Revocation::do_try_state().unwrap();
		});
	}
}
