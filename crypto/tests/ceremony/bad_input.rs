//! Runs, receiving keys and last steps that are refused, each for its reason.

use crate::{
	account, accounts,
	chain::{Chain, Failed},
	checked, fresh,
	hand::{Hand, Lies},
	keys::Used,
	resharing::{fresh_holders, resharing_run},
	rng,
	story::Members,
	Attributes,
};
use salus_crypto::{
	ceremony::{
		coefficient_sum, member_publics, public, qualified, verify_receiving_key, CeremonyKind, CheckedRun,
		DealError, FinishError, Kind, Origin, ReceivingKeyError, ReceivingKeys, Resharing, Run, RunError,
		RunSecret, Tokens,
	},
	encoding::DecodeError,
};

fn error(run: Run) -> Option<RunError> {
	run.check().err()
}

fn with_members(threshold: u16, count: u32) -> Run {
	let mut run = fresh(CeremonyKind::Tokens, threshold, 1);
	run.members = (0..count)
		.map(|number| {
			let mut account = [0; 32];
			account[..4].copy_from_slice(&number.to_le_bytes());
			account
		})
		.collect();
	run
}

#[test]
fn a_run_has_one_to_a_hundred_members_each_once() {
	assert_eq!(error(with_members(1, 0)), Some(RunError::MemberCount));
	assert_eq!(error(with_members(1, 1)), None);
	assert_eq!(error(with_members(67, 100)), None);
	assert_eq!(error(with_members(67, 101)), Some(RunError::MemberCount));
	assert_eq!(error(with_members(6_667, 10_000)), Some(RunError::MemberCount));
	let mut run = fresh(CeremonyKind::Tokens, 3, 4);
	run.members[3] = account(1);
	assert_eq!(error(run), Some(RunError::RepeatedMember));
}

#[test]
fn the_threshold_is_above_those_who_may_collude_and_leaves_out_those_who_may_be_absent() {
	for (threshold, sound) in [
		(0, false),
		(2, false),
		(3, true),
		(5, true),
		(6, false),
		(7, false),
	] {
		let expected = (!sound).then_some(RunError::Threshold);
		assert_eq!(
			error(fresh(CeremonyKind::Tokens, threshold, 7)),
			expected,
			"{threshold}"
		);
	}
}

#[test]
fn a_run_hands_on_a_sharing_that_can_be() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let good = resharing_run(&old, 2, 3, &old.accounts).run().clone();
	let changed = |change: &dyn Fn(&mut Run, &mut Resharing)| {
		let mut run = good.clone();
		let Origin::Resharing(mut resharing) = run.origin.clone() else {
			panic!("a resharing")
		};
		change(&mut run, &mut resharing);
		run.origin = Origin::Resharing(resharing);
		error(run)
	};
	assert_eq!(changed(&|_, _| {}), None);
	assert_eq!(changed(&|run, _| run.generation = 0), Some(RunError::Generation));
	assert_eq!(
		changed(&|_, old| old.holders.clear()),
		Some(RunError::HolderCount)
	);
	assert_eq!(
		changed(&|_, old| old.holders = vec![old.holders[0].clone(); 101]),
		Some(RunError::HolderCount)
	);
	assert_eq!(changed(&|_, old| old.threshold = 1), Some(RunError::OldThreshold));
	assert_eq!(changed(&|_, old| old.threshold = 4), Some(RunError::OldThreshold));
	assert_eq!(
		changed(&|_, old| old.holders[1].account = old.holders[0].account),
		Some(RunError::RepeatedHolder)
	);
	assert_eq!(
		changed(&|_, old| {
			old.holders[3].public.pop();
		}),
		Some(RunError::PublicLength)
	);
	assert_eq!(changed(&|_, old| old.key.push(0)), Some(RunError::PublicLength));
	// Points of one kind are none of the other.
	assert_eq!(
		changed(&|run, _| run.kind = CeremonyKind::AttributeKeys),
		Some(RunError::PublicLength)
	);
	let mut run = fresh(CeremonyKind::Tokens, 3, 4);
	run.generation = 1;
	assert_eq!(error(run), Some(RunError::Generation));
	assert_eq!(
		Resharing::of_token_keys(&old.public, &old.accounts[1..]).err(),
		Some(RunError::HolderCount)
	);
	let parameters = fresh_holders::<Attributes>(3, 4, 1).public;
	assert_eq!(
		Resharing::of_parameters(&parameters, &[]).err(),
		Some(RunError::HolderCount)
	);
}

