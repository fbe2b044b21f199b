//! What other pallets ask of this one.

use crate::{types::node_keys, Config, Cover, CurrentEpoch, EpochSchedule, Pallet, RevokedAccounts};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::{Epoch, Era, Leaf, Node},
	traits::{EpochProvider, RevocationRegistry},
};
use sp_runtime::DispatchResult;

impl<T: Config> RevocationRegistry<T::AccountId> for Pallet<T> {
	fn is_revoked(account: &T::AccountId) -> bool {
		RevokedAccounts::<T>::contains_key(account)
	}

	fn revoke_leaf(leaf: Leaf) -> DispatchResult {
		Self::do_revoke_leaf(leaf)
	}

	fn is_leaf_revoked(leaf: Leaf) -> bool {
		Self::leaf_is_dead(leaf)
	}

	fn revoke_account(account: &T::AccountId) -> DispatchResult {
		Self::do_revoke_account(account)
	}

	/// In a tree where nothing is revoked the root leaves the cover, and its twenty successors enter.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(account: &T::AccountId) {
		use salus_primitives::traits::Leaves;
		let tree = crate::LiveTrees::<T>::get().last().map_or(0, |live| live.tree);
		T::Leaves::benchmark_leaf(account, Leaf { tree, index: 0 });
	}
}

impl<T: Config> EpochProvider<BlockNumberFor<T>> for Pallet<T> {
	fn epoch() -> Epoch {
		CurrentEpoch::<T>::get().epoch
	}

	fn started_at() -> BlockNumberFor<T> {
		CurrentEpoch::<T>::get().started_at
	}

	fn era() -> Era {
		EpochSchedule::<T>::get().map_or(0, |schedule| schedule.era_of(Self::epoch()))
	}

	/// Records stay readable for ever, so every era since the first is in use.
	fn oldest_era() -> Era {
		0
	}

	fn cover_size() -> u32 {
		Self::current_cover_size()
	}

	fn in_cover(node: &Node) -> bool {
		let (tree, key) = node_keys(node);
		Cover::<T>::get(tree, key).is_some_and(|entry| entry.covers(Self::epoch()))
			&& Self::is_live_tree(node.tree)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn force_next_epoch() {
		if let Some(schedule) = EpochSchedule::<T>::get() {
			let now = frame_system::Pallet::<T>::block_number();
			Self::start_next_epoch(now, CurrentEpoch::<T>::get(), schedule);
		}
	}
}
