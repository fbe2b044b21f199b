//! The validators that a new chain begins with. A specification that contradicts itself ends the start of the node.

use crate::{
	sessions::Sessions, Bonds, Candidates, Config, Exposures, FounderTerm, Founders, GenesisConfig,
	HoldReason, MinAuthorities, Pallet, ValidatorCount,
};
use frame_support::traits::{
	fungible::{Inspect, Mutate, MutateHold},
	Get,
};
use sp_runtime::SaturatedConversion;

/// The floor where nothing else is said: four tolerate a fault.
pub(crate) const MIN_AUTHORITIES: u32 = 4;

impl<T: Config> Pallet<T> {
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		assert!(genesis.min_authorities > 0, "a chain has at least one validator");
		assert!(
			(genesis.min_authorities..=T::MaxValidators::get()).contains(&genesis.validator_count),
			"the number of validators lies between the floor and the most that consensus takes"
		);
		let founders: u32 = genesis.founders.len().saturated_into();
		assert!(
			founders == 0 || (genesis.min_authorities..=genesis.validator_count).contains(&founders),
			"there are as many founders as there may be validators"
		);
		assert!(
			founders == 0 || genesis.founder_sessions >= 2,
			"founders hold their seats at least for the two sessions that genesis plans"
		);
		MinAuthorities::<T>::put(genesis.min_authorities);
		ValidatorCount::<T>::put(genesis.validator_count);
		FounderTerm::<T>::put(genesis.founder_sessions);

		let minted = T::Currency::mint_into(&Self::pot(), T::Currency::minimum_balance());
		assert!(minted.is_ok(), "the pot exists");
		for (who, amount) in &genesis.founders {
			assert!(*amount >= T::MinBond::get(), "the bond of a founder is too small");
			assert!(!Candidates::<T>::contains_key(who), "a founder is named once");
			let held = T::Currency::hold(&HoldReason::ValidatorBond.into(), who, *amount);
			assert!(held.is_ok(), "a founder owns its bond");
			Bonds::<T>::insert(
				who,
				crate::types::Bond {
					active: *amount,
					..Default::default()
				},
			);
			Founders::<T>::insert(who, ());
			Self::insert_candidate(who, *amount, true, 0);
		}
	}

	/// For a chain whose validators were fixed before this pallet came: the floor keeps them, without stake, until
	/// hospitals stand. Answers how many there are; none if the pallet has been introduced before.
	pub fn introduce() -> Option<u32> {
		if MinAuthorities::<T>::exists() {
			return None;
		}
		let validators = T::Sessions::validators();
		let count: u32 = validators.len().saturated_into();
		MinAuthorities::<T>::put(count.clamp(1, MIN_AUTHORITIES));
		ValidatorCount::<T>::put(T::MaxValidators::get());
		// Refused only beyond the largest issuance there can be.
		let _ = T::Currency::mint_into(&Self::pot(), T::Currency::minimum_balance());
		let now = T::Sessions::current();
		for session in [now, now.saturating_add(1)] {
			for who in &validators {
				Exposures::<T>::insert(session, who, Self::exposure(who, true));
			}
		}
		Some(count)
	}
}
