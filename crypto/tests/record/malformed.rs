//! Bytes that are not what was sealed.

use crate::{Record, CONTEXT, FIELDS};
use proptest::prelude::*;
use salus_crypto::{
	codec::CodecError,
	record::{blob_digest, Blob, Disclosure, OpenError, RecordError},
	wrap::WrapSecret,
};
use std::{ops::Range, sync::LazyLock};

static RECORD: LazyLock<Record> = LazyLock::new(|| Record::new(&FIELDS, 2));

/// Where each part of the blob of [`FIELDS`] lies.
struct Layout {
	leaves: Range<usize>,
	patient_box: Range<usize>,
	envelopes: [Range<usize>; 2],
	directories: [Range<usize>; 2],
	ciphertexts: Range<usize>,
}

fn layout(blob: &[u8]) -> Layout {
	let mut at = 8 + b"salus/v1/record/blob".len() + 2 + 4;
	let leaves = at..at + 32 * FIELDS.len();
	at = leaves.end;
	let mut next = |skip: usize| {
		at += skip;
		let length = u64::from_le_bytes(blob[at..at + 8].try_into().unwrap()) as usize;
		let part = at + 8..at + 8 + length;
		at = part.end;
		part
	};
	let patient_box = next(0);
	let mut envelopes = [0..0, 0..0];
	let mut directories = [0..0, 0..0];
	for group in 0..2 {
		let header = next(if group == 0 { 2 } else { 0 });
		let boxed = next(0);
		envelopes[group] = header.start..boxed.end;
		directories[group] = next(0);
	}
	let ciphertexts = next(0);
	assert_eq!(ciphertexts.end, blob.len());
	Layout {
		leaves,
		patient_box,
		envelopes,
		directories,
		ciphertexts,
	}
}

/// All fields of a group, or the first error on the way to them.
fn open_all(record: &Record, bytes: &[u8], group: usize) -> Result<Vec<Vec<u8>>, OpenError> {
	let blob = Blob::parse(bytes)?;
	let open = blob.open_group(group, &record.payloads[group], &record.sealed.commitment)?;
	open.entries()
		.iter()
		.map(|entry| open.field(entry.index).map(|content| content.to_vec()))
		.collect()
}

#[test]
fn any_flipped_byte_breaks_the_digest_and_what_it_touches() {
	let record = Record::new(&FIELDS, 2);
	let sealed = &record.sealed;
	let layout = layout(&sealed.blob);
	let intact: Vec<_> = (0..2)
		.map(|group| open_all(&record, &sealed.blob, group).unwrap())
		.collect();
	for at in 0..sealed.blob.len() {
		let mut blob = sealed.blob.clone();
		blob[at] ^= 0x40;
		assert_ne!(blob_digest(&sealed.blob_salt, &blob), sealed.digest, "byte {at}");

		let opened: Vec<_> = (0..2).map(|group| open_all(&record, &blob, group)).collect();
		let patient = Blob::parse(&blob)
			.map_err(OpenError::Record)
			.and_then(|parsed| parsed.open_patient_box(&record.patient, &CONTEXT).map(drop));
		if layout.patient_box.contains(&at) {
			assert!(matches!(patient, Err(OpenError::PatientBox(_))), "byte {at}");
		} else if layout.leaves.contains(&at) {
			assert!(
				opened.iter().all(|result| *result == Err(OpenError::Root)),
				"byte {at}"
			);
		} else if layout.ciphertexts.contains(&at) {
			let leaf = |result: &Result<_, _>| matches!(result, Err(OpenError::Leaf { .. }));
			assert_eq!(
				opened.iter().filter(|result| leaf(result)).count(),
				1,
				"byte {at}"
			);
		} else if let Some(group) = (0..2).find(|group| layout.directories[*group].contains(&at)) {
			assert_eq!(opened[group], Err(OpenError::Directory), "byte {at}");
			assert_eq!(opened[1 - group].as_ref(), Ok(&intact[1 - group]), "byte {at}");
		} else if layout.envelopes.iter().any(|envelope| envelope.contains(&at)) {
			// Header and box answer for themselves, or are lengths that no longer fit.
			let same = opened
				.iter()
				.zip(&intact)
				.all(|(result, intact)| result.as_ref() == Ok(intact));
			assert!(same || opened.iter().all(Result::is_err), "byte {at}");
		} else {
			assert!(opened.iter().all(Result::is_err), "byte {at}");
		}
	}
}

