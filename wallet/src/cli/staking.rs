//! A hospital's stake, keys and candidacy.

use super::{calls::Staking, Report, Wallet};
use crate::{
	amount,
	chain::{Chain, ChainError, Included},
	error::{Result, WalletError},
};
use clap::Subcommand;
use codec::{DecodeAll, Encode};
use jsonrpsee::rpc_params;
use pallet_validator_staking::Event;
use salus_primitives::Balance;
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent, SessionKeys};
use serde::Deserialize;
use serde_json::json;
use sp_core::Bytes;

type Session = pallet_session::Call<Runtime>;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Stake for this hospital, the first step to validating.
	#[command(after_help = "Example: salus hospital bond 10000 --as st-mary")]
	Bond {
		/// How much, in SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Add to the bond.
	#[command(after_help = "Example: salus hospital bond-extra 250.5 --as st-mary")]
	BondExtra {
		/// How much more, in SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Take of the bond. It can be slashed, and not withdrawn, until reports about it have expired.
	#[command(after_help = "Example: salus hospital unbond 5000 --as st-mary")]
	Unbond {
		/// How much, in SAL.
		#[arg(value_parser = amount::parse)]
		amount: Balance,
	},
	/// Withdraw what was unbonded long enough ago.
	#[command(after_help = "Example: salus hospital withdraw-unbonded --as st-mary")]
	WithdrawUnbonded,
	/// Make session keys in this hospital's node and register them. The node must be this hospital's own, asked over its
	/// loopback interface: the secrets stay there.
	#[command(
		after_help = "Example: salus hospital rotate-keys --url ws://127.0.0.1:9944 --as st-mary\n\
		The new keys are used from the second session boundary on; until then the node needs the old ones too."
	)]
	RotateKeys,
	/// Stand for election: with a bond and session keys.
	#[command(after_help = "Example: salus hospital validate --as st-mary")]
	Validate,
	/// Stand for election no more. Keep the node running until it validates no more: 'salus network status' shows it.
	#[command(after_help = "Example: salus hospital chill --as st-mary")]
	Chill,
	/// Remove the session keys of a hospital that neither stands nor validates.
	#[command(after_help = "Example: salus hospital purge-keys --as st-mary")]
	PurgeKeys,
	/// Claim what the hospital's blocks earned it.
	#[command(after_help = "Example: salus hospital claim-rewards --as st-mary")]
	ClaimRewards,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let signer = wallet.signer()?;
		let call: RuntimeCall = match self {
			Self::RotateKeys => return rotate_keys(wallet, chain).await,
			Self::Bond { amount } => Staking::bond { amount }.into(),
			Self::BondExtra { amount } => Staking::bond_extra { amount }.into(),
			Self::Unbond { amount } => Staking::unbond { amount }.into(),
			Self::WithdrawUnbonded => Staking::withdraw_unbonded {}.into(),
			Self::Validate => Staking::validate {}.into(),
			Self::Chill => Staking::chill {}.into(),
			Self::PurgeKeys => Staking::purge_keys {}.into(),
			Self::ClaimRewards => {
				let own = signer.account();
				Staking::claim_rewards {
					candidate: own.clone(),
					who: own,
				}
				.into()
			}
		};
		Ok(report(&chain.submit(&signer, call).await?))
	}
}

/// What a node answers that made keys.
#[derive(Deserialize)]
struct Made {
	keys: Bytes,
	#[serde(default)]
	proof: Option<Bytes>,
}

/// Keys are made by the node and registered with the proof that it holds them for this account.
async fn rotate_keys(wallet: &Wallet, chain: &Chain) -> Result<Report> {
	let signer = wallet.signer()?;
	let owner = Bytes(signer.account().encode());
	let made: Made = chain
		.rpc("author_rotateKeysWithOwner", rpc_params![owner])
		.await?;
	let keys = SessionKeys::decode_all(&mut &made.keys[..])
		.map_err(|_| ChainError::Undecodable("author_rotateKeysWithOwner"))?;
	let proof = made.proof.ok_or_else(|| {
		WalletError::NotAllowed("the node does not prove that it holds the keys it made".into())
	})?;
	let hex = |key: Vec<u8>| format!("0x{}", hex::encode(key));
	let (aura, grandpa) = (hex(keys.aura.encode()), hex(keys.grandpa.encode()));
	let call = Session::set_keys { keys, proof: proof.0 };
	let included = chain.submit(&signer, call).await?;
	Ok(Report::from(&included)
		.line(format!("blocks are signed with {aura}"))
		.line(format!("votes are signed with {grandpa}"))
		.line("from the second session boundary on; keep the old keys until then")
		.set("keys", json!({ "aura": aura, "grandpa": grandpa })))
}

/// What a call says that moved stakes or rewards.
pub(super) fn report(included: &Included) -> Report {
	let mut report = Report::from(included);
	for event in &included.events {
		let RuntimeEvent::ValidatorStaking(event) = event else {
			continue;
		};
		report = match event {
			Event::Unbonded {
				amount: of,
				withdrawable_at,
				..
			}
			| Event::Unbacked {
				amount: of,
				withdrawable_at,
				..
			} => moved(report, "waits", *of)
				.line(format!("it can be withdrawn in session {withdrawable_at}"))
				.set("withdrawableAt", *withdrawable_at),
			Event::Bonded { amount: of, .. } | Event::Backed { amount: of, .. } => {
				moved(report, "is at stake", *of)
			}
			Event::Withdrawn { amount: of, .. } | Event::BackingWithdrawn { amount: of, .. } => {
				moved(report, "is free", *of)
			}
			Event::RewardClaimed { amount: of, .. } => moved(report, "was paid", *of),
			Event::RewardForfeited { amount: of, .. } => moved(
				report,
				"stays in the pot: too little for an account to exist",
				*of,
			),
			_ => report,
		};
	}
	report
}

fn moved(report: Report, what: &str, of: Balance) -> Report {
	report
		.line(format!("{} {what}", amount::show(of)))
		.set("amount", of.to_string())
}
