//! The seller's side of a bundle.

use super::{
	base,
	bundle::{hash_of, write_statement, SoldField},
	proof::{self, prove, Witness},
	terms::transcript,
	Draw, MakeError, OrderTerms, Proposal, MAX_BUNDLE, MAX_PRESENTATION, MAX_SOLD,
};
use crate::{
	hash::sha256,
	record::{handover, Blinding, Handover, Hash, OpenGroup},
};
use alloc::vec::Vec;
use core::iter::once;
use curve25519_dalek::RistrettoPoint;
use rand_core::CryptoRngCore;

/// A bundle as made: its front, and the ciphertexts where they lie in the record. Nothing of them is copied.
pub struct Outgoing<'a> {
	proposal: Proposal,
	front: Vec<u8>,
	ciphertexts: Vec<&'a [u8]>,
}

impl<'a> Outgoing<'a> {
	/// What the seller proposes on the chain.
	pub fn proposal(&self) -> &Proposal {
		&self.proposal
	}

	/// The bundle's bytes in parts, to be written one after the other.
	pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
		once(self.front.as_slice()).chain(self.ciphertexts.iter().copied())
	}

	/// How many bytes the bundle has.
	pub fn length(&self) -> usize {
		self.parts()
			.fold(0, |length: usize, part| length.saturating_add(part.len()))
	}

	/// The bundle in one piece.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut bytes = Vec::with_capacity(self.length());
		self.parts().for_each(|part| bytes.extend_from_slice(part));
		bytes
	}
}

/// Makes the bundle of an order: chosen fields of opened groups of one record, by index, ascending.
///
/// Every field is what its leaf says and opens. `present` makes the presentation, bound to the
/// terms, that discloses the root.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn make<'a, R: CryptoRngCore, E>(
	terms: &OrderTerms,
	draw: &Draw,
	groups: &[&OpenGroup<'a>],
	indices: &[u32],
	present: impl FnOnce(&OrderTerms, &Hash, &mut R) -> Result<Vec<u8>, E>,
	rng: &mut R,
) -> Result<Outgoing<'a>, MakeError<E>> {
	if !draw.is_for(terms) {
		return Err(MakeError::Draw);
	}
	if indices.len() > MAX_SOLD {
		return Err(MakeError::TooManyFields);
	}
	let Handover {
		schema,
		n,
		root,
		fields,
	} = handover(groups, indices)?;
	let commitments = draw.commitments();
	let blinding = Blinding::new();
	let witnesses: Vec<_> = fields
		.iter()
		.enumerate()
		.map(|(position, field)| Witness {
			k: &field.k,
			base: base(draw.order(), position),
		})
		.collect();
	let sold: Vec<_> = fields
		.iter()
		.zip(&witnesses)
		.map(|(field, witness)| SoldField {
			index: field.index,
			label: field.label,
			ciphertext: field.ciphertext,
			p: field.p,
			w: (blinding.mul(witness.k) + draw.kappa() * witness.base)
				.compress()
				.to_bytes(),
			digest: field.digest,
			path: &field.path,
		})
		.collect();

	let presentation = present(terms, &root, rng).map_err(MakeError::Presentation)?;
	if presentation.is_empty() || presentation.len() > MAX_PRESENTATION {
		return Err(MakeError::PresentationLength);
	}
	let mut front = write_statement(draw.order(), schema, n, &sold, &presentation);
	let q = RistrettoPoint::mul_base(draw.kappa());
	let transcript = transcript(terms, draw.order(), &commitments, &q, &sha256(&front));
	front.reserve_exact(proof::length(sold.len()));
	front.extend(prove(transcript, draw.kappa(), &witnesses, &blinding, rng));

	let outgoing = Outgoing {
		proposal: Proposal {
			terms: *terms,
			commitments,
			bundle: hash_of(&front),
		},
		front,
		ciphertexts: fields.iter().map(|field| field.ciphertext).collect(),
	};
	if outgoing.length() > MAX_BUNDLE {
		return Err(MakeError::TooLarge);
	}
	Ok(outgoing)
}
