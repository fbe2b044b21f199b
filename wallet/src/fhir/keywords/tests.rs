use super::*;
use serde_json::json;

const RECORD: &[u8] = include_bytes!("../../../tests/fixtures/record.json");
const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";

/// What the project's own record is found by.
const EXPECTED_OF_THE_RECORD: [(&str, &str); 7] = [
	("http://hl7.org/fhir/sid/cvx|140", "Immunization"),
	("http://loinc.org|4548-4", "Observation"),
	("http://loinc.org|8867-4", "Observation"),
	("http://snomed.info/sct|29303009", "Procedure"),
	("http://snomed.info/sct|44054006", "Condition"),
	("http://snomed.info/sct|49436004", "Condition"),
	(
		"http://www.nlm.nih.gov/research/umls/rxnorm|1364430",
		"MedicationRequest",
	),
];

fn concept(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": system, "code": code }] })
}

/// The keywords of a patient with more entries, `system|code` each.
fn of_entries(entries: &[Value]) -> Vec<String> {
	let patient = json!({ "resource": { "resourceType": "Patient" } });
	let entries: Vec<_> = iter::once(&patient)
		.chain(entries)
		.cloned()
		.map(|mut entry| {
			entry["request"] = json!({ "method": "POST", "url": "x" });
			entry
		})
		.collect();
	let bundle = json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries });
	let keywords = Keywords::of(bundle.to_string().as_bytes()).unwrap();
	keywords.codings().map(ToString::to_string).collect()
}

fn of(resources: &[Value]) -> Vec<String> {
	let entries: Vec<_> = resources
		.iter()
		.map(|resource| json!({ "resource": resource }))
		.collect();
	of_entries(&entries)
}

fn with(mut resource: Value, name: &str, value: Value) -> Value {
	resource[name] = value;
	resource
}

#[test]
fn a_record_is_found_by_the_codes_of_five_kinds_of_resources() {
	let found: Vec<_> = Keywords::of(RECORD)
		.unwrap()
		.iter()
		.map(|(coding, sources)| {
			let sources: Vec<_> = sources.iter().map(ToString::to_string).collect();
			(coding.to_string(), sources.join(" "))
		})
		.collect();
	let expected = EXPECTED_OF_THE_RECORD.map(|(keyword, source)| (keyword.to_owned(), source.to_owned()));
	assert_eq!(found, expected);
}

#[test]
fn a_keyword_stands_once_however_often_the_record_says_it() {
	let condition = json!({ "resourceType": "Condition", "code": concept("s", "1") });
	let procedure = json!({ "resourceType": "Procedure", "status": "completed", "code": concept("s", "1") });
	assert_eq!(of(&[condition.clone(), procedure, condition]), ["s|1"]);
}

#[test]
fn every_coding_of_a_concept_is_a_keyword_and_a_text_is_none() {
	let condition = json!({ "resourceType": "Condition", "code": {
		"text": "Diabetes",
		"coding": [
			{ "system": "http://snomed.info/sct", "code": "44054006", "display": "Diabetes" },
			{ "system": "http://hl7.org/fhir/sid/icd-10", "code": "E11" },
			{ "code": "local" },
			{ "system": "a|b", "code": "c" },
			{ "system": "s", "code": 7 },
		],
	} });
	assert_eq!(
		of(&[condition]),
		[
			"http://hl7.org/fhir/sid/icd-10|E11",
			"http://snomed.info/sct|44054006"
		]
	);
}

#[test]
fn components_of_an_observation_are_found_too() {
	let pressure = json!({
		"resourceType": "Observation",
		"status": "final",
		"code": concept("l", "55284-4"),
		"component": [{ "code": concept("l", "8480-6") }, { "code": concept("l", "8462-4") }],
	});
	assert_eq!(
		of(std::slice::from_ref(&pressure)),
		["l|55284-4", "l|8462-4", "l|8480-6"]
	);
	assert!(of(&[with(pressure, "status", json!("entered-in-error"))]).is_empty());
}

