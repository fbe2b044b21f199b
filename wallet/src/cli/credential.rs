use super::{Report, Wallet};
use crate::{
	chain::Chain,
	credentials::{self, Folder, Held, Renewal},
	error::{Result, WalletError},
	fhir, open,
};
use clap::Subcommand;
use salus_crypto::{
	attestation::{self, Facts},
	credential::Value,
};
use salus_primitives::record::RecordId;
use serde_json::{json, Map, Value as Json};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Ask the custodian of a record to attest what it says. One that is kept and still good is not asked for again.
	#[command(
		after_help = "Example: salus patient credential get 0x…32 bytes… --attribute birth-decade \\\n  --attribute 'condition:http://snomed.info/sct|44054006' \\\n  --attribute 'observation:http://loinc.org|4548-4|%' --as patient"
	)]
	Get {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// Name of an attribute, as 'facts' lists them; repeatable, in the order of the offer's schema.
		#[arg(long = "attribute", value_name = "NAME", required = true)]
		attributes: Vec<String>,
	},
	/// List the credentials that are kept.
	#[command(after_help = "Example: salus patient credential list --as patient")]
	List,
	/// Ask anew for those that are not of this quarter.
	#[command(after_help = "Example: salus patient credential renew --as patient")]
	Renew,
	/// Open a record and list every attribute that a hospital can attest of it, with its value.
	#[command(after_help = "Example: salus patient credential facts 0x…32 bytes… --as patient")]
	Facts {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let secrets = wallet.secrets()?;
		let folder = folder(wallet, chain)?;
		match self {
			Self::Get { record, attributes } => {
				let schema = attestation::schema(&attributes)
					.map_err(|e| WalletError::Input(format!("the attributes: {e}")))?;
				let held = credentials::obtain(chain, &secrets, &folder, record, &schema).await?;
				Ok(list(&[held]))
			}
			Self::List => Ok(list(&folder.list(&secrets)?)),
			Self::Renew => Ok(renewed(&credentials::renew(chain, &secrets, &folder).await?)),
			Self::Facts { record } => {
				let opened = open::as_patient(chain, &secrets, record).await?;
				let facts = fhir::facts(&opened.bundle()?)
					.map_err(|e| WalletError::Untrue(format!("the record: {e}")))?;
				Ok(facts_report(&facts))
			}
		}
	}
}

/// The folder of the credentials of whoever acts.
pub(super) fn folder(wallet: &Wallet, chain: &Chain) -> Result<Folder> {
	wallet
		.keystore()?
		.credentials(wallet.identity()?, chain.genesis())
}

fn text(value: &Value) -> String {
	match value {
		Value::Bucket(bytes) => String::from_utf8_lossy(bytes).into_owned(),
		Value::Integer(number) => number.to_string(),
	}
}

fn value_json(value: &Value) -> Json {
	match value {
		Value::Bucket(_) => text(value).into(),
		Value::Integer(number) => (*number).into(),
	}
}

fn list(all: &[Held]) -> Report {
	let report = all.iter().fold(Report::new(), |report, held| {
		let credential = &held.credential;
		let heading = format!(
			"{:?}  {}",
			held.record,
			credentials::quarter_name(credential.quarter())
		);
		let attributes = credential.schema().attributes().iter().zip(credential.values());
		attributes.fold(report.line(heading), |report, ((name, _), value)| {
			report.line(format!("  {name} = {}", text(value)))
		})
	});
	report.set("credentials", all.iter().map(held_json).collect::<Vec<_>>())
}

fn held_json(held: &Held) -> Json {
	let credential = &held.credential;
	let attributes: Map<String, Json> = credential
		.schema()
		.attributes()
		.iter()
		.zip(credential.values())
		.map(|((name, _), value)| (name.clone(), value_json(value)))
		.collect();
	json!({
		"record": format!("{:?}", held.record),
		"schema": format!("0x{}", hex::encode(credential.schema().digest())),
		"issuer": format!("0x{}", hex::encode(credential.issuer().pk1)),
		"quarter": credential.quarter(),
		"attributes": attributes,
	})
}

fn renewed(renewals: &[Renewal]) -> Report {
	let report = renewals
		.iter()
		.fold(Report::new(), |report, renewal| match &renewal.outcome {
			Ok(held) => report.line(format!(
				"{:?}  {}",
				renewal.record,
				credentials::quarter_name(held.credential.quarter())
			)),
			Err(error) => report.line(format!("{:?}  not renewed: {error}", renewal.record)),
		});
	let all: Vec<_> = renewals
		.iter()
		.map(|renewal| {
			json!({
				"record": format!("{:?}", renewal.record),
				"quarter": renewal.outcome.as_ref().ok().map(|held| held.credential.quarter()),
				"error": renewal.outcome.as_ref().err().map(WalletError::to_string),
			})
		})
		.collect();
	report.set("renewed", all)
}

fn facts_report(facts: &Facts) -> Report {
	let values: Vec<_> = facts
		.attributes()
		.into_iter()
		.filter_map(|attribute| Some((attribute.name(), facts.value(&attribute)?)))
		.collect();
	let report = values.iter().fold(Report::new(), |report, (name, value)| {
		report.line(format!("{name} = {}", text(value)))
	});
	let all: Map<String, Json> = values
		.iter()
		.map(|(name, value)| (name.clone(), value_json(value)))
		.collect();
	report.set("attributes", all)
}
