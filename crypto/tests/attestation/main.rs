//! What a hospital keeps of a record to attest it, what attributes mean, and what is refused.

use proptest::prelude::*;
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	attestation::*,
	codec::CodecError,
	credential::{IssuerSecret, Kind, Schema, SchemaError, Value},
	encoding::DecodeError,
	record::on_chain_commitment,
	wrap::WrapSecret,
	Bls,
};
use zeroize::Zeroizing;

const SNOMED: &str = "http://snomed.info/sct";
const LOINC: &str = "http://loinc.org";
const CONTEXT: AttestationContext = AttestationContext {
	genesis: [1; 32],
	record: [2; 32],
	hospital: 3,
};

fn coding(system: &str, code: &str) -> Coding {
	Coding::new(system, code).unwrap()
}

fn facts() -> Facts {
	let mut facts = Facts::new(Some(1961), Some(Sex::Female));
	for kind in ["Patient", "Condition", "Condition", "Observation"] {
		facts.count(kind);
	}
	facts.add_condition(coding(SNOMED, "49436004"));
	facts.add_condition(coding(SNOMED, "44054006"));
	facts.set_observation(
		coding(LOINC, "4548-4"),
		Quantity {
			unit: "%".into(),
			hundredths: 640,
		},
	);
	facts
}

fn attestation() -> Attestation {
	Attestation {
		root: Zeroizing::new([4; 32]),
		salt: Zeroizing::new([5; 32]),
		facts: facts(),
	}
}

fn bucket(text: &str) -> Option<Value> {
	Some(Value::Bucket(text.as_bytes().to_vec()))
}

fn value(name: &str) -> Option<Value> {
	facts().value(&Attribute::parse(name).unwrap())
}

#[test]
fn a_name_fixes_the_value() {
	for (name, expected) in [
		("birth-year", bucket("1961")),
		("birth-decade", bucket("1960")),
		("sex", bucket("female")),
		("resources", bucket("2-4")),
		("resources:Condition", bucket("2-4")),
		("resources:Patient", bucket("1")),
		("resources:Claim", bucket("0")),
		("condition:http://snomed.info/sct|44054006", bucket("yes")),
		("condition:http://snomed.info/sct|38341003", bucket("no")),
		("condition:http://hl7.org/fhir/sid/icd-10|44054006", bucket("no")),
		("observation:http://loinc.org|4548-4|%", Some(Value::Integer(640))),
		("observation:http://loinc.org|4548-4|mmol/mol", None),
		("observation:http://loinc.org|8302-2|cm", None),
	] {
		assert_eq!(value(name), expected, "{name}");
	}
	let nobody = Facts::new(None, None);
	for name in ["birth-year", "birth-decade", "sex"] {
		assert_eq!(nobody.value(&Attribute::parse(name).unwrap()), None, "{name}");
	}
}

#[test]
fn a_name_fixes_the_kind_and_comes_back() {
	for attribute in facts().attributes() {
		let parsed = Attribute::parse(&attribute.name()).unwrap();
		assert_eq!(parsed, attribute);
		let integer = attribute.name().starts_with("observation:");
		assert_eq!(parsed.kind() == Kind::Integer, integer);
	}
}

#[test]
fn what_means_nothing_is_no_attribute() {
	for name in [
		"",
		"birth",
		"Sex",
		"resources:",
		"resources:condition",
		"resources:Con dition",
		"condition:",
		"condition:http://snomed.info/sct",
		"condition:|44054006",
		"condition:http://snomed.info/sct|",
		"condition:http://snomed.info/sct|44054006|x",
		"observation:http://loinc.org|4548-4",
		"observation:http://loinc.org|4548-4|",
		"observation:http://loinc.org|4548-4|%|x",
		"medication:x|y",
	] {
		assert_eq!(Attribute::parse(name), Err(AttributeError::Unknown), "{name}");
	}
	let long = format!("condition:{}|1", "x".repeat(60));
	assert_eq!(Attribute::parse(&long), Err(AttributeError::TooLong));
}

#[test]
fn a_schema_is_a_list_of_names() {
	let schema = schema(&["sex", "observation:http://loinc.org|4548-4|%"]).unwrap();
	assert_eq!(
		schema.attributes(),
		[
			(String::from("sex"), Kind::Bucket),
			(
				String::from("observation:http://loinc.org|4548-4|%"),
				Kind::Integer
			),
		]
	);
	assert_eq!(
		facts().values(&schema),
		Ok(vec![Value::Bucket(b"female".to_vec()), Value::Integer(640)])
	);
	assert_eq!(
		salus_crypto::attestation::schema(&["sex", "sex"]),
		Err(AttributeError::Schema(SchemaError::Duplicate))
	);
	assert_eq!(
		salus_crypto::attestation::schema::<&str>(&[]),
		Err(AttributeError::Schema(SchemaError::Count))
	);
	assert_eq!(
		salus_crypto::attestation::schema(&["age"]),
		Err(AttributeError::Unknown)
	);
}

