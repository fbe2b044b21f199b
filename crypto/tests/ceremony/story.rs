//! Seven hospitals make a key.

use crate::{
	chain::{Chain, Failed, Phase, Refused},
	checked,
	hand::{Hand, Lies},
	keys::{combined, Used},
	rng, Attributes,
};
use salus_crypto::{
	ceremony::{
		public_of_deals, threshold_for, verify_deal, AttributeKeys, CheckedRun, Fault, FinishError, Kind,
		RunSecret, Tokens, Verdict,
	},
	suite::Portable,
	token,
};

pub struct Members {
	pub run: CheckedRun,
	pub secrets: Vec<RunSecret>,
}

impl Members {
	pub fn of(run: CheckedRun, seed: u64) -> Self {
		let mut rng = rng(seed);
		let secrets = (0..run.members())
			.map(|_| RunSecret::generate(&mut rng))
			.collect();
		Self { run, secrets }
	}

	pub fn secret(&self, j: u16) -> &RunSecret {
		&self.secrets[usize::from(j) - 1]
	}

	/// The first phase of these members, then the second begins.
	pub fn committed<K: Kind>(&self, members: &[u16]) -> Chain<'_, K> {
		let mut chain = Chain::new(&self.run);
		for j in members {
			let (key, proof) = self.secret(*j).receiving_key(&self.run, *j).unwrap();
			chain.post_key(*j, &key, &proof).unwrap();
			let dealing = self.secret(*j).dealing::<K>(&self.run, *j, None).unwrap();
			chain.commit(*j, dealing.commitment()).unwrap();
		}
		chain.next_phase();
		chain
	}

	pub fn deal_of<K: Kind>(&self, chain: &Chain<'_, K>, j: u16) -> Vec<u8> {
		let dealing = self.secret(j).dealing::<K>(&self.run, j, None).unwrap();
		dealing.deal(chain.keys()).unwrap()
	}

	pub fn deal<K: Kind>(&self, chain: &mut Chain<'_, K>, dealers: &[u16]) {
		for i in dealers {
			let deal = self.deal_of(chain, *i);
			chain.deal(*i, &deal).unwrap();
		}
	}

	/// Complaints of a member, as its worker posts them.
	pub fn complain<K: Kind>(&self, chain: &mut Chain<'_, K>, j: u16) -> Vec<(u16, Verdict)> {
		let complaints = self
			.secret(j)
			.complaints::<K>(&self.run, chain.keys(), j, &chain.taken(), &mut rng(u64::from(j)))
			.unwrap();
		complaints
			.into_iter()
			.map(|(dealer, complaint)| (dealer, chain.complain(j, dealer, &complaint).unwrap()))
			.collect()
	}

	pub fn share<K: Kind>(&self, chain: &Chain<'_, K>, public: &K::Public, j: u16) -> K::Share {
		let deals = chain.counted().unwrap();
		self.secret(j)
			.share::<K>(&self.run, chain.keys(), j, &deals, public)
			.unwrap()
	}
}

