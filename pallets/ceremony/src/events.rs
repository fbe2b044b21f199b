//! What the pallet says has happened.

use frame_support::pallet_macros::pallet_section;

/// The events, a part of the pallet.
#[pallet_section]
mod event_section {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A round began.
		#[codec(index = 0)]
		RoundStarted {
			/// Which key.
			kind: CeremonyKind,
			/// Its number.
			round: Round,
			/// What it is for.
			purpose: Purpose,
			/// Who may enrol.
			candidates: u32,
		},
		/// A candidate is there.
		#[codec(index = 1)]
		Enrolled {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The hospital's operator.
			member: T::AccountId,
		},
		/// The members are fixed.
		#[codec(index = 2)]
		MembersFixed {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// How many there are.
			members: u16,
			/// How many shares will make a key.
			threshold: u16,
		},
		/// A member posted its key, a dealer committed, or both.
		#[codec(index = 3)]
		Committed {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The hospital's operator.
			who: T::AccountId,
		},
		/// Dealers may deal.
		#[codec(index = 4)]
		DealingOpened {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
		},
		/// A dealer dealt.
		#[codec(index = 5)]
		Dealt {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The hospital's operator.
			who: T::AccountId,
			/// Its index among the dealers.
			dealer: u16,
		},
		/// Recipients may complain.
		#[codec(index = 6)]
		ComplaintsOpened {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
		},
		/// Who had said that it would take part has not: it loses a part of its deposit.
		#[codec(index = 7)]
		Withheld {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The hospital's operator.
			who: T::AccountId,
			/// What it lost.
			slashed: BalanceOf<T>,
		},
		/// A complaint was upheld: the deal is out, the dealer's deposit lost.
		#[codec(index = 8)]
		DealerExcluded {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The dealer.
			dealer: T::AccountId,
			/// Who complained.
			complainer: T::AccountId,
			/// What the dealer lost.
			slashed: BalanceOf<T>,
			/// What of it the complainer got.
			reward: BalanceOf<T>,
		},
		/// A complaint proved the deal good: the complainer's deposit is lost.
		#[codec(index = 9)]
		ComplaintRefuted {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// The dealer.
			dealer: T::AccountId,
			/// Who complained.
			complainer: T::AccountId,
			/// What the complainer lost.
			slashed: BalanceOf<T>,
			/// What of it the dealer got.
			reward: BalanceOf<T>,
		},
		/// The deals that make the sharing are fixed.
		#[codec(index = 10)]
		DealersFixed {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// By index.
			qualified: Dealers,
		},
		/// A sharing is in use, and the one before no more.
		#[codec(index = 11)]
		Activated {
			/// Which key.
			kind: CeremonyKind,
			/// The round that made it.
			round: Round,
			/// Id of the key.
			ceremony: [u8; 32],
			/// Generation.
			generation: u32,
			/// Holders.
			members: u16,
			/// How many shares make a key.
			threshold: u16,
		},
		/// A round came to nothing: what was, stays.
		#[codec(index = 12)]
		RoundFailed {
			/// Which key.
			kind: CeremonyKind,
			/// The round.
			round: Round,
			/// Why.
			reason: Failure,
		},
		/// Few holders of a key can be spared: a warning, long before it is lost.
		#[codec(index = 13)]
		AuthorityThin {
			/// Which key.
			kind: CeremonyKind,
			/// Holders that can be counted on.
			living: u16,
			/// How many shares make a key.
			threshold: u16,
		},
		/// Fewer holders than make a key can be counted on.
		#[codec(index = 14)]
		AuthorityLost {
			/// Which key.
			kind: CeremonyKind,
			/// Holders that can be counted on.
			living: u16,
			/// How many shares make a key.
			threshold: u16,
		},
		/// Enough holders can be counted on again.
		#[codec(index = 15)]
		AuthorityRecovered {
			/// Which key.
			kind: CeremonyKind,
			/// Holders that can be counted on.
			living: u16,
			/// How many shares make a key.
			threshold: u16,
		},
		/// A hospital named the account that acts for it, or took it back; or it has left and holds no share any more.
		#[codec(index = 16)]
		AgentSet {
			/// The hospital's operator.
			operator: T::AccountId,
			/// Who acts for it.
			agent: Option<T::AccountId>,
		},
		/// The council set deadlines and schedule.
		#[codec(index = 17)]
		SettingsSet {
			/// What holds now.
			settings: Settings<BlockNumberFor<T>>,
		},
		/// A round could not begin: too few hospitals are accredited.
		#[codec(index = 18)]
		TooFewCandidates {
			/// Which key.
			kind: CeremonyKind,
			/// How many there are.
			candidates: u32,
		},
		/// An accredited hospital is no candidate of any round, since as many stand before it as are remembered. It is one
		/// when it is reinstated after one of those has lost its standing.
		#[codec(index = 19)]
		RosterFull {
			/// The hospital's operator.
			operator: T::AccountId,
		},
	}
}
