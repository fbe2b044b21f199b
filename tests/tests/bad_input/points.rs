//! Points that are none, in every request and call that carries points.

use super::ground::{ask, code, who, Ground};
use rand_core::OsRng;
use salus_crypto::{
	encoding::{decode_g1, decode_g2, DecodeError},
	hash::sha256,
	record::{blob_digest, record_id, Blob, RecordContext, Sealed},
	tree::PATH_LEN,
	Bls,
};
use salus_primitives::{
	authority::UpdateKey,
	hospital::{KeyPurpose, ProvenKey, ProvenPairedKey},
	request::{CustodianPart, EpochFactor, GetRecord, PartialAttributeKey, PreDecrypt, PutRecord},
	AccountId, Hash,
};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use salus_wallet::{
	chain::{At, Signer},
	keystore::Secrets,
	parameters,
	seal::Plan,
	services::to_json,
};
use serde_json::Value;
use sp_runtime::DispatchError;

type Registry = pallet_hospital_registry::Call<Runtime>;
type Keys = pallet_key_authority::Call<Runtime>;
type KeyError = pallet_key_authority::Error<Runtime>;
type RegistryError = pallet_hospital_registry::Error<Runtime>;

const PARTS_MISMATCH: i32 = 7306;
const BLOB_MALFORMED: i32 = 7305;
const HEADER_MISMATCH: i32 = 7401;
const ATTRIBUTE_KEY_INVALID: i32 = 7402;
const PATH_MISMATCH: i32 = 7506;

/// Compressed bytes that are no point of a group, one of each kind: not compressed, off the curve, outside the group of
/// prime order, and the identity.
fn bad<const N: usize>(decode: impl Fn(&[u8; N]) -> Option<DecodeError>) -> [[u8; N]; 4] {
	const COMPRESSED: u8 = 0x80;
	const INFINITY: u8 = 0x40;
	let small = |x: u8| {
		let mut bytes = [0; N];
		bytes[0] = COMPRESSED;
		bytes[N - 1] = x;
		bytes
	};
	let first = |kind| {
		(1..=u8::MAX)
			.map(small)
			.find(|bytes| decode(bytes) == Some(kind))
			.unwrap()
	};
	let mut identity = small(0);
	identity[0] |= INFINITY;
	let found = [
		[0; N],
		// Compressed, with a reduced x: all that can be malformed of it is that no y belongs to x.
		first(DecodeError::Malformed),
		first(DecodeError::NotInSubgroup),
		identity,
	];
	assert_eq!(decode(&found[0]), Some(DecodeError::Malformed));
	assert_eq!(decode(&found[3]), Some(DecodeError::Identity));
	found
}

fn bad_g1() -> [[u8; 48]; 4] {
	bad(|bytes| decode_g1::<Bls>(bytes).err())
}

fn bad_g2() -> [[u8; 96]; 4] {
	bad(|bytes| decode_g2::<Bls>(bytes).err())
}

/// With its last point replaced.
fn ending_in(bytes: &[u8], point: &[u8]) -> Vec<u8> {
	let mut bytes = bytes.to_vec();
	let start = bytes.len() - point.len();
	bytes[start..].copy_from_slice(point);
	bytes
}

pub async fn in_services(ground: &Ground) {
	let mark = ground.mark().await;
	let mut rows: Vec<(&str, Value, i32)> = Vec::new();
	let operator = who("//StMary");
	let doctor = who("//Cardiologist");
	let at = At::Block(ground.chain.hash(At::Finalised).await.unwrap());

	// An upload whose custodian's part, or whose header, has a bad point.
	let (record, sealed, parts) = sealed(ground).await;
	let put = |sealed: &Sealed, blob: Vec<u8>, parts: Vec<CustodianPart>| PutRecord {
		record,
		blob_digest: blob_digest(&sealed.blob_salt, &blob).into(),
		blob_salt: sealed.blob_salt,
		total: blob.len() as u64,
		offset: 0,
		chunk: blob,
		custodian_parts: parts,
	};
	let blob = Blob::parse(&sealed.blob).unwrap();
	let header = blob.header(0).unwrap();
	let start = sealed
		.blob
		.windows(header.len())
		.position(|window| window == header)
		.unwrap();
	for point in bad_g1() {
		let mut off = parts.clone();
		off[0].v1s = point;
		let body = put(&sealed, sealed.blob.clone(), off);
		rows.push((
			"salus_putRecord",
			ground.sign(&operator, body).await,
			PARTS_MISMATCH,
		));
		let mut off = parts.clone();
		off[0].v2s = point;
		let body = put(&sealed, sealed.blob.clone(), off);
		rows.push((
			"salus_putRecord",
			ground.sign(&operator, body).await,
			PARTS_MISMATCH,
		));
		let mut whole = sealed.blob.clone();
		whole[start..start + header.len()].copy_from_slice(&ending_in(header, &point));
		let body = put(&sealed, whole, parts.clone());
		rows.push((
			"salus_putRecord",
			ground.sign(&operator, body).await,
			BLOB_MALFORMED,
		));
		let path = PartialAttributeKey {
			block: ground.chain.hash(at).await.unwrap(),
			path_points: vec![point; PATH_LEN],
		};
		let request = ground.sign(&doctor, path).await;
		rows.push(("salus_partialAttributeKey", request, PATH_MISMATCH));
	}
	for (method, request, expected) in rows {
		let (found, message) = code(&ground.chain, method, vec![request]).await;
		assert_eq!(found, expected, "{method}: {message}");
	}

	// A pre-decryption with a header or a key that has a bad point.
	let node = ground.world().network.node("charite").unwrap();
	let node = node.chain().await.unwrap();
	let header = stored_header(ground).await;
	let key = ground.attribute_key.to_bytes();
	let mut rows = Vec::new();
	for point in bad_g1() {
		rows.push((ending_in(&header, &point), key.clone(), HEADER_MISMATCH));
	}
	for point in bad_g2() {
		rows.push((header.clone(), ending_in(&key, &point), ATTRIBUTE_KEY_INVALID));
	}
	for (header, key, expected) in rows {
		let request = pre_decrypt(ground, &doctor, header, key).await;
		let (found, message) = code(&node, "salus_preDecrypt", vec![request]).await;
		assert_eq!(found, expected, "salus_preDecrypt: {message}");
	}
	ground.unchanged(&mark, "a bad point in a request").await;
}

