//! Requests for tokens and matches that are none, each refused with its cause.

use super::ground::{ask, code, who, Ground};
use salus_crypto::token::Token;
use salus_primitives::{
	index::MAX_INTERESTS,
	request::{Body, EvaluateToken, Match, ProveMatch},
	token::MAX_POINTS,
};
use salus_wallet::{
	chain::{At, Chain, Signer},
	fhir::keyword,
	search::tokens::obtain,
	services::to_json,
};
use serde_json::Value;

const TOO_LARGE: i32 = 7002;
const REPLAYED: i32 = 7009;
const NOT_ENROLLED: i32 = 7010;
const WRONG_ROLE: i32 = 7018;
const INVALID_CURSOR: i32 = 7101;
const INVALID_LIMIT: i32 = 7102;
const TOO_MANY_POINTS: i32 = 7701;
const WRONG_TOKEN_GENERATION: i32 = 7705;
const BAD_POINT: i32 = 7706;
const NO_INTERESTS: i32 = 7712;
const TOO_MANY_INTERESTS: i32 = 7713;
const REPEATED_INTEREST: i32 = 7714;
const INTEREST_NOT_REGISTERED: i32 = 7715;
const BAD_TOKEN: i32 = 7716;
const INVALID_LEAST: i32 = 7717;

/// What the doctor searches for, and what not.
const INTEREST: &str = "http://snomed.info/sct|44054006";
const OTHER: &str = "http://snomed.info/sct|38341003";
/// No encoding of a point, and that of the neutral one.
const NO_POINTS: [[u8; 32]; 2] = [[0xff; 32], [0; 32]];

pub async fn tokens(ground: &Ground) {
	let mark = ground.mark().await;
	let generator = hex::decode("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76").unwrap();
	let point: [u8; 32] = generator.try_into().unwrap();
	let authority = ground
		.chain
		.token_authority(At::Finalised)
		.await
		.unwrap()
		.unwrap();
	let asked = |generation, blinded| EvaluateToken { generation, blinded };
	let now = authority.generation;
	let many = usize::try_from(MAX_POINTS).unwrap() + 1;
	let table = [
		("nothing", asked(now, vec![]), TOO_MANY_POINTS),
		("one too many", asked(now, vec![point; many]), TOO_MANY_POINTS),
		("10^4", asked(now, vec![point; 10_000]), TOO_LARGE),
		(
			"another generation",
			asked(now + 1, vec![point]),
			WRONG_TOKEN_GENERATION,
		),
		("no point", asked(now, vec![point, NO_POINTS[0]]), BAD_POINT),
		("the neutral point", asked(now, vec![NO_POINTS[1]]), BAD_POINT),
	];
	let own = ground.custodian.id;
	refused(&ground.chain, own, &who("//StMary"), "salus_evaluateToken", table).await;
	for (name, uri, expected) in [
		("a patient", "//Patient", WRONG_ROLE),
		("nobody", "//Buyer", NOT_ENROLLED),
	] {
		let table = [(name, asked(now, vec![point]), expected)];
		refused(&ground.chain, own, &who(uri), "salus_evaluateToken", table).await;
	}
	ground.unchanged(&mark, "what is no blinded keyword").await;
}

/// The doctor registers one interest; then everything else is asked for.
pub async fn matches(ground: &Ground) {
	let world = ground.world();
	let set = ["doctor", "interests", "set", INTEREST];
	world.must("charite", "cardiologist", &set).await.unwrap();
	world.network.caught_up().await.unwrap();
	let chain = world.network.node("charite").unwrap().chain().await.unwrap();
	let (doctor, own) = (who("//Cardiologist"), ground.doctors.id);
	let keywords = [INTEREST, OTHER].map(|text| keyword(text).unwrap());
	let obtained = obtain(&chain, &doctor, &keywords).await.unwrap().tokens;
	let [token, other] = [0, 1].map(|place: usize| *Token::to_bytes(&obtained[place]));

	let mark = ground.mark().await;
	let many: Vec<[u8; 32]> = (0..=u8::try_from(MAX_INTERESTS).unwrap())
		.map(|byte| [byte; 32])
		.collect();
	let of = |tokens: Vec<[u8; 32]>| Match {
		tokens,
		least: 1,
		cursor: None,
		limit: 10,
	};
	let good = || of(vec![token]);
	let table = [
		("no interest", of(vec![]), NO_INTERESTS),
		("one too many", of(many), TOO_MANY_INTERESTS),
		("10^4", of(vec![token; 10_000]), TOO_LARGE),
		("one twice", of(vec![token, token]), REPEATED_INTEREST),
		("no point", of(vec![NO_POINTS[0]]), BAD_TOKEN),
		("the neutral point", of(vec![NO_POINTS[1]]), BAD_TOKEN),
		(
			"another's trapdoor",
			of(vec![token, other]),
			INTEREST_NOT_REGISTERED,
		),
		("of none", Match { least: 0, ..good() }, INVALID_LEAST),
		("of more", Match { least: 2, ..good() }, INVALID_LEAST),
		("no record", Match { limit: 0, ..good() }, INVALID_LIMIT),
		(
			"10^9 records",
			Match {
				limit: 1_000_000_000,
				..good()
			},
			INVALID_LIMIT,
		),
		(
			"no cursor",
			Match {
				cursor: Some(vec![0xff; 300]),
				..good()
			},
			INVALID_CURSOR,
		),
	];
	refused(&chain, own, &doctor, "salus_match", table).await;
	let proofs = |tokens| ProveMatch {
		tokens,
		cursor: None,
		limit: 10,
	};
	let table = [
		("no interest", proofs(vec![]), NO_INTERESTS),
		("another's", proofs(vec![other]), INTEREST_NOT_REGISTERED),
	];
	refused(&chain, own, &doctor, "salus_proveMatch", table).await;
	// Who has a trapdoor is not served for it elsewhere, nor by other people's hospitals.
	let foreign = [("foreign staff", good(), WRONG_ROLE)];
	refused(&chain, own, &who("//Stranger"), "salus_match", foreign).await;
	let elsewhere = [("at the custodian", good(), WRONG_ROLE)];
	refused(
		&ground.chain,
		ground.custodian.id,
		&doctor,
		"salus_match",
		elsewhere,
	)
	.await;

	// The same request is answered once, and only once.
	let request = signed(&chain, own, &doctor, good()).await;
	ask(&chain, "salus_match", vec![request.clone()]).await.unwrap();
	refuses(&chain, "a replay", "salus_match", request, REPLAYED).await;
	ground.unchanged(&mark, "what is no search").await;
}

async fn signed<B: Body>(chain: &Chain, hospital: u32, who: &Signer, body: B) -> Value {
	let height = chain.height(At::Finalised).await.unwrap();
	to_json(&who.request(chain.genesis(), hospital, height + 50, body))
}

/// Bodies that somebody signs for a hospital, each refused with its code.
async fn refused<B: Body, const N: usize>(
	chain: &Chain,
	hospital: u32,
	signer: &Signer,
	method: &str,
	table: [(&str, B, i32); N],
) {
	for (name, body, expected) in table {
		let request = signed(chain, hospital, signer, body).await;
		refuses(chain, name, method, request, expected).await;
	}
}

async fn refuses(chain: &Chain, name: &str, method: &str, request: Value, expected: i32) {
	let (found, message) = code(chain, method, vec![request]).await;
	assert_eq!(found, expected, "{method}, {name}: {message}");
}
