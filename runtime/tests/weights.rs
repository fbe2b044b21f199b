//! Every call of this project's pallets is benchmarked, and declares at least what was measured.
//!
//! What was measured is read from the text of the committed `weights.rs`, not from the code that it compiles to: so a call
//! that is wired to the weight of another, or to none, is noticed.

mod weights {
	pub mod calls;
	mod ceremonies;
	pub mod figures;
}

use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{Authorize, Get},
	weights::Weight,
};
use pallet_ceremony::MAX_PARTICIPANTS;
use pallet_hospital_registry::NewKeys;
use pallet_validator_staking::MAX_BACKERS;
use salus_primitives::{
	authority::AttributeSet,
	cases::Counts,
	index::{EpochKeys, Rewraps, ServiceEntries},
};
use salus_runtime::{
	configs::{consensus::MAX_AUTHORITIES, system::RuntimeBlockWeights},
	AccountId, Runtime, RuntimeCall,
};
use std::collections::BTreeSet;
use weights::{
	calls::{calls, choices, pallets, parts, GROWING},
	figures::{benchmarks, figures, source, Cost},
};

/// What the generator writes into each function: how fast the fastest run was.
const SHORTEST: &str = "// Shortest execution: ";
/// And how much of the state was read.
const PROOF: &str = "// Proof size in bytes, measured: ";
/// All of its comments beside the documentation.
const GENERATED: [&str; 3] = [SHORTEST, PROOF, "// Standard error: "];

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
			if let Some(choices) = choices(name) {
				let worst = choices.iter().map(|choice| figures[*choice].worst());
				let worst = worst.fold(Weight::zero(), |most, one| most.max(one));
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
			let measured = parts(name).or(choices(name)).unwrap_or(&own);
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
		let lines: Vec<&str> = text.lines().map(str::trim).collect();
		let [written, empty, measured, ..] = lines[..] else {
			panic!("the weights of {folder} are empty");
		};
		let pallet = format!("pallet_{}", folder.replace('-', "_"));
		assert_eq!(
			(written, empty),
			(
				&format!(
					"//! Weights of `{pallet}`, by the benchmarks of this pallet: written by `make weights`, not by hand."
				)[..],
				"//!"
			)
		);
		assert!(
			measured.starts_with("//! Benchmarking CLI ")
				&& [" steps of ", " repetitions, on `", "`, database cache "]
					.iter()
					.all(|word| measured.contains(word)),
			"the weights of {folder} do not say where they were measured: {measured}"
		);
		// Whoever writes a figure by hand says so beside it, or leaves out what was seen: neither is the generator's.
		let foreign = lines.iter().skip(3).find(|line| {
			let comment = line.starts_with("//") && !line.starts_with("///");
			comment && !GENERATED.iter().any(|beginning| line.starts_with(beginning))
		});
		assert_eq!(
			foreign, None,
			"the weights of {folder} say what no generator says"
		);
		let count = |beginning: &str| lines.iter().filter(|line| line.starts_with(beginning)).count();
		for beginning in [SHORTEST, PROOF] {
			assert_eq!(
				count(beginning),
				figures(&folder).len(),
				"not every weight of {folder} was measured: '{beginning}'"
			);
		}
		assert_eq!(count(&format!("{SHORTEST}0_000 ")), 0, "{folder} takes no time");
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
	assert_eq!(EpochKeys::bound(), 64);
	assert_eq!(Rewraps::bound(), 64);
	assert_eq!(ServiceEntries::<AccountId>::bound(), 64);
	assert_eq!(Counts::bound(), 32);
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
	let ceremony = figures("ceremony");
	let candidates = <Runtime as pallet_validator_staking::Config>::MaxCandidates::get();
	let end_of_phase = ["end_enrolment", "end_commitments", "end_deals", "end_complaints"]
		.map(|end| ceremony[end].at(&[MAX_PARTICIPANTS]))
		.into_iter()
		.fold(Weight::zero(), |most, one| most.max(one));
	let worst = [
		staking["note_author"].worst(),
		staking["disable_condemned"].worst(),
		staking["carry_out_slash"].at(&[MAX_BACKERS]),
		staking["elect"].at(&[candidates, MAX_AUTHORITIES]),
		staking["end_session"].at(&[MAX_AUTHORITIES]),
		revocation["epoch_starts"].worst(),
		ceremony["turn"].worst(),
		// Of each kind a round loses a member, a phase ends and a round begins.
		ceremony["review"].worst(),
		ceremony["review"].worst(),
		end_of_phase,
		end_of_phase,
		ceremony["reshare"].worst(),
		ceremony["reshare"].worst(),
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
