//! What the seller's wallet refuses: bundles it must not make, scalars it must not send.

use crate::{present, rng, terms, Record, Sale, FIELDS};
use curve25519_dalek::{RistrettoPoint, Scalar};
use proptest::prelude::*;
use salus_crypto::{
	codec::{CodecError, Writer},
	domain,
	encoding::DecodeError,
	hash::{h_scalar_ristretto, sha256},
	record::{on_chain_commitment, Blob, GroupPayload, Hash, OpenError, OpenGroup, RecordError, Tree},
	sale::{
		make, Draw, DrawError, LockError, LockTerms, MakeError, OrderTerms, Proposal, RefusedReveal,
		TradeSecret, MAX_PRESENTATION, MAX_SOLD,
	},
	symmetric::MessageKey,
};
use std::convert::Infallible;

fn setting() -> (Record, OrderTerms, Draw) {
	let terms = terms(&TradeSecret::generate(&mut rng(1)));
	let draw = Draw::generate(&terms, &mut rng(2)).unwrap();
	(Record::new(&FIELDS, 7), terms, draw)
}

fn refusal(groups: &[OpenGroup<'_>], indices: &[u32]) -> MakeError<Infallible> {
	let (_, terms, draw) = setting();
	let groups: Vec<_> = groups.iter().collect();
	make(&terms, &draw, &groups, indices, present, &mut rng(3))
		.map(drop)
		.unwrap_err()
}

#[test]
fn only_fields_that_the_seller_can_open_are_sold_once_and_in_order() {
	let (record, ..) = setting();
	let groups = record.open();
	assert_eq!(
		refusal(&groups, &[]),
		MakeError::Record(RecordError::NoFields.into())
	);
	assert_eq!(
		refusal(&groups, &[5]),
		MakeError::Record(RecordError::NoSuchField.into())
	);
	assert_eq!(
		refusal(&groups[..1], &[0, 1]),
		MakeError::Record(RecordError::NoSuchField.into())
	);
	assert_eq!(
		refusal(&groups, &[3, 0]),
		MakeError::Record(RecordError::Order.into())
	);
	assert_eq!(
		refusal(&groups, &[0, 0]),
		MakeError::Record(RecordError::Order.into())
	);
	assert_eq!(
		refusal(&[], &[0]),
		MakeError::Record(RecordError::NoGroups.into())
	);
	assert_eq!(refusal(&groups, &vec![0; MAX_SOLD + 1]), MakeError::TooManyFields);
}

#[test]
fn fields_of_two_records_are_not_sold_together() {
	let (one, other) = (Record::new(&FIELDS, 7), Record::new(&FIELDS, 8));
	let (mut groups, mut others) = (one.open(), other.open());
	groups.truncate(1);
	groups.push(others.pop().unwrap());
	assert_eq!(refusal(&groups, &[0, 1]), MakeError::Record(OpenError::Root));
}

#[test]
fn a_field_that_is_not_what_was_sealed_is_not_sold() {
	let mut record = Record::new(&FIELDS, 7);
	*record.sealed.blob.last_mut().unwrap() ^= 1;
	let groups = record.open();
	assert_eq!(
		refusal(&groups, &[0, 4]),
		MakeError::Record(OpenError::Leaf { index: 4 })
	);
}

/// A record of one field whose leaf says what its ciphertext is, and whose ciphertext does not open.
fn sealed_wrongly() -> (Vec<u8>, GroupPayload, Hash) {
	let (secret, salt, ciphertext) = ([5; 32], [6; 32], vec![7; 60]);
	let k = h_scalar_ristretto(domain::FIELD_SCALAR, &[&secret, &0_u32.to_le_bytes()]);
	let p = RistrettoPoint::mul_base(&k).compress();
	let leaf = sha256(
		&[
			&[0, 0, 0, 0, 0, 7, 0][..],
			b"Patient",
			p.as_bytes(),
			&sha256(&ciphertext),
		]
		.concat(),
	);
	let root = Tree::new(4, vec![leaf]).unwrap().root();
	let directory = Writer::new()
		.u32(1)
		.u32(0)
		.u64(0)
		.u64(60)
		.u16(7)
		.fixed(b"Patient")
		.finish();
	let blob = Writer::tagged(domain::RECORD_BLOB)
		.u16(4)
		.u32(1)
		.fixed(&leaf)
		.bytes(b"box")
		.u16(1)
		.bytes(b"header")
		.bytes(b"box")
		.bytes(&MessageKey::derive(&secret, domain::DIRECTORY, &[]).seal(&root, &directory))
		.bytes(&ciphertext)
		.finish();
	let payload = GroupPayload { secret, root, salt };
	(blob, payload, on_chain_commitment(&root, &salt))
}

#[test]
fn a_field_that_its_hospital_sealed_wrongly_is_not_sold() {
	let (blob, payload, commitment) = sealed_wrongly();
	let group = Blob::parse(&blob)
		.unwrap()
		.open_group(0, &payload, &commitment)
		.unwrap();
	assert_eq!(
		refusal(&[group], &[0]),
		MakeError::Record(OpenError::Field { index: 0 })
	);
}

#[test]
fn a_draw_serves_the_order_it_was_drawn_for() {
	let (record, terms, draw) = setting();
	let groups = record.open();
	let groups: Vec<_> = groups.iter().collect();
	let other = OrderTerms {
		nonce: [7; 32],
		..terms
	};
	assert_eq!(
		make(&other, &draw, &groups, &[0], present, &mut rng(3)).map(drop),
		Err(MakeError::Draw)
	);
}

#[test]
fn a_presentation_that_fails_or_has_no_place_stops_the_sale() {
	let (record, terms, draw) = setting();
	let groups = record.open();
	let groups: Vec<_> = groups.iter().collect();
	let made = |presentation: Result<Vec<u8>, &'static str>| {
		make(
			&terms,
			&draw,
			&groups,
			&[0],
			|_: &OrderTerms, _: &Hash, _: &mut _| presentation,
			&mut rng(3),
		)
		.map(drop)
	};
	assert_eq!(
		made(Err("no credential")),
		Err(MakeError::Presentation("no credential"))
	);
	assert_eq!(made(Ok(vec![])), Err(MakeError::PresentationLength));
	assert_eq!(
		made(Ok(vec![1; MAX_PRESENTATION + 1])),
		Err(MakeError::PresentationLength)
	);
	assert_eq!(made(Ok(vec![1; MAX_PRESENTATION])), Ok(()));
}

