//! The nonces of one proof.

use crate::{encoding::ScalarBytes, suite::Fr, transcript::Transcript};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// Hedged nonces, each with its number, so that no two are equal even if the randomness is.
pub(crate) struct Nonces<'a, R> {
	statement: Transcript,
	secret: Zeroizing<ScalarBytes>,
	rng: &'a mut R,
	drawn: u32,
}

impl<'a, R: CryptoRngCore> Nonces<'a, R> {
	/// Nonces for the statement of a transcript, whose prover knows `secret`.
	pub fn new(statement: &Transcript, secret: Zeroizing<ScalarBytes>, rng: &'a mut R) -> Self {
		Self {
			statement: statement.clone(),
			secret,
			rng,
			drawn: 0,
		}
	}

	/// The next one.
	pub fn draw(&mut self) -> Zeroizing<Fr> {
		let mut transcript = self.statement.clone();
		transcript.append(b"nonce", &self.drawn.to_le_bytes());
		self.drawn = self.drawn.saturating_add(1);
		transcript.nonce(&self.secret, self.rng)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand_core::{CryptoRng, Error, RngCore};

	struct Broken;

	impl RngCore for Broken {
		fn next_u32(&mut self) -> u32 {
			0
		}
		fn next_u64(&mut self) -> u64 {
			0
		}
		fn fill_bytes(&mut self, bytes: &mut [u8]) {
			bytes.fill(0);
		}
		fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
			self.fill_bytes(bytes);
			Ok(())
		}
	}

	impl CryptoRng for Broken {}

	#[test]
	fn with_broken_randomness_nonces_still_differ_from_each_other_and_by_statement() {
		let draw = |statement: &[u8], secret: [u8; 32]| {
			let mut transcript = Transcript::new(b"test", &[0; 32]);
			transcript.append(b"statement", statement);
			let mut broken = Broken;
			let mut draw = Nonces::new(&transcript, Zeroizing::new(secret), &mut broken);
			[*draw.draw(), *draw.draw()]
		};
		let (one, other, third) = (
			draw(b"one", [1; 32]),
			draw(b"other", [1; 32]),
			draw(b"one", [2; 32]),
		);
		assert_ne!(one[0], one[1]);
		assert_ne!(one[0], other[0]);
		assert_ne!(one[0], third[0]);
	}
}
