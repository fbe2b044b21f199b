//! A message of any length in chunks under one key.

use super::{Derived, Unopened, COMMITMENT, TAG};
use crate::{codec::Writer, domain};
use aes_gcm::{
	aead::{AeadInPlace, KeyInit},
	Aes256Gcm, Nonce,
};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Bytes of message in every chunk but the last.
pub const CHUNK: usize = 64 * 1024;
const SEALED_CHUNK: usize = CHUNK + TAG;

/// A key for exactly one message in chunks. Sealing consumes it.
pub struct ChunkedKey(Derived);

impl ChunkedKey {
	/// The key of `secret` for a purpose and a context.
	pub fn derive(secret: &[u8], purpose: &[u8], context: &[u8]) -> Self {
		Self(Derived::new(domain::SYMMETRIC_CHUNKS, secret, purpose, context))
	}

	/// The length of a sealed message of `length` bytes: even an empty one has one chunk.
	pub const fn sealed_length(length: usize) -> usize {
		let chunks = if length == 0 { 1 } else { length.div_ceil(CHUNK) };
		COMMITMENT
			.saturating_add(length)
			.saturating_add(chunks.saturating_mul(TAG))
	}

	/// The length of the message in `sealed` bytes, if there can be one.
	const fn message_length(sealed: usize) -> Option<usize> {
		let Some(body) = sealed.checked_sub(COMMITMENT) else {
			return None;
		};
		let Some(length) = body.checked_sub(body.div_ceil(SEALED_CHUNK).saturating_mul(TAG)) else {
			return None;
		};
		// A last chunk without content exists in the empty message only.
		if Self::sealed_length(length) == sealed {
			Some(length)
		} else {
			None
		}
	}

	/// Appends `com` and the chunks to `out`.
	pub fn seal_into(self, aad: &[u8], message: &[u8], out: &mut Vec<u8>) {
		let start = out.len();
		out.reserve(Self::sealed_length(message.len()));
		out.extend_from_slice(&self.0.com);
		let cipher = self.cipher();
		let header = ChunkHeader {
			aad,
			total: message.len(),
		};
		let mut rest = message;
		let mut counter = 0_u64;
		loop {
			let (chunk, tail) = rest.split_at_checked(CHUNK).unwrap_or((rest, &[]));
			let chunk_start = out.len();
			out.extend_from_slice(chunk);
			let tag = match out.get_mut(chunk_start..) {
				Some(body) => {
					cipher.encrypt_in_place_detached(&nonce(counter), &header.aad(tail.is_empty()), body)
				}
				None => Err(aes_gcm::Error),
			};
			match tag {
				Ok(tag) => out.extend_from_slice(&tag),
				// A chunk is far below the limit of AES-GCM; whatever happened, no message is left in the
				// clear.
				Err(_) => {
					out.truncate(start);
					return;
				}
			}
			if tail.is_empty() {
				return;
			}
			rest = tail;
			counter = counter.saturating_add(1);
		}
	}

	/// `com` and the chunks.
	pub fn seal(self, aad: &[u8], message: &[u8]) -> Vec<u8> {
		let mut out = Vec::new();
		self.seal_into(aad, message, &mut out);
		out
	}

	/// The message, if these are the bytes that this key sealed with this `aad`. `com` is compared first.
	pub fn open(&self, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
		let mut rest = self.0.after_commitment(bytes)?;
		let total = Self::message_length(bytes.len()).ok_or(Unopened)?;
		let mut message = Zeroizing::new(Vec::with_capacity(total));
		let cipher = self.cipher();
		let header = ChunkHeader { aad, total };
		let mut counter = 0_u64;
		loop {
			let (sealed, tail) = rest.split_at_checked(SEALED_CHUNK).unwrap_or((rest, &[]));
			let (body, tag) = sealed.split_last_chunk::<TAG>().ok_or(Unopened)?;
			let chunk_start = message.len();
			message.extend_from_slice(body);
			cipher
				.decrypt_in_place_detached(
					&nonce(counter),
					&header.aad(tail.is_empty()),
					message.get_mut(chunk_start..).ok_or(Unopened)?,
					tag.into(),
				)
				.map_err(|_| Unopened)?;
			if tail.is_empty() {
				return Ok(message);
			}
			rest = tail;
			counter = counter.saturating_add(1);
		}
	}

	/// Opens as [`Self::open`] does, and hands over the message chunk by chunk: it is never held whole.
	///
	/// Each chunk has been authenticated, with its place and the length of the message, before it is handed over; the
	/// message is complete once this has succeeded.
	pub fn open_chunks(&self, aad: &[u8], bytes: &[u8], mut sink: impl FnMut(&[u8])) -> Result<(), Unopened> {
		let mut rest = self.0.after_commitment(bytes)?;
		let total = Self::message_length(bytes.len()).ok_or(Unopened)?;
		let cipher = self.cipher();
		let header = ChunkHeader { aad, total };
		let mut chunk = Zeroizing::new(Vec::with_capacity(total.min(CHUNK)));
		let mut counter = 0_u64;
		loop {
			let (sealed, tail) = rest.split_at_checked(SEALED_CHUNK).unwrap_or((rest, &[]));
			let (body, tag) = sealed.split_last_chunk::<TAG>().ok_or(Unopened)?;
			chunk.clear();
			chunk.extend_from_slice(body);
			cipher
				.decrypt_in_place_detached(
					&nonce(counter),
					&header.aad(tail.is_empty()),
					&mut chunk,
					tag.into(),
				)
				.map_err(|_| Unopened)?;
			sink(&chunk);
			if tail.is_empty() {
				return Ok(());
			}
			rest = tail;
			counter = counter.saturating_add(1);
		}
	}

	fn cipher(&self) -> Aes256Gcm {
		Aes256Gcm::new((&self.0.enc).into())
	}
}

/// What every chunk authenticates beside its content.
struct ChunkHeader<'a> {
	aad: &'a [u8],
	total: usize,
}

impl ChunkHeader<'_> {
	fn aad(&self, is_last: bool) -> Vec<u8> {
		Writer::new()
			.u8(u8::from(is_last))
			.u64(u64::try_from(self.total).unwrap_or(u64::MAX))
			.bytes(self.aad)
			.finish()
	}
}

/// Four zero bytes, then the chunk's number.
fn nonce(counter: u64) -> Nonce<aes_gcm::aead::consts::U12> {
	let mut nonce = Nonce::default();
	for (byte, from) in nonce.iter_mut().skip(4).zip(counter.to_be_bytes()) {
		*byte = from;
	}
	nonce
}
