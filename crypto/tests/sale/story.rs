//! A sale that goes well, from both sides.

use crate::{check, outgoing, rng, terms, verify_presentation, Record, Sale, FIELDS};
use salus_crypto::{
	record::Field,
	sale::{make, opens, order_id, Bundle, Draw, TradeSecret, UnlockError},
	symmetric::CHUNK,
};

#[test]
fn the_buyer_gets_exactly_what_was_sold() {
	for indices in [&[0][..], &[1, 4], &[2], &[0, 1, 2, 3, 4]] {
		let sale = Sale::of(indices);
		let bundle = sale.bundle();
		let checked = bundle
			.check(&sale.proposal, &sale.secret, verify_presentation, &mut rng(1))
			.unwrap();
		assert_eq!(checked.root(), &*sale.record.sealed.root);
		assert_eq!(checked.lock_terms(), sale.proposal.lock_terms());

		let kappa_prime = sale
			.draw
			.reveal(&sale.proposal, &checked.lock_terms(), 1_000)
			.unwrap();
		assert!(opens(&kappa_prime, &sale.proposal.commitments.q_prime));
		let unlocked = checked.unlock(&kappa_prime).unwrap();
		for (position, index) in indices.iter().enumerate() {
			let (sold, sealed) = (&bundle.fields()[position], FIELDS[*index as usize]);
			assert_eq!((sold.index, sold.label), (*index, sealed.label));
			assert_eq!(&unlocked.field(position).unwrap()[..], sealed.content);
		}
		assert_eq!(bundle.fields().len(), indices.len());
		assert_eq!(
			unlocked.field(indices.len()).map(drop),
			Err(UnlockError::NoSuchField)
		);
	}
}

#[test]
fn both_sides_survive_a_crash_between_any_two_steps() {
	let sale = Sale::of(&[1, 3]);
	// Of the seller the draw is left, of the buyer the key and the file; of the chain, everything.
	let draw = Draw::from_bytes(&sale.draw.to_bytes()).unwrap();
	assert_eq!(draw.commitments(), sale.proposal.commitments);
	assert_eq!(*draw.order(), order_id(&sale.proposal.terms));
	let kappa_prime = draw
		.reveal(&sale.proposal, &sale.proposal.lock_terms(), 0)
		.unwrap();

	let secret = TradeSecret::from_bytes(&sale.secret.to_bytes()).unwrap();
	let bundle = Bundle::parse(&sale.bytes).unwrap();
	let unlocked = bundle.unlock(&sale.proposal, &secret, &kappa_prime).unwrap();
	assert_eq!(&unlocked.field(0).unwrap()[..], FIELDS[1].content);
	assert_eq!(&unlocked.field(1).unwrap()[..], FIELDS[3].content);
}

#[test]
fn a_large_document_is_neither_copied_nor_held_whole() {
	let document: Vec<u8> = (0..5 * CHUNK as u32 + 7).map(|i| i as u8).collect();
	let fields = [
		FIELDS[0],
		Field {
			label: "DocumentReference",
			content: &document,
			group: 0,
		},
	];
	let record = Record::new(&fields, 7);
	let secret = TradeSecret::generate(&mut rng(1));
	let terms = terms(&secret);
	let draw = Draw::generate(&terms, &mut rng(2)).unwrap();
	let outgoing = outgoing(&record, &terms, &draw, &[1], &mut rng(3));
	// The ciphertext is a part of the record's own bytes.
	let parts: Vec<_> = outgoing.parts().collect();
	assert_eq!(parts.len(), 2);
	let blob = record.sealed.blob.as_ptr_range();
	assert!(blob.contains(&parts[1].as_ptr()));
	assert_eq!(outgoing.length(), parts.concat().len());

	let bytes = outgoing.to_bytes();
	assert_eq!(bytes, parts.concat());
	let bundle = Bundle::parse(&bytes).unwrap();
	assert!(check(&bundle, outgoing.proposal(), &secret).is_ok());
	let kappa_prime = draw
		.reveal(outgoing.proposal(), &outgoing.proposal().lock_terms(), 0)
		.unwrap();
	let unlocked = bundle.unlock(outgoing.proposal(), &secret, &kappa_prime).unwrap();
	let (mut content, mut largest) = (Vec::new(), 0);
	unlocked
		.field_into(0, |chunk| {
			largest = largest.max(chunk.len());
			content.extend_from_slice(chunk);
		})
		.unwrap();
	assert!(content == document && largest == CHUNK);
}

#[test]
fn the_bundle_names_no_record_and_opens_nothing_by_itself() {
	let sale = Sale::of(&[1]);
	let contains = |needle: &[u8]| sale.bytes.windows(needle.len()).any(|window| window == needle);
	let sealed = &sale.record.sealed;
	assert!(!contains(&sealed.salt[..]) && !contains(&sealed.commitment) && !contains(&sealed.digest));
	for payload in &sale.record.payloads {
		assert!(!contains(&payload.secret));
	}
	for (index, field) in FIELDS
		.iter()
		.enumerate()
		.filter(|(_, field)| !field.content.is_empty())
	{
		assert!(!contains(field.content), "field {index}");
		assert_eq!(contains(field.label.as_bytes()), index == 1, "field {index}");
	}
}

#[test]
fn two_sales_of_one_field_have_nothing_blinded_in_common() {
	let one = Sale::of(&[0]);
	let other = Sale::with(Record::new(&FIELDS, 7), &[0], |terms| terms.nonce = [7; 32], 12);
	assert_ne!(one.proposal.commitments, other.proposal.commitments);
	let w = |sale: &Sale| crate::forge::Forged::read(&sale.bytes).fields[0].w;
	assert_ne!(w(&one), w(&other));
}

#[test]
fn an_order_of_many_fields_is_one_proof() {
	let contents: Vec<[u8; 4]> = (0..300_u32).map(u32::to_le_bytes).collect();
	let fields: Vec<Field<'_>> = contents
		.iter()
		.map(|content| Field {
			label: "Observation/4548-4",
			content,
			group: 0,
		})
		.collect();
	let indices: Vec<u32> = (0..300).collect();
	let sale = Sale::with(Record::new(&fields, 7), &indices, |_| {}, 5);
	let bundle = sale.bundle();
	let checked = bundle
		.check(&sale.proposal, &sale.secret, verify_presentation, &mut rng(1))
		.unwrap();
	let kappa_prime = sale
		.draw
		.reveal(&sale.proposal, &checked.lock_terms(), 0)
		.unwrap();
	let unlocked = checked.unlock(&kappa_prime).unwrap();
	for (position, content) in contents.iter().enumerate() {
		assert_eq!(&unlocked.field(position).unwrap()[..], content);
	}
}

#[test]
fn fields_of_several_groups_are_sold_together() {
	let record = Record::new(&FIELDS, 7);
	let groups = record.open();
	let secret = TradeSecret::generate(&mut rng(1));
	let terms = terms(&secret);
	let draw = Draw::generate(&terms, &mut rng(2)).unwrap();
	let outgoing = make(
		&terms,
		&draw,
		&[&groups[1], &groups[0]],
		&[0, 1, 4],
		crate::present,
		&mut rng(3),
	)
	.unwrap();
	let bytes = outgoing.to_bytes();
	assert!(check(&Bundle::parse(&bytes).unwrap(), outgoing.proposal(), &secret).is_ok());
}
