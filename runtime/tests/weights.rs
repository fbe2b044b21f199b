//! Every call of this project's pallets is benchmarked, and declares at least what was measured.
//!
//! What was measured is read from the text of the committed `weights.rs`, not from the code that it compiles to: so a call
//! that is wired to the weight of another, or to none, is noticed.

use codec::Decode;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{Authorize, Get, GetCallMetadata, PalletsInfoAccess},
	weights::Weight,
};
use pallet_hospital_registry::NewKeys;
use pallet_trade_escrow::OfferRequest;
use pallet_validator_staking::MAX_BACKERS;
use salus_primitives::{
	authority::{Attribute, AttributeSet, Node, UpdateKey},
	hospital::{KeyPurpose, ProvenKey},
};
use salus_runtime::{
	configs::{consensus::MAX_AUTHORITIES, system::RuntimeBlockWeights},
	AccountId, AllPalletsWithSystem, Runtime, RuntimeCall,
};
use sp_runtime::traits::TrailingZeroInput;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

/// What one function of a `weights.rs` says.
#[derive(Debug, Default)]
struct Figure {
	/// The names of its components with their ranges.
	components: Vec<(String, u32, u32)>,
	/// What it costs at least.
	base: Cost,
	/// What each of a component costs more.
	slopes: Vec<(String, Cost)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Cost {
	time: u64,
	proof: u64,
	reads: u64,
	writes: u64,
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
	fn at(&self, values: &[u32]) -> Weight {
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
	fn worst(&self) -> Weight {
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

fn folder(pallet: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("../pallets")
		.join(pallet)
}

fn source(pallet: &str, file: &str) -> String {
	let path = folder(pallet).join("src").join(file);
	fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The benchmarks of a pallet, in a file or in a folder.
fn benchmarks(pallet: &str) -> String {
	let folded = "benchmarking/mod.rs";
	let is_folded = folder(pallet).join("src").join(folded).is_file();
	source(pallet, if is_folded { folded } else { "benchmarking.rs" })
}

/// What the `weights.rs` of a pallet says of the runtime's prices.
fn figures(pallet: &str) -> BTreeMap<String, Figure> {
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

/// The folders of this project's pallets, with the index and the name of each in the runtime.
fn pallets() -> Vec<(String, u8, &'static str)> {
	let there: BTreeSet<String> = fs::read_dir(folder(""))
		.expect("there are pallets")
		.map(|entry| entry.expect("a folder").file_name().into_string().expect("UTF-8"))
		.collect();
	let composed: Vec<_> = AllPalletsWithSystem::infos()
		.into_iter()
		.filter_map(|info| {
			let folder = info.module_name.strip_prefix("pallet_")?.replace('_', "-");
			there
				.contains(&folder)
				.then_some((folder, info.index as u8, info.name))
		})
		.collect();
	let found: BTreeSet<String> = composed.iter().map(|(folder, _, _)| folder.clone()).collect();
	assert_eq!(found, there, "a pallet is not in the runtime");
	composed
}

/// Every call of a pallet by its name, all arguments zero or empty.
fn calls(index: u8, pallet: &str) -> BTreeMap<&'static str, RuntimeCall> {
	let calls: BTreeMap<_, _> = (0..=u8::MAX)
		.filter_map(|call| RuntimeCall::decode(&mut TrailingZeroInput::new(&[index, call])).ok())
		.map(|call| (call.get_call_metadata().function_name, call))
		.collect();
	let names: BTreeSet<_> = RuntimeCall::get_call_names(pallet).iter().copied().collect();
	assert!(!names.is_empty());
	assert_eq!(
		calls.keys().copied().collect::<BTreeSet<_>>(),
		names,
		"not every call of {pallet} is made"
	);
	calls
}

/// Calls whose weight depends on their arguments, and how large these can be.
type Growing = (&'static str, usize, fn(u32) -> RuntimeCall);

const GROWING: &[Growing] = &[
	("register_keys", 4, |n| {
		let key = ProvenKey {
			key: [0; 32],
			proof: [0; 64],
		};
		let keys = vec![(KeyPurpose::Wrap, key); n as usize];
		let keys = NewKeys::try_from(keys).expect("as many as there can be");
		pallet_hospital_registry::Call::<Runtime>::register_keys { keys }.into()
	}),
	("grant_attributes", 64, |n| {
		let (account, attributes) = attributes(n);
		pallet_key_authority::Call::<Runtime>::grant_attributes { account, attributes }.into()
	}),
	("withdraw_attributes", 64, |n| {
		let (account, attributes) = attributes(n);
		pallet_key_authority::Call::<Runtime>::withdraw_attributes { account, attributes }.into()
	}),
	("publish_update_keys", 128, |n| {
		let key = UpdateKey {
			node: Node {
				tree: 0,
				depth: 0,
				index: 0,
			},
			era: 0,
			q: [0; 48],
			q_prime: [0; 96],
		};
		let keys = vec![key; n as usize];
		pallet_key_authority::Call::<Runtime>::publish_update_keys {
			epoch: 0,
			keys: keys.try_into().expect("as many as there can be"),
		}
		.into()
	}),
	("post_offer", 32, |n| {
		let issuers = vec![0; n as usize];
		let request = OfferRequest {
			schema: Default::default(),
			predicates: Default::default(),
			field: 0,
			issuers: issuers.try_into().expect("as many as there can be"),
			price: 0,
			number: 0,
			bond: 0,
			key: [0; 48],
			key_proof: [0; 64],
			deadline: 0,
			fulfil_blocks: 0,
		};
		pallet_trade_escrow::Call::<Runtime>::post_offer { request }.into()
	}),
	("clear_update_keys", 128, |limit| {
		pallet_key_authority::Call::<Runtime>::clear_update_keys { limit }.into()
	}),
	("clear_ended", 100, |limit| {
		pallet_revocation::Call::<Runtime>::clear_ended { limit }.into()
	}),
];

/// Calls that do what several benchmarks measure, each at its worst.
const COMPOSED: &[(&str, &[&str])] = &[("claim_bonded_slot", &["claim_slot", "authorize_claim_slot"])];

fn parts(call: &str) -> Option<&'static [&'static str]> {
	let composed = COMPOSED.iter().find(|(composed, _)| *composed == call);
	composed.map(|(_, parts)| *parts)
}

fn attributes(count: u32) -> (AccountId, AttributeSet) {
	let attribute = Attribute {
		namespace: Default::default(),
		name: Default::default(),
	};
	let attributes = vec![attribute; count as usize];
	let attributes = attributes.try_into().expect("as many as there can be");
	(AccountId::from([0; 32]), attributes)
}

fn declared(call: &RuntimeCall) -> Weight {
	call.get_dispatch_info().call_weight
}

/// Every call with its figure: as it is, or in the sizes that were measured, from the smallest to the largest.
fn declared_and_measured() -> Vec<(String, RuntimeCall, Weight)> {
	let mut compared = Vec::new();
	for (folder, index, pallet) in pallets() {
		let figures = figures(&folder);
		for (name, call) in calls(index, pallet) {
			if let Some(parts) = parts(name) {
				let worst = parts.iter().map(|part| figures[*part].worst());
				let worst = worst.fold(Weight::zero(), Weight::saturating_add);
				compared.push((format!("{folder}.{name}"), call, worst));
				continue;
			}
			let figure = figures
				.get(name)
				.unwrap_or_else(|| panic!("{folder} has no weight of {name}"));
			let named = format!("{folder}.{name}");
			let grown = GROWING.iter().find(|(grown, _, _)| *grown == name);
			match (&figure.components[..], grown) {
				([], None) => compared.push((named, call, figure.at(&[]))),
				([(_, least, most)], Some((_, _, make))) => {
					for size in [*least, (least + most) / 2, *most] {
						compared.push((format!("{named}({size})"), make(size), figure.at(&[size])));
					}
				}
				(components, _) => panic!("{named} has other components: {components:?}"),
			}
		}
	}
	compared
}

#[test]
fn every_call_and_hook_has_a_benchmark_of_its_name() {
	for (folder, index, pallet) in pallets() {
		let text = benchmarks(&folder);
		let benchmarks: BTreeSet<String> = text
			.split("#[benchmark]\n")
			.skip(1)
			.map(|rest| {
				let (_, signature) = rest.split_once("fn ").expect("a benchmark is a function");
				signature.split('(').next().unwrap_or_default().to_owned()
			})
			.collect();
		let weights: BTreeSet<String> = figures(&folder).into_keys().collect();
		assert_eq!(
			benchmarks, weights,
			"{folder} measures something else than it has weights of"
		);
		for name in calls(index, pallet).into_keys() {
			let own = [name];
			let measured = parts(name).unwrap_or(&own);
			assert!(
				measured.iter().all(|part| benchmarks.contains(*part)),
				"{folder} does not measure {name}"
			);
		}
	}
}

#[test]
fn every_weight_was_measured_and_none_was_written_by_hand() {
	for (folder, _, _) in pallets() {
		let text = source(&folder, "weights.rs");
		assert!(
			text.contains("written by `make weights`, not by hand"),
			"the weights of {folder} were not measured"
		);
		for (name, figure) in figures(&folder) {
			let Cost {
				time, reads, writes, ..
			} = figure.base;
			assert!(time > 0, "{folder}.{name} takes no time");
			assert!(reads + writes > 0, "{folder}.{name} touches no storage");
		}
	}
}

#[test]
fn every_call_declares_at_least_what_was_measured() {
	for (name, call, measured) in declared_and_measured() {
		let declared = declared(&call);
		assert!(
			declared.all_gte(measured),
			"{name} declares {declared:?} and takes {measured:?}"
		);
	}
}

#[test]
fn what_authorises_itself_declares_at_least_what_that_was_measured() {
	let mut found = 0;
	for (folder, index, pallet) in pallets() {
		let figures = figures(&folder);
		for (name, call) in calls(index, pallet) {
			let declared = call.weight_of_authorize();
			match figures.get(&format!("authorize_{name}")) {
				Some(figure) => {
					let worst = figure.worst();
					assert!(
						declared.all_gte(worst),
						"{folder}.{name} declares {declared:?} and takes {worst:?} to authorise"
					);
					found += 1;
				}
				None => assert_eq!(declared, Weight::zero(), "{folder}.{name}"),
			}
		}
	}
	assert_eq!(found, 2, "claims and fulfilments come without a signature");
}

#[test]
fn what_grows_was_measured_to_its_largest_and_declares_more_the_larger_it_is() {
	let mut found = BTreeSet::new();
	for (folder, _, _) in pallets() {
		for (name, figure) in figures(&folder) {
			let Some((_, largest, make)) = GROWING.iter().find(|(grown, _, _)| *grown == name) else {
				continue;
			};
			let (_, least, most) = figure.components[0];
			assert_eq!(most as usize, *largest, "{name} was measured up to {most}");
			assert!(
				declared(&make(most)).ref_time() > declared(&make(least)).ref_time(),
				"{name} costs the same in every size"
			);
			found.insert(name);
		}
	}
	assert_eq!(found.len(), GROWING.len(), "each was found once: {found:?}");
	// The types refuse more, or a limit that is larger counts as the largest.
	assert_eq!(NewKeys::bound(), 4);
	assert_eq!(AttributeSet::bound(), 64);
	assert_eq!(
		<<Runtime as pallet_key_authority::Config>::MaxPart as Get<u32>>::get(),
		128
	);
	for (name, largest) in [("clear_update_keys", 128), ("clear_ended", 100)] {
		let (_, _, make) = GROWING
			.iter()
			.find(|(grown, _, _)| *grown == name)
			.expect("it is there");
		assert_eq!(declared(&make(u32::MAX)), declared(&make(largest)));
	}
}

#[test]
fn the_heaviest_call_fits_into_a_block_beside_others() {
	let limits = RuntimeBlockWeights::get();
	let mut heaviest = (String::new(), Weight::zero());
	for (name, call, _) in declared_and_measured() {
		let limits = limits.get(call.get_dispatch_info().class);
		let most = limits.max_extrinsic.expect("there is a limit");
		let declared = declared(&call);
		assert!(declared.all_lte(most), "{name} does not fit: {declared:?}");
		if declared.ref_time() > heaviest.1.ref_time() {
			heaviest = (name, declared);
		}
	}
	let normal = limits
		.get(frame_support::dispatch::DispatchClass::Normal)
		.max_total;
	let normal = normal.expect("there is a limit").ref_time();
	println!(
		"{}: {} % of a block",
		heaviest.0,
		100 * heaviest.1.ref_time() / normal
	);
	// Not the whole block: several can be made.
	assert!(
		heaviest.1.ref_time() <= normal / 2,
		"{} takes more than half of a block",
		heaviest.0
	);
}

#[test]
fn what_blocks_do_by_themselves_leaves_three_quarters_of_one_at_its_worst() {
	let staking = figures("validator-staking");
	let revocation = figures("revocation");
	let candidates = <Runtime as pallet_validator_staking::Config>::MaxCandidates::get();
	let worst = [
		staking["note_author"].worst(),
		staking["disable_condemned"].worst(),
		staking["carry_out_slash"].at(&[MAX_BACKERS]),
		staking["elect"].at(&[candidates, MAX_AUTHORITIES]),
		staking["end_session"].at(&[MAX_AUTHORITIES]),
		revocation["epoch_starts"].worst(),
	];
	let sum = worst
		.into_iter()
		.fold(Weight::zero(), |sum, weight| sum.saturating_add(weight));
	assert!(sum.ref_time() <= RuntimeBlockWeights::get().max_block.ref_time() / 4);
}

#[test]
fn the_text_is_read_as_the_compiler_reads_it() {
	use pallet_hospital_registry::weights::{SubstrateWeight as Registry, WeightInfo as _};
	use pallet_key_authority::weights::{SubstrateWeight as Authority, WeightInfo as _};
	use pallet_validator_staking::weights::{SubstrateWeight as Staking, WeightInfo as _};
	let (registry, authority) = (figures("hospital-registry"), figures("key-authority"));
	let staking = figures("validator-staking");
	assert_eq!(registry["apply"].at(&[]), Registry::<Runtime>::apply());
	assert_eq!(
		registry["register_keys"].at(&[2]),
		Registry::<Runtime>::register_keys(2)
	);
	assert_eq!(
		authority["publish_update_keys"].at(&[77]),
		Authority::<Runtime>::publish_update_keys(77)
	);
	assert_eq!(
		staking["elect"].at(&[500, 50]),
		Staking::<Runtime>::elect(500, 50)
	);
	assert_eq!(
		staking["carry_out_slash"].at(&[9]),
		Staking::<Runtime>::carry_out_slash(9)
	);
}
