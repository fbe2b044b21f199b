//! The binary trees of revocation: nodes, paths and covers (KUNodes).
//!
//! A user sits at a leaf of a tree of depth [`DEPTH`] and holds keys for every node from the root to the leaf. The cover
//! of an epoch is the smallest set of subtrees that hold every leaf but the revoked ones. A live leaf has exactly one
//! cover node on its path; a revoked leaf has none.

use alloc::{collections::BTreeSet, vec::Vec};

/// Depth of a leaf; the root has depth 0.
pub const DEPTH: u8 = 20;
/// Nodes on a path, root and leaf included.
pub const PATH_LEN: usize = 21;
/// Leaves of one tree.
pub const LEAVES: u32 = 1 << DEPTH;

/// A node of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
	/// Number of the tree.
	pub tree: u16,
	/// Distance from the root.
	pub depth: u8,
	/// Position among the nodes of its depth, from the left.
	pub index: u32,
}

/// A leaf of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf {
	/// Number of the tree.
	pub tree: u16,
	/// Position among the leaves, from the left.
	pub index: u32,
}

impl Node {
	/// Length of the encoding.
	pub const LEN: usize = 7;

	/// The root of a tree.
	pub const fn root(tree: u16) -> Self {
		Self {
			tree,
			depth: 0,
			index: 0,
		}
	}

	/// Whether depth and index are those of a node.
	pub fn is_valid(&self) -> bool {
		self.depth <= DEPTH && self.index.checked_shr(self.depth.into()) == Some(0)
	}

	/// Tree, depth and index, little-endian.
	pub fn to_bytes(&self) -> [u8; Self::LEN] {
		let ([t0, t1], [i0, i1, i2, i3]) = (self.tree.to_le_bytes(), self.index.to_le_bytes());
		[t0, t1, self.depth, i0, i1, i2, i3]
	}

	/// The node that these bytes encode, if any.
	pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Option<Self> {
		let [t0, t1, depth, i0, i1, i2, i3] = *bytes;
		let node = Self {
			tree: u16::from_le_bytes([t0, t1]),
			depth,
			index: u32::from_le_bytes([i0, i1, i2, i3]),
		};
		node.is_valid().then_some(node)
	}

	/// The parent; none above the root.
	pub fn parent(&self) -> Option<Self> {
		let depth = self.depth.checked_sub(1)?;
		Some(Self {
			depth,
			index: self.index >> 1,
			..*self
		})
	}

	/// The other child of the parent; none for the root.
	pub fn sibling(&self) -> Option<Self> {
		(self.depth > 0).then_some(Self {
			index: self.index ^ 1,
			..*self
		})
	}

	/// Both children, left first; none for a leaf.
	pub fn children(&self) -> Option<[Self; 2]> {
		if self.depth >= DEPTH {
			return None;
		}
		let depth = self.depth.checked_add(1)?;
		let left = self.index.checked_mul(2)?;
		Some([
			Self {
				depth,
				index: left,
				..*self
			},
			Self {
				depth,
				index: left | 1,
				..*self
			},
		])
	}

	/// Whether this node is `other` or lies above it.
	pub fn is_ancestor(&self, other: &Self) -> bool {
		self.tree == other.tree
			&& other
				.depth
				.checked_sub(self.depth)
				.and_then(|up| other.index.checked_shr(up.into()))
				== Some(self.index)
	}

	/// Whether the leaf lies beneath this node.
	pub fn contains(&self, leaf: &Leaf) -> bool {
		self.is_ancestor(&leaf.node())
	}

	/// Left end of the node's leaves: orders a cover from left to right.
	fn first_leaf(&self) -> u32 {
		self.index
			.checked_shl(u32::from(DEPTH.saturating_sub(self.depth)))
			.unwrap_or(0)
	}
}

impl Leaf {
	/// Whether the index is that of a leaf.
	pub fn is_valid(&self) -> bool {
		self.index < LEAVES
	}

	/// The leaf as a node.
	pub const fn node(&self) -> Node {
		Node {
			tree: self.tree,
			depth: DEPTH,
			index: self.index,
		}
	}
}

/// The nodes from the root to the leaf, root first.
pub fn path(leaf: Leaf) -> [Node; PATH_LEN] {
	let mut nodes = [leaf.node(); PATH_LEN];
	let mut node = Some(leaf.node());
	for slot in nodes.iter_mut().rev() {
		if let Some(here) = node {
			*slot = here;
			node = here.parent();
		}
	}
	nodes
}

