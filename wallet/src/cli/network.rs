use super::{Report, Wallet};
use crate::{chain::At, error::Result};
use clap::Subcommand;
use serde_json::json;

#[derive(Subcommand)]
pub(super) enum Command {
	/// The chain, its hospitals, the epoch and the key authority, as one node sees them.
	#[command(after_help = "Example: salus network status --url ws://127.0.0.1:9945 --json")]
	Status,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let Self::Status = self;
		let chain = wallet.chain().await?;
		let finalised = At::Block(chain.hash(At::Finalised).await?);
		let (best, height) = (chain.height(At::Best).await?, chain.height(finalised).await?);
		let epoch = chain.epoch(finalised).await?;
		let hospitals = chain.hospitals(finalised).await?;
		let parameters = chain.parameters(finalised).await?;
		let mut report = Report::new()
			.line(format!("chain {:?} at {}", chain.genesis(), chain.url()))
			.line(format!("best block {best}, finalised {height}"))
			.line(format!(
				"epoch {} of {} blocks since block {}; {} of its update keys are out; the cover has {} nodes",
				epoch.epoch, epoch.length, epoch.started_at, epoch.published, epoch.cover_size
			))
			.line(match &parameters {
				Some(p) => format!(
					"key authority: any {} of {} hospitals",
					p.threshold,
					p.authorities.len()
				),
				None => "key authority: none".into(),
			});
		for hospital in &hospitals {
			report = report.line(format!(
				"hospital {} {}: {:?}, {} staff, {} records, {}",
				hospital.id,
				String::from_utf8_lossy(&hospital.handle),
				hospital.status,
				hospital.staff,
				hospital.records,
				String::from_utf8_lossy(&hospital.endpoint),
			));
		}
		let hospitals: Vec<_> = hospitals
			.iter()
			.map(|hospital| {
				json!({
					"id": hospital.id,
					"handle": String::from_utf8_lossy(&hospital.handle),
					"operator": hospital.operator.to_string(),
					"status": hospital.status,
					"endpoint": String::from_utf8_lossy(&hospital.endpoint),
					"staff": hospital.staff,
					"records": hospital.records,
				})
			})
			.collect();
		Ok(report
			.set("genesis", format!("{:?}", chain.genesis()))
			.set("best", best)
			.set("finalised", height)
			.set("epoch", epoch.epoch)
			.set("epochStartedAt", epoch.started_at)
			.set("epochComplete", epoch.latest_complete == Some(epoch.epoch))
			.set("threshold", parameters.map(|p| p.threshold))
			.set("hospitals", hospitals))
	}
}
