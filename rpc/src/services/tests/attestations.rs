//! What a hospital's node is given to attest records, and what becomes of it when custody moves.

use super::{
	credentials::{attestation, attestation_context, change, issue, issuing, put, write, Keys, NAMES},
	handover::{offer, RECEIVER},
	sealed::{Crypto, Record},
	world::{cause, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT},
};
use crate::{
	errors::Cause,
	json::{CustodianPartsAnswer, PutAttestationAnswer, PutRecordAnswer},
	services::{Issuer, IssuerError, IssuerFiles},
};
use rand::rngs::OsRng;
use salus_crypto::{
	attestation::{Attestation, AttestationContext, IssuerFileError, MAX_ATTESTATION},
	codec::CodecError,
	wrap::WrapSecret,
	Bls,
};
use salus_primitives::{
	hospital::HospitalStatus,
	request::{CustodianParts, PutAttestation},
};
use std::{fs, os::unix::fs::PermissionsExt};

#[tokio::test]
async fn nobody_but_the_hospitals_operator_gives_its_node_an_attestation() {
	let (world, keys, record) = issuing();
	for key in [DOCTOR, COLLEAGUE, PATIENT] {
		assert_eq!(
			cause(put(&world, key, keys.attestation(&record)).await),
			Cause::WrongRole,
			"{key:?}"
		);
	}
	world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	assert_eq!(
		cause(put(&world, OPERATOR, keys.attestation(&record)).await),
		Cause::HospitalNotAccredited
	);
}

#[tokio::test]
async fn an_attestation_of_something_else_is_not_kept() {
	let (world, keys, record) = issuing();
	let wrapped = |attestation: Attestation, context: AttestationContext, key: [u8; 32]| PutAttestation {
		record: record.id,
		attestation: attestation.wrap(&key, &context, &mut OsRng).unwrap(),
	};
	let (own, key) = (attestation_context(&record, OWN), keys.file.wrap.public());
	let stale = Attestation {
		root: [9; 32].into(),
		..attestation(&record)
	};
	for body in [
		wrapped(stale, own, key),
		wrapped(attestation(&record), own, keys.patient.public()),
		wrapped(attestation(&record), attestation_context(&record, OTHER), key),
		wrapped(
			attestation(&record),
			AttestationContext {
				record: [9; 32],
				..own
			},
			key,
		),
		PutAttestation {
			record: record.id,
			attestation: Vec::new(),
		},
	] {
		assert_eq!(
			cause(put(&world, OPERATOR, body).await),
			Cause::AttestationInvalid
		);
	}
	let long = PutAttestation {
		record: record.id,
		attestation: vec![0; MAX_ATTESTATION + 1],
	};
	assert_eq!(cause(put(&world, OPERATOR, long).await), Cause::RequestTooLarge);
	assert_eq!(world.services.attestations.get(record.id), Ok(None));
}

#[tokio::test]
async fn an_attestation_comes_before_the_record_is_registered_and_a_later_one_replaces_it() {
	let (world, keys, record) = issuing();
	let info = world.ledger.state().records.remove(&record.id).unwrap();
	for _ in 0..2 {
		assert!(put(&world, OPERATOR, keys.attestation(&record)).await.is_ok());
	}
	world.ledger.state().records.insert(record.id, info);
	assert!(issue(&world, &keys.asked(record.id, NAMES)).await.is_ok());
}

#[tokio::test]
async fn an_attestation_is_kept_of_records_of_this_hospital_alone() {
	let (world, keys, record) = issuing();
	change(&world, &record, |info| info.custodian = OTHER);
	let body = keys.attestation(&record);
	assert_eq!(
		cause(put(&world, OPERATOR, body.clone()).await),
		Cause::NotCustodian
	);
	change(&world, &record, |info| info.offered_to = Some(OWN));
	assert!(put(&world, OPERATOR, body).await.is_ok());
}

#[tokio::test]
async fn a_node_without_the_key_keeps_attestations_as_they_are() {
	let (world, keys) = (World::new(), Keys::new());
	keys.register(&world);
	let record = Crypto::new(&world).seal(7, "consortium/cardiologist", b"sugar");
	record.register(&world);
	let body = keys.attestation(&record);
	let answer = put(&world, OPERATOR, body.clone()).await.unwrap();
	assert_eq!(answer, PutAttestationAnswer { checked: false });
	assert_eq!(
		world.services.attestations.get(record.id),
		Ok(Some(body.attestation))
	);
}

#[tokio::test]
async fn a_former_wrap_key_opens_what_was_wrapped_to_it_and_signs_nothing() {
	let (former, keys) = (Keys::new(), Keys::new());
	let world = World::with(|config| config.issuer_keys = vec![keys.path(), former.path()]);
	keys.register(&world);
	let record = Crypto::new(&world).seal(7, "consortium/cardiologist", b"sugar");
	record.register(&world);
	put(&world, OPERATOR, former.attestation(&record)).await.unwrap();
	let body = keys.asked(record.id, NAMES);
	let answer = issue(&world, &body).await.unwrap();
	let credential = keys.opened(&body, &answer).unwrap();
	assert_eq!(*credential.issuer(), keys.file.issuer.key::<Bls>());
}

