use super::{Report, Wallet};
use crate::{chain::At, error::Result, trail};
use clap::Subcommand;
use salus_primitives::{apis::TrailFilter, record::RecordId, BlockNumber};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Everything the trail holds between two blocks: registrations, accesses, consents, authorisations.
	#[command(after_help = "Example: salus auditor report --from 1 --to 14400 --json")]
	Report {
		/// First block.
		#[arg(long, default_value_t = 0)]
		from: BlockNumber,
		/// Last block; the newest finalised one if absent.
		#[arg(long)]
		to: Option<BlockNumber>,
		/// Only one record.
		#[arg(long, value_parser = super::hash)]
		record: Option<RecordId>,
		/// Only one patient.
		#[arg(long)]
		patient: Option<String>,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let Self::Report {
			from,
			to,
			record,
			patient,
		} = self;
		let chain = wallet.chain().await?;
		let at = At::Block(chain.hash(At::Finalised).await?);
		let to = match to {
			Some(to) => to,
			None => chain.height(at).await?,
		};
		let patient = patient.map(|text| wallet.account(&text)).transpose()?;
		let entries = chain
			.access_trail(
				TrailFilter {
					record,
					patient,
					from,
					to,
				},
				at,
			)
			.await?;
		let hospitals = chain.hospitals(at).await?;
		Ok(trail::report(&entries, &hospitals)
			.set("from", from)
			.set("to", to))
	}
}
