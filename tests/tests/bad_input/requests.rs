//! Signed requests to a hospital's services, and queries, as raw JSON-RPC.

use super::ground::{ask, code, who, Ground};
use salus_crypto::record::blob_digest;
use salus_primitives::{
	request::{Body, GetRecord, PartialAttributeKey, PartialUpdateKey, PutRecord, MAX_CHUNK},
	Hash,
};
use salus_wallet::{
	chain::{At, Signer},
	services::to_json,
};
use serde_json::{json, Value};

const INVALID_PARAMS: i32 = -32602;
const MALFORMED: i32 = 7001;
const TOO_LARGE: i32 = 7002;
const WRONG_CHAIN: i32 = 7003;
const WRONG_AUDIENCE: i32 = 7004;
const WRONG_METHOD: i32 = 7005;
const BAD_SIGNATURE: i32 = 7006;
const EXPIRED: i32 = 7007;
const EXPIRY_TOO_FAR: i32 = 7008;
const REPLAYED: i32 = 7009;
const NOT_ENROLLED: i32 = 7010;
const WRONG_ROLE: i32 = 7018;
const INVALID_CURSOR: i32 = 7101;
const INVALID_LIMIT: i32 = 7102;
const UNKNOWN_BLOCK: i32 = 7103;
const UNKNOWN_RECORD: i32 = 7106;
const RECORD_TOO_LARGE: i32 = 7301;
const CHUNK_GAP: i32 = 7302;
const CHUNK_OUTSIDE: i32 = 7303;
const DIGEST_MISMATCH: i32 = 7304;
const BLOB_MALFORMED: i32 = 7305;
const WRONG_EPOCH: i32 = 7509;

/// What nobody has.
const NOTHING: Hash = Hash::repeat_byte(0x5a);

pub async fn envelopes(ground: &Ground) {
	let mark = ground.mark().await;
	let chain = &ground.chain;
	let operator = who("//StMary");
	let body = || GetRecord {
		record: ground.record.id,
		offset: 0,
		length: 1,
	};
	let (genesis, own) = (chain.genesis(), ground.custodian.id);
	let height = chain.height(At::Finalised).await.unwrap();

	// The same request is answered once, and only once.
	let good = ground.sign(&operator, body()).await;
	let method = "salus_getRecord";
	ask(chain, method, vec![good.clone()]).await.unwrap();

	let mut forged = operator.request(genesis, own, height + 50, body());
	forged.envelope.body.length = 2;
	let mut renamed = operator.request(genesis, own, height + 50, body());
	renamed.signer = who("//Mayo").account();
	let other = PartialUpdateKey {
		epoch: 0,
		start: 0,
		limit: 1,
	};
	let not_hex = json!({ "payload": "0xzz", "signer": good["signer"], "signature": good["signature"] });
	let mut cut = good.clone();
	let payload = cut["payload"].as_str().unwrap();
	cut["payload"] = payload[..payload.len() - 2].into();
	let mut long = good.clone();
	long["payload"] = format!("0x{}", "00".repeat(1 << 17)).into();
	let mut more = good.clone();
	more["also"] = 1.into();
	let signed = |genesis, own, until| to_json(&operator.request(genesis, own, until, body()));
	let buyer = to_json(&who("//Buyer").request(genesis, own, height + 50, body()));
	let table = [
		("a replay", good, REPLAYED),
		("expired", signed(genesis, own, height - 1), EXPIRED),
		("for ever", signed(genesis, own, height + 10_000), EXPIRY_TOO_FAR),
		("another chain", signed(NOTHING, own, height + 50), WRONG_CHAIN),
		(
			"another hospital",
			signed(genesis, ground.doctors.id, height + 50),
			WRONG_AUDIENCE,
		),
		(
			"another method",
			ground.sign(&operator, other).await,
			WRONG_METHOD,
		),
		("changed after signing", to_json(&forged), BAD_SIGNATURE),
		("another's name", to_json(&renamed), BAD_SIGNATURE),
		("nobody", buyer, NOT_ENROLLED),
		("not hex", not_hex, MALFORMED),
		("cut", cut, MALFORMED),
		("long", long, TOO_LARGE),
		("an unknown member", more, INVALID_PARAMS),
		("no request", json!(7), INVALID_PARAMS),
	];
	for (name, request, expected) in table {
		refuses(ground, name, method, vec![request], expected).await;
	}
	ground.unchanged(&mark, "a bad envelope").await;
}

