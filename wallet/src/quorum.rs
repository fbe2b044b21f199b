//! Asking authorities of whom `t` are enough: as many as are needed at once, and one more for each that fails or takes long.

use crate::error::WalletError;
use futures::stream::{FuturesUnordered, StreamExt};
use rand_core::{OsRng, RngCore};
use std::{
	collections::BTreeMap,
	future::Future,
	time::{Duration, Instant},
};
use tokio::time::error::Elapsed;

/// How long an authority is waited for before another is asked as well.
pub const HEDGE: Duration = Duration::from_secs(2);
/// How long an authority is waited for at all.
pub const LIMIT: Duration = Duration::from_secs(20);

/// An authority that did not give its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
	/// Its handle.
	pub authority: String,
	/// Why.
	pub why: String,
}

impl core::fmt::Display for Failed {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "{}: {}", self.authority, self.why)
	}
}

/// One who may be asked.
pub trait Named {
	/// Its handle, which no other has.
	fn name(&self) -> &str;
}

/// What comes together from answers.
pub trait Gather<Answer> {
	/// Takes an answer, or says what is wrong with it.
	fn take(&mut self, answer: Answer) -> Result<(), String>;

	/// Whether it has enough.
	fn is_complete(&self) -> bool;
}

/// What one authority answered.
pub type Asked<Answer> = Result<Result<Answer, WalletError>, Elapsed>;

/// Asks until enough is gathered or nobody is left, `threshold` at first. Gives those who failed.
pub async fn collect<Member, Answer, Ask, Asking>(
	gathered: &mut impl Gather<Answer>,
	members: Vec<Member>,
	threshold: u16,
	hedge: Duration,
	ask: Ask,
) -> Vec<Failed>
where
	Member: Named,
	Ask: Fn(Member) -> Asking,
	Asking: Future<Output = (Member, Asked<Answer>)>,
{
	let mut spare = members.into_iter();
	let mut waiting = BTreeMap::new();
	let mut failed = Vec::new();
	let mut running = FuturesUnordered::new();
	let mut more = usize::from(threshold);
	while !gathered.is_complete() {
		for member in spare.by_ref().take(more) {
			waiting.insert(member.name().to_owned(), Instant::now());
			running.push(ask(member));
		}
		more = 1;
		match tokio::time::timeout(hedge, running.next()).await {
			// Slow: another one is asked beside it.
			Err(_) => {}
			Ok(None) => break,
			Ok(Some((member, asked))) => {
				waiting.remove(member.name());
				let taken = match asked {
					Ok(Ok(answer)) => gathered.take(answer),
					Ok(Err(error)) => Err(error.to_string()),
					Err(_) => Err(format!("no answer within {} s", LIMIT.as_secs())),
				};
				match taken {
					Ok(()) => more = 0,
					Err(why) => failed.push(Failed {
						authority: member.name().to_owned(),
						why,
					}),
				}
			}
		}
	}
	if gathered.is_complete() {
		// Nobody waits any longer for those in whose place others answered.
		let silent = waiting.into_iter().filter(|(_, since)| since.elapsed() >= hedge);
		failed.extend(silent.map(|(authority, _)| Failed {
			authority,
			why: format!("no answer within {} s, another was asked", hedge.as_secs_f32()),
		}));
	}
	failed
}

/// The same members in their order, from any of them on.
pub fn from_anywhere<Member>(mut members: Vec<Member>) -> Vec<Member> {
	let first = (OsRng.next_u32() as usize)
		.checked_rem(members.len())
		.unwrap_or_default();
	members.rotate_left(first);
	members
}

/// What stands below the sentence that too few answered.
pub fn reasons(failed: &[Failed]) -> String {
	let reasons: Vec<_> = failed.iter().map(ToString::to_string).collect();
	reasons.join("\n")
}
