use super::text;
use salus_primitives::{
	authority::{Attribute, Era, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	token::TokenAuthority,
	AccountId,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// One authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorityJson {
	/// Index of its share, from 1.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// `A_j` (G2).
	pub a_j: Bytes,
	/// `Beta_j` (G2).
	pub beta_j: Bytes,
}

/// Public parameters of the key authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyAuthorityJson {
	/// Generation of the sharing.
	pub generation: u32,
	/// Identifier of alpha's ceremony.
	pub ceremony: Bytes,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities.
	pub authorities: Vec<AuthorityJson>,
	/// `A = g2^alpha`.
	pub a: Bytes,
	/// `Beta = g2^beta`.
	pub beta: Bytes,
	/// `E = e(g1, g2)^alpha`.
	pub e: Bytes,
	/// The token key; null before its ceremony.
	pub token: Option<TokenAuthorityJson>,
}

/// One authority of the token key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenMemberJson {
	/// Index of its share, from 1.
	pub index: u16,
	/// The hospital's operator.
	pub account: AccountId,
	/// `K_j = k_j G`.
	pub key: Bytes,
}

/// Public values of the token key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenAuthorityJson {
	/// Generation of the sharing.
	pub generation: u32,
	/// Identifier of k's ceremony.
	pub ceremony: Bytes,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities.
	pub members: Vec<TokenMemberJson>,
	/// `K = k G`.
	pub key: Bytes,
}

impl From<TokenAuthority<AccountId>> for TokenAuthorityJson {
	fn from(token: TokenAuthority<AccountId>) -> Self {
		Self {
			generation: token.generation,
			ceremony: token.ceremony.to_vec().into(),
			threshold: token.threshold,
			members: (1..)
				.zip(token.members)
				.map(|(index, member)| TokenMemberJson {
					index,
					account: member.account,
					key: member.key.to_vec().into(),
				})
				.collect(),
			key: token.key.to_vec().into(),
		}
	}
}

impl From<(Parameters<AccountId>, Option<TokenAuthority<AccountId>>)> for KeyAuthorityJson {
	fn from((parameters, token): (Parameters<AccountId>, Option<TokenAuthority<AccountId>>)) -> Self {
		Self {
			generation: parameters.generation,
			ceremony: parameters.ceremony.to_vec().into(),
			threshold: parameters.threshold,
			authorities: (1..)
				.zip(parameters.authorities)
				.map(|(index, authority)| AuthorityJson {
					index,
					account: authority.account,
					a_j: authority.a_j.to_vec().into(),
					beta_j: authority.beta_j.to_vec().into(),
				})
				.collect(),
			a: parameters.a.to_vec().into(),
			beta: parameters.beta.to_vec().into(),
			e: parameters.e.to_vec().into(),
			token: token.map(Into::into),
		}
	}
}

/// A user's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserKeyJson {
	/// Whose.
	pub account: AccountId,
	/// Its leaf.
	pub leaf: Leaf,
	/// `pk = g1^x`.
	pub pk: Bytes,
	/// `pk2 = g2^x`.
	pub pk2: Bytes,
	/// Digest of the path points, once set.
	pub path_digest: Option<Bytes>,
	/// Attributes granted, `namespace/name`.
	pub attributes: Vec<String>,
	/// Whether the leaf, or the account, is revoked.
	pub revoked: bool,
}

fn attribute(attribute: &Attribute) -> String {
	format!("{}/{}", text(&attribute.namespace), text(&attribute.name))
}

impl From<UserKeyInfo<AccountId>> for UserKeyJson {
	fn from(info: UserKeyInfo<AccountId>) -> Self {
		Self {
			account: info.account,
			leaf: info.leaf,
			pk: info.pk.to_vec().into(),
			pk2: info.pk2.to_vec().into(),
			path_digest: info.path_digest.map(|digest| digest.to_vec().into()),
			attributes: info.attributes.iter().map(attribute).collect(),
			revoked: info.revoked,
		}
	}
}

/// A published update key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateKeyJson {
	/// Node of the cover.
	pub node: Node,
	/// Era of the time base.
	pub era: Era,
	/// `Q` (G1).
	pub q: Bytes,
	/// `Q'` (G2).
	pub q_prime: Bytes,
}

impl From<UpdateKey> for UpdateKeyJson {
	fn from(key: UpdateKey) -> Self {
		Self {
			node: key.node,
			era: key.era,
			q: key.q.to_vec().into(),
			q_prime: key.q_prime.to_vec().into(),
		}
	}
}
