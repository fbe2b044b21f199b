//! A key changes hands: it stays, old shares are of no use any more, and neither are old and new ones together.

use crate::{
	accounts,
	chain::Chain,
	hand::{Hand, Lies},
	keys::{combined, copy, token_of, Record, Used},
	rng, Attributes, GENESIS,
};
use salus_crypto::{
	ceremony::{
		Account, CheckedRun, DealError, DealingError, Fault, Kind, Origin, Run, RunSecret, Tokens, Verdict,
	},
	shamir::ShareField,
};

/// Holders of a key: their shares by index, of whoever has one.
pub struct Holders<K: Kind> {
	pub accounts: Vec<Account>,
	pub public: K::Public,
	pub shares: Vec<Option<K::Share>>,
}

impl<K: Used> Holders<K> {
	pub fn some(&self, indices: &[u16]) -> Vec<&K::Share> {
		indices
			.iter()
			.filter_map(|j| self.shares[usize::from(*j) - 1].as_ref())
			.collect()
	}
}

/// Members 1 to n with a fresh key.
pub fn fresh_holders<K: Used>(threshold: u16, count: u8, seed: u64) -> Holders<K> {
	let run = crate::checked::<K>(threshold, count);
	hand_over::<K>(&run, None, &[], seed)
}

pub fn resharing_run<K: Used>(
	old: &Holders<K>,
	number: u32,
	threshold: u16,
	members: &[Account],
) -> CheckedRun {
	let generation = old
		.shares
		.iter()
		.flatten()
		.map(|share| K::head_of(share).generation)
		.max()
		.unwrap();
	Run {
		genesis: GENESIS,
		kind: K::KIND,
		number,
		generation: generation + 1,
		threshold,
		members: members.to_vec(),
		origin: Origin::Resharing(K::resharing(&old.public, &old.accounts)),
	}
	.check()
	.unwrap()
}

/// All deal and receive but the dealers named.
pub fn hand_over<K: Used>(
	run: &CheckedRun,
	old: Option<&Holders<K>>,
	silent: &[u16],
	seed: u64,
) -> Holders<K> {
	let mut rng = rng(seed);
	let mut chain = Chain::<K>::new(run);
	let receivers: Vec<RunSecret> = (0..run.members())
		.map(|_| RunSecret::generate(&mut rng))
		.collect();
	// In a fresh run members deal: a participant has one secret for both.
	let dealers: Vec<RunSecret> = match old {
		None => receivers
			.iter()
			.map(|secret| RunSecret::from_bytes(&secret.to_bytes()))
			.collect(),
		Some(_) => (0..run.dealers())
			.map(|_| RunSecret::generate(&mut rng))
			.collect(),
	};
	for (j, secret) in (1..).zip(&receivers) {
		let (key, proof) = secret.receiving_key(run, j).unwrap();
		chain.post_key(j, &key, &proof).unwrap();
	}
	let speaking: Vec<_> = (1_u16..)
		.zip(&dealers)
		.filter(|(i, _)| !silent.contains(i))
		.map(|(i, secret)| {
			let share = old.and_then(|old| old.shares[usize::from(i) - 1].as_ref());
			(i, secret.dealing::<K>(run, i, share).unwrap())
		})
		.collect();
	for (i, dealing) in &speaking {
		chain.commit(*i, dealing.commitment()).unwrap();
	}
	chain.next_phase();
	for (i, dealing) in &speaking {
		let deal = dealing.deal(chain.keys()).unwrap();
		chain.deal(*i, &deal).unwrap();
	}
	chain.next_phase();
	for (j, secret) in (1..).zip(&receivers) {
		let complaints = secret.complaints::<K>(run, chain.keys(), j, &chain.taken(), &mut rng);
		assert_eq!(complaints, Ok(Vec::new()));
	}
	let public = chain.finish().unwrap();
	assert!(K::is_sharing(&public));
	let deals = chain.counted().unwrap();
	let shares = (1..)
		.zip(&receivers)
		.map(|(j, secret)| secret.share::<K>(run, chain.keys(), j, &deals, &public).ok())
		.collect();
	Holders {
		accounts: run.run().members.clone(),
		public,
		shares,
	}
}

