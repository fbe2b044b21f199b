//! Deals that the runtime refuses, read by the host's arithmetic: an error each, and nothing changes.

use crate::{
	block,
	common::{
		account,
		ceremony::{deal, keys_of, member, receiving_key, run_of, Info},
		Chain,
	},
	names, network_of, work, SEVEN,
};
use frame_support::{assert_noop, assert_ok};
use hand::{Hand, Lies};
use pallet_ceremony::{Call as Ceremonies, Error};
use rand::rngs::OsRng;
use salus_crypto::{
	ceremony::{self, AttributeKeys, CheckedRun, Run},
	encoding::{decode_g2, DecodeError},
	Bls,
};
use salus_primitives::ceremony::{CeremonyKind, Deal, Phase};
use salus_runtime::{Ceremony, Runtime, RuntimeOrigin};
use sp_runtime::DispatchError;

#[path = "../../../crypto/tests/ceremony/hand.rs"]
#[allow(dead_code)]
mod hand;

const KIND: CeremonyKind = CeremonyKind::AttributeKeys;
/// Who deals by hand, one of four.
const DEALER: &str = "Mayo";
/// How many of four make a key.
const THRESHOLD: u16 = 3;
/// Bytes of a point of G2.
const POINT: usize = 96;

fn round(chain: &mut Chain) -> Info {
	chain.read(|| Ceremony::api_round(KIND)).expect("it runs")
}

/// The place of who deals by hand.
fn place(info: &Info) -> u16 {
	member(info, &account(DEALER)).expect("it takes part")
}

/// Four hospitals make attribute keys, and one of them commits to this: all are to deal.
fn dealing(committed: impl Fn(&Info) -> [u8; 32]) -> (Chain, Info) {
	let mut chain = network_of(&SEVEN[..4]);
	let names = names();
	while chain.read(|| Ceremony::api_round(KIND).is_none()) {
		chain.skip(1);
	}
	for _ in 0..20 {
		let info = round(&mut chain);
		let calls = match info.phase {
			Phase::Enrol => chain.read(|| work(&names[..4], None)),
			Phase::Commit => chain.read(|| {
				let mut calls = work(&names[..3], None);
				let who = account(DEALER);
				let mut members = info.members.iter();
				if members.any(|member| member.account == who && member.key.is_none()) {
					let commit = Ceremonies::<Runtime>::commit {
						kind: KIND,
						round: info.round,
						key: receiving_key(&info, &who),
						commitment: Some(committed(&info)),
					};
					calls.push((DEALER, commit.into()));
				}
				calls
			}),
			_ => return (chain, info),
		};
		block(&mut chain, calls);
	}
	panic!("nobody is to deal: {:?}", round(&mut chain));
}

/// The deal is refused for this, as a call alone and in a block, and changes nothing.
fn is_refused(chain: &mut Chain, deal: Vec<u8>, error: Error<Runtime>) {
	let before = round(chain);
	let deal = Deal::try_from(deal).expect("it fits");
	let error = DispatchError::from(error);
	chain.read(|| {
		let dealer = RuntimeOrigin::signed(account(DEALER));
		assert_noop!(Ceremony::deal(dealer, KIND, before.round, deal.clone()), error);
	});
	let call = Ceremonies::<Runtime>::deal {
		kind: KIND,
		round: before.round,
		deal,
	};
	assert_eq!(chain.send(DEALER, call), Err(error));
	assert_eq!(round(chain), before);
	assert_eq!(
		chain.read(|| Ceremony::api_deal(KIND, before.round, place(&before))),
		None
	);
}

/// A point of the curve outside the group of prime order.
fn off_subgroup() -> [u8; POINT] {
	(1_u8..)
		.map(|x| {
			let mut bytes = [0; POINT];
			(bytes[0], bytes[POINT - 1]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g2::<Bls>(bytes).err() == Some(DecodeError::NotInSubgroup))
		.expect("some x is that of a point")
}

#[test]
fn a_point_on_the_curve_and_outside_the_group_is_refused_though_its_dealer_committed_to_it() {
	let hand = Hand::<AttributeKeys<Bls>>::random(THRESHOLD, &mut OsRng);
	let honest = hand.commitments();
	for at in [0, honest.len() - POINT] {
		let mut commitments = honest.clone();
		commitments[at..at + POINT].copy_from_slice(&off_subgroup());
		let (mut chain, info) = dealing(|info| hand::commitment(&run_of(info), place(info), &commitments));
		let deal = chain.read(|| {
			let run = run_of(&info);
			let (keys, place) = (keys_of(&info, &run), place(&info));
			let sealed = hand.sealed(&run, &keys, place, &Lies::default());
			hand.proven(&run, &keys, place, &commitments, &sealed, &mut OsRng)
		});
		is_refused(&mut chain, deal, Error::InvalidPoint);
		chain.check();
	}
}

/// The same round with something else.
fn other(run: &CheckedRun, change: impl FnOnce(&mut Run)) -> CheckedRun {
	let mut other = run.run().clone();
	change(&mut other);
	other.check().expect("it is a run")
}

#[test]
fn a_deal_of_another_kind_or_chain_is_refused_and_the_dealers_own_is_taken() {
	let hand = Hand::<AttributeKeys<Bls>>::random(THRESHOLD, &mut OsRng);
	let (mut chain, info) = dealing(|info| hand.commitment(&run_of(info), place(info)));
	let (run, keys) = chain.read(|| {
		let run = run_of(&info);
		let keys = keys_of(&info, &run);
		(run, keys)
	});
	let dealt = |run: &CheckedRun| hand.deal(run, &keys, place(&info), &Lies::default(), &mut OsRng);

	let of_tokens = Info {
		kind: CeremonyKind::Tokens,
		..info.clone()
	};
	let tokens = chain.read(|| deal(&of_tokens, &account(DEALER)).expect("a dealer deals"));
	is_refused(&mut chain, tokens.into_inner(), Error::WrongLength);
	let other_kind = other(&run, |run| run.kind = ceremony::CeremonyKind::Tokens);
	is_refused(&mut chain, dealt(&other_kind), Error::InvalidDealProof);
	let other_chain = other(&run, |run| run.genesis = [7; 32]);
	is_refused(&mut chain, dealt(&other_chain), Error::InvalidDealProof);

	let own = Ceremonies::<Runtime>::deal {
		kind: KIND,
		round: info.round,
		deal: dealt(&run).try_into().expect("it fits"),
	};
	assert_ok!(chain.send(DEALER, own));
	chain.check();
}
