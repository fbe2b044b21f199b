//! Names of the keystore's files.

use salus_primitives::ceremony::{CeremonyKind, Round};

/// Which share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShareId {
	/// Of which key.
	pub kind: CeremonyKind,
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Generation of the sharing.
	pub generation: u32,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
	/// The secret of the node's account.
	Account,
	/// A share.
	Share(ShareId),
	/// The secret of a round.
	Round(CeremonyKind, Round),
}

/// A kind as people read it.
pub const fn label(kind: CeremonyKind) -> &'static str {
	match kind {
		CeremonyKind::AttributeKeys => "attribute-keys",
		CeremonyKind::Tokens => "tokens",
	}
}

impl Item {
	/// The file's name.
	pub fn name(&self) -> String {
		match self {
			Self::Account => "account.key".into(),
			Self::Share(id) => format!(
				"{}-{}-{}.share",
				label(id.kind),
				hex::encode(id.ceremony),
				id.generation
			),
			Self::Round(kind, round) => format!("{}-round-{round}.secret", label(*kind)),
		}
	}

	/// The inverse of [`Self::name`].
	pub fn from_name(name: &str) -> Option<Self> {
		let item = Self::parse(name)?;
		// A number has one way to be written.
		(item.name() == name).then_some(item)
	}

	fn parse(name: &str) -> Option<Self> {
		if name == "account.key" {
			return Some(Self::Account);
		}
		let (kind, rest) = CeremonyKind::ALL.into_iter().find_map(|kind| {
			let rest = name.strip_prefix(label(kind))?.strip_prefix('-')?;
			Some((kind, rest))
		})?;
		if let Some(share) = rest.strip_suffix(".share") {
			let (ceremony, generation) = share.split_once('-')?;
			return Some(Self::Share(ShareId {
				kind,
				ceremony: hex::decode(ceremony).ok()?.try_into().ok()?,
				generation: generation.parse().ok()?,
			}));
		}
		let round = rest.strip_prefix("round-")?.strip_suffix(".secret")?;
		Some(Self::Round(kind, round.parse().ok()?))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_item_is_found_by_its_name() {
		for kind in CeremonyKind::ALL {
			for item in [
				Item::Account,
				Item::Round(kind, 7),
				Item::Share(ShareId {
					kind,
					ceremony: [0xab; 32],
					generation: 12,
				}),
			] {
				assert_eq!(Item::from_name(&item.name()), Some(item));
			}
		}
	}

	#[test]
	fn other_names_are_none() {
		let long = format!("tokens-{}-1.share", "ab".repeat(33));
		let plus = format!("tokens-{}-+1.share", "ab".repeat(32));
		let upper = format!("tokens-{}-1.share", "AB".repeat(32));
		for name in [
			"",
			"address",
			"tokens-round-.secret",
			"tokens-round-01.secret",
			"tokens-1.share",
			&long,
			&plus,
			&upper,
		] {
			assert_eq!(Item::from_name(name), None, "{name}");
		}
	}
}
