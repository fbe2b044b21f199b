//! A sealed copy of the shares, to be kept offline.

use super::{name::Item, vault::Head, vault::Vault, Keystore, KeystoreError, ShareId};
use crate::Password;
use codec::{Decode, DecodeAll, Encode};
use salus_crypto::{authority, domain::AUTHORITY_BACKUP, token};
use salus_primitives::ceremony::CeremonyKind;
use zeroize::Zeroizing;

/// What a backup begins with.
const TAG: [u8; 8] = *b"SALUSAB1";
/// The name under which the content is sealed.
const NAME: &str = "backup";

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
	/// Shares that were not there.
	pub shares: Vec<ShareId>,
	/// Shares that are there already, or in place of which there is one of a later generation.
	pub kept: Vec<ShareId>,
	/// Secrets of rounds that were not there.
	pub rounds: usize,
}

impl Keystore {
	/// All shares and the secrets of rounds, sealed under a password of the backup's own. The node's account is not in it: the
	/// operator names another.
	pub fn export(&self, password: &Password) -> Result<Vec<u8>, KeystoreError> {
		// Room for all at once: bytes that move leave copies behind.
		let mut content = Zeroizing::new(Vec::<u8>::with_capacity(64 * 1024));
		for item in self.items()? {
			if item == Item::Account {
				continue;
			}
			if let Some(bytes) = self.get(&item)? {
				item.name().encode_to(&mut *content);
				bytes.as_slice().encode_to(&mut *content);
			}
		}
		let head = Head::new(TAG, self.genesis);
		let sealed = Vault::open(&head, password, AUTHORITY_BACKUP)?.seal(NAME, &content);
		Ok([head.encode(), sealed].concat())
	}

	/// Takes what a backup has and the keystore lacks, or has damaged. A share of an earlier generation than one that is here
	/// stays out.
	pub fn import(&self, bytes: &[u8], password: &Password) -> Result<Imported, KeystoreError> {
		let sealed = &mut &bytes[..];
		let head = Head::decode(sealed)
			.ok()
			.filter(|head| head.tag == TAG)
			.ok_or(KeystoreError::NotABackup)?;
		if head.genesis != self.genesis {
			return Err(KeystoreError::OtherChain);
		}
		let content = Vault::open(&head, password, AUTHORITY_BACKUP)?
			.unseal(NAME, sealed)
			.ok_or(KeystoreError::BackupUnopened)?;
		// Nothing is stored before everything is read.
		let items = read(&content).ok_or(KeystoreError::NotABackup)?;
		let mut imported = Imported::default();
		for (item, bytes) in items {
			match item {
				Item::Account => {}
				Item::Share(id) => {
					let later = self
						.shares(id.kind)?
						.iter()
						.any(|held| held.ceremony == id.ceremony && held.generation > id.generation);
					if later || self.opens(&item)? {
						imported.kept.push(id);
					} else {
						self.put(&item.name(), &bytes)?;
						imported.shares.push(id);
					}
				}
				Item::Round(..) => {
					if !self.opens(&item)? {
						self.put(&item.name(), &bytes)?;
						imported.rounds = imported.rounds.saturating_add(1);
					}
				}
			}
		}
		Ok(imported)
	}

	/// Whether an item is there, and is what its name says.
	fn opens(&self, item: &Item) -> Result<bool, KeystoreError> {
		match self.get(item) {
			Ok(bytes) => Ok(bytes.is_some_and(|bytes| is_sound(item, &bytes))),
			Err(KeystoreError::Damaged(_)) => Ok(false),
			Err(error) => Err(error),
		}
	}
}

/// The items of a backup, each what its name says. Later generations come first.
fn read(content: &[u8]) -> Option<Vec<(Item, Zeroizing<Vec<u8>>)>> {
	let input = &mut &content[..];
	let mut items = Vec::new();
	while !input.is_empty() {
		let name = String::decode(input).ok()?;
		let bytes = Zeroizing::new(Vec::<u8>::decode(input).ok()?);
		let item = Item::from_name(&name)?;
		is_sound(&item, &bytes).then_some(())?;
		items.push((item, bytes));
	}
	items.sort_by_key(|(item, _)| match item {
		Item::Share(id) => core::cmp::Reverse(id.generation),
		_ => core::cmp::Reverse(0),
	});
	Some(items)
}

fn is_sound(item: &Item, bytes: &[u8]) -> bool {
	match item {
		Item::Account => false,
		Item::Round(..) => <[u8; 32]>::decode_all(&mut &bytes[..]).is_ok(),
		Item::Share(id) => {
			let of = match id.kind {
				CeremonyKind::AttributeKeys => authority::Share::from_bytes(bytes)
					.ok()
					.map(|share| (*share.ceremony(), share.generation())),
				CeremonyKind::Tokens => token::Share::from_bytes(bytes)
					.ok()
					.map(|share| (*share.ceremony(), share.generation())),
			};
			of == Some((id.ceremony, id.generation))
		}
	}
}
