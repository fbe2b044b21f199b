//! What is remembered against a hospital: missed slots, benches and bans.

use crate::{sessions::Sessions, Conducts, Config, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_staking::SessionIndex;

/// Most bans of a hospital that can still be lifted one by one.
pub const MAX_BANS: u32 = 32;

/// What is remembered against a hospital, whether or not it is a candidate.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Conduct {
	/// Bad sessions in a row.
	pub strikes: u32,
	/// First session for which it can be elected again after a bench.
	pub benched_until: SessionIndex,
	/// First session in which it may stand again after the bans that nothing lifts any more.
	pub banned_until: SessionIndex,
	/// Bans that end with the forgiveness of their offence, one an offence, oldest first.
	pub bans: BoundedVec<Ban, ConstU32<MAX_BANS>>,
}

/// A ban for one offence.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ban {
	/// Session in which the offence is counted.
	pub session: SessionIndex,
	/// First session in which the hospital may stand again.
	pub until: SessionIndex,
}

impl Conduct {
	/// First session in which the hospital may stand again: its longest ban decides.
	pub fn banned_until(&self) -> SessionIndex {
		self.bans
			.iter()
			.fold(self.banned_until, |until, ban| until.max(ban.until))
	}

	/// Whether nothing is to be remembered in session `now`.
	pub fn is_spotless(&self, now: SessionIndex) -> bool {
		self.strikes == 0 && self.benched_until <= now && self.banned_until() <= now
	}

	/// Bans for the offence of `session`. Beyond the bound the oldest ban can be lifted no more, but ends in its time.
	pub(crate) fn ban(&mut self, session: SessionIndex, until: SessionIndex, now: SessionIndex) {
		self.bans.retain(|ban| ban.until > now);
		if let Some(ban) = self.bans.iter_mut().find(|ban| ban.session == session) {
			ban.until = ban.until.max(until);
			return;
		}
		let ban = Ban { session, until };
		if self.bans.is_full() {
			let oldest = self.bans.remove(0);
			self.banned_until = self.banned_until.max(oldest.until);
		}
		// There is room for one.
		let _ = self.bans.try_push(ban);
	}

	/// The slash for the offence of `session` was carried out: its ban is lifted by nothing.
	pub(crate) fn confirm_ban(&mut self, session: SessionIndex) {
		if let Some(ban) = self.take_ban(session) {
			self.banned_until = self.banned_until.max(ban.until);
		}
	}

	/// The offence of `session` is forgiven: its ban ends, and no other.
	pub(crate) fn lift_ban(&mut self, session: SessionIndex) {
		self.take_ban(session);
	}

	fn take_ban(&mut self, session: SessionIndex) -> Option<Ban> {
		let place = self.bans.iter().position(|ban| ban.session == session)?;
		Some(self.bans.remove(place))
	}
}

impl<T: Config> Pallet<T> {
	/// Keeps what is to be remembered, and nothing else.
	pub(crate) fn store_conduct(who: &T::AccountId, conduct: Conduct) {
		if conduct.is_spotless(T::Sessions::current()) {
			Conducts::<T>::remove(who);
		} else {
			Conducts::<T>::insert(who, conduct);
		}
	}
}
