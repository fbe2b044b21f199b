//! The buyer's checks, one by one.

use crate::{check, forge::Forged, refusal, rng, NotForThisOrder, Record, Refused, Sale, FIELDS};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::{
	encoding::{decode_ristretto, DecodeError},
	hash::h_scalar_ristretto,
	sale::{order_id, CheckError, CommitmentError, Commitments, OrderTerms, Proposal, TradeSecret},
};

fn other_order(seed: u64) -> Sale {
	Sale::with(
		Record::new(&FIELDS, 7),
		&[0, 1, 4],
		|terms| terms.nonce = [7; 32],
		seed,
	)
}

#[test]
fn an_honest_bundle_passes_whatever_the_weights() {
	let sale = Sale::of(&[0, 1, 4]);
	for seed in 0..20 {
		assert!(sale
			.bundle()
			.check(
				&sale.proposal,
				&sale.secret,
				crate::verify_presentation,
				&mut rng(seed)
			)
			.is_ok());
	}
}

#[test]
fn another_bundle_than_the_one_proposed_is_refused() {
	let (sale, other) = (Sale::of(&[0, 1, 4]), other_order(12));
	assert_eq!(
		refusal(&other.bundle(), &sale.proposal, &sale.secret),
		CheckError::BundleHash
	);
	// The same order, another proof of the same.
	let again = Sale::with(Record::new(&FIELDS, 7), &[0, 1, 4], |_| {}, 14);
	assert_eq!(
		refusal(&again.bundle(), &sale.proposal, &sale.secret),
		CheckError::BundleHash
	);
}

#[test]
fn a_bundle_of_another_order_is_refused() {
	let (sale, other) = (Sale::of(&[0, 1, 4]), other_order(12));
	assert_eq!(sale.refusal(&other.bytes), CheckError::Order);
}

#[test]
fn an_order_for_another_trade_key_is_refused() {
	let sale = Sale::of(&[0]);
	let stranger = TradeSecret::generate(&mut rng(1));
	assert_eq!(
		refusal(&sale.bundle(), &sale.proposal, &stranger),
		CheckError::TradeKey
	);
}

#[test]
fn commitments_that_are_no_points_are_refused() {
	let sale = Sale::of(&[0]);
	let refused = |change: &dyn Fn(&mut Commitments)| {
		let mut commitments = sale.proposal.commitments;
		change(&mut commitments);
		let proposal = Proposal {
			commitments,
			..sale.proposal
		};
		refusal(&sale.bundle(), &proposal, &sale.secret)
	};
	for (bytes, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			refused(&|commitments| commitments.q_prime = bytes),
			CheckError::Commitments(CommitmentError::QPrime(error))
		);
		assert_eq!(
			refused(&|commitments| commitments.r = bytes),
			CheckError::Commitments(CommitmentError::R(error))
		);
	}
	// Points, but not the seller's.
	let point = |scalar: u64| {
		RistrettoPoint::mul_base(&Scalar::from(scalar))
			.compress()
			.to_bytes()
	};
	assert_eq!(
		refused(&|commitments| commitments.q_prime = point(5)),
		CheckError::Proof
	);
	assert_eq!(
		refused(&|commitments| commitments.r = point(5)),
		CheckError::Proof
	);
}

#[test]
fn a_seller_who_blinds_with_nothing_is_refused() {
	// Q' = bG: kappa would be zero, and every W_i the key itself, for sale to whoever looks.
	let sale = Sale::of(&[0]);
	let y = Scalar::from_canonical_bytes(*sale.secret.to_bytes()).unwrap();
	let r = decode_ristretto(&sale.proposal.commitments.r).unwrap();
	let b = h_scalar_ristretto(
		b"SALUS-V1-SALE-MASK-RISTRETTO255_XMD:SHA-512_",
		&[(y * r).compress().as_bytes(), &order_id(&sale.proposal.terms)],
	);
	let proposal = Proposal {
		commitments: Commitments {
			q_prime: RistrettoPoint::mul_base(&b).compress().to_bytes(),
			..sale.proposal.commitments
		},
		..sale.proposal
	};
	assert_eq!(
		refusal(&sale.bundle(), &proposal, &sale.secret),
		CheckError::Commitments(CommitmentError::Q)
	);
}