#[test]
fn everything_of_a_run_changes_its_digest() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let good = resharing_run(&old, 2, 3, &accounts(1..=4)).run().clone();
	let changes: [fn(&mut Run, &mut Resharing); 10] = [
		|_, _| {},
		|run, _| run.genesis[0] ^= 1,
		|run, _| run.number += 1,
		|run, _| run.generation += 1,
		|run, _| run.threshold -= 1,
		|run, _| run.members.swap(0, 1),
		|_, old| old.ceremony[0] ^= 1,
		|_, old| old.threshold -= 1,
		|_, old| old.key[0] ^= 1,
		|_, old| old.holders.swap(0, 1),
	];
	let mut digests: Vec<[u8; 32]> = changes
		.iter()
		.map(|change| {
			let mut run = good.clone();
			let Origin::Resharing(mut resharing) = run.origin.clone() else {
				panic!("a resharing")
			};
			change(&mut run, &mut resharing);
			run.origin = Origin::Resharing(resharing);
			*run.check().unwrap().digest()
		})
		.collect();
	digests.push(*checked::<Tokens>(3, 4).digest());
	digests.push(*checked::<Attributes>(3, 4).digest());
	let count = digests.len();
	digests.sort_unstable();
	digests.dedup();
	assert_eq!(digests.len(), count);
}

#[test]
fn members_and_dealers_are_found_by_their_accounts() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &accounts([4, 9, 1, 5]));
	assert_eq!(run.member(&account(4)), Some(1));
	assert_eq!(run.dealer(&account(4)), Some(4));
	assert_eq!(
		(run.member(&account(2)), run.dealer(&account(2))),
		(None, Some(2))
	);
	assert_eq!(
		(run.member(&account(9)), run.dealer(&account(9))),
		(Some(2), None)
	);
	assert_eq!((run.members(), run.dealers(), run.needed_dealers()), (4, 4, 3));
}

#[test]
fn a_receiving_key_is_of_one_member_and_one_run() {
	let run = checked::<Tokens>(3, 4);
	let secret = RunSecret::generate(&mut rng(1));
	let (key, proof) = secret.receiving_key(&run, 2).unwrap();
	let verify = |run: &CheckedRun, member| verify_receiving_key(run, member, &key, &proof);
	assert_eq!(verify(&run, 2), Ok(()));
	assert_eq!(verify(&run, 3), Err(ReceivingKeyError::Forged));
	for member in [0, 5] {
		assert_eq!(verify(&run, member), Err(ReceivingKeyError::NoSuchMember));
	}
	let changes: [fn(&mut Run); 3] = [
		|run| run.genesis = [8; 32],
		|run| run.number = 2,
		|run| run.kind = CeremonyKind::AttributeKeys,
	];
	for change in changes {
		let mut other = run.run().clone();
		change(&mut other);
		assert_eq!(verify(&other.check().unwrap(), 2), Err(ReceivingKeyError::Forged));
	}
	let other = RunSecret::generate(&mut rng(2)).receiving_key(&run, 2).unwrap();
	assert_eq!(
		verify_receiving_key(&run, 2, &other.0, &proof),
		Err(ReceivingKeyError::Forged)
	);
	for (byte, error) in [(0, DecodeError::Identity), (255, DecodeError::Malformed)] {
		assert_eq!(
			verify_receiving_key(&run, 2, &[byte; 32], &proof),
			Err(ReceivingKeyError::Key(error))
		);
	}
	assert_eq!(
		verify_receiving_key(&run, 2, &key, &[255; 64]),
		Err(ReceivingKeyError::Proof(DecodeError::Malformed))
	);
	for count in [0, 3, 5] {
		assert_eq!(
			ReceivingKeys::new(&run, vec![None; count]),
			Err(RunError::KeyCount)
		);
	}
}

#[test]
fn the_dealers_that_count_are_those_who_stand() {
	let run = checked::<Tokens>(3, 4);
	assert_eq!(qualified(&run, &[1, 2, 3, 4]), Ok(vec![1, 2, 3, 4]));
	assert_eq!(qualified(&run, &[1, 3, 4]), Ok(vec![1, 3, 4]));
	assert_eq!(qualified(&run, &[3, 1, 4]), Err(FinishError::DealerOrder));
	assert_eq!(qualified(&run, &[1, 1, 4]), Err(FinishError::DealerOrder));
	assert_eq!(qualified(&run, &[0, 1, 4]), Err(FinishError::NoSuchDealer));
	assert_eq!(qualified(&run, &[1, 4, 5]), Err(FinishError::NoSuchDealer));
	assert_eq!(
		qualified(&run, &[]),
		Err(FinishError::TooFewDealers {
			standing: 0,
			needed: 3
		})
	);
	// Of a resharing the first that are enough.
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 5, &accounts(1..=7));
	assert_eq!(qualified(&run, &[1, 2, 3, 4]), Ok(vec![1, 2, 3]));
	assert_eq!(qualified(&run, &[2, 3, 4]), Ok(vec![2, 3, 4]));
}

