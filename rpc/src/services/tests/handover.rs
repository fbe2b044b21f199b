//! Custody goes to the hospital that the chain names, and to nobody else.

use super::{
	sealed::{Crypto, Record},
	world::{cause, sign, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT},
};
use crate::{
	errors::{Cause, Refusal},
	json::{CustodianPartsAnswer, GetRecordAnswer, PutRecordAnswer, SignedRequestJson},
	testing::{block, hospital, person},
};
use codec::DecodeAll;
use salus_crypto::{custodian::handover_context, wrap::unwrap};
use salus_primitives::{
	hospital::{HospitalStatus, Role},
	record::{RecordInfo, RecordStatus},
	request::{CustodianPart, CustodianParts, GetRecord},
	AccountId, BlockNumber, Hash,
};
use sp_keyring::Sr25519Keyring as Keyring;

/// Runs the other hospital, which is to receive.
pub const RECEIVER: Keyring = Keyring::Ferdie;
/// Runs a third one.
const THIRD: Keyring = Keyring::One;

/// A record in store, registered, and offered to the other hospital, whose wrap key is `crypto.wrap`.
async fn offered(world: &World) -> (Crypto, Record) {
	let mut crypto = Crypto::new(world);
	let record = crypto.seal(7, "consortium/cardiologist", &[0x5a; 300]);
	record.store(world).await;
	offer(world, &crypto, &record);
	(crypto, record)
}

/// Offers a record to the other hospital, and makes operators of that and a third one.
pub fn offer(world: &World, crypto: &Crypto, record: &Record) {
	let mut state = world.ledger.state();
	state.hospitals.push(hospital(2, "third", THIRD.to_account_id()));
	for (key, id) in [(RECEIVER, OTHER), (THIRD, 2)] {
		let account = key.to_account_id();
		state
			.persons
			.insert(account.clone(), person(account, Role::Hospital, Some(id)));
	}
	state.hospitals[OTHER as usize].wrap_key = crypto.wrap.public();
	state.records.get_mut(&record.id).unwrap().offered_to = Some(OTHER);
}

fn change(world: &World, record: &Record, change: impl FnOnce(&mut RecordInfo<AccountId, BlockNumber>)) {
	change(world.ledger.state().records.get_mut(&record.id).unwrap());
}

fn accepted(info: &mut RecordInfo<AccountId, BlockNumber>) {
	info.custodian = OTHER;
	info.offered_to = None;
}

async fn parts(world: &World, key: Keyring, record: Hash) -> Result<CustodianPartsAnswer, Refusal> {
	world
		.ask("salus_custodianParts", key, CustodianParts { record })
		.await
}

async fn get(world: &World, key: Keyring, record: Hash) -> Result<GetRecordAnswer, Refusal> {
	let body = GetRecord {
		record,
		offset: 0,
		length: 10,
	};
	world.ask("salus_getRecord", key, body).await
}

fn unwrapped(
	crypto: &Crypto,
	answer: &CustodianPartsAnswer,
	record: Hash,
	receiver: u32,
) -> Option<Vec<CustodianPart>> {
	let context = handover_context(&block(0).0, &record.0, receiver);
	let bytes = unwrap(&crypto.wrap, &context, &answer.wrapped).ok()?;
	Some(Vec::decode_all(&mut &bytes[..]).unwrap())
}

#[tokio::test]
async fn the_hospital_to_which_custody_is_offered_gets_blob_and_parts() {
	let world = World::new();
	let (crypto, record) = offered(&world).await;
	assert!(get(&world, RECEIVER, record.id).await.is_ok());
	let answer = parts(&world, RECEIVER, record.id).await.unwrap();
	assert_eq!(
		unwrapped(&crypto, &answer, record.id, OTHER),
		Some(record.parts.clone())
	);
	assert_eq!(answer.block, block(24));
}

#[tokio::test]
async fn the_parts_are_bound_to_record_and_receiver() {
	let world = World::new();
	let (crypto, record) = offered(&world).await;
	let answer = parts(&world, RECEIVER, record.id).await.unwrap();
	assert_eq!(unwrapped(&crypto, &answer, record.id, OWN), None);
	assert_eq!(unwrapped(&crypto, &answer, Hash::repeat_byte(8), OTHER), None);
}

