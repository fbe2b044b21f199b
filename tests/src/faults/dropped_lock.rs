//! A buyer who locks the price in blocks that are about to be dropped, and spends the same money where they never were.

use super::{
	lab::{advances, best, builds, finalised, hash_at, reaches, until},
	partition::sites,
	Figures, Lab, Ledger,
};
use crate::{network::Node, story::signer, wallet::Wallet};
use anyhow::{bail, ensure, Context, Result};
use codec::{Decode, Encode};
use rand_core::{OsRng, RngCore};
use salus_crypto::sale::{order_id, Draw, OrderTerms, Proposal};
use salus_primitives::{trade::TradeState, Balance, BlockNumber, Hash, Nonce, SAL};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use salus_wallet::{
	chain::{Account, At, ChainError, Included, Signer},
	keystore::Keystore,
	trade::{journal::Journal, sell::SaleNote},
};
use std::{
	fs,
	time::{Duration, Instant},
};
use tokio::{task::JoinHandle, time::timeout};

type Trade = pallet_trade_escrow::Call<Runtime>;
type Money = pallet_balances::Call<Runtime>;

/// The seller's name in the keystore.
const SELLER: &str = "seller";
/// The number of the seller's account among those of its sales.
const INDEX: u32 = 0;
/// The buyer's name in the keystore, and the account of genesis that it has.
const BUYER: (&str, &str) = ("buyer", "//Buyer");
/// To whom the buyer gives its money away, and who gives some back.
const FRIEND: &str = "//Patient";
const PRICE: Balance = 25 * SAL;
/// For the fees of the seller, and of the buyer when it pays after all.
const FEES: Balance = 5 * SAL;
/// Blocks of the sale: more than all of it takes.
const BLOCKS: BlockNumber = 1_000;
/// What the seller's wallet says of a lock that could still be dropped.
const NOT_FINAL: &str = "not locked in finalised state";

/// Blocks by which the other side is ahead when the line is mended.
const AHEAD: BlockNumber = 5;
/// Two of four author every other slot, of which a busy machine misses some.
const ONE_SIDE: Duration = Duration::from_secs(120);
/// Connections that a cut left half open are given up within a minute, and others made.
const HEALED: Duration = Duration::from_secs(120);

/// The lock stands on one side, the buyer's money leaves on the other, and the other side's chain is the longer one.
pub(super) async fn gets_nowhere(lab: Lab) -> Result<Figures> {
	let (mut figures, mut ledger) = (Figures::default(), Ledger::default());
	let (wires, network) = sites(&lab, [true, true, false, false]).await?;
	let (here, there) = (&network.nodes[0], &network.nodes[2]);
	let wallet = lab.wallet()?;
	let sale = Sale::propose(&lab, &wallet, here).await?;
	network.caught_up().await?;
	let before = Books::open(&sale, here).await?;
	let order = format!("{:?}", sale.order);
	let reveal = ["patient", "reveal", order.as_str()];

	wires.cut()?;
	let buyer = sale.buyer.account();
	let nonce = here.chain().await?.next_nonce(&buyer).await?;
	let locking = send(here, &sale.buyer, sale.lock(), nonce).await?;
	let all_of_it = Money::transfer_all {
		dest: signer(FRIEND)?.account().into(),
		keep_alive: true,
	};
	let moving = send(there, &sale.buyer, all_of_it, nonce).await?;
	until("the lock stands in a block of one side", ONE_SIDE, async || {
		Ok((sale.state(here, At::Best).await? == Some(TradeState::Locked)).then_some(()))
	})
	.await?;
	until("the money leaves in a block of the other", ONE_SIDE, async || {
		let account = there.chain().await?.money(&buyer, At::Best).await?;
		Ok((account.nonce > nonce).then_some(()))
	})
	.await?;

	wallet
		.must_refuse(&here.url(), SELLER, &reveal, NOT_FINAL)
		.await?;
	ensure!(
		sale.state(here, At::Best).await? == Some(TradeState::Locked),
		"the lock did not stand when the seller was asked"
	);
	let height = best(here).await?;
	let stood = hash_at(&here.chain().await?, height).await?.context("no block")?;
	let (fork, _) = finalised(here).await?;
	let seen = sale.seen(here, height).await?;
	ensure!(seen == (1, 0), "locks and reveals before the cut heals: {seen:?}");
	figures.count("blocks that were dropped", height - fork);

	// Frozen, this side builds nothing: the chain without the lock is the longer one.
	for node in &network.nodes[..2] {
		node.pause().await?;
	}
	builds(there, height + AHEAD, ONE_SIDE).await?;
	let since = Instant::now();
	wires.mend()?;
	for node in &network.nodes[..2] {
		node.resume().await?;
	}
	let moved = timeout(HEALED, moving)
		.await
		.context("what the buyer did with its money is never final")???;
	figures.seconds("finality resumed after", since.elapsed());
	ledger.enter(moved.height, moved.block)?;
	for node in &network.nodes {
		reaches(node, moved.height.max(height), HEALED).await?;
		ledger.note(node).await?;
		ensure!(
			hash_at(&node.chain().await?, height).await? != Some(stood),
			"{} has the block with the lock still",
			node.handle
		);
		ensure!(
			sale.state(node, At::Finalised).await? == Some(TradeState::Proposed),
			"{}: the sale is not as it was proposed",
			node.handle
		);
	}
	locking.abort();
	if let Ok(Ok(lock)) = locking.await {
		bail!("the lock is final, in block {}", lock.height);
	}

	// The transaction cannot come back: its nonce is spent.
	advances(here, AHEAD, HEALED).await?;
	let last = ledger.note(here).await?;
	let seen = sale.seen(here, last).await?;
	ensure!(seen == (0, 0), "locks and reveals that are final: {seen:?}");
	wallet
		.must_refuse(&here.url(), SELLER, &reveal, NOT_FINAL)
		.await?;
	ensure!(sale.is_untouched()?, "the seller's wallet noted a reveal");
	Books::open(&sale, here).await?.follow(&before, &moved)?;

	sale.ends_well(&wallet, here).await?;
	ledger.note(here).await?;
	ledger.holds_at_all(&network.nodes).await?;
	drop(network);
	Ok(figures)
}

