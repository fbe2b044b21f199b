//! Trapdoors and queries.

use crate::{interest, interests, master, SCOPE};
use hkdf::Hkdf;
use salus_crypto::index::{IndexPoint, Query, QueryError, Tags, Trapdoor, MAX_INTERESTS};
use sha2::Sha256;

const RECORD: [u8; 32] = [5; 32];

fn trapdoors(numbers: impl IntoIterator<Item = u64>) -> Vec<Trapdoor> {
	let secret = master().index_secret(&SCOPE, 2);
	numbers
		.into_iter()
		.map(|number| secret.trapdoor(&interest(number)))
		.collect()
}

/// The first step of HKDF is HMAC of the input under the salt.
#[test]
fn a_tag_is_half_of_hmac_sha_256_under_the_index_point() {
	for number in 0..20 {
		let point = master().index_secret(&SCOPE, 2).point(&interest(number));
		let trapdoor = Trapdoor::new(&point);
		for record in [[0; 32], [255; 32], RECORD, point.to_bytes()] {
			let (mac, _) = Hkdf::<Sha256>::extract(Some(&point.to_bytes()), &record);
			assert_eq!(trapdoor.tag(&record), mac[..16]);
		}
	}
}

#[test]
fn a_trapdoor_is_its_index_points() {
	let [one, two] = <[Trapdoor; 2]>::try_from(trapdoors([1, 2])).ok().unwrap();
	let again = Trapdoor::new(&IndexPoint::from_bytes(&one.point_bytes()).unwrap());
	assert_eq!(again.tag(&RECORD), one.tag(&RECORD));
	assert_ne!(two.point_bytes(), one.point_bytes());
	assert_ne!(two.tag(&RECORD), one.tag(&RECORD));
}

#[test]
fn trapdoors_run_together_give_the_tags_that_they_give_alone() {
	for count in [0, 1, 7, 8, 9, 30] {
		let trapdoors = trapdoors(0..count);
		let mut together = Vec::new();
		Trapdoor::each_tag(&trapdoors, &RECORD, |place, tag| together.push((place, tag)));
		let alone: Vec<_> = trapdoors
			.iter()
			.map(|trapdoor| trapdoor.tag(&RECORD))
			.enumerate()
			.collect();
		assert_eq!(together, alone);
	}
}

#[test]
fn a_record_matches_a_query_iff_it_has_every_interest() {
	let tags = master()
		.tags(&SCOPE, 2, &RECORD, &interests([1, 2, 3, 40, 50]))
		.unwrap();
	let tags = Tags::new(&tags).unwrap();
	for (numbers, bits) in [
		(vec![1], 0b1),
		(vec![4], 0),
		(vec![1, 2, 3], 0b111),
		(vec![50, 1, 40], 0b111),
		(vec![1, 4, 3], 0b101),
		(vec![4, 5, 50], 0b100),
	] {
		let query = Query::new(trapdoors(numbers.clone())).unwrap();
		assert_eq!(query.matched(&RECORD, tags), bits);
		assert_eq!(
			query.matches(&RECORD, tags),
			bits.count_ones() as usize == numbers.len()
		);
		// The tags of this record say nothing of another.
		assert_eq!(query.matched(&[6; 32], tags), 0);
	}
}

#[test]
fn trapdoors_of_another_epoch_scope_or_hospital_find_nothing() {
	let tags = master().tags(&SCOPE, 2, &RECORD, &interests(0..10)).unwrap();
	let tags = Tags::new(&tags).unwrap();
	for secret in [
		master().index_secret(&SCOPE, 1),
		master().index_secret(&SCOPE, 3),
		master().index_secret(&[4; 16], 2),
		salus_crypto::index::MasterSecret::from_bytes(&[9; 32]).index_secret(&SCOPE, 2),
	] {
		for number in 0..10 {
			assert!(!secret.trapdoor(&interest(number)).matches(&RECORD, tags));
		}
	}
}

#[test]
fn a_query_has_interests_but_not_too_many_and_none_twice() {
	let refusal = |trapdoors| Query::new(trapdoors).map(drop).unwrap_err();
	assert_eq!(refusal(Vec::new()), QueryError::NoInterests);
	assert_eq!(
		refusal(trapdoors(0..33)),
		QueryError::TooManyInterests { count: 33 }
	);
	assert_eq!(
		refusal(vec![trapdoors([1]).remove(0); 10_000]),
		QueryError::TooManyInterests { count: 10_000 }
	);
	assert_eq!(
		refusal(trapdoors([1, 2, 1])),
		QueryError::Repeated { position: 2 }
	);
	let full = Query::new(trapdoors(0..MAX_INTERESTS as u64)).unwrap();
	assert_eq!(full.trapdoors().len(), MAX_INTERESTS);
	let tags = master().tags(&SCOPE, 2, &RECORD, &interests(0..40)).unwrap();
	assert_eq!(full.matched(&RECORD, Tags::new(&tags).unwrap()), u32::MAX);
}
