//! Ceremonies: the honest get one key that exactly they can use, or nobody gets any; resharing keeps the key.

mod bad_deals;
mod bad_input;
mod chain;
#[path = "../common/mod.rs"]
mod common;
mod complaints;
#[path = "../vector_file/counter.rs"]
mod counter;
mod hand;
mod keys;
mod properties;
mod resharing;
mod story;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;
mod view;

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	ceremony::{Account, AttributeKeys, CeremonyKind, CheckedRun, Kind, Origin, Run},
	Bls,
};

type Attributes = AttributeKeys<Bls>;

const GENESIS: [u8; 32] = [7; 32];

fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

fn account(number: u8) -> Account {
	[number; 32]
}

fn accounts(numbers: impl IntoIterator<Item = u8>) -> Vec<Account> {
	numbers.into_iter().map(account).collect()
}

/// A run that makes a fresh key among members 1 to n.
fn fresh(kind: CeremonyKind, threshold: u16, members: u8) -> Run {
	Run {
		genesis: GENESIS,
		kind,
		number: 1,
		generation: 0,
		threshold,
		members: accounts(1..=members),
		origin: Origin::Fresh,
	}
}

fn checked<K: Kind>(threshold: u16, members: u8) -> CheckedRun {
	fresh(K::KIND, threshold, members).check().unwrap()
}
