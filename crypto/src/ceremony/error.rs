//! Why a step of a ceremony is refused: one reason a check.

use crate::encoding::DecodeError;
use core::fmt;

/// Why there can be no such run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunError {
	/// No member, or too many.
	MemberCount,
	/// The threshold is not above f and at most n - f, f = floor((n - 1) / 3).
	Threshold,
	/// An account is a member twice.
	RepeatedMember,
	/// A fresh key is of generation 0, a resharing of none.
	Generation,
	/// No holder of the old sharing, too many, or not one account each.
	HolderCount,
	/// The threshold of the old sharing is outside its bounds.
	OldThreshold,
	/// An account is a holder twice.
	RepeatedHolder,
	/// The key, or what is public of a holder, does not have the length of the kind.
	PublicLength,
	/// Not one entry of receiving keys a member.
	KeyCount,
}

impl fmt::Display for RunError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::MemberCount => "no member, or too many",
			Self::Threshold => "the threshold is outside its bounds",
			Self::RepeatedMember => "an account is a member twice",
			Self::Generation => "a fresh key is of generation 0, a resharing of a later one",
			Self::HolderCount => "no holder of the old sharing, too many, or not one account each",
			Self::OldThreshold => "the threshold of the old sharing is outside its bounds",
			Self::RepeatedHolder => "an account is a holder twice",
			Self::PublicLength => "the old sharing's points are not those of the kind",
			Self::KeyCount => "not one entry of receiving keys a member",
		})
	}
}

impl core::error::Error for RunError {}

/// Why a receiving key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceivingKeyError {
	/// No member has this index.
	NoSuchMember,
	/// The key does not decode, or is the neutral element.
	Key(DecodeError),
	/// A scalar of the proof does not decode.
	Proof(DecodeError),
	/// The proof does not show that this member of this run knows the key's secret.
	Forged,
}

impl fmt::Display for ReceivingKeyError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::NoSuchMember => f.write_str("no member has this index"),
			Self::Key(error) => write!(f, "the receiving key: {error}"),
			Self::Proof(error) => write!(f, "the proof of the receiving key: {error}"),
			Self::Forged => {
				f.write_str("the proof does not show that this member of this run knows the key's secret")
			}
		}
	}
}

impl core::error::Error for ReceivingKeyError {}

/// Why a deal is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealError {
	/// The run is of another kind.
	OtherKind,
	/// No dealer has this index.
	NoSuchDealer,
	/// Not the length that threshold and receiving keys say: among others, commitments of another degree.
	Length {
		/// What they say.
		expected: usize,
		/// What there is.
		found: usize,
	},
	/// The commitments are not those that the dealer bound itself to.
	NotCommitted,
	/// The constants are not those of the share that the dealer holds.
	NotTheOldShare,
	/// E or its proof does not decode.
	Ephemeral(DecodeError),
	/// The dealer does not show that it knows the scalar of E, here and for this deal.
	UnknownEphemeral,
	/// A commitment does not decode, or is the neutral element.
	Coefficient {
		/// Of which power.
		degree: u16,
		/// Why.
		error: DecodeError,
	},
	/// A scalar of the proof of the constants does not decode.
	ConstantsProof(DecodeError),
	/// The dealer does not show that it knows its constants, here and for this deal.
	UnknownConstants,
}

impl fmt::Display for DealError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherKind => "the run is of another kind",
			Self::NoSuchDealer => "no dealer has this index",
			Self::Length { expected, found } => {
				return write!(f, "a deal of {found} bytes in the place of {expected}")
			}
			Self::NotCommitted => "the commitments are not those that the dealer bound itself to",
			Self::NotTheOldShare => "the constants are not those of the share that the dealer holds",
			Self::Ephemeral(error) => return write!(f, "the point that shares are sealed by: {error}"),
			Self::UnknownEphemeral => "the dealer does not show that it knows by what it sealed",
			Self::Coefficient { degree, error } => {
				return write!(f, "the commitments of degree {degree}: {error}")
			}
			Self::ConstantsProof(error) => return write!(f, "the proof of the constants: {error}"),
			Self::UnknownConstants => "the dealer does not show that it knows its constants",
		})
	}
}

impl core::error::Error for DealError {}

/// Why a participant cannot post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealingError {
	/// The run is of another kind.
	OtherKind,
	/// No member has this index.
	NoSuchMember,
	/// No dealer has this index.
	NoSuchDealer,
	/// A resharing without the share to hand on.
	NoShare,
	/// A share for a fresh key.
	UnexpectedShare,
	/// The share is of another ceremony, generation or holder, or not the one whose public values stand on chain.
	WrongShare,
	/// A member's receiving key does not decode.
	Key {
		/// Whose.
		member: u16,
		/// Why.
		error: DecodeError,
	},
}

impl fmt::Display for DealingError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherKind => "the run is of another kind",
			Self::NoSuchMember => "no member has this index",
			Self::NoSuchDealer => "no dealer has this index",
			Self::NoShare => "a resharing takes the share to hand on",
			Self::UnexpectedShare => "a fresh key takes no share",
			Self::WrongShare => "not the share that this dealer hands on in this run",
			Self::Key { member, error } => return write!(f, "the receiving key of member {member}: {error}"),
		})
	}
}