/// A record that is sealed, and stored nowhere.
async fn sealed(ground: &Ground) -> (Hash, Sealed, Vec<CustodianPart>) {
	let genesis = ground.chain.genesis().0;
	let bundle = std::fs::read(ground.world().file("record.json")).unwrap();
	let plan = Plan::new(&bundle, "consortium/cardiologist", &[])
		.map_err(|_| "no plan")
		.unwrap();
	let record = record_id(&genesis, &[1; 32], &mut OsRng);
	let patient = ground
		.chain
		.person(&who("//Patient").account(), At::Finalised)
		.await
		.unwrap()
		.unwrap()
		.keys[0]
		.1;
	let parameters = parameters::load(&ground.chain, At::Finalised).await.unwrap();
	let era = ground.chain.epoch(At::Finalised).await.unwrap().era;
	let context = RecordContext { genesis, record };
	let (sealed, parts) = plan.seal(context, &parameters, era, patient).unwrap();
	(record.into(), sealed, parts)
}

/// The header of the record on chain, as the custodian serves it.
pub async fn stored_header(ground: &Ground) -> Vec<u8> {
	let whole = GetRecord {
		record: ground.record.id,
		offset: 0,
		length: u32::try_from(ground.record.blob_length).unwrap(),
	};
	let request = ground.sign(&who("//StMary"), whole).await;
	let answer = ask(&ground.chain, "salus_getRecord", vec![request])
		.await
		.unwrap();
	let chunk = hex::decode(answer["chunk"].as_str().unwrap().trim_start_matches("0x")).unwrap();
	Blob::parse(&chunk).unwrap().header(0).unwrap().to_vec()
}

/// A request to the doctor's hospital, with one inside for the custodian.
pub async fn pre_decrypt(ground: &Ground, doctor: &Signer, header: Vec<u8>, key: Vec<u8>) -> Value {
	let genesis = ground.chain.genesis();
	let block = ground.chain.hash(At::Finalised).await.unwrap();
	let until = ground.chain.height(At::Finalised).await.unwrap() + 50;
	let factor = EpochFactor {
		record: ground.record.id,
		header_hash: sha256(&header).into(),
		node: ground.attribute_key.node.into(),
		block,
	};
	let body = PreDecrypt {
		header,
		attribute_key: key,
		epoch_factor: doctor.request(genesis, ground.custodian.id, until, factor),
	};
	to_json(&doctor.request(genesis, ground.doctors.id, until, body))
}

/// Each call fails with its error; nothing of it stays.
pub async fn fail(ground: &Ground, signer: Signer, rows: Vec<(RuntimeCall, DispatchError)>) {
	let (calls, expected): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
	let batch = pallet_utility::Call::<Runtime>::force_batch { calls };
	let included = ground.chain.submit(&signer, batch).await.unwrap();
	let found: Vec<_> = included
		.events
		.iter()
		.filter_map(|event| match event {
			RuntimeEvent::Utility(pallet_utility::Event::ItemFailed { error }) => Some(Err(*error)),
			RuntimeEvent::Utility(pallet_utility::Event::ItemCompleted) => Some(Ok(())),
			_ => None,
		})
		.collect();
	// An error has its name where it was made; an event carries its number alone.
	let expected: Vec<Result<(), _>> = expected.into_iter().map(|error| Err(error.stripped())).collect();
	assert_eq!(found, expected);
}

pub async fn in_calls(ground: &Ground) {
	let mark = ground.mark().await;
	futures::join!(
		fail(ground, who("//Buyer"), applications(ground)),
		fail(ground, who("//Auditor"), update_keys(ground).await),
		fail(ground, who("//Researcher"), user_keys(ground)),
		fail(ground, who("//StMary"), patients(ground)),
	);
	ground.unchanged(&mark, "a bad point in a call").await;
}

