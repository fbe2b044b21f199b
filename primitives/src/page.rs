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

/// Walks a list to its end, a page a reading.
pub fn whole<Item, Error>(
	mut read: impl FnMut(PageRequest) -> Result<Page<Item>, Error>,
) -> Result<Vec<Item>, Error> {
	let (mut items, mut cursor) = (Vec::new(), None);
	loop {
		let page = read(PageRequest {
			cursor,
			limit: MAX_PAGE,
		})?;
		items.extend(page.items);
		match page.next {
			Some(next) => cursor = Some(next),
			None => return Ok(items),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const END: u8 = 7;

	/// The numbers below the end, two a page; a cursor is where the next page begins.
	fn numbers(request: PageRequest) -> PageResult<u8> {
		let start = request.cursor.map_or(0, |cursor| cursor[0]);
		let end = END.min(start + 2);
		Ok(Page {
			items: (start..end).collect(),
			next: (end < END).then(|| Vec::from([end])),
		})
	}

	#[test]
	fn a_list_is_walked_to_its_end_in_its_order() {
		assert_eq!(whole(numbers), Ok((0..END).collect::<Vec<_>>()));
	}

	#[test]
	fn a_list_with_a_page_that_cannot_be_given_is_not_given_in_part() {
		let read = |request: PageRequest| match request.cursor {
			None => numbers(request),
			Some(_) => Err(PageError::InvalidCursor),
		};
		assert_eq!(whole(read), Err(PageError::InvalidCursor));
	}
}
