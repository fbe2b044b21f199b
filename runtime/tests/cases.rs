//! Cases through the whole runtime: registry, revocation, index and council together, and what reports cost whom.

mod common;

use common::{
	account, genesis,
	people::{accredit, enrol, register_patient, registration, wrap_key, COUNCIL},
	Chain,
};
use frame_support::assert_ok;
use pallet_cases::{Call as Cases, Error};
use pallet_ehr_index::Call as Index;
use pallet_hospital_registry::Call as Registry;
use rand::rngs::OsRng;
use salus_crypto::{
	claim::{claim_commitment, claim_inner, counted_root, CountedClaim, CountedIn},
	keys::{KeyContext, RistrettoKeyProof},
	report::{seal, ReceiptSecret, Recipient, ReportSecret},
};
use salus_primitives::{
	cases::{CaseId, CaseInfo, CaseStatus, Counts, Faults, Outcome, Submission, Verdict, DISCLOSURE_BYTES},
	hospital::{HospitalId, KeyPurpose, ProvenKey},
	record::{RecordId, Scope, TrailEvent},
	Balance, BlockNumber,
};
use salus_runtime::{
	clock::SHORTEST_SESSION,
	configs::cases::{Bond, ClaimWindow, ContestWindow, ReportPeriod},
	constants::money::SAL,
	AccountId, EhrIndex, Runtime, System,
};
use sp_core::H256;
use sp_runtime::{BoundedVec, DispatchResult};

const RECORD: RecordId = H256::repeat_byte(1);
const SCOPE: Scope = [2; 16];
const FEE: Balance = 50 * SAL;
/// The only case of these chains.
const CASE: CaseId = 0;

/// StMary keeps a record of the patient; doctors of Charite, which is authorised, and of StMary have interests.
struct Scene {
	chain: Chain,
	genesis: [u8; 32],
	st_mary: HospitalId,
	charite: HospitalId,
	report: ReportSecret,
	receipt: ReceiptSecret,
}

fn scene() -> Scene {
	let mut config = genesis("local_testnet");
	config.clock.session_blocks = SHORTEST_SESSION;
	let mut chain = Chain::from_genesis(&config);
	let genesis: [u8; 32] = chain.read(|| System::block_hash(0)).into();
	let st_mary = accredit(&mut chain, "StMary", "st-mary");
	let charite = accredit(&mut chain, "Charite", "charite");
	for (hospital, doctor) in [
		("Charite", "Cardiologist"),
		("Charite", "Resident"),
		("StMary", "Nurse"),
	] {
		enrol(&mut chain, hospital, doctor);
		let digests = BoundedVec::truncate_from(vec![[1; 32], [2; 32], [3; 32]]);
		assert_ok!(chain.send(doctor, Index::<Runtime>::set_interests { digests }));
	}
	register_patient(&mut chain, "StMary", "Patient");
	let registration = registration(&mut chain, "StMary", "Patient", RECORD, SCOPE);
	let register = Index::<Runtime>::register_record {
		record: RECORD,
		registration,
	};
	assert_ok!(chain.send("StMary", register));
	assert_ok!(chain.send("StMary", authorising(charite)));
	let auditor = account("Auditor");
	assert_ok!(chain.council(
		&COUNCIL[..3],
		Registry::<Runtime>::enrol_auditor { account: auditor }
	));
	let mut scene = Scene {
		chain,
		genesis,
		st_mary,
		charite,
		report: ReportSecret::generate(&mut OsRng),
		receipt: ReceiptSecret::of_issuer(&[1; 32]),
	};
	let context = |name: &str| KeyContext {
		genesis,
		account: account(name).into(),
	};
	let report = scene.report.prove(&context("Patient"), &mut OsRng);
	scene.register("Patient", KeyPurpose::Report, report);
	let receipt = scene.receipt.prove(&context("StMary"), &mut OsRng);
	scene.register("StMary", KeyPurpose::Receipt, receipt);
	let wrap = wrap_key(&mut scene.chain, "Auditor");
	scene.register(
		"Auditor",
		KeyPurpose::Wrap,
		(wrap.key, RistrettoKeyProof(wrap.proof)),
	);
	let arbiter = Some(account("Auditor"));
	let named = scene
		.chain
		.council(&COUNCIL[..3], Cases::<Runtime>::name_arbiter { arbiter });
	assert_ok!(named);
	scene
}

