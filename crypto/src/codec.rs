//! Canonical binary formats: little-endian integers, length-prefixed bytes, nothing optional.
//!
//! A [`Reader`] never allocates more than it was given and must be consumed to its end, so that one value has one
//! encoding.

use alloc::vec::Vec;

/// Why bytes are not the encoding of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodecError {
	/// The bytes end before the value does.
	Truncated,
	/// Bytes follow the value.
	TrailingBytes,
	/// The bytes do not begin with the format's tag.
	WrongTag,
	/// A length or a count is above its bound.
	TooLong,
}

impl core::fmt::Display for CodecError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Truncated => "the bytes end too early",
			Self::TrailingBytes => "bytes follow the value",
			Self::WrongTag => "not of this format",
			Self::TooLong => "a length is above its bound",
		})
	}
}

impl core::error::Error for CodecError {}

/// Writes a canonical format.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
	/// An empty writer.
	pub fn new() -> Self {
		Self::default()
	}

	/// A writer that begins with the tag of a format.
	pub fn tagged(tag: &[u8]) -> Self {
		Self::new().bytes(tag)
	}

	/// Appends one byte.
	pub fn u8(mut self, value: u8) -> Self {
		self.0.push(value);
		self
	}

	/// Appends two bytes, little-endian.
	pub fn u16(self, value: u16) -> Self {
		self.fixed(&value.to_le_bytes())
	}

	/// Appends four bytes, little-endian.
	pub fn u32(self, value: u32) -> Self {
		self.fixed(&value.to_le_bytes())
	}

	/// Appends eight bytes, little-endian.
	pub fn u64(self, value: u64) -> Self {
		self.fixed(&value.to_le_bytes())
	}

	/// Appends bytes whose length the format fixes.
	pub fn fixed(mut self, bytes: &[u8]) -> Self {
		self.0.extend_from_slice(bytes);
		self
	}

	/// Appends bytes after their length as eight bytes.
	pub fn bytes(self, bytes: &[u8]) -> Self {
		// A length in memory fits 64 bits.
		self.u64(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
			.fixed(bytes)
	}

	/// The bytes written.
	pub fn finish(self) -> Vec<u8> {
		self.0
	}
}

/// Reads a canonical format.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	/// A reader of all of `bytes`.
	pub fn new(bytes: &'a [u8]) -> Self {
		Self(bytes)
	}

	/// A reader of what follows the tag of a format.
	pub fn tagged(tag: &[u8], bytes: &'a [u8]) -> Result<Self, CodecError> {
		let mut reader = Self::new(bytes);
		match reader.bytes(tag.len()) {
			Ok(found) if found == tag => Ok(reader),
			Ok(_) | Err(CodecError::TooLong) => Err(CodecError::WrongTag),
			Err(error) => Err(error),
		}
	}

	/// The next `count` bytes.
	pub fn take(&mut self, count: usize) -> Result<&'a [u8], CodecError> {
		let (head, tail) = self.0.split_at_checked(count).ok_or(CodecError::Truncated)?;
		self.0 = tail;
		Ok(head)
	}

	/// The next `N` bytes.
	pub fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
		self.take(N)?.try_into().map_err(|_| CodecError::Truncated)
	}

	/// One byte.
	pub fn u8(&mut self) -> Result<u8, CodecError> {
		self.array().map(u8::from_le_bytes)
	}

	/// Two bytes, little-endian.
	pub fn u16(&mut self) -> Result<u16, CodecError> {
		self.array().map(u16::from_le_bytes)
	}

	/// Four bytes, little-endian.
	pub fn u32(&mut self) -> Result<u32, CodecError> {
		self.array().map(u32::from_le_bytes)
	}

	/// Eight bytes, little-endian.
	pub fn u64(&mut self) -> Result<u64, CodecError> {
		self.array().map(u64::from_le_bytes)
	}

	/// Bytes behind their length, of at most `max` bytes.
	pub fn bytes(&mut self, max: usize) -> Result<&'a [u8], CodecError> {
		let length = usize::try_from(self.u64()?).map_err(|_| CodecError::TooLong)?;
		if length > max {
			return Err(CodecError::TooLong);
		}
		self.take(length)
	}

	/// How many bytes are left.
	pub fn remaining(&self) -> usize {
		self.0.len()
	}

	/// The bytes that are left.
	pub fn rest(&mut self) -> &'a [u8] {
		core::mem::take(&mut self.0)
	}

	/// Succeeds if nothing is left.
	pub fn finish(self) -> Result<(), CodecError> {
		if self.0.is_empty() {
			Ok(())
		} else {
			Err(CodecError::TrailingBytes)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_written_is_read() {
		let bytes = Writer::tagged(b"t")
			.u8(1)
			.u16(2)
			.u32(3)
			.u64(4)
			.bytes(b"five")
			.fixed(b"6")
			.finish();
		let mut reader = Reader::tagged(b"t", &bytes).unwrap();
		assert_eq!(reader.u8(), Ok(1));
		assert_eq!(reader.u16(), Ok(2));
		assert_eq!(reader.u32(), Ok(3));
		assert_eq!(reader.u64(), Ok(4));
		assert_eq!(reader.bytes(4), Ok(&b"five"[..]));
		assert_eq!(reader.array(), Ok([b'6']));
		assert_eq!(reader.finish(), Ok(()));
	}

	#[test]
	fn truncated_overlong_and_trailing_bytes_are_refused() {
		let bytes = Writer::new().bytes(b"five").finish();
		assert_eq!(Reader::new(&bytes).bytes(3), Err(CodecError::TooLong));
		assert_eq!(Reader::new(&bytes[..11]).bytes(4), Err(CodecError::Truncated));
		assert_eq!(Reader::new(&bytes).finish(), Err(CodecError::TrailingBytes));
		assert_eq!(Reader::new(&[255; 8]).bytes(4), Err(CodecError::TooLong));
		assert!(matches!(
			Reader::tagged(b"five!", &bytes),
			Err(CodecError::WrongTag)
		));
		assert!(matches!(
			Reader::tagged(b"six!", &bytes),
			Err(CodecError::WrongTag)
		));
	}
}
