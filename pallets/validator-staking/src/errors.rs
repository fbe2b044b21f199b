//! Why the pallet refuses a call: one error a cause.

use frame_support::pallet_macros::pallet_section;

/// The errors, a part of the pallet.
#[pallet_section]
mod error_section {
	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer runs no hospital.
		#[codec(index = 0)]
		NotOperator,
		/// The signer's hospital is not accredited.
		#[codec(index = 1)]
		NotAccredited,
		/// The signer has a bond; `bond_extra` adds to it.
		#[codec(index = 2)]
		AlreadyBonded,
		/// The signer has no bond.
		#[codec(index = 3)]
		NotBonded,
		/// The bond would be smaller than the smallest; a candidate chills first.
		#[codec(index = 4)]
		BondTooSmall,
		/// The bond is smaller than that.
		#[codec(index = 5)]
		InsufficientBond,
		/// Nothing is asked for.
		#[codec(index = 6)]
		ZeroAmount,
		/// Too many amounts wait to be withdrawn.
		#[codec(index = 7)]
		TooManyChunks,
		/// Nothing can be withdrawn yet.
		#[codec(index = 8)]
		NothingToWithdraw,
		/// The signer validates in this session or the next.
		#[codec(index = 9)]
		StillValidating,
		/// A slash is overdue; it is carried out within a few blocks.
		#[codec(index = 10)]
		SlashesWaiting,
		/// The signer has no session keys.
		#[codec(index = 11)]
		NoSessionKeys,
		/// The signer cannot stand after an offence.
		#[codec(index = 12)]
		Banned,
		/// The signer is a candidate already.
		#[codec(index = 13)]
		AlreadyCandidate,
		/// The account is no candidate.
		#[codec(index = 14)]
		NotCandidate,
		/// There are as many candidates as there can be.
		#[codec(index = 15)]
		TooManyCandidates,
		/// A hospital stakes for itself by a bond.
		#[codec(index = 16)]
		SelfBacking,
		/// The backing would be smaller than the smallest.
		#[codec(index = 17)]
		BackingTooSmall,
		/// The hospital has as many backers as there can be.
		#[codec(index = 18)]
		TooManyBackers,
		/// The signer does not back the hospital.
		#[codec(index = 19)]
		NotBacker,
		/// The backing is smaller than that.
		#[codec(index = 20)]
		InsufficientBacking,
		/// Nothing was earned that is not claimed.
		#[codec(index = 21)]
		NothingToClaim,
		/// No slash is pending for that.
		#[codec(index = 22)]
		NoSuchSlash,
		/// Fewer than the floor.
		#[codec(index = 23)]
		BelowFloor,
		/// More than consensus takes.
		#[codec(index = 24)]
		TooManyValidators,
		/// What is given is what is stored.
		#[codec(index = 25)]
		Unchanged,
		/// A candidate needs its keys: it chills first.
		#[codec(index = 26)]
		StillCandidate,
	}
}
