//! Tokens: each authority answers for its share, whoever may ask, and so many keywords a day.

use super::world::{cause, World, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT, STRANGER};
use crate::{
	errors::{Cause, Refusal},
	json::EvaluateTokenAnswer,
	services::{Services, ServicesConfig, TokenLimits},
	testing::{block, person, Spawner},
};
use rand::rngs::OsRng;
use salus_authority::{Keystore, Password, Shares};
use salus_crypto::token::{deal, evaluate, Answer, AnswerError, Blinds, Collector, Context, Keys, Share};
use salus_primitives::{
	hospital::{HospitalStatus, Role},
	request::EvaluateToken,
	token::TokenAuthority,
};
use sp_keyring::Sr25519Keyring as Keyring;
use std::{num::NonZeroU32, path::Path, sync::Arc};

/// Enrolled by the council.
const RESEARCHER: Keyring = Keyring::One;
/// Enrolled by the council, to look.
const AUDITOR: Keyring = Keyring::Two;
const KEYWORDS: [&[u8]; 3] = [b"http://loinc.org|4548-4", b"a|b", b"c|d"];

/// A token key shared among three, of whom two make a token; the first share is the node's.
pub struct Sharing {
	keys: Keys,
	shares: Vec<Share>,
}

impl Sharing {
	pub fn new() -> Self {
		let (public, shares) = deal(2, 3, &mut OsRng).unwrap();
		let keys = public.validate().unwrap();
		Self { keys, shares }
	}

	/// Puts the node's share into its keystore.
	pub fn store(&self, keystore: &Keystore) {
		keystore.store_token_share(&self.shares[0]).unwrap();
	}

	/// Puts the public values on chain.
	pub fn register(&self, world: &World) {
		let accounts = [OPERATOR, Keyring::Ferdie, Keyring::Eve].map(|key| key.to_account_id());
		world.ledger.state().token = TokenAuthority::new(self.keys.public().clone(), &accounts);
	}

	/// The shares of a node that holds its own of this key alone.
	fn shares(&self, folder: &Path) -> Arc<Shares> {
		let password = Password::new("of a test").unwrap();
		let keystore = Keystore::open(&folder.join("authority"), block(0).0, &password).unwrap();
		self.store(&keystore);
		Arc::new(Shares::new(Arc::new(keystore)))
	}
}

/// A node with a share, and the sharing.
fn sharing(configure: impl FnOnce(&mut ServicesConfig)) -> (World, Sharing) {
	let sharing = Sharing::new();
	let world = World::with(|config| {
		config.shares = Some(sharing.shares(&config.base_path));
		configure(config);
	});
	sharing.register(&world);
	for (key, role) in [(RESEARCHER, Role::Researcher), (AUDITOR, Role::Auditor)] {
		let account = key.to_account_id();
		let enrolled = person(account.clone(), role, None);
		world.ledger.state().persons.insert(account, enrolled);
	}
	(world, sharing)
}

fn token_world() -> (World, Sharing) {
	sharing(|_| {})
}

/// What is asked with some keywords blinded.
pub fn asked(blinds: &Blinds) -> EvaluateToken {
	EvaluateToken {
		generation: 0,
		blinded: blinds.blinded().to_vec(),
	}
}

pub fn blinds() -> Blinds {
	Blinds::new(&KEYWORDS, &mut OsRng).unwrap()
}

fn context(asker: Keyring) -> Context {
	Context {
		genesis: block(0).0,
		asker: asker.to_account_id().into(),
	}
}

fn answer(json: &EvaluateTokenAnswer) -> Answer {
	let point = |bytes: &[u8]| bytes.try_into().unwrap();
	Answer {
		index: json.index,
		generation: json.generation,
		ceremony: point(&json.ceremony),
		evaluated: json.evaluated.iter().map(|bytes| point(bytes)).collect(),
		proof: json.proof.0.as_slice().try_into().unwrap(),
	}
}

async fn ask(world: &World, key: Keyring, body: EvaluateToken) -> Result<EvaluateTokenAnswer, Refusal> {
	world.ask("salus_evaluateToken", key, body).await
}

