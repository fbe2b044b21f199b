//! Logarithms below 2^32, by baby steps and giant steps.
//!
//! For `v = 2^16 i + j`, a table holds `g1^j`; the logarithm of M is found where `M * g1^{-2^16 i}` is in it. That is
//! 2^16 additions once and 2^16 more at worst a value, in batches that share an inversion. The table takes 1 MiB, a search
//! less than that.

use crate::{
	encoding::encode_g1,
	suite::{affine, g1, Fr, G1Projective, Suite, G1},
};
use alloc::vec::Vec;
use ark_ec::AffineRepr;
use ark_ff::AdditiveGroup;

/// Baby steps, and giant steps.
const STEPS: u32 = 1 << 16;
/// Points that share an inversion.
const BATCH: usize = 1 << 10;

/// The table of baby steps.
pub struct DiscreteLog<S: Suite> {
	/// Eight bytes of a point, and its logarithm; sorted.
	baby: Vec<(u64, u32)>,
	/// `g1^{-2^16}`.
	giant: G1<S>,
}

impl<S: Suite> Default for DiscreteLog<S> {
	fn default() -> Self {
		Self::new()
	}
}

/// Eight bytes that name a point well enough to look for it.
fn name<S: Suite>(point: &G1<S>) -> u64 {
	let bytes = encode_g1::<S>(point);
	bytes.last_chunk().map_or(0, |tail| u64::from_le_bytes(*tail))
}

/// `from`, `from * step`, `from * step^2`, …, each with its number, in batches.
#[allow(clippy::arithmetic_side_effects)] // group arithmetic
fn walk<S: Suite>(from: G1Projective<S>, step: G1<S>) -> impl Iterator<Item = (u32, G1<S>)> {
	let mut at = from;
	(0..STEPS.div_ceil(1 << 10)).flat_map(move |batch| {
		let points: Vec<G1Projective<S>> = (0..BATCH)
			.map(|_| {
				let point = at;
				at += step;
				point
			})
			.collect();
		(batch << 10..).zip(affine(&points))
	})
}

impl<S: Suite> DiscreteLog<S> {
	/// Computes the table.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn new() -> Self {
		let mut baby: Vec<(u64, u32)> = walk::<S>(G1Projective::<S>::ZERO, g1::<S>())
			.map(|(j, point)| (name::<S>(&point), j))
			.collect();
		baby.sort_unstable();
		Self {
			baby,
			giant: (g1::<S>() * -Fr::from(STEPS)).into(),
		}
	}

	/// The v below 2^32 with `g1^v = power`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn solve(&self, power: &G1<S>) -> Option<u32> {
		walk::<S>(power.into_group(), self.giant).find_map(|(i, point)| {
			let name = name::<S>(&point);
			let first = self.baby.partition_point(|(other, _)| *other < name);
			self.baby
				.get(first..)?
				.iter()
				.take_while(|(other, _)| *other == name)
				.map(|(_, j)| i << 16 | j)
				.find(|v| G1::<S>::from(g1::<S>() * Fr::from(*v)) == *power)
		})
	}
}
