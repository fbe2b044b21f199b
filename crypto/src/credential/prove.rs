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
	encoding::{decode_g1, decode_g2, decode_scalar, encode_g1, encode_g2, ScalarBytes},
	suite::{affine, g1, g2, Fr, G1Projective, Suite, G1, G2},
	transcript::Transcript,
};
use alloc::vec::Vec;
use ark_ff::{Field, Zero};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, Zeroizing};

/// A hidden message.
struct Hidden<S: Suite> {
	index: u8,
	base: G1<S>,
	message: Zeroizing<Fr>,
	nonce: Zeroizing<Fr>,
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

/// A credential and its issuer's key, blinded.
pub(crate) struct Blinded<S: Suite> {
	pub a_prime: G1<S>,
	pub a_bar: G1<S>,
	pub c_bar: G1<S>,
	pub bpk_prime: G1<S>,
	pub secrets: Zeroizing<BlindingSecrets>,
}

/// What they were blinded with.
#[derive(Zeroize)]
pub(crate) struct BlindingSecrets {
	pub t: Fr,
	/// e - t.
	pub e: Fr,
	pub r1_inverse: Fr,
	pub r2: Fr,
	/// Of Cv.
	pub gamma: Fr,
}

/// What the blinding factors are drawn for: beside the statement the credential, or two of one secret would share them if
/// the randomness were broken.
fn blinding_of<S: Suite>(statement: &Statement<'_, S>, credential: &Credential) -> Transcript {
	let mut transcript = statement.begin();
	transcript.append(b"issuer", &credential.issuer.pk1);
	transcript.append(b"A", &credential.a);
	transcript.append(b"e", &credential.e);
	transcript
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
	let key = &credential.issuer;
	let (pk1, pk2): (G1<S>, G2<S>) = (decode_g1::<S>(&key.pk1)?, decode_g2::<S>(&key.pk2)?);
	let (a, e) = (decode_g1::<S>(&credential.a)?, decode_scalar(&credential.e)?);
	let messages = credential.messages(secret);
	let gamma = gamma.copied().unwrap_or_else(Fr::zero);

	let mut draw = Nonces::new(&blinding_of(statement, credential), secret.to_bytes(), rng);
	let t = draw.draw();
	let (r1, r1_inverse) = loop {
		let r1 = draw.draw();
		if let Some(inverse) = r1.inverse() {
			break (r1, Zeroizing::new(inverse));
		}
	};
	let r2 = draw.draw();
	let secrets = Zeroizing::new(BlindingSecrets {
		t: *t,
		e: e - *t,
		r1_inverse: *r1_inverse,
		r2: *r2,
		gamma,
	});

	let a_prime = a * (*r1 * *r2);
	let c_bar = signed_point::<S>(&messages) * *r1;
	let a_bar = c_bar * *r2 - a_prime * secrets.e;
	let bpk_prime = g1::<S>() * *t + pk1;
	let bpk: G2<S> = (g2::<S>() * *t + pk2).into();
	let mut points = [a_prime, a_bar, c_bar, bpk_prime].to_vec();
	if let Some(link) = &statement.link {
		let value = messages
			.get(usize::from(link.field))
			.copied()
			.unwrap_or_else(Fr::zero);
		points.push(link.base * secret.scalar());
		points.push(g1::<S>() * value + commitment_base::<S>() * gamma);
	}
	let mut points = affine(&points).into_iter();
	let mut next = || points.next().unwrap_or_default();
	let blinded = Blinded {
		a_prime: next(),
		a_bar: next(),
		c_bar: next(),
		bpk_prime: next(),
		secrets,
	};
	let points = Points {
		bpk: encode_g2::<S>(&bpk),
		bpk_prime: encode_g1::<S>(&blinded.bpk_prime),
		a_prime: encode_g1::<S>(&blinded.a_prime),
		a_bar: encode_g1::<S>(&blinded.a_bar),
		c_bar: encode_g1::<S>(&blinded.c_bar),
		link: statement
			.link
			.as_ref()
			.map(|_| [next(), next()].map(|point| encode_g1::<S>(&point))),
	};
	let responses = respond(
		statement,
		&mut statement.transcript(&points),
		(&issuers, own),
		&blinded,
		&messages,
		&secret.to_bytes(),
		rng,
	);
	Ok(Proof { points, responses })
}

/// Commits, is challenged, and responds: for the issuers accepted and which of them is the own.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub(crate) fn respond<S: Suite>(
	statement: &Statement<'_, S>,
	transcript: &mut Transcript,
	(issuers, own): (&[G1<S>], usize),
	blinded: &Blinded<S>,
	messages: &[Fr],
	secret: &ScalarBytes,
	rng: &mut impl CryptoRngCore,
) -> Responses {
	let secrets = &blinded.secrets;
	let mut draw = Nonces::new(transcript, Zeroizing::new(*secret), rng);
	let (k_t, k_e, k_r2, k_r1) = (draw.draw(), draw.draw(), draw.draw(), draw.draw());
	let k_gamma = draw.draw();
	let hidden: Vec<Hidden<S>> = {
		let hidden = statement.hidden();
		let bases = message_bases::<S>(messages.len());
		(0u8..)
			.zip(bases.into_iter().zip(messages))
			.filter(|(index, _)| hidden.contains(index))
			.map(|(index, (base, message))| Hidden {
				index,
				base,
				message: Zeroizing::new(*message),
				nonce: draw.draw(),
			})
			.collect()
	};
	let nonce_of = |index: u8| {
		let hidden = hidden.iter().find(|hidden| hidden.index == index);
		hidden.map_or_else(Fr::zero, |hidden| *hidden.nonce)
	};

	let of_messages: G1Projective<S> = hidden.iter().map(|hidden| hidden.base * *hidden.nonce).sum();
	let mut commitments = [
		blinded.c_bar * *k_r2 - blinded.a_prime * *k_e,
		blinded.c_bar * *k_r1 - of_messages,
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
			S::msm_g1(&[g1::<S>(), blinded.bpk_prime, *issuer], &[*z, -*c, *c])
		});
	}
	let mut commitments = affine(&commitments).into_iter();
	let mut next = || encode_g1::<S>(&commitments.next().unwrap_or_default());
	let commitments = Commitments {
		signature: next(),
		messages: next(),
		link: statement.link.as_ref().map(|_| [next(), next()]),
		issuers: issuers.iter().map(|_| next()).collect(),
	};

	let c = challenge(transcript, &commitments);
	let branches = simulated.iter().enumerate();
	let others: Fr = branches
		.clone()
		.filter_map(|(at, (c, _))| (at != own).then_some(*c))
		.sum();
	let own_challenge = c - others;
	Responses {
		issuers: branches
			.map(|(at, branch)| {
				if at == own {
					(own_challenge, *k_t + own_challenge * secrets.t)
				} else {
					*branch
				}
			})
			.collect(),
		e: *k_e + c * secrets.e,
		r2: *k_r2 + c * secrets.r2,
		r1_inverse: *k_r1 + c * secrets.r1_inverse,
		messages: hidden
			.iter()
			.map(|hidden| *hidden.nonce + c * *hidden.message)
			.collect(),
		gamma: statement.link.as_ref().map(|_| *k_gamma + c * secrets.gamma),
	}
}
