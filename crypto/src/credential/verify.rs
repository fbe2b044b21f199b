//! The verifier's side of a presentation.

use super::{
	bases::{commitment_base, message_bases},
	error::PresentationError,
	proof::{batch_weight, challenge, Commitments, Points, Proof, Responses, Statement},
	schema::SECRET,
};
use crate::{
	encoding::{decode_g1, decode_g2, encode_g1, DecodeError, G1Bytes},
	suite::{affine, g1, g2, pairing_is_one, Fr, G1Projective, Suite, G1, G2},
};
use alloc::vec::Vec;
use ark_ff::One;

/// The points of a presentation, decoded.
pub(crate) struct Decoded<S: Suite> {
	pub bpk: G2<S>,
	pub bpk_prime: G1<S>,
	pub a_prime: G1<S>,
	pub a_bar: G1<S>,
	pub c_bar: G1<S>,
	/// N and Cv.
	pub link: Option<[G1<S>; 2]>,
}

impl<S: Suite> Decoded<S> {
	pub fn new(points: &Points) -> Result<Self, DecodeError> {
		Ok(Self {
			bpk: decode_g2::<S>(&points.bpk)?,
			bpk_prime: decode_g1::<S>(&points.bpk_prime)?,
			a_prime: decode_g1::<S>(&points.a_prime)?,
			a_bar: decode_g1::<S>(&points.a_bar)?,
			c_bar: decode_g1::<S>(&points.c_bar)?,
			link: match &points.link {
				Some([nullifier, commitment]) => {
					Some([decode_g1::<S>(nullifier)?, decode_g1::<S>(commitment)?])
				}
				None => None,
			},
		})
	}
}

/// Checks a presentation against the pk1 of the issuers accepted.
///
/// First the challenge, then `e(A'^rho * g1, bpk) = e(Abar^rho * bpk', g2)`, which is both
/// `e(A', bpk) = e(Abar, g2)`, the signature, and `e(g1, bpk) = e(bpk', g2)`, the blinded key.
pub(crate) fn verify<S: Suite>(
	statement: &Statement<'_, S>,
	issuers: &[G1<S>],
	proof: &Proof,
) -> Result<Decoded<S>, PresentationError> {
	let responses = &proof.responses;
	let hidden = statement.hidden();
	if issuers.is_empty()
		|| responses.issuers.len() != issuers.len()
		|| responses.messages.len() != hidden.len()
		|| responses.gamma.is_some() != statement.link.is_some()
	{
		return Err(PresentationError::Shape);
	}
	let points = Decoded::<S>::new(&proof.points)?;
	let commitments =
		recompute(statement, &hidden, issuers, &points, responses).ok_or(PresentationError::Shape)?;
	let mut transcript = statement.transcript(&proof.points);
	if challenge(&mut transcript, &commitments) != responses.challenge() {
		return Err(PresentationError::BadProof);
	}
	if !pairing_holds(&points, &batch_weight(&mut transcript, responses)) {
		return Err(PresentationError::NotSigned);
	}
	Ok(points)
}

/// What the prover must have committed to, if the responses are right.
#[allow(clippy::arithmetic_side_effects)] // field arithmetic
pub(crate) fn recompute<S: Suite>(
	statement: &Statement<'_, S>,
	hidden: &[u8],
	issuers: &[G1<S>],
	points: &Decoded<S>,
	responses: &Responses,
) -> Option<Commitments> {
	let c = responses.challenge();
	let response_of = |index: u8| {
		let mut pairs = hidden.iter().zip(&responses.messages);
		pairs.find_map(|(other, response)| (*other == index).then_some(*response))
	};
	let bases = message_bases::<S>(statement.schema.messages().into());
	let base_of = |index: u8| bases.get(usize::from(index)).copied();

	let signature = S::msm_g1(
		&[points.c_bar, points.a_prime, points.a_bar],
		&[responses.r2, -responses.e, -c],
	);
	let mut terms = [(points.c_bar, responses.r1_inverse), (g1::<S>(), -c)].to_vec();
	for disclosed in &statement.disclosed {
		terms.push((base_of(disclosed.index)?, -(c * disclosed.message)));
	}
	for (index, response) in hidden.iter().zip(&responses.messages) {
		terms.push((base_of(*index)?, -*response));
	}
	let (terms, exponents): (Vec<_>, Vec<_>) = terms.into_iter().unzip();
	let messages = S::msm_g1(&terms, &exponents);

	let mut all = [signature, messages].to_vec();
	match (&statement.link, &points.link, &responses.gamma) {
		(Some(link), Some([nullifier, commitment]), Some(gamma)) => {
			let (u, v) = (response_of(SECRET)?, response_of(link.field)?);
			all.push(S::msm_g1(&[link.base, *nullifier], &[u, -c]));
			all.push(S::msm_g1(
				&[g1::<S>(), commitment_base::<S>(), *commitment],
				&[v, *gamma, -c],
			));
		}
		(None, None, None) => {}
		_ => return None,
	}
	for (issuer, (c, z)) in issuers.iter().zip(&responses.issuers) {
		all.push(S::msm_g1(&[g1::<S>(), points.bpk_prime, *issuer], &[*z, -*c, *c]));
	}
	let encoded: Vec<G1Bytes> = affine(&all).iter().map(encode_g1::<S>).collect();
	let mut encoded = encoded.into_iter();
	Some(Commitments {
		signature: encoded.next()?,
		messages: encoded.next()?,
		link: match &statement.link {
			Some(_) => Some([encoded.next()?, encoded.next()?]),
			None => None,
		},
		issuers: encoded.collect(),
	})
}

/// `e(A'^rho * g1, bpk) = e(Abar^rho * bpk', g2)`.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn pairing_holds<S: Suite>(points: &Decoded<S>, rho: &Fr) -> bool {
	let left: G1Projective<S> = points.a_prime * rho + g1::<S>();
	let right: G1Projective<S> = S::msm_g1(&[points.a_bar, points.bpk_prime], &[-*rho, -Fr::one()]);
	match affine(&[left, right])[..] {
		[left, right] => pairing_is_one::<S>(&[(left, points.bpk), (right, g2::<S>())]),
		_ => false,
	}
}
