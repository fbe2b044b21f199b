//! Epochs: digest, combination and publication of update keys, and reports of who does otherwise.

use super::{
	combine::{Combining, Source, ENOUGH},
	turn::rank,
	Reports, Said, Sender, StepError, LOG,
};
use crate::{
	partials::{in_parallel, EpochPartials},
	sharing::{Handled, Sharing},
	AuthorityChain, Call, Head, KeystoreError, Peers, ShareError, ShareId, Shares,
};
use salus_crypto::{
	authority::{verify_update, EpochCover, PublicParameters},
	ceremony::AttributeKeys,
	Bls,
};
use salus_primitives::{
	authority::{Epoch, EpochInfo, Era, Node, UpdateKey},
	ceremony::CeremonyKind,
	page::whole,
	AccountId, BlockNumber, Hash,
};
use sp_core::sr25519;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{Arc, Mutex, PoisonError},
};

/// Update keys in one transaction.
const PART: usize = 64;
/// Transactions of update keys under way at once.
const UNDER_WAY: usize = 8;
/// Blocks that authorities have to post their digests before the first combines.
const SETTLING: BlockNumber = 2;
/// Blocks by which each authority waits longer than the one before it, so that one does the work.
const TURN: BlockNumber = 3;
/// Blocks after which published keys are looked at again even if nothing seems new.
const LOOK: BlockNumber = 16;

/// What a step found of the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochStatus {
	/// The epoch.
	pub epoch: Epoch,
	/// Whether the node's digest of the epoch stands on the chain; none if it is no authority.
	pub posted: Option<bool>,
	/// Authorities whose digest does not stand there.
	pub missing: Vec<AccountId>,
	/// Whether all update keys are published.
	pub complete: bool,
	/// The authorities: j stands at position j - 1.
	pub authorities: Vec<AccountId>,
	/// Authorities that posted their digest, and gave this node no partials, or bad ones, when it combined. None if it has
	/// not, in this epoch.
	pub withheld: Option<BTreeSet<AccountId>>,
}

/// What is known of an epoch under a sharing. Lost at a restart, and found again.
struct Memory {
	of: (Epoch, ShareId),
	cover: Arc<EpochCover>,
	combined: Option<Arc<Vec<UpdateKey>>>,
	/// Published keys that were checked.
	good: BTreeSet<(Node, Era, [u8; 48], [u8; 96])>,
	/// What is to be reported, and since when.
	bad: BTreeMap<(Node, Era), BlockNumber>,
	missing: BTreeMap<AccountId, BlockNumber>,
	liars: BTreeSet<AccountId>,
	/// Authorities that did not give their partials when they were asked.
	silent: BTreeSet<AccountId>,
	/// When to ask the others again.
	ask_at: BlockNumber,
	said: Said,
}

impl Memory {
	/// Who gave nothing good when it was asked; none if nobody was.
	fn withheld(&self) -> Option<BTreeSet<AccountId>> {
		let withheld: BTreeSet<_> = self.silent.union(&self.liars).cloned().collect();
		(self.combined.is_some() || !withheld.is_empty()).then_some(withheld)
	}
}

/// Serves the update keys of every epoch.
pub struct Epochs {
	chain: Arc<dyn AuthorityChain>,
	shares: Arc<Shares>,
	peers: Arc<dyn Peers>,
	sender: Sender,
	reports: Arc<dyn Reports>,
	memory: Mutex<Option<Memory>>,
}

/// An authority in its epoch.
struct Turn<'a> {
	head: Head,
	sharing: &'a Sharing<PublicParameters>,
	epoch: &'a EpochInfo<BlockNumber>,
	/// Its index.
	index: u16,
	/// How many others come first.
	rank: BlockNumber,
}

impl Epochs {
	/// A worker that signs with `account`.
	pub fn new(
		chain: Arc<dyn AuthorityChain>,
		shares: Arc<Shares>,
		peers: Arc<dyn Peers>,
		account: sr25519::Pair,
		reports: Arc<dyn Reports>,
	) -> Self {
		Self {
			sender: Sender::new(chain.clone(), account, reports.clone()),
			chain,
			shares,
			peers,
			reports,
			memory: Mutex::default(),
		}
	}

