//! Motions of any content: what the council and the technical committee propose, vote on, and close.

use super::{Report, Wallet};
use crate::{
	chain::{At, Chain, Signer},
	council::{self, Body, Motion},
	error::{Result, WalletError},
};
use clap::{Args, Subcommand};
use codec::DecodeAll;
use salus_primitives::{AccountId, BlockNumber, Hash};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use serde_json::json;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::path::PathBuf;

type CouncilSeats = pallet_membership::Call<Runtime, pallet_collective::Instance1>;
type CommitteeSeats = pallet_membership::Call<Runtime, pallet_collective::Instance2>;

/// Whose motions.
#[derive(Args, Clone, Copy)]
pub(super) struct Whose {
	/// Of the technical committee, not of the council.
	#[arg(long)]
	committee: bool,
}

impl Whose {
	pub(super) fn body(self) -> Body {
		if self.committee {
			Body::Committee
		} else {
			Body::Council
		}
	}
}

/// What to propose, and with whom.
#[derive(Args)]
pub(super) struct Propose {
	#[command(subcommand)]
	what: What,
	/// Secret URIs or keystore names of further members who vote aye now; with enough of them the motion is carried out.
	#[arg(long = "with", global = true, value_name = "NAME|URI", num_args = 1..)]
	others: Vec<String>,
	/// Ayes that pass it, if not as few as the call asks for.
	#[arg(long, global = true, value_name = "NUMBER")]
	ayes: Option<u32>,
}

/// What three quarters of the council, or for some two thirds, may do.
#[derive(Subcommand)]
enum What {
	/// Authorise a runtime; then anyone brings it with 'salus council apply-upgrade'.
	#[command(
		after_help = "Example: salus council propose upgrade salus_runtime.compact.compressed.wasm --as //CouncilA"
	)]
	Upgrade {
		/// The compiled runtime.
		wasm: PathBuf,
	},
	/// Note that finality has stalled: the next session changes the voters. Read the runbook of the pallet first.
	#[command(
		after_help = "Example: salus council propose note-stalled --delay 1000 --best-finalised 52310 --committee --best --as //StMary"
	)]
	NoteStalled {
		/// Blocks between the announcement of the change and the change.
		#[arg(long, value_name = "BLOCKS")]
		delay: BlockNumber,
		/// The highest block that any hospital has finalised.
		#[arg(long, value_name = "HEIGHT")]
		best_finalised: BlockNumber,
		#[command(flatten)]
		whose: Whose,
	},
	/// Seat a member in the council, or with --committee in the technical committee.
	#[command(
		after_help = "Example: salus council propose add-member //CouncilE --as //CouncilA --with //CouncilB //CouncilC"
	)]
	AddMember {
		/// Who.
		account: String,
		#[command(flatten)]
		seats: Seats,
	},
	/// Unseat a member.
	#[command(
		after_help = "Example: salus council propose remove-member //CouncilD --as //CouncilA --with //CouncilB //CouncilC"
	)]
	RemoveMember {
		/// Who.
		account: String,
		#[command(flatten)]
		seats: Seats,
	},
	/// Give the seat of one to another.
	#[command(
		after_help = "Example: salus council propose swap-member //CouncilD //CouncilE --as //CouncilA"
	)]
	SwapMember {
		/// Who leaves.
		leaves: String,
		/// Who comes.
		comes: String,
		#[command(flatten)]
		seats: Seats,
	},
	/// Refuse most calls for a day.
	#[command(
		after_help = "Example: salus council propose enter-safe-mode --as //CouncilA --with //CouncilB //CouncilC"
	)]
	EnterSafeMode,
	/// End the safe mode.
	#[command(
		after_help = "Example: salus council propose exit-safe-mode --as //CouncilA --with //CouncilB //CouncilC"
	)]
	ExitSafeMode,
	/// Refuse one kind of call until further notice.
	#[command(
		after_help = "Example: salus council propose pause Balances.transfer_allow_death --as //CouncilA"
	)]
	Pause {
		/// The call, as Pallet.call.
		#[arg(value_name = "PALLET.CALL")]
		call: String,
	},
	/// Lift a pause.
	#[command(
		after_help = "Example: salus council propose unpause Balances.transfer_allow_death --as //CouncilA"
	)]
	Unpause {
		/// The call, as Pallet.call.
		#[arg(value_name = "PALLET.CALL")]
		call: String,
	},
	/// Any call, encoded, as other wallets show it.
	#[command(after_help = "Example: salus council propose call 0x3400… --ayes 3 --as //CouncilA")]
	Call {
		/// The call in hex.
		#[arg(value_name = "HEX")]
		bytes: String,
		#[command(flatten)]
		whose: Whose,
	},
}