#[test]
fn the_presentation_is_asked_to_disclose_the_root() {
	let (record, terms, draw) = setting();
	let groups = record.open();
	let mut asked = None;
	make(
		&terms,
		&draw,
		&[&groups[0]],
		&[0],
		|for_terms: &OrderTerms, root: &Hash, _: &mut _| {
			asked = Some((*for_terms, *root));
			Ok::<_, Infallible>(vec![1])
		},
		&mut rng(3),
	)
	.map(drop)
	.unwrap();
	assert_eq!(asked, Some((terms, *record.sealed.root)));
}

#[test]
fn a_buyer_without_a_key_gets_no_draw() {
	let (_, terms, _) = setting();
	for (y, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			Draw::generate(&OrderTerms { y, ..terms }, &mut rng(1)).map(drop),
			Err(DrawError::TradeKey(error))
		);
	}
}

/// Bends a lock, perhaps into another.
type Change = fn(&mut LockTerms, LockTerms);

#[test]
fn nothing_is_revealed_for_a_lock_on_something_else() {
	let sale = Sale::of(&[0]);
	let lock = sale.proposal.lock_terms();
	let other = Sale::with(Record::new(&FIELDS, 7), &[0], |terms| terms.nonce = [7; 32], 12);
	let cases: [(Change, LockError); 5] = [
		(|lock, other| lock.order = other.order, LockError::Order),
		(|lock, other| lock.q_prime = other.q_prime, LockError::QPrime),
		(|lock, other| lock.r = other.r, LockError::R),
		(|lock, other| lock.bundle = other.bundle, LockError::Bundle),
		(|lock, _| lock.price -= 1, LockError::Price),
	];
	for (change, error) in cases {
		let mut wrong = lock;
		change(&mut wrong, other.proposal.lock_terms());
		assert_eq!(sale.proposal.check_lock(&wrong), Err(error));
		assert_eq!(
			sale.draw.reveal(&sale.proposal, &wrong, 0),
			Err(RefusedReveal::Lock(error))
		);
	}
	assert_eq!(sale.proposal.check_lock(&lock), Ok(()));
}

