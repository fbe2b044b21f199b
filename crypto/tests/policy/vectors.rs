//! `vectors/policy.json`: canonical texts, matrices, rebuilding, and refusals.

use crate::{attribute, set, vector_file};
use ark_bls12_381::Fr;
use ark_ff::{BigInteger, PrimeField};
use salus_crypto::{lsss::Lsss, policy::Policy};
use serde_json::{json, Value};

/// A scalar as hexadecimal, big-endian.
fn scalar(value: &Fr) -> String {
	hex::encode(value.into_bigint().to_bytes_be())
}

fn policy_vector(text: &str, sets: &[&[&str]]) -> Value {
	let policy = Policy::parse(text).unwrap();
	let lsss = Lsss::compile(&policy);
	let s = Fr::from(1_000_003_u64);
	let v: Vec<Fr> = (1..lsss.width() as u64).map(|i| Fr::from(7 * i)).collect();
	let shares = lsss.shares(s, &v).unwrap();
	let rows: Vec<Value> = lsss
		.labels()
		.zip(lsss.matrix::<Fr>())
		.zip(&shares)
		.map(|(((attribute, tau), row), share)| {
			let entries: Vec<Value> = row
				.iter()
				.map(|(column, entry)| json!({ "column": column, "value": scalar(entry) }))
				.collect();
			json!({ "attribute": attribute.to_string(), "tau": tau, "entries": entries, "share": scalar(share) })
		})
		.collect();
	let sets: Vec<Value> = sets
		.iter()
		.map(|held| {
			let rebuilt = lsss.reconstruct::<Fr>(&set(held)).map(|rows| {
				rows.iter()
					.map(|(row, w)| json!({ "row": row, "w": scalar(w) }))
					.collect::<Vec<_>>()
			});
			json!({ "attributes": held, "rebuilds_with": rebuilt })
		})
		.collect();
	json!({
		"text": text,
		"canonical": policy.canonical(),
		"width": lsss.width(),
		"s": scalar(&s),
		"v": v.iter().map(scalar).collect::<Vec<_>>(),
		"rows": rows,
		"sets": sets,
	})
}

#[test]
fn vectors_of_policies_are_met() {
	let attributes: Vec<Value> = [
		"consortium/Cardiologist",
		"ST-Mary/CAFE\u{301}",
		"a/\u{4e00}_1.x-y",
	]
	.iter()
	.map(|text| {
		let attribute = attribute(text);
		json!({
			"text": text,
			"canonical": attribute.to_string(),
			"canonical_bytes": hex::encode(attribute.canonical_bytes()),
		})
	})
	.collect();
	let policies = [
		policy_vector("a/x", &[&["a/x"], &["b/y"], &[]]),
		policy_vector("A/x AND b/y and c/z", &[&["a/x", "b/y", "c/z"], &["a/x", "c/z"]]),
		policy_vector("a/x or (b/y and c/z)", &[&["a/x"], &["b/y", "c/z"], &["b/y"]]),
		policy_vector(
			"3 of (a/x, b/y, c/z, d/w)",
			&[&["a/x", "c/z", "d/w"], &["a/x", "b/y"]],
		),
		policy_vector(
			"consortium/cardiologist and (st-mary/staff or 2 of (a/x, b/y and st-mary/staff, c/z, a/x))",
			&[
				&["consortium/cardiologist", "a/x"],
				&["consortium/cardiologist", "b/y", "c/z"],
				&["consortium/cardiologist", "st-mary/staff"],
				&["st-mary/staff", "a/x"],
			],
		),
	];
	let refusals: Vec<Value> = [
		"",
		"a/x and",
		"a/x b/y",
		"(a/x",
		"2 of (a/x b/y)",
		"3 of (a/x, b/y)",
		"a/x and nurse",
		"A_B/x",
		"a/x\u{200b}",
	]
	.iter()
	.map(|text| json!({ "text": text, "at": Policy::parse(text).unwrap_err().at }))
	.collect();
	vector_file::check(
		"policy",
		&json!({
			"about": "Scalars are of BLS12-381, hexadecimal, big-endian. rebuilds_with is null where the set must not rebuild.",
			"attributes": attributes,
			"policies": policies,
			"refusals": refusals,
		}),
	);
}
