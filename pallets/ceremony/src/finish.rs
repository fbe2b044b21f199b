//! The public values of a sharing, step by step: each coefficient over all deals, then each member, then the key.

use crate::{
	rounds::Sharing, scheme, Activation, Activations, Config, Deals, Error, Event, Failures,
	HandedOnParameters, HandedOnToken, LastRounds, Pallet, PublicBytes, Publics, RoundOf, Rounds, Sums,
	WeightInfo, MAX_PARTICIPANTS,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, weights::Weight};
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{CeremonyKind, Failure, Phase, Purpose, Round},
	traits::Sharings,
};
use sp_runtime::DispatchError;

/// What a step computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
	/// The commitment to a coefficient of the sum of all deals.
	Coefficient(u16),
	/// What is public of a member's shares.
	Member(u16),
	/// The key, and the change to it.
	Key,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_finish(kind: CeremonyKind, number: Round) -> Result<Weight, DispatchError> {
		let round = Self::running(kind, number, Phase::Finish)?;
		// What changed since the block began may end the round: the next block looks.
		ensure!(!crate::Changed::<T>::exists(), Error::<T>::WrongPhase);
		Ok(Self::advance(kind, round))
	}

	/// Steps with what weight a block has left.
	pub(crate) fn finish_when_idle(remaining: Weight) -> Weight {
		let mut spent = T::DbWeight::get().reads(3);
		if !remaining.all_gte(spent) {
			return Weight::zero();
		}
		if crate::Changed::<T>::exists() {
			return spent;
		}
		for kind in CeremonyKind::ALL {
			while let Some(round) = Rounds::<T>::get(kind).filter(|round| round.phase == Phase::Finish) {
				let weight = Self::step_weight(&round);
				if !remaining.all_gte(spent.saturating_add(weight)) {
					return spent;
				}
				spent = spent.saturating_add(Self::advance(kind, round));
			}
		}
		spent
	}

	/// The heaviest step of the largest round.
	pub(crate) fn heaviest_step() -> Weight {
		let most = u16::try_from(MAX_AUTHORITIES).unwrap_or(u16::MAX);
		T::WeightInfo::sum_coefficient(MAX_AUTHORITIES)
			.max(T::WeightInfo::interpolate_coefficient(
				scheme::threshold_for(most).into(),
			))
			.max(T::WeightInfo::compute_member(MAX_AUTHORITIES))
			.max(T::WeightInfo::activate(MAX_PARTICIPANTS))
	}

	fn step_weight(round: &RoundOf<T>) -> Weight {
		let members = u32::from(round.size());
		match step_of(round) {
			Step::Coefficient(_) => {
				let deals = u32::try_from(round.qualified.len()).unwrap_or(u32::MAX);
				match round.purpose {
					Purpose::Fresh | Purpose::Replace { .. } => T::WeightInfo::sum_coefficient(deals),
					Purpose::Reshare { .. } => T::WeightInfo::interpolate_coefficient(deals),
				}
			}
			Step::Member(_) => T::WeightInfo::compute_member(members),
			Step::Key => T::WeightInfo::activate(round.participants()),
		}
	}

	/// Takes the next step, and answers its weight. A step that finds no value ends the round.
	pub(crate) fn advance(kind: CeremonyKind, mut round: RoundOf<T>) -> Weight {
		let weight = Self::step_weight(&round);
		let taken = match step_of(&round) {
			Step::Coefficient(k) => Self::sum(kind, &round, k).map(|sum| Sums::<T>::insert(kind, k, sum)),
			Step::Member(j) => {
				Self::member(kind, &round, j).map(|value| Publics::<T>::insert(kind, j, value))
			}
			Step::Key => {
				if Self::activate(kind, &round).is_some() {
					return weight;
				}
				None
			}
		};
		if taken.is_some() {
			round.step = round.step.saturating_add(1);
			Rounds::<T>::insert(kind, round);
		} else {
			Self::fail(kind, &round, Failure::NoKey);
		}
		weight
	}

	fn sum(kind: CeremonyKind, round: &RoundOf<T>, k: u16) -> Option<PublicBytes> {
		let run = Self::run(kind, round).ok()?;
		let keys = Self::receiving_keys(&run, round).ok()?;
		let deals = round
			.qualified
			.iter()
			.map(|index| Deals::<T>::get(kind, index).map(|deal| (*index, deal)))
			.collect::<Option<Vec<_>>>()?;
		let sum = scheme::coefficient_sum::<T::Suite>(kind, &run, &keys, &deals, k)?;
		sum.try_into().ok()
	}

	fn member(kind: CeremonyKind, round: &RoundOf<T>, j: u16) -> Option<PublicBytes> {
		let run = Self::run(kind, round).ok()?;
		let sums = Self::sums(kind, round)?;
		let value = scheme::member_public::<T::Suite>(kind, &run, &sums, j)?;
		value.try_into().ok()
	}

	fn sums(kind: CeremonyKind, round: &RoundOf<T>) -> Option<Vec<Vec<u8>>> {
		(0..round.threshold)
			.map(|k| Sums::<T>::get(kind, k).map(PublicBytes::into_inner))
			.collect()
	}

	/// Puts the sharing to use: the key's public values change in one write.
	fn activate(kind: CeremonyKind, round: &RoundOf<T>) -> Option<()> {
		let run = Self::run(kind, round).ok()?;
		let sums = Self::sums(kind, round)?;
		let publics = (1..=round.size())
			.map(|j| Publics::<T>::get(kind, j).map(PublicBytes::into_inner))
			.collect::<Option<Vec<_>>>()?;
		let accounts: Vec<T::AccountId> = round
			.members
			.iter()
			.map(|member| member.account.clone())
			.collect();
		let handed_on = matches!(round.purpose, Purpose::Reshare { .. });
		let held_before = Self::sharing_of(kind).map_or_else(Vec::new, |sharing| sharing.holders);
		let sharing = match kind {
			CeremonyKind::AttributeKeys => {
				let parameters = scheme::parameters::<T::Suite, _>(&run, &sums, &publics, &accounts)?;
				HandedOnParameters::<T>::set(T::Keys::parameters().filter(|_| handed_on));
				let (ceremony, generation) = (parameters.ceremony, parameters.generation);
				T::Keys::install_parameters(parameters);
				Sharing {
					ceremony,
					generation,
					threshold: round.threshold,
					holders: accounts,
				}
			}
			CeremonyKind::Tokens => {
				let token = scheme::token_authority(&run, &sums, &publics, &accounts)?;
				HandedOnToken::<T>::set(T::Keys::token_authority().filter(|_| handed_on));
				let (ceremony, generation) = (token.ceremony, token.generation);
				T::Keys::install_token_authority(token);
				Sharing {
					ceremony,
					generation,
					threshold: round.threshold,
					holders: accounts,
				}
			}
		};
		Self::close(kind, round, &sharing);
		Self::dismiss_agents(&held_before);
		Some(())
	}

	/// Ends a round that ended well.
	fn close(kind: CeremonyKind, round: &RoundOf<T>, sharing: &Sharing<T::AccountId>) {
		Rounds::<T>::remove(kind);
		Self::clear_steps(kind);
		Self::return_deposits(kind);
		Failures::<T>::remove(kind);
		Activations::<T>::insert(
			kind,
			Activation {
				round: round.number,
				at: frame_system::Pallet::<T>::block_number(),
			},
		);
		LastRounds::<T>::insert(kind, round);
		Self::schedule_next(kind);
		Self::deposit_event(Event::Activated {
			kind,
			round: round.number,
			ceremony: sharing.ceremony,
			generation: sharing.generation,
			members: round.size(),
			threshold: round.threshold,
		});
		Self::announce_health(kind, sharing);
	}
}

fn step_of<AccountId, BlockNumber>(round: &crate::RoundState<AccountId, BlockNumber>) -> Step {
	match round.step.checked_sub(round.threshold) {
		None => Step::Coefficient(round.step),
		Some(member) if member < round.size() => Step::Member(member.saturating_add(1)),
		Some(_) => Step::Key,
	}
}
