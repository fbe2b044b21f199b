//! What the runtime API `CeremonyApi` answers.

use crate::{
	Activations, Agents, Config, CurrentSettings, Deals, Dealt, Failures, HandedOnParameters, HandedOnToken,
	LastRounds, Pallet, RoundOf, Rounds, Schedule,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::Parameters,
	ceremony::{
		CeremonyKind, DealerInfo, FailedRound, HolderInfo, MemberInfo, Phase, Round, RoundInfo, Settings,
		SharingInfo,
	},
	token::TokenAuthority,
	traits::{AuthorityAgents, Sharings as _},
};

impl<T: Config> Pallet<T> {
	/// The round that runs.
	pub fn api_round(kind: CeremonyKind) -> Option<RoundInfo<T::AccountId, BlockNumberFor<T>>> {
		Rounds::<T>::get(kind).map(|round| shown::<T>(kind, round))
	}

	/// The round that made the sharing in use.
	pub fn api_last_round(kind: CeremonyKind) -> Option<RoundInfo<T::AccountId, BlockNumberFor<T>>> {
		LastRounds::<T>::get(kind).map(|round| shown::<T>(kind, round))
	}

	/// A deal of the round that runs, or of the last one that ended well.
	pub fn api_deal(kind: CeremonyKind, round: Round, dealer: u16) -> Option<Vec<u8>> {
		let stored = Rounds::<T>::get(kind).or_else(|| LastRounds::<T>::get(kind))?;
		if stored.number != round {
			return None;
		}
		Deals::<T>::get(kind, dealer).map(|deal| deal.into_inner())
	}

	/// The sharing in use.
	pub fn api_sharing(kind: CeremonyKind) -> Option<SharingInfo<T::AccountId, BlockNumberFor<T>>> {
		let sharing = Self::sharing_of(kind)?;
		let living = Self::living(kind, &sharing);
		let count = living.iter().filter(|living| **living).count();
		let holders = sharing
			.holders
			.into_iter()
			.zip(living)
			.map(|(account, living)| HolderInfo {
				missed: T::Keys::missed(&account),
				account,
				living,
			});
		Some(SharingInfo {
			ceremony: sharing.ceremony,
			generation: sharing.generation,
			threshold: sharing.threshold,
			living: u16::try_from(count).unwrap_or(u16::MAX),
			holders: holders.collect(),
			round: Activations::<T>::get(kind).map(|activation| activation.round),
			activated_at: Self::in_use_since(kind),
			next_round: Schedule::<T>::get(kind),
		})
	}

	/// The latest round that came to nothing, unless one ended well since.
	pub fn api_last_failure(kind: CeremonyKind) -> Option<FailedRound<BlockNumberFor<T>>> {
		Failures::<T>::get(kind)
	}

	/// The account that acts for a hospital, beside its operator.
	pub fn api_agent(operator: T::AccountId) -> Option<T::AccountId> {
		Agents::<T>::get(operator)
	}

	/// The operator in whose name an account acts.
	pub fn api_acts_for(account: T::AccountId) -> Option<T::AccountId> {
		Self::acts_for(&account)
	}

	/// Deadlines and schedule.
	pub fn api_settings() -> Settings<BlockNumberFor<T>> {
		CurrentSettings::<T>::get()
	}

	/// The parameters that the last resharing handed on.
	pub fn api_handed_on_parameters() -> Option<Parameters<T::AccountId>> {
		HandedOnParameters::<T>::get()
	}

	/// The token key's values that the last resharing handed on.
	pub fn api_handed_on_token() -> Option<TokenAuthority<T::AccountId>> {
		HandedOnToken::<T>::get()
	}
}

fn shown<T: Config>(kind: CeremonyKind, round: RoundOf<T>) -> RoundInfo<T::AccountId, BlockNumberFor<T>> {
	let steps_left = match round.phase {
		Phase::Finish => u32::from(round.steps().saturating_sub(round.step)),
		_ => 0,
	};
	RoundInfo {
		kind,
		round: round.number,
		generation: round.generation(),
		purpose: round.purpose,
		phase: round.phase,
		started_at: round.started_at,
		ends_at: round.ends_at,
		threshold: round.threshold,
		dealers: (1_u16..)
			.zip(round.dealers)
			.map(|(index, dealer)| DealerInfo {
				account: dealer.account,
				index,
				commitment: match dealer.dealt {
					Dealt::Nothing => None,
					Dealt::Committed(commitment) | Dealt::Deal(commitment) | Dealt::Excluded(commitment) => {
						Some(commitment)
					}
				},
				dealt: matches!(dealer.dealt, Dealt::Deal(_) | Dealt::Excluded(_)),
				excluded: matches!(dealer.dealt, Dealt::Excluded(_)),
			})
			.collect(),
		members: round
			.members
			.into_iter()
			.map(|member| MemberInfo {
				account: member.account,
				enrolled: member.enrolled,
				key: member.key,
			})
			.collect(),
		qualified: round.qualified.into_inner(),
		steps_left,
	}
}
