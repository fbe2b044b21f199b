use super::*;
use proptest::prelude::*;

const RECORD: &str = include_str!("../../tests/fixtures/record.json");

fn entry(resource: &str) -> String {
	format!(r#"{{"resource":{resource},"request":{{"method":"POST","url":"x"}}}}"#)
}

fn bundle(entries: &[String]) -> String {
	format!(
		r#"{{"resourceType":"Bundle","type":"transaction","entry":[{}]}}"#,
		entries.join(" ,\n")
	)
}

fn fault(text: &str) -> String {
	split(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_record_comes_back_byte_for_byte() {
	let fields = split(RECORD.as_bytes()).unwrap();
	assert_eq!(fields.len(), 9);
	let parts: Vec<_> = fields.iter().map(|f| f.bytes.clone()).collect();
	assert_eq!(join(&parts).unwrap(), RECORD.as_bytes());
}

#[test]
fn labels_carry_the_type_and_the_first_code() {
	let labels: Vec<_> = split(RECORD.as_bytes())
		.unwrap()
		.into_iter()
		.map(|f| f.label)
		.collect();
	assert_eq!(labels[0], FRAME);
	assert_eq!(labels[1], "Patient");
	assert_eq!(labels[2], "Condition|http://snomed.info/sct|44054006");
	assert_eq!(labels[8], "Immunization|http://hl7.org/fhir/sid/cvx|140");
}

#[test]
fn a_fault_is_named_by_its_json_pointer() {
	let patient = entry(r#"{"resourceType":"Patient"}"#);
	assert_eq!(fault("[]"), ": a bundle is a JSON object");
	assert_eq!(fault("{}"), "/resourceType: missing; expected \"Bundle\"");
	assert_eq!(
		fault(r#"{"resourceType":"Bundle","type":"batch","entry":[]}"#),
		"/type: expected \"transaction\", found \"batch\""
	);
	assert_eq!(fault(&bundle(&[])), "/entry: no entries");
	assert_eq!(
		fault(&bundle(&[patient.clone(), "1".into()])),
		"/entry/1: not an object"
	);
	assert_eq!(
		fault(&bundle(&[patient.clone(), entry(r#"{"resourceType":"Robot"}"#)])),
		"/entry/1/resource/resourceType: FHIR R4 has no resource \"Robot\""
	);
	assert_eq!(
		fault(&bundle(&[r#"{"resource":{"resourceType":"Patient"}}"#.into()])),
		"/entry/0/request: missing"
	);
	assert_eq!(
		fault(&bundle(&[entry(r#"{"id":"1"}"#)])),
		"/entry/0/resource/resourceType: missing"
	);
}

#[test]
fn a_record_is_of_one_patient() {
	let patient = entry(r#"{"resourceType":"Patient"}"#);
	let other = entry(r#"{"resourceType":"Device"}"#);
	assert_eq!(split(bundle(&[other]).as_bytes()), Err(FhirError::Patients(0)));
	assert_eq!(
		split(bundle(&[patient.clone(), patient]).as_bytes()),
		Err(FhirError::Patients(2))
	);
}

#[test]
fn truncated_text_is_refused_at_every_byte() {
	for end in (0..RECORD.trim_end().len()).step_by(7) {
		assert!(
			matches!(split(&RECORD.as_bytes()[..end]), Err(FhirError::Json(_))),
			"cut at {end}"
		);
	}
}

#[test]
fn deep_nesting_is_refused_without_harm() {
	let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
	let resource = format!(r#"{{"resourceType":"Patient","x":{deep}}}"#);
	assert!(matches!(
		split(bundle(&[entry(&resource)]).as_bytes()),
		Err(FhirError::At { .. })
	));
	assert!(split(deep.as_bytes()).is_err());
}

#[test]
fn what_is_not_text_is_refused() {
	assert_eq!(split(b"{\"resourceType\xff"), Err(FhirError::NotText(14)));
}

#[test]
fn an_oversized_file_is_refused_before_it_is_parsed() {
	let size = MAX_BUNDLE + 1;
	assert_eq!(split(&vec![b' '; size]), Err(FhirError::TooLarge(size)));
}

#[test]
fn fields_of_another_bundle_do_not_join() {
	let fields = split(RECORD.as_bytes()).unwrap();
	let parts: Vec<_> = fields.iter().skip(1).map(|f| f.bytes.clone()).collect();
	assert!(matches!(join(&parts), Err(FhirError::NotFields(_))));
	assert!(matches!(join::<Vec<u8>>(&[]), Err(FhirError::NotFields(_))));
}

proptest! {
	#[test]
	fn any_whitespace_and_order_survives(spaces in prop::collection::vec("[ \\n\\t]{0,4}", 6), before in any::<bool>()) {
		let patient = entry(r#"{"resourceType":"Patient","n":1.50e0,"é":"\u00e9"}"#);
		let [a, b, c, d, e, f] = &spaces[..] else { unreachable!() };
		let head = r#""resourceType":"Bundle","type":"transaction""#;
		let entries = format!(r#""entry":{a}[{b}{patient}{c}]"#);
		let text = if before {
			format!("{d}{{{e}{entries},{head}{f}}}{a}")
		} else {
			format!("{d}{{{e}{head},{entries}{f}}}{a}")
		};
		let parts: Vec<_> = split(text.as_bytes()).unwrap().into_iter().map(|field| field.bytes).collect();
		prop_assert_eq!(join(&parts).unwrap(), text.into_bytes());
	}

	#[test]
	fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
		let _ = split(&bytes);
		let _ = join(&[bytes]);
	}
}