/// Signs and sends a call; what comes of it is told once it is final.
async fn send(
	at: &Node,
	who: &Signer,
	call: impl Into<RuntimeCall>,
	nonce: Nonce,
) -> Result<JoinHandle<Result<Included, ChainError>>> {
	let (chain, who, call) = (at.chain().await?, who.clone(), call.into());
	Ok(tokio::spawn(async move {
		chain.submit_with_nonce(&who, call, nonce).await
	}))
}

/// A sale that stands on chain, of which the seller's wallet has a note.
struct Sale {
	order: Hash,
	proposal: Proposal,
	proposed_at: BlockNumber,
	seller: Signer,
	buyer: Signer,
	journal: Journal,
	note: Vec<u8>,
}

impl Sale {
	/// Keys, money, and a proposal. What is sold does not matter here: the bundle is only named.
	async fn propose(lab: &Lab, wallet: &Wallet, at: &Node) -> Result<Self> {
		let (chain, url) = (at.chain().await?, at.url());
		let (name, uri) = BUYER;
		wallet.must(&url, "//any", &["keys", "create", SELLER]).await?;
		wallet
			.must(&url, "//any", &["keys", "create", name, "--uri", uri])
			.await?;
		wallet.council(&url, &["enrol-researcher", uri]).await?;
		wallet.must(&url, name, &["buyer", "keys"]).await?;

		let folder = lab.path("wallet");
		let keystore = Keystore::new(folder.join("keys"));
		let password = fs::read_to_string(folder.join("password"))?;
		let secrets = keystore.open(SELLER, password.trim())?;
		let seller = secrets.seller(chain.genesis(), INDEX);
		let funds = Money::transfer_allow_death {
			dest: seller.account().into(),
			value: pallet_trade_escrow::Pallet::<Runtime>::sale_deposit() + FEES,
		};
		chain.submit(&signer(FRIEND)?, funds).await?;

		let buyer = signer(uri)?;
		let y = chain.trade_key(&buyer.account(), At::Finalised).await?;
		let deadline = chain.height(At::Best).await? + BLOCKS;
		let (mut nonce, mut bundle) = ([0; 32], [0; 32]);
		OsRng.fill_bytes(&mut nonce);
		OsRng.fill_bytes(&mut bundle);
		let terms = OrderTerms {
			genesis: chain.genesis().0,
			seller: seller.account().into(),
			buyer: buyer.account().into(),
			y: y.context("the buyer has no trade key")?,
			price: PRICE,
			deadline: deadline.into(),
			terms: [0; 32],
			nonce,
		};
		let draw = Draw::generate(&terms, &mut OsRng).map_err(|e| anyhow::anyhow!("{e}"))?;
		let proposal = Proposal {
			terms,
			commitments: draw.commitments(),
			bundle,
		};
		// As the wallet writes it before it proposes: nothing was revealed yet.
		let note = (
			(INDEX, [0_u8; 32], vec![0_u32], String::new()),
			(terms.buyer, terms.y, PRICE, deadline, terms.terms, nonce),
			(draw.to_bytes().to_vec(), Some(bundle), false),
		)
			.encode();
		let journal = Journal::of(&keystore, SELLER, &secrets, chain.genesis())?;
		let own = SaleNote::decode(&mut &note[..]).map_err(|e| anyhow::anyhow!("the note: {e}"))?;
		journal.save(&own)?;

		let on_chain = pallet_trade_escrow::Proposal {
			buyer: buyer.account(),
			price: PRICE,
			deadline,
			terms: terms.terms.into(),
			nonce: nonce.into(),
			q_prime: proposal.commitments.q_prime,
			r: proposal.commitments.r,
			bundle: bundle.into(),
		};
		let call = Trade::propose_sale { proposal: on_chain };
		let proposed = chain.submit(&seller, call).await?;
		Ok(Self {
			order: order_id(&terms).into(),
			proposal,
			proposed_at: proposed.height,
			seller,
			buyer,
			journal,
			note,
		})
	}

