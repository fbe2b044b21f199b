//! The prover's side of a presentation.
//!
//! Everything that depends on a secret is multiplied by the multiplication that does not.

use super::{
	bases::{commitment_base, message_bases},
	error::PresentError,
	holder::CredentialSecret,
	issuer::IssuerKey,
	nonces::Nonces,
	proof::{challenge, Commitments, Points, Proof, Responses, Statement},
	schema::SECRET,
	signed::{signed_point, Credential},
};
use crate::{
	encoding::{decode_g1, decode_g2, decode_scalar, encode_g1, encode_g2},
	suite::{affine, g1, g2, Fr, G1Projective, Suite, G1, G2},
};
use alloc::vec::Vec;
use ark_ff::{Field, Zero};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// A hidden message.
struct Hidden<S: Suite> {
	index: u8,
	base: G1<S>,
	message: Fr,
	nonce: Fr,
}

/// The accepted issuers' pk1, and which of them is the credential's.
fn branches<S: Suite>(
	statement: &Statement<'_, S>,
	list: &[IssuerKey],
	own: &IssuerKey,
) -> Result<(Vec<G1<S>>, usize), PresentError> {
	if list.len() != statement.accepted.len() {
		return Err(PresentError::Issuers);
	}
	let accepted: Vec<&IssuerKey> = list
		.iter()
		.zip(statement.accepted)
		.filter_map(|(issuer, accepted)| accepted.then_some(issuer))
		.collect();
	let own = accepted
		.iter()
		.position(|issuer| *issuer == own)
		.ok_or(PresentError::NotAccepted)?;
	let points = accepted
		.iter()
		.map(|issuer| decode_g1::<S>(&issuer.pk1))
		.collect::<Result<_, _>>()?;
	Ok((points, own))
}

