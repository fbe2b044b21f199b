use super::cast::*;
use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::ceremony::{Failure, Phase, ReceivingKey};
use sp_runtime::DispatchResult;

fn committing(count: u8) -> Cast {
	assert_ok!(start(TOKENS));
	for who in operators(count) {
		assert_ok!(enrol(&who, TOKENS));
	}
	until(TOKENS, Phase::Commit);
	Cast::default()
}

fn commit(place: u8, key: Option<ReceivingKey>, commitment: Option<[u8; 32]>) -> DispatchResult {
	Ceremony::commit(signed(&operator(place)), TOKENS, number(TOKENS), key, commitment)
		.map(|_| ())
		.map_err(|error| error.error)
}

#[test]
fn a_member_posts_its_key_and_commits_once() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(4);
		let (key, commitment) = cast.commitment(&operator(1), TOKENS);
		assert_ok!(commit(1, key, commitment));
		assert_eq!(
			last_event(),
			Event::Committed {
				kind: TOKENS,
				round: 0,
				who: operator(1)
			}
		);
		let info = round(TOKENS);
		assert_eq!(info.members[1].key, key.map(|key| key.key));
		assert_eq!(info.dealers[1].commitment, commitment);
		assert_eq!(held(&operator(1)), DEPOSIT);
		assert_noop!(commit(1, key, commitment), Error::<Test>::AlreadyCommitted);
	});
}

#[test]
fn a_member_of_a_fresh_key_posts_both() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(4);
		let (key, commitment) = cast.commitment(&operator(0), TOKENS);
		assert_noop!(commit(0, None, commitment), Error::<Test>::KeyMissing);
		assert_noop!(commit(0, key, None), Error::<Test>::CommitmentMissing);
	});
}

#[test]
fn a_key_is_a_point_whose_secret_its_member_knows_here() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(4);
		let (key, commitment) = cast.commitment(&operator(0), TOKENS);
		let key = key.unwrap();
		for bytes in [[0; 32], [0xff; 32]] {
			let bad = ReceivingKey { key: bytes, ..key };
			assert_noop!(commit(0, Some(bad), commitment), Error::<Test>::InvalidKey);
		}
		let mut bad = key;
		bad.proof[40] ^= 1;
		assert_noop!(commit(0, Some(bad), commitment), Error::<Test>::InvalidKeyProof);
		assert_noop!(commit(1, Some(key), commitment), Error::<Test>::InvalidKeyProof);
		assert_ok!(commit(0, Some(key), commitment));
	});
}

#[test]
fn a_key_of_another_round_is_refused() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(4);
		let (key, commitment) = cast.commitment(&operator(0), TOKENS);
		assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
		committing(4);
		assert_noop!(commit(0, key, commitment), Error::<Test>::InvalidKeyProof);
	});
}

#[test]
fn who_did_not_enrol_takes_no_part() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(3);
		let (key, commitment) = cast.commitment(&operator(0), TOKENS);
		assert_noop!(commit(3, key, commitment), Error::<Test>::NotParticipant);
	});
}

#[test]
fn who_enrolled_and_does_not_commit_loses_a_part_of_its_deposit_and_gets_no_share() {
	ExtBuilder::of(7).build_and_execute(|| {
		let mut cast = committing(7);
		for who in &operators(6) {
			assert_ok!(cast.commit(who, TOKENS));
		}
		until(TOKENS, Phase::Deal);
		assert!(events().contains(&Event::Withheld {
			kind: TOKENS,
			round: 0,
			who: operator(6),
			slashed: DEPOSIT / 10
		}));
		assert_eq!(held(&operator(6)), DEPOSIT - DEPOSIT / 10);
		let info = round(TOKENS);
		assert_eq!((info.members.len(), info.members[6].key), (7, None));
		for who in &operators(6) {
			assert_ok!(cast.deal(who, TOKENS));
		}
		until(TOKENS, Phase::Complain);
		cast.conclude(&operators(6), TOKENS);
		assert_eq!(UsedToken::get().unwrap().members.len(), 7);
		let sharing = Ceremony::api_sharing(TOKENS).unwrap();
		assert_eq!((sharing.living, sharing.holders[6].living), (6, false));
		assert_eq!(held(&operator(6)), 0);
	});
}

#[test]
fn fewer_recipients_than_make_a_key_make_none() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = committing(4);
		for who in &operators(2) {
			assert_ok!(cast.commit(who, TOKENS));
		}
		skip(9);
		assert_eq!(
			last_event(),
			Event::RoundFailed {
				kind: TOKENS,
				round: 0,
				reason: Failure::TooFewHolders
			}
		);
		assert_eq!(UsedToken::get(), None);
	});
}
