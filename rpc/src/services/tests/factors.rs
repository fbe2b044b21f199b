use super::{
	sealed::{Crypto, Record, LEAF, NOW, ROOT},
	world::{cause, sign, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN},
};
use crate::{
	errors::{Cause, Refusal},
	json::{EpochFactorAnswer, PreDecryptAnswer, SignedRequestJson},
	services::{ServicesApiServer, ServicesRpc},
	testing::block,
};
use salus_crypto::{
	header::Header,
	open::{open, Expected, Sealing},
	record::{Blob, GroupPayload},
	tree, Bls,
};
use salus_primitives::{
	authority::Node,
	record::AccessRefusal,
	request::{EpochFactor, PreDecrypt, SignedRequest},
	Hash,
};

/// A record in store, registered, its access declared, the epoch's update key published.
async fn ready(world: &World, policy: &str) -> (Crypto, Record) {
	let mut crypto = Crypto::new(world);
	let record = stored(world, &mut crypto, policy).await;
	(crypto, record)
}

/// The same, of a sharing that is dealt.
pub async fn stored(world: &World, crypto: &mut Crypto, policy: &str) -> Record {
	let record = crypto.seal(7, policy, b"a heart beats");
	record.store(world).await;
	world
		.ledger
		.state()
		.accesses
		.insert((DOCTOR.to_account_id(), record.id), 22);
	crypto.publish(world, NOW, ROOT);
	record
}

pub fn factor(record: &Record, node: Node) -> EpochFactor {
	EpochFactor {
		record: record.id,
		header_hash: Hash::from(*Header::<Bls>::from_bytes(&record.header).unwrap().hash()),
		node,
		block: block(23),
	}
}

pub fn pre_decrypt(world: &World, crypto: &mut Crypto, record: &Record, node: Node) -> PreDecrypt {
	PreDecrypt {
		header: record.header.clone(),
		attribute_key: crypto.attribute_key(world, node).to_bytes(),
		epoch_factor: world.signed(DOCTOR, factor(record, node)),
	}
}

async fn ask_factor(world: &World, body: EpochFactor) -> Result<EpochFactorAnswer, Refusal> {
	world.ask("salus_epochFactor", DOCTOR, body).await
}

async fn ask_both(world: &World, body: PreDecrypt) -> Result<PreDecryptAnswer, Refusal> {
	world.ask("salus_preDecrypt", DOCTOR, body).await
}

/// Opens as a wallet does.
fn opens(crypto: &mut Crypto, record: &Record, answer: &PreDecryptAnswer) -> bool {
	let context = super::super::factors::y2_context(
		block(0),
		record.id,
		factor(record, ROOT).header_hash,
		answer.y2.node,
		&DOCTOR.to_account_id().into(),
		answer.y2.epoch,
	);
	let y2 = salus_crypto::wrap::unwrap(&crypto.wrap, &context, &answer.y2.wrapped).unwrap();
	let expected = Expected {
		genesis: block(0).0,
		record: record.id.0,
		ceremony: crypto.parameters.public().ceremony,
	};
	let sealing = Sealing {
		header: &record.header,
		sealed_box: &record.boxed,
		y1: &answer.y1.to_vec().try_into().unwrap(),
		y2: &y2.to_vec().try_into().unwrap(),
	};
	let Ok(opened) = open::<Bls>(&crypto.secret, &expected, &sealing, &mut crypto.tables) else {
		return false;
	};
	let payload = GroupPayload::from_bytes(&opened.payload).unwrap();
	let blob = Blob::parse(&record.sealed.blob).unwrap();
	let group = blob.open_group(0, &payload, &record.sealed.commitment).unwrap();
	group.field(0).unwrap().as_slice() == b"a heart beats"
}

#[tokio::test]
async fn a_doctor_with_the_attributes_opens_the_record() {
	let world = World::new();
	let (mut crypto, record) = ready(
		&world,
		"consortium/cardiologist and (consortium/cardiologist or st-mary/staff)",
	)
	.await;
	let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
	let answer = ask_both(&world, body).await.unwrap();
	assert_eq!((answer.y2.epoch, answer.y2.block), (NOW, block(24)));
	assert!(opens(&mut crypto, &record, &answer));
}

