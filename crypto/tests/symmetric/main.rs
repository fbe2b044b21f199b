//! Symmetric encryption and wraps: what opens, and that nothing else does.

#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_COMPRESSED, traits::Identity, RistrettoPoint};
use proptest::prelude::*;
use rand::{rngs::StdRng, RngCore, SeedableRng};
use salus_crypto::{
	encoding::DecodeError,
	symmetric::{ChunkedKey, MessageKey, Unopened, CHUNK, COMMITMENT, TAG},
	wrap::{unwrap, wrap, UnwrapError, WrapSecret, OVERHEAD},
};

const SECRET: &[u8] = b"secret";

fn message_key() -> MessageKey {
	MessageKey::derive(SECRET, b"purpose", b"context")
}

fn chunked_key() -> ChunkedKey {
	ChunkedKey::derive(SECRET, b"purpose", b"context")
}

/// Opens chunks at once and one by one, which must not differ.
fn opened(aad: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Unopened> {
	let whole = chunked_key().open(aad, bytes).map(|message| message.to_vec());
	let mut parts = Vec::new();
	let one_by_one = chunked_key().open_chunks(aad, bytes, |chunk| {
		assert!(chunk.len() <= CHUNK);
		parts.extend_from_slice(chunk);
	});
	assert_eq!(one_by_one.map(|()| parts), whole);
	whole
}

fn content(length: usize) -> Vec<u8> {
	let mut out = vec![0; length];
	StdRng::seed_from_u64(length as u64).fill_bytes(&mut out);
	out
}

#[test]
fn a_message_opens_under_its_own_key_only() {
	let sealed = message_key().seal(b"aad", b"message");
	assert_eq!(sealed.len(), 7 + MessageKey::OVERHEAD);
	assert_eq!(
		message_key().open(b"aad", &sealed).unwrap().as_slice(),
		b"message"
	);
	for key in [
		MessageKey::derive(b"other", b"purpose", b"context"),
		MessageKey::derive(SECRET, b"other", b"context"),
		MessageKey::derive(SECRET, b"purpose", b"other"),
		// The parts do not run into each other.
		MessageKey::derive(SECRET, b"purposec", b"ontext"),
	] {
		assert_eq!(key.open(b"aad", &sealed), Err(Unopened));
	}
	assert_eq!(message_key().open(b"other", &sealed), Err(Unopened));
	assert_eq!(chunked_key().open(b"aad", &sealed), Err(Unopened));
}

#[test]
fn every_byte_of_a_message_counts() {
	let sealed = message_key().seal(b"aad", b"message");
	for at in 0..sealed.len() {
		let mut changed = sealed.clone();
		changed[at] ^= 1;
		assert_eq!(message_key().open(b"aad", &changed), Err(Unopened), "byte {at}");
		assert_eq!(
			message_key().open(b"aad", &sealed[..at]),
			Err(Unopened),
			"the first {at} bytes"
		);
	}
}

#[test]
fn a_ciphertext_commits_to_its_key() {
	// AES-GCM alone lets one build a ciphertext that opens under two keys; the commitment differs for each.
	let ours = message_key().seal(b"", b"message");
	let theirs = MessageKey::derive(b"other", b"purpose", b"context").seal(b"", b"message");
	assert_ne!(ours[..COMMITMENT], theirs[..COMMITMENT]);
	let spliced = [&theirs[..COMMITMENT], &ours[COMMITMENT..]].concat();
	assert_eq!(message_key().open(b"", &spliced), Err(Unopened));
	assert_eq!(
		MessageKey::derive(b"other", b"purpose", b"context").open(b"", &spliced),
		Err(Unopened)
	);
}

#[test]
fn chunks_of_every_awkward_length_open() {
	for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5] {
		let message = content(length);
		let sealed = chunked_key().seal(b"aad", &message);
		assert_eq!(sealed.len(), ChunkedKey::sealed_length(length));
		assert_eq!(opened(b"aad", &sealed).unwrap(), message, "{length}");
		assert_eq!(opened(b"other", &sealed), Err(Unopened));
		assert_eq!(message_key().open(b"aad", &sealed), Err(Unopened));
	}
}

