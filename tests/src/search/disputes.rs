//! A doctor who sends rubbish and a patient who complains of a good report: the same disclosure settles both.

use super::{
	item, people, proved,
	reports::{fee, is_settled},
	CaseAt, Searching, Step, FEE,
};
use crate::trade::{path, text};
use anyhow::{ensure, Context, Result};
use curve25519_dalek::{RistrettoPoint, Scalar};
use futures::future::try_join;
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	domain,
	report::{ciphertext_digest, Info, Outgoing, Statement},
	schnorr,
	transcript::Transcript,
};
use salus_primitives::cases::{Outcome, Verdict};
use salus_wallet::{
	chain::{At, Chain, Signer},
	reports::{self, Prepared},
};
use serde_json::Value;
use std::fs;

/// Bytes of what is no report.
const RUBBISH: usize = 200;

/// One doctor sends what does not open, another a good report; both patients disclose the report's key to the arbiter, who
/// asks the custodian for the ciphertext and looks.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	let [_, bad, good] = &searching.cases[..] else {
		anyhow::bail!("not three cases")
	};
	let world = searching.world();
	let file = world.file("second-report.txt");
	fs::write(&file, "A good report.\n")?;
	let (bad_id, good_id) = (bad.id.to_string(), good.id.to_string());
	let colleague = ["doctor", "report", &good_id, path(&file)?];
	try_join(
		rubbish(searching, bad),
		world.must("charite", people::RESCUER, &colleague),
	)
	.await?;
	world.network.caught_up().await?;

	let (deceived, liar) = (searching.patient(bad.patient)?, searching.patient(good.patient)?);
	let received = searching.as_patient(deceived, &["patient", "reports"]).await?;
	let one = item(&received, "reports", "case", &bad.id.into())?;
	ensure!(one["state"] == "doesNotOpen", "the rubbish opens: {one}");
	let complain = ["patient", "dispute", &good_id];
	world
		.must_refuse(liar.hospital, &liar.name, &complain, "the report opens")
		.await?;
	try_join(
		searching.as_patient(deceived, &["patient", "dispute", &bad_id]),
		searching.as_patient(liar, &["patient", "dispute", &good_id, "--anyway"]),
	)
	.await?;
	world.network.caught_up().await?;

	// Nobody but the arbiter who was named judges.
	let judge = ["council", "arbitrate", &bad_id];
	world
		.must_refuse(
			"mayo",
			people::RESEARCHER,
			&judge,
			"the arbiter of this dispute is",
		)
		.await?;
	let first = arbitrate(searching, bad, "doctorAtFault").await?;
	let second = arbitrate(searching, good, "doctorCleared").await?;
	world.network.caught_up().await?;
	let fee = fee()?;
	let convicted = Outcome::Decided(Verdict::DoctorAtFault);
	is_settled(searching, bad.id, &first, convicted, 0, fee).await?;
	let cleared = Outcome::Decided(Verdict::DoctorCleared);
	is_settled(searching, good.id, &second, cleared, fee, 0).await?;
	let doctor = searching.doctor(bad.doctor)?;
	let again = world.file("banned.claim");
	let claim = [
		"doctor",
		"claim",
		searching.record(bad.patient)?,
		"--out",
		path(&again)?,
	];
	let banned = world
		.must_refuse(doctor.hospital, doctor.name, &claim, "Banned")
		.await?;
	proved(
		Step::Dispute,
		format!(
			"one report did not open: '{}', {FEE} SAL back. One did, and was complained of: '{}', {FEE} SAL to the doctor. The \
			 convicted doctor claims no more: {banned}",
			text(&first, "why")?,
			text(&second, "why")?
		),
	);
	Ok(())
}

/// The arbiter judges, and decides on the chain.
async fn arbitrate(searching: &Searching, case: &CaseAt, verdict: &str) -> Result<Value> {
	let id = case.id.to_string();
	let decided = searching
		.world()
		.must("st-mary", people::ARBITER, &["council", "arbitrate", &id])
		.await?;
	ensure!(
		decided["verdict"] == verdict,
		"the verdict on case {id} is another: {decided}"
	);
	Ok(decided)
}

/// A report of random bytes, with a statement and proof such as everybody who does not open it takes for one; or a good one,
/// if the step is sabotaged.
async fn rubbish(searching: &Searching, case: &CaseAt) -> Result<Value> {
	let doctor = searching.doctor(case.doctor)?;
	let chain = searching.chain(doctor.hospital).await?;
	let signer = searching.world().secrets(doctor.name)?.signer();
	let mut prepared = reports::seal_for(&chain, &signer, case.id, b"A good report.\n").await?;
	if !searching.breaks(Step::Dispute) {
		prepared.sent = forged(&prepared.sent.statement.info);
	}
	send(&chain, &signer, &prepared).await
}

async fn send(chain: &Chain, signer: &Signer, prepared: &Prepared) -> Result<Value> {
	let receipt = reports::deliver(chain, signer, prepared).await?;
	reports::submit(chain, signer, prepared, &receipt).await?;
	let case = chain
		.case(prepared.case, At::Finalised)
		.await?
		.context("the case is gone")?;
	ensure!(case.report.is_some(), "no report came to the chain");
	Ok(Value::Null)
}

fn forged(like: &Info) -> Outgoing {
	let rho = Scalar::random(&mut OsRng);
	let info = Info {
		e: RistrettoPoint::mul_base(&rho).compress().to_bytes(),
		..*like
	};
	let mut ciphertext = vec![0; RUBBISH];
	OsRng.fill_bytes(&mut ciphertext);
	let commitment: [u8; 32] = std::array::from_fn(|place| ciphertext[place]);
	let statement = Statement {
		info,
		commitment,
		digest: ciphertext_digest(&ciphertext),
	};
	let mut transcript = Transcript::new(domain::REPORT_AUTHOR, &info.genesis);
	for (label, value) in [
		("record", &info.record),
		("doctor", &info.doctor),
		("patient", &info.patient),
		("Y", &info.y),
		("E", &info.e),
		("commitment", &statement.commitment),
		("digest", &statement.digest),
	] {
		transcript.append(label.as_bytes(), value);
	}
	Outgoing {
		proof: schnorr::prove_ristretto(&rho, transcript, &mut OsRng),
		statement,
		ciphertext,
	}
}
