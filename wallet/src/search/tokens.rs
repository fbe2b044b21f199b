//! Keywords become tokens: `t` authorities each evaluate all keywords blindly, at once, in one round trip.
//!
//! Each answer is checked as it comes. Whoever answers wrongly, refuses or keeps silent is named, and another is asked.

use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	quorum::{collect, from_anywhere, reasons, Asked, Failed, Gather, Named, HEDGE, LIMIT},
	services::{array, Hospital},
	trade::handle,
};
use futures::future::try_join_all;
use rand_core::OsRng;
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
use std::{future::Future, time::Duration};

/// Tokens, and who failed to make them.
pub struct Obtained {
	/// Id of the key that made them: tokens of another key match nothing that theirs do.
	pub ceremony: [u8; 32],
	/// One a keyword, in the order asked.
	pub tokens: Vec<Token>,
	/// Authorities that did not give their part, and why.
	pub failed: Vec<Failed>,
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
	let failed = gather(&mut parts, members, keys.public().threshold, HEDGE, ask).await?;
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
	let members = (1_u16..)
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
	from_anywhere(members)
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

impl Named for Member {
	fn name(&self) -> &str {
		&self.name
	}
}

impl Gather<Vec<Answer>> for Vec<Collector<'_>> {
	/// Each part checks its answer; the first that does not hold tells on the authority.
	fn take(&mut self, answers: Vec<Answer>) -> Result<(), String> {
		for (part, answer) in self.iter_mut().zip(&answers) {
			part.add(answer)
				.map_err(|error| format!("its answer is wrong: {error}"))?;
		}
		Ok(())
	}

	fn is_complete(&self) -> bool {
		self.iter().all(|part| part.missing() == 0)
	}
}

/// Collects until every part has its tokens. Gives those who failed.
async fn gather<Ask, Asking>(
	parts: &mut Vec<Collector<'_>>,
	members: Vec<Member>,
	threshold: u16,
	hedge: Duration,
	ask: Ask,
) -> Result<Vec<Failed>>
where
	Ask: Fn(Member) -> Asking,
	Asking: Future<Output = (Member, Asked<Vec<Answer>>)>,
{
	let failed = collect(parts, members, threshold, hedge, ask).await;
	if parts.is_complete() {
		Ok(failed)
	} else {
		Err(WalletError::NotAllowed(format!(
			"fewer than the {threshold} authorities needed made tokens\n{}",
			reasons(&failed)
		)))
	}
}

#[cfg(test)]
mod tests;