#[tokio::test]
async fn without_the_attributes_nothing_is_computed() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/surgeon").await;
	let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
	assert_eq!(cause(ask_both(&world, body).await), Cause::PolicyNotSatisfied);
}

#[tokio::test]
async fn the_chains_refusals_come_through() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	for (refusal, expected) in [
		(AccessRefusal::NoConsent, Cause::NoConsent),
		(AccessRefusal::AuthorisationExpired, Cause::AuthorisationExpired),
		(AccessRefusal::RecordRetired, Cause::RecordRetired),
		(
			AccessRefusal::CustodianNotAccredited,
			Cause::CustodianNotAccredited,
		),
	] {
		world
			.ledger
			.state()
			.refusals
			.insert((DOCTOR.to_account_id(), record.id), refusal);
		assert_eq!(cause(ask_factor(&world, factor(&record, ROOT)).await), expected);
		let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
		assert_eq!(cause(ask_both(&world, body).await), expected);
	}
}

#[tokio::test]
async fn an_access_that_is_not_declared_or_not_final_gets_no_factor() {
	let world = World::new();
	let (_, record) = ready(&world, "consortium/cardiologist").await;
	let mut early = factor(&record, ROOT);
	early.block = block(21);
	assert_eq!(
		cause(ask_factor(&world, early).await),
		Cause::NotDeclared,
		"before the declaration"
	);
	let mut pending = factor(&record, ROOT);
	pending.block = block(25);
	assert_eq!(cause(ask_factor(&world, pending).await), Cause::BlockNotFinalised);
	let mut unknown = factor(&record, ROOT);
	unknown.block = Hash::repeat_byte(0xee);
	assert_eq!(cause(ask_factor(&world, unknown).await), Cause::UnknownBlock);
	world.ledger.state().accesses.clear();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::NotDeclared
	);
}

#[tokio::test]
async fn a_revoked_doctor_gets_no_factor_of_an_old_record() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
	world
		.ledger
		.state()
		.user_keys
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::UserKeyRevoked
	);
	assert_eq!(cause(ask_both(&world, body).await), Cause::UserKeyRevoked);
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::SignerRevoked
	);
}

#[tokio::test]
async fn a_node_that_does_not_cover_the_leaf_gets_no_factor() {
	let world = World::new();
	let (crypto, record) = ready(&world, "consortium/cardiologist").await;
	let sibling: Node = tree::Leaf::from(LEAF).node().sibling().unwrap().into();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, sibling)).await),
		Cause::NodeNotCovered
	);
	// Another's leaf is revoked: the root leaves the cover, and with it every factor of the root.
	let cover = tree::cover(0, [900_000]);
	world.ledger.state().cover = cover.into_iter().map(Into::into).collect();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::NodeNotCovered
	);
	let left = Node {
		tree: 0,
		depth: 1,
		index: 0,
	};
	assert_eq!(
		cause(ask_factor(&world, factor(&record, left)).await),
		Cause::UpdateKeyMissing
	);
	crypto.publish(&world, NOW, left);
	assert!(ask_factor(&world, factor(&record, left)).await.is_ok());
}

#[tokio::test]
async fn the_keys_of_the_epoch_before_serve_until_the_new_ones_are_out() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	world.ledger.state().update_keys.clear();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::UpdateKeyMissing
	);
	crypto.publish(&world, NOW - 1, ROOT);
	let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
	let answer = ask_both(&world, body).await.unwrap();
	assert_eq!(answer.y2.epoch, NOW - 1);
	assert!(opens(&mut crypto, &record, &answer));
	crypto.publish(&world, NOW, ROOT);
	assert_eq!(
		ask_factor(&world, factor(&record, ROOT)).await.unwrap().epoch,
		NOW
	);
}

