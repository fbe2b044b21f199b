//! A record of the size that hospitals have.

use crate::{Record, FIELDS};
use salus_crypto::record::{blob_digest, Blob, Field};

/// Five megabytes in two thousand fields, one of them a large document.
#[test]
fn five_megabytes_seal_and_open() {
	let document = vec![0x5a; 3 << 20];
	let small: Vec<Vec<u8>> = (0..2_000_u32).map(|i| i.to_le_bytes().repeat(256)).collect();
	let fields: Vec<Field<'_>> = small
		.iter()
		.enumerate()
		.map(|(i, content)| Field {
			label: FIELDS[i % 5].label,
			content,
			group: i % 2,
		})
		.chain([Field {
			label: "DocumentReference",
			content: &document,
			group: 0,
		}])
		.collect();
	let record = Record::new(&fields, 2);
	assert_eq!(
		blob_digest(&record.sealed.blob_salt, &record.sealed.blob),
		record.sealed.digest
	);
	let blob = Blob::parse(&record.sealed.blob).unwrap();
	let mut opened = 0;
	for group in 0..2 {
		let open = blob
			.open_group(group, &record.payloads[group], &record.sealed.commitment)
			.unwrap();
		for entry in open.entries() {
			assert_eq!(
				open.field(entry.index).unwrap().as_slice(),
				fields[entry.index as usize].content
			);
			opened += 1;
		}
	}
	assert_eq!(opened, fields.len());
	// Leaf, directory line, commitment and tags: little beside the content.
	let content: usize = fields.iter().map(|field| field.content.len()).sum();
	assert!(record.sealed.blob.len() < content + content / 16);
}