	/// Does what is to be done at the finalised head. None before the ceremony.
	pub fn step(&self) -> Result<Option<EpochStatus>, StepError> {
		let head = self.chain.finalised();
		let Some(parameters) = self.chain.parameters(head.hash)? else {
			return Ok(None);
		};
		let Some(sharing) = AttributeKeys::<Bls>::in_use(&*self.chain, head.hash)? else {
			return Ok(None);
		};
		let epoch = self.chain.epoch(head.hash)?;
		let (posted, missing) = self.digests(head, &sharing, epoch.epoch)?;
		let mut status = EpochStatus {
			epoch: epoch.epoch,
			posted: None,
			missing,
			complete: epoch.latest_complete == Some(epoch.epoch),
			authorities: sharing.holders.clone(),
			withheld: None,
		};
		let operator = self.chain.acts_for(head.hash, &self.sender.account_id())?;
		let Some((operator, index)) =
			operator.and_then(|operator| sharing.index(&operator).map(|index| (operator, index)))
		else {
			return Ok(Some(status));
		};
		let turn = Turn {
			head,
			rank: rank(index, sharing.holders.len(), epoch.epoch),
			sharing: &sharing,
			epoch: &epoch,
			index,
		};
		let mut known = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
		let memory = self.remembered(&mut known, &turn)?;
		status.posted = Some(posted.iter().any(|source| source.account == operator));
		let cover = || Ok::<_, ShareError>(EpochCover::clone(&memory.cover));
		match self.shares.partials(&parameters, epoch.epoch, cover) {
			// With another hospital's share nothing is said in the name of this one, whose own may be on the disk by now.
			Ok(own) if own.index != turn.index => self.shares.forget(),
			Ok(own) => {
				if self.post(&turn, &own, &posted, memory)? {
					self.publish(&turn, &own, &posted, memory)?;
				}
			}
			// The ceremonies' worker says why.
			Err(
				ShareError::None | ShareError::Outdated | ShareError::Keystore(KeystoreError::Damaged(_)),
			) => {}
			Err(error) => return Err(error.into()),
		}
		status.withheld = memory.withheld();
		self.check(&turn, memory)?;
		self.report_missing(&turn, memory)?;
		Ok(Some(status))
	}

