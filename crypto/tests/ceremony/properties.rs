//! Whoever takes part, whatever goes wrong and in whatever order messages come: either there is one key that the honest can
//! use and fewer than its threshold cannot, or there is none, and what was before is as good as it was.

use crate::{
	account,
	chain::{Chain, Failed, Refused},
	hand::{Hand, Lies},
	keys::{combined, copy, Used},
	resharing::Holders,
	rng, Attributes, GENESIS,
};
use proptest::prelude::*;
use rand::{rngs::StdRng, seq::SliceRandom, Rng};
use salus_crypto::{
	ceremony::{
		sealed_range, threshold_for, Account, CheckedRun, Complaint, FinishError, Origin, Run, RunSecret,
		Tokens, Verdict,
	},
	encoding::RistrettoBytes,
	schnorr::Proof,
};
use std::collections::{BTreeMap, BTreeSet};

/// What one account does in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conduct {
	Honest,
	/// Posts nothing.
	Absent,
	/// Receives and does not deal.
	Mute,
	/// Deals and has no receiving key.
	Deaf,
	/// Commits and does not deal.
	Withholds,
	/// Deals other polynomials than it committed to.
	Switches,
	/// Deals bad shares to some.
	Lies,
	/// Complains of dealers who did nothing wrong.
	Slanders,
}

const FAULTS: [Conduct; 7] = [
	Conduct::Absent,
	Conduct::Mute,
	Conduct::Deaf,
	Conduct::Withholds,
	Conduct::Switches,
	Conduct::Lies,
	Conduct::Slanders,
];

impl Conduct {
	fn receives(self) -> bool {
		!matches!(self, Self::Absent | Self::Deaf)
	}

	fn commits(self) -> bool {
		!matches!(self, Self::Absent | Self::Mute)
	}

	fn deals(self) -> bool {
		self.commits() && !matches!(self, Self::Withholds | Self::Switches)
	}
}

#[derive(Clone)]
enum Message {
	Key(u16, RistrettoBytes, Proof),
	Commit(u16, [u8; 32]),
	Deal(u16, Vec<u8>),
	Complaint(u16, u16, Complaint),
}

impl Message {
	fn reach<K: Used>(&self, chain: &mut Chain<'_, K>) -> Result<Option<Verdict>, Refused> {
		match self {
			Self::Key(member, key, proof) => chain.post_key(*member, key, proof).map(|()| None),
			Self::Commit(dealer, commitment) => chain.commit(*dealer, *commitment).map(|()| None),
			Self::Deal(dealer, deal) => chain.deal(*dealer, deal).map(|()| None),
			Self::Complaint(recipient, dealer, complaint) => {
				chain.complain(*recipient, *dealer, complaint).map(Some)
			}
		}
	}
}

/// Sends messages in any order, some twice, with those of earlier phases among them: each is taken once, and no late one.
fn send<K: Used>(
	chain: &mut Chain<'_, K>,
	messages: &[Message],
	late: &[Message],
	rng: &mut StdRng,
) -> Vec<(Message, Verdict)> {
	let mut queue: Vec<(bool, &Message)> = messages.iter().map(|message| (true, message)).collect();
	for message in messages.iter().filter(|_| rng.gen_bool(0.2)).collect::<Vec<_>>() {
		queue.push((true, message));
	}
	queue.extend(
		late.iter()
			.filter(|_| rng.gen_bool(0.3))
			.map(|message| (false, message)),
	);
	queue.shuffle(rng);
	let (mut taken, mut verdicts) = (0, Vec::new());
	for (in_time, message) in queue {
		match message.reach(chain) {
			Ok(verdict) => {
				assert!(in_time);
				taken += 1;
				verdicts.extend(verdict.map(|verdict| (message.clone(), verdict)));
			}
			Err(refused) if in_time => assert_eq!(refused, Refused::Repeated),
			Err(refused) => assert_eq!(refused, Refused::OtherPhase),
		}
	}
	assert_eq!(taken, messages.len());
	verdicts
}

struct Party<'a, K: Used> {
	conduct: Conduct,
	secret: RunSecret,
	dealer: Option<u16>,
	member: Option<u16>,
	old: Option<&'a K::Share>,
	hand: Option<Hand<K>>,
	lies: Lies,
}

