//! The chain's part in a ceremony, as small as it can be: what is posted, what is taken, who is out.

use salus_crypto::{
	ceremony::{
		coefficient_sum, judge, member_publics, public, qualified, verify_deal, verify_receiving_key,
		CheckedRun, Complaint, ComplaintError, DealError, FinishError, Kind, ReceivingKeyError,
		ReceivingKeys, Verdict,
	},
	encoding::RistrettoBytes,
	schnorr::Proof,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	marker::PhantomData,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
	Commit,
	Deal,
	Complain,
}

/// Why a message is not taken.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
	OtherPhase,
	Repeated,
	NotCommitted,
	NoDeal,
	Key(ReceivingKeyError),
	Deal(DealError),
	Complaint(ComplaintError),
}

/// Why a run gives nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Failed {
	TooFewHolders,
	Finish(FinishError),
}

/// One run on chain.
pub struct Chain<'a, K: Kind> {
	pub run: &'a CheckedRun,
	pub phase: Phase,
	posted_keys: BTreeMap<u16, RistrettoBytes>,
	commitments: BTreeMap<u16, [u8; 32]>,
	keys: Option<ReceivingKeys>,
	pub deals: BTreeMap<u16, Vec<u8>>,
	pub convicted: BTreeSet<u16>,
	/// Members who complained of good shares.
	pub liars: BTreeSet<u16>,
	complained: BTreeSet<(u16, u16)>,
	kind: PhantomData<K>,
}

impl<'a, K: Kind> Chain<'a, K> {
	pub fn new(run: &'a CheckedRun) -> Self {
		Self {
			run,
			phase: Phase::Commit,
			posted_keys: BTreeMap::new(),
			commitments: BTreeMap::new(),
			keys: None,
			deals: BTreeMap::new(),
			convicted: BTreeSet::new(),
			liars: BTreeSet::new(),
			complained: BTreeSet::new(),
			kind: PhantomData,
		}
	}

	pub fn keys(&self) -> &ReceivingKeys {
		self.keys.as_ref().expect("the first phase is over")
	}

	pub fn next_phase(&mut self) {
		self.phase = match self.phase {
			Phase::Commit => {
				let keys = (1..=self.run.members())
					.map(|j| self.posted_keys.get(&j).copied())
					.collect();
				self.keys = Some(ReceivingKeys::new(self.run, keys).unwrap());
				Phase::Deal
			}
			Phase::Deal | Phase::Complain => Phase::Complain,
		};
	}

	fn during(&self, phase: Phase) -> Result<(), Refused> {
		if self.phase == phase {
			Ok(())
		} else {
			Err(Refused::OtherPhase)
		}
	}

	pub fn post_key(&mut self, member: u16, key: &RistrettoBytes, proof: &Proof) -> Result<(), Refused> {
		self.during(Phase::Commit)?;
		verify_receiving_key(self.run, member, key, proof).map_err(Refused::Key)?;
		if self.posted_keys.contains_key(&member) {
			return Err(Refused::Repeated);
		}
		self.posted_keys.insert(member, *key);
		Ok(())
	}

	pub fn commit(&mut self, dealer: u16, commitment: [u8; 32]) -> Result<(), Refused> {
		self.during(Phase::Commit)?;
		if self.commitments.contains_key(&dealer) {
			return Err(Refused::Repeated);
		}
		self.commitments.insert(dealer, commitment);
		Ok(())
	}

	pub fn deal(&mut self, dealer: u16, deal: &[u8]) -> Result<(), Refused> {
		self.during(Phase::Deal)?;
		let commitment = self.commitments.get(&dealer).ok_or(Refused::NotCommitted)?;
		if self.deals.contains_key(&dealer) {
			return Err(Refused::Repeated);
		}
		verify_deal::<K>(self.run, self.keys(), dealer, commitment, deal).map_err(Refused::Deal)?;
		self.deals.insert(dealer, deal.to_vec());
		Ok(())
	}

	pub fn complain(
		&mut self,
		recipient: u16,
		dealer: u16,
		complaint: &Complaint,
	) -> Result<Verdict, Refused> {
		self.during(Phase::Complain)?;
		let deal = self.deals.get(&dealer).ok_or(Refused::NoDeal)?;
		if self.complained.contains(&(recipient, dealer)) {
			return Err(Refused::Repeated);
		}
		let verdict = judge::<K>(self.run, self.keys(), dealer, recipient, deal, complaint)
			.map_err(Refused::Complaint)?;
		self.complained.insert((recipient, dealer));
		match verdict {
			Verdict::Dealer(_) => self.convicted.insert(dealer),
			Verdict::Complainer => self.liars.insert(recipient),
		};
		Ok(verdict)
	}

	/// Deals that were taken, whoever was convicted later.
	pub fn taken(&self) -> Vec<(u16, &[u8])> {
		self.deals.iter().map(|(i, deal)| (*i, deal.as_slice())).collect()
	}

	/// The deals that count.
	pub fn counted(&self) -> Result<Vec<(u16, &[u8])>, Failed> {
		let standing: Vec<u16> = self
			.deals
			.keys()
			.copied()
			.filter(|dealer| !self.convicted.contains(dealer))
			.collect();
		if self.keys().count() < self.run.run().threshold {
			return Err(Failed::TooFewHolders);
		}
		let dealers = qualified(self.run, &standing).map_err(Failed::Finish)?;
		Ok(dealers
			.into_iter()
			.map(|dealer| (dealer, self.deals[&dealer].as_slice()))
			.collect())
	}

	/// The public values, step by step as a chain makes them.
	pub fn finish(&self) -> Result<K::Public, Failed> {
		let deals = self.counted()?;
		let finish = || {
			let sums = (0..self.run.run().threshold)
				.map(|k| coefficient_sum::<K>(self.run, self.keys(), &deals, k))
				.collect::<Result<Vec<_>, _>>()?;
			let mut members = Vec::new();
			for j in 1..=self.run.members() {
				members.extend(member_publics::<K>(self.run, &sums, j..=j)?);
			}
			public::<K>(self.run, &sums, &members)
		};
		finish().map_err(Failed::Finish)
	}
}