/// A record in store with its parts, offered to the other hospital, whose wrap key is `crypto.wrap`.
async fn offered(world: &World, keys: &Keys, is_attested: bool) -> (Crypto, Record) {
	keys.register(world);
	let mut crypto = Crypto::new(world);
	let record = crypto.seal(7, "consortium/cardiologist", b"sugar");
	let stored: Result<PutRecordAnswer, _> = world.ask("salus_putRecord", OPERATOR, record.whole()).await;
	assert!(stored.unwrap().complete);
	record.register(world);
	if is_attested {
		put(world, OPERATOR, keys.attestation(&record)).await.unwrap();
	}
	offer(world, &crypto, &record);
	(crypto, record)
}

async fn parts(world: &World, record: &Record) -> CustodianPartsAnswer {
	let body = CustodianParts { record: record.id };
	world.ask("salus_custodianParts", RECEIVER, body).await.unwrap()
}

#[tokio::test]
async fn the_next_custodian_gets_the_attestation_wrapped_to_its_own_key() {
	let keys = Keys::new();
	let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
	let (crypto, record) = offered(&world, &keys, true).await;
	let wrapped = parts(&world, &record).await.attestation.unwrap();
	let open = |key: &WrapSecret, hospital| {
		Attestation::unwrap(key, &attestation_context(&record, hospital), &wrapped).ok()
	};
	assert!(open(&crypto.wrap, OTHER) == Some(attestation(&record)));
	assert!(open(&crypto.wrap, OWN).is_none());
	assert!(open(&keys.file.wrap, OTHER).is_none());
}

#[tokio::test]
async fn custody_moves_also_where_there_is_no_attestation_that_opens() {
	let keys = Keys::new();
	let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
	let (_, record) = offered(&world, &keys, false).await;
	assert_eq!(parts(&world, &record).await.attestation, None);
	world.services.attestations.put(record.id, b"damaged").unwrap();
	assert_eq!(parts(&world, &record).await.attestation, None);

	let world = World::new();
	let (_, record) = offered(&world, &keys, true).await;
	assert_eq!(
		parts(&world, &record).await.attestation,
		None,
		"a node without the key"
	);
}

#[tokio::test]
async fn a_file_that_comes_later_or_is_replaced_is_used_without_a_restart() {
	let (keys, next) = (Keys::new(), Keys::new());
	fs::rename(keys.path(), keys.folder.path().join("away")).unwrap();
	let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
	keys.register(&world);
	let record = Crypto::new(&world).seal(7, "consortium/cardiologist", b"sugar");
	record.register(&world);
	put(&world, OPERATOR, keys.attestation(&record)).await.unwrap();
	let body = keys.asked(record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::NoIssuerKey);
	fs::rename(keys.folder.path().join("away"), keys.path()).unwrap();
	assert!(issue(&world, &body).await.is_ok());
	write(&keys.path(), &next.file.to_bytes(), 0o600);
	assert_eq!(cause(issue(&world, &body).await), Cause::IssuerKeyMismatch);
	write(&keys.path(), b"damaged", 0o600);
	assert_eq!(cause(issue(&world, &body).await), Cause::NoIssuerKey);
}

#[test]
fn a_node_starts_before_its_issuers_file_is_there_and_not_with_one_that_is_none() {
	let keys = Keys::new();
	let absent = keys.folder.path().join("absent");
	assert!(IssuerFiles::open(vec![keys.path(), absent]).is_ok());
	write(&keys.path(), b"damaged", 0o600);
	assert!(matches!(
		IssuerFiles::open(vec![keys.path()]),
		Err(IssuerError::Decode(..))
	));
}

#[test]
fn an_issuers_file_that_others_may_read_is_refused() {
	let keys = Keys::new();
	assert!(matches!(Issuer::load(&[keys.path()]), Ok(Some(_))));
	for mode in [0o640, 0o604, 0o620, 0o777] {
		fs::set_permissions(keys.path(), fs::Permissions::from_mode(mode)).unwrap();
		assert!(matches!(Issuer::load(&[keys.path()]), Err(IssuerError::Open(_))));
	}
}

#[test]
fn a_file_that_is_none_of_an_issuer_is_refused() {
	assert!(matches!(Issuer::load(&[]), Ok(None)));
	let keys = Keys::new();
	let path = keys.folder.path().join("other");
	assert!(matches!(
		Issuer::load(&[keys.path(), path.clone()]),
		Err(IssuerError::Read(..))
	));
	let bytes = keys.file.to_bytes();
	write(&path, &bytes[..bytes.len() - 1], 0o600);
	assert!(matches!(
		Issuer::load(&[keys.path(), path.clone()]),
		Err(IssuerError::Decode(
			_,
			IssuerFileError::Codec(CodecError::Truncated)
		))
	));
	write(&path, &[0; 5000], 0o600);
	assert!(matches!(Issuer::load(&[path]), Err(IssuerError::Read(..))));
}