#[tokio::test]
async fn who_accepted_before_it_fetched_still_gets_both() {
	let world = World::new();
	let (crypto, record) = offered(&world).await;
	change(&world, &record, accepted);
	assert!(get(&world, RECEIVER, record.id).await.is_ok());
	let answer = parts(&world, RECEIVER, record.id).await.unwrap();
	assert!(unwrapped(&crypto, &answer, record.id, OTHER).is_some());
}

#[tokio::test]
async fn another_hospital_gets_nothing() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	assert_eq!(cause(parts(&world, THIRD, record.id).await), Cause::NotReceiver);
	change(&world, &record, accepted);
	assert_eq!(cause(parts(&world, THIRD, record.id).await), Cause::NotReceiver);
}

#[tokio::test]
async fn nobody_but_the_receivers_operator_gets_parts() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	for key in [COLLEAGUE, DOCTOR, PATIENT] {
		assert_eq!(cause(parts(&world, key, record.id).await), Cause::WrongRole);
	}
	assert_eq!(
		cause(parts(&world, OPERATOR, record.id).await),
		Cause::NotReceiver,
		"a node gives its own hospital no parts"
	);
}

#[tokio::test]
async fn a_withdrawn_offer_ends_the_right() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	assert!(parts(&world, RECEIVER, record.id).await.is_ok());
	change(&world, &record, |info| info.offered_to = None);
	assert_eq!(
		cause(parts(&world, RECEIVER, record.id).await),
		Cause::NotReceiver
	);
}

#[tokio::test]
async fn a_suspended_receiver_is_refused_and_a_suspended_custodian_hands_over() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	let set = |id: u32, status| world.ledger.state().hospitals[id as usize].status = status;
	set(OTHER, HospitalStatus::Suspended);
	assert_eq!(
		cause(parts(&world, RECEIVER, record.id).await),
		Cause::HospitalNotAccredited
	);
	set(OTHER, HospitalStatus::Accredited);
	set(OWN, HospitalStatus::Suspended);
	assert!(parts(&world, RECEIVER, record.id).await.is_ok());
	assert!(get(&world, RECEIVER, record.id).await.is_ok());
}

#[tokio::test]
async fn a_retired_record_changes_hands_too() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	change(&world, &record, |info| info.status = RecordStatus::Retired);
	assert!(parts(&world, RECEIVER, record.id).await.is_ok());
	assert!(get(&world, RECEIVER, record.id).await.is_ok());
}

#[tokio::test]
async fn a_replayed_request_for_parts_is_refused() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	let body = CustodianParts { record: record.id };
	let request = SignedRequestJson::from(&sign(RECEIVER, world.envelope(body)));
	let first: Result<CustodianPartsAnswer, _> = world.call("salus_custodianParts", request.clone()).await;
	assert!(first.is_ok());
	let again: Result<CustodianPartsAnswer, _> = world.call("salus_custodianParts", request).await;
	assert_eq!(cause(again), Cause::NonceReplayed);
}

#[tokio::test]
async fn an_unknown_record_and_one_that_is_not_held_are_told_apart() {
	let world = World::new();
	let (_, record) = offered(&world).await;
	let unknown = Hash::repeat_byte(9);
	assert_eq!(
		cause(parts(&world, RECEIVER, unknown).await),
		Cause::UnknownRecord
	);
	world.services.custody.remove(record.id);
	assert_eq!(
		cause(parts(&world, RECEIVER, record.id).await),
		Cause::PartsNotHeld
	);
}

#[tokio::test]
async fn a_receiver_stores_what_is_offered_to_it_and_others_do_not() {
	let world = World::new();
	let mut crypto = Crypto::new(&world);
	let record = crypto.seal(7, "consortium/cardiologist", b"offered");
	record.register(&world);
	let put = || world.ask::<_, PutRecordAnswer>("salus_putRecord", OPERATOR, record.whole());
	change(&world, &record, |info| info.custodian = OTHER);
	assert_eq!(cause(put().await), Cause::NotCustodian);
	change(&world, &record, |info| info.offered_to = Some(2));
	assert_eq!(cause(put().await), Cause::NotCustodian);
	assert!(!world.services.custody.holds(record.id));
	change(&world, &record, |info| info.offered_to = Some(OWN));
	assert!(put().await.unwrap().complete);
	assert!(world.services.custody.holds(record.id));
	assert!(put().await.unwrap().complete, "resumed after a crash");
}
