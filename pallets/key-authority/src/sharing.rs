//! The sharings in use: ceremonies make them, and put each in the place of the one before.

use crate::{
	AuthorityParameters, Config, LatestComplete, Missed, NextPublication, Pallet, PartialsDigests, Progress,
	SharedSince, TokenKey, ValidFrom,
};
use salus_primitives::{
	authority::Parameters,
	token::TokenAuthority,
	traits::{EpochProvider, Sharings},
};

impl<T: Config> Sharings<T::AccountId> for Pallet<T> {
	fn parameters() -> Option<Parameters<T::AccountId>> {
		AuthorityParameters::<T>::get()
	}

	fn token_authority() -> Option<TokenAuthority<T::AccountId>> {
		TokenKey::<T>::get()
	}

	/// Partials of different generations do not combine, so every authority of the new one posts its digest again.
	fn install_parameters(parameters: Parameters<T::AccountId>) {
		if let Some(old) = AuthorityParameters::<T>::get() {
			for authority in &old.authorities {
				PartialsDigests::<T>::remove(&authority.account);
				if !parameters
					.authorities
					.iter()
					.any(|member| member.account == authority.account)
				{
					Missed::<T>::remove(&authority.account);
				}
			}
			if old.ceremony != parameters.ceremony {
				Self::void_update_keys();
			}
		}
		SharedSince::<T>::put(frame_system::Pallet::<T>::block_number());
		AuthorityParameters::<T>::put(parameters);
	}

	fn install_token_authority(token: TokenAuthority<T::AccountId>) {
		TokenKey::<T>::put(token);
	}

	fn missed(authority: &T::AccountId) -> u32 {
		Missed::<T>::get(authority).map_or(0, |(_, times)| times)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_missed(authority: &T::AccountId, times: u32) {
		Missed::<T>::insert(authority, (T::Epochs::epoch(), times));
	}
}

impl<T: Config> Pallet<T> {
	/// Another key has come: update keys of the one before count no more.
	fn void_update_keys() {
		ValidFrom::<T>::put(NextPublication::<T>::get());
		LatestComplete::<T>::kill();
		Progress::<T>::put(crate::EpochProgress {
			epoch: T::Epochs::epoch(),
			published: 0,
			complete_before: None,
		});
	}
}
