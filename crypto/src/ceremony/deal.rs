//! What a dealer posts, and how everybody checks it.
//!
//! ```text
//! C_0, …, C_{t-1}     commitments to the coefficients, a point a secret
//! E                   one point of Ristretto
//! sealed shares       one a member with a receiving key, ascending
//! proof of constants  challenge, one response a secret
//! proof of E          64 bytes
//! ```
//!
//! Nothing else: run and keys say every length.

use super::{
	proof::{verify_constants, verify_ephemeral},
	CheckedRun, DealError, Kind, ReceivingKeys,
};
use crate::{
	codec::Writer,
	domain,
	encoding::{RistrettoBytes, ScalarBytes},
	hash::digest,
	schnorr::Proof,
	shamir::powers,
	symmetric::MessageKey,
};
use alloc::vec::Vec;
use core::ops::Range;
use subtle::ConstantTimeEq;

const SCALAR: usize = 32;
const EPHEMERAL: usize = 32;
const EPHEMERAL_PROOF: usize = 64;

/// Bytes of one sealed share.
pub(super) const fn sealed_length<K: Kind>() -> usize {
	K::SECRETS
		.saturating_mul(SCALAR)
		.saturating_add(MessageKey::OVERHEAD)
}

/// Bytes of the points of one coefficient, and of what is public of one holder.
pub(super) const fn row_length<K: Kind>() -> usize {
	K::SECRETS.saturating_mul(K::POINT)
}

const fn constants_proof_length<K: Kind>() -> usize {
	K::SECRETS.saturating_add(1).saturating_mul(SCALAR)
}

fn commitments_length<K: Kind>(run: &CheckedRun) -> usize {
	row_length::<K>().saturating_mul(run.run().threshold.into())
}

/// The bytes of every deal of a run in which the sealed shares lie: one of equal length a member with a receiving key,
/// ascending.
pub fn sealed_range<K: Kind>(run: &CheckedRun, keys: &ReceivingKeys) -> Range<usize> {
	let start = commitments_length::<K>(run).saturating_add(EPHEMERAL);
	let length = sealed_length::<K>().saturating_mul(keys.count().into());
	start..start.saturating_add(length)
}

/// Exact bytes of every deal of a run.
pub fn deal_length<K: Kind>(run: &CheckedRun, keys: &ReceivingKeys) -> usize {
	sealed_range::<K>(run, keys)
		.end
		.saturating_add(constants_proof_length::<K>())
		.saturating_add(EPHEMERAL_PROOF)
}

/// The longest deal of any kind to `members` members, all with a key, under the largest threshold.
pub const fn max_deal_length(members: u32) -> u32 {
	let threshold = members.saturating_sub(members.saturating_sub(1) / 3);
	threshold
		.saturating_mul(192)
		.saturating_add(members.saturating_mul(112))
		.saturating_add(32 + 96 + 64)
}

/// A deal cut into its parts; nothing is decoded.
pub(super) struct Parts<'a> {
	pub commitments: &'a [u8],
	pub ephemeral: RistrettoBytes,
	pub sealed: &'a [u8],
	pub constants_proof: &'a [u8],
	pub ephemeral_proof: Proof,
}

fn cut<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
	let (head, tail) = bytes.split_at_checked(length)?;
	*bytes = tail;
	Some(head)
}

impl<'a> Parts<'a> {
	/// Cuts a deal, which has exactly the length that it must have.
	pub fn of<K: Kind>(run: &CheckedRun, keys: &ReceivingKeys, deal: &'a [u8]) -> Result<Self, DealError> {
		let expected = deal_length::<K>(run, keys);
		let parts = || {
			let mut rest = deal;
			let parts = Self {
				commitments: cut(&mut rest, commitments_length::<K>(run))?,
				ephemeral: cut(&mut rest, EPHEMERAL)?.try_into().ok()?,
				sealed: cut(&mut rest, sealed_range::<K>(run, keys).len())?,
				constants_proof: cut(&mut rest, constants_proof_length::<K>())?,
				ephemeral_proof: cut(&mut rest, EPHEMERAL_PROOF)?.try_into().ok()?,
			};
			rest.is_empty().then_some(parts)
		};
		parts().ok_or(DealError::Length {
			expected,
			found: deal.len(),
		})
	}