/// Which seats.
#[derive(Args, Clone, Copy)]
struct Seats {
	/// Of the technical committee, which the council appoints.
	#[arg(long)]
	committee: bool,
}

/// A call, who decides it, and the part of them that it takes.
struct Proposal {
	call: RuntimeCall,
	body: Body,
	part: (u32, u32),
}

impl Proposal {
	/// Three quarters of the council, as Root.
	fn enact(call: impl Into<RuntimeCall>) -> Self {
		Self {
			call: pallet_motion::Call::enact {
				call: Box::new(call.into()),
			}
			.into(),
			body: Body::Council,
			part: (3, 4),
		}
	}

	/// Two thirds of the council.
	fn decide(call: impl Into<RuntimeCall>) -> Self {
		Self {
			call: call.into(),
			body: Body::Council,
			part: (2, 3),
		}
	}

	/// Two thirds of the technical committee, as Root.
	fn recover(call: impl Into<RuntimeCall>) -> Self {
		Self {
			call: pallet_motion::Call::recover {
				call: Box::new(call.into()),
			}
			.into(),
			body: Body::Committee,
			part: (2, 3),
		}
	}

	/// The fewest of `members` that are that part of them.
	fn ayes(&self, members: usize) -> u32 {
		let (of, all) = self.part;
		(members as u32).saturating_mul(of).div_ceil(all)
	}
}

impl What {
	fn proposal(self, wallet: &Wallet) -> Result<Proposal> {
		Ok(match self {
			Self::Upgrade { wasm } => Proposal::enact(frame_system::Call::authorize_upgrade {
				code_hash: BlakeTwo256::hash(&read_runtime(&wasm)?),
			}),
			Self::NoteStalled {
				delay,
				best_finalised,
				whose,
			} => {
				let call = pallet_grandpa::Call::note_stalled {
					delay,
					best_finalized_block_number: best_finalised,
				};
				match whose.body() {
					Body::Council => Proposal::enact(call),
					Body::Committee => Proposal::recover(call),
				}
			}
			Self::AddMember { account, seats } => {
				let who = wallet.account(&account)?.into();
				if seats.committee {
					Proposal::enact(CommitteeSeats::add_member { who })
				} else {
					Proposal::enact(CouncilSeats::add_member { who })
				}
			}
			Self::RemoveMember { account, seats } => {
				let who = wallet.account(&account)?.into();
				if seats.committee {
					Proposal::enact(CommitteeSeats::remove_member { who })
				} else {
					Proposal::enact(CouncilSeats::remove_member { who })
				}
			}
			Self::SwapMember { leaves, comes, seats } => {
				let (remove, add) = (wallet.account(&leaves)?.into(), wallet.account(&comes)?.into());
				if seats.committee {
					Proposal::enact(CommitteeSeats::swap_member { remove, add })
				} else {
					Proposal::enact(CouncilSeats::swap_member { remove, add })
				}
			}
			Self::EnterSafeMode => Proposal::decide(pallet_safe_mode::Call::force_enter {}),
			Self::ExitSafeMode => Proposal::decide(pallet_safe_mode::Call::force_exit {}),
			Self::Pause { call } => Proposal::decide(pallet_tx_pause::Call::pause {
				full_name: call_name(&call)?,
			}),
			Self::Unpause { call } => Proposal::decide(pallet_tx_pause::Call::unpause {
				ident: call_name(&call)?,
			}),
			Self::Call { bytes, whose } => {
				let bytes = hex::decode(bytes.trim_start_matches("0x"))
					.map_err(|_| WalletError::Input("expected a call in hex, as 0x…".into()))?;
				let call = RuntimeCall::decode_all(&mut &bytes[..])
					.map_err(|_| WalletError::Input("these bytes are no call of this runtime".into()))?;
				Proposal {
					call,
					body: whose.body(),
					part: (3, 4),
				}
			}
		})
	}
}

