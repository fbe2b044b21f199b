//! A consortium's ceremonies, which the council begins: it ends one for which a node does not come, and suspends an authority
//! while it makes a key with others.

use super::{accredit, after, serves, sharing, ROUND};
use crate::{
	faults::{account, four, until, Figures, Lab, SLOT},
	genesis::{set_floor, FLOOR},
	manner::Manner,
	network::{Network, Node, HOSPITALS},
	spec::{set_ceremonies, Timing, CEREMONIES},
	wallet::{Wallet, COUNCIL},
};
use anyhow::{ensure, Context, Result};
use futures::future::{try_join, try_join_all};
use salus_primitives::ceremony::{CeremonyKind, Failure, Phase, Settings};
use salus_runtime::{Runtime, RuntimeCall};
use salus_wallet::{
	chain::{At, Signer},
	council::{self, Body},
};
use serde_json::{json, Value};

const NAME: &str = "Mayo";
const HANDLE: &str = "mayo";
const BEGIN_KEYS: [&str; 3] = ["start-ceremony", "attribute-keys", "--watch"];
const BEGIN_TOKENS: [&str; 2] = ["start-ceremony", "tokens"];

pub(crate) async fn suspended_in_the_middle(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let timing = Timing {
		slot_milliseconds: SLOT,
		..Timing::default()
	};
	let mut network = lab.prepare_with(four(|_| Manner::default()), timing, |genesis| {
		set_floor(genesis, FLOOR);
		set_ceremonies(
			genesis,
			&Settings {
				automatic: false,
				..CEREMONIES
			},
		)
	})?;
	network.launch_all().await?;
	let wallet = lab.wallet()?;
	let handles = HOSPITALS.map(|(_, handle)| handle);
	accredit(&wallet, &network, &handles).await?;
	ended_for_who_does_not_come(&wallet, &network).await?;
	let here = &network.nodes[0];
	let (url, chain) = (here.url(), here.chain().await?);
	let hospital = chain.hospital_by_handle(HANDLE, At::Finalised).await?;
	let hospital = hospital.context("it was not accredited")?.id;

	// All is voted; closing the motion is what remains.
	let call: RuntimeCall = pallet_hospital_registry::Call::<Runtime>::suspend { hospital }.into();
	let members = COUNCIL
		.iter()
		.map(|uri| Signer::from_uri(uri).map_err(|e| anyhow::anyhow!("{uri}: {e:?}")))
		.collect::<Result<Vec<_>>>()?;
	let ayes = u32::try_from(members.len())?;
	let motion = council::propose(&chain, Body::Council, &members[0], call.clone(), ayes).await?;
	let votes = members
		.iter()
		.map(|member| council::vote(&chain, Body::Council, member, motion, true));
	try_join_all(votes).await?;

	let kind = CeremonyKind::AttributeKeys;
	let begin = [&["council"], &BEGIN_KEYS[..], &["--with"], &COUNCIL[1..]].concat();
	// Who watches a round that comes to nothing is told why.
	let watched = wallet.must_refuse(&url, COUNCIL[0], &begin, "a member lost its standing");
	let suspended = async {
		let begun = until("the ceremony is under way", ROUND, async || {
			let round = chain.round(kind, At::Best).await?;
			Ok(round.filter(|round| round.phase != Phase::Enrol && round.members.len() == HOSPITALS.len()))
		})
		.await?;
		ensure!(
			chain.sharing(kind, At::Best).await?.is_none(),
			"the ceremony ended before anybody was suspended"
		);
		council::close(&chain, Body::Council, &members[0], motion, &call).await?;
		Ok::<_, anyhow::Error>(begun)
	};
	let (_, begun) = try_join(watched, suspended).await?;
	figures.count("suspended in the phase", format!("{:?}", begun.phase));
	let failure = chain.last_failure(kind, At::Finalised).await?;
	ensure!(
		failure.is_some_and(|failed| failed.round == begun.round && failed.reason == Failure::MemberLost),
		"the round with the suspended hospital ended otherwise: {failure:?}"
	);
	let running = rounds(&wallet, here).await?;
	ensure!(
		running.is_empty(),
		"a round began without the council: {running:?}"
	);

	// The three others make both keys.
	wallet.council(&url, &BEGIN_TOKENS).await?;
	let (tokens, keys) = try_join(
		wallet.must(&url, "//any", &["council", "watch-ceremony", "tokens"]),
		wallet.council(&url, &BEGIN_KEYS),
	)
	.await?;
	for said in [tokens, keys] {
		ensure!(
			said["generation"] == 0 && said["threshold"] == 3 && said["members"] == 3,
			"the key is not one of the three others: {said}"
		);
	}
	let made = sharing(here, kind).await?;
	let suspended = account(NAME)?;
	ensure!(
		made.holders.iter().all(|holder| holder.account != suspended),
		"the suspended hospital holds the key: {made:?}"
	);
	serves(&wallet, here).await?;

	// A key that its holders have is not replaced.
	let id = format!("0x{}", hex::encode(made.ceremony));
	let replace = [
		"council",
		"start-ceremony",
		"attribute-keys",
		"--replaces",
		&id,
		"--with",
	];
	let replace = [&replace[..], &COUNCIL[1..]].concat();
	wallet
		.must_refuse(&url, COUNCIL[0], &replace, "KeyIsAlive")
		.await?;

	wallet.council(&url, &["reinstate", HANDLE]).await?;
	let next = after(here, kind, made.generation).await?;
	ensure!(
		next.ceremony == made.ceremony && next.holders.len() == HOSPITALS.len(),
		"it was not taken in, or the key is another: {next:?}"
	);
	after(here, CeremonyKind::Tokens, 0).await?;
	wallet.must(&url, "//any", &["authority", "verify"]).await?;
	serves(&wallet, here).await?;
	figures.count("generation with it", sharing(here, kind).await?.generation);
	Ok(figures)
}

