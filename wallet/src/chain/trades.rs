use super::{queries::all, At, Chain, ChainError};
use codec::Decode;
use frame_support::storage::storage_prefix;
use jsonrpsee::rpc_params;
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	hospital::KeyPurpose,
	trade::{OfferId, OfferInfo, SaleInfo, SlotInfo, TradeId, TradeInfo, TradeParameters},
	AccountId, Balance, BlockNumber, Hash, Nonce,
};
use salus_runtime::Runtime;
use serde::Deserialize;
use sp_core::Bytes;
use std::collections::HashMap;

/// What the chain shows of an offer.
pub type Offer = OfferInfo<AccountId, Balance, BlockNumber>;
/// What the chain shows of a sale.
pub type Sale = SaleInfo<AccountId, Balance, BlockNumber>;
/// What the chain shows of a claimed slot.
pub type Slot = SlotInfo<AccountId, Balance, BlockNumber>;
/// What the chain shows of a trade.
pub type Trade = TradeInfo<AccountId, Balance, BlockNumber>;

/// What an account has.
pub type Account = frame_system::AccountInfo<Nonce, <Runtime as frame_system::Config>::AccountData>;

/// Most keys of storage asked for at once.
const MAX_KEYS: usize = 512;

/// The values that a node has for keys at a block.
#[derive(Deserialize)]
struct Values {
	changes: Vec<(Bytes, Option<Bytes>)>,
}

/// Offers, trades and money. Lists are complete: they are walked page by page at one block.
impl Chain {
	/// Offers.
	pub async fn offers(&self, filter: OfferFilter<AccountId>, at: At) -> Result<Vec<Offer>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("TradeEscrowApi_offers", (filter.clone(), page), at)).await
	}

	/// One offer.
	pub async fn offer(&self, id: OfferId, at: At) -> Result<Option<Offer>, ChainError> {
		self.call("TradeEscrowApi_offer", id, at).await
	}

	/// Trades: sales, then slots.
	pub async fn trades(&self, filter: TradeFilter<AccountId>, at: At) -> Result<Vec<Trade>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		all(|page| self.call("TradeEscrowApi_trades", (filter.clone(), page), at)).await
	}

	/// One trade.
	pub async fn trade(&self, id: TradeId, at: At) -> Result<Option<Trade>, ChainError> {
		self.call("TradeEscrowApi_trade", id, at).await
	}

	/// One sale.
	pub async fn sale(&self, order: Hash, at: At) -> Result<Option<Sale>, ChainError> {
		Ok(match self.trade(TradeId::Sale(order), at).await? {
			Some(TradeInfo::Sale(sale)) => Some(sale),
			_ => None,
		})
	}

	/// The slots of an offer.
	pub async fn slots(&self, offer: OfferId, at: At) -> Result<Vec<Slot>, ChainError> {
		let filter = TradeFilter {
			state: None,
			account: None,
			offer: Some(offer),
		};
		let trades = self.trades(filter, at).await?;
		Ok(trades
			.into_iter()
			.filter_map(|trade| match trade {
				TradeInfo::Slot(slot) => Some(slot),
				TradeInfo::Sale(_) => None,
			})
			.collect())
	}

	/// Times and bounds of trades.
	pub async fn trade_parameters(&self, at: At) -> Result<TradeParameters<BlockNumber>, ChainError> {
		self.call("TradeEscrowApi_trade_parameters", (), at).await
	}

	/// The number of the next offer.
	pub async fn next_offer(&self, at: At) -> Result<OfferId, ChainError> {
		let key = storage_prefix(b"TradeEscrow", b"NextOffer").to_vec();
		Ok(self.storage(key, at).await?.unwrap_or_default())
	}

	/// The trade key that an account registered.
	pub async fn trade_key(&self, account: &AccountId, at: At) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(self.person(account, at).await?.and_then(|person| {
			person
				.keys
				.into_iter()
				.find(|(purpose, _)| *purpose == KeyPurpose::Trade)
				.map(|(_, key)| key)
		}))
	}

	/// The time of a block, in seconds since 1970.
	pub async fn seconds(&self, at: At) -> Result<u64, ChainError> {
		let key = storage_prefix(b"Timestamp", b"Now").to_vec();
		let milliseconds: u64 = self.storage(key, at).await?.unwrap_or_default();
		Ok(milliseconds / 1_000)
	}

	/// The hash of the block at a height.
	pub async fn block_at(&self, height: BlockNumber) -> Result<Hash, ChainError> {
		let block: Option<Hash> = self.rpc("chain_getBlockHash", rpc_params![height]).await?;
		block.ok_or(ChainError::Undecodable("chain_getBlockHash"))
	}

	/// What an account has; nothing if it does not exist.
	pub async fn money(&self, account: &AccountId, at: At) -> Result<Account, ChainError> {
		let key = frame_system::Account::<Runtime>::hashed_key_for(account);
		Ok(self.storage(key, at).await?.unwrap_or_default())
	}

	/// Every account, for whoever adds up.
	pub async fn accounts(&self, at: At) -> Result<Vec<(AccountId, Account)>, ChainError> {
		let at = At::Block(self.hash(at).await?);
		let block = self.hash(at).await?;
		let prefix = Bytes(storage_prefix(b"System", b"Account").to_vec());
		let mut accounts: Vec<AccountId> = Vec::new();
		let mut last: Option<Bytes> = None;
		loop {
			let keys: Vec<Bytes> = self
				.rpc("state_getKeysPaged", rpc_params![&prefix, MAX_KEYS, &last, block])
				.await?;
			for key in &keys {
				// A key ends with what it is the hash of.
				let account = key
					.last_chunk::<32>()
					.ok_or(ChainError::Undecodable("state_getKeysPaged"))?;
				accounts.push(AccountId::new(*account));
			}
			let is_last = keys.len() < MAX_KEYS;
			last = keys.into_iter().next_back();
			if is_last {
				return self.existing(&accounts, at).await;
			}
		}
	}

	/// All money there is.
	pub async fn issuance(&self, at: At) -> Result<Balance, ChainError> {
		let key = storage_prefix(b"Balances", b"TotalIssuance").to_vec();
		Ok(self.storage(key, at).await?.unwrap_or_default())
	}

	/// Those of many accounts that exist, with what they have, in the order given.
	pub async fn existing(
		&self,
		accounts: &[AccountId],
		at: At,
	) -> Result<Vec<(AccountId, Account)>, ChainError> {
		let block = self.hash(at).await?;
		let mut found = Vec::new();
		for accounts in accounts.chunks(MAX_KEYS) {
			let keys: Vec<_> = accounts
				.iter()
				.map(|account| Bytes(frame_system::Account::<Runtime>::hashed_key_for(account)))
				.collect();
			let values: Vec<Values> = self
				.rpc("state_queryStorageAt", rpc_params![&keys, block])
				.await?;
			let values: HashMap<_, _> = values
				.into_iter()
				.flat_map(|values| values.changes)
				.filter_map(|(key, value)| value.map(|value| (key.0, value.0)))
				.collect();
			for (account, key) in accounts.iter().zip(&keys) {
				if let Some(value) = values.get(&key.0) {
					let value = Account::decode(&mut &value[..])
						.map_err(|_| ChainError::Undecodable("state_queryStorageAt"))?;
					found.push((account.clone(), value));
				}
			}
		}
		Ok(found)
	}
}
