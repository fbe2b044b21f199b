//! A key of attributes whose shares are gone for good is replaced: what was sealed under it opens to its patient alone, and
//! doctors open what is sealed under the other.

use super::{all_hold, holds, parameters, serves, sharing, ROUND};
use crate::{
	faults::{account, finalised, reaches, until, Figures, Lab},
	network::Network,
	shares::keystore,
	spec::Timing,
	story::{Step, Story},
	wallet::COUNCIL,
};
use anyhow::{ensure, Context, Result};
use salus_primitives::{authority::Parameters, ceremony::CeremonyKind, AccountId, BlockNumber};
use salus_wallet::chain::{At, Sharing};
use std::{
	fs,
	time::{Duration, Instant},
};

const KIND: CeremonyKind = CeremonyKind::AttributeKeys;
/// The nodes that lose everything: any three of four make a key, and two are left. The custodian is none of them, as its
/// ciphertext and parts are no matter of the authority, nor is the doctor's hospital.
///
/// Their shares of the token key are lost as well, and nothing here misses them: records are sealed and opened without tokens.
const LOST: [&str; 2] = ["karolinska", "mayo"];
/// The story's slots, and epochs so short that three of them pass in minutes.
const TIMING: Timing = Timing {
	slot_milliseconds: 1_200,
	session_blocks: 10,
	epoch_length: 40,
};
/// What is to be left of an epoch when a step begins that another epoch would disturb.
const LEFT: BlockNumber = 20;
/// Within this holders are silent for three epochs, on a machine where other networks run.
const SILENCE: Duration = Duration::from_secs(600);
/// What a doctor is told whose attribute keys are of the lost key.
const OLD_KEYS: &str = "obtain them anew";
/// What a doctor is told of a record that was sealed under the lost key.
const OTHER_KEY: &str = "another key of the authority";

pub(crate) async fn lost_for_good(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let mut story = Story::start_with(&lab.path("story"), None, None, TIMING).await?;
	for step in [Step::Accredit, Step::People] {
		story.tell(step).await?;
	}
	for step in [Step::Epoch, Step::Seal, Step::Open] {
		early_in_an_epoch(story.network()).await?;
		story.tell(step).await?;
	}
	let wallet = lab.wallet()?;
	let url = story.network().nodes[0].url();
	let old = parameters(&story.network().nodes[0]).await?;
	let shared = sharing(&story.network().nodes[0], KIND).await?;
	for handle in LOST {
		loses_its_disk(&mut story.world_mut().network, handle).await?;
	}
	let since = Instant::now();

	// Nobody has missed them yet: the chain counts on whom it has not seen silent.
	let id = format!("0x{}", hex::encode(old.ceremony));
	let replace = ["start-ceremony", "attribute-keys", "--replaces", &id, "--watch"];
	let too_early = [&["council"], &replace[..], &["--with"], &COUNCIL[1..]].concat();
	wallet
		.must_refuse(&url, COUNCIL[0], &too_early, "KeyIsAlive")
		.await?;
	let without = is_lost(story.network()).await?;
	figures.seconds("the key is lost after", since.elapsed());
	figures.count("epochs without update keys until then", without);

	let since = Instant::now();
	let said = wallet.council(&url, &replace).await?;
	ensure!(
		said["generation"] == 0 && said["threshold"] == 3 && said["members"] == 4,
		"the other key is not one of all four: {said}"
	);
	let new = parameters(&story.network().nodes[0]).await?;
	is_another_key(&old, &new)?;
	serves(&wallet, &story.network().nodes[0]).await?;
	figures.seconds("another key serves after", since.elapsed());
	all_answer_with_the_other_key(story.network(), &shared).await?;
	let id = format!("0x{}", hex::encode(new.ceremony));
	let verify = ["authority", "verify"];
	let verified = story.world().must("mayo", "//any", &verify).await?;
	ensure!(
		verified["keys"]
			.as_array()
			.is_some_and(|keys| keys.iter().any(|key| key["ceremony"] == id.as_str())),
		"the other key is not among those that follow from the deals: {verified}"
	);

	early_in_an_epoch(story.network()).await?;
	story.refuses("charite", "cardiologist", OLD_KEYS).await?;
	story.renew_keys("charite", "cardiologist").await?;
	story.refuses("charite", "cardiologist", OTHER_KEY).await?;
	patient_opens(&story, "karolinska").await?;

	// Where the patient wants doctors to read on, the hospital seals anew.
	early_in_an_epoch(story.network()).await?;
	story.tell(Step::Seal).await?;
	early_in_an_epoch(story.network()).await?;
	story.opens("charite", "cardiologist").await?;
	patient_opens(&story, "karolinska").await?;
	Ok(figures)
}

