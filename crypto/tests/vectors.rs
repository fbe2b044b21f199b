//! Test vectors of hashes, keys, sealing and opening: `vectors/encoding.json`, `vectors/key-authority.json`.
//!
//! Randomness comes from a counter, so that each vector says which bytes it consumed.

mod common;
mod vector_file;

use common::{attribute, attributes};
use rand::{CryptoRng, RngCore};
use salus_crypto::{
	authority::*,
	codec::Writer,
	domain,
	encoding::*,
	hash::*,
	header::{encrypt, Header, HeaderContext},
	keys::{KeyContext, KeyPurpose, PairedKeyProof},
	open::{open, open_core, Expected, Sealing},
	policy::Policy,
	predecrypt,
	suite::{g1, g2, Suite},
	tables::Tables,
	transcript::Transcript,
	tree::{cover, path, split, Leaf, Node},
	user::UserSecret,
	Bls, Fr,
};
use serde_json::{json, Value};

/// Block n of its output is SHA-256 of n as eight little-endian bytes.
struct Counter {
	next: u64,
	consumed: Vec<u8>,
}

impl Counter {
	fn new() -> Self {
		Self {
			next: 0,
			consumed: Vec::new(),
		}
	}

	/// What was consumed since the last call.
	fn take(&mut self) -> String {
		hex::encode(std::mem::take(&mut self.consumed))
	}
}

