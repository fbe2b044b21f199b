//! Stakes for another's hospital.

use super::{calls::Staking, operator, staking, Report, Wallet};
use crate::{amount, chain::At, error::Result};
use clap::Subcommand;
use salus_primitives::{validator::BackingInfo, AccountId, Balance};
use salus_runtime::RuntimeCall;
use serde_json::{json, Value};

type Backing = BackingInfo<AccountId, Balance>;

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
	/// List what an account stakes for hospitals: at stake, waiting, earned.
	#[command(after_help = "Example: salus backer list --as //Patient\n\
		Example: salus backer list 5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT --json")]
	List {
		/// Address, key or //URI of the backer; who acts, if absent.
		account: Option<String>,
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
			Self::List { account } => {
				let backer = match account {
					Some(account) => wallet.account(&account)?,
					None => wallet.account(wallet.identity()?)?,
				};
				let backings = chain.backings(&backer, At::Finalised).await?;
				return Ok(listed(&backings));
			}
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

fn listed(backings: &[Backing]) -> Report {
	let mut report = Report::new();
	if backings.is_empty() {
		report = report.line("nothing is staked for any hospital");
	}
	for backing in backings {
		report = report.line(line(backing));
	}
	report.set("backings", backings.iter().map(value).collect::<Vec<_>>())
}

fn line(backing: &Backing) -> String {
	let mut line = format!(
		"{}: {} at stake, {} to claim",
		backing.account,
		amount::show(backing.active),
		amount::show(backing.reward)
	);
	for waiting in &backing.waiting {
		line += &format!(
			", {} to withdraw in session {}",
			amount::show(waiting.amount),
			waiting.withdrawable_at
		);
	}
	if !backing.candidate {
		line += "; the hospital stands no more";
	}
	line
}

fn value(backing: &Backing) -> Value {
	let waiting: Vec<_> = backing
		.waiting
		.iter()
		.map(|waiting| {
			json!({
				"amount": waiting.amount.to_string(),
				"withdrawableAt": waiting.withdrawable_at,
			})
		})
		.collect();
	json!({
		"account": backing.account.to_string(),
		"hospital": backing.hospital,
		"candidate": backing.candidate,
		"active": backing.active.to_string(),
		"reward": backing.reward.to_string(),
		"waiting": waiting,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::{validator::WaitingInfo, SAL};

	#[test]
	fn a_backing_is_shown_with_what_waits_and_what_it_earned() {
		let mut backing = Backing {
			account: AccountId::new([1; 32]),
			hospital: Some(3),
			candidate: true,
			active: 100 * SAL,
			reward: SAL / 2,
			waiting: vec![WaitingInfo {
				amount: 7 * SAL,
				withdrawable_at: 229,
			}],
		};
		let shown = line(&backing);
		assert!(
			shown.ends_with(": 100 SAL at stake, 0.5 SAL to claim, 7 SAL to withdraw in session 229"),
			"{shown}"
		);
		assert_eq!(
			value(&backing)["waiting"],
			json!([{ "amount": (7 * SAL).to_string(), "withdrawableAt": 229 }])
		);
		backing.candidate = false;
		backing.waiting.clear();
		let shown = line(&backing);
		assert!(
			shown.ends_with(" to claim; the hospital stands no more"),
			"{shown}"
		);
	}

	#[test]
	fn an_empty_list_is_said_and_is_an_empty_array() {
		let report = listed(&[]);
		assert_eq!(report.text(), "nothing is staked for any hospital");
		assert!(report.json().to_string().contains("\"backings\":[]"));
	}
}
