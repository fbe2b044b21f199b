//! What one account stakes for others' hospitals: the read behind the runtime API.

use crate::{types::Chunks, Backers, BalanceOf, Candidates, Config, Pallet, Unbacking};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use salus_primitives::{
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	traits::HospitalRegistry,
	validator::{BackingInfo, WaitingInfo},
};
use sp_runtime::traits::Zero;

/// Most hospitals that one page looks at: few of them may be backed by the account.
const MAX_SCAN: u32 = MAX_PAGE;

/// Where a page ended: whether among the lists of backers, and at which hospital.
type Place<T> = (bool, <T as frame_system::Config>::AccountId);

impl<T: Config> Pallet<T> {
	/// What `who` stakes for others: first where something waits to be withdrawn, then everywhere else. A page may be short
	/// or empty and still have a `next`.
	pub fn api_backings(
		who: T::AccountId,
		page: PageRequest,
	) -> PageResult<BackingInfo<T::AccountId, BalanceOf<T>>> {
		let (is_listed, last) = match &page.cursor {
			Some(cursor) => {
				let (is_listed, last) =
					Place::<T>::decode_all(&mut &cursor[..]).map_err(|_| PageError::InvalidCursor)?;
				(is_listed, Some(last))
			}
			None => (false, None),
		};
		let waiting = match &last {
			_ if is_listed => None,
			Some(last) => {
				let from = Unbacking::<T>::hashed_key_for(&who, last);
				Some(Unbacking::<T>::iter_prefix_from(&who, from))
			}
			None => Some(Unbacking::<T>::iter_prefix(&who)),
		};
		let listed = match last {
			Some(last) if is_listed => Backers::<T>::iter_keys_from(Backers::<T>::hashed_key_for(last)),
			_ => Backers::<T>::iter_keys(),
		};
		let waiting = waiting.into_iter().flatten().map(|(candidate, chunks)| {
			let found = Self::backing_info(&who, &candidate, chunks);
			((false, candidate), found)
		});
		let listed = listed.map(|candidate| {
			let chunks = Unbacking::<T>::get(&who, &candidate);
			// Where something waits, it was given before.
			let found = chunks
				.is_empty()
				.then(|| Self::backing_info(&who, &candidate, chunks));
			((true, candidate), found.flatten())
		});

		let (mut items, mut end) = (Vec::new(), None);
		let mut room = page.bounded_limit();
		let mut scans = MAX_SCAN;
		for (place, found) in waiting.chain(listed) {
			if room == 0 || scans == 0 {
				let next = end.map(|place: Place<T>| place.encode());
				return Ok(Page { items, next });
			}
			if let Some(found) = found {
				items.push(found);
				room = room.saturating_sub(1);
			}
			scans = scans.saturating_sub(1);
			end = Some(place);
		}
		Ok(Page { items, next: None })
	}

	/// What `who` stakes for one hospital; none if it has nothing at stake, nothing waiting and nothing to claim.
	fn backing_info(
		who: &T::AccountId,
		candidate: &T::AccountId,
		chunks: Chunks<BalanceOf<T>>,
	) -> Option<BackingInfo<T::AccountId, BalanceOf<T>>> {
		let (active, reward) = Backers::<T>::get(candidate)
			.into_iter()
			.find(|backer| backer.who == *who)
			.map(|backer| (backer.active, backer.reward))
			.unwrap_or_default();
		if active.is_zero() && reward.is_zero() && chunks.is_empty() {
			return None;
		}
		Some(BackingInfo {
			account: candidate.clone(),
			hospital: T::Hospitals::operated_by(candidate),
			candidate: Candidates::<T>::contains_key(candidate),
			active,
			reward,
			waiting: chunks
				.into_iter()
				.map(|chunk| WaitingInfo {
					amount: chunk.amount,
					withdrawable_at: chunk.withdrawable_at,
				})
				.collect(),
		})
	}
}
