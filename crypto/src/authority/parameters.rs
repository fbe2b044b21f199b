//! The public parameters of a sharing, and their check.

use super::KeyAuthorityError;
use crate::{
	codec::{CodecError, Reader, Writer},
	domain,
	encoding::{decode_g2, decode_gt, encode_gt, DecodeError, G2Bytes, GtBytes},
	shamir::dual_codeword,
	suite::{g1, Fr, Gt, Suite, G2},
	transcript::Transcript,
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;

/// Most authorities of a sharing.
pub const MAX_AUTHORITIES: u16 = 100;

/// What is public of one authority's shares: `A_j`, `Beta_j`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityPublic {
	/// `A_j = g2^{alpha_j}`.
	pub a_j: G2Bytes,
	/// `Beta_j = g2^{beta_j}`.
	pub beta_j: G2Bytes,
}

/// The public parameters as they are stored and sent. Authority j stands at position j - 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicParameters {
	/// Counts the resharings of alpha and beta.
	pub generation: u32,
	/// How many partials make a key.
	pub threshold: u16,
	/// The authorities in order.
	pub authorities: Vec<AuthorityPublic>,
	/// `A = g2^alpha`.
	pub a: G2Bytes,
	/// `Beta = g2^beta`.
	pub beta: G2Bytes,
	/// `E = e(g1, g2)^alpha`.
	pub e: GtBytes,
	/// Id of the ceremony that made alpha and beta; resharing does not change it.
	pub ceremony: [u8; 32],
}

/// Parameters that were validated, decoded.
#[derive(Clone)]
pub struct Parameters<S: Suite> {
	public: PublicParameters,
	a_j: Vec<G2<S>>,
	beta_j: Vec<G2<S>>,
	a: G2<S>,
	beta: G2<S>,
	e: Gt<S>,
}

/// Why public parameters are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParametersError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// A group element does not decode.
	Encoding(DecodeError),
	/// No authority, or more than [`MAX_AUTHORITIES`].
	AuthorityCount,
	/// The threshold is not above f and at most n - f, f = floor((n - 1) / 3).
	Threshold,
	/// The shares do not lie on polynomials of degree t - 1 through A and Beta.
	Inconsistent,
	/// E is not e(g1, A).
	WrongE,
}

impl From<CodecError> for ParametersError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for ParametersError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for ParametersError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Codec(error) => return error.fmt(f),
			Self::Encoding(error) => return error.fmt(f),
			Self::AuthorityCount => "no authority, or too many",
			Self::Threshold => "the threshold is outside its bounds",
			Self::Inconsistent => "the shares do not lie on one polynomial",
			Self::WrongE => "E does not belong to A",
		})
	}
}

impl core::error::Error for ParametersError {}

/// Whether t of n lies in its bounds: `f < t <= n - f`.
pub(crate) fn threshold_is_sound(threshold: u16, count: u16) -> bool {
	let f = count.saturating_sub(1) / 3;
	f < threshold && threshold <= count.saturating_sub(f)
}

impl PublicParameters {
	/// How many authorities there are.
	pub fn count(&self) -> u16 {
		u16::try_from(self.authorities.len()).unwrap_or(u16::MAX)
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut writer = Writer::tagged(domain::PARAMETERS_FILE)
			.u32(self.generation)
			.u16(self.threshold)
			.fixed(&self.ceremony)
			.fixed(&self.a)
			.fixed(&self.beta)
			.fixed(&self.e)
			.u16(self.count());
		for authority in &self.authorities {
			writer = writer.fixed(&authority.a_j).fixed(&authority.beta_j);
		}
		writer.finish()
	}

