//! What the pallet says has happened.

use frame_support::pallet_macros::pallet_section;

/// The events, a part of the pallet.
#[pallet_section]
mod event_section {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A leaf was given to a user's key.
		#[codec(index = 0)]
		LeafReserved {
			/// Whose.
			account: T::AccountId,
			/// The leaf.
			leaf: Leaf,
			/// The leaf it replaces.
			replaced: Option<Leaf>,
		},
		/// The points on the path of a leaf were fixed by their digest.
		#[codec(index = 1)]
		PathSet {
			/// Whose.
			account: T::AccountId,
			/// Of the 21 points, root first.
			digest: [u8; 32],
		},
		/// An account holds more attributes of a namespace.
		#[codec(index = 2)]
		AttributesGranted {
			/// Whose.
			account: T::AccountId,
			/// The granter's namespace.
			namespace: Handle,
			/// How many it holds of that namespace now.
			held: u32,
		},
		/// Attributes were taken away, and the leaf with them.
		#[codec(index = 3)]
		AttributesWithdrawn {
			/// Whose.
			account: T::AccountId,
			/// The granter's namespace.
			namespace: Handle,
			/// How many it holds of that namespace now.
			held: u32,
			/// The leaf that died; none if it was dead already.
			leaf: Option<Leaf>,
		},
		/// An account was revoked and lost all attributes.
		#[codec(index = 4)]
		AttributesDropped {
			/// Whose.
			account: T::AccountId,
		},
		/// An authority committed to its partial update keys.
		#[codec(index = 5)]
		PartialsDigestPosted {
			/// The authority.
			authority: T::AccountId,
			/// The epoch.
			epoch: Epoch,
			/// Of the partials.
			digest: [u8; 32],
		},
		/// Update keys were published.
		#[codec(index = 6)]
		UpdateKeysPublished {
			/// By whom.
			publisher: T::AccountId,
			/// The epoch.
			epoch: Epoch,
			/// How many in this part.
			keys: u32,
		},
		/// All update keys of an epoch are published.
		#[codec(index = 7)]
		EpochCompleted {
			/// The epoch.
			epoch: Epoch,
		},
		/// A published update key was proven bad: all that its publisher published in the epoch is void.
		#[codec(index = 8)]
		PublicationVoided {
			/// The publisher.
			publisher: T::AccountId,
			/// Who proved it.
			reporter: T::AccountId,
			/// The epoch.
			epoch: Epoch,
			/// The key's node.
			node: Node,
			/// The key's era.
			era: Era,
			/// What the publisher lost.
			slashed: BalanceOf<T>,
			/// What the reporter got of it.
			reward: BalanceOf<T>,
		},
		/// A bond went back to its publisher.
		#[codec(index = 9)]
		BondReleased {
			/// The publisher.
			publisher: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
		/// A dead key was removed and its deposit returned.
		#[codec(index = 10)]
		KeyCleared {
			/// Whose.
			account: T::AccountId,
			/// Its leaf.
			leaf: Leaf,
		},
		/// Update keys of past epochs were removed.
		#[codec(index = 11)]
		UpdateKeysCleared {
			/// How many.
			keys: u32,
		},
		/// An authority has not posted the digest of its partials in time.
		#[codec(index = 12)]
		PartialsMissing {
			/// Which.
			authority: T::AccountId,
			/// Who says so.
			reporter: T::AccountId,
			/// The epoch.
			epoch: Epoch,
			/// How many times in a row it was reported.
			times: u32,
		},
	}
}
