//! Whether hospitals may count a patient; and what the council sets for counts.

use super::{calls::Research, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
	research::epsilon,
};
use clap::{Args, Subcommand};
use salus_primitives::{
	research::{MicroEpsilon, ResearchParameters},
	BlockNumber,
};
use salus_runtime::RuntimeCall;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Let hospitals count you for research: they tell numbers with noise, never who. Nobody is counted who did not say so.
	#[command(after_help = "Example: salus patient research join --as patient")]
	Join,
	/// Be counted no more. Costs nothing; the deposit returns.
	#[command(after_help = "Example: salus patient research leave --as patient")]
	Leave,
	/// Show whether you are counted.
	#[command(after_help = "Example: salus patient research show --as patient")]
	Show,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		match self {
			Self::Join => Ok((&chain
				.submit(&wallet.signer()?, Research::join_research {})
				.await?)
				.into()),
			Self::Leave => Ok((&chain
				.submit(&wallet.signer()?, Research::leave_research {})
				.await?)
				.into()),
			Self::Show => {
				let patient = wallet.account(wallet.identity()?)?;
				let counted = chain.is_counted(&patient, At::Best).await?;
				let said = if counted { "counted" } else { "not counted" };
				Ok(Report::new().line(said).set("counted", counted))
			}
		}
	}
}

/// What the council sets for counts; what is not named stays.
#[derive(Args)]
pub(super) struct Rules {
	/// What one researcher may spend in a period, over all hospitals.
	#[arg(long, value_parser = epsilon::parse, value_name = "EPSILON")]
	budget: Option<MicroEpsilon>,
	/// Least of one answer.
	#[arg(long, value_parser = epsilon::parse, value_name = "EPSILON")]
	least: Option<MicroEpsilon>,
	/// Most of one answer.
	#[arg(long, value_parser = epsilon::parse, value_name = "EPSILON")]
	most: Option<MicroEpsilon>,
	/// Blocks after which a budget is whole again.
	#[arg(long, value_name = "BLOCKS")]
	period: Option<BlockNumber>,
	/// Blocks after a spending in which the hospital answers it.
	#[arg(long, value_name = "BLOCKS")]
	window: Option<BlockNumber>,
	/// Counts below it are not told.
	#[arg(long)]
	floor: Option<u32>,
}

impl Rules {
	/// The call that sets them.
	pub(super) async fn call(self, chain: &Chain) -> Result<RuntimeCall> {
		let now = chain.research_parameters(At::Best).await?;
		let parameters = ResearchParameters {
			budget: self.budget.unwrap_or(now.budget),
			min_epsilon: self.least.unwrap_or(now.min_epsilon),
			max_epsilon: self.most.unwrap_or(now.max_epsilon),
			period: self.period.unwrap_or(now.period),
			window: self.window.unwrap_or(now.window),
			floor: self.floor.unwrap_or(now.floor),
		};
		if parameters == now {
			return Err(WalletError::Input("these are the rules already".into()));
		}
		Ok(Research::set_parameters { parameters }.into())
	}
}
