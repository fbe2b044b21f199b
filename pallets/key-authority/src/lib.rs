#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod api;
mod attributes;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conduct;
mod events;
mod keys;
#[cfg(test)]
mod mock;
mod publication;
mod sharing;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod soundness;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{BalanceOf, CreditOf, EpochProgress, Publication, PublishedKey, Slot, UserKey};
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The pallet. Its events stand in a file of their own.
#[allow(clippy::as_conversions)] // by the macros
#[import_section(events::event_section)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, MutateHold},
			OnUnbalanced,
		},
	};
	use frame_system::pallet_prelude::*;
	use salus_crypto::Suite;
	use salus_primitives::{
		authority::{AttributeSet, Epoch, Era, Leaf, Node, Parameters, UpdateKey},
		hospital::{Handle, ProvenPairedKey},
		token::TokenAuthority,
		traits::{AuthorityAgents, EpochProvider, HospitalRegistry, RevocationRegistry},
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the runtime gives.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// The runtime's reasons of holds.
		type RuntimeHoldReason: From<HoldReason>;
		/// The currency of deposits and bonds.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ BalancedHold<Self::AccountId>
			+ Balanced<Self::AccountId>;
		/// The arithmetic of BLS12-381.
		type Suite: Suite;
		/// Hospitals and their staff.
		type Hospitals: HospitalRegistry<Self::AccountId>;
		/// Who, and which leaf, is revoked.
		type Revocations: RevocationRegistry<Self::AccountId>;
		/// Epochs and their covers.
		type Epochs: EpochProvider<BlockNumberFor<Self>>;
		/// Who acts for authorities, and hears how they behave.
		type Agents: AuthorityAgents<Self::AccountId>;
		/// Grants in the namespace `consortium`.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Takes what of a slashed bond does not go to the reporter.
		type Slashed: OnUnbalanced<CreditOf<Self>>;
		/// Held for a key and its attributes.
		#[pallet::constant]
		type LeafDeposit: Get<BalanceOf<Self>>;
		/// Held from whoever publishes update keys, until the epoch has passed.
		#[pallet::constant]
		type PublicationBond: Get<BalanceOf<Self>>;
		/// Blocks that an authority has in an epoch to post its digest, before it may be reported. No constant: epochs are as
		/// long as genesis says.
		type ReportAfter: Get<BlockNumberFor<Self>>;
		/// Most update keys in one call.
		#[pallet::constant]
		type MaxPart: Get<u32>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit of a key and its attributes.
		#[codec(index = 0)]
		LeafDeposit,
		/// Bond of a publication of update keys.
		#[codec(index = 1)]
		PublicationBond,
	}

	/// The public parameters of the current sharing; none before a ceremony.
	#[pallet::storage]
	pub type AuthorityParameters<T: Config> = StorageValue<_, Parameters<T::AccountId>>;

	/// The public values of the token key's current sharing; none before its ceremony.
	#[pallet::storage]
	pub type TokenKey<T: Config> = StorageValue<_, TokenAuthority<T::AccountId>>;

	/// Tree to the index of the next leaf given out in it.
	#[pallet::storage]
	pub type NextLeaf<T: Config> = StorageMap<_, Twox64Concat, u16, u32, ValueQuery>;

	/// Account to its key, live or dead.
	#[pallet::storage]
	pub type Keys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, UserKey<BalanceOf<T>>>;

	/// Leaf to the account whose key is at it.
	#[pallet::storage]
	pub type LeafOwners<T: Config> = StorageMap<_, Blake2_128Concat, Leaf, T::AccountId>;

	/// Account to the attributes it was granted, sorted; kept while a leaf is replaced.
	#[pallet::storage]
	pub type Attributes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, AttributeSet, ValueQuery>;

	/// Authority to the epoch and the digest of the partials that it posted last.
	#[pallet::storage]
	pub type PartialsDigests<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (Epoch, [u8; 32])>;

	/// Epoch, and node and era, to the combined update key. Keys of past epochs are on their way out.
	#[pallet::storage]
	pub type UpdateKeys<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Epoch, Blake2_128Concat, Slot, PublishedKey<T::AccountId>>;

	/// Publisher to its latest publication.
	#[pallet::storage]
	pub type Publications<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Publication<BalanceOf<T>>>;

	/// The number of the next publication.
	#[pallet::storage]
	pub type NextPublication<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// How far the latest epoch that anyone published for has come.
	#[pallet::storage]
	pub type Progress<T: Config> = StorageValue<_, EpochProgress, ValueQuery>;

	/// The latest epoch whose update keys were all published.
	#[pallet::storage]
	pub type LatestComplete<T: Config> = StorageValue<_, Epoch>;

	/// The first epoch whose update keys may still be stored.
	#[pallet::storage]
	pub type OldestStored<T: Config> = StorageValue<_, Epoch, ValueQuery>;

	/// Since when the sharing in use is.
	#[pallet::storage]
	pub type SharedSince<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// Authority to the epoch for which it was reported last, and how many times in a row.
	#[pallet::storage]
	pub type Missed<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (Epoch, u32)>;

	/// The first publication under the key in use.
	#[pallet::storage]
	pub type ValidFrom<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is staff of no hospital.
		#[codec(index = 0)]
		NotStaff,
		/// The hospital is not accredited.
		#[codec(index = 1)]
		HospitalNotAccredited,
		/// The account is revoked.
		#[codec(index = 2)]
		AccountRevoked,
		/// The account has a live leaf of the current era.
		#[codec(index = 3)]
		LeafIsLive,
		/// All leaves of the era's tree are given out.
		#[codec(index = 4)]
		TreeFull,
		/// A point or the proof is malformed, off the curve, outside the group or the identity.
		#[codec(index = 5)]
		InvalidEncoding,
		/// The two halves of the key have different exponents.
		#[codec(index = 6)]
		UnpairedKey,
		/// The proof does not hold for this key, account and chain.
		#[codec(index = 7)]
		InvalidProof,
		/// The account has no live leaf.
		#[codec(index = 8)]
		NoLiveLeaf,
		/// The path cannot change once the account has attributes.
		#[codec(index = 9)]
		PathIsFixed,
		/// The digest is the one already set.
		#[codec(index = 10)]
		PathUnchanged,
		/// The path of the leaf is not set.
		#[codec(index = 11)]
		NoPath,
		/// The caller runs no hospital.
		#[codec(index = 12)]
		NotAnOperator,
		/// The account is not staff of the caller's hospital.
		#[codec(index = 13)]
		NotYourStaff,
		/// The attribute is not of the granter's namespace.
		#[codec(index = 14)]
		ForeignNamespace,
		/// The attribute is not in its canonical form: NFC, lower case, allowed characters.
		#[codec(index = 15)]
		InvalidAttribute,
		/// An attribute is named twice.
		#[codec(index = 16)]
		DuplicateAttribute,
		/// A grant must contain every attribute of the namespace that the account holds.
		#[codec(index = 17)]
		LacksCurrentAttribute,
		/// The grant adds nothing.
		#[codec(index = 18)]
		NothingGranted,
		/// The account would hold too many attributes.
		#[codec(index = 19)]
		TooManyAttributes,
		/// No attribute is named.
		#[codec(index = 20)]
		NothingWithdrawn,
		/// The account does not hold the attribute.
		#[codec(index = 21)]
		AttributeNotHeld,
		/// There are no public parameters yet.
		#[codec(index = 22)]
		NoParameters,
		/// The caller is no authority of the current sharing.
		#[codec(index = 23)]
		NotAnAuthority,
		/// The epoch is not the current one.
		#[codec(index = 24)]
		NotCurrentEpoch,
		/// The authority has posted its digest of this epoch.
		#[codec(index = 25)]
		DigestAlreadyPosted,
		/// The part holds no key.
		#[codec(index = 26)]
		EmptyPart,
		/// The keys of the part are not in strictly ascending order of node and era.
		#[codec(index = 27)]
		PartOutOfOrder,
		/// The node is not in the epoch's cover.
		#[codec(index = 28)]
		NotInCover,
		/// The era gets no update keys.
		#[codec(index = 29)]
		EraNotInUse,
		/// The update key of this node and era is published.
		#[codec(index = 30)]
		AlreadyPublished,
		/// No update key of this node and era is published in this epoch.
		#[codec(index = 31)]
		NotPublished,
		/// The update key satisfies its equation.
		#[codec(index = 32)]
		KeyIsGood,
		/// The update key cannot be judged under the current parameters.
		#[codec(index = 33)]
		NotVerifiable,
		/// The account has no publication.
		#[codec(index = 34)]
		NoPublication,
		/// The bond is held until the epoch has passed.
		#[codec(index = 35)]
		BondStillNeeded,
		/// The account has no key.
		#[codec(index = 36)]
		NoKey,
		/// The key is live.
		#[codec(index = 37)]
		KeyIsLive,
		/// Only the account may remove its dead key while it is staff in good standing.
		#[codec(index = 38)]
		NotYourKey,
		/// There is nothing to clear.
		#[codec(index = 39)]
		NothingToClear,
		/// The account of the operator that signs is revoked.
		#[codec(index = 40)]
		SignerRevoked,
		/// The authority has more time in this epoch.
		#[codec(index = 41)]
		NotYetMissing,
		/// The authority was reported in this epoch.
		#[codec(index = 42)]
		AlreadyReported,
		/// The digest is of partials under another sharing than the one in use.
		#[codec(index = 43)]
		NotCurrentSharing,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::clear_when_idle(remaining)
		}

		fn integrity_test() {
			assert!(T::MaxPart::get() > 0, "a part holds at least one update key");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Puts the caller's key at the next leaf of the current era's tree. The caller is staff, not revoked, and
		/// has no live leaf of this era; a live one of an older era is revoked with it.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::reserve_leaf())]
		pub fn reserve_leaf(origin: OriginFor<T>, key: ProvenPairedKey) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_reserve_leaf(account, key)
		}

		/// Fixes the points `N_theta` on the path of the caller's leaf by their digest. Corrigible while the caller
		/// has no attribute, hence no key.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_path())]
		pub fn set_path(origin: OriginFor<T>, digest: [u8; 32]) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_set_path(account, digest)
		}

		/// Grants the whole set of attributes of one namespace, none of those held left out: a hospital in its own
		/// for its staff, the council in `consortium`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::grant_attributes(attributes.len().try_into().unwrap_or(u32::MAX)))]
		pub fn grant_attributes(
			origin: OriginFor<T>,
			account: T::AccountId,
			attributes: AttributeSet,
		) -> DispatchResult {
			Self::do_grant(origin, account, attributes)
		}

		/// Takes attributes of the granter's namespace away and revokes the leaf: the account reserves another,
		/// to which its other attributes go over.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::withdraw_attributes(attributes.len().try_into().unwrap_or(u32::MAX)))]
		pub fn withdraw_attributes(
			origin: OriginFor<T>,
			account: T::AccountId,
			attributes: AttributeSet,
		) -> DispatchResult {
			Self::do_withdraw(origin, account, attributes)
		}

		/// Commits an authority to its partial update keys of the current epoch under the sharing in use, which `ceremony`
		/// and `generation` name, once. The authority itself, or its agent.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::post_partials_digest())]
		pub fn post_partials_digest(
			origin: OriginFor<T>,
			epoch: Epoch,
			ceremony: [u8; 32],
			generation: u32,
			digest: [u8; 32],
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_post_digest(signer, epoch, (ceremony, generation), digest)
		}

		/// Publishes combined update keys of the current epoch under a bond. Points are decoded; the equation is
		/// checked only when somebody reports.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::publish_update_keys(keys.len().try_into().unwrap_or(u32::MAX)))]
		pub fn publish_update_keys(
			origin: OriginFor<T>,
			epoch: Epoch,
			keys: BoundedVec<UpdateKey, T::MaxPart>,
		) -> DispatchResult {
			let publisher = ensure_signed(origin)?;
			Self::do_publish(publisher, epoch, keys)
		}

		/// Proves a published update key of the current epoch bad. Its publisher loses the bond and everything
		/// published under it; the places are open again at once.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::report_bad_update_key())]
		pub fn report_bad_update_key(origin: OriginFor<T>, node: Node, era: Era) -> DispatchResult {
			let reporter = ensure_signed(origin)?;
			Self::do_report(reporter, node, era)
		}

		/// Returns the bond of a publication whose epoch has passed. Anyone may call it.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::release_bond())]
		pub fn release_bond(origin: OriginFor<T>, publisher: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_release_bond(publisher)
		}

		/// Removes a dead key with its attributes and returns the deposit: the account its own, anyone that of an
		/// account which is revoked or no longer staff.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::clear_key())]
		pub fn clear_key(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let caller = ensure_signed(origin)?;
			Self::do_clear_key(caller, account)
		}

		/// Removes up to `limit` update keys of past epochs, at most as many as a part holds. Anyone may call it; idle
		/// blocks do the same.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::clear_update_keys((*limit).min(T::MaxPart::get())))]
		pub fn clear_update_keys(origin: OriginFor<T>, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let steps = Self::clear_past_keys(limit.min(T::MaxPart::get()));
			ensure!(steps > 0, Error::<T>::NothingToClear);
			Ok(Some(T::WeightInfo::clear_update_keys(steps)).into())
		}

		/// Names an authority that has not posted the digest of its partials in time. Anyone; what the call costs is given
		/// back.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::report_missing_partials())]
		pub fn report_missing_partials(
			origin: OriginFor<T>,
			authority: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let reporter = ensure_signed(origin)?;
			Self::do_report_missing(reporter, authority)?;
			Ok(Pays::No.into())
		}
	}
}
