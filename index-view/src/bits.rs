//! One bit a row.

/// Bits of rows from 0 on; those never set are clear, however far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
	/// Sets the bit of a row.
	pub fn set(&mut self, row: u64) {
		let word = usize::try_from(row / 64).unwrap_or(usize::MAX);
		if self.0.len() <= word {
			self.0.resize(word.saturating_add(1), 0);
		}
		if let Some(bits) = self.0.get_mut(word) {
			*bits |= 1 << (row % 64);
		}
	}

	/// The bits of rows `64 * index` and on.
	pub fn word(&self, index: usize) -> u64 {
		self.0.get(index).copied().unwrap_or_default()
	}

	/// Whether the bit of a row is set.
	pub fn is_set(&self, row: u64) -> bool {
		usize::try_from(row / 64).is_ok_and(|word| self.word(word) >> (row % 64) & 1 == 1)
	}

	/// Bytes in memory.
	pub fn bytes(&self) -> usize {
		self.0.capacity().saturating_mul(8)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_bit_set_is_set_and_no_other() {
		let mut bits = Bits::default();
		for row in [0, 63, 64, 1000] {
			assert!(!bits.is_set(row));
			bits.set(row);
			assert!(bits.is_set(row));
		}
		assert!(!bits.is_set(1) && !bits.is_set(65) && !bits.is_set(1_000_000));
		assert_eq!(bits.word(0), 1 | 1 << 63);
		assert_eq!(bits.word(1), 1);
		assert_eq!(bits.word(99), 0);
	}
}