/// StMary authorises a hospital for the record's scope.
fn authorising(grantee: HospitalId) -> Index<Runtime> {
	Index::authorise_hospital {
		grantee,
		scope: SCOPE,
		expires_at: 100_000,
		keys: Default::default(),
	}
}

fn inner(count: u32) -> [u8; 32] {
	let interests: Vec<_> = (1..=count as u8).map(|n| [n; 32]).collect();
	claim_inner(&interests, &[9; 32])
}

impl Scene {
	fn register(&mut self, name: &str, purpose: KeyPurpose, (key, proof): ([u8; 32], RistrettoKeyProof)) {
		let keys = vec![(purpose, ProvenKey { key, proof: proof.0 })];
		let keys = keys.try_into().expect("one key");
		assert_ok!(self.chain.send(name, Registry::<Runtime>::register_keys { keys }));
	}

	fn case(&mut self) -> CaseInfo<AccountId, Balance, BlockNumber> {
		let case = self.chain.read(|| salus_runtime::Cases::api_case(CASE));
		case.expect("the case is there")
	}

	fn attach(&mut self) {
		let call = Cases::<Runtime>::attach_fee {
			record: RECORD,
			amount: FEE,
		};
		assert_ok!(self.chain.send("Patient", call));
	}

	fn claim(&mut self, doctor: &str, count: u32) -> DispatchResult {
		let who: [u8; 32] = account(doctor).into();
		let commitment = claim_commitment(&self.genesis, &RECORD.0, &who, count, &inner(count));
		let call = Cases::<Runtime>::claim_case {
			record: RECORD,
			commitment: commitment.into(),
		};
		self.chain.send(doctor, call)
	}

	/// The custodian of name `operator` counts so, and names a doctor.
	fn assign(&mut self, operator: &str, counts: &[u32], doctor: &str) -> DispatchResult {
		let case = self.case();
		let claims = self.chain.read(|| salus_runtime::Cases::api_case_claims(CASE));
		let counted: Vec<_> = claims
			.into_iter()
			.zip(counts)
			.filter(|(_, count)| **count > 0)
			.map(|(claim, count)| CountedClaim {
				position: claim.position,
				doctor: claim.doctor.into(),
				commitment: claim.commitment.0,
				at: claim.at.into(),
				count: *count,
			})
			.collect();
		let context = CountedIn {
			genesis: self.genesis,
			record: RECORD.0,
			case: CASE,
			cut_off: case.cut_off.into(),
		};
		let call = Cases::<Runtime>::assign {
			case: CASE,
			counts: Counts::truncate_from(counts.to_vec()),
			doctor: account(doctor),
			root: counted_root(&context, &counted).into(),
		};
		self.chain.send(operator, call)
	}

	/// The patient's fee, claims of three doctors with 2, 3 and 1 interests, and the cut-off.
	fn claimed() -> Self {
		let mut scene = scene();
		scene.attach();
		for (doctor, count) in [("Nurse", 2), ("Cardiologist", 3), ("Resident", 1)] {
			assert_ok!(scene.claim(doctor, count));
		}
		scene.skip(ClaimWindow::get);
		scene
	}

	/// The cardiologist has the case, and nobody contested it.
	fn assigned() -> Self {
		let mut scene = Self::claimed();
		assert_ok!(scene.assign("StMary", &[2, 3, 1], "Cardiologist"));
		scene.skip(ContestWindow::get);
		scene
	}

	fn skip(&mut self, blocks: fn() -> BlockNumber) {
		let blocks = self.chain.read(blocks);
		self.chain.skip(blocks);
	}

