//! The command line: one file a role; a hospital has more: `custody`, `indexing` and `standing`; a patient has `credential`
//! and `selling`, a doctor `searching`; what sellers and buyers share is in `trades`, what doctors and patients in `cases`,
//! what these and arbiters in `reports`; `emergencies` are a doctor's and an auditor's;
//! `ceremonies` are the council's and an authority's.

mod auditor;
mod authority;
mod backer;
mod buyer;
mod calls;
mod cases;
mod ceremonies;
mod council;
mod credential;
mod custody;
mod doctor;
mod emergencies;
mod hospital;
mod indexing;
mod keys;
mod motions;
mod network;
mod patient;
mod report;
mod reports;
mod research;
mod researcher;
mod searching;
mod selling;
mod staking;
mod standing;
#[cfg(test)]
mod tests;
mod tidy;
mod trades;

pub use report::Report;

use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	keystore::{Keystore, Secrets},
	trade::{journal::Journal, Trader},
};
use clap::{Args, Parser, Subcommand};
use salus_primitives::{
	hospital::{is_valid_handle, HospitalInfo},
	AccountId, BlockNumber,
};
use sp_core::crypto::Ss58Codec;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The wallet of Salus, for every role.
#[derive(Parser)]
#[command(
	name = "salus",
	version,
	about = "Wallet of Salus: hospitals, doctors, patients, the council and auditors of a medical record consortium",
	after_help = "Exit codes: 0 done, 2 wrong usage, 3 wrong input, 4 file, 5 keys, 6 no node, 7 refused by a service, \
	              8 refused by the chain, 9 not allowed, 10 a check of received data failed.\n\n\
	              Example: salus --url ws://127.0.0.1:9944 network status"
)]
pub struct Cli {
	#[command(flatten)]
	common: Common,
	#[command(subcommand)]
	role: Role,
}

/// Options of every command.
#[derive(Args, Clone)]
pub struct Common {
	/// JSON-RPC address of a node.
	#[arg(long, global = true, env = "SALUS_URL", default_value = "ws://127.0.0.1:9944")]
	url: String,
	/// Act on the best block and do not wait for finality: for when finality has stalled. What is said to be done may still
	/// be undone.
	#[arg(long, global = true)]
	best: bool,
	/// Print one JSON object instead of text, and what goes on an object a line; errors too, on standard error.
	#[arg(long, global = true)]
	json: bool,
	/// Who acts: a name in the keystore, or for plain calls a secret URI such as //CouncilA.
	#[arg(long = "as", global = true, env = "SALUS_AS", value_name = "NAME|URI")]
	identity: Option<String>,
	/// Folder of encrypted keys.
	#[arg(long, global = true, env = "SALUS_KEYSTORE", value_name = "DIR")]
	keystore: Option<PathBuf>,
	/// File whose first line is the password of the keystore; SALUS_PASSWORD works too, else it is asked for.
	#[arg(long, global = true, value_name = "FILE")]
	password_file: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Role {
	/// Make and list keys.
	#[command(subcommand)]
	Keys(keys::Command),
	/// Apply, enrol people, grant attributes, seal and authorise; stake and validate.
	#[command(subcommand)]
	Hospital(hospital::Command),
	/// Obtain keys, find records and open them.
	#[command(subcommand)]
	Doctor(doctor::Command),
	/// List, open and export own records; consent and see who looked.
	#[command(subcommand)]
	Patient(patient::Command),
	/// Buy fields of records, or values of all who qualify.
	#[command(subcommand)]
	Buyer(buyer::Command),
	/// Ask hospitals how many patients have a code.
	#[command(subcommand)]
	Researcher(researcher::Command),
	/// Decide for the consortium.
	#[command(subcommand)]
	Council(council::Command),
	/// Stake for another's hospital.
	#[command(subcommand)]
	Backer(backer::Command),
	/// Read the trail.
	#[command(subcommand)]
	Auditor(auditor::Command),
	/// See how the key authority stands and what it makes; keep the shares of your node.
	#[command(subcommand)]
	Authority(authority::Command),
	/// Clear what has expired and return its deposits: anyone may.
	#[command(subcommand)]
	Tidy(tidy::Command),
	/// Look at the network.
	#[command(subcommand)]
	Network(network::Command),
}

impl Cli {
	/// Whether answers are JSON.
	pub fn is_json(&self) -> bool {
		self.common.json
	}

	/// Carries out the command.
	pub async fn run(self) -> Result<Report> {
		let wallet = Wallet(self.common);
		match self.role {
			Role::Keys(command) => command.run(&wallet),
			Role::Hospital(command) => command.run(&wallet).await,
			Role::Doctor(command) => command.run(&wallet).await,
			Role::Patient(command) => command.run(&wallet).await,
			Role::Buyer(command) => command.run(&wallet).await,
			Role::Researcher(command) => command.run(&wallet).await,
			Role::Council(command) => command.run(&wallet).await,
			Role::Backer(command) => command.run(&wallet).await,
			Role::Auditor(command) => command.run(&wallet).await,
			Role::Authority(command) => command.run(&wallet).await,
			Role::Tidy(command) => command.run(&wallet).await,
			Role::Network(command) => command.run(&wallet).await,
		}
	}
}

/// What commands share.
pub(crate) struct Wallet(Common);

impl Wallet {
	/// Says something before the command ends: a line of JSON, or text.
	fn say(&self, report: Report) {
		if self.0.json {
			println!("{}", report.json());
		} else {
			println!("{}", report.text());
		}
	}

	fn is_json(&self) -> bool {
		self.0.json
	}

