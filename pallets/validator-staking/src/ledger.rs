//! Bonds and backings: what is held from whom, and how it becomes free.

use crate::{
	sessions::Sessions,
	types::{sum, Backer, Bond, Candidate, Chunk, Chunks},
	Backers, BackersOfHospital, BalanceOf, Bonds, Candidates, Conducts, Config, Error, Event, FounderTerm,
	Founders, HoldReason, Pallet, Unbacking,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use salus_primitives::traits::HospitalRegistry;
use sp_runtime::{
	traits::{CheckedSub, Saturating, Zero},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Whether the account runs an accredited hospital, or holds a founder's seat.
	pub(crate) fn ensure_in_standing(who: &T::AccountId) -> DispatchResult {
		if Self::holds_founder_seat(who) {
			return Ok(());
		}
		let hospital = T::Hospitals::operated_by(who).ok_or(Error::<T>::NotOperator)?;
		ensure!(T::Hospitals::is_accredited(hospital), Error::<T>::NotAccredited);
		Ok(())
	}

	fn holds_founder_seat(who: &T::AccountId) -> bool {
		T::Sessions::current() < FounderTerm::<T>::get() && Founders::<T>::contains_key(who)
	}

	pub(crate) fn do_bond(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		Self::ensure_in_standing(&who)?;
		let mut bond = Bonds::<T>::get(&who).unwrap_or_default();
		ensure!(bond.active.is_zero(), Error::<T>::AlreadyBonded);
		ensure!(amount >= T::MinBond::get(), Error::<T>::BondTooSmall);
		T::Currency::hold(&HoldReason::ValidatorBond.into(), &who, amount)?;
		bond.active = amount;
		Bonds::<T>::insert(&who, bond);
		Self::deposit_event(Event::Bonded { who, amount });
		Ok(())
	}

	pub(crate) fn do_bond_extra(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		let mut bond = Self::active_bond(&who)?;
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		T::Currency::hold(&HoldReason::ValidatorBond.into(), &who, amount)?;
		bond.active = bond.active.saturating_add(amount);
		Bonds::<T>::insert(&who, bond);
		Self::raise_total(&who, amount);
		Self::deposit_event(Event::Bonded { who, amount });
		Ok(())
	}

	pub(crate) fn do_unbond(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		let mut bond = Self::active_bond(&who)?;
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		let left = bond
			.active
			.checked_sub(&amount)
			.ok_or(Error::<T>::InsufficientBond)?;
		let leaves = left.is_zero() && !Candidates::<T>::contains_key(&who);
		ensure!(leaves || left >= T::MinBond::get(), Error::<T>::BondTooSmall);
		let withdrawable_at = Self::enqueue(&mut bond.unbonding, amount)?;
		bond.active = left;
		Bonds::<T>::insert(&who, bond);
		Self::lower_total(&who, amount);
		Self::deposit_event(Event::Unbonded {
			who,
			amount,
			withdrawable_at,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_unbonded(who: T::AccountId) -> DispatchResult {
		let mut bond = Bonds::<T>::get(&who).ok_or(Error::<T>::NotBonded)?;
		let amount = Self::mature(&mut bond.unbonding)?;
		T::Currency::release(&HoldReason::ValidatorBond.into(), &who, amount, Precision::Exact)?;
		Self::store_bond(&who, bond);
		Self::deposit_event(Event::Withdrawn { who, amount });
		Ok(())
	}

	pub(crate) fn do_validate(who: T::AccountId) -> DispatchResult {
		Self::ensure_in_standing(&who)?;
		ensure!(!Candidates::<T>::contains_key(&who), Error::<T>::AlreadyCandidate);
		let bond = Self::active_bond(&who)?;
		ensure!(bond.active >= T::MinBond::get(), Error::<T>::BondTooSmall);
		ensure!(T::Sessions::has_keys(&who), Error::<T>::NoSessionKeys);
		let conduct = Conducts::<T>::get(&who);
		ensure!(
			conduct.banned_until() <= T::Sessions::current(),
			Error::<T>::Banned
		);
		ensure!(
			Candidates::<T>::count() < T::MaxCandidates::get(),
			Error::<T>::TooManyCandidates
		);
		let founder = Self::holds_founder_seat(&who);
		Self::insert_candidate(&who, bond.active, founder, conduct.benched_until);
		Self::deposit_event(Event::CandidateJoined { who });
		Ok(())
	}

	/// Lets a hospital stand. A bench that has not ended goes on.
	pub(crate) fn insert_candidate(
		who: &T::AccountId,
		own: BalanceOf<T>,
		founder: bool,
		benched_until: sp_staking::SessionIndex,
	) {
		let total = Backers::<T>::get(who)
			.iter()
			.fold(own, |total, backer| total.saturating_add(backer.active));
		Candidates::<T>::insert(
			who,
			Candidate {
				total,
				hospital: T::Hospitals::operated_by(who),
				founder,
				benched_until,
			},
		);
	}

	/// Ends a candidacy, if there is one.
	pub(crate) fn remove_candidate(who: &T::AccountId) -> bool {
		let stood = Candidates::<T>::take(who).is_some();
		if stood {
			Self::deposit_event(Event::Chilled { who: who.clone() });
		}
		stood
	}

	pub(crate) fn do_back(
		who: T::AccountId,
		candidate: T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		ensure!(who != candidate, Error::<T>::SelfBacking);
		ensure!(
			Candidates::<T>::contains_key(&candidate),
			Error::<T>::NotCandidate
		);
		let mut backers = Self::backers(&candidate);
		match backers.iter_mut().find(|backer| backer.who == who) {
			Some(backer) => {
				let active = backer.active.saturating_add(amount);
				ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
				ensure!(active >= T::MinBacking::get(), Error::<T>::BackingTooSmall);
				backer.active = active;
			}
			None => {
				ensure!(amount >= T::MinBacking::get(), Error::<T>::BackingTooSmall);
				backers
					.try_push(Backer {
						who: who.clone(),
						active: amount,
						reward: Zero::zero(),
						exposed_until: 0,
					})
					.map_err(|_| Error::<T>::TooManyBackers)?;
			}
		}
		T::Currency::hold(&HoldReason::Backing.into(), &who, amount)?;
		Backers::<T>::insert(&candidate, backers);
		Self::raise_total(&candidate, amount);
		Self::deposit_event(Event::Backed {
			candidate,
			backer: who,
			amount,
		});
		Ok(())
	}

	pub(crate) fn do_unback(
		who: T::AccountId,
		candidate: T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let mut backers = Self::backers(&candidate);
		let backer = backers
			.iter_mut()
			.find(|backer| backer.who == who && !backer.active.is_zero())
			.ok_or(Error::<T>::NotBacker)?;
		ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
		let left = backer
			.active
			.checked_sub(&amount)
			.ok_or(Error::<T>::InsufficientBacking)?;
		ensure!(
			left.is_zero() || left >= T::MinBacking::get(),
			Error::<T>::BackingTooSmall
		);
		let mut chunks = Unbacking::<T>::get(&who, &candidate);
		let withdrawable_at = Self::enqueue(&mut chunks, amount)?;
		Self::set_active(backer, left);
		Unbacking::<T>::insert(&who, &candidate, chunks);
		Backers::<T>::insert(&candidate, backers);
		Self::lower_total(&candidate, amount);
		Self::deposit_event(Event::Unbacked {
			candidate,
			backer: who,
			amount,
			withdrawable_at,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_backing(who: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let mut chunks = Unbacking::<T>::get(&who, &candidate);
		let amount = Self::mature(&mut chunks)?;
		T::Currency::release(&HoldReason::Backing.into(), &who, amount, Precision::Exact)?;
		Self::store_chunks(&candidate, &who, chunks);
		Self::deposit_event(Event::BackingWithdrawn {
			candidate,
			backer: who,
			amount,
		});
		Ok(())
	}

	/// The backers of a hospital, without those who have left and have nothing to get.
	pub(crate) fn backers(candidate: &T::AccountId) -> BackersOfHospital<T> {
		let now = T::Sessions::current();
		let mut backers = Backers::<T>::get(candidate);
		backers.retain(|backer| {
			!backer.active.is_zero() || !backer.reward.is_zero() || now <= backer.exposed_until
		});
		backers
	}

	/// Changes an active backing. The exposures of this session and the next are fixed and may contain it.
	pub(crate) fn set_active(backer: &mut Backer<T::AccountId, BalanceOf<T>>, active: BalanceOf<T>) {
		backer.active = active;
		backer.exposed_until = T::Sessions::current().saturating_add(1);
	}

	/// Validates in this session or the next.
	pub(crate) fn is_member(who: &T::AccountId) -> bool {
		T::Sessions::validators().contains(who) || T::Sessions::queued().contains(who)
	}

	pub(crate) fn store_bond(who: &T::AccountId, bond: Bond<BalanceOf<T>>) {
		if bond.is_empty() {
			Bonds::<T>::remove(who);
		} else {
			Bonds::<T>::insert(who, bond);
		}
	}

	pub(crate) fn store_chunks(candidate: &T::AccountId, who: &T::AccountId, chunks: Chunks<BalanceOf<T>>) {
		if chunks.is_empty() {
			Unbacking::<T>::remove(who, candidate);
		} else {
			Unbacking::<T>::insert(who, candidate, chunks);
		}
	}

	/// Changes the entry of a candidate, if there is one.
	pub(crate) fn change_candidate(who: &T::AccountId, change: impl FnOnce(&mut Candidate<BalanceOf<T>>)) {
		if let Some(mut candidate) = Candidates::<T>::get(who) {
			change(&mut candidate);
			Candidates::<T>::insert(who, candidate);
		}
	}

	pub(crate) fn lower_total(candidate: &T::AccountId, amount: BalanceOf<T>) {
		Self::change_candidate(candidate, |candidate| {
			candidate.total = candidate.total.saturating_sub(amount);
		});
	}

	fn raise_total(candidate: &T::AccountId, amount: BalanceOf<T>) {
		Self::change_candidate(candidate, |candidate| {
			candidate.total = candidate.total.saturating_add(amount);
		});
	}

	fn active_bond(who: &T::AccountId) -> Result<Bond<BalanceOf<T>>, DispatchError> {
		let bond = Bonds::<T>::get(who).ok_or(Error::<T>::NotBonded)?;
		ensure!(!bond.active.is_zero(), Error::<T>::NotBonded);
		Ok(bond)
	}

	/// What a hospital has unbonded stands behind it in the next session too: it waits as if it were unbonded now.
	pub(crate) fn postpone_withdrawal(who: &T::AccountId) {
		let Some(mut bond) = Bonds::<T>::get(who) else {
			return;
		};
		let amount = sum(&bond.unbonding);
		if amount.is_zero() {
			return;
		}
		bond.unbonding.clear();
		// There is room for one.
		let _ = Self::enqueue(&mut bond.unbonding, amount);
		Bonds::<T>::insert(who, bond);
	}

	/// Puts an amount behind the others, in one chunk with what the same session unbonded before.
	fn enqueue(
		chunks: &mut Chunks<BalanceOf<T>>,
		amount: BalanceOf<T>,
	) -> Result<sp_staking::SessionIndex, DispatchError> {
		let withdrawable_at = T::Sessions::current().saturating_add(T::BondingSessions::get());
		match chunks.last_mut() {
			Some(last) if last.withdrawable_at == withdrawable_at => {
				last.amount = last.amount.saturating_add(amount);
			}
			_ => chunks
				.try_push(Chunk {
					amount,
					withdrawable_at,
				})
				.map_err(|_| Error::<T>::TooManyChunks)?,
		}
		Ok(withdrawable_at)
	}

	/// Takes what can be withdrawn. Not while a slash is overdue: it might be of this money.
	fn mature(chunks: &mut Chunks<BalanceOf<T>>) -> Result<BalanceOf<T>, DispatchError> {
		let now = T::Sessions::current();
		let before = sum(chunks);
		chunks.retain(|chunk| chunk.withdrawable_at > now);
		let amount = before.saturating_sub(sum(chunks));
		ensure!(!amount.is_zero(), Error::<T>::NothingToWithdraw);
		ensure!(!Self::slash_is_overdue(now), Error::<T>::SlashesWaiting);
		Ok(amount)
	}
}
