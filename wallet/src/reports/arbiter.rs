use super::{case, fetch, is_refused_with, report, statement, Cases};
use crate::{
	chain::{Chain, Included, Signer},
	error::{Result, WalletError},
	keystore::Secrets,
};
use salus_crypto::report::{disclosure_digest, Disclosed, Disclosure, DisclosureError, Finding, Statement};
use salus_primitives::{
	cases::{CaseId, CaseStatus, DisputeInfo, Verdict},
	hospital::HospitalId,
	AccountId, BlockNumber,
};
use salus_runtime::RuntimeCall;

/// Codes of a custodian that has not what it signed for.
const LOST: [i32; 2] = [7810, 7811];

/// Where the ciphertext of a disputed report is taken from.
pub enum Source {
	/// From the custodian that signed for it.
	Custodian,
	/// From whoever had it: its digest is on the chain.
	Given(Vec<u8>),
	/// Nobody has it, as far as the arbiter could find out.
	Nowhere,
}

/// What an arbiter found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
	/// Who is at fault.
	pub verdict: Verdict,
	/// Why, in a few words.
	pub why: &'static str,
}

/// Judges a dispute. What the report says is not given out.
pub async fn judge(chain: &Chain, identities: &[Secrets], id: CaseId, source: Source) -> Result<Judgement> {
	let case = case(chain, id).await?;
	let account = identities
		.first()
		.map(|secrets| secrets.signer().account())
		.ok_or_else(|| WalletError::Keys("no identity is at hand".into()))?;
	let dispute = case
		.dispute
		.as_ref()
		.filter(|_| case.status == CaseStatus::Disputed)
		.ok_or_else(|| WalletError::NotAllowed(format!("no dispute about case {id} is open")))?;
	if dispute.arbiter != account {
		return Err(WalletError::NotAllowed(format!(
			"the arbiter of this dispute is {}",
			dispute.arbiter
		)));
	}
	let statement = statement(chain, &case)?;
	let wrapped = disclosure(chain, id, dispute).await?;
	let disclosed = match disclosed(identities, &statement, dispute, &wrapped)? {
		Ok(disclosed) => disclosed,
		Err(_) => {
			return Ok(Judgement {
				verdict: Verdict::DoctorCleared,
				why: "the patient has not proven a key: nothing is shown against the doctor",
			})
		}
	};
	let ciphertext = match source {
		Source::Given(bytes) => bytes,
		Source::Nowhere => return Ok(LOST_BY_CUSTODIAN),
		Source::Custodian => match fetch(chain, &signer(identities)?, &case).await {
			Ok(bytes) if statement.names(&bytes) => bytes,
			Ok(_) => {
				return Err(elsewhere(
					report(&case)?.custodian,
					"gave another than it signed for",
				))
			}
			Err(error) if is_refused_with(&error, &LOST) => {
				return Err(elsewhere(report(&case)?.custodian, "does not have it"))
			}
			Err(error) => return Err(error),
		},
	};
	found(&disclosed, &ciphertext, report(&case)?.custodian)
}

/// A custodian without the ciphertext is not yet at fault: somebody else may have it, and by it the doctor is judged. Nor does
/// an answer that anybody on the way may have given convict anybody.
fn elsewhere(custodian: HospitalId, why: &str) -> WalletError {
	WalletError::NotAllowed(format!(
		"the ciphertext: hospital {custodian} {why}; take it from whoever has it (--ciphertext), or decide that it is lost (--lost)"
	))
}

const LOST_BY_CUSTODIAN: Judgement = Judgement {
	verdict: Verdict::CustodianAtFault,
	why: "the custodian signed for the report and does not have it",
};

fn signer(identities: &[Secrets]) -> Result<Signer> {
	identities
		.first()
		.map(Secrets::signer)
		.ok_or_else(|| WalletError::Keys("no identity is at hand".into()))
}

/// What the ciphertext shows.
fn found(disclosed: &Disclosed<'_>, ciphertext: &[u8], custodian: HospitalId) -> Result<Judgement> {
	let finding = disclosed.decide(ciphertext).map_err(|_| {
		WalletError::Input(format!(
			"this is not the ciphertext that the doctor named and hospital {custodian} signed for"
		))
	})?;
	Ok(match finding {
		Finding::Opens => Judgement {
			verdict: Verdict::DoctorCleared,
			why: "the report opens under the patient's registered key",
		},
		Finding::DoesNotOpen => Judgement {
			verdict: Verdict::DoctorAtFault,
			why: "the report does not open under the patient's registered key, the only one that it could be for",
		},
	})
}

/// The patient's disclosure, opened and checked; the inner error is one for which the patient answers.
fn disclosed<'s>(
	identities: &[Secrets],
	statement: &'s Statement,
	dispute: &DisputeInfo<AccountId, BlockNumber>,
	wrapped: &[u8],
) -> Result<Result<Disclosed<'s>, DisclosureError>> {
	if identities
		.iter()
		.all(|secrets| secrets.wrap().public() != dispute.arbiter_key)
	{
		return Err(WalletError::Keys(
			"none of your identities has the wrap key of the time of the dispute".into(),
		));
	}
	let arbiter = dispute.arbiter.clone().into();
	let mut outcome = Err(DisclosureError::Closed);
	// The patient may have wrapped to the key of a moment before.
	for secrets in identities {
		match Disclosure::unwrap(&secrets.wrap(), statement, &arbiter, wrapped) {
			Err(DisclosureError::Closed) => {}
			opened => outcome = opened,
		}
	}
	Ok(outcome.and_then(|disclosure| disclosure.verify(statement)))
}