	/// What is remembered of this epoch and sharing.
	fn remembered<'a>(
		&self,
		memory: &'a mut Option<Memory>,
		turn: &Turn<'_>,
	) -> Result<&'a mut Memory, StepError> {
		let of = (turn.epoch.epoch, turn.sharing.id);
		let known = match memory.take() {
			Some(known) if known.of == of => known,
			_ => {
				let nodes = whole(|page| self.chain.cover(turn.head.hash, page))?;
				Memory {
					of,
					cover: Arc::new(EpochCover {
						epoch: turn.epoch.epoch,
						eras: turn.epoch.oldest_era..=turn.epoch.era,
						nodes: nodes.into_iter().map(Into::into).collect(),
					}),
					combined: None,
					good: BTreeSet::new(),
					bad: BTreeMap::new(),
					missing: BTreeMap::new(),
					liars: BTreeSet::new(),
					silent: BTreeSet::new(),
					ask_at: 0,
					said: Said::default(),
				}
			}
		};
		Ok(memory.insert(known))
	}

	/// Authorities with their digests of the epoch, and those without.
	fn digests(
		&self,
		head: Head,
		sharing: &Sharing<PublicParameters>,
		epoch: Epoch,
	) -> Result<(Vec<Source>, Vec<AccountId>), StepError> {
		let (mut posted, mut missing) = (Vec::new(), Vec::new());
		for (index, account) in (1..).zip(&sharing.holders) {
			match self.chain.partials_digest(head.hash, account)? {
				Some((of, digest)) if of == epoch => posted.push(Source {
					index,
					account: account.clone(),
					digest,
				}),
				_ => missing.push(account.clone()),
			}
		}
		Ok((posted, missing))
	}

	/// Posts the digest. False if another stands there: then this node's partials are not the hospital's.
	fn post(
		&self,
		turn: &Turn<'_>,
		own: &EpochPartials,
		posted: &[Source],
		memory: &mut Memory,
	) -> Result<bool, StepError> {
		Ok(match posted.iter().find(|source| source.index == turn.index) {
			// One of the sharing before would be refused, and cost its fee.
			None if !self.is_of(self.chain.best(), own)? => false,
			None => {
				self.sender.send(
					turn.head.number,
					&Call::PostPartialsDigest {
						epoch: own.epoch,
						ceremony: own.ceremony,
						generation: own.generation,
						digest: own.digest,
					},
				);
				true
			}
			Some(source) if source.digest == own.digest => true,
			Some(_) => {
				memory.said.error(format!(
					"the digest that stands for this hospital in epoch {} is not that of this node's partials",
					own.epoch,
				));
				false
			}
		})
	}

	/// Whether a block has the epoch and the sharing of these partials.
	fn is_of(&self, block: Hash, own: &EpochPartials) -> Result<bool, StepError> {
		Ok(self.chain.epoch(block)?.epoch == own.epoch
			&& self
				.chain
				.parameters(block)?
				.is_some_and(|now| (now.ceremony, now.generation) == (own.ceremony, own.generation)))
	}

	/// Combines and publishes what is not published, when it is this node's turn.
	fn publish(
		&self,
		turn: &Turn<'_>,
		own: &EpochPartials,
		posted: &[Source],
		memory: &mut Memory,
	) -> Result<(), StepError> {
		let places = own.partials.len();
		let published = usize::try_from(turn.epoch.published).unwrap_or(usize::MAX);
		if published >= places || !self.is_turn(turn)? {
			return Ok(());
		}
		let Some(combined) = self.combined(turn, own, posted, memory) else {
			return Ok(());
		};
		// What is in blocks that are not final yet need not be sent again.
		let best = self.chain.best();
		if !self.is_of(best, own)? {
			return Ok(());
		}
		let taken: BTreeSet<(Node, Era)> = whole(|page| self.chain.update_keys(best, page))?
			.iter()
			.map(|key| (key.node, key.era))
			.collect();
		let mut open: Vec<UpdateKey> = combined
			.iter()
			.filter(|key| !taken.contains(&(key.node, key.era)))
			.copied()
			.collect();
		open.sort_by_key(|key| (key.node, key.era));
		for part in open.chunks(PART).take(UNDER_WAY) {
			self.sender.send(
				turn.head.number,
				&Call::PublishUpdateKeys {
					epoch: own.epoch,
					keys: part.to_vec(),
				},
			);
		}
		Ok(())
	}

	fn is_turn(&self, turn: &Turn<'_>) -> Result<bool, StepError> {
		let activated = self
			.chain
			.sharing(turn.head.hash, CeremonyKind::AttributeKeys)?
			.map_or(0, |sharing| sharing.activated_at);
		let from = turn
			.epoch
			.started_at
			.max(activated)
			.saturating_add(SETTLING)
			.saturating_add(turn.rank.saturating_mul(TURN));
		Ok(turn.head.number >= from)
	}

	fn combined(
		&self,
		turn: &Turn<'_>,
		own: &EpochPartials,
		posted: &[Source],
		memory: &mut Memory,
	) -> Option<Arc<Vec<UpdateKey>>> {
		if let Some(combined) = &memory.combined {
			return Some(combined.clone());
		}
		if turn.head.number < memory.ask_at {
			return None;
		}
		let parameters = turn.sharing.public.clone().validate::<Bls>().ok()?;
		let known = memory.liars.clone();
		let others: Vec<Source> = rotated(posted, turn.index);
		let outcome = Combining {
			peers: &*self.peers,
			head: turn.head,
			sharing: turn.sharing,
			parameters: &parameters,
			cover: &memory.cover,
			own: (turn.index, own),
			liars: &mut memory.liars,
			silent: &mut memory.silent,
			enough: ENOUGH,
		}
		.run(&others);
		for liar in memory.liars.difference(&known) {
			self.reports.bad_partials(liar);
		}
		match outcome {
			Ok(keys) => {
				let keys = Arc::new(keys);
				memory.combined = Some(keys.clone());
				Some(keys)
			}
			Err(error) => {
				log::warn!(target: LOG, "no update keys of epoch {} yet: {error}", own.epoch);
				memory.ask_at = turn.head.number.saturating_add(TURN);
				None
			}
		}
	}

	/// Checks what others published, and reports what is no key.
	fn check(&self, turn: &Turn<'_>, memory: &mut Memory) -> Result<(), StepError> {
		let is_known = usize::try_from(turn.epoch.published).is_ok_and(|count| count == memory.good.len());
		// As many keys may be others, where a publication was voided and made good between two looks.
		if is_known && memory.bad.is_empty() && !turn.head.number.is_multiple_of(LOOK) {
			return Ok(());
		}
		let published = whole(|page| self.chain.update_keys(turn.head.hash, page))?;
		let own: BTreeSet<_> = memory
			.combined
			.iter()
			.flat_map(|keys| keys.iter().map(entry))
			.collect();
		let unknown: Vec<UpdateKey> = published
			.iter()
			.filter(|key| !memory.good.contains(&entry(key)))
			.copied()
			.collect();
		let (beta, epoch) = (turn.sharing.public.beta, turn.epoch.epoch);
		let verdicts = in_parallel(&unknown, |key| {
			own.contains(&entry(key))
				|| verify_update::<Bls>(&beta, &key.node.into(), epoch, key.era, &key.q, &key.q_prime).is_ok()
		});
		let mut bad = BTreeMap::new();
		for (key, good) in unknown.iter().zip(verdicts) {
			if good {
				memory.good.insert(entry(key));
			} else {
				let place = (key.node, key.era);
				let since = memory.bad.get(&place).copied().unwrap_or(turn.head.number);
				bad.insert(place, since);
			}
		}
		let published: BTreeSet<_> = published.iter().map(entry).collect();
		memory.good.retain(|known| published.contains(known));
		memory.bad = bad;
		// One report voids all that its publisher published.
		if let Some(((node, era), since)) = memory.bad.iter().next() {
			memory.said.error(format!(
				"the update key of {node:?} and era {era} in epoch {epoch} is bad"
			));
			if turn.head.number >= since.saturating_add(turn.rank.saturating_mul(TURN)) {
				self.sender.send(
					turn.head.number,
					&Call::ReportBadUpdateKey {
						node: *node,
						era: *era,
					},
				);
			}
		}
		Ok(())
	}

	fn report_missing(&self, turn: &Turn<'_>, memory: &mut Memory) -> Result<(), StepError> {
		let now = turn.head.number;
		let missing = self.chain.missing_partials(turn.head.hash)?;
		memory.missing.retain(|authority, _| missing.contains(authority));
		for authority in missing {
			let since = *memory.missing.entry(authority.clone()).or_insert(now);
			if now >= since.saturating_add(turn.rank.saturating_mul(TURN)) {
				memory
					.said
					.error(format!("authority {authority} withholds its partial update keys"));
				self.sender.send(now, &Call::ReportMissingPartials { authority });
			}
		}
		Ok(())
	}
}

fn entry(key: &UpdateKey) -> (Node, Era, [u8; 48], [u8; 96]) {
	(key.node, key.era, key.q, key.q_prime)
}

/// Everybody but the authority itself, those after it first: so that not all ask the same.
fn rotated(posted: &[Source], index: u16) -> Vec<Source> {
	let copy = |source: &Source| Source {
		index: source.index,
		account: source.account.clone(),
		digest: source.digest,
	};
	let after = posted.iter().filter(|source| source.index > index);
	let before = posted.iter().filter(|source| source.index < index);
	after.chain(before).map(copy).collect()
}