fn from_four_to_seven_and_back_the_key_stays<K: Used>() {
	let four = fresh_holders::<K>(3, 4, 1);
	let run = resharing_run(&four, 2, 5, &accounts(2..=8));
	let seven = hand_over(&run, Some(&four), &[2], 2);
	let run = resharing_run(&seven, 3, 3, &accounts([4, 9, 1, 5]));
	let back = hand_over(&run, Some(&seven), &[1, 6], 3);
	for holders in [&seven, &back] {
		assert_eq!(K::key(&holders.public), K::key(&four.public));
	}
	for (generation, holders) in (0..).zip([&four, &seven, &back]) {
		let enough: Vec<u16> = (1..=K::threshold(&holders.public)).rev().collect();
		let shares = holders.some(&enough);
		assert!(shares
			.iter()
			.all(|share| K::head_of(share).generation == generation));
		let ceremony = K::head_of(shares[0]).ceremony;
		assert_eq!(ceremony, K::head_of(four.some(&[1])[0]).ceremony);
		assert!(shares.iter().all(|share| K::belongs(share, &holders.public)));
		assert!(K::work(&holders.public, &shares));
		assert!(K::is_key(&four.public, &combined::<K>(&shares)));
		assert!(!K::is_key(&four.public, &combined::<K>(&shares[1..])));
	}
}

#[test]
fn from_four_to_seven_and_back_attribute_keys_stay() {
	from_four_to_seven_and_back_the_key_stays::<Attributes>();
}

#[test]
fn from_four_to_seven_and_back_a_token_key_stays() {
	from_four_to_seven_and_back_the_key_stays::<Tokens>();
}

#[test]
fn a_record_sealed_before_a_resharing_opens_after_it() {
	let old = fresh_holders::<Attributes>(3, 4, 1);
	let mut record = Record::sealed_under(&old.public);
	let run = resharing_run(&old, 2, 5, &accounts(3..=9));
	let new = hand_over(&run, Some(&old), &[], 2);
	assert!(record.opens_with(&old.public, &old.some(&[1, 2, 3])));
	assert!(record.opens_with(&new.public, &new.some(&[7, 1, 4, 5, 2])));
}

#[test]
fn a_token_is_the_same_before_and_after_a_resharing() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 5, &accounts(3..=9));
	let new = hand_over(&run, Some(&old), &[], 2);
	let before = token_of(&old.public, &old.some(&[1, 4, 2])).unwrap();
	assert_eq!(token_of(&new.public, &new.some(&[7, 1, 4, 5, 2])), Some(before));
}

/// Two of a generation that takes three, and two of the next: four shares, through the pairing equation.
#[test]
fn old_and_new_shares_do_not_open_together() {
	let old = fresh_holders::<Attributes>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &old.accounts);
	let new = hand_over(&run, Some(&old), &[], 2);
	let mut record = Record::sealed_under(&old.public);
	for (of_old, of_new) in [
		(&[1, 2][..], &[3, 4][..]),
		(&[1, 2], &[3]),
		(&[2], &[1, 4]),
		(&[4, 1], &[2, 3]),
	] {
		let mixed = [old.some(of_old), new.some(of_new)].concat();
		assert!(
			!record.opens_by(&combined::<Attributes>(&mixed)),
			"{of_old:?} {of_new:?}"
		);
	}
	assert!(record.opens_by(&combined::<Attributes>(&old.some(&[1, 2, 4]))));
	assert!(record.opens_by(&combined::<Attributes>(&new.some(&[1, 3, 4]))));
}

#[test]
fn a_refresh_changes_every_share() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &old.accounts);
	let new = hand_over(&run, Some(&old), &[], 2);
	for j in 1..=4 {
		let (before, after) = (old.some(&[j])[0], new.some(&[j])[0]);
		assert_ne!(*Tokens::secrets_of(before), *Tokens::secrets_of(after));
		assert!(!Tokens::belongs(before, &new.public));
		assert!(!Tokens::belongs(after, &old.public));
	}
}

