//! Update keys of the current epoch: digests, publication under a bond, reports, clearing.

use crate::{
	AuthorityParameters, BalanceOf, Config, EpochProgress, Error, Event, HoldReason, LatestComplete,
	NextPublication, OldestStored, Pallet, Progress, Publication, Publications, PublishedKey, Slot,
	UpdateKeys, ValidFrom, WeightInfo,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Balanced, BalancedHold, MutateHold},
		Get, Imbalance, OnUnbalanced,
	},
	weights::Weight,
	BoundedVec,
};
use salus_crypto::{
	authority::{verify_update, KeyAuthorityError},
	encoding::{decode_g1, decode_g2},
};
use salus_primitives::{
	authority::{Epoch, Era, Node, UpdateKey},
	traits::EpochProvider,
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult, SaturatedConversion, Saturating};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish(
		publisher: T::AccountId,
		epoch: Epoch,
		keys: BoundedVec<UpdateKey, T::MaxPart>,
	) -> DispatchResult {
		ensure!(AuthorityParameters::<T>::exists(), Error::<T>::NoParameters);
		ensure!(epoch == T::Epochs::epoch(), Error::<T>::NotCurrentEpoch);
		ensure!(!keys.is_empty(), Error::<T>::EmptyPart);
		Self::check_part(epoch, &keys)?;
		let mut publication = Self::open_publication(&publisher, epoch)?;

		let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
		for key in keys {
			let published = PublishedKey {
				q: key.q,
				q_prime: key.q_prime,
				publisher: publisher.clone(),
				publication: publication.id,
			};
			UpdateKeys::<T>::insert(epoch, (key.node, key.era), published);
		}
		publication.keys.saturating_accrue(count);
		Publications::<T>::insert(&publisher, publication);
		Self::deposit_event(Event::UpdateKeysPublished {
			publisher,
			epoch,
			keys: count,
		});

		let mut progress = Self::current_progress(epoch);
		progress.published.saturating_accrue(count);
		if progress.published == Self::keys_of_epoch() {
			LatestComplete::<T>::put(epoch);
			Self::deposit_event(Event::EpochCompleted { epoch });
		}
		Progress::<T>::put(progress);
		Ok(())
	}

	pub(crate) fn do_report(reporter: T::AccountId, node: Node, era: Era) -> DispatchResult {
		let parameters = AuthorityParameters::<T>::get().ok_or(Error::<T>::NoParameters)?;
		let epoch = T::Epochs::epoch();
		let key = Self::published_key(epoch, (node, era)).ok_or(Error::<T>::NotPublished)?;
		let publication = Publications::<T>::get(&key.publisher).ok_or(Error::<T>::NotPublished)?;
		match verify_update::<T::Suite>(&parameters.beta, &node.into(), epoch, era, &key.q, &key.q_prime) {
			Err(KeyAuthorityError::BadKey) => {}
			Ok(()) => return Err(Error::<T>::KeyIsGood.into()),
			// Points were decoded at publication, so the fault is not the publisher's.
			Err(_) => return Err(Error::<T>::NotVerifiable.into()),
		}

		UpdateKeys::<T>::remove(epoch, (node, era));
		Publications::<T>::remove(&key.publisher);
		let mut progress = Self::current_progress(epoch);
		progress.published.saturating_reduce(publication.keys);
		if LatestComplete::<T>::get() == Some(epoch) {
			LatestComplete::<T>::set(progress.complete_before);
		}
		Progress::<T>::put(progress);
		let (slashed, reward) = Self::slash_bond(&key.publisher, &reporter, publication.bond);
		let publisher = key.publisher;
		Self::deposit_event(Event::PublicationVoided {
			publisher,
			reporter,
			epoch,
			node,
			era,
			slashed,
			reward,
		});
		Ok(())
	}

	pub(crate) fn do_release_bond(publisher: T::AccountId) -> DispatchResult {
		let publication = Publications::<T>::get(&publisher).ok_or(Error::<T>::NoPublication)?;
		ensure!(
			publication.epoch < T::Epochs::epoch(),
			Error::<T>::BondStillNeeded
		);

		Self::release_held(&HoldReason::PublicationBond, &publisher, publication.bond)?;
		Publications::<T>::remove(&publisher);
		Self::deposit_event(Event::BondReleased {
			publisher,
			amount: publication.bond,
		});
		Ok(())
	}

	/// Update keys that the current epoch needs: one for each node of the cover and each era in use.
	pub(crate) fn keys_of_epoch() -> u32 {
		let eras = T::Epochs::era()
			.saturating_sub(T::Epochs::oldest_era())
			.saturating_add(1);
		T::Epochs::cover_size().saturating_mul(eras)
	}

	/// The key at a place, unless its publication was voided.
	pub(crate) fn published_key(epoch: Epoch, slot: Slot) -> Option<PublishedKey<T::AccountId>> {
		UpdateKeys::<T>::get(epoch, slot).filter(|key| Self::counts(epoch, key))
	}

	/// Whether the key's publication stands, and is of the key in use.
	pub(crate) fn counts(epoch: Epoch, key: &PublishedKey<T::AccountId>) -> bool {
		key.publication >= ValidFrom::<T>::get()
			&& Publications::<T>::get(&key.publisher)
				.is_some_and(|publication| publication.id == key.publication && publication.epoch == epoch)
	}

	/// The progress of the current epoch, which may have just begun.
	pub(crate) fn current_progress(epoch: Epoch) -> EpochProgress {
		let progress = Progress::<T>::get();
		if progress.epoch == epoch {
			progress
		} else {
			EpochProgress {
				epoch,
				published: 0,
				complete_before: LatestComplete::<T>::get(),
			}
		}
	}

	/// Whether each key of the part is decodable, wanted, not there yet, and in its place.
	fn check_part(epoch: Epoch, keys: &[UpdateKey]) -> DispatchResult {
		let eras = T::Epochs::oldest_era()..=T::Epochs::era();
		let mut last: Option<Slot> = None;
		for key in keys {
			let slot = (key.node, key.era);
			ensure!(last.is_none_or(|last| last < slot), Error::<T>::PartOutOfOrder);
			last = Some(slot);
			ensure!(eras.contains(&key.era), Error::<T>::EraNotInUse);
			ensure!(T::Epochs::in_cover(&key.node), Error::<T>::NotInCover);
			decode_g1::<T::Suite>(&key.q).map_err(|_| Error::<T>::InvalidEncoding)?;
			decode_g2::<T::Suite>(&key.q_prime).map_err(|_| Error::<T>::InvalidEncoding)?;
			ensure!(
				Self::published_key(epoch, slot).is_none(),
				Error::<T>::AlreadyPublished
			);
		}
		Ok(())
	}

	/// The publisher's publication of this epoch, bonded; a bond of a past epoch goes over to the new one.
	fn open_publication(
		publisher: &T::AccountId,
		epoch: Epoch,
	) -> Result<Publication<BalanceOf<T>>, DispatchError> {
		let open = |open: &Publication<BalanceOf<T>>| open.epoch == epoch && open.id >= ValidFrom::<T>::get();
		if let Some(publication) = Publications::<T>::get(publisher).filter(open) {
			return Ok(publication);
		}
		let bond = T::PublicationBond::get();
		T::Currency::set_on_hold(&HoldReason::PublicationBond.into(), publisher, bond)?;
		let id = NextPublication::<T>::get();
		NextPublication::<T>::put(id.saturating_add(1));
		Ok(Publication {
			id,
			epoch,
			keys: 0,
			bond,
		})
	}

	/// Takes a bond: half to the reporter, unless it reports itself, the rest to where slashes go.
	fn slash_bond(
		publisher: &T::AccountId,
		reporter: &T::AccountId,
		bond: BalanceOf<T>,
	) -> (BalanceOf<T>, BalanceOf<T>) {
		let (credit, _) = T::Currency::slash(&HoldReason::PublicationBond.into(), publisher, bond);
		let slashed = credit.peek();
		let half = if publisher == reporter {
			Zero::zero()
		} else {
			halved(slashed)
		};
		let (reward, rest) = credit.split(half);
		let rest = match T::Currency::resolve(reporter, reward) {
			Ok(()) => rest,
			Err(refused) => rest.merge(refused),
		};
		let reward = slashed.saturating_sub(rest.peek());
		T::Slashed::on_unbalanced(rest);
		(slashed, reward)
	}

	/// Removes update keys of past epochs in at most `limit` steps, and answers how many it took. A step is a key
	/// removed or an epoch left behind.
	pub(crate) fn clear_past_keys(limit: u32) -> u32 {
		let current = T::Epochs::epoch();
		let (mut epoch, first) = (OldestStored::<T>::get(), OldestStored::<T>::get());
		let (mut steps, mut removed) = (0_u32, 0_u32);
		while epoch < current && steps < limit {
			let wanted = limit.saturating_sub(steps).saturated_into::<usize>();
			let count =
				u32::try_from(UpdateKeys::<T>::drain_prefix(epoch).take(wanted).count()).unwrap_or(limit);
			removed.saturating_accrue(count);
			steps.saturating_accrue(count);
			if steps < limit {
				epoch.saturating_inc();
				steps.saturating_inc();
			}
		}
		if epoch != first {
			OldestStored::<T>::put(epoch);
		}
		if removed > 0 {
			Self::deposit_event(Event::UpdateKeysCleared { keys: removed });
		}
		steps
	}

	/// Clears with what weight a block has left.
	pub(crate) fn clear_when_idle(remaining: Weight) -> Weight {
		let look = T::DbWeight::get().reads(2);
		if !remaining.all_gte(look) || OldestStored::<T>::get() >= T::Epochs::epoch() {
			return look.min(remaining);
		}
		let base = T::WeightInfo::clear_update_keys(0);
		let step = T::WeightInfo::clear_update_keys(1).saturating_sub(base);
		let affordable = remaining
			.checked_sub(&look.saturating_add(base))
			.and_then(|left| left.checked_div_per_component(&step))
			.unwrap_or(0);
		let limit = u32::try_from(affordable)
			.unwrap_or(u32::MAX)
			.min(T::MaxPart::get());
		if limit == 0 {
			return look;
		}
		let steps = Self::clear_past_keys(limit);
		look.saturating_add(T::WeightInfo::clear_update_keys(steps))
	}
}

fn halved<Balance: sp_runtime::traits::AtLeast32BitUnsigned>(amount: Balance) -> Balance {
	amount
		.checked_div(&Balance::from(2_u32))
		.unwrap_or_else(Balance::zero)
}
