use crate::{
	authority::{Epoch, Era, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	page::{PageRequest, PageResult},
	token::TokenAuthority,
};
use alloc::vec::Vec;
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Public parameters, user keys and update keys of the key authority.
	pub trait KeyAuthorityApi<AccountId> where AccountId: Codec {
		/// Public parameters; none before a ceremony.
		fn parameters() -> Option<Parameters<AccountId>>;
		/// The current key of an account, live or revoked.
		fn user_key(account: AccountId) -> Option<UserKeyInfo<AccountId>>;
		/// The owner of a leaf.
		fn leaf_owner(leaf: Leaf) -> Option<AccountId>;
		/// The published update key of a node and era in the current epoch.
		fn update_key(node: Node, era: Era) -> Option<UpdateKey>;
		/// The digest that an authority posted of its partials in the current epoch.
		fn partials_digest(authority: AccountId) -> Option<(Epoch, [u8; 32])>;
		/// Authorities that may be reported now for withholding their partials.
		fn missing_partials() -> Vec<AccountId>;
		/// Published update keys of the current epoch.
		fn update_keys(page: PageRequest) -> PageResult<UpdateKey>;
		/// The token key's public values; none before a ceremony.
		fn token_authority() -> Option<TokenAuthority<AccountId>>;
	}
}
