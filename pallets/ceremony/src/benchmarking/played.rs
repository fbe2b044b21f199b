//! A round that its members have played up to a phase.

use super::{
	now,
	people::{funded, hospitals},
	Kind, KIND,
};
use crate::{
	rounds::dealing, AgentOf, Agents, Changed, Config, CurrentSettings, Deals, Dealt, Deposits, Pallet,
	RoundOf, Rounds,
};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_support::BoundedVec;
use salus_crypto::{
	authority::{self, Share},
	ceremony::{threshold_for, CheckedRun, ReceivingKeys, RunSecret},
};
use salus_primitives::{
	authority::Parameters,
	benchmarking::Counter,
	ceremony::{Deal, Phase, Purpose, ReceivingKey},
	traits::Sharings,
};
use sp_runtime::{
	traits::{One, Saturating},
	DispatchError,
};

/// A round of these members, in which all did all that comes before `phase`.
pub(super) struct Played<T: Config> {
	pub members: Vec<T::AccountId>,
	shares: Vec<Share>,
}

pub(super) fn secret(member: u16) -> RunSecret {
	let [low, high] = member.to_le_bytes();
	let mut bytes = [7; 32];
	(bytes[0], bytes[1]) = (low, high);
	RunSecret::from_bytes(&bytes)
}

pub(super) fn of_length(count: u32) -> u16 {
	u16::try_from(count).unwrap_or(u16::MAX)
}

impl<T: Config> Played<T> {
	/// All hold the key that is handed on, and all are members.
	pub fn new(count: u32) -> Result<Self, BenchmarkError> {
		let members = hospitals::<T>(count);
		let threshold = threshold_for(of_length(count));
		let (public, shares) = authority::deal::<T::Suite>(threshold, of_length(count), &mut Counter(3))
			.map_err(|_| BenchmarkError::Stop("the dealing"))?;
		let parameters =
			Parameters::new(public, &members).ok_or(BenchmarkError::Stop("an operator a share"))?;
		T::Keys::install_parameters(parameters);
		Self::allow_few();
		Pallet::<T>::do_reshare(KIND)?;
		Self::enrol(&members)?;
		Ok(Self { members, shares })
	}

	/// All are members, and deal a fresh key.
	pub fn fresh(count: u32) -> Result<Self, BenchmarkError> {
		let members = hospitals::<T>(count);
		Self::allow_few();
		Pallet::<T>::begin(KIND, Purpose::Fresh).map_err(DispatchError::from)?;
		Self::enrol(&members)?;
		Self::change(|round| round.dealers = dealing(members.clone()));
		Ok(Self {
			members,
			shares: Vec::new(),
		})
	}

	/// Nothing but the round is to be looked at, however small it is.
	fn allow_few() {
		Changed::<T>::kill();
		CurrentSettings::<T>::mutate(|settings| settings.minimum = 1);
	}

	fn enrol(members: &[T::AccountId]) -> Result<(), BenchmarkError> {
		for member in members {
			Deposits::<T>::remove(KIND, member);
			Pallet::<T>::take_deposit(KIND, member)?;
		}
		Self::change(|round| {
			for member in &mut round.members {
				member.enrolled = true;
			}
		});
		Ok(())
	}

	fn count(&self) -> u16 {
		u16::try_from(self.members.len()).unwrap_or(u16::MAX)
	}

	pub fn change(change: impl FnOnce(&mut RoundOf<T>)) {
		Rounds::<T>::mutate(KIND, |round| {
			if let Some(round) = round {
				change(round);
			}
		});
	}

	pub fn round() -> Result<RoundOf<T>, BenchmarkError> {
		Rounds::<T>::get(KIND).ok_or(BenchmarkError::Stop("no round"))
	}

	pub fn run() -> Result<(CheckedRun, ReceivingKeys), BenchmarkError> {
		let round = Self::round()?;
		let stop = |_| BenchmarkError::Stop("no run");
		let run = Pallet::<T>::run(KIND, &round).map_err(stop)?;
		let keys = Pallet::<T>::receiving_keys(&run, &round).map_err(stop)?;
		Ok((run, keys))
	}

	pub fn enter(phase: Phase) {
		Self::change(|round| {
			round.phase = phase;
			round.threshold = threshold_for(round.size());
			round.ends_at = now::<T>().saturating_add(One::one());
		});
	}

