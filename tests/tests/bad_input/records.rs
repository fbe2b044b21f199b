//! Files and policies for `salus hospital seal`.

use super::ground::{refusal, Ground};
use futures::future::join_all;
use std::fs;

const RECORD: &str = include_str!("../../../wallet/tests/fixtures/record.json");
const POLICY: &str = "consortium/cardiologist";
/// Wrong input, a file that cannot be read, refused by the chain, not allowed.
const INPUT: i32 = 3;
const FILE: i32 = 4;
const CHAIN: i32 = 8;
const NOT_ALLOWED: i32 = 9;

fn bundle(entries: &[&str]) -> Vec<u8> {
	let entries: Vec<_> = entries
		.iter()
		.map(|resource| format!(r#"{{"resource":{resource},"request":{{"method":"POST","url":"x"}}}}"#))
		.collect();
	format!(
		r#"{{"resourceType":"Bundle","type":"transaction","entry":[{}]}}"#,
		entries.join(",")
	)
	.into_bytes()
}

const PATIENT: &str = r#"{"resourceType":"Patient"}"#;

async fn seal(ground: &Ground, file: &str, policy: &str, patient: &str) -> (i32, String) {
	let arguments = ["hospital", "seal", file, "--policy", policy, "--patient", patient];
	let answer = ground.world().ask("st-mary", "st-mary", &arguments).await;
	refusal(answer.unwrap())
}

pub async fn files_that_are_no_record(ground: &Ground) {
	let deep = format!(
		r#"{{"resourceType":"Patient","x":{}1{}}}"#,
		"[".repeat(200_000),
		"]".repeat(200_000)
	);
	let table: Vec<(&str, Vec<u8>, &str)> = vec![
		(
			"text",
			b"Dear colleague".to_vec(),
			"not well-formed JSON: expected value at line 1 column 1",
		),
		(
			"nothing",
			Vec::new(),
			"not well-formed JSON: EOF while parsing a value at line 1 column 0",
		),
		("array", b"[]".to_vec(), ": a bundle is a JSON object"),
		(
			"resource",
			PATIENT.into(),
			r#"/resourceType: expected "Bundle", found "Patient""#,
		),
		(
			"search",
			br#"{"resourceType":"Bundle","type":"searchset","entry":[]}"#.to_vec(),
			r#"/type: expected "transaction", found "searchset""#,
		),
		(
			"truncated",
			RECORD.as_bytes()[..RECORD.len() / 2].to_vec(),
			"not well-formed JSON: EOF while parsing",
		),
		(
			"binary",
			b"{\"resourceType\xff".to_vec(),
			"not UTF-8 text at byte 14",
		),
		("deep", bundle(&[&deep]), "/entry/0: recursion limit exceeded"),
		(
			"potion",
			bundle(&[PATIENT, r#"{"resourceType":"Potion"}"#]),
			r#"/entry/1/resource/resourceType: FHIR R4 has no resource "Potion""#,
		),
		(
			"nobody",
			bundle(&[r#"{"resourceType":"Device"}"#]),
			"/entry: a record has exactly one Patient; this bundle has 0",
		),
		(
			"two",
			bundle(&[PATIENT, PATIENT]),
			"/entry: a record has exactly one Patient; this bundle has 2",
		),
	];
	let mark = ground.mark().await;
	let index = ground.next_index("st-mary").await;
	let folder = ground.world().file("bad");
	fs::create_dir(&folder).unwrap();
	let huge = folder.join("huge");
	fs::File::create(&huge).unwrap().set_len((64 << 20) + 1).unwrap();
	let mut rows = vec![
		(
			"huge",
			INPUT,
			"the file has 67108865 bytes; a bundle may have at most 67108864",
		),
		("missing", FILE, "No such file or directory (os error 2)"),
		(".", FILE, "Is a directory (os error 21)"),
	];
	for (name, content, fault) in &table {
		fs::write(folder.join(name), content).unwrap();
		rows.push((*name, INPUT, *fault));
	}
	let outcomes = rows.iter().map(|(name, _, _)| {
		let file = folder.join(name).to_str().unwrap().to_owned();
		async move { (seal(ground, &file, POLICY, "patient").await, file) }
	});
	for ((name, code, fault), ((found, message), file)) in rows.iter().zip(join_all(outcomes).await) {
		assert_eq!(found, *code, "{name}: {message}");
		let expected = format!("{file}: {fault}");
		assert!(message.starts_with(&expected), "{name}: {message}");
	}
	assert_eq!(ground.next_index("st-mary").await, index, "nothing was submitted");
	ground.unchanged(&mark, "a file that is no record").await;
}

/// What the wallet shows of a policy of one line.
fn caret(policy: &str, column: usize, fault: &str) -> String {
	let pad = " ".repeat(column - 1);
	format!("line 1, column {column}: {fault}\n1 | {policy}\n  | {pad}^")
}

pub async fn policies_that_are_none(ground: &Ground) {
	let operand = "expected an attribute (namespace/name), `(` or `k of (`";
	let table = [
		("", 1, operand),
		("consortium/cardiologist and", 28, operand),
		("(st-mary/staff", 15, "expected `and`, `or` or `)`"),
		(
			"st-mary/staff charite/staff",
			15,
			"expected `and`, `or` or the end of the policy",
		),
		("a/x or staff", 8, "an attribute is written namespace/name"),
		("st_mary/staff", 1, "a namespace consists of a-z, 0-9 and `-`"),
		(
			"3 of (st-mary/staff, charite/staff)",
			1,
			"3 of 2: the number must be from 1 to 2",
		),
	];
	let mark = ground.mark().await;
	let index = ground.next_index("st-mary").await;
	let record = ground.world().file("record.json");
	let record = record.to_str().unwrap();
	let outcomes = table
		.iter()
		.map(|(policy, _, _)| seal(ground, record, policy, "patient"));
	for ((policy, column, fault), found) in table.iter().zip(join_all(outcomes).await) {
		assert_eq!(found, (INPUT, caret(policy, *column, fault)));
	}
	let unknown = "unknown namespace 'nosuch': it is neither 'consortium' nor the handle of a hospital";
	assert_eq!(
		seal(ground, record, "st-mary/staff or nosuch/staff", "patient").await,
		(INPUT, unknown.into())
	);
	assert_eq!(
		seal(ground, record, POLICY, "//Buyer").await,
		(
			NOT_ALLOWED,
			"the patient is not registered with a wrap key".into()
		)
	);
	assert_eq!(ground.next_index("st-mary").await, index, "nothing was submitted");
	ground.unchanged(&mark, "a policy that is none").await;
}

pub async fn attributes_of_a_foreign_namespace(ground: &Ground) {
	let mark = ground.mark().await;
	let grant = |attribute| ["hospital", "grant", "nurse", attribute];
	let (council, nosuch) = (grant("consortium/cardiologist"), grant("nosuch/staff"));
	let table = [
		("charite", council, "KeyAuthority: ForeignNamespace"),
		("mayo", nosuch, "KeyAuthority: ForeignNamespace"),
		(
			"karolinska",
			grant("karolinska/staff"),
			"KeyAuthority: NotYourStaff",
		),
	];
	let outcomes = table
		.iter()
		.map(|(hospital, grant, _)| ground.world().ask(hospital, hospital, grant));
	for ((_, _, error), found) in table.iter().zip(join_all(outcomes).await) {
		assert_eq!(refusal(found.unwrap()), (CHAIN, error.to_string()));
	}
	ground.unchanged(&mark, "a foreign attribute").await;
}
