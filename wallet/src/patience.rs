//! Waiting for services that limit how often they are asked.

use crate::{chain::ChainError, error::Result};
use std::{future::Future, time::Duration};

/// How long one request is tried again.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
	/// Times asked again at most.
	pub tries: u32,
	/// Waited at most, in all.
	pub total: Duration,
	/// Added to what the service says: its clock is not this one.
	pub margin: Duration,
}

impl Default for Patience {
	fn default() -> Self {
		Self {
			tries: 50,
			total: Duration::from_secs(60),
			margin: Duration::from_millis(10),
		}
	}
}

impl Patience {
	/// Asks until the answer is another than to come back later, or patience ends: then that is the error.
	pub async fn ask<T, F>(mut self, mut ask: impl FnMut() -> F) -> Result<T>
	where
		F: Future<Output = Result<T, ChainError>>,
	{
		loop {
			let (error, after) = match ask().await {
				Err(error @ ChainError::Later { after, .. }) => (error, after.saturating_add(self.margin)),
				outcome => return Ok(outcome?),
			};
			let (Some(tries), Some(total)) = (self.tries.checked_sub(1), self.total.checked_sub(after))
			else {
				return Err(error.into());
			};
			(self.tries, self.total) = (tries, total);
			tokio::time::sleep(after).await;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::WalletError;
	use std::{cell::Cell, future::ready, time::Instant};

	const SOON: Duration = Duration::from_millis(5);

	fn later(after: Duration) -> ChainError {
		ChainError::Later {
			code: 7013,
			message: "The signer asks too often".into(),
			after,
		}
	}

	fn patience(tries: u32) -> Patience {
		Patience {
			tries,
			total: Duration::from_millis(500),
			margin: Duration::from_millis(1),
		}
	}

	/// Refuses so many times, then answers with how often it was asked.
	async fn asked(patience: Patience, refusals: u32, after: Duration) -> (Result<()>, u32) {
		let count = Cell::new(0);
		let outcome = patience
			.ask(|| {
				count.set(count.get() + 1);
				ready(if count.get() > refusals {
					Ok(())
				} else {
					Err(later(after))
				})
			})
			.await;
		(outcome, count.get())
	}

	#[tokio::test]
	async fn a_limited_request_is_sent_again_after_the_wait_that_the_service_names() {
		let since = Instant::now();
		let (outcome, count) = asked(patience(10), 3, SOON).await;
		assert!(outcome.is_ok());
		assert_eq!(count, 4);
		assert!(since.elapsed() >= 3 * SOON);
	}

	#[tokio::test]
	async fn patience_ends_after_so_many_tries() {
		let (outcome, count) = asked(patience(2), 100, SOON).await;
		assert!(matches!(
			outcome,
			Err(WalletError::Chain(ChainError::Later { code: 7013, .. }))
		));
		assert_eq!(count, 3);
	}

	#[tokio::test]
	async fn a_wait_of_a_day_is_not_waited() {
		let (outcome, count) = asked(patience(10), 100, Duration::from_secs(86_400)).await;
		assert!(matches!(
			outcome,
			Err(WalletError::Chain(ChainError::Later { .. }))
		));
		assert_eq!(count, 1);
	}

	#[tokio::test]
	async fn any_other_refusal_is_final() {
		let count = Cell::new(0);
		let outcome: Result<()> = patience(10)
			.ask(|| {
				count.set(count.get() + 1);
				ready(Err(ChainError::InvalidCursor))
			})
			.await;
		assert!(matches!(
			outcome,
			Err(WalletError::Chain(ChainError::InvalidCursor))
		));
		assert_eq!(count.get(), 1);
	}
}
