use super::{
	sealed::{Crypto, Record},
	world::{cause, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT},
};
use crate::{
	errors::{Cause, Refusal},
	json::{GetRecordAnswer, PutRecordAnswer},
	store::blob_digest,
};
use salus_primitives::{
	hospital::HospitalStatus,
	record::{AccessRefusal, RecordStatus},
	request::{GetRecord, PutRecord},
	Hash,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::{fs, path::PathBuf};

async fn put(world: &World, body: PutRecord) -> Result<PutRecordAnswer, Refusal> {
	world.ask("salus_putRecord", DOCTOR, body).await
}

async fn get(
	world: &World,
	key: Keyring,
	record: Hash,
	offset: u64,
	length: u32,
) -> Result<GetRecordAnswer, Refusal> {
	world
		.ask(
			"salus_getRecord",
			key,
			GetRecord {
				record,
				offset,
				length,
			},
		)
		.await
}

fn sealed(world: &World) -> Record {
	Crypto::new(world).seal(7, "consortium/cardiologist", &[0x5a; 3000])
}

fn object(world: &World, record: &Record) -> PathBuf {
	world
		.folder
		.path()
		.join("services/store/records")
		.join(format!("{:x}", record.id))
}

fn uploads(world: &World) -> usize {
	fs::read_dir(world.folder.path().join("services/staging"))
		.unwrap()
		.count()
}

#[tokio::test]
async fn a_record_goes_up_in_chunks_and_comes_back_the_same() {
	let world = World::new();
	let record = sealed(&world);
	let total = record.sealed.blob.len() as u64;
	for offset in (0..record.sealed.blob.len()).step_by(1000) {
		let answer = put(&world, record.chunk(offset, 1000)).await.unwrap();
		let received = total.min(offset as u64 + 1000);
		let complete = received == total;
		assert_eq!(
			answer,
			PutRecordAnswer {
				received,
				total,
				complete
			}
		);
	}
	record.register(&world);
	let (mut blob, mut salt) = (Vec::new(), Vec::new());
	while (blob.len() as u64) < total {
		let answer = get(&world, PATIENT, record.id, blob.len() as u64, 700)
			.await
			.unwrap();
		assert_eq!((answer.offset, answer.total), (blob.len() as u64, total));
		blob.extend_from_slice(&answer.chunk);
		salt = answer.blob_salt.to_vec();
	}
	assert_eq!(blob, record.sealed.blob);
	assert_eq!(
		blob_digest(&salt.try_into().unwrap(), &blob),
		Hash::from(record.sealed.digest)
	);
	assert_eq!(uploads(&world), 0);
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.chunk(0, 1000)).await.unwrap();
	let gap = put(&world, record.chunk(2000, 500)).await.unwrap_err();
	assert_eq!((gap.cause, gap.received), (Cause::ChunkGap, Some(1000)));
	assert_eq!(
		put(&world, record.chunk(500, 1000)).await.unwrap().received,
		1500,
		"an overlap is written again"
	);
	let mut question = record.chunk(0, 0);
	question.custodian_parts.clear();
	assert_eq!(put(&world, question).await.unwrap().received, 1500);
	assert!(put(&world, record.chunk(1500, 1 << 20)).await.unwrap().complete);
}

#[tokio::test]
async fn a_finished_upload_may_be_repeated() {
	let world = World::new();
	let record = sealed(&world);
	for _ in 0..2 {
		assert!(put(&world, record.whole()).await.unwrap().complete);
	}
	record.register(&world);
	assert!(put(&world, record.whole()).await.unwrap().complete);
}

#[tokio::test]
async fn only_the_hospitals_own_people_upload() {
	let world = World::new();
	let record = sealed(&world);
	for key in [COLLEAGUE, PATIENT] {
		let outcome: Result<PutRecordAnswer, _> = world.ask("salus_putRecord", key, record.whole()).await;
		assert_eq!(cause(outcome), Cause::WrongRole);
	}
	let outcome: Result<PutRecordAnswer, _> = world.ask("salus_putRecord", OPERATOR, record.whole()).await;
	assert!(outcome.unwrap().complete);
}

#[tokio::test]
async fn a_blob_that_does_not_fit_its_digest_is_dropped() {
	let world = World::new();
	let record = sealed(&world);
	let mut body = record.whole();
	body.chunk[100] ^= 1;
	assert_eq!(cause(put(&world, body).await), Cause::DigestMismatch);
	assert_eq!(uploads(&world), 0);
	assert!(!object(&world, &record).exists());
	assert!(put(&world, record.whole()).await.unwrap().complete);
}

