//! Counts: patients and not records, of those who let themselves be counted, once for a spending, to nobody else.

use super::{
	credentials::Keys,
	world::{cause, record_id, World, DOCTOR, OPERATOR, OTHER, OWN, PATIENT},
};
use crate::{
	errors::{Cause, Refusal},
	json::MatchCountsAnswer,
	testing::{block, person, record},
};
use rand::rngs::OsRng;
use salus_crypto::{
	index::{KeyId, MasterSecret, WrapContext},
	token::Token,
	wrap::WrapSecret,
};
use salus_primitives::{
	hospital::{HospitalId, HospitalStatus, Role},
	index::{IndexKeyId, WrappedIndexKeyInfo},
	record::{RecordInfo, RecordStatus},
	request::MatchCounts,
	research::{query_digest, MicroEpsilon, SpendingId, SpendingInfo, EPSILON},
	AccountId,
};
use sp_keyring::Sr25519Keyring as Keyring;

/// Enrolled by the council.
pub const RESEARCHER: Keyring = Keyring::One;
/// Another.
const RIVAL: Keyring = Keyring::Two;
const SCOPE: [u8; 16] = [5; 16];
const SALT: [u8; 32] = [9; 32];
/// So much loss that there is no noise, but once in 10^21 answers.
const EXACT: MicroEpsilon = 50 * EPSILON;

/// A hospital's index, and what a researcher looks for in it.
pub struct Study {
	master: MasterSecret,
	token: [u8; 32],
}

fn patient(seed: u8) -> AccountId {
	AccountId::new([seed; 32])
}

impl Study {
	/// The own hospital has an index key, which its node can unwrap; two researchers are enrolled.
	pub fn new(world: &World, keys: &Keys) -> Self {
		let study = Self {
			master: MasterSecret::generate(&mut OsRng),
			// Any point is some keyword's.
			token: WrapSecret::generate(&mut OsRng).public(),
		};
		let secret = study.master.index_secret(&SCOPE, 0);
		let context = WrapContext {
			genesis: block(0).0,
			key: KeyId {
				indexer: OWN,
				scope: SCOPE,
				epoch: 0,
			},
			grantee: OWN,
		};
		let wrapped = secret
			.wrap(&keys.file.wrap.public(), &context, &mut OsRng)
			.unwrap();
		let mut state = world.ledger.state();
		state.hospitals[OWN as usize].wrap_key = keys.file.wrap.public();
		state
			.index
			.keys
			.entry(OWN)
			.or_default()
			.push(WrappedIndexKeyInfo {
				key: study.key(),
				point: secret.public(),
				wrapped,
				live: true,
			});
		for researcher in [RESEARCHER, RIVAL] {
			let account = researcher.to_account_id();
			let enrolled = person(account.clone(), Role::Researcher, None);
			state.persons.insert(account, enrolled);
		}
		drop(state);
		study
	}

	fn key(&self) -> IndexKeyId {
		IndexKeyId {
			indexer: OWN,
			scope: SCOPE,
			epoch: 0,
		}
	}

	/// A record of a patient in somebody's custody, with the keyword or with another.
	fn add(&self, world: &World, id: u8, of: u8, custodian: HospitalId, has_keyword: bool) {
		let other = WrapSecret::generate(&mut OsRng).public();
		let token = if has_keyword { self.token } else { other };
		let interest = Token::from_bytes(&token).unwrap().interest();
		let id = record_id(id);
		let tags = self.master.tags(&SCOPE, 0, &id.0, &[interest]).unwrap();
		let stored = RecordInfo {
			custodian,
			issuer: OWN,
			scope: SCOPE,
			..record(id, patient(of))
		};
		let mut state = world.ledger.state();
		state.records.insert(id, stored);
		let at = state.finalised;
		state.index.tag(at, id, self.key(), tags);
	}

	/// As many patients with a record each that has the keyword, all of whom are counted.
	fn add_counted(&self, world: &World, count: u8) {
		for seed in 1..=count {
			self.add(world, seed, seed, OWN, true);
			world.ledger.state().counted.insert(patient(seed));
		}
	}

	/// The researcher has spent, and what the hospital is asked then.
	pub fn spend(&self, world: &World, id: SpendingId, epsilon: MicroEpsilon) -> MatchCounts {
		let spending = SpendingInfo {
			id,
			researcher: RESEARCHER.to_account_id(),
			hospital: OWN,
			query: query_digest(&SALT, &self.token),
			epsilon,
			spent_at: 20,
			answer_until: 40,
		};
		world.ledger.state().spendings.insert(id, spending);
		MatchCounts {
			spending: id,
			token: self.token,
			salt: SALT,
		}
	}
}

fn study() -> (World, Keys, Study) {
	let keys = Keys::new();
	let world = World::with(|config| config.issuer_keys = vec![keys.path()]);
	let study = Study::new(&world, &keys);
	(world, keys, study)
}

async fn ask(world: &World, by: Keyring, body: MatchCounts) -> Result<MatchCountsAnswer, Refusal> {
	world.ask("salus_matchCounts", by, body).await
}

#[tokio::test]
async fn patients_who_let_themselves_be_counted_are_counted_each_once() {
	let (world, _keys, study) = study();
	study.add_counted(&world, 5);
	// A second record of the first patient.
	study.add(&world, 50, 1, OWN, true);
	// One who did not join, one whose record another hospital keeps, one without the keyword, one whose record is retired.
	study.add(&world, 51, 51, OWN, true);
	study.add(&world, 52, 52, OTHER, true);
	study.add(&world, 53, 53, OWN, false);
	study.add(&world, 54, 54, OWN, true);
	{
		let mut state = world.ledger.state();
		state.counted.extend([52, 53, 54].map(patient));
		state.records.get_mut(&record_id(54)).unwrap().status = RecordStatus::Retired;
	}
	let answer = ask(&world, RESEARCHER, study.spend(&world, 7, EXACT))
		.await
		.unwrap();
	assert_eq!(
		answer,
		MatchCountsAnswer {
			spending: 7,
			block: block(24),
			number: 24,
			count: Some(5),
			floor: 3,
			epsilon: EXACT,
		}
	);
}

