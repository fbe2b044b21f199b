//! The invariants of the pallet's storage, by their numbers in the README.

use crate::{
	sessions::Sessions, types::sum, Backers, BalanceOf, Bonds, Candidates, Config, DueQueue, DueSlashes,
	Exposures, HoldReason, MinAuthorities, Offences, Owed, Pallet, Reporting, Unbacking, ValidatorCount,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use sp_runtime::{
	traits::{Saturating, Zero},
	SaturatedConversion, TryRuntimeError,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_candidates()?;
		Self::check_money()?;
		Self::check_rewards()?;
		Self::check_exposures()?;
		Self::check_slashes()?;
		Self::check_floor()
	}

	fn check_candidates() -> Result<(), TryRuntimeError> {
		for (who, candidate) in Candidates::<T>::iter() {
			let bond = Bonds::<T>::get(&who).unwrap_or_default();
			let total = Backers::<T>::get(&who)
				.iter()
				.fold(bond.active, |total, backer| total.saturating_add(backer.active));
			ensure!(
				candidate.total == total,
				"1: the total of a candidate is not what stands behind it"
			);
			ensure!(
				bond.active >= T::MinBond::get(),
				"1: a candidate has too small a bond"
			);
		}
		ensure!(
			Candidates::<T>::count() <= T::MaxCandidates::get(),
			"1: there are too many candidates"
		);
		Ok(())
	}

	fn check_money() -> Result<(), TryRuntimeError> {
		let mut backings: BTreeMap<T::AccountId, BalanceOf<T>> = BTreeMap::new();
		for (candidate, backers) in Backers::<T>::iter() {
			ensure!(!backers.is_empty(), "2: an empty list of backers is stored");
			for backer in &backers {
				ensure!(backer.who != candidate, "2: a hospital backs itself");
				let owed = backings.entry(backer.who.clone()).or_default();
				*owed = owed.saturating_add(backer.active);
			}
			let mut names: Vec<_> = backers.iter().map(|backer| &backer.who).collect();
			names.sort();
			names.dedup();
			ensure!(names.len() == backers.len(), "2: a backer is listed twice");
		}
		for (who, _, chunks) in Unbacking::<T>::iter() {
			ensure!(!chunks.is_empty(), "2: an empty entry waits to be withdrawn");
			let owed = backings.entry(who).or_default();
			*owed = owed.saturating_add(sum(&chunks));
		}
		let mut bonds: BTreeMap<T::AccountId, BalanceOf<T>> = BTreeMap::new();
		for (who, bond) in Bonds::<T>::iter() {
			ensure!(!bond.is_empty(), "2: an empty bond is stored");
			bonds.insert(who, bond.held());
		}
		for account in frame_system::Account::<T>::iter_keys() {
			for (reason, stakes) in [
				(HoldReason::ValidatorBond, &mut bonds),
				(HoldReason::Backing, &mut backings),
			] {
				ensure!(
					T::Currency::balance_on_hold(&reason.into(), &account)
						== stakes.remove(&account).unwrap_or_default(),
					"2: what is held is not what is staked"
				);
			}
		}
		ensure!(
			bonds.values().chain(backings.values()).all(Zero::is_zero),
			"2: a stake is held from nobody"
		);
		Ok(())
	}

	fn check_rewards() -> Result<(), TryRuntimeError> {
		let of_bonds = Bonds::<T>::iter_values().map(|bond| bond.reward);
		let of_backers =
			Backers::<T>::iter_values().flat_map(|backers| backers.into_iter().map(|backer| backer.reward));
		let rewards = of_bonds
			.chain(of_backers)
			.fold(BalanceOf::<T>::zero(), |total, reward| {
				total.saturating_add(reward)
			});
		ensure!(
			rewards == Owed::<T>::get(),
			"3: the sum of rewards is not what is owed"
		);
		ensure!(
			T::Currency::balance(&Self::pot()) >= rewards.saturating_add(T::Currency::minimum_balance()),
			"3: the pot holds less than it owes"
		);
		Ok(())
	}

	fn check_exposures() -> Result<(), TryRuntimeError> {
		let now = T::Sessions::current();
		for (session, who, exposure) in Exposures::<T>::iter() {
			ensure!(
				(now..=now.saturating_add(1)).contains(&session),
				"4: an exposure of another time is stored"
			);
			let total = exposure
				.backers
				.iter()
				.fold(exposure.own, |total, share| total.saturating_add(share.value));
			ensure!(total == exposure.total, "4: the total of an exposure is wrong");
			let stored = Backers::<T>::get(&who);
			ensure!(
				exposure
					.backers
					.iter()
					.all(|share| stored.iter().any(|backer| backer.who == share.who)),
				"4: somebody exposed cannot be rewarded"
			);
		}
		for who in T::Sessions::validators() {
			ensure!(
				Exposures::<T>::contains_key(now, &who),
				"4: nothing is known of what stands behind a validator"
			);
		}
		Ok(())
	}

	fn check_slashes() -> Result<(), TryRuntimeError> {
		let queue = DueQueue::<T>::get();
		ensure!(
			queue.head <= queue.tail,
			"5: the queue of slashes ends before it begins"
		);
		let mut queued = Vec::new();
		for place in queue.head..queue.tail {
			queued.extend(DueSlashes::<T>::get(place));
		}
		ensure!(
			u64::try_from(queued.len()).ok() == queue.tail.checked_sub(queue.head)
				&& queued.len() == DueSlashes::<T>::iter_keys().count(),
			"5: the queue of slashes has holes, or others beside it"
		);
		ensure!(!Reporting::<T>::exists(), "5: a report was not closed");
		for (session, offender, offence) in Offences::<T>::iter() {
			ensure!(
				offence.settled <= offence.fraction,
				"5: more was slashed than reported"
			);
			ensure!(
				offence.due.is_none_or(|due| queued.iter().any(|entry| {
					entry.session == session && entry.offender == offender && entry.due == due
				})),
				"5: a pending slash is not in the queue"
			);
		}
		Ok(())
	}

	fn check_floor() -> Result<(), TryRuntimeError> {
		let floor = MinAuthorities::<T>::get();
		ensure!(
			(floor..=T::MaxValidators::get()).contains(&ValidatorCount::<T>::get()),
			"6: the number of validators lies outside of its bounds"
		);
		for set in [T::Sessions::validators(), T::Sessions::queued()] {
			let members: u32 = set.len().saturated_into();
			ensure!(
				members == 0 || members >= floor,
				"6: there are fewer validators than the floor"
			);
			ensure!(
				set.iter().all(T::Sessions::has_keys),
				"6: a validator has no keys"
			);
		}
		Ok(())
	}
}
