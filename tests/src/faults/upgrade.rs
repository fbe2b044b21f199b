//! A new runtime, while everybody works.

use super::{
	lab::{advances, until, RECOVERY},
	load::Load,
	Figures, Lab, Ledger,
};
use anyhow::{ensure, Context, Result};
use jsonrpsee::rpc_params;
use salus_runtime::{Runtime, RuntimeCall, VERSION};
use salus_wallet::{
	chain::{At, Signer},
	council::{decide, Body},
};
use serde_json::Value;
use sp_maybe_compressed_blob::{compress_weakly, CODE_BLOB_BOMB_LIMIT};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{fs, time::Instant};

/// Names the file with the next runtime, which `scripts/next-runtime.sh` compiles.
const NEXT_RUNTIME: &str = "SALUS_NEXT_RUNTIME";

/// A runtime as a release build makes it: as it comes from a development build, it fits in no block.
pub fn compressed(code: &[u8]) -> Result<Vec<u8>> {
	compress_weakly(code, CODE_BLOB_BOMB_LIMIT).context("a runtime that large cannot be compressed")
}

pub(super) async fn by_motion_under_load(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let file = std::env::var_os(NEXT_RUNTIME).with_context(|| {
		format!("{NEXT_RUNTIME} names no runtime: scripts/env.sh scripts/next-runtime.sh FILE")
	})?;
	let code = compressed(&fs::read(&file).context("the next runtime")?)?;
	let network = lab.four().await?;
	let patient = Load::start(&[&network.nodes[0]], "Patient")?;
	let nurse = Load::start(&[&network.nodes[1]], "Nurse")?;
	advances(&network.nodes[0], 3, RECOVERY).await?;

	let chain = network.nodes[0].chain().await?;
	let council = ["//CouncilA", "//CouncilB", "//CouncilC"]
		.map(Signer::from_uri)
		.into_iter()
		.collect::<Result<Vec<_>, _>>()
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let authorise = RuntimeCall::System(frame_system::Call::authorize_upgrade {
		code_hash: BlakeTwo256::hash(&code),
	});
	let motion = RuntimeCall::Motion(pallet_motion::Call::enact {
		call: Box::new(authorise),
	});
	let since = Instant::now();
	decide(&chain, Body::Council, &council, motion).await?;
	// Whoever has the authorised code may bring it.
	let bring = frame_system::Call::<Runtime>::apply_authorized_upgrade { code };
	let brought = chain
		.submit(
			&Signer::from_uri("//Buyer").map_err(|e| anyhow::anyhow!("{e:?}"))?,
			bring,
		)
		.await?;
	ledger.enter(brought.height, brought.block)?;
	figures.seconds("decided and applied in", since.elapsed());

	for node in &network.nodes {
		until(
			&format!("{} runs the next runtime", node.handle),
			RECOVERY,
			async || {
				let chain = node.chain().await?;
				let at = chain.hash(At::Finalised).await?;
				let version: Value = chain.rpc("state_getRuntimeVersion", rpc_params![at]).await?;
				let version = version.get("specVersion").and_then(Value::as_u64);
				Ok((version > Some(VERSION.spec_version.into())).then_some(()))
			},
		)
		.await?;
	}
	let before = ledger.note(&network.nodes[0]).await?;
	advances(&network.nodes[0], 6, RECOVERY).await?;
	let finalised = patient.end(&mut ledger).await? + nurse.end(&mut ledger).await?;
	ensure!(
		ledger.height() > before,
		"no transaction was finalised under the next runtime"
	);
	figures.count("transactions finalised", finalised);
	ledger.holds_at_all(&network.nodes).await?;
	Ok(figures)
}