/// `Pallet.call`, checked: the chain would take any name, and pause nothing.
fn call_name(text: &str) -> Result<pallet_tx_pause::RuntimeCallNameOf<Runtime>> {
	use frame_support::traits::GetCallMetadata;
	let unknown = || WalletError::Input(format!("'{text}' is no call of this runtime: write Pallet.call"));
	let (pallet, call) = text.split_once('.').ok_or_else(unknown)?;
	let exists = RuntimeCall::get_module_names().contains(&pallet)
		&& RuntimeCall::get_call_names(pallet).contains(&call);
	let bounded = |name: &str| name.as_bytes().to_vec().try_into().ok();
	match (exists, bounded(pallet), bounded(call)) {
		(true, Some(pallet), Some(call)) => Ok((pallet, call)),
		_ => Err(unknown()),
	}
}

/// Longest runtime that goes into a block: its author takes 4 MiB, of which the rest needs little.
const MAX_RUNTIME: usize = 4 * 1024 * 1024 - 64 * 1024;

fn read_runtime(path: &PathBuf) -> Result<Vec<u8>> {
	const WASM: &[u8] = b"\0asm";
	// How Substrate marks a compressed runtime.
	const COMPRESSED: &[u8] = &[82, 188, 83, 118, 70, 219, 142, 5];
	let code = std::fs::read(path).map_err(WalletError::file(path))?;
	if !(code.starts_with(WASM) || code.starts_with(COMPRESSED)) {
		return Err(WalletError::Input(format!(
			"{}: no compiled runtime",
			path.display()
		)));
	}
	if code.len() > MAX_RUNTIME {
		return Err(WalletError::Input(format!(
			"{}: a runtime of {} bytes fits in no block, which has room for {MAX_RUNTIME}: take the compressed one of a \
			 release build",
			path.display(),
			code.len()
		)));
	}
	Ok(code)
}

impl Propose {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let proposal = self.what.proposal(wallet)?;
		let body = proposal.body;
		let seats = council::members(chain, body, At::Best).await?;
		let ayes = self.ayes.unwrap_or_else(|| proposal.ayes(seats.len())).max(1);
		let name = council::describe(&proposal.call);

		let mut members: Vec<Signer> = vec![wallet.signer()?];
		for other in &self.others {
			members.push(wallet.signer_of(other)?);
		}
		for member in &members {
			if !seats.contains(&member.account()) {
				return Err(WalletError::NotAllowed(format!(
					"{} has no seat there",
					member.account()
				)));
			}
		}
		// One aye is enough where one member is: carried out at once.
		if members.len() as u32 >= ayes {
			let included = council::decide(chain, body, &members, proposal.call).await?;
			return Ok(Report::from(&included)
				.line(format!("carried out: {name}"))
				.set("call", name));
		}
		let first = members.remove(0);
		let motion = council::propose(chain, body, &first, proposal.call, ayes).await?;
		for member in std::iter::once(&first).chain(&members) {
			council::vote(chain, body, member, motion, true).await?;
		}
		Ok(Report::new()
			.line(format!(
				"proposed as motion {} {:?}: {name}",
				motion.index, motion.hash
			))
			.line(format!("{} of {ayes} ayes", members.len().saturating_add(1)))
			.set("motion", format!("{:?}", motion.hash))
			.set("index", motion.index)
			.set("ayes", ayes)
			.set("call", name))
	}
}

/// Closes a motion, which carries it out if it passed.
pub(super) async fn close(wallet: &Wallet, chain: &Chain, body: Body, motion: Motion) -> Result<Report> {
	let call = council::proposal(chain, body, motion.hash, At::Best)
		.await?
		.ok_or_else(|| WalletError::Input("no such motion is open".into()))?;
	let included = council::close(chain, body, &wallet.signer()?, motion, &call).await?;
	let name = council::describe(&call);
	Ok(Report::from(&included)
		.line(format!("carried out: {name}"))
		.set("call", name))
}

