//! Prints what ceremonies cost on this machine, all members in one process:
//! `cargo run --release --example ceremony`, or with the numbers of members that are of interest.

use rand::rngs::OsRng;
use salus_crypto::{
	authority::PublicParameters,
	ceremony::{
		coefficient_sum, judge, member_publics, public, sealed_range, threshold_for, verify_deal,
		verify_receiving_key, AttributeKeys, CheckedRun, Complaint, Kind, Origin, ReceivingKeys, Resharing,
		Run, RunSecret, Tokens,
	},
	suite::{Portable, Suite},
	token::PublicKeys,
	Bls,
};
use std::{hint::black_box, time::Instant};

/// What a run makes, and the shares.
struct Made<K: Kind> {
	public: K::Public,
	shares: Vec<K::Share>,
}

struct Clock(Instant);

impl Clock {
	fn milliseconds(&mut self) -> f64 {
		let passed = self.0.elapsed().as_secs_f64() * 1e3;
		self.0 = Instant::now();
		passed
	}
}

fn accounts(count: u16) -> Vec<[u8; 32]> {
	(0..count)
		.map(|number| {
			let mut account = [0; 32];
			account[..2].copy_from_slice(&number.to_le_bytes());
			account
		})
		.collect()
}

/// One run: everybody deals. `V` is the kind with the arithmetic of whoever verifies.
fn run_of<K, V>(name: &str, run: &CheckedRun, old: &[K::Share]) -> Made<K>
where
	K: Kind,
	V: Kind<Public = K::Public>,
{
	let mut rng = OsRng;
	let mut clock = Clock(Instant::now());
	let n = run.members();
	let each = |total: f64, count: u16| total / f64::from(count);
	let receivers: Vec<RunSecret> = (0..n).map(|_| RunSecret::generate(&mut rng)).collect();
	clock.milliseconds();
	let posted: Vec<_> = (1..)
		.zip(&receivers)
		.map(|(j, secret)| secret.receiving_key(run, j).expect("a member"))
		.collect();
	for (j, (key, proof)) in (1..).zip(&posted) {
		verify_receiving_key(run, j, key, proof).expect("its key");
	}
	let of_keys = each(clock.milliseconds(), n);
	let keys = ReceivingKeys::new(run, posted.into_iter().map(|(key, _)| Some(key)).collect())
		.expect("one a member");
	let deals: Vec<(u16, [u8; 32], Vec<u8>)> =
		(1..=run.needed_dealers().max(if old.is_empty() { n } else { 0 }))
			.map(|i| {
				let secret = RunSecret::generate(&mut rng);
				let dealing = secret
					.dealing::<K>(run, i, old.get(usize::from(i) - 1))
					.expect("a dealer");
				(i, dealing.commitment(), dealing.deal(&keys).expect("keys decode"))
			})
			.collect();
	let count = u16::try_from(deals.len()).expect("at most a hundred");
	let of_deals = each(clock.milliseconds(), count);
	for (i, committed, deal) in &deals {
		verify_deal::<V>(run, &keys, *i, committed, deal).expect("honest");
	}
	let of_checks = each(clock.milliseconds(), count);
	let taken: Vec<(u16, &[u8])> = deals.iter().map(|(i, _, deal)| (*i, deal.as_slice())).collect();
	let complaints = receivers[0]
		.complaints::<K>(run, &keys, 1, &taken, &mut rng)
		.expect("deals of this run");
	assert!(complaints.is_empty());
	let of_receiving = clock.milliseconds();
	// A complaint without a reason costs as much to judge as one with.
	let mut altered = deals[0].2.clone();
	altered[sealed_range::<K>(run, &keys).start] ^= 1;
	let complaint: Complaint = receivers[0]
		.complaints::<K>(run, &keys, 1, &[(1, &altered)], &mut rng)
		.expect("a deal of this run")[0]
		.1;
	clock.milliseconds();
	black_box(judge::<V>(run, &keys, 1, 1, &deals[0].2, &complaint).expect("a proof"));
	let of_judging = clock.milliseconds();
	let sums: Vec<Vec<u8>> = (0..run.run().threshold)
		.map(|k| coefficient_sum::<V>(run, &keys, &taken, k).expect("deals that count"))
		.collect();
	let of_sums = clock.milliseconds();
	let members = member_publics::<V>(run, &sums, 1..=n).expect("all members");
	let of_members = clock.milliseconds();
	let public = public::<V>(run, &sums, &members).expect("a key");
	clock.milliseconds();
	let shares: Vec<K::Share> = (1..)
		.zip(&receivers)
		.map(|(j, secret)| {
			secret
				.share::<K>(run, &keys, j, &taken, &public)
				.expect("a share")
		})
		.collect();
	let of_shares = each(clock.milliseconds(), n);
	let bytes = deals[0].2.len();
	println!(
		"{name:<28} n {n:>3} t {:>3} | bytes: a deal {bytes:>6}, all {:>7} | ms: key {of_keys:>6.2} deal {of_deals:>7.2} \
		 check {of_checks:>7.2} receive {of_receiving:>7.2} judge {of_judging:>6.2} sums {of_sums:>7.1} \
		 members {of_members:>7.1} share {of_shares:>6.2}",
		run.run().threshold,
		bytes * deals.len(),
	);
	Made { public, shares }
}

fn both<K, V>(name: &str, n: u16, handed_on: fn(&K::Public, &[[u8; 32]]) -> Resharing)
where
	K: Kind,
	V: Kind<Public = K::Public>,
{
	let run = Run {
		genesis: [1; 32],
		kind: K::KIND,
		number: 1,
		generation: 0,
		threshold: threshold_for(n),
		members: accounts(n),
		origin: Origin::Fresh,
	};
	let made = run_of::<K, V>(
		&format!("{name}, fresh"),
		&run.clone().check().expect("sound"),
		&[],
	);
	let run = Run {
		number: 2,
		generation: 1,
		origin: Origin::Resharing(handed_on(&made.public, &accounts(n))),
		..run
	};
	run_of::<K, V>(
		&format!("{name}, resharing"),
		&run.check().expect("sound"),
		&made.shares,
	);
}

fn attribute_keys<V: Suite>(name: &str, n: u16) {
	both::<AttributeKeys<Bls>, AttributeKeys<V>>(name, n, |public: &PublicParameters, accounts| {
		Resharing::of_parameters(public, accounts).expect("an account each")
	});
}

fn main() {
	let asked: Vec<u16> = std::env::args()
		.skip(1)
		.filter_map(|text| text.parse().ok())
		.collect();
	let sizes = if asked.is_empty() {
		vec![4, 7, 16, 31]
	} else {
		asked
	};
	for n in sizes {
		attribute_keys::<Bls>("alpha and beta", n);
		attribute_keys::<Portable>("  (portable verification)", n);
		both::<Tokens, Tokens>("k", n, |public: &PublicKeys, accounts| {
			Resharing::of_token_keys(public, accounts).expect("an account each")
		});
	}
}
