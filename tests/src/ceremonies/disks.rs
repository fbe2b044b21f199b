//! Disks are lost one after the other, as many as make a key; every loss is healed before the next. Then two
//! are away together when an epoch begins.

use super::{all_hold, all_serve, late::late_keys_stop_nobody, parameters, refresh, serves, ROUND};
use crate::{
	faults::{finalised, reaches, Figures, Lab},
	shares::keystore,
	story::{Step, Story},
};
use anyhow::{ensure, Context, Result};
use salus_primitives::ceremony::CeremonyKind;
use std::fs;

/// The nodes that lose everything: any three of four make a key. The custodian is none of them: its ciphertext and parts
/// are no matter of the authority.
const LOST: [&str; 3] = ["charite", "karolinska", "mayo"];

pub(crate) async fn lost_one_by_one(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let mut story = Story::start(&lab.path("story"), None, None).await?;
	for step in [Step::Accredit, Step::People, Step::Epoch, Step::Seal, Step::Open] {
		story.tell(step).await?;
	}
	let genesis = story.network().genesis().await?;
	let wallet = lab.wallet()?;
	let before = parameters(&story.network().nodes[0]).await?;
	for (round, handle) in LOST.into_iter().enumerate() {
		let place = story
			.network()
			.nodes
			.iter()
			.position(|node| node.handle == handle);
		let place = place.with_context(|| format!("no hospital {handle}"))?;
		let network = &mut story.world_mut().network;
		network.nodes[place].stop().await?;
		fs::remove_dir_all(network.nodes[place].data())?;
		network.restart(place).await?;
		let network = story.network();
		let (head, _) = finalised(&network.nodes[0]).await?;
		reaches(&network.nodes[place], head, ROUND).await?;
		let empty = keystore(&network.nodes[place], genesis)?;
		for kind in CeremonyKind::ALL {
			ensure!(
				empty.shares(kind)?.is_empty(),
				"{handle} has a share though its disk is new"
			);
		}

		let [keys, tokens] = refresh(&wallet, &network.nodes[0]).await?;
		let nodes: Vec<_> = network.nodes.iter().collect();
		all_hold(&nodes, genesis, CeremonyKind::AttributeKeys, &keys).await?;
		all_hold(&nodes, genesis, CeremonyKind::Tokens, &tokens).await?;
		figures.count(&format!("generation after loss {}", round + 1), keys.generation);
	}

	let now = parameters(&story.network().nodes[0]).await?;
	ensure!(
		(now.a, now.beta, now.e, now.ceremony) == (before.a, before.beta, before.e, before.ceremony),
		"the key is another than before the losses"
	);
	ensure!(
		now.authorities
			.iter()
			.zip(&before.authorities)
			.all(|(now, before)| now.a_j != before.a_j),
		"a share was not renewed"
	);
	serves(&wallet, &story.network().nodes[0]).await?;
	all_serve(story.network()).await?;
	story.renew_keys("charite", "cardiologist").await?;
	story.opens("charite", "cardiologist").await?;
	late_keys_stop_nobody(&wallet, &mut story).await?;
	Ok(figures)
}
