//! How a round begins, and how it comes to nothing.

use crate::{
	BalanceOf, Config, CurrentSettings, Dealer, Deals, Dealt, Error, Event, Failures, Health, Member,
	NextRound, Pallet, Publics, Roster, RoundOf, RoundState, Rounds, Sums, Waiting,
};
use alloc::vec::Vec;
use frame_support::{ensure, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{CeremonyKind, FailedRound, Failure, Phase, Purpose},
	traits::Sharings as _,
};
use sp_runtime::{DispatchResult, Saturating};

/// The sharing in use of a kind, as far as rounds care.
pub(crate) struct Sharing<AccountId> {
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Generation.
	pub generation: u32,
	/// How many shares make a key.
	pub threshold: u16,
	/// The holders in order.
	pub holders: Vec<AccountId>,
}

impl<T: Config> Pallet<T> {
	/// The sharing in use.
	pub(crate) fn sharing_of(kind: CeremonyKind) -> Option<Sharing<T::AccountId>> {
		match kind {
			CeremonyKind::AttributeKeys => T::Keys::parameters().map(|parameters| Sharing {
				ceremony: parameters.ceremony,
				generation: parameters.generation,
				threshold: parameters.threshold,
				holders: parameters
					.authorities
					.into_iter()
					.map(|authority| authority.account)
					.collect(),
			}),
			CeremonyKind::Tokens => T::Keys::token_authority().map(|token| Sharing {
				ceremony: token.ceremony,
				generation: token.generation,
				threshold: token.threshold,
				holders: token.members.into_iter().map(|member| member.account).collect(),
			}),
		}
	}

	pub(crate) fn do_start(kind: CeremonyKind, replaces: Option<[u8; 32]>) -> DispatchResult {
		ensure!(!Rounds::<T>::contains_key(kind), Error::<T>::RoundRuns);
		let purpose = match (Self::sharing_of(kind), replaces) {
			(None, None) => Purpose::Fresh,
			(None, Some(_)) => return Err(Error::<T>::NoKey.into()),
			(Some(_), None) => return Err(Error::<T>::KeyExists.into()),
			(Some(sharing), Some(ceremony)) => {
				ensure!(sharing.ceremony == ceremony, Error::<T>::OtherKey);
				ensure!(
					Self::health(kind, &sharing).0 == Health::Lost,
					Error::<T>::KeyIsAlive
				);
				Purpose::Replace { ceremony }
			}
		};
		Self::begin(kind, purpose).map_err(Into::into)
	}

	pub(crate) fn do_reshare(kind: CeremonyKind) -> DispatchResult {
		ensure!(!Rounds::<T>::contains_key(kind), Error::<T>::RoundRuns);
		let sharing = Self::sharing_of(kind).ok_or(Error::<T>::NoKey)?;
		Self::begin(kind, handing_on(&sharing)).map_err(Into::into)
	}

	pub(crate) fn do_abandon(kind: CeremonyKind) -> DispatchResult {
		let round = Rounds::<T>::get(kind).ok_or(Error::<T>::NoRound)?;
		Self::fail(kind, &round, Failure::Abandoned);
		Ok(())
	}

	/// Who would enrol now: the longest accredited.
	pub(crate) fn candidates() -> Vec<T::AccountId> {
		let most = usize::try_from(MAX_AUTHORITIES).unwrap_or(usize::MAX);
		Roster::<T>::get()
			.into_iter()
			.filter(Self::in_good_standing)
			.take(most)
			.collect()
	}

