//! Calls per second of Salus, beside those of a chain with balances only: same SDK, same machine, same run.
//!
//! [`load`] signs calls of many accounts, [`feed`] sends them, [`watch`] sees which blocks they are in and when, [`measure`]
//! does this on a network of [`side`], with the [`latency`] of calls, and [`report`] compares. A call is one signed
//! transaction in a finalised block that succeeded; there are no batches in any load.

pub mod feed;
pub mod latency;
pub mod load;
pub mod measure;
pub mod node;
pub mod report;
pub mod side;
pub mod watch;

use anyhow::{Context, Result};
use load::{Kind, Load};
use report::{Entry, Report};
use salus_primitives::SLOT_MILLISECONDS;
use serde_json::{json, Value};
use side::{Programs, Side};
use std::{num::NonZeroUsize, thread, time::Duration};

/// What is measured, and how.
#[derive(Clone, Debug)]
pub struct Plan {
	/// Sizes of networks.
	pub nodes: Vec<usize>,
	/// How often everything is measured.
	pub rounds: u32,
	/// What is called on Salus; transfers are compared.
	pub kinds: Vec<Kind>,
	/// Blocks that are measured while a chain is busy.
	pub blocks: u32,
	/// Blocks before them.
	pub warm_up: u32,
	/// Blocks that are measured while a chain is at its ease.
	pub calm_blocks: u32,
	/// Calls in a second then.
	pub calm_rate: u32,
	/// Calls that wait while a chain is busy: fewer than a pool holds.
	pub in_flight: usize,
	/// Accounts that sign.
	pub accounts: usize,
	/// Length of a slot in milliseconds, or that of the size of a network: [`Plan::slot_milliseconds`].
	pub slot: Option<u64>,
}

/// Slots of a network of one, in milliseconds: nobody waits for its blocks.
const SLOT_OF_ONE: u64 = 2_000;

impl Plan {
	/// Slots of a network of a size. Where several build, they are production's: all of them import full blocks on one
	/// machine, and in shorter slots would build forks rather than chains.
	pub fn slot_milliseconds(&self, nodes: usize) -> u64 {
		let usual = if nodes == 1 {
			SLOT_OF_ONE
		} else {
			SLOT_MILLISECONDS
		};
		self.slot.unwrap_or(usual)
	}

	/// How long so many slots last.
	pub fn slots(&self, nodes: usize, slots: u64) -> Duration {
		Duration::from_millis(self.slot_milliseconds(nodes).saturating_mul(slots))
	}

	/// How long so many blocks take if no slot is missed.
	pub fn length(&self, nodes: usize, blocks: u32) -> Duration {
		self.slots(nodes, blocks.into())
	}

	/// What a report says of it, and of the machine.
	pub fn json(&self) -> Value {
		json!({
			"processors": thread::available_parallelism().map_or(1, NonZeroUsize::get),
			"optimised": !cfg!(debug_assertions),
			"rounds": self.rounds,
			"blocks": self.blocks,
			"warmUpBlocks": self.warm_up,
			"calmBlocks": self.calm_blocks,
			"calmCallsPerSecond": self.calm_rate,
			"inFlight": self.in_flight,
			"accounts": self.accounts,
			"slotMilliseconds": self.nodes.iter().map(|nodes| self.slot_milliseconds(*nodes)).collect::<Vec<_>>(),
		})
	}

	/// What a round measures on a network of one size. Who comes first changes with the round, so that a machine that
	/// slows down slows both.
	fn order(&self, round: u32) -> Vec<(Side, Kind)> {
		let mut order = Vec::new();
		for kind in &self.kinds {
			order.push((Side::Salus, *kind));
			if *kind == Kind::Transfers {
				order.push((Side::Bare, *kind));
			}
		}
		if round % 2 == 1 {
			order.reverse();
		}
		order
	}
}

/// Measures all that the plan names; `tell` hears of each measurement before it begins and what came of it.
pub async fn run(plan: &Plan, programs: &Programs, mut tell: impl FnMut(&str)) -> Result<Report> {
	let mut report = Report::default();
	for round in 0..plan.rounds {
		for nodes in &plan.nodes {
			for (side, kind) in plan.order(round) {
				let what = format!(
					"round {}: {} on {}, {nodes} node(s)",
					round + 1,
					kind.name(),
					side.name()
				);
				tell(&what);
				let load = Load::new(kind, plan.accounts);
				let measured = measure::measure(plan, programs, side, &load, *nodes)
					.await
					.context(what)?;
				tell(&format!(
					"  {:.0} calls/s, {} slots missed",
					measured.busy.rate(),
					measured.busy.missed
				));
				report.add(Entry {
					round,
					nodes: *nodes,
					kind,
					side,
					measured,
				});
			}
		}
	}
	Ok(report)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_other_round_begins_with_the_other_chain() {
		let plan = Plan {
			nodes: vec![1],
			rounds: 2,
			kinds: vec![Kind::Transfers, Kind::Records],
			blocks: 1,
			warm_up: 1,
			calm_blocks: 1,
			calm_rate: 1,
			in_flight: 1,
			accounts: 1,
			slot: None,
		};
		let first = [
			(Side::Salus, Kind::Transfers),
			(Side::Bare, Kind::Transfers),
			(Side::Salus, Kind::Records),
		];
		assert_eq!(plan.order(0), first);
		assert_eq!(plan.order(1), first.into_iter().rev().collect::<Vec<_>>());
		assert_eq!(plan.length(1, 3), Duration::from_secs(6));
		assert_eq!(plan.length(4, 3), Duration::from_secs(18));
	}
}
