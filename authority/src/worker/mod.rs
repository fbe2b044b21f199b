//! The workers: what the node does for its hospital's part of the authority, a step a finalised block.
//!
//! A step reads finalised state and the keystore, and does what is to be done; nothing else is remembered that matters, so a
//! node may stop between any two writes. [`Ceremonies`] makes and hands on shares; [`Epochs`] serves the update keys.

mod ceremonies;
mod combine;
mod epochs;
mod outbox;
mod taking;
mod turn;

pub use ceremonies::{Ceremonies, CeremonyStatus, Holding};
pub use epochs::{EpochStatus, Epochs};

use crate::{round::RoundError, AuthorityChain, Call, ChainError, KeystoreError, ShareError, SubmitError};
use outbox::Outbox;
use salus_primitives::{AccountId, BlockNumber};
use sp_core::{sr25519, Pair};
use std::{
	collections::BTreeSet,
	sync::{Arc, Mutex, PoisonError},
};

/// Target of the log.
const LOG: &str = "salus-authority";

/// Why a step did not come to its end. The next block begins another.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
	/// The chain cannot be read.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The keystore.
	#[error(transparent)]
	Keystore(#[from] KeystoreError),
	/// A round does not fit.
	#[error(transparent)]
	Round(#[from] RoundError),
	/// A share.
	#[error(transparent)]
	Share(#[from] ShareError),
}

/// What is told to whoever counts.
pub trait Reports: Send + Sync {
	/// A call was sent.
	fn sent(&self, call: &'static str);
	/// An authority gave bad partials.
	fn bad_partials(&self, authority: &AccountId);
}

/// Nobody counts.
impl Reports for () {
	fn sent(&self, _: &'static str) {}
	fn bad_partials(&self, _: &AccountId) {}
}

/// What was said in the log: once is enough, though a step finds the same in every block.
#[derive(Default)]
struct Said(BTreeSet<String>);

/// Sentences that are remembered.
const MAX_SAID: usize = 256;

impl Said {
	fn error(&mut self, sentence: String) {
		if self.0.len() >= MAX_SAID {
			self.0.clear();
		}
		if !self.0.contains(&sentence) {
			log::error!(target: LOG, "{sentence}");
			self.0.insert(sentence);
		}
	}
}

/// Who signs, and what was sent.
struct Sender {
	chain: Arc<dyn AuthorityChain>,
	account: sr25519::Pair,
	outbox: Mutex<Outbox>,
	reports: Arc<dyn Reports>,
}

impl Sender {
	fn new(chain: Arc<dyn AuthorityChain>, account: sr25519::Pair, reports: Arc<dyn Reports>) -> Self {
		Self {
			chain,
			account,
			outbox: Mutex::new(Outbox::default()),
			reports,
		}
	}

	fn account_id(&self) -> AccountId {
		self.account.public().into()
	}

	/// Sends a call unless it was sent a moment ago. Whether it had an effect is seen in finalised state.
	fn send(&self, now: BlockNumber, call: &Call) {
		let mut outbox = self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
		let Some(attempt) = outbox.due(call, now) else {
			return;
		};
		if attempt > 1 {
			log::warn!(
				target: LOG,
				"{} was sent {} times without effect: does the authority's account hold the fees, is it the hospital's agent?",
				call.name(),
				attempt - 1,
			);
		}
		match self.chain.submit(&self.account, call) {
			Ok(()) => {
				log::info!(target: LOG, "sent {}", call.name());
				outbox.sent(call, now);
				self.reports.sent(call.name());
			}
			Err(SubmitError::Known) => outbox.sent(call, now),
			Err(error) => log::warn!(target: LOG, "{} was not sent: {error}", call.name()),
		}
	}
}
