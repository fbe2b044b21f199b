use super::world::{cause, sign, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT, STRANGER};
use crate::{
	errors::{Cause, Refusal},
	json::{Account, GetRecordAnswer, SignedRequestJson},
	services::{Admitted, Limits, Rate},
	testing::block,
};
use salus_primitives::{
	hospital::HospitalStatus,
	request::{Envelope, GetRecord, Method, PartialUpdateKey, SignedRequest, MAX_REQUEST_LIFE},
	Hash,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::{
	num::{NonZeroU32, NonZeroUsize},
	time::Instant,
};

fn body() -> GetRecord {
	GetRecord {
		record: Hash::zero(),
		offset: 0,
		length: 1,
	}
}

fn admit(world: &World, request: &SignedRequest<GetRecord>) -> Result<Admitted<GetRecord>, Refusal> {
	world.services.gate.admit(&request.into(), Instant::now())
}

fn changed(world: &World, change: impl FnOnce(&mut Envelope<GetRecord>)) -> SignedRequest<GetRecord> {
	let mut envelope = world.envelope(body());
	change(&mut envelope);
	sign(DOCTOR, envelope)
}

#[test]
fn an_enrolled_signer_passes() {
	let world = World::new();
	for key in [OPERATOR, DOCTOR, COLLEAGUE, PATIENT] {
		let admitted = admit(&world, &world.signed(key, body())).unwrap();
		assert_eq!(admitted.person.account, key.to_account_id());
		assert_eq!(admitted.at(), block(24), "the finalised block, not the best");
		assert_eq!(admitted.is_own(), key == OPERATOR || key == DOCTOR);
	}
}

#[test]
fn an_expired_request_is_refused() {
	let world = World::new();
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.expires_at = 23))),
		Cause::RequestExpired
	);
	assert!(admit(&world, &changed(&world, |e| e.expires_at = 24)).is_ok());
}

#[test]
fn a_request_that_lives_too_long_is_refused() {
	let world = World::new();
	let last = 24 + MAX_REQUEST_LIFE;
	assert!(admit(&world, &changed(&world, |e| e.expires_at = last)).is_ok());
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.expires_at = last + 1))),
		Cause::ExpiryTooFar
	);
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.expires_at = u32::MAX))),
		Cause::ExpiryTooFar
	);
}

#[test]
fn a_request_of_another_chain_is_refused() {
	let world = World::new();
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.genesis = block(1)))),
		Cause::WrongChain
	);
}

#[test]
fn a_request_to_another_hospital_is_refused() {
	let world = World::new();
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.audience = OTHER))),
		Cause::WrongAudience
	);
}

#[test]
fn a_request_for_another_method_is_refused() {
	let world = World::new();
	assert_eq!(
		cause(admit(&world, &changed(&world, |e| e.method = Method::PutRecord))),
		Cause::WrongMethod
	);
	let update = PartialUpdateKey {
		epoch: 0,
		start: 0,
		limit: 1,
	};
	let other = SignedRequestJson::from(&world.signed(DOCTOR, update));
	let outcome: Result<Admitted<GetRecord>, _> = world.services.gate.admit(&other, Instant::now());
	assert_eq!(cause(outcome), Cause::WrongMethod);
}

#[test]
fn a_replayed_request_is_refused_also_after_a_restart() {
	let world = World::new();
	let request = world.signed(DOCTOR, body());
	assert!(admit(&world, &request).is_ok());
	assert_eq!(cause(admit(&world, &request)), Cause::NonceReplayed);
	let nonces = world.folder.path().join("services/nonces");
	let gate = crate::services::Gate::open(world.ledger.clone(), "st-mary".into(), Limits::default(), nonces)
		.unwrap();
	let again: Result<Admitted<GetRecord>, _> =
		gate.admit(&SignedRequestJson::from(&request), Instant::now());
	assert_eq!(cause(again), Cause::NonceReplayed);
}

#[test]
fn a_nonce_of_another_signer_is_no_replay() {
	let world = World::new();
	let envelope = world.envelope(body());
	assert!(admit(&world, &sign(DOCTOR, envelope.clone())).is_ok());
	assert!(admit(&world, &sign(COLLEAGUE, envelope)).is_ok());
}

#[test]
fn a_forged_signature_is_refused() {
	let world = World::new();
	let mut request = world.signed(DOCTOR, body());
	request.signer = COLLEAGUE.to_account_id();
	assert_eq!(cause(admit(&world, &request)), Cause::BadSignature);
	let mut request = world.signed(DOCTOR, body());
	request.envelope.body.offset = 1;
	assert_eq!(cause(admit(&world, &request)), Cause::BadSignature);
}

#[test]
fn a_stranger_is_refused() {
	let world = World::new();
	assert_eq!(
		cause(admit(&world, &world.signed(STRANGER, body()))),
		Cause::NotEnrolled
	);
}

#[test]
fn a_revoked_signer_is_refused() {
	let world = World::new();
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(
		cause(admit(&world, &world.signed(DOCTOR, body()))),
		Cause::SignerRevoked
	);
	assert!(admit(&world, &world.signed(OPERATOR, body())).is_ok());
}

