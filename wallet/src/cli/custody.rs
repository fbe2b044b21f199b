use super::{calls::Ehr, Report, Wallet};
use crate::{
	chain::Chain,
	custody,
	error::{Result, WalletError},
};
use clap::Subcommand;
use salus_primitives::record::{Location, RecordId};
use salus_runtime::RuntimeCall;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Offer custody of a record to another hospital. You keep it until that hospital accepts.
	#[command(after_help = "Example: salus hospital transfer 0x…32 bytes… --to charite --as st-mary")]
	Transfer {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// Handle of the hospital that shall have it.
		#[arg(long)]
		to: String,
	},
	/// Take over a record that is offered: fetch ciphertext and custodian's parts, check both, store both, then accept.
	#[command(
		after_help = "Asked again after a failure, it goes on; also if custody moved already and your node lacks the record.\n\n\
		              Example: salus hospital accept 0x…32 bytes… --as charite"
	)]
	Accept {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
	/// Withdraw an offer of custody, or decline one.
	#[command(after_help = "Example: salus hospital cancel-transfer 0x…32 bytes… --as st-mary")]
	CancelTransfer {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
	/// Change where the chain says that you keep a ciphertext.
	#[command(
		after_help = "Example: salus hospital update-location 0x…32 bytes… archive/2026/01 --as st-mary"
	)]
	UpdateLocation {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
		/// At most 128 bytes, opaque to the chain.
		location: String,
	},
	/// Retire a record: nobody new opens it.
	#[command(after_help = "Example: salus hospital retire 0x…32 bytes… --as st-mary")]
	Retire {
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call: RuntimeCall = match self {
			Self::Accept { record } => return accept(wallet, chain, record).await,
			Self::Transfer { record, to } => {
				let to = super::hospital(chain, &to).await?.id;
				Ehr::transfer_custody { record, to }.into()
			}
			Self::CancelTransfer { record } => Ehr::cancel_transfer { record }.into(),
			Self::UpdateLocation { record, location } => {
				let location = Location::try_from(location.into_bytes())
					.map_err(|_| WalletError::Input("a location has at most 128 bytes".into()))?;
				Ehr::update_location { record, location }.into()
			}
			Self::Retire { record } => Ehr::retire_record { record }.into(),
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

async fn accept(wallet: &Wallet, chain: &Chain, record: RecordId) -> Result<Report> {
	let accepted = custody::accept(chain, &wallet.secrets()?, record).await?;
	let report = match &accepted.included {
		Some(included) => Report::from(included),
		None => Report::new().line("custody of the record is this hospital's already"),
	};
	Ok(report
		.line(match accepted.fetched {
			Some(bytes) => format!(
				"fetched and stored {bytes} bytes of ciphertext, {} custodian's parts and {} attestation",
				accepted.parts,
				if accepted.attested { "the" } else { "no" }
			),
			None => "this hospital's node has the record already".into(),
		})
		.set("record", format!("{record:?}"))
		.set("fetched", accepted.fetched)
		.set("parts", accepted.parts)
		.set("attested", accepted.attested))
}
