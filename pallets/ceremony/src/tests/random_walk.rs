//! Random memberships, faults and orders: either one key that exactly the honest can use, or a clean failure.

use super::{cast::*, hand};
use crate::mock::*;
use frame_support::assert_ok;
use proptest::prelude::*;
use rand::{rngs::StdRng, seq::SliceRandom, SeedableRng};
use salus_crypto::{
	ceremony::{threshold_for, Tokens},
	shamir::lagrange_at_zero,
};
use salus_primitives::{ceremony::Phase, token::TokenAuthority};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Conduct {
	Honest,
	Absent,
	LeavesAfterEnrolling,
	LeavesAfterCommitting,
	Lies,
	Slanders,
	Suspended,
}

fn conduct() -> impl Strategy<Value = Conduct> {
	prop_oneof![
		6 => Just(Conduct::Honest),
		1 => Just(Conduct::Absent),
		1 => Just(Conduct::LeavesAfterEnrolling),
		1 => Just(Conduct::LeavesAfterCommitting),
		1 => Just(Conduct::Lies),
		1 => Just(Conduct::Slanders),
		1 => Just(Conduct::Suspended),
	]
}

/// Plays the round that runs. The suspended act honestly until they are, in the phase `strikes`.
fn play(cast: &mut Cast, conducts: &[Conduct], strikes: Phase, dice: &mut StdRng) {
	let number = number(TOKENS);
	let runs = || Ceremony::api_round(TOKENS).is_some_and(|round| round.round == number);
	let places = |dice: &mut StdRng| {
		let mut places: Vec<u8> = (0..conducts.len() as u8).collect();
		places.shuffle(dice);
		places
	};
	let strike = |phase: Phase| {
		if phase == strikes {
			for place in 0..conducts.len() as u8 {
				if conducts[usize::from(place)] == Conduct::Suspended {
					suspend(&operator(place));
				}
			}
		}
	};
	let pass = |phase: Phase| {
		for _ in 0..12 {
			if runs() && round(TOKENS).phase == phase {
				next_block();
			}
		}
		assert_ok!(Ceremony::do_try_state());
		runs()
	};
	for place in places(dice) {
		if conducts[usize::from(place)] != Conduct::Absent
			&& index_of(&round(TOKENS), &operator(place)).is_some()
		{
			assert_ok!(enrol(&operator(place), TOKENS));
		}
	}
	strike(Phase::Enrol);
	if !pass(Phase::Enrol) {
		return;
	}
	let info = round(TOKENS);
	let run = run_of(&info);
	let fresh = info.generation == 0;
	let threshold = info.threshold;
	let mut liars = Vec::new();
	for place in places(dice) {
		let who = operator(place);
		let takes_part = index_of(&info, &who).is_some() || dealer_of(&info, &who).is_some();
		match conducts[usize::from(place)] {
			Conduct::Absent | Conduct::LeavesAfterEnrolling => {}
			_ if !takes_part => {}
			Conduct::Lies if fresh => {
				let hand = hand::Hand::<Tokens>::random(threshold, dice);
				let (key, _) = cast.commitment(&who, TOKENS);
				let bound = hand.commitment(&run, dealer_of(&info, &who).unwrap());
				assert_ok!(Ceremony::commit(signed(&who), TOKENS, number, key, Some(bound)));
				liars.push((who, hand));
			}
			_ => {
				let (key, commitment) = cast.commitment(&who, TOKENS);
				let posted = Ceremony::commit(signed(&who), TOKENS, number, key, commitment);
				// A member suspended since has no key to post.
				assert!(
					posted.is_ok() || conducts[usize::from(place)] == Conduct::Suspended,
					"{posted:?}"
				);
			}
		}
	}
	strike(Phase::Commit);
	if !pass(Phase::Commit) {
		return;
	}
	let info = round(TOKENS);
	let keys = keys_of(&info, &run);
	for place in places(dice) {
		let who = operator(place);
		let committed = dealer_of(&info, &who)
			.is_some_and(|index| info.dealers[usize::from(index) - 1].commitment.is_some());
		if !committed || conducts[usize::from(place)] == Conduct::LeavesAfterCommitting {
			continue;
		}
		match liars.iter().find(|(liar, _)| *liar == who) {
			Some((_, hand)) => {
				let lies = hand::Lies {
					wrong: (1..=run.members()).collect(),
					..Default::default()
				};
				let dealer = dealer_of(&info, &who).unwrap();
				let deal = hand.deal(&run, &keys, dealer, &lies, dice);
				assert_ok!(post(&who, TOKENS, deal));
			}
			None => {
				assert_ok!(cast.deal(&who, TOKENS));
			}
		}
	}
	strike(Phase::Deal);
	if !pass(Phase::Deal) {
		return;
	}
	for place in places(dice) {
		let who = operator(place);
		let info = round(TOKENS);
		let receives =
			index_of(&info, &who).is_some_and(|index| info.members[usize::from(index) - 1].key.is_some());
		if !receives {
			continue;
		}
		let conduct = conducts[usize::from(place)];
		if matches!(conduct, Conduct::Honest | Conduct::Suspended | Conduct::Slanders) {
			cast.inspect(&who, TOKENS);
		}
		let info = round(TOKENS);
		if conduct == Conduct::Slanders {
			let victim =
				info.dealers
					.iter()
					.find(|dealer| {
						dealer.dealt
							&& !dealer.excluded && dealer.account != who
							&& !liars.iter().any(|(liar, _)| *liar == dealer.account)
					})
					.map(|dealer| dealer.index);
			if let Some(victim) = victim {
				let complaint = cast.false_complaint(&who, TOKENS, victim);
				assert_ok!(complain(&who, TOKENS, victim, complaint));
				assert!(deals_of(&round(TOKENS)).iter().any(|(index, _)| *index == victim));
			}
		}
	}
	strike(Phase::Complain);
	if pass(Phase::Complain) {
		finish();
		assert_ok!(Ceremony::do_try_state());
	}
}