fn points(count: usize) -> EvaluateToken {
	let blinds = Blinds::new(&[b"x|y"], &mut OsRng).unwrap();
	EvaluateToken {
		generation: 0,
		blinded: vec![blinds.blinded()[0]; count],
	}
}

fn limited(per_key: u32, per_hospital: u32) -> impl FnOnce(&mut ServicesConfig) {
	move |config| {
		config.token_limits = TokenLimits {
			per_key: NonZeroU32::new(per_key).unwrap(),
			per_hospital: NonZeroU32::new(per_hospital).unwrap(),
		};
	}
}

#[tokio::test]
async fn the_answers_of_any_two_authorities_make_the_same_tokens() {
	let (world, sharing) = token_world();
	let blinds = blinds();
	let json = ask(&world, DOCTOR, asked(&blinds)).await.unwrap();
	assert_eq!((json.block, json.index), (block(24), 1));
	let others: Vec<Answer> = sharing.shares[1..]
		.iter()
		.map(|share| evaluate(share, &context(DOCTOR), blinds.blinded(), &mut OsRng).unwrap())
		.collect();
	let tokens = |answers: [&Answer; 2]| {
		let mut collector = Collector::new(&sharing.keys, context(DOCTOR), &blinds);
		for answer in answers {
			collector.add(answer).unwrap();
		}
		let tokens = collector.tokens().unwrap();
		tokens.iter().map(|token| *token.to_bytes()).collect::<Vec<_>>()
	};
	let own = answer(&json);
	let made = tokens([&own, &others[0]]);
	assert_eq!(made, tokens([&others[1], &own]));
	assert_eq!(made, tokens([&others[0], &others[1]]));
	assert_eq!(made.len(), KEYWORDS.len());
}

#[tokio::test]
async fn an_answer_is_good_for_its_asker_alone() {
	let (world, sharing) = token_world();
	let blinds = blinds();
	let json = ask(&world, DOCTOR, asked(&blinds)).await.unwrap();
	let mut collector = Collector::new(&sharing.keys, context(COLLEAGUE), &blinds);
	assert_eq!(collector.add(&answer(&json)), Err(AnswerError::Forged));
}

#[tokio::test]
async fn operators_staff_of_any_hospital_and_researchers_are_answered_and_nobody_else() {
	let (world, _) = token_world();
	for key in [OPERATOR, DOCTOR, COLLEAGUE, Keyring::Ferdie, RESEARCHER] {
		let account = key.to_account_id();
		world
			.ledger
			.state()
			.persons
			.entry(account.clone())
			.or_insert_with(|| person(account, Role::Hospital, Some(OTHER)));
		assert!(ask(&world, key, points(1)).await.is_ok(), "{key:?}");
	}
	for key in [PATIENT, AUDITOR] {
		assert_eq!(cause(ask(&world, key, points(1)).await), Cause::WrongRole);
	}
	assert_eq!(cause(ask(&world, STRANGER, points(1)).await), Cause::NotEnrolled);
}

#[tokio::test]
async fn the_revoked_and_staff_of_suspended_hospitals_are_refused() {
	let (world, _) = token_world();
	let revoke = |revoked: bool| {
		let mut state = world.ledger.state();
		state.persons.get_mut(&DOCTOR.to_account_id()).unwrap().revoked = revoked;
	};
	revoke(true);
	assert_eq!(cause(ask(&world, DOCTOR, points(1)).await), Cause::SignerRevoked);
	revoke(false);
	let suspend = |hospital: u32| {
		world.ledger.state().hospitals[hospital as usize].status = HospitalStatus::Suspended;
	};
	suspend(OTHER);
	assert_eq!(
		cause(ask(&world, COLLEAGUE, points(1)).await),
		Cause::HospitalNotAccredited
	);
	assert!(ask(&world, DOCTOR, points(1)).await.is_ok());
	suspend(OWN);
	assert_eq!(
		cause(ask(&world, DOCTOR, points(1)).await),
		Cause::HospitalNotAccredited
	);
	assert_eq!(
		cause(ask(&world, RESEARCHER, points(1)).await),
		Cause::ServingHospitalNotAccredited
	);
}

