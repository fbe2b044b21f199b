//! A begun sale and a changed choice.

use super::*;

fn note(fields: &[u32], choice: Added<(Vec<u32>, Vec<String>)>) -> SaleNote {
	SaleNote {
		index: 2,
		record: [1; 32],
		fields: fields.to_vec(),
		place: "bundle".into(),
		buyer: [2; 32],
		y: [3; 32],
		price: 1,
		deadline: 9,
		terms: [4; 32],
		nonce: [5; 32],
		draw: Vec::new(),
		bundle: None,
		revealed: Sent::No,
		choice,
	}
}

#[test]
fn a_sale_whose_fields_are_noted_goes_on_with_the_same_choice_alone() {
	let show = vec!["sex".to_owned()];
	let begun = note(&[1, 4], Added(Some((vec![], show.clone()))));
	assert!(begun.goes_on(&[], &show).unwrap());
	for (fields, show) in [(&[4][..], &show[..]), (&[][..], &[][..]), (&[1, 4][..], &[][..])] {
		let refusal = begun.goes_on(fields, show).unwrap_err();
		assert!(refusal.to_string().contains("forget it first"), "{refusal}");
	}
}

#[test]
fn a_sale_without_fields_yet_is_drawn_anew_for_another_choice() {
	let drawn = note(&[], Added(Some((vec![1], vec![]))));
	assert!(drawn.goes_on(&[1], &[]).unwrap());
	assert!(!drawn.goes_on(&[2], &[]).unwrap());
}

#[test]
fn a_note_without_the_choice_is_held_to_its_fields() {
	let begun = note(&[1, 4], Added(None));
	assert!(begun.goes_on(&[1, 4], &[]).unwrap());
	assert!(begun.goes_on(&[1], &[]).is_err());
}
