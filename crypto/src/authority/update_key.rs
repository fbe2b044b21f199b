//! Update keys: what an epoch gives to the nodes of its cover.

use super::{attribute_key::coefficients, KeyAuthorityError, Parameters, Share};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_g1, decode_g2, encode_g1, encode_g2, G1Bytes, G2Bytes},
	hash::{h_node, sha256, time_base},
	shamir::random_nonzero,
	suite::{g2, pairing_is_one, Suite, G1, G2},
	tree::Node,
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use core::ops::RangeInclusive;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// An epoch as finalised: its cover and the eras whose records still get update keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochCover {
	/// The epoch t.
	pub epoch: u32,
	/// Eras in use, the newest being era(t).
	pub eras: RangeInclusive<u32>,
	/// cover(t).
	pub nodes: Vec<Node>,
}

/// One authority's part of an update key.
#[derive(Clone)]
pub struct PartialUpdateKey<S: Suite> {
	/// The authority's index j.
	pub authority: u16,
	/// The generation of its share.
	pub generation: u32,
	/// The epoch t.
	pub epoch: u32,
	/// The points, for one node and era.
	pub key: UpdateKey<S>,
}

/// An update key of one node and era. Public.
#[derive(Clone, Copy)]
pub struct UpdateKey<S: Suite> {
	/// The node theta.
	pub node: Node,
	/// The era e.
	pub era: u32,
	/// `Q = H_node(theta)^beta * T_e(t)^rho`.
	pub q: G1<S>,
	/// `Q' = g2^rho`.
	pub q_prime: G2<S>,
}

/// Makes an authority's partial update keys of an epoch: one for each node of the cover and each era.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn issue_updates<S: Suite>(
	share: &Share,
	cover: &EpochCover,
	rng: &mut impl CryptoRngCore,
) -> Vec<PartialUpdateKey<S>> {
	let mut partials = Vec::new();
	for era in cover.eras.clone() {
		let t_e = time_base::<S>(era, cover.epoch);
		for node in &cover.nodes {
			partials.push(issue::<S>(share, *node, cover.epoch, era, &t_e, rng));
		}
	}
	partials
}

/// Makes one partial update key, for a node of the cover and an era in use.
pub fn issue_update<S: Suite>(
	share: &Share,
	cover: &EpochCover,
	node: Node,
	era: u32,
	rng: &mut impl CryptoRngCore,
) -> Result<PartialUpdateKey<S>, KeyAuthorityError> {
	if !cover.nodes.contains(&node) || !cover.eras.contains(&era) {
		return Err(KeyAuthorityError::NotInCover);
	}
	Ok(issue::<S>(
		share,
		node,
		cover.epoch,
		era,
		&time_base::<S>(era, cover.epoch),
		rng,
	))
}

#[allow(clippy::arithmetic_side_effects)] // group arithmetic
fn issue<S: Suite>(
	share: &Share,
	node: Node,
	epoch: u32,
	era: u32,
	t_e: &G1<S>,
	rng: &mut impl CryptoRngCore,
) -> PartialUpdateKey<S> {
	let rho = Zeroizing::new(random_nonzero(rng));
	let q: G1<S> = (h_node::<S>(&node) * share.beta_j + *t_e * *rho).into();
	let q_prime: G2<S> = (g2::<S>() * *rho).into();
	let key = UpdateKey {
		node,
		era,
		q,
		q_prime,
	};
	PartialUpdateKey {
		authority: share.index,
		generation: share.generation,
		epoch,
		key,
	}
}

/// Checks a partial update key against `Beta_j`.
pub fn verify_partial_update<S: Suite>(
	parameters: &Parameters<S>,
	partial: &PartialUpdateKey<S>,
) -> Result<(), KeyAuthorityError> {
	if partial.generation != parameters.public().generation {
		return Err(KeyAuthorityError::Mismatch);
	}
	let (_, beta_j) = parameters.authority(partial.authority)?;
	partial.key.verify(beta_j, partial.epoch)
}

/// Checks a combined update key as stored: strict points and `e(Q, g2) = e(H_node(theta), Beta) e(T_e(t), Q')`.
pub fn verify_update<S: Suite>(
	beta: &G2Bytes,
	node: &Node,
	epoch: u32,
	era: u32,
	q: &G1Bytes,
	q_prime: &G2Bytes,
) -> Result<(), KeyAuthorityError> {
	if !node.is_valid() {
		return Err(KeyAuthorityError::BadNode);
	}
	let key = UpdateKey::<S> {
		node: *node,
		era,
		q: decode_g1::<S>(q)?,
		q_prime: decode_g2::<S>(q_prime)?,
	};
	key.verify(&decode_g2::<S>(beta)?, epoch)
}

