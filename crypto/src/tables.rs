//! Multiplication of fixed bases by tables.
//!
//! For a base P and windows of w bits, the table holds `j * 2^{wi} * P` for every window i and j up to 2^{w-1}. A scalar
//! written in signed digits then costs one addition a window and no doubling. Entries are chosen by secret digits, so a
//! process on the same core may learn them from the cache: sealing and issuing run on machines that their owner does not
//! share. What a user's secret touches goes by the constant-time multiplication instead.

use crate::{
	encoding::scalar_bits,
	hash::{base_b, era_bases, h_attr},
	policy::Attribute,
	suite::{g2, Fr, G1Projective, G2Projective, Suite, G1},
};
use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};
use ark_ec::CurveGroup;
use ark_ff::AdditiveGroup;
use zeroize::Zeroizing;

/// Window of `B`: 32 additions a multiplication.
const WIDE: u32 = 8;
/// Window of `g2` and of an attribute's hash: 43 additions; 129 KiB an attribute.
const NARROW: u32 = 6;

/// Multiples of one base.
pub struct FixedBase<G: CurveGroup> {
	window: u32,
	multiples: Vec<G::Affine>,
}

impl<G: CurveGroup> FixedBase<G> {
	/// The table of `base` with windows of `window` bits, from 2 to 8.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn new(base: &G::Affine, window: u32) -> Self {
		let window = window.clamp(2, 8);
		let half = 1usize << window.saturating_sub(1);
		let mut multiples = Vec::new();
		let mut base: G = (*base).into();
		// One window more than the scalar has bits for, which takes the last carry.
		for _ in 0..Self::windows(window) {
			let mut multiple = base;
			for _ in 0..half {
				multiples.push(multiple);
				multiple += &base;
			}
			for _ in 0..window {
				base.double_in_place();
			}
		}
		Self {
			window,
			multiples: G::normalize_batch(&multiples),
		}
	}

	fn windows(window: u32) -> u32 {
		256u32.div_ceil(window)
	}

	/// The entries whose sum is `scalar * base`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	pub fn terms(&self, scalar: &Fr, terms: &mut Vec<G::Affine>) {
		let bits = Zeroizing::new(scalar_bits(scalar));
		let half = 1usize << self.window.saturating_sub(1);
		let mut carry = 0usize;
		for (i, multiples) in self.multiples.chunks_exact(half).enumerate() {
			let digit = digit(&bits, i, self.window).saturating_add(carry);
			let (magnitude, negative) = if digit > half {
				(half.saturating_mul(2).saturating_sub(digit), true)
			} else {
				(digit, false)
			};
			carry = usize::from(negative);
			if let Some(entry) = magnitude.checked_sub(1).and_then(|at| multiples.get(at)) {
				terms.push(if negative {
					(-(*entry).into()).into()
				} else {
					*entry
				});
			}
		}
	}
}

/// Window `i` of little-endian bytes.
fn digit(bits: &[u8], i: usize, window: u32) -> usize {
	(0..window).rev().fold(0, |digit, bit| {
		let at = i
			.saturating_mul(usize::try_from(window).unwrap_or(0))
			.saturating_add(usize::try_from(bit).unwrap_or(0));
		let byte = bits.get(at / 8).copied().unwrap_or(0);
		digit << 1 | usize::from(byte >> (at % 8) & 1)
	})
}

/// An attribute's hash, with its table once that pays.
#[derive(Clone)]
pub struct AttributeBase<S: Suite> {
	point: G1<S>,
	table: Option<Arc<FixedBase<G1Projective<S>>>>,
}

impl<S: Suite> AttributeBase<S> {
	/// `H_attr(u)`.
	pub fn point(&self) -> &G1<S> {
		&self.point
	}

	/// `H_attr(u)^scalar * acc` without the entries of the table, which are appended to `terms`.
	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	fn terms(&self, scalar: &Fr, terms: &mut Vec<G1<S>>) -> G1Projective<S> {
		match &self.table {
			Some(table) => {
				table.terms(scalar, terms);
				G1Projective::<S>::ZERO
			}
			None => self.point * scalar,
		}
	}
}

struct Entry<S: Suite> {
	base: AttributeBase<S>,
	uses: u32,
}