	pub fn key_of(member: u16) -> Result<ReceivingKey, BenchmarkError> {
		let (run, _) = Self::run()?;
		let (key, proof) = secret(member)
			.receiving_key(&run, member)
			.map_err(|_| BenchmarkError::Stop("no key"))?;
		Ok(ReceivingKey { key, proof })
	}

	pub fn commitment_of(&self, dealer: u16) -> Result<[u8; 32], BenchmarkError> {
		let (run, _) = Self::run()?;
		let secret = secret(dealer);
		let share = self.shares.get(usize::from(dealer.saturating_sub(1)));
		let dealing = secret
			.dealing::<Kind<T>>(&run, dealer, share)
			.map_err(|_| BenchmarkError::Stop("no dealing"))?;
		Ok(dealing.commitment())
	}

	pub fn deal_of(&self, dealer: u16) -> Result<Deal, BenchmarkError> {
		let (run, keys) = Self::run()?;
		let secret = secret(dealer);
		let share = self.shares.get(usize::from(dealer.saturating_sub(1)));
		let deal = secret
			.dealing::<Kind<T>>(&run, dealer, share)
			.and_then(|dealing| dealing.deal(&keys))
			.map_err(|_| BenchmarkError::Stop("no deal"))?;
		Ok(BoundedVec::truncate_from(deal))
	}

	/// All have committed.
	pub fn committed(count: u32) -> Result<Self, BenchmarkError> {
		Self::new(count)?.commit()
	}

	pub fn commit(self) -> Result<Self, BenchmarkError> {
		Self::enter(Phase::Commit);
		let members = 1..=self.count();
		let keys = members.clone().map(Self::key_of).collect::<Result<Vec<_>, _>>()?;
		let bound = members
			.map(|dealer| self.commitment_of(dealer))
			.collect::<Result<Vec<_>, _>>()?;
		Self::change(|round| {
			for (member, key) in round.members.iter_mut().zip(keys) {
				member.key = Some(key.key);
			}
			for (dealer, bound) in round.dealers.iter_mut().zip(bound) {
				dealer.dealt = Dealt::Committed(bound);
			}
		});
		Ok(self)
	}

	/// All have dealt.
	pub fn dealt(count: u32) -> Result<Self, BenchmarkError> {
		Self::committed(count)?.deal()
	}

	pub fn deal(self) -> Result<Self, BenchmarkError> {
		Self::enter(Phase::Deal);
		for dealer in 1..=self.count() {
			Deals::<T>::insert(KIND, dealer, self.deal_of(dealer)?);
		}
		Self::change(|round| {
			for dealer in &mut round.dealers {
				if let Dealt::Committed(bound) = dealer.dealt {
					dealer.dealt = Dealt::Deal(bound);
				}
			}
		});
		Self::enter(Phase::Complain);
		Ok(self)
	}

	/// Whose deals count is fixed; so many of `steps` are taken.
	pub fn finishing(count: u32, steps: u16) -> Result<Self, BenchmarkError> {
		let played = Self::dealt(count)?;
		Pallet::<T>::end_complaints(KIND, Self::round()?);
		for _ in 0..steps {
			Pallet::<T>::advance(KIND, Self::round()?);
		}
		Ok(played)
	}

	/// The first coefficient of the sum is due, of so many deals.
	pub fn summing(deals: u32) -> Result<RoundOf<T>, BenchmarkError> {
		let round = Self::round()?;
		assert_eq!(round.qualified.len(), usize::from(of_length(deals)));
		Ok(round)
	}
}

/// The holders of the sharing that is handed on, so many, are others than its members and have left: their deposits are
/// held, and agents act for them.
pub(super) fn departed<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	let mut parameters = T::Keys::parameters().ok_or(BenchmarkError::Stop("no key"))?;
	let mut gone = Vec::new();
	for (place, authority) in (0..count).zip(parameters.authorities.iter_mut()) {
		let operator = funded::<T>("gone", place);
		let agent: T::AccountId = account("agent", place, 0);
		Pallet::<T>::take_deposit(KIND, &operator)?;
		Agents::<T>::insert(&operator, &agent);
		AgentOf::<T>::insert(agent, &operator);
		authority.account = operator.clone();
		gone.push(operator);
	}
	T::Keys::install_parameters(parameters);
	Played::<T>::change(|round| {
		for (dealer, operator) in round.dealers.iter_mut().zip(gone) {
			dealer.account = operator;
		}
	});
	Ok(())
}
