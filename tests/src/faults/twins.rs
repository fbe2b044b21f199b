//! Two nodes with the keys of one hospital.

use super::{
	lab::{account, advances, best, finalised, four, hash_at, place, standing, until, validators, RECOVERY},
	wires::Wires,
	Figures, Lab, Ledger,
};
use crate::{
	genesis::set_floor,
	manner::{write_keys, Manner},
	network::{Member, Network, Node, HOSPITALS},
	spec::Timing,
};
use anyhow::{bail, ensure, Context, Result};
use jsonrpsee::rpc_params;
use salus_runtime::{clock::SHORTEST_SESSION, configs::consensus::SLASH_DEFER_SESSIONS};
use salus_wallet::chain::At;
use serde_json::Value;
use std::{
	fs,
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// The twin's host: the one after those of the four.
const TWIN: u8 = 4;
/// Slots of 1 s and the shortest sessions: a slash waits for so many sessions that others would take an hour.
const TIMING: Timing = Timing {
	slot_milliseconds: 1_000,
	session_blocks: SHORTEST_SESSION,
	epoch_length: 300,
};
/// Three remain where the offender leaves.
const FLOOR: u32 = 3;
/// Whose keys two nodes have.
const NAME: &str = "Mayo";
/// What a node writes when it holds two votes of one key in one round.
const NOTICED: &str = "equivocation in the finality worker";
/// Connections that a cut left half open are given up within this, and others made.
const RECONNECT: Duration = Duration::from_secs(60);
/// How often the line is cut until no vote was on its way.
const CUTS: u32 = 10;
/// Within this all who are on one side have voted.
const VOTING: Duration = Duration::from_secs(3);

pub(super) async fn vote_apart(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	// St Mary and Mayo here; Charité, Karolinska and Mayo's twin there.
	let wires = Wires::lay(&[true, false, false, true, false])?;
	let members = four(|handle| wires.manner(place(handle), Manner::validator()));
	let mut network = lab.prepare_with(members, TIMING, |genesis| {
		set_floor(genesis, FLOOR);
		Ok(())
	})?;
	network.launch_all().await?;
	advances(&network.nodes[0], 3, RECOVERY).await?;
	let stake = standing(&network.nodes[0], NAME).await?.own;
	ensure!(stake > 0, "{NAME} has nothing at stake");

	// Without Karolinska neither side has the votes of three: both stay in one round.
	network.nodes[2].kill().await?;
	cut_between_votes(&network, &wires).await?;
	write_keys(&lab.path("nodes").join("twin").join("data"), NAME)?;
	let mut manner = wires.manner(TWIN, Manner::follower("full"));
	manner.arguments.push("--validator".into());
	let twin = network
		.join(Member {
			name: "Twin",
			handle: "twin",
			manner,
		})
		.await?;
	let (here, there) = (&network.nodes[0], &network.nodes[1]);
	until("the twin follows its side", RECOVERY, async || {
		Ok((best(&network.nodes[twin]).await? + 2 >= best(there).await?).then_some(()))
	})
	.await?;
	until("two on each side vote in the same round", RECOVERY, async || {
		let (ours, theirs) = (vote(here).await?, vote(there).await?);
		Ok((ours == theirs && ours.1 == 2).then_some(()))
	})
	.await?;
	let stopped_at = ledger.note(here).await?.max(ledger.note(there).await?);
	let height = best(here).await?.min(best(there).await?);
	let ours = hash_at(&here.chain().await?, height).await?.context("no block")?;
	let theirs = hash_at(&there.chain().await?, height)
		.await?
		.context("no block")?;
	ensure!(
		height > stopped_at && ours != theirs,
		"the sides did not part: block {height}, final {stopped_at}"
	);

	wires.mend()?;
	until(
		"a hospital notices two votes of one key",
		RECOVERY + RECONNECT,
		async || Ok((noticed(&network.nodes[0])? || noticed(&network.nodes[1])?).then_some(())),
	)
	.await?;
	network.nodes[twin].kill().await?;
	network.restart(2).await?;
	figures.seconds(
		"finality resumed after",
		advances(&network.nodes[0], 1, RECOVERY + RECONNECT).await?,
	);
	reported(&network.nodes[0]).await?;
	figures.seconds(
		"slashed after",
		slashed(&network.nodes[0], stake, &mut ledger).await?,
	);
	let (head, _) = finalised(&network.nodes[0]).await?;
	figures.count("final when it was over", head);
	ledger.holds_at_all(&network.nodes[..4]).await?;
	drop(network);
	Ok(figures)
}

/// Cuts the line where all are in one round, and no vote of it has crossed: a round in which one side heard the other
/// goes on when they vote apart.
async fn cut_between_votes(network: &Network, wires: &Wires) -> Result<()> {
	let (here, there) = (&network.nodes[0], &network.nodes[1]);
	for _ in 0..CUTS {
		advances(here, 1, RECOVERY + RECONNECT).await?;
		wires.cut()?;
		sleep(VOTING).await;
		let (ours, theirs) = (vote(here).await?, vote(there).await?);
		if ours.0 == theirs.0 && (ours.1, theirs.1) == (2, 1) {
			return Ok(());
		}
		wires.mend()?;
	}
	bail!("each of {CUTS} cuts came while votes were on their way")
}

/// The report reaches the chain: the offender stands no more.
async fn reported(node: &Node) -> Result<()> {
	until(
		"the report of two votes is on the chain",
		RECOVERY + RECONNECT,
		async || {
			let stands = standing(node, NAME).await?;
			Ok((stands.banned_until.is_some() && !stands.candidate).then_some(()))
		},
	)
	.await
}

/// The offender's money goes when the council had its time to forgive, and it is out of the validators; nobody else loses
/// anything. Gives how long that took.
async fn slashed(node: &Node, stake: u128, ledger: &mut Ledger) -> Result<Duration> {
	let since = Instant::now();
	let sessions = SLASH_DEFER_SESSIONS + 2;
	let slots = u64::from(sessions) * u64::from(TIMING.session_blocks);
	// Longer: the slots of who is out or starts anew pass without a block.
	let limit = Duration::from_millis(4 * slots * TIMING.slot_milliseconds);
	let offender = account(NAME)?;
	until(
		"the offender is slashed and validates no more",
		limit,
		async || {
			ledger.note(node).await?;
			let chain = node.chain().await?;
			let left = chain.candidate(&offender, At::Finalised).await?;
			let left = left.map_or(0, |stands| stands.own);
			let out = !validators(node).await?.contains(&offender);
			Ok((left < stake && out).then_some(()))
		},
	)
	.await?;
	for (name, _) in HOSPITALS.iter().filter(|(name, _)| *name != NAME) {
		let stands = standing(node, name).await?;
		ensure!(
			stands.own == stake && stands.candidate,
			"{name} is punished for what {NAME} did: {stands:?}"
		);
	}
	Ok(since.elapsed())
}

/// The round that is voted on at a node, and how many have voted in it.
async fn vote(node: &Node) -> Result<(u64, u64)> {
	let state: Value = node
		.chain()
		.await?
		.rpc("grandpa_roundState", rpc_params![])
		.await?;
	let number = |field| {
		let value = state.pointer(field).and_then(Value::as_u64);
		value.with_context(|| format!("no number {field} in {state}"))
	};
	Ok((number("/best/round")?, number("/best/prevotes/currentWeight")?))
}

fn noticed(node: &Node) -> Result<bool> {
	Ok(fs::read_to_string(node.log())?.contains(NOTICED))
}
