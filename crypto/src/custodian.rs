//! The custodian's part of a sealed record, and its factor of the key.
//!
//! `V1_e^s` and `V2_e^s` let the custodian compute `C_T = T_e(t)^s` for any epoch t. They never leave it: whoever holds
//! one `C_T` of an epoch in which a user was not revoked can open for that user for ever.

use crate::{
	authority::UpdateKey,
	codec::{CodecError, Reader, Writer},
	domain,
	encoding::{decode_g1, encode_g1, DecodeError, G1Bytes},
	hash::era_bases,
	header::Header,
	suite::{affine, g2, pairing_is_one, Fr, G1Projective, Gt, Suite, G1},
	tables::Tables,
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use zeroize::{Zeroize, Zeroizing};

/// `V1_e^s` and `V2_e^s` of the sealing era. Erased when dropped, never printed.
pub struct CustodianPart<S: Suite> {
	era: u32,
	v1s: G1<S>,
	v2s: G1<S>,
}

impl<S: Suite> Drop for CustodianPart<S> {
	fn drop(&mut self) {
		self.v1s.zeroize();
		self.v2s.zeroize();
	}
}

/// Why a custodian's part is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustodianError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// A point does not decode.
	Encoding(DecodeError),
	/// The part does not belong to the header.
	WrongPart,
	/// The update key is of another era than the record.
	WrongEra,
}

impl From<CodecError> for CustodianError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for CustodianError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for CustodianError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::WrongPart => "the custodian's part does not belong to the header",
			Self::WrongEra => "the update key is of another era than the record",
		})
	}
}

impl core::error::Error for CustodianError {}

/// What the wrap of a record's parts to its next custodian, the hospital number `receiver`, is bound to.
pub fn handover_context(genesis: &[u8; 32], record: &[u8; 32], receiver: u32) -> Vec<u8> {
	[domain::CUSTODY_HANDOVER, genesis, record, &receiver.to_le_bytes()].concat()
}

impl<S: Suite> CustodianPart<S> {
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub(crate) fn new(era: u32, s: &Fr, tables: &mut Tables<S>) -> Self {
		let powers: [G1Projective<S>; 2] = tables.era(era).map(|base| base * s);
		let [v1s, v2s] = powers.map(Into::into);
		Self { era, v1s, v2s }
	}

	/// The era in which the record was sealed.
	pub fn era(&self) -> u32 {
		self.era
	}

	/// The canonical encoding: a secret of the custodian.
	pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		Zeroizing::new(
			Writer::tagged(domain::CUSTODIAN_PART)
				.u32(self.era)
				.fixed(&encode_g1::<S>(&self.v1s))
				.fixed(&encode_g1::<S>(&self.v2s))
				.finish(),
		)
	}

	/// Reads the canonical encoding; [`Self::verify`] says whether it belongs to a header.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, CustodianError> {
		let mut reader = Reader::tagged(domain::CUSTODIAN_PART, bytes)?;
		let (era, v1s, v2s) = (reader.u32()?, reader.array()?, reader.array()?);
		reader.finish()?;
		Ok(Self {
			era,
			v1s: decode_g1::<S>(&v1s)?,
			v2s: decode_g1::<S>(&v2s)?,
		})
	}

	/// `V1_e^s` and `V2_e^s`, encoded: a secret of the custodian.
	pub fn points(&self) -> (G1Bytes, G1Bytes) {
		(encode_g1::<S>(&self.v1s), encode_g1::<S>(&self.v2s))
	}

	/// From the two points; [`Self::verify`] says whether they belong to a header.
	pub fn from_points(era: u32, v1s: &G1Bytes, v2s: &G1Bytes) -> Result<Self, CustodianError> {
		Ok(Self {
			era,
			v1s: decode_g1::<S>(v1s)?,
			v2s: decode_g1::<S>(v2s)?,
		})
	}

	/// `e(V1_e^s, g2) = e(V1_e, C0)` and `e(V2_e^s, g2) = e(V2_e, C0)`: what the custodian checks when it takes a record.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn verify(&self, header: &Header<S>) -> Result<(), CustodianError> {
		let holds = |v_s: G1<S>, v: G1<S>| {
			let minus_v: G1<S> = (-v.into_group()).into();
			pairing_is_one::<S>(&[(v_s, g2::<S>()), (minus_v, header.c0)])
		};
		let [v1, v2] = era_bases::<S>(self.era);
		if holds(self.v1s, v1) && holds(self.v2s, v2) {
			Ok(())
		} else {
			Err(CustodianError::WrongPart)
		}
	}

	/// `Y2 = e(Q, C0) / e(C_T, Q')` with `C_T = (V1_e^s)^t * V2_e^s`, for one node and epoch.
	///
	/// The caller has checked the doctor's right in finalised state and that the update key is that of the epoch, and
	/// wraps the result to the doctor's key. A wrong or an old update key gives a value that opens nothing.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn y2(&self, key: &UpdateKey<S>, epoch: u32, header: &Header<S>) -> Result<Gt<S>, CustodianError> {
		if key.era != self.era {
			return Err(CustodianError::WrongEra);
		}
		let minus_c_t = -(self.v1s.mul_bigint([u64::from(epoch)]) + self.v2s);
		let minus_c_t = Zeroizing::new(affine(&[minus_c_t]));
		let pairs: Vec<_> = minus_c_t
			.iter()
			.map(|c_t| (*c_t, key.q_prime))
			.chain([(key.q, header.c0)])
			.collect();
		Ok(S::pairing_product(&pairs))
	}
}
