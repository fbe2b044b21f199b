//! Deals that everybody refuses, each for its reason.

use crate::{
	chain::Chain,
	checked, fresh,
	hand::{commitment, Hand, Lies},
	keys::Used,
	rng,
	story::Members,
	Attributes,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::{
	ceremony::{
		deal_length, max_deal_length, sealed_range, threshold_for, verify_deal, CheckedRun, DealError, Kind,
		ReceivingKeys, Run, Tokens,
	},
	encoding::{decode_g2, DecodeError},
	Bls,
};

const T: u16 = 3;

/// Four members who committed, and a dealer whose work is done by hand.
struct Scene {
	members: Members,
	keys: ReceivingKeys,
}

fn scene<K: Used>() -> Scene {
	let members = Members::of(checked::<K>(T, 4), 1);
	let keys = members.committed::<K>(&[1, 2, 3, 4]).keys().clone();
	Scene { members, keys }
}

impl Scene {
	fn run(&self) -> &CheckedRun {
		&self.members.run
	}

	fn deal<K: Used>(&self, hand: &Hand<K>, dealer: u16) -> Vec<u8> {
		hand.deal(self.run(), &self.keys, dealer, &Lies::default(), &mut rng(9))
	}

	/// What everybody says of a deal whose dealer committed to the commitments in it.
	fn verdict<K: Used>(&self, dealer: u16, deal: &[u8]) -> Result<(), DealError> {
		let length = K::SECRETS * K::POINT * usize::from(T);
		let committed = commitment(self.run(), dealer, &deal[..length.min(deal.len())]);
		verify_deal::<K>(self.run(), &self.keys, dealer, &committed, deal)
	}
}

fn hand<K: Used>(seed: u64) -> Hand<K> {
	Hand::random(T, &mut rng(seed))
}

fn a_deal_made_by_hand_is_taken_in<K: Used>() {
	let scene = scene::<K>();
	let hand = hand::<K>(2);
	let deal = scene.deal(&hand, 2);
	assert_eq!(deal.len(), deal_length::<K>(scene.run(), &scene.keys));
	assert_eq!(scene.verdict::<K>(2, &deal), Ok(()));
	assert_eq!(
		hand.commitment(scene.run(), 2),
		commitment(scene.run(), 2, &hand.commitments())
	);
}

#[test]
fn a_deal_made_by_hand_is_taken() {
	a_deal_made_by_hand_is_taken_in::<Attributes>();
	a_deal_made_by_hand_is_taken_in::<Tokens>();
}

fn commitments_of_another_degree_are_refused_in<K: Used>() {
	let scene = scene::<K>();
	let expected = deal_length::<K>(scene.run(), &scene.keys);
	for degree in [T - 1, T + 1, 1] {
		let hand = Hand::<K>::random(degree, &mut rng(2));
		let deal = scene.deal(&hand, 2);
		let found = deal.len();
		assert_eq!(
			scene.verdict::<K>(2, &deal),
			Err(DealError::Length { expected, found })
		);
	}
	let deal = scene.deal(&hand::<K>(2), 2);
	let longer = [&deal[..], &[0]].concat();
	for bytes in [&[][..], &deal[..1], &deal[..deal.len() - 1], &deal[1..], &longer] {
		let found = bytes.len();
		assert_eq!(
			scene.verdict::<K>(2, bytes),
			Err(DealError::Length { expected, found })
		);
	}
}

#[test]
fn commitments_of_another_degree_are_refused() {
	commitments_of_another_degree_are_refused_in::<Attributes>();
	commitments_of_another_degree_are_refused_in::<Tokens>();
}

fn what_was_not_committed_to_is_refused_in<K: Used>() {
	let scene = scene::<K>();
	let (mine, other) = (hand::<K>(2), hand::<K>(3));
	let committed = mine.commitment(scene.run(), 2);
	let verify = |dealer, deal: &[u8]| verify_deal::<K>(scene.run(), &scene.keys, dealer, &committed, deal);
	assert_eq!(verify(2, &scene.deal(&mine, 2)), Ok(()));
	assert_eq!(verify(2, &scene.deal(&other, 2)), Err(DealError::NotCommitted));
	// The commitment of one dealer serves no other.
	assert_eq!(verify(3, &scene.deal(&mine, 3)), Err(DealError::NotCommitted));
}

#[test]
fn what_was_not_committed_to_is_refused() {
	what_was_not_committed_to_is_refused_in::<Attributes>();
	what_was_not_committed_to_is_refused_in::<Tokens>();
}

fn a_dealer_knows_its_constants_in<K: Used>() {
	let scene = scene::<K>();
	let (mine, other) = (hand::<K>(2), hand::<K>(3));
	// Another's commitments, and such as are built on another's: whoever chooses last would choose the key.
	let copied = other.commitments();
	let mut built = mine.commitments();
	for at in 0..K::SECRETS {
		let place = at * K::POINT..(at + 1) * K::POINT;
		let theirs = K::decode_point(&copied[place.clone()]).unwrap();
		let minus_one = K::Scalar::from(0) - K::Scalar::from(1);
		let rogue = K::multi_power(
			&[theirs, K::power(&mine.polynomials[at][0])],
			&[minus_one, K::Scalar::from(1)],
		);
		built[place].copy_from_slice(&K::encode_point(&rogue));
	}
	// Of several constants one that is not known is enough.
	let mut last = mine.commitments();
	let place = (K::SECRETS - 1) * K::POINT..K::SECRETS * K::POINT;
	last[place.clone()].copy_from_slice(&copied[place]);
	for commitments in [copied, built, last] {
		let sealed = mine.sealed(scene.run(), &scene.keys, 2, &Lies::default());
		let deal = mine.proven(scene.run(), &scene.keys, 2, &commitments, &sealed, &mut rng(4));
		assert_eq!(scene.verdict::<K>(2, &deal), Err(DealError::UnknownConstants));
	}
}

#[test]
fn a_dealer_knows_its_constants() {
	a_dealer_knows_its_constants_in::<Attributes>();
	a_dealer_knows_its_constants_in::<Tokens>();
}

/// A member that complains reveals its multiple of E. Were E another dealer's, or built on it, that would open what the
/// other dealer sealed.
fn a_dealer_knows_by_what_it_sealed_in<K: Used>() {
	let scene = scene::<K>();
	let (mine, other) = (hand::<K>(2), hand::<K>(3));
	let at = K::SECRETS * K::POINT * usize::from(T);
	let theirs = RistrettoPoint::mul_base(&other.ephemeral);
	for point in [theirs, theirs + RistrettoPoint::mul_base(&Scalar::from(7_u8))] {
		let mut deal = scene.deal(&mine, 2);
		deal[at..at + 32].copy_from_slice(point.compress().as_bytes());
		assert_eq!(scene.verdict::<K>(2, &deal), Err(DealError::UnknownEphemeral));
	}
	// The whole deal of another, committed to as one's own.
	let deal = scene.deal(&other, 3);
	assert_eq!(scene.verdict::<K>(3, &deal), Ok(()));
	assert_eq!(scene.verdict::<K>(2, &deal), Err(DealError::UnknownEphemeral));
}

#[test]
fn a_dealer_knows_by_what_it_sealed() {
	a_dealer_knows_by_what_it_sealed_in::<Attributes>();
	a_dealer_knows_by_what_it_sealed_in::<Tokens>();
}

fn a_deal_is_of_one_run_and_of_its_keys_in<K: Used>() {
	let scene = scene::<K>();
	let hand = hand::<K>(2);
	let deal = scene.deal(&hand, 2);
	let changes: [fn(&mut Run); 3] = [
		|run| run.number += 1,
		|run| run.genesis[0] ^= 1,
		|run| run.members[3] = [9; 32],
	];
	for change in changes {
		let mut run = scene.run().run().clone();
		change(&mut run);
		let run = run.check().unwrap();
		let verify = |committed| verify_deal::<K>(&run, &scene.keys, 2, &committed, &deal);
		assert_eq!(
			verify(hand.commitment(scene.run(), 2)),
			Err(DealError::NotCommitted)
		);
		assert_eq!(verify(hand.commitment(&run, 2)), Err(DealError::UnknownEphemeral));
	}
	let mut keys: Vec<_> = (1..=4).map(|j| scene.keys.get(j).copied()).collect();
	keys.swap(0, 1);
	let keys = ReceivingKeys::new(scene.run(), keys).unwrap();
	let committed = hand.commitment(scene.run(), 2);
	assert_eq!(
		verify_deal::<K>(scene.run(), &keys, 2, &committed, &deal),
		Err(DealError::UnknownEphemeral)
	);
}

#[test]
fn a_deal_is_of_one_run_and_of_its_keys() {
	a_deal_is_of_one_run_and_of_its_keys_in::<Attributes>();
	a_deal_is_of_one_run_and_of_its_keys_in::<Tokens>();
}

/// A point of the curve of G2 outside its subgroup.
fn off_subgroup() -> [u8; 96] {
	(1_u8..)
		.map(|x| {
			let mut bytes = [0; 96];
			(bytes[0], bytes[95]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g2::<Bls>(bytes) == Err(DecodeError::NotInSubgroup))
		.unwrap()
}

fn points_are_strict_in<K: Used>(bad: &[(Vec<u8>, DecodeError)]) {
	let scene = scene::<K>();
	let hand = hand::<K>(2);
	let sealed = hand.sealed(scene.run(), &scene.keys, 2, &Lies::default());
	for (bytes, error) in bad {
		for degree in 0..T {
			for secret in 0..K::SECRETS {
				let mut commitments = hand.commitments();
				let at = (usize::from(degree) * K::SECRETS + secret) * K::POINT;
				commitments[at..at + K::POINT].copy_from_slice(bytes);
				let deal = hand.proven(scene.run(), &scene.keys, 2, &commitments, &sealed, &mut rng(4));
				let error = *error;
				assert_eq!(
					scene.verdict::<K>(2, &deal),
					Err(DealError::Coefficient { degree, error })
				);
			}
		}
	}
	let at = K::SECRETS * K::POINT * usize::from(T);
	for (byte, error) in [(0, DecodeError::Identity), (255, DecodeError::Malformed)] {
		let mut deal = scene.deal(&hand, 2);
		deal[at..at + 32].fill(byte);
		assert_eq!(scene.verdict::<K>(2, &deal), Err(DealError::Ephemeral(error)));
	}
}

#[test]
fn points_are_strict() {
	let mut identity = vec![0; 96];
	identity[0] = 0xc0;
	points_are_strict_in::<Attributes>(&[
		(identity, DecodeError::Identity),
		(off_subgroup().to_vec(), DecodeError::NotInSubgroup),
		(vec![0; 96], DecodeError::Malformed),
		(vec![255; 96], DecodeError::Malformed),
	]);
	points_are_strict_in::<Tokens>(&[
		(vec![0; 32], DecodeError::Identity),
		(vec![255; 32], DecodeError::Malformed),
	]);
}

fn scalars_of_proofs_are_canonical_and_theirs_in<K: Used>() {
	let scene = scene::<K>();
	let deal = scene.deal(&hand::<K>(2), 2);
	let end = deal.len();
	let of_constants = end - 64 - 32 * (K::SECRETS + 1);
	for scalar in 0..=K::SECRETS {
		let at = of_constants + 32 * scalar;
		let mut bad = deal.clone();
		bad[at..at + 32].fill(255);
		assert_eq!(
			scene.verdict::<K>(2, &bad),
			Err(DealError::ConstantsProof(DecodeError::Malformed))
		);
		let mut bad = deal.clone();
		bad[at] ^= 1;
		assert_eq!(scene.verdict::<K>(2, &bad), Err(DealError::UnknownConstants));
	}
	for at in [end - 64, end - 32] {
		let mut bad = deal.clone();
		bad[at..at + 32].fill(255);
		assert_eq!(
			scene.verdict::<K>(2, &bad),
			Err(DealError::Ephemeral(DecodeError::Malformed))
		);
		let mut bad = deal.clone();
		bad[at] ^= 1;
		assert_eq!(scene.verdict::<K>(2, &bad), Err(DealError::UnknownEphemeral));
	}
}

#[test]
fn scalars_of_proofs_are_canonical_and_theirs() {
	scalars_of_proofs_are_canonical_and_theirs_in::<Attributes>();
	scalars_of_proofs_are_canonical_and_theirs_in::<Tokens>();
}

#[test]
fn what_is_sealed_cannot_be_changed_by_others() {
	let scene = scene::<Tokens>();
	let deal = scene.deal(&hand::<Tokens>(2), 2);
	let start = 32 * usize::from(T) + 32;
	assert_eq!(
		sealed_range::<Tokens>(scene.run(), &scene.keys),
		start..start + 4 * 80
	);
	for at in [start, start + 79, start + 4 * 80 - 1] {
		let mut bad = deal.clone();
		bad[at] ^= 1;
		assert_eq!(scene.verdict::<Tokens>(2, &bad), Err(DealError::UnknownEphemeral));
	}
}

#[test]
fn no_byte_of_a_deal_is_free() {
	let scene = scene::<Attributes>();
	let hand = hand::<Attributes>(2);
	let (deal, committed) = (scene.deal(&hand, 2), hand.commitment(scene.run(), 2));
	for at in (0..deal.len()).step_by(7) {
		let mut bad = deal.clone();
		bad[at] ^= 1;
		let verdict = verify_deal::<Attributes>(scene.run(), &scene.keys, 2, &committed, &bad);
		assert!(verdict.is_err(), "{at}");
	}
}

#[test]
fn a_deal_is_of_its_kind_and_of_a_dealer_that_there_is() {
	let scene = scene::<Tokens>();
	let hand = hand::<Tokens>(2);
	let (deal, committed) = (scene.deal(&hand, 2), hand.commitment(scene.run(), 2));
	let run = scene.run();
	assert_eq!(
		verify_deal::<Attributes>(run, &scene.keys, 2, &committed, &deal),
		Err(DealError::OtherKind)
	);
	for dealer in [0, 5, u16::MAX] {
		assert_eq!(
			verify_deal::<Tokens>(run, &scene.keys, dealer, &committed, &deal),
			Err(DealError::NoSuchDealer)
		);
	}
}

#[test]
fn a_member_without_a_key_is_sealed_nothing() {
	let members = Members::of(checked::<Tokens>(T, 4), 1);
	let mut chain: Chain<'_, Tokens> = members.committed(&[1, 2, 4]);
	let deal = members.deal_of(&chain, 1);
	assert_eq!(deal.len(), 32 * 3 + 32 + 3 * 80 + 128);
	chain.deal(1, &deal).unwrap();
}

#[test]
fn the_longest_deal_is_what_the_chain_reserves() {
	for count in [1_u8, 4, 7, 16, 31, 100] {
		let run = fresh(Attributes::KIND, threshold_for(count.into()), count)
			.check()
			.unwrap();
		let keys = ReceivingKeys::new(&run, vec![Some([1; 32]); count.into()]).unwrap();
		let longest = usize::try_from(max_deal_length(count.into())).unwrap();
		assert_eq!(deal_length::<Attributes>(&run, &keys), longest);
	}
	assert_eq!(max_deal_length(31), 7_696);
}