#[test]
fn what_is_not_defined_or_not_there_is_not_attested() {
	let with =
		|name: &str, kind| Schema::new(vec![("sex".into(), Kind::Bucket), (name.into(), kind)]).unwrap();
	let undefined = Err(ValuesError::Undefined { attribute: 1 });
	assert_eq!(facts().values(&with("age", Kind::Bucket)), undefined);
	assert_eq!(facts().values(&with("birth-year", Kind::Integer)), undefined);
	let name = "observation:http://loinc.org|4548-4|%";
	assert_eq!(facts().values(&with(name, Kind::Bucket)), undefined);
	assert_eq!(
		facts().values(&with("observation:http://loinc.org|8302-2|cm", Kind::Integer)),
		Err(ValuesError::Missing { attribute: 1 })
	);
}

#[test]
fn counts_fall_into_ranges_without_gap_or_overlap() {
	let mut before = count_bucket(0);
	assert_eq!(before, "0");
	let mut next = 1;
	for count in 1..30_000 {
		let bucket = count_bucket(count);
		if bucket != before {
			assert_eq!(count, next, "{bucket}");
			let (low, high) = bucket
				.split_once('-')
				.unwrap_or((bucket.as_str(), bucket.as_str()));
			assert_eq!(low.parse(), Ok(count));
			next = high.parse::<u32>().unwrap() + 1;
			before = bucket;
		}
	}
	assert_eq!(count_bucket(199), "100-199");
	assert_eq!(count_bucket(u32::MAX), "2000000000-4999999999");
}

#[test]
fn facts_have_one_encoding() {
	let bytes = facts().to_bytes().unwrap();
	assert!(Facts::from_bytes(&bytes) == Ok(facts()));
	for end in 0..bytes.len() {
		assert_eq!(
			Facts::from_bytes(&bytes[..end]),
			Err(FactsError::Codec(CodecError::Truncated)),
			"{end}"
		);
	}
	let longer = [&bytes[..], &[0]].concat();
	assert_eq!(
		Facts::from_bytes(&longer),
		Err(FactsError::Codec(CodecError::TrailingBytes))
	);
	assert_eq!(
		Facts::from_bytes(&vec![0; MAX_FACTS + 1]),
		Err(FactsError::Codec(CodecError::TooLong))
	);
}

#[test]
fn entries_that_repeat_or_descend_are_refused() {
	// No birth year, no sex, no resources; two conditions of system "s".
	let conditions = |codes: [&[u8; 3]; 2]| {
		let [first, second] = codes.map(|code| [&[1, b's', 3][..], code].concat());
		[&[0, 0, 0, 0, 0, 2, 0][..], &first, &second, &[0, 0]].concat()
	};
	assert!(Facts::from_bytes(&conditions([b"abc", b"abd"])).is_ok());
	for codes in [[b"abd", b"abc"], [b"abc", b"abc"]] {
		assert_eq!(Facts::from_bytes(&conditions(codes)), Err(FactsError::Order));
	}
	assert_eq!(
		Facts::from_bytes(&conditions([b"a|c", b"abc"])),
		Err(FactsError::Text)
	);
	assert_eq!(
		Facts::from_bytes(&conditions([b"a\xffc", b"abc"])),
		Err(FactsError::Text)
	);
}

#[test]
fn a_sex_or_a_type_that_does_not_exist_is_refused() {
	assert_eq!(
		Facts::from_bytes(&[0, 0, 5, 0, 0, 0, 0, 0, 0]),
		Err(FactsError::Sex)
	);
	let lower = [&[0, 0, 0, 1, 0, 5][..], b"claim", &[1, 0, 0, 0, 0, 0, 0, 0]].concat();
	assert_eq!(Facts::from_bytes(&lower), Err(FactsError::Text));
}

#[test]
fn codes_that_no_schema_can_name_are_left_out() {
	let mut facts = Facts::new(None, None);
	let long = coding(&"x".repeat(60), "1");
	facts.add_condition(long.clone());
	facts.set_observation(
		long,
		Quantity {
			unit: "1".into(),
			hundredths: 1,
		},
	);
	facts.set_observation(
		coding("s", "c"),
		Quantity {
			unit: "a|b".into(),
			hundredths: 1,
		},
	);
	assert!(facts == Facts::default());
	assert_eq!(Coding::new("", "c"), None);
	assert_eq!(Coding::new("s|1", "c"), None);
}

#[test]
fn more_codes_than_fit_are_not_encoded() {
	let mut facts = Facts::default();
	for code in 0..3000 {
		facts.add_condition(coding(SNOMED, &code.to_string()));
	}
	assert!(matches!(
		facts.to_bytes(),
		Err(FactsError::Codec(CodecError::TooLong))
	));
}

