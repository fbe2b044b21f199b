//! What a committed `weights.rs` says, read from its text.

use frame_support::weights::Weight;
use salus_runtime::Runtime;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};

/// What one function of a `weights.rs` says.
#[derive(Debug, Default)]
pub struct Figure {
	/// The names of its components with their ranges.
	pub components: Vec<(String, u32, u32)>,
	/// What it costs at least.
	pub base: Cost,
	/// What each of a component costs more.
	slopes: Vec<(String, Cost)>,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
	pub time: u64,
	proof: u64,
	pub reads: u64,
	pub writes: u64,
}

impl Cost {
	fn weight(&self) -> Weight {
		let database = <Runtime as frame_system::Config>::DbWeight::get();
		Weight::from_parts(self.time, self.proof)
			.saturating_add(database.reads_writes(self.reads, self.writes))
	}
}

impl Figure {
	/// The weight at these values of the components, in their order.
	pub fn at(&self, values: &[u32]) -> Weight {
		assert_eq!(values.len(), self.components.len());
		let mut weight = self.base.weight();
		for (component, cost) in &self.slopes {
			let place = self.components.iter().position(|(name, _, _)| name == component);
			let value = values[place.expect("a slope is a component's")];
			weight = weight.saturating_add(cost.weight().saturating_mul(value.into()));
		}
		weight
	}

	/// The weight where every component is largest.
	pub fn worst(&self) -> Weight {
		let most: Vec<u32> = self.components.iter().map(|(_, _, most)| *most).collect();
		self.at(&most)
	}

	/// Reads a line of the body.
	fn read(&mut self, line: &str) {
		let (term, component) = match line.split_once(".saturating_mul(") {
			Some((term, factor)) => (term, factor.split('.').next()),
			None => (line, None),
		};
		let numbers = numbers(term);
		let cost = match numbers[..] {
			[time, proof] if term.contains("Weight::from_parts(") => Cost {
				time,
				proof,
				..Cost::default()
			},
			[reads] if term.contains("::DbWeight::get().reads(") => Cost {
				reads,
				..Cost::default()
			},
			[writes] if term.contains("::DbWeight::get().writes(") => Cost {
				writes,
				..Cost::default()
			},
			_ => panic!("no weight: {line}"),
		};
		match component {
			Some(component) => self.slopes.push((component.into(), cost)),
			None => {
				self.base.time += cost.time;
				self.base.proof += cost.proof;
				self.base.reads += cost.reads;
				self.base.writes += cost.writes;
			}
		}
	}
}

/// The numbers of a line: `12_345` and `3_u64` are one each.
fn numbers(line: &str) -> Vec<u64> {
	line.replace("_u64", "")
		.split(|c: char| !c.is_alphanumeric() && c != '_')
		.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
		.map(|word| word.replace('_', "").parse().expect("a number"))
		.collect()
}

pub fn folder(pallet: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("../pallets")
		.join(pallet)
}

pub fn source(pallet: &str, file: &str) -> String {
	let path = folder(pallet).join("src").join(file);
	fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The benchmarks of a pallet, in a file or in a folder.
pub fn benchmarks(pallet: &str) -> String {
	let folded = "benchmarking/mod.rs";
	let is_folded = folder(pallet).join("src").join(folded).is_file();
	source(pallet, if is_folded { folded } else { "benchmarking.rs" })
}

/// What the `weights.rs` of a pallet says of the runtime's prices.
pub fn figures(pallet: &str) -> BTreeMap<String, Figure> {
	let text = source(pallet, "weights.rs");
	let (_, rest) = text
		.split_once("WeightInfo for SubstrateWeight<T> {\n")
		.expect("it has the runtime's weights");
	let (body, _) = rest.split_once("\n}\n").expect("which end");
	let mut figures = BTreeMap::new();
	let mut ranges = BTreeMap::new();
	let mut current: Option<(String, Figure)> = None;
	for line in body.lines().map(str::trim) {
		if let Some(range) = line.strip_prefix("/// The range of component `") {
			let (name, bounds) = range.split_once('`').expect("a name");
			let numbers = numbers(bounds);
			ranges.insert(name.to_owned(), (numbers[0] as u32, numbers[1] as u32));
		} else if let Some(signature) = line.strip_prefix("fn ") {
			let (name, arguments) = signature.split_once('(').expect("arguments");
			let components = arguments
				.split(',')
				.filter_map(|argument| argument.split_once(": u32"))
				.map(|(name, _)| {
					let name = name.trim().trim_start_matches('_').to_owned();
					let (least, most) = ranges.get(&name).copied().unwrap_or_default();
					(name, least, most)
				})
				.collect();
			let figure = Figure {
				components,
				..Figure::default()
			};
			current = Some((name.to_owned(), figure));
			ranges.clear();
		} else if line == "}" {
			let (name, figure) = current.take().expect("a function ends");
			figures.insert(name, figure);
		} else if !line.is_empty() && !line.starts_with("//") {
			current.as_mut().expect("in a function").1.read(line);
		}
	}
	figures
}
