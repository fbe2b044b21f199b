//! Late update keys: how far back a custodian looks while those of the current epoch are not published.

use crate::{chain::Chain, errors::Refusal};
use salus_primitives::{authority::EPOCHS_BEFORE, Hash};

/// The oldest state that update keys are read from at a finalised block; none while those of its epoch are all published.
///
/// The keys of an epoch stand in the epoch's own states, of which the last is read. A node that removes old states keeps
/// this one and those after it, or answers nobody once keys are late for longer than it keeps states.
pub fn oldest_state_needed(chain: &dyn Chain, at: Hash) -> Result<Option<Hash>, Refusal> {
	let mut info = chain.epoch(at)?;
	// No epoch ever had keys.
	if info.latest_complete.is_none() {
		return Ok(None);
	}
	let mut oldest = None;
	for _ in 0..EPOCHS_BEFORE {
		if info.latest_complete == Some(info.epoch) {
			break;
		}
		let Some(last_before) = info.started_at.checked_sub(1) else {
			break;
		};
		let block = chain.finalised_at(last_before)?;
		// What is gone already cannot be kept.
		let Ok(before) = chain.epoch(block) else { break };
		oldest = Some(block);
		info = before;
	}
	Ok(oldest)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::{block, Ledger, EPOCH};

	/// What is needed at a block, where these epochs have all their keys.
	fn needed(complete: &[u32], at: u32, oldest: u32) -> Option<Hash> {
		let ledger = Ledger::new();
		let mut state = ledger.state();
		state.best = 100;
		state.finalised = 100;
		state.oldest = oldest;
		state.complete = complete.iter().copied().collect();
		drop(state);
		oldest_state_needed(&*ledger, block(at)).unwrap()
	}

	#[test]
	fn nothing_old_is_needed_while_the_keys_of_the_epoch_are_out() {
		assert_eq!(needed(&[6, 7], 7 * EPOCH + 3, 0), None);
		assert_eq!(needed(&[7], 7 * EPOCH, 0), None);
	}

	#[test]
	fn nothing_is_needed_before_the_first_keys() {
		assert_eq!(needed(&[], 7 * EPOCH, 0), None);
		assert_eq!(needed(&[], 3, 0), None);
	}

	#[test]
	fn while_keys_are_late_the_last_state_of_the_latest_complete_epoch_is_needed() {
		for at in [7 * EPOCH, 7 * EPOCH + 9] {
			assert_eq!(needed(&[5, 6], at, 0), Some(block(7 * EPOCH - 1)));
			assert_eq!(needed(&[5], at, 0), Some(block(6 * EPOCH - 1)));
			assert_eq!(needed(&[4], at, 0), Some(block(5 * EPOCH - 1)));
		}
	}

	#[test]
	fn no_epoch_is_needed_that_is_not_looked_at() {
		assert_eq!(needed(&[2], 7 * EPOCH, 0), Some(block(5 * EPOCH - 1)));
	}

	#[test]
	fn a_state_that_is_gone_is_not_needed() {
		assert_eq!(needed(&[4], 7 * EPOCH, 5 * EPOCH), Some(block(6 * EPOCH - 1)));
		assert_eq!(needed(&[4], 7 * EPOCH, 7 * EPOCH), None);
	}
}
