#![doc = include_str!("../../docs/policies.md")]

mod attribute;
mod error;
mod parse;

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use core::fmt;

pub use attribute::{Attribute, AttributeError, MAX_NAME, MAX_NAMESPACE};
pub use error::{Expected, PolicyError, PolicyErrorKind};

/// Most attributes a policy may mention, repetitions counted: the rows of its matrix.
pub const MAX_ROWS: usize = 128;
/// Most parentheses that may be open at once.
pub const MAX_DEPTH: usize = 16;
/// Most bytes of a policy's text.
pub const MAX_INPUT: usize = 8 * 1024;

/// A monotone policy in normal form.
///
/// No AND directly within an AND, no OR within an OR, no operator over a single operand, no `1 of` and no `n
/// of n`: these are written as what they mean. Equal policies therefore print alike, and what is printed
/// reads back as the same policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy(Node);

/// A node of a policy. Only a [`Policy`] holds one, so the limits hold for every node one can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
	/// The attribute itself.
	Attribute(Attribute),
	/// All of them.
	And(Vec<Node>),
	/// One of them.
	Or(Vec<Node>),
	/// At least `k` of them, `1 < k < n`.
	Threshold {
		/// How many are needed.
		k: usize,
		/// Of which.
		of: Vec<Node>,
	},
}

/// Why policies do not combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CombineError {
	/// There is nothing to combine.
	Empty,
	/// `k` is 0 or more than there are policies.
	Threshold,
	/// More than [`MAX_ROWS`] attributes in all.
	TooManyRows,
	/// More than [`MAX_DEPTH`] parentheses inside each other.
	TooDeep,
	/// The text would be longer than [`MAX_INPUT`].
	TooLong,
}

impl fmt::Display for CombineError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Empty => "no policy to combine",
			Self::Threshold => "k of n needs 1 <= k <= n",
			Self::TooManyRows => "a policy mentions at most 128 attributes",
			Self::TooDeep => "a policy nests at most 16 parentheses",
			Self::TooLong => "a policy has at most 8192 bytes",
		})
	}
}

impl core::error::Error for CombineError {}

impl Policy {
	/// Reads a policy.
	///
	/// ```
	/// # use salus_crypto::policy::Policy;
	/// let policy = Policy::parse("Consortium/Cardiologist AND (st-mary/staff or 2 of (a/x, b/y, c/z))")?;
	/// assert_eq!(policy.canonical(), "consortium/cardiologist and (st-mary/staff or 2 of (a/x, b/y, c/z))");
	/// # Ok::<(), salus_crypto::policy::PolicyError>(())
	/// ```
	pub fn parse(text: &str) -> Result<Self, PolicyError> {
		let policy = parse::parse(text).map(Self)?;
		// Spaces and lower case can make the canonical text the longer one, and it must read back.
		if policy.canonical().len() > MAX_INPUT {
			return Err(PolicyError {
				at: text.len(),
				kind: PolicyErrorKind::TooLong,
			});
		}
		Ok(policy)
	}

	/// The policy that asks for one attribute.
	pub fn attribute(attribute: Attribute) -> Self {
		Self(Node::Attribute(attribute))
	}

	/// All of `policies`.
	pub fn all(policies: Vec<Policy>) -> Result<Self, CombineError> {
		let k = policies.len();
		Self::threshold(k, policies)
	}

	/// One of `policies`.
	pub fn any(policies: Vec<Policy>) -> Result<Self, CombineError> {
		Self::threshold(1, policies)
	}

	/// At least `k` of `policies`.
	pub fn threshold(k: usize, policies: Vec<Policy>) -> Result<Self, CombineError> {
		if policies.is_empty() {
			return Err(CombineError::Empty);
		}
		if k == 0 || k > policies.len() {
			return Err(CombineError::Threshold);
		}
		let node = Node::combine(k, policies.into_iter().map(|policy| policy.0).collect());
		if node.rows() > MAX_ROWS {
			return Err(CombineError::TooManyRows);
		}
		if node.parentheses() > MAX_DEPTH {
			return Err(CombineError::TooDeep);
		}
		let policy = Self(node);
		if policy.canonical().len() > MAX_INPUT {
			return Err(CombineError::TooLong);
		}
		Ok(policy)
	}

	/// The one spelling of this policy: what a record's context binds.
	pub fn canonical(&self) -> String {
		let mut out = String::new();
		self.0.write(&mut out);
		out
	}