/// What a paired key can be wrong in: either point, that the two do not belong together, or the proof.
fn bad_paired(good: ProvenPairedKey, other: ProvenPairedKey) -> Vec<(ProvenPairedKey, bool)> {
	let mut bad = Vec::new();
	for pk1 in bad_g1() {
		bad.push((ProvenPairedKey { pk1, ..good }, true));
	}
	for pk2 in bad_g2() {
		bad.push((ProvenPairedKey { pk2, ..good }, true));
	}
	bad.push((
		ProvenPairedKey {
			pk2: other.pk2,
			..good
		},
		false,
	));
	bad.push((
		ProvenPairedKey {
			proof: other.proof,
			..good
		},
		false,
	));
	bad
}

/// No encoding of a point, the identity, and a key with the proof of another.
fn bad_ristretto(good: ProvenKey, other: ProvenKey) -> [ProvenKey; 3] {
	[
		ProvenKey {
			key: [0xff; 32],
			..good
		},
		ProvenKey { key: [0; 32], ..good },
		ProvenKey {
			proof: other.proof,
			..good
		},
	]
}

fn applications(ground: &Ground) -> Vec<(RuntimeCall, DispatchError)> {
	let genesis = ground.chain.genesis();
	let [own, other] = [(); 2].map(|()| Secrets::generate("//Buyer").unwrap());
	let apply = |wrap, issuer| -> RuntimeCall {
		Registry::apply {
			handle: b"north".to_vec().try_into().unwrap(),
			endpoint: b"ws://127.0.0.1:1".to_vec().try_into().unwrap(),
			wrap,
			issuer,
		}
		.into()
	};
	let (wrap, issuer) = (own.proven_wrap(genesis), own.proven_issuer(genesis));
	let issuers = bad_paired(issuer, other.proven_issuer(genesis))
		.into_iter()
		.map(|(issuer, _)| (apply(wrap, issuer), RegistryError::InvalidIssuerKey.into()));
	let wraps = bad_ristretto(wrap, other.proven_wrap(genesis))
		.into_iter()
		.map(|wrap| (apply(wrap, issuer), RegistryError::InvalidKey.into()));
	issuers.chain(wraps).collect()
}

/// Staff without a leaf.
fn user_keys(ground: &Ground) -> Vec<(RuntimeCall, DispatchError)> {
	let genesis = ground.chain.genesis();
	let [own, other] = [(); 2].map(|()| Secrets::generate("//Researcher").unwrap());
	let leaves = bad_paired(own.proven_abe(genesis), other.proven_abe(genesis))
		.into_iter()
		.map(|(key, is_encoding)| {
			// The proof covers both points, so that it is what a foreign second point breaks first.
			let error = if is_encoding {
				KeyError::InvalidEncoding
			} else {
				KeyError::InvalidProof
			};
			(Keys::reserve_leaf { key }.into(), error.into())
		});
	let keys = bad_ristretto(own.proven_report(genesis), other.proven_report(genesis))
		.into_iter()
		.map(|key| {
			let keys = vec![(KeyPurpose::Report, key)].try_into().unwrap();
			(
				Registry::register_keys { keys }.into(),
				RegistryError::InvalidKey.into(),
			)
		});
	leaves.chain(keys).collect()
}

fn patients(ground: &Ground) -> Vec<(RuntimeCall, DispatchError)> {
	let genesis = ground.chain.genesis();
	let [own, other] = [(); 2].map(|()| Secrets::generate("//Buyer").unwrap());
	let patient: AccountId = who("//Buyer").account();
	bad_ristretto(own.proven_wrap(genesis), other.proven_wrap(genesis))
		.into_iter()
		.map(|wrap| {
			let patient = patient.clone();
			(
				Registry::register_patient { patient, wrap }.into(),
				RegistryError::InvalidKey.into(),
			)
		})
		.collect()
}

/// For a node of the cover, whose key is published: points are read before that is looked at.
async fn update_keys(ground: &Ground) -> Vec<(RuntimeCall, DispatchError)> {
	let epoch = ground.chain.epoch(At::Finalised).await.unwrap();
	let node = ground.chain.cover(At::Finalised).await.unwrap()[0];
	let parameters = ground.chain.parameters(At::Finalised).await.unwrap().unwrap();
	let (q, q_prime) = (ground.custodian.issuer_pk1, parameters.a);
	let publish = |q, q_prime| -> (RuntimeCall, DispatchError) {
		let key = UpdateKey {
			node,
			era: epoch.era,
			q,
			q_prime,
		};
		let keys = vec![key].try_into().unwrap();
		let call = Keys::publish_update_keys {
			epoch: epoch.epoch,
			keys,
		};
		(call.into(), KeyError::InvalidEncoding.into())
	};
	let first = bad_g1().map(|q| publish(q, q_prime));
	let second = bad_g2().map(|q_prime| publish(q, q_prime));
	first.into_iter().chain(second).collect()
}
