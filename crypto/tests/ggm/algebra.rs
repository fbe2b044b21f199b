//! Polynomials over the field of the Mersenne prime 2^61 - 1, and whether one lies in the span of others.

use std::{
	cmp::Reverse,
	collections::HashMap,
	ops::{Add, Mul, Neg, Sub},
};

const P: u64 = (1 << 61) - 1;

fn add(a: u64, b: u64) -> u64 {
	let sum = a + b;
	if sum >= P {
		sum - P
	} else {
		sum
	}
}

fn mul(a: u64, b: u64) -> u64 {
	(u128::from(a) * u128::from(b) % u128::from(P)) as u64
}

fn negate(a: u64) -> u64 {
	if a == 0 {
		0
	} else {
		P - a
	}
}

/// The inverse of a nonzero element.
pub fn inverse(a: u64) -> u64 {
	let (mut base, mut exponent, mut out) = (a, P - 2, 1);
	while exponent > 0 {
		if exponent & 1 == 1 {
			out = mul(out, base);
		}
		base = mul(base, base);
		exponent >>= 1;
	}
	out
}

/// The element of an integer.
pub fn element(value: i64) -> u64 {
	let magnitude = value.unsigned_abs() % P;
	if value < 0 {
		negate(magnitude)
	} else {
		magnitude
	}
}

/// A product of variables, named by the sum of their names. A name is random, so two products that differ
/// share a name with a probability of about 2^-100.
type Monomial = u128;

/// A polynomial: monomials, descending, with nonzero coefficients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poly(Vec<(Monomial, u64)>);

impl Poly {
	pub fn zero() -> Self {
		Self(Vec::new())
	}

	pub fn constant(value: u64) -> Self {
		Self(if value == 0 { Vec::new() } else { vec![(0, value)] })
	}

	pub fn variable(name: Monomial) -> Self {
		Self(vec![(name, 1)])
	}

	/// `self + factor * other`, by merging.
	fn plus(&self, factor: u64, other: &Self) -> Self {
		let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
		let mut out = Vec::with_capacity(self.0.len() + other.0.len());
		loop {
			let next = match (left.peek(), right.peek()) {
				(Some((m, _)), Some((n, _))) if m == n => {
					let (m, a) = *left.next().unwrap();
					(m, add(a, mul(factor, right.next().unwrap().1)))
				}
				(Some((m, _)), Some((n, _))) if m > n => *left.next().unwrap(),
				(_, Some(_)) => {
					let (n, b) = *right.next().unwrap();
					(n, mul(factor, b))
				}
				(Some(_), None) => *left.next().unwrap(),
				(None, None) => return Self(out),
			};
			if next.1 != 0 {
				out.push(next);
			}
		}
	}

	fn renamed(&self, names: &HashMap<Monomial, Monomial>) -> Self {
		let mut terms: Vec<_> = self.0.iter().map(|(monomial, a)| (names[monomial], *a)).collect();
		terms.sort_unstable_by_key(|(monomial, _)| Reverse(*monomial));
		Self(terms)
	}

	fn scaled(&self, factor: u64) -> Self {
		Self::zero().plus(factor, self)
	}
}

impl Add for &Poly {
	type Output = Poly;

	fn add(self, other: &Poly) -> Poly {
		self.plus(1, other)
	}
}

impl Sub for &Poly {
	type Output = Poly;

	fn sub(self, other: &Poly) -> Poly {
		self.plus(P - 1, other)
	}
}

impl Neg for &Poly {
	type Output = Poly;

	fn neg(self) -> Poly {
		self.scaled(P - 1)
	}
}

impl Mul for &Poly {
	type Output = Poly;

