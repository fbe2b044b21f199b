//! Randomness of vectors, so that each says which bytes it consumed.

use rand::{CryptoRng, RngCore};
use salus_crypto::hash::sha256;

/// Block n of its output is SHA-256 of n as eight little-endian bytes.
#[derive(Default)]
pub struct Counter {
	next: u64,
	consumed: Vec<u8>,
}

impl Counter {
	/// What was consumed since the last call.
	pub fn take(&mut self) -> String {
		hex::encode(std::mem::take(&mut self.consumed))
	}
}

impl RngCore for Counter {
	fn next_u32(&mut self) -> u32 {
		unreachable!("the crate asks for bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unreachable!("the crate asks for bytes")
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		for chunk in dest.chunks_mut(32) {
			let block = sha256(&self.next.to_le_bytes());
			chunk.copy_from_slice(&block[..chunk.len()]);
			self.next += 1;
		}
		self.consumed.extend_from_slice(dest);
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
		self.fill_bytes(dest);
		Ok(())
	}
}

impl CryptoRng for Counter {}
