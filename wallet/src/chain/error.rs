use sp_core::H256;
use std::time::Duration;

/// Code of a service whose queue is full; it does not say when to come back.
const BUSY: i32 = 7015;
/// When to ask a busy service again.
const BUSY_FOR: Duration = Duration::from_secs(1);
/// Code of a node at which the block named is not final yet.
const NOT_FINAL: i32 = 7105;
/// When to ask it again.
const FINAL_WITHIN: Duration = Duration::from_secs(1);

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
	/// The node answers later: the signer or the hospital asked too often, or its queue is full.
	#[error("the node refuses ({code}): {message}; ask again in {} s", .after.as_secs_f32())]
	Later {
		/// Stable code.
		code: i32,
		/// What to do.
		message: String,
		/// When asking again makes sense.
		after: Duration,
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
	/// Another transaction of the account was executed with the number of this one, which never will be.
	#[error("another transaction of the account took the number of this one: send it again")]
	Overtaken,
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
			Self::Refused { code, .. } | Self::Later { code, .. } => Some(*code),
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
				let (code, message) = (e.code(), format!("{}{detail}", e.message()));
				let said = e
					.data()
					.and_then(|data| serde_json::from_str::<serde_json::Value>(data.get()).ok())
					.and_then(|data| data.get("retryAfterMilliseconds")?.as_u64())
					.map(Duration::from_millis);
				let soon = match code {
					BUSY => Some(BUSY_FOR),
					NOT_FINAL => Some(FINAL_WITHIN),
					_ => None,
				};
				match said.or(soon) {
					Some(after) => Self::Later { code, message, after },
					None => Self::Refused { code, message },
				}
			}
			other => Self::Transport(other.to_string()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jsonrpsee::{core::ClientError, types::ErrorObjectOwned};

	fn refusal(code: i32, data: serde_json::Value) -> ChainError {
		ClientError::Call(ErrorObjectOwned::owned(code, "no", Some(data))).into()
	}

	#[test]
	fn a_refusal_that_says_when_to_come_back_is_told_apart() {
		let error = refusal(7013, serde_json::json!({ "retryAfterMilliseconds": 250 }));
		assert!(
			matches!(error, ChainError::Later { code: 7013, after, .. } if after == Duration::from_millis(250))
		);
		assert_eq!(error.rpc_code(), Some(7013));
	}

	#[test]
	fn a_node_that_is_busy_or_a_block_behind_is_asked_again_and_any_other_refusal_is_final() {
		let data = || serde_json::json!({ "cause": "x" });
		assert!(matches!(refusal(BUSY, data()), ChainError::Later { after, .. } if after == BUSY_FOR));
		assert!(matches!(refusal(NOT_FINAL, data()), ChainError::Later { .. }));
		assert!(matches!(
			refusal(7018, data()),
			ChainError::Refused { code: 7018, .. }
		));
	}
}
