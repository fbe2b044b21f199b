//! Attribute keys: partial ones by an authority, and their combination.

use super::{
	request::attributes_are_sound, CheckedRequest, KeyAuthorityError, Parameters, Share, MAX_ATTRIBUTES,
};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_g1, decode_g2, encode_g1, encode_g2},
	hash::{base_b, h_attr},
	policy::Attribute,
	shamir::{lagrange_at_zero, random_nonzero, random_weights},
	suite::{affine, g2, pairing_is_one, short, Fr, G1Projective, Suite, G1, G2},
	tables::Tables,
	tree::{Leaf, Node, DEPTH},
};
use alloc::{collections::BTreeSet, vec::Vec};
use ark_ec::AffineRepr;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Longest canonical encoding of an attribute.
const MAX_ATTRIBUTE_BYTES: usize = 256;

/// One authority's part of an attribute key for one node.
#[derive(Clone)]
pub struct PartialAttributeKey<S: Suite> {
	/// The authority's index j.
	pub authority: u16,
	/// The generation of its share.
	pub generation: u32,
	/// Digest of the request it answers.
	pub request: [u8; 32],
	/// The node theta.
	pub node: Node,
	/// `K = pk^{alpha_j} * N_theta^{-beta_j} * B^r`.
	pub k: G1<S>,
	/// `K_u = H_attr(u)^r`, in the order of the set.
	pub k_u: Vec<G1<S>>,
	/// `K' = g2^r`.
	pub k_prime: G2<S>,
}

/// An attribute key for one node of a user's path. Public: only x opens with it.
#[derive(Clone)]
pub struct AttributeKey<S: Suite> {
	/// The leaf of the user.
	pub leaf: Leaf,
	/// The node theta.
	pub node: Node,
	/// The whole set S, ascending.
	pub attributes: Vec<Attribute>,
	/// `K`.
	pub k: G1<S>,
	/// `K_u`, in the order of the set.
	pub k_u: Vec<G1<S>>,
	/// `K'`.
	pub k_prime: G2<S>,
}

/// Makes an authority's partial keys for `nodes` of the path, each with randomness of its own.
///
/// The request was checked; the share is of the ceremony and generation that the caller found with [`Share::check`].
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn issue_partials<S: Suite>(
	share: &Share,
	request: &CheckedRequest<S>,
	nodes: &[Node],
	tables: &mut Tables<S>,
	rng: &mut impl CryptoRngCore,
) -> Result<Vec<PartialAttributeKey<S>>, KeyAuthorityError> {
	let bases: Vec<_> = request.attributes.iter().map(|u| tables.attribute(u)).collect();
	let pk_alpha: Zeroizing<G1Projective<S>> = Zeroizing::new(request.pk * share.alpha_j);
	nodes
		.iter()
		.map(|theta| {
			let n_theta = *request.node_point(theta)?;
			let r = Zeroizing::new(random_nonzero(rng));
			let mut points = Vec::with_capacity(bases.len().saturating_add(1));
			points.push(tables.b(*pk_alpha - n_theta * share.beta_j, &r));
			points.extend(bases.iter().map(|base| tables.attribute_power(base, &r)));
			let mut points = affine(&points).into_iter();
			let k = points.next().ok_or(KeyAuthorityError::BadKey)?;
			Ok(PartialAttributeKey {
				authority: share.index,
				generation: share.generation,
				request: request.digest,
				node: *theta,
				k,
				k_u: points.collect(),
				k_prime: tables.g2(&r).into(),
			})
		})
		.collect()
}

/// One partial key: see [`issue_partials`].
pub fn issue_partial<S: Suite>(
	share: &Share,
	request: &CheckedRequest<S>,
	node: Node,
	tables: &mut Tables<S>,
	rng: &mut impl CryptoRngCore,
) -> Result<PartialAttributeKey<S>, KeyAuthorityError> {
	issue_partials(share, request, &[node], tables, rng)?
		.pop()
		.ok_or(KeyAuthorityError::BadKey)
}

/// The four elements that a key consists of, by reference.
struct Equation<'a, S: Suite> {
	node: &'a Node,
	k: &'a G1<S>,
	k_u: &'a [G1<S>],
	k_prime: &'a G2<S>,
}