/// Presents a credential: the statement says what is shown of it. `gamma` blinds the commitment of a linked statement.
///
/// Nothing here checks that the credential is what it says: of one that is not, the presentation is refused.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn prove<S: Suite>(
	statement: &Statement<'_, S>,
	list: &[IssuerKey],
	credential: &Credential,
	secret: &CredentialSecret,
	gamma: Option<&Fr>,
	rng: &mut impl CryptoRngCore,
) -> Result<Proof, PresentError> {
	let (issuers, own) = branches(statement, list, &credential.issuer)?;
	let (pk1, pk2): (G1<S>, G2<S>) = (
		decode_g1::<S>(&credential.issuer.pk1)?,
		decode_g2::<S>(&credential.issuer.pk2)?,
	);
	let (a, e) = (decode_g1::<S>(&credential.a)?, decode_scalar(&credential.e)?);
	let messages = credential.messages(secret);

	let mut draw = Nonces::new(&statement.begin(), secret.to_bytes(), rng);
	let t = draw.draw();
	let (r1, r1_inverse) = loop {
		let r1 = draw.draw();
		if let Some(inverse) = r1.inverse() {
			break (r1, Zeroizing::new(inverse));
		}
	};
	let r2 = draw.draw();
	let e = Zeroizing::new(e - *t);

	let a_prime = a * (*r1 * *r2);
	let c_bar = signed_point::<S>(&messages) * *r1;
	let a_bar = c_bar * *r2 - a_prime * *e;
	let bpk_prime = g1::<S>() * *t + pk1;
	let bpk: G2<S> = (g2::<S>() * *t + pk2).into();
	let mut points = [a_prime, a_bar, c_bar, bpk_prime].to_vec();
	let blinding = statement.link.as_ref().map(|link| {
		let value = messages
			.get(usize::from(link.field))
			.copied()
			.unwrap_or_else(Fr::zero);
		let gamma = gamma.copied().unwrap_or_else(Fr::zero);
		points.push(link.base * secret.scalar());
		points.push(g1::<S>() * value + commitment_base::<S>() * gamma);
		Zeroizing::new(gamma)
	});
	let mut points = affine(&points).into_iter();
	let mut next = || points.next().unwrap_or_default();
	let (a_prime, a_bar, c_bar, bpk_prime) = (next(), next(), next(), next());
	let points = Points {
		bpk: encode_g2::<S>(&bpk),
		bpk_prime: encode_g1::<S>(&bpk_prime),
		a_prime: encode_g1::<S>(&a_prime),
		a_bar: encode_g1::<S>(&a_bar),
		c_bar: encode_g1::<S>(&c_bar),
		link: statement
			.link
			.as_ref()
			.map(|_| [next(), next()].map(|point| encode_g1::<S>(&point))),
	};

	let mut transcript = statement.transcript(&points);
	let mut draw = Nonces::new(&transcript, secret.to_bytes(), rng);
	let (k_t, k_e, k_r2, k_r1, k_gamma) = (draw.draw(), draw.draw(), draw.draw(), draw.draw(), draw.draw());
	let hidden = statement.hidden();
	let hidden: Vec<Hidden<S>> = {
		let bases = message_bases::<S>(messages.len());
		(0u8..)
			.zip(bases.into_iter().zip(messages.iter()))
			.filter(|(index, _)| hidden.contains(index))
			.map(|(index, (base, message))| Hidden {
				index,
				base,
				message: *message,
				nonce: *draw.draw(),
			})
			.collect()
	};
	let nonce_of = |index: u8| {
		let hidden = hidden.iter().find(|hidden| hidden.index == index);
		hidden.map_or_else(Fr::zero, |hidden| hidden.nonce)
	};

	let mut commitments = [
		c_bar * *k_r2 - a_prime * *k_e,
		c_bar * *k_r1
			- hidden
				.iter()
				.map(|hidden| hidden.base * hidden.nonce)
				.sum::<G1Projective<S>>(),
	]
	.to_vec();
	if let Some(link) = &statement.link {
		commitments.push(link.base * nonce_of(SECRET));
		commitments.push(g1::<S>() * nonce_of(link.field) + commitment_base::<S>() * *k_gamma);
	}
	// Every branch but the own is made backwards from a challenge of its own choice.
	let simulated: Vec<(Fr, Fr)> = issuers.iter().map(|_| (*draw.draw(), *draw.draw())).collect();
	for (at, (issuer, (c, z))) in issuers.iter().zip(&simulated).enumerate() {
		commitments.push(if at == own {
			g1::<S>() * *k_t
		} else {
			S::msm_g1(&[g1::<S>(), bpk_prime, *issuer], &[*z, -*c, *c])
		});
	}
	let mut commitments = affine(&commitments)
		.iter()
		.map(encode_g1::<S>)
		.collect::<Vec<_>>()
		.into_iter();
	let mut next = || commitments.next().unwrap_or([0; 48]);
	let commitments = Commitments {
		signature: next(),
		messages: next(),
		link: statement.link.as_ref().map(|_| [next(), next()]),
		issuers: issuers.iter().map(|_| next()).collect(),
	};

	let c = challenge(&mut transcript, &commitments);
	let others: Fr = simulated
		.iter()
		.enumerate()
		.filter_map(|(at, (c, _))| (at != own).then_some(*c))
		.sum();
	let own_challenge = c - others;
	let responses = Responses {
		issuers: simulated
			.iter()
			.enumerate()
			.map(|(at, branch)| {
				if at == own {
					(own_challenge, *k_t + own_challenge * *t)
				} else {
					*branch
				}
			})
			.collect(),
		e: *k_e + c * *e,
		r2: *k_r2 + c * *r2,
		r1_inverse: *k_r1 + c * *r1_inverse,
		messages: hidden
			.iter()
			.map(|hidden| hidden.nonce + c * hidden.message)
			.collect(),
		gamma: blinding.map(|gamma| *k_gamma + c * *gamma),
	};
	Ok(Proof { points, responses })
}
