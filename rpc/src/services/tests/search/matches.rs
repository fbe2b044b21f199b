//! What is found, for whom, and what is noted of it.

use super::{key, seen, Search};
use crate::{
	errors::Cause,
	json::{MatchAnswer, ProveMatchAnswer, ServiceEntriesAnswer},
	services::tests::world::{cause, record_id, COLLEAGUE, DOCTOR, OPERATOR, OTHER, OWN, PATIENT},
	testing::block,
};
use codec::DecodeAll;
use rand::rngs::OsRng;
use salus_crypto::wrap::WrapSecret;
use salus_primitives::{
	hospital::HospitalStatus,
	index::{matches_commitment, ServiceEntry},
	request::{Match, ProveMatch, ServiceEntries},
	AccountId, Hash,
};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_doctor_finds_the_records_of_the_own_hospital_and_of_those_that_authorised_it() {
	let search = Search::filled();
	let answer = search.ask(search.asked(&[0, 1, 2], 1)).await.unwrap();
	assert_eq!(
		seen(&answer),
		[(1, vec![0]), (3, vec![0, 2]), (4, vec![0, 1, 2]), (6, vec![1])]
	);
	assert_eq!((answer.block, answer.number), (block(24), 24));
	assert_eq!((answer.next, answer.unusable.len()), (None, 0));
	let keys: Vec<_> = answer
		.searched
		.iter()
		.map(|key| (key.indexer, key.epoch))
		.collect();
	assert_eq!(keys, [(OWN, 0), (OTHER, 0)]);
	let other = answer
		.items
		.iter()
		.find(|item| item.record == record_id(4))
		.unwrap();
	assert_eq!((other.custodian, other.key.indexer), (OTHER, OTHER));
	assert_eq!(other.key.scope.0, super::SCOPE);
}

#[tokio::test]
async fn a_query_is_matched_by_records_with_as_many_interests_as_it_says() {
	let search = Search::filled();
	assert_eq!(
		search.found(&[0, 2], 2).await,
		Ok(vec![(3, vec![0, 1]), (4, vec![0, 1])])
	);
	assert_eq!(search.found(&[0, 1, 2], 3).await, Ok(vec![(4, vec![0, 1, 2])]));
	assert_eq!(search.found(&[1], 1).await, Ok(vec![(4, vec![0]), (6, vec![0])]));
}

#[tokio::test]
async fn without_a_live_authorisation_nothing_of_the_hospital_is_found() {
	let search = Search::filled();
	assert_eq!(search.found(&[1], 1).await.unwrap().len(), 2);
	// Expired, withdrawn, or its hospital suspended: the chain says so by one word.
	search.wrapped(|keys| keys[1].live = false);
	let answer = search.ask(search.asked(&[0, 1, 2], 1)).await.unwrap();
	assert_eq!(seen(&answer), [(1, vec![0]), (3, vec![0, 2])]);
	assert_eq!(answer.searched.len(), 1);
	search.wrapped(|keys| keys.remove(1));
	assert_eq!(search.found(&[1], 1).await, Ok(vec![]));
	search.wrapped(|keys| keys.clear());
	assert_eq!(search.found(&[0], 1).await, Ok(vec![]));
}

#[tokio::test]
async fn records_under_a_later_key_are_found_only_by_whoever_has_it() {
	let mut search = Search::filled();
	search.tag(14, 7, key(OTHER, 1), &[1]);
	assert_eq!(search.found(&[1], 1).await.unwrap().len(), 2);
	search.wrap(key(OTHER, 1));
	assert_eq!(
		search.found(&[1], 1).await,
		Ok(vec![(4, vec![0]), (6, vec![0]), (7, vec![0])])
	);
}

