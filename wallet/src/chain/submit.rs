use super::{watch::Life, At, Chain, ChainError, Signer};
use codec::{Decode, Encode};
use frame_support::traits::PalletInfoAccess;
use frame_system::{EventRecord, Phase};
use jsonrpsee::rpc_params;
use salus_primitives::{AccountId, BlockNumber, Hash, Nonce};
use salus_runtime::{extensions, RuntimeCall, RuntimeEvent, SignedPayload, TradeEscrow, UncheckedExtrinsic};
use sp_core::Bytes;
use sp_runtime::{
	generic::Era,
	traits::{BlakeTwo256, Hash as _},
	DispatchError, ModuleError,
};
use std::time::Duration;
use tokio::time::sleep;

/// Blocks for which a transaction stays valid; then it can never be replayed.
const MORTALITY: u64 = 64;

/// Code of the pool for a transaction that is invalid.
const POOL_INVALID: i32 = 1010;
/// Code of the pool for a transaction that was invalid or included a moment ago.
const POOL_BANNED_FOR_NOW: i32 = 1012;
/// Code of the pool for a transaction that it has.
const POOL_HAS_IT: i32 = 1013;
/// Code of the pool for a transaction in place of which it has another.
const POOL_HAS_ANOTHER: i32 = 1014;
/// How often another number is tried.
const NUMBERS: u32 = 40;
/// Between two tries: the number that was taken may be free, by the node's word, until its block is built.
const BETWEEN: Duration = Duration::from_millis(500);
/// What the pool says where another block may take the transaction.
const TOO_MANY_IN_BLOCK: &str = "exhaust the block limits";

/// A call that was executed without error in a block, finalised unless the chain goes without finality.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block.
	pub block: Hash,
	/// Its height.
	pub height: BlockNumber,
	/// The transaction.
	pub transaction: Hash,
	/// What it emitted.
	pub events: Vec<RuntimeEvent>,
	/// Whether the block cannot be dropped any more.
	pub finalised: bool,
}

impl Included {
	/// The first event that `pick` takes.
	pub fn find<T>(&self, pick: impl FnMut(&RuntimeEvent) -> Option<T>) -> Option<T> {
		self.events.iter().find_map(pick)
	}
}

/// Whether the account's number was given to another transaction meanwhile, as by the node that a hospital's operator shares
/// its account with: what the pool refused was never sent on, and what was overtaken is never executed, so the call may be
/// signed anew.
fn number_was_taken(error: &ChainError) -> bool {
	match error {
		ChainError::Overtaken => true,
		ChainError::Refused { code, .. } if *code == POOL_HAS_ANOTHER => true,
		ChainError::Refused { code, message } if *code == POOL_INVALID => message.contains("outdated"),
		_ => false,
	}
}

impl Chain {
	/// Signs and sends a call, and waits until the block that holds it is finalised, or is there if this chain goes without
	/// finality.
	pub async fn submit(
		&self,
		signer: &Signer,
		call: impl Into<RuntimeCall>,
	) -> Result<Included, ChainError> {
		self.submit_telling(signer, call, || ()).await
	}

	/// The number of an account's next transaction, those in the pool included.
	pub async fn next_nonce(&self, account: &AccountId) -> Result<Nonce, ChainError> {
		self.rpc("system_accountNextIndex", rpc_params![account.to_string()])
			.await
	}

	/// As [`Chain::submit`], for several calls of one account under way at once.
	pub async fn submit_with_nonce(
		&self,
		signer: &Signer,
		call: impl Into<RuntimeCall>,
		nonce: Nonce,
	) -> Result<Included, ChainError> {
		let (extrinsic, life) = self.sign(signer, call.into(), nonce).await?;
		self.watch(extrinsic.encode(), Some(life), || ()).await
	}

