//! The invariants of the pallet's storage, by their numbers in the README.

use crate::{
	types::node_of, Config, Cover, CurrentEpoch, EndedEntries, EndedQueue, EpochSchedule, LiveTrees,
	OldestKept, Pallet, RevokedAccounts, RevokedLeaves,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, traits::Get};
use salus_crypto::tree;
use salus_primitives::{
	authority::{Epoch, Node},
	traits::Leaves,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_trees()?;
		Self::check_covers()?;
		Self::check_queue()?;
		Self::check_no_orphans()?;
		Self::check_accounts()
	}

	fn check_trees() -> Result<(), TryRuntimeError> {
		let schedule = EpochSchedule::<T>::get().ok_or("1: there is no schedule")?;
		let epoch = CurrentEpoch::<T>::get().epoch;
		let trees = LiveTrees::<T>::get();
		let newest = trees.last().ok_or("1: no tree is in use")?;
		ensure!(
			u32::from(newest.tree) == schedule.era_of(epoch).min(u16::MAX.into()),
			"1: the newest tree is not that of the era"
		);
		ensure!(newest.retires_at.is_none(), "1: the newest tree retires");
		for (older, newer) in trees.iter().zip(trees.iter().skip(1)) {
			ensure!(
				older.tree.checked_add(1) == Some(newer.tree),
				"1: the trees in use do not follow each other"
			);
			ensure!(
				older.retires_at == Some(newer.opened_at.saturating_add(T::RenewalEpochs::get())),
				"1: a tree does not retire after the time to renew"
			);
			ensure!(
				older.retires_at.is_some_and(|at| epoch < at),
				"1: a tree in use should have retired"
			);
		}
		Ok(())
	}

	/// The nodes of `tree` that storage says are in the cover of `epoch`.
	fn stored_cover(tree: u16, epoch: Epoch) -> BTreeSet<Node> {
		Cover::<T>::iter_prefix(tree.to_be_bytes())
			.filter(|(_, entry)| entry.covers(epoch))
			.map(|(key, _)| node_of(tree.to_be_bytes(), key))
			.collect()
	}

	fn check_covers() -> Result<(), TryRuntimeError> {
		let epoch = CurrentEpoch::<T>::get().epoch;
		for live in LiveTrees::<T>::get() {
			let revoked: Vec<(u32, Epoch)> = RevokedLeaves::<T>::iter_prefix(live.tree).collect();
			for (at, size) in [(epoch, live.size), (epoch.saturating_add(1), live.next_size)] {
				let leaves = revoked
					.iter()
					.filter(|(_, from)| *from <= at)
					.map(|(index, _)| *index);
				let naive: BTreeSet<Node> = tree::cover(live.tree, leaves)
					.into_iter()
					.map(Node::from)
					.collect();
				let stored = Self::stored_cover(live.tree, at);
				ensure!(stored == naive, "2: a cover is not KUNodes of the revoked leaves");
				ensure!(
					u32::try_from(stored.len()) == Ok(size),
					"3: the size of a cover is wrong"
				);
			}
		}
		Ok(())
	}

	fn check_queue() -> Result<(), TryRuntimeError> {
		let queue = EndedQueue::<T>::get();
		let mut queued = BTreeSet::new();
		let mut latest = 0;
		for position in queue.head..queue.tail {
			let ended = EndedEntries::<T>::get(position).ok_or("4: the queue has a gap")?;
			ensure!(latest <= ended.until, "4: the queue is out of order");
			latest = ended.until;
			queued.insert((ended.node, ended.until));
		}
		let length = queue.tail.saturating_sub(queue.head);
		ensure!(
			u64::try_from(EndedEntries::<T>::iter().count()) == Ok(length),
			"4: entries lie outside the queue"
		);
		for (tree, key, entry) in Cover::<T>::iter() {
			if let Some(until) = entry.until {
				ensure!(entry.from < until, "4: an entry ends before it begins");
				ensure!(
					queued.contains(&(node_of(tree, key), until)),
					"4: an entry that ends is not queued"
				);
			}
		}
		Ok(())
	}

	fn check_no_orphans() -> Result<(), TryRuntimeError> {
		let trees = LiveTrees::<T>::get();
		let newest = trees.last().map_or(0, |live| live.tree);
		let kept = OldestKept::<T>::get()..=newest;
		ensure!(
			trees.iter().all(|live| kept.contains(&live.tree)),
			"5: a tree in use was cleared"
		);
		for (tree, _, _) in Cover::<T>::iter() {
			ensure!(
				kept.contains(&u16::from_be_bytes(tree)),
				"5: a node belongs to no tree"
			);
		}
		let next = CurrentEpoch::<T>::get().epoch.saturating_add(1);
		for (tree, index, from) in RevokedLeaves::<T>::iter() {
			ensure!(kept.contains(&tree), "5: a revoked leaf belongs to no tree");
			ensure!(
				tree::Leaf { tree, index }.is_valid(),
				"5: a revoked leaf does not exist"
			);
			ensure!(from <= next, "5: a revocation takes effect too late");
		}
		Ok(())
	}

	fn check_accounts() -> Result<(), TryRuntimeError> {
		let next = CurrentEpoch::<T>::get().epoch.saturating_add(1);
		for (account, effective_from) in RevokedAccounts::<T>::iter() {
			ensure!(
				effective_from <= next,
				"6: the revocation of an account takes effect too late"
			);
			if let Some(leaf) = T::Leaves::live_leaf(&account) {
				ensure!(Self::leaf_is_dead(leaf), "7: a revoked account holds a live leaf");
			}
		}
		Ok(())
	}
}
