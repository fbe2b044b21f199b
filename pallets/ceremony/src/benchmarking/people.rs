//! Hospitals with money, the roster, deposits and agents.

use super::KIND;
use crate::{AgentOf, Agents, Config, Pallet, Roster, MAX_ROSTER};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	traits::{HospitalRegistry, StandingObserver},
};

/// A roster that is full, with `operator` in it.
pub(crate) fn full_roster<T: Config>(operator: &T::AccountId) {
	let others = (0..MAX_ROSTER.saturating_sub(1)).map(|place| account("roster", place, 0));
	Roster::<T>::put(BoundedVec::truncate_from(
		others.chain([operator.clone()]).collect::<Vec<_>>(),
	));
	let agent: T::AccountId = account("agent", 0, 0);
	Agents::<T>::insert(operator, &agent);
	AgentOf::<T>::insert(agent, operator);
}

/// A roster that is full, these first.
pub(super) fn full_roster_of<T: Config>(first: Vec<T::AccountId>) {
	let others = (0..MAX_ROSTER).map(|place| account("roster", place, 0));
	Roster::<T>::put(BoundedVec::truncate_from(
		first.into_iter().chain(others).collect::<Vec<_>>(),
	));
}

/// An account with money.
pub(super) fn funded<T: Config>(name: &'static str, place: u32) -> T::AccountId {
	let funded: T::AccountId = account(name, place, 0);
	let needed = T::CeremonyDeposit::get() + T::Currency::minimum_balance();
	let funds = T::Currency::issue(needed * 10_u32.into());
	assert!(T::Currency::resolve(&funded, funds).is_ok());
	funded
}

/// The operator of an accredited hospital with money.
pub(super) fn hospital<T: Config>(place: u32) -> T::AccountId {
	let operator = funded::<T>("operator", place);
	T::Hospitals::benchmark_hospital(&operator, place);
	operator
}

/// So many of them, on the roster.
pub(super) fn hospitals<T: Config>(count: u32) -> Vec<T::AccountId> {
	Roster::<T>::kill();
	(0..count)
		.map(|place| {
			let operator = hospital::<T>(place);
			Pallet::<T>::on_accredited(&operator);
			operator
		})
		.collect()
}

/// So many that hand the key on and leave: their deposits are held.
pub(super) fn leaving<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	for place in MAX_AUTHORITIES..MAX_AUTHORITIES.saturating_add(count) {
		Pallet::<T>::take_deposit(KIND, &hospital::<T>(place))?;
	}
	Ok(())
}

pub(super) fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}
