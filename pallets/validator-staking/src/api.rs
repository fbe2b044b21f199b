//! The reads behind the runtime API.

use crate::{
	liveness::own_slots, sessions::Sessions, types::sum, Authored, Backers, BalanceOf, Bonds, Candidates,
	Conducts, Config, FounderTerm, MinAuthorities, Pallet, SessionStart, ValidatorCount,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_support::traits::Get;
use salus_primitives::{
	page::{Page, PageError, PageRequest, PageResult},
	traits::HospitalRegistry,
	validator::{SessionInfo, ValidatorInfo},
};
use sp_runtime::{
	traits::{Saturating, Zero},
	SaturatedConversion,
};

/// The validators of this session and of the next.
struct Members<AccountId> {
	active: Vec<AccountId>,
	queued: Vec<AccountId>,
}

impl<AccountId: Clone + PartialEq> Members<AccountId> {
	/// Everybody once: this session's validators first.
	fn all(&self) -> Vec<AccountId> {
		let mut all = self.active.clone();
		let later = self.queued.iter().filter(|who| !self.active.contains(who));
		all.extend(later.cloned());
		all
	}
}

impl<T: Config> Pallet<T> {
	fn members() -> Members<T::AccountId> {
		Members {
			active: T::Sessions::validators(),
			queued: T::Sessions::queued(),
		}
	}

	/// The session that runs; how long a session is only the runtime knows.
	pub fn api_session<BlockNumber>(length: BlockNumber) -> SessionInfo<BlockNumber> {
		let validators = T::Sessions::validators();
		let disabled = validators.iter().filter(|who| T::Sessions::is_disabled(who));
		SessionInfo {
			index: T::Sessions::current(),
			length,
			disabled: disabled.count().saturated_into(),
			validators: validators.len().saturated_into(),
			candidates: Candidates::<T>::count(),
			floor: MinAuthorities::<T>::get(),
			seats: ValidatorCount::<T>::get(),
			founders_until: FounderTerm::<T>::get(),
		}
	}

	/// The validators of this session in the order of their slots, those elected for the next, then all other candidates
	/// in the order of storage.
	pub fn api_validators(page: PageRequest) -> PageResult<ValidatorInfo<T::AccountId, BalanceOf<T>>> {
		let members = Self::members();
		let everybody = members.all();
		let last = match &page.cursor {
			Some(cursor) => {
				Some(T::AccountId::decode_all(&mut &cursor[..]).map_err(|_| PageError::InvalidCursor)?)
			}
			None => None,
		};
		let place = last
			.as_ref()
			.and_then(|last| everybody.iter().position(|who| who == last));
		// Where the list goes on: among the members, or among the other candidates.
		let (skipped, candidates) = match (place, last) {
			(Some(place), _) => (place.saturating_add(1), Candidates::<T>::iter()),
			(None, None) => (0, Candidates::<T>::iter()),
			(None, Some(last)) => (
				everybody.len(),
				Candidates::<T>::iter_from(Candidates::<T>::hashed_key_for(last)),
			),
		};
		let others = candidates
			.map(|(who, _)| who)
			.filter(|who| !everybody.contains(who));
		let mut accounts = everybody.iter().skip(skipped).cloned().chain(others);
		let limit = usize::try_from(page.bounded_limit()).unwrap_or(usize::MAX);
		let items: Vec<_> = accounts
			.by_ref()
			.take(limit)
			.map(|who| Self::validator_info(who, &members))
			.collect();
		let next = accounts
			.next()
			.and(items.last())
			.map(|last| last.account.encode());
		Ok(Page { items, next })
	}

	/// One hospital by its operator.
	pub fn api_validator(account: T::AccountId) -> Option<ValidatorInfo<T::AccountId, BalanceOf<T>>> {
		let members = Self::members();
		let known = members.active.contains(&account)
			|| members.queued.contains(&account)
			|| Candidates::<T>::contains_key(&account)
			|| Bonds::<T>::contains_key(&account);
		known.then(|| Self::validator_info(account, &members))
	}

	fn validator_info(
		account: T::AccountId,
		members: &Members<T::AccountId>,
	) -> ValidatorInfo<T::AccountId, BalanceOf<T>> {
		let now = T::Sessions::current();
		let bond = Bonds::<T>::get(&account).unwrap_or_default();
		let conduct = Conducts::<T>::get(&account);
		let (mut backed, mut backers) = (BalanceOf::<T>::zero(), 0u32);
		for backer in Backers::<T>::get(&account) {
			if !backer.active.is_zero() {
				backed = backed.saturating_add(backer.active);
				backers = backers.saturating_add(1);
			}
		}
		let place = members.active.iter().position(|who| *who == account);
		ValidatorInfo {
			hospital: T::Hospitals::operated_by(&account),
			own: bond.active,
			backed,
			backers,
			unbonding: sum(&bond.unbonding),
			reward: bond.reward,
			candidate: Candidates::<T>::contains_key(&account),
			active: place.is_some(),
			elected: members.queued.contains(&account),
			keys: T::Sessions::has_keys(&account),
			disabled: T::Sessions::is_disabled(&account),
			authored: Authored::<T>::get(&account),
			expected: place.map_or(0, |place| Self::slots_so_far(place, members.active.len())),
			strikes: conduct.strikes,
			benched_until: Some(conduct.benched_until).filter(|until| *until > now),
			banned_until: Some(conduct.banned_until()).filter(|until| *until > now),
			account,
		}
	}

	/// Slots of this session, up to and with this block's, that fell on a place among `count` validators.
	fn slots_so_far(place: usize, count: usize) -> u32 {
		match (SessionStart::<T>::get(), T::Slot::get()) {
			(Some(start), Some(slot)) => {
				own_slots(start, slot, place.saturated_into(), count.saturated_into()).saturated_into()
			}
			_ => 0,
		}
	}
}
