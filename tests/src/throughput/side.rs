//! The two chains that are compared, and networks of them.

use super::load::Load;
use crate::{
	genesis::{set_floor, set_validators},
	manner::Manner,
	network::{free_port, Binaries, Member, Network, Options, HOSPITALS},
	spec::{write_spec_with, Timing},
};
use anyhow::{Context, Result};
use serde_json::{json, Map, Value};
use sp_core::{
	crypto::{AccountId32, Ss58Codec},
	ed25519, sr25519, Pair,
};
use std::path::{Path, PathBuf};

/// Room for every call that waits. A pool gives a tenth of its room to calls whose forerunners it has not looked at yet, which
/// after each block are all of them; what finds no room there is dropped without a word.
const POOL: [&str; 4] = ["--pool-limit", "80000", "--pool-kbytes", "163840"];

/// Blocks of a session in production: no session ends while a network is measured.
const SESSION_BLOCKS: u32 = salus_runtime::constants::time::SESSION;
/// Blocks of an epoch of the key authority in production.
const EPOCH_LENGTH: u32 = salus_runtime::constants::time::DAYS;

/// A chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
	/// Salus.
	Salus,
	/// The chain with balances only.
	Bare,
}

/// The programs that are measured.
#[derive(Clone, Debug)]
pub struct Programs {
	/// Salus's.
	pub salus: Binaries,
	/// `salus-bare-node`.
	pub bare: PathBuf,
}

impl Side {
	/// Its name in reports.
	pub fn name(self) -> &'static str {
		match self {
			Self::Salus => "salus",
			Self::Bare => "bare",
		}
	}

	/// Starts `size` validators whose chain begins with the people of `load`, and waits until they answer.
	pub async fn start(
		self,
		programs: &Programs,
		folder: &Path,
		size: usize,
		slot_milliseconds: u64,
		load: &Load,
	) -> Result<Network> {
		let members = HOSPITALS
			.into_iter()
			.take(size)
			.map(|(name, handle)| {
				let manner = Manner {
					prometheus: Some(free_port()?),
					arguments: POOL.map(Into::into).to_vec(),
					..Manner::with_files()
				};
				Ok(Member { name, handle, manner })
			})
			.collect::<Result<Vec<_>>>()?;
		let names: Vec<_> = members.iter().map(|member| member.name).collect();
		let binaries = match self {
			Self::Salus => programs.salus.clone(),
			Self::Bare => Binaries {
				node: programs.bare.clone(),
				..programs.salus.clone()
			},
		};
		let timing = Timing {
			slot_milliseconds,
			session_blocks: SESSION_BLOCKS,
			epoch_length: EPOCH_LENGTH,
		};
		let options = Options {
			timing,
			rpc_port: None,
			detached: false,
		};
		let mut network = Network::prepare(folder, &binaries, &options, members)?;
		write_spec_with(&binaries.node, network.spec(), timing, |genesis| {
			self.set_validators(genesis, &names)?;
			load.enter(genesis)
		})?;
		network.start_all().await?;
		Ok(network)
	}

	fn set_validators(self, genesis: &mut Map<String, Value>, names: &[&str]) -> Result<()> {
		match self {
			Self::Salus => {
				set_floor(genesis, u32::try_from(names.len())?);
				set_validators(genesis, names)
			}
			Self::Bare => {
				// What every network of Salus is given, and no other has.
				genesis.remove("revocation");
				set_authorities(genesis, names)
			}
		}
	}
}

/// Makes `//Name`, for each name, the validators of a bare chain.
fn set_authorities(genesis: &mut Map<String, Value>, names: &[&str]) -> Result<()> {
	let mut aura = Vec::new();
	let mut grandpa = Vec::new();
	for name in names {
		let uri = format!("//{name}");
		let prefix = 42u16.into();
		let author = sr25519::Pair::from_string(&uri, None)?.public();
		let voter = ed25519::Pair::from_string(&uri, None)?.public();
		aura.push(json!(author.to_ss58check_with_version(prefix)));
		grandpa.push(json!([voter.to_ss58check_with_version(prefix), 1]));
	}
	genesis.insert("aura".into(), json!({ "authorities": aura }));
	genesis.insert("grandpa".into(), json!({ "authorities": grandpa }));
	genesis.insert("balances".into(), json!({ "balances": [] }));
	Ok(())
}

/// An address as a genesis reads it.
pub(super) fn address(account: &AccountId32) -> String {
	account.to_ss58check_with_version(42u16.into())
}

/// Gives accounts money to begin with.
pub(super) fn endow(
	genesis: &mut Map<String, Value>,
	accounts: impl IntoIterator<Item = AccountId32>,
	amount: u128,
) -> Result<()> {
	let balances = genesis
		.get_mut("balances")
		.and_then(|balances| balances.get_mut("balances"))
		.and_then(Value::as_array_mut)
		.context("the genesis has no balances")?;
	balances.extend(
		accounts
			.into_iter()
			.map(|account| json!([address(&account), amount])),
	);
	Ok(())
}
