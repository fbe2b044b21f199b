//! What operators watch.

use super::{
	lab::{four, repository, until, RECOVERY, SLOT},
	Figures, Lab,
};
use crate::{
	ceremonies::make_keys,
	manner::Manner,
	network::{free_port, Network, Options},
	spec::{write_spec, Timing},
};
use anyhow::{ensure, Context, Result};
use jsonrpsee::rpc_params;
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	fs,
	io::{Read, Write},
	net::TcpStream,
	time::Duration,
};

/// What a node's metrics begin with: the frame's and our own.
const PREFIXES: [&str; 2] = ["substrate_", "salus_"];
/// Files that name metrics.
const WATCHERS: [&str; 2] = ["ops/monitoring/dashboard.json", "ops/monitoring/alerts.yml"];

pub(super) async fn of_the_dashboard(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let port = free_port()?;
	let members = four(|handle| Manner {
		prometheus: (handle == "mayo").then_some(port),
		..Manner::default()
	});
	let timing = Timing {
		slot_milliseconds: SLOT,
		..Timing::default()
	};
	let options = Options {
		timing,
		rpc_port: None,
		detached: false,
	};
	let mut network = Network::prepare(&lab.path("nodes"), &lab.binaries, &options, members)?;
	write_spec(&lab.binaries.node, network.spec(), network.nodes.len(), timing)?;
	network.launch_all().await?;

	// A counter appears with its first event: one request that is answered, one that is refused.
	let chain = network.node("mayo")?.chain().await?;
	make_keys(&lab, &network).await?;
	until("the node answers with its share", RECOVERY, async || {
		let answer = chain.rpc::<Value>("salus_partialsDigest", rpc_params![]).await?;
		Ok(Some(answer))
	})
	.await?;
	let forged = json!({
		"payload": "0x00",
		"signer": format!("0x{}", "00".repeat(32)),
		"signature": format!("0x01{}", "00".repeat(64)),
	});
	let refused = chain.rpc::<Value>("salus_getRecord", rpc_params![forged]).await;
	ensure!(refused.is_err(), "a forged request was answered");

	let mut wanted = BTreeSet::new();
	for file in WATCHERS {
		let text = fs::read_to_string(repository().join(file)).context(file)?;
		if file.ends_with(".json") {
			let dashboard: Value = serde_json::from_str(&text).context(file)?;
			ensure!(dashboard.get("panels").is_some(), "{file} draws nothing");
		}
		let names = metrics_of(&text);
		ensure!(!names.is_empty(), "{file} names no metric");
		wanted.extend(names);
	}
	until("every metric is there", RECOVERY, async || {
		let shown = metrics_of(&fetch(port)?);
		let missing: Vec<_> = wanted.difference(&shown).collect();
		ensure!(missing.is_empty(), "a node does not have {missing:?}");
		Ok(Some(()))
	})
	.await?;
	figures.count("metrics found", wanted.len());
	Ok(figures)
}

/// The metrics that a text names.
fn metrics_of(text: &str) -> BTreeSet<String> {
	text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
		.filter(|word| PREFIXES.iter().any(|prefix| word.starts_with(prefix)))
		.map(str::to_owned)
		.collect()
}

/// The metrics page of the node, its lines of values alone.
fn fetch(port: u16) -> Result<String> {
	let mut stream = TcpStream::connect(("127.0.0.1", port))?;
	stream.set_read_timeout(Some(Duration::from_secs(5)))?;
	stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
	let mut page = String::new();
	stream.read_to_string(&mut page)?;
	let values: Vec<_> = page.lines().filter(|line| !line.starts_with('#')).collect();
	Ok(values.join("\n"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn metrics_are_found_inside_of_expressions() {
		let text = r#"{"expr": "rate(substrate_a_total{code=\"7\"}[5m]) / sum by (le) (salus_b)"}"#;
		let found: Vec<_> = metrics_of(text).into_iter().collect();
		assert_eq!(found, ["salus_b", "substrate_a_total"]);
	}
}
