//! The invariants of the README, under the same numbers.

use crate::{
	attributes::is_canonical, soundness, Attributes, AuthorityParameters, Config, EpochProgress, HoldReason,
	Keys, LatestComplete, LeafOwners, Missed, NextLeaf, NextPublication, OldestStored, Pallet,
	PartialsDigests, Progress, Publications, TokenKey, UpdateKeys, ValidFrom,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use salus_crypto::tree::LEAVES;
use salus_primitives::traits::{EpochProvider, RevocationRegistry};
use sp_runtime::{traits::Zero, TryRuntimeError};

type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Checked {
		Self::leaves_are_counted()?;
		Self::leaves_and_keys_agree()?;
		Self::attributes_are_sound()?;
		Self::revoked_accounts_hold_nothing()?;
		Self::money_is_conserved()?;
		Self::update_keys_fit_the_epoch()?;
		Self::publications_count_their_keys()?;
		Self::progress_is_true()?;
		Self::past_keys_are_on_their_way_out()?;
		Self::digests_are_of_authorities()?;
		Self::parameters_are_a_sharing()?;
		Self::token_key_is_a_sharing()
	}

	fn leaves_are_counted() -> Checked {
		for (_, next) in NextLeaf::<T>::iter() {
			ensure!(next <= LEAVES, "1: a tree gave out more leaves than it has");
		}
		for key in Keys::<T>::iter_values() {
			ensure!(
				key.leaf.index < NextLeaf::<T>::get(key.leaf.tree),
				"1: a leaf was never given out"
			);
		}
		Ok(())
	}

	fn leaves_and_keys_agree() -> Checked {
		for (account, key) in Keys::<T>::iter() {
			ensure!(
				LeafOwners::<T>::get(key.leaf).as_ref() == Some(&account),
				"2: the leaf of a key names another account"
			);
		}
		for (leaf, account) in LeafOwners::<T>::iter() {
			ensure!(
				Keys::<T>::get(&account).is_some_and(|key| key.leaf == leaf),
				"2: a leaf without its key"
			);
		}
		Ok(())
	}

	fn attributes_are_sound() -> Checked {
		for (account, set) in Attributes::<T>::iter() {
			ensure!(
				Keys::<T>::contains_key(&account),
				"3: attributes of an account without a key"
			);
			ensure!(!set.is_empty(), "3: an empty set is stored");
			ensure!(set.iter().all(is_canonical), "3: an attribute is not canonical");
			ensure!(
				set.iter().zip(set.iter().skip(1)).all(|(a, b)| a < b),
				"3: a set is not sorted"
			);
		}
		Ok(())
	}

	fn revoked_accounts_hold_nothing() -> Checked {
		for (account, key) in Keys::<T>::iter() {
			if T::Revocations::is_revoked(&account) {
				ensure!(
					T::Revocations::is_leaf_revoked(key.leaf),
					"4: a revoked account has a live leaf"
				);
				ensure!(
					!Attributes::<T>::contains_key(&account),
					"4: a revoked account has attributes"
				);
			}
		}
		Ok(())
	}

	fn money_is_conserved() -> Checked {
		for account in frame_system::Account::<T>::iter_keys() {
			let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &account);
			let deposit = Keys::<T>::get(&account).map_or(Zero::zero(), |key| key.deposit);
			ensure!(
				held(HoldReason::LeafDeposit) == deposit,
				"5: a deposit differs from what is held"
			);
			let bond = Publications::<T>::get(&account).map_or(Zero::zero(), |publication| publication.bond);
			ensure!(
				held(HoldReason::PublicationBond) == bond,
				"5: a bond differs from what is held"
			);
		}
		Ok(())
	}

	fn update_keys_fit_the_epoch() -> Checked {
		let epoch = T::Epochs::epoch();
		let eras = T::Epochs::oldest_era()..=T::Epochs::era();
		for ((node, era), key) in UpdateKeys::<T>::iter_prefix(epoch) {
			if Self::counts(epoch, &key) {
				ensure!(T::Epochs::in_cover(&node), "6: an update key outside the cover");
				ensure!(eras.contains(&era), "6: an update key of an era not in use");
			}
		}
		Ok(())
	}

	fn publications_count_their_keys() -> Checked {
		let epoch = T::Epochs::epoch();
		let mut counted = BTreeMap::<u64, u32>::new();
		for key in UpdateKeys::<T>::iter_prefix_values(epoch) {
			let count = counted.entry(key.publication).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(
			ValidFrom::<T>::get() <= NextPublication::<T>::get(),
			"7: the next publication does not count"
		);
		for publication in Publications::<T>::iter_values() {
			ensure!(
				publication.id < NextPublication::<T>::get(),
				"7: a publication was never numbered"
			);
			ensure!(publication.epoch <= epoch, "7: a publication of a coming epoch");
			if publication.epoch == epoch && publication.id >= ValidFrom::<T>::get() {
				let keys = counted.get(&publication.id).copied().unwrap_or(0);
				ensure!(
					keys == publication.keys,
					"7: a publication counts other keys than it has"
				);
			}
		}
		Ok(())
	}

	fn progress_is_true() -> Checked {
		let epoch = T::Epochs::epoch();
		let EpochProgress {
			epoch: of,
			published,
			complete_before,
		} = Progress::<T>::get();
		ensure!(of <= epoch, "8: progress of a coming epoch");
		let latest = LatestComplete::<T>::get();
		ensure!(
			latest.is_none_or(|latest| latest <= of),
			"8: complete before anything was published"
		);
		ensure!(
			complete_before.is_none_or(|before| before < of),
			"8: the epoch before is not before"
		);
		if of == epoch {
			let standing = Publications::<T>::iter_values()
				.filter(|publication| publication.epoch == epoch && publication.id >= ValidFrom::<T>::get())
				.fold(0_u32, |sum, publication| sum.saturating_add(publication.keys));
			ensure!(
				published == standing,
				"8: progress differs from what is published"
			);
			let complete = published == Self::keys_of_epoch() && published > 0;
			let expected = if complete { Some(epoch) } else { complete_before };
			ensure!(latest == expected, "8: the latest complete epoch is another");
		}
		Ok(())
	}

	fn past_keys_are_on_their_way_out() -> Checked {
		let (epoch, oldest) = (T::Epochs::epoch(), OldestStored::<T>::get());
		ensure!(
			oldest <= epoch,
			"9: the current epoch's keys are counted as cleared"
		);
		for (of, _, _) in UpdateKeys::<T>::iter() {
			ensure!(
				oldest <= of && of <= epoch,
				"9: an update key that nothing will clear"
			);
		}
		Ok(())
	}

	fn digests_are_of_authorities() -> Checked {
		let authorities = AuthorityParameters::<T>::get().map(|parameters| parameters.authorities);
		for (account, (epoch, _)) in PartialsDigests::<T>::iter() {
			ensure!(
				authorities
					.iter()
					.flatten()
					.any(|authority| authority.account == account),
				"10: a digest of an account that is no authority"
			);
			ensure!(epoch <= T::Epochs::epoch(), "10: a digest of a coming epoch");
		}
		for (account, (epoch, times)) in Missed::<T>::iter() {
			ensure!(
				authorities
					.iter()
					.flatten()
					.any(|authority| authority.account == account),
				"13: a report of an account that is no authority"
			);
			ensure!(
				epoch <= T::Epochs::epoch() && times > 0,
				"13: a report of a coming epoch, or of nothing"
			);
		}
		Ok(())
	}

	fn parameters_are_a_sharing() -> Checked {
		match AuthorityParameters::<T>::get() {
			Some(parameters) => soundness::validate::<T>(&parameters)
				.map_err(|_| TryRuntimeError::Other("11: the public parameters are no sharing")),
			None => Ok(()),
		}
	}

	fn token_key_is_a_sharing() -> Checked {
		match TokenKey::<T>::get() {
			Some(token) => soundness::validate_token(&token)
				.map_err(|_| TryRuntimeError::Other("12: the token key is no sharing")),
			None => Ok(()),
		}
	}
}
