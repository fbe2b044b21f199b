//! A user's request for attribute keys, and its check by an authority.

use super::KeyAuthorityError;
use crate::{
	codec::Writer,
	domain,
	encoding::{decode_g1, decode_g2, DecodeError, G1Bytes, G2Bytes},
	hash::{digest, h_node, sha256},
	keys::is_paired,
	policy::Attribute,
	shamir::random_weights,
	suite::{g1, g2, pairing_is_one, Suite, G1},
	tree::{path, Leaf, Node, PATH_LEN},
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq;

/// Most attributes of one user.
pub const MAX_ATTRIBUTES: usize = 128;

/// What an authority needs to make partial keys. All but the points come from finalised chain state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeKeyRequest {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// Hash of the finalised block whose state the rest is.
	pub block: [u8; 32],
	/// The user.
	pub account: [u8; 32],
	/// The user's current leaf.
	pub leaf: Leaf,
	/// `pk = g1^x`.
	pub pk: G1Bytes,
	/// `pk2 = g2^x`.
	pub pk2: G2Bytes,
	/// The whole set S, ascending, each once.
	pub attributes: Vec<Attribute>,
	/// `N_theta` for each node from the root to the leaf: sent with the request.
	pub nodes: Vec<G1Bytes>,
}

/// A request whose points passed every check.
pub struct CheckedRequest<S: Suite> {
	pub(super) digest: [u8; 32],
	pub(super) leaf: Leaf,
	pub(super) attributes: Vec<Attribute>,
	pub(super) pk: G1<S>,
	pub(super) nodes: Vec<G1<S>>,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestError {
	/// A point does not decode.
	Encoding(DecodeError),
	/// Not a leaf of a tree.
	BadLeaf,
	/// The attributes are empty, too many, out of order or repeated.
	BadAttributes,
	/// Not one point for each node of the path.
	PathLength,
	/// The points are not those whose digest is on chain.
	PathDigest,
	/// pk and pk2 do not have the same exponent.
	Unpaired,
	/// Some `N_theta` is not `H_node(theta)^x`.
	BadPath,
}

impl From<DecodeError> for RequestError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for RequestError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Encoding(error) => return error.fmt(f),
			Self::BadLeaf => "not a leaf of a tree",
			Self::BadAttributes => "the attributes are empty, too many, out of order or repeated",
			Self::PathLength => "not one point for each node of the path",
			Self::PathDigest => "the points of the path are not those registered on chain",
			Self::Unpaired => "the two halves of the key have different exponents",
			Self::BadPath => "a point of the path does not belong to the key",
		})
	}
}

impl core::error::Error for RequestError {}

/// What the chain keeps of a user's path: the digest of the `N_theta`, root first.
pub fn path_digest(nodes: &[G1Bytes]) -> [u8; 32] {
	let bytes = nodes
		.iter()
		.fold(Writer::tagged(domain::PATH_DIGEST), |writer, node| {
			writer.bytes(node)
		})
		.finish();
	sha256(&bytes)
}

pub(super) fn attributes_are_sound(attributes: &[Attribute]) -> bool {
	let ascending = attributes
		.iter()
		.zip(attributes.iter().skip(1))
		.all(|(a, b)| a < b);
	!attributes.is_empty() && attributes.len() <= MAX_ATTRIBUTES && ascending
}

impl AttributeKeyRequest {
	/// Binds partials to block, account, leaf, key, set and path.
	pub fn digest(&self) -> [u8; 32] {
		let attributes = self
			.attributes
			.iter()
			.fold(Writer::new(), |writer, u| writer.bytes(&u.canonical_bytes()))
			.finish();
		digest(
			domain::REQUEST_DIGEST,
			&[
				&self.genesis,
				&self.block,
				&self.account,
				&self.leaf.node().to_bytes(),
				&self.pk,
				&self.pk2,
				&attributes,
				&path_digest(&self.nodes),
			],
		)
	}

	/// Checks the request against the digest on chain: `N_theta = H_node(theta)^x` for every node of the path.
	///
	/// The checks of all nodes are one, with a random weight each. Without weights, errors in two points could cancel,
	/// and the user would hold a key for a node that is none of theirs.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn check<S: Suite>(
		&self,
		registered_path: &[u8; 32],
		rng: &mut impl CryptoRngCore,
	) -> Result<CheckedRequest<S>, RequestError> {
		if !self.leaf.is_valid() {
			return Err(RequestError::BadLeaf);
		}
		if !attributes_are_sound(&self.attributes) {
			return Err(RequestError::BadAttributes);
		}
		if self.nodes.len() != PATH_LEN {
			return Err(RequestError::PathLength);
		}
		if !bool::from(path_digest(&self.nodes).ct_eq(registered_path)) {
			return Err(RequestError::PathDigest);
		}
		let (pk, pk2) = (decode_g1::<S>(&self.pk)?, decode_g2::<S>(&self.pk2)?);
		let nodes: Vec<G1<S>> = self.nodes.iter().map(decode_g1::<S>).collect::<Result<_, _>>()?;
		let mut hashes: Vec<G1<S>> = path(self.leaf).iter().map(h_node::<S>).collect();
		hashes.push(g1::<S>());
		let weights = random_weights(hashes.len(), rng);
		let powers: Vec<G1<S>> = nodes.iter().copied().chain([pk]).collect();
		let left: G1<S> = S::msm_g1(&powers, &weights).into();
		let right: G1<S> = (-S::msm_g1(&hashes, &weights)).into();
		if !pairing_is_one::<S>(&[(left, g2::<S>()), (right, pk2)]) {
			return Err(if is_paired::<S>(&pk, &pk2) {
				RequestError::BadPath
			} else {
				RequestError::Unpaired
			});
		}
		Ok(CheckedRequest {
			digest: self.digest(),
			leaf: self.leaf,
			attributes: self.attributes.clone(),
			pk,
			nodes,
		})
	}
}

impl<S: Suite> CheckedRequest<S> {
	/// The digest that partials carry.
	pub fn digest(&self) -> &[u8; 32] {
		&self.digest
	}

	/// The leaf.
	pub fn leaf(&self) -> Leaf {
		self.leaf
	}

	/// The whole set S.
	pub fn attributes(&self) -> &[Attribute] {
		&self.attributes
	}

	/// `N_theta`, if theta is on the path of the leaf.
	pub fn node_point(&self, theta: &Node) -> Result<&G1<S>, KeyAuthorityError> {
		if !theta.is_valid() || !theta.contains(&self.leaf) {
			return Err(KeyAuthorityError::NotOnPath);
		}
		self.nodes
			.get(usize::from(theta.depth))
			.ok_or(KeyAuthorityError::NotOnPath)
	}
}
