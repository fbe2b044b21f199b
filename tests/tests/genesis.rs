//! The genesis of the networks of these tests beside the form that a consortium fills in: what may differ, and nothing else.

use salus_tests::{
	genesis::{set_floor, FLOOR},
	network::{Binaries, HOSPITALS},
	spec::{write_spec, write_spec_with, Timing},
};
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
};

const FORM: &str = include_str!("../../node/src/consortium/template.json");

/// Every field with its value. Lists say who takes part and with what money: of those the name alone.
fn fields(path: &str, value: &Value, found: &mut BTreeMap<String, Option<Value>>) {
	match value {
		Value::Object(members) => {
			for (name, member) in members {
				let path = if path.is_empty() {
					name.clone()
				} else {
					format!("{path}.{name}")
				};
				fields(&path, member, found);
			}
		}
		Value::Array(_) => {
			found.insert(path.into(), None);
		}
		value => {
			found.insert(path.into(), Some(value.clone()));
		}
	}
}

/// The fields that one of the two lacks, or in which they differ.
fn differences(spec: &Path) -> BTreeSet<String> {
	let spec: Value =
		serde_json::from_slice(&fs::read(spec.with_extension("readable.json")).unwrap()).unwrap();
	let form: Value = serde_json::from_str(FORM).unwrap();
	let (mut ours, mut theirs) = (BTreeMap::new(), BTreeMap::new());
	fields("", &spec["genesis"]["runtimeGenesis"]["patch"], &mut ours);
	fields("", &form["genesis"], &mut theirs);
	assert!(!ours.is_empty() && !theirs.is_empty(), "nothing to compare");
	let all: BTreeSet<_> = ours.keys().chain(theirs.keys()).cloned().collect();
	all.into_iter()
		.filter(|field| ours.get(field) != theirs.get(field))
		.collect()
}

/// All is quicker, and the first ceremonies begin without the council, except where a scenario is about that.
fn times() -> BTreeSet<String> {
	[
		"ceremony.settings.automatic",
		"ceremony.settings.commit",
		"ceremony.settings.complain",
		"ceremony.settings.deal",
		"ceremony.settings.enrol",
		"ceremony.settings.minimum",
		"ceremony.settings.refresh",
		"ceremony.settings.retry",
		"ceremony.settings.settle",
		"clock.sessionBlocks",
		"clock.slotMilliseconds",
		"revocation.epochLength",
	]
	.map(String::from)
	.into()
}

#[test]
fn a_network_of_the_faults_differs_from_a_consortiums_in_its_times_alone() {
	let folder = tempfile::tempdir().unwrap();
	let spec = folder.path().join("spec.json");
	write_spec_with(
		&Binaries::find().unwrap().node,
		&spec,
		Timing::default(),
		|genesis| {
			set_floor(genesis, FLOOR);
			Ok(())
		},
	)
	.unwrap();
	assert_eq!(differences(&spec), times());
}

#[test]
fn so_does_a_network_of_the_stories_whose_genesis_has_no_key() {
	let folder = tempfile::tempdir().unwrap();
	let spec = folder.path().join("spec.json");
	let node = Binaries::find().unwrap().node;
	write_spec(&node, &spec, HOSPITALS.len(), Timing::default()).unwrap();
	assert_eq!(differences(&spec), times());
}
