//! The two kinds of keys, each with its public values on the chain and its shares on the disk.

use crate::{AuthorityChain, ChainError, Keystore, KeystoreError, ShareId};
use salus_crypto::{
	authority::{self, PublicParameters},
	ceremony::{AttributeKeys, Kind, Resharing, RunError, Tokens},
	token::{self, PublicKeys},
	Bls,
};
use salus_primitives::{
	authority::Parameters, ceremony::CeremonyKind, token::TokenAuthority, AccountId, Hash,
};

/// Public values, with who holds the shares.
pub struct Sharing<Public> {
	/// The public values.
	pub public: Public,
	/// The holders' operators: j stands at position j - 1.
	pub holders: Vec<AccountId>,
	/// Which share belongs to it.
	pub id: ShareId,
	/// How many shares make a key.
	pub threshold: u16,
}

impl<Public> Sharing<Public> {
	/// The index of a holder.
	pub fn index(&self, account: &AccountId) -> Option<u16> {
		index_of(&self.holders, account)
	}
}

/// The position of an account, from 1.
pub fn index_of<'a>(accounts: impl IntoIterator<Item = &'a AccountId>, account: &AccountId) -> Option<u16> {
	(1..)
		.zip(accounts)
		.find(|(_, other)| *other == account)
		.map(|(index, _)| index)
}

/// Which share.
pub fn share_id(kind: CeremonyKind, ceremony: [u8; 32], generation: u32) -> ShareId {
	ShareId {
		kind,
		ceremony,
		generation,
	}
}

/// A kind as the worker handles it.
pub trait Handled: Kind {
	/// The kind, on the chain.
	const CHAIN: CeremonyKind;

	/// The sharing in use.
	fn in_use(chain: &dyn AuthorityChain, at: Hash) -> Result<Option<Sharing<Self::Public>>, ChainError>;

	/// The sharing that the last resharing handed on.
	fn handed_on(chain: &dyn AuthorityChain, at: Hash) -> Result<Option<Sharing<Self::Public>>, ChainError>;

	/// What a resharing hands on.
	fn resharing(sharing: &Sharing<Self::Public>) -> Result<Resharing, RunError>;

	/// Reads a share from the disk.
	fn load(keystore: &Keystore, id: &ShareId) -> Result<Option<Self::Share>, KeystoreError>;

	/// Puts a share on the disk.
	fn store(keystore: &Keystore, share: &Self::Share) -> Result<ShareId, KeystoreError>;

	/// Whether a share is of a sharing.
	fn is_of(share: &Self::Share, public: &Self::Public) -> bool;
}

fn accounts(holders: &[AccountId]) -> Vec<[u8; 32]> {
	holders.iter().map(|holder| holder.clone().into()).collect()
}

fn of_parameters(parameters: Parameters<AccountId>) -> Sharing<PublicParameters> {
	Sharing {
		public: parameters.public(),
		id: share_id(
			CeremonyKind::AttributeKeys,
			parameters.ceremony,
			parameters.generation,
		),
		threshold: parameters.threshold,
		holders: parameters
			.authorities
			.into_iter()
			.map(|authority| authority.account)
			.collect(),
	}
}

fn of_token(token: TokenAuthority<AccountId>) -> Sharing<PublicKeys> {
	Sharing {
		public: token.public(),
		id: share_id(CeremonyKind::Tokens, token.ceremony, token.generation),
		threshold: token.threshold,
		holders: token.members.into_iter().map(|member| member.account).collect(),
	}
}

impl Handled for AttributeKeys<Bls> {
	const CHAIN: CeremonyKind = CeremonyKind::AttributeKeys;

	fn in_use(chain: &dyn AuthorityChain, at: Hash) -> Result<Option<Sharing<PublicParameters>>, ChainError> {
		Ok(chain.parameters(at)?.map(of_parameters))
	}

	fn handed_on(
		chain: &dyn AuthorityChain,
		at: Hash,
	) -> Result<Option<Sharing<PublicParameters>>, ChainError> {
		Ok(chain.handed_on_parameters(at)?.map(of_parameters))
	}

	fn resharing(sharing: &Sharing<PublicParameters>) -> Result<Resharing, RunError> {
		Resharing::of_parameters(&sharing.public, &accounts(&sharing.holders))
	}

	fn load(keystore: &Keystore, id: &ShareId) -> Result<Option<authority::Share>, KeystoreError> {
		keystore.attribute_share(id)
	}

	fn store(keystore: &Keystore, share: &authority::Share) -> Result<ShareId, KeystoreError> {
		keystore.store_attribute_share(share)
	}

	fn is_of(share: &authority::Share, public: &PublicParameters) -> bool {
		public
			.clone()
			.validate::<Bls>()
			.is_ok_and(|parameters| share.check(&parameters).is_ok())
	}
}

impl Handled for Tokens {
	const CHAIN: CeremonyKind = CeremonyKind::Tokens;

	fn in_use(chain: &dyn AuthorityChain, at: Hash) -> Result<Option<Sharing<PublicKeys>>, ChainError> {
		Ok(chain.token_authority(at)?.map(of_token))
	}

	fn handed_on(chain: &dyn AuthorityChain, at: Hash) -> Result<Option<Sharing<PublicKeys>>, ChainError> {
		Ok(chain.handed_on_token(at)?.map(of_token))
	}

	fn resharing(sharing: &Sharing<PublicKeys>) -> Result<Resharing, RunError> {
		Resharing::of_token_keys(&sharing.public, &accounts(&sharing.holders))
	}

	fn load(keystore: &Keystore, id: &ShareId) -> Result<Option<token::Share>, KeystoreError> {
		keystore.token_share(id)
	}

	fn store(keystore: &Keystore, share: &token::Share) -> Result<ShareId, KeystoreError> {
		keystore.store_token_share(share)
	}

	fn is_of(share: &token::Share, public: &PublicKeys) -> bool {
		public
			.clone()
			.validate()
			.is_ok_and(|keys| share.check(&keys).is_ok())
	}
}
