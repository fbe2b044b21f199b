use salus_primitives::{
	hospital::HospitalId,
	request::{signing_payload, Body, Envelope, SignedRequest},
	AccountId, BlockNumber, Signature,
};
use sp_core::{sr25519, Pair, H256};

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