/// Tables of `B` and `g2`, and the hashes of attributes met so far.
///
/// A process keeps one and hands it to sealing and issuing. It holds nothing secret.
pub struct Tables<S: Suite> {
	b: FixedBase<G1Projective<S>>,
	g2: FixedBase<G2Projective<S>>,
	attributes: BTreeMap<Attribute, Entry<S>>,
	capacity: usize,
	era: Option<(u32, [G1<S>; 2])>,
}

impl<S: Suite> Default for Tables<S> {
	fn default() -> Self {
		Self::new()
	}
}

impl<S: Suite> Tables<S> {
	/// Attributes remembered unless said otherwise: at most 66 MB of tables.
	pub const CAPACITY: usize = 512;
	/// An attribute used this often gets a table.
	const USES_THAT_PAY: u32 = 8;

	/// Tables of `B` and `g2` and no attribute yet.
	pub fn new() -> Self {
		Self::with_capacity(Self::CAPACITY)
	}

	/// As [`Self::new`], remembering `capacity` attributes; beyond them hashes are computed each time.
	pub fn with_capacity(capacity: usize) -> Self {
		Self {
			b: FixedBase::new(&base_b::<S>(), WIDE),
			g2: FixedBase::new(&g2::<S>(), NARROW),
			attributes: BTreeMap::new(),
			capacity,
			era: None,
		}
	}

	/// Hashes the attributes and makes their tables now.
	pub fn warm<'a>(&mut self, attributes: impl IntoIterator<Item = &'a Attribute>) {
		for attribute in attributes {
			self.lookup(attribute, Self::USES_THAT_PAY);
		}
	}

	/// The hash of an attribute, remembered.
	pub fn attribute(&mut self, attribute: &Attribute) -> AttributeBase<S> {
		self.lookup(attribute, 1)
	}

	fn lookup(&mut self, attribute: &Attribute, uses: u32) -> AttributeBase<S> {
		if let Some(entry) = self.attributes.get_mut(attribute) {
			entry.uses = entry.uses.saturating_add(uses);
			if entry.uses >= Self::USES_THAT_PAY && entry.base.table.is_none() {
				entry.base.table = Some(Arc::new(FixedBase::new(&entry.base.point, NARROW)));
			}
			return entry.base.clone();
		}
		let mut base = AttributeBase {
			point: h_attr::<S>(attribute),
			table: None,
		};
		if self.attributes.len() < self.capacity {
			if uses >= Self::USES_THAT_PAY {
				base.table = Some(Arc::new(FixedBase::new(&base.point, NARROW)));
			}
			self.attributes.insert(
				attribute.clone(),
				Entry {
					base: base.clone(),
					uses,
				},
			);
		}
		base
	}

	/// `V1_e` and `V2_e`; the last era asked for is remembered.
	pub fn era(&mut self, era: u32) -> [G1<S>; 2] {
		match self.era {
			Some((known, bases)) if known == era => bases,
			_ => {
				let bases = era_bases::<S>(era);
				self.era = Some((era, bases));
				bases
			}
		}
	}

	/// `acc * B^scalar`.
	pub fn b(&self, acc: G1Projective<S>, scalar: &Fr) -> G1Projective<S> {
		let mut terms = Vec::new();
		self.b.terms(scalar, &mut terms);
		S::sum_g1(acc, &terms)
	}

	/// `B^lambda * H_attr(u)^s`.
	pub fn row(&self, lambda: &Fr, attribute: &AttributeBase<S>, s: &Fr) -> G1Projective<S> {
		let mut terms = Vec::new();
		self.b.terms(lambda, &mut terms);
		let acc = attribute.terms(s, &mut terms);
		S::sum_g1(acc, &terms)
	}

	/// `H_attr(u)^scalar`.
	pub fn attribute_power(&self, attribute: &AttributeBase<S>, scalar: &Fr) -> G1Projective<S> {
		let mut terms = Vec::new();
		let acc = attribute.terms(scalar, &mut terms);
		S::sum_g1(acc, &terms)
	}

	/// `g2^scalar`.
	pub fn g2(&self, scalar: &Fr) -> G2Projective<S> {
		let mut terms = Vec::new();
		self.g2.terms(scalar, &mut terms);
		S::sum_g2(G2Projective::<S>::ZERO, &terms)
	}
}
