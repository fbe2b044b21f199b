//! What a subscriber is told of the cases that a block changed.

use super::blocks::Subject;
use crate::{chain::Chain, errors::Refusal, json::CaseJson};
use salus_primitives::{apis::CaseFilter, cases::CaseId, AccountId, Hash};

/// Cases: opened, claimed, assigned, reported on, disputed, settled, rated.
pub struct CaseChanges(pub CaseFilter<AccountId>);

impl Subject for CaseChanges {
	type Json = CaseJson;
	type Id = CaseId;

	fn changed(&self, chain: &dyn Chain, at: Hash) -> Result<Vec<CaseId>, Refusal> {
		chain.case_changes(at)
	}

	fn read(&self, chain: &dyn Chain, at: Hash, id: CaseId) -> Result<Option<CaseJson>, Refusal> {
		let CaseFilter {
			record,
			patient,
			doctor,
			custodian,
			status,
		} = &self.0;
		let Some(case) = chain.case(at, id)? else {
			return Ok(None);
		};
		if let Some(doctor) = doctor {
			let claimed = || -> Result<bool, Refusal> {
				let claims = chain.case_claims(at, id)?;
				Ok(claims.iter().any(|claim| claim.doctor == *doctor))
			};
			if case.doctor.as_ref() != Some(doctor) && !claimed()? {
				return Ok(None);
			}
		}
		let fits = record.is_none_or(|record| record == case.record)
			&& patient.as_ref().is_none_or(|patient| *patient == case.patient)
			&& (custodian.is_none() || *custodian == case.custodian)
			&& status.is_none_or(|status| status == case.status);
		Ok(fits.then(|| case.into()))
	}
}