impl core::error::Error for DealingError {}

/// Why a complaint proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplaintError {
	/// The run is of another kind.
	OtherKind,
	/// No dealer has this index.
	NoSuchDealer,
	/// No member of this index has a receiving key.
	NoReceivingKey,
	/// The deal is none of this run.
	Deal(DealError),
	/// A point does not decode, or is the neutral one.
	Point(DecodeError),
	/// A scalar of the proof does not decode.
	Proof(DecodeError),
	/// What is revealed is not shown to be the secret of dealer and member in this run.
	Forged,
}

impl fmt::Display for ComplaintError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherKind => "the run is of another kind",
			Self::NoSuchDealer => "no dealer has this index",
			Self::NoReceivingKey => "no member of this index has a receiving key",
			Self::Deal(error) => return error.fmt(f),
			Self::Point(error) => return write!(f, "a point of the complaint: {error}"),
			Self::Proof(error) => return write!(f, "the proof of the complaint: {error}"),
			Self::Forged => "what is revealed is not shown to be the secret of dealer and member in this run",
		})
	}
}

impl core::error::Error for ComplaintError {}

/// Why a member does not get its share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiveError {
	/// The run is of another kind.
	OtherKind,
	/// No member of this index has a receiving key.
	NoReceivingKey,
	/// The secret is not that of the receiving key: of another run, or of another member.
	OtherSecret,
	/// A deal is none of this run.
	Deal {
		/// Whose.
		dealer: u16,
		/// Why.
		error: DealError,
	},
	/// The deals are not those that count.
	Dealers(FinishError),
	/// What a dealer sealed does not open: nobody complained in time.
	NotOpened {
		/// Who.
		dealer: u16,
	},
	/// The public values are of another sharing.
	OtherSharing,
	/// The share does not belong to what is public of it.
	NotItsPublic,
}

impl fmt::Display for ReceiveError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherKind => "the run is of another kind",
			Self::NoReceivingKey => "no member of this index has a receiving key",
			Self::OtherSecret => "the secret is not that of the receiving key",
			Self::Deal { dealer, error } => return write!(f, "the deal of {dealer}: {error}"),
			Self::Dealers(error) => return error.fmt(f),
			Self::NotOpened { dealer } => return write!(f, "what dealer {dealer} sealed does not open"),
			Self::OtherSharing => "the public values are of another sharing",
			Self::NotItsPublic => "the share does not belong to what is public of it",
		})
	}
}

impl core::error::Error for ReceiveError {}

/// Why a run does not give a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinishError {
	/// The run is of another kind.
	OtherKind,
	/// No dealer has one of these indices.
	NoSuchDealer,
	/// The dealers do not stand in strictly ascending order.
	DealerOrder,
	/// Fewer deals stand than it takes: the run has failed.
	TooFewDealers {
		/// How many stand.
		standing: u16,
		/// How many it takes.
		needed: u16,
	},
	/// The deals are not exactly those that count.
	DealerSet,
	/// A deal is none of this run.
	Deal {
		/// Whose.
		dealer: u16,
		/// Why.
		error: DealError,
	},
	/// The polynomials have no coefficient of this degree.
	NoSuchCoefficient,
	/// Not one sum a coefficient.
	SumCount,
	/// A sum does not have the length of the kind's points.
	SumLength {
		/// Of which degree.
		degree: u16,
	},
	/// A sum does not decode.
	Sum {
		/// Of which degree.
		degree: u16,
		/// Why.
		error: DecodeError,
	},
	/// No member has one of these indices.
	NoSuchMember,
	/// Not the public points of every member.
	MemberCount,
	/// A public value is the neutral element: the run has failed.
	Neutral,
	/// The key is not the one that is handed on.
	KeyChanged,
	/// Points of a wrong length, or that do not decode.
	Points,
}

impl fmt::Display for FinishError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::OtherKind => "the run is of another kind",
			Self::NoSuchDealer => "no dealer has one of these indices",
			Self::DealerOrder => "the dealers do not stand in strictly ascending order",
			Self::TooFewDealers { standing, needed } => {
				return write!(f, "{standing} deals stand of the {needed} that it takes")
			}
			Self::DealerSet => "the deals are not exactly those that count",
			Self::Deal { dealer, error } => return write!(f, "the deal of {dealer}: {error}"),
			Self::NoSuchCoefficient => "the polynomials have no coefficient of this degree",
			Self::SumCount => "not one sum a coefficient",
			Self::SumLength { degree } => {
				return write!(
					f,
					"the sum of degree {degree} does not have the length of its points"
				)
			}
			Self::Sum { degree, error } => return write!(f, "the sum of degree {degree}: {error}"),
			Self::NoSuchMember => "no member has one of these indices",
			Self::MemberCount => "not the public points of every member",
			Self::Neutral => "a public value is the neutral element",
			Self::KeyChanged => "the key is not the one that is handed on",
			Self::Points => "points of a wrong length, or that do not decode",
		})
	}
}

impl core::error::Error for FinishError {}
