//! Disclosures: chosen fields with their proof, the others hidden.

use crate::{Record, FIELDS, SCHEMA};
use proptest::prelude::*;
use salus_crypto::{
	codec::CodecError,
	record::{disclose, DisclosedField, Disclosure, OpenError, RecordError},
};

fn verify(bytes: &[u8], commitment: &[u8; 32]) -> Result<Vec<DisclosedField>, OpenError> {
	Disclosure::parse(bytes)?.verify(commitment)
}

fn of(indices: &[u32]) -> (Record, Vec<u8>) {
	let record = Record::new(&FIELDS, 2);
	let bytes = disclose(&[&record.open(0), &record.open(1)], indices).unwrap();
	(record, bytes)
}

#[test]
fn chosen_fields_are_shown_and_proven() {
	for indices in [&[0][..], &[1, 4], &[2], &[0, 1, 2, 3, 4]] {
		let (record, bytes) = of(indices);
		let shown = verify(&bytes, &record.sealed.commitment).unwrap();
		assert_eq!(shown.iter().map(|field| field.index).collect::<Vec<_>>(), indices);
		for field in shown {
			let sealed = FIELDS[field.index as usize];
			assert_eq!(
				(field.label.as_str(), &field.content[..]),
				(sealed.label, sealed.content)
			);
		}
		let disclosure = Disclosure::parse(&bytes).unwrap();
		assert_eq!((disclosure.schema(), disclosure.fields()), (SCHEMA, 5));
	}
}

#[test]
fn the_other_fields_stay_hidden() {
	let (record, bytes) = of(&[1]);
	let contains = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
	for (index, field) in FIELDS
		.iter()
		.enumerate()
		.filter(|(index, field)| *index != 1 && !field.content.is_empty())
	{
		assert!(
			!contains(field.content) && !contains(field.label.as_bytes()),
			"field {index}"
		);
	}
	for payload in &record.payloads {
		assert!(!contains(&payload.secret));
	}
	// Nor does it carry their ciphertexts: it is a leaf, a path of three and one field long.
	let field = 4 + 8 + FIELDS[1].label.len() + 32 + 32 + 3 * 32 + 8 + FIELDS[1].content.len() + 48;
	assert_eq!(
		bytes.len(),
		8 + b"salus/v1/record/disclosure".len() + 2 + 4 + 32 + 4 + field
	);
}

#[test]
fn an_opener_of_one_group_cannot_disclose_another() {
	let record = Record::new(&FIELDS, 2);
	let open = record.open(0);
	assert!(open.disclose(&[0, 3]).is_ok());
	assert_eq!(
		open.disclose(&[0, 1]),
		Err(OpenError::Record(RecordError::NoSuchField))
	);
}

#[test]
fn indices_are_chosen_once_and_in_order() {
	let record = Record::new(&FIELDS, 2);
	let open = record.open(0);
	assert_eq!(open.disclose(&[]), Err(OpenError::Record(RecordError::NoFields)));
	assert_eq!(open.disclose(&[3, 0]), Err(OpenError::Record(RecordError::Order)));
	assert_eq!(open.disclose(&[0, 0]), Err(OpenError::Record(RecordError::Order)));
	assert_eq!(disclose(&[], &[0]), Err(OpenError::Record(RecordError::NoGroups)));
}

#[test]
fn groups_of_two_records_are_not_disclosed_together() {
	let (one, two) = (Record::with_seed(&FIELDS, 2, 7), Record::with_seed(&FIELDS, 2, 8));
	assert_eq!(
		disclose(&[&one.open(0), &two.open(1)], &[0, 1]),
		Err(OpenError::Root)
	);
}

#[test]
fn a_disclosure_of_another_record_is_refused() {
	let (_, bytes) = of(&[0]);
	let other = Record::with_seed(&FIELDS, 2, 8);
	assert_eq!(
		verify(&bytes, &other.sealed.commitment),
		Err(OpenError::Commitment)
	);
}

#[test]
fn a_field_cannot_take_the_place_of_another() {
	// Fields 3 and 4 say the same; a disclosure of 3 does not pass as one of 4.
	let (record, mut bytes) = of(&[3]);
	let at = 8 + b"salus/v1/record/disclosure".len() + 2 + 4 + 32 + 4;
	assert_eq!(bytes[at], 3);
	bytes[at] = 2;
	assert_eq!(
		verify(&bytes, &record.sealed.commitment),
		Err(OpenError::Commitment)
	);
	// Field 4 has a shorter path, so the rest no longer fits.
	bytes[at] = 4;
	assert!(verify(&bytes, &record.sealed.commitment).is_err());
	bytes[at] = 5;
	assert_eq!(
		verify(&bytes, &record.sealed.commitment),
		Err(OpenError::Record(RecordError::Order))
	);
}

#[test]
fn another_s_does_not_open_the_field() {
	let (record, mut bytes) = of(&[0]);
	let s = 8 + b"salus/v1/record/disclosure".len() + 2 + 4 + 32 + 4 + 4 + 8 + FIELDS[0].label.len() + 32;
	bytes[s] ^= 1;
	assert_eq!(
		verify(&bytes, &record.sealed.commitment),
		Err(OpenError::Field { index: 0 })
	);
}

#[test]
fn every_byte_of_a_disclosure_counts() {
	let (record, bytes) = of(&[0, 2, 4]);
	for at in 0..bytes.len() {
		let mut changed = bytes.clone();
		changed[at] ^= 1;
		assert!(verify(&changed, &record.sealed.commitment).is_err(), "byte {at}");
		assert!(Disclosure::parse(&bytes[..at]).is_err(), "{at} bytes");
	}
	let longer = [&bytes[..], &[0]].concat();
	assert_eq!(
		verify(&longer, &record.sealed.commitment),
		Err(RecordError::Codec(CodecError::TrailingBytes).into())
	);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(100))]

	#[test]
	fn damaged_disclosures_show_nothing_else(
		at in any::<prop::sample::Index>(), bytes in proptest::collection::vec(any::<u8>(), 1..40),
	) {
		let (record, good) = of(&[1, 3]);
		let mut damaged = good.clone();
		let at = at.index(damaged.len());
		let end = damaged.len().min(at + bytes.len());
		damaged.splice(at..end, bytes);
		if let Ok(shown) = verify(&damaged, &record.sealed.commitment) {
			prop_assert_eq!(shown, verify(&good, &record.sealed.commitment).unwrap());
			prop_assert_eq!(damaged, good);
		}
	}
}
