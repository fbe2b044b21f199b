//! Two sites with their hospitals, joined by one cable that can be cut: network namespaces within a scenario's own.
//!
//! Every host has a second interface, to the test alone, over which the test asks its node: a cut between the sites does
//! not blind the test.

use super::namespaces::inside;
use crate::manner::Manner;
use anyhow::{ensure, Context, Result};
use std::{net::Ipv4Addr, process::Command};

/// The sites.
const SITES: [&str; 2] = ["site-a", "site-b"];
/// Where `ip` keeps namespaces by their names.
const NAMES: &str = "/run/netns";

/// The wires of a test. They go with its namespaces.
pub struct Wires {
	hosts: u8,
}

impl Wires {
	/// Lays the wires: a host for each entry, at the first site where it is true, else at the second.
	pub fn lay(at_first_site: &[bool]) -> Result<Self> {
		ensure!(inside(), "wires are laid in namespaces of their own");
		let mut wires = Self { hosts: 0 };
		let [a, b] = SITES;
		for site in SITES {
			ip(&["netns", "add", site])?;
			ip(&["-n", site, "link", "add", "bridge", "type", "bridge"])?;
			ip(&["-n", site, "link", "set", "bridge", "up"])?;
		}
		ip(&[
			"-n", a, "link", "add", "trunk", "type", "veth", "peer", "name", "trunk", "netns", b,
		])?;
		for site in SITES {
			ip(&["-n", site, "link", "set", "trunk", "master", "bridge", "up"])?;
		}
		for first in at_first_site {
			wires.add_host(if *first { a } else { b })?;
		}
		Ok(wires)
	}

	fn add_host(&mut self, site: &str) -> Result<()> {
		let i = self.hosts;
		self.hosts += 1;
		let (host, port, outside) = (host(i), format!("port-{i}"), format!("test-{i}"));
		ip(&["netns", "add", &host])?;
		ip(&["-n", &host, "link", "set", "lo", "up"])?;
		ip(&[
			"-n", site, "link", "add", &port, "type", "veth", "peer", "name", "eth0", "netns", &host,
		])?;
		ip(&["-n", site, "link", "set", &port, "master", "bridge", "up"])?;
		let address = format!("{}/24", p2p(i));
		ip(&["-n", &host, "addr", "add", &address, "dev", "eth0"])?;
		ip(&["-n", &host, "link", "set", "eth0", "up"])?;

		ip(&[
			"link", "add", &outside, "type", "veth", "peer", "name", "test", "netns", &host,
		])?;
		let address = format!("{}/30", Ipv4Addr::new(10, 64, 100 + i, 1));
		ip(&["addr", "add", &address, "dev", &outside])?;
		ip(&["link", "set", &outside, "up"])?;
		let address = format!("{}/30", rpc(i));
		ip(&["-n", &host, "addr", "add", &address, "dev", "test"])?;
		ip(&["-n", &host, "link", "set", "test", "up"])
	}

	/// Cuts the cable between the sites.
	pub fn cut(&self) -> Result<()> {
		ip(&["-n", SITES[0], "link", "set", "trunk", "down"])
	}

	/// Mends it.
	pub fn mend(&self) -> Result<()> {
		ip(&["-n", SITES[0], "link", "set", "trunk", "up"])
	}

	/// `manner`, on a host.
	pub fn manner(&self, on: u8, manner: Manner) -> Manner {
		// `ip netns exec` would mount a file system of the kernel's, which a container may forbid.
		let enter = format!("--net={NAMES}/{}", host(on));
		Manner {
			wrapper: vec!["nsenter".into(), enter],
			p2p: p2p(on),
			rpc: rpc(on),
			..manner
		}
	}
}

fn host(host: u8) -> String {
	format!("host-{host}")
}

/// A host's address among hosts.
fn p2p(host: u8) -> Ipv4Addr {
	Ipv4Addr::new(10, 64, 0, host + 1)
}

/// A host's address for the test.
fn rpc(host: u8) -> Ipv4Addr {
	Ipv4Addr::new(10, 64, 100 + host, 2)
}

fn ip(arguments: &[&str]) -> Result<()> {
	let output = Command::new("ip")
		.args(arguments)
		.output()
		.context("`ip` of iproute2 is needed")?;
	ensure!(
		output.status.success(),
		"ip {}: {}",
		arguments.join(" "),
		String::from_utf8_lossy(&output.stderr).trim()
	);
	Ok(())
}
