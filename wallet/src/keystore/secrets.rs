use crate::chain::Signer;
use codec::{Decode, Encode};
use rand_core::{CryptoRngCore, OsRng};
use salus_crypto::{
	encoding::decode_key_scalar,
	keys::{prove_paired_key, prove_ristretto_key, KeyContext, KeyPurpose},
	user::UserSecret,
	wrap::WrapSecret,
	Bls,
};
use salus_primitives::{
	hospital::{ProvenKey, ProvenPairedKey},
	Hash,
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

mod credentials;
mod reports;
mod trade;

pub use reports::MAX_ROTATIONS;

/// What one person or hospital signs and opens with.
#[derive(Clone, Zeroize, ZeroizeOnDrop, Encode, Decode)]
pub struct Secrets {
	uri: String,
	abe: [u8; 32],
	issuer: [u8; 32],
	wrap: [u8; 32],
	report: [u8; 32],
	trade: [u8; 32],
}

impl Secrets {
	/// Fresh keys for the account of `uri`: a mnemonic, a hex seed, or a development path such as `//StMary`.
	pub fn generate(uri: &str) -> Result<Self, sp_core::crypto::SecretStringError> {
		Signer::from_uri(uri)?;
		let ristretto = |rng: &mut OsRng| *WrapSecret::generate(rng).to_bytes();
		let paired = |rng: &mut OsRng| *UserSecret::generate(rng).to_bytes();
		let rng = &mut OsRng;
		Ok(Self {
			uri: uri.into(),
			abe: paired(rng),
			issuer: paired(rng),
			wrap: ristretto(rng),
			report: ristretto(rng),
			trade: ristretto(rng),
		})
	}

	/// For the keystore.
	pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		Zeroizing::new(self.encode())
	}

	/// From the keystore; nothing but what [`Self::to_bytes`] gave.
	pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
		let input = &mut &bytes[..];
		let secrets = Self::decode(input).ok().filter(|_| input.is_empty())?;
		Signer::from_uri(&secrets.uri).ok()?;
		UserSecret::from_bytes(&secrets.abe).ok()?;
		UserSecret::from_bytes(&secrets.issuer).ok()?;
		for key in [&secrets.wrap, &secrets.report, &secrets.trade] {
			WrapSecret::from_bytes(key).ok()?;
		}
		Some(secrets)
	}

	/// The account's key.
	pub fn signer(&self) -> Signer {
		Signer::from_uri(&self.uri).expect("checked when the keys were made or read")
	}

	/// The user secret of the key authority.
	pub fn abe(&self) -> UserSecret {
		UserSecret::from_bytes(&self.abe).expect("checked when the keys were made or read")
	}

	/// The secret that opens wraps.
	pub fn wrap(&self) -> WrapSecret {
		WrapSecret::from_bytes(&self.wrap).expect("checked when the keys were made or read")
	}

	fn context(&self, genesis: Hash) -> KeyContext {
		KeyContext {
			genesis: genesis.0,
			account: self.signer().account().into(),
		}
	}

	/// The user key with its proof, for `reserve_leaf`.
	pub fn proven_abe(&self, genesis: Hash) -> ProvenPairedKey {
		self.paired(KeyPurpose::Abe, &self.abe, genesis, &mut OsRng)
	}

	/// The issuer key with its proof.
	pub fn proven_issuer(&self, genesis: Hash) -> ProvenPairedKey {
		self.paired(KeyPurpose::Issuer, &self.issuer, genesis, &mut OsRng)
	}

	/// The wrap key with its proof.
	pub fn proven_wrap(&self, genesis: Hash) -> ProvenKey {
		self.ristretto(KeyPurpose::Wrap, &self.wrap, genesis, &mut OsRng)
	}

	/// The report key with its proof.
	pub fn proven_report(&self, genesis: Hash) -> ProvenKey {
		self.ristretto(KeyPurpose::Report, &self.report, genesis, &mut OsRng)
	}

	/// The key that signs a hospital's receipts, with its proof.
	pub fn proven_receipt(&self, genesis: Hash) -> ProvenKey {
		let (key, proof) = self
			.issuer_file()
			.receipt()
			.prove(&self.context(genesis), &mut OsRng);
		ProvenKey { key, proof: proof.0 }
	}

	/// The trade key with its proof.
	pub fn proven_trade(&self, genesis: Hash) -> ProvenKey {
		self.ristretto(KeyPurpose::Trade, &self.trade, genesis, &mut OsRng)
	}

	fn paired(
		&self,
		purpose: KeyPurpose,
		secret: &[u8; 32],
		genesis: Hash,
		rng: &mut impl CryptoRngCore,
	) -> ProvenPairedKey {
		let x = Zeroizing::new(decode_key_scalar(secret).expect("checked when the keys were made or read"));
		let (pk1, pk2, proof) = prove_paired_key::<Bls>(purpose, &x, &self.context(genesis), rng);
		ProvenPairedKey {
			pk1,
			pk2,
			proof: proof.0,
		}
	}

	fn ristretto(
		&self,
		purpose: KeyPurpose,
		secret: &[u8; 32],
		genesis: Hash,
		rng: &mut impl CryptoRngCore,
	) -> ProvenKey {
		let x = WrapSecret::from_bytes(secret).expect("checked when the keys were made or read");
		let (key, proof) = prove_ristretto_key(purpose, x.scalar(), &self.context(genesis), rng);
		ProvenKey { key, proof: proof.0 }
	}
}