	async fn chain(&self) -> Result<Chain> {
		let chain = Chain::connect(&self.0.url).await?;
		Ok(if self.0.best {
			chain.without_finality()
		} else {
			chain
		})
	}

	fn keystore(&self) -> Result<Keystore> {
		let folder = match &self.0.keystore {
			Some(folder) => folder.clone(),
			None => PathBuf::from(std::env::var_os("HOME").ok_or_else(|| {
				WalletError::Input("no home folder: say where the keys are with --keystore".into())
			})?)
			.join(".local/share/salus/keys"),
		};
		Ok(Keystore::new(folder))
	}

	fn password(&self) -> Result<Zeroizing<String>> {
		if let Some(path) = &self.0.password_file {
			let text = Zeroizing::new(std::fs::read_to_string(path).map_err(WalletError::file(path))?);
			return Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()));
		}
		if let Ok(password) = std::env::var("SALUS_PASSWORD") {
			return Ok(Zeroizing::new(password));
		}
		rpassword::prompt_password("Password: ")
			.map(Zeroizing::new)
			.map_err(|e| WalletError::Keys(format!("no password: {e}")))
	}

	fn identity(&self) -> Result<&str> {
		self.0.identity.as_deref().ok_or_else(|| {
			WalletError::Input("say who acts with --as NAME (a key of the keystore) or --as //URI".into())
		})
	}

	/// Keys of all protocols: only from the keystore.
	fn secrets(&self) -> Result<Secrets> {
		self.keystore()?.open(self.named()?, &self.password()?)
	}

	/// The keys of who acts, and of other identities of the same account that the same password opens: a key that was replaced
	/// may be in one of them.
	fn identities(&self) -> Result<Vec<Secrets>> {
		let (name, keystore, password) = (self.named()?, self.keystore()?, self.password()?);
		let own = keystore.open(name, &password)?;
		let account = own.signer().account().to_string();
		let mut identities = vec![own];
		for (other, address) in keystore.list()? {
			if other != name && address == account {
				identities.extend(keystore.open(&other, &password));
			}
		}
		Ok(identities)
	}

	/// Who acts, by a name of the keystore.
	fn named(&self) -> Result<&str> {
		let name = self.identity()?;
		if is_uri(name) {
			return Err(WalletError::Input(format!(
				"this needs more keys than an account: first 'salus keys create NAME --uri {name}', then --as NAME"
			)));
		}
		Ok(name)
	}

	/// The account's key: from a URI or the keystore.
	fn signer(&self) -> Result<Signer> {
		let name = self.identity()?;
		if is_uri(name) {
			return signer(name);
		}
		Ok(self.secrets()?.signer())
	}

	/// The key of another than who acts: from a URI or the keystore, with the same password.
	fn signer_of(&self, name: &str) -> Result<Signer> {
		if is_uri(name) {
			return signer(name);
		}
		Ok(self.keystore()?.open(name, &self.password()?)?.signer())
	}

	/// Who trades: an identity with its notes and credentials.
	fn trader<'c>(&self, chain: &'c Chain) -> Result<Trader<'c>> {
		let (name, keystore, genesis) = (self.identity()?, self.keystore()?, chain.genesis());
		let secrets = self.secrets()?;
		Ok(Trader {
			chain,
			journal: Journal::of(&keystore, name, &secrets, genesis)?,
			credentials: keystore.credentials(name, genesis)?,
			secrets,
		})
	}

	/// An account given by address, by URI, or by a name in the keystore.
	fn account(&self, text: &str) -> Result<AccountId> {
		if is_uri(text) {
			return Ok(signer(text)?.account());
		}
		if let Ok(account) = AccountId::from_ss58check(text) {
			return Ok(account);
		}
		self.keystore()?
			.list()?
			.into_iter()
			.find(|(name, _)| name == text)
			.and_then(|(_, address)| AccountId::from_ss58check(&address).ok())
			.ok_or_else(|| {
				WalletError::Input(format!(
					"'{text}' is no address, no //URI and no key of the keystore"
				))
			})
	}
}

fn is_uri(text: &str) -> bool {
	text.contains("//") || text.contains(' ') || text.starts_with("0x")
}

fn signer(uri: &str) -> Result<Signer> {
	Signer::from_uri(uri).map_err(|e| WalletError::Input(format!("not a secret URI: {e:?}")))
}

/// The hospital of a handle, or an error that names it.
pub(crate) async fn hospital(chain: &Chain, handle: &str) -> Result<HospitalInfo<AccountId, BlockNumber>> {
	chain
		.hospital_by_handle(handle, At::Best)
		.await?
		.ok_or_else(|| WalletError::Input(format!("no hospital has the handle '{handle}'")))
}

/// The operator of a hospital, given by its handle, or as an account: one of genesis that has not applied has no handle.
pub(crate) async fn operator(wallet: &Wallet, chain: &Chain, text: &str) -> Result<AccountId> {
	if is_valid_handle(text.as_bytes()) {
		if let Some(found) = chain.hospital_by_handle(text, At::Best).await? {
			return Ok(found.operator);
		}
	}
	wallet.account(text)
}

/// 32 bytes in hex, with or without `0x`.
pub(crate) fn hash(text: &str) -> Result<salus_primitives::Hash, String> {
	bytes::<32>(text).map(Into::into)
}

/// 16 bytes in hex, with or without `0x`.
pub(crate) fn scope(text: &str) -> Result<[u8; 16], String> {
	bytes::<16>(text)
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], String> {
	let mut out = [0; N];
	hex::decode_to_slice(text.trim_start_matches("0x"), &mut out)
		.map_err(|_| format!("expected {N} bytes in hex, as 0x…"))?;
	Ok(out)
}
