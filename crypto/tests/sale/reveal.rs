//! The scalar that is paid for: what the chain takes, and what it opens for whom.

use crate::{forge::Forged, rng, Record, Sale, FIELDS};
use curve25519_dalek::{RistrettoPoint, Scalar};
use proptest::prelude::*;
use salus_crypto::{
	encoding::DecodeError,
	hash::h_ristretto,
	sale::{
		opens, order_id, Bundle, CommitmentError, Commitments, Proposal, RevealError, TradeSecret,
		UnlockError,
	},
	symmetric::ChunkedKey,
};

/// The order of the group, little-endian.
const L: [u8; 32] = [
	0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn revealed(sale: &Sale) -> [u8; 32] {
	sale.draw
		.reveal(&sale.proposal, &sale.proposal.lock_terms(), 0)
		.unwrap()
}

fn unlock_error(sale: &Sale, proposal: &Proposal, secret: &TradeSecret, scalar: &[u8; 32]) -> UnlockError {
	sale.bundle()
		.unlock(proposal, secret, scalar)
		.map(drop)
		.unwrap_err()
}

/// The same integer plus the order of the group: the same scalar in an encoding that is not its own.
fn plus_l(scalar: &[u8; 32]) -> [u8; 32] {
	let mut carry = 0;
	let mut sum = [0; 32];
	for ((to, a), b) in sum.iter_mut().zip(scalar).zip(&L) {
		let digit = u16::from(*a) + u16::from(*b) + carry;
		*to = digit as u8;
		carry = digit >> 8;
	}
	sum
}

#[test]
fn the_chain_takes_the_one_scalar_in_its_one_encoding() {
	let sale = Sale::of(&[0, 1]);
	let q_prime = &sale.proposal.commitments.q_prime;
	let scalar = revealed(&sale);
	assert!(opens(&scalar, q_prime));
	for wrong in [
		[0; 32],
		[255; 32],
		L,
		plus_l(&scalar),
		scalar.map(|byte| byte ^ 1),
	] {
		assert!(!opens(&wrong, q_prime));
	}
	let one_more = Scalar::from_canonical_bytes(scalar).unwrap() + Scalar::ONE;
	assert!(!opens(&one_more.to_bytes(), q_prime));
	// Of another order, to this commitment; and to commitments that are none.
	let other = Sale::with(Record::new(&FIELDS, 7), &[0], |terms| terms.nonce = [7; 32], 12);
	assert!(!opens(&revealed(&other), q_prime));
	assert!(!opens(&scalar, &[0; 32]) && !opens(&scalar, &[255; 32]) && !opens(&[0; 32], &[0; 32]));
}

#[test]
fn the_buyer_says_why_a_scalar_opens_nothing() {
	let sale = Sale::of(&[0, 1]);
	let scalar = revealed(&sale);
	for (wrong, error) in [
		([0; 32], RevealError::Scalar(DecodeError::Identity)),
		(plus_l(&scalar), RevealError::Scalar(DecodeError::Malformed)),
		(Scalar::ONE.to_bytes(), RevealError::Wrong),
	] {
		assert_eq!(
			unlock_error(&sale, &sale.proposal, &sale.secret, &wrong),
			UnlockError::Reveal(error)
		);
	}
}

#[test]
fn the_public_scalar_opens_nothing_for_anyone_else() {
	let sale = Sale::of(&[0]);
	let scalar = revealed(&sale);
	let stranger = TradeSecret::generate(&mut rng(99));
	assert_eq!(
		unlock_error(&sale, &sale.proposal, &stranger, &scalar),
		UnlockError::TradeKey
	);
	// Nor does the scalar itself lift the mask, for one who has the whole bundle.
	let forged = Forged::read(&sale.bytes);
	let base = h_ristretto(
		b"SALUS-V1-H-SALE-BASE-RISTRETTO255_XMD:SHA-512_R255MAP_",
		&[&order_id(&sale.proposal.terms), &[0; 4]],
	);
	let w = salus_crypto::encoding::decode_ristretto(&forged.fields[0].w).unwrap();
	let content = |kappa: Scalar| {
		let s: RistrettoPoint = w - kappa * base;
		let aad = [&0_u32.to_le_bytes()[..], &7_u64.to_le_bytes(), b"Patient"].concat();
		ChunkedKey::derive(s.compress().as_bytes(), b"salus/v1/record/field", &[])
			.open(&aad, &forged.ciphertexts[0])
	};
	let kappa_prime = Scalar::from_canonical_bytes(scalar).unwrap();
	assert!(content(kappa_prime).is_err());
	// While kappa does: the mask is what hides it.
	let y = Scalar::from_canonical_bytes(*sale.secret.to_bytes()).unwrap();
	let r = salus_crypto::encoding::decode_ristretto(&sale.proposal.commitments.r).unwrap();
	let b = salus_crypto::hash::h_scalar_ristretto(
		b"SALUS-V1-SALE-MASK-RISTRETTO255_XMD:SHA-512_",
		&[(y * r).compress().as_bytes(), &order_id(&sale.proposal.terms)],
	);
	assert_eq!(&content(kappa_prime - b).unwrap()[..], FIELDS[0].content);
}

#[test]
fn a_file_that_changed_after_the_lock_is_not_opened() {
	let sale = Sale::of(&[0, 1]);
	let scalar = revealed(&sale);
	let mut bytes = sale.bytes.clone();
	*bytes.last_mut().unwrap() ^= 1;
	let bundle = Bundle::parse(&bytes).unwrap();
	let unlocked = bundle.unlock(&sale.proposal, &sale.secret, &scalar).unwrap();
	assert_eq!(&unlocked.field(0).unwrap()[..], FIELDS[0].content);
	assert_eq!(
		unlocked.field(1).map(drop),
		Err(UnlockError::Ciphertext { index: 1 })
	);

	let mut forged = Forged::read(&sale.bytes);
	forged.fields[1].w = forged.fields[0].w;
	let bytes = forged.write();
	assert_eq!(
		Bundle::parse(&bytes)
			.unwrap()
			.unlock(&sale.proposal, &sale.secret, &scalar)
			.map(drop),
		Err(UnlockError::BundleHash)
	);
}

#[test]
fn a_buyer_who_locked_without_checking_learns_what_was_wrong() {
	let sale = Sale::of(&[0, 1]);
	let scalar = revealed(&sale);
	let opened = |w: [u8; 32]| {
		let mut forged = Forged::read(&sale.bytes);
		forged.fields[1].w = w;
		let bytes = forged.write();
		let bundle = Bundle::parse(&bytes).unwrap();
		let proposal = Proposal {
			bundle: bundle.hash(),
			..sale.proposal
		};
		let unlocked = bundle.unlock(&proposal, &sale.secret, &scalar).unwrap();
		unlocked.field(1).map(drop)
	};
	let forged = Forged::read(&sale.bytes);
	assert_eq!(opened(forged.fields[1].w), Ok(()));
	assert_eq!(opened(forged.fields[0].w), Err(UnlockError::Field { index: 1 }));
	assert_eq!(
		opened([0; 32]),
		Err(UnlockError::Point {
			index: 1,
			error: DecodeError::Identity
		})
	);
}

#[test]
fn a_bundle_opens_under_its_own_proposal_alone() {
	let sale = Sale::of(&[0]);
	let scalar = revealed(&sale);
	let other = Sale::with(Record::new(&FIELDS, 7), &[0], |terms| terms.nonce = [7; 32], 12);
	let refused = |proposal: &Proposal| unlock_error(&sale, proposal, &sale.secret, &scalar);
	assert_eq!(refused(&other.proposal), UnlockError::BundleHash);
	assert_eq!(
		refused(&Proposal {
			bundle: sale.proposal.bundle,
			..other.proposal
		}),
		UnlockError::Order
	);
	let with = |commitments| Proposal {
		commitments,
		..sale.proposal
	};
	assert_eq!(
		refused(&with(Commitments {
			r: [0; 32],
			..sale.proposal.commitments
		})),
		UnlockError::Commitments(CommitmentError::R(DecodeError::Identity))
	);
	assert_eq!(
		refused(&with(Commitments {
			q_prime: other.proposal.commitments.q_prime,
			..sale.proposal.commitments
		})),
		UnlockError::Reveal(RevealError::Wrong)
	);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn a_commitment_opens_to_its_scalar_and_to_nothing_else(wide: [u8; 32], other: [u8; 32]) {
		let scalar = Scalar::from_bytes_mod_order(wide);
		prop_assume!(scalar != Scalar::ZERO);
		let q_prime = RistrettoPoint::mul_base(&scalar).compress().to_bytes();
		prop_assert!(opens(&scalar.to_bytes(), &q_prime));
		prop_assert_eq!(opens(&other, &q_prime), other == scalar.to_bytes());
		prop_assert_eq!(opens(&wide, &q_prime), wide == scalar.to_bytes());
	}
}
