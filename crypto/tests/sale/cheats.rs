//! Sellers who seal and prove for themselves: everything is consistent but for one thing.

use crate::{
	forge::{Forged, ForgedField},
	rng, terms, Sale, FIELDS, SCHEMA,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::{
	encoding::DecodeError,
	hash::{h_ristretto, sha256},
	record::Tree,
	sale::{order_id, Bundle, CheckError, Draw, Proposal, TradeSecret},
	transcript::Transcript,
};
use sha2::{Digest, Sha256, Sha512};

/// `B'`, as the page on records derives it.
fn b_prime() -> RistrettoPoint {
	let dst = b"SALUS-V1-H-BLINDING-RISTRETTO255_XMD:SHA-512_R255MAP_";
	let dst_prime = [&dst[..], &[dst.len() as u8]].concat();
	let first = Sha512::digest([&[0; 128][..], b"B'", &[0, 64], &[0], &dst_prime].concat());
	RistrettoPoint::from_uniform_bytes(&Sha512::digest([&first[..], &[1], &dst_prime].concat()).into())
}

/// A record of one field, sealed by the cheat itself: whatever it likes stands in the leaf.
struct Cheat {
	secret: TradeSecret,
	proposal: Proposal,
	forged: Forged,
	kappa: Scalar,
	k: Scalar,
}

impl Cheat {
	fn new(k: Scalar) -> Self {
		let secret = TradeSecret::generate(&mut rng(1));
		let terms = terms(&secret);
		let draw = Draw::generate(&terms, &mut rng(2)).unwrap();
		// tag, order, Y, then kappa.
		let bytes = draw.to_bytes();
		let kappa = bytes[bytes.len() - 64..bytes.len() - 32].try_into().unwrap();
		let kappa = Scalar::from_canonical_bytes(kappa).unwrap();
		let ciphertext = vec![7; 60];
		let (label, p, digest) = (
			b"Patient".to_vec(),
			RistrettoPoint::mul_base(&k).compress().to_bytes(),
			sha256(&ciphertext),
		);
		let leaf = Sha256::digest([&[0, 0, 0, 0, 0, 7, 0][..], &label, &p, &digest].concat());
		let root = Tree::new(SCHEMA, vec![leaf.into()]).unwrap().root();
		let order = order_id(&terms);
		let w = k * b_prime() + kappa * base(&order);
		let mut cheat = Self {
			proposal: Proposal {
				terms,
				commitments: draw.commitments(),
				bundle: [0; 32],
			},
			secret,
			forged: Forged {
				order,
				schema: SCHEMA,
				n: 1,
				count: 1,
				fields: vec![ForgedField {
					index: 0,
					label,
					p,
					digest,
					length: 60,
					path: vec![],
					w: w.compress().to_bytes(),
				}],
				presentation: [root, order].concat(),
				points: vec![],
				responses: vec![],
				ciphertexts: vec![ciphertext],
			},
			kappa,
			k,
		};
		cheat.prove(Scalar::from(3_u64), Scalar::from(4_u64));
		cheat
	}

	fn challenge(&self) -> Scalar {
		let terms = &self.proposal.terms;
		let mut transcript = Transcript::new(b"salus/v1/sale/proof", &terms.genesis);
		transcript.append(b"order", &self.forged.order);
		transcript.append(b"seller", &terms.seller);
		transcript.append(b"buyer", &terms.buyer);
		transcript.append(b"Y", &terms.y);
		transcript.append(b"price", &terms.price.to_le_bytes());
		transcript.append(b"deadline", &terms.deadline.to_le_bytes());
		transcript.append(b"Q'", &self.proposal.commitments.q_prime);
		transcript.append(b"R", &self.proposal.commitments.r);
		transcript.append(b"Q", RistrettoPoint::mul_base(&self.kappa).compress().as_bytes());
		transcript.append(b"statement", &sha256(&self.forged.statement()));
		transcript.append(b"T", &self.forged.points.concat());
		transcript.challenge_ristretto()
	}

	/// The proof, with these nonces and these witnesses, whatever the statement is.
	fn prove(&mut self, t: Scalar, t_0: Scalar) {
		let second = t_0 * b_prime() + t * base(&self.forged.order);
		self.forged.points = [
			RistrettoPoint::mul_base(&t),
			RistrettoPoint::mul_base(&t_0),
			second,
		]
		.map(|point| point.compress().to_bytes())
		.to_vec();
		let c = self.challenge();
		self.forged.responses = [t + c * self.kappa, t_0 + c * self.k]
			.map(|scalar| scalar.to_bytes())
			.to_vec();
	}

	fn judged(&self) -> Result<[u8; 32], crate::Refused> {
		let bytes = self.forged.write();
		let bundle = Bundle::parse(&bytes).unwrap();
		let proposal = Proposal {
			bundle: bundle.hash(),
			..self.proposal
		};
		crate::check(&bundle, &proposal, &self.secret)
	}
}

fn base(order: &[u8; 32]) -> RistrettoPoint {
	h_ristretto(
		b"SALUS-V1-H-SALE-BASE-RISTRETTO255_XMD:SHA-512_R255MAP_",
		&[order, &[0; 4]],
	)
}

#[test]
fn a_proof_written_from_the_page_alone_passes() {
	let cheat = Cheat::new(Scalar::from(5_u64));
	assert_eq!(
		cheat.judged(),
		Ok(cheat.forged.presentation[..32].try_into().unwrap())
	);
}

#[test]
fn a_leaf_with_the_neutral_point_is_refused() {
	// S_i would be the neutral element: a key that everybody knows.
	let cheat = Cheat::new(Scalar::ZERO);
	assert_eq!(
		cheat.judged(),
		Err(CheckError::Point {
			index: 0,
			error: DecodeError::Identity
		})
	);
}

#[test]
fn a_key_that_is_not_the_leafs_is_refused_though_all_else_is_proven() {
	// W hides (k + 1) B', and the cheat proves as if it were k B': three equations of four hold.
	let mut cheat = Cheat::new(Scalar::from(5_u64));
	let w = (cheat.k + Scalar::ONE) * b_prime() + cheat.kappa * base(&cheat.forged.order);
	cheat.forged.fields[0].w = w.compress().to_bytes();
	cheat.prove(Scalar::from(3_u64), Scalar::from(4_u64));
	assert_eq!(cheat.judged(), Err(CheckError::Proof));
	// As if P were (k + 1) G: now P_i is wrong instead.
	cheat.k += Scalar::ONE;
	cheat.prove(Scalar::from(3_u64), Scalar::from(4_u64));
	assert_eq!(cheat.judged(), Err(CheckError::Proof));
}

#[test]
fn a_mask_by_another_scalar_than_the_one_to_be_revealed_is_refused() {
	let mut cheat = Cheat::new(Scalar::from(5_u64));
	let honest = cheat.kappa;
	cheat.kappa += Scalar::ONE;
	let w = cheat.k * b_prime() + cheat.kappa * base(&cheat.forged.order);
	cheat.forged.fields[0].w = w.compress().to_bytes();
	cheat.prove(Scalar::from(3_u64), Scalar::from(4_u64));
	assert_eq!(cheat.judged(), Err(CheckError::Proof));
	cheat.kappa = honest;
	cheat.prove(Scalar::from(3_u64), Scalar::from(4_u64));
	assert_eq!(cheat.judged(), Err(CheckError::Proof));
}

#[test]
fn one_nonce_for_two_orders_would_give_kappa_away_and_does_not_occur() {
	// Even with the same randomness: nonces depend on what is proven.
	let t = |change: fn(&mut salus_crypto::sale::OrderTerms)| {
		let sale = Sale::with(crate::Record::new(&FIELDS, 7), &[0], change, 11);
		Forged::read(&sale.bytes).points
	};
	let (one, other) = (t(|_| {}), t(|terms| terms.price += 1));
	assert!(one.iter().all(|point| !other.contains(point)));
}
