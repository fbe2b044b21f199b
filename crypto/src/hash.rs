//! Hashes into groups and fields.
//!
//! `H_attr`, `H_node`, the base `B` and the bases of an era are RFC 9380 hashes into G1, each with its own tag.
//! `H_scalar` is `expand_message_xmd` of 48 bytes, reduced; for Ristretto of 64 bytes, where `H_group` maps them to a point.

use crate::{
	codec::Writer,
	domain,
	policy::Attribute,
	suite::{Fr, Suite, G1},
	tree::Node,
};
use ark_ff::PrimeField;
use core::iter;
use curve25519_dalek::{RistrettoPoint, Scalar};
use sha2::{
	digest::{core_api::BlockSizeUser, Digest},
	Sha256, Sha512,
};
use zeroize::Zeroizing;

/// `H_attr(u)`.
pub fn h_attr<S: Suite>(attribute: &Attribute) -> G1<S> {
	S::hash_to_g1(domain::H_ATTR, &attribute.canonical_bytes())
}

/// `H_node(theta)`.
pub fn h_node<S: Suite>(theta: &Node) -> G1<S> {
	S::hash_to_g1(domain::H_NODE, &theta.to_bytes())
}

/// The base `B`.
pub fn base_b<S: Suite>() -> G1<S> {
	S::hash_to_g1(domain::H_BASE, b"B")
}

/// The bases `V1_e` and `V2_e` of an era.
pub fn era_bases<S: Suite>(era: u32) -> [G1<S>; 2] {
	let era = era.to_le_bytes();
	[
		S::hash_to_g1(domain::H_ERA_1, &era),
		S::hash_to_g1(domain::H_ERA_2, &era),
	]
}

/// `T_e(t) = V1_e^t * V2_e`.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn time_base<S: Suite>(era: u32, epoch: u32) -> G1<S> {
	let [v1, v2] = era_bases::<S>(era);
	(v1 * Fr::from(epoch) + v2).into()
}

/// `H_scalar`: the scalar of a domain and of inputs that are each put behind their length.
pub fn h_scalar(domain: &[u8], inputs: &[&[u8]]) -> Fr {
	let message = inputs
		.iter()
		.fold(Writer::new(), |writer, input| writer.bytes(input))
		.finish();
	let mut wide = [0; 48];
	expand_message_xmd::<Sha256>(domain, &[&message], &mut wide);
	reduce_scalar(&wide)
}

/// `H_group`: the point of Ristretto of a domain and of inputs that are each put behind their length.
pub fn h_ristretto(domain: &[u8], inputs: &[&[u8]]) -> RistrettoPoint {
	RistrettoPoint::from_uniform_bytes(&wide_ristretto(domain, inputs))
}

/// `H_scalar` for Ristretto; the inputs may be secret.
pub fn h_scalar_ristretto(domain: &[u8], inputs: &[&[u8]]) -> Scalar {
	Scalar::from_bytes_mod_order_wide(&wide_ristretto(domain, inputs))
}

/// The hash of one message into Ristretto, as RFC 9380 and RFC 9497 want it: without a length before it.
pub(crate) fn hash_to_ristretto(domain: &[u8], message: &[u8]) -> RistrettoPoint {
	let mut wide = Zeroizing::new([0; 64]);
	expand_message_xmd::<Sha512>(domain, &[message], &mut *wide);
	RistrettoPoint::from_uniform_bytes(&wide)
}

fn wide_ristretto(domain: &[u8], inputs: &[&[u8]]) -> Zeroizing<[u8; 64]> {
	let message = inputs
		.iter()
		.fold(Writer::new(), |writer, input| writer.bytes(input))
		.finish();
	let (message, mut wide) = (Zeroizing::new(message), Zeroizing::new([0; 64]));
	expand_message_xmd::<Sha512>(domain, &[&message], &mut *wide);
	wide
}

/// SHA-256 of a tag and inputs, each behind its length.
pub fn digest(domain: &[u8], inputs: &[&[u8]]) -> [u8; 32] {
	// As `Writer` lays them out, but never gathered: inputs may be secret, and a buffer that grows leaves copies behind.
	let mut hasher = Sha256::new();
	for input in iter::once(&domain).chain(inputs) {
		hasher.update(u64::try_from(input.len()).unwrap_or(u64::MAX).to_le_bytes());
		hasher.update(input);
	}
	hasher.finalize().into()
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
	Sha256::digest(bytes).into()
}

/// Reduces 48 big-endian bytes modulo r, as `hash_to_field` of RFC 9380.
pub(crate) fn reduce_scalar(wide: &[u8; 48]) -> Fr {
	Fr::from_be_bytes_mod_order(wide)
}

/// `expand_message_xmd` of RFC 9380 over the concatenation of `parts`, for tags and outputs of at most 255 bytes.
pub(crate) fn expand_message_xmd<D: Digest + BlockSizeUser>(dst: &[u8], parts: &[&[u8]], out: &mut [u8]) {
	let dst_length = [u8::try_from(dst.len()).unwrap_or(u8::MAX)];
	let out_length = u16::try_from(out.len()).unwrap_or(u16::MAX).to_be_bytes();
	let mut hasher = D::new().chain_update(sha2::digest::core_api::Block::<D>::default());
	for part in parts {
		hasher.update(part);
	}
	let first = hasher
		.chain_update(out_length)
		.chain_update([0])
		.chain_update(dst)
		.chain_update(dst_length)
		.finalize();
	let mut block = sha2::digest::Output::<D>::default();
	for (counter, chunk) in (1..=u8::MAX).zip(out.chunks_mut(<D as Digest>::output_size())) {
		for (byte, first) in block.iter_mut().zip(&first) {
			*byte ^= first;
		}
		block = D::new()
			.chain_update(&block)
			.chain_update([counter])
			.chain_update(dst)
			.chain_update(dst_length)
			.finalize();
		for (byte, from) in chunk.iter_mut().zip(&block) {
			*byte = *from;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// RFC 9380, appendix K.1.
	#[test]
	fn expansion_is_that_of_the_rfc() {
		let dst = b"QUUX-V01-CS02-with-expander-SHA256-128";
		let mut out = [0; 32];
		expand_message_xmd::<Sha256>(dst, &[b"abc"], &mut out);
		assert_eq!(
			hex::encode(out),
			"d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615"
		);
		let mut out = [0; 128];
		expand_message_xmd::<Sha256>(dst, &[b"a", b"bc"], &mut out);
		assert_eq!(hex::encode(&out[..16]), "abba86a6129e366fc877aab32fc4ffc7");
	}

	#[test]
	fn inputs_of_a_scalar_do_not_run_into_each_other() {
		assert_ne!(
			h_scalar(domain::FO, &[b"ab", b"c"]),
			h_scalar(domain::FO, &[b"a", b"bc"])
		);
		assert_ne!(h_scalar(domain::FO, &[b"ab"]), h_scalar(domain::NONCE, &[b"ab"]));
	}
}
