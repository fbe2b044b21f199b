//! Opening, by the user alone: `E^s = Y1^{1/x} * Y2`.
//!
//! Y1 and Y2 come from servers. Each is checked to lie in the target group and not to be 1 before it meets x: an
//! element of small order would tell x modulo that order. Every failure looks the same from outside.

use crate::{
	encoding::{decode_gt, GtBytes},
	header::{box_key, is_header_of, Header, Seed},
	suite::{Gt, Suite},
	tables::Tables,
	user::UserSecret,
};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Something does not fit: a factor, the key, the box, the header or its context. Which one is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
	/// The record does not open.
	Refused,
}

impl core::fmt::Display for OpenError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str("the record does not open")
	}
}

impl core::error::Error for OpenError {}

/// What the chain says of the record that is being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// Id of the record.
	pub record: [u8; 32],
	/// Ceremony of alpha and beta.
	pub ceremony: [u8; 32],
}

/// A sealed header with its box, and the two factors for it.
#[derive(Clone, Copy)]
pub struct Sealing<'a> {
	/// The encoded header.
	pub header: &'a [u8],
	/// The box.
	pub sealed_box: &'a [u8],
	/// From the doctor's hospital.
	pub y1: &'a GtBytes,
	/// From the custodian.
	pub y2: &'a GtBytes,
}

/// What was in a box.
pub struct Opened {
	/// The header's seed.
	pub seed: Zeroizing<Seed>,
	/// What was sealed.
	pub payload: Zeroizing<Vec<u8>>,
}

/// Opens with every check: context, both factors, the commitment, the box, the header computed again.
pub fn open<S: Suite>(
	secret: &UserSecret,
	expected: &Expected,
	sealing: &Sealing<'_>,
	tables: &mut Tables<S>,
) -> Result<Opened, OpenError> {
	let header = Header::<S>::from_bytes(sealing.header).map_err(|_| OpenError::Refused)?;
	let context = header.context();
	let found = Expected {
		genesis: context.genesis,
		record: context.record,
		ceremony: context.ceremony,
	};
	if found != *expected {
		return Err(OpenError::Refused);
	}
	let e_s = open_core::<S>(secret, sealing.y1, sealing.y2)?;
	let opened = open_box::<S>(&e_s, header.hash(), sealing.sealed_box)?;
	check_header(&header, &opened.seed, tables)?;
	Ok(opened)
}

/// `E^s = Y1^{1/x} * Y2`: both group checks, one exponentiation, one product.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
pub fn open_core<S: Suite>(
	secret: &UserSecret,
	y1: &GtBytes,
	y2: &GtBytes,
) -> Result<Zeroizing<Gt<S>>, OpenError> {
	let y1 = decode_gt::<S>(y1).map_err(|_| OpenError::Refused)?;
	let y2 = decode_gt::<S>(y2).map_err(|_| OpenError::Refused)?;
	Ok(Zeroizing::new(S::pow_gt(&y1, &secret.inverse()) + y2))
}

/// Opens the box of a header with `E^s`.
pub fn open_box<S: Suite>(
	e_s: &Gt<S>,
	header_hash: &[u8; 32],
	sealed_box: &[u8],
) -> Result<Opened, OpenError> {
	let content = box_key::<S>(e_s, header_hash)
		.open(header_hash, sealed_box)
		.map_err(|_| OpenError::Refused)?;
	let (seed, payload) = content.split_first_chunk::<32>().ok_or(OpenError::Refused)?;
	Ok(Opened {
		seed: Zeroizing::new(*seed),
		payload: Zeroizing::new(payload.to_vec()),
	})
}

/// Computes the header again from its seed and compares all of it.
pub fn check_header<S: Suite>(
	header: &Header<S>,
	seed: &Seed,
	tables: &mut Tables<S>,
) -> Result<(), OpenError> {
	if is_header_of(header, seed, tables) {
		Ok(())
	} else {
		Err(OpenError::Refused)
	}
}
