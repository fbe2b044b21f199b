//! A node comes back with what it had on its disk some time ago.

use super::{all_hold, all_serve, make_keys, refresh, serves, sharing};
use crate::{
	faults::{account, four, until, Figures, Lab, RECOVERY, SLOT},
	manner::{write_authority_password, Manner, AUTHORITY_PASSWORD_FILE},
	network::Network,
	shares::keystore,
	wallet::Wallet,
};
use anyhow::{bail, ensure, Context, Result};
use jsonrpsee::rpc_params;
use salus_primitives::{
	ceremony::CeremonyKind,
	request::{Body, EvaluateToken, PartialAttributeKey, PartialUpdateKey},
};
use salus_wallet::{
	chain::{At, ChainError, Signer},
	error::WalletError,
	services::Hospital,
};
use serde_json::Value;
use std::{fs, path::Path};

/// The node that is restored.
const RESTORED: usize = 3;
const NAME: &str = "Mayo";
/// The code of a node whose share is of another sharing than the one in use.
const SHARE_OUTDATED: i32 = 7502;
const TOKEN_SHARE_OUTDATED: i32 = 7704;
/// The code of a node without a share.
const NO_SHARE: i32 = 7501;
/// Who asks: the operator of another hospital.
const ASKER: &str = "//StMary";
/// Of each key, whether a share of the keystore is one of it.
const BOTH: [Option<bool>; 2] = [Some(true); 2];
const NEITHER: [Option<bool>; 2] = [Some(false); 2];

