//! Keys that everybody knows: derived from the public development phrase.

use salus_runtime::presets::development_names;
use sp_core::{
	crypto::{AccountId32, DeriveJunction, Pair, Ss58Codec, DEV_PHRASE},
	ecdsa, ed25519, sr25519,
};
use sp_runtime::{traits::IdentifyAccount, MultiSigner};
use std::collections::HashMap;

/// The names of Substrate's own development keys.
const SUBSTRATE: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two"];

/// What is derived from a name beside the key itself, by tools for networks of tests.
const ROLES: [&str; 6] = ["stash", "controller", "aura", "grandpa", "session", "proxy"];

/// Public keys, and accounts, each with its secret URI.
pub struct DevelopmentKeys(HashMap<[u8; 32], String>);

impl DevelopmentKeys {
	/// All that this program knows of.
	pub fn new() -> Self {
		let mut paths: Vec<Vec<&str>> = vec![Vec::new()];
		let numbers: Vec<String> = (0..16).map(|number| number.to_string()).collect();
		for name in SUBSTRATE.into_iter().chain(development_names()) {
			paths.push(vec![name]);
			paths.extend(ROLES.map(|role| vec![name, role]));
		}
		paths.extend(numbers.iter().map(|number| vec![number.as_str()]));

		// Stretching the phrase is slow, so it is done once for each kind of key.
		let (Ok((sr, _)), Ok((ed, _)), Ok((ec, _))) = (
			sr25519::Pair::from_phrase(DEV_PHRASE, None),
			ed25519::Pair::from_phrase(DEV_PHRASE, None),
			ecdsa::Pair::from_phrase(DEV_PHRASE, None),
		) else {
			return Self(HashMap::new());
		};
		let mut keys = HashMap::new();
		for path in &paths {
			let secret = path
				.iter()
				.fold(String::new(), |path, part| format!("{path}//{part}"));
			// A second slash makes a hard junction; digits are a number, as in a secret URI.
			let junctions: Vec<_> = path
				.iter()
				.map(|part| DeriveJunction::from(format!("/{part}")))
				.collect();
			let public = [
				sr.derive(junctions.iter().copied(), None)
					.ok()
					.map(|(pair, _)| MultiSigner::Sr25519(pair.public())),
				ed.derive(junctions.iter().copied(), None)
					.ok()
					.map(|(pair, _)| MultiSigner::Ed25519(pair.public())),
				ec.derive(junctions.iter().copied(), None)
					.ok()
					.map(|(pair, _)| MultiSigner::Ecdsa(pair.public())),
			];
			for signer in public.into_iter().flatten() {
				// The account of a key is the key itself, but for ECDSA.
				let account: AccountId32 = signer.into_account();
				keys.insert(
					account.into(),
					if secret.is_empty() {
						DEV_PHRASE.into()
					} else {
						secret.clone()
					},
				);
			}
		}
		Self(keys)
	}

	/// The secret of a key written as people write it: an address of any network, or hexadecimal.
	pub fn secret_of(&self, text: &str) -> Option<&str> {
		let key = match text.strip_prefix("0x") {
			Some(digits) => {
				let mut key = [0; 32];
				hex::decode_to_slice(digits, &mut key).ok()?;
				key
			}
			None => *AsRef::<[u8; 32]>::as_ref(&AccountId32::from_ss58check_with_version(text).ok()?.0),
		};
		self.0.get(&key).map(String::as_str)
	}

	/// The secret of the first such key among some bytes, wherever it begins.
	pub fn secret_in(&self, bytes: &[u8]) -> Option<&str> {
		bytes
			.windows(32)
			.find_map(|window| self.0.get(window))
			.map(String::as_str)
	}
}
