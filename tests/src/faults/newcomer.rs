//! A fifth hospital comes to a running network.

use super::{
	lab::{account, advances, authored_after, finalised, four, standing, until, validators, RECOVERY, SLOT},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::{
	dealing::Timing,
	genesis::{endow, set_floor, FLOOR},
	manner::Manner,
	network::Member,
};
use anyhow::{ensure, Result};
use std::time::{Duration, Instant};

const NAME: &str = "Rikshospitalet";
const HANDLE: &str = "rikshospitalet";
/// Elected at the next session boundary, a validator from the one after: two sessions of 20 s and more, and to be finalised.
const ELECTED: Duration = Duration::from_secs(160);

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
		stands.own == 10_000 * salus_primitives::SAL && stands.hospital.is_some(),
		"its bond is not behind it: {stands:?}"
	);

	// Of five four must vote: without one of the old ones, the newcomer's vote counts.
	network.nodes[3].pause().await?;
	figures.seconds(
		"finalises 4 blocks with its vote in",
		advances(here, 4, RECOVERY).await?,
	);
	network.nodes[3].resume().await?;
	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
