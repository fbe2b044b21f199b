//! Keys derived from the public development phrase.

use crate::{AccountId, SessionKeys};
use sp_core::{
	crypto::{DeriveJunction, Pair, DEV_PHRASE},
	ed25519, sr25519,
};
use sp_runtime::traits::IdentifyAccount;

/// Derives the keys `//Name`. Stretching the phrase is slow, so it is done once.
pub struct Keyring {
	sr25519: sr25519::Pair,
	ed25519: ed25519::Pair,
}

impl Keyring {
	/// The keyring of the development phrase.
	pub fn new() -> Option<Self> {
		Some(Self {
			sr25519: sr25519::Pair::from_phrase(DEV_PHRASE, None).ok()?.0,
			ed25519: ed25519::Pair::from_phrase(DEV_PHRASE, None).ok()?.0,
		})
	}

	/// The account of `//name`.
	pub fn account(&self, name: &str) -> Option<AccountId> {
		let public = self.sr25519(name)?.public();
		Some(sp_runtime::MultiSigner::Sr25519(public).into_account())
	}

	/// The session keys of the validator `//name`.
	pub fn session_keys(&self, name: &str) -> Option<SessionKeys> {
		let (grandpa, _) = self
			.ed25519
			.derive(core::iter::once(DeriveJunction::hard(name)), None)
			.ok()?;
		Some(SessionKeys {
			aura: self.sr25519(name)?.public().into(),
			grandpa: grandpa.public().into(),
		})
	}

	fn sr25519(&self, name: &str) -> Option<sr25519::Pair> {
		self.sr25519
			.derive(core::iter::once(DeriveJunction::hard(name)), None)
			.ok()
			.map(|(pair, _)| pair)
	}
}