pub(crate) async fn an_old_backup_does_not_answer(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let mut network = lab.prepare(four(|_| Manner::default()), SLOT)?;
	network.launch_all().await?;
	let wallet = make_keys(&lab, &network).await?;
	let genesis = network.genesis().await?;
	let old = sharing(&network.nodes[0], CeremonyKind::AttributeKeys).await?;

	// What an operator keeps: the shares in a sealed file. And what one finds: a copy of the folder.
	let node = &network.nodes[RESTORED];
	write_authority_password(&node.folder)?;
	let (store, password) = (node.authority(), node.folder.join(AUTHORITY_PASSWORD_FILE));
	let file = lab.path("mayo.shares");
	let (store, password, file) = (text(&store)?, text(&password)?, text(&file)?);
	let keys = [
		"--authority-keystore",
		store,
		"--authority-password-file",
		password,
		"--backup-password-file",
		password,
	];
	let url = node.url();
	let export = [&["authority", "export-share", file], &keys[..]].concat();
	let exported = wallet.must(&url, "//any", &export).await?;
	ensure!(
		exported["shares"]
			.as_array()
			.is_some_and(|shares| shares.len() == 2),
		"not one share a key was exported: {exported}"
	);
	let copy = lab.path("copy");
	copy_folder(&node.authority(), &copy)?;

	let [renewed, tokens] = refresh(&wallet, &network.nodes[0]).await?;
	let nodes: Vec<_> = network.nodes.iter().collect();
	all_hold(&nodes, genesis, CeremonyKind::AttributeKeys, &renewed).await?;
	all_hold(&nodes, genesis, CeremonyKind::Tokens, &tokens).await?;
	let keystores = nodes
		.iter()
		.map(|node| keystore(node, genesis))
		.collect::<Result<Vec<_>>>()?;
	until("the old shares are erased", RECOVERY * 2, async || {
		let mut left = Vec::new();
		for keystore in &keystores {
			for kind in CeremonyKind::ALL {
				let ids = keystore.shares(kind)?;
				left.extend(ids.into_iter().filter(|id| id.generation == old.generation));
			}
		}
		ensure!(left.is_empty(), "{} old shares are left", left.len());
		Ok(Some(()))
	})
	.await?;
	drop(keystores);

	let import = [&["authority", "import-share", file], &keys[..]].concat();
	let imported = wallet.must(&url, "//any", &import).await?;
	ensure!(
		imported["shares"].as_array().is_some_and(Vec::is_empty),
		"an old share was put beside a new one: {imported}"
	);
	let opening = &keys[..4];
	ensure!(
		sound(&wallet, &network, opening).await? == BOTH,
		"a new share does not lie on its key"
	);

	network.nodes[RESTORED].stop().await?;
	fs::remove_dir_all(network.nodes[RESTORED].authority())?;
	copy_folder(&copy, &network.nodes[RESTORED].authority())?;
	network.restart(RESTORED).await?;
	network.caught_up().await?;
	wallet.council(&network.nodes[0].url(), &["force-epoch"]).await?;
	let refused = refuses(&network).await?;
	figures.count("the restored node says", refused);
	ensure!(
		sound(&wallet, &network, opening).await? == NEITHER,
		"an old share is said to be one of the key in use"
	);
	serves(&wallet, &network.nodes[0]).await?;
	let chain = network.nodes[0].chain().await?;
	let at = At::Block(chain.hash(At::Finalised).await?);
	let posted = chain.partials_digest(&account(NAME)?, at).await?;
	let epoch = chain.epoch(at).await?.epoch;
	ensure!(
		posted.is_none_or(|(posted, _)| posted != epoch),
		"the node with the old share posted a digest"
	);

	// The next resharing gives it a share again.
	let [healed, _] = refresh(&wallet, &network.nodes[0]).await?;
	all_hold(
		&[&network.nodes[RESTORED]],
		genesis,
		CeremonyKind::AttributeKeys,
		&healed,
	)
	.await?;
	all_serve(&network).await?;
	ensure!(
		sound(&wallet, &network, opening).await? == BOTH,
		"a share that the restored node got does not lie on its key"
	);
	let chain = network.nodes[RESTORED].chain().await?;
	let before = until("the node answers with its share", RECOVERY, async || {
		let answer = chain.rpc::<Value>("salus_partialsDigest", rpc_params![]).await?;
		Ok(Some(answer))
	})
	.await?;
	figures.count("generations", healed.generation + 1);

	// A disk that is lost, with a backup of this generation: the node is what it was, without a resharing.
	let file = lab.path("mayo.new.shares");
	let file = text(&file)?;
	let export = [&["authority", "export-share", file], &keys[..]].concat();
	wallet.must(&url, "//any", &export).await?;
	network.nodes[RESTORED].stop().await?;
	fs::remove_dir_all(network.nodes[RESTORED].authority())?;
	network.restart(RESTORED).await?;
	network.caught_up().await?;
	let chain = network.nodes[RESTORED].chain().await?;
	until(
		"a node with an empty keystore says so",
		RECOVERY,
		async || match chain.rpc::<Value>("salus_partialsDigest", rpc_params![]).await {
			Err(ChainError::Refused { code: NO_SHARE, .. }) => Ok(Some(())),
			other => bail!("it answers otherwise: {other:?}"),
		},
	)
	.await?;
	let import = [&["authority", "import-share", file], &keys[..]].concat();
	let imported = wallet.must(&url, "//any", &import).await?;
	ensure!(
		imported["shares"]
			.as_array()
			.is_some_and(|shares| shares.len() == 2),
		"not both shares came in: {imported}"
	);
	ensure!(
		sound(&wallet, &network, opening).await? == BOTH,
		"an imported share does not lie on its key"
	);
	let after = until("the node answers with what was imported", RECOVERY, async || {
		Ok(chain
			.rpc::<Value>("salus_partialsDigest", rpc_params![])
			.await
			.ok())
	})
	.await?;
	ensure!(
		after == before,
		"it answers twice differently for one epoch: {before} and {after}"
	);
	wallet.council(&network.nodes[0].url(), &["force-epoch"]).await?;
	all_serve(&network).await?;
	let now = sharing(&network.nodes[0], CeremonyKind::AttributeKeys).await?;
	ensure!(
		now.generation == healed.generation,
		"the key was handed on meanwhile: {now:?}"
	);
	Ok(figures)
}

