//! When rounds begin by themselves: the first of each kind if the settings say so, then whenever members change, and when
//! a sharing has come of age.

use crate::{
	rounds::{handing_on, Sharing},
	Activations, Announced, Changed, Config, CurrentSettings, Error, Event, Health, Pallet, RoundOf, Rounds,
	Schedule, Waiting, WeightInfo,
};
use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{CeremonyKind, Failure, Phase, Purpose},
};

impl<T: Config> Pallet<T> {
	/// What a block begins with: a look at what changed, phases whose time is over, rounds that are due.
	pub(crate) fn turn(now: BlockNumberFor<T>) -> Weight {
		let mut weight = T::WeightInfo::turn();
		if let Some(change) = Changed::<T>::take() {
			Self::review(change.joined, change.left);
			// Measured with one kind: a hospital may be lost to a round of each.
			for _ in CeremonyKind::ALL {
				weight = weight.saturating_add(T::WeightInfo::review(MAX_AUTHORITIES));
			}
		}
		for kind in CeremonyKind::ALL {
			weight = weight.saturating_add(Self::end_phase(kind, now));
			if Schedule::<T>::get(kind).is_some_and(|at| at <= now) && !Rounds::<T>::contains_key(kind) {
				Self::begin_by_itself(kind);
				weight = weight.saturating_add(T::WeightInfo::reshare());
			}
		}
		weight
	}

	/// Has a round begin after a time, unless one will sooner.
	pub(crate) fn schedule_within(kind: CeremonyKind, period: BlockNumberFor<T>) {
		let at = Self::after(period);
		let sooner = Schedule::<T>::get(kind).is_some_and(|other| other <= at);
		if !sooner {
			Schedule::<T>::insert(kind, at);
		}
	}

	/// What is to come once a sharing is in use.
	pub(crate) fn schedule_next(kind: CeremonyKind) {
		let settings = CurrentSettings::<T>::get();
		let period = if Waiting::<T>::take(kind).is_some() {
			settings.settle
		} else {
			settings.refresh
		};
		Schedule::<T>::insert(kind, Self::after(period));
	}

	/// Hospitals came or went, or authorities fell silent.
	pub(crate) fn review(joined: bool, left: bool) {
		let settings = CurrentSettings::<T>::get();
		for kind in CeremonyKind::ALL {
			let sharing = Self::sharing_of(kind);
			if left {
				let lost = Rounds::<T>::get(kind).filter(|round| {
					round.phase != Phase::Enrol
						&& round
							.members
							.iter()
							.any(|member| !Self::in_good_standing(&member.account))
				});
				if let Some(round) = lost {
					Self::fail(kind, &round, Failure::MemberLost);
					if sharing.is_some() || settings.automatic {
						Schedule::<T>::insert(kind, Self::after(BlockNumberFor::<T>::default()));
					}
				}
			}
			if let Some(round) = sharing
				.as_ref()
				.and_then(|sharing| Self::replaces_a_living_key(kind, sharing))
			{
				Self::fail(kind, &round, Failure::KeyRecovered);
			}
			if joined && Self::leaves_somebody_out(kind) {
				Waiting::<T>::insert(kind, ());
			}
			let runs = Rounds::<T>::contains_key(kind);
			let Some(sharing) = sharing else {
				if joined && settings.automatic && !runs {
					// The last accreditation counts: hospitals of a new network come one by one.
					Schedule::<T>::insert(kind, Self::after(settings.settle));
				}
				continue;
			};
			let deserted = left
				&& sharing
					.holders
					.iter()
					.any(|holder| !Self::in_good_standing(holder));
			if deserted && !runs {
				Schedule::<T>::insert(kind, Self::after(BlockNumberFor::<T>::default()));
			} else if joined && !runs {
				Self::schedule_within(kind, settings.settle);
			}
			let is_lost = || Announced::<T>::get(kind) == Some(Health::Lost);
			let was_lost = is_lost();
			Self::announce_health(kind, &sharing);
			// Nothing could be handed on meanwhile, whoever left or came.
			if was_lost && !is_lost() && !Rounds::<T>::contains_key(kind) {
				if !sharing.holders.iter().all(Self::in_good_standing) {
					Self::schedule_within(kind, BlockNumberFor::<T>::default());
				} else if !Self::candidates().iter().all(|one| sharing.holders.contains(one)) {
					Self::schedule_within(kind, settings.settle);
				}
			}
		}
	}

	/// The round that runs, if it makes a key in place of one that enough holders can use again: its records would be lost.
	fn replaces_a_living_key(kind: CeremonyKind, sharing: &Sharing<T::AccountId>) -> Option<RoundOf<T>> {
		Rounds::<T>::get(kind).filter(|round| {
			matches!(round.purpose, Purpose::Replace { .. }) && Self::health(kind, sharing).0 != Health::Lost
		})
	}

	/// Whether the round that runs has begun without a candidate of now.
	fn leaves_somebody_out(kind: CeremonyKind) -> bool {
		Rounds::<T>::get(kind).is_some_and(|round| {
			Self::candidates()
				.iter()
				.any(|candidate| !round.members.iter().any(|member| member.account == *candidate))
		})
	}

	/// Begins what is due, or says why not.
	fn begin_by_itself(kind: CeremonyKind) {
		Schedule::<T>::remove(kind);
		let settings = CurrentSettings::<T>::get();
		let purpose = match Self::sharing_of(kind) {
			Some(sharing) => handing_on(&sharing),
			None if settings.automatic => Purpose::Fresh,
			None => return,
		};
		match Self::begin(kind, purpose) {
			Ok(()) => {}
			Err(Error::TooFewCandidates) => {
				let candidates = u32::try_from(Self::candidates().len()).unwrap_or(u32::MAX);
				if matches!(purpose, Purpose::Reshare { .. }) {
					Self::schedule_within(kind, settings.retry);
				}
				Self::deposit_event(Event::TooFewCandidates { kind, candidates });
			}
			Err(error) => log::error!("no round of {kind:?} begins: {error:?}"),
		}
	}

	/// Since when the sharing of a kind is in use.
	pub(crate) fn in_use_since(kind: CeremonyKind) -> BlockNumberFor<T> {
		Activations::<T>::get(kind).map_or_else(BlockNumberFor::<T>::default, |activation| activation.at)
	}
}
