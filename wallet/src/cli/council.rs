use super::{
	calls::{Cases, Ehr, Keys, Registry, Revocation, Staking},
	hospital as hospital_of, motions, operator, Report, Wallet,
};
use crate::{
	attributes,
	chain::{Chain, Signer},
	council::{self, Body, Motion},
	error::{Result, WalletError},
};
use clap::{Args, Subcommand};
use salus_primitives::{
	authority::AttributeSet,
	cases::CaseId,
	hospital::HospitalId,
	index::{EmergencyId, EmergencyVerdict},
	AccountId, Hash,
};
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

/// A decision on a hospital.
#[derive(Args)]
pub(super) struct OnHospital {
	/// Handle.
	handle: String,
	#[command(flatten)]
	how: How,
}

/// A decision on a person.
#[derive(Args)]
pub(super) struct OnPerson {
	/// The person.
	account: String,
	#[command(flatten)]
	how: How,
}

/// A decision on what a person holds.
#[derive(Args)]
pub(super) struct OnAttributes {
	#[command(flatten)]
	on: OnPerson,
	/// Attributes.
	#[arg(required = true)]
	attributes: Vec<String>,
}

impl OnHospital {
	async fn decision<C: Into<RuntimeCall>>(
		self,
		chain: &Chain,
		call: impl FnOnce(HospitalId) -> C,
	) -> Result<(RuntimeCall, How)> {
		let hospital = hospital_of(chain, &self.handle).await?.id;
		Ok((call(hospital).into(), self.how))
	}
}

impl OnPerson {
	fn decision<C: Into<RuntimeCall>>(
		self,
		wallet: &Wallet,
		call: impl FnOnce(AccountId) -> C,
	) -> Result<(RuntimeCall, How)> {
		let account = wallet.account(&self.account)?;
		Ok((call(account).into(), self.how))
	}
}

