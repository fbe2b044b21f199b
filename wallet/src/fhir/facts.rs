//! What a hospital attests of a bundle: coded facts of the patient, no text.

use super::{split, FhirError, Field, FRAME};
use salus_crypto::attestation::{Coding, Facts, Quantity, Sex};
use serde_json::Value;
use std::{collections::BTreeMap, iter};

/// The latest quantity of each code: when, and the value if it is one that can be attested.
type Latest = BTreeMap<Coding, (i64, Option<Quantity>)>;

/// The facts of a bundle of one patient.
pub fn facts(bundle: &[u8]) -> Result<Facts, FhirError> {
	Ok(facts_of(&split(bundle)?))
}

/// The facts of a bundle that was cut.
pub(crate) fn facts_of(fields: &[Field]) -> Facts {
	let patient = fields
		.iter()
		.find(|field| field.label.split('|').next() == Some("Patient"))
		.and_then(resource);
	let text = |name: &str| patient.as_ref().and_then(|patient| patient.get(name)?.as_str());
	let mut facts = Facts::new(
		text("birthDate").and_then(birth_year),
		text("gender").and_then(Sex::parse),
	);
	let mut latest = Latest::new();
	for resource in fields
		.iter()
		.filter(|field| field.label != FRAME)
		.filter_map(resource)
	{
		let kind = resource
			.get("resourceType")
			.and_then(Value::as_str)
			.unwrap_or_default();
		facts.count(kind);
		match kind {
			"Condition" if is_held(&resource) => {
				codings(resource.get("code")).for_each(|coding| facts.add_condition(coding));
			}
			"Observation" if is_final(&resource) => observe(&resource, &mut latest),
			_ => {}
		}
	}
	for (coding, (_, value)) in latest {
		if let Some(value) = value {
			facts.set_observation(coding, value);
		}
	}
	facts
}

fn resource(field: &Field) -> Option<Value> {
	let mut entry: Value = serde_json::from_slice(&field.bytes).ok()?;
	entry.get_mut("resource").map(Value::take)
}

fn birth_year(date: &str) -> Option<u16> {
	let year = date.split('-').next()?;
	u16::try_from(number(year, 4)?).ok()
}

/// Codes with their systems: texts, and codes without a system, say nothing.
fn codings(concept: Option<&Value>) -> impl Iterator<Item = Coding> + '_ {
	concept
		.and_then(|concept| concept.get("coding")?.as_array())
		.into_iter()
		.flatten()
		.filter_map(|coding| Coding::new(coding.get("system")?.as_str()?, coding.get("code")?.as_str()?))
}

/// Whether a condition is one that the patient has, as far as the record says.
pub(super) fn is_held(condition: &Value) -> bool {
	!codings(condition.get("verificationStatus"))
		.any(|status| matches!(status.code(), "refuted" | "entered-in-error"))
}

/// Whether an observation is one to rely on.
pub(super) fn is_final(observation: &Value) -> bool {
	let status = observation.get("status").and_then(Value::as_str);
	matches!(status, Some("final" | "amended" | "corrected"))
}

/// Takes the quantities of an observation and of its components; of equal times the later entry counts.
fn observe(observation: &Value, latest: &mut Latest) {
	let at = time_of(observation);
	let components = observation
		.get("component")
		.and_then(Value::as_array)
		.into_iter()
		.flatten();
	for observed in iter::once(observation).chain(components) {
		let Some(quantity) = observed.get("valueQuantity") else {
			continue;
		};
		for coding in codings(observed.get("code")) {
			if latest.get(&coding).is_none_or(|(before, _)| *before <= at) {
				latest.insert(coding, (at, attestable(quantity)));
			}
		}
	}
}

/// A number from 0 to 42949672.95, rounded to hundredths. Bounds, such as "less than 5", are no values.
fn attestable(quantity: &Value) -> Option<Quantity> {
	if quantity.get("comparator").is_some() {
		return None;
	}
	let hundredths = (quantity.get("value")?.as_f64()? * 100.).round();
	if !(0. ..=f64::from(u32::MAX)).contains(&hundredths) {
		return None;
	}
	let text = |name: &str| quantity.get(name).and_then(Value::as_str);
	Some(Quantity {
		// UCUM's sign for no unit is 1.
		unit: text("code").or(text("unit")).unwrap_or("1").into(),
		hundredths: hundredths as u32,
	})
}

fn time_of(observation: &Value) -> i64 {
	const PLACES: [&str; 5] = [
		"/effectiveDateTime",
		"/effectiveInstant",
		"/effectivePeriod/end",
		"/effectivePeriod/start",
		"/issued",
	];
	PLACES
		.iter()
		.find_map(|place| seconds(observation.pointer(place)?.as_str()?))
		.unwrap_or(i64::MIN)
}

