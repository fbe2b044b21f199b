//! Sealing under a password: the password becomes a key once, and each content is sealed under a key of its own.

use super::KeystoreError;
use crate::Password;
use argon2::{Algorithm, Argon2, Params, Version};
use codec::{Decode, Encode};
use rand_core::{OsRng, RngCore};
use salus_crypto::symmetric::MessageKey;
use zeroize::Zeroizing;

/// Memory of Argon2id in KiB.
const MEMORY_KIB: u32 = 64 * 1024;
/// Passes of Argon2id.
const PASSES: u32 = 3;
/// Most memory that a head may ask for, in KiB: a hostile one must not exhaust the machine.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
/// Most passes that a head may ask for.
const MAX_PASSES: u32 = 64;
/// Random bytes before what is sealed: with them no two contents have one key.
const NONCE: usize = 32;

/// How the key follows from the password.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Head {
	/// What the file is.
	pub tag: [u8; 8],
	memory_kib: u32,
	passes: u32,
	salt: [u8; 16],
	/// The chain.
	pub genesis: [u8; 32],
}

impl Head {
	/// A fresh one.
	pub fn new(tag: [u8; 8], genesis: [u8; 32]) -> Self {
		let mut salt = [0; 16];
		OsRng.fill_bytes(&mut salt);
		Self {
			tag,
			memory_kib: MEMORY_KIB,
			passes: PASSES,
			salt,
			genesis,
		}
	}
}

/// What seals and opens.
pub struct Vault {
	key: Zeroizing<[u8; 32]>,
	purpose: &'static [u8],
	genesis: [u8; 32],
}

impl Vault {
	/// Stretches the password.
	pub fn open(head: &Head, password: &Password, purpose: &'static [u8]) -> Result<Self, KeystoreError> {
		if !(8..=MAX_MEMORY_KIB).contains(&head.memory_kib) || !(1..=MAX_PASSES).contains(&head.passes) {
			return Err(KeystoreError::TooMuchWork);
		}
		let parameters = Params::new(head.memory_kib, head.passes, 1, Some(32))
			.map_err(|error| KeystoreError::Derivation(error.to_string()))?;
		let mut key = Zeroizing::new([0; 32]);
		Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
			.hash_password_into(password.as_bytes(), &head.salt, &mut *key)
			.map_err(|error| KeystoreError::Derivation(error.to_string()))?;
		Ok(Self {
			key,
			purpose,
			genesis: head.genesis,
		})
	}

	/// Seals what is to lie under a name.
	pub fn seal(&self, name: &str, content: &[u8]) -> Vec<u8> {
		let mut nonce = [0; NONCE];
		OsRng.fill_bytes(&mut nonce);
		let sealed = self.key(&nonce).seal(name.as_bytes(), content);
		[&nonce[..], &sealed].concat()
	}

	/// Opens what was sealed for this name.
	pub fn unseal(&self, name: &str, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
		let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
		self.key(nonce).open(name.as_bytes(), sealed).ok()
	}

	fn key(&self, nonce: &[u8; NONCE]) -> MessageKey {
		MessageKey::derive(&*self.key, self.purpose, &(self.genesis, nonce).encode())
	}
}
