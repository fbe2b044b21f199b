//! How epochs follow each other, and how what ended leaves storage.

use crate::{
	types::{node_keys, CoverEntry, EpochState, LiveTree, Schedule},
	Config, Cover, CurrentEpoch, EndedEntries, EndedQueue, Event, LiveTrees, OldestKept, Pallet,
	RevokedLeaves, WeightInfo,
};
use frame_support::{traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::authority::{Epoch, Node};

impl<T: Config> Pallet<T> {
	/// Starts the epoch after `current` at block `now`: sizes are carried over, a tree may retire, another open.
	pub(crate) fn start_next_epoch(
		now: BlockNumberFor<T>,
		current: EpochState<BlockNumberFor<T>>,
		schedule: Schedule<BlockNumberFor<T>>,
	) {
		let Some(epoch) = current.epoch.checked_add(1) else {
			return;
		};
		CurrentEpoch::<T>::put(EpochState {
			epoch,
			started_at: now,
			forced: false,
		});
		LiveTrees::<T>::mutate(|trees| {
			trees.retain(|live| {
				let retires = live.retires_at.is_some_and(|at| at <= epoch);
				if retires {
					Self::deposit_event(Event::TreeRetired { tree: live.tree });
				}
				!retires
			});
			trees.iter_mut().for_each(|live| live.size = live.next_size);
		});
		if schedule.opens_era(epoch) {
			// After 65,535 eras the last tree stays in use.
			if let Ok(tree) = u16::try_from(schedule.era_of(epoch)) {
				Self::open_tree(tree, epoch);
				Self::deposit_event(Event::TreeOpened { tree });
			}
		}
		Self::deposit_event(Event::EpochStarted {
			epoch,
			era: schedule.era_of(epoch),
			cover_size: Self::current_cover_size(),
		});
	}

	/// Opens a tree with `epoch`; the one before retires after the time to renew.
	pub(crate) fn open_tree(tree: u16, epoch: Epoch) {
		LiveTrees::<T>::mutate(|trees| {
			if let Some(before) = trees.last_mut() {
				before.retires_at = Some(epoch.saturating_add(T::RenewalEpochs::get()));
			}
			let opened = LiveTree {
				tree,
				opened_at: epoch,
				retires_at: None,
				size: 1,
				next_size: 1,
			};
			if trees.is_full() {
				// Only if an upgrade made the time to renew longer than an era: the oldest gives way.
				trees.remove(0);
			}
			let _ = trees.try_push(opened);
		});
		let (tree, key) = node_keys(&Node {
			tree,
			depth: 0,
			index: 0,
		});
		Cover::<T>::insert(
			tree,
			key,
			CoverEntry {
				from: epoch,
				until: None,
			},
		);
	}

	/// Nodes in the cover of this epoch.
	pub(crate) fn current_cover_size() -> u32 {
		LiveTrees::<T>::get()
			.iter()
			.fold(0, |sum: u32, live| sum.saturating_add(live.size))
	}

	/// Clears at most `limit` items that have ended, and says how many.
	pub(crate) fn clear(limit: u32) -> u32 {
		let ended = Self::clear_ended_entries(limit);
		ended.saturating_add(Self::clear_retired_trees(limit.saturating_sub(ended)))
	}

	fn clear_ended_entries(limit: u32) -> u32 {
		let epoch = CurrentEpoch::<T>::get().epoch;
		let mut queue = EndedQueue::<T>::get();
		let mut count = 0;
		while count < limit && queue.head < queue.tail {
			let Some(ended) = EndedEntries::<T>::get(queue.head) else {
				break;
			};
			if ended.until > epoch {
				break;
			}
			EndedEntries::<T>::remove(queue.head);
			let (tree, key) = node_keys(&ended.node);
			Cover::<T>::remove(tree, key);
			queue.head = queue.head.saturating_add(1);
			count = count.saturating_add(1);
		}
		if count > 0 {
			EndedQueue::<T>::put(queue);
		}
		count
	}

	fn clear_retired_trees(limit: u32) -> u32 {
		let mut tree = OldestKept::<T>::get();
		let Some(oldest_live) = LiveTrees::<T>::get().first().map(|live| live.tree) else {
			return 0;
		};
		let mut left = limit;
		while left > 0 && tree < oldest_live {
			let take = usize::try_from(left).unwrap_or(usize::MAX);
			let nodes = Cover::<T>::drain_prefix(tree.to_be_bytes()).take(take).count();
			left = left.saturating_sub(u32::try_from(nodes).unwrap_or(u32::MAX));
			let take = usize::try_from(left).unwrap_or(usize::MAX);
			let leaves = RevokedLeaves::<T>::drain_prefix(tree).take(take).count();
			left = left.saturating_sub(u32::try_from(leaves).unwrap_or(u32::MAX));
			if left == 0 {
				break;
			}
			// Nothing of this tree is left: seeing that is one step of its own.
			left = left.saturating_sub(1);
			tree = tree.saturating_add(1);
			OldestKept::<T>::put(tree);
		}
		limit.saturating_sub(left)
	}

	/// Clears what fits into the weight that a block has left.
	pub(crate) fn clear_when_idle(remaining: Weight) -> Weight {
		let base = T::WeightInfo::clear_ended(0);
		let each = T::WeightInfo::clear_ended(1).saturating_sub(base);
		let room = remaining
			.checked_sub(&base)
			.and_then(|room| room.checked_div_per_component(&each))
			.and_then(|fits| u32::try_from(fits.min(T::MaxClear::get().into())).ok())
			.unwrap_or(0);
		if room == 0 {
			return Weight::zero();
		}
		T::WeightInfo::clear_ended(Self::clear(room))
	}
}