/// What becomes of a bundle of fields 0, 1 and 4 in which one thing is changed.
fn changed(change: impl FnOnce(&mut Forged)) -> Refused {
	let sale = Sale::of(&[0, 1, 4]);
	let mut forged = Forged::read(&sale.bytes);
	change(&mut forged);
	sale.refusal(&forged.write())
}

#[test]
fn a_field_that_is_not_the_records_is_refused() {
	let foreign = Forged::read(&Sale::with(Record::new(&FIELDS, 8), &[0, 1, 4], |_| {}, 11).bytes);
	assert_eq!(
		changed(|forged| {
			forged.fields[1] = foreign.fields[1].clone();
			forged.ciphertexts[1] = foreign.ciphertexts[1].clone();
		}),
		CheckError::Path { index: 1 }
	);
	assert_eq!(
		changed(|forged| forged.fields[0].path[0][0] ^= 1),
		CheckError::Path { index: 1 }
	);
	assert_eq!(
		changed(|forged| forged.fields[2].label = b"Condition/E11".to_vec()),
		CheckError::Path { index: 4 }
	);
	assert_eq!(
		changed(|forged| forged.fields[2].digest[0] ^= 1),
		CheckError::Path { index: 4 }
	);
	assert_eq!(
		changed(|forged| forged.fields[2].p = forged.fields[0].p),
		CheckError::Path { index: 4 }
	);
}

#[test]
fn a_field_does_not_pass_as_another_that_says_the_same() {
	// Fields 3 and 4 have one label and one content.
	let sale = Sale::of(&[0, 3]);
	let other = Forged::read(&Sale::of(&[0, 4]).bytes);
	let mut forged = Forged::read(&sale.bytes);
	forged.fields[1] = other.fields[1].clone();
	forged.ciphertexts[1] = other.ciphertexts[1].clone();
	// It is a field of the record, but not the one that was proven.
	assert_eq!(sale.refusal(&forged.write()), CheckError::Proof);
}

#[test]
fn a_swapped_ciphertext_is_refused() {
	assert_eq!(
		changed(|forged| forged.ciphertexts[1][40] ^= 1),
		CheckError::Ciphertext { index: 1 }
	);
	let sale = Sale::of(&[3, 4]);
	let mut forged = Forged::read(&sale.bytes);
	forged.ciphertexts.swap(0, 1);
	assert_eq!(sale.refusal(&forged.write()), CheckError::Ciphertext { index: 3 });
}

#[test]
fn a_presentation_for_another_order_or_record_is_refused() {
	let other = Forged::read(&other_order(12).bytes).presentation;
	assert_eq!(
		changed(|forged| forged.presentation = other.clone()),
		CheckError::Presentation(NotForThisOrder)
	);
	// For this order, but of an earlier version of the record.
	let stale = Record::new(&FIELDS[..4], 8).sealed.root;
	assert_eq!(
		changed(|forged| forged.presentation[..32].copy_from_slice(&stale[..])),
		CheckError::Root
	);
}

#[test]
fn points_of_a_field_that_are_none_are_refused() {
	for (bytes, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(
			changed(|forged| forged.fields[1].w = bytes),
			CheckError::Point { index: 1, error }
		);
	}
}

#[test]
fn points_and_scalars_of_the_proof_are_canonical() {
	for at in 0..7 {
		for (bytes, error) in [
			([0; 32], DecodeError::Identity),
			([255; 32], DecodeError::Malformed),
		] {
			assert_eq!(
				changed(|forged| forged.points[at] = bytes),
				CheckError::ProofEncoding(error)
			);
		}
	}
	for at in 0..4 {
		assert_eq!(
			changed(|forged| forged.responses[at] = [255; 32]),
			CheckError::ProofEncoding(DecodeError::Malformed)
		);
	}
}

