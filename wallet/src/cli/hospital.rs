use super::{
	calls::{Ehr, Keys, Registry, Revocation},
	scope, Report, Wallet,
};
use crate::{
	attributes,
	chain::At,
	error::{Result, WalletError},
	records,
	seal::{self, SealOptions},
	search::keys::OwnKeys,
};
use clap::Subcommand;
use salus_primitives::{
	apis::RecordFilter,
	hospital::{Endpoint, Handle},
	record::Scope,
};
use salus_runtime::{RuntimeCall, RuntimeEvent};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Apply for accreditation with this identity's keys.
	#[command(
		after_help = "Example: salus hospital apply st-mary --endpoint ws://127.0.0.1:9944 --as st-mary"
	)]
	Apply {
		/// Handle: letters a to z, digits and '-'; for ever, and the namespace of your attributes.
		handle: String,
		/// Where the services of this hospital's node answer.
		#[arg(long)]
		endpoint: String,
	},
	/// Change where the services answer.
	#[command(after_help = "Example: salus hospital set-endpoint wss://rpc.st-mary.example --as st-mary")]
	SetEndpoint {
		/// The new address.
		endpoint: String,
	},
	/// Enrol staff.
	#[command(after_help = "Example: salus hospital enrol //Nurse --as st-mary")]
	Enrol {
		/// The person.
		#[arg(required = true)]
		accounts: Vec<String>,
	},
	/// End an enrolment: the person's keys die at the next epoch.
	#[command(after_help = "Example: salus hospital dismiss //Nurse --as st-mary")]
	Dismiss {
		/// The person.
		account: String,
	},
	/// Revoke a member of staff at once.
	#[command(after_help = "Example: salus hospital revoke //Nurse --as st-mary")]
	Revoke {
		/// The person.
		account: String,
	},
	/// Register a patient with the wrap key that the patient made ('salus patient card').
	#[command(after_help = "Example: salus hospital register-patient card.json --as st-mary")]
	RegisterPatient {
		/// The patient's card.
		card: PathBuf,
	},
	/// Grant attributes of this hospital's namespace: the whole set that the person shall hold there.
	#[command(
		after_help = "Example: salus hospital grant //Nurse st-mary/staff st-mary/ward-3 --as st-mary"
	)]
	Grant {
		/// The person.
		account: String,
		/// Attributes.
		#[arg(required = true)]
		attributes: Vec<String>,
	},
	/// Take attributes away; the person's keys die at the next epoch, and the person reserves others.
	#[command(
		after_help = "Example: salus hospital withdraw-attributes //Nurse st-mary/ward-3 --as st-mary"
	)]
	WithdrawAttributes {
		/// The person.
		account: String,
		/// Attributes.
		#[arg(required = true)]
		attributes: Vec<String>,
	},
	/// Seal a FHIR R4 bundle, store it at this hospital's node and register it. To each policy 'or consortium/emergency'
	/// is added: who holds that must break the glass first, which the patient sees.
	#[command(
		after_help = "Example: salus hospital seal record.json --patient //Patient \\\n  --policy 'consortium/cardiologist and (st-mary/staff or charite/staff)' --as st-mary"
	)]
	Seal {
		/// The bundle.
		record: PathBuf,
		/// Who may open: attributes with 'and', 'or', '2 of (…)'.
		#[arg(long)]
		policy: String,
		/// A policy of its own for fields whose label begins with the text before '=': repeatable.
		#[arg(long = "policy-for", value_name = "LABEL=POLICY")]
		policies: Vec<String>,
		/// The patient.
		#[arg(long)]
		patient: String,
		/// Scope, 16 bytes in hex; a new random one if absent.
		#[arg(long, value_parser = scope)]
		scope: Option<Scope>,
		/// The patient refuses that holders of consortium/emergency open in an emergency.
		#[arg(long)]
		no_emergency: bool,
	},
	/// List the records in this hospital's custody.
	#[command(after_help = "Example: salus hospital records st-mary --json")]
	Records {
		/// Handle.
		handle: String,
	},
	/// Let another hospital's staff find and open the records of a scope: it gets the index keys of all epochs so far.
	#[command(
		after_help = "Example: salus hospital authorise charite 0x…16 bytes… --blocks 14400 --as st-mary"
	)]
	Authorise {
		/// Handle of the other hospital.
		handle: String,
		/// The scope.
		#[arg(value_parser = scope)]
		scope: Scope,
		/// Blocks from now until it expires.
		#[arg(long)]
		blocks: u32,
	},
	/// End an authorisation.
	#[command(
		after_help = "Example: salus hospital withdraw-authorisation charite 0x…16 bytes… --as st-mary"
	)]
	WithdrawAuthorisation {
		/// Handle of the other hospital.
		handle: String,
		/// The scope.
		#[arg(value_parser = scope)]
		scope: Scope,
	},
	#[command(flatten)]
	Indexing(super::indexing::Command),
	#[command(flatten)]
	Custody(super::custody::Command),
	#[command(flatten)]
	Standing(super::standing::Command),
	#[command(flatten)]
	Staking(super::staking::Command),
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let command = match self {
			Self::Indexing(command) if command.is_local() => return command.run_locally(),
			command => command,
		};
		let chain = wallet.chain().await?;
		let call: RuntimeCall = match command {
			Self::Apply { handle, endpoint } => return apply(wallet, &chain, &handle, &endpoint).await,
			Self::SetEndpoint { endpoint } => Registry::set_endpoint {
				endpoint: endpoint_of(&endpoint)?,
			}
			.into(),
			Self::Enrol { accounts } => {
				let mut calls = Vec::new();
				for account in accounts {
					calls.push(
						Registry::enrol_staff {
							account: wallet.account(&account)?,
						}
						.into(),
					);
				}
				super::council::all_of(calls)
			}
			Self::Dismiss { account } => Registry::dismiss_staff {
				account: wallet.account(&account)?,
			}
			.into(),
			Self::Revoke { account } => Revocation::revoke_staff {
				account: wallet.account(&account)?,
			}
			.into(),
			Self::RegisterPatient { card } => {
				let (patient, wrap) = super::patient::read_card(&card)?;
				Registry::register_patient { patient, wrap }.into()
			}
			Self::Grant { account, attributes } => {
				let account = wallet.account(&account)?;
				Keys::grant_attributes {
					account,
					attributes: attributes::set(&attributes)?,
				}
				.into()
			}
			Self::WithdrawAttributes { account, attributes } => {
				let account = wallet.account(&account)?;
				Keys::withdraw_attributes {
					account,
					attributes: attributes::set(&attributes)?,
				}
				.into()
			}
			Self::Seal {
				record,
				policy,
				policies,
				patient,
				scope,
				no_emergency,
			} => {
				let options = SealOptions {
					policy,
					policies: policies
						.iter()
						.map(|text| seal::labelled_policy(text))
						.collect::<Result<_>>()?,
					patient: wallet.account(&patient)?,
					scope,
					emergency: !no_emergency,
				};
				let done = seal::seal_file(&chain, &wallet.signer()?, &record, options).await?;
				let report = Report::from(&done.included);
				let report = match done.attested {
					true => report,
					false => report.line(
						"more codes than an attestation takes: the patient gets no credential of this record",
					),
				};
				return Ok(report
					.line(format!("record {:?}", done.record))
					.line(format!("scope 0x{}", hex::encode(done.scope)))
					.line(format!(
						"{} fields in {} bytes of ciphertext",
						done.fields, done.length
					))
					.set("record", format!("{:?}", done.record))
					.set("scope", format!("0x{}", hex::encode(done.scope)))
					.set("fields", done.fields)
					.set("length", done.length)
					.set("attested", done.attested));
			}
			Self::Records { handle } => {
				let hospital = super::hospital(&chain, &handle).await?;
				let records = chain
					.records(RecordFilter::Custodian(hospital.id), At::Best)
					.await?;
				return Ok(records::list(&records));
			}
			Self::Authorise {
				handle,
				scope,
				blocks,
			} => {
				let signer = wallet.signer()?;
				let at = At::Block(chain.hash(At::Best).await?);
				let grantee = super::hospital(&chain, &handle).await?;
				let keys = OwnKeys::of(&chain, &signer, at).await?;
				let call = Ehr::authorise_hospital {
					grantee: grantee.id,
					scope,
					expires_at: chain.height(at).await?.saturating_add(blocks),
					keys: keys.for_grantee(&chain, scope, &grantee, at).await?,
				};
				return Ok((&chain.submit(&signer, call).await?).into());
			}
			Self::WithdrawAuthorisation { handle, scope } => {
				let grantee = super::hospital(&chain, &handle).await?.id;
				Ehr::withdraw_authorisation { grantee, scope }.into()
			}
			Self::Indexing(command) => return command.run(wallet, &chain).await,
			Self::Custody(command) => return command.run(wallet, &chain).await,
			Self::Standing(command) => return command.run(wallet, &chain).await,
			Self::Staking(command) => return command.run(wallet, &chain).await,
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

async fn apply(wallet: &Wallet, chain: &crate::chain::Chain, handle: &str, endpoint: &str) -> Result<Report> {
	let secrets = wallet.secrets()?;
	let invalid = || WalletError::Input(format!("'{handle}' is no handle: 1 to 32 of a-z, 0-9 and '-'"));
	if !salus_primitives::hospital::is_valid_handle(handle.as_bytes()) {
		return Err(invalid());
	}
	let call = Registry::apply {
		handle: Handle::try_from(handle.as_bytes().to_vec()).map_err(|_| invalid())?,
		endpoint: endpoint_of(endpoint)?,
		wrap: secrets.proven_wrap(chain.genesis()),
		issuer: secrets.proven_issuer(chain.genesis()),
	};
	let included = chain.submit(&secrets.signer(), call).await?;
	let id = included.find(|event| match event {
		RuntimeEvent::HospitalRegistry(pallet_hospital_registry::Event::Applied { hospital, .. }) => {
			Some(*hospital)
		}
		_ => None,
	});
	Ok(Report::from(&included)
		.line("applied; the council decides")
		.set("hospital", id))
}

fn endpoint_of(text: &str) -> Result<Endpoint> {
	if !["ws://", "wss://"].iter().any(|scheme| text.starts_with(scheme)) {
		return Err(WalletError::Input(format!(
			"'{text}' is no address of JSON-RPC: ws:// or wss://"
		)));
	}
	Endpoint::try_from(text.as_bytes().to_vec())
		.map_err(|_| WalletError::Input("an endpoint has at most 256 bytes".into()))
}
