//! What was measured, as a table and as JSON.

use serde_json::{json, Value};
use std::cmp::Ordering;

/// All measurements of a run.
#[derive(Default)]
pub struct Summary {
	rows: Vec<Value>,
	missed: Vec<String>,
}

impl Summary {
	/// A value alone.
	pub fn value(&mut self, name: impl Into<String>, value: f64, unit: &str) {
		self.add(name.into(), value, unit, None, None);
	}

	/// A value beside a peer's of the same run; the ratio is ours to the peer's.
	pub fn beside(&mut self, name: impl Into<String>, value: f64, unit: &str, peer: &str, peer_value: f64) {
		self.add(name.into(), value, unit, Some(peer), Some(peer_value));
	}

	/// A value beside the most that it may be: above it, the run fails.
	pub fn target(&mut self, name: &str, value: f64, unit: &str, target: &str, most: f64) {
		self.beside(name, value, unit, target, most);
		// Also where it is no number.
		if value.partial_cmp(&most).is_none_or(Ordering::is_gt) {
			self.missed
				.push(format!("{name}: {value:.1} {unit}, {target}, {most:.1}"));
		}
	}

	/// The values that missed their targets.
	pub fn missed(&self) -> &[String] {
		&self.missed
	}

	fn add(&mut self, name: String, value: f64, unit: &str, peer: Option<&str>, peer_value: Option<f64>) {
		let ratio = peer_value.map(|peer| value / peer);
		match (peer, peer_value, ratio) {
			(Some(peer), Some(peer_value), Some(ratio)) => {
				println!(
					"{name:<52} {value:>12.1} {unit:<6} {peer:<34} {peer_value:>12.1}  ratio {ratio:.4}"
				);
			}
			_ => println!("{name:<52} {value:>12.1} {unit}"),
		}
		self.rows.push(json!({
			"name": name, "value": value, "unit": unit, "peer": peer, "peer_value": peer_value, "ratio": ratio,
		}));
	}

	/// The list.
	pub fn json(&self) -> Value {
		self.rows.clone().into()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_target_is_missed_above_it_alone() {
		let mut summary = Summary::default();
		summary.target("fast", 10.0, "us", "target: 10 us", 10.0);
		assert!(summary.missed().is_empty());
		summary.target("slow", 11.0, "us", "target: 10 us", 10.0);
		summary.target("unknown", f64::NAN, "us", "target: 10 us", 10.0);
		assert_eq!(
			summary.missed(),
			[
				"slow: 11.0 us, target: 10 us, 10.0",
				"unknown: NaN us, target: 10 us, 10.0"
			]
		);
	}
}
