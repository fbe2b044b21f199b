//! Credentials go to the patient of a record that this hospital keeps and can attest, and to nobody else.

use super::{
	sealed::{Crypto, Record},
	world::{cause, record_id, sign, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT, STRANGER},
};
use crate::{
	errors::{Cause, Refusal},
	json::{IssueCredentialAnswer, PutAttestationAnswer, SignedRequestJson},
	testing::{block, person},
};
use rand::rngs::OsRng;
use salus_crypto::{
	attestation::{
		answer_context, schema, Attestation, AttestationContext, Coding, Facts, IssuerFile, Quantity, Sex,
	},
	credential::{
		is_accepted_quarter, Credential, CredentialSecret, IssuanceContext, IssuanceRequest, IssuerSecret,
		Kind, Schema, Value,
	},
	wrap::{unwrap, WrapSecret},
	Bls,
};
use salus_primitives::{
	hospital::{HospitalStatus, KeyPurpose, Role},
	record::{RecordInfo, RecordStatus},
	request::{IssueCredential, PutAttestation},
	AccountId, BlockNumber, Hash,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::{
	fs,
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
};
use tempfile::TempDir;

const DIABETES: &str = "condition:http://snomed.info/sct|44054006";
const HBA1C: &str = "observation:http://loinc.org|4548-4|%";
pub const NAMES: &[&str] = &["birth-decade", DIABETES, HBA1C];

/// What the own hospital issues with, and the secrets of the patient.
pub struct Keys {
	pub file: IssuerFile,
	pub patient: WrapSecret,
	u: CredentialSecret,
	pub folder: TempDir,
}

impl Keys {
	pub fn new() -> Self {
		let keys = Self {
			file: IssuerFile {
				issuer: IssuerSecret::generate(&mut OsRng),
				wrap: WrapSecret::generate(&mut OsRng),
			},
			patient: WrapSecret::generate(&mut OsRng),
			u: CredentialSecret::generate(&mut OsRng),
			folder: tempfile::tempdir().unwrap(),
		};
		write(&keys.path(), &keys.file.to_bytes(), 0o600);
		keys
	}

	/// The file that a node is given.
	pub fn path(&self) -> PathBuf {
		self.folder.path().join("issuer")
	}

	/// Writes the public keys on chain.
	pub fn register(&self, world: &World) {
		let mut state = world.ledger.state();
		let (key, hospital) = (self.file.issuer.key::<Bls>(), &mut state.hospitals[OWN as usize]);
		(hospital.issuer_pk1, hospital.issuer_pk2) = (key.pk1, key.pk2);
		hospital.wrap_key = self.file.wrap.public();
		let patient = state.persons.get_mut(&PATIENT.to_account_id()).unwrap();
		patient.keys.push((KeyPurpose::Wrap, self.patient.public()));
	}

	/// What the hospital knows of a record.
	pub fn attestation(&self, record: &Record) -> PutAttestation {
		PutAttestation {
			record: record.id,
			attestation: attestation(record)
				.wrap(
					&self.file.wrap.public(),
					&attestation_context(record, OWN),
					&mut OsRng,
				)
				.unwrap(),
		}
	}

	fn context(&self, record: Hash) -> IssuanceContext {
		IssuanceContext {
			genesis: block(0).0,
			issuer: self.file.issuer.key::<Bls>().pk1,
			patient: PATIENT.to_account_id().into(),
			record: record.0,
		}
	}

	/// What the patient asks.
	pub fn asked(&self, record: Hash, names: &[&str]) -> IssueCredential {
		self.asked_with(&self.u, &self.context(record), record, names)
	}

	fn asked_with(
		&self,
		u: &CredentialSecret,
		context: &IssuanceContext,
		record: Hash,
		names: &[&str],
	) -> IssueCredential {
		IssueCredential {
			record,
			schema: schema(names).unwrap().to_bytes(),
			request: u.request::<Bls>(context, &mut OsRng).to_bytes(),
		}
	}

	/// Opens an answer as the patient's wallet does.
	pub fn opened(&self, body: &IssueCredential, answer: &IssueCredentialAnswer) -> Option<Credential> {
		let u = IssuanceRequest::from_bytes(&body.request).unwrap().u;
		let patient = PATIENT.to_account_id().into();
		let context = answer_context(&block(0).0, &body.record.0, &patient, &u);
		let bytes = unwrap(&self.patient, &context, &answer.wrapped).ok()?;
		Some(Credential::from_bytes(&bytes).ok().unwrap())
	}
}

pub fn write(path: &Path, bytes: &[u8], mode: u32) {
	fs::write(path, bytes).unwrap();
	fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn facts() -> Facts {
	let mut facts = Facts::new(Some(1961), Some(Sex::Female));
	facts.add_condition(Coding::new("http://snomed.info/sct", "44054006").unwrap());
	facts.set_observation(
		Coding::new("http://loinc.org", "4548-4").unwrap(),
		Quantity {
			unit: "%".into(),
			hundredths: 640,
		},
	);
	facts
}

pub fn attestation(record: &Record) -> Attestation {
	Attestation {
		root: record.sealed.root.clone(),
		salt: record.sealed.salt.clone(),
		facts: facts(),
	}
}

pub fn attestation_context(record: &Record, hospital: u32) -> AttestationContext {
	AttestationContext {
		genesis: block(0).0,
		record: record.id.0,
		hospital,
	}
}

/// A node that issues, and a record on chain that is not attested.
pub fn issuing() -> (World, Keys, Record) {
	let keys = Keys::new();
	let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
	keys.register(&world);
	let record = Crypto::new(&world).seal(7, "consortium/cardiologist", b"sugar");
	record.register(&world);
	(world, keys, record)
}

/// The same, attested.
async fn attested() -> (World, Keys, Record) {
	let (world, keys, record) = issuing();
	let answer = put(&world, OPERATOR, keys.attestation(&record)).await.unwrap();
	assert!(answer.checked);
	(world, keys, record)
}

pub async fn put(world: &World, key: Keyring, body: PutAttestation) -> Result<PutAttestationAnswer, Refusal> {
	world.ask("salus_putAttestation", key, body).await
}

pub async fn issue(world: &World, body: &IssueCredential) -> Result<IssueCredentialAnswer, Refusal> {
	world.ask("salus_issueCredential", PATIENT, body.clone()).await
}

pub fn change(world: &World, record: &Record, change: impl FnOnce(&mut RecordInfo<AccountId, BlockNumber>)) {
	change(world.ledger.state().records.get_mut(&record.id).unwrap());
}

fn now() -> u64 {
	std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

fn bucket(text: &str) -> Value {
	Value::Bucket(text.as_bytes().to_vec())
}

#[tokio::test]
async fn the_patient_gets_what_the_hospital_knows_of_the_record() {
	let (world, keys, record) = attested().await;
	let body = keys.asked(record.id, NAMES);
	let answer = issue(&world, &body).await.unwrap();
	assert_eq!(answer.block, block(24));
	let credential = keys.opened(&body, &answer).unwrap();
	assert_eq!(credential.verify::<Bls>(&keys.u), Ok(()));
	assert_eq!(*credential.issuer(), keys.file.issuer.key::<Bls>());
	assert_eq!(*credential.root(), *record.sealed.root);
	assert_eq!(*credential.schema(), schema(NAMES).unwrap());
	assert_eq!(
		credential.values(),
		[bucket("1960"), bucket("yes"), Value::Integer(640)]
	);
	assert_eq!(credential.quarter(), answer.quarter);
	assert!(is_accepted_quarter(answer.quarter, now()));
}

#[tokio::test]
async fn the_answer_opens_for_the_patient_record_and_secret_it_was_asked_for() {
	let (world, keys, record) = attested().await;
	let body = keys.asked(record.id, NAMES);
	let answer = issue(&world, &body).await.unwrap();
	assert!(keys.opened(&body, &answer).is_some());
	let other = Keys::new();
	assert!(other.opened(&body, &answer).is_none());
	assert!(keys.opened(&keys.asked(record_id(8), NAMES), &answer).is_none());
	assert!(keys.opened(&other.asked(record.id, NAMES), &answer).is_none());
}

#[tokio::test]
async fn a_patient_is_issued_to_for_one_secret_a_quarter_as_often_as_asked() {
	let (world, keys, record) = attested().await;
	for names in [NAMES, &["sex"], NAMES] {
		assert!(issue(&world, &keys.asked(record.id, names)).await.is_ok());
	}
	let other = CredentialSecret::generate(&mut OsRng);
	let body = keys.asked_with(&other, &keys.context(record.id), record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::AnotherSecret);
	assert!(issue(&world, &keys.asked(record.id, NAMES)).await.is_ok());
}

#[tokio::test]
async fn nobody_but_the_records_patient_gets_a_credential() {
	let (world, keys, record) = attested().await;
	let another = Keyring::Two;
	world.ledger.state().persons.insert(
		another.to_account_id(),
		person(another.to_account_id(), Role::Patient, Some(OWN)),
	);
	let ask = |key| {
		world.ask::<_, IssueCredentialAnswer>("salus_issueCredential", key, keys.asked(record.id, NAMES))
	};
	for key in [DOCTOR, OPERATOR, COLLEAGUE, another] {
		assert_eq!(cause(ask(key).await), Cause::NotPatient, "{key:?}");
	}
	assert_eq!(cause(ask(STRANGER).await), Cause::NotEnrolled);
}

#[tokio::test]
async fn a_revoked_patient_gets_no_credential_of_the_next_quarter() {
	let (world, keys, record) = attested().await;
	let patient = PATIENT.to_account_id();
	world.ledger.state().persons.get_mut(&patient).unwrap().revoked = true;
	let body = keys.asked(record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::SignerRevoked);
}

#[tokio::test]
async fn a_record_that_is_unknown_retired_or_elsewhere_is_not_attested() {
	let (world, keys, record) = attested().await;
	assert_eq!(
		cause(issue(&world, &keys.asked(record_id(9), NAMES)).await),
		Cause::UnknownRecord
	);
	let body = keys.asked(record.id, NAMES);
	change(&world, &record, |info| info.status = RecordStatus::Retired);
	assert_eq!(cause(issue(&world, &body).await), Cause::RecordRetired);
	change(&world, &record, |info| {
		(info.status, info.custodian) = (RecordStatus::Live, OTHER);
	});
	assert_eq!(cause(issue(&world, &body).await), Cause::NotCustodian);
	change(&world, &record, |info| info.custodian = OWN);
	assert!(issue(&world, &body).await.is_ok());
}

#[tokio::test]
async fn a_suspended_hospital_issues_nothing() {
	let (world, keys, record) = attested().await;
	world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	let body = keys.asked(record.id, NAMES);
	assert_eq!(
		cause(issue(&world, &body).await),
		Cause::ServingHospitalNotAccredited
	);
}

#[tokio::test]
async fn a_node_without_the_issuers_secret_issues_nothing() {
	let (world, keys) = (World::new(), Keys::new());
	keys.register(&world);
	let record = Crypto::new(&world).seal(7, "consortium/cardiologist", b"sugar");
	record.register(&world);
	let body = keys.asked(record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::NoIssuerKey);
}

#[tokio::test]
async fn a_key_that_is_not_the_one_on_chain_signs_nothing() {
	let (world, keys, record) = attested().await;
	let body = keys.asked(record.id, NAMES);
	let other = IssuerSecret::generate(&mut OsRng).key::<Bls>();
	let own = keys.file.issuer.key::<Bls>();
	for (pk1, pk2, expected) in [
		(other.pk1, other.pk2, Err(Cause::IssuerKeyMismatch)),
		(own.pk1, other.pk2, Err(Cause::IssuerKeyMismatch)),
		(other.pk1, own.pk2, Err(Cause::IssuerKeyMismatch)),
		(own.pk1, own.pk2, Ok(())),
	] {
		{
			let mut state = world.ledger.state();
			let hospital = &mut state.hospitals[OWN as usize];
			(hospital.issuer_pk1, hospital.issuer_pk2) = (pk1, pk2);
		}
		let outcome = issue(&world, &body).await;
		assert_eq!(outcome.map(drop).map_err(|refusal| refusal.cause), expected);
	}
}

#[tokio::test]
async fn a_record_without_a_sound_attestation_is_not_attested() {
	let (world, keys, record) = issuing();
	let body = keys.asked(record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::NotAttested);

	put(&world, OPERATOR, keys.attestation(&record)).await.unwrap();
	let file = world
		.folder
		.path()
		.join("services/attestations")
		.join(format!("{:x}", record.id));
	assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
	let good = fs::read(&file).unwrap();
	let mut bad = good.clone();
	bad[50] ^= 1;
	for bytes in [&bad[..], &good[..good.len() - 1], b""] {
		fs::write(&file, bytes).unwrap();
		assert_eq!(cause(issue(&world, &body).await), Cause::AttestationInvalid);
	}
	fs::write(&file, &good).unwrap();
	assert!(issue(&world, &body).await.is_ok());

	// What is on the disk is held against the chain each time.
	change(&world, &record, |info| info.commitment = Hash::repeat_byte(1));
	assert_eq!(cause(issue(&world, &body).await), Cause::AttestationInvalid);
}

#[tokio::test]
async fn a_schema_that_means_nothing_and_a_value_that_is_not_there_are_told_apart() {
	let (world, keys, record) = attested().await;
	let with = |schema: Vec<u8>| IssueCredential {
		schema,
		..keys.asked(record.id, NAMES)
	};
	let named = |name: &str, kind| Schema::new(vec![(name.into(), kind)]).unwrap().to_bytes();
	for bytes in [
		Vec::new(),
		vec![0; 5000],
		named("age", Kind::Bucket),
		named("sex", Kind::Integer),
		named(HBA1C, Kind::Bucket),
	] {
		assert_eq!(cause(issue(&world, &with(bytes)).await), Cause::SchemaInvalid);
	}
	let missing = ["sex", "observation:http://loinc.org|8302-2|cm"];
	let refusal = issue(&world, &keys.asked(record.id, &missing)).await.unwrap_err();
	assert_eq!(refusal.cause, Cause::ValueMissing);
	assert_eq!(
		refusal.detail.as_deref(),
		Some("the record has no value for attribute 1")
	);
}

#[tokio::test]
async fn a_request_for_something_else_is_refused_and_takes_nobodys_place() {
	let (world, keys, record) = attested().await;
	let own = keys.context(record.id);
	let other = CredentialSecret::generate(&mut OsRng);
	for context in [
		IssuanceContext {
			genesis: block(1).0,
			..own
		},
		IssuanceContext {
			issuer: IssuerSecret::generate(&mut OsRng).key::<Bls>().pk1,
			..own
		},
		IssuanceContext {
			patient: STRANGER.to_account_id().into(),
			..own
		},
		IssuanceContext {
			record: [9; 32],
			..own
		},
	] {
		let body = keys.asked_with(&other, &context, record.id, NAMES);
		assert_eq!(
			cause(issue(&world, &body).await),
			Cause::CredentialRequestInvalid,
			"{context:?}"
		);
	}
	let good = keys.asked_with(&other, &own, record.id, NAMES);
	for request in [
		Vec::new(),
		good.request[..111].to_vec(),
		[&good.request[..], &[0]].concat(),
		[&[0xff; 48][..], &good.request[48..]].concat(),
		[&keys.asked(record.id, NAMES).request[..48], &good.request[48..]].concat(),
	] {
		let body = IssueCredential {
			request,
			..good.clone()
		};
		assert_eq!(cause(issue(&world, &body).await), Cause::CredentialRequestInvalid);
	}
	assert!(issue(&world, &keys.asked(record.id, NAMES)).await.is_ok());
}

#[tokio::test]
async fn a_patient_without_a_wrap_key_gets_nothing() {
	let (world, keys, record) = attested().await;
	let patient = PATIENT.to_account_id();
	world
		.ledger
		.state()
		.persons
		.get_mut(&patient)
		.unwrap()
		.keys
		.clear();
	let body = keys.asked(record.id, NAMES);
	assert_eq!(cause(issue(&world, &body).await), Cause::NoWrapKey);
}

#[tokio::test]
async fn a_replayed_request_for_a_credential_is_refused() {
	let (world, keys, record) = attested().await;
	let body = keys.asked(record.id, NAMES);
	let request = SignedRequestJson::from(&sign(PATIENT, world.envelope(body)));
	let first: Result<IssueCredentialAnswer, _> = world.call("salus_issueCredential", request.clone()).await;
	assert!(first.is_ok());
	let again: Result<IssueCredentialAnswer, _> = world.call("salus_issueCredential", request).await;
	assert_eq!(cause(again), Cause::NonceReplayed);
}