/// What the patient disclosed, from the block in which it did.
async fn disclosure(
	chain: &Chain,
	id: CaseId,
	dispute: &DisputeInfo<AccountId, BlockNumber>,
) -> Result<Vec<u8>> {
	let block = chain.block_at(dispute.opened_at).await?;
	let calls = chain.calls(block).await?;
	calls
		.into_iter()
		.find_map(|call| match call {
			RuntimeCall::Cases(Cases::dispute_report { case, disclosure, .. })
				if case == id && disclosure_digest(&disclosure) == dispute.disclosure.0 =>
			{
				Some(disclosure.to_vec())
			}
			_ => None,
		})
		.ok_or_else(|| {
			WalletError::NotAllowed(format!(
				"the node does not have the disclosure any more, which is in block {}: ask one that keeps all blocks",
				dispute.opened_at
			))
		})
}

/// Decides the dispute on the chain.
pub async fn decide(chain: &Chain, signer: &Signer, id: CaseId, verdict: Verdict) -> Result<Included> {
	let call = Cases::decide_dispute { case: id, verdict };
	Ok(chain.submit(signer, call).await?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand_core::OsRng;
	use salus_crypto::report::{seal, Outgoing, Recipient, ReportSecret};
	use salus_primitives::Hash;

	const CUSTODIAN: u32 = 3;

	struct Complaint {
		patient: ReportSecret,
		arbiter: Secrets,
		sent: Outgoing,
	}

	impl Complaint {
		fn new() -> Self {
			let patient = ReportSecret::generate(&mut OsRng);
			let to = Recipient {
				genesis: [1; 32],
				record: [2; 32],
				doctor: [3; 32],
				patient: [4; 32],
				y: patient.public(),
			};
			Self {
				sent: seal(&to, b"well", &mut OsRng).unwrap(),
				arbiter: Secrets::generate("//Arbiter").unwrap(),
				patient,
			}
		}

		fn wrapped_by(&self, patient: &ReportSecret, statement: &Statement) -> Vec<u8> {
			let arbiter = self.arbiter.signer().account().into();
			patient
				.disclose(statement, &mut OsRng)
				.unwrap()
				.wrap(
					&self.sent.statement,
					&arbiter,
					&self.arbiter.wrap().public(),
					&mut OsRng,
				)
				.unwrap()
		}

		fn dispute(&self, wrapped: &[u8]) -> DisputeInfo<AccountId, BlockNumber> {
			DisputeInfo {
				arbiter: self.arbiter.signer().account(),
				arbiter_key: self.arbiter.wrap().public(),
				disclosure: Hash::from(disclosure_digest(wrapped)),
				opened_at: 9,
				decide_until: 99,
				verdict: None,
			}
		}
	}

	#[test]
	fn one_disclosure_settles_a_false_complaint_and_a_bad_report() {
		let mut complaint = Complaint::new();
		for (spoil, verdict) in [(false, Verdict::DoctorCleared), (true, Verdict::DoctorAtFault)] {
			if spoil {
				complaint.sent.ciphertext[40] ^= 1;
				complaint.sent.statement.digest =
					salus_crypto::report::ciphertext_digest(&complaint.sent.ciphertext);
			}
			let statement = complaint.sent.statement;
			let wrapped = complaint.wrapped_by(&complaint.patient, &statement);
			let identities = [complaint.arbiter.clone()];
			let disclosed = disclosed(&identities, &statement, &complaint.dispute(&wrapped), &wrapped)
				.unwrap()
				.unwrap();
			let judgement = found(&disclosed, &complaint.sent.ciphertext, CUSTODIAN).unwrap();
			assert_eq!(judgement.verdict, verdict);
			assert!(matches!(
				found(&disclosed, b"something else", CUSTODIAN),
				Err(WalletError::Input(_))
			));
		}
	}

	#[test]
	fn a_patient_who_proves_no_key_shows_nothing() {
		let complaint = Complaint::new();
		let statement = complaint.sent.statement;
		let identities = [complaint.arbiter.clone()];
		let rubbish = [7; 176];
		let dispute = complaint.dispute(&rubbish);
		assert_eq!(
			disclosed(&identities, &statement, &dispute, &rubbish)
				.unwrap()
				.map(drop),
			Err(DisclosureError::Closed)
		);
		// A key of one's own, to which the report is not.
		let other = ReportSecret::generate(&mut OsRng);
		let mut claimed = statement;
		claimed.info.y = other.public();
		let wrapped = complaint.wrapped_by(&other, &claimed);
		assert_eq!(
			disclosed(&identities, &statement, &complaint.dispute(&wrapped), &wrapped)
				.unwrap()
				.map(drop),
			Err(DisclosureError::Wrong)
		);
	}

	#[test]
	fn an_arbiter_without_the_key_of_then_does_not_judge() {
		let complaint = Complaint::new();
		let statement = complaint.sent.statement;
		let wrapped = complaint.wrapped_by(&complaint.patient, &statement);
		let dispute = complaint.dispute(&wrapped);
		let renewed = Secrets::generate("//Arbiter").unwrap();
		assert!(matches!(
			disclosed(std::slice::from_ref(&renewed), &statement, &dispute, &wrapped),
			Err(WalletError::Keys(_))
		));
		let both = [renewed, complaint.arbiter.clone()];
		assert!(disclosed(&both, &statement, &dispute, &wrapped).unwrap().is_ok());
	}
}
