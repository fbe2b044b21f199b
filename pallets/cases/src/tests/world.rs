//! People with their secrets, and a case at each of its stages.

use crate::{mock::*, Call, CaseOf, Claims, ClaimsOf, SubmissionOf};
use frame_support::{assert_ok, BoundedVec};
use rand_core::OsRng;
use salus_crypto::{
	claim::{claim_commitment, claim_inner, counted_root, CountedClaim, CountedIn},
	report::{seal, Outgoing, ReceiptSecret, Recipient, ReportSecret},
};
use salus_primitives::{
	cases::{CaseId, Counts, Disclosure, Verdict, DISCLOSURE_BYTES},
	hospital::{HospitalId, KeyPurpose},
	record::RecordId,
	AccountId, Balance, BlockNumber, Hash,
};
use sp_runtime::DispatchResult;

/// What a patient of the tests offers.
pub const FEE: Balance = 100_001;
/// A disclosure; nobody here reads it.
pub const DISCLOSURE: Disclosure = [7; DISCLOSURE_BYTES];
/// First block at which no claim of a case opened in block 1 is taken.
pub const CUT_OFF: BlockNumber = 1 + CLAIM_WINDOW;
/// First block at which a case assigned at its cut-off takes a report.
pub const REPORTABLE: BlockNumber = CUT_OFF + CONTEST_WINDOW;

fn scalar(n: u8) -> [u8; 32] {
	let mut bytes = [0; 32];
	bytes[0] = n;
	bytes
}

/// The `n`-th report secret of everybody.
pub fn report_secret(n: u8) -> ReportSecret {
	ReportSecret::from_bytes(&scalar(n)).unwrap()
}

/// The receipt secret of a hospital.
pub fn receipt_secret(hospital: HospitalId) -> ReceiptSecret {
	ReceiptSecret::from_bytes(&scalar(100 + hospital as u8)).unwrap()
}

/// Keys of patients, custodians and the arbiter.
pub fn register_keys() {
	for patient in [alma(), bruno()] {
		Registry::set_key(&patient, KeyPurpose::Report, report_secret(1).public());
	}
	for hospital in [ST_MARY, NORTH, SOUTH] {
		let key = receipt_secret(hospital).public();
		Registry::set_key(&operator(hospital), KeyPurpose::Receipt, key);
	}
	Registry::set_key(&arbiter(), KeyPurpose::Wrap, [9; 32]);
}

