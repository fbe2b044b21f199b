use super::{case, fetch, report, statement, Cases};
use crate::{
	chain::{At, Case, Chain, Included},
	error::{Result, WalletError},
	keystore::{Secrets, MAX_ROTATIONS},
};
use rand_core::OsRng;
use salus_crypto::report::{OpenError, ReportSecret};
use salus_primitives::{
	apis::CaseFilter,
	cases::{CaseId, CaseStatus},
	hospital::KeyPurpose,
};
use zeroize::Zeroizing;

/// A report to this patient.
pub struct Received {
	/// Its case.
	pub case: Case,
	/// What it says, or why that is not known.
	pub opened: Opened,
}

/// What became of opening a report.
pub enum Opened {
	/// It says this; the ciphertext beside it is what to keep for a dispute, should the custodian lose it.
	Content(Zeroizing<Vec<u8>>, Vec<u8>),
	/// It does not open under the registered key: the doctor is at fault.
	DoesNotOpen(Vec<u8>),
	/// None of the keys at hand is the one that it is for.
	NoKey,
	/// The ciphertext was not to be had, or not as it was signed for.
	NotFetched(WalletError),
}

/// The secret of a report key, among identities of one account.
fn secret(identities: &[Secrets], key: &[u8; 32]) -> Option<ReportSecret> {
	identities.iter().find_map(|secrets| {
		let rotation = secrets.rotation_of(key)?;
		Some(secrets.report(rotation))
	})
}

fn own(identities: &[Secrets]) -> Result<&Secrets> {
	identities
		.first()
		.ok_or_else(|| WalletError::Keys("no identity is at hand".into()))
}

/// All reports to this patient, opened where that can be.
pub async fn list(chain: &Chain, identities: &[Secrets]) -> Result<Vec<Received>> {
	let filter = CaseFilter {
		record: None,
		patient: Some(own(identities)?.signer().account()),
		doctor: None,
		custodian: None,
		status: None,
	};
	let mut received = Vec::new();
	for case in chain.cases(filter, At::Finalised).await? {
		if case.report.is_some() {
			received.push(open_case(chain, identities, case).await?);
		}
	}
	Ok(received)
}

/// One report.
pub async fn open(chain: &Chain, identities: &[Secrets], id: CaseId) -> Result<Received> {
	open_case(chain, identities, case(chain, id).await?).await
}

async fn open_case(chain: &Chain, identities: &[Secrets], case: Case) -> Result<Received> {
	let statement = statement(chain, &case)?;
	let opened = match fetch(chain, &own(identities)?.signer(), &case).await {
		Err(error) => Opened::NotFetched(error),
		Ok(ciphertext) => match secret(identities, &statement.info.y) {
			None => Opened::NoKey,
			Some(secret) => match secret.open(&statement, &ciphertext) {
				Ok(content) => Opened::Content(content, ciphertext),
				Err(OpenError::Ciphertext) => Opened::NotFetched(WalletError::Untrue(
					"the custodian gave something else than it signed for".into(),
				)),
				Err(OpenError::AnotherKey) => Opened::NoKey,
				Err(OpenError::DoesNotOpen | OpenError::Statement(_)) => Opened::DoesNotOpen(ciphertext),
			},
		},
	};
	Ok(Received { case, opened })
}

/// Acknowledges a report, which pays the doctor.
pub async fn acknowledge(chain: &Chain, identities: &[Secrets], id: CaseId) -> Result<Included> {
	let call = Cases::acknowledge_report { case: id };
	Ok(chain.submit(&own(identities)?.signer(), call).await?)
}

/// Disputes a report: discloses its key to the arbiter, and no other key.
pub async fn dispute(chain: &Chain, identities: &[Secrets], id: CaseId) -> Result<Included> {
	let case = case(chain, id).await?;
	if case.status != CaseStatus::Reported {
		return Err(WalletError::NotAllowed(format!(
			"no report of case {id} waits for an answer"
		)));
	}
	let statement = statement(chain, &case)?;
	let secret = secret(identities, &report(&case)?.y).ok_or_else(|| {
		WalletError::Keys(
			"the report is sealed to a key that none of your identities has; open the one that you used then"
				.into(),
		)
	})?;
	let arbiter = chain
		.arbiter(At::Finalised)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the council has named no arbiter".into()))?;
	let key = arbiter
		.key
		.ok_or_else(|| WalletError::NotAllowed("the arbiter has registered no wrap key".into()))?;
	let untrue = |error: &dyn std::fmt::Display| WalletError::Untrue(error.to_string());
	let disclosure = secret
		.disclose(&statement, &mut OsRng)
		.map_err(|error| untrue(&error))?
		.wrap(&statement, &arbiter.account.clone().into(), &key, &mut OsRng)
		.map_err(|error| untrue(&error))?
		.try_into()
		.map_err(|_| WalletError::Untrue("the disclosure has not the length of one".into()))?;
	let call = Cases::dispute_report {
		case: id,
		arbiter: arbiter.account,
		disclosure,
	};
	Ok(chain.submit(&own(identities)?.signer(), call).await?)
}

/// The number of replacements after which this identity's report key is the one on chain; none if another's is, or nobody's.
pub async fn rotation(chain: &Chain, secrets: &Secrets) -> Result<Option<u8>> {
	let account = secrets.signer().account();
	let keys = chain
		.person(&account, At::Best)
		.await?
		.map(|person| person.keys)
		.unwrap_or_default();
	Ok(keys
		.iter()
		.find(|(purpose, _)| *purpose == KeyPurpose::Report)
		.and_then(|(_, key)| secrets.rotation_of(key)))
}

/// Registers the next report key. The secrets of former ones stay at hand for disputes.
pub async fn rotate_key(chain: &Chain, secrets: &Secrets) -> Result<Included> {
	let next =
		match rotation(chain, secrets).await? {
			None => 0,
			Some(rotation) if rotation < MAX_ROTATIONS => rotation.saturating_add(1),
			Some(_) => return Err(WalletError::Keys(
				"this identity has had as many report keys as it can: make another with 'salus keys create'"
					.into(),
			)),
		};
	let key = secrets.proven_rotated_report(next, chain.genesis());
	let keys = vec![(KeyPurpose::Report, key)]
		.try_into()
		.map_err(|_| WalletError::Keys("too many keys".into()))?;
	let call = pallet_hospital_registry::Call::<salus_runtime::Runtime>::register_keys { keys };
	Ok(chain.submit(&secrets.signer(), call).await?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_key_of_a_report_is_found_in_whichever_identity_of_the_account_has_it() {
		let identities = ["//Patient", "//Patient"].map(|uri| Secrets::generate(uri).unwrap());
		for secrets in &identities {
			for rotation in [0, 3] {
				let key = secrets.report(rotation).public();
				assert_eq!(secret(&identities, &key).unwrap().public(), key);
			}
		}
		let other = Secrets::generate("//Patient").unwrap();
		assert!(secret(&identities, &other.report(0).public()).is_none());
		assert!(secret(&[], &other.report(0).public()).is_none());
	}
}
