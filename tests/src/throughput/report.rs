//! What was measured, as tables and as JSON.

use super::{
	latency::{Latencies, Latency},
	load::Kind,
	measure::Measured,
	side::Side,
	Plan,
};
use serde_json::{json, Value};
use std::{fmt::Write, time::Duration};

/// What part of the bare chain's transfers per second Salus is to reach.
pub const TARGET: f64 = 0.9;

/// One measurement.
#[derive(Clone, Debug)]
pub struct Entry {
	/// In which round.
	pub round: u32,
	/// How many validators.
	pub nodes: usize,
	/// What was called.
	pub kind: Kind,
	/// On which chain.
	pub side: Side,
	/// What it showed.
	pub measured: Measured,
}

/// All measurements of a run.
#[derive(Debug, Default)]
pub struct Report(Vec<Entry>);

/// Salus's transfers per second to the bare chain's.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
	/// How many validators.
	pub nodes: usize,
	/// Of each round.
	pub rounds: Vec<f64>,
}

impl Ratio {
	/// That of the middle round.
	pub fn median(&self) -> f64 {
		median(&self.rounds)
	}

	/// Whether it reaches the target.
	pub fn meets_target(&self) -> bool {
		self.median() >= TARGET
	}
}

fn median(values: &[f64]) -> f64 {
	let mut sorted = values.to_vec();
	sorted.sort_by(f64::total_cmp);
	let middle = sorted.len() / 2;
	match (
		sorted.get(middle),
		middle.checked_sub(1).and_then(|below| sorted.get(below)),
	) {
		(Some(above), Some(below)) if sorted.len().is_multiple_of(2) => f64::midpoint(*above, *below),
		(Some(value), _) => *value,
		(None, _) => f64::NAN,
	}
}

impl Report {
	/// Adds a measurement.
	pub fn add(&mut self, entry: Entry) {
		self.0.push(entry);
	}

	/// For each size of network with both chains: the ratio.
	pub fn ratios(&self) -> Vec<Ratio> {
		let rate = |entry: &Entry| entry.measured.busy.rate();
		let transfers = |side: Side| {
			self.0
				.iter()
				.filter(move |entry| entry.kind == Kind::Transfers && entry.side == side)
		};
		let mut ratios: Vec<Ratio> = Vec::new();
		for salus in transfers(Side::Salus) {
			let same = |bare: &&Entry| (bare.round, bare.nodes) == (salus.round, salus.nodes);
			let Some(bare) = transfers(Side::Bare).find(same) else {
				continue;
			};
			let ratio = rate(salus) / rate(bare);
			match ratios.iter_mut().find(|known| known.nodes == salus.nodes) {
				Some(known) => known.rounds.push(ratio),
				None => ratios.push(Ratio {
					nodes: salus.nodes,
					rounds: vec![ratio],
				}),
			}
		}
		ratios
	}

	/// Which networks miss the target, and by how much.
	pub fn missed(&self) -> Vec<String> {
		self.ratios()
			.iter()
			.filter(|ratio| !ratio.meets_target())
			.map(|ratio| format!("{:.3} with validators: {}", ratio.median(), ratio.nodes))
			.collect()
	}

	/// A table of the medians over all rounds, and the ratios.
	pub fn table(&self) -> String {
		let mut text = String::from(
			"| nodes | calls | chain | calls/s | a block | weight | length | processor a call | busy: included p50/p95 \
			 | busy: final p50/p95 | calm: included p50/p95 | calm: final p50/p95 |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n",
		);
		for group in self.groups() {
			let of = |value: &dyn Fn(&Measured) -> f64| {
				median(
					&group
						.iter()
						.map(|entry| value(&entry.measured))
						.collect::<Vec<_>>(),
				)
			};
			let pair = |latency: &dyn Fn(&Measured) -> Latency| {
				let p50 = of(&|measured| latency(measured).p50.as_secs_f64());
				let p95 = of(&|measured| latency(measured).p95.as_secs_f64());
				format!("{p50:.1}/{p95:.1} s")
			};
			let Some(first) = group.first() else { continue };
			let _ = writeln!(
				text,
				"| {} | {} | {} | {:.0} | {:.0} | {:.0}% | {:.0}% | {:.0} µs | {} | {} | {} | {} |",
				first.nodes,
				first.kind.name(),
				first.side.name(),
				of(&|measured| measured.busy.rate()),
				of(&|measured| measured.busy.calls as f64 / measured.busy.of_block.len() as f64),
				of(&|measured| measured.busy.weight * 100.),
				of(&|measured| measured.busy.length * 100.),
				of(&|measured| micros(measured.busy.processor)),
				pair(&|measured| measured.busy.latencies.inclusion),
				pair(&|measured| measured.busy.latencies.finality),
				pair(&|measured| measured.calm.inclusion),
				pair(&|measured| measured.calm.finality),
			);
		}
		let ratios = self.ratios();
		if ratios.is_empty() {
			return text;
		}
		text.push_str(
			"\n| nodes | transfers/s, salus to bare | of each round | target |\n|---|---|---|---|\n",
		);
		for ratio in ratios {
			let rounds: Vec<_> = ratio.rounds.iter().map(|ratio| format!("{ratio:.3}")).collect();
			let met = if ratio.meets_target() { "met" } else { "missed" };
			let _ = writeln!(
				text,
				"| {} | {:.3} | {} | {TARGET}: {met} |",
				ratio.nodes,
				ratio.median(),
				rounds.join(", "),
			);
		}
		text
	}