impl OnAttributes {
	fn decision<C: Into<RuntimeCall>>(
		self,
		wallet: &Wallet,
		call: impl FnOnce(AccountId, AttributeSet) -> C,
	) -> Result<(RuntimeCall, How)> {
		let attributes = attributes::set(&self.attributes)?;
		self.on.decision(wallet, |account| call(account, attributes))
	}
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
	Reject(OnHospital),
	/// Suspend a hospital: its staff open nothing from the next block.
	#[command(
		after_help = "Example: salus council suspend mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Suspend(OnHospital),
	/// Reinstate a suspended hospital.
	#[command(
		after_help = "Example: salus council reinstate mayo --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Reinstate(OnHospital),
	/// Grant attributes of the namespace 'consortium': the whole set that the person shall hold there.
	#[command(
		after_help = "Example: salus council grant //Cardiologist consortium/cardiologist --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Grant(OnAttributes),
	/// Take attributes of the namespace 'consortium' away; the person's keys die at the next epoch.
	#[command(
		after_help = "Example: salus council withdraw //Nurse consortium/cardiologist --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Withdraw(OnAttributes),
	/// Revoke a person.
	#[command(
		after_help = "Example: salus council revoke //Nurse --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Revoke(OnPerson),
	/// Let a revoked person reserve new keys; the old ones never revive.
	#[command(
		after_help = "Example: salus council restore //Nurse --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Restore(OnPerson),
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
	EnrolAuditor(OnPerson),
	/// Enrol a researcher.
	#[command(
		after_help = "Example: salus council enrol-researcher //Researcher --as //CouncilA --with //CouncilB //CouncilC"
	)]
	EnrolResearcher(OnPerson),
	/// End the enrolment of an auditor.
	#[command(
		after_help = "Example: salus council dismiss-auditor //Auditor --as //CouncilA --with //CouncilB //CouncilC"
	)]
	DismissAuditor(OnPerson),
	/// End the enrolment of a researcher.
	#[command(
		after_help = "Example: salus council dismiss-researcher //Researcher --as //CouncilA --with //CouncilB //CouncilC"
	)]
	DismissResearcher(OnPerson),
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
	/// Review an emergency in which a record was opened without consent. An abuse ends the doctor's emergencies, and the
	/// doctor declares no other for a while.
	#[command(
		after_help = "Example: salus council review-emergency 3 --justified --as //CouncilA --with //CouncilB //CouncilC"
	)]
	ReviewEmergency {
		/// The emergency, as 'salus auditor emergencies' lists it.
		id: EmergencyId,
		/// It was one.
		#[arg(long, conflicts_with = "abuse", required_unless_present = "abuse")]
		justified: bool,
		/// It was none.
		#[arg(long)]
		abuse: bool,
		#[command(flatten)]
		how: How,
	},
	/// Name who decides disputes about reports that begin from now on: needs a registered wrap key ('salus council register-keys').
	#[command(
		after_help = "Example: salus council name-arbiter //Arbiter --as //CouncilA --with //CouncilB //CouncilC"
	)]
	NameArbiter {
		/// Who.
		#[arg(required_unless_present = "nobody")]
		account: Option<String>,
		/// Nobody: no dispute can begin.
		#[arg(long, conflicts_with = "account")]
		nobody: bool,
		#[command(flatten)]
		how: How,
	},
	/// Decide whether a custodian counted the claims of a case as it should.
	#[command(
		after_help = "How many interests match the record, the doctor shows by a search with proof: 'salus auditor verify-match'.\n\n\
		              Example: salus council decide-contest 3 --upheld --as //CouncilA --with //CouncilB //CouncilC"
	)]
	DecideContest {
		/// The case.
		case: CaseId,
		/// The custodian was at fault.
		#[arg(long, conflicts_with = "dismissed", required_unless_present = "dismissed")]
		upheld: bool,
		/// It was not.
		#[arg(long)]
		dismissed: bool,
		#[command(flatten)]
		how: How,
	},
	#[command(flatten)]
	Arbitration(super::reports::Council),
	#[command(flatten)]
	Ceremonies(super::ceremonies::Council),
	/// Set what researchers may spend on counts, and what hospitals tell; what is not named stays.
	#[command(
		after_help = "Example: salus council set-research --budget 1 --most 0.5 --floor 10 --as //CouncilA --with //CouncilB //CouncilC"
	)]
	SetResearch {
		#[command(flatten)]
		rules: super::research::Rules,
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
			Self::Arbitration(command) => return command.run(wallet, &chain).await,
			Self::Ceremonies(command) => return command.run(wallet, &chain).await,
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
			Self::Reject(on) => {
				on.decision(&chain, |hospital| Registry::reject { hospital })
					.await?
			}
			Self::Suspend(on) => {
				on.decision(&chain, |hospital| Registry::suspend { hospital })
					.await?
			}
			Self::Reinstate(on) => {
				on.decision(&chain, |hospital| Registry::reinstate { hospital })
					.await?
			}
			Self::Grant(on) => on.decision(wallet, |account, attributes| Keys::grant_attributes {
				account,
				attributes,
			})?,
			Self::Withdraw(on) => on.decision(wallet, |account, attributes| Keys::withdraw_attributes {
				account,
				attributes,
			})?,
			Self::Revoke(on) => on.decision(wallet, |account| Revocation::revoke_user { account })?,
			Self::Restore(on) => on.decision(wallet, |account| Revocation::restore { account })?,
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
			Self::ReviewEmergency {
				id,
				justified,
				abuse: _,
				how,
			} => {
				let verdict = match justified {
					true => EmergencyVerdict::Justified,
					false => EmergencyVerdict::Abuse,
				};
				(Ehr::review_emergency { id, verdict }.into(), how)
			}
			Self::NameArbiter {
				account,
				nobody: _,
				how,
			} => {
				let arbiter = account.map(|text| wallet.account(&text)).transpose()?;
				(Cases::name_arbiter { arbiter }.into(), how)
			}
			Self::DecideContest {
				case,
				upheld,
				dismissed: _,
				how,
			} => (Cases::decide_contest { case, upheld }.into(), how),
			Self::SetResearch { rules, how } => (rules.call(&chain).await?, how),
			Self::EnrolAuditor(on) => on.decision(wallet, |account| Registry::enrol_auditor { account })?,
			Self::EnrolResearcher(on) => {
				on.decision(wallet, |account| Registry::enrol_researcher { account })?
			}
			Self::DismissAuditor(on) => {
				on.decision(wallet, |account| Registry::dismiss_auditor { account })?
			}
			Self::DismissResearcher(on) => {
				on.decision(wallet, |account| Registry::dismiss_researcher { account })?
			}
		};
		how.carry_out(wallet, &chain, call).await
	}
}

impl How {
	/// Carries a decision out, or proposes it.
	pub(super) async fn carry_out(self, wallet: &Wallet, chain: &Chain, call: RuntimeCall) -> Result<Report> {
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
