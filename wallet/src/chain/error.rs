use sp_core::H256;

/// What can go wrong between the wallet and the chain.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
	/// Nothing answers there.
	#[error("no node answers at {url}: {cause}")]
	Unreachable {
		/// The address tried.
		url: String,
		/// The client's word.
		cause: String,
	},
	/// The node answered with an error of JSON-RPC.
	#[error("the node refuses ({code}): {message}")]
	Refused {
		/// Stable code.
		code: i32,
		/// What to do.
		message: String,
	},
	/// The connection broke, or the answer is none.
	#[error("the connection to the node failed: {0}")]
	Transport(String),
	/// The node runs something else.
	#[error("the node runs {found}, with other calls than this wallet's {expected}: use the wallet of that release")]
	OtherRuntime {
		/// What the node runs.
		found: String,
		/// What this wallet was built for.
		expected: String,
	},
	/// An answer does not decode.
	#[error("the node's answer to {0} does not decode")]
	Undecodable(&'static str),
	/// The call was executed and failed: nothing changed but the fee.
	#[error("{pallet}: {error}")]
	Failed {
		/// Pallet, or `Runtime`.
		pallet: String,
		/// The error's name.
		error: String,
	},
	/// The pool did not take the extrinsic, or dropped it.
	#[error("the transaction was not included: {0}")]
	NotIncluded(String),
	/// A page's cursor was refused.
	#[error("the list cannot go on from that cursor")]
	InvalidCursor,
	/// The block is unknown to the node.
	#[error("the node has no block {0:?}")]
	UnknownBlock(H256),
}

impl ChainError {
	/// Stable code of a JSON-RPC refusal.
	pub fn rpc_code(&self) -> Option<i32> {
		match self {
			Self::Refused { code, .. } => Some(*code),
			_ => None,
		}
	}
}

impl From<jsonrpsee::core::ClientError> for ChainError {
	fn from(error: jsonrpsee::core::ClientError) -> Self {
		match error {
			jsonrpsee::core::ClientError::Call(e) => {
				let detail = e
					.data()
					.map(|d| format!(": {}", d.get().trim_matches('"')))
					.unwrap_or_default();
				Self::Refused {
					code: e.code(),
					message: format!("{}{detail}", e.message()),
				}
			}
			other => Self::Transport(other.to_string()),
		}
	}
}
