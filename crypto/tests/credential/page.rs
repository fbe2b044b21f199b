//! The vectors, checked a second time: by arkworks alone, as `docs/credentials.md` has the equations, unbatched.

use ark_bls12_381::{Bls12_381, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr};
use ark_serialize::CanonicalDeserialize;
use salus_crypto::{
	codec::Reader,
	encoding::encode_g1,
	hash::{digest, h_scalar, sha256},
	suite::{Portable, Suite},
	transcript::Transcript,
};
use serde_json::Value as Json;

fn vectors(name: &str) -> Json {
	let path = format!(
		"{}/vectors/{name}.json",
		std::env::var("CARGO_MANIFEST_DIR").unwrap()
	);
	serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn bytes(json: &Json) -> Vec<u8> {
	hex::decode(json.as_str().unwrap()).unwrap()
}

fn fixed<const N: usize>(json: &Json) -> [u8; N] {
	bytes(json).try_into().unwrap()
}

fn point(bytes: &[u8]) -> G1Affine {
	G1Affine::deserialize_compressed(bytes).unwrap()
}

fn scalar(bytes: &[u8]) -> Fr {
	Fr::deserialize_compressed(bytes).unwrap()
}

fn hashed(tag: &[u8], message: &[u8]) -> G1Affine {
	point(&encode_g1::<Portable>(&Portable::hash_to_g1(tag, message)))
}

fn h(index: u8) -> G1Affine {
	hashed(b"SALUS-V1-H-MESSAGE-BLS12381G1_XMD:SHA-256_SSWU_RO_", &[index])
}

fn message(schema: &[u8; 32], index: u8, value: &[u8]) -> Fr {
	h_scalar(
		b"SALUS-V1-MESSAGE-BLS12381_XMD:SHA-256_",
		&[schema, &[index], value],
	)
}

fn compressed(point: impl Into<G1Affine>) -> Vec<u8> {
	let mut bytes = Vec::new();
	ark_serialize::CanonicalSerialize::serialize_compressed(&point.into(), &mut bytes).unwrap();
	bytes
}

/// What a presentation states.
struct Statement {
	genesis: [u8; 32],
	schema: Vec<u8>,
	messages: u8,
	list: [u8; 32],
	pk1: Vec<G1Affine>,
	shown: Vec<(u8, Vec<u8>)>,
	/// The base of N, and the field's message.
	link: Option<(G1Affine, u8)>,
	context: Vec<u8>,
}

/// The proof from the reader on; gives N and Cv.
fn check(statement: &Statement, reader: &mut Reader<'_>) -> Option<[G1Affine; 2]> {
	let g1 = G1Affine::generator();
	let schema = sha256(&statement.schema);
	let bpk_bytes: [u8; 96] = reader.array().unwrap();
	let bpk = G2Affine::deserialize_compressed(&bpk_bytes[..]).unwrap();
	let count = if statement.link.is_some() { 6 } else { 4 };
	let points: Vec<[u8; 48]> = (0..count).map(|_| reader.array().unwrap()).collect();
	let [bpk_prime, a_prime, a_bar, c_bar] = [0, 1, 2, 3].map(|at| point(&points[at]));
	let counts = (reader.u8().unwrap(), reader.u8().unwrap());
	let mut next = || scalar(reader.take(32).unwrap());
	let issuers: Vec<(Fr, Fr)> = (0..counts.0).map(|_| (next(), next())).collect();
	let (z_e, z_r2, z_r1) = (next(), next(), next());
	let hidden: Vec<u8> = (0..statement.messages)
		.filter(|index| statement.shown.iter().all(|(shown, _)| shown != index))
		.collect();
	assert_eq!(hidden.len(), usize::from(counts.1));
	let z: Vec<Fr> = hidden.iter().map(|_| next()).collect();
	let z_of = |index: u8| z[hidden.iter().position(|other| *other == index).unwrap()];
	let c: Fr = issuers.iter().map(|(c, _)| *c).sum();

	let mut transcript = Transcript::new(b"salus/v1/presentation/proof", &statement.genesis);
	transcript.append(b"schema", &schema);
	transcript.append(b"L", &[statement.messages]);
	transcript.append(b"issuers", &statement.list);
	transcript.append(b"accepted", &vec![1; statement.pk1.len()]);
	for (index, value) in &statement.shown {
		transcript.append(b"index", &[*index]);
		transcript.append(b"value", value);
	}
	if let Some((base, field)) = &statement.link {
		transcript.append(b"base of N", &compressed(*base));
		transcript.append(b"field", &[*field]);
	}
	transcript.append(b"context", &statement.context);
	transcript.append(b"bpk", &bpk_bytes);
	for (label, bytes) in [&b"bpk'"[..], b"A'", b"Abar", b"Cbar", b"N", b"Cv"]
		.iter()
		.zip(&points)
	{
		transcript.append(label, bytes);
	}
	transcript.append(
		b"commitment of the signature",
		&compressed(c_bar * z_r2 - a_prime * z_e - a_bar * c),
	);
	let shown: G1Projective = statement
		.shown
		.iter()
		.map(|(index, value)| h(*index) * message(&schema, *index, value))
		.sum();
	let of_hidden: G1Projective = hidden.iter().zip(&z).map(|(index, z)| h(*index) * z).sum();
	transcript.append(
		b"commitment of the messages",
		&compressed(c_bar * z_r1 - of_hidden - (shown + g1) * c),
	);
	let link = statement.link.as_ref().map(|(base, field)| {
		let z_gamma = next();
		let h_c = hashed(b"SALUS-V1-H-COMMITMENT-BLS12381G1_XMD:SHA-256_SSWU_RO_", b"h_c");
		let [nullifier, commitment] = [point(&points[4]), point(&points[5])];
		transcript.append(b"commitment of N", &compressed(*base * z_of(1) - nullifier * c));
		transcript.append(
			b"commitment of Cv",
			&compressed(g1 * z_of(*field) + h_c * z_gamma - commitment * c),
		);
		[nullifier, commitment]
	});
	for (pk1, (c, z)) in statement.pk1.iter().zip(&issuers) {
		let quotient: G1Affine = (bpk_prime - pk1.into_group()).into();
		transcript.append(b"commitment of an issuer", &compressed(g1 * z - quotient * c));
	}
	assert_eq!(transcript.challenge(), c);

	let g2 = G2Affine::generator();
	assert_eq!(Bls12_381::pairing(a_prime, bpk), Bls12_381::pairing(a_bar, g2));
	assert_eq!(Bls12_381::pairing(g1, bpk), Bls12_381::pairing(bpk_prime, g2));
	link
}

#[test]
fn the_credential_of_the_vectors_is_signed_and_its_presentation_holds() {
	let file = vectors("credential");
	let schema_bytes = bytes(&file["schema"]["bytes"]);
	let schema = sha256(&schema_bytes);
	assert_eq!(schema, fixed(&file["schema"]["digest"]));
	let keys: Vec<Json> = file["issuers"].as_array().unwrap().clone();
	let halves: Vec<Vec<u8>> = keys
		.iter()
		.flat_map(|key| [bytes(&key["pk1"]), bytes(&key["pk2"])])
		.collect();
	let halves: Vec<&[u8]> = halves.iter().map(Vec::as_slice).collect();
	let list = digest(b"salus/v1/credential/list-of-issuers", &halves);
	assert_eq!(list, fixed(&file["digest of the issuers"]));

	// The signature.
	let messages: Vec<Fr> = (0u8..)
		.zip(file["messages"].as_array().unwrap())
		.map(|(index, message)| scalar(&bytes(if index == 1 { &file["u"] } else { message })))
		.collect();
	let quarter = u32::try_from(file["quarter"].as_u64().unwrap()).unwrap();
	assert_eq!(messages[0], message(&schema, 0, &[8]));
	assert_eq!(messages[2], message(&schema, 2, &bytes(&file["root"])));
	assert_eq!(messages[3], message(&schema, 3, &quarter.to_le_bytes()));
	assert_eq!(messages[4], message(&schema, 4, b"1950"));
	assert_eq!(messages[6], Fr::from(72u64));
	let credential = bytes(&file["credential"]["bytes"]);
	let (a, e) = credential[credential.len() - 80..].split_at(48);
	let (a, e) = (point(a), scalar(e));
	let signed: G1Projective = (0u8..).zip(&messages).map(|(index, m)| h(index) * m).sum();
	let x = scalar(&bytes(&keys[1]["x"]));
	assert_eq!(a * (x + e), signed + G1Affine::generator());

	// The presentation.
	let shown = &file["presentation"];
	let presentation = bytes(&shown["bytes"]);
	let mut reader = Reader::tagged(b"salus/v1/presentation/buyer", &presentation).unwrap();
	assert_eq!(reader.bytes(4096).unwrap(), schema_bytes);
	assert_eq!(reader.u8().unwrap(), 3);
	assert_eq!(reader.take(3 * 144).unwrap(), halves.concat());
	assert_eq!(reader.take(32).unwrap(), bytes(&file["root"]));
	assert_eq!(reader.u32().unwrap(), quarter);
	assert_eq!(reader.take(7).unwrap(), b"\x01\x00\x041950");
	let tag = b"salus/v1/presentation/buyer";
	let context = [
		&(tag.len() as u64).to_le_bytes()[..],
		tag,
		&bytes(&shown["order"]),
		&bytes(&shown["seller"]),
		&bytes(&shown["buyer"]),
		&bytes(&shown["Y"]),
		&u128::from(shown["price"].as_u64().unwrap()).to_le_bytes(),
		&shown["expiry"].as_u64().unwrap().to_le_bytes(),
	]
	.concat();
	let statement = Statement {
		genesis: fixed(&file["genesis"]),
		schema: schema_bytes,
		messages: 8,
		list,
		pk1: keys.iter().map(|key| point(&bytes(&key["pk1"]))).collect(),
		shown: vec![
			(0, vec![8]),
			(2, bytes(&file["root"])),
			(3, quarter.to_le_bytes().to_vec()),
			(4, b"1950".to_vec()),
		],
		link: None,
		context,
	};
	check(&statement, &mut reader);
	reader.finish().unwrap();
}

#[test]
fn the_claim_of_the_vectors_holds_and_its_fulfilment_encrypts_what_was_signed() {
	let file = vectors("offer");
	let genesis: [u8; 32] = fixed(&file["genesis"]);
	let offer = file["offer"].as_u64().unwrap();
	let base = hashed(
		b"SALUS-V1-H-NULLIFIER-BLS12381G1_XMD:SHA-256_SSWU_RO_",
		&[&genesis[..], &offer.to_le_bytes()].concat(),
	);
	assert_eq!(compressed(base), bytes(&file["base of nullifiers"]));
	let claim = bytes(&file["claim"]["bytes"]);
	let tag = b"salus/v1/presentation/offer";
	let mut reader = Reader::tagged(tag, &claim).unwrap();
	let quarter = reader.take(4).unwrap().to_vec();
	assert_eq!(reader.take(12).unwrap(), b"\x02\x00\x041950\x01\x03yes");
	let y = bytes(&file["buyer"]["Y"]);
	let context = [
		&(tag.len() as u64).to_le_bytes()[..],
		tag,
		&offer.to_le_bytes(),
		&bytes(&file["payee"]),
		&bytes(&file["buyer"]["account"]),
		&y,
		&u128::from(file["price"].as_u64().unwrap()).to_le_bytes(),
		&file["expiry"].as_u64().unwrap().to_le_bytes(),
	]
	.concat();
	let pk1 = file["issuers"]["pk1"].as_array().unwrap();
	let pk1 = pk1
		.iter()
		.map(|key| G1Affine::deserialize_uncompressed(&bytes(key)[..]).unwrap());
	let statement = Statement {
		genesis,
		schema: bytes(&file["schema"]),
		messages: 8,
		list: fixed(&file["issuers"]["digest"]),
		pk1: pk1.collect(),
		shown: vec![
			(0, vec![8]),
			(3, quarter),
			(4, b"1950".to_vec()),
			(5, b"yes".to_vec()),
		],
		link: Some((base, 6)),
		context,
	};
	let [nullifier, commitment] = check(&statement, &mut reader).unwrap();
	reader.finish().unwrap();
	let u = scalar(&bytes(&file["u"]));
	assert_eq!(base * u, nullifier.into_group());

	let fulfilment = bytes(&file["fulfilment"]["bytes"]);
	let (e1, e2) = (point(&fulfilment[..48]), point(&fulfilment[48..96]));
	let secret = scalar(&bytes(&file["buyer"]["y"]));
	let value = Fr::from(file["fulfilment"]["value"].as_u64().unwrap());
	let g1 = G1Affine::generator();
	assert_eq!(e2 - e1 * secret, g1 * value);
	let [c, z_v, z_gamma, z_rho] = [96, 128, 160, 192].map(|at| scalar(&fulfilment[at..at + 32]));
	let h_c = hashed(b"SALUS-V1-H-COMMITMENT-BLS12381G1_XMD:SHA-256_SSWU_RO_", b"h_c");
	let mut transcript = Transcript::new(b"salus/v1/offer/fulfilment", &genesis);
	for (label, value) in [
		(&b"offer"[..], &offer.to_le_bytes()[..]),
		(
			b"slot",
			&file["fulfilment"]["slot"].as_u64().unwrap().to_le_bytes(),
		),
		(b"payee", &bytes(&file["payee"])),
		(b"Y", &y),
		(b"Cv", &compressed(commitment)),
		(b"E1", &fulfilment[..48]),
		(b"E2", &fulfilment[48..96]),
		(b"commitment of E1", &compressed(g1 * z_rho - e1 * c)),
		(
			b"commitment of E2",
			&compressed(g1 * z_v + point(&y) * z_rho - e2 * c),
		),
		(
			b"commitment of Cv",
			&compressed(g1 * z_v + h_c * z_gamma - commitment * c),
		),
	] {
		transcript.append(label, value);
	}
	assert_eq!(transcript.challenge(), c);
}
