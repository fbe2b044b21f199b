//! The council suspends a hospital that validates.

use super::{
	lab::{account, hash_at, reaches, standing, standing_at, validators, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use anyhow::{ensure, Context, Result};
use salus_wallet::chain::At;
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};

const NAME: &str = "Aiims";
const HANDLE: &str = "aiims";
/// Two slots for each of seven: one that a busy machine misses makes no session bad.
const SESSION_BLOCKS: u32 = 14;
/// Two sessions and more, with slots that nobody fills.
const LEAVES: Duration = Duration::from_secs(160);
/// Blocks after a suspension, or after the beginning of a session, until a validator is disabled: at the end of a block
/// that is not its own and begins no session.
const DISABLED_WITHIN: u32 = 3;
/// Three turns of each of six.
const TURNS: u32 = 18;

pub(super) async fn suspended_and_gone(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let network = lab.seven(SESSION_BLOCKS).await?;
	let (here, own) = (&network.nodes[0], &network.nodes[6]);
	let load = Load::start(&[here, &network.nodes[1]], "Patient")?;
	let (wallet, url) = (lab.wallet()?, own.url());
	let create = ["keys", "create", HANDLE, "--uri", &format!("//{NAME}")];
	wallet.must(&url, "//any", &create).await?;
	wallet
		.must(&url, HANDLE, &["hospital", "apply", HANDLE, "--endpoint", &url])
		.await?;
	wallet.council(&here.url(), &["accredit", HANDLE]).await?;
	let before = standing(here, NAME).await?;
	ensure!(
		before.active && before.candidate && before.hospital.is_some(),
		"it does not validate before it is suspended: {before:?}"
	);

	let since = Instant::now();
	let said = wallet.council(&here.url(), &["suspend", HANDLE]).await?;
	let height = said["height"].as_u64().context("no height")?;
	let height = u32::try_from(height)?;
	let mut then = height + DISABLED_WITHIN;
	if then % SESSION_BLOCKS < DISABLED_WITHIN {
		then += DISABLED_WITHIN;
	}
	reaches(here, then, RECOVERY).await?;
	let chain = here.chain().await?;
	let at = |height: u32| {
		let chain = &chain;
		async move {
			let hash = hash_at(chain, height).await?;
			anyhow::Ok(At::Block(hash.with_context(|| format!("no block {height}"))?))
		}
	};
	let suspended = standing_at(here, NAME, at(then).await?).await?;
	ensure!(
		suspended.disabled,
		"suspended in block {height}, and not disabled in block {then}: {suspended:?}"
	);
	figures.seconds("suspended and disabled after", since.elapsed());

	// Gone at the second boundary, and not a session later.
	let session = chain.session(at(height).await?).await?;
	let boundary = (session.index + 2) * session.length;
	reaches(here, boundary, LEAVES).await?;
	let gone = standing_at(here, NAME, at(boundary).await?).await?;
	ensure!(
		!gone.active && !gone.elected && !gone.keys,
		"two sessions after its suspension it validates or has keys: {gone:?}"
	);
	ensure!(gone.own == before.own, "a suspension costs no stake: {gone:?}");
	figures.count("blocks until it was gone", boundary - height);
	let left = validators(here).await?;
	let who = account(NAME)?;
	ensure!(
		left.len() == 6 && !left.contains(&who),
		"the six others validate no more: {left:?}"
	);

	let last = boundary + TURNS;
	reaches(here, last, LEAVES).await?;
	let mut authored = BTreeSet::new();
	for number in then + 1..=last {
		let author = chain.author(number).await?;
		let author = author.with_context(|| format!("block {number} has no author"))?;
		if author == who {
			// The block that begins a session is still of the set before it, and nobody is disabled in it.
			ensure!(
				number <= boundary && number % session.length <= DISABLED_WITHIN,
				"suspended in block {height}, it authored block {number}"
			);
		} else {
			authored.insert(author);
		}
	}
	ensure!(
		authored == left,
		"blocks after the suspension are of {authored:?}, and {left:?} validate"
	);
	ledger.note(here).await?;
	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
