use super::{calls::Ehr, scope, standing::register_keys, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
	fhir::Keywords,
	files, open, records, reports, trail,
};
use clap::{ArgGroup, Args, Subcommand};
use codec::{Decode, Encode};
use salus_primitives::{
	apis::{RecordFilter, TrailFilter},
	hospital::ProvenKey,
	record::{ConsentTarget, Grantee, RecordId, Scope},
	AccountId,
};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Write the card with which a hospital registers you: your account and your wrap key with its proof.
	#[command(after_help = "Example: salus patient card card.json --as patient")]
	Card {
		/// The file to write.
		file: PathBuf,
	},
	/// Register your report and trade keys.
	#[command(after_help = "Example: salus patient register-keys --as patient")]
	RegisterKeys,
	/// List your records, at all hospitals.
	#[command(after_help = "Example: salus patient list --as patient --json")]
	List,
	/// Open one of your records: needs no attribute and no consent.
	#[command(after_help = "Example: salus patient open 0x…32 bytes… --out record.json --as patient")]
	Open {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// File to write; standard output if absent.
		#[arg(long)]
		out: Option<PathBuf>,
	},
	/// Show by which keywords a record of yours could be found: tell the hospital which to add, and which to strike out.
	#[command(after_help = "Example: salus patient keywords 0x…32 bytes… --as patient")]
	Keywords {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
	/// Open all your records into a folder.
	#[command(after_help = "Example: salus patient export my-records --as patient")]
	Export {
		/// The folder.
		folder: PathBuf,
	},
	/// Prove chosen fields of a record to anyone, and show nothing else of it.
	#[command(
		after_help = "Example: salus patient disclose 0x…32 bytes… --field 4 --out proof.bin --as patient"
	)]
	Disclose {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// Number of a field, as 'open --json' lists them; repeatable.
		#[arg(long = "field", required = true)]
		fields: Vec<u32>,
		/// The file to write.
		#[arg(long)]
		out: PathBuf,
	},
	/// Let a hospital's staff, or one doctor, open records.
	#[command(
		after_help = "Example: salus patient consent --all --hospital charite --blocks 14400 --as patient"
	)]
	Consent {
		#[command(flatten)]
		target: Target,
		#[command(flatten)]
		grantee: To,
		/// Blocks from now until it expires.
		#[arg(long)]
		blocks: u32,
	},
	/// Withdraw a consent. Costs nothing.
	#[command(after_help = "Example: salus patient withdraw --all --hospital charite --as patient")]
	Withdraw {
		#[command(flatten)]
		target: Target,
		#[command(flatten)]
		grantee: To,
	},
	/// List your consents.
	#[command(after_help = "Example: salus patient consents --as patient")]
	Consents,
	/// Let hospitals count you for research, or no more.
	#[command(subcommand)]
	Research(super::research::Command),
	/// Have hospitals attest what your records say.
	#[command(subcommand)]
	Credential(super::credential::Command),
	/// See who opened your records, and all else that happened to them.
	#[command(after_help = "Example: salus patient accesses --as patient")]
	Accesses,
	/// Wait for accesses to your records and print each as its block is finalised.
	#[command(after_help = "Example: salus patient watch --count 1 --as patient")]
	Watch {
		/// End after so many entries.
		#[arg(long)]
		count: Option<u32>,
	},
	#[command(flatten)]
	Cases(super::cases::OfPatient),
	#[command(flatten)]
	Reporting(super::reports::Patient),
	#[command(flatten)]
	Selling(super::selling::Command),
}

#[derive(Args)]
#[command(group(ArgGroup::new("target").required(true).args(["record", "scope", "all"])))]
pub(super) struct Target {
	/// For one record.
	#[arg(long, value_parser = super::hash)]
	record: Option<RecordId>,
	/// For the records of a scope.
	#[arg(long, value_parser = scope)]
	scope: Option<Scope>,
	/// For all your records.
	#[arg(long)]
	all: bool,
}

impl Target {
	pub(super) fn get(&self) -> ConsentTarget {
		match (self.record, self.scope) {
			(Some(record), _) => ConsentTarget::Record(record),
			(None, Some(scope)) => ConsentTarget::Scope(scope),
			(None, None) => ConsentTarget::All,
		}
	}
}

