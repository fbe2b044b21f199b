//! An epoch's update keys by the number of revoked: what an authority makes, what whoever is first checks and combines, and
//! what goes on chain.

use crate::{measure::time_once, summary::Summary};
use rand::{rngs::OsRng, seq::index::sample};
use salus_crypto::{
	authority::{
		combine_update_keys, deal, issue_updates, verify_partial_update, EpochCover, Parameters,
		PartialUpdateKey, Share,
	},
	tree::cover,
	Bls,
};

/// Authorities: any 5 of 7.
const SHARING: (u16, u16) = (5, 7);
/// Leaves that are given out.
const USERS: usize = 65_536;
const REVOKED: [usize; 3] = [10, 100, 1_000];
const EPOCH: u32 = 9;
/// A node, an era, and the two points, as the chain takes them.
const UPDATE_KEY: usize = 2 + 1 + 4 + 4 + 48 + 96;
/// Update keys in a call that publishes some, as nodes send them.
const PART: usize = 64;
/// An epoch in production: its blocks, and the seconds of a block.
const BLOCKS: f64 = 14_400.0;
const SECONDS: f64 = 6.0;

/// Measures epochs of one era, on one core.
pub fn run(summary: &mut Summary) {
	let (public, shares) = deal::<Bls>(SHARING.0, SHARING.1, &mut OsRng).expect("5 of 7 is sound");
	let parameters: Parameters<Bls> = public.validate().expect("just dealt");
	let shares = &shares[..usize::from(SHARING.0)];
	for revoked in REVOKED {
		epoch(summary, &parameters, shares, revoked);
	}
}

fn epoch(summary: &mut Summary, parameters: &Parameters<Bls>, shares: &[Share], revoked: usize) {
	let leaves = sample(&mut OsRng, USERS, revoked);
	let leaves = leaves
		.into_iter()
		.map(|leaf| u32::try_from(leaf).expect("a small leaf"));
	let (nodes, covering) = time_once(|| cover(0, leaves));
	let count = nodes.len();
	let cover = EpochCover {
		epoch: EPOCH,
		eras: 0..=0,
		nodes,
	};
	let name = format!("epoch, {revoked} of {USERS} users revoked");
	summary.value(format!("{name}: update keys"), count as f64, "keys");
	summary.value(
		format!("{name}: update keys on chain"),
		(count * UPDATE_KEY) as f64,
		"bytes",
	);
	summary.value(format!("{name}: cover"), covering, "us");
	let (first, rest) = shares.split_first().expect("there are shares");
	let (partials, issuing) = time_once(|| issue_updates::<Bls>(first, &cover, &mut OsRng));
	summary.value(format!("{name}: partials of an authority"), issuing, "us");
	let others: Vec<Vec<PartialUpdateKey<Bls>>> = rest
		.iter()
		.map(|share| issue_updates::<Bls>(share, &cover, &mut OsRng))
		.collect();
	let ((), checking) = time_once(|| {
		for partial in others.iter().flatten() {
			verify_partial_update(parameters, partial).expect("an honest partial");
		}
	});
	summary.value(
		format!("{name}: check the partials of {} others", others.len()),
		checking,
		"us",
	);
	let ((), combining) = time_once(|| {
		for (place, own) in partials.iter().enumerate() {
			let all: Vec<_> = std::iter::once(own.clone())
				.chain(others.iter().map(|partials| partials[place].clone()))
				.collect();
			let key = combine_update_keys(parameters, &all).expect("as many as are needed");
			key.verify(parameters.beta(), EPOCH).expect("honest partials");
		}
	});
	summary.value(format!("{name}: combine and check"), combining, "us");
	summary.target(
		&format!("{name}: all of it"),
		covering + issuing + checking + combining,
		"us",
		"target: an epoch, on one core",
		BLOCKS * SECONDS * 1e6,
	);
	summary.target(
		&format!("{name}: calls that publish"),
		count.div_ceil(PART) as f64,
		"calls",
		"target: one a block of an epoch",
		BLOCKS,
	);
}