#[tokio::test]
async fn every_keyword_counts_and_not_every_request() {
	let (world, _) = sharing(limited(100, 150));
	assert!(ask(&world, DOCTOR, points(60)).await.is_ok());
	let refusal = ask(&world, DOCTOR, points(41)).await.unwrap_err();
	assert_eq!(refusal.cause, Cause::TokenKeyLimited);
	assert!(refusal.retry_after.is_some());
	assert!(ask(&world, DOCTOR, points(40)).await.is_ok());
	assert_eq!(
		cause(ask(&world, OPERATOR, points(51)).await),
		Cause::TokenHospitalLimited
	);
	assert!(ask(&world, OPERATOR, points(50)).await.is_ok());
	assert!(
		ask(&world, COLLEAGUE, points(100)).await.is_ok(),
		"another hospital"
	);
	assert!(ask(&world, RESEARCHER, points(100)).await.is_ok(), "of none");
}

#[tokio::test]
async fn a_restart_gives_no_keywords_back() {
	let (world, sharing) = sharing(limited(100, 1_000));
	assert!(ask(&world, DOCTOR, points(100)).await.is_ok());
	let World {
		ledger,
		services,
		folder,
	} = world;
	drop(services);
	let mut config = ServicesConfig::new("st-mary", folder.path().join("services"));
	config.limits = super::world::generous();
	config.shares = Some(sharing.shares(&config.base_path));
	limited(100, 1_000)(&mut config);
	let services = Services::open(config, ledger.clone(), Arc::new(Spawner), None).unwrap();
	let world = World {
		ledger,
		services,
		folder,
	};
	assert_eq!(
		cause(ask(&world, DOCTOR, points(1)).await),
		Cause::TokenKeyLimited
	);
}

#[tokio::test]
async fn no_keywords_too_many_and_those_that_are_none_are_refused() {
	let (world, _) = token_world();
	for count in [0, 129, 1_000] {
		assert_eq!(
			cause(ask(&world, DOCTOR, points(count)).await),
			Cause::TooManyPoints
		);
	}
	assert!(ask(&world, DOCTOR, points(128)).await.is_ok());
	for bad in [[0; 32], [0xff; 32]] {
		let mut body = points(3);
		body.blinded[1] = bad;
		let refusal = ask(&world, DOCTOR, body).await.unwrap_err();
		assert_eq!(refusal.cause, Cause::BadPoint);
		let detail = refusal.detail.unwrap();
		assert!(detail.starts_with("blinded keyword 1: "), "{detail}");
	}
}

#[tokio::test]
async fn only_the_current_generation_is_answered() {
	let (world, _) = token_world();
	let body = EvaluateToken {
		generation: 1,
		..points(1)
	};
	assert_eq!(
		cause(ask(&world, DOCTOR, body).await),
		Cause::WrongTokenGeneration
	);
	world.ledger.state().token.as_mut().unwrap().generation = 1;
	assert_eq!(
		cause(ask(&world, DOCTOR, points(1)).await),
		Cause::TokenShareOutdated
	);
	world.ledger.state().token = None;
	assert_eq!(cause(ask(&world, DOCTOR, points(1)).await), Cause::NoTokenKey);
}

#[tokio::test]
async fn with_another_hospitals_share_nothing_is_evaluated() {
	let (world, sharing) = token_world();
	let accounts = [Keyring::Ferdie, OPERATOR, Keyring::Eve].map(|key| key.to_account_id());
	world.ledger.state().token = TokenAuthority::new(sharing.keys.public().clone(), &accounts);
	assert_eq!(
		cause(ask(&world, DOCTOR, asked(&blinds())).await),
		Cause::TokenShareOutdated
	);
}

#[tokio::test]
async fn a_node_without_a_share_says_so() {
	let world = World::new();
	Sharing::new().register(&world);
	assert_eq!(cause(ask(&world, DOCTOR, points(1)).await), Cause::NoTokenShare);
}