#[tokio::test]
async fn a_small_count_is_not_told() {
	let (world, _keys, study) = study();
	study.add_counted(&world, 2);
	let asked = study.spend(&world, 1, EXACT);
	assert_eq!(ask(&world, RESEARCHER, asked).await.unwrap().count, None);
	{
		let mut state = world.ledger.state();
		(state.finalised, state.best) = (30, 31);
	}
	study.add_counted(&world, 3);
	let asked = study.spend(&world, 2, EXACT);
	assert_eq!(ask(&world, RESEARCHER, asked).await.unwrap().count, Some(3));
}

#[tokio::test]
async fn asking_again_gives_the_same_answer_whatever_has_changed() {
	let (world, _keys, study) = study();
	study.add_counted(&world, 40);
	let asked = study.spend(&world, 1, EPSILON / 10);
	let first = ask(&world, RESEARCHER, asked.clone()).await.unwrap();
	for _ in 0..3 {
		assert_eq!(ask(&world, RESEARCHER, asked.clone()).await.unwrap(), first);
	}
	{
		let mut state = world.ledger.state();
		state.counted.clear();
		state.research.floor = 0;
		(state.finalised, state.best) = (30, 31);
	}
	assert_eq!(ask(&world, RESEARCHER, asked).await.unwrap(), first);
}

#[tokio::test]
async fn each_spending_has_noise_of_its_own() {
	let (world, _keys, study) = study();
	study.add_counted(&world, 60);
	let mut counts = std::collections::BTreeSet::new();
	for id in 0..12 {
		let asked = study.spend(&world, id, EPSILON / 20);
		counts.insert(ask(&world, RESEARCHER, asked).await.unwrap().count);
	}
	assert!(counts.len() > 4, "noise of scale 20 hardly repeats: {counts:?}");
}

#[tokio::test]
async fn only_an_enrolled_researcher_asks_and_only_who_spent() {
	let (world, _keys, study) = study();
	let asked = study.spend(&world, 1, EXACT);
	for other in [OPERATOR, DOCTOR, PATIENT] {
		assert_eq!(cause(ask(&world, other, asked.clone()).await), Cause::WrongRole);
	}
	assert_eq!(cause(ask(&world, RIVAL, asked.clone()).await), Cause::NotSpender);
	let account = RESEARCHER.to_account_id();
	world.ledger.state().persons.get_mut(&account).unwrap().revoked = true;
	assert_eq!(
		cause(ask(&world, RESEARCHER, asked.clone()).await),
		Cause::SignerRevoked
	);
	world.ledger.state().persons.remove(&account);
	assert_eq!(cause(ask(&world, RESEARCHER, asked).await), Cause::NotEnrolled);
}

#[tokio::test]
async fn nothing_is_answered_that_was_not_spent_here() {
	let (world, _keys, study) = study();
	let asked = study.spend(&world, 1, EXACT);
	let unknown = MatchCounts {
		spending: 2,
		..asked.clone()
	};
	assert_eq!(
		cause(ask(&world, RESEARCHER, unknown).await),
		Cause::UnknownSpending
	);
	world.ledger.state().spendings.get_mut(&1).unwrap().hospital = OTHER;
	assert_eq!(cause(ask(&world, RESEARCHER, asked).await), Cause::SpentElsewhere);
}

#[tokio::test]
async fn an_answer_is_given_until_the_window_is_over() {
	let (world, _keys, study) = study();
	study.add_counted(&world, 5);
	let asked = study.spend(&world, 1, EXACT);
	{
		let mut state = world.ledger.state();
		(state.finalised, state.best) = (40, 41);
	}
	assert_eq!(
		ask(&world, RESEARCHER, asked.clone()).await.unwrap().count,
		Some(5)
	);
	world.ledger.state().finalised = 41;
	assert_eq!(cause(ask(&world, RESEARCHER, asked).await), Cause::SpendingOver);
}

#[tokio::test]
async fn token_and_salt_are_those_that_were_committed_to() {
	let (world, _keys, study) = study();
	let asked = study.spend(&world, 1, EXACT);
	for wrong in [
		MatchCounts {
			token: WrapSecret::generate(&mut OsRng).public(),
			..asked.clone()
		},
		MatchCounts {
			salt: [1; 32],
			..asked.clone()
		},
	] {
		assert_eq!(cause(ask(&world, RESEARCHER, wrong).await), Cause::QueryMismatch);
	}
}

#[tokio::test]
async fn a_commitment_to_what_is_no_token_is_refused() {
	let (world, _keys, study) = study();
	let asked = study.spend(&world, 1, EXACT);
	for token in [[0; 32], [0xff; 32]] {
		let query = query_digest(&SALT, &token);
		world.ledger.state().spendings.get_mut(&1).unwrap().query = query;
		let wrong = MatchCounts {
			token,
			..asked.clone()
		};
		assert_eq!(cause(ask(&world, RESEARCHER, wrong).await), Cause::BadToken);
	}
}

#[tokio::test]
async fn a_suspended_hospital_tells_nothing() {
	let (world, _keys, study) = study();
	let asked = study.spend(&world, 1, EXACT);
	world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	assert_eq!(
		cause(ask(&world, RESEARCHER, asked).await),
		Cause::ServingHospitalNotAccredited
	);
}
