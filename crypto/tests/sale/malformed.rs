//! Bytes that are no bundle.

use crate::{
	check,
	forge::{Forged, ForgedField, TAG},
	Sale,
};
use proptest::prelude::*;
use salus_crypto::{
	codec::{CodecError, Writer},
	record::{path_length, MAX_FIELDS},
	sale::{Bundle, BundleError, Proposal, MAX_BUNDLE, MAX_PRESENTATION, MAX_SOLD},
};
use std::sync::LazyLock;

static SALE: LazyLock<Sale> = LazyLock::new(|| Sale::of(&[0, 1, 4]));

fn refusal(bytes: &[u8]) -> BundleError {
	Bundle::parse(bytes).map(drop).unwrap_err()
}

fn changed(change: impl FnOnce(&mut Forged)) -> BundleError {
	let mut forged = Forged::read(&SALE.bytes);
	change(&mut forged);
	refusal(&forged.write())
}

#[test]
fn truncated_and_extended_bundles_are_refused() {
	let bytes = &SALE.bytes;
	for end in 0..bytes.len() {
		assert!(matches!(
			refusal(&bytes[..end]),
			BundleError::Codec(CodecError::Truncated | CodecError::WrongTag)
		));
	}
	let longer = [&bytes[..], &[0]].concat();
	assert_eq!(refusal(&longer), BundleError::Codec(CodecError::TrailingBytes));
	assert_eq!(
		changed(|forged| forged.fields[0].length -= 1),
		BundleError::Codec(CodecError::TrailingBytes)
	);
	assert_eq!(
		changed(|forged| forged.responses.truncate(3)),
		BundleError::Codec(CodecError::Truncated)
	);
}

#[test]
fn bytes_of_another_format_are_refused() {
	let mut bytes = SALE.bytes.clone();
	bytes[8] ^= 1;
	assert_eq!(refusal(&bytes), BundleError::Codec(CodecError::WrongTag));
	assert_eq!(
		refusal(&SALE.record.sealed.blob),
		BundleError::Codec(CodecError::WrongTag)
	);
}

#[test]
fn fields_are_named_once_in_order_and_exist() {
	assert_eq!(
		changed(|forged| {
			forged.fields.swap(0, 1);
			forged.ciphertexts.swap(0, 1);
		}),
		BundleError::Order
	);
	assert_eq!(
		changed(|forged| {
			forged.fields[1] = forged.fields[0].clone();
			forged.ciphertexts[1] = forged.ciphertexts[0].clone();
		}),
		BundleError::Order
	);
	assert_eq!(changed(|forged| forged.fields[2].index = 5), BundleError::Order);
	assert_eq!(
		changed(|forged| forged.fields[2].index = u32::MAX),
		BundleError::Order
	);
}

#[test]
fn counts_have_bounds_and_allocate_nothing() {
	assert_eq!(changed(|forged| forged.count = 0), BundleError::NoFields);
	assert_eq!(changed(|forged| forged.count = 6), BundleError::TooManyFields);
	assert_eq!(
		changed(|forged| forged.count = u32::MAX),
		BundleError::TooManyFields
	);
	assert_eq!(
		changed(|forged| {
			forged.n = MAX_FIELDS as u32;
			forged.count = MAX_SOLD as u32 + 1;
		}),
		BundleError::TooManyFields
	);
	assert_eq!(
		changed(|forged| forged.n = MAX_FIELDS as u32 + 1),
		BundleError::TooManyFields
	);
	assert_eq!(changed(|forged| forged.n = 0), BundleError::TooManyFields);
	// A count within the bounds, and nothing behind it.
	let bytes = Writer::tagged(TAG)
		.fixed(&[1; 32])
		.u16(1)
		.u32(MAX_FIELDS as u32)
		.u32(MAX_SOLD as u32)
		.finish();
	assert_eq!(refusal(&bytes), BundleError::Codec(CodecError::Truncated));
}

#[test]
fn lengths_have_bounds() {
	for label in [&b""[..], &[255; 4]] {
		assert_eq!(
			changed(|forged| forged.fields[0].label = label.to_vec()),
			BundleError::Label
		);
	}
	assert_eq!(
		changed(|forged| forged.fields[0].label = vec![b'a'; 257]),
		BundleError::Codec(CodecError::TooLong)
	);
	assert_eq!(
		changed(|forged| forged.presentation.clear()),
		BundleError::NoPresentation
	);
	assert_eq!(
		changed(|forged| forged.presentation = vec![1; MAX_PRESENTATION + 1]),
		BundleError::Codec(CodecError::TooLong)
	);
	assert_eq!(
		changed(|forged| forged.fields[0].length = MAX_BUNDLE as u64 + 1),
		BundleError::TooLarge
	);
	assert_eq!(
		changed(|forged| forged.fields[0].length = u64::MAX),
		BundleError::TooLarge
	);
	assert_eq!(
		changed(|forged| forged.fields[0].length = MAX_BUNDLE as u64),
		BundleError::Codec(CodecError::Truncated)
	);
}