/// Everybody of a run, with what they do.
fn parties<'a, K: Used>(
	run: &CheckedRun,
	old: Option<&'a Holders<K>>,
	conducts: &BTreeMap<Account, Conduct>,
	rng: &mut StdRng,
) -> Vec<Party<'a, K>> {
	let mut accounts: BTreeSet<Account> = run.run().members.iter().copied().collect();
	accounts.extend(old.iter().flat_map(|old| &old.accounts));
	accounts
		.into_iter()
		.map(|account| {
			let conduct = conducts.get(&account).copied().unwrap_or(Conduct::Honest);
			let dealer = run.dealer(&account);
			let share = old
				.zip(dealer)
				.and_then(|(old, i)| old.shares[usize::from(i) - 1].as_ref());
			let threshold = run.run().threshold;
			let hand = (conduct == Conduct::Lies).then(|| match share {
				Some(share) => Hand::through(&K::secrets_of(share), threshold, rng),
				None => Hand::random(threshold, rng),
			});
			let mut lies = Lies::default();
			for j in 1..=run.members() {
				match rng.gen_range(0..5) {
					0 => lies.wrong.insert(j),
					1 => lies.noise.insert(j),
					2 => lies.unreduced.insert(j),
					_ => false,
				};
			}
			Party {
				conduct,
				secret: RunSecret::generate(rng),
				// Who lost its share does not deal.
				dealer: dealer.filter(|_| old.is_none() || share.is_some()),
				member: run.member(&account),
				old: share,
				hand,
				lies,
			}
		})
		.collect()
}

/// One run, all of it. On the way: no honest dealer is convicted, each who lied to an honest member is, and complaints of
/// good shares fall on their authors.
fn play<K: Used>(
	run: &CheckedRun,
	old: Option<&Holders<K>>,
	conducts: &BTreeMap<Account, Conduct>,
	rng: &mut StdRng,
) -> Result<Holders<K>, Failed> {
	let parties = parties(run, old, conducts, rng);
	let mut chain = Chain::<K>::new(run);
	let mut first = Vec::new();
	for party in &parties {
		if let Some(j) = party.member.filter(|_| party.conduct.receives()) {
			let (key, proof) = party.secret.receiving_key(run, j).unwrap();
			first.push(Message::Key(j, key, proof));
		}
		if let Some(i) = party.dealer.filter(|_| party.conduct.commits()) {
			let commitment = match &party.hand {
				Some(hand) => hand.commitment(run, i),
				None => party.secret.dealing::<K>(run, i, party.old).unwrap().commitment(),
			};
			first.push(Message::Commit(i, commitment));
		}
	}
	send(&mut chain, &first, &[], rng);
	chain.next_phase();

	let mut second = Vec::new();
	for party in &parties {
		let Some(i) = party.dealer else { continue };
		if party.conduct == Conduct::Switches {
			let deal =
				Hand::<K>::random(run.run().threshold, rng).deal(run, chain.keys(), i, &party.lies, rng);
			assert!(matches!(chain.deal(i, &deal), Err(Refused::Deal(_))));
		}
		if party.conduct.deals() {
			// A member that restarts posts what it posted before.
			let again = RunSecret::from_bytes(&party.secret.to_bytes());
			let deal = match &party.hand {
				Some(hand) => hand.deal(run, chain.keys(), i, &party.lies, rng),
				None => again
					.dealing::<K>(run, i, party.old)
					.unwrap()
					.deal(chain.keys())
					.unwrap(),
			};
			second.push(Message::Deal(i, deal));
		}
	}
	// Somebody else's deal in one's own name.
	if let Some(Message::Deal(i, deal)) = second.first() {
		for other in (1..=run.dealers()).filter(|other| other != i) {
			let refused = chain.deal(other, deal);
			assert!(
				matches!(refused, Err(Refused::Deal(_) | Refused::NotCommitted)),
				"{refused:?}"
			);
		}
	}
	send(&mut chain, &second, &first, rng);
	chain.next_phase();

	let (mut third, mut liars_found) = (Vec::new(), BTreeSet::new());
	for party in &parties {
		let Some(j) = party.member.filter(|j| chain.keys().get(*j).is_some()) else {
			continue;
		};
		let complaints = party
			.secret
			.complaints::<K>(run, chain.keys(), j, &chain.taken(), rng)
			.unwrap();
		let bad: BTreeSet<u16> = parties
			.iter()
			.filter(|dealer| dealer.hand.is_some() && dealer.conduct.deals())
			.filter(|dealer| {
				let lies = &dealer.lies;
				[&lies.wrong, &lies.noise, &lies.unreduced]
					.iter()
					.any(|lie| lie.contains(&j))
			})
			.filter_map(|dealer| dealer.dealer)
			.collect();
		assert_eq!(complaints.iter().map(|(i, _)| *i).collect::<BTreeSet<_>>(), bad);
		if party.conduct == Conduct::Honest {
			liars_found.extend(&bad);
			third.extend(
				complaints
					.into_iter()
					.map(|(i, complaint)| Message::Complaint(j, i, complaint)),
			);
		} else if party.conduct == Conduct::Slanders {
			third.extend(slander(run, &chain, party, j, &bad, rng));
		}
	}
	let slanderers: BTreeSet<u16> = parties
		.iter()
		.filter(|party| party.conduct == Conduct::Slanders)
		.filter_map(|party| party.member)
		.collect();
	for (message, verdict) in send(&mut chain, &third, &[&first[..], &second].concat(), rng) {
		let Message::Complaint(j, _, _) = message else {
			panic!("only complaints have verdicts")
		};
		assert_eq!(verdict == Verdict::Complainer, slanderers.contains(&j));
	}
	assert_eq!(chain.convicted, liars_found);

	let public = chain.finish()?;
	assert!(K::is_sharing(&public));
	let deals = chain.counted().unwrap();
	let mut shares: Vec<Option<K::Share>> = (0..run.members()).map(|_| None).collect();
	for party in &parties {
		let Some(j) = party.member.filter(|j| chain.keys().get(*j).is_some()) else {
			continue;
		};
		let share = party.secret.share::<K>(run, chain.keys(), j, &deals, &public);
		assert!(share.is_ok() || party.conduct != Conduct::Honest);
		shares[usize::from(j) - 1] = share.ok().filter(|share| K::belongs(share, &public));
	}
	Ok(Holders {
		accounts: run.run().members.clone(),
		public,
		shares,
	})
}

