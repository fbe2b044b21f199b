//! One attribute: who grants it, and what it says.

use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use unicode_normalization::{char::is_combining_mark, UnicodeNormalization};

/// Most bytes of a namespace.
pub const MAX_NAMESPACE: usize = 32;
/// Most bytes of a name, after normalisation.
pub const MAX_NAME: usize = 64;

/// `namespace/name`: the namespace is a hospital's handle for what that hospital grants, `consortium` for
/// what only the council grants.
///
/// Both parts are lower case and in Unicode's normal form C, so two spellings of one attribute are one
/// value, and hash to one point.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attribute {
	namespace: String,
	name: String,
}

/// Why a text is no attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeError {
	/// There is no `/` between namespace and name.
	NoSeparator,
	/// The namespace is empty.
	EmptyNamespace,
	/// The namespace is longer than [`MAX_NAMESPACE`] bytes.
	NamespaceTooLong,
	/// The namespace has a character outside `[a-z0-9-]`.
	NamespaceCharacter,
	/// The name is empty.
	EmptyName,
	/// The name is longer than [`MAX_NAME`] bytes once normalised.
	NameTooLong,
	/// The name has a character other than letters, digits, combining marks, `-`, `_` and `.`.
	NameCharacter,
	/// Normalising the name twice gives another name than once, so no spelling of it would be canonical.
	NameUnstable,
	/// The canonical bytes end early, go on too long, or are not in canonical form.
	NotCanonical,
}

impl fmt::Display for AttributeError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NoSeparator => "an attribute is written namespace/name",
			Self::EmptyNamespace => "the namespace before `/` is empty",
			Self::NamespaceTooLong => "a namespace has at most 32 bytes",
			Self::NamespaceCharacter => "a namespace consists of a-z, 0-9 and `-`",
			Self::EmptyName => "the name after `/` is empty",
			Self::NameTooLong => "a name has at most 64 bytes",
			Self::NameCharacter => "a name consists of letters, digits, `-`, `_` and `.`",
			Self::NameUnstable => "the name has no canonical Unicode form",
			Self::NotCanonical => "the bytes of the attribute are not canonical",
		})
	}
}

impl core::error::Error for AttributeError {}

impl Attribute {
	/// Reads `namespace/name`, in any letter case and any Unicode normal form.
	pub fn parse(text: &str) -> Result<Self, AttributeError> {
		let (namespace, name) = text.split_once('/').ok_or(AttributeError::NoSeparator)?;
		Self::new(namespace, name)
	}

	/// From its two parts.
	pub fn new(namespace: &str, name: &str) -> Result<Self, AttributeError> {
		if namespace.is_empty() {
			return Err(AttributeError::EmptyNamespace);
		}
		if namespace.len() > MAX_NAMESPACE {
			return Err(AttributeError::NamespaceTooLong);
		}
		if !namespace.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
			return Err(AttributeError::NamespaceCharacter);
		}
		Ok(Self {
			namespace: namespace.to_ascii_lowercase(),
			name: canonical_name(name)?,
		})
	}

	/// Who grants it.
	pub fn namespace(&self) -> &str {
		&self.namespace
	}

	/// What it says.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// What is hashed to a point: length of the namespace (u16 LE), namespace, length of the name (u16 LE),
	/// name.
	pub fn canonical_bytes(&self) -> Vec<u8> {
		let mut out = Vec::with_capacity(
			self.namespace
				.len()
				.saturating_add(self.name.len())
				.saturating_add(4),
		);
		for part in [&self.namespace, &self.name] {
			// Both lengths are bounded far below u16::MAX by the constructor.
			out.extend_from_slice(&u16::try_from(part.len()).unwrap_or(u16::MAX).to_le_bytes());
			out.extend_from_slice(part.as_bytes());
		}
		out
	}

	/// The inverse of [`Attribute::canonical_bytes`]; refuses every other spelling.
	pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, AttributeError> {
		let (namespace, rest) = prefixed(bytes)?;
		let (name, rest) = prefixed(rest)?;
		let attribute = Self::new(namespace, name)?;
		if !rest.is_empty() || attribute.namespace != namespace || attribute.name != name {
			return Err(AttributeError::NotCanonical);
		}
		Ok(attribute)
	}
}

fn prefixed(bytes: &[u8]) -> Result<(&str, &[u8]), AttributeError> {
	let (length, rest) = bytes
		.split_first_chunk::<2>()
		.ok_or(AttributeError::NotCanonical)?;
	let (part, rest) = rest
		.split_at_checked(usize::from(u16::from_le_bytes(*length)))
		.ok_or(AttributeError::NotCanonical)?;
	Ok((
		core::str::from_utf8(part).map_err(|_| AttributeError::NotCanonical)?,
		rest,
	))
}

fn normalise(name: &str) -> String {
	// Lower-casing can leave a decomposed sequence, hence the second pass.
	name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

fn canonical_name(name: &str) -> Result<String, AttributeError> {
	if name.is_empty() {
		return Err(AttributeError::EmptyName);
	}
	// Composition at most triples what it starts from; far longer input is not worth normalising.
	if name.len() > MAX_NAME.saturating_mul(4) {
		return Err(AttributeError::NameTooLong);
	}
	let canonical = normalise(name);
	if canonical.len() > MAX_NAME {
		return Err(AttributeError::NameTooLong);
	}
	if !canonical.chars().all(is_name_character) || canonical.chars().next().is_some_and(is_combining_mark) {
		return Err(AttributeError::NameCharacter);
	}
	if normalise(&canonical) != canonical {
		return Err(AttributeError::NameUnstable);
	}
	Ok(canonical)
}

fn is_name_character(c: char) -> bool {
	c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_combining_mark(c)
}

impl fmt::Display for Attribute {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}/{}", self.namespace, self.name)
	}
}

impl fmt::Debug for Attribute {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(&self.to_string(), f)
	}
}

impl core::str::FromStr for Attribute {
	type Err = AttributeError;

	fn from_str(text: &str) -> Result<Self, AttributeError> {
		Self::parse(text)
	}
}
