//! The token key (`crypto/docs/tokens.md`), as the chain stores it: shared among hospitals, by a ceremony of its own.

use crate::authority::MAX_AUTHORITIES;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_crypto::{
	ceremony::{Resharing, RunError},
	token::PublicKeys,
};
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

impl<AccountId: Clone> TokenAuthority<AccountId> {
	/// Public values with the operators of the authorities, in the order of their shares; none unless there is one account
	/// for each authority, and no more of them than the chain stores.
	pub fn new(public: PublicKeys, accounts: &[AccountId]) -> Option<Self> {
		if accounts.len() != public.keys.len() {
			return None;
		}
		let members: Vec<_> = accounts
			.iter()
			.zip(public.keys)
			.map(|(account, key)| TokenMember {
				account: account.clone(),
				key,
			})
			.collect();
		Some(Self {
			ceremony: public.ceremony,
			generation: public.generation,
			threshold: public.threshold,
			members: members.try_into().ok()?,
			key: public.key,
		})
	}
}

impl<AccountId: Clone + Into<[u8; 32]>> TokenAuthority<AccountId> {
	/// What a resharing of k hands on.
	pub fn resharing(&self) -> Result<Resharing, RunError> {
		let holders = self.members.iter();
		let accounts: Vec<[u8; 32]> = holders.map(|holder| holder.account.clone().into()).collect();
		Resharing::of_token_keys(&self.public(), &accounts)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn public(count: u8) -> PublicKeys {
		PublicKeys {
			generation: 3,
			threshold: 2,
			keys: (0..count).map(|j| [j + 100; 32]).collect(),
			key: [201; 32],
			ceremony: [202; 32],
		}
	}

	fn operators(count: u8) -> Vec<[u8; 32]> {
		(0..count).map(|j| [j; 32]).collect()
	}

	#[test]
	fn stored_values_are_the_public_ones_with_the_operators_in_the_order_of_their_shares() {
		let stored = TokenAuthority::new(public(3), &operators(3)).unwrap();
		assert_eq!(stored.public(), public(3));
		let accounts: Vec<_> = stored.members.iter().map(|one| one.account).collect();
		assert_eq!(accounts, operators(3));
	}

	#[test]
	fn the_token_key_has_one_operator_for_each_authority_and_no_more_than_the_chain_stores() {
		assert_eq!(TokenAuthority::new(public(3), &operators(2)), None);
		assert_eq!(TokenAuthority::new(public(2), &operators(3)), None);
		let most = u8::try_from(MAX_AUTHORITIES).unwrap();
		assert!(TokenAuthority::new(public(most), &operators(most)).is_some());
		assert_eq!(TokenAuthority::new(public(most + 1), &operators(most + 1)), None);
	}

	#[test]
	fn a_resharing_hands_on_the_stored_values_under_the_stored_accounts() {
		let stored = TokenAuthority::new(public(3), &operators(3)).unwrap();
		assert_eq!(
			stored.resharing(),
			Resharing::of_token_keys(&public(3), &operators(3))
		);
	}
}