	fn mul(self, other: &Poly) -> Poly {
		let mut terms: Vec<(Monomial, u64)> = Vec::with_capacity(self.0.len() * other.0.len());
		for (m, a) in &self.0 {
			terms.extend(other.0.iter().map(|(n, b)| (m.wrapping_add(*n), mul(*a, *b))));
		}
		terms.sort_unstable_by_key(|(monomial, _)| Reverse(*monomial));
		let mut out: Vec<(Monomial, u64)> = Vec::with_capacity(terms.len());
		for (monomial, coefficient) in terms {
			match out.last_mut() {
				Some((last, sum)) if *last == monomial => *sum = add(*sum, coefficient),
				_ => out.push((monomial, coefficient)),
			}
		}
		out.retain(|(_, coefficient)| *coefficient != 0);
		Poly(out)
	}
}

impl Mul<u64> for &Poly {
	type Output = Poly;

	fn mul(self, factor: u64) -> Poly {
		self.scaled(factor)
	}
}

/// Whether `target` is a linear combination of `vectors`.
pub fn in_span(target: &Poly, vectors: Vec<Poly>) -> bool {
	let mut vectors = without_loners(target, vectors);
	// Short vectors first, rare monomials leading: the rows stay sparse.
	vectors.sort_by_key(|vector| vector.0.len());
	let mut holders: HashMap<Monomial, Monomial> = HashMap::new();
	for (monomial, _) in vectors.iter().chain([target]).flat_map(|vector| &vector.0) {
		*holders.entry(*monomial).or_default() += 1;
	}
	let mut by_rarity: Vec<(Monomial, Monomial)> = holders.into_iter().map(|(m, count)| (count, m)).collect();
	by_rarity.sort_unstable_by(|a, b| b.cmp(a));
	let ranks: HashMap<Monomial, Monomial> = by_rarity.into_iter().map(|(_, m)| m).zip(0..).collect();

	let mut pivots: HashMap<Monomial, Poly> = HashMap::new();
	for vector in &vectors {
		let rest = reduce(vector.renamed(&ranks), &pivots);
		if let Some((lead, coefficient)) = rest.0.first().copied() {
			pivots.insert(lead, rest.scaled(inverse(coefficient)));
		}
	}
	reduce(target.renamed(&ranks), &pivots).0.is_empty()
}

/// Drops vectors that cannot take part: those with a monomial that neither the target nor another vector
/// left has.
fn without_loners(target: &Poly, mut vectors: Vec<Poly>) -> Vec<Poly> {
	let mut holders: HashMap<Monomial, u32> = target.0.iter().map(|(m, _)| (*m, 2)).collect();
	for (monomial, _) in vectors.iter().flat_map(|vector| &vector.0) {
		*holders.entry(*monomial).or_default() += 1;
	}
	loop {
		let before = vectors.len();
		vectors.retain(|vector| {
			let keep = vector.0.iter().all(|(monomial, _)| holders[monomial] > 1);
			if !keep {
				vector
					.0
					.iter()
					.for_each(|(monomial, _)| *holders.get_mut(monomial).unwrap() -= 1);
			}
			keep
		});
		if vectors.len() == before {
			return vectors;
		}
	}
}

/// What is left of `vector` once no pivot has its leading monomial.
fn reduce(mut vector: Poly, pivots: &HashMap<Monomial, Poly>) -> Poly {
	while let Some((lead, coefficient)) = vector.0.first().copied() {
		match pivots.get(&lead) {
			Some(pivot) => vector = vector.plus(negate(coefficient), pivot),
			None => break,
		}
	}
	vector
}

#[test]
fn the_algebra_is_that_of_polynomials() {
	let (x, y) = (Poly::variable(1 << 100), Poly::variable(3 << 90));
	let one = Poly::constant(1);
	assert_eq!(&(&x + &y) * &(&x - &y), &(&x * &x) - &(&y * &y));
	assert_eq!(&x * &y, &y * &x);
	assert_eq!(&x - &x, Poly::zero());
	assert_eq!(&(&one * inverse(7)) * 7, one);
	assert_eq!(&x * element(-1), -&x);
	let vectors = || vec![&x + &y, &x - &y, &x * &y];
	assert!(in_span(&x, vectors()));
	assert!(!in_span(&one, vectors()));
	assert!(!in_span(&(&x * &x), vectors()));
	assert!(in_span(&(&x * &x), vec![&(&x * &x) + &y, &y * 2]));
}
