#![doc = include_str!("../../docs/symmetric.md")]

mod chunks;
mod message;

use crate::codec::Writer;
use core::fmt;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub use chunks::{ChunkedKey, CHUNK};
pub use message::MessageKey;

/// Bytes of the commitment `com`.
pub const COMMITMENT: usize = 32;
/// Bytes of a tag of AES-GCM.
pub const TAG: usize = 16;

/// Bytes that the key at hand does not open.
///
/// One error for every cause: which check failed is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unopened;

impl fmt::Display for Unopened {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("the key does not open these bytes")
	}
}

impl core::error::Error for Unopened {}

/// `(enc, com)`, derived from a secret for one purpose and context.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Derived {
	enc: [u8; 32],
	com: [u8; COMMITMENT],
}

impl Derived {
	/// `HKDF(salt = mode, secret, info = purpose, context)`, each part of info behind its length.
	fn new(mode: &[u8], secret: &[u8], purpose: &[u8], context: &[u8]) -> Self {
		let hkdf = Hkdf::<Sha256>::new(Some(mode), secret);
		let mut derived = Self {
			enc: [0; 32],
			com: [0; COMMITMENT],
		};
		for (name, out) in [(&b"enc"[..], &mut derived.enc), (&b"com"[..], &mut derived.com)] {
			let info = Writer::new().bytes(name).bytes(purpose).bytes(context).finish();
			if hkdf.expand(&info, out).is_err() {
				// HKDF refuses only more than 255 blocks. Were it to refuse one, the key must still be
				// secret.
				*out = Sha256::new()
					.chain_update(mode)
					.chain_update(secret)
					.chain_update(&info)
					.finalize()
					.into();
			}
		}
		derived
	}

	/// The bytes behind `com`, if it is this key's.
	fn after_commitment<'a>(&self, bytes: &'a [u8]) -> Result<&'a [u8], Unopened> {
		let (com, rest) = bytes.split_first_chunk::<COMMITMENT>().ok_or(Unopened)?;
		if bool::from(com.ct_eq(&self.com)) {
			Ok(rest)
		} else {
			Err(Unopened)
		}
	}
}