#[tokio::test]
async fn a_false_update_key_makes_no_oracle() {
	let world = World::new();
	let (crypto, record) = ready(&world, "consortium/cardiologist").await;
	let other = Node {
		tree: 0,
		depth: 1,
		index: 1,
	};
	let foreign = crypto.publish(&world, NOW, other);
	let mut key = crypto.publish(&world, NOW, ROOT);
	key.q_prime = foreign.q_prime;
	world.ledger.state().update_keys.insert((NOW, ROOT, 0), key);
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::UpdateKeyBad
	);
	key.q = [0xff; 48];
	world.ledger.state().update_keys.insert((NOW, ROOT, 0), key);
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::UpdateKeyBad
	);
}

#[tokio::test]
async fn only_the_custodian_with_the_part_gives_a_factor() {
	let world = World::new();
	let (_, record) = ready(&world, "consortium/cardiologist").await;
	let mut unknown = factor(&record, ROOT);
	unknown.header_hash = Hash::zero();
	assert_eq!(
		cause(ask_factor(&world, unknown).await),
		Cause::CustodianPartMissing
	);
	world
		.ledger
		.state()
		.records
		.get_mut(&record.id)
		.unwrap()
		.custodian = OTHER;
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::NotCustodian
	);
}

#[tokio::test]
async fn a_doctor_without_key_or_wrap_key_gets_no_factor() {
	let world = World::new();
	let (_, record) = ready(&world, "consortium/cardiologist").await;
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.keys
		.clear();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::NoWrapKey
	);
	world.ledger.state().user_keys.clear();
	assert_eq!(
		cause(ask_factor(&world, factor(&record, ROOT)).await),
		Cause::NoUserKey
	);
}

#[tokio::test]
async fn pre_decryption_is_for_the_hospitals_own_doctors() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	for key in [COLLEAGUE, OPERATOR] {
		let body = pre_decrypt(&world, &mut crypto, &record, ROOT);
		let outcome: Result<PreDecryptAnswer, _> = world.ask("salus_preDecrypt", key, body).await;
		assert_eq!(cause(outcome), Cause::WrongRole);
	}
}

#[tokio::test]
async fn the_inner_request_must_be_the_doctors_own_and_to_the_custodian() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	let with = |crypto: &mut Crypto, inner: SignedRequest<EpochFactor>| PreDecrypt {
		epoch_factor: inner,
		..pre_decrypt(&world, crypto, &record, ROOT)
	};
	let foreign = with(&mut crypto, world.signed(COLLEAGUE, factor(&record, ROOT)));
	assert_eq!(cause(ask_both(&world, foreign).await), Cause::BadSignature);
	let mut envelope = world.envelope(factor(&record, ROOT));
	envelope.audience = OTHER;
	let elsewhere = with(&mut crypto, sign(DOCTOR, envelope));
	assert_eq!(cause(ask_both(&world, elsewhere).await), Cause::WrongAudience);
	let mut envelope = world.envelope(factor(&record, ROOT));
	envelope.genesis = block(9);
	let chain = with(&mut crypto, sign(DOCTOR, envelope));
	assert_eq!(cause(ask_both(&world, chain).await), Cause::WrongChain);
}

#[tokio::test]
async fn header_and_key_must_fit_the_request() {
	let world = World::new();
	let (mut crypto, record) = ready(&world, "consortium/cardiologist").await;
	let other = crypto.seal(8, "consortium/cardiologist", b"another");
	let good = pre_decrypt(&world, &mut crypto, &record, ROOT);
	for header in [other.header.clone(), Vec::new(), vec![0xff; 300]] {
		let body = PreDecrypt {
			header,
			..good.clone()
		};
		assert_eq!(cause(ask_both(&world, body).await), Cause::HeaderMismatch);
	}
	let leaf_key = crypto
		.attribute_key(&world, tree::Leaf::from(LEAF).node().into())
		.to_bytes();
	for attribute_key in [leaf_key, Vec::new(), vec![0xff; 300]] {
		let body = PreDecrypt {
			attribute_key,
			..good.clone()
		};
		assert_eq!(cause(ask_both(&world, body).await), Cause::AttributeKeyInvalid);
	}
	let user = DOCTOR.to_account_id();
	world.ledger.state().user_keys.get_mut(&user).unwrap().leaf.index = 6;
	assert_eq!(
		cause(ask_both(&world, good).await),
		Cause::AttributeKeyInvalid,
		"a key of a former leaf"
	);
}

