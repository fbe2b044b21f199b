//! Counts for research: how many patients have a code, told by hospitals with noise, paid from a budget of privacy.
//!
//! The researcher gets the keyword's token, spends on chain for each hospital, and asks it. The salt of the digest on chain
//! is derived from the researcher's own key and the height at which it was signed: so whoever was interrupted between
//! spending and answer finds what is paid for already, and asks without paying again.

pub mod epsilon;

use crate::{
	chain::{At, Chain, ChainError, Included, Signer, Spending},
	error::{Result, WalletError},
	services::Hospital,
};
use salus_crypto::domain::COUNT_SALT;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo},
	request::MatchCounts,
	research::{query_digest, MicroEpsilon, SpendingId},
	AccountId, BlockNumber, Hash,
};
use salus_runtime::{Runtime, RuntimeEvent};
use serde::Deserialize;
use std::time::Duration;

/// Blocks at most between the height at which a transaction is signed and the block that holds it.
const TRANSACTION_LIFE: BlockNumber = 64;
/// How long a hospital's node may take to see final what is final elsewhere.
const FINALITY: Duration = Duration::from_secs(60);
/// Between two looks at it.
const LOOK: Duration = Duration::from_millis(500);

/// Who asks, and what is counted.
pub struct Query<'a> {
	/// The chain.
	pub chain: &'a Chain,
	/// The researcher.
	pub signer: &'a Signer,
	/// The keyword's token.
	pub token: &'a [u8; 32],
}

/// What a hospital answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
	/// The spending answered.
	pub spending: SpendingId,
	/// The finalised block at which was counted.
	pub block: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// Patients, with noise; none below the floor.
	pub count: Option<u32>,
	/// Counts below it are not told.
	pub floor: u32,
	/// The loss of this answer.
	pub epsilon: MicroEpsilon,
}

/// What one hospital said, and how it was paid for.
pub struct Counted {
	/// The hospital.
	pub hospital: HospitalInfo<AccountId, BlockNumber>,
	/// The spending on chain, if it was not there before.
	pub spent: Option<Included>,
	/// What it said.
	pub answer: Answer,
}

/// A spending with what opens its query.
struct Paid {
	id: SpendingId,
	spent_at: BlockNumber,
	epsilon: MicroEpsilon,
	salt: [u8; 32],
	included: Option<Included>,
}

