//! Leaves, nodes, epochs and keys of the attribute-based key authority (`crypto/docs/key-authority.md`), as the chain
//! stores them.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::{
	authority::{AuthorityPublic, PublicParameters},
	ceremony::{Resharing, RunError},
	encoding::{encode_g1, encode_g2},
	Suite,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Epoch of the key authority. Only grows.
pub type Epoch = u32;
/// Epochs before the current one whose update keys serve while those of the current one are not all published.
pub const EPOCHS_BEFORE: usize = 3;
/// Era of the time bases: about a year of epochs.
pub type Era = u32;

/// Most attributes that one user holds.
pub const MAX_ATTRIBUTES: u32 = 64;
/// Longest name of an attribute, in bytes.
pub const MAX_ATTRIBUTE_NAME: u32 = 64;
/// Most authorities.
pub const MAX_AUTHORITIES: u32 = 32;

/// A leaf of the revocation tree: used once, ever.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Leaf {
	/// Tree: the era that opened it.
	pub tree: u16,
	/// Position among the 2^20 leaves.
	pub index: u32,
}

/// A node of the revocation tree. Depth 0 is the root, 20 a leaf.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Node {
	/// Tree.
	pub tree: u16,
	/// Depth, 0 to 20.
	pub depth: u8,
	/// Position among the 2^depth nodes of that depth.
	pub index: u32,
}

impl From<Leaf> for salus_crypto::tree::Leaf {
	fn from(leaf: Leaf) -> Self {
		Self {
			tree: leaf.tree,
			index: leaf.index,
		}
	}
}

impl From<Node> for salus_crypto::tree::Node {
	fn from(node: Node) -> Self {
		Self {
			tree: node.tree,
			depth: node.depth,
			index: node.index,
		}
	}
}

impl From<salus_crypto::tree::Node> for Node {
	fn from(node: salus_crypto::tree::Node) -> Self {
		Self {
			tree: node.tree,
			depth: node.depth,
			index: node.index,
		}
	}
}

/// A namespaced attribute, canonical: NFC, lower case.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Attribute {
	/// Handle of the hospital that grants it, or `consortium`.
	pub namespace: BoundedVec<u8, ConstU32<{ crate::hospital::MAX_HANDLE }>>,
	/// Its name.
	pub name: BoundedVec<u8, ConstU32<MAX_ATTRIBUTE_NAME>>,
}

/// The whole set of a user, sorted and without repetition.
pub type AttributeSet = BoundedVec<Attribute, ConstU32<MAX_ATTRIBUTES>>;

/// A combined update key of one node and era: 144 bytes of points.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct UpdateKey {
	/// Node of the epoch's cover.
	pub node: Node,
	/// Era of the time base.
	pub era: Era,
	/// `Q` (G1).
	pub q: [u8; 48],
	/// `Q'` (G2).
	pub q_prime: [u8; 96],
}

impl UpdateKey {
	/// As the chain stores a key that `salus-crypto` made, combined or of one authority.
	pub fn of<S: Suite>(key: &salus_crypto::authority::UpdateKey<S>) -> Self {
		Self {
			node: key.node.into(),
			era: key.era,
			q: encode_g1::<S>(&key.q),
			q_prime: encode_g2::<S>(&key.q_prime),
		}
	}
}

/// One authority of the current sharing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AuthorityInfo<AccountId> {
	/// The hospital's operator account.
	pub account: AccountId,
	/// `A_j` (G2).
	pub a_j: [u8; 96],
	/// `Beta_j` (G2).
	pub beta_j: [u8; 96],
}

/// Public parameters of the authority.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Parameters<AccountId> {
	/// Generation of the sharing: partials of different generations do not combine.
	pub generation: u32,
	/// Identifier of alpha's ceremony, unchanged by resharing.
	pub ceremony: [u8; 32],
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities; the index `j` of the scheme is the position plus one.
	pub authorities: BoundedVec<AuthorityInfo<AccountId>, ConstU32<MAX_AUTHORITIES>>,
	/// `A = g2^alpha`.
	pub a: [u8; 96],
	/// `Beta = g2^beta`.
	pub beta: [u8; 96],
	/// `E = e(g1, g2)^alpha`, 576 bytes.
	pub e: [u8; 576],
}

impl<AccountId> Parameters<AccountId> {
	/// As `salus-crypto` checks them.
	pub fn public(&self) -> PublicParameters {
		PublicParameters {
			generation: self.generation,
			threshold: self.threshold,
			authorities: self
				.authorities
				.iter()
				.map(|authority| AuthorityPublic {
					a_j: authority.a_j,
					beta_j: authority.beta_j,
				})
				.collect(),
			a: self.a,
			beta: self.beta,
			e: self.e,
			ceremony: self.ceremony,
		}
	}
}

