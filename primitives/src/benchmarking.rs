//! What the benchmarks of several pallets need.

use rand_core::{impls::fill_bytes_via_next, CryptoRng, Error, RngCore};

/// Randomness that repeats, from a seed: a benchmark measures the same proofs every time. Nothing here is secret.
#[derive(Clone, Debug)]
pub struct Counter(pub u64);

impl RngCore for Counter {
	fn next_u32(&mut self) -> u32 {
		let [a, b, c, d, ..] = self.next_u64().to_le_bytes();
		u32::from_le_bytes([a, b, c, d])
	}
	fn next_u64(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		self.0
	}
	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		fill_bytes_via_next(self, bytes);
	}
	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
		self.fill_bytes(bytes);
		Ok(())
	}
}

impl CryptoRng for Counter {}