#[test]
fn an_attestation_opens_for_its_hospital_and_record_alone() {
	let rng = &mut StdRng::seed_from_u64(1);
	let secret = WrapSecret::generate(rng);
	let wrapped = attestation().wrap(&secret.public(), &CONTEXT, rng).unwrap();
	assert!(wrapped.len() <= MAX_ATTESTATION);
	assert!(Attestation::unwrap(&secret, &CONTEXT, &wrapped).is_ok_and(|opened| opened == attestation()));

	let closed = |secret: &WrapSecret, context: &AttestationContext, bytes: &[u8]| {
		Attestation::unwrap(secret, context, bytes).err() == Some(AttestationError::Closed)
	};
	assert!(closed(&WrapSecret::generate(rng), &CONTEXT, &wrapped));
	for context in [
		AttestationContext {
			genesis: [9; 32],
			..CONTEXT
		},
		AttestationContext {
			record: [9; 32],
			..CONTEXT
		},
		AttestationContext {
			hospital: 9,
			..CONTEXT
		},
	] {
		assert!(closed(&secret, &context, &wrapped), "{context:?}");
	}
	for at in [0, 40, wrapped.len() - 1] {
		let mut changed = wrapped.clone();
		changed[at] ^= 1;
		assert!(closed(&secret, &CONTEXT, &changed), "byte {at}");
	}
	assert!(closed(&secret, &CONTEXT, &wrapped[..wrapped.len() - 1]));
	assert_eq!(
		attestation().wrap(&[0xff; 32], &CONTEXT, rng).err(),
		Some(AttestationError::Key)
	);
}

#[test]
fn an_attestation_is_of_the_record_with_its_commitment() {
	let commitment = on_chain_commitment(&[4; 32], &[5; 32]);
	assert!(attestation().is_of(&commitment));
	assert!(!attestation().is_of(&on_chain_commitment(&[4; 32], &[6; 32])));
	assert!(!attestation().is_of(&on_chain_commitment(&[6; 32], &[5; 32])));
}

#[test]
fn the_largest_attestation_fits_its_bound() {
	let mut facts = Facts::default();
	for code in 10_000.. {
		let before = facts.clone();
		facts.add_condition(coding(SNOMED, &code.to_string()));
		if facts.to_bytes().is_err() {
			facts = before;
			break;
		}
	}
	let rng = &mut StdRng::seed_from_u64(2);
	let secret = WrapSecret::generate(rng);
	let wrapped = Attestation {
		facts,
		..attestation()
	}
	.wrap(&secret.public(), &CONTEXT, rng)
	.unwrap();
	assert!(wrapped.len() > MAX_ATTESTATION - 256);
	assert!(wrapped.len() <= MAX_ATTESTATION);
}

#[test]
fn an_issuers_file_comes_back_and_nothing_else_is_one() {
	let rng = &mut StdRng::seed_from_u64(3);
	let file = IssuerFile {
		issuer: IssuerSecret::generate(rng),
		wrap: WrapSecret::generate(rng),
	};
	let bytes = file.to_bytes();
	let again = IssuerFile::from_bytes(&bytes).ok().unwrap();
	assert_eq!(again.issuer.key::<Bls>(), file.issuer.key::<Bls>());
	assert_eq!(again.wrap.public(), file.wrap.public());

	let refusal = |bytes: &[u8]| IssuerFile::from_bytes(bytes).err();
	let codec = |error| Some(IssuerFileError::Codec(error));
	assert_eq!(refusal(&bytes[..bytes.len() - 1]), codec(CodecError::Truncated));
	assert_eq!(
		refusal(&[&bytes[..], &[0]].concat()),
		codec(CodecError::TrailingBytes)
	);
	let mut other = bytes.to_vec();
	other[9] ^= 1;
	assert_eq!(refusal(&other), codec(CodecError::WrongTag));
	for secret in [64, 32] {
		let mut zero = bytes.to_vec();
		let at = zero.len() - secret;
		zero[at..at + 32].fill(0);
		assert_eq!(
			refusal(&zero),
			Some(IssuerFileError::Encoding(DecodeError::Identity))
		);
		zero[at..at + 32].fill(0xff);
		assert_eq!(
			refusal(&zero),
			Some(IssuerFileError::Encoding(DecodeError::Malformed))
		);
	}
}

proptest! {
	#[test]
	fn random_bytes_are_refused_or_read_canonically(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
		if let Ok(facts) = Facts::from_bytes(&bytes) {
			prop_assert_eq!(&facts.to_bytes().unwrap()[..], &bytes[..]);
		}
		let _ = IssuerFile::from_bytes(&bytes);
	}

	#[test]
	fn any_text_is_refused_or_is_the_name_it_becomes(text in "(condition|observation|resources|sex)?:?[ -~]{0,50}") {
		if let Ok(attribute) = Attribute::parse(&text) {
			prop_assert_eq!(attribute.name(), text);
		}
	}
}
