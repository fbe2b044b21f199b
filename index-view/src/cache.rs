//! Hits that were found: a bit a row, for each index point and segment, the least used going first.

use crate::bits::Bits;
use sha2::{Digest, Sha256};
use std::{
	collections::{BTreeMap, HashMap},
	sync::{Arc, Mutex, PoisonError},
};

/// Bytes of an entry beside its bits.
const OVERHEAD: usize = 256;

/// What hits are of: building, segment, digest of the index point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
	generation: u64,
	segment: u32,
	point: [u8; 32],
}

impl Key {
	/// The hits of a point in a segment. The point itself is not kept.
	pub fn new(generation: u64, segment: u32, point: &[u8; 32]) -> Self {
		Self {
			generation,
			segment,
			point: Sha256::digest(point).into(),
		}
	}
}

/// Hits among the first rows of a segment.
#[derive(Clone, Default)]
pub struct Found {
	/// Rows that were searched.
	pub rows: u64,
	/// The hits.
	pub bits: Arc<Bits>,
}

struct Kept {
	found: Found,
	used: u64,
}

#[derive(Default)]
struct Inner {
	kept: HashMap<Key, Kept>,
	order: BTreeMap<u64, Key>,
	bytes: usize,
	clock: u64,
}

/// Hits in memory, of bounded size.
pub struct Cache {
	most: usize,
	inner: Mutex<Inner>,
}

impl Cache {
	/// At most so many bytes.
	pub fn new(most: usize) -> Self {
		Self {
			most,
			inner: Mutex::default(),
		}
	}

	/// What was found, if it is still here.
	pub fn get(&self, key: &Key) -> Option<Found> {
		let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
		let Inner {
			kept, order, clock, ..
		} = &mut *inner;
		let entry = kept.get_mut(key)?;
		order.remove(&entry.used);
		*clock = clock.wrapping_add(1);
		entry.used = *clock;
		order.insert(*clock, *key);
		Some(entry.found.clone())
	}

	/// Keeps what was found, unless more is here already.
	pub fn put(&self, key: Key, found: Found) {
		if size(&found) > self.most {
			return;
		}
		let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
		if inner
			.kept
			.get(&key)
			.is_some_and(|kept| kept.found.rows >= found.rows)
		{
			return;
		}
		inner.remove(&key);
		inner.clock = inner.clock.wrapping_add(1);
		let used = inner.clock;
		inner.bytes = inner.bytes.saturating_add(size(&found));
		inner.order.insert(used, key);
		inner.kept.insert(key, Kept { found, used });
		while inner.bytes > self.most {
			let Some((_, oldest)) = inner.order.first_key_value() else {
				break;
			};
			let oldest = *oldest;
			inner.remove(&oldest);
		}
	}

	/// Forgets all.
	pub fn clear(&self) {
		*self.inner.lock().unwrap_or_else(PoisonError::into_inner) = Inner::default();
	}

	/// Bytes held.
	pub fn bytes(&self) -> usize {
		self.inner.lock().unwrap_or_else(PoisonError::into_inner).bytes
	}
}

impl Inner {
	fn remove(&mut self, key: &Key) {
		if let Some(kept) = self.kept.remove(key) {
			self.order.remove(&kept.used);
			self.bytes = self.bytes.saturating_sub(size(&kept.found));
		}
	}
}

fn size(found: &Found) -> usize {
	found.bits.bytes().saturating_add(OVERHEAD)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn found(rows: u64) -> Found {
		let mut bits = Bits::default();
		bits.set(rows.saturating_sub(1));
		Found {
			rows,
			bits: Arc::new(bits),
		}
	}

	#[test]
	fn the_least_used_goes_first_and_the_bound_holds() {
		let cache = Cache::new(3 * OVERHEAD);
		let key = |point: u8| Key::new(1, 0, &[point; 32]);
		cache.put(key(1), found(64));
		cache.put(key(2), found(64));
		assert!(cache.get(&key(1)).is_some());
		cache.put(key(3), found(64));
		assert!(cache.get(&key(2)).is_none());
		assert!(cache.get(&key(1)).is_some() && cache.get(&key(3)).is_some());
		cache.put(key(4), found(64 * 1000));
		assert!(cache.get(&key(4)).is_none(), "larger than all that may be held");
		assert!(cache.bytes() > 2 * OVERHEAD && cache.bytes() <= 3 * OVERHEAD);
	}

	#[test]
	fn fewer_rows_do_not_replace_more() {
		let cache = Cache::new(1 << 20);
		let key = Key::new(1, 0, &[1; 32]);
		cache.put(key, found(128));
		cache.put(key, found(64));
		assert_eq!(cache.get(&key).map(|found| found.rows), Some(128));
		assert!(cache.get(&Key::new(2, 0, &[1; 32])).is_none(), "another building");
		assert!(cache.get(&Key::new(1, 1, &[1; 32])).is_none(), "another segment");
	}
}