#[tokio::test]
async fn staff_of_this_hospital_in_good_standing_search_and_nobody_else() {
	let search = Search::filled();
	let matched = |key| {
		let body = search.asked(&[0], 1);
		let world = &search.world;
		async move { cause(world.ask::<_, MatchAnswer>("salus_match", key, body).await) }
	};
	let proven = |key| {
		let body = search.proof_asked(&[0]);
		let world = &search.world;
		async move {
			cause(
				world
					.ask::<_, ProveMatchAnswer>("salus_proveMatch", key, body)
					.await,
			)
		}
	};
	for key in [OPERATOR, COLLEAGUE, PATIENT] {
		assert_eq!(matched(key).await, Cause::WrongRole);
		assert_eq!(proven(key).await, Cause::WrongRole);
	}
	let account: AccountId = DOCTOR.to_account_id();
	search
		.world
		.ledger
		.state()
		.persons
		.get_mut(&account)
		.unwrap()
		.revoked = true;
	assert_eq!(matched(DOCTOR).await, Cause::SignerRevoked);
	assert_eq!(proven(DOCTOR).await, Cause::SignerRevoked);
	search
		.world
		.ledger
		.state()
		.persons
		.get_mut(&account)
		.unwrap()
		.revoked = false;
	search.world.ledger.state().hospitals[OWN as usize].status = HospitalStatus::Suspended;
	assert_eq!(matched(DOCTOR).await, Cause::HospitalNotAccredited);
}

#[tokio::test]
async fn interests_are_registered_ones_some_of_them_and_each_once() {
	let search = Search::filled();
	let stranger = WrapSecret::generate(&mut OsRng).public();
	let of = |tokens: Vec<[u8; 32]>| Match {
		tokens,
		least: 1,
		cursor: None,
		limit: 9,
	};
	for (tokens, expected) in [
		(vec![], Cause::NoInterests),
		(vec![search.tokens[0]; 33], Cause::TooManyInterests),
		(vec![search.tokens[0], search.tokens[0]], Cause::RepeatedInterest),
		(vec![search.tokens[0], stranger], Cause::InterestNotRegistered),
		(vec![[0xff; 32]], Cause::BadToken),
		(vec![[0; 32]], Cause::BadToken),
		// So many do not even fit a request.
		((0..10_000).map(|_| stranger).collect(), Cause::RequestTooLarge),
	] {
		assert_eq!(cause(search.ask(of(tokens.clone())).await), expected);
		let proof = ProveMatch {
			tokens,
			cursor: None,
			limit: 9,
		};
		assert_eq!(cause(search.prove(proof).await), expected);
	}
	for least in [0, 3, 255] {
		assert_eq!(
			cause(search.ask(search.asked(&[0, 1], least)).await),
			Cause::InvalidLeast
		);
	}
	for limit in [0, 257] {
		let body = Match {
			limit,
			..search.asked(&[0], 1)
		};
		assert_eq!(cause(search.ask(body).await), Cause::InvalidLimit);
	}
	search.world.ledger.state().index.interests.clear();
	assert_eq!(search.found(&[0], 1).await, Err(Cause::InterestNotRegistered));
}

#[tokio::test]
async fn a_node_without_the_hospitals_secret_says_so() {
	let search = Search::filled();
	let search = search.restarted(|_| {}, |config| config.issuer_keys.clear());
	assert_eq!(search.found(&[0], 1).await, Err(Cause::NoWrapSecret));
}