/// Whether these shares give the key: in the exponent of one point, as answers to a keyword do.
fn give_the_key(token: &TokenAuthority<AccountId>, indices: &[u16]) -> bool {
	use curve25519_dalek::{ristretto::CompressedRistretto, RistrettoPoint, Scalar};
	let point = |bytes: &[u8; 32]| CompressedRistretto(*bytes).decompress().unwrap();
	let weights = lagrange_at_zero::<Scalar>(indices).unwrap();
	let sum: RistrettoPoint = indices
		.iter()
		.zip(weights)
		.map(|(index, weight)| point(&token.members[usize::from(*index) - 1].key) * weight)
		.sum();
	sum == point(&token.key)
}

/// Whether a first round cannot fail: nobody is lost in its middle, and no more are at fault than can be spared.
fn must_make_a_key(conducts: &[Conduct], strikes: Phase) -> bool {
	let count = |which: &[Conduct]| conducts.iter().filter(|conduct| which.contains(conduct)).count() as u16;
	let candidates = conducts.len() as u16;
	let suspended = count(&[Conduct::Suspended]);
	let at_fault = count(&[
		Conduct::LeavesAfterEnrolling,
		Conduct::LeavesAfterCommitting,
		Conduct::Lies,
	]);
	let members = candidates - count(&[Conduct::Absent]) - suspended;
	(suspended == 0 || strikes == Phase::Enrol)
		&& members >= threshold_for(candidates).max(SETTINGS.minimum)
		&& at_fault <= members - threshold_for(members)
}

/// Whether a resharing cannot fail: nobody is suspended, enough take part, and enough of the holders, who are all but the last,
/// deal.
fn must_hand_on(conducts: &[Conduct]) -> bool {
	let count = |of: &[Conduct], which: &[Conduct]| {
		of.iter().filter(|conduct| which.contains(conduct)).count() as u16
	};
	let candidates = conducts.len() as u16;
	let holders = &conducts[..conducts.len() - 1];
	let members = candidates - count(conducts, &[Conduct::Absent]);
	let keyless = count(conducts, &[Conduct::LeavesAfterEnrolling]);
	count(conducts, &[Conduct::Suspended]) == 0
		&& members >= threshold_for(candidates).max(SETTINGS.minimum)
		&& members - keyless >= threshold_for(members)
		&& count(holders, &[Conduct::Honest, Conduct::Slanders]) >= threshold_for(candidates - 1)
}

