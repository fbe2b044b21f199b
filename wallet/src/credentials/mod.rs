//! Credentials: what hospitals attest to a patient of the own records, each valid for a quarter.
//!
//! A credential is asked of the custodian of a record under a schema, checked, and kept beside the keys, encrypted.

mod folder;

pub use folder::{Folder, Held};

use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
	keystore::Secrets,
	open::record_at,
	services::Hospital,
};
use rand_core::OsRng;
use salus_crypto::{
	attestation::answer_context,
	credential::{is_accepted_quarter, quarter_of, Credential, IssuanceContext, IssuerKey, Schema},
	wrap::unwrap,
	Bls,
};
use salus_primitives::{
	hospital::{HospitalInfo, HospitalStatus},
	record::{RecordId, RecordInfo},
	request::IssueCredential,
	AccountId, BlockNumber,
};
use serde::Deserialize;
use sp_core::Bytes;
use std::time::{SystemTime, UNIX_EPOCH};

/// What became of a credential that was to be renewed.
pub struct Renewal {
	/// The record.
	pub record: RecordId,
	/// The credential of this quarter, or why there is none.
	pub outcome: Result<Held>,
}

#[derive(Deserialize)]
struct Answer {
	quarter: u32,
	wrapped: Bytes,
}

/// This machine's clock, in seconds since 1970.
pub fn now() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.map(|since| since.as_secs())
		.unwrap_or_default()
}

/// A quarter as people write it.
pub fn quarter_name(quarter: u32) -> String {
	format!("{} Q{}", quarter / 4, quarter % 4 + 1)
}

/// The key under which a hospital issues.
pub fn issuer_key(hospital: &HospitalInfo<AccountId, BlockNumber>) -> IssuerKey {
	IssuerKey {
		pk1: hospital.issuer_pk1,
		pk2: hospital.issuer_pk2,
	}
}

/// A credential of a record under a schema, of this quarter and of an issuer in good standing: the one that is kept, or
/// one that its custodian issues now, which is then kept.
pub async fn obtain(
	chain: &Chain,
	secrets: &Secrets,
	folder: &Folder,
	record: RecordId,
	schema: &Schema,
) -> Result<Held> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	if let Some(held) = folder.find(secrets, record, schema)? {
		let issues = |hospital: &HospitalInfo<AccountId, BlockNumber>| {
			hospital.status == HospitalStatus::Accredited && issuer_key(hospital) == *held.credential.issuer()
		};
		if held.credential.quarter() == quarter_of(now()) && chain.hospitals(at).await?.iter().any(issues) {
			return Ok(held);
		}
	}
	let info = record_at(chain, record, at).await?;
	if info.patient != secrets.signer().account() {
		return Err(WalletError::NotAllowed("the record is another patient's".into()));
	}
	let custodian = Hospital::connect(chain, info.custodian).await?;
	custodian.node().wait_finalised(chain.height(at).await?).await?;
	let held = Held {
		record,
		credential: ask(&custodian, secrets, &info, schema).await?,
	};
	folder.keep(secrets, &held)?;
	Ok(held)
}

/// Asks a hospital, and believes nothing of the answer but what was checked.
async fn ask(
	hospital: &Hospital,
	secrets: &Secrets,
	info: &RecordInfo<AccountId, BlockNumber>,
	schema: &Schema,
) -> Result<Credential> {
	let (u, signer) = (secrets.credential(), secrets.signer());
	let context = IssuanceContext {
		genesis: hospital.node().genesis().0,
		issuer: hospital.info.issuer_pk1,
		patient: signer.account().into(),
		record: info.id.0,
	};
	let request = u.request::<Bls>(&context, &mut OsRng);
	let body = IssueCredential {
		record: info.id,
		schema: schema.to_bytes(),
		request: request.to_bytes(),
	};
	let answer: Answer = hospital.ask("salus_issueCredential", &signer, body).await?;

	let untrue = |what: &str| WalletError::Untrue(format!("the hospital's credential {what}"));
	let bound = answer_context(&context.genesis, &context.record, &context.patient, &request.u);
	let bytes = unwrap(&secrets.wrap(), &bound, &answer.wrapped)
		.map_err(|_| untrue("is not wrapped to this key and request"))?;
	let credential = Credential::from_bytes(&bytes).map_err(|e| untrue(&format!("is none: {e}")))?;
	if credential.schema() != schema {
		return Err(untrue("is of another schema"));
	}
	if *credential.issuer() != issuer_key(&hospital.info) {
		return Err(untrue("is not signed by its key on chain"));
	}
	if credential.quarter() != answer.quarter || !is_accepted_quarter(credential.quarter(), now()) {
		return Err(untrue("is of a quarter that nobody accepts now"));
	}
	credential
		.verify::<Bls>(&u)
		.map_err(|e| untrue(&format!("does not verify: {e}")))?;
	Ok(credential)
}

/// Asks anew for each credential that is kept and not of this quarter. A refusal of one hinders no other.
pub async fn renew(chain: &Chain, secrets: &Secrets, folder: &Folder) -> Result<Vec<Renewal>> {
	let mut renewals = Vec::new();
	for held in folder.list(secrets)? {
		if held.credential.quarter() != quarter_of(now()) {
			let schema = held.credential.schema();
			renewals.push(Renewal {
				record: held.record,
				outcome: obtain(chain, secrets, folder, held.record, schema).await,
			});
		}
	}
	Ok(renewals)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn quarters_are_named_from_one() {
		assert_eq!(quarter_name(4 * 2026), "2026 Q1");
		assert_eq!(quarter_name(4 * 2026 + 3), "2026 Q4");
	}
}
