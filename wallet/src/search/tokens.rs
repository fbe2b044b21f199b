//! Keywords become tokens: `t` authorities each evaluate all keywords blindly, at once, in one round trip.
//!
//! Each answer is checked as it comes. Whoever answers wrongly, refuses or keeps silent is named, and another is asked.

use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	services::{array, Hospital},
	trade::handle,
};
use futures::{
	future::try_join_all,
	stream::{FuturesUnordered, StreamExt},
};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	attestation::Coding,
	token::{Answer, Blinds, Collector, Context, Token, MAX_BATCH},
};
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo},
	request::EvaluateToken,
	token::TokenAuthority,
	AccountId, BlockNumber, Hash,
};
use serde::Deserialize;
use sp_core::Bytes;
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// How long an authority is waited for before another is asked as well.
const HEDGE: Duration = Duration::from_secs(2);
/// How long an authority is waited for at all.
const LIMIT: Duration = Duration::from_secs(20);

/// Tokens, and who failed to make them.
pub struct Obtained {
	/// Id of the key that made them: tokens of another key match nothing that theirs do.
	pub ceremony: [u8; 32],
	/// One a keyword, in the order asked.
	pub tokens: Vec<Token>,
	/// Authorities that did not give their part, and why.
	pub failed: Vec<Failed>,
}

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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Evaluated {
	index: u16,
	generation: u32,
	ceremony: Bytes,
	evaluated: Vec<Bytes>,
	proof: Bytes,
}

impl Evaluated {
	fn answer(&self) -> Result<Answer> {
		Ok(Answer {
			index: self.index,
			generation: self.generation,
			ceremony: array(&self.ceremony)?,
			evaluated: self
				.evaluated
				.iter()
				.map(|point| array(point))
				.collect::<Result<_>>()?,
			proof: array(&self.proof)?,
		})
	}
}

/// One who may be asked.
#[derive(Clone)]
struct Member {
	index: u16,
	hospital: HospitalId,
	name: String,
}

/// Tokens of keywords, which need not be distinct. For none, nobody is asked.
pub async fn obtain(chain: &Chain, signer: &Signer, keywords: &[Coding]) -> Result<Obtained> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let authority = chain
		.token_authority(at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("this chain has no token key yet".into()))?;
	let members = members(&authority, &chain.hospitals(at).await?);
	let keys = authority
		.public()
		.validate()
		.map_err(|error| WalletError::Untrue(format!("the chain's token key is unsound: {error}")))?;
	let texts: Vec<String> = keywords.iter().map(ToString::to_string).collect();
	let blinds = texts
		.chunks(MAX_BATCH)
		.map(|part| {
			let part: Vec<&[u8]> = part.iter().map(String::as_bytes).collect();
			Blinds::new(&part, &mut OsRng)
				.map_err(|error| WalletError::Input(format!("the keywords: {error}")))
		})
		.collect::<Result<Vec<_>>>()?;
	let bodies: Vec<_> = blinds
		.iter()
		.map(|blinds| EvaluateToken {
			generation: keys.public().generation,
			blinded: blinds.blinded().to_vec(),
		})
		.collect();
	let account = signer.account();
	let mut parts: Vec<_> = blinds
		.iter()
		.map(|blinds| Collector::new(&keys, context(chain.genesis(), &account), blinds))
		.collect();
	let ask = |member: Member| {
		let bodies = &bodies;
		async move {
			let answers = tokio::time::timeout(LIMIT, evaluate(chain, signer, &member, bodies)).await;
			(member, answers)
		}
	};
	let failed = collect(&mut parts, members, keys.public().threshold, HEDGE, ask).await?;
	let mut tokens = Vec::with_capacity(keywords.len());
	for part in parts {
		let made = part
			.tokens()
			.map_err(|few| WalletError::NotAllowed(few.to_string()))?;
		tokens.extend(made);
	}
	Ok(Obtained {
		ceremony: authority.ceremony,
		tokens,
		failed,
	})
}

fn context(genesis: Hash, account: &AccountId) -> Context {
	Context {
		genesis: genesis.0,
		asker: account.clone().into(),
	}
}

