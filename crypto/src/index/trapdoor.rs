//! Looking for interests: one keyed hash an interest and record.

use super::{IndexPoint, QueryError, Record, Tag, Tags, MAX_INTERESTS};
use crate::encoding::RistrettoBytes;
use alloc::{collections::BTreeSet, vec::Vec};
use sha2::{compress256, digest::core_api::Block, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Chaining value of SHA-256.
type State = [u32; 8];

/// The initial value of SHA-256 (FIPS 180-4, section 5.3.3).
const INITIAL: State = [
	0x6a09_e667,
	0xbb67_ae85,
	0x3c6e_f372,
	0xa54f_f53a,
	0x510e_527f,
	0x9b05_688c,
	0x1f83_d9ab,
	0x5be0_cd19,
];

/// A block whose first half is yet to come and ends a message of 96 bytes: a one, zeros, 768 as eight bytes.
const LAST_BLOCK: [u8; 64] = {
	let mut block = [0; 64];
	block[32] = 0x80;
	block[62] = 3;
	block
};

/// How many trapdoors are run together.
const SIDE_BY_SIDE: usize = 8;

/// The keyed hash of one index point, its key absorbed: what is left of HMAC-SHA-256 for a record is one compression inside
/// and one outside.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Trapdoor {
	point: RistrettoBytes,
	inner: State,
	outer: State,
}

impl Trapdoor {
	/// The trapdoor of I.
	pub fn new(point: &IndexPoint) -> Self {
		let point = point.to_bytes();
		let absorbed = |pad: u8| {
			let mut block = [pad; 64];
			for (byte, key) in block.iter_mut().zip(&point) {
				*byte ^= key;
			}
			let mut state = INITIAL;
			compress(&mut state, &block);
			block.zeroize();
			state
		};
		Self {
			point,
			inner: absorbed(0x36),
			outer: absorbed(0x5c),
		}
	}

	/// The bytes of I.
	pub fn point_bytes(&self) -> RistrettoBytes {
		self.point
	}

	/// The tag that the record has if it has the interest.
	pub fn tag(&self, record: &Record) -> Tag {
		self.tag_after(finish(self.inner, *record))
	}

	/// The tags for one record by several trapdoors, each with the place of its trapdoor: faster than one by one, since a
	/// processor does compressions side by side of which none waits for another.
	pub fn each_tag(trapdoors: &[Self], record: &Record, mut each: impl FnMut(usize, Tag)) {
		let mut inner = [State::default(); SIDE_BY_SIDE];
		let mut place = 0..;
		for some in trapdoors.chunks(SIDE_BY_SIDE) {
			for (inner, trapdoor) in inner.iter_mut().zip(some) {
				*inner = finish(trapdoor.inner, *record);
			}
			for ((inner, trapdoor), place) in inner.iter().zip(some).zip(&mut place) {
				each(place, trapdoor.tag_after(*inner));
			}
		}
	}

	fn tag_after(&self, inner: State) -> Tag {
		let outer = finish(self.outer, bytes(inner));
		let mut tag = Tag::default();
		for (to, from) in tag.iter_mut().zip(bytes(outer)) {
			*to = from;
		}
		tag
	}

	/// Whether a record with these tags has the interest.
	pub fn matches(&self, record: &Record, tags: Tags<'_>) -> bool {
		tags.contains(&self.tag(record))
	}
}

fn compress(state: &mut State, block: &[u8; 64]) {
	compress256(state, core::slice::from_ref::<Block<Sha256>>(block.into()));
}

/// Absorbs the last 32 bytes of a message of 96.
fn finish(mut state: State, half: [u8; 32]) -> State {
	let mut block = LAST_BLOCK;
	if let Some(first) = block.first_chunk_mut() {
		*first = half;
	}
	compress(&mut state, &block);
	state
}

fn bytes(state: State) -> [u8; 32] {
	let mut bytes = [0; 32];
	for (to, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
		*to = word.to_be_bytes();
	}
	bytes
}

/// Several interests in one scope and epoch, asked of records together.
pub struct Query(Vec<Trapdoor>);

impl Query {
	/// Of 1 to [`MAX_INTERESTS`] distinct interests.
	pub fn new(trapdoors: Vec<Trapdoor>) -> Result<Self, QueryError> {
		check_distinct(trapdoors.iter().map(|trapdoor| trapdoor.point))?;
		Ok(Self(trapdoors))
	}

	/// The interests.
	pub fn trapdoors(&self) -> &[Trapdoor] {
		&self.0
	}

	/// Whether a record with these tags has every interest.
	pub fn matches(&self, record: &Record, tags: Tags<'_>) -> bool {
		self.0.iter().all(|trapdoor| trapdoor.matches(record, tags))
	}

	/// Which interests a record with these tags has: bit i for interest i.
	pub fn matched(&self, record: &Record, tags: Tags<'_>) -> u32 {
		let mut bits = 0;
		Trapdoor::each_tag(&self.0, record, |i, tag| {
			let there = u32::from(tags.contains(&tag));
			bits |= there
				.checked_shl(u32::try_from(i).unwrap_or(u32::MAX))
				.unwrap_or_default();
		});
		bits
	}
}

/// That there are 1 to [`MAX_INTERESTS`] points, none twice.
pub(super) fn check_distinct(
	points: impl ExactSizeIterator<Item = RistrettoBytes>,
) -> Result<(), QueryError> {
	let count = points.len();
	if count == 0 {
		return Err(QueryError::NoInterests);
	}
	if count > MAX_INTERESTS {
		return Err(QueryError::TooManyInterests { count });
	}
	let mut seen = BTreeSet::new();
	for (position, point) in points.enumerate() {
		if !seen.insert(point) {
			return Err(QueryError::Repeated { position });
		}
	}
	Ok(())
}
