//! The reads behind the runtime API.

use crate::{
	types::{node_keys, node_of, NodeKey, TreeKey},
	Config, Cover, CurrentEpoch, EpochSchedule, LiveTrees, Pallet, RevokedAccounts,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::{Epoch, EpochInfo, Leaf, Node, RevocationStatus},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	traits::EpochProvider,
};

/// Most entries that one page reads: ended and coming ones are passed over.
const MAX_SCAN: u32 = 4 * MAX_PAGE;

impl<T: Config> Pallet<T> {
	/// The current epoch; the key authority knows how many of its update keys are `published`, and the
	/// `latest_complete` epoch.
	pub fn api_epoch(published: u32, latest_complete: Option<Epoch>) -> EpochInfo<BlockNumberFor<T>> {
		let current = CurrentEpoch::<T>::get();
		let schedule = EpochSchedule::<T>::get();
		EpochInfo {
			epoch: current.epoch,
			era: schedule.map_or(0, |schedule| schedule.era_of(current.epoch)),
			oldest_era: Self::oldest_era(),
			started_at: current.started_at,
			length: schedule.map_or_else(Default::default, |schedule| schedule.epoch_length),
			epochs_per_era: schedule.map_or(0, |schedule| schedule.epochs_per_era),
			cover_size: Self::current_cover_size(),
			published,
			latest_complete,
		}
	}

	/// Standing of an account.
	pub fn api_revocation_status(account: T::AccountId) -> RevocationStatus {
		let effective_from = RevokedAccounts::<T>::get(account);
		RevocationStatus {
			revoked: effective_from.is_some(),
			effective_from,
		}
	}

	/// Nodes of the current cover, ascending. A page can be short, or empty with a cursor, where it passes over
	/// entries of other epochs.
	pub fn api_cover(page: PageRequest) -> PageResult<Node> {
		let trees = LiveTrees::<T>::get();
		let Some(oldest) = trees.first() else {
			return Ok(Page {
				items: Vec::new(),
				next: None,
			});
		};
		let start = match &page.cursor {
			Some(cursor) => {
				let (tree, key) = <(TreeKey, NodeKey)>::decode_all(&mut &cursor[..])
					.map_err(|_| PageError::InvalidCursor)?;
				if !salus_crypto::tree::Node::from(node_of(tree, key)).is_valid() {
					return Err(PageError::InvalidCursor);
				}
				Cover::<T>::hashed_key_for(tree, key)
			}
			// Everything of the oldest tree in use comes after the key that ends with the tree.
			None => {
				let mut start = Cover::<T>::hashed_key_for(oldest.tree.to_be_bytes(), NodeKey::default());
				start.truncate(start.len().saturating_sub(NodeKey::default().len()));
				start
			}
		};
		let limit = usize::try_from(page.bounded_limit()).unwrap_or(usize::MAX);
		let epoch = CurrentEpoch::<T>::get().epoch;
		let (mut items, mut last) = (Vec::new(), None);
		for (scanned, (tree, key, entry)) in (0..=MAX_SCAN).zip(Cover::<T>::iter_from(start)) {
			if items.len() >= limit || scanned == MAX_SCAN {
				return Ok(Page { items, next: last });
			}
			let node = node_of(tree, key);
			if entry.covers(epoch) && trees.iter().any(|live| live.tree == node.tree) {
				items.push(node);
			}
			last = Some(node_keys(&node).encode());
		}
		Ok(Page { items, next: None })
	}

	/// The node that covers a leaf in the current epoch; none if the leaf is dead.
	pub fn api_covering_node(leaf: Leaf) -> Option<Node> {
		if !Self::is_live_tree(leaf.tree) || !salus_crypto::tree::Leaf::from(leaf).is_valid() {
			return None;
		}
		let (node, _) = Self::covering_entry(leaf, CurrentEpoch::<T>::get().epoch)?;
		Some(node)
	}
}