#[tokio::test]
async fn the_custodian_at_another_node_is_asked_over_the_wire() {
	let custodian = World::new();
	let (mut crypto, record) = ready(&custodian, "consortium/cardiologist").await;
	let server = jsonrpsee::server::Server::builder()
		.build("127.0.0.1:0")
		.await
		.unwrap();
	let address = server.local_addr().unwrap();
	let handle = server.start(ServicesRpc::new(Some(custodian.services.clone())).into_rpc());

	// The doctor's hospital: the same chain, another node, another hospital.
	let home = World::with(|config| config.hospital = "general".into());
	let doctor = DOCTOR.to_account_id();
	{
		let (mut here, mut there) = (home.ledger.state(), custodian.ledger.state());
		for state in [&mut *here, &mut *there] {
			state.persons.get_mut(&doctor).unwrap().hospital = Some(OTHER);
		}
		here.persons = there.persons.clone();
		here.records = there.records.clone();
		here.user_keys = there.user_keys.clone();
		here.parameters = there.parameters.clone();
	}
	for scheme in ["http", "ws"] {
		home.ledger.state().hospitals[OWN as usize].endpoint = format!("{scheme}://{address}").into_bytes();
		let body = pre_decrypt(&custodian, &mut crypto, &record, ROOT);
		let mut envelope = home.envelope(body);
		envelope.audience = OTHER;
		let request = SignedRequestJson::from(&sign(DOCTOR, envelope));
		let answer: PreDecryptAnswer = home.call("salus_preDecrypt", request).await.unwrap();
		assert!(opens(&mut crypto, &record, &answer), "{scheme}");
	}

	let ask = |crypto: &mut Crypto| {
		let mut envelope = home.envelope(pre_decrypt(&custodian, crypto, &record, ROOT));
		envelope.audience = OTHER;
		SignedRequestJson::from(&sign(DOCTOR, envelope))
	};
	custodian.ledger.state().accesses.clear();
	let refusal = home
		.call::<PreDecryptAnswer>("salus_preDecrypt", ask(&mut crypto))
		.await
		.unwrap_err();
	assert_eq!((refusal.cause, refusal.by_custodian), (Cause::NotDeclared, true));

	handle.stop().unwrap();
	handle.stopped().await;
	let refusal = home
		.call::<PreDecryptAnswer>("salus_preDecrypt", ask(&mut crypto))
		.await
		.unwrap_err();
	assert_eq!(
		(refusal.cause, refusal.by_custodian),
		(Cause::CustodianUnreachable, false)
	);
}

#[tokio::test]
async fn a_custodian_that_does_not_answer_is_given_up() {
	let world = World::with(|config| {
		config.hospital = "general".into();
		config.custodian_timeout = std::time::Duration::from_millis(200);
	});
	let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let mut crypto = Crypto::new(&world);
	let record = crypto.seal(7, "consortium/cardiologist", b"a heart beats");
	record.register(&world);
	{
		let mut state = world.ledger.state();
		state.persons.get_mut(&DOCTOR.to_account_id()).unwrap().hospital = Some(OTHER);
		state.hospitals[OWN as usize].endpoint =
			format!("http://{}", silent.local_addr().unwrap()).into_bytes();
	}
	let mut envelope = world.envelope(pre_decrypt(&world, &mut crypto, &record, ROOT));
	envelope.audience = OTHER;
	let request = SignedRequestJson::from(&sign(DOCTOR, envelope));
	assert_eq!(
		cause(world.call::<PreDecryptAnswer>("salus_preDecrypt", request).await),
		Cause::CustodianTimeout
	);
}
