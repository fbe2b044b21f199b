//! A round followed to its end.

use super::{describe, failure, kind_value, object, Names};
use crate::{
	chain::{At, CeremonyRound, Chain, ChainError},
	cli::{Report, Wallet},
	error::{Result, WalletError},
};
use salus_authority::keystore::label;
use salus_primitives::ceremony::CeremonyKind;

/// Says what changes in the round that runs, until it has ended. One that came to nothing is an error.
pub(in crate::cli) async fn watch(wallet: &Wallet, chain: &Chain, kind: CeremonyKind) -> Result<Report> {
	let first = At::Block(chain.hash(At::Finalised).await?);
	let watched = chain
		.round(kind, first)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("{}: no round runs", label(kind))))?;
	let names = Names::load(chain, first).await?;
	let mut headers = chain.finalised_headers().await?;
	let mut said = Vec::new();
	loop {
		let header = match headers.next().await {
			Some(Ok(header)) => header,
			_ => return Err(ChainError::Transport("the subscription ended".into()).into()),
		};
		let at = At::Block(header.hash());
		match chain.round(kind, at).await? {
			Some(round) if round.round == watched.round => {
				let lines = describe(&round, &names);
				if lines != said {
					let object = object(&round, &names);
					wallet.say(Report::new().line(lines.join("\n")).set("round", object));
					said = lines;
				}
			}
			_ => return ended(chain, kind, &watched, at).await,
		}
	}
}

/// How a round ended.
async fn ended(chain: &Chain, kind: CeremonyKind, round: &CeremonyRound, at: At) -> Result<Report> {
	let (name, number) = (label(kind), round.round);
	if let Some(sharing) = chain.sharing(kind, at).await? {
		if sharing.round == Some(number) {
			let id = format!("0x{}", hex::encode(sharing.ceremony));
			return Ok(Report::new()
				.line(format!(
					"{name}: generation {} of {id} is in use, any {} of {} hospitals make a key",
					sharing.generation,
					sharing.threshold,
					sharing.holders.len()
				))
				.set("kind", kind_value(kind))
				.set("round", number)
				.set("ceremony", id)
				.set("generation", sharing.generation)
				.set("threshold", sharing.threshold)
				.set("members", sharing.holders.len()));
		}
	}
	let why = match chain.last_failure(kind, at).await? {
		Some(failed) if failed.round == number => failure(failed.reason),
		_ => "another round began since",
	};
	Err(WalletError::NotAllowed(format!(
		"{name}: round {number} came to nothing: {why}"
	)))
}