#[test]
fn keys_of_other_fields_or_none_are_refused() {
	assert_eq!(
		changed(|forged| {
			let w = forged.fields[0].w;
			forged.fields[0].w = forged.fields[1].w;
			forged.fields[1].w = w;
		}),
		CheckError::Proof
	);
	let g = RistrettoPoint::mul_base(&Scalar::ONE).compress().to_bytes();
	assert_eq!(changed(|forged| forged.fields[2].w = g), CheckError::Proof);
}

#[test]
fn every_value_of_the_proof_counts() {
	let g = RistrettoPoint::mul_base(&Scalar::ONE);
	for at in 0..7 {
		assert_eq!(
			changed(|forged| {
				let point = decode_ristretto(&forged.points[at]).unwrap() + g;
				forged.points[at] = point.compress().to_bytes();
			}),
			CheckError::Proof
		);
	}
	for at in 0..4 {
		assert_eq!(
			changed(|forged| {
				let scalar = Scalar::from_canonical_bytes(forged.responses[at]).unwrap() + Scalar::ONE;
				forged.responses[at] = scalar.to_bytes();
			}),
			CheckError::Proof
		);
	}
}

#[test]
fn errors_that_cancel_are_noticed() {
	// One too much here, one too little there: the plain sum of all equations would still hold.
	assert_eq!(
		changed(|forged| {
			for (at, by) in [(1, Scalar::ONE), (2, -Scalar::ONE)] {
				let scalar = Scalar::from_canonical_bytes(forged.responses[at]).unwrap() + by;
				forged.responses[at] = scalar.to_bytes();
			}
		}),
		CheckError::Proof
	);
}

#[test]
fn a_proof_serves_one_chain_order_account_and_buyer() {
	// Everything of a sale is carried over to terms that differ in one thing, and made to fit as far as a cheat can.
	let changes: [fn(&mut OrderTerms); 7] = [
		|terms| terms.genesis[0] ^= 1,
		|terms| terms.seller[0] ^= 1,
		|terms| terms.buyer[0] ^= 1,
		|terms| terms.price += 1,
		|terms| terms.deadline += 1,
		|terms| terms.terms[0] ^= 1,
		|terms| terms.nonce[0] ^= 1,
	];
	let sale = Sale::of(&[0, 1, 4]);
	for change in changes {
		let mut proposal = sale.proposal;
		change(&mut proposal.terms);
		let mut forged = Forged::read(&sale.bytes);
		forged.order = order_id(&proposal.terms);
		forged.presentation[32..].copy_from_slice(&forged.order);
		let bytes = forged.write();
		let bundle = salus_crypto::sale::Bundle::parse(&bytes).unwrap();
		proposal.bundle = bundle.hash();
		assert_eq!(refusal(&bundle, &proposal, &sale.secret), CheckError::Proof);
	}
}

#[test]
fn a_proof_of_the_same_fields_does_not_serve_another_draw() {
	let (one, other) = (
		Sale::of(&[0, 1, 4]),
		Sale::with(Record::new(&FIELDS, 7), &[0, 1, 4], |_| {}, 14),
	);
	let theirs = Forged::read(&other.bytes);
	let mut forged = Forged::read(&one.bytes);
	forged.points = theirs.points;
	forged.responses = theirs.responses;
	assert_eq!(one.refusal(&forged.write()), CheckError::Proof);
	// Nor does a whole bundle pass under commitments of another.
	let proposal = Proposal {
		commitments: other.proposal.commitments,
		..one.proposal
	};
	assert_eq!(refusal(&one.bundle(), &proposal, &one.secret), CheckError::Proof);
}

#[test]
fn every_byte_of_a_bundle_counts_even_if_the_proposal_names_its_hash() {
	let sale = Sale::of(&[0, 2]);
	assert!(check(&sale.bundle(), &sale.proposal, &sale.secret).is_ok());
	for at in 0..sale.bytes.len() {
		let mut bytes = sale.bytes.clone();
		bytes[at] ^= 1;
		let Ok(bundle) = salus_crypto::sale::Bundle::parse(&bytes) else {
			continue;
		};
		let proposal = Proposal {
			bundle: bundle.hash(),
			..sale.proposal
		};
		assert!(check(&bundle, &proposal, &sale.secret).is_err(), "byte {at}");
	}
}
