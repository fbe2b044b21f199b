//! Openers of groups, and the patient.

use crate::{content, refusal, request, Record, CONTEXT, FIELDS, SCHEMA};
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	encoding::DecodeError,
	record::{
		blob_digest, on_chain_commitment, record_id, seal, Blob, Envelope, Field, GroupPayload, OpenError,
		RecordContext, RecordError, SealError, SealRequest, MAX_ENVELOPE, MAX_GROUPS, MAX_LABEL,
	},
	wrap::{UnwrapError, WrapSecret},
};

#[test]
fn an_opener_of_a_group_reads_its_fields() {
	let record = Record::new(&FIELDS, 2);
	for group in 0..2 {
		let open = record.open(group);
		let expected: Vec<(u32, &str)> = (0..)
			.zip(&FIELDS)
			.filter(|(_, field)| field.group == group)
			.map(|(index, field)| (index, field.label))
			.collect();
		let found: Vec<(u32, &str)> = open
			.entries()
			.iter()
			.map(|entry| (entry.index, entry.label.as_str()))
			.collect();
		assert_eq!(found, expected);
		for (index, _) in found {
			assert_eq!(content(&open, index).unwrap(), FIELDS[index as usize].content);
		}
	}
}

#[test]
fn an_opener_of_one_group_reads_nothing_of_another() {
	let record = Record::new(&FIELDS, 2);
	let open = record.open(0);
	assert_eq!(
		content(&open, 1),
		Err(OpenError::Record(RecordError::NoSuchField))
	);
	assert_eq!(
		content(&open, 5),
		Err(OpenError::Record(RecordError::NoSuchField))
	);
	let crossed = record
		.blob()
		.open_group(1, &record.payloads[0], &record.sealed.commitment);
	assert_eq!(crossed.err(), Some(OpenError::Directory));
	let beyond = record
		.blob()
		.open_group(2, &record.payloads[0], &record.sealed.commitment);
	assert_eq!(beyond.err(), Some(OpenError::Record(RecordError::NoSuchGroup)));
}

#[test]
fn the_patient_opens_everything_without_attributes() {
	let record = Record::new(&FIELDS, 2);
	let blob = record.blob();
	let keys = blob.open_patient_box(&record.patient, &CONTEXT).unwrap();
	for group in 0..2 {
		let payload = keys.payload(group).unwrap();
		assert!(payload == record.payloads[group]);
		let open = blob
			.open_group(group, &payload, &record.sealed.commitment)
			.unwrap();
		for entry in open.entries() {
			assert_eq!(
				content(&open, entry.index).unwrap(),
				FIELDS[entry.index as usize].content
			);
		}
	}
	assert!(keys.payload(2).is_none());
}

#[test]
fn the_patients_box_opens_for_this_patient_and_record_only() {
	let record = Record::new(&FIELDS, 2);
	let refused = Some(OpenError::PatientBox(UnwrapError::Refused));
	let stranger = WrapSecret::generate(&mut StdRng::seed_from_u64(9));
	assert_eq!(record.blob().open_patient_box(&stranger, &CONTEXT).err(), refused);
	for context in [
		RecordContext {
			genesis: [9; 32],
			..CONTEXT
		},
		RecordContext {
			record: [9; 32],
			..CONTEXT
		},
	] {
		assert_eq!(
			record.blob().open_patient_box(&record.patient, &context).err(),
			refused
		);
	}
}

#[test]
fn another_commitment_on_the_chain_is_refused() {
	let record = Record::new(&FIELDS, 2);
	let other = Record::with_seed(&FIELDS, 2, 8);
	let opened = record
		.blob()
		.open_group(0, &record.payloads[0], &other.sealed.commitment);
	assert_eq!(opened.err(), Some(OpenError::Commitment));
}

#[test]
fn a_payload_with_another_root_or_salt_is_refused() {
	let record = Record::new(&FIELDS, 2);
	let good = &record.payloads[0];
	let open = |payload: &GroupPayload, commitment: &[u8; 32]| {
		record.blob().open_group(0, payload, commitment).err()
	};
	for payload in [
		GroupPayload {
			secret: good.secret,
			root: [0; 32],
			salt: good.salt,
		},
		GroupPayload {
			secret: good.secret,
			root: good.root,
			salt: [0; 32],
		},
	] {
		assert_eq!(
			open(&payload, &record.sealed.commitment),
			Some(OpenError::Commitment)
		);
		// Even if whoever made the box also wrote the commitment.
		let commitment = on_chain_commitment(&payload.root, &payload.salt);
		let expected = (payload.root != good.root).then_some(OpenError::Root);
		assert_eq!(open(&payload, &commitment), expected);
	}
	let payload = GroupPayload {
		secret: [0; 32],
		root: good.root,
		salt: good.salt,
	};
	assert_eq!(
		open(&payload, &record.sealed.commitment),
		Some(OpenError::Directory)
	);
}

#[test]
fn what_the_chain_holds_is_recomputed_from_what_was_sealed() {
	let record = Record::new(&FIELDS, 2);
	let sealed = &record.sealed;
	assert_eq!(sealed.commitment, on_chain_commitment(&sealed.root, &sealed.salt));
	assert_eq!(sealed.digest, blob_digest(&sealed.blob_salt, &sealed.blob));
	let blob = record.blob();
	assert_eq!((blob.schema(), blob.fields(), blob.groups()), (SCHEMA, 5, 2));
	assert_eq!(
		(blob.header(1), blob.boxed(1)),
		(Some(&b"header 1"[..]), Some(&b"box 1"[..]))
	);
	assert_eq!((blob.header(2), blob.boxed(2)), (None, None));
}