/// Those who hold a share, beginning anywhere, so that all are asked alike.
fn members(
	authority: &TokenAuthority<AccountId>,
	hospitals: &[HospitalInfo<AccountId, BlockNumber>],
) -> Vec<Member> {
	let mut members: Vec<_> = (1_u16..)
		.zip(authority.members.iter())
		.filter_map(|(index, member)| {
			let hospital = hospitals
				.iter()
				.find(|hospital| hospital.operator == member.account)?;
			Some(Member {
				index,
				hospital: hospital.id,
				name: handle(hospital),
			})
		})
		.collect();
	let first = (OsRng.next_u32() as usize)
		.checked_rem(members.len())
		.unwrap_or_default();
	members.rotate_left(first);
	members
}

async fn evaluate(
	chain: &Chain,
	signer: &Signer,
	member: &Member,
	bodies: &[EvaluateToken],
) -> Result<Vec<Answer>> {
	let hospital = Hospital::connect(chain, member.hospital).await?;
	let hospital = &hospital;
	let answers = try_join_all(bodies.iter().map(|body| async move {
		let answer: Evaluated = hospital.ask("salus_evaluateToken", signer, body.clone()).await?;
		answer.answer()
	}))
	.await?;
	match answers.iter().find(|answer| answer.index != member.index) {
		Some(answer) => Err(WalletError::Untrue(format!(
			"it answers as authority {}, and is {}",
			answer.index, member.index
		))),
		None => Ok(answers),
	}
}

/// What one authority answered to all that it was asked.
type Asked = Result<Result<Vec<Answer>>, tokio::time::error::Elapsed>;

/// Asks as many as are needed, and one more for each that fails or takes long. Gives those who failed.
async fn collect<Ask, Asking>(
	parts: &mut [Collector<'_>],
	members: Vec<Member>,
	threshold: u16,
	hedge: Duration,
	ask: Ask,
) -> Result<Vec<Failed>>
where
	Ask: Fn(Member) -> Asking,
	Asking: std::future::Future<Output = (Member, Asked)>,
{
	let mut spare = members.into_iter();
	let mut waiting = BTreeMap::new();
	let mut failed = Vec::new();
	let mut running = FuturesUnordered::new();
	let mut more = usize::from(threshold);
	while parts.iter().any(|part| part.missing() > 0) {
		for member in spare.by_ref().take(more) {
			waiting.insert(member.name.clone(), Instant::now());
			running.push(ask(member));
		}
		more = 1;
		match tokio::time::timeout(hedge, running.next()).await {
			// Slow: another one is asked beside it.
			Err(_) => {}
			Ok(None) => break,
			Ok(Some((member, asked))) => {
				waiting.remove(&member.name);
				let taken = match asked {
					Ok(Ok(answers)) => take(parts, &answers),
					Ok(Err(error)) => Err(error.to_string()),
					Err(_) => Err(format!("no answer within {} s", LIMIT.as_secs())),
				};
				match taken {
					Ok(()) => more = 0,
					Err(why) => failed.push(Failed {
						authority: member.name,
						why,
					}),
				}
			}
		}
	}
	if parts.iter().any(|part| part.missing() > 0) {
		let reasons: Vec<_> = failed.iter().map(ToString::to_string).collect();
		return Err(WalletError::NotAllowed(format!(
			"fewer than the {threshold} authorities needed made tokens\n{}",
			reasons.join("\n")
		)));
	}
	// Nobody waits any longer for those in whose place others answered.
	let silent = waiting.into_iter().filter(|(_, since)| since.elapsed() >= hedge);
	failed.extend(silent.map(|(authority, _)| Failed {
		authority,
		why: format!("no answer within {} s, another was asked", hedge.as_secs_f32()),
	}));
	Ok(failed)
}

/// Each part checks its answer; the first that does not hold tells on the authority.
fn take(parts: &mut [Collector<'_>], answers: &[Answer]) -> Result<(), String> {
	for (part, answer) in parts.iter_mut().zip(answers) {
		part.add(answer)
			.map_err(|error| format!("its answer is wrong: {error}"))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests;