#[test]
fn a_medication_is_found_wherever_the_request_has_it() {
	let request = |name: &str, value: Value| {
		let request = json!({ "resourceType": "MedicationRequest", "status": "active" });
		with(request, name, value)
	};
	let refers = |to: &str| request("medicationReference", json!({ "reference": to }));
	let medication = |id: &str, code: &str| json!({ "resourceType": "Medication", "id": id, "code": concept(RXNORM, code) });
	let contained = with(refers("#m"), "contained", json!([medication("m", "3")]));
	let entries = [
		json!({ "resource": request("medicationCodeableConcept", concept(RXNORM, "1")) }),
		json!({ "resource": refers("urn:uuid:a") }),
		json!({ "fullUrl": "urn:uuid:a", "resource": medication("x", "2") }),
		json!({ "resource": contained }),
		json!({ "resource": refers("Medication/b") }),
		json!({ "resource": medication("b", "4") }),
		json!({ "fullUrl": "urn:uuid:c", "resource": medication("nobody-asks", "5") }),
		json!({ "resource": refers("#none") }),
		json!({ "resource": refers("urn:uuid:nowhere") }),
	];
	assert_eq!(
		of_entries(&entries),
		["1", "2", "3", "4"].map(|code| format!("{RXNORM}|{code}"))
	);
}

#[test]
fn what_was_not_done_or_is_an_error_is_not_found() {
	let coded = |kind: &str, name: &str, status: &str| {
		let resource = json!({ "resourceType": kind, "status": status });
		with(resource, name, concept("s", "1"))
	};
	let medication = |status| coded("MedicationRequest", "medicationCodeableConcept", status);
	for (is_found, resource) in [
		(true, coded("Procedure", "code", "completed")),
		(false, coded("Procedure", "code", "not-done")),
		(false, coded("Procedure", "code", "entered-in-error")),
		(true, coded("Immunization", "vaccineCode", "completed")),
		(false, coded("Immunization", "vaccineCode", "not-done")),
		(true, coded("Observation", "code", "amended")),
		(false, coded("Observation", "code", "cancelled")),
		(true, medication("stopped")),
		(false, medication("entered-in-error")),
		(false, with(medication("active"), "doNotPerform", json!(true))),
		(
			false,
			with(
				coded("Condition", "code", ""),
				"verificationStatus",
				concept("v", "refuted"),
			),
		),
		(false, coded("Claim", "code", "active")),
	] {
		assert_eq!(
			!of(std::slice::from_ref(&resource)).is_empty(),
			is_found,
			"{resource}"
		);
	}
}

#[test]
fn the_canonical_form_of_a_keyword() {
	for (text, expected) in [
		(
			"http://snomed.info/sct|44054006",
			Some("http://snomed.info/sct|44054006"),
		),
		(" s | 1 ", Some("s|1")),
		("s|two words", Some("s|two words")),
		("s|E11.9", Some("s|E11.9")),
		("s|e11.9", Some("s|e11.9")),
		("s|two  spaces", None),
		("s|a\tb", None),
		("s t|1", None),
		("s|1|2", None),
		("s|", None),
		("|1", None),
		("s", None),
		("", None),
	] {
		let found = keyword(text).ok().map(|coding| coding.to_string());
		assert_eq!(found.as_deref(), expected, "{text:?}");
	}
	let longest = format!("s|{}", "1".repeat(MAX_KEYWORD - 2));
	assert_eq!(keyword(&longest).unwrap().to_string(), longest);
	assert!(keyword(&format!("{longest}1")).is_err());
}

#[test]
fn the_patient_adds_and_strikes_out() {
	let mut keywords = Keywords::of(RECORD).unwrap();
	let count = keywords.len();
	let (diabetes, rare) = (
		keyword("http://snomed.info/sct|44054006").unwrap(),
		keyword("http://www.orpha.net|1").unwrap(),
	);
	assert!(keywords.strike(&diabetes));
	assert!(!keywords.strike(&diabetes), "it is struck out already");
	keywords.add(rare.clone());
	assert_eq!(keywords.len(), count);
	assert!(!keywords.codings().any(|coding| *coding == diabetes));
	let added = keywords.iter().find(|(coding, _)| **coding == rare).unwrap();
	assert_eq!(added.1.iter().copied().collect::<Vec<_>>(), [Source::Added]);
}