	fn lock(&self) -> Trade {
		Trade::lock {
			order: self.order,
			q_prime: self.proposal.commitments.q_prime,
			r: self.proposal.commitments.r,
			bundle: self.proposal.bundle.into(),
			price: PRICE,
		}
	}

	async fn state(&self, node: &Node, at: At) -> Result<Option<TradeState>> {
		let sale = node.chain().await?.sale(self.order, at).await?;
		Ok(sale.map(|sale| sale.state))
	}

	/// How many locks and reveals of it are in the node's blocks, from that of the proposal to `last`.
	async fn seen(&self, node: &Node, last: BlockNumber) -> Result<(usize, usize)> {
		let chain = node.chain().await?;
		let (mut locks, mut reveals) = (0, 0);
		for height in self.proposed_at..=last {
			let block = chain.block_at(height).await?;
			for call in chain.calls(block).await? {
				match call {
					RuntimeCall::TradeEscrow(Trade::lock { order, .. }) if order == self.order => locks += 1,
					RuntimeCall::TradeEscrow(Trade::reveal { order, .. }) if order == self.order => {
						reveals += 1;
					}
					_ => {}
				}
			}
		}
		Ok((locks, reveals))
	}

	/// Whether the seller's note is as it was: the wallet changes it before a key leaves.
	fn is_untouched(&self) -> Result<bool> {
		let note = self.journal.load::<SaleNote>(&INDEX.to_string())?;
		Ok(note.context("the seller's note is gone")?.encode() == self.note)
	}

	/// The buyer pays after all: once the lock is final, the same wallet reveals with the same note.
	async fn ends_well(&self, wallet: &Wallet, at: &Node) -> Result<()> {
		let chain = at.chain().await?;
		let back = Money::transfer_allow_death {
			dest: self.buyer.account().into(),
			value: PRICE + FEES,
		};
		chain.submit(&signer(FRIEND)?, back).await?;
		chain.submit(&self.buyer, self.lock()).await?;
		let order = format!("{:?}", self.order);
		wallet
			.must(&at.url(), SELLER, &["patient", "reveal", &order, "--wait"])
			.await?;
		ensure!(
			self.state(at, At::Finalised).await? == Some(TradeState::Paid) && !self.is_untouched()?,
			"a final lock is not paid for"
		);
		Ok(())
	}
}

/// What the parties have at a finalised block, and everybody together.
struct Books {
	buyer: Account,
	seller: Account,
	friend: Account,
	sum: Balance,
	issuance: Balance,
}

impl Books {
	async fn open(sale: &Sale, at: &Node) -> Result<Self> {
		let chain = at.chain().await?;
		let at = At::Block(chain.hash(At::Finalised).await?);
		let everybody = chain.accounts(at).await?;
		Ok(Self {
			buyer: chain.money(&sale.buyer.account(), at).await?,
			seller: chain.money(&sale.seller.account(), at).await?,
			friend: chain.money(&signer(FRIEND)?.account(), at).await?,
			sum: everybody
				.iter()
				.map(|(_, account)| account.data.free + account.data.reserved)
				.sum(),
			issuance: chain.issuance(at).await?,
		})
	}

	/// Nothing happened since `before` but that the buyer gave its money away, for a fee.
	fn follow(&self, before: &Self, moved: &Included) -> Result<()> {
		let friend = signer(FRIEND)?.account();
		let amount = moved
			.find(|event| match event {
				RuntimeEvent::Balances(pallet_balances::Event::Transfer { to, amount, .. })
					if *to == friend =>
				{
					Some(*amount)
				}
				_ => None,
			})
			.context("no money was given away")?;
		let fee = moved
			.find(|event| match event {
				RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
					actual_fee,
					..
				}) => Some(*actual_fee),
				_ => None,
			})
			.context("no fee was paid")?;
		ensure!(
			self.buyer.data.free + amount + fee == before.buyer.data.free
				&& self.buyer.data.reserved == before.buyer.data.reserved
				&& self.buyer.data.free < PRICE,
			"the buyer had {:?}, gave away {amount} for {fee}, and has {:?}",
			before.buyer,
			self.buyer
		);
		ensure!(
			self.seller.data == before.seller.data,
			"something is on hold for the sale, or was paid: the seller had {:?} and has {:?}",
			before.seller,
			self.seller
		);
		ensure!(
			self.friend.data.free == before.friend.data.free + amount,
			"{FRIEND} had {:?}, was given {amount}, and has {:?}",
			before.friend,
			self.friend
		);
		ensure!(
			self.sum == self.issuance && before.sum == before.issuance && self.sum == before.sum,
			"money was made or lost: {} of {} issued, and {} of {} before",
			self.sum,
			self.issuance,
			before.sum,
			before.issuance
		);
		Ok(())
	}
}
