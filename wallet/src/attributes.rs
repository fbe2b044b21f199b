//! Attributes as people write them (`st-mary/staff`) and as the chain stores them.

use crate::error::{Result, WalletError};
use salus_crypto::policy::Attribute as Parsed;
use salus_primitives::authority::{Attribute, AttributeSet, MAX_ATTRIBUTES};

/// One attribute.
pub fn parse(text: &str) -> Result<Attribute> {
	let parsed = Parsed::parse(text).map_err(|e| WalletError::Input(format!("'{text}': {e}")))?;
	to_chain(&parsed)
}

/// A set, sorted, without repetition.
pub fn set<T: AsRef<str>>(texts: &[T]) -> Result<AttributeSet> {
	let mut set = texts
		.iter()
		.map(|text| parse(text.as_ref()))
		.collect::<Result<Vec<_>>>()?;
	set.sort();
	set.dedup();
	set.try_into()
		.map_err(|_| WalletError::Input(format!("more than {MAX_ATTRIBUTES} attributes")))
}

/// As the chain stores it.
pub fn to_chain(attribute: &Parsed) -> Result<Attribute> {
	let too_long = |_| WalletError::Input(format!("'{attribute}' is too long"));
	Ok(Attribute {
		namespace: attribute
			.namespace()
			.as_bytes()
			.to_vec()
			.try_into()
			.map_err(too_long)?,
		name: attribute
			.name()
			.as_bytes()
			.to_vec()
			.try_into()
			.map_err(too_long)?,
	})
}

/// As the cryptography takes it; the chain stores nothing but canonical attributes.
pub fn from_chain(attribute: &Attribute) -> Result<Parsed> {
	let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
	let text = format!("{}/{}", text(&attribute.namespace), text(&attribute.name));
	Parsed::parse(&text).map_err(|e| WalletError::Untrue(format!("the chain's attribute '{text}': {e}")))
}
