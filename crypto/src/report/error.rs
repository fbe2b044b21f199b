//! Why a step of a report is refused: one reason a check.

use crate::encoding::DecodeError;
use core::fmt;

/// Why what a doctor states is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementError {
	/// Y is no point, or the neutral one.
	Y(DecodeError),
	/// E is no point, or the neutral one.
	E(DecodeError),
	/// The proof does not decode.
	Proof(DecodeError),
	/// The proof does not show that rho of E was known for this report.
	Wrong,
}

impl fmt::Display for StatementError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Y(error) => write!(f, "the report key Y: {error}"),
			Self::E(error) => write!(f, "E: {error}"),
			Self::Proof(error) => write!(f, "the doctor's proof: {error}"),
			Self::Wrong => f.write_str("the doctor's proof is not of this report"),
		}
	}
}

impl core::error::Error for StatementError {}

/// Why a receipt is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptError {
	/// The receipt key is no point, or the neutral one.
	Key(DecodeError),
	/// The signature does not decode.
	Proof(DecodeError),
	/// Not signed with that key, or for another report or time.
	Wrong,
}

impl fmt::Display for ReceiptError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Key(error) => write!(f, "the receipt key: {error}"),
			Self::Proof(error) => write!(f, "the receipt: {error}"),
			Self::Wrong => f.write_str("the receipt is not of that key, or for another report or time"),
		}
	}
}

impl core::error::Error for ReceiptError {}

/// Why a report is not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
	/// Longer than a report may be.
	TooLong,
	/// The patient's report key is none.
	ReportKey(DecodeError),
}

impl fmt::Display for SealError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::TooLong => f.write_str("longer than a report may be"),
			Self::ReportKey(error) => write!(f, "the patient's report key: {error}"),
		}
	}
}

impl core::error::Error for SealError {}

/// Bytes that are not those that the doctor named: they show nothing about the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTheCiphertext;

impl fmt::Display for NotTheCiphertext {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("not the ciphertext that the doctor named")
	}
}

impl core::error::Error for NotTheCiphertext {}

/// Why a patient cannot open or disclose a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
	/// Not the bytes that the doctor named.
	Ciphertext,
	/// What the doctor states is malformed.
	Statement(StatementError),
	/// Sealed to another report key than this.
	AnotherKey,
	/// The ciphertext does not open under the key that it must be for: the doctor is at fault, and can be convicted of it.
	DoesNotOpen,
}

impl fmt::Display for OpenError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Ciphertext => NotTheCiphertext.fmt(f),
			Self::Statement(error) => error.fmt(f),
			Self::AnotherKey => f.write_str("sealed to another report key"),
			Self::DoesNotOpen => f.write_str("does not open under the registered report key"),
		}
	}
}

impl core::error::Error for OpenError {}

impl From<NotTheCiphertext> for OpenError {
	fn from(_: NotTheCiphertext) -> Self {
		Self::Ciphertext
	}
}

impl From<StatementError> for OpenError {
	fn from(error: StatementError) -> Self {
		Self::Statement(error)
	}
}

/// Why a disclosure shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureError {
	/// Wrapped to another arbiter or for another report, or changed since.
	Closed,
	/// Of another length than a disclosure.
	Length,
	/// What the doctor states is malformed.
	Statement(StatementError),
	/// S is no point, or the neutral one.
	S(DecodeError),
	/// The proof does not decode.
	Proof(DecodeError),
	/// S is not proven to be that of E under Y.
	Wrong,
}

impl fmt::Display for DisclosureError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Closed => f.write_str("wrapped to another arbiter or for another report, or changed since"),
			Self::Length => f.write_str("of another length than a disclosure"),
			Self::Statement(error) => error.fmt(f),
			Self::S(error) => write!(f, "S: {error}"),
			Self::Proof(error) => write!(f, "the patient's proof: {error}"),
			Self::Wrong => f.write_str("S is not proven to be that of E under the report key"),
		}
	}
}

impl core::error::Error for DisclosureError {}

impl From<StatementError> for DisclosureError {
	fn from(error: StatementError) -> Self {
		Self::Statement(error)
	}
}
