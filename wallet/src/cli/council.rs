use super::{
	calls::{Keys, Registry, Revocation, Staking},
	hospital as hospital_of, motions, operator, Report, Wallet,
};
use crate::{
	attributes,
	chain::Signer,
	council::{self, Body, Motion},
	error::{Result, WalletError},
};
use clap::{Args, Subcommand};
use salus_primitives::Hash;
use salus_runtime::{Runtime, RuntimeCall};

/// Each decision is a motion. With the keys of enough members at hand it is proposed, voted and closed in one go;
/// otherwise `--propose` starts it, and members vote and close by its hash and number.
#[derive(Args)]
pub(super) struct How {
	/// Secret URIs or keystore names of further members who vote aye now.
	#[arg(long = "with", value_name = "NAME|URI", num_args = 1..)]
	others: Vec<String>,
	/// Only propose, to pass with this many ayes.
	#[arg(long, value_name = "AYES", conflicts_with = "others")]
	propose: Option<u32>,
}

#[derive(Subcommand)]
pub(super) enum Command {
	/// Accredit hospitals that applied.
	#[command(
		after_help = "Example: salus council accredit st-mary charite --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Accredit {
		/// Handles.
		#[arg(required = true)]
		handles: Vec<String>,
		#[command(flatten)]
		how: How,
	},
	/// Reject an application: its deposit returns and its handle is free again.
	#[command(
		after_help = "Example: salus council reject mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Reject {
		/// Handle.
		handle: String,
		#[command(flatten)]
		how: How,
	},
	/// Suspend a hospital: its staff open nothing from the next block.
	#[command(
		after_help = "Example: salus council suspend mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Suspend {
		/// Handle.
		handle: String,
		#[command(flatten)]
		how: How,
	},
	/// Reinstate a suspended hospital.
	#[command(
		after_help = "Example: salus council reinstate mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Reinstate {
		/// Handle.
		handle: String,
		#[command(flatten)]
		how: How,
	},
	/// Grant attributes of the namespace 'consortium': the whole set that the person shall hold there.
	#[command(
		after_help = "Example: salus council grant //Cardiologist consortium/cardiologist --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Grant {
		/// The person.
		account: String,
		/// Attributes.
		#[arg(required = true)]
		attributes: Vec<String>,
		#[command(flatten)]
		how: How,
	},
	/// Take attributes of the namespace 'consortium' away; the person's keys die at the next epoch.
	#[command(
		after_help = "Example: salus council withdraw //Nurse consortium/cardiologist --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Withdraw {
		/// The person.
		account: String,
		/// Attributes.
		#[arg(required = true)]
		attributes: Vec<String>,
		#[command(flatten)]
		how: How,
	},
	/// Revoke a person.
	#[command(
		after_help = "Example: salus council revoke //Nurse --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Revoke {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// Let a revoked person reserve new keys; the old ones never revive.
	#[command(
		after_help = "Example: salus council restore //Nurse --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Restore {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// Begin the next epoch of the key authority now: revocations act at once.
	#[command(
		after_help = "Example: salus council force-epoch --as //CouncilA --with //CouncilB //CouncilC"
	)]
	ForceEpoch {
		#[command(flatten)]
		how: How,
	},
	/// Enrol an auditor.
	#[command(
		after_help = "Example: salus council enrol-auditor //Auditor --as //CouncilA --with //CouncilB //CouncilC"
	)]
	EnrolAuditor {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// Enrol a researcher.
	#[command(
		after_help = "Example: salus council enrol-researcher //Researcher --as //CouncilA --with //CouncilB //CouncilC"
	)]
	EnrolResearcher {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// End the enrolment of an auditor.
	#[command(
		after_help = "Example: salus council dismiss-auditor //Auditor --as //CouncilA --with //CouncilB //CouncilC"
	)]
	DismissAuditor {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// End the enrolment of a researcher.
	#[command(
		after_help = "Example: salus council dismiss-researcher //Researcher --as //CouncilA --with //CouncilB //CouncilC"
	)]
	DismissResearcher {
		/// The person.
		account: String,
		#[command(flatten)]
		how: How,
	},
	/// Forgive a slash that is pending, and let the hospital stand again.
	#[command(
		after_help = "Example: salus council cancel-slash 41 mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	CancelSlash {
		/// Session of the offence.
		session: u32,
		/// Handle, address or key of the hospital's operator.
		hospital: String,
		#[command(flatten)]
		how: How,
	},
	/// Set how many hospitals validate, if as many stand for election.
	#[command(
		after_help = "Example: salus council set-validator-count 21 --as //CouncilA --with //CouncilB //CouncilC"
	)]
	SetValidatorCount {
		/// How many.
		count: u32,
		#[command(flatten)]
		how: How,
	},
	/// Vote on a motion.
	#[command(after_help = "Example: salus council vote 0x12…ef 3 --aye --as //CouncilB")]
	Vote {
		/// Hash of the motion.
		#[arg(value_parser = super::hash)]
		motion: Hash,
		/// Its number.
		index: u32,
		/// Approve.
		#[arg(long, conflicts_with = "nay", required_unless_present = "nay")]
		aye: bool,
		/// Reject.
		#[arg(long)]
		nay: bool,
		#[command(flatten)]
		whose: motions::Whose,
	},
	/// Propose what the council, or the technical committee, may do beside the decisions above.
	Propose(motions::Propose),
	/// Close a motion, which carries it out if it passed.
	#[command(after_help = "Example: salus council close 0x12…ef 3 --as //CouncilB")]
	Close {
		/// Hash of the motion.
		#[arg(value_parser = super::hash)]
		motion: Hash,
		/// Its number.
		index: u32,
		#[command(flatten)]
		whose: motions::Whose,
	},
	/// List the motions that are open.
	#[command(after_help = "Example: salus council list --committee --json")]
	List {
		#[command(flatten)]
		whose: motions::Whose,
	},
	/// Bring a runtime that the council authorised: the chain runs on it from the next block.
	#[command(
		after_help = "Example: salus council apply-upgrade salus_runtime.compact.compressed.wasm --as //StMary"
	)]
	ApplyUpgrade {
		/// The compiled runtime.
		wasm: std::path::PathBuf,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		let (call, how): (RuntimeCall, How) = match self {
			Self::Vote {
				motion,
				index,
				aye,
				nay: _,
				whose,
			} => {
				let motion = Motion { hash: motion, index };
				let included = council::vote(&chain, whose.body(), &wallet.signer()?, motion, aye).await?;
				return Ok((&included).into());
			}
			Self::Propose(propose) => return propose.run(wallet, &chain).await,
			Self::Close { motion, index, whose } => {
				let motion = Motion { hash: motion, index };
				return motions::close(wallet, &chain, whose.body(), motion).await;
			}
			Self::List { whose } => return motions::list(&chain, whose.body()).await,
			Self::ApplyUpgrade { wasm } => return motions::apply_upgrade(wallet, &chain, &wasm).await,
			Self::Accredit { handles, how } => {
				let mut calls = Vec::new();
				for handle in handles {
					let hospital = hospital_of(&chain, &handle).await?.id;
					calls.push(Registry::accredit { hospital }.into());
				}
				(all_of(calls), how)
			}
			Self::Reject { handle, how } => (
				Registry::reject {
					hospital: hospital_of(&chain, &handle).await?.id,
				}
				.into(),
				how,
			),
			Self::Suspend { handle, how } => (
				Registry::suspend {
					hospital: hospital_of(&chain, &handle).await?.id,
				}
				.into(),
				how,
			),
			Self::Reinstate { handle, how } => (
				Registry::reinstate {
					hospital: hospital_of(&chain, &handle).await?.id,
				}
				.into(),
				how,
			),
			Self::Grant {
				account,
				attributes,
				how,
			} => {
				let account = wallet.account(&account)?;
				(
					Keys::grant_attributes {
						account,
						attributes: attributes::set(&attributes)?,
					}
					.into(),
					how,
				)
			}
			Self::Withdraw {
				account,
				attributes,
				how,
			} => {
				let account = wallet.account(&account)?;
				(
					Keys::withdraw_attributes {
						account,
						attributes: attributes::set(&attributes)?,
					}
					.into(),
					how,
				)
			}
			Self::Revoke { account, how } => (
				Revocation::revoke_user {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
			Self::Restore { account, how } => (
				Revocation::restore {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
			Self::ForceEpoch { how } => (Revocation::force_epoch {}.into(), how),
			Self::CancelSlash {
				session,
				hospital,
				how,
			} => {
				let offender = operator(wallet, &chain, &hospital).await?;
				(Staking::cancel_slash { session, offender }.into(), how)
			}
			Self::SetValidatorCount { count, how } => (Staking::set_validator_count { count }.into(), how),
			Self::EnrolAuditor { account, how } => (
				Registry::enrol_auditor {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
			Self::DismissAuditor { account, how } => (
				Registry::dismiss_auditor {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
			Self::DismissResearcher { account, how } => (
				Registry::dismiss_researcher {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
			Self::EnrolResearcher { account, how } => (
				Registry::enrol_researcher {
					account: wallet.account(&account)?,
				}
				.into(),
				how,
			),
		};
		how.carry_out(wallet, &chain, call).await
	}
}

impl How {
	async fn carry_out(
		self,
		wallet: &Wallet,
		chain: &crate::chain::Chain,
		call: RuntimeCall,
	) -> Result<Report> {
		let member = wallet.signer()?;
		if let Some(ayes) = self.propose {
			if ayes < 2 {
				return Err(WalletError::Input(
					"a motion of one aye decides nothing here".into(),
				));
			}
			let motion = council::propose(chain, Body::Council, &member, call, ayes).await?;
			return Ok(Report::new()
				.line(format!("proposed as motion {} {:?}", motion.index, motion.hash))
				.set("motion", format!("{:?}", motion.hash))
				.set("index", motion.index));
		}
		let mut members: Vec<Signer> = vec![member];
		for other in &self.others {
			members.push(wallet.signer_of(other)?);
		}
		Ok((&council::decide(chain, Body::Council, &members, call).await?).into())
	}
}

/// One call, or all of them or none.
pub(super) fn all_of(mut calls: Vec<RuntimeCall>) -> RuntimeCall {
	match calls.len() {
		1 => calls.remove(0),
		_ => pallet_utility::Call::<Runtime>::batch_all { calls }.into(),
	}
}
