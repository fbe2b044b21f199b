//! What the pallet says has happened.

use frame_support::pallet_macros::pallet_section;

/// The events, a part of the pallet.
#[pallet_section]
mod event_section {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A hospital staked for itself.
		#[codec(index = 0)]
		Bonded {
			/// Who.
			who: T::AccountId,
			/// How much more.
			amount: BalanceOf<T>,
		},
		/// A hospital took of its stake.
		#[codec(index = 1)]
		Unbonded {
			/// Who.
			who: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
			/// First session in which it can be withdrawn.
			withdrawable_at: SessionIndex,
		},
		/// What was unbonded is free.
		#[codec(index = 2)]
		Withdrawn {
			/// Who.
			who: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A hospital stands for election.
		#[codec(index = 3)]
		CandidateJoined {
			/// Who.
			who: T::AccountId,
		},
		/// A hospital stands for election no more: by its own wish, or because it left, offended or lost its bond.
		#[codec(index = 4)]
		Chilled {
			/// Who.
			who: T::AccountId,
		},
		/// Somebody staked for a hospital.
		#[codec(index = 5)]
		Backed {
			/// The hospital.
			candidate: T::AccountId,
			/// Who.
			backer: T::AccountId,
			/// How much more.
			amount: BalanceOf<T>,
		},
		/// A backer took of its stake.
		#[codec(index = 6)]
		Unbacked {
			/// The hospital.
			candidate: T::AccountId,
			/// Who.
			backer: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
			/// First session in which it can be withdrawn.
			withdrawable_at: SessionIndex,
		},
		/// What was taken back is free.
		#[codec(index = 7)]
		BackingWithdrawn {
			/// The hospital.
			candidate: T::AccountId,
			/// Who.
			backer: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// The pot was shared at the end of a session.
		#[codec(index = 8)]
		SessionRewarded {
			/// Which session.
			session: SessionIndex,
			/// How much is owed more.
			amount: BalanceOf<T>,
		},
		/// A reward was paid.
		#[codec(index = 9)]
		RewardClaimed {
			/// Whose blocks earned it.
			candidate: T::AccountId,
			/// To whom.
			who: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A reward too small to make an account exist stays in the pot.
		#[codec(index = 10)]
		RewardForfeited {
			/// Whose blocks earned it.
			candidate: T::AccountId,
			/// Whose it was.
			who: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// An offence was proven.
		#[codec(index = 11)]
		OffenceNoted {
			/// Session in which it was committed.
			session: SessionIndex,
			/// By whom.
			offender: T::AccountId,
			/// The part of the exposure that it costs.
			fraction: Perbill,
			/// Session in which it is slashed.
			due: SessionIndex,
		},
		/// Somebody was slashed.
		#[codec(index = 12)]
		Slashed {
			/// Whose offence.
			offender: T::AccountId,
			/// Whose money.
			who: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// The council forgave an offence.
		#[codec(index = 13)]
		SlashCancelled {
			/// Session in which it was committed.
			session: SessionIndex,
			/// By whom.
			offender: T::AccountId,
		},
		/// The council changed how many validators are elected.
		#[codec(index = 14)]
		ValidatorCountSet {
			/// How many.
			count: u32,
		},
		/// Too few can be elected: the validators stay as they are.
		#[codec(index = 15)]
		FloorHeld {
			/// The session that was planned.
			session: SessionIndex,
			/// How many could have been elected.
			eligible: u32,
		},
		/// A validator filled too few of its slots.
		#[codec(index = 16)]
		SlotsMissed {
			/// In which session.
			session: SessionIndex,
			/// Who.
			who: T::AccountId,
			/// Blocks it authored.
			authored: u32,
			/// Slots it had.
			expected: u32,
		},
		/// A validator is not elected for a while.
		#[codec(index = 17)]
		Benched {
			/// Who.
			who: T::AccountId,
			/// First session for which it can be elected again.
			until: SessionIndex,
		},
		/// A validator stays although it fills too few slots: fewer than the floor would be left.
		#[codec(index = 18)]
		BenchRefused {
			/// Who.
			who: T::AccountId,
		},
		/// A bench is over.
		#[codec(index = 19)]
		Returned {
			/// Who.
			who: T::AccountId,
		},
		/// A validator goes on for this session: too few would be left without it.
		#[codec(index = 20)]
		NotDisabled {
			/// Who.
			who: T::AccountId,
		},
		/// The session keys of a hospital were removed.
		#[codec(index = 21)]
		KeysPurged {
			/// Whose.
			who: T::AccountId,
		},
	}
}