	/// As [`Chain::submit`]; `accepted` is called as soon as the node's pool has the transaction.
	pub async fn submit_telling(
		&self,
		signer: &Signer,
		call: impl Into<RuntimeCall>,
		accepted: impl FnOnce(),
	) -> Result<Included, ChainError> {
		let call = call.into();
		let mut accepted = Some(accepted);
		let mut tries = NUMBERS;
		loop {
			let nonce = self.next_nonce(&signer.account()).await?;
			let (extrinsic, life) = self.sign(signer, call.clone(), nonce).await?;
			let accepted = || {
				if let Some(accepted) = accepted.take() {
					accepted();
				}
			};
			match self.watch(extrinsic.encode(), Some(life), accepted).await {
				Err(error) if tries > 0 && number_was_taken(&error) => {
					tries -= 1;
					sleep(BETWEEN).await;
				}
				outcome => return outcome,
			}
		}
	}

	/// Sends a call that nobody signs: what it carries authorises it. Waits until the block that holds it is finalised.
	pub async fn submit_general(&self, call: impl Into<RuntimeCall>) -> Result<Included, ChainError> {
		self.submit_general_telling(call, || ()).await
	}

	/// As [`Chain::submit_general`]; `accepted` is called as soon as the node's pool has the transaction.
	pub async fn submit_general_telling(
		&self,
		call: impl Into<RuntimeCall>,
		accepted: impl FnOnce(),
	) -> Result<Included, ChainError> {
		let extrinsic = extensions::unsigned(call.into());
		self.watch(extrinsic.encode(), None, accepted)
			.await
			.map_err(refusal_of_general)
	}

	async fn sign(
		&self,
		signer: &Signer,
		call: RuntimeCall,
		nonce: Nonce,
	) -> Result<(UncheckedExtrinsic, Life), ChainError> {
		let head = self.hash(self.settled).await?;
		let height = self.height(At::Block(head)).await?;
		let era = Era::mortal(MORTALITY, height.into());
		let birth: Hash = self
			.rpc("chain_getBlockHash", rpc_params![era.birth(height.into())])
			.await?;
		let extension = extensions::plain(era, nonce);
		let implicit = (
			(),
			self.spec_version,
			self.transaction_version,
			self.genesis(),
			birth,
			(),
			(),
			(),
			(),
			None,
			(),
		);
		let payload = SignedPayload::from_raw(call, extension, implicit);
		let signature = payload.using_encoded(|bytes| signer.sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		let extrinsic = UncheckedExtrinsic::new_signed(call, signer.account().into(), signature, extension);
		let life = Life {
			account: signer.account(),
			nonce,
			birth: BlockNumber::try_from(era.birth(height.into())).unwrap_or_default(),
			ends: BlockNumber::try_from(era.death(height.into())).unwrap_or(BlockNumber::MAX),
		};
		Ok((extrinsic, life))
	}

	/// The place of a transaction in a block, if it is in it.
	pub(super) async fn position(&self, block: Hash, transaction: Hash) -> Result<Option<usize>, ChainError> {
		let body = self.body(block).await?;
		Ok(body
			.iter()
			.position(|bytes| BlakeTwo256::hash(bytes) == transaction))
	}

	/// The transactions of a block, as they are encoded in it.
	async fn body(&self, block: Hash) -> Result<Vec<Bytes>, ChainError> {
		let body: serde_json::Value = self.rpc("chain_getBlock", rpc_params![block]).await?;
		serde_json::from_value(body["block"]["extrinsics"].clone())
			.map_err(|_| ChainError::Undecodable("chain_getBlock"))
	}

	/// The calls of a block, those in batches too.
	pub async fn calls(&self, block: Hash) -> Result<Vec<RuntimeCall>, ChainError> {
		let mut calls = Vec::new();
		for bytes in self.body(block).await? {
			let extrinsic = UncheckedExtrinsic::decode(&mut &bytes[..])
				.map_err(|_| ChainError::Undecodable("chain_getBlock"))?;
			unfold(extrinsic.function, &mut calls);
		}
		Ok(calls)
	}

	/// What a block emitted, whatever for.
	pub async fn events(&self, block: Hash) -> Result<Vec<RuntimeEvent>, ChainError> {
		let records = self.event_records(block).await?;
		Ok(records.into_iter().map(|record| record.event).collect())
	}

	async fn event_records(&self, block: Hash) -> Result<Vec<EventRecord<RuntimeEvent, Hash>>, ChainError> {
		let key = frame_support::storage::storage_prefix(b"System", b"Events").to_vec();
		Ok(self.storage(key, At::Block(block)).await?.unwrap_or_default())
	}

	/// What a transaction did in a block.
	pub(super) async fn outcome(&self, block: Hash, transaction: Hash) -> Result<Included, ChainError> {
		let index = self
			.position(block, transaction)
			.await?
			.ok_or(ChainError::UnknownBlock(block))?;
		let events: Vec<_> = self
			.event_records(block)
			.await?
			.into_iter()
			.filter(|record| matches!(record.phase, Phase::ApplyExtrinsic(i) if i as usize == index))
			.map(|record| record.event)
			.collect();
		for event in &events {
			if let RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) = event {
				return Err(dispatch_error_of(*dispatch_error));
			}
		}
		Ok(Included {
			block,
			height: self.height(At::Block(block)).await?,
			transaction,
			events,
			finalised: self.settled == At::Finalised,
		})
	}
}