#[test]
fn nothing_of_a_record_lies_in_the_clear() {
	let record = Record::new(&FIELDS, 2);
	let blob = &record.sealed.blob;
	let secrets = [
		&*record.sealed.root,
		&*record.sealed.salt,
		&record.payloads[0].secret,
		&record.payloads[1].secret,
	];
	let texts = FIELDS
		.iter()
		.flat_map(|field| [field.label.as_bytes(), field.content]);
	for needle in texts
		.chain(secrets.map(|secret| &secret[..]))
		.filter(|needle| !needle.is_empty())
	{
		assert!(
			!blob.windows(needle.len()).any(|window| window == needle),
			"{}",
			needle.escape_ascii()
		);
	}
}

#[test]
fn one_content_twice_gives_ciphertexts_that_differ() {
	let (one, two) = (Record::with_seed(&FIELDS, 2, 7), Record::with_seed(&FIELDS, 2, 8));
	assert_ne!(one.sealed.root, two.sealed.root);
	assert_ne!(one.sealed.digest, two.sealed.digest);
	let tail = |record: &Record| record.sealed.blob[record.sealed.blob.len() - 2 * (22 + 48)..].to_vec();
	let last_two = tail(&one);
	assert_ne!(last_two[..22 + 48], last_two[22 + 48..]);
	assert_ne!(last_two, tail(&two));
}

#[test]
fn a_payload_has_one_encoding() {
	let payload = GroupPayload {
		secret: [1; 32],
		root: [2; 32],
		salt: [3; 32],
	};
	let bytes = payload.to_bytes();
	assert!(GroupPayload::from_bytes(&bytes[..]) == Ok(payload));
	assert!(GroupPayload::from_bytes(&bytes[1..]).is_err());
	assert!(GroupPayload::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
}

#[test]
fn what_is_no_record_is_not_sealed() {
	let patient = WrapSecret::generate(&mut StdRng::seed_from_u64(1));
	let field = |label, group| Field {
		label,
		content: b"",
		group,
	};
	let long = "l".repeat(MAX_LABEL + 1);
	let refused = |fields: &[Field<'_>], groups| refusal(&request(fields, groups, &patient));
	assert_eq!(refused(&[], 1), RecordError::NoFields);
	assert_eq!(refused(&FIELDS, 0), RecordError::NoGroups);
	assert_eq!(refused(&FIELDS, MAX_GROUPS + 1), RecordError::TooManyGroups);
	assert_eq!(refused(&FIELDS, 1), RecordError::NoSuchGroup);
	assert_eq!(refused(&FIELDS, 3), RecordError::EmptyGroup);
	assert_eq!(refused(&[field("", 0)], 1), RecordError::Label);
	assert_eq!(refused(&[field(&long, 0)], 1), RecordError::Label);
	let many = vec![field("l", 0); salus_crypto::record::MAX_FIELDS + 1];
	assert_eq!(refused(&many, 1), RecordError::TooManyFields);
	let no_key = SealRequest {
		patient: [0; 32],
		..request(&FIELDS, 2, &patient)
	};
	assert_eq!(refusal(&no_key), RecordError::PatientKey(DecodeError::Identity));
}

#[test]
fn an_envelope_that_fails_or_does_not_fit_stops_the_seal() {
	let patient = WrapSecret::generate(&mut StdRng::seed_from_u64(1));
	let request = request(&FIELDS, 2, &patient);
	let mut rng = StdRng::seed_from_u64(2);
	let failed = seal(&request, &mut rng, |group, _, _| Err::<Envelope, _>(group)).err();
	assert_eq!(failed, Some(SealError::Envelope(0)));
	for (header, boxed) in [(0, 1), (1, 0), (MAX_ENVELOPE + 1, 1), (1, MAX_ENVELOPE + 1)] {
		let envelope = || Envelope {
			header: vec![0; header],
			boxed: vec![0; boxed],
		};
		let refused = seal(&request, &mut rng, |_, _, _| Ok::<_, ()>(envelope())).err();
		assert_eq!(refused, Some(SealError::Record(RecordError::Envelope)));
	}
}

#[test]
fn record_ids_do_not_repeat() {
	let mut rng = StdRng::seed_from_u64(3);
	let one = record_id(&[1; 32], &[2; 32], &mut rng);
	assert_ne!(one, record_id(&[1; 32], &[2; 32], &mut rng));
	let again = |genesis, hospital| record_id(genesis, hospital, &mut StdRng::seed_from_u64(3));
	assert_eq!(one, again(&[1; 32], &[2; 32]));
	assert_ne!(one, again(&[9; 32], &[2; 32]));
	assert_ne!(one, again(&[1; 32], &[9; 32]));
}

#[test]
fn a_record_of_one_field_opens() {
	let record = Record::new(&FIELDS[..1], 1);
	assert_eq!(content(&record.open(0), 0).unwrap(), FIELDS[0].content);
	assert_eq!(Blob::parse(&record.sealed.blob).unwrap().fields(), 1);
}
