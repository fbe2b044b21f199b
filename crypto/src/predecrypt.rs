//! Pre-decryption by the doctor's hospital: `Y1`, from public keys and the header.
//!
//! `Y1 = e(K, C0) * prod_tau e(prod_{tau(i)=tau} K_{pi(i)}^{w_i}, C'_tau) / e(prod C_i^{w_i}, K')` with
//! `sum w_i M_i = (1, 0, …, 0)`: 2 + max tau Miller loops and one final exponentiation whatever the policy. The
//! hospital learns nothing by it; the custodian's factor `Y2` is in [`crate::custodian`].

use crate::{
	authority::AttributeKey,
	header::Header,
	suite::{short, Fr, Gt, Suite, G1, G2},
};
use alloc::{collections::BTreeSet, vec::Vec};

/// The attributes of a key do not satisfy the policy of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSatisfied;

impl core::fmt::Display for NotSatisfied {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str("the attributes of the key do not satisfy the policy")
	}
}

impl core::error::Error for NotSatisfied {}

/// A row i of the header, its coefficient `w_i`, and the `K_u` to be used for it.
pub struct RowUse<S: Suite> {
	/// i.
	pub row: usize,
	/// `w_i`.
	pub w: Fr,
	/// `K_{pi(i)}`.
	pub k_u: G1<S>,
}

/// What is left to the pairings once the rows are multiplied together: nothing in it grows with the policy.
pub struct Combined<S: Suite> {
	/// `prod_{tau(i)=tau} K_{pi(i)}^{w_i}` with `C'_tau`, for each tau in use.
	pub k: Vec<(G1<S>, G2<S>)>,
	/// `prod C_i^{-w_i}`.
	pub minus_c: G1<S>,
}

/// `Y1` for a key that satisfies the policy.
pub fn y1<S: Suite>(key: &AttributeKey<S>, header: &Header<S>) -> Result<Gt<S>, NotSatisfied> {
	Ok(pairings(key, header, &combine(header, &rows(key, header)?)))
}

/// The rows that the key uses, with their coefficients.
pub fn rows<S: Suite>(key: &AttributeKey<S>, header: &Header<S>) -> Result<Vec<RowUse<S>>, NotSatisfied> {
	let held: BTreeSet<_> = key.attributes.iter().cloned().collect();
	header
		.lsss()
		.reconstruct::<Fr>(&held)
		.ok_or(NotSatisfied)?
		.into_iter()
		.map(|(row, w)| {
			let k_u = header
				.lsss()
				.attribute(row)
				.and_then(|u| key.k_u(u))
				.ok_or(NotSatisfied)?;
			Ok(RowUse { row, w, k_u: *k_u })
		})
		.collect()
}

/// Multiplies the rows together: the part of pre-decryption that grows with the policy.
#[allow(clippy::arithmetic_side_effects)] // group and field arithmetic
pub fn combine<S: Suite>(header: &Header<S>, rows: &[RowUse<S>]) -> Combined<S> {
	let (mut c, mut minus_w) = (Vec::new(), Vec::new());
	for RowUse { row, w, .. } in rows {
		if let Some(c_i) = header.c.get(*row) {
			let (c_i, w) = short(*c_i, -*w);
			c.push(c_i);
			minus_w.push(w);
		}
	}
	let k = header
		.c_prime
		.iter()
		.enumerate()
		.filter_map(|(tau, c_prime)| {
			let (k_u, w): (Vec<_>, Vec<_>) = rows
				.iter()
				.filter(|row| header.lsss().occurrence(row.row) == Some(tau))
				.map(|row| short(row.k_u, row.w))
				.unzip();
			(!k_u.is_empty()).then(|| (S::msm_g1(&k_u, &w).into(), *c_prime))
		})
		.collect();
	Combined {
		k,
		minus_c: S::msm_g1(&c, &minus_w).into(),
	}
}

/// The pairings of `Y1`. The equation alone: that the rows satisfy the policy is the business of [`rows`].
pub fn pairings<S: Suite>(key: &AttributeKey<S>, header: &Header<S>, combined: &Combined<S>) -> Gt<S> {
	let mut pairs = combined.k.clone();
	pairs.push((key.k, header.c0));
	pairs.push((combined.minus_c, key.k_prime));
	S::pairing_product(&pairs)
}