#[test]
fn paths_have_the_length_of_their_place() {
	assert_eq!(
		changed(|forged| forged.fields[2].path.clear()),
		BundleError::Codec(CodecError::TooLong)
	);
	assert_eq!(
		changed(|forged| forged.fields[2].path.push([255; 32])),
		BundleError::Codec(CodecError::TooLong)
	);
}

fn forged_bundle() -> impl Strategy<Value = Forged> {
	let field = (
		any::<[u8; 32]>(),
		any::<[u8; 32]>(),
		"[a-zA-Z0-9/.-]{1,40}",
		prop::collection::vec(any::<u8>(), 0..80),
	);
	(
		any::<([u8; 32], u16)>(),
		1_u32..200,
		prop::collection::btree_map(any::<u32>(), field, 1..6),
		prop::collection::vec(any::<u8>(), 1..200),
		any::<u64>(),
	)
		.prop_map(|((order, schema), n, chosen, presentation, seed)| {
			let chosen: std::collections::BTreeMap<u32, _> =
				chosen.into_iter().map(|(at, field)| (at % n, field)).collect();
			let mut byte = seed;
			let mut random = || {
				byte = byte.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
				[(byte >> 56) as u8; 32]
			};
			let count = chosen.len();
			Forged {
				order,
				schema,
				n,
				count: count as u32,
				fields: chosen
					.iter()
					.map(|(index, (p, w, label, ciphertext))| ForgedField {
						index: *index,
						label: label.clone().into_bytes(),
						p: *p,
						digest: random(),
						length: ciphertext.len() as u64,
						path: (0..path_length(*index, n).unwrap()).map(|_| random()).collect(),
						w: *w,
					})
					.collect(),
				presentation,
				points: (0..2 * count + 1).map(|_| random()).collect(),
				responses: (0..count + 1).map(|_| random()).collect(),
				ciphertexts: chosen.into_values().map(|(.., ciphertext)| ciphertext).collect(),
			}
		})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	#[test]
	fn what_is_written_is_read(forged in forged_bundle()) {
		let bytes = forged.write();
		let bundle = Bundle::parse(&bytes).unwrap();
		prop_assert_eq!(Forged::read(&bytes), forged.clone());
		prop_assert_eq!(*bundle.order(), forged.order);
		prop_assert_eq!((bundle.schema(), bundle.record_fields()), (forged.schema, forged.n));
		prop_assert_eq!(bundle.presentation(), &forged.presentation[..]);
		prop_assert_eq!(bundle.fields().len(), forged.fields.len());
		for (read, (written, ciphertext)) in bundle.fields().iter().zip(forged.fields.iter().zip(&forged.ciphertexts)) {
			prop_assert_eq!(read.index, written.index);
			prop_assert_eq!(read.label.as_bytes(), &written.label[..]);
			prop_assert_eq!(read.ciphertext, &ciphertext[..]);
		}
		// The hash covers the front and nothing but the front.
		let front = Writer::new().bytes(b"salus/v1/sale/digest").bytes(&forged.front()).finish();
		prop_assert_eq!(bundle.hash(), salus_crypto::hash::sha256(&front));
	}

	#[test]
	fn random_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..2_000), tagged in any::<bool>()) {
		if tagged {
			bytes.splice(0..0, Writer::tagged(TAG).finish());
		}
		prop_assert!(Bundle::parse(&bytes).is_err());
	}

	#[test]
	fn damaged_bundles_never_pass(
		at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..40),
	) {
		let sale = &*SALE;
		let mut damaged = sale.bytes.clone();
		let at = at.index(damaged.len());
		let end = damaged.len().min(at + bytes.len());
		damaged.splice(at..end, bytes);
		if let Ok(bundle) = Bundle::parse(&damaged) {
			let proposal = Proposal { bundle: bundle.hash(), ..sale.proposal };
			if check(&bundle, &proposal, &sale.secret).is_ok() {
				prop_assert_eq!(&damaged, &sale.bytes);
			}
		}
	}
}