#[test]
fn staff_of_a_suspended_hospital_are_refused_but_its_patients_are_not() {
	let world = World::new();
	world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	assert_eq!(
		cause(admit(&world, &world.signed(DOCTOR, body()))),
		Cause::HospitalNotAccredited
	);
	assert_eq!(
		cause(admit(&world, &world.signed(OPERATOR, body()))),
		Cause::HospitalNotAccredited
	);
	assert!(admit(&world, &world.signed(PATIENT, body())).is_ok());
	assert!(admit(&world, &world.signed(COLLEAGUE, body())).is_ok());
}

#[test]
fn a_key_that_asks_too_often_is_refused_and_told_when_to_come_back() {
	let world = World::with(|config| {
		config.limits.per_key = Rate {
			per_second: NonZeroU32::new(2).unwrap(),
			per_day: NonZeroU32::new(100).unwrap(),
		};
	});
	let now = Instant::now();
	let ask = |key: Keyring| -> Result<Admitted<GetRecord>, Refusal> {
		let request = SignedRequestJson::from(&world.signed(key, body()));
		world.services.gate.admit(&request, now)
	};
	assert!(ask(DOCTOR).is_ok() && ask(DOCTOR).is_ok());
	let refusal = ask(DOCTOR).unwrap_err();
	assert_eq!(refusal.cause, Cause::KeyRateLimited);
	assert_eq!(refusal.retry_after.unwrap().as_millis(), 500);
	assert!(ask(COLLEAGUE).is_ok());
}

#[test]
fn a_hospital_that_asks_too_often_is_refused() {
	let world = World::with(|config| {
		config.limits.per_hospital = Rate {
			per_second: NonZeroU32::new(2).unwrap(),
			per_day: NonZeroU32::new(100).unwrap(),
		};
	});
	let now = Instant::now();
	let ask = |key: Keyring| -> Result<Admitted<GetRecord>, Refusal> {
		let request = SignedRequestJson::from(&world.signed(key, body()));
		world.services.gate.admit(&request, now)
	};
	assert!(ask(DOCTOR).is_ok() && ask(OPERATOR).is_ok());
	assert_eq!(cause(ask(DOCTOR)), Cause::HospitalRateLimited);
	assert!(ask(COLLEAGUE).is_ok());
}

#[test]
fn who_is_refused_for_another_reason_uses_up_no_nonce() {
	let world = World::new();
	let request = world.signed(DOCTOR, body());
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(cause(admit(&world, &request)), Cause::SignerRevoked);
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = false;
	assert!(admit(&world, &request).is_ok());
}

#[test]
fn what_does_not_decode_is_refused() {
	let world = World::new();
	let good = SignedRequestJson::from(&world.signed(DOCTOR, body()));
	let admit = |json: &SignedRequestJson| -> Result<Admitted<GetRecord>, Refusal> {
		world.services.gate.admit(json, Instant::now())
	};
	let with = |payload: &str| SignedRequestJson {
		payload: payload.into(),
		..good.clone()
	};
	for payload in [
		"",
		"0x",
		"0x0",
		"0xzz",
		"payload",
		good.payload.trim_start_matches("0x"),
	] {
		assert_eq!(cause(admit(&with(payload))), Cause::MalformedRequest, "{payload}");
	}
	assert_eq!(
		cause(admit(&with(&format!("{}00", good.payload)))),
		Cause::MalformedRequest,
		"trailing bytes"
	);
	assert_eq!(
		cause(admit(&with(&good.payload[..good.payload.len() - 2]))),
		Cause::MalformedRequest,
		"truncated"
	);
	let large = format!("0x{}", "00".repeat(2 << 20));
	assert_eq!(cause(admit(&with(&large))), Cause::RequestTooLarge);
	let bad_signature = SignedRequestJson {
		signature: "0x09".into(),
		signer: Account(DOCTOR.to_account_id()),
		payload: good.payload.clone(),
	};
	assert_eq!(cause(admit(&bad_signature)), Cause::MalformedRequest);
	assert!(admit(&good).is_ok());
}

#[test]
fn an_unknown_hospital_of_the_node_is_said_so() {
	let world = World::with(|config| config.hospital = "nowhere".into());
	assert_eq!(
		cause(admit(&world, &world.signed(DOCTOR, body()))),
		Cause::HospitalUnknown
	);
}

#[tokio::test]
async fn a_full_queue_pushes_back() {
	let world = World::with(|config| config.queue = NonZeroUsize::MIN);
	let place = world.services.queue.enter().unwrap();
	let ask = || world.ask::<_, GetRecordAnswer>("salus_getRecord", DOCTOR, body());
	assert_eq!(cause(ask().await), Cause::Busy);
	drop(place);
	assert_eq!(cause(ask().await), Cause::UnknownRecord);
}

#[tokio::test]
async fn a_node_that_serves_no_hospital_says_so() {
	use crate::services::{ServicesApiServer, ServicesRpc};
	let module = ServicesRpc::new(None).into_rpc();
	let request = SignedRequestJson::from(&World::new().signed(DOCTOR, body()));
	let outcome = module
		.call::<_, GetRecordAnswer>("salus_getRecord", jsonrpsee::rpc_params![request])
		.await;
	let Err(jsonrpsee::MethodsError::JsonRpc(error)) = outcome else {
		panic!("not refused")
	};
	assert_eq!(error.code(), Cause::NotServing.code());
}
