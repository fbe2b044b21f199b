//! Ceremonies: what a dealer, a recipient and the chain compute and store, by the number of members. All members are in one
//! process; a recipient's and a dealer's row is the work of one of them.

use crate::{
	floor::{floor, Floor},
	measure::{time, time_both},
	summary::Summary,
};
use rand::rngs::OsRng;
use salus_crypto::{
	ceremony::{
		coefficient_sum, judge, member_publics, public_of_deals, sealed_range, threshold_for, verify_deal,
		Account, AttributeKeys, CheckedRun, Complaint, Kind, Origin, ReceivingKeys, Resharing, Run,
		RunSecret, Tokens,
	},
	Bls,
};

/// Members of the ceremonies that are measured.
const MEMBERS: [u16; 4] = [4, 7, 16, 31];
const GENESIS: [u8; 32] = [1; 32];

/// Measures ceremonies of both kinds, and the resharing of the larger one.
pub fn run(summary: &mut Summary) {
	let floor = floor();
	let (mut fresh, mut handed_on, mut tokens) = (Growth::default(), Growth::default(), Growth::default());
	for members in MEMBERS {
		let keys = Ceremony::<AttributeKeys<Bls>>::fresh(members);
		let name = format!("ceremony of attribute keys, {members} members");
		let cost = keys.measure(summary, &name, Some(&floor));
		fresh.check(summary, &name, members, cost);
		let (name, cost) = resharing(summary, &keys);
		handed_on.check(summary, &name, members, cost);
	}
	for members in MEMBERS {
		let name = format!("ceremony of tokens, {members} members");
		let cost = Ceremony::<Tokens>::fresh(members).measure(summary, &name, None);
		tokens.check(summary, &name, members, cost);
	}
}

/// What a ceremony costs the chain.
#[derive(Clone, Copy)]
struct Cost {
	/// Bytes of all deals.
	bytes: f64,
	/// Microseconds of all that it computes.
	time: f64,
}

/// How costs grow from the fewest members on.
#[derive(Default)]
struct Growth(Option<(u16, Cost)>);

impl Growth {
	/// The run fails where a cost has grown by more than the square of the members.
	fn check(&mut self, summary: &mut Summary, name: &str, members: u16, cost: Cost) {
		let Some((fewest, least)) = self.0 else {
			self.0 = Some((members, cost));
			return;
		};
		let square = (f64::from(members) / f64::from(fewest)).powi(2);
		let target = format!("target: {square:.1} times that of {fewest}");
		for (what, value, unit, least) in [
			("all deals", cost.bytes, "bytes", least.bytes),
			("chain, all of it", cost.time, "us", least.time),
		] {
			summary.target(&format!("{name}: {what}"), value, unit, &target, least * square);
		}
	}
}

/// A run of which all messages are posted.
struct Ceremony<K: Kind> {
	run: CheckedRun,
	secrets: Vec<RunSecret>,
	keys: ReceivingKeys,
	commitments: Vec<[u8; 32]>,
	deals: Vec<(u16, Vec<u8>)>,
	old: Vec<K::Share>,
}

fn accounts(members: u16) -> Vec<Account> {
	(1..=members)
		.map(|member| {
			let mut account = [0; 32];
			account[..2].copy_from_slice(&member.to_le_bytes());
			account
		})
		.collect()
}

impl<K: Kind> Ceremony<K> {
	fn fresh(members: u16) -> Self {
		Self::of(members, 0, Origin::Fresh, Vec::new())
	}

	/// Everybody is there and honest.
	fn of(members: u16, generation: u32, origin: Origin, old: Vec<K::Share>) -> Self {
		let run = Run {
			genesis: GENESIS,
			kind: K::KIND,
			number: generation,
			generation,
			threshold: threshold_for(members),
			members: accounts(members),
			origin,
		}
		.check()
		.expect("the default threshold is sound");
		let secrets: Vec<RunSecret> = (0..members).map(|_| RunSecret::generate(&mut OsRng)).collect();
		let keys = (1..)
			.zip(&secrets)
			.map(|(j, secret)| Some(secret.receiving_key(&run, j).expect("a member").0))
			.collect();
		let keys = ReceivingKeys::new(&run, keys).expect("one a member");
		let (mut commitments, mut deals) = (Vec::new(), Vec::new());
		for (i, secret) in (1..).zip(&secrets) {
			let dealing = secret
				.dealing::<K>(&run, i, old.get(usize::from(i) - 1))
				.expect("a dealer");
			commitments.push(dealing.commitment());
			deals.push((i, dealing.deal(&keys).expect("its own run")));
		}
		Self {
			run,
			secrets,
			keys,
			commitments,
			deals,
			old,
		}
	}

	/// The deals that count.
	fn counted(&self) -> Vec<(u16, &[u8])> {
		let needed = match self.old.is_empty() {
			true => self.deals.len(),
			false => self.run.needed_dealers().into(),
		};
		let deals = self.deals.iter().map(|(i, deal)| (*i, deal.as_slice()));
		deals.take(needed).collect()
	}