#[derive(Args)]
#[command(group(ArgGroup::new("grantee").required(true).args(["hospital", "doctor"])))]
pub(super) struct To {
	/// To all staff of a hospital.
	#[arg(long)]
	hospital: Option<String>,
	/// To one doctor.
	#[arg(long)]
	doctor: Option<String>,
}

impl To {
	pub(super) async fn get(&self, wallet: &Wallet, chain: &Chain) -> Result<Grantee<AccountId>> {
		match (&self.hospital, &self.doctor) {
			(Some(handle), _) => Ok(Grantee::Hospital(super::hospital(chain, handle).await?.id)),
			(None, Some(doctor)) => Ok(Grantee::Doctor(wallet.account(doctor)?)),
			(None, None) => Err(WalletError::Input("to whom? --hospital or --doctor".into())),
		}
	}
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		match self {
			Self::Card { file } => {
				let secrets = wallet.secrets()?;
				let account = secrets.signer().account();
				let card = json!({
					"account": account.to_string(),
					"wrap": format!("0x{}", hex::encode(secrets.proven_wrap(chain.genesis()).encode())),
				});
				files::write_new(&file, card.to_string().as_bytes())?;
				Ok(Report::new()
					.line(format!("wrote {}", file.display()))
					.set("account", account.to_string()))
			}
			Self::RegisterKeys => {
				use salus_primitives::hospital::KeyPurpose::{Report as Rep, Trade};
				let secrets = wallet.secrets()?;
				let genesis = chain.genesis();
				let rotation = reports::rotation(&chain, &secrets).await?.unwrap_or_default();
				let all = vec![
					(Rep, secrets.proven_rotated_report(rotation, genesis)),
					(Trade, secrets.proven_trade(genesis)),
				];
				let signer = secrets.signer();
				let call = register_keys(&chain, &signer.account(), all).await?;
				Ok((&chain.submit(&signer, call).await?).into())
			}
			Self::List => {
				let patient = wallet.account(wallet.identity()?)?;
				Ok(records::list(
					&chain.records(RecordFilter::Patient(patient), At::Best).await?,
				))
			}
			Self::Open { record, out } => {
				let opened = open::as_patient(&chain, &wallet.secrets()?, record).await?;
				open::deliver(opened, out.as_deref(), None)
			}
			Self::Keywords { record } => {
				let opened = open::as_patient(&chain, &wallet.secrets()?, record).await?;
				let keywords = Keywords::of(&opened.bundle()?)
					.map_err(|error| WalletError::Untrue(format!("the record: {error}")))?;
				let (report, codings) = super::indexing::words(Report::new(), &keywords);
				Ok(report.set("keywords", codings))
			}
			Self::Export { folder } => export(wallet, &chain, &folder).await,
			Self::Disclose { record, fields, out } => {
				let proof = open::disclose_as_patient(&chain, &wallet.secrets()?, record, &fields).await?;
				files::write_new(&out, &proof)?;
				Ok(Report::new()
					.line(format!(
						"wrote {} ({} bytes): {} fields shown",
						out.display(),
						proof.len(),
						fields.len()
					))
					.set("file", out.display().to_string())
					.set("bytes", proof.len()))
			}
			Self::Consent {
				target,
				grantee,
				blocks,
			} => {
				let expires_at = chain.height(At::Best).await?.saturating_add(blocks);
				let grantee = grantee.get(wallet, &chain).await?;
				let call = Ehr::grant_consent {
					target: target.get(),
					grantee,
					expires_at,
				};
				Ok((&chain.submit(&wallet.signer()?, call).await?).into())
			}
			Self::Withdraw { target, grantee } => {
				let grantee = grantee.get(wallet, &chain).await?;
				let call = Ehr::withdraw_consent {
					target: target.get(),
					grantee,
				};
				Ok((&chain.submit(&wallet.signer()?, call).await?).into())
			}
			Self::Consents => consents(wallet, &chain).await,
			Self::Credential(command) => command.run(wallet, &chain).await,
			Self::Research(command) => command.run(wallet, &chain).await,
			Self::Cases(command) => command.run(wallet, &chain).await,
			Self::Reporting(command) => command.run(wallet, &chain).await,
			Self::Selling(command) => command.run(wallet, &chain).await,
			Self::Accesses => {
				let patient = Some(wallet.account(wallet.identity()?)?);
				let at = At::Block(chain.hash(At::Finalised).await?);
				let filter = TrailFilter {
					record: None,
					patient,
					from: 0,
					to: u32::MAX,
				};
				Ok(trail::report(
					&chain.access_trail(filter, at).await?,
					&chain.hospitals(at).await?,
				))
			}
			Self::Watch { count } => watch(wallet, &chain, count).await,
		}
	}
}

