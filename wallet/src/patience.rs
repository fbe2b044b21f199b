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
	pub async fn ask<T, F>(self, ask: impl FnMut() -> F) -> Result<T>
	where
		F: Future<Output = Result<T, ChainError>>,
	{
		self.ask_between(ask, tokio::time::sleep).await
	}

	/// The same, where `wait` waits between two requests.
	async fn ask_between<T, F, W>(
		mut self,
		mut ask: impl FnMut() -> F,
		mut wait: impl FnMut(Duration) -> W,
	) -> Result<T>
	where
		F: Future<Output = Result<T, ChainError>>,
		W: Future<Output = ()>,
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
			wait(after).await;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::WalletError;
	use std::future::ready;

	const SOON: Duration = Duration::from_millis(5);
	const MARGIN: Duration = Duration::from_millis(1);

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
			margin: MARGIN,
		}
	}

	/// Asks a service that refuses so many times and then answers: how it ended, and what was waited in between.
	async fn asked(
		patience: Patience,
		refusals: usize,
		refusal: impl Fn() -> ChainError,
	) -> (Result<()>, Vec<Duration>) {
		let (mut left, mut waits) = (refusals, Vec::new());
		let ask = || {
			let refused = left.checked_sub(1);
			left = refused.unwrap_or_default();
			ready(refused.map_or(Ok(()), |_| Err(refusal())))
		};
		let wait = |time| {
			waits.push(time);
			ready(())
		};
		let outcome = patience.ask_between(ask, wait).await;
		(outcome, waits)
	}

	fn is_later(outcome: &Result<()>) -> bool {
		matches!(
			outcome,
			Err(WalletError::Chain(ChainError::Later { code: 7013, .. }))
		)
	}

	#[tokio::test]
	async fn a_limited_request_is_sent_again_after_the_wait_that_the_service_names() {
		let (outcome, waits) = asked(patience(10), 3, || later(SOON)).await;
		assert!(outcome.is_ok());
		assert_eq!(waits, [SOON + MARGIN; 3]);
	}

	#[tokio::test]
	async fn patience_ends_after_so_many_tries() {
		let (outcome, waits) = asked(patience(2), 100, || later(SOON)).await;
		assert!(is_later(&outcome));
		assert_eq!(waits.len(), 2);
	}

	#[tokio::test]
	async fn patience_ends_after_so_long_in_all() {
		let long = Duration::from_millis(200);
		let (outcome, waits) = asked(patience(10), 100, || later(long)).await;
		assert!(is_later(&outcome));
		assert_eq!(waits, [long + MARGIN; 2]);
	}

	#[tokio::test]
	async fn a_wait_of_a_day_is_not_waited() {
		let (outcome, waits) = asked(patience(10), 100, || later(Duration::from_secs(86_400))).await;
		assert!(is_later(&outcome));
		assert!(waits.is_empty());
	}

	#[tokio::test]
	async fn any_other_refusal_is_final() {
		let (outcome, waits) = asked(patience(10), 1, || ChainError::InvalidCursor).await;
		assert!(matches!(
			outcome,
			Err(WalletError::Chain(ChainError::InvalidCursor))
		));
		assert!(waits.is_empty());
	}
}
