//! Leaves and paths of users' keys.

use crate::{
	Attributes, BalanceOf, Config, Error, Event, HoldReason, Keys, LeafOwners, NextLeaf, Pallet, UserKey,
};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::{
	keys::{verify_paired_key, KeyContext, KeyError, KeyPurpose, PairedKeyProof},
	tree::LEAVES,
};
use salus_primitives::{
	authority::Leaf,
	hospital::{HospitalId, ProvenPairedKey, CONSORTIUM},
	traits::{EpochProvider, HospitalRegistry, Leaves, RevocationRegistry},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reserve_leaf(account: T::AccountId, key: ProvenPairedKey) -> DispatchResult {
		let hospital = Self::ensure_staff_in_good_standing(&account)?;
		let old = Keys::<T>::get(&account);
		let live = old
			.as_ref()
			.map(|key| key.leaf)
			.filter(|leaf| !T::Revocations::is_leaf_revoked(*leaf));
		let tree = u16::try_from(T::Epochs::era()).map_err(|_| Error::<T>::TreeFull)?;
		ensure!(live.is_none_or(|leaf| leaf.tree < tree), Error::<T>::LeafIsLive);
		let index = NextLeaf::<T>::get(tree);
		ensure!(index < LEAVES, Error::<T>::TreeFull);
		Self::verify_key(&account, &key)?;
		let deposit = T::LeafDeposit::get();
		T::Currency::set_on_hold(&HoldReason::LeafDeposit.into(), &account, deposit)?;

		if let Some(leaf) = live {
			T::Revocations::revoke_leaf(leaf)?;
		}
		if let Some(old) = &old {
			LeafOwners::<T>::remove(old.leaf);
			Self::carry_attributes(&account, old.hospital == hospital);
		}
		let leaf = Leaf { tree, index };
		NextLeaf::<T>::insert(tree, index.saturating_add(1));
		LeafOwners::<T>::insert(leaf, &account);
		Keys::<T>::insert(
			&account,
			UserKey {
				leaf,
				hospital,
				pk: key.pk1,
				pk2: key.pk2,
				path_digest: None,
				deposit,
			},
		);
		Self::deposit_event(Event::LeafReserved {
			account,
			leaf,
			replaced: old.map(|old| old.leaf),
		});
		Ok(())
	}

	pub(crate) fn do_set_path(account: T::AccountId, digest: [u8; 32]) -> DispatchResult {
		ensure!(!T::Revocations::is_revoked(&account), Error::<T>::AccountRevoked);
		let mut key = Self::live_key(&account)?;
		if let Some(current) = key.path_digest {
			ensure!(current != digest, Error::<T>::PathUnchanged);
			ensure!(Attributes::<T>::get(&account).is_empty(), Error::<T>::PathIsFixed);
		}
		key.path_digest = Some(digest);
		Keys::<T>::insert(&account, key);
		Self::deposit_event(Event::PathSet { account, digest });
		Ok(())
	}

	pub(crate) fn do_clear_key(caller: T::AccountId, account: T::AccountId) -> DispatchResult {
		let key = Keys::<T>::get(&account).ok_or(Error::<T>::NoKey)?;
		ensure!(T::Revocations::is_leaf_revoked(key.leaf), Error::<T>::KeyIsLive);
		let has_left =
			T::Revocations::is_revoked(&account) || T::Hospitals::employer(&account) != Some(key.hospital);
		ensure!(caller == account || has_left, Error::<T>::NotYourKey);

		Self::release_held(&HoldReason::LeafDeposit, &account, key.deposit)?;
		Keys::<T>::remove(&account);
		LeafOwners::<T>::remove(key.leaf);
		Attributes::<T>::remove(&account);
		Self::deposit_event(Event::KeyCleared {
			account,
			leaf: key.leaf,
		});
		Ok(())
	}

	/// The employer of an account that is staff of an accredited hospital and not revoked.
	pub(crate) fn ensure_staff_in_good_standing(account: &T::AccountId) -> Result<HospitalId, DispatchError> {
		let hospital = T::Hospitals::employer(account).ok_or(Error::<T>::NotStaff)?;
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		ensure!(!T::Revocations::is_revoked(account), Error::<T>::AccountRevoked);
		Ok(hospital)
	}

	/// The key of an account, if its leaf is live.
	pub(crate) fn live_key(account: &T::AccountId) -> Result<UserKey<BalanceOf<T>>, Error<T>> {
		Keys::<T>::get(account)
			.filter(|key| !T::Revocations::is_leaf_revoked(key.leaf))
			.ok_or(Error::<T>::NoLiveLeaf)
	}

	/// Returns money, all of it or none.
	pub(crate) fn release_held(
		reason: &HoldReason,
		account: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		T::Currency::release(&(*reason).into(), account, amount, Precision::Exact).map(|_| ())
	}

	/// Proof context of this chain and an account.
	pub(crate) fn key_context(account: &T::AccountId) -> KeyContext {
		let mut genesis = [0; 32];
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		for (to, from) in genesis.iter_mut().zip(hash.as_ref()) {
			*to = *from;
		}
		KeyContext {
			genesis,
			account: account.clone().into(),
		}
	}

	fn verify_key(account: &T::AccountId, key: &ProvenPairedKey) -> DispatchResult {
		let context = Self::key_context(account);
		let proof = PairedKeyProof(key.proof);
		verify_paired_key::<T::Suite>(KeyPurpose::Abe, &key.pk1, &key.pk2, &proof, &context).map_err(
			|error| {
				match error {
					KeyError::Encoding(_) => Error::<T>::InvalidEncoding,
					KeyError::Unpaired => Error::<T>::UnpairedKey,
					KeyError::BadProof | KeyError::WrongPurpose => Error::<T>::InvalidProof,
				}
				.into()
			},
		)
	}

	/// At a new leaf the attributes of the council go over, those of the employer if it is still the same.
	fn carry_attributes(account: &T::AccountId, same_employer: bool) {
		if same_employer {
			return;
		}
		Attributes::<T>::mutate_exists(account, |set| {
			if let Some(attributes) = set {
				attributes.retain(|attribute| attribute.namespace.as_slice() == CONSORTIUM);
				if attributes.is_empty() {
					*set = None;
				}
			}
		});
	}
}

impl<T: Config> Leaves<T::AccountId> for Pallet<T> {
	fn live_leaf(account: &T::AccountId) -> Option<Leaf> {
		Self::live_key(account).ok().map(|key| key.leaf)
	}

	fn on_revoked(account: &T::AccountId) {
		if Attributes::<T>::contains_key(account) {
			Attributes::<T>::remove(account);
			Self::deposit_event(Event::AttributesDropped {
				account: account.clone(),
			});
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(account: &T::AccountId, leaf: Leaf) {
		crate::benchmarking::put_leaf::<T>(account, leaf);
	}
}
