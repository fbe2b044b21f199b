//! `vectors/symmetric.json`: messages, chunks and a wrap.

use crate::vector_file;
use salus_crypto::{
	symmetric::{ChunkedKey, MessageKey, CHUNK},
	wrap::{unwrap, wrap, WrapSecret},
};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Randomness that gives the same bytes in every version of every library.
struct Counted(u64);

impl rand::RngCore for Counted {
	fn next_u32(&mut self) -> u32 {
		rand_core::impls::next_u32_via_fill(self)
	}

	fn next_u64(&mut self) -> u64 {
		rand_core::impls::next_u64_via_fill(self)
	}

	fn fill_bytes(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(32) {
			chunk.copy_from_slice(&Sha256::digest(self.0.to_le_bytes())[..chunk.len()]);
			self.0 += 1;
		}
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand::Error> {
		self.fill_bytes(out);
		Ok(())
	}
}

impl rand::CryptoRng for Counted {}

#[test]
fn vectors_of_symmetric_encryption_are_met() {
	let (secret, purpose, context, aad) = (&b"secret"[..], &b"purpose"[..], &b"context"[..], &b"aad"[..]);
	let message = &b"message"[..];
	let sealed = MessageKey::derive(secret, purpose, context).seal(aad, message);
	let chunked = |message: &[u8]| {
		let sealed = ChunkedKey::derive(secret, purpose, context).seal(aad, message);
		json!({
			"message_length": message.len(),
			"message_byte": message.first(),
			"sealed_length": sealed.len(),
			"sealed_start": hex::encode(&sealed[..sealed.len().min(96)]),
			"sealed_sha256": hex::encode(Sha256::digest(&sealed)),
		})
	};
	let recipient = WrapSecret::generate(&mut Counted(0));
	let wrapped = wrap(&recipient.public(), context, message, &mut Counted(100)).unwrap();
	assert_eq!(unwrap(&recipient, context, &wrapped).unwrap().as_slice(), message);
	vector_file::check(
		"symmetric",
		&json!({
			"about": "Bytes are hexadecimal; the messages in chunks repeat one byte.",
			"secret": hex::encode(secret),
			"purpose": hex::encode(purpose),
			"context": hex::encode(context),
			"aad": hex::encode(aad),
			"message": { "message": hex::encode(message), "sealed": hex::encode(sealed) },
			"chunks": [
				chunked(&[]),
				chunked(&[7; 5]),
				chunked(&[8; CHUNK]),
				chunked(&[9; 2 * CHUNK + 1]),
			],
			"wrap": {
				"recipient_secret": hex::encode(&recipient.to_bytes()[..]),
				"recipient": hex::encode(recipient.public()),
				"message": hex::encode(message),
				"wrapped": hex::encode(wrapped),
			},
		}),
	);
}