	/// Begins a round.
	pub(crate) fn begin(kind: CeremonyKind, purpose: Purpose) -> Result<(), Error<T>> {
		let settings = CurrentSettings::<T>::get();
		let candidates = Self::candidates();
		ensure!(
			candidates.len() >= usize::from(settings.minimum),
			Error::<T>::TooFewCandidates
		);
		let number = NextRound::<T>::get();
		let next = number.checked_add(1).ok_or(Error::<T>::RoundsExhausted)?;
		let count = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
		let dealers = match purpose {
			Purpose::Reshare { .. } => Self::sharing_of(kind).ok_or(Error::<T>::NoKey)?.holders,
			Purpose::Fresh | Purpose::Replace { .. } => Vec::new(),
		};
		let now = frame_system::Pallet::<T>::block_number();

		NextRound::<T>::put(next);
		Self::clear_deals(kind);
		crate::Schedule::<T>::remove(kind);
		Rounds::<T>::insert(
			kind,
			RoundState {
				number,
				purpose,
				phase: Phase::Enrol,
				started_at: now,
				ends_at: now.saturating_add(settings.enrol),
				threshold: 0,
				members: members(candidates),
				dealers: dealing(dealers),
				qualified: BoundedVec::new(),
				step: 0,
			},
		);
		Self::deposit_event(Event::RoundStarted {
			kind,
			round: number,
			purpose,
			candidates: count,
		});
		Ok(())
	}

	/// Ends a round that came to nothing: the sharing in use stays, deposits return, another attempt is scheduled.
	pub(crate) fn fail(kind: CeremonyKind, round: &RoundOf<T>, reason: Failure) {
		let now = frame_system::Pallet::<T>::block_number();
		log::info!("round {} of {kind:?} came to nothing: {reason:?}", round.number);
		Rounds::<T>::remove(kind);
		Self::clear_deals(kind);
		Self::clear_steps(kind);
		Self::return_deposits(kind);
		// The next round begins with all candidates.
		Waiting::<T>::remove(kind);
		Failures::<T>::insert(
			kind,
			FailedRound {
				round: round.number,
				at: now,
				reason,
			},
		);
		let settings = CurrentSettings::<T>::get();
		let again = match round.purpose {
			Purpose::Fresh => settings.automatic.then_some(settings.retry),
			Purpose::Reshare { .. } => Some(settings.retry),
			// Another is the council's to begin; the key that stays is renewed as before.
			Purpose::Replace { .. } => Some(settings.refresh),
		};
		if let Some(period) = again {
			Self::schedule_within(kind, period);
		}
		Self::deposit_event(Event::RoundFailed {
			kind,
			round: round.number,
			reason,
		});
	}

	/// Forgets the deals of a kind.
	fn clear_deals(kind: CeremonyKind) {
		let _ = Deals::<T>::clear_prefix(kind, MAX_AUTHORITIES, None);
	}

	/// Forgets what the last phase computed.
	pub(crate) fn clear_steps(kind: CeremonyKind) {
		let _ = Sums::<T>::clear_prefix(kind, MAX_AUTHORITIES, None);
		let _ = Publics::<T>::clear_prefix(kind, MAX_AUTHORITIES, None);
	}

	/// Takes a part of the deposit from who withheld what it had promised, and says so.
	pub(crate) fn punish_withholding(kind: CeremonyKind, round: &RoundOf<T>, who: &T::AccountId) {
		let slashed: BalanceOf<T> = Self::slash_withheld(kind, who);
		Self::deposit_event(Event::Withheld {
			kind,
			round: round.number,
			who: who.clone(),
			slashed,
		});
	}

	/// The block number as all of this pallet's times count it.
	pub(crate) fn after(period: BlockNumberFor<T>) -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number().saturating_add(period)
	}
}

/// The purpose of handing a sharing on.
pub(crate) fn handing_on<AccountId>(sharing: &Sharing<AccountId>) -> Purpose {
	Purpose::Reshare {
		ceremony: sharing.ceremony,
		generation: sharing.generation,
		threshold: sharing.threshold,
	}
}

fn members<AccountId>(
	accounts: Vec<AccountId>,
) -> BoundedVec<Member<AccountId>, frame_support::traits::ConstU32<MAX_AUTHORITIES>> {
	let members = accounts.into_iter().map(|account| Member {
		account,
		enrolled: false,
		key: None,
	});
	BoundedVec::truncate_from(members.collect())
}

/// Dealers of whom nothing is known yet.
pub(crate) fn dealing<AccountId>(
	accounts: Vec<AccountId>,
) -> BoundedVec<Dealer<AccountId>, frame_support::traits::ConstU32<MAX_AUTHORITIES>> {
	let dealers = accounts.into_iter().map(|account| Dealer {
		account,
		dealt: Dealt::Nothing,
	});
	BoundedVec::truncate_from(dealers.collect())
}
