//! What the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use salus_primitives::authority::{Epoch, Era, Node};
use scale_info::TypeInfo;

/// First part of the key of a cover entry: the tree, big-endian, so that keys ascend with nodes.
pub type TreeKey = [u8; 2];
/// Second part: depth and index, big-endian.
pub type NodeKey = [u8; 5];

/// The storage keys of a node.
pub fn node_keys(node: &Node) -> (TreeKey, NodeKey) {
	let [i0, i1, i2, i3] = node.index.to_be_bytes();
	(node.tree.to_be_bytes(), [node.depth, i0, i1, i2, i3])
}

/// The node of these storage keys.
pub fn node_of(tree: TreeKey, key: NodeKey) -> Node {
	let [depth, i0, i1, i2, i3] = key;
	Node {
		tree: u16::from_be_bytes(tree),
		depth,
		index: u32::from_be_bytes([i0, i1, i2, i3]),
	}
}

/// When epochs and eras end by themselves. Fixed at genesis.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct Schedule<BlockNumber> {
	/// Blocks of an epoch.
	pub epoch_length: BlockNumber,
	/// Epochs of an era.
	pub epochs_per_era: u32,
}

impl<BlockNumber> Schedule<BlockNumber> {
	/// The era of an epoch.
	pub fn era_of(&self, epoch: Epoch) -> Era {
		epoch.checked_div(self.epochs_per_era).unwrap_or(0)
	}

	/// Whether an era begins with this epoch.
	pub fn opens_era(&self, epoch: Epoch) -> bool {
		epoch.checked_rem(self.epochs_per_era) == Some(0)
	}
}

/// The current epoch.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct EpochState<BlockNumber> {
	/// Its number.
	pub epoch: Epoch,
	/// Its first block.
	pub started_at: BlockNumber,
	/// Whether the council ends it with this block.
	pub forced: bool,
}

/// A tree that is in use: its nodes are in the covers of epochs from `opened_at` until `retires_at`.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct LiveTree {
	/// Its number: the era that opened it.
	pub tree: u16,
	/// First epoch of that era.
	pub opened_at: Epoch,
	/// First epoch without the tree; known once the next tree is open.
	pub retires_at: Option<Epoch>,
	/// Its nodes in the cover of this epoch.
	pub size: u32,
	/// Its nodes in the cover of the next epoch, as far as known.
	pub next_size: u32,
}

/// The epochs whose cover contains a node.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct CoverEntry {
	/// First epoch.
	pub from: Epoch,
	/// First epoch without it, once a leaf below is revoked.
	pub until: Option<Epoch>,
}

impl CoverEntry {
	/// Whether the node is in the cover of `epoch`, its tree being in use.
	pub fn covers(&self, epoch: Epoch) -> bool {
		self.from <= epoch && self.until.is_none_or(|until| epoch < until)
	}
}

/// A cover entry that ends, waiting to be cleared.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct Ended {
	/// The node.
	pub node: Node,
	/// Its `until`.
	pub until: Epoch,
}

/// Positions of the queue of ended entries: `head..tail` are in it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo, Debug)]
pub struct Queue {
	/// The next to be cleared.
	pub head: u64,
	/// Where the next is put.
	pub tail: u64,
}
