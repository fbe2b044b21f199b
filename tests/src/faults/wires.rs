//! Network namespaces: two sites with their hospitals, joined by one cable that can be cut.
//!
//! Every host has a second interface, to this machine alone, over which the test asks its node: a cut between the sites
//! does not blind the test.

use crate::manner::Manner;
use anyhow::{ensure, Context, Result};
use std::{net::Ipv4Addr, process::Command};

/// The namespaces of a test. Dropping them removes them.
pub struct Wires {
	prefix: String,
	octet: u8,
	hosts: u8,
}

impl Wires {
	/// Lays the wires: a host for each entry, at the first site where it is true, else at the second. Needs root.
	pub fn lay(at_first_site: &[bool]) -> Result<Self> {
		let process = std::process::id();
		let mut wires = Self {
			prefix: format!("sal{process}"),
			octet: u8::try_from(64 + process % 128)?,
			hosts: 0,
		};
		for site in ["a", "b"] {
			let site = wires.site(site);
			ip(&["netns", "add", &site])?;
			ip(&["-n", &site, "link", "add", "bridge", "type", "bridge"])?;
			ip(&["-n", &site, "link", "set", "bridge", "up"])?;
		}
		let (a, b) = (wires.site("a"), wires.site("b"));
		ip(&[
			"-n", &a, "link", "add", "trunk", "type", "veth", "peer", "name", "trunk", "netns", &b,
		])?;
		for site in [&a, &b] {
			ip(&["-n", site, "link", "set", "trunk", "master", "bridge", "up"])?;
		}
		for first in at_first_site {
			wires.add_host(if *first { &a } else { &b })?;
		}
		Ok(wires)
	}

	fn add_host(&mut self, site: &str) -> Result<()> {
		let i = self.hosts;
		self.hosts += 1;
		let (host, port, outside) = (self.host(i), format!("port{i}"), self.outside(i));
		ip(&["netns", "add", &host])?;
		ip(&["-n", &host, "link", "set", "lo", "up"])?;
		ip(&[
			"-n", site, "link", "add", &port, "type", "veth", "peer", "name", "eth0", "netns", &host,
		])?;
		ip(&["-n", site, "link", "set", &port, "master", "bridge", "up"])?;
		let address = format!("{}/24", self.p2p(i));
		ip(&["-n", &host, "addr", "add", &address, "dev", "eth0"])?;
		ip(&["-n", &host, "link", "set", "eth0", "up"])?;

		ip(&[
			"link", "add", &outside, "type", "veth", "peer", "name", "test", "netns", &host,
		])?;
		let address = format!("{}/30", Ipv4Addr::new(10, self.octet, 100 + i, 1));
		ip(&["addr", "add", &address, "dev", &outside])?;
		ip(&["link", "set", &outside, "up"])?;
		let address = format!("{}/30", self.rpc(i));
		ip(&["-n", &host, "addr", "add", &address, "dev", "test"])?;
		ip(&["-n", &host, "link", "set", "test", "up"])
	}

	/// Cuts the cable between the sites.
	pub fn cut(&self) -> Result<()> {
		ip(&["-n", &self.site("a"), "link", "set", "trunk", "down"])
	}

	/// Mends it.
	pub fn mend(&self) -> Result<()> {
		ip(&["-n", &self.site("a"), "link", "set", "trunk", "up"])
	}

	/// `manner`, on a host.
	pub fn manner(&self, host: u8, manner: Manner) -> Manner {
		Manner {
			wrapper: ["ip", "netns", "exec", &self.host(host)]
				.map(str::to_owned)
				.to_vec(),
			p2p: self.p2p(host),
			rpc: self.rpc(host),
			..manner
		}
	}

	/// A host's address among hosts.
	fn p2p(&self, host: u8) -> Ipv4Addr {
		Ipv4Addr::new(10, self.octet, 0, host + 1)
	}

	/// A host's address for the test.
	fn rpc(&self, host: u8) -> Ipv4Addr {
		Ipv4Addr::new(10, self.octet, 100 + host, 2)
	}

	fn site(&self, name: &str) -> String {
		format!("{}-{name}", self.prefix)
	}

	fn host(&self, host: u8) -> String {
		format!("{}-{host}", self.prefix)
	}

	fn outside(&self, host: u8) -> String {
		format!("{}t{host}", self.prefix)
	}
}

impl Drop for Wires {
	fn drop(&mut self) {
		// What was never made cannot be removed.
		for host in 0..self.hosts {
			let _ = ip(&["link", "del", &self.outside(host)]);
			let _ = ip(&["netns", "del", &self.host(host)]);
		}
		for site in ["a", "b"] {
			let _ = ip(&["netns", "del", &self.site(site)]);
		}
	}
}

fn ip(arguments: &[&str]) -> Result<()> {
	let output = Command::new("ip")
		.args(arguments)
		.output()
		.context("`ip` of iproute2 is needed")?;
	ensure!(
		output.status.success(),
		"ip {}: {} (network namespaces need root)",
		arguments.join(" "),
		String::from_utf8_lossy(&output.stderr).trim()
	);
	Ok(())
}