	fn groups(&self) -> Vec<Vec<&Entry>> {
		let mut groups: Vec<Vec<&Entry>> = Vec::new();
		let key = |entry: &Entry| (entry.nodes, entry.kind, entry.side);
		for entry in &self.0 {
			match groups.iter_mut().find(|group| key(group[0]) == key(entry)) {
				Some(group) => group.push(entry),
				None => groups.push(vec![entry]),
			}
		}
		groups.sort_by_key(|group| (group[0].nodes, group[0].kind as u8, group[0].side as u8));
		groups
	}

	/// Everything.
	pub fn json(&self, plan: &Plan) -> Value {
		let ratios: Vec<_> = self
			.ratios()
			.into_iter()
			.map(|ratio| {
				json!({
					"nodes": ratio.nodes,
					"ratio": ratio.median(),
					"rounds": ratio.rounds,
					"target": TARGET,
					"met": ratio.meets_target(),
				})
			})
			.collect();
		json!({
			"plan": plan.json(),
			"ratios": ratios,
			"measurements": self.0.iter().map(Entry::json).collect::<Vec<_>>(),
		})
	}
}

impl Entry {
	fn json(&self) -> Value {
		let busy = &self.measured.busy;
		json!({
			"round": self.round,
			"nodes": self.nodes,
			"calls": self.kind.name(),
			"chain": self.side.name(),
			"busy": {
				"calls": busy.calls,
				"seconds": busy.elapsed.as_secs_f64(),
				"callsPerSecond": busy.rate(),
				"callsOfBlocks": busy.of_block,
				"slotsMissed": busy.missed,
				"weight": busy.weight,
				"length": busy.length,
				"fewestWaiting": busy.waiting,
				"processorMicroseconds": micros(busy.processor),
				"latencies": latencies(&busy.latencies),
			},
			"calm": latencies(&self.measured.calm),
		})
	}
}

fn micros(duration: Duration) -> f64 {
	duration.as_secs_f64() * 1e6
}

fn latencies(latencies: &Latencies) -> Value {
	let one =
		|latency: &Latency| json!({ "p50": latency.p50.as_secs_f64(), "p95": latency.p95.as_secs_f64() });
	json!({ "inclusion": one(&latencies.inclusion), "finality": one(&latencies.finality) })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::throughput::measure::Busy;

	fn entry(round: u32, nodes: usize, kind: Kind, side: Side, calls: usize) -> Entry {
		let busy = Busy {
			calls,
			elapsed: Duration::from_secs(10),
			of_block: vec![calls],
			..Busy::default()
		};
		Entry {
			round,
			nodes,
			kind,
			side,
			measured: Measured {
				busy,
				calm: Latencies::default(),
			},
		}
	}

	#[test]
	fn a_round_is_compared_with_itself_and_the_middle_round_counts() {
		let mut report = Report::default();
		for (round, salus, bare) in [(0, 90, 100), (1, 100, 100), (2, 95, 100)] {
			report.add(entry(round, 1, Kind::Transfers, Side::Bare, bare));
			report.add(entry(round, 1, Kind::Transfers, Side::Salus, salus));
			report.add(entry(round, 1, Kind::Consents, Side::Salus, 1));
		}
		let expected = Ratio {
			nodes: 1,
			rounds: vec![0.9, 1.0, 0.95],
		};
		assert_eq!(report.ratios(), [expected]);
		assert!(report
			.table()
			.contains("| 1 | 0.950 | 0.900, 1.000, 0.950 | 0.9: met |"));
		assert!(report.missed().is_empty());
	}

	#[test]
	fn a_ratio_below_the_target_is_missed() {
		let mut report = Report::default();
		report.add(entry(0, 4, Kind::Transfers, Side::Salus, 89));
		report.add(entry(0, 4, Kind::Transfers, Side::Bare, 100));
		assert!(report.table().contains("| 4 | 0.890 | 0.890 | 0.9: missed |"));
		assert_eq!(report.missed(), ["0.890 with validators: 4"]);
	}

	#[test]
	fn without_the_other_chain_there_is_no_ratio() {
		let mut report = Report::default();
		report.add(entry(0, 1, Kind::Transfers, Side::Salus, 1));
		assert_eq!(report.ratios(), []);
		assert!(!report.table().contains("target"));
	}

	#[test]
	fn the_middle_of_an_even_number_of_rounds_lies_between() {
		assert!((median(&[1., 4., 2., 3.]) - 2.5).abs() < f64::EPSILON);
		assert!(median(&[]).is_nan());
	}
}
