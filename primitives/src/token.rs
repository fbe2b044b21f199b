//! The token key (`crypto/docs/tokens.md`), as the chain stores it: shared among hospitals, by a ceremony of its own.

use crate::authority::MAX_AUTHORITIES;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::token::PublicKeys;
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedVec;

/// Most blinded keywords of one request.
pub const MAX_POINTS: u32 = 128;

/// One authority of the current sharing of the token key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct TokenMember<AccountId> {
	/// The hospital's operator account.
	pub account: AccountId,
	/// `K_j = k_j G`.
	pub key: [u8; 32],
}

/// The public values of the token key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct TokenAuthority<AccountId> {
	/// Identifier of k's ceremony, unchanged by resharing.
	pub ceremony: [u8; 32],
	/// Generation of the sharing: answers of different generations do not combine.
	pub generation: u32,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities; the index `j` of the scheme is the position plus one.
	pub members: BoundedVec<TokenMember<AccountId>, ConstU32<MAX_AUTHORITIES>>,
	/// `K = k G`.
	pub key: [u8; 32],
}

impl<AccountId> TokenAuthority<AccountId> {
	/// As `salus-crypto` checks them.
	pub fn public(&self) -> PublicKeys {
		PublicKeys {
			generation: self.generation,
			threshold: self.threshold,
			keys: self.members.iter().map(|member| member.key).collect(),
			key: self.key,
			ceremony: self.ceremony,
		}
	}
}
