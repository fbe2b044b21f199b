//! A fifth hospital comes to a running network, and leaves it of its own will.

use super::{
	lab::{
		account, advances, authored_after, finalised, four, hash_at, reaches, standing, standing_at, until,
		validators, RECOVERY, SLOT,
	},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::{
	genesis::{endow, set_floor, FLOOR},
	manner::Manner,
	network::{Member, Node},
	spec::Timing,
};
use anyhow::{ensure, Context, Result};
use salus_primitives::{Balance, SAL};
use salus_wallet::chain::At;
use std::time::{Duration, Instant};

const NAME: &str = "Rikshospitalet";
const HANDLE: &str = "rikshospitalet";
/// Elected at the next session boundary, a validator from the one after: two sessions of 20 s and more, and to be finalised.
const ELECTED: Duration = Duration::from_secs(160);

/// What it bonds.
const BOND: Balance = 10_000 * SAL;

pub(super) async fn fifth(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let timing = Timing {
		slot_milliseconds: SLOT,
		..Timing::default()
	};
	let mut network = lab.prepare_with(four(|_| Manner::validator()), timing, |genesis| {
		set_floor(genesis, FLOOR);
		endow(genesis, &[NAME])
	})?;
	network.launch_all().await?;
	let load = Load::start(&[&network.nodes[0], &network.nodes[1]], "Patient")?;

	// Its node has no session keys yet, and will make them itself.
	let mut manner = Manner::follower("full");
	manner.arguments.push("--validator".into());
	let newcomer = network
		.join(Member {
			name: NAME,
			handle: HANDLE,
			manner,
		})
		.await?;
	let (here, own) = (&network.nodes[0], &network.nodes[newcomer]);
	let (wallet, url) = (lab.wallet()?, own.url());
	let since = Instant::now();
	let create = ["keys", "create", HANDLE, "--uri", &format!("//{NAME}")];
	wallet.must(&url, "//any", &create).await?;
	let bond = ["hospital", "bond", "10000"];
	wallet.must_refuse(&url, HANDLE, &bond, "NotOperator").await?;
	wallet
		.must(&url, HANDLE, &["hospital", "apply", HANDLE, "--endpoint", &url])
		.await?;
	wallet.must_refuse(&url, HANDLE, &bond, "NotAccredited").await?;
	wallet.council(&here.url(), &["accredit", HANDLE]).await?;
	wallet.must(&url, HANDLE, &bond).await?;
	let validate = ["hospital", "validate"];
	wallet
		.must_refuse(&url, HANDLE, &validate, "NoSessionKeys")
		.await?;
	wallet.must(&url, HANDLE, &["hospital", "rotate-keys"]).await?;
	wallet.must(&url, HANDLE, &validate).await?;
	figures.seconds("applied, accredited and standing after", since.elapsed());

	let who = account(NAME)?;
	let everybody = until("it validates", ELECTED, async || {
		ledger.note(here).await?;
		let now = validators(here).await?;
		Ok(now.contains(&who).then_some(now))
	})
	.await?;
	ensure!(
		everybody.len() == 5,
		"it took somebody's place: {} validate",
		everybody.len()
	);
	let (head, _) = finalised(here).await?;
	authored_after(here, NAME, head, RECOVERY).await?;
	figures.seconds("authors after", since.elapsed());
	let stands = standing(here, NAME).await?;
	ensure!(
		stands.own == BOND && stands.hospital.is_some(),
		"its bond is not behind it: {stands:?}"
	);

	// Of five four must vote: without one of the old ones, the newcomer's vote counts.
	network.nodes[3].pause().await?;
	figures.seconds(
		"finalises 4 blocks with its vote in",
		advances(here, 4, RECOVERY).await?,
	);
	network.nodes[3].resume().await?;
	leaves(&lab, here, own, &mut figures).await?;

	// Without it and one of the old ones there are three of four votes: were it still counted, three of five.
	for absent in [own, &network.nodes[3]] {
		absent.pause().await?;
	}
	figures.seconds(
		"finalises 4 blocks without it and another in",
		advances(here, 4, RECOVERY).await?,
	);
	for absent in [own, &network.nodes[3]] {
		absent.resume().await?;
	}
	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}

/// It stands no more, authors until the second boundary, and takes its bond back once it is out.
async fn leaves(lab: &Lab, here: &Node, own: &Node, figures: &mut Figures) -> Result<()> {
	let (wallet, url) = (lab.wallet()?, own.url());
	let unbond = ["hospital", "unbond", "10000"];
	wallet.must_refuse(&url, HANDLE, &unbond, "BondTooSmall").await?;
	let said = wallet.must(&url, HANDLE, &["hospital", "chill"]).await?;
	let height = u32::try_from(said["height"].as_u64().context("no height")?)?;
	let since = Instant::now();
	let chain = here.chain().await?;
	reaches(here, height, RECOVERY).await?;
	let hash = hash_at(&chain, height).await?.context("no block of the call")?;
	let session = chain.session(At::Block(hash)).await?;

	// Elected already for the session after, and not for the next one.
	let boundary = (session.index + 2) * session.length;
	reaches(here, boundary, ELECTED).await?;
	for (at, validates) in [(boundary - 1, true), (boundary, false)] {
		let hash = hash_at(&chain, at).await?.context("no block at the boundary")?;
		let stands = standing_at(here, NAME, At::Block(hash)).await?;
		ensure!(
			stands.active == validates && !stands.candidate,
			"chilled in block {height}, and in block {at}: {stands:?}"
		);
	}
	figures.seconds("out of the validators after its leave", since.elapsed());
	wallet.must(&url, HANDLE, &unbond).await?;
	// That was final at its own node.
	let stands = until("its bond is on the way back", RECOVERY, async || {
		let stands = standing(here, NAME).await?;
		Ok((stands.unbonding == BOND).then_some(stands))
	})
	.await?;
	ensure!(
		stands.own == 0 && !stands.active && !stands.elected,
		"it has left and still stands behind something: {stands:?}"
	);
	let left = validators(here).await?;
	ensure!(left.len() == 4, "{} validate, and four have stayed", left.len());
	Ok(())
}