impl Query<'_> {
	/// Asks each hospital, and spends `epsilon` for each that is not paid for; with `again`, for each. Nothing is spent
	/// where the budget does not suffice for all.
	pub async fn count(
		&self,
		hospitals: &[HospitalId],
		epsilon: MicroEpsilon,
		again: bool,
	) -> Result<Vec<Counted>> {
		let at = At::Block(self.chain.hash(At::Best).await?);
		let spendings = if again {
			Vec::new()
		} else {
			self.chain.spendings(&self.signer.account(), at).await?
		};
		let now = self.chain.height(at).await?;
		let paid: Vec<(HospitalId, Option<Paid>)> = hospitals
			.iter()
			.map(|hospital| (*hospital, self.paid(*hospital, &spendings, now)))
			.collect();
		let unpaid = paid.iter().filter(|(_, paid)| paid.is_none()).count();
		self.ensure_budget(unpaid, epsilon, at).await?;
		let mut counted = Vec::with_capacity(hospitals.len());
		for (hospital, paid) in paid {
			let paid = match paid {
				Some(paid) => paid,
				None => self.spend(hospital, epsilon).await?,
			};
			counted.push(self.ask(hospital, paid).await?);
		}
		Ok(counted)
	}

	/// Says no before anything is spent on one hospital that is then missing for another.
	async fn ensure_budget(&self, unpaid: usize, epsilon: MicroEpsilon, at: At) -> Result<()> {
		if unpaid == 0 {
			return Ok(());
		}
		let budget = self
			.chain
			.research_budget(&self.signer.account(), at)
			.await?
			.ok_or_else(|| {
				WalletError::NotAllowed("only an enrolled researcher asks: the council enrols".into())
			})?;
		let unpaid = u64::try_from(unpaid).unwrap_or(u64::MAX);
		let wanted = u64::from(epsilon).saturating_mul(unpaid);
		if wanted > u64::from(budget.left) {
			let refill = match budget.refills_at {
				Some(block) => format!("; it is whole again from block {block}"),
				None => String::new(),
			};
			return Err(WalletError::NotAllowed(format!(
				"{unpaid} answers of {} epsilon each are more than the {} left of the budget{refill}",
				epsilon::show(epsilon),
				epsilon::show(budget.left),
			)));
		}
		Ok(())
	}

	/// What is paid for: a spending on this hospital for this query that may still be answered.
	fn paid(&self, hospital: HospitalId, spendings: &[Spending], now: BlockNumber) -> Option<Paid> {
		spendings
			.iter()
			.filter(|spending| spending.hospital == hospital && now <= spending.answer_until)
			.find_map(|spending| {
				let earliest = spending.spent_at.saturating_sub(TRANSACTION_LIFE);
				let salt = (earliest..=spending.spent_at)
					.map(|height| self.salt(hospital, height))
					.find(|salt| query_digest(salt, self.token) == spending.query)?;
				Some(Paid {
					id: spending.id,
					spent_at: spending.spent_at,
					epsilon: spending.epsilon,
					salt,
					included: None,
				})
			})
	}

	/// The salt of a query signed at a height.
	fn salt(&self, hospital: HospitalId, height: BlockNumber) -> [u8; 32] {
		let genesis = self.chain.genesis();
		let place: [&[u8]; 4] = [
			genesis.as_bytes(),
			&hospital.to_le_bytes(),
			self.token,
			&height.to_le_bytes(),
		];
		*self.signer.secret_of(COUNT_SALT, &place)
	}

	async fn spend(&self, hospital: HospitalId, epsilon: MicroEpsilon) -> Result<Paid> {
		let height = self.chain.height(At::Best).await?;
		let salt = self.salt(hospital, height);
		let call = pallet_research::Call::<Runtime>::spend_query {
			hospital,
			query: query_digest(&salt, self.token),
			epsilon,
		};
		let included = self.chain.submit(self.signer, call).await?;
		let id = included
			.find(|event| match event {
				RuntimeEvent::Research(pallet_research::Event::Spent { spending, .. }) => Some(*spending),
				_ => None,
			})
			.ok_or(ChainError::Undecodable("System.Events"))?;
		Ok(Paid {
			id,
			spent_at: included.height,
			epsilon,
			salt,
			included: Some(included),
		})
	}

	async fn ask(&self, id: HospitalId, paid: Paid) -> Result<Counted> {
		let hospital = Hospital::connect(self.chain, id).await?;
		sees_final(hospital.node(), paid.spent_at).await?;
		let body = MatchCounts {
			spending: paid.id,
			token: *self.token,
			salt: paid.salt,
		};
		let answer: Answer = hospital.ask("salus_matchCounts", self.signer, body).await?;
		if answer.spending != paid.id || answer.epsilon != paid.epsilon || answer.number < paid.spent_at {
			return Err(WalletError::Untrue(format!(
				"the hospital answers spending {} with {} epsilon at block {}, and {} with {} at block {} was asked",
				answer.spending,
				epsilon::show(answer.epsilon),
				answer.number,
				paid.id,
				epsilon::show(paid.epsilon),
				paid.spent_at,
			)));
		}
		Ok(Counted {
			hospital: hospital.info,
			spent: paid.included,
			answer,
		})
	}
}

/// Waits until a node has a height final; after a while the service is asked all the same, and says what is wrong.
async fn sees_final(node: &Chain, height: BlockNumber) -> Result<()> {
	let wait = async {
		while node.height(At::Finalised).await? < height {
			tokio::time::sleep(LOOK).await;
		}
		Ok::<(), WalletError>(())
	};
	match tokio::time::timeout(FINALITY, wait).await {
		Ok(outcome) => outcome,
		Err(_) => Ok(()),
	}
}
