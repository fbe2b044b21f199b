//! A dealer who deals one member a share that is none, and proves it like the truth.

use super::{
	chain::TestChain,
	hand::{Hand, Lies},
};
use rand::rngs::OsRng;
use salus_authority::{AuthorityChain, Call};
use salus_crypto::{
	ceremony::{AttributeKeys, CheckedRun, RunSecret, Tokens},
	Bls,
};
use salus_primitives::{
	ceremony::{CeremonyKind, Phase, ReceivingKey, RoundInfo},
	AccountId, BlockNumber,
};
use sp_core::{sr25519, Pair};
use std::sync::Arc;

pub struct Liar {
	account: sr25519::Pair,
	chain: Arc<TestChain>,
	secret: RunSecret,
	hand: Option<Hand<AttributeKeys<Bls>>>,
	sent: Vec<(CeremonyKind, Phase)>,
}

impl Liar {
	pub fn new(account: sr25519::Pair, chain: Arc<TestChain>) -> Self {
		Self {
			account,
			chain,
			secret: RunSecret::generate(&mut OsRng),
			hand: None,
			sent: Vec::new(),
		}
	}

	fn send(&mut self, phase: Phase, kind: CeremonyKind, call: &Call) {
		self.chain.submit(&self.account, call).unwrap();
		self.sent.push((kind, phase));
	}

	fn round(&self, kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>> {
		let round = self.chain.round(self.chain.best(), kind).unwrap()?;
		(!self.sent.contains(&(kind, round.phase))).then_some(round)
	}

	fn run(&self, round: &RoundInfo<AccountId, BlockNumber>) -> CheckedRun {
		round.run(self.chain.genesis().0, None).unwrap()
	}

	fn own(&self, run: &CheckedRun) -> u16 {
		run.member(&self.account.public().0).unwrap()
	}

	fn commit(&mut self, round: &RoundInfo<AccountId, BlockNumber>, run: &CheckedRun, commitment: [u8; 32]) {
		let (key, proof) = self.secret.receiving_key(run, self.own(run)).unwrap();
		let call = Call::Commit {
			kind: round.kind,
			round: round.round,
			key: Some(ReceivingKey { key, proof }),
			commitment: Some(commitment),
		};
		self.send(Phase::Commit, round.kind, &call);
	}

	/// Takes part in the ceremony of attribute keys, and lies to member 1.
	pub fn step(&mut self, kind: CeremonyKind) {
		let Some(round) = self.round(kind) else {
			return;
		};
		let number = round.round;
		match round.phase {
			Phase::Enrol => self.send(Phase::Enrol, kind, &Call::Enrol { kind, round: number }),
			Phase::Commit => {
				let run = self.run(&round);
				let hand = Hand::<AttributeKeys<Bls>>::random(round.threshold, &mut OsRng);
				let commitment = hand.commitment(&run, self.own(&run));
				self.hand = Some(hand);
				self.commit(&round, &run, commitment);
			}
			Phase::Deal => {
				let run = self.run(&round);
				let keys = round.receiving_keys(&run).unwrap();
				let lies = Lies {
					wrong: [1].into(),
					..Lies::default()
				};
				let hand = self.hand.as_ref().unwrap();
				let deal = hand.deal(&run, &keys, self.own(&run), &lies, &mut OsRng);
				let call = Call::Deal {
					kind,
					round: number,
					deal: deal.try_into().unwrap(),
				};
				self.send(Phase::Deal, kind, &call);
			}
			Phase::Complain | Phase::Finish => {}
		}
	}

	/// Takes part in the ceremony of the token key as it should.
	pub fn step_honestly_else(&mut self, kind: CeremonyKind) {
		let Some(round) = self.round(kind) else {
			return;
		};
		let number = round.round;
		match round.phase {
			Phase::Enrol => self.send(Phase::Enrol, kind, &Call::Enrol { kind, round: number }),
			Phase::Commit => {
				let run = self.run(&round);
				let commitment = self
					.secret
					.dealing::<Tokens>(&run, self.own(&run), None)
					.unwrap()
					.commitment();
				self.commit(&round, &run, commitment);
			}
			Phase::Deal => {
				let run = self.run(&round);
				let keys = round.receiving_keys(&run).unwrap();
				let deal = self
					.secret
					.dealing::<Tokens>(&run, self.own(&run), None)
					.unwrap()
					.deal(&keys)
					.unwrap();
				let call = Call::Deal {
					kind,
					round: number,
					deal: deal.try_into().unwrap(),
				};
				self.send(Phase::Deal, kind, &call);
			}
			Phase::Complain | Phase::Finish => {}
		}
	}
}
