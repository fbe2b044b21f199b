//! Tokens: any t honest authorities make the same one, a lying one is named, and nothing malformed passes.

#[path = "../dleq_prover/mod.rs"]
mod dleq_prover;
mod keys;
mod liars;
#[path = "../oracle/mod.rs"]
mod oracle;
mod story;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::token::{
	deal, evaluate, Answer, Blinds, Collector, Context, Keys, PublicKeys, Share, Token,
};

const CONTEXT: Context = Context {
	genesis: [1; 32],
	asker: [2; 32],
};

const KEYWORDS: [&[u8]; 3] = [
	b"http://snomed.info/sct|44054006",
	b"http://loinc.org|4548-4",
	b"http://hl7.org/fhir/sid/cvx|207",
];

fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

/// A token key among authorities, and keywords asked.
struct World {
	public: PublicKeys,
	keys: Keys,
	shares: Vec<Share>,
	blinds: Blinds,
}

impl World {
	fn new(threshold: u16, count: u16) -> Self {
		let (public, shares) = deal(threshold, count, &mut rng(7)).unwrap();
		Self {
			keys: public.clone().validate().unwrap(),
			public,
			shares,
			blinds: Blinds::new(&KEYWORDS, &mut rng(8)).unwrap(),
		}
	}

	fn collector(&self) -> Collector<'_> {
		Collector::new(&self.keys, CONTEXT, &self.blinds)
	}

	/// The honest answer of authority j.
	fn answer(&self, j: u16) -> Answer {
		self.answer_in(j, &CONTEXT)
	}

	fn answer_in(&self, j: u16, context: &Context) -> Answer {
		let share = &self.shares[usize::from(j) - 1];
		evaluate(share, context, self.blinds.blinded(), &mut rng(u64::from(j))).unwrap()
	}

	fn tokens(&self, authorities: &[u16]) -> Vec<Token> {
		let mut collector = self.collector();
		for j in authorities {
			collector.add(&self.answer(*j)).unwrap();
		}
		collector.tokens().unwrap()
	}
}

fn bytes(tokens: &[Token]) -> Vec<[u8; 32]> {
	tokens.iter().map(|token| *token.to_bytes()).collect()
}