/// Combines partials of one node, epoch, era and generation from at least t authorities; uses the first t.
pub fn combine_update_keys<S: Suite>(
	parameters: &Parameters<S>,
	partials: &[PartialUpdateKey<S>],
) -> Result<UpdateKey<S>, KeyAuthorityError> {
	let threshold = usize::from(parameters.public().threshold);
	let partials = partials
		.get(..threshold)
		.ok_or(KeyAuthorityError::TooFewPartials)?;
	let first = partials.first().ok_or(KeyAuthorityError::TooFewPartials)?;
	let agree = partials.iter().all(|partial| {
		partial.generation == parameters.public().generation
			&& partial.epoch == first.epoch
			&& partial.key.era == first.key.era
			&& partial.key.node == first.key.node
	});
	if !agree {
		return Err(KeyAuthorityError::Mismatch);
	}
	let indices: Vec<u16> = partials.iter().map(|partial| partial.authority).collect();
	let coefficients = coefficients(&indices)?;
	let q: Vec<G1<S>> = partials.iter().map(|partial| partial.key.q).collect();
	let q_prime: Vec<G2<S>> = partials.iter().map(|partial| partial.key.q_prime).collect();
	Ok(UpdateKey {
		node: first.key.node,
		era: first.key.era,
		q: S::msm_g1(&q, &coefficients).into(),
		q_prime: S::msm_g2(&q_prime, &coefficients).into(),
	})
}

/// What an authority signs and posts of its partials of one epoch, whatever their order.
pub fn partials_digest<S: Suite>(partials: &[PartialUpdateKey<S>]) -> [u8; 32] {
	let mut encodings: Vec<Vec<u8>> = partials.iter().map(PartialUpdateKey::to_bytes).collect();
	encodings.sort();
	let writer = encodings
		.iter()
		.fold(Writer::tagged(domain::PARTIALS_DIGEST), |writer, bytes| {
			writer.bytes(bytes)
		});
	sha256(&writer.finish())
}

impl<S: Suite> UpdateKey<S> {
	/// Length of the encoding: node, era and 144 bytes of points.
	pub const LEN: usize = 155;

	/// `e(Q, g2) = e(H_node(theta), Beta) e(T_e(t), Q')` and Q' not the identity, which would have no time in it.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn verify(&self, beta: &G2<S>, epoch: u32) -> Result<(), KeyAuthorityError> {
		let minus_q: G1<S> = (-self.q.into_group()).into();
		let pairs = [
			(minus_q, g2::<S>()),
			(h_node::<S>(&self.node), *beta),
			(time_base::<S>(self.era, epoch), self.q_prime),
		];
		if self.q_prime.is_zero() || !pairing_is_one::<S>(&pairs) {
			return Err(KeyAuthorityError::BadKey);
		}
		Ok(())
	}

	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		self.write(Writer::new()).finish()
	}

	fn write(&self, writer: Writer) -> Writer {
		writer
			.fixed(&self.node.to_bytes())
			.u32(self.era)
			.fixed(&encode_g1::<S>(&self.q))
			.fixed(&encode_g2::<S>(&self.q_prime))
	}

	fn read(reader: &mut Reader<'_>) -> Result<Self, KeyAuthorityError> {
		let node = Node::from_bytes(&reader.array()?).ok_or(KeyAuthorityError::BadNode)?;
		let era = reader.u32()?;
		Ok(Self {
			node,
			era,
			q: decode_g1::<S>(&reader.array()?)?,
			q_prime: decode_g2::<S>(&reader.array()?)?,
		})
	}

	/// Reads the canonical encoding, both points strictly.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyAuthorityError> {
		let mut reader = Reader::new(bytes);
		let key = Self::read(&mut reader)?;
		reader.finish()?;
		Ok(key)
	}
}

impl<S: Suite> PartialUpdateKey<S> {
	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		let writer = Writer::tagged(domain::PARTIAL_UPDATE_KEY)
			.u16(self.authority)
			.u32(self.generation)
			.u32(self.epoch);
		self.key.write(writer).finish()
	}

	/// Reads the canonical encoding, both points strictly.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyAuthorityError> {
		let mut reader = Reader::tagged(domain::PARTIAL_UPDATE_KEY, bytes)?;
		let (authority, generation, epoch) = (reader.u16()?, reader.u32()?, reader.u32()?);
		let key = UpdateKey::read(&mut reader)?;
		reader.finish()?;
		Ok(Self {
			authority,
			generation,
			epoch,
			key,
		})
	}
}
