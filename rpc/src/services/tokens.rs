//! `evaluateToken`: this authority's multiples of blinded keywords, and the proof that they are.

use super::{gate::Admitted, points::Points, Services};
use crate::{
	chain::Chain,
	errors::{Cause, Refusal},
	json::EvaluateTokenAnswer,
};
use rand_core::OsRng;
use salus_crypto::token::{evaluate, Context, EvaluateError, Share};
use salus_primitives::{
	hospital::Role, request::EvaluateToken, token::TokenAuthority, token::MAX_POINTS, AccountId, Hash,
};
use sp_core::Bytes;
use std::{
	sync::{Mutex, PoisonError},
	time::{SystemTime, UNIX_EPOCH},
};

/// What a node needs to answer.
pub struct Tokens {
	share: Option<Share>,
	points: Mutex<Points>,
	checked: Mutex<Option<Checked>>,
}

/// Whether the share is of the sharing with these values.
struct Checked {
	authority: TokenAuthority<AccountId>,
	verdict: Result<(), Cause>,
}

impl Tokens {
	/// With a share, if the hospital has one.
	pub fn new(share: Option<Share>, points: Points) -> Self {
		Self {
			share,
			points: Mutex::new(points),
			checked: Mutex::default(),
		}
	}

	/// The share, if it is of the sharing that `at` has; decided once a sharing.
	fn share(&self, chain: &dyn Chain, at: Hash) -> Result<&Share, Refusal> {
		let share = self.share.as_ref().ok_or(Cause::NoTokenShare)?;
		let authority = chain.token_authority(at)?.ok_or(Cause::NoTokenKey)?;
		let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
		let verdict = match &*checked {
			Some(known) if known.authority == authority => known.verdict,
			_ => {
				let keys = authority.public().validate().map_err(|_| Cause::NoTokenKey);
				let verdict = keys.and_then(|keys| share.check(&keys).map_err(|_| Cause::TokenShareOutdated));
				*checked = Some(Checked { authority, verdict });
				verdict
			}
		};
		verdict?;
		Ok(share)
	}
}

/// The node's clock, in seconds since 1970.
pub(super) fn now() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.map(|since| since.as_secs())
		.unwrap_or_default()
}

impl Services {
	/// Evaluates blinded keywords for operators and staff of hospitals in good standing, and for researchers.
	pub(super) fn evaluate_token(
		&self,
		request: Admitted<EvaluateToken>,
	) -> Result<EvaluateTokenAnswer, Refusal> {
		request.serving_accredited()?;
		if !matches!(
			request.person.role,
			Role::Hospital | Role::Staff | Role::Researcher
		) {
			return Err(Refusal::with(
				Cause::WrongRole,
				"operator or staff of a hospital, or enrolled researcher",
			));
		}
		let at = request.at();
		let share = self.tokens.share(&*self.chain, at)?;
		let EvaluateToken { generation, blinded } = request.body;
		if generation != share.generation() {
			return Err(Cause::WrongTokenGeneration.into());
		}
		let asked = u32::try_from(blinded.len()).unwrap_or(u32::MAX);
		if asked == 0 || asked > MAX_POINTS {
			return Err(Cause::TooManyPoints.into());
		}
		let (account, hospital) = (request.person.account, request.person.hospital);
		// Counted before they are evaluated: points that are none cost too.
		self.tokens
			.points
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.count(&account, hospital, asked, now())?;
		self.metrics.count_keywords(asked);
		tracing::info!(target: "salus", %account, ?hospital, keywords = asked, "keywords evaluated");
		let context = Context {
			genesis: self.chain.genesis().0,
			asker: account.into(),
		};
		let answer = evaluate(share, &context, &blinded, &mut OsRng).map_err(|error| match error {
			EvaluateError::Empty | EvaluateError::TooMany => Refusal::from(Cause::TooManyPoints),
			EvaluateError::Point { .. } => Refusal::with(Cause::BadPoint, error),
		})?;
		Ok(EvaluateTokenAnswer {
			block: at,
			index: answer.index,
			generation: answer.generation,
			ceremony: answer.ceremony.to_vec().into(),
			evaluated: answer
				.evaluated
				.iter()
				.map(|point| Bytes(point.to_vec()))
				.collect(),
			proof: Bytes(answer.proof.to_vec()),
		})
	}
}