/// Checks `e(K, g2) = e(pk, A) e(N_theta, Beta)^{-1} e(B, K')` and `e(K_u, g2) = e(H_attr(u), K')` for all keys at once,
/// each equation with a random weight.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
fn check<S: Suite>(
	(a, beta): (&G2<S>, &G2<S>),
	request: &CheckedRequest<S>,
	keys: &[Equation<'_, S>],
	rng: &mut impl CryptoRngCore,
) -> Result<(), KeyAuthorityError> {
	let hashes: Vec<G1<S>> = core::iter::once(base_b::<S>())
		.chain(request.attributes.iter().map(h_attr::<S>))
		.collect();
	// With g2: the keys; with A: pk; with Beta: the N_theta; with each K': B and the hashes.
	let (mut with_g2, mut g2_weights) = (Vec::new(), Vec::new());
	let (mut with_beta, mut k_weights) = (Vec::new(), Vec::new());
	let mut pairs = Vec::with_capacity(keys.len().saturating_add(3));
	for key in keys {
		if key.k_u.len() != request.attributes.len() || key.k_prime.is_zero() {
			return Err(KeyAuthorityError::BadKey);
		}
		let weights = random_weights(hashes.len(), rng);
		with_g2.push(*key.k);
		with_g2.extend_from_slice(key.k_u);
		g2_weights.extend_from_slice(&weights);
		with_beta.push(*request.node_point(key.node)?);
		k_weights.extend(weights.first());
		pairs.push(((-S::msm_g1(&hashes, &weights)).into(), *key.k_prime));
	}
	let sum: Fr = k_weights.iter().sum();
	pairs.push((S::msm_g1(&with_g2, &g2_weights).into(), g2::<S>()));
	pairs.push(((-(request.pk * sum)).into(), *a));
	pairs.push((S::msm_g1(&with_beta, &k_weights).into(), *beta));
	if pairing_is_one::<S>(&pairs) {
		Ok(())
	} else {
		Err(KeyAuthorityError::BadKey)
	}
}

/// Checks partial keys of one authority for one request.
pub fn verify_partials<S: Suite>(
	parameters: &Parameters<S>,
	request: &CheckedRequest<S>,
	partials: &[PartialAttributeKey<S>],
	rng: &mut impl CryptoRngCore,
) -> Result<(), KeyAuthorityError> {
	let Some(first) = partials.first() else {
		return Ok(());
	};
	let of_one_sharing = partials.iter().all(|partial| {
		partial.authority == first.authority
			&& partial.generation == parameters.public().generation
			&& partial.request == request.digest
	});
	if !of_one_sharing {
		return Err(KeyAuthorityError::Mismatch);
	}
	let equations: Vec<Equation<'_, S>> = partials
		.iter()
		.map(|p| Equation {
			node: &p.node,
			k: &p.k,
			k_u: &p.k_u,
			k_prime: &p.k_prime,
		})
		.collect();
	check(parameters.authority(first.authority)?, request, &equations, rng)
}

/// Checks combined keys for one request.
pub fn verify_attribute_key<S: Suite>(
	parameters: &Parameters<S>,
	request: &CheckedRequest<S>,
	keys: &[AttributeKey<S>],
	rng: &mut impl CryptoRngCore,
) -> Result<(), KeyAuthorityError> {
	if keys
		.iter()
		.any(|key| key.leaf != request.leaf || key.attributes != request.attributes)
	{
		return Err(KeyAuthorityError::Mismatch);
	}
	let equations: Vec<Equation<'_, S>> = keys
		.iter()
		.map(|p| Equation {
			node: &p.node,
			k: &p.k,
			k_u: &p.k_u,
			k_prime: &p.k_prime,
		})
		.collect();
	check((parameters.a(), parameters.beta()), request, &equations, rng)
}

/// Combines partials of one request, node and generation from at least t authorities; uses the first t.
///
/// The partials were verified: one that was not spoils the result, which [`verify_attribute_key`] shows.
pub fn combine_attribute_keys<S: Suite>(
	parameters: &Parameters<S>,
	request: &CheckedRequest<S>,
	partials: &[PartialAttributeKey<S>],
) -> Result<AttributeKey<S>, KeyAuthorityError> {
	let threshold = usize::from(parameters.public().threshold);
	let partials = partials
		.get(..threshold)
		.ok_or(KeyAuthorityError::TooFewPartials)?;
	let first = partials.first().ok_or(KeyAuthorityError::TooFewPartials)?;
	let agree = partials.iter().all(|partial| {
		partial.generation == parameters.public().generation
			&& partial.request == request.digest
			&& partial.node == first.node
			&& partial.k_u.len() == request.attributes.len()
	});
	if !agree {
		return Err(KeyAuthorityError::Mismatch);
	}
	request.node_point(&first.node)?;
	let indices: Vec<u16> = partials.iter().map(|partial| partial.authority).collect();
	let coefficients = coefficients(&indices)?;
	let combine = |of: &dyn Fn(&PartialAttributeKey<S>) -> Option<G1<S>>| -> G1Projective<S> {
		let (points, coefficients): (Vec<_>, Vec<_>) = partials
			.iter()
			.filter_map(of)
			.zip(&coefficients)
			.map(|(point, c)| short(point, *c))
			.unzip();
		S::msm_g1(&points, &coefficients)
	};
	let mut points = Vec::with_capacity(request.attributes.len().saturating_add(1));
	points.push(combine(&|partial| Some(partial.k)));
	points.extend((0..request.attributes.len()).map(|at| combine(&|partial| partial.k_u.get(at).copied())));
	let mut points = affine(&points).into_iter();
	let k_prime: Vec<G2<S>> = partials.iter().map(|partial| partial.k_prime).collect();
	Ok(AttributeKey {
		leaf: request.leaf,
		node: first.node,
		attributes: request.attributes.clone(),
		k: points.next().ok_or(KeyAuthorityError::BadKey)?,
		k_u: points.collect(),
		k_prime: S::msm_g2(&k_prime, &coefficients).into(),
	})
}

/// Lagrange coefficients of distinct authorities.
pub(super) fn coefficients(indices: &[u16]) -> Result<Vec<Fr>, KeyAuthorityError> {
	if indices.iter().collect::<BTreeSet<_>>().len() != indices.len() {
		return Err(KeyAuthorityError::RepeatedAuthority);
	}
	lagrange_at_zero(indices).ok_or(KeyAuthorityError::WrongShare)
}

fn write_points<S: Suite>(writer: Writer, k: &G1<S>, k_u: &[G1<S>], k_prime: &G2<S>) -> Vec<u8> {
	let writer = writer.fixed(&encode_g1::<S>(k)).fixed(&encode_g2::<S>(k_prime));
	k_u.iter()
		.fold(writer, |writer, k_u| writer.fixed(&encode_g1::<S>(k_u)))
		.finish()
}

type Points<S> = (G1<S>, Vec<G1<S>>, G2<S>);

fn read_points<S: Suite>(reader: &mut Reader<'_>, count: usize) -> Result<Points<S>, KeyAuthorityError> {
	let (k, k_prime) = (
		decode_g1::<S>(&reader.array()?)?,
		decode_g2::<S>(&reader.array()?)?,
	);
	let k_u = (0..count)
		.map(|_| Ok(decode_g1::<S>(&reader.array()?)?))
		.collect::<Result<_, KeyAuthorityError>>()?;
	Ok((k, k_u, k_prime))
}

impl<S: Suite> PartialAttributeKey<S> {
	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		let writer = Writer::tagged(domain::PARTIAL_ATTRIBUTE_KEY)
			.u16(self.authority)
			.u32(self.generation)
			.fixed(&self.request)
			.fixed(&self.node.to_bytes())
			.u16(u16::try_from(self.k_u.len()).unwrap_or(u16::MAX));
		write_points::<S>(writer, &self.k, &self.k_u, &self.k_prime)
	}

	/// Reads the canonical encoding, every point strictly.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyAuthorityError> {
		let mut reader = Reader::tagged(domain::PARTIAL_ATTRIBUTE_KEY, bytes)?;
		let (authority, generation, request) = (reader.u16()?, reader.u32()?, reader.array()?);
		let node = Node::from_bytes(&reader.array()?).ok_or(KeyAuthorityError::BadNode)?;
		let count = usize::from(reader.u16()?);
		if count > MAX_ATTRIBUTES {
			return Err(KeyAuthorityError::BadAttributes);
		}
		let (k, k_u, k_prime) = read_points::<S>(&mut reader, count)?;
		reader.finish()?;
		Ok(Self {
			authority,
			generation,
			request,
			node,
			k,
			k_u,
			k_prime,
		})
	}
}