/// A complaint of a dealer who did this member no wrong: made by dealing it noise under the same E elsewhere, it reveals what
/// the true one would.
fn slander<K: Used>(
	run: &CheckedRun,
	chain: &Chain<'_, K>,
	party: &Party<'_, K>,
	j: u16,
	bad: &BTreeSet<u16>,
	rng: &mut StdRng,
) -> Option<Message> {
	let (i, deal) = chain.deals.iter().find(|(i, _)| !bad.contains(i))?;
	let mut noise = deal.clone();
	noise[sealed_range::<K>(run, chain.keys())].fill(0);
	let complaints = party
		.secret
		.complaints::<K>(run, chain.keys(), j, &[(*i, &noise)], rng)
		.unwrap();
	complaints
		.into_iter()
		.next()
		.map(|(i, complaint)| Message::Complaint(j, i, complaint))
}

/// Whom there is, and what each does: about one in five at fault.
fn conducts(accounts: &[Account], rng: &mut StdRng) -> BTreeMap<Account, Conduct> {
	let share = *[0.0, 0.15, 0.3, 0.6].choose(rng).unwrap();
	let mut conducts = BTreeMap::new();
	for account in accounts {
		if rng.gen_bool(share) {
			conducts.insert(*account, *FAULTS.choose(rng).unwrap());
		}
	}
	conducts
}