	fn shares(&self, public: &K::Public) -> Vec<K::Share> {
		(1..)
			.zip(&self.secrets)
			.map(|(j, secret)| {
				secret
					.share::<K>(&self.run, &self.keys, j, &self.counted(), public)
					.expect("honest deals")
			})
			.collect()
	}

	/// Measures what one of each does, and what the chain does for all.
	fn measure(&self, summary: &mut Summary, name: &str, floor: Option<&Floor>) -> Cost {
		let Self {
			run,
			secrets,
			keys,
			commitments,
			deals,
			old,
		} = self;
		let (members, threshold) = (run.members(), run.run().threshold);
		let counted = self.counted();
		let length = deals[0].1.len();
		summary.value(format!("{name}: a deal"), length as f64, "bytes");
		let bytes = (length * deals.len()) as f64;
		summary.value(format!("{name}: the deals of all"), bytes, "bytes");
		let secret = &secrets[0];
		let dealing = || {
			let dealing = secret.dealing::<K>(run, 1, old.first()).expect("a dealer");
			dealing.deal(keys).expect("its own run")
		};
		let floored = |summary: &mut Summary, what: &str, time: f64, multiplications: u16| match floor {
			Some(floor) => {
				let alone = f64::from(multiplications) * floor.g2;
				let peer = format!("{multiplications} G2 by blst alone");
				summary.beside(format!("{name}: {what}"), time, "us", &peer, alone);
			}
			None => summary.value(format!("{name}: {what}"), time, "us"),
		};
		// Two polynomials of so many coefficients.
		floored(summary, "dealer: make a deal", time(dealing), 2 * threshold);
		let deal = deals[0].1.as_slice();
		let verify = || verify_deal::<K>(run, keys, 1, &commitments[0], deal).expect("an honest deal");
		let decode_all = || {
			deals.iter().zip(commitments).for_each(|((i, deal), commitment)| {
				verify_deal::<K>(run, keys, *i, commitment, deal).expect("an honest deal");
			});
		};
		let (one, all) = time_both(verify, decode_all);
		summary.value(format!("{name}: chain, a deal"), one, "us");
		summary.value(format!("{name}: chain, the deals of all"), all, "us");
		let complaints = || {
			secret
				.complaints::<K>(run, keys, 1, &counted, &mut OsRng)
				.expect("its own key")
		};
		assert!(complaints().is_empty(), "everybody is honest");
		floored(
			summary,
			"recipient: check all shares",
			time(complaints),
			2 * threshold,
		);
		summary.value(format!("{name}: chain, judge a complaint"), self.judging(), "us");
		let sum = || coefficient_sum::<K>(run, keys, &counted, 0).expect("honest deals");
		let sums: Vec<_> = (0..threshold)
			.map(|k| coefficient_sum::<K>(run, keys, &counted, k).expect("honest deals"))
			.collect();
		let member = || member_publics::<K>(run, &sums, members..=members).expect("a member");
		let (summing, placing) = (time(sum), time(member));
		summary.value(
			format!("{name}: chain, a step of {threshold} sums"),
			summing,
			"us",
		);
		summary.value(
			format!("{name}: chain, a step of {members} members' values"),
			placing,
			"us",
		);
		let steps = f64::from(threshold) * summing + f64::from(members) * placing;
		summary.value(format!("{name}: chain, all steps"), steps, "us");
		Cost {
			bytes,
			time: all + steps,
		}
	}

	/// The last member complains of a deal that is good: opening and checking a share is the same either way.
	fn judging(&self) -> f64 {
		let recipient = self.run.members();
		let secret = &self.secrets[usize::from(recipient) - 1];
		// A deal whose last sealed byte was turned: its recipient cannot open it, and complains with a proof.
		let (dealer, deal) = &self.deals[0];
		let mut broken = deal.clone();
		let last = sealed_range::<K>(&self.run, &self.keys).end - 1;
		broken[last] ^= 1;
		let deals = [(*dealer, broken.as_slice())];
		let complaints = secret
			.complaints::<K>(&self.run, &self.keys, recipient, &deals, &mut OsRng)
			.expect("its own key");
		let complaint: &Complaint = &complaints.first().expect("it does not open").1;
		time(|| {
			judge::<K>(&self.run, &self.keys, *dealer, recipient, deal, complaint).expect("a sound proof")
		})
	}
}

/// The same hospitals hand the key on to themselves; gives its name and what it costs.
fn resharing(summary: &mut Summary, from: &Ceremony<AttributeKeys<Bls>>) -> (String, Cost) {
	let members = from.run.members();
	let public =
		public_of_deals::<AttributeKeys<Bls>>(&from.run, &from.keys, &from.counted()).expect("honest deals");
	let old = Resharing::of_parameters(&public, &accounts(members)).expect("one account a holder");
	let name = format!("resharing of attribute keys, {members} members");
	let next = Ceremony::<AttributeKeys<Bls>>::of(members, 1, Origin::Resharing(old), from.shares(&public));
	let cost = next.measure(summary, &name, None);
	let kept =
		public_of_deals::<AttributeKeys<Bls>>(&next.run, &next.keys, &next.counted()).expect("honest deals");
	assert_eq!((kept.a, kept.beta), (public.a, public.beta), "the key stays");
	(name, cost)
}
