//! Keys and their proofs.

use crate::{Config, Error, Keys, NewKeys, Pallet, People};
use frame_support::ensure;
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_crypto::keys::{
	self, verify_paired_key, verify_ristretto_key, KeyContext, PairedKeyProof, RistrettoKeyProof,
};
use salus_primitives::{
	hospital::{KeyPurpose, ProvenKey, ProvenPairedKey, Role},
	traits::RevocationRegistry,
};
use sp_runtime::{traits::Zero, DispatchResult};

/// What the proof of a key of this purpose names.
pub(crate) fn proof_purpose(purpose: KeyPurpose) -> keys::KeyPurpose {
	match purpose {
		KeyPurpose::Wrap => keys::KeyPurpose::Wrap,
		KeyPurpose::Report => keys::KeyPurpose::Report,
		KeyPurpose::Trade => keys::KeyPurpose::Trade,
		KeyPurpose::Receipt => keys::KeyPurpose::Receipt,
	}
}

impl<T: Config> Pallet<T> {
	/// What the proofs of an account's keys are bound to.
	pub(crate) fn key_context(account: &T::AccountId) -> KeyContext {
		let hash =
			frame_system::Pallet::<T>::block_hash(frame_system::pallet_prelude::BlockNumberFor::<T>::zero());
		let mut genesis = [0; 32];
		for (to, from) in genesis.iter_mut().zip(hash.as_ref()) {
			*to = *from;
		}
		KeyContext {
			genesis,
			account: account.clone().into(),
		}
	}

	/// Checks a Ristretto key of `account`.
	pub(crate) fn check_key(
		account: &T::AccountId,
		purpose: KeyPurpose,
		proven: &ProvenKey,
	) -> DispatchResult {
		verify_ristretto_key(
			proof_purpose(purpose),
			&proven.key,
			&RistrettoKeyProof(proven.proof),
			&Self::key_context(account),
		)
		.map_err(|_| Error::<T>::InvalidKey.into())
	}

	/// Checks the issuer key of the hospital that `operator` runs.
	pub(crate) fn check_issuer_key(operator: &T::AccountId, issuer: &ProvenPairedKey) -> DispatchResult {
		verify_paired_key::<T::Suite>(
			keys::KeyPurpose::Issuer,
			&issuer.pk1,
			&issuer.pk2,
			&PairedKeyProof(issuer.proof),
			&Self::key_context(operator),
		)
		.map_err(|_| Error::<T>::InvalidIssuerKey.into())
	}

	/// Whether `account` may register these keys for itself.
	pub(crate) fn check_new_keys(account: &T::AccountId, keys: &NewKeys) -> DispatchResult {
		ensure!(People::<T>::contains_key(account), Error::<T>::UnknownPerson);
		ensure!(!T::Revocation::is_revoked(account), Error::<T>::SignerRevoked);
		ensure!(!keys.is_empty(), Error::<T>::NoKeys);
		for (position, (purpose, proven)) in keys.iter().enumerate() {
			ensure!(
				keys.iter().take(position).all(|(other, _)| other != purpose),
				Error::<T>::DuplicatePurpose
			);
			ensure!(
				Keys::<T>::get(account, purpose) != Some(proven.key),
				Error::<T>::Unchanged
			);
		}
		keys.iter()
			.try_for_each(|(purpose, proven)| Self::check_key(account, *purpose, proven))
	}

	/// Whether a patient registers first keys that will be accepted: at most three times in the life of an account,
	/// so free of fees. What would fail is paid for.
	pub(crate) fn is_patients_first(origin: &OriginFor<T>, keys: &NewKeys) -> bool {
		let Ok(account) = ensure_signed(origin.clone()) else {
			return false;
		};
		People::<T>::get(&account).is_some_and(|person| person.role == Role::Patient)
			&& keys
				.iter()
				.all(|(purpose, _)| !Keys::<T>::contains_key(&account, purpose))
			&& Self::check_new_keys(&account, keys).is_ok()
	}
}
