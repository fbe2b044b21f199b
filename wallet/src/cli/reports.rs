//! Commands about reports, of each role that has to do with them.

use super::{standing::register_keys, Report, Wallet};
use crate::{
	chain::{Case, Chain},
	error::{Result, WalletError},
	files,
	reports::{self, Judgement, Opened, Received, Source},
};
use clap::{ArgGroup, Subcommand};
use salus_crypto::report::MAX_CONTENT;
use salus_primitives::{
	cases::{CaseId, Verdict},
	hospital::KeyPurpose,
};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// What a doctor does.
#[derive(Subcommand)]
pub(super) enum Doctor {
	/// Report on a case that is assigned to you: sealed to the patient, kept by the custodian, stated on the chain.
	#[command(after_help = "Example: salus doctor report 5 report.txt --as cardiologist")]
	Report {
		/// The case.
		case: CaseId,
		/// What you report: any file of at most 1 MiB.
		file: PathBuf,
	},
}

/// What a patient does.
#[derive(Subcommand)]
pub(super) enum Patient {
	/// Read the reports to you.
	#[command(after_help = "Example: salus patient reports --out my-reports --as patient")]
	Reports {
		/// Folder to write them to, each with its ciphertext, which settles a dispute should the hospital have lost it.
		#[arg(long, value_name = "DIR")]
		out: Option<PathBuf>,
	},
	/// Acknowledge a report, which pays the doctor. Costs nothing.
	#[command(after_help = "Example: salus patient acknowledge 5 --as patient")]
	Acknowledge {
		/// The case.
		case: CaseId,
		/// Though it could not be read here.
		#[arg(long)]
		unread: bool,
	},
	/// Dispute a report that does not open: its key, and no other, is disclosed to the arbiter.
	#[command(after_help = "A bond is held, and lost if the report opens after all.\n\n\
		              Example: salus patient dispute 5 --as patient")]
	Dispute {
		/// The case.
		case: CaseId,
		/// Though it opens here.
		#[arg(long)]
		anyway: bool,
	},
	/// Register the next report key. Reports to the former ones still open, and can be disputed.
	#[command(after_help = "Example: salus patient rotate-report-key --as patient")]
	RotateReportKey,
}

/// What the council's arbiter does.
#[derive(Subcommand)]
pub(super) enum Council {
	/// Register the wrap key to which disclosures are encrypted: before the council names you arbiter.
	#[command(after_help = "Example: salus council register-keys --as arbiter")]
	RegisterKeys,
	/// Judge a dispute about a report and decide it on the chain. What the report says is not shown.
	#[command(
		group(ArgGroup::new("source").args(["ciphertext", "lost"])),
		after_help = "Example: salus council arbitrate 5 --as arbiter"
	)]
	Arbitrate {
		/// The case.
		case: CaseId,
		/// The ciphertext as somebody else had it, where the custodian gives none.
		#[arg(long, value_name = "FILE")]
		ciphertext: Option<PathBuf>,
		/// Nobody produces the ciphertext: decide against the custodian, who signed for it.
		#[arg(long)]
		lost: bool,
		/// Print the verdict and decide nothing.
		#[arg(long)]
		dry_run: bool,
	},
}

impl Doctor {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let Self::Report { case, file } = self;
		let content = zeroize::Zeroizing::new(read(&file, MAX_CONTENT)?);
		let signer = wallet.signer()?;
		let prepared = reports::seal_for(chain, &signer, case, &content).await?;
		let receipt = reports::deliver(chain, &signer, &prepared).await?;
		let included = reports::submit(chain, &signer, &prepared, &receipt).await?;
		Ok(Report::from(&included)
			.line(format!("reported on case {case}"))
			.set("case", case)
			.set(
				"digest",
				format!("0x{}", hex::encode(prepared.sent.statement.digest)),
			)
			.set("custodian", prepared.custodian))
	}
}

