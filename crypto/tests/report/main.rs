//! Reports: what is sealed opens for its patient, and one disclosure settles every dispute about it.

#[path = "../vector_file/counter.rs"]
mod counter;
mod dispute;
mod malformed;
#[path = "../oracle/mod.rs"]
mod oracle;
mod receipt;
mod sealing;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	record::Hash,
	report::{seal, Outgoing, Recipient, ReportSecret, Statement},
};

const GENESIS: Hash = [1; 32];
const RECORD: Hash = [2; 32];
const DOCTOR: Hash = [3; 32];
const PATIENT: Hash = [4; 32];
const ARBITER: Hash = [5; 32];
const CONTENT: &[u8] = b"no sign of ischaemia; see you in a year";

fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

fn recipient(secret: &ReportSecret) -> Recipient {
	Recipient {
		genesis: GENESIS,
		record: RECORD,
		doctor: DOCTOR,
		patient: PATIENT,
		y: secret.public(),
	}
}

/// A patient and a report to it.
struct Report {
	secret: ReportSecret,
	sent: Outgoing,
}

impl Report {
	fn new() -> Self {
		let secret = ReportSecret::generate(&mut rng(1));
		let sent = seal(&recipient(&secret), CONTENT, &mut rng(2)).unwrap();
		Self { secret, sent }
	}
}

/// What makes a statement another.
type Change = fn(&mut Statement);

/// Every way in which a statement can be about something else.
const CHANGES: [(&str, Change); 6] = [
	("genesis", |statement| statement.info.genesis[0] ^= 1),
	("record", |statement| statement.info.record[0] ^= 1),
	("doctor", |statement| statement.info.doctor[0] ^= 1),
	("patient", |statement| statement.info.patient[0] ^= 1),
	("commitment", |statement| statement.commitment[0] ^= 1),
	("digest", |statement| statement.digest[0] ^= 1),
];