fn seven_members_make_a_key_although_two_are_absent_and_one_lies<K: Used>() {
	let members = Members::of(checked::<K>(4, 7), 1);
	let (present, honest) = ([1, 2, 4, 5, 7], [1, 2, 4, 7]);
	let mut chain = Chain::<K>::new(&members.run);
	let liar = Hand::<K>::random(4, &mut rng(2));
	for j in present {
		let (key, proof) = members.secret(j).receiving_key(&members.run, j).unwrap();
		chain.post_key(j, &key, &proof).unwrap();
		let dealing = members.secret(j).dealing::<K>(&members.run, j, None).unwrap();
		let commitment = if j == 5 {
			liar.commitment(&members.run, 5)
		} else {
			dealing.commitment()
		};
		chain.commit(j, commitment).unwrap();
	}
	chain.next_phase();
	members.deal(&mut chain, &honest);
	let lies = Lies {
		wrong: [1, 7].into(),
		noise: [2].into(),
		..Lies::default()
	};
	let deal = liar.deal(&members.run, chain.keys(), 5, &lies, &mut rng(3));
	chain.deal(5, &deal).unwrap();
	chain.next_phase();
	assert_eq!(
		members.complain(&mut chain, 1),
		[(5, Verdict::Dealer(Fault::Share))]
	);
	assert_eq!(
		members.complain(&mut chain, 2),
		[(5, Verdict::Dealer(Fault::Sealed))]
	);
	assert_eq!(members.complain(&mut chain, 4), []);
	assert_eq!(
		members.complain(&mut chain, 7),
		[(5, Verdict::Dealer(Fault::Share))]
	);

	let public = chain.finish().unwrap();
	assert_eq!(
		public_of_deals::<K>(&members.run, chain.keys(), &chain.counted().unwrap()),
		Ok(public.clone())
	);
	assert!(K::is_sharing(&public));
	let shares: Vec<K::Share> = honest
		.iter()
		.map(|j| members.share(&chain, &public, *j))
		.collect();
	let all: Vec<&K::Share> = shares.iter().collect();
	assert!(all.iter().all(|share| K::belongs(share, &public)));
	assert!(K::work(&public, &all));
	assert!(K::is_key(&public, &combined::<K>(&all)));
	assert!(!K::is_key(&public, &combined::<K>(&all[..3])));
	assert!(!K::is_key(&public, &combined::<K>(&all[1..])));
	// The liar is a member still: its own share is as good as the others'.
	let of_the_liar = members.share(&chain, &public, 5);
	assert!(K::work(&public, &[all[0], all[2], &of_the_liar, all[3]]));
}

#[test]
fn seven_members_make_attribute_keys_although_two_are_absent_and_one_lies() {
	seven_members_make_a_key_although_two_are_absent_and_one_lies::<Attributes>();
}

#[test]
fn seven_members_make_a_token_key_although_two_are_absent_and_one_lies() {
	seven_members_make_a_key_although_two_are_absent_and_one_lies::<Tokens>();
}

#[test]
fn one_member_makes_a_key_by_the_same_steps() {
	let members = Members::of(checked::<Attributes>(1, 1), 1);
	let mut chain = members.committed::<Attributes>(&[1]);
	members.deal(&mut chain, &[1]);
	chain.next_phase();
	assert_eq!(members.complain(&mut chain, 1), []);
	let public = chain.finish().unwrap();
	let share = members.share(&chain, &public, 1);
	assert!(Attributes::work(&public, &[&share]));
}

#[test]
fn a_restarted_member_posts_the_same_bytes() {
	let members = Members::of(checked::<Attributes>(3, 4), 1);
	let chain = members.committed::<Attributes>(&[1, 2, 3, 4]);
	let again = RunSecret::from_bytes(&members.secret(2).to_bytes());
	let before = members
		.secret(2)
		.dealing::<Attributes>(&members.run, 2, None)
		.unwrap();
	let after = again.dealing::<Attributes>(&members.run, 2, None).unwrap();
	assert_eq!(
		again.receiving_key(&members.run, 2).unwrap(),
		members.secret(2).receiving_key(&members.run, 2).unwrap()
	);
	assert_eq!(after.commitment(), before.commitment());
	assert_eq!(
		after.deal(chain.keys()).unwrap(),
		before.deal(chain.keys()).unwrap()
	);
}

#[test]
fn nothing_of_one_run_comes_back_in_another() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut next = members.run.run().clone();
	next.number = 2;
	let next = next.check().unwrap();
	let secret = members.secret(1);
	assert_ne!(
		secret.receiving_key(&members.run, 1).unwrap().0,
		secret.receiving_key(&next, 1).unwrap().0
	);
	let (one, other) = (
		secret.dealing::<Tokens>(&members.run, 1, None).unwrap(),
		secret.dealing::<Tokens>(&next, 1, None).unwrap(),
	);
	assert_ne!(one.commitment(), other.commitment());
	let chain = members.committed::<Tokens>(&[1, 2, 3, 4]);
	assert_ne!(
		one.deal(chain.keys()).unwrap()[..32],
		other.deal(chain.keys()).unwrap()[..32]
	);
}