	/// The points of coefficient k, encoded.
	pub fn row<K: Kind>(&self, k: u16) -> Option<&'a [u8]> {
		self.commitments.chunks_exact(row_length::<K>()).nth(k.into())
	}

	/// What is sealed for member j.
	pub fn sealed_for<K: Kind>(&self, keys: &ReceivingKeys, j: u16) -> Option<&'a [u8]> {
		self.sealed
			.chunks_exact(sealed_length::<K>())
			.nth(keys.position(j)?)
	}

	/// The commitments of each secret, decoded: coefficient k at position k.
	pub fn polynomials<K: Kind>(&self) -> Result<Vec<Vec<K::Point>>, DealError> {
		let mut polynomials: Vec<Vec<K::Point>> = (0..K::SECRETS).map(|_| Vec::new()).collect();
		for (k, row) in (0..).zip(self.commitments.chunks_exact(row_length::<K>())) {
			for (points, bytes) in polynomials.iter_mut().zip(row.chunks_exact(K::POINT)) {
				let point =
					K::decode_point(bytes).map_err(|error| DealError::Coefficient { degree: k, error })?;
				points.push(point);
			}
		}
		Ok(polynomials)
	}
}

/// What a dealer binds itself to before anybody shows a commitment.
pub(super) fn commitment(run: &CheckedRun, dealer: u16, commitments: &[u8]) -> [u8; 32] {
	digest(
		domain::CEREMONY_COMMITMENT,
		&[run.digest(), &dealer.to_le_bytes(), commitments],
	)
}

/// What the sealing of the share of `dealer` for `member` is bound to.
pub(super) fn share_context(run: &CheckedRun, dealer: u16, member: u16) -> Vec<u8> {
	Writer::tagged(domain::CEREMONY_SHARE)
		.fixed(run.digest())
		.u16(dealer)
		.u16(member)
		.finish()
}

/// The secrets in an opened share.
pub(super) fn read_share<K: Kind>(message: &[u8]) -> Option<Vec<K::Scalar>> {
	let scalars: Vec<K::Scalar> = message
		.chunks_exact(SCALAR)
		.map(|bytes| K::decode_scalar(<&ScalarBytes>::try_from(bytes).ok()?).ok())
		.collect::<Option<_>>()?;
	(scalars.len() == K::SECRETS).then_some(scalars)
}

/// Whether the secrets lie at j on the polynomials that were committed to.
pub(super) fn lies_on<K: Kind>(polynomials: &[Vec<K::Point>], j: u16, secrets: &[K::Scalar]) -> bool {
	polynomials.len() == secrets.len()
		&& polynomials.iter().zip(secrets).all(|(points, secret)| {
			let powers = powers(j, u16::try_from(points.len()).unwrap_or(u16::MAX));
			let expected = K::encode_point(&K::multi_power(points, &powers));
			expected.ct_eq(&K::encode_point(&K::power(secret))).into()
		})
}

/// Checks all of a deal that everybody can see: length, points, what its dealer committed to, the constants of a resharing,
/// and both proofs of knowledge. What is sealed its recipients check.
pub fn verify_deal<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	committed: &[u8; 32],
	deal: &[u8],
) -> Result<(), DealError> {
	if run.run().kind != K::KIND {
		return Err(DealError::OtherKind);
	}
	if !run.has_dealer(dealer) {
		return Err(DealError::NoSuchDealer);
	}
	let parts = Parts::of::<K>(run, keys, deal)?;
	// Cheap checks first: the points cost most.
	if commitment(run, dealer, parts.commitments) != *committed {
		return Err(DealError::NotCommitted);
	}
	if run
		.old_public(dealer)
		.is_some_and(|old| parts.row::<K>(0) != Some(old))
	{
		return Err(DealError::NotTheOldShare);
	}
	match verify_ephemeral(run, keys, dealer, &parts) {
		Ok(true) => {}
		Ok(false) => return Err(DealError::UnknownEphemeral),
		Err(error) => return Err(DealError::Ephemeral(error)),
	}
	let constants: Vec<K::Point> = parts
		.polynomials::<K>()?
		.iter()
		.filter_map(|points| points.first().copied())
		.collect();
	match verify_constants::<K>(run, keys, dealer, &parts, &constants) {
		Ok(true) => Ok(()),
		Ok(false) => Err(DealError::UnknownConstants),
		Err(error) => Err(DealError::ConstantsProof(error)),
	}
}
