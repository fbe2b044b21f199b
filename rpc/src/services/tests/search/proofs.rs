//! Proofs of an honest match, checked as an auditor checks them.

use super::{interest, key, own_key, Search};
use crate::{
	json::ProveMatchAnswer,
	services::tests::world::{DOCTOR, OPERATOR, OTHER, OWN},
	testing::block,
};
use codec::DecodeAll;
use salus_crypto::index::{Dishonest, KeyId, KeyProof, MatchContext, Tags};
use salus_primitives::{index::ServiceEntry, request::ProveMatch, AccountId};
use std::collections::BTreeMap;

/// The proofs of an answer by key, as an auditor reads them.
fn proofs(answer: &ProveMatchAnswer) -> Vec<(KeyId, [u8; 32], KeyProof)> {
	let array = |bytes: &[u8]| bytes.try_into().unwrap();
	answer
		.proofs
		.iter()
		.map(|proof| {
			let id = KeyId {
				indexer: proof.key.indexer,
				scope: proof.key.scope.0.as_slice().try_into().unwrap(),
				epoch: proof.key.epoch,
			};
			let points = proof.points.iter().map(|point| array(point)).collect();
			let proven = KeyProof {
				points,
				proof: proof.proof.0.as_slice().try_into().unwrap(),
			};
			(id, array(&proof.public), proven)
		})
		.collect()
}

#[tokio::test]
async fn an_honest_match_is_proven_and_one_that_hides_a_record_is_caught() {
	let search = Search::filled();
	let matched = search.ask(search.asked(&[0, 1, 2], 1)).await.unwrap();
	let answer = search.prove(search.proof_asked(&[0, 1, 2])).await.unwrap();
	assert_eq!(answer.block, matched.block);
	assert_eq!((answer.hospital, answer.next.clone()), (OWN, None));
	let context = MatchContext {
		genesis: block(0).0,
		matcher: OWN,
		doctor: DOCTOR.to_account_id().into(),
		block: answer.block.0,
	};
	let interests: Vec<_> = search.tokens.iter().map(interest).collect();
	let proofs = proofs(&answer);
	assert_eq!(
		proofs.iter().map(|(id, ..)| *id).collect::<Vec<_>>(),
		[own_key(), key(OTHER, 0)]
	);
	for (id, public, proof) in &proofs {
		let verified = proof.verify(&context, id, public, &interests).unwrap();
		let rows = || {
			let rows = search.plain.iter().filter(|((of, _), _)| of == id);
			rows.map(|((_, record), tags)| (record, Tags::new(tags).unwrap()))
		};
		let mut claimed: BTreeMap<[u8; 32], u32> = matched
			.items
			.iter()
			.filter(|item| item.key.indexer == id.indexer)
			.map(|item| {
				let bits = item.interests.iter().fold(0, |bits, at| bits | 1 << at);
				(item.record.0, bits)
			})
			.collect();
		assert_eq!(verified.check(rows(), 1, &claimed), Ok(()));
		let (hidden, _) = claimed.pop_first().unwrap();
		assert_eq!(
			verified.check(rows(), 1, &claimed),
			Err(Dishonest::Hidden { record: hidden })
		);
		// Of another block, it proves nothing.
		let later = MatchContext {
			block: block(23).0,
			..context
		};
		assert!(proof.verify(&later, id, public, &interests).is_err());
	}
}

#[tokio::test]
async fn proofs_come_in_pages_of_keys() {
	let search = Search::filled();
	search.wrap(key(OTHER, 1));
	let mut keys = Vec::new();
	let mut cursor = None;
	loop {
		let body = ProveMatch {
			cursor,
			limit: 2,
			..search.proof_asked(&[0])
		};
		let answer = search.prove(body).await.unwrap();
		keys.extend(proofs(&answer).into_iter().map(|(id, ..)| id));
		match answer.next {
			Some(next) => cursor = Some(next.0),
			None => break,
		}
	}
	assert_eq!(keys, [own_key(), key(OTHER, 0), key(OTHER, 1)]);
}

#[tokio::test]
async fn who_is_given_index_points_is_noted_as_searching_whatever_page_is_asked() {
	let search = Search::filled();
	let body = ProveMatch {
		limit: 1,
		..search.proof_asked(&[0, 2])
	};
	let first = search.prove(body.clone()).await.unwrap();
	let cursor = first.next.map(|next| next.0);
	assert!(cursor.is_some());
	search.prove(ProveMatch { cursor, ..body }).await.unwrap();
	let noted = search.entries(OPERATOR, 0).await.unwrap();
	let entries: Vec<ServiceEntry<AccountId>> = noted
		.entries
		.iter()
		.map(|bytes| ServiceEntry::decode_all(&mut &bytes[..]).unwrap())
		.collect();
	let searched = ServiceEntry::Search {
		doctor: DOCTOR.to_account_id(),
		interests: 2,
	};
	assert_eq!(entries, [searched.clone(), searched]);
}
