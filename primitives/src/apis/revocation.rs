use crate::{
	authority::{EpochInfo, Node, RevocationStatus},
	page::{PageRequest, PageResult},
};
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Epochs, covers and revocations.
	pub trait RevocationApi<AccountId, BlockNumber> where AccountId: Codec, BlockNumber: Codec {
		/// The current epoch.
		fn epoch() -> EpochInfo<BlockNumber>;
		/// Standing of an account.
		fn revocation_status(account: AccountId) -> RevocationStatus;
		/// Nodes of the current cover, ascending.
		fn cover(page: PageRequest) -> PageResult<Node>;
		/// The node that covers a leaf in the current epoch; none if the leaf is revoked or its tree retired.
		fn covering_node(leaf: crate::authority::Leaf) -> Option<Node>;
	}
}
