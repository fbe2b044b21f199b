//! One message under one key.

use super::{Derived, Unopened, COMMITMENT, TAG};
use crate::domain;
use aes_gcm::{
	aead::{AeadInPlace, KeyInit},
	Aes256Gcm,
};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// A key for exactly one message: the nonce is zero, so sealing consumes it.
pub struct MessageKey(Derived);

impl MessageKey {
	/// Bytes by which a sealed message is longer.
	pub const OVERHEAD: usize = COMMITMENT + TAG;

	/// The key of `secret` for a purpose and a context.
	pub fn derive(secret: &[u8], purpose: &[u8], context: &[u8]) -> Self {
		Self(Derived::new(domain::SYMMETRIC_MESSAGE, secret, purpose, context))
	}

	/// `com`, ciphertext, tag.
	pub fn seal(self, aad: &[u8], message: &[u8]) -> Vec<u8> {
		let mut out = Vec::with_capacity(message.len().saturating_add(Self::OVERHEAD));
		out.extend_from_slice(&self.0.com);
		out.extend_from_slice(message);
		let sealed = match out.get_mut(COMMITMENT..) {
			Some(body) => self
				.cipher()
				.encrypt_in_place_detached(&Default::default(), aad, body),
			None => Err(aes_gcm::Error),
		};
		match sealed {
			Ok(tag) => out.extend_from_slice(&tag),
			// Only for more than 64 GiB: what is left does not open and shows nothing.
			Err(_) => out.clear(),
		}
		out
	}

	/// The message, if these are the bytes that this key sealed with this `aad`. `com` is compared first.
	pub fn open(&self, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
		let (body, tag) = self
			.0
			.after_commitment(bytes)?
			.split_last_chunk::<TAG>()
			.ok_or(Unopened)?;
		let mut message = Zeroizing::new(body.to_vec());
		self.cipher()
			.decrypt_in_place_detached(&Default::default(), aad, &mut message, tag.into())
			.map_err(|_| Unopened)?;
		Ok(message)
	}

	fn cipher(&self) -> Aes256Gcm {
		Aes256Gcm::new((&self.0.enc).into())
	}
}
