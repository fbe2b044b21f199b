//! Search: tokens, the codes of a bundle, the proof of an honest match. The match itself is in [`crate::scan`].

use crate::{
	fhir::Keywords,
	measure::{time, time_both},
	peks,
	scan::{self, Query, KEY},
	summary::Summary,
};
use rand::rngs::OsRng;
use salus_crypto::{
	index::{prove_match, Interest, MasterSecret, MatchContext, Tag, Tags, Trapdoor},
	token::{deal, evaluate, Answer, Blinds, Collector, Context, Keys, Share, Token},
};
use std::collections::BTreeMap;

/// Authorities of the benchmark: any 3 of 4.
const SHARING: (u16, u16) = (3, 4);
/// Interests of a doctor who asks for tokens.
const ASKED: usize = 10;
/// Resources of the bundle that is indexed, and distinct codes among them.
const RESOURCES: usize = 500;
const CODES: usize = 100;
/// Records over which a proof is checked, and the tags of each.
const CHECKED: u64 = 100_000;
const BUCKET: usize = 64;
/// Where and by whom tokens are asked for.
const CONTEXT: Context = Context {
	genesis: [1; 32],
	asker: [2; 32],
};
const MATCH: MatchContext = MatchContext {
	genesis: [1; 32],
	matcher: 1,
	doctor: [2; 32],
	block: [3; 32],
};

/// Measures tokens, indexing, proofs, and the match beside another scheme's.
pub fn run(summary: &mut Summary) {
	let authorities = Authorities::new();
	tokens(summary, &authorities);
	bundle(summary, &authorities);
	proof(summary);
	let ours = scan::run(summary);
	peks::run(summary, ours);
}

/// Those who hold shares of the token key, in one process.
struct Authorities {
	keys: Keys,
	shares: Vec<Share>,
}

impl Authorities {
	fn new() -> Self {
		let (public, shares) = deal(SHARING.0, SHARING.1, &mut OsRng).expect("3 of 4 is sound");
		let keys = public.validate().expect("just dealt");
		Self { keys, shares }
	}

	/// The answers of as many as are needed.
	fn answers(&self, blinds: &Blinds) -> Vec<Answer> {
		let answer = |share| evaluate(share, &CONTEXT, blinds.blinded(), &mut OsRng).expect("good points");
		self.shares.iter().take(SHARING.0.into()).map(answer).collect()
	}

	/// Checks the answers and combines them.
	fn combine(&self, blinds: &Blinds, answers: &[Answer]) -> Vec<Token> {
		let mut collector = Collector::new(&self.keys, CONTEXT, blinds);
		for answer in answers {
			collector.add(answer).expect("an honest answer");
		}
		collector.tokens().expect("as many as are needed")
	}
}

/// So many keywords.
fn names(count: usize) -> Vec<String> {
	(0..count)
		.map(|i| format!("http://snomed.info/sct|{}", 44_054_006 + i))
		.collect()
}

fn blind(keywords: &[String]) -> Blinds {
	let keywords: Vec<&[u8]> = keywords.iter().map(String::as_bytes).collect();
	Blinds::new(&keywords, &mut OsRng).expect("keywords")
}

/// The first so many interests, the same in every process.
pub fn interests(count: usize) -> Vec<Interest> {
	let authorities = Authorities::new();
	let blinds = blind(&names(count));
	let tokens = authorities.combine(&blinds, &authorities.answers(&blinds));
	tokens.iter().map(Token::interest).collect()
}

fn tokens(summary: &mut Summary, authorities: &Authorities) {
	let names = names(ASKED);
	let blinds = blind(&names);
	let answers = authorities.answers(&blinds);
	let share = authorities.shares.first().expect("there are shares");
	let blinding = time(|| blind(&names));
	let combining = time(|| authorities.combine(&blinds, &answers));
	let evaluating = time(|| evaluate(share, &CONTEXT, blinds.blinded(), &mut OsRng).expect("good points"));
	let name = format!("tokens of {ASKED} interests");
	summary.value(format!("{name}, asker: blind"), blinding, "us");
	summary.value(
		format!("{name}, asker: check 3 answers, combine"),
		combining,
		"us",
	);
	summary.value(format!("{name}, asker in all"), blinding + combining, "us");
	summary.value(format!("{name}, each authority"), evaluating, "us");
}

