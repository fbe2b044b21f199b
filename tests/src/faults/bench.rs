//! A hospital that misses its slots.

use super::{
	lab::{account, advances, authored_after, finalised, next_session, session, standing, until, validators},
	load::Load,
	Figures, Lab, Ledger,
};
use crate::network::Node;
use anyhow::{bail, ensure, Context, Result};
use salus_primitives::{validator::ValidatorInfo, AccountId, Balance};
use std::time::{Duration, Instant};

/// Two slots for each of seven: one that a busy machine misses makes no session bad.
const SESSION_BLOCKS: u32 = 14;
/// A session, with the slots that nobody fills, and time to be finalised.
const SESSION: Duration = Duration::from_secs(60);
/// Who goes away.
const NAME: &str = "Aiims";
/// Bad sessions in a row that bench a hospital.
const BAD_SESSIONS: u32 = 2;

pub(super) async fn paused_benched_and_back(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let network = lab.seven(SESSION_BLOCKS).await?;
	let (here, away) = (&network.nodes[0], &network.nodes[6]);
	let load = Load::start(&[here, &network.nodes[1]], "Patient")?;
	let who = account(NAME)?;

	let (paused_in, before) = while_well(here).await?;
	away.pause().await?;
	let since = Instant::now();
	// It has blocks of this session, perhaps: the next two are bad.
	let until_session = until("it is benched", SESSION * (BAD_SESSIONS + 1), async || {
		ledger.note(here).await?;
		Ok(standing(here, NAME).await?.benched_until)
	})
	.await?;
	let benched_in = session(here).await?.index;
	ensure!(
		(paused_in + BAD_SESSIONS..=paused_in + BAD_SESSIONS + 1).contains(&benched_in),
		"away since session {paused_in}, and benched in {benched_in}"
	);
	figures.seconds("benched after", since.elapsed());

	until("it validates no more", SESSION * 2, async || {
		let left = validators(here).await?;
		Ok((!left.contains(&who)).then_some(left))
	})
	.await
	.and_then(|left| {
		ensure!(left.len() == 6, "{} validate, and six are well", left.len());
		Ok(())
	})?;
	let without = advances(here, 6, SESSION).await?;
	figures.seconds("six others finalise 6 blocks in", without);

	away.resume().await?;
	let back = until("it validates again", SESSION * 6, async || {
		ledger.note(here).await?;
		let back = validators(here).await?.contains(&who);
		Ok(if back {
			Some(session(here).await?.index)
		} else {
			None
		})
	})
	.await?;
	ensure!(
		back >= until_session,
		"benched until session {until_session}, and back in {back}"
	);
	let (head, _) = finalised(here).await?;
	authored_after(here, NAME, head, SESSION).await?;
	let after = standing(here, NAME).await?;
	ensure!(
		after.own == before.own && after.candidate,
		"an absence costs no stake and no candidacy: {after:?}"
	);
	figures.count("sessions on the bench", back.saturating_sub(benched_in));
	figures.seconds("authors again after", since.elapsed());

	figures.count("transactions finalised", load.end(&mut ledger).await?);
	ledger
		.holds_at_all(&network.nodes)
		.await
		.context("after the bench")?;
	Ok(figures)
}

/// Waits for the beginning of a session in which it is well: for the first it may have come too late.
async fn while_well(node: &Node) -> Result<(u32, ValidatorInfo<AccountId, Balance>)> {
	for _ in 0..4 {
		let session = next_session(node, SESSION).await?;
		let stands = standing(node, NAME).await?;
		if stands.active && stands.strikes == 0 && stands.benched_until.is_none() {
			return Ok((session, stands));
		}
	}
	bail!("{NAME} misses its slots before anything happens to it")
}
