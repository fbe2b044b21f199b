//! The states that late update keys are read from, kept as long as they are needed.
//!
//! A node keeps the states of its newest blocks, 256 unless it is told otherwise: of an epoch of production's length the last
//! half hour. Where the update keys of an epoch come later than that, a custodian still answers with those of the epoch
//! before ([`oldest_state_needed`]), whose state is *pinned* meanwhile: neither it nor a later one is removed.

use crate::service::FullBackend;
use salus_primitives::Hash;
use salus_rpc::{chain::Chain, oldest_state_needed, Finality};
use sc_client_api::Backend;
use std::sync::Arc;

/// Keeps states, however old they become.
pub trait Pins: Send + Sync {
	/// Keeps the state of a block and of every block after it; false if it is gone.
	fn pin(&self, block: Hash) -> bool;
	/// Keeps it no more. Pins of one block are counted.
	fn unpin(&self, block: Hash);
}

impl Pins for FullBackend {
	fn pin(&self, block: Hash) -> bool {
		self.pin_block(block).is_ok()
	}

	fn unpin(&self, block: Hash) {
		self.unpin_block(block);
	}
}

/// The one block that is pinned, if any.
struct Held<P> {
	pins: Arc<P>,
	block: Option<Hash>,
}

impl<P: Pins> Held<P> {
	/// Pins this block and no other. One whose state is gone is not pinned.
	fn keep(&mut self, needed: Option<Hash>) {
		if needed == self.block {
			return;
		}
		// The new one first, or what lies between the two could go.
		let held = needed.filter(|block| self.pins.pin(*block));
		if let Some(block) = std::mem::replace(&mut self.block, held) {
			self.pins.unpin(block);
		}
	}
}

/// What is pinned for a custodian.
pub struct LateKeys<P> {
	chain: Arc<dyn Chain>,
	held: Held<P>,
}

impl<P: Pins> LateKeys<P> {
	/// Pins what is needed at the finalised head. A node does this before it imports a block: no pin outlives it, and with
	/// the next block it removes what is not pinned.
	pub fn new(chain: Arc<dyn Chain>, pins: Arc<P>) -> Self {
		let mut keys = Self {
			chain,
			held: Held { pins, block: None },
		};
		keys.look(keys.chain.finalised().hash);
		keys
	}

	/// Looks again whenever another block is final.
	pub async fn follow(mut self, mut finality: Finality) {
		while finality.moved().await {
			self.look(finality.head().hash);
		}
	}

	fn look(&mut self, at: Hash) {
		match oldest_state_needed(&*self.chain, at) {
			Ok(needed) => self.held.keep(needed),
			Err(error) => {
				log::warn!(target: "salus-late-keys", "what late update keys need is not known: {error}");
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::Mutex;

	/// Blocks as they were pinned, and whether they were or were let go; states below 5 are gone.
	#[derive(Default)]
	struct Log(Mutex<Vec<(u64, bool)>>);

	impl Pins for Log {
		fn pin(&self, block: Hash) -> bool {
			let there = block.to_low_u64_be() >= 5;
			if there {
				self.0.lock().unwrap().push((block.to_low_u64_be(), true));
			}
			there
		}

		fn unpin(&self, block: Hash) {
			self.0.lock().unwrap().push((block.to_low_u64_be(), false));
		}
	}

	fn log_of(needed: &[Option<u64>]) -> Vec<(u64, bool)> {
		let pins = Arc::new(Log::default());
		let mut held = Held {
			pins: pins.clone(),
			block: None,
		};
		for block in needed {
			held.keep(block.map(Hash::from_low_u64_be));
		}
		let log = pins.0.lock().unwrap();
		log.clone()
	}

	#[test]
	fn a_state_is_pinned_once_and_let_go_once() {
		let log = log_of(&[None, Some(7), Some(7), None, None]);
		assert_eq!(log, [(7, true), (7, false)]);
	}

	#[test]
	fn the_next_is_pinned_before_the_last_is_let_go() {
		let log = log_of(&[Some(7), Some(9), None]);
		assert_eq!(log, [(7, true), (9, true), (7, false), (9, false)]);
	}

	#[test]
	fn what_is_gone_is_not_let_go() {
		assert_eq!(log_of(&[Some(4), None]), []);
		assert_eq!(log_of(&[Some(7), Some(4), None]), [(7, true), (7, false)]);
	}
}
