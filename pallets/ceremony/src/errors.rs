//! Why the pallet refuses a call: one error a cause.

use frame_support::pallet_macros::pallet_section;

/// The errors, a part of the pallet.
#[pallet_section]
mod error_section {
	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer runs no hospital, nor acts for one.
		#[codec(index = 0)]
		NotOperator,
		/// The hospital is not accredited.
		#[codec(index = 1)]
		NotAccredited,
		/// No round of this kind runs.
		#[codec(index = 2)]
		NoRound,
		/// The round that runs has another number.
		#[codec(index = 3)]
		OtherRound,
		/// The round is not in the phase of this call.
		#[codec(index = 4)]
		WrongPhase,
		/// A round of this kind runs.
		#[codec(index = 5)]
		RoundRuns,
		/// There is a key of this kind: it can be handed on.
		#[codec(index = 6)]
		KeyExists,
		/// There is no key of this kind.
		#[codec(index = 7)]
		NoKey,
		/// The key named is not the one in use.
		#[codec(index = 8)]
		OtherKey,
		/// As many holders as make a key can be counted on: it is not lost.
		#[codec(index = 9)]
		KeyIsAlive,
		/// Fewer hospitals are accredited than a sharing must have members.
		#[codec(index = 10)]
		TooFewCandidates,
		/// The hospital is no candidate of the round.
		#[codec(index = 11)]
		NotCandidate,
		/// The candidate has enrolled.
		#[codec(index = 12)]
		AlreadyEnrolled,
		/// The operator cannot pay the deposit.
		#[codec(index = 13)]
		DepositUnaffordable,
		/// The hospital neither deals nor receives in the round.
		#[codec(index = 14)]
		NotParticipant,
		/// A member posts a receiving key.
		#[codec(index = 15)]
		KeyMissing,
		/// Who receives nothing posts no key.
		#[codec(index = 16)]
		KeyNotWanted,
		/// A dealer commits to its deal.
		#[codec(index = 17)]
		CommitmentMissing,
		/// Who deals nothing commits to nothing.
		#[codec(index = 18)]
		CommitmentNotWanted,
		/// The hospital has committed.
		#[codec(index = 19)]
		AlreadyCommitted,
		/// The receiving key is no point, or the neutral one.
		#[codec(index = 20)]
		InvalidKey,
		/// The proof of the receiving key does not hold: for this key, member, round and chain.
		#[codec(index = 21)]
		InvalidKeyProof,
		/// The hospital does not deal in this round.
		#[codec(index = 22)]
		NotDealer,
		/// The dealer has not committed to a deal.
		#[codec(index = 23)]
		NotCommitted,
		/// The dealer has dealt.
		#[codec(index = 24)]
		AlreadyDealt,
		/// The deal is not as long as the threshold and the recipients ask: a commitment of the wrong degree, or a share too
		/// many or too few.
		#[codec(index = 25)]
		WrongLength,
		/// A point of the deal does not decode, or is outside the group.
		#[codec(index = 26)]
		InvalidPoint,
		/// The deal is not the one that the dealer committed to.
		#[codec(index = 27)]
		OtherDeal,
		/// The deal does not share what its dealer holds.
		#[codec(index = 28)]
		OtherSecret,
		/// A proof of knowledge of the deal does not hold: for this dealer, round and chain.
		#[codec(index = 29)]
		InvalidDealProof,
		/// The hospital receives no shares in this round.
		#[codec(index = 30)]
		NotRecipient,
		/// There is no deal of this dealer.
		#[codec(index = 31)]
		NoDeal,
		/// A complaint against this dealer was upheld already.
		#[codec(index = 32)]
		DealerIsExcluded,
		/// Nobody complains of its own deal.
		#[codec(index = 33)]
		OwnDeal,
		/// Who lost its deposit complains no more.
		#[codec(index = 34)]
		DepositForfeited,
		/// The complaint proves nothing: its point or its proof is not of this deal and recipient.
		#[codec(index = 35)]
		InvalidComplaint,
		/// The agent runs a hospital itself.
		#[codec(index = 36)]
		AgentIsOperator,
		/// The account is the agent of a hospital.
		#[codec(index = 37)]
		AgentTaken,
		/// That is so already.
		#[codec(index = 38)]
		AgentUnchanged,
		/// A sharing has at least two members, one in a network that began so.
		#[codec(index = 39)]
		MinimumTooLow,
		/// A sharing cannot have so many members.
		#[codec(index = 40)]
		MinimumTooHigh,
		/// A phase lasts at least a block, and so does the time between rounds.
		#[codec(index = 41)]
		PeriodEmpty,
		/// These are the settings already.
		#[codec(index = 42)]
		SettingsUnchanged,
		/// There are as many rounds as can be numbered.
		#[codec(index = 43)]
		RoundsExhausted,
		/// What is stored of the round or of the sharing in use contradicts itself: no call brings that about.
		#[codec(index = 44)]
		InvalidRun,
		/// The signer's account is revoked.
		#[codec(index = 45)]
		SignerRevoked,
	}
}
