use super::{
	calls::{Ehr, Keys, Registry},
	Report, Wallet,
};
use crate::{
	attribute_key, attributes,
	chain::{At, Chain},
	error::{Result, WalletError},
	files,
	keystore::Secrets,
	open::{self, Chosen},
	records,
};
use clap::Subcommand;
use salus_primitives::{apis::RecordFilter, authority::UserKeyInfo, record::RecordId, AccountId};
use salus_runtime::{Runtime, RuntimeEvent};
use serde_json::json;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Register your wrap key, reserve a leaf for your user key and set its path. Attributes can be granted then.
	#[command(after_help = "Example: salus doctor reserve --as cardiologist")]
	Reserve,
	/// Obtain attribute keys from enough authorities, after attributes were granted, and keep them in a file.
	#[command(after_help = "Example: salus doctor keys --out cardiologist.keys --as cardiologist")]
	Keys {
		/// The file to write; it holds nothing secret.
		#[arg(long)]
		out: PathBuf,
	},
	/// Show the key and the attributes that the chain has for an account.
	#[command(after_help = "Example: salus doctor status --as cardiologist --json")]
	Status,
	/// List the records that you may open by the chain's rules; whether your attributes satisfy their policies shows in opening.
	#[command(after_help = "Example: salus doctor list --as cardiologist --json")]
	List,
	/// Declare the access on chain, and open.
	#[command(
		after_help = "Example: salus doctor open 0x…32 bytes… --keys cardiologist.keys --out record.json --as cardiologist"
	)]
	Open {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// Attribute keys from 'salus doctor keys'.
		#[arg(long)]
		keys: PathBuf,
		/// File to write; standard output if absent.
		#[arg(long)]
		out: Option<PathBuf>,
		/// Only the field of this number; repeatable.
		#[arg(long = "field", conflicts_with = "label")]
		fields: Vec<u32>,
		/// Only fields whose label begins so, for example 'Observation'.
		#[arg(long)]
		label: Option<String>,
	},
	/// Open a record without the patient's consent, in an emergency: at once, seen by the patient, reviewed by the council.
	/// Needs the attribute consortium/emergency; then 'salus doctor open'.
	#[command(
		after_help = "Example: salus doctor emergency 0x…32 bytes… --reason unconscious --as cardiologist"
	)]
	Emergency(super::emergencies::Declare),
	#[command(flatten)]
	Searching(super::searching::Command),
	#[command(flatten)]
	Cases(super::cases::OfDoctor),
	#[command(flatten)]
	Reporting(super::reports::Doctor),
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		match self {
			Self::Reserve => reserve(&chain, &wallet.secrets()?).await,
			Self::Keys { out } => {
				let keys = attribute_key::obtain(&chain, &wallet.secrets()?).await?;
				files::replace(&out, &attribute_key::to_bytes(&keys))?;
				let held: Vec<_> = keys
					.of_nodes
					.first()
					.map(|key| key.attributes.iter().map(ToString::to_string).collect())
					.unwrap_or_default();
				Ok(Report::new()
					.line(format!(
						"wrote {}: {} keys for {}",
						out.display(),
						keys.of_nodes.len(),
						held.join(", ")
					))
					.set("file", out.display().to_string())
					.set("keys", keys.of_nodes.len())
					.set("attributes", held))
			}
			Self::Status => {
				let account = wallet.account(wallet.identity()?)?;
				match chain.user_key(&account, At::Best).await? {
					Some(key) => status(&key),
					None => Ok(Report::new()
						.line("no leaf is reserved")
						.set("leaf", serde_json::Value::Null)),
				}
			}
			Self::List => list(wallet, &chain).await,
			Self::Emergency(declare) => declare.run(wallet, &chain).await,
			Self::Searching(command) => command.run(wallet, &chain).await,
			Self::Cases(command) => command.run(wallet, &chain).await,
			Self::Reporting(command) => command.run(wallet, &chain).await,
			Self::Open {
				record,
				keys,
				out,
				fields,
				label,
			} => {
				let secrets = wallet.secrets()?;
				let bytes = std::fs::read(&keys).map_err(WalletError::file(&keys))?;
				let keys = attribute_key::from_bytes(&bytes)?;
				declare(&chain, &secrets, record).await?;
				let chosen = match label {
					Some(label) => Some(Chosen::Label(label)),
					None if fields.is_empty() => None,
					None => Some(Chosen::Numbers(fields)),
				};
				open::deliver(
					open::as_doctor(&chain, &secrets, &keys, record).await?,
					out.as_deref(),
					chosen,
				)
			}
		}
	}
}

async fn reserve(chain: &Chain, secrets: &Secrets) -> Result<Report> {
	let (signer, genesis) = (secrets.signer(), chain.genesis());
	let keys = vec![(
		salus_primitives::hospital::KeyPurpose::Wrap,
		secrets.proven_wrap(genesis),
	)]
	.try_into()
	.map_err(|_| WalletError::Keys("too many keys".into()))?;
	let batch = pallet_utility::Call::<Runtime>::batch_all {
		calls: vec![
			Registry::register_keys { keys }.into(),
			Keys::reserve_leaf {
				key: secrets.proven_abe(genesis),
			}
			.into(),
		],
	};
	let included = chain.submit(&signer, batch).await?;
	let leaf = included
		.find(|event| match event {
			RuntimeEvent::KeyAuthority(pallet_key_authority::Event::LeafReserved { leaf, .. }) => Some(*leaf),
			_ => None,
		})
		.ok_or(crate::chain::ChainError::Undecodable("KeyAuthority.LeafReserved"))?;
	let digest = attribute_key::digest_of_path(secrets, leaf);
	let included = chain.submit(&signer, Keys::set_path { digest }).await?;
	Ok(Report::from(&included)
		.line(format!(
			"leaf {} of tree {}; attributes can be granted now",
			leaf.index, leaf.tree
		))
		.set("leaf", json!(leaf)))
}

fn status(key: &UserKeyInfo<AccountId>) -> Result<Report> {
	let held = key
		.attributes
		.iter()
		.map(|attribute| attributes::from_chain(attribute).map(|a| a.to_string()))
		.collect::<Result<Vec<_>>>()?;
	Ok(Report::new()
		.line(format!(
			"leaf {} of tree {}{}",
			key.leaf.index,
			key.leaf.tree,
			if key.revoked { ", revoked" } else { "" }
		))
		.line(format!(
			"attributes: {}",
			if held.is_empty() {
				"none".into()
			} else {
				held.join(", ")
			}
		))
		.set("leaf", json!(key.leaf))
		.set("pathSet", key.path_digest.is_some())
		.set("revoked", key.revoked)
		.set("attributes", held))
}

async fn list(wallet: &Wallet, chain: &Chain) -> Result<Report> {
	let doctor = wallet.account(wallet.identity()?)?;
	let at = At::Block(chain.hash(At::Finalised).await?);
	let mut open = Vec::new();
	for record in chain.records(RecordFilter::All, at).await? {
		if chain.may_open(&doctor, record.id, at).await?.is_ok() {
			open.push(record);
		}
	}
	Ok(records::list(&open))
}

/// Declares the access in this epoch, unless it is declared and final.
async fn declare(chain: &Chain, secrets: &Secrets, record: RecordId) -> Result<()> {
	let signer = secrets.signer();
	if chain
		.declared_access(&signer.account(), record, At::Finalised)
		.await?
		.is_none()
	{
		chain.submit(&signer, Ehr::record_access { record }).await?;
	}
	Ok(())
}