	/// Reads the canonical encoding; the points are checked by [`Self::validate`].
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, ParametersError> {
		let mut reader = Reader::tagged(domain::PARAMETERS_FILE, bytes)?;
		let (generation, threshold, ceremony) = (reader.u32()?, reader.u16()?, reader.array()?);
		let (a, beta, e) = (reader.array()?, reader.array()?, reader.array()?);
		let count = reader.u16()?;
		if count > MAX_AUTHORITIES {
			return Err(ParametersError::AuthorityCount);
		}
		let authorities = (0..count)
			.map(|_| {
				Ok(AuthorityPublic {
					a_j: reader.array()?,
					beta_j: reader.array()?,
				})
			})
			.collect::<Result<_, CodecError>>()?;
		reader.finish()?;
		Ok(Self {
			generation,
			threshold,
			authorities,
			a,
			beta,
			e,
			ceremony,
		})
	}

	/// Checks everything: points, threshold, that any t of the A_j give A (likewise Beta), and E.
	pub fn validate<S: Suite>(self) -> Result<Parameters<S>, ParametersError> {
		let count = self.count();
		if count == 0 || count > MAX_AUTHORITIES {
			return Err(ParametersError::AuthorityCount);
		}
		if !threshold_is_sound(self.threshold, count) {
			return Err(ParametersError::Threshold);
		}
		let decode = |of: fn(&AuthorityPublic) -> &G2Bytes| -> Result<Vec<G2<S>>, DecodeError> {
			self.authorities
				.iter()
				.map(|authority| decode_g2::<S>(of(authority)))
				.collect()
		};
		let (a_j, beta_j) = (
			decode(|authority| &authority.a_j)?,
			decode(|authority| &authority.beta_j)?,
		);
		let (a, beta) = (decode_g2::<S>(&self.a)?, decode_g2::<S>(&self.beta)?);
		let dual = self.dual_codeword().ok_or(ParametersError::Inconsistent)?;
		if !is_codeword::<S>(&a, &a_j, &dual) || !is_codeword::<S>(&beta, &beta_j, &dual) {
			return Err(ParametersError::Inconsistent);
		}
		let e = S::pairing_product(&[(g1::<S>(), a)]);
		if encode_gt::<S>(&e) != self.e {
			// Says which of the two it is: no group element at all, or the wrong one.
			let _ = decode_gt::<S>(&self.e)?;
			return Err(ParametersError::WrongE);
		}
		Ok(Parameters {
			public: self,
			a_j,
			beta_j,
			a,
			beta,
			e,
		})
	}

	/// A random word of the dual of the code of polynomials of degree t - 1: one decides, but for 2^-250, since it comes
	/// from a hash of the parameters.
	fn dual_codeword(&self) -> Option<Vec<Fr>> {
		let count = self.count();
		let mut transcript = Transcript::new(domain::PARAMETERS, &self.ceremony);
		transcript.append(b"parameters", &self.to_bytes());
		let p: Vec<Fr> = (0..=count.saturating_sub(self.threshold))
			.map(|degree| {
				let mut transcript = transcript.clone();
				transcript.append(b"coefficient", &degree.to_le_bytes());
				transcript.challenge()
			})
			.collect();
		dual_codeword(count, &p)
	}
}

fn is_codeword<S: Suite>(at_zero: &G2<S>, shares: &[G2<S>], dual: &[Fr]) -> bool {
	let points: Vec<G2<S>> = core::iter::once(at_zero).chain(shares).copied().collect();
	let product: G2<S> = S::msm_g2(&points, dual).into();
	product.is_zero()
}

impl<S: Suite> Parameters<S> {
	/// The parameters as they are stored.
	pub fn public(&self) -> &PublicParameters {
		&self.public
	}

	/// `A`.
	pub fn a(&self) -> &G2<S> {
		&self.a
	}

	/// `Beta`.
	pub fn beta(&self) -> &G2<S> {
		&self.beta
	}

	/// `E`.
	pub fn e(&self) -> &Gt<S> {
		&self.e
	}

	/// `A_j` and `Beta_j` of authority j, counted from 1.
	pub fn authority(&self, j: u16) -> Result<(&G2<S>, &G2<S>), KeyAuthorityError> {
		let at = usize::from(j.checked_sub(1).ok_or(KeyAuthorityError::WrongShare)?);
		self.a_j
			.get(at)
			.zip(self.beta_j.get(at))
			.ok_or(KeyAuthorityError::WrongShare)
	}
}
