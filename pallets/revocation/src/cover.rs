//! Revoking, and the cover that follows from it.
//!
//! The cover is never computed from the list. It changes where a leaf is revoked: the node above the leaf leaves, and
//! the siblings on the way down to the leaf enter, both with the next epoch. Several revocations in one epoch compose,
//! because each works on the cover of the next.

use crate::{
	types::{node_keys, CoverEntry, Ended},
	Config, Cover, CurrentEpoch, EndedEntries, EndedQueue, Error, Event, LiveTrees, OldestKept, Pallet,
	RevokedAccounts, RevokedLeaves,
};
use frame_support::ensure;
use salus_crypto::tree;
use salus_primitives::{
	authority::{Epoch, Leaf, Node},
	traits::Leaves,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The epoch after this one.
	pub(crate) fn next_epoch() -> Result<Epoch, Error<T>> {
		CurrentEpoch::<T>::get()
			.epoch
			.checked_add(1)
			.ok_or(Error::<T>::EpochsExhausted)
	}

	/// Revokes an account, and the leaf it holds keys under.
	pub(crate) fn do_revoke_account(account: &T::AccountId) -> DispatchResult {
		ensure!(
			!RevokedAccounts::<T>::contains_key(account),
			Error::<T>::AlreadyRevoked
		);
		let effective_from = Self::next_epoch()?;
		RevokedAccounts::<T>::insert(account, effective_from);
		if let Some(leaf) = T::Leaves::live_leaf(account) {
			if !Self::leaf_is_dead(leaf) {
				Self::do_revoke_leaf(leaf)?;
			}
		}
		// Without a live leaf too: attributes may be waiting for the next one.
		T::Leaves::on_revoked(account);
		Self::deposit_event(Event::AccountRevoked {
			account: account.clone(),
			effective_from,
		});
		Ok(())
	}

	/// Revokes a leaf for ever.
	pub(crate) fn do_revoke_leaf(leaf: Leaf) -> DispatchResult {
		let path_leaf = tree::Leaf::from(leaf);
		ensure!(path_leaf.is_valid(), Error::<T>::UnknownLeaf);
		let mut trees = LiveTrees::<T>::get();
		ensure!(
			trees.last().is_some_and(|newest| leaf.tree <= newest.tree),
			Error::<T>::UnknownLeaf
		);
		ensure!(
			!RevokedLeaves::<T>::contains_key(leaf.tree, leaf.index),
			Error::<T>::LeafAlreadyRevoked
		);
		let effective_from = Self::next_epoch()?;
		let live = trees
			.iter_mut()
			.find(|live| live.tree == leaf.tree)
			.ok_or(Error::<T>::LeafAlreadyRevoked)?;
		let (node, entry) =
			Self::covering_entry(leaf, effective_from).ok_or(Error::<T>::LeafAlreadyRevoked)?;
		let siblings = tree::split(node.into(), path_leaf).ok_or(Error::<T>::UnknownLeaf)?;

		Self::end_entry(node, entry, effective_from);
		for sibling in &siblings {
			let (tree, key) = node_keys(&Node::from(*sibling));
			Cover::<T>::insert(
				tree,
				key,
				CoverEntry {
					from: effective_from,
					until: None,
				},
			);
		}
		let entered = u32::try_from(siblings.len()).unwrap_or(u32::MAX);
		live.next_size = live.next_size.saturating_add(entered).saturating_sub(1);
		LiveTrees::<T>::put(trees);
		RevokedLeaves::<T>::insert(leaf.tree, leaf.index, effective_from);
		Self::deposit_event(Event::LeafRevoked { leaf, effective_from });
		Ok(())
	}

	/// Takes a node out of the covers from `until` on.
	fn end_entry(node: Node, entry: CoverEntry, until: Epoch) {
		let (tree, key) = node_keys(&node);
		if entry.from >= until {
			// It entered in this very epoch: no cover ever contains it.
			Cover::<T>::remove(tree, key);
			return;
		}
		Cover::<T>::insert(
			tree,
			key,
			CoverEntry {
				until: Some(until),
				..entry
			},
		);
		EndedQueue::<T>::mutate(|queue| {
			EndedEntries::<T>::insert(queue.tail, Ended { node, until });
			queue.tail = queue.tail.saturating_add(1);
		});
	}

	/// The node above the leaf in the cover of `epoch`, this or the next, if its tree is in use.
	pub(crate) fn covering_entry(leaf: Leaf, epoch: Epoch) -> Option<(Node, CoverEntry)> {
		tree::path(leaf.into()).into_iter().find_map(|node| {
			let node = Node::from(node);
			let (tree, key) = node_keys(&node);
			let entry = Cover::<T>::get(tree, key)?;
			entry.covers(epoch).then_some((node, entry))
		})
	}

	/// Whether a tree is in use in this epoch.
	pub(crate) fn is_live_tree(tree: u16) -> bool {
		LiveTrees::<T>::get().iter().any(|live| live.tree == tree)
	}

	/// Whether keys of the leaf have lost their worth: it is revoked, or its tree is retired.
	pub(crate) fn leaf_is_dead(leaf: Leaf) -> bool {
		RevokedLeaves::<T>::contains_key(leaf.tree, leaf.index) || Self::is_retired(leaf.tree)
	}

	/// Whether a tree was in use and no longer is.
	fn is_retired(tree: u16) -> bool {
		tree < OldestKept::<T>::get()
			|| LiveTrees::<T>::get()
				.first()
				.is_some_and(|oldest| tree < oldest.tree)
	}
}
