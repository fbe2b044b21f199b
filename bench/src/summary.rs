//! What was measured, as a table and as JSON.

use serde_json::{json, Value};

/// All measurements of a run.
#[derive(Default)]
pub struct Summary(Vec<Value>);

impl Summary {
	/// A value alone.
	pub fn value(&mut self, name: impl Into<String>, value: f64, unit: &str) {
		self.add(name.into(), value, unit, None, None);
	}

	/// A value beside a peer's of the same run; the ratio is ours to the peer's.
	pub fn beside(&mut self, name: impl Into<String>, value: f64, unit: &str, peer: &str, peer_value: f64) {
		self.add(name.into(), value, unit, Some(peer), Some(peer_value));
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
		self.0.push(json!({
			"name": name, "value": value, "unit": unit, "peer": peer, "peer_value": peer_value, "ratio": ratio,
		}));
	}

	/// The list.
	pub fn json(self) -> Value {
		Value::Array(self.0)
	}
}
