//! What ends a phase, and what follows from it.

use crate::{
	enrol::dealer_index, rounds::dealing, scheme, Config, CurrentSettings, Dealt, Event, Pallet, RoundOf,
	Rounds, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{weights::Weight, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::ceremony::{CeremonyKind, Failure, Phase, Purpose};

impl<T: Config> Pallet<T> {
	/// Ends the phase of a round whose time is over.
	pub(crate) fn end_phase(kind: CeremonyKind, now: BlockNumberFor<T>) -> Weight {
		let Some(round) = Rounds::<T>::get(kind).filter(|round| now >= round.ends_at) else {
			return Weight::zero();
		};
		let participants = round.participants();
		match round.phase {
			Phase::Enrol => {
				Self::end_enrolment(kind, round);
				T::WeightInfo::end_enrolment(participants)
			}
			Phase::Commit => {
				Self::end_commitments(kind, round);
				T::WeightInfo::end_commitments(participants)
			}
			Phase::Deal => {
				Self::end_deals(kind, round);
				T::WeightInfo::end_deals(participants)
			}
			Phase::Complain => {
				Self::end_complaints(kind, round);
				T::WeightInfo::end_complaints(participants)
			}
			Phase::Finish => Weight::zero(),
		}
	}

	/// Who enrolled and is in good standing is a member. No more than a third may be missing: otherwise whoever keeps
	/// others away would choose the members. Who lost its standing gets its deposit back, unless it hands the key on.
	pub(crate) fn end_enrolment(kind: CeremonyKind, mut round: RoundOf<T>) {
		let candidates = round.size();
		let settings = CurrentSettings::<T>::get();
		let (members, others): (Vec<_>, Vec<_>) = round
			.members
			.into_iter()
			.partition(|member| member.enrolled && Self::in_good_standing(&member.account));
		round.members = BoundedVec::truncate_from(members);
		let least = scheme::threshold_for(candidates).max(settings.minimum);
		if round.size() < least {
			return Self::fail(kind, &round, Failure::TooFewMembers);
		}

		round.threshold = scheme::threshold_for(round.size());
		if matches!(round.purpose, Purpose::Fresh | Purpose::Replace { .. }) {
			let members = round.members.iter().map(|member| member.account.clone());
			round.dealers = dealing(members.collect());
		}
		for dropped in others.iter().filter(|candidate| candidate.enrolled) {
			if dealer_index(&round, &dropped.account).is_none() {
				Self::return_deposit(kind, &dropped.account);
			}
		}
		Self::deposit_event(Event::MembersFixed {
			kind,
			round: round.number,
			members: round.size(),
			threshold: round.threshold,
		});
		Self::enter(kind, round, Phase::Commit, settings.commit);
	}

	/// Recipients and dealers are those that committed.
	pub(crate) fn end_commitments(kind: CeremonyKind, round: RoundOf<T>) {
		for member in round.members.iter().filter(|member| member.key.is_none()) {
			Self::punish_withholding(kind, &round, &member.account);
		}
		let holders = round.members.iter().filter(|member| member.key.is_some()).count();
		if holders < usize::from(round.threshold) {
			return Self::fail(kind, &round, Failure::TooFewHolders);
		}
		let committed = round.dealers_that(|dealt| matches!(dealt, Dealt::Committed(_)));
		if committed.count() < usize::from(round.needed_dealers()) {
			return Self::fail(kind, &round, Failure::TooFewDealers);
		}

		Self::deposit_event(Event::DealingOpened {
			kind,
			round: round.number,
		});
		Self::enter(kind, round, Phase::Deal, CurrentSettings::<T>::get().deal);
	}

	/// Who committed and did not deal is punished.
	pub(crate) fn end_deals(kind: CeremonyKind, round: RoundOf<T>) {
		for dealer in &round.dealers {
			if matches!(dealer.dealt, Dealt::Committed(_)) {
				Self::punish_withholding(kind, &round, &dealer.account);
			}
		}
		let dealt = round.dealers_that(|dealt| matches!(dealt, Dealt::Deal(_)));
		if dealt.count() < usize::from(round.needed_dealers()) {
			return Self::fail(kind, &round, Failure::TooFewDealers);
		}

		Self::deposit_event(Event::ComplaintsOpened {
			kind,
			round: round.number,
		});
		Self::enter(kind, round, Phase::Complain, CurrentSettings::<T>::get().complain);
	}

	/// Whose deal stands is fixed for good.
	pub(crate) fn end_complaints(kind: CeremonyKind, mut round: RoundOf<T>) {
		let standing: Vec<u16> = round
			.dealers_that(|dealt| matches!(dealt, Dealt::Deal(_)))
			.collect();
		let qualified = Self::run(kind, &round)
			.ok()
			.and_then(|run| scheme::qualified(&run, &standing));
		let Some(qualified) = qualified else {
			return Self::fail(kind, &round, Failure::TooFewDealers);
		};

		round.qualified = BoundedVec::truncate_from(qualified);
		Self::deposit_event(Event::DealersFixed {
			kind,
			round: round.number,
			qualified: round.qualified.clone(),
		});
		Self::enter(kind, round, Phase::Finish, BlockNumberFor::<T>::default());
	}

	fn enter(kind: CeremonyKind, mut round: RoundOf<T>, phase: Phase, lasts: BlockNumberFor<T>) {
		round.phase = phase;
		round.ends_at = Self::after(lasts);
		Rounds::<T>::insert(kind, round);
	}
}