/// What holds after a round, and whether it made a sharing.
fn judge(cast: &mut Cast, conducts: &[Conduct], before: Option<TokenAuthority<AccountId>>) -> bool {
	let after = UsedToken::get();
	if after == before {
		return false;
	}
	let token = after.expect("a key never goes");
	assert!(token.public().validate().is_ok());
	if let Some(before) = before {
		assert_eq!((token.ceremony, token.key), (before.ceremony, before.key));
		assert_eq!(token.generation, before.generation + 1);
	}
	let info = Ceremony::api_last_round(TOKENS).unwrap();
	let mut holders = Vec::new();
	for (index, member) in (1..).zip(&info.members) {
		if member.key.is_none() {
			continue;
		}
		let place = usize::from(<[u8; 32]>::from(member.account.clone())[0] - 1);
		if conducts[place] != Conduct::Absent {
			assert_eq!(cast.take_share(&member.account, TOKENS), Ok(()), "{member:?}");
			holders.push(index);
		}
	}
	let t = usize::from(token.threshold);
	assert!(holders.len() >= t, "{holders:?} of {t}");
	assert!(give_the_key(&token, &holders[..t]));
	assert!(give_the_key(&token, &holders[holders.len() - t..]));
	assert!(t == 1 || !give_the_key(&token, &holders[..t - 1]));
	true
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn one_key_or_a_clean_failure(
		conducts in prop::collection::vec(conduct(), 2..8),
		strikes in phase(),
		seed in any::<u64>(),
	) {
		ExtBuilder::of(conducts.len() as u8).build_and_execute(|| {
			let mut dice = StdRng::seed_from_u64(seed);
			let mut cast = Cast::default();
			assert_ok!(start(TOKENS));
			play(&mut cast, &conducts, strikes, &mut dice);
			// Where nobody looks, lies stand: then nobody honest has a use of the key either.
			if !conducts.iter().any(|conduct| matches!(conduct, Conduct::Honest | Conduct::Slanders)) {
				return;
			}
			let made = judge(&mut cast, &conducts, None);
			assert!(made || !must_make_a_key(&conducts, strikes));
			nothing_is_held(conducts.len() as u8);
		});
	}

	#[test]
	fn a_key_is_handed_on_or_stays_with_its_holders(
		holders in 2_u8..7,
		later in prop::collection::vec(later_conduct(), 8),
		strikes in phase(),
		seed in any::<u64>(),
	) {
		ExtBuilder::of(holders).build_and_execute(|| {
			let mut dice = StdRng::seed_from_u64(seed);
			let mut cast = Cast::default();
			assert_ok!(start(TOKENS));
			let honest = vec![Conduct::Honest; holders.into()];
			play(&mut cast, &honest, strikes, &mut dice);
			assert!(judge(&mut cast, &honest, None));
			// Another hospital comes, and the key is handed on.
			accredit(&operator(holders));
			next_block();
			if Ceremony::api_round(TOKENS).is_some() {
				assert_ok!(Ceremony::abandon_round(RuntimeOrigin::root(), TOKENS));
			}
			let before = UsedToken::get();
			assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), TOKENS));
			let conducts = &later[..=usize::from(holders)];
			play(&mut cast, conducts, strikes, &mut dice);
			let handed_on = judge(&mut cast, conducts, before);
			assert!(handed_on || !must_hand_on(conducts));
			nothing_is_held(holders + 1);
		});
	}
}

/// Once no round runs, every deposit was repaid or lost.
fn nothing_is_held(hospitals: u8) {
	if Ceremony::api_round(TOKENS).is_none() {
		for place in 0..hospitals {
			assert_eq!(held(&operator(place)), 0);
		}
	}
}

fn phase() -> impl Strategy<Value = Phase> {
	prop_oneof![
		Just(Phase::Enrol),
		Just(Phase::Commit),
		Just(Phase::Deal),
		Just(Phase::Complain)
	]
}

/// Conducts in a resharing. Nobody lies: a deal must begin with the share that is handed on.
fn later_conduct() -> impl Strategy<Value = Conduct> {
	prop_oneof![
		6 => Just(Conduct::Honest),
		1 => Just(Conduct::Absent),
		1 => Just(Conduct::LeavesAfterEnrolling),
		1 => Just(Conduct::LeavesAfterCommitting),
		1 => Just(Conduct::Slanders),
		1 => Just(Conduct::Suspended),
	]
}
