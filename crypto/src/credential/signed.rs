//! A credential: what a hospital attested, and its signature `A = (g1 * prod h_i^{m_i})^{1/(x+e)}`.

use super::{
	bases::message_bases,
	error::CredentialError,
	holder::CredentialSecret,
	issuer::{messages, product, IssuerKey},
	schema::{Schema, Value, MAX_SCHEMA},
};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_g1, decode_g2, decode_scalar, G1Bytes, ScalarBytes},
	keys::is_paired,
	suite::{g1, g2, pairing_is_one, Fr, G1Projective, Suite, G1},
};
use alloc::vec::Vec;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What a hospital attested to a patient of one record, for one quarter. Erased when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Credential {
	#[zeroize(skip)]
	pub(crate) schema: Schema,
	#[zeroize(skip)]
	pub(crate) issuer: IssuerKey,
	pub(crate) root: [u8; 32],
	pub(crate) quarter: u32,
	pub(crate) values: Vec<Value>,
	pub(crate) a: G1Bytes,
	pub(crate) e: ScalarBytes,
}

impl Credential {
	/// The schema.
	pub fn schema(&self) -> &Schema {
		&self.schema
	}

	/// The issuer's key, as the credential says: whoever accepts it compares it with the chain's.
	pub fn issuer(&self) -> &IssuerKey {
		&self.issuer
	}

	/// The root of the record.
	pub fn root(&self) -> &[u8; 32] {
		&self.root
	}

	/// The quarter of validity.
	pub fn quarter(&self) -> u32 {
		self.quarter
	}

	/// The value of each attribute.
	pub fn values(&self) -> &[Value] {
		&self.values
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let writer = Writer::tagged(domain::CREDENTIAL)
			.bytes(&self.schema.to_bytes())
			.fixed(&self.issuer.pk1)
			.fixed(&self.issuer.pk2)
			.fixed(&self.root)
			.u32(self.quarter);
		let writer = self
			.values
			.iter()
			.fold(writer, |writer, value| value.write(writer));
		Zeroizing::new(writer.fixed(&self.a).fixed(&self.e).finish())
	}

	/// Reads a credential; [`Self::verify`] says whether it is one.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, CredentialError> {
		let mut reader = Reader::tagged(domain::CREDENTIAL, bytes)?;
		let schema = Schema::from_bytes(reader.bytes(MAX_SCHEMA)?).map_err(CredentialError::Schema)?;
		let issuer = IssuerKey {
			pk1: reader.array()?,
			pk2: reader.array()?,
		};
		let (root, quarter) = (reader.array()?, reader.u32()?);
		let values = schema
			.attributes()
			.iter()
			.map(|_| Value::read(&mut reader))
			.collect::<Result<Vec<_>, _>>()
			.map_err(CredentialError::Values)?;
		schema.check(&values).map_err(CredentialError::Values)?;
		let (a, e) = (reader.array()?, reader.array()?);
		reader.finish()?;
		decode_scalar(&e)?;
		Ok(Self {
			schema,
			issuer,
			root,
			quarter,
			values,
			a,
			e,
		})
	}

	/// All messages in order.
	pub(crate) fn messages(&self, secret: &CredentialSecret) -> Zeroizing<Vec<Fr>> {
		Zeroizing::new(messages(
			&self.schema,
			Some(secret.scalar()),
			&self.root,
			self.quarter,
			&self.values,
		))
	}

	/// Whether the issuer named in it signed it for this secret: `e(A, pk2) = e(A^{-e} * g1 * prod h_i^{m_i}, g2)`.
	///
	/// Whether that issuer is a hospital is the chain's to say: compare [`Self::issuer`] with the key there.
	#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
	pub fn verify<S: Suite>(&self, secret: &CredentialSecret) -> Result<(), CredentialError> {
		let (pk1, pk2) = (
			decode_g1::<S>(&self.issuer.pk1)?,
			decode_g2::<S>(&self.issuer.pk2)?,
		);
		if !is_paired::<S>(&pk1, &pk2) {
			return Err(CredentialError::IssuerKey);
		}
		let (a, e) = (decode_g1::<S>(&self.a)?, decode_scalar(&self.e)?);
		let signed: G1Projective<S> = signed_point::<S>(&self.messages(secret));
		let right: G1<S> = (a * e - signed).into();
		if pairing_is_one::<S>(&[(a, pk2), (right, g2::<S>())]) {
			Ok(())
		} else {
			Err(CredentialError::NotSigned)
		}
	}
}

/// `C = g1 * prod h_i^{m_i}`.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub(crate) fn signed_point<S: Suite>(messages: &[Fr]) -> G1Projective<S> {
	product::<S>(&message_bases::<S>(messages.len()), messages) + g1::<S>()
}