#[test]
fn chunks_cannot_be_dropped_swapped_or_added() {
	let sealed = chunked_key().seal(b"aad", &content(3 * CHUNK));
	let chunk = CHUNK + TAG;
	let (com, body) = sealed.split_at(COMMITMENT);
	let part = |i: usize| &body[i * chunk..(i + 1) * chunk];
	for (what, bytes) in [
		("the last dropped", [com, part(0), part(1)].concat()),
		("the first dropped", [com, part(1), part(2)].concat()),
		("two swapped", [com, part(1), part(0), part(2)].concat()),
		("one repeated", [com, part(0), part(1), part(2), part(2)].concat()),
		("cut within a chunk", sealed[..sealed.len() - chunk / 2].to_vec()),
		("an empty chunk at the end", [&sealed[..], &[0; TAG]].concat()),
		("nothing left", com.to_vec()),
	] {
		assert_eq!(opened(b"aad", &bytes), Err(Unopened), "{what}");
	}
}

#[test]
fn a_wrap_opens_for_its_recipient_and_context_only() {
	let mut rng = StdRng::seed_from_u64(1);
	let (bob, eve) = (WrapSecret::generate(&mut rng), WrapSecret::generate(&mut rng));
	let wrapped = wrap(&bob.public(), b"context", b"secret", &mut rng).unwrap();
	assert_eq!(wrapped.len(), 6 + OVERHEAD);
	assert_eq!(unwrap(&bob, b"context", &wrapped).unwrap().as_slice(), b"secret");
	assert_eq!(unwrap(&eve, b"context", &wrapped), Err(UnwrapError::Refused));
	assert_eq!(unwrap(&bob, b"another", &wrapped), Err(UnwrapError::Refused));
	assert_eq!(
		unwrap(&bob, b"context", &wrapped[..OVERHEAD - 1]),
		Err(UnwrapError::Truncated)
	);
	for at in 0..wrapped.len() {
		let mut changed = wrapped.clone();
		changed[at] ^= 1;
		assert_eq!(
			unwrap(&bob, b"context", &changed),
			Err(UnwrapError::Refused),
			"byte {at}"
		);
	}
}

#[test]
fn two_wraps_of_one_secret_have_nothing_in_common() {
	let mut rng = StdRng::seed_from_u64(2);
	let bob = WrapSecret::generate(&mut rng);
	let [one, two] = [(); 2].map(|_| wrap(&bob.public(), b"", b"secret", &mut rng).unwrap());
	assert_ne!(one[..32], two[..32]);
	assert_ne!(one[32..64], two[32..64]);
}

#[test]
fn a_wrap_to_what_is_no_key_is_refused() {
	let mut rng = StdRng::seed_from_u64(3);
	let identity = RistrettoPoint::identity().compress().to_bytes();
	assert_eq!(wrap(&identity, b"", b"", &mut rng), Err(DecodeError::Identity));
	assert_eq!(wrap(&[0xff; 32], b"", b"", &mut rng), Err(DecodeError::Malformed));
	let mut negative = RISTRETTO_BASEPOINT_COMPRESSED.to_bytes();
	negative[0] ^= 1;
	assert_eq!(wrap(&negative, b"", b"", &mut rng), Err(DecodeError::Malformed));
	// The same points as the sender's half.
	let bob = WrapSecret::generate(&mut rng);
	let wrapped = wrap(&bob.public(), b"", b"", &mut rng).unwrap();
	for point in [identity, [0xff; 32]] {
		let bytes = [&point[..], &wrapped[32..]].concat();
		assert_eq!(unwrap(&bob, b"", &bytes), Err(UnwrapError::Refused));
	}
}

#[test]
fn a_wrap_secret_keeps_its_bytes_and_is_never_zero() {
	let secret = WrapSecret::generate(&mut StdRng::seed_from_u64(4));
	assert_eq!(
		WrapSecret::from_bytes(&secret.to_bytes()).unwrap().public(),
		secret.public()
	);
	assert_eq!(
		WrapSecret::from_bytes(&[0; 32]).err(),
		Some(DecodeError::Identity)
	);
	assert_eq!(
		WrapSecret::from_bytes(&[0xff; 32]).err(),
		Some(DecodeError::Malformed)
	);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn random_bytes_open_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
		let bob = WrapSecret::generate(&mut StdRng::seed_from_u64(5));
		prop_assert_eq!(message_key().open(b"", &bytes), Err(Unopened));
		prop_assert_eq!(opened(b"", &bytes), Err(Unopened));
		prop_assert!(unwrap(&bob, b"", &bytes).is_err());
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(40))]

	#[test]
	fn a_flipped_bit_in_any_chunk_is_seen(length in 0..3 * CHUNK, at in any::<prop::sample::Index>(), bit in 0..8_u32) {
		let mut sealed = chunked_key().seal(b"aad", &content(length));
		let at = at.index(sealed.len());
		sealed[at] ^= 1_u8 << bit;
		prop_assert_eq!(opened(b"aad", &sealed), Err(Unopened));
	}
}
