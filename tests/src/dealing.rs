//! The genesis of a development network with a key authority dealt anew.
//!
//! A dealer knows every share while it deals: that is what makes this network one for development only. Each share is
//! written into the folder of its own hospital and nowhere else.

use crate::genesis::set_floor;
use anyhow::{ensure, Context, Result};
use rand_core::OsRng;
use salus_crypto::{
	authority::{deal, PublicParameters, ShareFile},
	token::{self, PublicKeys},
	Bls,
};
use salus_wallet::chain::Signer;
use serde_json::{json, Map, Value};
use sp_core::crypto::Ss58Codec;
use std::{ffi::OsStr, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path, process::Command};

/// Name of the file with a hospital's shares, in the hospital's folder.
pub const SHARE_FILE: &str = "authority.share";

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

/// Writes `spec.json` for the hospitals of `names`, whose development accounts are `//Name`, and gives each folder of
/// `folders` its shares: of the key authority and of the token key.
pub fn write_spec(node: &Path, spec: &Path, names: &[&str], folders: &[&Path], timing: Timing) -> Result<()> {
	let count = u16::try_from(names.len())?;
	let threshold = count - (count - 1) / 3;
	let (public, shares) =
		deal::<Bls>(threshold, count, &mut OsRng).map_err(|e| anyhow::anyhow!("dealing: {e:?}"))?;
	let (token, token_shares) = token::deal(threshold, count, &mut OsRng)
		.map_err(|e| anyhow::anyhow!("dealing the token key: {e}"))?;
	let authority = json!({
		"parameters": parameters(&public, names)?,
		"token": token_key(&token, names)?,
	});
	write_spec_with(node, spec, timing, |genesis| {
		genesis.insert("keyAuthority".into(), authority);
		// While this machine is busy nobody is benched.
		set_floor(genesis, u32::from(count));
		Ok(())
	})?;
	let files = shares.into_iter().zip(token_shares);
	files.zip(folders).try_for_each(|((authority, token), folder)| {
		let token = Some(token);
		write_share(&ShareFile { authority, token }, folder)
	})
}

/// Writes `spec.json`: the network `local` of `node` with this timing, its genesis changed by `patch`.
pub fn write_spec_with(
	node: &Path,
	spec: &Path,
	timing: Timing,
	patch: impl FnOnce(&mut Map<String, Value>) -> Result<()>,
) -> Result<()> {
	let mut chain: Value = serde_json::from_slice(&export(node, &["--chain".as_ref(), "local".as_ref()])?)
		.context("the chain specification is no JSON")?;
	let genesis = chain
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.and_then(Value::as_object_mut)
		.context("the chain specification has no genesis to patch")?;
	genesis.insert(
		"clock".into(),
		json!({ "slotMilliseconds": timing.slot_milliseconds, "sessionBlocks": timing.session_blocks }),
	);
	merge(genesis, "revocation", "epochLength", timing.epoch_length.into());
	patch(genesis)?;

	let readable = spec.with_extension("readable.json");
	fs::write(&readable, serde_json::to_vec_pretty(&chain)?)
		.with_context(|| readable.display().to_string())?;
	// Raw: the genesis is computed once, not by every node.
	let raw = export(
		node,
		&["--raw".as_ref(), "--chain".as_ref(), readable.as_os_str()],
	)?;
	fs::write(spec, raw).with_context(|| spec.display().to_string())
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

fn hex(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// The address of a hospital's operator. The runtime reads addresses of a genesis with the generic prefix alone.
fn operator(name: &str) -> Result<String> {
	let signer =
		Signer::from_uri(&format!("//{name}")).map_err(|e| anyhow::anyhow!("the key of {name}: {e:?}"))?;
	Ok(signer.account().to_ss58check_with_version(42u16.into()))
}

fn token_key(public: &PublicKeys, names: &[&str]) -> Result<Value> {
	let members = names
		.iter()
		.zip(&public.keys)
		.map(|(name, key)| Ok(json!({ "account": operator(name)?, "key": hex(key) })))
		.collect::<Result<Vec<_>>>()?;
	Ok(json!({
		"generation": public.generation,
		"ceremony": hex(&public.ceremony),
		"threshold": public.threshold,
		"members": members,
		"key": hex(&public.key),
	}))
}

fn parameters(public: &PublicParameters, names: &[&str]) -> Result<Value> {
	let authorities = names
		.iter()
		.zip(&public.authorities)
		.map(|(name, authority)| {
			Ok(json!({
				"account": operator(name)?,
				"aJ": hex(&authority.a_j),
				"betaJ": hex(&authority.beta_j),
			}))
		})
		.collect::<Result<Vec<_>>>()?;
	Ok(json!({
		"generation": public.generation,
		"ceremony": hex(&public.ceremony),
		"threshold": public.threshold,
		"authorities": authorities,
		"a": hex(&public.a),
		"beta": hex(&public.beta),
		"e": hex(&public.e),
	}))
}

fn write_share(share: &ShareFile, folder: &Path) -> Result<()> {
	fs::create_dir_all(folder)?;
	let path = folder.join(SHARE_FILE);
	fs::OpenOptions::new()
		.write(true)
		.create_new(true)
		.mode(0o600)
		.open(&path)
		.and_then(|mut file| file.write_all(&share.to_bytes()))
		.with_context(|| path.display().to_string())
}