#[tokio::test]
async fn bytes_that_are_no_record_are_refused() {
	let world = World::new();
	let mut record = sealed(&world);
	record.sealed.blob = vec![7; 500];
	record.sealed.digest = blob_digest(&record.sealed.blob_salt, &record.sealed.blob).0;
	assert_eq!(cause(put(&world, record.whole()).await), Cause::BlobMalformed);
	assert!(!object(&world, &record).exists());
}

#[tokio::test]
async fn a_record_sealed_under_another_identifier_is_refused() {
	let world = World::new();
	let mut record = sealed(&world);
	record.id = Hash::repeat_byte(8);
	assert_eq!(cause(put(&world, record.whole()).await), Cause::BlobMalformed);
}

#[tokio::test]
async fn custodians_parts_of_another_sealing_are_refused_and_nothing_is_kept() {
	let world = World::new();
	let mut crypto = Crypto::new(&world);
	let record = crypto.seal(7, "consortium/cardiologist", b"one");
	let other = crypto.seal(7, "consortium/cardiologist", b"two");
	let mut body = record.whole();
	body.custodian_parts.clear();
	assert_eq!(cause(put(&world, body.clone()).await), Cause::PartsMismatch);
	body.custodian_parts = other.parts.clone();
	assert_eq!(cause(put(&world, body.clone()).await), Cause::PartsMismatch);
	body.custodian_parts = record.parts.clone();
	body.custodian_parts[0].v1s = other.parts[0].v1s;
	assert_eq!(cause(put(&world, body.clone()).await), Cause::PartsMismatch);
	body.custodian_parts[0].v1s = [0xff; 48];
	assert_eq!(cause(put(&world, body).await), Cause::PartsMismatch);
	assert!(!object(&world, &record).exists());
	assert!(!world.services.custody.holds(record.id));
	assert!(
		put(&world, record.whole()).await.unwrap().complete,
		"the right parts complete the same upload"
	);
}

#[tokio::test]
async fn an_identifier_is_used_for_one_blob() {
	let world = World::new();
	let mut crypto = Crypto::new(&world);
	let record = crypto.seal(7, "consortium/cardiologist", b"one");
	let other = crypto.seal(7, "consortium/cardiologist", b"two");
	put(&world, record.whole()).await.unwrap();
	assert_eq!(cause(put(&world, other.whole()).await), Cause::RecordExists);
	record.register(&world);
	assert_eq!(cause(put(&world, other.whole()).await), Cause::RecordExists);
}

#[tokio::test]
async fn a_chunk_outside_of_the_record_and_a_record_too_large_are_refused() {
	let world = World::with(|config| config.max_record_bytes = 10_000);
	let record = sealed(&world);
	let mut body = record.whole();
	body.offset = 1;
	assert_eq!(cause(put(&world, body.clone()).await), Cause::ChunkOutside);
	body.offset = u64::MAX;
	assert_eq!(cause(put(&world, body.clone()).await), Cause::ChunkOutside);
	body.total = 10_001;
	assert_eq!(cause(put(&world, body).await), Cause::RecordTooLarge);
}

#[tokio::test]
async fn a_store_that_cannot_be_written_keeps_nothing_of_an_upload() {
	let world = World::new();
	let record = sealed(&world);
	let records = world.folder.path().join("services/store/records");
	fs::write(&records, b"a file where a folder should be").unwrap();
	assert_eq!(cause(put(&world, record.whole()).await), Cause::StoreUnavailable);
	assert!(!world.services.custody.holds(record.id));
	fs::remove_file(&records).unwrap();
	assert!(put(&world, record.whole()).await.unwrap().complete);
}

#[tokio::test]
async fn a_full_disk_is_said_so_and_keeps_nothing() {
	let world = World::new();
	let record = sealed(&world);
	let upload = world.services.staging.upload(&record.whole()).unwrap();
	std::os::unix::fs::symlink("/dev/full", upload.path()).unwrap();
	assert_eq!(
		world
			.services
			.staging
			.write(&upload, &record.whole())
			.unwrap_err()
			.cause,
		Cause::StoreFull
	);
	assert_eq!(uploads(&world), 0);
}

#[tokio::test]
async fn two_uploads_of_one_record_do_not_mix() {
	let world = World::new();
	let record = sealed(&world);
	let first = world.services.staging.upload(&record.whole()).unwrap();
	assert_eq!(cause(put(&world, record.whole()).await), Cause::PutInProgress);
	drop(first);
	assert!(put(&world, record.whole()).await.unwrap().complete);
}

