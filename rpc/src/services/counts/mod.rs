//! `matchCounts`: how many patients of this hospital who let themselves be counted have a record that matches a token, with
//! noise, against a final spending of the researcher's budget.

mod noise;

use super::{gate::Admitted, Services};
use crate::{
	chain::Head,
	errors::{Cause, Refusal},
	json::MatchCountsAnswer,
};
use codec::{Decode, DecodeAll, Encode};
use noise::{Draw, Mechanism};
use salus_primitives::{
	hospital::{HospitalId, Role},
	record::RecordStatus,
	request::MatchCounts,
	research::{query_digest, MicroEpsilon, SpendingId},
	AccountId, BlockNumber, Hash,
};
use std::collections::BTreeMap;

/// An answer, as it is kept.
#[derive(Encode, Decode)]
struct Answered {
	block: Hash,
	number: BlockNumber,
	count: Option<u32>,
	floor: u32,
	epsilon: MicroEpsilon,
}

impl Answered {
	fn to(bytes: &[u8], spending: SpendingId) -> Result<MatchCountsAnswer, Refusal> {
		let answered = Self::decode_all(&mut &bytes[..])
			.map_err(|_| Refusal::with(Cause::Internal, "what is kept of the spending does not decode"))?;
		Ok(MatchCountsAnswer {
			spending,
			block: answered.block,
			number: answered.number,
			count: answered.count,
			floor: answered.floor,
			epsilon: answered.epsilon,
		})
	}
}

impl Services {
	/// Answers a final spending: once by counting, from then on with the same words.
	pub(super) fn match_counts(&self, request: Admitted<MatchCounts>) -> Result<MatchCountsAnswer, Refusal> {
		request.serving_accredited()?;
		if request.person.role != Role::Researcher {
			return Err(Refusal::with(Cause::WrongRole, "enrolled researcher"));
		}
		let (at, own) = (request.serving.at, request.serving.hospital.id);
		let MatchCounts {
			spending: id,
			token,
			salt,
		} = request.body;
		let spending = self.chain.spending(at.hash, id)?.ok_or(Cause::UnknownSpending)?;
		if spending.researcher != request.person.account {
			return Err(Cause::NotSpender.into());
		}
		if spending.hospital != own {
			return Err(Cause::SpentElsewhere.into());
		}
		if at.number > spending.answer_until {
			return Err(Cause::SpendingOver.into());
		}
		if query_digest(&salt, &token) != spending.query {
			return Err(Cause::QueryMismatch.into());
		}
		if let Some(kept) = self.answers.get(id, spending.answer_until)? {
			return Answered::to(&kept, id);
		}
		let (head, count) = self.count_patients(own, &token)?;
		let draw = Draw {
			secret: self.answers.secret(),
			genesis: self.chain.genesis(),
			spending: id,
			query: spending.query,
			count,
		};
		let mut random = draw
			.randomness()
			.map_err(|error| Refusal::with(Cause::Internal, error))?;
		let noisy = Mechanism::new(spending.epsilon)
			.map_err(|error| Refusal::with(Cause::Internal, error))?
			.answer(count, &mut random);
		let floor = self.chain.research_parameters(head.hash)?.floor;
		let answered = Answered {
			block: head.hash,
			number: head.number,
			count: (noisy >= floor).then_some(noisy),
			floor,
			epsilon: spending.epsilon,
		};
		let kept = self
			.answers
			.keep(id, spending.answer_until, answered.encode(), at.number)?;
		Answered::to(&kept, id)
	}

	/// How many patients who are counted have a live record in this hospital's custody that matches, and the finalised
	/// block that says so. Patients and not records: so one patient changes the count by at most one.
	fn count_patients(&self, own: HospitalId, token: &[u8; 32]) -> Result<(Head, u32), Refusal> {
		let (head, records) = self
			.index
			.matching_records(&*self.chain, &self.issuer, own, token)?;
		let mut counted = BTreeMap::<AccountId, bool>::new();
		for id in records {
			let Some(record) = self.chain.record(head.hash, id)? else {
				continue;
			};
			if record.custodian != own
				|| record.status != RecordStatus::Live
				|| counted.contains_key(&record.patient)
			{
				continue;
			}
			let is_counted = self.chain.is_counted(head.hash, record.patient.clone())?;
			counted.insert(record.patient, is_counted);
		}
		let patients = counted.values().filter(|is_counted| **is_counted).count();
		Ok((head, u32::try_from(patients).unwrap_or(u32::MAX)))
	}
}