	fn submit(&mut self, doctor: &str) -> DispatchResult {
		let recipient = Recipient {
			genesis: self.genesis,
			record: RECORD.0,
			doctor: account(doctor).into(),
			patient: account("Patient").into(),
			y: self.report.public(),
		};
		let sealed = seal(&recipient, b"all is well", &mut OsRng).expect("a short report");
		let receipt = self.receipt.sign(&sealed.statement, 10_000, &mut OsRng);
		let report = Submission {
			y: recipient.y,
			e: sealed.statement.info.e,
			commitment: sealed.statement.commitment.into(),
			digest: sealed.statement.digest.into(),
			author_proof: sealed.proof,
			receipt_until: receipt.until,
			receipt: receipt.proof,
		};
		self.chain
			.send(doctor, Cases::<Runtime>::submit_report { case: CASE, report })
	}

	fn dispute(&mut self) -> DispatchResult {
		let call = Cases::<Runtime>::dispute_report {
			case: CASE,
			arbiter: account("Auditor"),
			disclosure: [7; DISCLOSURE_BYTES],
		};
		self.chain.send("Patient", call)
	}

	fn acknowledge(&mut self) -> DispatchResult {
		self.chain
			.send("Patient", Cases::<Runtime>::acknowledge_report { case: CASE })
	}

	fn lapse(&mut self) -> DispatchResult {
		self.chain
			.send("Stranger", Cases::<Runtime>::lapse_case { case: CASE })
	}
}

#[test]
fn the_doctor_with_most_interests_reports_and_the_patient_pays_nothing_but_the_fee() {
	let mut scene = Scene::assigned();
	assert_eq!(scene.case().doctor, Some(account("Cardiologist")));
	assert_ok!(scene.submit("Cardiologist"));
	let (patient, doctor) = (
		scene.chain.free_balance("Patient"),
		scene.chain.free_balance("Cardiologist"),
	);
	assert_ok!(scene.acknowledge());
	assert_eq!(scene.chain.free_balance("Patient"), patient);
	assert_eq!(scene.chain.free_balance("Cardiologist"), doctor + FEE);
	assert_eq!(scene.case().outcome, Some(Outcome::Acknowledged));
	let (charite, doctor) = (scene.charite, account("Cardiologist"));
	scene.chain.read(|| {
		let trail: Vec<_> = pallet_ehr_index::Trail::<Runtime>::iter_values()
			.map(|entry| entry.event)
			.collect();
		assert!(trail.contains(&TrailEvent::CaseAssigned {
			case: CASE,
			doctor: doctor.clone(),
			hospital: charite
		}));
		assert!(trail.contains(&TrailEvent::Reported { case: CASE, doctor }));
	});
	for who in ["Patient", "Cardiologist"] {
		let call = Cases::<Runtime>::rate_case { case: CASE, stars: 5 };
		assert_ok!(scene.chain.send(who, call));
	}
	scene.chain.check();
}

#[test]
fn a_hospital_without_authorisation_claims_nothing_and_its_doctors_are_passed_over() {
	let mut scene = Scene::claimed();
	let withdraw = Index::<Runtime>::withdraw_authorisation {
		grantee: scene.charite,
		scope: SCOPE,
	};
	assert_ok!(scene.chain.send("StMary", withdraw));
	assert_eq!(
		scene.assign("StMary", &[2, 3, 1], "Cardiologist"),
		Err(Error::<Runtime>::NotTheWinner.into())
	);
	assert_ok!(scene.assign("StMary", &[2, 3, 1], "Nurse"));
	scene.chain.check();
}

#[test]
fn a_suspended_hospitals_doctor_reports_nothing_from_the_next_block_on() {
	let mut scene = Scene::assigned();
	let suspend = Registry::<Runtime>::suspend {
		hospital: scene.charite,
	};
	assert_ok!(scene.chain.council(&COUNCIL[..3], suspend));
	assert_eq!(
		scene.submit("Cardiologist"),
		Err(Error::<Runtime>::HospitalNotAccredited.into())
	);
	scene.chain.check();
}

