use crate::world::*;
use proptest::prelude::*;
use salus_crypto::{codec::CodecError, credential::*, Bls};

#[test]
fn schemas_that_are_none_are_refused() {
	let attribute = |name: &str| (String::from(name), Kind::Bucket);
	let new = |names: &[&str]| Schema::new(names.iter().map(|name| attribute(name)).collect());
	assert_eq!(new(&[]), Err(SchemaError::Count));
	assert_eq!(new(&["a", "b", "a"]), Err(SchemaError::Duplicate));
	assert_eq!(new(&[""]), Err(SchemaError::Name));
	assert_eq!(new(&[&"x".repeat(MAX_NAME + 1)]), Err(SchemaError::Name));
	let names: Vec<String> = (0..=MAX_ATTRIBUTES).map(|i| format!("{i:064}")).collect();
	let names: Vec<&str> = names.iter().map(String::as_str).collect();
	assert_eq!(new(&names), Err(SchemaError::Count));
	let largest = new(&names[..MAX_ATTRIBUTES]).unwrap();
	assert_eq!(largest.to_bytes().len(), MAX_SCHEMA);
	assert_eq!(Schema::from_bytes(&largest.to_bytes()), Ok(largest.clone()));
	let long = [&largest.to_bytes()[..], &[0]].concat();
	assert_eq!(
		Schema::from_bytes(&long),
		Err(SchemaError::Codec(CodecError::TooLong))
	);

	let bytes = schema().to_bytes();
	let first = 8 + b"salus/v1/credential/schema".len() + 1;
	let mut kind = bytes.clone();
	kind[first] = 2;
	assert_eq!(Schema::from_bytes(&kind), Err(SchemaError::Kind));
	let mut name = bytes.clone();
	name[first + 2] = 255;
	assert_eq!(Schema::from_bytes(&name), Err(SchemaError::Name));
	let mut tag = bytes.clone();
	tag[8] ^= 1;
	assert_eq!(
		Schema::from_bytes(&tag),
		Err(SchemaError::Codec(CodecError::WrongTag))
	);
	let mut none = bytes.clone();
	none[first - 1] = 0;
	assert_eq!(
		Schema::from_bytes(&none),
		Err(SchemaError::Codec(CodecError::TrailingBytes))
	);
	assert_eq!(schema().index_of("resources"), Some(RESOURCES));
	assert_eq!(schema().index_of("nothing"), None);
}

#[test]
fn schemas_differ_by_names_kinds_and_order() {
	let digest = |attributes: &[(&str, Kind)]| {
		let attributes = attributes.iter().map(|(name, kind)| (String::from(*name), *kind));
		Schema::new(attributes.collect()).unwrap().digest()
	};
	let one = digest(&[("a", Kind::Bucket), ("b", Kind::Integer)]);
	for other in [
		digest(&[("a", Kind::Bucket), ("c", Kind::Integer)]),
		digest(&[("a", Kind::Bucket), ("b", Kind::Bucket)]),
		digest(&[("b", Kind::Integer), ("a", Kind::Bucket)]),
		digest(&[("a", Kind::Bucket)]),
	] {
		assert_ne!(one, other);
	}
}

#[test]
fn a_credential_cut_or_extended_is_none() {
	let mut world = World::new();
	let bytes = world.issue(0).to_bytes();
	for length in 0..bytes.len() {
		assert!(Credential::from_bytes(&bytes[..length]).is_err(), "{length}");
	}
	let long = [&bytes[..], &[0]].concat();
	assert_eq!(
		refused(Credential::from_bytes(&long)),
		CredentialError::Codec(CodecError::TrailingBytes)
	);
	// A value of another kind than the schema says.
	let values = 8 + b"salus/v1/credential/signed".len() + 8 + schema().to_bytes().len() + 180;
	let mut kind = bytes.to_vec();
	kind.splice(values..values + 6, [1, 0, 0, 0, 0]);
	assert_eq!(
		refused(Credential::from_bytes(&kind)),
		CredentialError::Values(ValueError::Kind)
	);
	let mut kind = bytes.to_vec();
	kind[values] = 2;
	assert_eq!(
		refused(Credential::from_bytes(&kind)),
		CredentialError::Values(ValueError::Kind)
	);
}

#[test]
fn secrets_are_canonical_and_not_zero() {
	use salus_crypto::encoding::DecodeError;
	assert_eq!(
		refused(CredentialSecret::from_bytes(&[0; 32])),
		DecodeError::Identity
	);
	assert_eq!(
		refused(CredentialSecret::from_bytes(&[255; 32])),
		DecodeError::Malformed
	);
	assert_eq!(refused(IssuerSecret::from_bytes(&[0; 32])), DecodeError::Identity);
	assert_eq!(
		refused(IssuerSecret::from_bytes(&[255; 32])),
		DecodeError::Malformed
	);
	let world = World::new();
	let again = IssuerSecret::from_bytes(&world.issuers[0].to_bytes()).unwrap();
	assert_eq!(again.key::<Bls>(), world.keys[0]);
}

fn any_value() -> impl Strategy<Value = (Kind, Value)> {
	prop_oneof![
		proptest::collection::vec(any::<u8>(), 1..=MAX_VALUE)
			.prop_map(|bucket| (Kind::Bucket, Value::Bucket(bucket))),
		any::<u32>().prop_map(|value| (Kind::Integer, Value::Integer(value))),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn schemas_and_credentials_are_what_their_bytes_say(
		values in proptest::collection::vec(any_value(), 1..=MAX_ATTRIBUTES),
		issuer in 0usize..4,
	) {
		let mut world = World::new();
		let (kinds, values): (Vec<Kind>, Vec<Value>) = values.into_iter().unzip();
		let schema = Schema::new(
			kinds.iter().enumerate().map(|(i, kind)| (format!("attribute {i}"), *kind)).collect(),
		).unwrap();
		prop_assert_eq!(Schema::from_bytes(&schema.to_bytes()).unwrap(), schema.clone());
		let secret = CredentialSecret::generate(&mut world.rng);
		let credential = world.issue_to(issuer, &secret, &schema, values.clone());
		let read = Credential::from_bytes(&credential.to_bytes()).unwrap();
		prop_assert_eq!(read.to_bytes(), credential.to_bytes());
		prop_assert_eq!(read.values(), &values[..]);
		prop_assert_eq!(read.verify::<Bls>(&secret), Ok(()));
	}

	#[test]
	fn no_bytes_make_a_reader_fail_otherwise_than_by_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
		let _ = Schema::from_bytes(&bytes);
		prop_assert!(Credential::from_bytes(&bytes).is_err());
		for tag in [&b"salus/v1/credential/schema"[..], b"salus/v1/credential/signed"] {
			let length = (tag.len() as u64).to_le_bytes();
			let bytes = [&length[..], tag, &bytes].concat();
			let _ = Schema::from_bytes(&bytes).map(|schema| assert_eq!(schema.to_bytes(), bytes));
			let _ = Credential::from_bytes(&bytes).map(|credential| assert_eq!(*credential.to_bytes(), bytes));
		}
	}
}