fn the_last_steps_are_strict_in<K: Used>() {
	let members = Members::of(checked::<K>(3, 4), 1);
	let mut chain = members.committed::<K>(&[1, 2, 3, 4]);
	members.deal(&mut chain, &[1, 2, 4]);
	let (run, keys) = (&members.run, chain.keys().clone());
	let deals = chain.counted().unwrap();
	let sum = |deals: &[(u16, &[u8])], k| coefficient_sum::<K>(run, &keys, deals, k);
	assert_eq!(sum(&deals, 3), Err(FinishError::NoSuchCoefficient));
	assert_eq!(
		sum(&deals[1..], 0),
		Err(FinishError::TooFewDealers {
			standing: 2,
			needed: 3
		})
	);
	let mut cut = deals.clone();
	cut[1].1 = &deals[1].1[1..];
	let length = DealError::Length {
		expected: deals[1].1.len(),
		found: deals[1].1.len() - 1,
	};
	assert_eq!(
		sum(&cut, 0),
		Err(FinishError::Deal {
			dealer: 2,
			error: length
		})
	);
	let mut spoilt = deals[2].1.to_vec();
	spoilt[K::SECRETS * K::POINT..][..K::POINT].fill(255);
	cut.clone_from(&deals);
	cut[2].1 = &spoilt;
	let error = DealError::Coefficient {
		degree: 1,
		error: DecodeError::Malformed,
	};
	assert_eq!(sum(&cut, 1), Err(FinishError::Deal { dealer: 4, error }));
	assert!(sum(&cut, 0).is_ok());

	let sums: Vec<Vec<u8>> = (0..3).map(|k| sum(&deals, k).unwrap()).collect();
	let publics = |sums: &[Vec<u8>], members| member_publics::<K>(run, sums, members);
	let all = publics(&sums, 1..=4).unwrap();
	assert_eq!(publics(&sums, 2..=3).unwrap(), all[1..3]);
	assert_eq!(publics(&sums, 0..=4), Err(FinishError::NoSuchMember));
	assert_eq!(publics(&sums, 4..=5), Err(FinishError::NoSuchMember));
	assert_eq!(publics(&sums[1..], 1..=4), Err(FinishError::SumCount));
	let mut bad = sums.clone();
	bad[2].pop();
	assert_eq!(publics(&bad, 1..=4), Err(FinishError::SumLength { degree: 2 }));
	bad[2] = vec![255; K::SECRETS * K::POINT];
	let error = FinishError::Sum {
		degree: 2,
		error: DecodeError::Malformed,
	};
	assert_eq!(publics(&bad, 1..=4), Err(error));

	assert!(public::<K>(run, &sums, &all).is_ok());
	assert_eq!(public::<K>(run, &[], &all), Err(FinishError::SumCount));
	assert_eq!(public::<K>(run, &sums, &all[1..]), Err(FinishError::MemberCount));
	let mut bad = all.clone();
	bad[3].pop();
	assert_eq!(public::<K>(run, &sums, &bad), Err(FinishError::Points));
}

#[test]
fn the_last_steps_are_strict() {
	the_last_steps_are_strict_in::<Attributes>();
	the_last_steps_are_strict_in::<Tokens>();
}

#[test]
fn steps_are_of_their_kind() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut chain = members.committed::<Tokens>(&[1, 2, 3]);
	members.deal(&mut chain, &[1, 2, 3]);
	let (run, deals) = (&members.run, chain.counted().unwrap());
	let sums = vec![Vec::new(); 3];
	assert_eq!(
		coefficient_sum::<Attributes>(run, chain.keys(), &deals, 0),
		Err(FinishError::OtherKind)
	);
	assert_eq!(
		member_publics::<Attributes>(run, &sums, 1..=4),
		Err(FinishError::OtherKind)
	);
	assert_eq!(public::<Attributes>(run, &sums, &[]), Err(FinishError::OtherKind));
}

#[test]
fn a_resharing_that_changes_the_key_ends_without_one() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &old.accounts);
	let members = vec![vec![1; 32]; 4];
	let sums = vec![vec![2; 32]; 3];
	assert_eq!(
		public::<Tokens>(&run, &sums, &members),
		Err(FinishError::KeyChanged)
	);
}

/// Four dealers, all of them liars, whose secrets add up to zero.
#[test]
fn dealers_who_cancel_each_other_end_without_a_key() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut hands: Vec<Hand<Tokens>> = (1..=3).map(|seed| Hand::random(3, &mut rng(seed))).collect();
	let sum = hands[0].polynomials[0][0] + hands[1].polynomials[0][0] + hands[2].polynomials[0][0];
	hands.push(Hand::through(&[-sum], 3, &mut rng(4)));
	let mut chain = Chain::<Tokens>::new(&members.run);
	for (i, hand) in (1..).zip(&hands) {
		let (key, proof) = members.secret(i).receiving_key(&members.run, i).unwrap();
		chain.post_key(i, &key, &proof).unwrap();
		chain.commit(i, hand.commitment(&members.run, i)).unwrap();
	}
	chain.next_phase();
	for (i, hand) in (1..).zip(&hands) {
		let deal = hand.deal(&members.run, chain.keys(), i, &Lies::default(), &mut rng(5));
		chain.deal(i, &deal).unwrap();
	}
	assert_eq!(chain.finish(), Err(Failed::Finish(FinishError::Neutral)));
	assert_eq!(Tokens::POINT, 32);
}
