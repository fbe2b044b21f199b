//! What the keys of one identity give for trades.

use super::Secrets;
use crate::{
	chain::Signer,
	error::{Result, WalletError},
};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	domain::{WALLET_JOURNAL, WALLET_OFFER_SECRET},
	encoding::encode_scalar,
	hash::h_scalar,
	offer::OfferSecret,
	sale::TradeSecret,
	symmetric::MessageKey,
};
use salus_primitives::Hash;
use zeroize::Zeroizing;

/// Bytes that make the key of a note its own.
const SALT: usize = 16;
/// Place of the accounts that are paid for claims.
const PAYEE: &[u8] = b"payee";
/// Place of the accounts that sell.
const SELLER: &[u8] = b"seller";
/// Place of the secret for standing offers.
const OFFERS: &[u8] = b"offers";

impl Secrets {
	/// The secret that unblinds what a buyer bought.
	pub fn trade(&self) -> TradeSecret {
		TradeSecret::from_bytes(&self.trade).expect("checked when the keys were made or read")
	}

	/// The secret to which values of standing offers are encrypted: of this account and chain, and for nothing else.
	pub fn offers(&self, genesis: Hash) -> Result<OfferSecret> {
		let own = self.signer().secret_of(WALLET_OFFER_SECRET, &[OFFERS]);
		let secret = Zeroizing::new(h_scalar(WALLET_OFFER_SECRET, &[&*own, &genesis.0]));
		OfferSecret::from_bytes(&Zeroizing::new(encode_scalar(&secret)))
			.map_err(|e| WalletError::Keys(format!("the secret for offers: {e}")))
	}

	/// The account that an offer pays for the claim number `attempt` of it.
	pub fn payee(&self, genesis: Hash, offer: u64, attempt: u8) -> Signer {
		self.signer()
			.fresh(&[PAYEE, &genesis.0, &offer.to_le_bytes(), &[attempt]])
	}

	/// The account that makes sale number `index`.
	pub fn seller(&self, genesis: Hash, index: u32) -> Signer {
		self.signer().fresh(&[SELLER, &genesis.0, &index.to_le_bytes()])
	}

	/// What the keys in this keystore alone open, and only under the same name.
	pub(crate) fn seal_note(&self, name: &str, note: &[u8]) -> Vec<u8> {
		let mut salt = [0; SALT];
		OsRng.fill_bytes(&mut salt);
		let mut sealed = salt.to_vec();
		sealed.extend(self.note_key(&salt).seal(name.as_bytes(), note));
		sealed
	}

	/// The inverse of [`Self::seal_note`].
	pub(crate) fn open_note(&self, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
		let (salt, sealed) = sealed.split_first_chunk::<SALT>()?;
		self.note_key(salt).open(name.as_bytes(), sealed).ok()
	}

	/// Of the account and of random keys: whoever guesses a weak phrase has not yet the notes.
	fn note_key(&self, salt: &[u8; SALT]) -> MessageKey {
		let secret = Zeroizing::new([self.uri.as_bytes(), &self.wrap, &self.trade].concat());
		MessageKey::derive(&secret, WALLET_JOURNAL, salt)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::Bls;

	fn secrets(uri: &str) -> Secrets {
		Secrets::generate(uri).unwrap()
	}

	#[test]
	fn accounts_of_trades_come_from_the_phrase_alone_and_differ_by_place_and_chain() {
		let (here, there) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		let (first, again) = (secrets("//Patient"), secrets("//Patient"));
		let account =
			|secrets: &Secrets, genesis, offer, attempt| secrets.payee(genesis, offer, attempt).account();
		let own = account(&first, here, 7, 0);
		assert_eq!(own, account(&again, here, 7, 0));
		for other in [
			account(&first, there, 7, 0),
			account(&first, here, 8, 0),
			account(&first, here, 7, 1),
			account(&secrets("//Other"), here, 7, 0),
			first.seller(here, 7).account(),
			first.signer().account(),
		] {
			assert_ne!(own, other);
		}
		assert_eq!(first.seller(here, 3).account(), again.seller(here, 3).account());
	}

	#[test]
	fn a_soft_derivation_gives_the_same_accounts_every_time() {
		let account = || secrets("//Patient/clinic").seller(Hash::zero(), 0).account();
		assert_eq!(account(), account());
	}

	#[test]
	fn the_secret_for_offers_is_of_one_account_and_chain() {
		let key = |uri: &str, chain| {
			secrets(uri)
				.offers(Hash::repeat_byte(chain))
				.unwrap()
				.public::<Bls>()
		};
		assert_eq!(key("//Buyer", 1), key("//Buyer", 1));
		assert_ne!(key("//Buyer", 1), key("//Buyer", 2));
		assert_ne!(key("//Buyer", 1), key("//Rival", 1));
	}

	#[test]
	fn a_note_opens_under_its_name_with_the_same_keys_alone() {
		let own = secrets("//Patient");
		let sealed = own.seal_note("sale-0", b"kappa");
		assert_eq!(own.open_note("sale-0", &sealed).unwrap().as_slice(), b"kappa");
		assert!(own.open_note("sale-1", &sealed).is_none());
		assert!(secrets("//Patient").open_note("sale-0", &sealed).is_none());
		for end in 0..sealed.len() {
			assert!(own.open_note("sale-0", &sealed[..end]).is_none(), "{end}");
		}
		assert_ne!(sealed, own.seal_note("sale-0", b"kappa"));
	}
}