/// A call, and the calls that it makes if it is a batch.
fn unfold(call: RuntimeCall, calls: &mut Vec<RuntimeCall>) {
	use pallet_utility::Call::{batch, batch_all, force_batch};
	match call {
		RuntimeCall::Utility(
			batch { calls: inner } | batch_all { calls: inner } | force_batch { calls: inner },
		) => inner.into_iter().for_each(|call| unfold(call, calls)),
		call => calls.push(call),
	}
}

/// The pool's refusal of a transaction that nobody signed, by the name of the error that it stands for.
fn refusal_of_general(error: ChainError) -> ChainError {
	let ChainError::Refused {
		code: POOL_INVALID,
		message,
	} = &error
	else {
		return error;
	};
	if message.contains(TOO_MANY_IN_BLOCK) {
		return ChainError::Later {
			code: POOL_INVALID,
			message: message.clone(),
			after: Duration::from_millis(salus_primitives::SLOT_MILLISECONDS),
		};
	}
	let index = u8::try_from(<TradeEscrow as PalletInfoAccess>::index()).ok();
	let custom = message
		.rsplit_once("Custom error: ")
		.and_then(|(_, number)| number.parse().ok());
	match (index, custom) {
		(Some(index), Some(number)) => dispatch_error_of(DispatchError::Module(ModuleError {
			index,
			error: [number, 0, 0, 0],
			message: None,
		})),
		_ => error,
	}
}

/// Whether the pool refused a transaction because it has it, or another that takes the same, already.
pub(crate) fn is_in_pool(error: &ChainError) -> bool {
	matches!(
		error.rpc_code(),
		Some(POOL_BANNED_FOR_NOW | POOL_HAS_IT | POOL_HAS_ANOTHER)
	)
}

/// The names of a dispatch error.
pub(crate) fn dispatch_error_of(error: DispatchError) -> ChainError {
	if let DispatchError::Module(module) = error {
		if let Ok(error) =
			salus_runtime::RuntimeError::decode(&mut &[&[module.index][..], &module.error[..]].concat()[..])
		{
			// `Pallet(Error)` in the derived form.
			let text = format!("{error:?}");
			if let Some((pallet, rest)) = text.split_once('(') {
				return ChainError::Failed {
					pallet: pallet.into(),
					error: rest.strip_suffix(')').unwrap_or(rest).into(),
				};
			}
		}
	}
	ChainError::Failed {
		pallet: "Runtime".into(),
		error: format!("{error:?}"),
	}
}