/// Seven disks lost one by one, never more than two between two refreshes.
#[test]
fn holders_who_lost_their_shares_get_new_ones_at_the_next_refresh() {
	let mut holders = fresh_holders::<Tokens>(5, 7, 1);
	let token = token_of(&holders.public, &holders.some(&[1, 2, 3, 4, 5])).unwrap();
	for (number, lost) in (2..).zip([[1, 2], [3, 4], [5, 6], [7, 1]]) {
		for j in lost {
			holders.shares[usize::from(j) - 1] = None;
		}
		let run = resharing_run(&holders, number, 5, &holders.accounts);
		holders = hand_over(&run, Some(&holders), &lost, u64::from(number));
		assert!(holders.shares.iter().all(Option::is_some));
	}
	assert_eq!(
		token_of(&holders.public, &holders.some(&[7, 6, 5, 4, 3])),
		Some(token)
	);
}

#[test]
fn a_dealer_hands_on_its_own_share_and_no_other() {
	let old = fresh_holders::<Tokens>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &old.accounts);
	let secret = RunSecret::generate(&mut rng(1));
	let error = |dealer, share| secret.dealing::<Tokens>(&run, dealer, share).err();
	let of = |j| old.some(&[j])[0];
	assert_eq!(error(1, Some(of(1))), None);
	assert_eq!(error(1, None), Some(DealingError::NoShare));
	assert_eq!(error(1, Some(of(2))), Some(DealingError::WrongShare));
	assert_eq!(error(5, Some(of(1))), Some(DealingError::NoSuchDealer));
	let new = hand_over(&run, Some(&old), &[], 2);
	assert_eq!(error(1, Some(new.some(&[1])[0])), Some(DealingError::WrongShare));
	let other = fresh_holders::<Tokens>(3, 4, 9);
	assert_eq!(
		error(1, Some(other.some(&[1])[0])),
		Some(DealingError::WrongShare)
	);
	let mut head = Tokens::head_of(of(1));
	let altered = Tokens::share(head, &Tokens::secrets_of(of(2))).unwrap();
	assert_eq!(error(1, Some(&altered)), Some(DealingError::WrongShare));
	head.generation = 1;
	let altered = Tokens::share(head, &Tokens::secrets_of(of(1))).unwrap();
	assert_eq!(error(1, Some(&altered)), Some(DealingError::WrongShare));
	assert_eq!(Tokens::head_of(&copy::<Tokens>(of(1))), Tokens::head_of(of(1)));
}

fn a_dealer_whose_constants_are_not_its_share_is_refused_and_one_who_lies_to_a_member_convicted<K: Used>() {
	let old = fresh_holders::<K>(3, 4, 1);
	let run = resharing_run(&old, 2, 3, &old.accounts);
	let mut chain = Chain::<K>::new(&run);
	let member = RunSecret::generate(&mut rng(5));
	let (key, proof) = member.receiving_key(&run, 1).unwrap();
	chain.post_key(1, &key, &proof).unwrap();
	let mut constants = K::secrets_of(old.some(&[1])[0]).to_vec();
	let liar = Hand::<K>::through(&constants, 3, &mut rng(6));
	let last = constants.len() - 1;
	constants[last] = constants[last] + K::Scalar::uniform(&mut rng(8));
	let stranger = Hand::<K>::through(&constants, 3, &mut rng(7));
	chain.commit(1, liar.commitment(&run, 1)).unwrap();
	chain.commit(2, stranger.commitment(&run, 2)).unwrap();
	chain.next_phase();
	let deal = stranger.deal(&run, chain.keys(), 2, &Lies::default(), &mut rng(9));
	assert_eq!(
		chain.deal(2, &deal),
		Err(crate::chain::Refused::Deal(DealError::NotTheOldShare))
	);
	let lies = Lies {
		wrong: [1].into(),
		..Lies::default()
	};
	let deal = liar.deal(&run, chain.keys(), 1, &lies, &mut rng(9));
	chain.deal(1, &deal).unwrap();
	chain.next_phase();
	let complaints = member
		.complaints::<K>(&run, chain.keys(), 1, &chain.taken(), &mut rng(1))
		.unwrap();
	let [(1, complaint)] = &complaints[..] else {
		panic!("one complaint")
	};
	assert_eq!(chain.complain(1, 1, complaint), Ok(Verdict::Dealer(Fault::Share)));
}

#[test]
fn a_resharing_is_held_to_the_old_shares() {
	a_dealer_whose_constants_are_not_its_share_is_refused_and_one_who_lies_to_a_member_convicted::<Attributes>(
	);
	a_dealer_whose_constants_are_not_its_share_is_refused_and_one_who_lies_to_a_member_convicted::<Tokens>();
}
