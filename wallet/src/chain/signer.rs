use salus_crypto::{domain::WALLET_ACCOUNT, hash::digest};
use salus_primitives::{
	hospital::HospitalId,
	request::{signing_payload, Body, Envelope, SignedRequest},
	AccountId, BlockNumber, Signature,
};
use sp_core::{sr25519, Pair, H256};
use zeroize::Zeroizing;

/// Whoever signs: an sr25519 key of a Substrate account.
#[derive(Clone)]
pub struct Signer(sr25519::Pair);

impl Signer {
	/// From a secret URI: a mnemonic, a hex seed, or a development path such as `//StMary`.
	pub fn from_uri(uri: &str) -> Result<Self, sp_core::crypto::SecretStringError> {
		sr25519::Pair::from_string(uri, None).map(Self)
	}

	/// The account.
	pub fn account(&self) -> AccountId {
		AccountId::new(self.0.public().0)
	}

	/// 32 bytes that only the holder of this key can compute, a different value for each tag and place.
	pub(crate) fn secret_of(&self, tag: &[u8], place: &[&[u8]]) -> Zeroizing<[u8; 32]> {
		let own = Zeroizing::new(self.0.to_raw_vec());
		// Behind the scalar stands a nonce seed, which a soft derivation draws anew each time.
		let scalar = own.get(..32).unwrap_or_default();
		let inputs: Vec<&[u8]> = core::iter::once(scalar).chain(place.iter().copied()).collect();
		Zeroizing::new(digest(tag, &inputs))
	}

	/// The key that this key gives at a place: another account, which nobody else can tell to be of the same holder.
	pub(crate) fn fresh(&self, place: &[&[u8]]) -> Self {
		Self(sr25519::Pair::from_seed(&self.secret_of(WALLET_ACCOUNT, place)))
	}

	/// A signature over bytes as they are.
	pub fn sign(&self, message: &[u8]) -> Signature {
		self.0.sign(message).into()
	}

	/// A request to a hospital's services, void after `expires_at`.
	pub fn request<B: Body>(
		&self,
		genesis: H256,
		audience: HospitalId,
		expires_at: BlockNumber,
		body: B,
	) -> SignedRequest<B> {
		let mut nonce = [0; 16];
		rand_core::RngCore::fill_bytes(&mut rand_core::OsRng, &mut nonce);
		let envelope = Envelope {
			genesis,
			audience,
			method: B::METHOD,
			nonce,
			expires_at,
			body,
		};
		let signature = self.sign(&signing_payload(&envelope));
		SignedRequest {
			envelope,
			signer: self.account(),
			signature,
		}
	}
}
