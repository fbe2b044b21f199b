use crate::{bits::Bits, error::ViewError, generation::Generation, rows::Reader, store::Segment};
use std::sync::Arc;

/// A place among the rows of an index key, from which to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
	/// The bucket.
	pub bucket: u16,
	/// The row.
	pub row: u64,
}

impl Position {
	/// Before all rows.
	pub const START: Self = Self { bucket: 0, row: 0 };
}

/// A record that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
	/// The record.
	pub record: [u8; 32],
	/// The interests that it has: bit i is that of trapdoor i.
	pub interests: u32,
}

/// Hits in one segment.
pub(crate) struct Part {
	pub(crate) bucket: u16,
	pub(crate) segment: Segment,
	/// One for each trapdoor; hits beyond the segment's rows are of later blocks.
	pub(crate) bits: Vec<Arc<Bits>>,
}

impl Part {
	fn words(&self) -> usize {
		usize::try_from(self.segment.rows.div_ceil(64)).unwrap_or(usize::MAX)
	}

	/// Those of 64 rows that are there and not removed.
	fn live(&self, word: usize) -> u64 {
		let before = (word as u64).saturating_mul(64);
		let within = match self.segment.rows.saturating_sub(before) {
			0 => 0,
			rows @ 1..=63 => (1 << rows) - 1,
			_ => u64::MAX,
		};
		within & !self.segment.removed.word(word)
	}

	fn interests(&self, row: u64) -> u32 {
		let bits = self.bits.iter().enumerate();
		bits.fold(0, |interests, (at, bits)| {
			interests
				| u32::from(bits.is_set(row))
					.checked_shl(at as u32)
					.unwrap_or_default()
		})
	}
}

/// Which records of an index key have which interests: a bit a row and interest.
pub struct Hits {
	generation: Arc<Generation>,
	interests: usize,
	parts: Vec<Part>,
}

impl Hits {
	pub(crate) fn new(generation: Arc<Generation>, interests: usize, parts: Vec<Part>) -> Self {
		Self {
			generation,
			interests,
			parts,
		}
	}

	/// How many records have an interest.
	pub fn count(&self, interest: usize) -> u64 {
		if interest >= self.interests {
			return 0;
		}
		let count = |part: &Part| -> u64 {
			let Some(bits) = part.bits.get(interest) else {
				return 0;
			};
			let hits = (0..part.words()).map(|word| bits.word(word) & part.live(word));
			hits.map(|hits| u64::from(hits.count_ones())).sum()
		};
		self.parts.iter().map(count).sum()
	}

	/// At most `limit` records, from a place on, that have at least `least` of the interests; and where to go on, if
	/// there may be more.
	pub fn records(
		&self,
		from: Position,
		least: u32,
		limit: usize,
	) -> Result<(Vec<Matched>, Option<Position>), ViewError> {
		let mut matched = Vec::new();
		for part in self.parts.iter().filter(|part| part.bucket >= from.bucket) {
			let start = if part.bucket == from.bucket { from.row } else { 0 };
			let mut reader = None;
			for word in usize::try_from(start / 64).unwrap_or(usize::MAX)..part.words() {
				let any = part.bits.iter().fold(0, |any, bits| any | bits.word(word));
				let mut hits = any & part.live(word);
				while hits != 0 {
					let row = (word as u64).saturating_mul(64) + u64::from(hits.trailing_zeros());
					hits &= hits - 1;
					let interests = part.interests(row);
					if row < start || interests.count_ones() < least {
						continue;
					}
					if matched.len() >= limit {
						let bucket = part.bucket;
						return Ok((matched, Some(Position { bucket, row })));
					}
					if reader.is_none() {
						reader = Some(self.reader(part)?);
					}
					let Some(reader) = &reader else { continue };
					let mut buffer = Vec::new();
					let record = *reader.lines(row, 1, &mut buffer)?.line(0)?.record;
					matched.push(Matched { record, interests });
				}
			}
		}
		Ok((matched, None))
	}

	fn reader(&self, part: &Part) -> Result<Reader, ViewError> {
		Reader::open(&self.generation.folder, part.segment.number, part.bucket)
	}
}
