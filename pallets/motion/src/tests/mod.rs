//! What the pallet promises, a verb a file.

mod enact;
mod recover;

use crate::mock::*;
use frame_support::storage::unhashed;

/// Where the heap pages are stored.
const HEAP_PAGES: &[u8] = b":heappages";

/// Allowed to both.
fn set_heap_pages() -> Box<RuntimeCall> {
	Box::new(frame_system::Call::set_heap_pages { pages: 9 }.into())
}

/// Allowed to the council alone.
fn kill_storage() -> Box<RuntimeCall> {
	Box::new(
		frame_system::Call::kill_storage {
			keys: vec![HEAP_PAGES.to_vec()],
		}
		.into(),
	)
}

/// Allowed to the council alone; fails, for no upgrade is authorised.
fn apply_upgrade() -> Box<RuntimeCall> {
	Box::new(frame_system::Call::apply_authorized_upgrade { code: vec![1, 2, 3] }.into())
}

/// Allowed to nobody.
fn set_storage() -> Box<RuntimeCall> {
	Box::new(
		frame_system::Call::set_storage {
			items: vec![(b"key".to_vec(), b"value".to_vec())],
		}
		.into(),
	)
}

/// What [`set_heap_pages`] writes.
fn heap_pages() -> Option<u64> {
	unhashed::get(HEAP_PAGES)
}