async fn export(wallet: &Wallet, chain: &Chain, folder: &Path) -> Result<Report> {
	let secrets = wallet.secrets()?;
	let patient = secrets.signer().account();
	let records = chain
		.records(RecordFilter::Patient(patient), At::Finalised)
		.await?;
	let mut report = Report::new();
	let mut files = Vec::new();
	for record in &records {
		let opened = open::as_patient(chain, &secrets, record.id).await?;
		let path = folder.join(format!("{}.json", hex::encode(record.id)));
		files::write_new(&path, &opened.bundle()?)?;
		report = report.line(path.display().to_string());
		files.push(path.display().to_string());
	}
	Ok(report.set("files", files))
}

async fn consents(wallet: &Wallet, chain: &Chain) -> Result<Report> {
	let patient = wallet.account(wallet.identity()?)?;
	let at = At::Block(chain.hash(At::Best).await?);
	let hospitals = chain.hospitals(at).await?;
	let consents = chain.consents(&patient, at).await?;
	let report = consents.iter().fold(Report::new(), |report, consent| {
		report.line(format!(
			"{} for {} until block {}{}",
			trail::target(&consent.target),
			trail::grantee(&hospitals, &consent.grantee),
			consent.expires_at,
			if consent.live { "" } else { " (expired)" },
		))
	});
	let list: Vec<_> = consents
		.iter()
		.map(|consent| {
			json!({
				"target": trail::target(&consent.target),
				"grantee": trail::grantee(&hospitals, &consent.grantee),
				"expiresAt": consent.expires_at,
				"live": consent.live,
			})
		})
		.collect();
	Ok(report.set("consents", list))
}

/// Prints entries that concern the patient, each once its block is final.
async fn watch(wallet: &Wallet, chain: &Chain, count: Option<u32>) -> Result<Report> {
	let patient = wallet.account(wallet.identity()?)?;
	let mut headers = chain.finalised_headers().await?;
	let mut next = chain.height(At::Finalised).await?.saturating_add(1);
	wallet.say(
		Report::new()
			.line(format!("following from block {next} on"))
			.set("following", next),
	);
	let mut seen: u32 = 0;
	while count.is_none_or(|count| seen < count) {
		let header = match headers.next().await {
			Some(Ok(header)) => header,
			_ => return Err(crate::chain::ChainError::Transport("the subscription ended".into()).into()),
		};
		let at = At::Block(header.hash());
		let filter = TrailFilter {
			record: None,
			patient: Some(patient.clone()),
			from: next,
			to: header.number,
		};
		next = header.number.saturating_add(1);
		let entries = chain.access_trail(filter, at).await?;
		if !entries.is_empty() {
			wallet.say(trail::report(&entries, &chain.hospitals(at).await?));
			seen = seen.saturating_add(u32::try_from(entries.len()).unwrap_or(u32::MAX));
		}
	}
	Ok(Report::new().set("entries", seen))
}

/// A patient's card: the account, and the wrap key with its proof.
pub(super) fn read_card(path: &Path) -> Result<(AccountId, ProvenKey)> {
	let invalid = |what: &str| WalletError::Input(format!("{}: {what}", path.display()));
	let bytes = std::fs::read(path).map_err(WalletError::file(path))?;
	let card: Value = serde_json::from_slice(&bytes).map_err(|e| invalid(&e.to_string()))?;
	let text = |name: &str| {
		card.get(name)
			.and_then(Value::as_str)
			.ok_or_else(|| invalid(&format!("/{name}: missing")))
	};
	let account = sp_core::crypto::Ss58Codec::from_ss58check(text("account")?)
		.map_err(|_| invalid("/account: not an address"))?;
	let wrap = hex::decode(text("wrap")?.trim_start_matches("0x")).map_err(|_| invalid("/wrap: not hex"))?;
	let wrap = ProvenKey::decode(&mut &wrap[..]).map_err(|_| invalid("/wrap: not a key with its proof"))?;
	Ok((account, wrap))
}