/// Shows the motions that are open.
pub(super) async fn list(chain: &Chain, body: Body) -> Result<Report> {
	let motions = council::open(chain, body, At::Best).await?;
	let addresses = |accounts: &[AccountId]| accounts.iter().map(ToString::to_string).collect::<Vec<_>>();
	let mut report = Report::new();
	if motions.is_empty() {
		report = report.line("no motion is open");
	}
	for open in &motions {
		report = report
			.line(format!(
				"motion {} {:?}: {}",
				open.motion.index,
				open.motion.hash,
				council::describe(&open.call)
			))
			.line(format!(
				"  {} of {} ayes, {} nays, open until block {}",
				open.ayes.len(),
				open.threshold,
				open.nays.len(),
				open.end
			));
	}
	let list: Vec<_> = motions
		.iter()
		.map(|open| {
			json!({
				"motion": format!("{:?}", open.motion.hash),
				"index": open.motion.index,
				"call": council::describe(&open.call),
				"threshold": open.threshold,
				"ayes": addresses(&open.ayes),
				"nays": addresses(&open.nays),
				"end": open.end,
			})
		})
		.collect();
	Ok(report.set("motions", list))
}

/// Brings a runtime that the council authorised. Anyone; free if it is taken.
pub(super) async fn apply_upgrade(wallet: &Wallet, chain: &Chain, wasm: &PathBuf) -> Result<Report> {
	let code = read_runtime(wasm)?;
	let hash = BlakeTwo256::hash(&code);
	let key = frame_support::storage::storage_prefix(b"System", b"AuthorizedUpgrade").to_vec();
	// The hash, and whether the version is checked.
	let authorised: Option<(Hash, bool)> = chain.storage(key, At::Best).await?;
	match authorised {
		Some((expected, _)) if expected == hash => {}
		Some((expected, _)) => {
			return Err(WalletError::NotAllowed(format!(
				"the council authorised the runtime {expected:?}, and this is {hash:?}"
			)))
		}
		None => {
			return Err(WalletError::NotAllowed(
				"the council authorised no runtime".into(),
			))
		}
	}
	let included = chain
		.submit(
			&wallet.signer()?,
			frame_system::Call::apply_authorized_upgrade { code },
		)
		.await?;
	let rejected = included.find(|event| match event {
		RuntimeEvent::System(frame_system::Event::RejectedInvalidAuthorizedUpgrade { error, .. }) => {
			Some(*error)
		}
		_ => None,
	});
	if let Some(error) = rejected {
		return Err(crate::chain::dispatch_error_of(error).into());
	}
	Ok(Report::from(&included)
		.line(format!("the next block runs on the runtime {hash:?}"))
		.set("codeHash", format!("{hash:?}")))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn as_few_ayes_as_the_call_asks_for() {
		let upgrade = Proposal::enact(frame_system::Call::authorize_upgrade {
			code_hash: Hash::zero(),
		});
		assert_eq!(
			[1, 2, 3, 4, 5, 8].map(|members| upgrade.ayes(members)),
			[1, 2, 3, 3, 4, 6]
		);
		let safe = Proposal::decide(pallet_safe_mode::Call::force_exit {});
		assert_eq!(
			[1, 2, 3, 4, 6, 7].map(|members| safe.ayes(members)),
			[1, 2, 2, 3, 4, 5]
		);
	}

	#[test]
	fn a_pause_names_a_call_that_there_is() {
		let (pallet, call) = call_name("Balances.transfer_all").expect("there is");
		assert_eq!((&pallet[..], &call[..]), (&b"Balances"[..], &b"transfer_all"[..]));
		for wrong in [
			"Balances",
			"Balances.transferAll",
			"Balance.transfer_all",
			"",
			".",
		] {
			assert!(call_name(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn what_is_no_runtime_is_refused() {
		let file = tempfile::NamedTempFile::new().expect("a file");
		std::fs::write(file.path(), b"not a runtime").expect("it is written");
		assert!(matches!(
			read_runtime(&file.path().to_path_buf()),
			Err(WalletError::Input(_))
		));
		std::fs::write(file.path(), b"\0asm1234").expect("it is written");
		assert!(read_runtime(&file.path().to_path_buf()).is_ok());
	}
}
