//! `vectors/sale.json`: one sale with all that is derived on the way, derived here a second time from the page that
//! describes it.

use crate::{
	forge::Forged,
	oracle::{expand, prefixed},
	vector_file, Sale, FIELDS,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::{encoding::decode_ristretto, sale::order_id};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn vectors_of_sales_are_met() {
	let sale = Sale::of(&[1, 3]);
	let terms = &sale.proposal.terms;
	let order: [u8; 32] = Sha256::digest(prefixed(&[
		b"salus/v1/sale/order",
		&terms.genesis,
		&terms.seller,
		&terms.buyer,
		&terms.y,
		&terms.price.to_le_bytes(),
		&terms.deadline.to_le_bytes(),
		&terms.terms,
		&terms.nonce,
	]))
	.into();
	assert_eq!(order, order_id(terms));

	// The draw: tag, order, Y, kappa, rho.
	let draw = sale.draw.to_bytes();
	let [order_drawn, y_drawn, kappa, rho] = [4, 3, 2, 1].map(|from_end| {
		let start = draw.len() - 32 * from_end;
		<[u8; 32]>::try_from(&draw[start..start + 32]).unwrap()
	});
	assert_eq!((order_drawn, y_drawn), (order, terms.y));
	let [kappa, rho] = [kappa, rho].map(|bytes| Scalar::from_canonical_bytes(bytes).unwrap());
	let y = Scalar::from_canonical_bytes(*sale.secret.to_bytes()).unwrap();
	let shared = rho * RistrettoPoint::mul_base(&y);
	assert_eq!(shared, y * RistrettoPoint::mul_base(&rho));
	let b = Scalar::from_bytes_mod_order_wide(&expand(
		b"SALUS-V1-SALE-MASK-RISTRETTO255_XMD:SHA-512_",
		&prefixed(&[shared.compress().as_bytes(), &order]),
	));
	let (q, kappa_prime) = (RistrettoPoint::mul_base(&kappa), kappa + b);
	let q_prime = q + RistrettoPoint::mul_base(&b);
	assert_eq!(q_prime.compress().to_bytes(), sale.proposal.commitments.q_prime);
	assert_eq!(
		RistrettoPoint::mul_base(&rho).compress().to_bytes(),
		sale.proposal.commitments.r
	);
	assert_eq!(
		sale.draw.reveal(&sale.proposal, &sale.proposal.lock_terms(), 0),
		Ok(kappa_prime.to_bytes())
	);

	// The fields: k_i as the page on records says.
	let forged = Forged::read(&sale.bytes);
	let b_prime = RistrettoPoint::from_uniform_bytes(&expand(
		b"SALUS-V1-H-BLINDING-RISTRETTO255_XMD:SHA-512_R255MAP_",
		b"B'",
	));
	let mut fields = Vec::new();
	for (position, field) in (0_u32..).zip(&forged.fields) {
		let secret = &sale.record.payloads[FIELDS[field.index as usize].group].secret;
		let k = Scalar::from_bytes_mod_order_wide(&expand(
			b"SALUS-V1-FIELD-SCALAR-RISTRETTO255_XMD:SHA-512_",
			&prefixed(&[secret, &field.index.to_le_bytes()]),
		));
		let base = RistrettoPoint::from_uniform_bytes(&expand(
			b"SALUS-V1-H-SALE-BASE-RISTRETTO255_XMD:SHA-512_R255MAP_",
			&prefixed(&[&order, &position.to_le_bytes()]),
		));
		let (s, w) = (k * b_prime, k * b_prime + kappa * base);
		assert_eq!(field.p, RistrettoPoint::mul_base(&k).compress().to_bytes());
		assert_eq!(field.w, w.compress().to_bytes());
		fields.push(json!({
			"index": field.index,
			"k": hex::encode(k.to_bytes()),
			"B": hex::encode(base.compress().as_bytes()),
			"P": hex::encode(field.p),
			"S": hex::encode(s.compress().as_bytes()),
			"W": hex::encode(field.w),
		}));
	}

	// The proof: its challenge from the transcript, its equations one by one.
	let transcript = prefixed(&[
		b"salus/v1/sale/proof",
		&terms.genesis,
		b"order",
		&order,
		b"seller",
		&terms.seller,
		b"buyer",
		&terms.buyer,
		b"Y",
		&terms.y,
		b"price",
		&terms.price.to_le_bytes(),
		b"deadline",
		&terms.deadline.to_le_bytes(),
		b"Q'",
		&sale.proposal.commitments.q_prime,
		b"R",
		&sale.proposal.commitments.r,
		b"Q",
		q.compress().as_bytes(),
		b"statement",
		&Sha256::digest(forged.statement()),
		b"T",
		&forged.points.concat(),
	]);
	let c = Scalar::from_bytes_mod_order_wide(&expand(
		b"SALUS-V1-CHALLENGE-RISTRETTO255_XMD:SHA-512_",
		&transcript,
	));
	let point = |bytes| decode_ristretto(bytes).unwrap();
	let z: Vec<Scalar> = forged
		.responses
		.iter()
		.map(|bytes| Scalar::from_canonical_bytes(*bytes).unwrap())
		.collect();
	assert_eq!(RistrettoPoint::mul_base(&z[0]), point(&forged.points[0]) + c * q);
	for (position, field) in forged.fields.iter().enumerate() {
		let base = RistrettoPoint::from_uniform_bytes(&expand(
			b"SALUS-V1-H-SALE-BASE-RISTRETTO255_XMD:SHA-512_R255MAP_",
			&prefixed(&[&order, &(position as u32).to_le_bytes()]),
		));
		let [t_g, t_w] = [1, 2].map(|at| point(&forged.points[2 * position + at]));
		let z_i = z[1 + position];
		assert_eq!(RistrettoPoint::mul_base(&z_i), t_g + c * point(&field.p));
		assert_eq!(z_i * b_prime + z[0] * base, t_w + c * point(&field.w));
	}
	let bundle_hash: [u8; 32] = Sha256::digest(prefixed(&[b"salus/v1/sale/digest", &forged.front()])).into();
	assert_eq!(bundle_hash, sale.proposal.bundle);

	vector_file::check(
		"sale",
		&json!({
			"about": "Bytes are hexadecimal. Fields 1 and 3 of the record of record.json's fields, sealed anew; \
				root and order id stand in for a presentation.",
			"genesis": hex::encode(terms.genesis),
			"seller": hex::encode(terms.seller),
			"buyer": hex::encode(terms.buyer),
			"y": hex::encode(y.to_bytes()),
			"Y": hex::encode(terms.y),
			"price": terms.price.to_string(),
			"deadline": terms.deadline,
			"terms": hex::encode(terms.terms),
			"nonce": hex::encode(terms.nonce),
			"order": hex::encode(order),
			"kappa": hex::encode(kappa.to_bytes()),
			"rho": hex::encode(rho.to_bytes()),
			"b": hex::encode(b.to_bytes()),
			"R": hex::encode(sale.proposal.commitments.r),
			"Q": hex::encode(q.compress().as_bytes()),
			"Q_prime": hex::encode(sale.proposal.commitments.q_prime),
			"kappa_prime": hex::encode(kappa_prime.to_bytes()),
			"fields": fields,
			"challenge": hex::encode(c.to_bytes()),
			"bundle": hex::encode(&sale.bytes),
			"bundle_hash": hex::encode(bundle_hash),
		}),
	);
}
