//! What goes over the wire: JSON in camelCase, bytes as `0x` hexadecimal, accounts in SS58.
//!
//! Clients may use these types without the `server` feature.

mod amount;
mod authority;
mod cases;
mod ceremony;
mod hospitals;
mod index;
mod records;
mod research;
mod search;
mod services;
mod trade;
mod trail;
mod validators;

pub use amount::*;
pub use authority::*;
pub use cases::*;
pub use ceremony::*;
pub use hospitals::*;
pub use index::*;
pub use records::*;
pub use research::*;
pub use search::*;
pub use services::*;
pub use trade::*;
pub use trail::*;
pub use validators::*;

use salus_primitives::{AccountId, BlockNumber, Hash};
use serde::{de::Error, Deserialize, Deserializer, Serialize};
use sp_core::Bytes;
use std::str::FromStr;

/// An account as a client names it: SS58 or 32 bytes in hexadecimal. Written in SS58.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Account(pub AccountId);

impl<'de> Deserialize<'de> for Account {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		AccountId::from_str(&text).map(Account).map_err(D::Error::custom)
	}
}

/// A page of a list, and the block it was read at: ask the next page at the same block for a consistent list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageJson<Item> {
	/// The block.
	pub at: Hash,
	/// The items.
	pub items: Vec<Item>,
	/// Cursor of the next page; null at the end.
	pub next: Option<Bytes>,
}

/// What a subscriber is told: an item, exactly as the queries show it, and the finalised block that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FinalisedJson<Item> {
	/// The block.
	pub block: Hash,
	/// Its height.
	pub number: BlockNumber,
	/// The item.
	pub item: Item,
}

/// Bytes that are text on chain.
fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests;
