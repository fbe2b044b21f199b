//! What the nodes' logs of a story tell: nothing of a patient, nothing of a record, and no secret.

use crate::{
	manner::network_seed,
	network::{last_lines, Network, HOSPITALS},
	shares,
	story::Story,
};
use anyhow::{ensure, Context, Result};
use serde_json::Value;
use sp_core::{ed25519, sr25519, Pair};
use std::fs;

/// What every log holds, however little happened: it is looked for so that an empty log passes nowhere.
const ALWAYS: &str = "Local node identity is";
/// Fields of FHIR whose values are words of the format, and say nothing of anybody.
const FORMAL: [&str; 8] = [
	"resourceType",
	"type",
	"method",
	"url",
	"system",
	"status",
	"intent",
	"unit",
];
/// Digits that may stand in a log by chance, as a duration or a height.
const FEW_DIGITS: usize = 5;
/// Whoever acts in a story beside its hospitals.
const PEOPLE: [&str; 10] = [
	"Patient",
	"Cardiologist",
	"Nurse",
	"Stranger",
	"Resident",
	"Auditor",
	"Buyer",
	"Researcher",
	"CouncilA",
	"CouncilB",
];

/// Fails if a node of the story wrote what no log may hold. Gives how many values were looked for.
pub async fn tell_nothing(story: &Story) -> Result<usize> {
	tell_nothing_of(story.network(), &[&story.bundle[..]], &[]).await
}

/// The same of a network, of these records and of these secrets beside those of its hospitals and people.
pub async fn tell_nothing_of(network: &Network, bundles: &[&[u8]], further: &[Vec<u8>]) -> Result<usize> {
	let mut words = Vec::new();
	for bundle in bundles {
		collect("", &serde_json::from_slice(bundle)?, &mut words);
	}
	ensure!(!words.is_empty(), "nothing to look for");
	words.extend(["consortium/cardiologist".to_owned(), "st-mary/staff".to_owned()]);
	let mut secrets = secrets(network).await?;
	ensure!(!secrets.is_empty(), "nothing to look for");
	secrets.extend(further.iter().flat_map(|secret| as_written(secret)));
	for node in &network.nodes {
		let path = node.log();
		let log = fs::read(&path).with_context(|| path.display().to_string())?;
		let log = String::from_utf8_lossy(&log);
		ensure!(
			log.contains(ALWAYS),
			"this is no log of a node: {}",
			last_lines(&path)
		);
		for word in &words {
			ensure!(!holds(&log, word), "the log of {} holds '{word}'", node.handle);
		}
		for secret in &secrets {
			let line = log.lines().position(|line| line.contains(secret));
			ensure!(
				line.is_none(),
				"the log of {} holds a secret in line {}",
				node.handle,
				line.unwrap_or_default() + 1
			);
		}
	}
	Ok(words.len() + secrets.len())
}

/// The values of a record that say something of a patient.
fn collect(field: &str, value: &Value, words: &mut Vec<String>) {
	match value {
		Value::Object(fields) => fields
			.iter()
			.for_each(|(field, value)| collect(field, value, words)),
		Value::Array(values) => values.iter().for_each(|value| collect(field, value, words)),
		Value::String(text) if !FORMAL.contains(&field) => {
			let is_number = text.chars().all(|c| c.is_ascii_digit());
			let too_short = if is_number { FEW_DIGITS } else { 2 };
			if text.len() > too_short {
				words.push(text.clone());
			}
		}
		_ => {}
	}
}

/// What only its owner may know, as a program may write it.
async fn secrets(network: &Network) -> Result<Vec<String>> {
	let mut bytes = shares::secret_scalars(network).await?;
	let mut texts = Vec::new();
	let names = HOSPITALS.map(|(name, _)| name);
	for name in names.iter().chain(&PEOPLE) {
		let uri = format!("//{name}");
		bytes.push(sr25519::Pair::from_string(&uri, None)?.to_raw_vec());
		bytes.push(ed25519::Pair::from_string(&uri, None)?.to_raw_vec());
		bytes.push(network_seed(name).to_vec());
		texts.push(uri);
	}
	texts.extend(bytes.iter().flat_map(|secret| as_written(secret)));
	Ok(texts)
}

/// A secret as a program may write it: its beginning in hex and as a list.
fn as_written(secret: &[u8]) -> [String; 2] {
	let beginning: Vec<_> = secret.iter().take(8).map(u8::to_string).collect();
	[hex::encode(&secret[..secret.len().min(16)]), beginning.join(", ")]
}

/// Whether a text holds a word, and not as a piece of a longer one.
fn holds(text: &str, word: &str) -> bool {
	let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
	text.match_indices(word).any(|(at, _)| {
		let (before, rest) = text.split_at(at);
		let after = rest.get(word.len()..).unwrap_or_default();
		!inside(before.chars().next_back()) && !inside(after.chars().next())
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn names_diagnoses_dates_and_codes_are_private_and_words_of_the_format_are_not() {
		let record = json!({ "resourceType": "Bundle", "entry": [{
			"name": [{ "family": "Marsh", "given": ["Ada"] }],
			"birthDate": "1961-04-12",
			"code": { "coding": [{ "code": "44054006" }, { "code": "140" }, { "code": "%" }] },
			"status": "final",
		}] });
		let mut words = Vec::new();
		collect("", &record, &mut words);
		words.sort();
		assert_eq!(words, ["1961-04-12", "44054006", "Ada", "Marsh"]);
	}

	#[test]
	fn a_word_is_found_alone_and_not_within_another() {
		assert!(holds("sealed for Ada Marsh", "Ada"));
		assert!(holds("\"Ada\"", "Ada"));
		assert!(!holds("peer 12D3KooWAda5", "Ada"));
		assert!(!holds("", "Ada"));
	}
}
