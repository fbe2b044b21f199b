//! What was finalised, by whomever.

use super::lab::{finalised, hash_at, reaches, RECOVERY};
use crate::network::Node;
use anyhow::{ensure, Result};
use salus_primitives::{BlockNumber, Hash};
use std::collections::BTreeMap;

/// Blocks that some node called final. None may ever be lost or contradicted.
#[derive(Debug, Default)]
pub struct Ledger(BTreeMap<BlockNumber, Hash>);

impl Ledger {
	/// Writes down the finalised head of a node; gives its height.
	pub async fn note(&mut self, node: &Node) -> Result<BlockNumber> {
		let (height, hash) = finalised(node).await?;
		self.enter(height, hash)?;
		Ok(height)
	}

	/// Writes down a finalised block.
	pub fn enter(&mut self, height: BlockNumber, hash: Hash) -> Result<()> {
		let known = *self.0.entry(height).or_insert(hash);
		ensure!(
			known == hash,
			"two blocks were finalised at height {height}: {known:?} and {hash:?}"
		);
		Ok(())
	}

	/// The highest block written down.
	pub fn height(&self) -> BlockNumber {
		self.0.keys().next_back().copied().unwrap_or_default()
	}

	/// How many blocks were written down.
	pub fn len(&self) -> usize {
		self.0.len()
	}

	/// Whether nothing was written down.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Waits until the node has finalised as much as is written down, and compares every block.
	pub async fn holds_at(&self, node: &Node) -> Result<()> {
		reaches(node, self.height(), RECOVERY).await?;
		let chain = node.chain().await?;
		for (height, hash) in &self.0 {
			let found = hash_at(&chain, *height).await?;
			ensure!(
				found == Some(*hash),
				"{} lost block {height}: it was {hash:?}, and is {found:?}",
				node.handle
			);
		}
		Ok(())
	}

	/// [`Ledger::holds_at`] for every node.
	pub async fn holds_at_all(&self, nodes: &[Node]) -> Result<()> {
		ensure!(!self.is_empty(), "nothing was finalised");
		for node in nodes {
			self.holds_at(node).await?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_finalised_blocks_at_one_height_are_noticed() {
		let mut ledger = Ledger::default();
		ledger.enter(1, Hash::repeat_byte(1)).unwrap();
		ledger.enter(1, Hash::repeat_byte(1)).unwrap();
		ledger.enter(2, Hash::repeat_byte(2)).unwrap();
		assert_eq!((ledger.len(), ledger.height()), (2, 2));
		assert!(ledger.enter(1, Hash::repeat_byte(3)).is_err());
	}
}