pub async fn bodies(ground: &Ground) {
	let mark = ground.mark().await;
	let operator = who("//StMary");
	let record = ground.record.id;
	let length = ground.record.blob_length;
	let get = |record, offset, length| GetRecord {
		record,
		offset,
		length,
	};
	let chunk = vec![7; 100];
	let salt = [9; 32];
	let put = |digest: Hash, total, offset| PutRecord {
		record: NOTHING,
		blob_digest: digest,
		blob_salt: salt,
		total,
		offset,
		chunk: chunk.clone(),
		custodian_parts: Vec::new(),
	};
	let whole: Hash = blob_digest(&salt, &chunk).into();
	let updates = |epoch, limit| PartialUpdateKey {
		epoch,
		start: 0,
		limit,
	};
	let epoch = ground.chain.epoch(At::Finalised).await.unwrap().epoch;
	let no_block = PartialAttributeKey {
		block: NOTHING,
		path_points: Vec::new(),
	};
	let doctor = who("//Cardiologist");
	let reads = [
		("unknown record", get(NOTHING, 0, 1), UNKNOWN_RECORD),
		("too much", get(record, 0, MAX_CHUNK + 1), TOO_LARGE),
		("beyond the end", get(record, length + 1, 1), CHUNK_OUTSIDE),
	];
	let uploads = [
		("wrong digest", put(NOTHING, 100, 0), DIGEST_MISMATCH),
		("no sealed record", put(whole, 100, 0), BLOB_MALFORMED),
		("a gap", put(whole, 1000, 500), CHUNK_GAP),
		("outside", put(whole, 99, 0), CHUNK_OUTSIDE),
		("the last offset", put(whole, 1000, u64::MAX), CHUNK_OUTSIDE),
		("huge", put(whole, u64::MAX, 0), RECORD_TOO_LARGE),
	];
	let keys = [
		("10^9 keys", updates(epoch, 1_000_000_000), INVALID_LIMIT),
		("another epoch", updates(epoch + 1, 1), WRONG_EPOCH),
	];
	let not_own = [("at another hospital", put(whole, 100, 0), WRONG_ROLE)];
	let unknown = [("an unknown block", no_block, UNKNOWN_BLOCK)];
	refused(ground, &operator, "salus_getRecord", reads).await;
	refused(ground, &operator, "salus_putRecord", uploads).await;
	refused(ground, &operator, "salus_partialUpdateKey", keys).await;
	refused(ground, &doctor, "salus_putRecord", not_own).await;
	refused(ground, &doctor, "salus_partialAttributeKey", unknown).await;
	ground.unchanged(&mark, "a bad body").await;
}

/// Bodies that somebody signs, each refused with its code.
async fn refused<B: Body, const N: usize>(
	ground: &Ground,
	signer: &Signer,
	method: &str,
	table: [(&str, B, i32); N],
) {
	for (name, body, expected) in table {
		let request = ground.sign(signer, body).await;
		refuses(ground, name, method, vec![request], expected).await;
	}
}

/// The custodian refuses a call, with this code.
async fn refuses(ground: &Ground, name: &str, method: &str, parameters: Vec<Value>, expected: i32) {
	let (found, message) = code(&ground.chain, method, parameters).await;
	assert_eq!(found, expected, "{method}, {name}: {message}");
}

pub async fn queries(ground: &Ground) {
	let patient = json!(who("//Patient").account().to_string());
	let id = json!(ground.custodian.id);
	let lists = [
		("salus_hospitals", vec![]),
		("salus_staff", vec![id.clone()]),
		("salus_records", vec![Value::Null]),
		("salus_authorisations", vec![json!({ "by": id })]),
		("salus_consents", vec![patient]),
		("salus_accessTrail", vec![Value::Null]),
		("salus_cover", vec![]),
		("salus_updateKeys", vec![]),
	];
	let cursor = json!(format!("0x{}", "ff".repeat(300)));
	let pages = [
		(vec![json!(1_000_000_000)], INVALID_LIMIT),
		(vec![json!(0)], INVALID_LIMIT),
		(vec![json!(10), cursor], INVALID_CURSOR),
		(vec![json!(10), Value::Null, json!(NOTHING)], UNKNOWN_BLOCK),
		(vec![json!(10), json!("0xzz")], INVALID_PARAMS),
	];
	for (method, of) in &lists {
		for (page, expected) in &pages {
			let parameters = [&of[..], &page[..]].concat();
			refuses(ground, &format!("{page:?}"), method, parameters, *expected).await;
		}
	}
	let single = [
		("salus_person", vec![json!("nobody")]),
		("salus_record", vec![json!("0x00")]),
		("salus_mayOpen", vec![json!(1)]),
		(
			"salus_updateKey",
			vec![json!({ "tree": 0, "depth": -1, "index": 0 }), json!(0)],
		),
	];
	for (method, parameters) in single {
		refuses(ground, "a value that is none", method, parameters, INVALID_PARAMS).await;
	}
}
