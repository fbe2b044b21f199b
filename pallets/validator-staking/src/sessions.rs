//! What this pallet asks of the session pallet, and what that asks of this one.

use crate::{Config, ExposureOf, Exposures, MinAuthorities, Pallet};
use alloc::vec::Vec;
use core::marker::PhantomData;
use pallet_session::{
	disabling::{DisablingDecision, DisablingStrategy, UpToLimitDisablingStrategy},
	historical, SessionInterface,
};
use sp_runtime::{traits::Convert, DispatchResult, SaturatedConversion};
use sp_staking::{offence::OffenceSeverity, SessionIndex};

/// The rotation of validators and their keys. Implemented by the session pallet.
pub trait Sessions<AccountId> {
	/// The session that runs.
	fn current() -> SessionIndex;
	/// Its validators, in the order of their slots.
	fn validators() -> Vec<AccountId>;
	/// The validators of the next session.
	fn queued() -> Vec<AccountId>;
	/// Whether keys are stored for the account.
	fn has_keys(who: &AccountId) -> bool;
	/// Whether the keys of the next session are those that are stored.
	fn keys_settled() -> bool;
	/// Whether a validator of this session is disabled.
	fn is_disabled(who: &AccountId) -> bool;
	/// Whether any validator of this session is disabled.
	fn any_disabled() -> bool;
	/// Disables a validator for this session, if the strategy allows it.
	fn disable(who: &AccountId);
	/// Removes the keys of an account.
	fn purge_keys(who: &AccountId) -> DispatchResult;
	/// Forgets the validators of the sessions before `session`.
	fn prune_history(session: SessionIndex);

	/// Stores keys for an account.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_keys(who: &AccountId);
	/// Makes these the validators of this session and the next.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validators(who: Vec<AccountId>);
}

impl<R> Sessions<R::AccountId> for pallet_session::Pallet<R>
where
	R: pallet_session::Config<ValidatorId = <R as frame_system::Config>::AccountId> + historical::Config,
{
	fn current() -> SessionIndex {
		Self::current_index()
	}

	fn validators() -> Vec<R::AccountId> {
		pallet_session::Validators::<R>::get()
	}

	fn queued() -> Vec<R::AccountId> {
		Self::queued_keys().into_iter().map(|(who, _)| who).collect()
	}

	fn has_keys(who: &R::AccountId) -> bool {
		pallet_session::NextKeys::<R>::contains_key(who)
	}

	fn keys_settled() -> bool {
		Self::queued_keys()
			.iter()
			.all(|(who, keys)| Self::load_keys(who).as_ref() == Some(keys))
	}

	fn is_disabled(who: &R::AccountId) -> bool {
		Self::validator_id_to_index(who).is_some_and(|index| Self::disabled_validators().contains(&index))
	}

	fn any_disabled() -> bool {
		pallet_session::DisabledValidators::<R>::decode_len().unwrap_or(0) > 0
	}

	fn disable(who: &R::AccountId) {
		Self::report_offence(who.clone(), OffenceSeverity::max_severity());
	}

	fn purge_keys(who: &R::AccountId) -> DispatchResult {
		<Self as SessionInterface>::purge_keys(who)
	}

	fn prune_history(session: SessionIndex) {
		historical::Pallet::<R>::prune_up_to(session);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_keys(who: &R::AccountId) {
		use codec::{Decode, Encode};
		use sp_runtime::traits::{Hash, TrailingZeroInput};
		let seed = R::Hashing::hash_of(&(b"session keys", who)).encode();
		if let Ok(keys) = R::Keys::decode(&mut TrailingZeroInput::new(&seed)) {
			pallet_session::NextKeys::<R>::insert(who, keys);
			// As many as `purge_keys` takes away.
			let _ = frame_system::Pallet::<R>::inc_consumers(who);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validators(who: Vec<R::AccountId>) {
		let queued: Vec<_> = who
			.iter()
			.filter_map(|who| Some((who.clone(), Self::load_keys(who)?)))
			.collect();
		pallet_session::QueuedKeys::<R>::put(queued);
		pallet_session::Validators::<R>::put(who);
	}
}

/// What stands behind a validator in the current session: its full identification in reports of offences.
pub struct ExposureOfValidator<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<ExposureOf<T>>> for ExposureOfValidator<T> {
	fn convert(who: T::AccountId) -> Option<ExposureOf<T>> {
		Exposures::<T>::get(T::Sessions::current(), who)
	}
}

/// Disables validators up to the third that finality tolerates, and never so many that fewer than the floor are left.
pub struct WithinFloor;

impl<R> DisablingStrategy<R> for WithinFloor
where
	R: Config + pallet_session::Config<ValidatorId = <R as frame_system::Config>::AccountId>,
{
	fn decision(
		offender: &R::AccountId,
		severity: OffenceSeverity,
		disabled: &Vec<(u32, OffenceSeverity)>,
	) -> DisablingDecision {
		let validators: u32 = pallet_session::Validators::<R>::decode_len()
			.unwrap_or(0)
			.saturated_into();
		let left = validators
			.saturating_sub(disabled.len().saturated_into())
			.saturating_sub(1);
		if left < MinAuthorities::<R>::get() {
			return DisablingDecision {
				disable: None,
				reenable: None,
			};
		}
		<UpToLimitDisablingStrategy as DisablingStrategy<R>>::decision(offender, severity, disabled)
	}
}

impl<T: Config> historical::SessionManager<T::AccountId, ExposureOf<T>> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ExposureOf<T>)>> {
		Self::plan(index)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, ExposureOf<T>)>> {
		Self::plan_genesis(index)
	}

	fn start_session(index: SessionIndex) {
		Self::begin(index);
	}

	fn end_session(index: SessionIndex) {
		Self::end(index);
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index).map(accounts)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan_genesis(index).map(accounts)
	}

	fn start_session(index: SessionIndex) {
		Self::begin(index);
	}

	fn end_session(index: SessionIndex) {
		Self::end(index);
	}
}

fn accounts<AccountId, Exposure>(planned: Vec<(AccountId, Exposure)>) -> Vec<AccountId> {
	planned.into_iter().map(|(who, _)| who).collect()
}