impl RngCore for Counter {
	fn next_u32(&mut self) -> u32 {
		unreachable!("the crate asks for bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unreachable!("the crate asks for bytes")
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		for chunk in dest.chunks_mut(32) {
			let block = sha256(&self.next.to_le_bytes());
			chunk.copy_from_slice(&block[..chunk.len()]);
			self.next += 1;
		}
		self.consumed.extend_from_slice(dest);
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
		self.fill_bytes(dest);
		Ok(())
	}
}

impl CryptoRng for Counter {}

fn node(node: &Node) -> Value {
	json!({ "tree": node.tree, "depth": node.depth, "index": node.index, "bytes": hex::encode(node.to_bytes()) })
}

#[test]
fn vectors_of_encodings_and_hashes_hold() {
	let names = ["consortium/cardiologist", "st-mary/staff", "st-mary/Überwachung"];
	let nodes = [
		Node::root(0),
		Node {
			tree: 3,
			depth: 20,
			index: 70_000,
		},
	];
	let mut transcript = Transcript::new(b"salus/v1/example", &[1; 32]);
	transcript.append(b"label", b"value");
	transcript.append(b"empty", b"");
	let k = h_scalar(domain::FO, &[b"exponent"]);
	let e = Bls::pairing_product(&[(g1::<Bls>(), g2::<Bls>())]);
	let [v1, v2] = era_bases::<Bls>(2);
	vector_file::check(
		"encoding",
		&json!({
			"g1": hex::encode(encode_g1::<Bls>(&g1::<Bls>())),
			"g2": hex::encode(encode_g2::<Bls>(&g2::<Bls>())),
			"e(g1,g2)": hex::encode(encode_gt::<Bls>(&e)),
			"k": hex::encode(encode_scalar(&k)),
			"e(g1,g2)^k": hex::encode(encode_gt::<Bls>(&Bls::pow_gt(&e, &k))),
			"H_scalar": [
				{ "domain": String::from_utf8_lossy(domain::FO), "inputs": [hex::encode("exponent")], "scalar": hex::encode(encode_scalar(&k)) },
				{
					"domain": String::from_utf8_lossy(domain::NONCE),
					"inputs": ["", hex::encode("ab")],
					"scalar": hex::encode(encode_scalar(&h_scalar(domain::NONCE, &[b"", b"ab"]))),
				},
			],
			"H_attr": names.map(|name| json!({
				"attribute": name,
				"bytes": hex::encode(attribute(name).canonical_bytes()),
				"point": hex::encode(encode_g1::<Bls>(&h_attr::<Bls>(&attribute(name)))),
			})),
			"H_node": nodes.map(|theta| json!({
				"node": node(&theta),
				"point": hex::encode(encode_g1::<Bls>(&h_node::<Bls>(&theta))),
			})),
			"B": hex::encode(encode_g1::<Bls>(&base_b::<Bls>())),
			"era 2": { "V1": hex::encode(encode_g1::<Bls>(&v1)), "V2": hex::encode(encode_g1::<Bls>(&v2)) },
			"T_2(1000)": hex::encode(encode_g1::<Bls>(&time_base::<Bls>(2, 1000))),
			"transcript": {
				"protocol": "salus/v1/example",
				"genesis": hex::encode([1; 32]),
				"inputs": [["label", hex::encode("value")], ["empty", ""]],
				"challenge": hex::encode(encode_scalar(&transcript.challenge())),
				"challenge of Ristretto": hex::encode(transcript.challenge_ristretto().to_bytes()),
				"two weights": transcript.weights(2).iter().map(|w| hex::encode(encode_scalar(w))).collect::<Vec<_>>(),
			},
			"covers": [
				{ "tree": 0, "revoked": [], "nodes": cover(0, []).iter().map(node).collect::<Vec<_>>() },
				{
					"tree": 1,
					"revoked": [0, 1, 5, 1_048_575],
					"nodes": cover(1, [0, 1, 5, 1_048_575]).iter().map(node).collect::<Vec<_>>(),
				},
			],
			"split": {
				"node": node(&Node { tree: 0, depth: 17, index: 0 }),
				"leaf": 5,
				"nodes": split(Node { tree: 0, depth: 17, index: 0 }, Leaf { tree: 0, index: 5 })
					.unwrap()
					.iter()
					.map(node)
					.collect::<Vec<_>>(),
			},
		}),
	);
}

#[test]
fn vectors_of_the_key_authority_hold() {
	let mut rng = Counter::new();
	let mut tables = Tables::<Bls>::new();
	let (genesis, account, block, record) = ([1; 32], [2; 32], [3; 32], [4; 32]);

	let (public, shares) = deal::<Bls>(2, 3, &mut rng).unwrap();
	let dealing_randomness = rng.take();
	let parameters: Parameters<Bls> = public.clone().validate().unwrap();

	let secret = UserSecret::from_bytes(&encode_scalar(&h_scalar(domain::FO, &[b"a user"]))).unwrap();
	let (pk, pk2, PairedKeyProof(proof)) = secret.register::<Bls>(&KeyContext { genesis, account }, &mut rng);
	let nonce_randomness = rng.take();
	salus_crypto::keys::verify_paired_key::<Bls>(
		KeyPurpose::Abe,
		&pk,
		&pk2,
		&PairedKeyProof(proof),
		&KeyContext { genesis, account },
	)
	.unwrap();

	let leaf = Leaf { tree: 0, index: 6 };
	let request = AttributeKeyRequest {
		genesis,
		block,
		account,
		leaf,
		pk,
		pk2,
		attributes: attributes(&["consortium/cardiologist", "st-mary/staff"]),
		nodes: secret.path_points::<Bls>(leaf),
	};
	let digest = path_digest(&request.nodes);
	let checked: CheckedRequest<Bls> = request.check(&digest, &mut rng).unwrap();
	rng.take();

	let epoch = EpochCover {
		epoch: 12,
		eras: 0..=0,
		nodes: cover(0, [5]),
	};
	let theta = path(leaf)[19];
	assert!(epoch.nodes.contains(&theta));
	let mut partial_values = Vec::new();
	let mut partials = Vec::new();
	for share in [&shares[0], &shares[2]] {
		let partial = issue_partial(share, &checked, theta, &mut tables, &mut rng).unwrap();
		partial_values.push(json!({
			"authority": share.index(),
			"r, 48 bytes big-endian before reduction": rng.take(),
			"K": hex::encode(encode_g1::<Bls>(&partial.k)),
			"K_u": partial.k_u.iter().map(|k_u| hex::encode(encode_g1::<Bls>(k_u))).collect::<Vec<_>>(),
			"K'": hex::encode(encode_g2::<Bls>(&partial.k_prime)),
			"bytes": hex::encode(partial.to_bytes()),
		}));
		partials.push(partial);
	}
	let key = combine_attribute_keys(&parameters, &checked, &partials).unwrap();
	verify_attribute_key(&parameters, &checked, std::slice::from_ref(&key), &mut rng).unwrap();
	rng.take();

	let mut update_values = Vec::new();
	let mut updates = Vec::new();
	for share in [&shares[1], &shares[2]] {
		let partial = issue_update::<Bls>(share, &epoch, theta, 0, &mut rng).unwrap();
		update_values.push(json!({
			"authority": share.index(),
			"rho, 48 bytes big-endian before reduction": rng.take(),
			"bytes": hex::encode(partial.to_bytes()),
		}));
		updates.push(partial);
	}
	let update = combine_update_keys(&parameters, &updates).unwrap();
	update.verify(parameters.beta(), epoch.epoch).unwrap();

	let policy = "consortium/cardiologist and (st-mary/staff or 2 of (consortium/cardiologist, consortium/nurse, st-mary/emergency))";
	let context = HeaderContext {
		genesis,
		record,
		ceremony: public.ceremony,
		policy: Policy::parse(policy).unwrap(),
	};
	let payload = b"record secret, root and salt";
	let sealed = encrypt(&parameters, &mut tables, &context, payload, 0, &mut rng).unwrap();
	let seed = rng.take();
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	// The scalars of the header, by the public hash.
	let ctx = Writer::new()
		.fixed(&genesis)
		.fixed(&record)
		.fixed(&public.ceremony)
		.bytes(context.policy.canonical().as_bytes())
		.finish();
	let scalar = |kind: &[u8], i: u32| -> Fr {
		h_scalar(
			domain::FO,
			&[
				&hex::decode(&seed).unwrap(),
				&sha256(&ctx),
				kind,
				&i.to_le_bytes(),
			],
		)
	};
	let s = scalar(b"s", 0);
	let scalars = |kind: &[u8], count: usize| -> Vec<String> {
		(0u32..)
			.take(count)
			.map(|i| hex::encode(encode_scalar(&scalar(kind, i))))
			.collect()
	};
	sealed.custodian_part.verify(&header).unwrap();
	let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &header).unwrap());
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, epoch.epoch, &header).unwrap());
	let e_s = open_core::<Bls>(&secret, &y1, &y2).unwrap();
	assert_eq!(*e_s, Bls::pow_gt(parameters.e(), &s));
	let sealing = Sealing {
		header: &sealed.header,
		sealed_box: &sealed.sealed_box,
		y1: &y1,
		y2: &y2,
	};
	let opened = open::<Bls>(
		&secret,
		&Expected {
			genesis,
			record,
			ceremony: public.ceremony,
		},
		&sealing,
		&mut tables,
	);
	assert_eq!(opened.unwrap().payload.as_slice(), payload);
	let coefficients: Vec<Value> = predecrypt::rows(&key, &header)
		.unwrap()
		.iter()
		.map(|row| json!({ "row": row.row, "w": hex::encode(encode_scalar(&row.w)) }))
		.collect();

	vector_file::check(
		"key-authority",
		&json!({
			"genesis": hex::encode(genesis),
			"dealing": {
				"fresh bytes of alpha, then beta": dealing_randomness,
				"shares": shares.iter().map(|share| hex::encode(share.to_bytes().as_slice())).collect::<Vec<_>>(),
				"public parameters": hex::encode(public.to_bytes()),
				"A": hex::encode(public.a),
				"Beta": hex::encode(public.beta),
				"E": hex::encode(public.e),
				"ceremony": hex::encode(public.ceremony),
			},
			"user": {
				"x": hex::encode(*secret.to_bytes()),
				"account": hex::encode(account),
				"pk": hex::encode(pk),
				"pk2": hex::encode(pk2),
				"fresh bytes of the nonce": nonce_randomness,
				"proof": hex::encode(proof),
				"leaf": leaf.index,
				"N_theta, root first": request.nodes.iter().map(hex::encode).collect::<Vec<_>>(),
				"path digest": hex::encode(digest),
			},
			"attribute key": {
				"attributes": ["consortium/cardiologist", "st-mary/staff"],
				"block": hex::encode(block),
				"request digest": hex::encode(request.digest()),
				"node": node(&theta),
				"partials": partial_values,
				"combined": hex::encode(key.to_bytes()),
			},
			"update key": {
				"epoch": epoch.epoch,
				"era": 0,
				"revoked leaf": 5,
				"node": node(&theta),
				"partials": update_values,
				"combined": hex::encode(update.to_bytes()),
			},
			"sealing": {
				"record": hex::encode(record),
				"policy": context.policy.canonical(),
				"seed": seed,
				"ctx": hex::encode(&ctx),
				"s": hex::encode(encode_scalar(&s)),
				"v": scalars(b"v", header.lsss().width() - 1),
				"s'": scalars(b"s'", header.lsss().max_occurrence() + 1),
				"header": hex::encode(&sealed.header),
				"header hash": hex::encode(header.hash()),
				"E^s": hex::encode(encode_gt::<Bls>(&e_s)),
				"payload": hex::encode(payload),
				"box": hex::encode(&sealed.sealed_box),
				"custodian part": hex::encode(sealed.custodian_part.to_bytes().as_slice()),
			},
			"opening": {
				"rows": coefficients,
				"Y1": hex::encode(y1),
				"Y2": hex::encode(y2),
			},
		}),
	);
}