/// KUNodes: the fewest nodes of `tree` that hold every leaf but the revoked, from left to right.
pub fn cover(tree: u16, revoked: impl IntoIterator<Item = u32>) -> Vec<Node> {
	// X: every node on the path of a revoked leaf. The cover is the children of X outside X.
	let on_revoked_path: BTreeSet<Node> = revoked
		.into_iter()
		.map(|index| Leaf { tree, index })
		.filter(Leaf::is_valid)
		.flat_map(path)
		.collect();
	if on_revoked_path.is_empty() {
		return alloc::vec![Node::root(tree)];
	}
	let mut cover: Vec<Node> = on_revoked_path
		.iter()
		.filter_map(Node::children)
		.flatten()
		.filter(|child| !on_revoked_path.contains(child))
		.collect();
	cover.sort_by_key(Node::first_leaf);
	cover
}

/// What replaces a cover node when a leaf beneath it is revoked: the siblings along the way, from left to right.
///
/// None if the leaf does not lie beneath the node.
pub fn split(node: Node, revoked: Leaf) -> Option<Vec<Node>> {
	if !node.contains(&revoked) {
		return None;
	}
	let mut siblings: Vec<Node> = path(revoked)
		.into_iter()
		.filter(|below| below.depth > node.depth)
		.filter_map(|below| below.sibling())
		.collect();
	siblings.sort_by_key(Node::first_leaf);
	Some(siblings)
}

/// The node that a cover has in common with the path of a leaf: none if the leaf is revoked.
pub fn common_node(leaf: Leaf, cover: &[Node]) -> Option<Node> {
	cover.iter().find(|node| node.contains(&leaf)).copied()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn nobody_revoked_is_covered_by_the_root() {
		assert_eq!(cover(3, []), [Node::root(3)]);
	}

	#[test]
	fn one_revoked_leaf_leaves_its_twenty_siblings() {
		let leaf = Leaf { tree: 0, index: 5 };
		let cover = cover(0, [5]);
		assert_eq!(cover.len(), 20);
		assert_eq!(common_node(leaf, &cover), None);
		assert!(common_node(Leaf { tree: 0, index: 4 }, &cover).is_some());
		assert_eq!(common_node(Leaf { tree: 1, index: 4 }, &cover), None);
	}

	#[test]
	fn a_path_runs_from_the_root_to_the_leaf() {
		let path = path(Leaf {
			tree: 7,
			index: LEAVES - 1,
		});
		assert_eq!(path[0], Node::root(7));
		assert_eq!(
			path[20],
			Node {
				tree: 7,
				depth: 20,
				index: LEAVES - 1
			}
		);
		assert!(path.windows(2).all(|pair| pair[1].parent() == Some(pair[0])));
	}

	#[test]
	fn bytes_that_are_no_node_are_refused() {
		let node = Node {
			tree: 513,
			depth: 3,
			index: 7,
		};
		assert_eq!(Node::from_bytes(&node.to_bytes()), Some(node));
		assert_eq!(Node::from_bytes(&Node { index: 8, ..node }.to_bytes()), None);
		assert_eq!(Node::from_bytes(&Node { depth: 21, ..node }.to_bytes()), None);
		assert_eq!(Node::from_bytes(&[0, 0, 0, 1, 0, 0, 0]), None);
	}

	#[test]
	fn a_leaf_outside_the_node_does_not_split_it() {
		let [left, right] = Node::root(0).children().unwrap();
		assert_eq!(
			split(
				left,
				Leaf {
					tree: 0,
					index: LEAVES - 1
				}
			),
			None
		);
		assert_eq!(
			split(
				right,
				Leaf {
					tree: 1,
					index: LEAVES - 1
				}
			),
			None
		);
		assert_eq!(
			split(Leaf { tree: 0, index: 9 }.node(), Leaf { tree: 0, index: 9 }),
			Some(Vec::new())
		);
	}

	proptest! {
		#[test]
		fn revoking_one_by_one_gives_the_cover_of_all(revoked in prop::collection::vec(0..64u32, 0..40), spread in 0..14u32) {
			let revoked: Vec<u32> = revoked.into_iter().map(|i| i << spread).collect();
			let mut nodes = cover(1, []);
			for index in &revoked {
				let leaf = Leaf { tree: 1, index: *index };
				if let Some(at) = nodes.iter().position(|node| node.contains(&leaf)) {
					let node = nodes.remove(at);
					nodes.extend(split(node, leaf).unwrap());
				}
			}
			nodes.sort_by_key(Node::first_leaf);
			prop_assert_eq!(nodes, cover(1, revoked));
		}

		#[test]
		fn exactly_one_cover_node_is_above_a_live_leaf(revoked in prop::collection::btree_set(0..LEAVES, 0..40), leaf in 0..LEAVES) {
			let nodes = cover(0, revoked.iter().copied());
			let above = nodes.iter().filter(|node| node.contains(&Leaf { tree: 0, index: leaf })).count();
			prop_assert_eq!(above, usize::from(!revoked.contains(&leaf)));
			for index in revoked {
				prop_assert_eq!(common_node(Leaf { tree: 0, index }, &nodes), None);
			}
		}
	}
}