impl<AccountId: Clone> Parameters<AccountId> {
	/// Public values with the operators of the authorities, in the order of their shares; none unless there is one account
	/// for each authority, and no more of them than the chain stores.
	pub fn new(public: PublicParameters, accounts: &[AccountId]) -> Option<Self> {
		if accounts.len() != public.authorities.len() {
			return None;
		}
		let authorities: Vec<_> = accounts
			.iter()
			.zip(public.authorities)
			.map(|(account, keys)| AuthorityInfo {
				account: account.clone(),
				a_j: keys.a_j,
				beta_j: keys.beta_j,
			})
			.collect();
		Some(Self {
			generation: public.generation,
			ceremony: public.ceremony,
			threshold: public.threshold,
			authorities: authorities.try_into().ok()?,
			a: public.a,
			beta: public.beta,
			e: public.e,
		})
	}
}

impl<AccountId: Clone + Into<[u8; 32]>> Parameters<AccountId> {
	/// What a resharing of alpha and beta hands on.
	pub fn resharing(&self) -> Result<Resharing, RunError> {
		let holders = self.authorities.iter();
		let accounts: Vec<[u8; 32]> = holders.map(|holder| holder.account.clone().into()).collect();
		Resharing::of_parameters(&self.public(), &accounts)
	}
}

/// A user's key as the chain knows it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UserKeyInfo<AccountId> {
	/// Whose.
	pub account: AccountId,
	/// The leaf, used by no other key.
	pub leaf: Leaf,
	/// `pk = g1^x`.
	pub pk: [u8; 48],
	/// `pk2 = g2^x`.
	pub pk2: [u8; 96],
	/// Digest of the path points; none before `set_path`.
	pub path_digest: Option<[u8; 32]>,
	/// Attributes granted.
	pub attributes: Vec<Attribute>,
	/// Whether the leaf, or the account, is revoked.
	pub revoked: bool,
}

/// The state of an epoch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochInfo<BlockNumber> {
	/// Current epoch.
	pub epoch: Epoch,
	/// Its era.
	pub era: Era,
	/// Eras whose update keys are published in this epoch: `oldest_era ..= era`.
	pub oldest_era: Era,
	/// First block of the epoch.
	pub started_at: BlockNumber,
	/// Blocks an epoch takes when nobody forces the next.
	pub length: BlockNumber,
	/// Epochs of an era.
	pub epochs_per_era: u32,
	/// Nodes in the cover.
	pub cover_size: u32,
	/// Update keys of this epoch that are published (of `cover_size * (era - oldest_era + 1)`).
	pub published: u32,
	/// Latest epoch whose update keys are completely published.
	pub latest_complete: Option<Epoch>,
}

/// Standing of an account with the revocation registry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RevocationStatus {
	/// Whether the account is revoked.
	pub revoked: bool,
	/// Epoch from which the cryptography says so too.
	pub effective_from: Option<Epoch>,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn public(count: u8) -> PublicParameters {
		PublicParameters {
			generation: 3,
			threshold: 2,
			authorities: (0..count)
				.map(|j| AuthorityPublic {
					a_j: [j; 96],
					beta_j: [j + 100; 96],
				})
				.collect(),
			a: [201; 96],
			beta: [202; 96],
			e: [203; 576],
			ceremony: [204; 32],
		}
	}

	fn operators(count: u8) -> Vec<[u8; 32]> {
		(0..count).map(|j| [j; 32]).collect()
	}

	#[test]
	fn stored_parameters_are_the_public_values_with_the_operators_in_the_order_of_their_shares() {
		let stored = Parameters::new(public(3), &operators(3)).unwrap();
		assert_eq!(stored.public(), public(3));
		let accounts: Vec<_> = stored.authorities.iter().map(|one| one.account).collect();
		assert_eq!(accounts, operators(3));
	}

	#[test]
	fn parameters_have_one_operator_for_each_authority_and_no_more_than_the_chain_stores() {
		assert_eq!(Parameters::new(public(3), &operators(2)), None);
		assert_eq!(Parameters::new(public(2), &operators(3)), None);
		let most = u8::try_from(MAX_AUTHORITIES).unwrap();
		assert!(Parameters::new(public(most), &operators(most)).is_some());
		assert_eq!(Parameters::new(public(most + 1), &operators(most + 1)), None);
	}

	#[test]
	fn a_resharing_hands_on_the_stored_values_under_the_stored_accounts() {
		let stored = Parameters::new(public(3), &operators(3)).unwrap();
		assert_eq!(
			stored.resharing(),
			Resharing::of_parameters(&public(3), &operators(3))
		);
	}
}