impl<S: Suite> AttributeKey<S> {
	/// The canonical encoding.
	pub fn to_bytes(&self) -> Vec<u8> {
		let writer = Writer::tagged(domain::ATTRIBUTE_KEY)
			.fixed(&self.leaf.node().to_bytes())
			.fixed(&self.node.to_bytes())
			.u16(u16::try_from(self.attributes.len()).unwrap_or(u16::MAX));
		let writer = self
			.attributes
			.iter()
			.fold(writer, |writer, u| writer.bytes(&u.canonical_bytes()));
		write_points::<S>(writer, &self.k, &self.k_u, &self.k_prime)
	}

	/// Reads the canonical encoding, every point strictly.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyAuthorityError> {
		let mut reader = Reader::tagged(domain::ATTRIBUTE_KEY, bytes)?;
		let mut node = || Node::from_bytes(&reader.array()?).ok_or(KeyAuthorityError::BadNode);
		let (leaf, node) = (node()?, node()?);
		if leaf.depth != DEPTH || !node.is_ancestor(&leaf) {
			return Err(KeyAuthorityError::NotOnPath);
		}
		let leaf = Leaf {
			tree: leaf.tree,
			index: leaf.index,
		};
		let attributes = (0..reader.u16()?)
			.map(|_| {
				let bytes = reader.bytes(MAX_ATTRIBUTE_BYTES)?;
				Attribute::from_canonical_bytes(bytes).map_err(|_| KeyAuthorityError::BadAttributes)
			})
			.collect::<Result<Vec<_>, KeyAuthorityError>>()?;
		if !attributes_are_sound(&attributes) {
			return Err(KeyAuthorityError::BadAttributes);
		}
		let (k, k_u, k_prime) = read_points::<S>(&mut reader, attributes.len())?;
		reader.finish()?;
		Ok(Self {
			leaf,
			node,
			attributes,
			k,
			k_u,
			k_prime,
		})
	}

	/// `K_u` of an attribute of the set.
	pub fn k_u(&self, attribute: &Attribute) -> Option<&G1<S>> {
		self.k_u.get(self.attributes.binary_search(attribute).ok()?)
	}
}
