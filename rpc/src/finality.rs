//! The finalised head as it moves.

use crate::chain::Head;
use futures::StreamExt;
use salus_primitives::{BlockNumber, Hash};
use sc_client_api::BlockchainEvents;
use sp_blockchain::HeaderBackend;
use sp_core::traits::SpawnNamed;
use sp_runtime::traits::{Block as BlockT, Header as HeaderT};
use tokio::sync::watch;

/// The newest finalised block, for any number of readers. A reader that comes late sees the newest, not all that were:
/// nothing waits in memory for it, and no block's state is kept for it.
#[derive(Clone)]
pub struct Finality(watch::Receiver<Head>);

impl Finality {
	/// Follows a client's chain, in a task of the node.
	pub fn follow<Block, Client>(client: &Client, spawner: &dyn SpawnNamed) -> Self
	where
		Block: BlockT<Hash = Hash>,
		Block::Header: HeaderT<Number = BlockNumber>,
		Client: BlockchainEvents<Block> + HeaderBackend<Block>,
	{
		let mut notifications = client.finality_notification_stream();
		let info = client.info();
		let (heads, finality) = watch::channel(Head {
			hash: info.finalized_hash,
			number: info.finalized_number,
		});
		let task = async move {
			while let Some(notification) = notifications.next().await {
				let head = Head {
					hash: notification.hash,
					number: *notification.header.number(),
				};
				// The first ones may be older than the head read above.
				heads.send_if_modified(|newest| {
					let newer = head.number > newest.number;
					if newer {
						*newest = head;
					}
					newer
				});
			}
		};
		spawner.spawn("salus-finality", Some("salus"), Box::pin(task));
		Self(finality)
	}

	/// The newest finalised block; [`Self::moved`] waits for one after it.
	pub fn head(&mut self) -> Head {
		*self.0.borrow_and_update()
	}

	/// Waits until another block is the newest; false once the node follows no more.
	pub async fn moved(&mut self) -> bool {
		self.0.changed().await.is_ok()
	}
}

#[cfg(test)]
impl From<watch::Receiver<Head>> for Finality {
	fn from(heads: watch::Receiver<Head>) -> Self {
		Self(heads)
	}
}
