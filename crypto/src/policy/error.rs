//! What is wrong with a policy's text, and where.

use super::attribute::AttributeError;
use alloc::{
	format,
	string::{String, ToString},
};
use core::fmt;
use unicode_normalization::char::is_combining_mark;

/// Most characters of a line that [`PolicyError::caret`] shows on either side of the fault.
const WINDOW: usize = 60;

/// A text that is no policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
	/// The byte of the text at which the fault lies.
	pub at: usize,
	/// The fault.
	pub kind: PolicyErrorKind,
}

/// What is wrong at [`PolicyError::at`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyErrorKind {
	/// Something else was expected here.
	Expected(Expected),
	/// This word is no attribute.
	Attribute(AttributeError),
	/// `k of (…)` over `n` operands with k outside 1..=n.
	Threshold {
		/// As written.
		k: usize,
		/// Operands found.
		n: usize,
	},
	/// The 129th attribute.
	TooManyRows,
	/// The 17th parenthesis within parentheses.
	TooDeep,
	/// The text, or its canonical form, goes on beyond [`super::MAX_INPUT`].
	TooLong,
}

/// What would have been right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
	/// An attribute, `(`, or `k of (`.
	Operand,
	/// `and`, `or`, or the end.
	OperatorOrEnd,
	/// `and`, `or`, or `)`.
	OperatorOrClose,
	/// `and`, `or`, `,` or `)`.
	OperatorCommaOrClose,
	/// `of` after a number.
	Of,
	/// `(` after `k of`.
	Open,
}

impl fmt::Display for Expected {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Operand => "an attribute (namespace/name), `(` or `k of (`",
			Self::OperatorOrEnd => "`and`, `or` or the end of the policy",
			Self::OperatorOrClose => "`and`, `or` or `)`",
			Self::OperatorCommaOrClose => "`and`, `or`, `,` or `)`",
			Self::Of => "`of` after the number",
			Self::Open => "`(` after `of`",
		})
	}
}

impl fmt::Display for PolicyErrorKind {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Expected(expected) => write!(f, "expected {expected}"),
			Self::Attribute(error) => error.fmt(f),
			Self::Threshold { k, n } => write!(f, "{k} of {n}: the number must be from 1 to {n}"),
			Self::TooManyRows => write!(f, "a policy mentions at most {} attributes", super::MAX_ROWS),
			Self::TooDeep => write!(f, "a policy nests at most {} parentheses", super::MAX_DEPTH),
			Self::TooLong => write!(f, "a policy has at most {} bytes", super::MAX_INPUT),
		}
	}
}

impl fmt::Display for PolicyError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} (at byte {})", self.kind, self.at)
	}
}

impl core::error::Error for PolicyError {}

impl PolicyError {
	/// The line of `text` that holds the fault, with a caret below it.
	///
	/// Whatever could move a terminal's cursor or hide text is shown as U+FFFD, and long lines are cut.
	pub fn caret(&self, text: &str) -> String {
		let mut at = self.at.min(text.len());
		while !text.is_char_boundary(at) {
			at = at.saturating_sub(1);
		}
		let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
		let line_number = before.matches('\n').count().saturating_add(1);
		let before = before.rsplit('\n').next().unwrap_or(before);
		let after = after.split('\n').next().unwrap_or(after);
		let column = before.chars().count().saturating_add(1);

		let skipped = before.chars().count().saturating_sub(WINDOW);
		let mut left: String = before.chars().skip(skipped).map(printable).collect();
		if skipped > 0 {
			left.insert(0, '…');
		}
		let mut right: String = after.chars().take(WINDOW).map(printable).collect();
		if after.chars().nth(WINDOW).is_some() {
			right.push('…');
		}
		let pad: String = left
			.chars()
			.filter(|c| !is_combining_mark(*c))
			.map(|_| ' ')
			.collect();

		let number = line_number.to_string();
		let gutter: String = number.chars().map(|_| ' ').collect();
		format!(
			"line {number}, column {column}: {kind}\n{number} | {left}{right}\n{gutter} | {pad}^",
			kind = self.kind
		)
	}
}

fn printable(c: char) -> char {
	if c == '\t' {
		' '
	} else if c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ' || is_combining_mark(c) {
		c
	} else {
		'\u{fffd}'
	}
}
