use super::*;
use futures::future::{pending, ready, BoxFuture, FutureExt};
use salus_crypto::token::{deal, evaluate, Keys, Share};

const KEYWORDS: [&[u8]; 3] = [b"s|1", b"s|2", b"s|3"];
const HEDGE: Duration = Duration::from_millis(20);

/// What an authority does when it is asked.
#[derive(Clone, Copy)]
enum Does {
	Answer,
	/// Evaluates with a key that is not its own.
	Lie,
	Refuse,
	Nothing,
}

/// Four authorities, of which three are needed.
struct World {
	keys: Keys,
	shares: Vec<Share>,
	others: Vec<Share>,
	blinds: Blinds,
}

impl World {
	fn new() -> Self {
		let rng = &mut OsRng;
		let (public, shares) = deal(3, 4, rng).unwrap();
		Self {
			keys: public.validate().unwrap(),
			shares,
			others: deal(3, 4, rng).unwrap().1,
			blinds: Blinds::new(&KEYWORDS, rng).unwrap(),
		}
	}

	fn context() -> Context {
		Context {
			genesis: [1; 32],
			asker: [2; 32],
		}
	}

	fn answer(&self, share: &Share) -> Answer {
		evaluate(share, &Self::context(), self.blinds.blinded(), &mut OsRng).unwrap()
	}

	fn ask(&self, member: Member, does: Does) -> BoxFuture<'static, (Member, Asked<Vec<Answer>>)> {
		let place = usize::from(member.index) - 1;
		let asked = match does {
			Does::Nothing => return pending().boxed(),
			Does::Refuse => Err(WalletError::NotAllowed("not today".into())),
			Does::Answer => Ok(vec![self.answer(&self.shares[place])]),
			Does::Lie => {
				let own = self.answer(&self.shares[place]);
				Ok(vec![Answer {
					evaluated: self.answer(&self.others[place]).evaluated,
					..own
				}])
			}
		};
		ready((member, Ok(asked))).boxed()
	}

	/// Asks four authorities that do so, in their order: the tokens, and who failed.
	async fn obtained(&self, does: [Does; 4]) -> Result<(Vec<[u8; 32]>, Vec<Failed>)> {
		let members = (1..=4)
			.map(|index| Member {
				index,
				hospital: index.into(),
				name: format!("hospital-{index}"),
			})
			.collect();
		let mut parts = vec![Collector::new(&self.keys, Self::context(), &self.blinds)];
		let ask = |member: Member| {
			let does = does[usize::from(member.index) - 1];
			self.ask(member, does)
		};
		let failed = gather(&mut parts, members, 3, HEDGE, ask).await?;
		let tokens = parts[0].tokens().unwrap();
		Ok((tokens.iter().map(|token| *token.to_bytes()).collect(), failed))
	}
}

use Does::{Answer as Answers, Lie, Nothing, Refuse};

#[tokio::test]
async fn enough_authorities_are_asked_and_no_more() {
	let (tokens, failed) = World::new()
		.obtained([Answers, Answers, Answers, Lie])
		.await
		.unwrap();
	assert_eq!(tokens.len(), KEYWORDS.len());
	assert!(failed.is_empty(), "the fourth is not asked");
}

#[tokio::test]
async fn whoever_answers_the_tokens_are_the_same() {
	let world = World::new();
	let (expected, _) = world
		.obtained([Answers, Answers, Answers, Nothing])
		.await
		.unwrap();
	for other in [
		[Refuse, Answers, Answers, Answers],
		[Answers, Lie, Answers, Answers],
		[Answers, Answers, Nothing, Answers],
	] {
		let (tokens, failed) = world.obtained(other).await.unwrap();
		assert_eq!(tokens, expected);
		assert_eq!(failed.len(), 1);
	}
}

#[tokio::test]
async fn a_lying_authority_is_named_and_another_takes_its_place() {
	let (_, failed) = World::new()
		.obtained([Answers, Lie, Answers, Answers])
		.await
		.unwrap();
	assert_eq!(failed[0].authority, "hospital-2");
	assert!(
		failed[0].why.starts_with("its answer is wrong: "),
		"{}",
		failed[0]
	);
}

#[tokio::test]
async fn a_silent_authority_is_named_and_another_takes_its_place() {
	let (_, failed) = World::new()
		.obtained([Nothing, Answers, Answers, Answers])
		.await
		.unwrap();
	assert_eq!(
		failed,
		[Failed {
			authority: "hospital-1".into(),
			why: "no answer within 0.02 s, another was asked".into(),
		}]
	);
}

#[tokio::test]
async fn two_of_four_that_fail_leave_no_tokens_and_are_both_named() {
	let refused = World::new().obtained([Refuse, Answers, Lie, Answers]).await;
	let message = refused.unwrap_err().to_string();
	for expected in [
		"fewer than the 3 authorities needed made tokens",
		"hospital-1: not today",
		"hospital-3: its answer is wrong: ",
	] {
		assert!(message.contains(expected), "{message}");
	}
}