#[test]
fn a_dismissed_doctor_keeps_nobody_waiting() {
	let mut scene = Scene::assigned();
	assert_eq!(scene.lapse(), Err(Error::<Runtime>::NotOver.into()));
	let dismiss = Registry::<Runtime>::dismiss_staff {
		account: account("Cardiologist"),
	};
	assert_ok!(scene.chain.send("Charite", dismiss));
	let before = scene.chain.free_balance("Stranger");
	assert_ok!(scene.lapse());
	assert_eq!(scene.chain.free_balance("Stranger"), before, "it is free");
	assert_eq!(scene.case().doctor, Some(account("Nurse")));
	scene.chain.check();
}

#[test]
fn a_hospital_delegates_for_a_doctor_who_is_away() {
	let mut scene = Scene::assigned();
	let call = Cases::<Runtime>::delegate_case {
		case: CASE,
		colleague: account("Resident"),
	};
	assert_ok!(scene.chain.send("Charite", call));
	assert_ok!(scene.submit("Resident"));
	assert_ok!(scene.acknowledge());
	scene.chain.check();
}

#[test]
fn a_claim_left_out_is_opened_and_the_council_gives_the_case_back() {
	let mut scene = Scene::claimed();
	assert_ok!(scene.assign("StMary", &[2, 0, 1], "Nurse"));
	let contest = Cases::<Runtime>::contest_assignment {
		case: CASE,
		count: 3,
		inner: inner(3).into(),
	};
	assert_ok!(scene.chain.send("Cardiologist", contest));
	assert_eq!(scene.case().status, CaseStatus::Contested);
	let decide = Cases::<Runtime>::decide_contest {
		case: CASE,
		upheld: true,
	};
	assert_ok!(scene.chain.council(&COUNCIL[..3], decide));
	assert_eq!(scene.case().doctor, Some(account("Cardiologist")));
	let st_mary = scene.st_mary;
	let faults = scene.chain.read(|| salus_runtime::Cases::api_faults(st_mary));
	assert_eq!(faults, Faults { omitted: 1, lost: 0 });
	scene.chain.check();
}

#[test]
fn a_hospital_whose_authorisation_was_taken_away_for_the_assignment_gets_the_case_back() {
	let mut scene = Scene::claimed();
	let charite = scene.charite;
	let withdraw = Index::<Runtime>::withdraw_authorisation {
		grantee: charite,
		scope: SCOPE,
	};
	assert_ok!(scene.chain.send("StMary", withdraw));
	assert_ok!(scene.assign("StMary", &[2, 3, 1], "Nurse"));
	let contest = Cases::<Runtime>::contest_assignment {
		case: CASE,
		count: 3,
		inner: inner(3).into(),
	};
	assert_ok!(scene.chain.send("StMary", authorising(charite)));
	assert_ok!(scene.chain.send("Cardiologist", contest));
	let decide = Cases::<Runtime>::decide_contest {
		case: CASE,
		upheld: true,
	};
	assert_ok!(scene.chain.send("Auditor", decide));
	assert_eq!(scene.case().doctor, Some(account("Cardiologist")));
	scene.chain.check();
}

#[test]
fn a_revoked_operator_assigns_nothing_and_gives_no_access() {
	let mut scene = Scene::claimed();
	let (charite, operator) = (scene.charite, account("StMary"));
	let revoke = pallet_revocation::Call::<Runtime>::revoke_user { account: operator };
	assert_ok!(scene.chain.council(&COUNCIL[..3], revoke));
	assert_eq!(
		scene.assign("StMary", &[2, 3, 1], "Cardiologist"),
		Err(Error::<Runtime>::SignerRevoked.into())
	);
	assert_eq!(
		scene.chain.send("StMary", authorising(charite)),
		Err(pallet_ehr_index::Error::<Runtime>::SignerRevoked.into())
	);
	scene.chain.check();
}