/// What must be true of a key that was made.
fn is_of_use_to_the_honest_alone<K: Used>(
	holders: &Holders<K>,
	conducts: &BTreeMap<Account, Conduct>,
	rng: &mut StdRng,
) {
	let threshold = usize::from(K::threshold(&holders.public));
	let mut honest: Vec<&K::Share> = holders
		.accounts
		.iter()
		.zip(&holders.shares)
		.filter(|(account, _)| !conducts.contains_key(*account))
		.map(|(_, share)| share.as_ref().expect("an honest member has a share"))
		.collect();
	honest.shuffle(rng);
	let present: Vec<&K::Share> = holders.shares.iter().flatten().collect();
	if honest.len() >= threshold {
		assert!(K::work(&holders.public, &honest[..threshold]));
		assert!(K::is_key(&holders.public, &combined::<K>(&honest[..threshold])));
	}
	let fewer = present
		.choose_multiple(rng, threshold - 1)
		.copied()
		.collect::<Vec<_>>();
	assert!(!K::is_key(&holders.public, &combined::<K>(&fewer)));
}

fn history<K: Used>(seed: u64) {
	let mut rng = rng(seed);
	let rng = &mut rng;
	let mut everybody: Vec<Account> = (1..=10).map(account).collect();
	let mut holders: Option<(Holders<K>, u32)> = None;
	for number in 1..=5 {
		everybody.shuffle(rng);
		let members = everybody[..rng.gen_range(1..=7)].to_vec();
		let old = holders.as_ref();
		let mut involved = members.clone();
		involved.extend(old.iter().flat_map(|(old, _)| &old.accounts));
		let conducts = conducts(&involved, rng);
		let run = Run {
			genesis: GENESIS,
			kind: K::KIND,
			number,
			generation: old.map_or(0, |(_, generation)| generation + 1),
			threshold: threshold_for(u16::try_from(members.len()).unwrap()),
			members,
			origin: match old {
				None => Origin::Fresh,
				Some((old, _)) => Origin::Resharing(K::resharing(&old.public, &old.accounts)),
			},
		}
		.check()
		.unwrap();
		let at_fault = |accounts: &[Account]| {
			accounts
				.iter()
				.filter(|account| conducts.contains_key(*account))
				.count()
		};
		let spare = usize::from(run.members() - run.run().threshold);
		let able = old.map_or(usize::MAX, |(old, _)| {
			old.accounts
				.iter()
				.zip(&old.shares)
				.filter(|(account, share)| share.is_some() && !conducts.contains_key(*account))
				.count()
		});
		let must_succeed = at_fault(&run.run().members) <= spare && able >= usize::from(run.needed_dealers());
		match play(&run, old.map(|(old, _)| old), &conducts, rng) {
			Ok(new) => {
				is_of_use_to_the_honest_alone(&new, &conducts, rng);
				if let Some((old, _)) = old {
					assert_eq!(K::key(&new.public), K::key(&old.public));
					old_and_new_are_of_no_use_together(old, &new, rng);
				}
				holders = Some((new, run.run().generation));
			}
			Err(failed) => {
				assert!(!must_succeed, "{failed:?}");
				assert!(matches!(
					failed,
					Failed::TooFewHolders | Failed::Finish(FinishError::TooFewDealers { .. })
				));
			}
		}
	}
}

fn old_and_new_are_of_no_use_together<K: Used>(old: &Holders<K>, new: &Holders<K>, rng: &mut StdRng) {
	let below = |holders: &Holders<K>, rng: &mut StdRng| -> Vec<K::Share> {
		let present: Vec<&K::Share> = holders.shares.iter().flatten().collect();
		let threshold = usize::from(K::threshold(&holders.public));
		present
			.choose_multiple(rng, threshold - 1)
			.map(|share| copy::<K>(share))
			.collect()
	};
	let (before, after) = (below(old, rng), below(new, rng));
	// One share an index: the new one where there are two.
	let mut mixed: BTreeMap<u16, &K::Share> = BTreeMap::new();
	for share in before.iter().chain(&after) {
		mixed.insert(K::head_of(share).index, share);
	}
	let mixed: Vec<&K::Share> = mixed.into_values().collect();
	assert!(!K::is_key(&new.public, &combined::<K>(&mixed)));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn attribute_keys_are_made_or_not_whatever_happens(seed in any::<u64>()) {
		history::<Attributes>(seed);
	}

	#[test]
	fn token_keys_are_made_or_not_whatever_happens(seed in any::<u64>()) {
		history::<Tokens>(seed);
	}
}