#[test]
fn too_few_dealers_or_holders_fail_and_leave_nothing() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut chain = members.committed::<Tokens>(&[1, 2, 3]);
	members.deal(&mut chain, &[1, 3]);
	chain.next_phase();
	let too_few = FinishError::TooFewDealers {
		standing: 2,
		needed: 3,
	};
	assert_eq!(chain.finish(), Err(Failed::Finish(too_few)));
	let mut chain = members.committed::<Tokens>(&[1, 2]);
	members.deal(&mut chain, &[1, 2]);
	assert_eq!(chain.finish(), Err(Failed::TooFewHolders));
}

#[test]
fn messages_come_in_their_phase_once() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut chain = members.committed::<Tokens>(&[1, 2, 3]);
	let (key, proof) = members.secret(4).receiving_key(&members.run, 4).unwrap();
	assert_eq!(chain.post_key(4, &key, &proof), Err(Refused::OtherPhase));
	assert_eq!(chain.commit(4, [0; 32]), Err(Refused::OtherPhase));
	let late = members.deal_of(&chain, 4);
	assert_eq!(chain.deal(4, &late), Err(Refused::NotCommitted));
	members.deal(&mut chain, &[1]);
	let again = members.deal_of(&chain, 1);
	assert_eq!(chain.deal(1, &again), Err(Refused::Repeated));
	let second = members.deal_of(&chain, 2);
	chain.next_phase();
	assert_eq!(chain.phase, Phase::Complain);
	assert_eq!(chain.deal(2, &second), Err(Refused::OtherPhase));
}

#[test]
fn a_key_is_the_product_of_what_its_dealers_committed_to_and_its_id_follows_from_it() {
	let members = Members::of(checked::<Tokens>(3, 4), 1);
	let mut chain = members.committed::<Tokens>(&[1, 2, 3, 4]);
	members.deal(&mut chain, &[1, 2, 3, 4]);
	let public: token::PublicKeys = chain.finish().unwrap();
	let constants: Vec<_> = chain
		.taken()
		.iter()
		.map(|(_, deal)| Tokens::decode_point(&deal[..32]).unwrap())
		.collect();
	assert_eq!(Tokens::encode_point(&Tokens::product(&constants)), public.key);
	assert_eq!(public.ceremony, Tokens::ceremony(&public.key));
	assert_eq!(public.generation, 0);
}

/// The chain's arithmetic may be another: it takes the same deals and makes the same key of them.
#[test]
fn portable_arithmetic_verifies_and_finishes_alike() {
	type OnChain = AttributeKeys<Portable>;
	let members = Members::of(checked::<Attributes>(3, 4), 1);
	let mut chain = members.committed::<Attributes>(&[1, 2, 3]);
	members.deal(&mut chain, &[1, 2, 3]);
	let (run, deals) = (&members.run, chain.counted().unwrap());
	for (i, deal) in &deals {
		let dealing = members.secret(*i).dealing::<OnChain>(run, *i, None).unwrap();
		assert_eq!(dealing.deal(chain.keys()).as_deref(), Ok(*deal));
		let verdict = verify_deal::<OnChain>(run, chain.keys(), *i, &dealing.commitment(), deal);
		assert_eq!(verdict, Ok(()));
	}
	assert_eq!(
		public_of_deals::<OnChain>(run, chain.keys(), &deals),
		Ok(chain.finish().unwrap())
	);
}

#[test]
fn the_threshold_is_that_of_the_page() {
	let thresholds: Vec<u16> = [1, 2, 3, 4, 7, 10, 16, 31].map(threshold_for).to_vec();
	assert_eq!(thresholds, [1, 2, 3, 3, 5, 7, 11, 21]);
}
