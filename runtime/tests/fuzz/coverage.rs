//! Which calls have succeeded, and which have failed.

use super::drive::Outcome;
use frame_support::traits::GetCallMetadata;
use salus_runtime::RuntimeCall;
use std::collections::BTreeMap;

/// The pallet and the name of a call.
pub type Name = (&'static str, &'static str);

/// Calls that cannot succeed on this chain, and why.
pub const NEVER_SUCCEED: &[(Name, &str)] = &[
	(
		("Session", "purge_keys"),
		"closed to everybody: `validator_staking.purge_keys` knows who needs its keys",
	),
	(("SafeMode", "enter"), "nobody enters the safe mode for money"),
	(("SafeMode", "extend"), "nobody extends the safe mode for money"),
	(
		("SafeMode", "release_deposit"),
		"there are no deposits: nobody pays one",
	),
	(
		("SafeMode", "force_slash_deposit"),
		"there are no deposits: nobody pays one",
	),
	(
		("SafeMode", "force_release_deposit"),
		"there are no deposits: nobody pays one",
	),
];

/// What a call has not done yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
	Success,
	Failure,
}

/// How often a call succeeded, failed, and was not made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
	pub done: u32,
	pub failed: u32,
	pub not_made: u32,
}

/// The calls of the runtime, and what became of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Coverage {
	counts: BTreeMap<Name, Count>,
}

/// All calls that the runtime has.
pub fn names() -> Vec<Name> {
	RuntimeCall::get_module_names()
		.iter()
		.flat_map(|pallet| {
			let calls = RuntimeCall::get_call_names(pallet).iter();
			calls.map(move |call| (*pallet, *call))
		})
		.collect()
}

fn can_succeed(name: &Name) -> bool {
	NEVER_SUCCEED.iter().all(|(never, _)| never != name)
}

impl Coverage {
	pub fn new() -> Self {
		Self {
			counts: names().into_iter().map(|name| (name, Count::default())).collect(),
		}
	}

	pub fn note(&mut self, name: Name, outcome: Outcome) {
		let count = self.counts.get_mut(&name).expect("the runtime has the call");
		match outcome {
			Outcome::Done => count.done += 1,
			Outcome::Failed(_) | Outcome::Invalid(_) => count.failed += 1,
			Outcome::NotMade(_) => count.not_made += 1,
		}
	}

	/// Calls that have not succeeded yet and can, and those that have not failed.
	pub fn lacking(&self) -> Vec<(Name, Lack)> {
		let mut lacking = Vec::new();
		for (name, count) in &self.counts {
			if count.done == 0 && can_succeed(name) {
				lacking.push((*name, Lack::Success));
			}
			if count.failed == 0 {
				lacking.push((*name, Lack::Failure));
			}
		}
		lacking
	}

	/// Calls that have not succeeded yet and can.
	pub fn unsucceeded(&self) -> Vec<Name> {
		let lacking = self.lacking().into_iter();
		lacking
			.filter(|(_, lack)| *lack == Lack::Success)
			.map(|(name, _)| name)
			.collect()
	}

	/// Calls that have not failed yet.
	pub fn unfailed(&self) -> Vec<Name> {
		let unfailed = self.counts.iter().filter(|(_, count)| count.failed == 0);
		unfailed.map(|(name, _)| *name).collect()
	}

	/// Calls that succeeded though they cannot.
	pub fn impossible(&self) -> Vec<Name> {
		let done = self.counts.iter().filter(|(_, count)| count.done > 0);
		let names = done.map(|(name, _)| *name);
		names.filter(|name| !can_succeed(name)).collect()
	}

	/// Calls that were made, those that were not transactions included; and how many of them succeeded.
	pub fn total(&self) -> (u32, u32) {
		self.counts.values().fold((0, 0), |(made, done), count| {
			(
				made + count.done + count.failed + count.not_made,
				done + count.done,
			)
		})
	}

	/// A line a call.
	pub fn print(&self) {
		for ((pallet, call), count) in &self.counts {
			println!(
				"{pallet}.{call}: {} done, {} failed, {} not made",
				count.done, count.failed, count.not_made
			);
		}
	}
}
