//! `evaluateToken`: this authority's multiples of blinded keywords, and the proof that they are.

use super::{
	authority::{is_of, unreadable},
	gate::Admitted,
	points::Points,
	Services,
};
use crate::{
	errors::{Cause, Refusal},
	json::EvaluateTokenAnswer,
};
use rand_core::OsRng;
use salus_authority::{KeystoreError, ShareError, Shares};
use salus_crypto::token::{evaluate, Context, EvaluateError, Share};
use salus_primitives::{hospital::Role, request::EvaluateToken, token::MAX_POINTS, AccountId, Hash};
use sp_core::Bytes;
use std::{
	sync::{Arc, Mutex, PoisonError},
	time::{SystemTime, UNIX_EPOCH},
};

/// What a node needs to answer.
pub struct Tokens {
	shares: Option<Arc<Shares>>,
	points: Mutex<Points>,
}

impl Tokens {
	/// With the shares of the node's keystore, if it has one.
	pub fn new(shares: Option<Arc<Shares>>, points: Points) -> Self {
		Self {
			shares,
			points: Mutex::new(points),
		}
	}
}

fn refusal(error: ShareError) -> Refusal {
	match error {
		// One that is damaged is as good as lost.
		ShareError::None | ShareError::Keystore(KeystoreError::Damaged(_)) => Cause::NoTokenShare.into(),
		ShareError::Outdated => Cause::TokenShareOutdated.into(),
		ShareError::NoSharing => Cause::NoTokenKey.into(),
		ShareError::Behind => Cause::NotUpToDate.into(),
		ShareError::Keystore(error) => unreadable(&error).into(),
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
	/// This hospital's share of k, of the sharing that finalised state has.
	fn token_share(&self, at: Hash, operator: &AccountId) -> Result<Arc<Share>, Refusal> {
		let shares = self.tokens.shares.as_ref().ok_or(Cause::NoTokenShare)?;
		let authority = self.chain.token_authority(at)?.ok_or(Cause::NoTokenKey)?;
		let share = shares.token(&authority).map_err(refusal)?;
		let holders = authority.members.iter().map(|member| &member.account);
		if is_of(share.index(), holders, operator) {
			Ok(share)
		} else {
			// The own one may be imported next.
			shares.forget();
			Err(Cause::TokenShareOutdated.into())
		}
	}

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
		let share = self.token_share(at, &request.serving.hospital.operator)?;
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
		let answer = evaluate(&share, &context, &blinded, &mut OsRng).map_err(|error| match error {
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
