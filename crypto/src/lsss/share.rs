//! Sharing and rebuilding by walking the tree.

use super::{Lsss, Tree, WidthError};
use crate::policy::Attribute;
use alloc::{collections::BTreeSet, vec, vec::Vec};
use ark_ff::PrimeField;

/// What is shared down the tree: field elements, or, to print the matrix, linear forms in (s, v).
trait Share<F>: Clone {
	fn add(self, other: &Self) -> Self;
	fn sub(self, other: &Self) -> Self;
	fn scale(self, by: F) -> Self;
}

impl<F: PrimeField> Share<F> for F {
	fn add(self, other: &Self) -> Self {
		self + *other
	}

	fn sub(self, other: &Self) -> Self {
		self - *other
	}

	fn scale(self, by: F) -> Self {
		self * by
	}
}

/// A linear form, by its coefficients.
#[derive(Clone)]
struct Form<F>(Vec<F>);

impl<F: PrimeField> Share<F> for Form<F> {
	fn add(mut self, other: &Self) -> Self {
		self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a += *b);
		self
	}

	fn sub(mut self, other: &Self) -> Self {
		self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a -= *b);
		self
	}

	fn scale(mut self, by: F) -> Self {
		self.0.iter_mut().for_each(|a| *a *= by);
		self
	}
}

pub(super) fn shares<F: PrimeField>(lsss: &Lsss, s: F, v: &[F]) -> Result<Vec<F>, WidthError> {
	let expected = lsss.width.saturating_sub(1);
	if v.len() != expected {
		return Err(WidthError {
			expected,
			found: v.len(),
		});
	}
	let mut out = Vec::with_capacity(lsss.rows());
	share::<F, F>(&lsss.tree, s, &mut v.iter().copied(), &mut out);
	Ok(out)
}

pub(super) fn matrix<F: PrimeField>(lsss: &Lsss) -> Vec<Vec<(usize, F)>> {
	let unit = |column: usize| {
		let mut form = vec![F::zero(); lsss.width];
		if let Some(entry) = form.get_mut(column) {
			*entry = F::one();
		}
		Form(form)
	};
	let mut out = Vec::with_capacity(lsss.rows());
	share(&lsss.tree, unit(0), &mut (1..lsss.width).map(unit), &mut out);
	out.into_iter()
		.map(|form| {
			form.0
				.into_iter()
				.enumerate()
				.filter(|(_, entry)| !entry.is_zero())
				.collect()
		})
		.collect()
}

/// Pushes the share of every row below `tree`. `random` gives the elements of v in the order of the columns.
fn share<F: PrimeField, T: Share<F>>(
	tree: &Tree,
	secret: T,
	random: &mut impl Iterator<Item = T>,
	out: &mut Vec<T>,
) {
	match tree {
		Tree::Row(_) => out.push(secret),
		Tree::Or(nodes) => nodes
			.iter()
			.for_each(|node| share(node, secret.clone(), random, out)),
		Tree::And(nodes) => {
			// s - v_1, v_1 - v_2, …, v_{k-1}: their sum is s, and any fewer are random.
			let own: Vec<T> = random.by_ref().take(nodes.len().saturating_sub(1)).collect();
			let mut left = secret;
			let mut cuts = own.into_iter();
			for node in nodes {
				match cuts.next() {
					Some(cut) => {
						share(node, left.sub(&cut), random, out);
						left = cut;
					}
					None => {
						share(node, left, random, out);
						return;
					}
				}
			}
		}
		Tree::Threshold(k, nodes) => {
			// s + i v_1 + i^2 v_2 + …, at i = 1, 2, …
			let own: Vec<T> = random.by_ref().take(k.saturating_sub(1)).collect();
			let mut at = F::zero();
			for node in nodes {
				at += F::one();
				let mut value = None;
				for coefficient in own.iter().rev().chain([&secret]) {
					value = Some(match value {
						None => coefficient.clone(),
						Some(value) => Share::add(Share::scale(value, at), coefficient),
					});
				}
				if let Some(value) = value {
					share(node, value, random, out);
				}
			}
		}
	}
}

pub(super) fn reconstruct<F: PrimeField>(lsss: &Lsss, held: &BTreeSet<Attribute>) -> Option<Vec<(usize, F)>> {
	let usable: Vec<bool> = lsss
		.rows
		.iter()
		.map(|row| held.contains(&row.attribute))
		.collect();
	rebuild(&lsss.tree, &usable)
}

fn rebuild<F: PrimeField>(tree: &Tree, usable: &[bool]) -> Option<Vec<(usize, F)>> {
	match tree {
		Tree::Row(row) => usable
			.get(*row)
			.copied()
			.unwrap_or(false)
			.then(|| vec![(*row, F::one())]),
		Tree::Or(nodes) => nodes
			.iter()
			.filter_map(|node| rebuild(node, usable))
			.min_by_key(Vec::len),
		Tree::And(nodes) => {
			let mut out = Vec::new();
			for node in nodes {
				out.append(&mut rebuild(node, usable)?);
			}
			Some(out)
		}
		Tree::Threshold(k, nodes) => {
			let mut at = F::zero();
			let mut satisfied = Vec::new();
			for node in nodes {
				at += F::one();
				if let Some(rows) = rebuild::<F>(node, usable) {
					satisfied.push((at, rows));
				}
			}
			if satisfied.len() < *k {
				return None;
			}
			satisfied.sort_by_key(|(_, rows)| rows.len());
			satisfied.truncate(*k);
			let points: Vec<F> = satisfied.iter().map(|(at, _)| *at).collect();
			let mut out = Vec::new();
			for (at, rows) in satisfied {
				let weight = lagrange_at_zero(at, &points)?;
				out.extend(rows.into_iter().map(|(row, w)| (row, w * weight)));
			}
			out.sort_by_key(|(row, _)| *row);
			Some(out)
		}
	}
}

/// The weight of the value at `at` when a polynomial given at `points` is taken at 0.
fn lagrange_at_zero<F: PrimeField>(at: F, points: &[F]) -> Option<F> {
	let mut numerator = F::one();
	let mut denominator = F::one();
	for point in points.iter().filter(|point| **point != at) {
		numerator *= *point;
		denominator *= *point - at;
	}
	Some(numerator * denominator.inverse()?)
}