#[test]
fn truncated_and_extended_blobs_are_refused() {
	let record = Record::new(&FIELDS, 2);
	let blob = &record.sealed.blob;
	for end in 0..blob.len() {
		assert!(Blob::parse(&blob[..end]).is_err(), "{end} bytes");
		assert_ne!(
			blob_digest(&record.sealed.blob_salt, &blob[..end]),
			record.sealed.digest
		);
	}
	let longer = [&blob[..], &[0]].concat();
	assert_eq!(
		Blob::parse(&longer).err(),
		Some(RecordError::Codec(CodecError::TrailingBytes))
	);
}

#[test]
fn counts_beyond_the_bytes_allocate_nothing_and_are_refused() {
	let record = Record::new(&FIELDS, 2);
	let start = 8 + b"salus/v1/record/blob".len();
	let refused = |at: usize, bytes: &[u8]| {
		let mut blob = record.sealed.blob.clone();
		blob[at..at + bytes.len()].copy_from_slice(bytes);
		Blob::parse(&blob).err()
	};
	let n = start + 2;
	assert_eq!(refused(n, &0_u32.to_le_bytes()), Some(RecordError::NoFields));
	assert_eq!(
		refused(n, &u32::MAX.to_le_bytes()),
		Some(RecordError::TooManyFields)
	);
	assert_eq!(
		refused(n, &100_000_u32.to_le_bytes()),
		Some(RecordError::Codec(CodecError::Truncated))
	);
	let layout = layout(&record.sealed.blob);
	let box_length = layout.patient_box.start - 8;
	assert_eq!(
		refused(box_length, &u64::MAX.to_le_bytes()),
		Some(RecordError::Codec(CodecError::TooLong))
	);
	let groups = layout.patient_box.end;
	assert_eq!(refused(groups, &0_u16.to_le_bytes()), Some(RecordError::NoGroups));
	assert_eq!(
		refused(groups, &u16::MAX.to_le_bytes()),
		Some(RecordError::TooManyGroups)
	);
	assert_eq!(refused(8, b"X"), Some(RecordError::Codec(CodecError::WrongTag)));
}

#[test]
fn leaves_of_another_record_are_refused() {
	let (one, two) = (Record::with_seed(&FIELDS, 2, 7), Record::with_seed(&FIELDS, 2, 8));
	let leaves = layout(&one.sealed.blob).leaves;
	let mut blob = one.sealed.blob.clone();
	blob[leaves.clone()].copy_from_slice(&two.sealed.blob[leaves]);
	assert_eq!(open_all(&one, &blob, 0), Err(OpenError::Root));
}

#[test]
fn a_field_of_another_record_is_refused() {
	let (one, two) = (Record::with_seed(&FIELDS, 2, 7), Record::with_seed(&FIELDS, 2, 8));
	let mut blob = one.sealed.blob.clone();
	let first = layout(&blob).ciphertexts.start;
	let length = FIELDS[0].content.len() + 48;
	blob[first..first + length].copy_from_slice(&two.sealed.blob[first..first + length]);
	assert_eq!(open_all(&one, &blob, 0), Err(OpenError::Leaf { index: 0 }));
	assert_eq!(open_all(&one, &blob, 1).map(|fields| fields.len()), Ok(2));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	#[test]
	fn random_bytes_are_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..2_000), tagged in any::<bool>()) {
		if tagged {
			let tag = b"salus/v1/record/blob";
			bytes.splice(0..0, [&(tag.len() as u64).to_le_bytes()[..], tag].concat());
		}
		prop_assert!(Blob::parse(&bytes).is_err());
		prop_assert!(Disclosure::parse(&bytes).is_err());
	}

	#[test]
	fn damaged_blobs_never_open_to_something_else(
		at in any::<prop::sample::Index>(), bytes in proptest::collection::vec(any::<u8>(), 1..40),
	) {
		let record = &*RECORD;
		let mut blob = record.sealed.blob.clone();
		let at = at.index(blob.len());
		let end = blob.len().min(at + bytes.len());
		blob.splice(at..end, bytes);
		for group in 0..2 {
			if let Ok(fields) = open_all(record, &blob, group) {
				prop_assert_eq!(fields, open_all(record, &record.sealed.blob, group).unwrap());
			}
		}
		if let Ok(parsed) = Blob::parse(&blob) {
			let stranger = WrapSecret::from_bytes(&[1; 32]).unwrap();
			prop_assert!(parsed.open_patient_box(&stranger, &CONTEXT).is_err());
		}
	}
}