impl Patient {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let identities = wallet.identities()?;
		match self {
			Self::Reports { out } => {
				let received = reports::list(chain, &identities).await?;
				let written = match out {
					Some(folder) => write(&folder, &received)?,
					None => Vec::new(),
				};
				Ok(list(&received, &written))
			}
			Self::Acknowledge { case, unread } => {
				if !unread {
					readable(reports::open(chain, &identities, case).await?)?;
				}
				Ok((&reports::acknowledge(chain, &identities, case).await?).into())
			}
			Self::Dispute { case, anyway } => {
				let received = reports::open(chain, &identities, case).await?;
				if matches!(received.opened, Opened::Content(..)) && !anyway {
					return Err(WalletError::NotAllowed(
						"the report opens: a complaint would be decided against you (--anyway to complain)"
							.into(),
					));
				}
				let included = reports::dispute(chain, &identities, case).await?;
				Ok(Report::from(&included)
					.line(format!(
						"case {case}: the arbiter has the key of this report, and of no other"
					))
					.set("case", case))
			}
			Self::RotateReportKey => {
				let secrets = identities
					.first()
					.ok_or_else(|| WalletError::Keys("no identity is at hand".into()))?;
				Ok((&reports::rotate_key(chain, secrets).await?).into())
			}
		}
	}
}

impl Council {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let identities = wallet.identities()?;
		let secrets = identities
			.first()
			.ok_or_else(|| WalletError::Keys("no identity is at hand".into()))?;
		match self {
			Self::RegisterKeys => {
				let (signer, key) = (secrets.signer(), secrets.proven_wrap(chain.genesis()));
				let call = register_keys(chain, &signer.account(), vec![(KeyPurpose::Wrap, key)]).await?;
				Ok((&chain.submit(&signer, call).await?).into())
			}
			Self::Arbitrate {
				case,
				ciphertext,
				lost,
				dry_run,
			} => {
				let source = match ciphertext {
					Some(path) => Source::Given(read(&path, salus_crypto::report::MAX_REPORT)?),
					None if lost => Source::Nowhere,
					None => Source::Custodian,
				};
				let judgement = reports::judge(chain, &identities, case, source).await?;
				let found = judged(Report::new().line(verdict(case, &judgement)), case, &judgement);
				if dry_run {
					return Ok(found);
				}
				// One object, once it is decided; for people the verdict first, since deciding takes a while.
				if !wallet.is_json() {
					wallet.say(found);
				}
				let included = reports::decide(chain, &secrets.signer(), case, judgement.verdict).await?;
				Ok(judged(Report::from(&included), case, &judgement))
			}
		}
	}
}

/// A file of at most so many bytes.
fn read(path: &Path, most: usize) -> Result<Vec<u8>> {
	let length = std::fs::metadata(path).map_err(WalletError::file(path))?.len();
	if !usize::try_from(length).is_ok_and(|length| length <= most) {
		return Err(WalletError::Input(format!(
			"{}: {length} bytes, and {most} is the most",
			path.display()
		)));
	}
	std::fs::read(path).map_err(WalletError::file(path))
}

/// The report was read here; if not, why.
fn readable(received: Received) -> Result<()> {
	match received.opened {
		Opened::Content(..) => Ok(()),
		Opened::DoesNotOpen(_) => Err(WalletError::NotAllowed(
			"the report does not open: dispute it, or acknowledge it --unread".into(),
		)),
		Opened::NoKey => Err(WalletError::Keys(
			"the report is sealed to a key that none of your identities has (--unread to acknowledge it)"
				.into(),
		)),
		Opened::NotFetched(error) => Err(error),
	}
}

/// Writes each report, and its ciphertext beside it; those that are there already stay, if they are the same.
fn write(folder: &Path, received: &[Received]) -> Result<Vec<(CaseId, PathBuf)>> {
	let mut written = Vec::new();
	for Received { case, opened } in received {
		let (content, ciphertext) = match opened {
			Opened::Content(content, ciphertext) => (Some(content), ciphertext),
			Opened::DoesNotOpen(ciphertext) => (None, ciphertext),
			Opened::NoKey | Opened::NotFetched(_) => continue,
		};
		let path = |ending: &str| folder.join(format!("case-{}.{ending}", case.id));
		put(&path("sealed"), ciphertext)?;
		if let Some(content) = content {
			put(&path("report"), content)?;
			written.push((case.id, path("report")));
		}
	}
	Ok(written)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
	match std::fs::read(path).map(zeroize::Zeroizing::new) {
		Ok(kept) if kept[..] == *bytes => Ok(()),
		Ok(_) => Err(WalletError::Input(format!(
			"{}: holds something else, perhaps of another chain: choose another folder",
			path.display()
		))),
		Err(error) if error.kind() == std::io::ErrorKind::NotFound => files::write_new(path, bytes),
		Err(error) => Err(WalletError::file(path)(error)),
	}
}

