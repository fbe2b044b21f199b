//! What the runtime API `KeyAuthorityApi` answers.

use crate::{
	Attributes, AuthorityParameters, Config, Keys, LatestComplete, LeafOwners, Pallet, PartialsDigests,
	PublishedKey, Slot, TokenKey, UpdateKeys,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use salus_primitives::{
	authority::{Epoch, Era, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	token::TokenAuthority,
	traits::{EpochProvider, RevocationRegistry},
};

impl<T: Config> Pallet<T> {
	/// Public parameters; none before a ceremony.
	pub fn api_parameters() -> Option<Parameters<T::AccountId>> {
		AuthorityParameters::<T>::get()
	}

	/// The token key's public values; none before a ceremony.
	pub fn api_token_authority() -> Option<TokenAuthority<T::AccountId>> {
		TokenKey::<T>::get()
	}

	/// The current key of an account, live or revoked.
	pub fn api_user_key(account: T::AccountId) -> Option<UserKeyInfo<T::AccountId>> {
		let key = Keys::<T>::get(&account)?;
		let revoked = T::Revocations::is_leaf_revoked(key.leaf) || T::Revocations::is_revoked(&account);
		let attributes = Attributes::<T>::get(&account).into_inner();
		Some(UserKeyInfo {
			account,
			leaf: key.leaf,
			pk: key.pk,
			pk2: key.pk2,
			path_digest: key.path_digest,
			attributes,
			revoked,
		})
	}

	/// The account whose key is at a leaf.
	pub fn api_leaf_owner(leaf: Leaf) -> Option<T::AccountId> {
		LeafOwners::<T>::get(leaf)
	}

	/// The published update key of a node and era in the current epoch.
	pub fn api_update_key(node: Node, era: Era) -> Option<UpdateKey> {
		Self::published_key(T::Epochs::epoch(), (node, era)).map(|key| shown((node, era), &key))
	}

	/// The digest that an authority posted of its partials in the current epoch.
	pub fn api_partials_digest(authority: T::AccountId) -> Option<(Epoch, [u8; 32])> {
		PartialsDigests::<T>::get(authority).filter(|(epoch, _)| *epoch == T::Epochs::epoch())
	}

	/// Published update keys of the current epoch, in the order of storage. A page may be short, or empty, before
	/// the end: the cursor says whether there is more.
	pub fn api_update_keys(page: PageRequest) -> PageResult<UpdateKey> {
		let epoch = T::Epochs::epoch();
		let mut entries = match page.cursor {
			None => UpdateKeys::<T>::iter_prefix(epoch),
			Some(cursor) => {
				let (of, slot) =
					<(Epoch, Slot)>::decode_all(&mut &cursor[..]).map_err(|_| PageError::InvalidCursor)?;
				if of != epoch {
					return Err(PageError::InvalidCursor);
				}
				UpdateKeys::<T>::iter_prefix_from(epoch, UpdateKeys::<T>::hashed_key_for(epoch, slot))
			}
		};
		let limit =
			usize::try_from(PageRequest { cursor: None, ..page }.bounded_limit()).unwrap_or(usize::MAX);
		let mut items = Vec::new();
		let mut last = None;
		// Keys of voided publications are passed over, so the walk has a bound of its own.
		for _ in 0..MAX_PAGE {
			let Some((slot, key)) = entries.next() else {
				return Ok(Page { items, next: None });
			};
			last = Some((epoch, slot).encode());
			if Self::counts(epoch, &key) {
				items.push(shown(slot, &key));
				if items.len() >= limit {
					break;
				}
			}
		}
		let next = entries.next().and(last);
		Ok(Page { items, next })
	}

	/// Update keys of the current epoch that are published.
	pub fn api_published() -> u32 {
		Self::current_progress(T::Epochs::epoch()).published
	}

	/// The latest epoch whose update keys were all published.
	pub fn api_latest_complete() -> Option<Epoch> {
		LatestComplete::<T>::get()
	}
}

fn shown<AccountId>((node, era): Slot, key: &PublishedKey<AccountId>) -> UpdateKey {
	UpdateKey {
		node,
		era,
		q: key.q,
		q_prime: key.q_prime,
	}
}