	/// Whether a holder of `attributes` may open, by walking the tree: what the matrix is tested against.
	pub fn is_satisfied_by(&self, attributes: &BTreeSet<Attribute>) -> bool {
		self.0.is_satisfied_by(attributes)
	}

	/// The attributes, in the order of the rows, repetitions included.
	pub fn attributes(&self) -> Vec<&Attribute> {
		let mut out = Vec::new();
		self.0.collect(&mut out);
		out
	}

	/// The topmost node.
	pub fn root(&self) -> &Node {
		&self.0
	}
}

impl fmt::Display for Policy {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.canonical())
	}
}

impl core::str::FromStr for Policy {
	type Err = PolicyError;

	fn from_str(text: &str) -> Result<Self, PolicyError> {
		Self::parse(text)
	}
}

impl Node {
	/// `k` of `nodes` in normal form. The caller has checked that `1 <= k <= nodes.len()`.
	pub(crate) fn combine(k: usize, mut nodes: Vec<Node>) -> Self {
		if nodes.len() == 1 {
			if let Some(only) = nodes.pop() {
				return only;
			}
		}
		if k == nodes.len() {
			return Node::And(flatten(nodes, |node| match node {
				Node::And(inner) => Ok(inner),
				other => Err(other),
			}));
		}
		if k == 1 {
			return Node::Or(flatten(nodes, |node| match node {
				Node::Or(inner) => Ok(inner),
				other => Err(other),
			}));
		}
		Node::Threshold { k, of: nodes }
	}

	fn children(&self) -> &[Node] {
		match self {
			Node::Attribute(_) => &[],
			Node::And(nodes) | Node::Or(nodes) | Node::Threshold { of: nodes, .. } => nodes,
		}
	}

	fn rows(&self) -> usize {
		match self {
			Node::Attribute(_) => 1,
			_ => self
				.children()
				.iter()
				.fold(0, |sum, node| sum.saturating_add(node.rows())),
		}
	}

	/// The most parentheses open at once when printed.
	fn parentheses(&self) -> usize {
		let own = usize::from(matches!(self, Node::Threshold { .. }));
		let inner = self
			.children()
			.iter()
			.map(|node| {
				node.parentheses()
					.saturating_add(usize::from(self.encloses(node)))
			})
			.max()
			.unwrap_or(0);
		own.saturating_add(inner)
	}

	/// Whether `child` is printed within parentheses of its own: only an OR under an AND needs them.
	fn encloses(&self, child: &Node) -> bool {
		matches!((self, child), (Node::And(_), Node::Or(_)))
	}

	fn write(&self, out: &mut String) {
		let separator = match self {
			Node::Attribute(attribute) => {
				out.push_str(attribute.namespace());
				out.push('/');
				out.push_str(attribute.name());
				return;
			}
			Node::And(_) => " and ",
			Node::Or(_) => " or ",
			Node::Threshold { k, .. } => {
				out.push_str(&alloc::format!("{k} of ("));
				", "
			}
		};
		for (i, node) in self.children().iter().enumerate() {
			if i > 0 {
				out.push_str(separator);
			}
			let enclosed = self.encloses(node);
			if enclosed {
				out.push('(');
			}
			node.write(out);
			if enclosed {
				out.push(')');
			}
		}
		if matches!(self, Node::Threshold { .. }) {
			out.push(')');
		}
	}

	fn is_satisfied_by(&self, attributes: &BTreeSet<Attribute>) -> bool {
		match self {
			Node::Attribute(attribute) => attributes.contains(attribute),
			Node::And(nodes) => nodes.iter().all(|node| node.is_satisfied_by(attributes)),
			Node::Or(nodes) => nodes.iter().any(|node| node.is_satisfied_by(attributes)),
			Node::Threshold { k, of } => {
				of.iter().filter(|node| node.is_satisfied_by(attributes)).count() >= *k
			}
		}
	}

	fn collect<'a>(&'a self, out: &mut Vec<&'a Attribute>) {
		match self {
			Node::Attribute(attribute) => out.push(attribute),
			_ => self.children().iter().for_each(|node| node.collect(out)),
		}
	}
}

fn flatten(nodes: Vec<Node>, open: impl Fn(Node) -> Result<Vec<Node>, Node>) -> Vec<Node> {
	let mut out = Vec::with_capacity(nodes.len());
	for node in nodes {
		match open(node) {
			Ok(inner) => out.extend(inner),
			Err(node) => out.push(node),
		}
	}
	out
}