/// The council begins the tokens' ceremony while a node stands still, sees whose node it is, and ends the round.
async fn ended_for_who_does_not_come(wallet: &Wallet, network: &Network) -> Result<()> {
	let (here, absent) = (&network.nodes[0], network.node(HANDLE)?);
	let (url, chain, kind) = (here.url(), here.chain().await?, CeremonyKind::Tokens);
	let running = rounds(wallet, here).await?;
	ensure!(
		running.is_empty(),
		"a round began without the council: {running:?}"
	);

	absent.pause().await?;
	wallet.council(&url, &BEGIN_TOKENS).await?;
	let begun = until("the others enrol", ROUND, async || {
		let round = chain.round(kind, At::Finalised).await?;
		Ok(round.filter(|round| round.members.iter().filter(|member| member.enrolled).count() == 3))
	})
	.await?;
	let seen = rounds(wallet, here).await?;
	let [round] = &seen[..] else {
		anyhow::bail!("not one round runs: {seen:?}")
	};
	ensure!(
		round["kind"] == json!(kind)
			&& round["round"] == begun.round
			&& round["phase"] == json!(Phase::Enrol)
			&& round["missing"] == json!([HANDLE]),
		"another round than that which waits for {HANDLE}: {round}"
	);
	wallet.council(&url, &["abandon-round", "tokens"]).await?;
	absent.resume().await?;
	network.caught_up().await?;
	let failure = chain.last_failure(kind, At::Finalised).await?;
	ensure!(
		failure.is_some_and(|failed| failed.round == begun.round && failed.reason == Failure::Abandoned),
		"the round that the council ended came to nothing otherwise: {failure:?}"
	);
	let running = rounds(wallet, here).await?;
	ensure!(
		running.is_empty(),
		"it began anew without the council: {running:?}"
	);
	Ok(())
}

/// The rounds that run, as `salus authority ceremony` shows them where no ceremony begins by itself.
async fn rounds(wallet: &Wallet, node: &Node) -> Result<Vec<Value>> {
	let shown = wallet
		.must(&node.url(), "//any", &["authority", "ceremony"])
		.await?;
	ensure!(
		shown["settings"]["automatic"] == false,
		"other settings than those of the genesis: {shown}"
	);
	let rounds = shown["rounds"].as_array();
	Ok(rounds.context("no list of rounds is shown")?.clone())
}
