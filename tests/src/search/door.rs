//! A hospital's node as others see it, which does not tell the truth. It stands before the real one, whose answers it changes
//! on the way.

use anyhow::{Context, Result};
use jsonrpsee::{
	core::params::ArrayParams,
	server::{RpcModule, Server, ServerHandle},
	types::{ErrorObjectOwned, Params},
};
use salus_wallet::chain::Chain;
use serde_json::Value;

/// What a wallet asks a hospital's node for.
const ASKED: [&str; 7] = [
	"chain_getBlockHash",
	"chain_getFinalizedHead",
	"chain_getHeader",
	"state_getRuntimeVersion",
	"salus_evaluateToken",
	"salus_match",
	"salus_proveMatch",
];
/// Code of an answer that the real node did not give.
const BEHIND: i32 = -32_000;
/// A point of the group: the generator of Ristretto255.
const POINT: &str = "0xe2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";

/// What a door lies about.
#[derive(Clone, Debug)]
pub(super) enum Lie {
	/// Nothing.
	None,
	/// The multiple of the first keyword.
	Token,
	/// A record that matches.
	Match(String),
}

/// What is behind a door.
struct Behind {
	node: Chain,
	lie: Lie,
}

/// An open door. It closes when it is dropped.
pub(super) struct Door {
	url: String,
	handle: ServerHandle,
}

impl Door {
	/// Opens a door before a node.
	pub(super) async fn open(node: Chain, lie: Lie) -> Result<Self> {
		let mut module = RpcModule::new(Behind { node, lie });
		for method in ASKED {
			module.register_async_method(method, move |params, behind, _| async move {
				behind.answer(method, &params).await
			})?;
		}
		let server = Server::builder().build("127.0.0.1:0").await?;
		let address = server.local_addr().context("a server without an address")?;
		Ok(Self {
			url: format!("ws://{address}"),
			handle: server.start(module),
		})
	}

	/// Its address.
	pub(super) fn url(&self) -> &str {
		&self.url
	}
}

impl Drop for Door {
	fn drop(&mut self) {
		// It may have stopped by itself.
		let _ = self.handle.stop();
	}
}

impl Behind {
	async fn answer(&self, method: &str, params: &Params<'static>) -> Result<Value, ErrorObjectOwned> {
		let values: Vec<Value> = match params.as_str() {
			Some(_) => params.parse()?,
			None => Vec::new(),
		};
		let mut forwarded = ArrayParams::new();
		let refused = |why: String| ErrorObjectOwned::owned(BEHIND, why, None::<()>);
		for value in values {
			forwarded
				.insert(value)
				.map_err(|error| refused(error.to_string()))?;
		}
		let answer = self.node.rpc(method, forwarded).await;
		let mut answer: Value = answer.map_err(|error| refused(error.to_string()))?;
		self.change(method, &mut answer);
		Ok(answer)
	}

	fn change(&self, method: &str, answer: &mut Value) {
		match (&self.lie, method) {
			(Lie::Token, "salus_evaluateToken") => {
				if let Some(first) = answer.pointer_mut("/evaluated/0") {
					*first = POINT.into();
				}
			}
			(Lie::Match(record), "salus_match") => {
				if let Some(items) = answer.get_mut("items").and_then(Value::as_array_mut) {
					items.retain(|item| item.get("record").and_then(Value::as_str) != Some(record));
				}
			}
			_ => {}
		}
	}
}