/// A text that a terminal takes as it is.
fn plain(content: &[u8]) -> Option<&str> {
	std::str::from_utf8(content).ok().filter(|text| {
		text.chars()
			.all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
	})
}

fn list(received: &[Received], written: &[(CaseId, PathBuf)]) -> Report {
	let mut report = Report::new();
	let mut all = Vec::new();
	for Received { case, opened } in received {
		let file = written
			.iter()
			.find(|(id, _)| *id == case.id)
			.map(|(_, path)| path.display().to_string());
		let (state, content) = match opened {
			Opened::Content(content, _) => ("opened", Some(content)),
			Opened::DoesNotOpen(_) => ("doesNotOpen", None),
			Opened::NoKey => ("noKey", None),
			Opened::NotFetched(_) => ("notFetched", None),
		};
		let says = match opened {
			Opened::Content(content, _) => match (&file, plain(content)) {
				(Some(file), _) => format!("in {file}"),
				(None, Some(text)) => text.to_owned(),
				(None, None) => format!("{} bytes that are no plain text: use --out", content.len()),
			},
			Opened::DoesNotOpen(_) => "does not open: dispute it".to_owned(),
			Opened::NoKey => "sealed to a key that none of your identities has".to_owned(),
			Opened::NotFetched(error) => format!("not fetched: {error}"),
		};
		report = report.line(format!("case {} ({})  {says}", case.id, status(case)));
		all.push(json!({
			"case": case.id,
			"record": format!("{:?}", case.record),
			"doctor": case.report.as_ref().map(|report| report.doctor.to_string()),
			"status": case.status,
			"state": state,
			"bytes": content.map(|content| content.len()),
			"content": content.filter(|_| file.is_none()).and_then(|content| plain(content)),
			"file": file,
			"error": match opened {
				Opened::NotFetched(error) => Value::from(error.to_string()),
				_ => Value::Null,
			},
		}));
	}
	report.set("reports", all)
}

/// Where a case stands, as JSON names it.
fn status(case: &Case) -> String {
	serde_json::to_value(case.status)
		.ok()
		.and_then(|status| status.as_str().map(str::to_owned))
		.unwrap_or_default()
}

fn verdict(case: CaseId, judgement: &Judgement) -> String {
	let who = match judgement.verdict {
		Verdict::DoctorAtFault => "the doctor is at fault",
		Verdict::DoctorCleared => "the doctor is cleared",
		Verdict::CustodianAtFault => "the custodian is at fault",
	};
	format!("case {case}: {who}; {}", judgement.why)
}

fn judged(report: Report, case: CaseId, judgement: &Judgement) -> Report {
	report
		.set("case", case)
		.set("verdict", json!(judgement.verdict))
		.set("why", judgement.why)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_what_a_terminal_takes_is_printed() {
		assert_eq!(
			plain("Befund: unauffällig\n\tgez. A".as_bytes()),
			Some("Befund: unauffällig\n\tgez. A")
		);
		for bytes in [&b"\x1b[2J"[..], b"\x07", b"\xff\xfe", b"a\0b"] {
			assert_eq!(plain(bytes), None);
		}
		assert_eq!(plain(b""), Some(""));
	}

	#[test]
	fn a_report_of_before_stays_and_another_is_not_taken_for_it() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("reports").join("case-1.report");
		put(&path, b"well").unwrap();
		put(&path, b"well").unwrap();
		assert!(matches!(put(&path, b"ill"), Err(WalletError::Input(_))));
		assert_eq!(std::fs::read(&path).unwrap(), b"well");
	}

	#[test]
	fn a_file_that_is_too_large_is_not_read() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("report");
		std::fs::write(&path, [7; 9]).unwrap();
		assert_eq!(read(&path, 9).unwrap(), [7; 9]);
		assert!(matches!(read(&path, 8), Err(WalletError::Input(_))));
		assert!(matches!(
			read(&folder.path().join("none"), 9),
			Err(WalletError::File { .. })
		));
	}
}
