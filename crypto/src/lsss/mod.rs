//! Linear secret sharing: the matrix M of a policy, and what rebuilds the secret.
//!
//! The derivation stands with the policies, in [`crate::policy`]. Letters as there: rows `M_i` labelled
//! `pi(i)`, the shares `lambda_i = M_i (s, v)`, and `w_i` with `sum w_i M_i = (1, 0, …, 0)`.
//!
//! The matrix is never built to share or to rebuild: both walk the policy's tree, so sharing costs one
//! multiplication an operand and step, and rebuilding needs no elimination.

mod share;

use crate::policy::{Attribute, Node, Policy};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use ark_ff::PrimeField;
use core::fmt;

/// The matrix of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lsss {
	tree: Tree,
	rows: Vec<Row>,
	width: usize,
	max_occurrence: usize,
}

/// The label of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
	attribute: Attribute,
	occurrence: usize,
}

/// A policy whose attributes are numbered by row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tree {
	Row(usize),
	And(Vec<Tree>),
	Or(Vec<Tree>),
	Threshold(usize, Vec<Tree>),
}

/// A vector `(s, v)` of the wrong length was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WidthError {
	/// Elements of `v` that the matrix needs.
	pub expected: usize,
	/// Elements of `v` given.
	pub found: usize,
}

impl fmt::Display for WidthError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"the matrix needs {} random elements, not {}",
			self.expected, self.found
		)
	}
}

impl core::error::Error for WidthError {}

impl Lsss {
	/// The matrix of `policy`: rows and columns numbered in preorder.
	pub fn compile(policy: &Policy) -> Self {
		let mut builder = Builder::default();
		let tree = builder.add(policy.root());
		Self {
			tree,
			max_occurrence: builder.rows.iter().map(|row| row.occurrence).max().unwrap_or(0),
			rows: builder.rows,
			width: builder.random.saturating_add(1),
		}
	}

	/// n, the number of rows.
	pub fn rows(&self) -> usize {
		self.rows.len()
	}

	/// The number of columns: 1 for s and one for each element of v.
	pub fn width(&self) -> usize {
		self.width
	}

	/// `pi(i)`; `None` beyond the last row.
	pub fn attribute(&self, row: usize) -> Option<&Attribute> {
		self.rows.get(row).map(|row| &row.attribute)
	}

	/// `tau(i)`, from 0: how often `pi(i)` labels an earlier row; `None` beyond the last row.
	pub fn occurrence(&self, row: usize) -> Option<usize> {
		self.rows.get(row).map(|row| row.occurrence)
	}

	/// The greatest `tau(i)`, from 0.
	pub fn max_occurrence(&self) -> usize {
		self.max_occurrence
	}

	/// `(pi(i), tau(i))` of every row, in order.
	pub fn labels(&self) -> impl ExactSizeIterator<Item = (&Attribute, usize)> + '_ {
		self.rows.iter().map(|row| (&row.attribute, row.occurrence))
	}

	/// `lambda_i = M_i (s, v)` of every row; `v` has [`Lsss::width`] - 1 elements.
	pub fn shares<F: PrimeField>(&self, s: F, v: &[F]) -> Result<Vec<F>, WidthError> {
		share::shares(self, s, v)
	}

	/// The rows as their nonzero entries (column, value), columns ascending. For vectors and tests.
	pub fn matrix<F: PrimeField>(&self) -> Vec<Vec<(usize, F)>> {
		share::matrix(self)
	}

	/// Rows i of attributes in `held` with coefficients `w_i` such that `sum w_i M_i = (1, 0, …, 0)`; `None`
	/// if `held` does not satisfy the policy. Of the ways there are, it takes one with fewest rows, the
	/// earliest.
	pub fn reconstruct<F: PrimeField>(&self, held: &BTreeSet<Attribute>) -> Option<Vec<(usize, F)>> {
		share::reconstruct(self, held)
	}
}

#[derive(Default)]
struct Builder {
	rows: Vec<Row>,
	seen: BTreeMap<Attribute, usize>,
	random: usize,
}

impl Builder {
	fn add(&mut self, node: &Node) -> Tree {
		match node {
			Node::Attribute(attribute) => {
				let next = self.seen.entry(attribute.clone()).or_insert(0);
				let occurrence = *next;
				*next = next.saturating_add(1);
				let row = self.rows.len();
				self.rows.push(Row {
					attribute: attribute.clone(),
					occurrence,
				});
				Tree::Row(row)
			}
			Node::And(nodes) => {
				self.random = self.random.saturating_add(nodes.len().saturating_sub(1));
				Tree::And(self.add_all(nodes))
			}
			Node::Or(nodes) => Tree::Or(self.add_all(nodes)),
			Node::Threshold { k, of } => {
				self.random = self.random.saturating_add(k.saturating_sub(1));
				Tree::Threshold(*k, self.add_all(of))
			}
		}
	}

	fn add_all(&mut self, nodes: &[Node]) -> Vec<Tree> {
		nodes.iter().map(|node| self.add(node)).collect()
	}
}