#[tokio::test]
async fn keys_whose_wrap_does_not_open_or_does_not_fit_are_named() {
	let search = Search::filled();
	search.wrap(key(OTHER, 1));
	search.wrapped(|keys| {
		keys[0].wrapped[40] ^= 1;
		keys[2].point = keys[1].point;
	});
	let answer = search.ask(search.asked(&[0, 1, 2], 1)).await.unwrap();
	assert_eq!(seen(&answer), [(4, vec![0, 1, 2]), (6, vec![1])]);
	let named: Vec<_> = answer
		.unusable
		.iter()
		.map(|key| (key.indexer, key.epoch))
		.collect();
	assert_eq!(named, [(OWN, 0), (OTHER, 1)]);
	let proven = search.prove(search.proof_asked(&[0])).await.unwrap();
	assert_eq!((proven.proofs.len(), proven.unusable), (1, answer.unusable));
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
	let search = Search::filled();
	let mut items = Vec::new();
	let mut searched = BTreeSet::new();
	let mut cursor = None;
	let mut pages = 0;
	loop {
		let body = Match {
			cursor,
			limit: 1,
			..search.asked(&[0, 1, 2], 1)
		};
		let answer = search.ask(body).await.unwrap();
		items.extend(seen(&answer));
		searched.extend(answer.searched);
		pages += 1;
		match answer.next {
			Some(next) => cursor = Some(next.0),
			None => break,
		}
	}
	items.sort();
	assert_eq!(items.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 3, 4, 6]);
	assert_eq!(searched.len(), 2);
	assert!(pages >= 4);
	for cursor in [vec![], vec![7; 42], vec![0; 1_000]] {
		let body = Match {
			cursor: Some(cursor.clone()),
			..search.asked(&[0], 1)
		};
		assert_eq!(cause(search.ask(body).await), Cause::InvalidCursor);
		let body = ProveMatch {
			cursor: Some(cursor),
			..search.proof_asked(&[0])
		};
		assert_eq!(cause(search.prove(body).await), Cause::InvalidCursor);
	}
}

#[tokio::test]
async fn a_search_that_goes_on_at_the_cursor_of_another_is_noted_too() {
	let search = Search::filled();
	let first = Match {
		limit: 1,
		..search.asked(&[0], 1)
	};
	let cursor = search.ask(first).await.unwrap().next.map(|next| next.0);
	assert!(cursor.is_some());
	let other = Match {
		cursor,
		..search.asked(&[1, 2], 1)
	};
	search.ask(other).await.unwrap();
	// After the search and the match of the first page.
	let noted = search.entries(OPERATOR, 2).await.unwrap();
	assert_eq!(noted.length, 4);
	assert_eq!(
		ServiceEntry::<AccountId>::decode_all(&mut &noted.entries[0][..]).unwrap(),
		ServiceEntry::Search {
			doctor: DOCTOR.to_account_id(),
			interests: 2
		}
	);
}

#[tokio::test]
async fn what_doctors_were_told_is_noted_for_the_operator_and_can_be_opened() {
	let search = Search::filled();
	let answer = search.ask(search.asked(&[0, 1], 2)).await.unwrap();
	let noted = search.entries(OPERATOR, 0).await.unwrap();
	assert_eq!((noted.next, noted.length), (2, 2));
	let entries: Vec<ServiceEntry<AccountId>> = noted
		.entries
		.iter()
		.map(|bytes| ServiceEntry::decode_all(&mut &bytes[..]).unwrap())
		.collect();
	let doctor = DOCTOR.to_account_id();
	assert_eq!(
		entries[0],
		ServiceEntry::Search {
			doctor: doctor.clone(),
			interests: 2
		}
	);
	let kept = search.world.services.journal.read(1, 1).unwrap().0.remove(0);
	let records: Vec<Hash> = answer.items.iter().map(|item| item.record).collect();
	assert_eq!(kept.records, records);
	let commitment = matches_commitment(
		block(0),
		&kept.salt.unwrap(),
		doctor.as_ref(),
		answer.block,
		&records,
	);
	assert_eq!(
		entries[1],
		ServiceEntry::Match {
			doctor,
			matches: 1,
			commitment
		}
	);
	assert_eq!(search.entries(OPERATOR, 2).await.unwrap().entries, vec![]);
	for key in [DOCTOR, COLLEAGUE, PATIENT] {
		assert_eq!(cause(search.entries(key, 0).await), Cause::WrongRole);
	}
	for limit in [0, 65] {
		let body = ServiceEntries { from: 0, limit };
		let asked = search
			.world
			.ask::<_, ServiceEntriesAnswer>("salus_serviceEntries", OPERATOR, body);
		assert_eq!(cause(asked.await), Cause::InvalidLimit);
	}
}
