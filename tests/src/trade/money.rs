//! Money adds up, to the unit.

use super::{people::BUYERS, proved, signer, Step, Trading, AT};
use anyhow::{ensure, Context, Result};
use salus_primitives::{AccountId, Balance, BlockNumber};
use salus_runtime::RuntimeEvent;
use salus_wallet::{
	amount,
	chain::{At, Chain},
};
use std::collections::BTreeMap;

/// What every account had at a block: what it may spend, and what is on hold.
pub(super) struct Snapshot {
	block: BlockNumber,
	accounts: BTreeMap<AccountId, Balance>,
	issuance: Balance,
}

impl Snapshot {
	async fn take(chain: &Chain) -> Result<Self> {
		let hash = chain.hash(At::Finalised).await?;
		let at = At::Block(hash);
		let accounts = chain.accounts(at).await?;
		Ok(Self {
			block: chain.height(at).await?,
			accounts: accounts
				.into_iter()
				.map(|(account, money)| (account, money.data.free + money.data.reserved))
				.collect(),
			issuance: chain.issuance(at).await?,
		})
	}

	fn sum(&self) -> Balance {
		self.accounts.values().sum()
	}

	fn of(&self, account: &AccountId) -> Balance {
		self.accounts.get(account).copied().unwrap_or_default()
	}
}

/// What there was at the beginning, and the fees paid since.
pub(super) struct Books {
	before: Snapshot,
	followed: BlockNumber,
	fees: BTreeMap<AccountId, Balance>,
}

impl Books {
	/// Opens the books at the finalised block.
	pub(super) async fn open(chain: &Chain) -> Result<Self> {
		let before = Snapshot::take(chain).await?;
		Ok(Self {
			followed: before.block,
			before,
			fees: BTreeMap::new(),
		})
	}

	/// Adds the fees of the blocks that were finalised since.
	pub(super) async fn follow(&mut self, chain: &Chain) -> Result<()> {
		let last = chain.height(At::Finalised).await?;
		self.follow_to(chain, last).await
	}

	async fn follow_to(&mut self, chain: &Chain, last: BlockNumber) -> Result<()> {
		for height in self.followed + 1..=last {
			let block = chain.block_at(height).await?;
			for event in chain.events(block).await? {
				if let RuntimeEvent::TransactionPayment(
					pallet_transaction_payment::Event::TransactionFeePaid { who, actual_fee, .. },
				) = event
				{
					*self.fees.entry(who).or_default() += actual_fee;
				}
			}
		}
		self.followed = last.max(self.followed);
		Ok(())
	}

	fn fees_of(&self, account: &AccountId) -> Balance {
		self.fees.get(account).copied().unwrap_or_default()
	}
}

/// No money was made or lost; the buyer spent what it bought and the fees of what it sent, and nobody else paid for it; what the
/// patients earned can be collected.
pub(super) async fn tell(trading: &mut Trading) -> Result<()> {
	if trading.breaks(Step::Money) {
		trading.give_away(signer("//CouncilA")?.account()).await?;
	}
	let chain = trading.chain(AT).await?;
	let after = Snapshot::take(&chain).await?;
	let mut books = trading.books.take().context("the books are not open")?;
	books.follow_to(&chain, after.block).await?;
	let before = &books.before;
	for (name, snapshot) in [("before", before), ("after", &after)] {
		ensure!(
			snapshot.sum() == snapshot.issuance,
			"{name}: accounts have {}, issued are {}",
			snapshot.sum(),
			snapshot.issuance
		);
	}
	ensure!(
		before.issuance == after.issuance,
		"money was made or lost: {} before, {} after",
		before.issuance,
		after.issuance
	);
	for (name, spent) in [(BUYERS[0].0, trading.spent), (BUYERS[1].0, 0)] {
		let account = trading.secrets(name)?.signer().account();
		let expected = before
			.of(&account)
			.checked_sub(spent + books.fees_of(&account))
			.context("more was spent than there was")?;
		ensure!(
			after.of(&account) == expected,
			"{name} has {}, with {spent} spent and {} in fees it must be {expected}",
			after.of(&account),
			books.fees_of(&account)
		);
	}

	let mut collected = 0;
	for person in &trading.cast.sellers {
		let listed = trading
			.world()
			.must(person.hospital, &person.name, &["patient", "earnings"])
			.await?;
		collected += super::number(&listed, "total")?;
	}
	let first = trading.cast.sellers.first().context("no sellers")?;
	let sent = trading
		.world()
		.must(
			first.hospital,
			&first.name,
			&["patient", "earnings", "--collect", &first.name],
		)
		.await?;
	trading.world().network.caught_up().await?;
	let own = trading.secrets(&first.name)?.signer().account();
	let has = chain.money(&own, At::Best).await?.data.free;
	let refused = sent["collected"]
		.as_array()
		.is_none_or(|all| all.is_empty() || all.iter().any(|one| !one["refusal"].is_null()));
	ensure!(!refused && has > 0, "the earnings do not arrive: {sent}, {has}");
	let fees: Balance = books.fees.values().sum();
	proved(
		Step::Money,
		format!(
			"{} accounts have together what they had, to the unit; {} bought, {} in fees of signed transactions; patients \
			 earned {}",
			after.accounts.len(),
			amount::show(trading.spent),
			amount::show(fees),
			amount::show(collected)
		),
	);
	trading.books = None;
	Ok(())
}
