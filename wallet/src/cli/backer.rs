//! Stakes for another's hospital.

use super::{operator, staking, Report, Wallet};
use crate::{amount, error::Result};
use clap::Subcommand;
use salus_primitives::Balance;
use salus_runtime::{Runtime, RuntimeCall};

type Staking = pallet_validator_staking::Call<Runtime>;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Stake for a hospital that stands for election: its rewards and slashes are shared.
	#[command(after_help = "Example: salus backer back st-mary 100 --as //Patient")]
	Back {
		/// Handle, address or key of the hospital's operator.
		hospital: String,
		/// How much, in SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Take of a backing. It can be slashed, and not withdrawn, until reports about it have expired.
	#[command(after_help = "Example: salus backer unback st-mary 100 --as //Patient")]
	Unback {
		/// Handle, address or key of the hospital's operator.
		hospital: String,
		/// How much, in SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Withdraw what was taken back long enough ago.
	#[command(after_help = "Example: salus backer withdraw st-mary --as //Patient")]
	Withdraw {
		/// Handle, address or key of the hospital's operator.
		hospital: String,
	},
	/// Claim what the hospital's blocks earned for the backing.
	#[command(after_help = "Example: salus backer claim-rewards st-mary --as //Patient")]
	ClaimRewards {
		/// Handle, address or key of the hospital's operator.
		hospital: String,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		let call: RuntimeCall = match self {
			Self::Back { hospital, amount } => Staking::back {
				candidate: operator(wallet, &chain, &hospital).await?,
				amount,
			}
			.into(),
			Self::Unback { hospital, amount } => Staking::unback {
				candidate: operator(wallet, &chain, &hospital).await?,
				amount,
			}
			.into(),
			Self::Withdraw { hospital } => Staking::withdraw_backing {
				candidate: operator(wallet, &chain, &hospital).await?,
			}
			.into(),
			Self::ClaimRewards { hospital } => Staking::claim_rewards {
				candidate: operator(wallet, &chain, &hospital).await?,
				who: wallet.signer()?.account(),
			}
			.into(),
		};
		Ok(staking::report(&chain.submit(&wallet.signer()?, call).await?))
	}
}
