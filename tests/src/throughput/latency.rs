//! How long calls took.

use anyhow::{ensure, Result};
use std::time::Duration;

/// From sending until then, over all calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latency {
	/// Half of the calls took no longer.
	pub p50: Duration,
	/// 19 of 20 calls took no longer.
	pub p95: Duration,
}

/// From sending until in the best block, and until final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latencies {
	/// Until in a block that a node holds for the best.
	pub inclusion: Latency,
	/// Until in a block that the node knows to be final.
	pub finality: Latency,
}

impl Latency {
	/// Of microseconds.
	pub(super) fn of(mut times: Vec<u64>) -> Result<Self> {
		ensure!(!times.is_empty(), "no call was measured");
		times.sort_unstable();
		let at = |percent: usize| {
			let rank = (times.len() * percent).div_ceil(100).max(1);
			Duration::from_micros(times[rank - 1])
		};
		Ok(Self {
			p50: at(50),
			p95: at(95),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn half_and_nineteen_of_twenty_took_no_longer() {
		let latency = Latency::of((1..=100).rev().map(|i| i * 1_000).collect()).unwrap();
		assert_eq!((latency.p50.as_millis(), latency.p95.as_millis()), (50, 95));
		let one = Latency::of(vec![7]).unwrap();
		assert_eq!(
			(one.p50, one.p95),
			(Duration::from_micros(7), Duration::from_micros(7))
		);
		assert!(Latency::of(Vec::new()).is_err());
	}
}