/// A bundle of one patient and observations of as many codes.
fn observations() -> String {
	let observation = |i: usize| {
		let code = format!(
			r#"{{"coding":[{{"system":"http://loinc.org","code":"{}-{}"}}]}}"#,
			4_000 + i % CODES,
			i % 10
		);
		format!(
			r#"{{"resource":{{"resourceType":"Observation","id":"{i}","status":"final","code":{code}}},"request":{{"method":"POST","url":"Observation"}}}}"#
		)
	};
	let patient =
		r#"{"resource":{"resourceType":"Patient","id":"p"},"request":{"method":"POST","url":"Patient"}}"#;
	let entries: Vec<String> = (1..RESOURCES).map(observation).collect();
	format!(
		r#"{{"resourceType":"Bundle","type":"transaction","entry":[{patient},{}]}}"#,
		entries.join(",")
	)
}

/// What a hospital computes to index a bundle, and the authorities for it: everything but the network.
fn bundle(summary: &mut Summary, authorities: &Authorities) {
	let bundle = observations();
	let codes = || -> Vec<String> {
		let keywords = Keywords::of(bundle.as_bytes()).expect("a bundle of one patient");
		keywords.codings().map(ToString::to_string).collect()
	};
	let codes_found = codes();
	assert_eq!(codes_found.len(), CODES, "the codes of the bundle");
	let master = MasterSecret::from_bytes(&[7; 32]);
	let index = || {
		let codes = codes();
		let blinds = blind(&codes);
		let tokens = authorities.combine(&blinds, &authorities.answers(&blinds));
		let interests: Vec<Interest> = tokens.iter().map(Token::interest).collect();
		master
			.tags(&KEY.scope, KEY.epoch, &[4; 32], &interests)
			.expect("fewer than a bucket holds")
	};
	summary.value(
		format!("a bundle of {RESOURCES} resources: its {CODES} codes"),
		time(codes),
		"us",
	);
	summary.value(
		format!("a bundle of {RESOURCES} resources: codes, tokens of 3 authorities, tags"),
		time(index),
		"us",
	);
}

fn proof(summary: &mut Summary) {
	let query = Query::new();
	let public = query.secret.public();
	let prove = || {
		prove_match(&query.secret, &MATCH, &KEY, &query.interests, &mut OsRng).expect("distinct interests")
	};
	let proof = prove();
	let verify = || {
		proof
			.verify(&MATCH, &KEY, &public, &query.interests)
			.expect("an honest proof")
	};
	let count = query.interests.len();
	let size = proof.points.len() * 32 + proof.proof.len();
	summary.value(
		format!("proof of an honest match, {count} interests: size, whatever the records"),
		size as f64,
		"bytes",
	);
	summary.value(
		format!("proof of an honest match, {count} interests: make"),
		time(prove),
		"us",
	);
	summary.value(
		format!("proof of an honest match, {count} interests: verify"),
		time(verify),
		"us",
	);

	let verified = verify();
	let rows: Vec<([u8; 32], Vec<Tag>)> = (0..CHECKED).map(|place| query.row(place, BUCKET)).collect();
	let claimed: BTreeMap<[u8; 32], u32> = (0..CHECKED)
		.filter(|place| Query::is_match(*place))
		.map(|place| (query.row(place, BUCKET).0, (1 << count) - 1))
		.collect();
	let check = || {
		let rows = rows.iter().map(|(record, tags)| (record, Tags::checked(tags)));
		verified.check(rows, 1, &claimed).expect("an honest match");
	};
	let hash = || {
		let mut all = 0_u8;
		for (record, _) in &rows {
			Trapdoor::each_tag(&query.trapdoors, record, |_, tag| all ^= tag[0]);
		}
		all
	};
	let (checking, hashing) = time_both(check, hash);
	summary.beside(
		format!("proof of an honest match, {count} interests: match over {CHECKED} records again"),
		checking,
		"us",
		"its HMACs alone",
		hashing,
	);
}
