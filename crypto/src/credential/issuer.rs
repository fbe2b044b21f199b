//! The issuer: a hospital, its key, and what it signs.

use super::{
	bases::message_bases,
	error::{IssueError, PresentError, PresentationError},
	holder::{request_transcript, IssuanceContext, IssuanceRequest},
	schema::{Schema, Value, FIRST_ATTRIBUTE, QUARTER, ROOT, SCHEMA, SECRET},
	signed::Credential,
};
use crate::{
	domain,
	encoding::{
		decode_key_scalar, encode_g1, encode_g2, encode_scalar, DecodeError, G1Bytes, G2Bytes, ScalarBytes,
	},
	hash::digest,
	keys::{prove_paired_key, KeyContext, KeyPurpose, PairedKeyProof},
	shamir::random_nonzero,
	suite::{g1, g2, Fr, G1Projective, Suite, G1, G2},
};
use alloc::vec::Vec;
use ark_ff::{Field, Zero};
use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Issuers that one presentation hides among, at most.
pub const MAX_ISSUERS: usize = 64;

/// The public key of an issuer: `pk1 = g1^x`, `pk2 = g2^x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssuerKey {
	/// In G1.
	pub pk1: G1Bytes,
	/// In G2.
	pub pk2: G2Bytes,
}

/// The list of issuers is empty, too long, or has one twice.
pub(crate) struct BadList;

impl From<BadList> for PresentError {
	fn from(_: BadList) -> Self {
		Self::Issuers
	}
}

impl From<BadList> for PresentationError {
	fn from(_: BadList) -> Self {
		Self::Issuers
	}
}

pub(crate) fn check_list(issuers: &[IssuerKey]) -> Result<(), BadList> {
	let twice =
		|(at, issuer): (usize, &IssuerKey)| issuers.iter().take(at).any(|other| other.pk1 == issuer.pk1);
	if issuers.is_empty() || issuers.len() > MAX_ISSUERS || issuers.iter().enumerate().any(twice) {
		return Err(BadList);
	}
	Ok(())
}

/// What the challenge of a presentation covers of the list of issuers: all of it.
pub fn issuer_list_digest(issuers: &[IssuerKey]) -> [u8; 32] {
	let points: Vec<&[u8]> = issuers
		.iter()
		.flat_map(|issuer| [&issuer.pk1[..], &issuer.pk2[..]])
		.collect();
	digest(domain::ISSUER_LIST, &points)
}

/// What a hospital attests of a record.
pub struct Claims {
	/// The root of the record.
	pub root: [u8; 32],
	/// The quarter in which the credential is valid.
	pub quarter: u32,
	/// A value for each attribute of the schema.
	pub values: Vec<Value>,
}

/// x. Erased when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct IssuerSecret(Fr);

impl IssuerSecret {
	/// A fresh secret, not zero.
	pub fn generate(rng: &mut impl CryptoRngCore) -> Self {
		Self(random_nonzero(rng))
	}

	/// The secret of 32 canonical bytes other than zero.
	pub fn from_bytes(bytes: &ScalarBytes) -> Result<Self, DecodeError> {
		decode_key_scalar(bytes).map(Self)
	}

	/// The 32 bytes, for a keystore.
	pub fn to_bytes(&self) -> Zeroizing<ScalarBytes> {
		Zeroizing::new(encode_scalar(&self.0))
	}

	/// The public key.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn key<S: Suite>(&self) -> IssuerKey {
		let (pk1, pk2): (G1<S>, G2<S>) = ((g1::<S>() * self.0).into(), (g2::<S>() * self.0).into());
		IssuerKey {
			pk1: encode_g1::<S>(&pk1),
			pk2: encode_g2::<S>(&pk2),
		}
	}

	/// The public key and the proof of x for an account, as [`crate::keys::verify_paired_key`] wants them.
	pub fn register<S: Suite>(
		&self,
		context: &KeyContext,
		rng: &mut impl CryptoRngCore,
	) -> (G1Bytes, G2Bytes, PairedKeyProof) {
		prove_paired_key::<S>(KeyPurpose::Issuer, &self.0, context, rng)
	}

	/// Signs what the hospital attests, for a patient whose secret it does not learn.
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub fn issue<S: Suite>(
		&self,
		context: &IssuanceContext,
		request: &IssuanceRequest,
		schema: &Schema,
		claims: Claims,
		rng: &mut impl CryptoRngCore,
	) -> Result<Credential, IssueError> {
		let issuer = self.key::<S>();
		if context.issuer != issuer.pk1 {
			return Err(IssueError::OtherIssuer);
		}
		schema.check(&claims.values)?;
		let u = request.checked::<S>(context)?;
		let messages = Zeroizing::new(messages(
			schema,
			None,
			&claims.root,
			claims.quarter,
			&claims.values,
		));
		let bases = message_bases::<S>(messages.len());
		let c = product::<S>(&bases, &messages) + g1::<S>() + u;

		// With one e for two sets of messages anybody could sign a third, so e too does not rest on randomness alone.
		let mut transcript = request_transcript(domain::CREDENTIAL_SIGNATURE, context, &request.u);
		transcript.append(b"schema", &schema.digest());
		for message in messages.iter() {
			transcript.append(b"message", &encode_scalar(message));
		}
		let secret = self.to_bytes();
		let (e, exponent) = loop {
			let e = transcript.nonce(&secret, rng);
			if let Some(inverse) = (self.0 + *e).inverse() {
				break (*e, Zeroizing::new(inverse));
			}
		};
		let a: G1<S> = (c * *exponent).into();
		Ok(Credential {
			schema: schema.clone(),
			issuer,
			root: claims.root,
			quarter: claims.quarter,
			values: claims.values,
			a: encode_g1::<S>(&a),
			e: encode_scalar(&e),
		})
	}
}

/// All messages in order; without u, zero in its place.
pub(crate) fn messages(
	schema: &Schema,
	u: Option<&Fr>,
	root: &[u8; 32],
	quarter: u32,
	values: &[Value],
) -> Vec<Fr> {
	let reference = schema.reference();
	let first = [SCHEMA, SECRET, ROOT, QUARTER].map(|index| match index {
		SCHEMA => reference.schema_message(),
		SECRET => u.copied().unwrap_or_else(Fr::zero),
		ROOT => reference.root_message(root),
		_ => reference.quarter_message(quarter),
	});
	let attributes = (FIRST_ATTRIBUTE..)
		.zip(values)
		.map(|(index, value)| reference.value_message(index, value));
	first.into_iter().chain(attributes).collect()
}

/// The product of `bases[i]^scalars[i]`, each by the multiplication that does not depend on secrets.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub(crate) fn product<S: Suite>(bases: &[G1<S>], scalars: &[Fr]) -> G1Projective<S> {
	bases
		.iter()
		.zip(scalars)
		.map(|(base, scalar)| *base * scalar)
		.sum()
}
