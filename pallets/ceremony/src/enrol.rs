//! Before anything is dealt: candidates enrol, members post receiving keys, dealers commit.

use crate::{scheme, Config, Dealt, Error, Event, Pallet, RoundOf, Rounds};
use frame_support::ensure;
use salus_primitives::{
	ceremony::{CeremonyKind, Phase, Purpose, ReceivingKey, Round},
	traits::HospitalRegistry,
};
use sp_runtime::{traits::One, DispatchResult, Saturating};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enrol(operator: T::AccountId, kind: CeremonyKind, number: Round) -> DispatchResult {
		let mut round = Self::running(kind, number, Phase::Enrol)?;
		ensure!(Self::in_good_standing(&operator), Error::<T>::NotAccredited);
		let member = round
			.members
			.iter_mut()
			.find(|member| member.account == operator)
			.ok_or(Error::<T>::NotCandidate)?;
		ensure!(!member.enrolled, Error::<T>::AlreadyEnrolled);
		Self::take_deposit(kind, &operator)?;

		member.enrolled = true;
		if round.members.iter().all(|member| member.enrolled) {
			Self::end_early(&mut round);
		}
		Rounds::<T>::insert(kind, round);
		Self::deposit_event(Event::Enrolled {
			kind,
			round: number,
			member: operator,
		});
		Ok(())
	}

	pub(crate) fn do_commit(
		operator: T::AccountId,
		kind: CeremonyKind,
		number: Round,
		key: Option<ReceivingKey>,
		commitment: Option<[u8; 32]>,
	) -> DispatchResult {
		let mut round = Self::running(kind, number, Phase::Commit)?;
		let member = member_index(&round, &operator);
		let dealer = dealer_index(&round, &operator);
		ensure!(member.is_some() || dealer.is_some(), Error::<T>::NotParticipant);
		ensure!(
			!Self::has_committed(&round, &operator),
			Error::<T>::AlreadyCommitted
		);
		ensure!(member.is_none() || key.is_some(), Error::<T>::KeyMissing);
		ensure!(member.is_some() || key.is_none(), Error::<T>::KeyNotWanted);
		// A holder whose share is lost cannot hand it on, and receives one again like any member.
		let may_refrain = member.is_some() && matches!(round.purpose, Purpose::Reshare { .. });
		ensure!(
			dealer.is_none() || commitment.is_some() || may_refrain,
			Error::<T>::CommitmentMissing
		);
		ensure!(
			dealer.is_some() || commitment.is_none(),
			Error::<T>::CommitmentNotWanted
		);
		if let Some((index, key)) = member.zip(key) {
			ensure!(Self::in_good_standing(&operator), Error::<T>::NotAccredited);
			let run = Self::run(kind, &round)?;
			scheme::check_key(&run, index, &key).map_err(Error::<T>::from)?;
		}
		// Who hands a key on and receives nothing pays here.
		Self::take_deposit(kind, &operator)?;

		for member in &mut round.members {
			if member.account == operator {
				member.key = key.map(|key| key.key);
			}
		}
		for dealer in &mut round.dealers {
			if dealer.account == operator {
				dealer.dealt = commitment.map_or(Dealt::Nothing, Dealt::Committed);
			}
		}
		let all_in = round.members.iter().all(|member| member.key.is_some())
			&& round.dealers.iter().all(|dealer| {
				// Who has posted its key alone does not deal.
				dealer.dealt != Dealt::Nothing || member_index(&round, &dealer.account).is_some()
			});
		if all_in {
			Self::end_early(&mut round);
		}
		Rounds::<T>::insert(kind, round);
		Self::deposit_event(Event::Committed {
			kind,
			round: number,
			who: operator,
		});
		Ok(())
	}

	/// The round of a call, if it is the one that runs, in the phase of the call.
	pub(crate) fn running(kind: CeremonyKind, number: Round, phase: Phase) -> Result<RoundOf<T>, Error<T>> {
		let round = Rounds::<T>::get(kind).ok_or(Error::<T>::NoRound)?;
		ensure!(round.number == number, Error::<T>::OtherRound);
		ensure!(round.phase == phase, Error::<T>::WrongPhase);
		Ok(round)
	}

	/// Whether the account runs an accredited hospital.
	pub(crate) fn in_good_standing(operator: &T::AccountId) -> bool {
		T::Hospitals::operated_by(operator).is_some_and(T::Hospitals::is_accredited)
	}

	/// Ends a phase in the next block, since nobody is awaited any more.
	pub(crate) fn end_early(round: &mut RoundOf<T>) {
		let next = frame_system::Pallet::<T>::block_number().saturating_add(One::one());
		round.ends_at = round.ends_at.min(next);
	}

	fn has_committed(round: &RoundOf<T>, operator: &T::AccountId) -> bool {
		let keyed = round
			.members
			.iter()
			.any(|member| member.account == *operator && member.key.is_some());
		let bound = round
			.dealers
			.iter()
			.any(|dealer| dealer.account == *operator && dealer.dealt != Dealt::Nothing);
		keyed || bound
	}
}

/// The index of a member, from 1.
pub(crate) fn member_index<AccountId: PartialEq, BlockNumber>(
	round: &crate::RoundState<AccountId, BlockNumber>,
	account: &AccountId,
) -> Option<u16> {
	(1_u16..)
		.zip(&round.members)
		.find(|(_, member)| member.account == *account)
		.map(|(index, _)| index)
}

/// The index of a dealer, from 1.
pub(crate) fn dealer_index<AccountId: PartialEq, BlockNumber>(
	round: &crate::RoundState<AccountId, BlockNumber>,
	account: &AccountId,
) -> Option<u16> {
	(1_u16..)
		.zip(&round.dealers)
		.find(|(_, dealer)| dealer.account == *account)
		.map(|(index, _)| index)
}
