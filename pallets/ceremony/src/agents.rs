//! Who acts for a hospital: its operator, or the account of its node.

use crate::{AgentOf, Agents, Config, Error, Event, Pallet};
use alloc::vec::Vec;
use frame_support::ensure;
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_primitives::{
	ceremony::CeremonyKind,
	traits::{AuthorityAgents, HospitalRegistry, RevocationRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_agent(operator: T::AccountId, agent: Option<T::AccountId>) -> DispatchResult {
		let before = Agents::<T>::get(&operator);
		ensure!(
			before.is_some() || T::Hospitals::operated_by(&operator).is_some(),
			Error::<T>::NotOperator
		);
		ensure!(!T::Revocations::is_revoked(&operator), Error::<T>::SignerRevoked);
		ensure!(before != agent, Error::<T>::AgentUnchanged);
		if let Some(agent) = &agent {
			// An account is not asked whose agent it is: who merely applied could take the nodes of others. A holder
			// without standing still hands its share on.
			ensure!(
				Self::holders().contains(&operator) || Self::in_good_standing(&operator),
				Error::<T>::NotAccredited
			);
			ensure!(
				T::Hospitals::operated_by(agent).is_none(),
				Error::<T>::AgentIsOperator
			);
			ensure!(!AgentOf::<T>::contains_key(agent), Error::<T>::AgentTaken);
		}

		Self::forget_agent(&operator);
		if let Some(agent) = &agent {
			Agents::<T>::insert(&operator, agent);
			AgentOf::<T>::insert(agent, &operator);
		}
		Self::deposit_event(Event::AgentSet { operator, agent });
		Ok(())
	}

	/// Takes the agents of those of these operators whose hospitals have left and that hold no share of a sharing in use:
	/// as long as they do, their nodes have something to hand on. They are no more than the holders of one sharing, so
	/// what is read is bounded.
	pub(crate) fn dismiss_agents(operators: &[T::AccountId]) {
		let holders = Self::holders();
		for operator in operators {
			if !holders.contains(operator) && Self::has_left(operator) && Self::forget_agent(operator) {
				Self::deposit_event(Event::AgentSet {
					operator: operator.clone(),
					agent: None,
				});
			}
		}
	}

	/// Whether the account runs no hospital, or one that has left.
	pub(crate) fn has_left(operator: &T::AccountId) -> bool {
		T::Hospitals::operated_by(operator).is_none_or(T::Hospitals::has_left)
	}

	/// Who holds a share of a sharing in use, of either kind.
	pub(crate) fn holders() -> Vec<T::AccountId> {
		CeremonyKind::ALL
			.into_iter()
			.filter_map(Self::sharing_of)
			.flat_map(|sharing| sharing.holders)
			.collect()
	}

	/// Takes back whom an operator named. Answers whether it had named one.
	fn forget_agent(operator: &T::AccountId) -> bool {
		let agent = Agents::<T>::take(operator);
		if let Some(agent) = &agent {
			AgentOf::<T>::remove(agent);
		}
		agent.is_some()
	}

	/// The operator in whose name a call is made.
	pub(crate) fn operator(origin: OriginFor<T>) -> Result<T::AccountId, DispatchError> {
		let signer = ensure_signed(origin)?;
		let operator = Self::acts_for(&signer).ok_or(Error::<T>::NotOperator)?;
		// An agent answers by its operator, who can take it back. Its own revocation says nothing: whoever is accredited may
		// enrol an account without a role, and dismiss it.
		ensure!(
			signer != operator || !T::Revocations::is_revoked(&signer),
			Error::<T>::SignerRevoked
		);
		Ok(operator)
	}
}

impl<T: Config> AuthorityAgents<T::AccountId> for Pallet<T> {
	fn acts_for(account: &T::AccountId) -> Option<T::AccountId> {
		if T::Hospitals::operated_by(account).is_some() {
			Some(account.clone())
		} else {
			AgentOf::<T>::get(account)
		}
	}

	fn on_conduct(_: &T::AccountId) {
		Self::look_again(|_| {});
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_agent(operator: &T::AccountId, agent: &T::AccountId) {
		Agents::<T>::insert(operator, agent);
		AgentOf::<T>::insert(agent, operator);
	}
}
