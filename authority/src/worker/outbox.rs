//! What was sent a moment ago, and need not be sent again yet.

use crate::Call;
use salus_primitives::BlockNumber;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Blocks after which a call that had no effect is sent again.
const PATIENCE: BlockNumber = 10;
/// Blocks after which what was sent is forgotten.
const MEMORY: BlockNumber = 1_000;

struct Sent {
	at: BlockNumber,
	times: u32,
}

/// Calls by what they are for. Lost at a restart: then a call is sent once more, and the chain takes it once.
#[derive(Default)]
pub struct Outbox(BTreeMap<[u8; 32], Sent>);

impl Outbox {
	/// The number of the attempt, if the call is to be sent now.
	pub fn due(&mut self, call: &Call, now: BlockNumber) -> Option<u32> {
		self.0.retain(|_, sent| now.saturating_sub(sent.at) < MEMORY);
		match self.0.get(&key(call)) {
			None => Some(1),
			Some(sent) => (now.saturating_sub(sent.at) >= PATIENCE).then_some(sent.times.saturating_add(1)),
		}
	}

	/// Notes that the call was sent.
	pub fn sent(&mut self, call: &Call, now: BlockNumber) {
		let sent = self.0.entry(key(call)).or_insert(Sent { at: now, times: 0 });
		sent.at = now;
		sent.times = sent.times.saturating_add(1);
	}
}

fn key(call: &Call) -> [u8; 32] {
	Sha256::digest(call.purpose()).into()
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::ceremony::{CeremonyKind, Complaint};

	fn complain(dealer: u16, proof: u8) -> Call {
		Call::Complain {
			kind: CeremonyKind::Tokens,
			round: 1,
			dealer,
			complaint: Complaint {
				shared: [1; 32],
				proof: [proof; 64],
			},
		}
	}

	#[test]
	fn a_call_is_sent_again_only_after_a_while() {
		let mut outbox = Outbox::default();
		let call = complain(1, 0);
		assert_eq!(outbox.due(&call, 5), Some(1));
		outbox.sent(&call, 5);
		assert_eq!(outbox.due(&call, 5 + PATIENCE - 1), None);
		assert_eq!(outbox.due(&call, 5 + PATIENCE), Some(2));
	}

	#[test]
	fn another_proof_makes_no_other_call_and_another_dealer_does() {
		let mut outbox = Outbox::default();
		outbox.sent(&complain(1, 0), 5);
		assert_eq!(outbox.due(&complain(1, 1), 6), None);
		assert_eq!(outbox.due(&complain(2, 0), 6), Some(1));
	}

	#[test]
	fn the_digest_of_another_sharing_in_the_same_epoch_does_not_wait() {
		let digest = |ceremony, generation| Call::PostPartialsDigest {
			epoch: 7,
			ceremony: [ceremony; 32],
			generation,
			digest: [3; 32],
		};
		let mut outbox = Outbox::default();
		outbox.sent(&digest(1, 1), 5);
		assert_eq!(outbox.due(&digest(1, 1), 6), None);
		assert_eq!(outbox.due(&digest(1, 2), 6), Some(1));
		assert_eq!(outbox.due(&digest(2, 1), 6), Some(1));
	}

	#[test]
	fn what_was_sent_long_ago_is_forgotten() {
		let mut outbox = Outbox::default();
		let call = complain(1, 0);
		outbox.sent(&call, 5);
		assert_eq!(outbox.due(&call, 5 + MEMORY), Some(1));
	}
}