#[tokio::test]
async fn a_flipped_byte_in_the_store_is_detected_also_after_it_was_served() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	record.register(&world);
	get(&world, PATIENT, record.id, 0, 100).await.unwrap();
	let path = object(&world, &record);
	let good = fs::read(&path).unwrap();
	for position in [0, 40, good.len() - 1] {
		let mut bad = good.clone();
		bad[position] ^= 1;
		fs::write(&path, &bad).unwrap();
		assert_eq!(
			cause(get(&world, PATIENT, record.id, 0, 100).await),
			Cause::BlobCorrupt,
			"byte {position}"
		);
	}
	assert!(
		put(&world, record.whole()).await.unwrap().complete,
		"the same blob restores it"
	);
	assert!(get(&world, PATIENT, record.id, 0, 100).await.is_ok());
}

#[tokio::test]
async fn a_truncated_or_missing_object_is_detected() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	record.register(&world);
	let path = object(&world, &record);
	let good = fs::read(&path).unwrap();
	for length in [good.len() - 1, 32, 31, 0] {
		fs::write(&path, &good[..length]).unwrap();
		assert_eq!(
			cause(get(&world, PATIENT, record.id, 0, 100).await),
			Cause::BlobCorrupt,
			"{length} bytes"
		);
	}
	fs::remove_file(&path).unwrap();
	assert_eq!(
		cause(get(&world, PATIENT, record.id, 0, 100).await),
		Cause::BlobMissing
	);
}

#[tokio::test]
async fn who_may_not_open_gets_no_ciphertext() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	assert_eq!(
		cause(get(&world, PATIENT, record.id, 0, 1).await),
		Cause::UnknownRecord
	);
	record.register(&world);
	assert!(get(&world, COLLEAGUE, record.id, 0, 1).await.is_ok());
	let doctor = COLLEAGUE.to_account_id();
	for (refusal, expected) in [
		(AccessRefusal::NoConsent, Cause::NoConsent),
		(AccessRefusal::ConsentExpired, Cause::ConsentExpired),
		(AccessRefusal::NotAuthorised, Cause::NotAuthorised),
		(AccessRefusal::AuthorisationExpired, Cause::AuthorisationExpired),
		(AccessRefusal::RecordRetired, Cause::RecordRetired),
		(AccessRefusal::NotEnrolled, Cause::WrongRole),
	] {
		world
			.ledger
			.state()
			.refusals
			.insert((doctor.clone(), record.id), refusal);
		assert_eq!(cause(get(&world, COLLEAGUE, record.id, 0, 1).await), expected);
	}
}

#[tokio::test]
async fn the_custodians_staff_and_the_patient_need_no_consent() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	record.register(&world);
	for key in [DOCTOR, OPERATOR, PATIENT] {
		world
			.ledger
			.state()
			.refusals
			.insert((key.to_account_id(), record.id), AccessRefusal::NoConsent);
		assert!(get(&world, key, record.id, 0, 1).await.is_ok());
	}
	world
		.ledger
		.state()
		.records
		.get_mut(&record.id)
		.unwrap()
		.custodian = OTHER;
	assert_eq!(
		cause(get(&world, DOCTOR, record.id, 0, 1).await),
		Cause::NoConsent
	);
	assert!(
		get(&world, COLLEAGUE, record.id, 0, 1).await.is_ok(),
		"the new custodian fetches it"
	);
}

#[tokio::test]
async fn a_patient_is_served_by_a_suspended_hospital_and_a_retired_record() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	record.register(&world);
	world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	world.ledger.state().records.get_mut(&record.id).unwrap().status = RecordStatus::Retired;
	assert!(get(&world, PATIENT, record.id, 0, 1).await.is_ok());
	assert_eq!(
		cause(get(&world, COLLEAGUE, record.id, 0, 1).await),
		Cause::ServingHospitalNotAccredited
	);
}

#[tokio::test]
async fn a_range_outside_of_the_blob_is_refused_and_one_over_its_end_is_cut() {
	let world = World::new();
	let record = sealed(&world);
	put(&world, record.whole()).await.unwrap();
	record.register(&world);
	let total = record.sealed.blob.len() as u64;
	assert_eq!(
		cause(get(&world, PATIENT, record.id, total + 1, 1).await),
		Cause::ChunkOutside
	);
	assert_eq!(
		get(&world, PATIENT, record.id, total, 1)
			.await
			.unwrap()
			.chunk
			.len(),
		0
	);
	assert_eq!(
		get(&world, PATIENT, record.id, total - 3, 10)
			.await
			.unwrap()
			.chunk
			.len(),
		3
	);
	assert_eq!(
		cause(get(&world, PATIENT, record.id, 0, u32::MAX).await),
		Cause::RequestTooLarge
	);
}