#[test]
fn nothing_is_revealed_for_anothers_proposal() {
	let sale = Sale::of(&[0]);
	let other = Sale::with(Record::new(&FIELDS, 7), &[0], |terms| terms.nonce = [7; 32], 12);
	let refused = |proposal: &Proposal| sale.draw.reveal(proposal, &proposal.lock_terms(), 0);
	assert_eq!(refused(&other.proposal), Err(RefusedReveal::Draw));
	for commitments in [
		other.proposal.commitments,
		salus_crypto::sale::Commitments {
			r: other.proposal.commitments.r,
			..sale.proposal.commitments
		},
	] {
		let proposal = Proposal {
			commitments,
			..sale.proposal
		};
		assert_eq!(refused(&proposal), Err(RefusedReveal::Draw));
	}
}

#[test]
fn nothing_is_revealed_after_the_deadline() {
	let sale = Sale::of(&[0]);
	let at = |now| sale.draw.reveal(&sale.proposal, &sale.proposal.lock_terms(), now);
	assert!(at(1_000).is_ok());
	assert_eq!(at(1_001), Err(RefusedReveal::TooLate));
	assert_eq!(at(u64::MAX), Err(RefusedReveal::TooLate));
}

#[test]
fn a_lock_needs_time_before_the_deadline() {
	let sale = Sale::of(&[0]);
	assert!(sale.proposal.has_time(900, 100));
	assert!(!sale.proposal.has_time(901, 100));
	assert!(!sale.proposal.has_time(u64::MAX, 1));
	assert!(!sale.proposal.has_time(1, u64::MAX));
}

#[test]
fn a_draw_is_read_from_its_own_bytes_alone() {
	let (_, _, draw) = setting();
	let bytes = draw.to_bytes();
	for end in 0..bytes.len() {
		assert!(matches!(
			Draw::from_bytes(&bytes[..end]),
			Err(DrawError::Codec(CodecError::Truncated | CodecError::WrongTag))
		));
	}
	let longer = [&bytes[..], &[0]].concat();
	let refused = |bytes: &[u8]| Draw::from_bytes(bytes).map(drop).unwrap_err();
	assert_eq!(refused(&longer), DrawError::Codec(CodecError::TrailingBytes));
	let with = |at: usize, part: [u8; 32]| {
		let mut changed = bytes.to_vec();
		let start = changed.len() - 32 * at;
		changed[start..start + 32].copy_from_slice(&part);
		refused(&changed)
	};
	assert_eq!(with(1, [0; 32]), DrawError::Scalar(DecodeError::Identity));
	assert_eq!(with(2, [0; 32]), DrawError::Scalar(DecodeError::Identity));
	assert_eq!(with(2, [255; 32]), DrawError::Scalar(DecodeError::Malformed));
	assert_eq!(with(3, [0; 32]), DrawError::TradeKey(DecodeError::Identity));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(50))]

	#[test]
	fn draws_come_back_from_their_bytes(seed: u64, nonce: [u8; 32], key in 1_u64..) {
		let secret = TradeSecret::from_bytes(&Scalar::from(key).to_bytes()).unwrap();
		let terms = OrderTerms { nonce, ..terms(&secret) };
		let draw = Draw::generate(&terms, &mut rng(seed)).unwrap();
		let back = Draw::from_bytes(&draw.to_bytes()).unwrap();
		prop_assert_eq!(back.commitments(), draw.commitments());
		prop_assert_eq!(back.order(), draw.order());
		prop_assert_eq!(back.to_bytes(), draw.to_bytes());
	}
}