/// Waits until an epoch has its update keys, and time left. Hospitals' nodes then send nothing in the names of the accounts
/// with which the hospitals seal; parts of attribute keys are of one epoch; and an access counts in the epoch in which it was
/// declared.
async fn early_in_an_epoch(network: &Network) -> Result<()> {
	let chain = network.nodes[0].chain().await?;
	until("an epoch has its update keys and time left", ROUND, async || {
		let at = At::Block(chain.hash(At::Finalised).await?);
		let epoch = chain.epoch(at).await?;
		let ends = epoch.started_at.saturating_add(epoch.length);
		let left = ends.saturating_sub(chain.height(at).await?);
		let serves = epoch.latest_complete == Some(epoch.epoch);
		Ok((serves && left >= LEFT).then_some(()))
	})
	.await
}

/// A node stops, everything that it had is gone, and it begins anew with an empty keystore.
async fn loses_its_disk(network: &mut Network, handle: &str) -> Result<()> {
	let place = network.nodes.iter().position(|node| node.handle == handle);
	let place = place.with_context(|| format!("no hospital {handle}"))?;
	network.nodes[place].stop().await?;
	fs::remove_dir_all(network.nodes[place].data())?;
	network.restart(place).await?;
	let (head, _) = finalised(&network.nodes[0]).await?;
	reaches(&network.nodes[place], head, ROUND).await?;
	let empty = keystore(&network.nodes[place], network.genesis().await?)?;
	for kind in CeremonyKind::ALL {
		ensure!(
			empty.shares(kind)?.is_empty(),
			"{handle} has a share though its disk is new"
		);
	}
	Ok(())
}

/// Waits until the chain counts on too few holders; they are all but those that lost their disks. Gives how many epochs had no
/// update keys by then.
async fn is_lost(network: &Network) -> Result<u32> {
	let chain = network.nodes[0].chain().await?;
	let lost = until("the key is lost", SILENCE, async || {
		let now = chain.sharing(KIND, At::Finalised).await?;
		let now = now.context("there is no key")?;
		Ok((now.living < now.threshold).then_some(now))
	})
	.await?;
	for node in &network.nodes {
		let who = account(node.name)?;
		let holder = lost.holders.iter().find(|holder| holder.account == who);
		let holder = holder.with_context(|| format!("{} held no share", node.handle))?;
		ensure!(
			holder.living != LOST.contains(&node.handle),
			"{} is silent without a loss, or counted on though it lost its disk: {lost:?}",
			node.handle
		);
	}
	let epoch = chain.epoch(At::Finalised).await?;
	let latest = epoch
		.latest_complete
		.context("no epoch had its update keys, not even before the loss")?;
	ensure!(
		latest < epoch.epoch,
		"two of four made the update keys of epoch {latest}"
	);
	Ok(epoch.epoch.saturating_sub(latest))
}

fn is_another_key(one: &Parameters<AccountId>, other: &Parameters<AccountId>) -> Result<()> {
	ensure!(
		one.a != other.a && one.beta != other.beta && one.e != other.e && one.ceremony != other.ceremony,
		"the key is the one that was lost, or has a part of it"
	);
	Ok(())
}

/// Waits until every node has its share of the key in use and its hospital can be counted on. The share of the key that was
/// replaced stays where it is: what was sealed under it opens with no other.
async fn all_answer_with_the_other_key(network: &Network, replaced: &Sharing) -> Result<()> {
	let genesis = network.genesis().await?;
	let now = sharing(&network.nodes[0], KIND).await?;
	let nodes: Vec<_> = network.nodes.iter().collect();
	all_hold(&nodes, genesis, KIND, &now).await?;
	for node in nodes {
		let kept = holds(&keystore(node, genesis)?, KIND, replaced)?;
		ensure!(
			kept != LOST.contains(&node.handle),
			"{} erased its share of the key that was replaced, or has one again",
			node.handle
		);
	}
	let chain = network.nodes[0].chain().await?;
	until("every holder answers with the other key", ROUND, async || {
		let now = chain.sharing(KIND, At::Finalised).await?;
		let now = now.context("there is no key")?;
		Ok(now.holders.iter().all(|holder| holder.living).then_some(()))
	})
	.await
}

/// The patient opens the record at a node, byte for byte.
async fn patient_opens(story: &Story, at: &str) -> Result<()> {
	let open = ["patient", "open", story.record()];
	let opened = story.world().must(at, "patient", &open).await?;
	ensure!(
		opened["content"].as_str().map(str::as_bytes) == Some(&story.bundle[..]),
		"the patient's copy differs from the sealed record"
	);
	Ok(())
}
