//! Authorities that answer, and those that do not: digests of partials, and reports of who posted none.

use crate::{AuthorityParameters, Config, Error, Event, Missed, Pallet, PartialsDigests, SharedSince};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use salus_primitives::{
	authority::Epoch,
	traits::{AuthorityAgents, EpochProvider, HospitalRegistry, RevocationRegistry},
};
use sp_runtime::{DispatchResult, Saturating};

impl<T: Config> Pallet<T> {
	/// `sharing` is what the partials are of: the id of its key, and its generation.
	pub(crate) fn do_post_digest(
		signer: T::AccountId,
		epoch: Epoch,
		sharing: ([u8; 32], u32),
		digest: [u8; 32],
	) -> DispatchResult {
		let parameters = AuthorityParameters::<T>::get().ok_or(Error::<T>::NoParameters)?;
		let authority = T::Agents::acts_for(&signer).unwrap_or_else(|| signer.clone());
		// An agent answers by its operator, who can take it back: others may have it enrolled, and revoked.
		ensure!(
			signer != authority || !T::Revocations::is_revoked(&signer),
			Error::<T>::SignerRevoked
		);
		let is_authority = parameters
			.authorities
			.iter()
			.any(|member| member.account == authority);
		ensure!(is_authority, Error::<T>::NotAnAuthority);
		let hospital = T::Hospitals::operated_by(&authority).ok_or(Error::<T>::NotAnOperator)?;
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		ensure!(epoch == T::Epochs::epoch(), Error::<T>::NotCurrentEpoch);
		// One signed before a resharing may be included after it.
		ensure!(
			sharing == (parameters.ceremony, parameters.generation),
			Error::<T>::NotCurrentSharing
		);
		let posted = PartialsDigests::<T>::get(&authority).map(|(epoch, _)| epoch);
		ensure!(posted != Some(epoch), Error::<T>::DigestAlreadyPosted);

		PartialsDigests::<T>::insert(&authority, (epoch, digest));
		if Missed::<T>::take(&authority).is_some() {
			T::Agents::on_conduct(&authority);
		}
		Self::deposit_event(Event::PartialsDigestPosted {
			authority,
			epoch,
			digest,
		});
		Ok(())
	}

	pub(crate) fn do_report_missing(reporter: T::AccountId, authority: T::AccountId) -> DispatchResult {
		let parameters = AuthorityParameters::<T>::get().ok_or(Error::<T>::NoParameters)?;
		let is_authority = parameters
			.authorities
			.iter()
			.any(|member| member.account == authority);
		ensure!(is_authority, Error::<T>::NotAnAuthority);
		let epoch = T::Epochs::epoch();
		Self::ensure_missing(&authority, epoch)?;

		let before = Missed::<T>::get(&authority);
		let times = before.map_or(0, |(_, times)| times).saturating_add(1);
		Missed::<T>::insert(&authority, (epoch, times));
		T::Agents::on_conduct(&authority);
		Self::deposit_event(Event::PartialsMissing {
			authority,
			reporter,
			epoch,
			times,
		});
		Ok(())
	}

	/// Refuses unless an authority has withheld its digest of the current epoch for too long, unreported.
	fn ensure_missing(authority: &T::AccountId, epoch: Epoch) -> Result<(), Error<T>> {
		let hospital = T::Hospitals::operated_by(authority).ok_or(Error::<T>::NotAnOperator)?;
		// Who may not answer withholds nothing.
		ensure!(
			T::Hospitals::is_accredited(hospital),
			Error::<T>::HospitalNotAccredited
		);
		let posted = PartialsDigests::<T>::get(authority).map(|(epoch, _)| epoch);
		ensure!(posted != Some(epoch), Error::<T>::DigestAlreadyPosted);
		let since = T::Epochs::started_at().max(SharedSince::<T>::get());
		let due = since.saturating_add(T::ReportAfter::get());
		ensure!(
			frame_system::Pallet::<T>::block_number() >= due,
			Error::<T>::NotYetMissing
		);
		let before = Missed::<T>::get(authority);
		ensure!(
			before.is_none_or(|(reported, _)| reported != epoch),
			Error::<T>::AlreadyReported
		);
		Ok(())
	}

	/// Authorities that may be reported now.
	pub fn api_missing_partials() -> Vec<T::AccountId> {
		let epoch = T::Epochs::epoch();
		AuthorityParameters::<T>::get()
			.map(|parameters| parameters.authorities)
			.unwrap_or_default()
			.into_iter()
			.map(|authority| authority.account)
			.filter(|account| Self::ensure_missing(account, epoch).is_ok())
			.collect()
	}
}
