//! What the pages in `docs/` build on, written a second time from them: what the crate makes is held against it.

use sha2::{Digest, Sha512};

/// Each part behind its length as eight bytes, little-endian.
pub fn prefixed(parts: &[&[u8]]) -> Vec<u8> {
	parts
		.iter()
		.flat_map(|part| [&(part.len() as u64).to_le_bytes()[..], part].concat())
		.collect()
}

/// expand_message_xmd of RFC 9380 with SHA-512, for the 64 bytes of one block.
pub fn expand(dst: &[u8], message: &[u8]) -> [u8; 64] {
	let dst_prime = [dst, &[dst.len() as u8]].concat();
	let first = Sha512::digest([&[0; 128][..], message, &[0, 64], &[0], &dst_prime].concat());
	Sha512::digest([&first[..], &[1], &dst_prime].concat()).into()
}
