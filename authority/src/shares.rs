//! The shares with which the node answers: each of the sharing that finalised state has, or none.

use crate::{partials::EpochPartials, sharing::share_id, Keystore, KeystoreError, ShareId};
use salus_crypto::{
	authority::{self, EpochCover},
	token, Bls,
};
use salus_primitives::{
	authority::{Epoch, Parameters},
	ceremony::CeremonyKind,
	token::TokenAuthority,
	AccountId,
};
use std::{
	fmt,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex, MutexGuard, PoisonError,
	},
};

/// Why the node does not answer with a share.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
	/// It holds none of this kind.
	#[error("no share is stored")]
	None,
	/// What it holds is of another generation, or of another key.
	#[error("the stored share is not of the sharing in use")]
	Outdated,
	/// The public values are no sharing.
	#[error("the public values are no sharing")]
	NoSharing,
	/// The node is not up to date: what it takes for final may be old.
	#[error("the node is not up to date")]
	Behind,
	/// The keystore.
	#[error(transparent)]
	Keystore(#[from] KeystoreError),
}

/// A share that was checked against the public values of its sharing.
struct Checked<Public, Share> {
	public: Public,
	share: Arc<Share>,
}

#[derive(Default)]
struct Cache {
	attribute: Option<Checked<Parameters<AccountId>, authority::Share>>,
	token: Option<Checked<TokenAuthority<AccountId>, token::Share>>,
}

/// Partials, and what they are of: an epoch has one cover.
struct Computed {
	share: ShareId,
	epoch: Epoch,
	partials: Arc<EpochPartials>,
}

/// What answers are made with. The keystore decides what there is; a share is checked against the public values of finalised
/// state before it is used, so one that came back with an old backup is not.
pub struct Shares {
	keystore: Arc<Keystore>,
	behind: AtomicBool,
	cache: Mutex<Cache>,
	// Apart, since computing takes seconds when many are revoked.
	partials: Mutex<Option<Computed>>,
}

impl fmt::Debug for Shares {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Shares").finish_non_exhaustive()
	}
}

impl Shares {
	/// Those of a keystore.
	pub fn new(keystore: Arc<Keystore>) -> Self {
		Self {
			keystore,
			behind: AtomicBool::new(false),
			cache: Mutex::default(),
			partials: Mutex::default(),
		}
	}

	/// Whether the node catches up with the chain: then it answers nothing.
	pub fn set_behind(&self, behind: bool) {
		self.behind.store(behind, Ordering::Relaxed);
	}

	/// Forgets what was read from the keystore.
	pub fn forget(&self) {
		*self.cache() = Cache::default();
	}

	fn cache(&self) -> MutexGuard<'_, Cache> {
		self.cache.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn ready(&self) -> Result<(), ShareError> {
		if self.behind.load(Ordering::Relaxed) {
			Err(ShareError::Behind)
		} else {
			Ok(())
		}
	}

	fn absent(&self, kind: CeremonyKind) -> ShareError {
		match self.keystore.shares(kind) {
			Ok(held) if held.is_empty() => ShareError::None,
			Ok(_) => ShareError::Outdated,
			Err(error) => error.into(),
		}
	}

	/// The share of alpha and beta under these parameters.
	pub fn attribute(&self, parameters: &Parameters<AccountId>) -> Result<Arc<authority::Share>, ShareError> {
		self.ready()?;
		let mut cache = self.cache();
		if let Some(checked) = cache
			.attribute
			.as_ref()
			.filter(|checked| checked.public == *parameters)
		{
			return Ok(checked.share.clone());
		}
		let public = parameters.public();
		let id = share_id(CeremonyKind::AttributeKeys, public.ceremony, public.generation);
		let share = self
			.keystore
			.attribute_share(&id)?
			.ok_or_else(|| self.absent(CeremonyKind::AttributeKeys))?;
		let valid = public.validate::<Bls>().map_err(|_| ShareError::NoSharing)?;
		share.check(&valid).map_err(|_| ShareError::Outdated)?;
		let share = Arc::new(share);
		cache.attribute = Some(Checked {
			public: parameters.clone(),
			share: share.clone(),
		});
		Ok(share)
	}

	/// The share of k under these public values.
	pub fn token(&self, authority: &TokenAuthority<AccountId>) -> Result<Arc<token::Share>, ShareError> {
		self.ready()?;
		let mut cache = self.cache();
		if let Some(checked) = cache
			.token
			.as_ref()
			.filter(|checked| checked.public == *authority)
		{
			return Ok(checked.share.clone());
		}
		let id = share_id(CeremonyKind::Tokens, authority.ceremony, authority.generation);
		let share = self
			.keystore
			.token_share(&id)?
			.ok_or_else(|| self.absent(CeremonyKind::Tokens))?;
		let keys = authority.public().validate().map_err(|_| ShareError::NoSharing)?;
		share.check(&keys).map_err(|_| ShareError::Outdated)?;
		let share = Arc::new(share);
		cache.token = Some(Checked {
			public: authority.clone(),
			share: share.clone(),
		});
		Ok(share)
	}

	/// The partials of an epoch under these parameters, computed once. Its cover is read only then: it is long where many are
	/// revoked.
	pub fn partials<Error: From<ShareError>>(
		&self,
		parameters: &Parameters<AccountId>,
		epoch: Epoch,
		cover: impl FnOnce() -> Result<EpochCover, Error>,
	) -> Result<Arc<EpochPartials>, Error> {
		let share = self.attribute(parameters)?;
		let id = share_id(
			CeremonyKind::AttributeKeys,
			parameters.ceremony,
			parameters.generation,
		);
		// Whoever comes meanwhile waits here rather than compute the same.
		let mut computed = self.partials.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(known) = computed.as_ref().filter(|known| {
			known.share == id && known.epoch == epoch && known.partials.index == share.index()
		}) {
			return Ok(known.partials.clone());
		}
		let cover = cover()?;
		let partials = Arc::new(EpochPartials::of(&share, &cover));
		*computed = Some(Computed {
			share: id,
			epoch,
			partials: partials.clone(),
		});
		Ok(partials)
	}
}
