//! The index: what is there is found and nothing else, tags show nothing they should not, and who matches can prove it.

#[path = "../dleq_prover/mod.rs"]
mod dleq_prover;
mod honest;
mod keys;
mod matching;
#[path = "../oracle/mod.rs"]
mod oracle;
mod properties;
mod tags;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use curve25519_dalek::{RistrettoPoint, Scalar};
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	index::{Interest, KeyId, MasterSecret, Scope},
	token::Token,
};

const GENESIS: [u8; 32] = [1; 32];
const SCOPE: Scope = [3; 16];

fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

fn master() -> MasterSecret {
	MasterSecret::from_bytes(&[4; 32])
}

fn key() -> KeyId {
	KeyId {
		indexer: 7,
		scope: SCOPE,
		epoch: 2,
	}
}

/// A token that no authority made: any point is as good here.
fn token(number: u64) -> Token {
	let point = RistrettoPoint::mul_base(&Scalar::from(number + 2));
	Token::from_bytes(&point.compress().to_bytes()).unwrap()
}

fn interest(number: u64) -> Interest {
	token(number).interest()
}

fn interests(numbers: impl IntoIterator<Item = u64>) -> Vec<Interest> {
	numbers.into_iter().map(interest).collect()
}
