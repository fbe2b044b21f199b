//! The tree over a record's leaves: inner nodes have a prefix of their own, an odd node moves up unchanged,
//! and a path has exactly the length that its place gives it.

use super::{Hash, LeafHash};
use alloc::vec::Vec;
use sha2::{Digest, Sha256};

/// `SHA-256(0x01, left, right)`.
fn inner(left: &Hash, right: &Hash) -> Hash {
	Sha256::new()
		.chain_update([0x01])
		.chain_update(left)
		.chain_update(right)
		.finalize()
		.into()
}

/// `SHA-256(0x02, schema, n, tree root)`.
fn root(schema: u16, n: u32, tree_root: &Hash) -> Hash {
	Sha256::new()
		.chain_update([0x02])
		.chain_update(schema.to_le_bytes())
		.chain_update(n.to_le_bytes())
		.chain_update(tree_root)
		.finalize()
		.into()
}

/// The levels of a tree, leaves first.
pub struct Tree {
	schema: u16,
	n: u32,
	levels: Vec<Vec<Hash>>,
}

impl Tree {
	/// The tree over `leaves`; `None` if there are none, or more than 32 bits count.
	pub fn new(schema: u16, leaves: Vec<LeafHash>) -> Option<Self> {
		let n = u32::try_from(leaves.len()).ok().filter(|n| *n > 0)?;
		let mut levels = Vec::new();
		let mut level = leaves;
		while level.len() > 1 {
			let above = level
				.chunks(2)
				.map(|pair| match pair {
					[left, right] => inner(left, right),
					// One of an odd number: it moves up.
					_ => pair.first().copied().unwrap_or_default(),
				})
				.collect();
			levels.push(core::mem::replace(&mut level, above));
		}
		levels.push(level);
		Some(Self { schema, n, levels })
	}

	/// The root over schema, number of leaves and tree.
	pub fn root(&self) -> Hash {
		let tree_root = self
			.levels
			.last()
			.and_then(|level| level.first())
			.copied()
			.unwrap_or_default();
		root(self.schema, self.n, &tree_root)
	}

	/// The siblings from leaf `index` to the root; `None` beyond the last leaf.
	pub fn path(&self, index: u32) -> Option<Vec<Hash>> {
		let mut at = usize::try_from(index).ok()?;
		self.levels.first()?.get(at)?;
		let mut path = Vec::new();
		for level in &self.levels {
			if let Some(sibling) = level.get(at ^ 1) {
				path.push(*sibling);
			}
			at >>= 1;
		}
		Some(path)
	}
}

/// The number of siblings on the path of leaf `index` among `n`; `None` beyond the last leaf.
pub fn path_length(index: u32, n: u32) -> Option<usize> {
	let mut last = n.checked_sub(1)?;
	if index > last {
		return None;
	}
	let mut at = index;
	let mut length = 0_usize;
	while last > 0 {
		// The last node of a level with an odd number has no sibling.
		if at ^ 1 <= last {
			length = length.saturating_add(1);
		}
		at >>= 1;
		last >>= 1;
	}
	Some(length)
}

/// The root to which `path` leads from leaf `index` of `n`; `None` if its length is not exactly right.
pub(crate) fn root_of_path(schema: u16, n: u32, index: u32, leaf: &LeafHash, path: &[Hash]) -> Option<Hash> {
	if path.len() != path_length(index, n)? {
		return None;
	}
	let mut last = n.checked_sub(1)?;
	let mut at = index;
	let mut node = *leaf;
	let mut siblings = path.iter();
	while last > 0 {
		if at ^ 1 <= last {
			let sibling = siblings.next()?;
			node = if at & 1 == 0 {
				inner(&node, sibling)
			} else {
				inner(sibling, &node)
			};
		}
		at >>= 1;
		last >>= 1;
	}
	Some(root(schema, n, &node))
}
