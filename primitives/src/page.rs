//! Paging: every list is bounded, and goes on at a cursor.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Most items of a page, whatever is asked.
pub const MAX_PAGE: u32 = 256;

/// Where to go on, and how far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PageRequest {
	/// The `next` of the page before; none for the first page.
	pub cursor: Option<Vec<u8>>,
	/// Items wanted, at least 1 and at most [`MAX_PAGE`]; more is cut to that.
	pub limit: u32,
}

impl PageRequest {
	/// The number of items to give.
	pub fn bounded_limit(&self) -> u32 {
		self.limit.clamp(1, MAX_PAGE)
	}
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Page<Item> {
	/// The items, in the order of the list's keys.
	pub items: Vec<Item>,
	/// The cursor of the next page; none at the end.
	pub next: Option<Vec<u8>>,
}

/// Why a page cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum PageError {
	/// The cursor is none that this list gave.
	#[codec(index = 0)]
	InvalidCursor,
}

/// A page, or why not.
pub type PageResult<Item> = Result<Page<Item>, PageError>;