/// By whoever signs.
pub fn by(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// What a claim of `count` interests keeps to itself.
pub fn inner(count: u32) -> Hash {
	let interests: Vec<_> = (0..count).map(|n| [n as u8; 32]).collect();
	claim_inner(&interests, &[3; 32]).into()
}

/// H(claim).
pub fn commitment(record: RecordId, doctor: &AccountId, count: u32) -> Hash {
	claim_commitment(
		&GENESIS.0,
		&record.0,
		&doctor.clone().into(),
		count,
		&inner(count).0,
	)
	.into()
}

/// A doctor claims a record with so many interests.
pub fn claim(doctor: &AccountId, record: RecordId, count: u32) -> DispatchResult {
	Cases::claim_case(by(doctor), record, commitment(record, doctor, count))
}

/// A case, as stored.
pub fn case(id: CaseId) -> CaseOf<Test> {
	crate::Cases::<Test>::get(id).unwrap()
}

/// The claims of a case, as stored.
pub fn claims(id: CaseId) -> ClaimsOf<Test> {
	Claims::<Test>::get(id)
}

/// The root over the claims of a case with these counts.
pub fn root(id: CaseId, counts: &[u32]) -> Hash {
	let case = case(id);
	let context = CountedIn {
		genesis: GENESIS.0,
		record: case.record.0,
		case: id,
		cut_off: case.cut_off.into(),
	};
	let counted: Vec<_> = claims(id)
		.iter()
		.zip(counts)
		.enumerate()
		.filter(|(_, (_, count))| **count > 0)
		.map(|(position, (claim, count))| CountedClaim {
			position: position as u32,
			doctor: claim.doctor.clone().into(),
			commitment: claim.commitment.0,
			at: claim.at.into(),
			count: *count,
		})
		.collect();
	counted_root(&context, &counted).into()
}

/// The custodian of the tests counts, and names `doctor`.
pub fn assign(id: CaseId, counts: &[u32], doctor: &AccountId) -> DispatchResult {
	let all: Counts = BoundedVec::truncate_from(counts.to_vec());
	Cases::assign(by(&operator(ST_MARY)), id, all, doctor.clone(), root(id, counts))
}

/// The first record's case of alma with her fee, claimed with 2, 4 and 4 interests by doctors of the custodian, of the north,
/// and of the north.
pub fn claimed() -> CaseId {
	assert_ok!(Cases::attach_fee(by(&alma()), record(1), FEE));
	assert_ok!(claim(&doctor(ST_MARY, 0), record(1), 2));
	assert_ok!(claim(&doctor(NORTH, 0), record(1), 4));
	assert_ok!(claim(&doctor(NORTH, 1), record(1), 4));
	0
}

/// The same, given to the first doctor of the north at the cut-off.
pub fn assigned() -> CaseId {
	let id = claimed();
	go_to(CUT_OFF);
	assert_ok!(assign(id, &[2, 4, 4], &doctor(NORTH, 0)));
	id
}

/// Whoever reports.
pub fn reporter() -> AccountId {
	doctor(NORTH, 0)
}

/// A sealed report of `doctor` on a record to alma's `n`-th key.
fn sealed(record: RecordId, doctor: &AccountId, n: u8) -> Outgoing {
	let recipient = Recipient {
		genesis: GENESIS.0,
		record: record.0,
		doctor: doctor.clone().into(),
		patient: alma().into(),
		y: report_secret(n).public(),
	};
	seal(&recipient, b"all is well", &mut OsRng).unwrap()
}

/// What a doctor submits on a record, with a receipt of `custodian` that is good until block 500.
pub fn submission_on(
	record: RecordId,
	doctor: &AccountId,
	n: u8,
	custodian: HospitalId,
) -> SubmissionOf<Test> {
	let sealed = sealed(record, doctor, n);
	let receipt = receipt_secret(custodian).sign(&sealed.statement, 500, &mut OsRng);
	SubmissionOf::<Test> {
		y: sealed.statement.info.y,
		e: sealed.statement.info.e,
		commitment: sealed.statement.commitment.into(),
		digest: sealed.statement.digest.into(),
		author_proof: sealed.proof,
		receipt_until: receipt.until,
		receipt: receipt.proof,
	}
}

/// The same on the first record.
pub fn submission(doctor: &AccountId, n: u8, custodian: HospitalId) -> SubmissionOf<Test> {
	submission_on(record(1), doctor, n, custodian)
}

/// The doctor who has the case reports.
pub fn submit(id: CaseId, doctor: &AccountId) -> DispatchResult {
	Cases::submit_report(by(doctor), id, submission(doctor, 1, ST_MARY))
}

/// A case with a report.
pub fn reported() -> CaseId {
	let id = assigned();
	go_to(REPORTABLE);
	assert_ok!(submit(id, &reporter()));
	id
}

/// A case with a report that alma disputes.
pub fn disputed() -> CaseId {
	let id = reported();
	assert_ok!(Cases::dispute_report(by(&alma()), id, arbiter(), DISCLOSURE));
	id
}

/// A case whose report alma acknowledged.
pub fn settled() -> CaseId {
	let id = reported();
	assert_ok!(Cases::acknowledge_report(by(&alma()), id));
	id
}

/// A case in which the third claim was left out, and its doctor contests.
pub fn contested() -> CaseId {
	let id = claimed();
	assert_ok!(claim(&doctor(NORTH, 2), record(1), 5));
	go_to(CUT_OFF);
	assert_ok!(assign(id, &[2, 4, 4, 0], &doctor(NORTH, 0)));
	assert_ok!(Cases::contest_assignment(by(&doctor(NORTH, 2)), id, 5, inner(5)));
	id
}

/// Every call, with arguments that decode.
pub fn all_calls() -> Vec<Call<Test>> {
	let case = 0;
	vec![
		Call::attach_fee {
			record: record(1),
			amount: FEE,
		},
		Call::claim_case {
			record: record(1),
			commitment: Hash::zero(),
		},
		Call::assign {
			case,
			counts: Counts::default(),
			doctor: stranger(),
			root: Hash::zero(),
		},
		Call::contest_assignment {
			case,
			count: 1,
			inner: Hash::zero(),
		},
		Call::decide_contest { case, upheld: true },
		Call::delegate_case {
			case,
			colleague: stranger(),
		},
		Call::submit_report {
			case,
			report: submission(&stranger(), 1, ST_MARY),
		},
		Call::acknowledge_report { case },
		Call::dispute_report {
			case,
			arbiter: arbiter(),
			disclosure: DISCLOSURE,
		},
		Call::decide_dispute {
			case,
			verdict: Verdict::DoctorCleared,
		},
		Call::lapse_case { case },
		Call::rate_case { case, stars: 3 },
		Call::clear_case { case },
		Call::name_arbiter { arbiter: None },
	]
}