/// Seconds since 1970 of a date, a dateTime or an instant of FHIR. What it leaves out is the first; without a zone, UTC.
fn seconds(text: &str) -> Option<i64> {
	let (date, time) = match text.split_once('T') {
		Some((date, time)) => (date, seconds_of_day(time)?),
		None => (text, 0),
	};
	let mut parts = date.split('-');
	let year = number(parts.next()?, 4)?;
	let month = parts.next().map_or(Some(1), |part| number(part, 2))?;
	let day = parts.next().map_or(Some(1), |part| number(part, 2))?;
	if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
		return None;
	}
	// Years begin in March, so that the leap day is the last.
	let (year, month) = match month {
		1 | 2 => (year - 1, month + 9),
		_ => (year, month - 3),
	};
	let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
	let days = 365 * year + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468;
	Some(days * 86_400 + time)
}

/// `hh:mm:ss` with a fraction and a zone.
fn seconds_of_day(text: &str) -> Option<i64> {
	let (clock, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
	let mut parts = clock.split('.').next()?.split(':');
	let hour = number(parts.next()?, 2)?;
	let minute = number(parts.next()?, 2)?;
	let second = parts.next().map_or(Some(0), |part| number(part, 2))?;
	let east = match zone {
		"" | "Z" => 0,
		_ => {
			let (sign, offset) = zone.split_at(1);
			let (hours, minutes) = offset.split_once(':')?;
			let offset = number(hours, 2)? * 3_600 + number(minutes, 2)? * 60;
			if sign == "-" {
				-offset
			} else {
				offset
			}
		}
	};
	Some(hour * 3_600 + minute * 60 + second - east)
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i64> {
	let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
	fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::{attestation::Attribute, credential::Value as Attested};
	use serde_json::json;

	const RECORD: &[u8] = include_bytes!("../../tests/fixtures/record.json");
	const LOINC: &str = "http://loinc.org";

	/// The facts of a woman born in 1961, and of more resources.
	fn with(resources: &[Value]) -> Facts {
		let patient = json!({ "resourceType": "Patient", "gender": "female", "birthDate": "1961-04" });
		let entries: Vec<_> = iter::once(&patient)
			.chain(resources)
			.map(|resource| json!({ "resource": resource, "request": { "method": "POST", "url": "x" } }))
			.collect();
		let bundle = json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries });
		facts(bundle.to_string().as_bytes()).unwrap()
	}

	fn concept(system: &str, code: &str) -> Value {
		json!({ "coding": [{ "system": system, "code": code }] })
	}

	/// HbA1c in percent.
	fn hba1c(when: &str, value: f64) -> Value {
		json!({
			"resourceType": "Observation",
			"status": "final",
			"code": concept(LOINC, "4548-4"),
			"effectiveDateTime": when,
			"valueQuantity": { "value": value, "unit": "percent", "code": "%" },
		})
	}

	fn changed(mut resource: Value, pointer: &str, value: Value) -> Value {
		let (parent, name) = pointer.rsplit_once('/').unwrap();
		resource.pointer_mut(parent).unwrap()[name] = value;
		resource
	}

	fn value(facts: &Facts, name: &str) -> Option<Attested> {
		facts.value(&Attribute::parse(name).unwrap())
	}

	fn latest(resources: &[Value]) -> Option<u32> {
		match value(&with(resources), "observation:http://loinc.org|4548-4|%") {
			Some(Attested::Integer(hundredths)) => Some(hundredths),
			_ => None,
		}
	}

	fn bucket(text: &str) -> Option<Attested> {
		Some(Attested::Bucket(text.as_bytes().to_vec()))
	}

	#[test]
	fn the_facts_of_a_record() {
		let facts = facts(RECORD).unwrap();
		for (name, expected) in [
			("birth-year", bucket("1961")),
			("birth-decade", bucket("1960")),
			("sex", bucket("female")),
			("resources", bucket("5-9")),
			("resources:Condition", bucket("2-4")),
			("resources:Claim", bucket("0")),
			("condition:http://snomed.info/sct|44054006", bucket("yes")),
			("condition:http://snomed.info/sct|38341003", bucket("no")),
			(
				"observation:http://loinc.org|4548-4|%",
				Some(Attested::Integer(640)),
			),
			(
				"observation:http://loinc.org|8867-4|/min",
				Some(Attested::Integer(9200)),
			),
			("observation:http://loinc.org|8867-4|%", None),
		] {
			assert_eq!(value(&facts, name), expected, "{name}");
		}
		assert_eq!(facts.conditions().count(), 2);
		assert_eq!(facts.observations().count(), 2);
	}

	#[test]
	fn the_latest_value_counts_whatever_the_order_and_the_zone() {
		let older = hba1c("2026-03-05T01:00:00+02:00", 6.4);
		let newer = hba1c("2026-03-04T23:30:00Z", 7.1);
		assert_eq!(latest(&[older.clone(), newer.clone()]), Some(710));
		assert_eq!(latest(&[newer, older.clone()]), Some(710));
		let same = hba1c("2026-03-04T23:00:00.000Z", 5.0);
		assert_eq!(latest(&[older, same]), Some(500), "of equals the later entry");
		assert_eq!(latest(&[hba1c("2025", 1.), hba1c("someday", 2.)]), Some(100));
	}

	#[test]
	fn a_latest_value_that_cannot_be_attested_is_none() {
		for value in [-1., 42_949_673.] {
			assert_eq!(latest(&[hba1c("2025", 6.4), hba1c("2026", value)]), None);
		}
		let below = changed(hba1c("2026", 5.), "/valueQuantity/comparator", json!("<"));
		assert_eq!(latest(&[hba1c("2025", 6.4), below]), None);
		let text = changed(hba1c("2026", 5.), "/valueQuantity/value", json!("5"));
		assert_eq!(latest(&[hba1c("2025", 6.4), text]), None);
	}

	#[test]
	fn numbers_are_rounded_to_hundredths() {
		assert_eq!(latest(&[hba1c("2026", 6.4049)]), Some(640));
		assert_eq!(latest(&[hba1c("2026", 6.4051)]), Some(641));
		assert_eq!(latest(&[hba1c("2026", 0.)]), Some(0));
		assert_eq!(latest(&[hba1c("2026", 42_949_672.95)]), Some(u32::MAX));
	}

	#[test]
	fn what_is_not_final_is_no_value() {
		for status in ["preliminary", "entered-in-error", "cancelled"] {
			let later = changed(hba1c("2026", 9.), "/status", json!(status));
			assert_eq!(latest(&[hba1c("2025", 6.4), later]), Some(640), "{status}");
		}
		let amended = changed(hba1c("2026", 9.), "/status", json!("amended"));
		assert_eq!(latest(&[hba1c("2025", 6.4), amended]), Some(900));
	}

	#[test]
	fn components_are_observations() {
		let pressure = json!({
			"resourceType": "Observation",
			"status": "final",
			"code": concept(LOINC, "55284-4"),
			"issued": "2026-01-01T00:00:00.000Z",
			"component": [
				{ "code": concept(LOINC, "8480-6"), "valueQuantity": { "value": 121.4, "code": "mm[Hg]" } },
				{ "code": concept(LOINC, "8462-4"), "valueQuantity": { "value": 80, "code": "mm[Hg]" } },
			],
		});
		let facts = with(&[pressure]);
		assert_eq!(
			value(&facts, "observation:http://loinc.org|8480-6|mm[Hg]"),
			Some(Attested::Integer(12_140))
		);
		assert_eq!(facts.observations().count(), 2);
	}

	#[test]
	fn a_condition_is_known_by_each_of_its_codes_unless_it_is_none() {
		let condition = json!({
			"resourceType": "Condition",
			"code": { "coding": [
				{ "system": "http://snomed.info/sct", "code": "44054006" },
				{ "system": "http://hl7.org/fhir/sid/icd-10", "code": "E11" },
				{ "code": "local" },
			] },
		});
		let facts = with(std::slice::from_ref(&condition));
		for code in [
			"http://snomed.info/sct|44054006",
			"http://hl7.org/fhir/sid/icd-10|E11",
		] {
			assert_eq!(value(&facts, &format!("condition:{code}")), bucket("yes"));
		}
		assert_eq!(facts.conditions().count(), 2);
		for status in ["refuted", "entered-in-error"] {
			let none = changed(condition.clone(), "/verificationStatus", concept("s", status));
			assert_eq!(with(&[none]).conditions().count(), 0, "{status}");
		}
	}

	#[test]
	fn what_a_patient_leaves_out_is_left_out() {
		let bundle = br#"{"resourceType":"Bundle","type":"transaction","entry":[{
			"resource":{"resourceType":"Patient","birthDate":"+961-01-01","gender":"x"},
			"request":{"method":"POST","url":"x"}}]}"#;
		let facts = facts(bundle).unwrap();
		for name in ["birth-year", "birth-decade", "sex"] {
			assert_eq!(value(&facts, name), None, "{name}");
		}
	}

	#[test]
	fn times_of_fhir() {
		for (text, expected) in [
			("1970", Some(0)),
			("1970-02", Some(31 * 86_400)),
			("2000-03-01", Some(951_868_800)),
			("1969-12-31T23:59:59Z", Some(-1)),
			("2026-11-21T08:46:07Z", Some(1_795_250_767)),
			("2026-11-21T10:46:07.123+02:00", Some(1_795_250_767)),
			("2026-11-21T03:16:07-05:30", Some(1_795_250_767)),
			("", None),
			("26-11-21", None),
			("2026-13-01", None),
			("2026-11-32", None),
			("2026-11-21-1", None),
			("2026-11-21T8:46:07Z", None),
			("2026-11-21T08:46:07+2", None),
			("é", None),
		] {
			assert_eq!(seconds(text), expected, "{text}");
		}
	}
}
