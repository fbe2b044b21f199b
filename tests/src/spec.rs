//! The genesis of a development network, and when its hospitals make the keys of the authority.
//!
//! A genesis has no key: the accredited hospitals of the network make them in ceremonies, each in its own node.

use crate::genesis::{endow, set_floor, SEVEN};
use anyhow::{ensure, Context, Result};
use salus_primitives::{ceremony::Settings, BlockNumber};
use serde_json::{json, Map, Value};
use sp_io::hashing::blake2_256;
use std::{
	collections::HashMap,
	ffi::OsStr,
	fs,
	path::{Path, PathBuf},
	process::Command,
	sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Phases end early when all have done what they ask for, and else leave time for a second attempt on a busy machine. Nothing
/// is renewed by itself.
pub const CEREMONIES: Settings<BlockNumber> = Settings {
	automatic: true,
	minimum: 3,
	enrol: 30,
	commit: 30,
	deal: 30,
	complain: 8,
	settle: 3,
	refresh: 100_000,
	retry: 4,
};

/// How a development network differs from a consortium's.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
	/// Length of a slot in milliseconds.
	pub slot_milliseconds: u64,
	/// Blocks of a session of validators.
	pub session_blocks: u32,
	/// Blocks of an epoch of the key authority.
	pub epoch_length: u32,
}

impl Default for Timing {
	fn default() -> Self {
		Self {
			slot_milliseconds: 2_000,
			session_blocks: 10,
			epoch_length: 300,
		}
	}
}

/// Writes `spec.json` for so many hospitals, of whom nobody is benched while this machine is busy. Others have money to join.
pub fn write_spec(node: &Path, spec: &Path, hospitals: usize, timing: Timing) -> Result<()> {
	let floor = u32::try_from(hospitals)?;
	write_spec_with(node, spec, timing, |genesis| {
		set_floor(genesis, floor);
		endow(genesis, &SEVEN.map(|(name, _)| name))
	})
}

/// Writes `spec.json`: the network `local` of `node` with this timing, its genesis changed by `patch`.
pub fn write_spec_with(
	node: &Path,
	spec: &Path,
	timing: Timing,
	patch: impl FnOnce(&mut Map<String, Value>) -> Result<()>,
) -> Result<()> {
	let local = exported(node, b"local", &["--chain".as_ref(), "local".as_ref()])?;
	let mut chain: Value = serde_json::from_slice(&local).context("the chain specification is no JSON")?;
	let genesis = chain
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.and_then(Value::as_object_mut)
		.context("the chain specification has no genesis to patch")?;
	genesis.insert(
		"clock".into(),
		json!({ "slotMilliseconds": timing.slot_milliseconds, "sessionBlocks": timing.session_blocks }),
	);
	merge(genesis, "revocation", "epochLength", timing.epoch_length.into());
	set_ceremonies(genesis, &CEREMONIES)?;
	patch(genesis)?;

	let readable = spec.with_extension("readable.json");
	let text = serde_json::to_vec_pretty(&chain)?;
	fs::write(&readable, &text).with_context(|| readable.display().to_string())?;
	// Raw: the genesis is computed once, not by every node.
	let raw = exported(
		node,
		&text,
		&["--raw".as_ref(), "--chain".as_ref(), readable.as_os_str()],
	)?;
	fs::write(spec, &*raw).with_context(|| spec.display().to_string())
}

/// By node, and by the hash of what it exported.
type Exports = HashMap<(PathBuf, [u8; 32]), Arc<Vec<u8>>>;

/// What this process had exported: each export compiles the runtime anew, and most networks begin alike.
static EXPORTS: LazyLock<Mutex<Exports>> = LazyLock::new(Mutex::default);

/// The specification that `arguments` stand for, whose content is `chain`. Who asks for the same meanwhile waits for it.
fn exported(node: &Path, chain: &[u8], arguments: &[&OsStr]) -> Result<Arc<Vec<u8>>> {
	let mut exports = EXPORTS.lock().unwrap_or_else(PoisonError::into_inner);
	let key = (node.to_owned(), blake2_256(chain));
	if let Some(known) = exports.get(&key) {
		return Ok(known.clone());
	}
	let exported = Arc::new(export(node, arguments)?);
	exports.insert(key, exported.clone());
	Ok(exported)
}

fn export(node: &Path, arguments: &[&OsStr]) -> Result<Vec<u8>> {
	// Networks that run meanwhile keep their slots.
	let output = Command::new("nice")
		.args(["-n", "10"])
		.arg(node)
		.arg("export-chain-spec")
		.args(arguments)
		.output()
		.with_context(|| format!("cannot run {}", node.display()))?;
	ensure!(
		output.status.success(),
		"export-chain-spec: {}",
		String::from_utf8_lossy(&output.stderr)
	);
	Ok(output.stdout)
}

/// Puts a value into a pallet's part of a genesis.
pub(crate) fn merge(genesis: &mut Map<String, Value>, pallet: &str, name: &str, value: Value) {
	let entry = genesis.entry(pallet).or_insert_with(|| json!({}));
	if let Some(object) = entry.as_object_mut() {
		object.insert(name.into(), value);
	}
}

/// When ceremonies begin, and how long their phases last.
pub fn set_ceremonies(genesis: &mut Map<String, Value>, settings: &Settings<BlockNumber>) -> Result<()> {
	merge(genesis, "ceremony", "settings", serde_json::to_value(settings)?);
	Ok(())
}