#[test]
fn a_bad_report_and_a_false_complaint_cost_whoever_was_wrong() {
	for verdict in [Verdict::DoctorAtFault, Verdict::DoctorCleared] {
		let mut scene = Scene::assigned();
		assert_ok!(scene.submit("Cardiologist"));
		let free = |scene: &mut Scene| {
			(
				scene.chain.free_balance("Patient"),
				scene.chain.free_balance("Cardiologist"),
			)
		};
		let (patient, doctor) = free(&mut scene);
		assert_ok!(scene.dispute());
		let decide = Cases::<Runtime>::decide_dispute { case: CASE, verdict };
		assert_ok!(scene.chain.send("Auditor", decide));
		let (patient_after, doctor_after) = free(&mut scene);
		match verdict {
			Verdict::DoctorAtFault => {
				assert!(patient_after >= patient + FEE + Bond::get());
				assert_eq!(doctor_after, doctor);
			}
			_ => {
				assert!(patient_after <= patient - Bond::get());
				assert!(doctor_after >= doctor + FEE + Bond::get());
			}
		}
		let trail = scene.chain.read(|| {
			pallet_ehr_index::Trail::<Runtime>::iter_values()
				.any(|entry| entry.event == TrailEvent::CaseDecided { case: CASE, verdict })
		});
		assert!(trail, "the decision is recorded");
		scene.chain.check();
	}
}

#[test]
fn nobodys_money_waits_for_a_doctor_who_does_not_report() {
	let mut scene = Scene::assigned();
	let before = scene.chain.free_balance("Patient");
	for _ in 0..3 {
		scene.skip(ReportPeriod::get);
		assert_ok!(scene.lapse());
		scene.skip(ContestWindow::get);
	}
	assert_eq!(scene.case().outcome, Some(Outcome::Unreported));
	assert_eq!(scene.chain.free_balance("Patient"), before + FEE);
	scene.chain.check();
}

#[test]
fn the_safe_mode_keeps_no_report_from_being_paid() {
	let mut scene = Scene::assigned();
	let enter = pallet_safe_mode::Call::<Runtime>::force_enter {};
	assert_ok!(scene.chain.council(&COUNCIL[..3], enter));
	assert_eq!(
		scene.claim("Nurse", 2),
		Err(frame_system::Error::<Runtime>::CallFiltered.into())
	);
	assert_ok!(scene.submit("Cardiologist"));
	assert_ok!(scene.acknowledge());
	scene.chain.check();
}

#[test]
fn a_new_custodian_counts_and_gives_receipts() {
	let mut scene = Scene::claimed();
	let charite = scene.charite;
	let offer = Index::<Runtime>::transfer_custody {
		record: RECORD,
		to: charite,
	};
	assert_ok!(scene.chain.send("StMary", offer));
	let accept = Index::<Runtime>::accept_custody {
		record: RECORD,
		location: b"elsewhere".to_vec().try_into().expect("short"),
	};
	assert_ok!(scene.chain.send("Charite", accept));
	assert_eq!(
		scene.assign("StMary", &[2, 3, 1], "Cardiologist"),
		Err(Error::<Runtime>::NotCustodian.into())
	);
	assert_ok!(scene.assign("Charite", &[2, 3, 1], "Cardiologist"));
	scene.skip(ContestWindow::get);
	assert_eq!(
		scene.submit("Cardiologist"),
		Err(Error::<Runtime>::NoReceiptKey.into())
	);
	let context = KeyContext {
		genesis: scene.genesis,
		account: account("Charite").into(),
	};
	scene.receipt = ReceiptSecret::of_issuer(&[2; 32]);
	let receipt = scene.receipt.prove(&context, &mut OsRng);
	scene.register("Charite", KeyPurpose::Receipt, receipt);
	assert_ok!(scene.submit("Cardiologist"));
	let info = scene.case().report.expect("there is a report");
	assert_eq!(info.custodian, charite);
	assert_eq!(
		scene
			.chain
			.read(|| EhrIndex::api_record(RECORD))
			.map(|r| r.custodian),
		Some(charite)
	);
	scene.chain.check();
}
