//! A custodian keeps the reports of doctors who have a case, signs for them, and gives them to the patient and the arbiter.

mod fetch;
mod hand_in;

use super::{
	credentials::Keys,
	world::{record_id, World, DOCTOR, OPERATOR, OWN, PATIENT},
};
use crate::{
	errors::Refusal,
	json::{GetReportAnswer, PutReportAnswer},
	testing::{block, case, person},
};
use rand::rngs::OsRng;
use salus_crypto::report::{ciphertext_digest, seal, Info, Receipt, Recipient, ReportSecret, Statement};
use salus_primitives::{
	cases::{AssignmentInfo, CaseInfo, CaseStatus, DisputeInfo, ReportInfo},
	hospital::{KeyPurpose, Role},
	request::{GetReport, PutReport},
	AccountId, Balance, BlockNumber, Hash,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::path::PathBuf;

const CASE: u64 = 7;
const CONTENT: &[u8] = b"no sign of ischaemia; see you in a year";
/// Judges disputes.
const ARBITER: Keyring = Keyring::Two;

type Case = CaseInfo<AccountId, Balance, BlockNumber>;

/// A case that the own hospital's doctor has, of a record that the own hospital keeps.
fn assigned() -> Case {
	CaseInfo {
		record: record_id(3),
		custodian: Some(OWN),
		status: CaseStatus::Assigned,
		doctor: Some(DOCTOR.to_account_id()),
		hospital: Some(OWN),
		assignment: Some(AssignmentInfo {
			doctor: DOCTOR.to_account_id(),
			count: 1,
			counted: 1,
			root: Hash::zero(),
			by: OWN,
			round: 0,
			assigned_at: 12,
			contest_until: 14,
			report_until: 1_000,
		}),
		..case(CASE, PATIENT.to_account_id())
	}
}

/// A custodian whose node signs receipts, a patient with a report key, a case.
pub struct Reporting {
	pub world: World,
	pub keys: Keys,
	patient: ReportSecret,
}

impl Reporting {
	pub fn new() -> Self {
		let keys = Keys::new();
		let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
		keys.register(&world);
		Self::on(world, keys)
	}

	/// On a world whose node has the keys.
	pub fn on(world: World, keys: Keys) -> Self {
		let patient = ReportSecret::generate(&mut OsRng);
		register(
			&world,
			OPERATOR,
			KeyPurpose::Receipt,
			keys.file.receipt().public(),
		);
		register(&world, PATIENT, KeyPurpose::Report, patient.public());
		{
			let mut state = world.ledger.state();
			let arbiter = ARBITER.to_account_id();
			state
				.persons
				.insert(arbiter.clone(), person(arbiter, Role::Auditor, None));
			state.cases.insert(CASE, assigned());
		}
		Self { world, keys, patient }
	}

	/// What the doctor hands in.
	pub fn sealed(&self, content: &[u8]) -> PutReport {
		self.sealed_to(&self.patient, content)
	}

	fn sealed_to(&self, patient: &ReportSecret, content: &[u8]) -> PutReport {
		let to = Recipient {
			genesis: block(0).0,
			record: record_id(3).0,
			doctor: DOCTOR.to_account_id().into(),
			patient: PATIENT.to_account_id().into(),
			y: patient.public(),
		};
		let sent = seal(&to, content, &mut OsRng).unwrap();
		PutReport {
			case: CASE,
			y: to.y,
			e: sent.statement.info.e,
			commitment: sent.statement.commitment.into(),
			author_proof: sent.proof,
			ciphertext: sent.ciphertext,
		}
	}

	async fn put(&self, key: Keyring, body: &PutReport) -> Result<PutReportAnswer, Refusal> {
		self.world.ask("salus_putReport", key, body.clone()).await
	}

	async fn get(&self, key: Keyring) -> Result<GetReportAnswer, Refusal> {
		self.world
			.ask("salus_getReport", key, GetReport { case: CASE })
			.await
	}

	pub fn change(&self, change: impl FnOnce(&mut Case)) {
		change(self.world.ledger.state().cases.get_mut(&CASE).unwrap());
	}

	/// The report stands on the chain.
	pub fn report(&self, body: &PutReport) {
		self.change(|case| {
			case.status = CaseStatus::Reported;
			case.report = Some(ReportInfo {
				doctor: DOCTOR.to_account_id(),
				y: body.y,
				e: body.e,
				commitment: body.commitment,
				digest: ciphertext_digest(&body.ciphertext).into(),
				custodian: OWN,
				submitted_at: 20,
				acknowledge_until: 2_000,
			});
		});
	}

	/// The patient disputes it.
	fn dispute(&self) {
		self.change(|case| {
			case.status = CaseStatus::Disputed;
			case.dispute = Some(DisputeInfo {
				arbiter: ARBITER.to_account_id(),
				arbiter_key: [1; 32],
				disclosure: Hash::zero(),
				opened_at: 22,
				decide_until: 3_000,
				verdict: None,
			});
		});
	}

	fn statement(&self, body: &PutReport) -> Statement {
		Statement {
			info: Info {
				genesis: block(0).0,
				record: record_id(3).0,
				doctor: DOCTOR.to_account_id().into(),
				patient: PATIENT.to_account_id().into(),
				y: body.y,
				e: body.e,
			},
			commitment: body.commitment.0,
			digest: ciphertext_digest(&body.ciphertext),
		}
	}

	/// The file in which the node keeps a report.
	fn file(&self, body: &PutReport) -> PathBuf {
		self.world
			.folder
			.path()
			.join("services/reports")
			.join(CASE.to_string())
			.join(format!("{:x}", Hash::from(ciphertext_digest(&body.ciphertext))))
	}
}

fn register(world: &World, who: Keyring, purpose: KeyPurpose, key: [u8; 32]) {
	let mut state = world.ledger.state();
	let keys = &mut state.persons.get_mut(&who.to_account_id()).unwrap().keys;
	keys.retain(|(of, _)| *of != purpose);
	keys.push((purpose, key));
}

fn receipt(answer: &PutReportAnswer) -> Receipt {
	Receipt {
		until: answer.until,
		proof: answer.receipt[..].try_into().unwrap(),
	}
}