/// The restored node answers nothing of the authority's, at each of some blocks, and in the end since its share is old; gives
/// its word.
async fn refuses(network: &Network) -> Result<String> {
	let node = &network.nodes[RESTORED];
	let chain = node.chain().await?;
	let mut said = (0, String::new());
	for _ in 0..5 {
		match chain.rpc::<Value>("salus_partialsDigest", rpc_params![]).await {
			Err(ChainError::Refused { code, message }) => said = (code, message),
			Err(other) => return Err(other.into()),
			Ok(answer) => bail!("the node with the old share answered: {answer}"),
		}
		let height = chain.height(At::Finalised).await?;
		chain.wait_finalised(height + 1).await?;
	}
	let (code, message) = said;
	ensure!(
		code == SHARE_OUTDATED,
		"it refuses, and not for its old share: {code} {message}"
	);
	refuses_requests(network).await?;
	Ok(format!("{code} {message}"))
}

/// Another hospital asks the restored node for each part that a share makes, and gets none.
async fn refuses_requests(network: &Network) -> Result<()> {
	let chain = network.nodes[0].chain().await?;
	let found = chain
		.hospital_by_handle(network.nodes[RESTORED].handle, At::Finalised)
		.await?;
	let restored = Hospital::connect(&chain, found.context("it is no hospital")?.id).await?;
	let block = restored.node().hash(At::Finalised).await?;
	let epoch = restored.node().epoch(At::Block(block)).await?.epoch;
	let tokens = sharing(&network.nodes[RESTORED], CeremonyKind::Tokens).await?;
	let attribute_key = PartialAttributeKey {
		block,
		path_points: Vec::new(),
	};
	refuses_one(
		&restored,
		"salus_partialAttributeKey",
		attribute_key,
		SHARE_OUTDATED,
	)
	.await?;
	let update_keys = PartialUpdateKey {
		epoch,
		start: 0,
		limit: 1,
	};
	refuses_one(&restored, "salus_partialUpdateKey", update_keys, SHARE_OUTDATED).await?;
	let token = EvaluateToken {
		generation: tokens.generation,
		blinded: Vec::new(),
	};
	refuses_one(&restored, "salus_evaluateToken", token, TOKEN_SHARE_OUTDATED).await
}

async fn refuses_one<B: Body + Clone>(
	restored: &Hospital,
	method: &'static str,
	body: B,
	expected: i32,
) -> Result<()> {
	let asker = Signer::from_uri(ASKER).map_err(|e| anyhow::anyhow!("{ASKER}: {e:?}"))?;
	match restored.ask::<B, Value>(method, &asker, body).await {
		Err(WalletError::Chain(ChainError::Refused { code, .. })) if code == expected => Ok(()),
		Err(other) => Err(other).with_context(|| format!("{method} is not refused for the old share")),
		Ok(answer) => bail!("the node with the old share answered to {method}: {answer}"),
	}
}

/// Whether the shares of a keystore lie on the keys in use, as `salus authority verify` says of each.
async fn sound(wallet: &Wallet, network: &Network, keystore: &[&str]) -> Result<Vec<Option<bool>>> {
	let verify = [&["authority", "verify"], keystore].concat();
	let verified = wallet.must(&network.nodes[0].url(), "//any", &verify).await?;
	let keys = verified["keys"].as_array().context("no list of keys is shown")?;
	Ok(keys.iter().map(|key| key["share"].as_bool()).collect())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
	fs::create_dir_all(to)?;
	for entry in fs::read_dir(from)? {
		let entry = entry?;
		fs::copy(entry.path(), to.join(entry.file_name()))?;
	}
	Ok(())
}

fn text(path: &Path) -> Result<&str> {
	path.to_str().context("a path that is no text")
}
