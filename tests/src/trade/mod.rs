//! Fair trade, told on real nodes: values sold to a standing offer, fields sold by an agreed sale, and everybody who cheats.
//! Each step says what it proves, and proves it.

pub mod cast;
mod cheats;
mod crash;
mod money;
mod offer;
mod people;
mod race;
mod sale;
mod stall;

pub use crate::story::name;
pub use cast::{Cast, Codes};

use crate::{
	logs::tell_nothing_of,
	story::{signer, Ended, Story, World},
};
use anyhow::{Context, Result};
use money::Books;
use salus_primitives::{AccountId, Balance, BlockNumber, Hash, SAL};
use salus_runtime::Runtime;
use salus_wallet::{chain::Chain, keystore::Secrets};
use serde_json::Value;
use std::path::Path;

/// The steps, in order. `--break` sabotages one: it must then fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Step {
	/// Hospitals, patients and buyers register.
	People,
	/// Four hospitals seal a record each.
	Seal,
	/// A buyer posts a standing offer.
	Offer,
	/// Three patients claim and fulfil; a fourth does not qualify.
	Claim,
	/// The buyer opens the values.
	Values,
	/// Fields of one record are sold.
	Sale,
	/// Sellers cheat.
	Forgeries,
	/// Buyers close and fill an offer under a claim.
	Filling,
	/// Buyers and sellers race at a deadline.
	Race,
	/// A lock that is not final reveals nothing.
	Finality,
	/// Money adds up.
	Money,
}

/// All steps in their order.
pub const STEPS: [Step; 11] = [
	Step::People,
	Step::Seal,
	Step::Offer,
	Step::Claim,
	Step::Values,
	Step::Sale,
	Step::Forgeries,
	Step::Filling,
	Step::Race,
	Step::Finality,
	Step::Money,
];

/// What the buyer pays for a value, and for the fields of a sale.
const PRICE: Balance = 25 * SAL;
/// The same, as the wallet reads it.
const PRICE_IN_SAL: &str = "25";
/// The node of the buyer.
const AT: &str = "charite";

/// The story so far.
pub struct Trading {
	story: Story,
	cast: Cast,
	books: Option<Books>,
	broken: Option<Step>,
	/// Record of each patient, in hex, in the order of the cast.
	records: Vec<String>,
	/// A record of the first seller that is out of date.
	old_record: String,
	/// The standing offer.
	offer: u64,
	/// An offer of which slots were claimed and not fulfilled.
	stalled: Option<stall::Stalled>,
	/// What the buyer must have spent, beside the fees of its own transactions.
	spent: Balance,
}

impl Trading {
	/// Starts the network in `folder`.
	pub async fn start(
		folder: &Path,
		records: Option<&Path>,
		codes: &Codes,
		broken: Option<Step>,
	) -> Result<Self> {
		let cast = Cast::choose(&folder.join("records"), records, codes)?;
		Ok(Self {
			story: Story::start(folder, None, None).await?,
			cast,
			books: None,
			broken,
			records: Vec::new(),
			old_record: String::new(),
			offer: 0,
			stalled: None,
			spent: 0,
		})
	}

	/// Tells all of it, or up to the first step that does not hold.
	pub async fn tell_all(&mut self) -> Result<(), Ended<Step>> {
		for step in STEPS {
			let cause = match self.tell(step).await {
				Ok(()) if self.breaks(step) => None,
				Ok(()) => continue,
				Err(error) => Some(error),
			};
			return Err(Ended { step, cause });
		}
		Ok(())
	}

	/// Whether this step is to be sabotaged.
	fn breaks(&self, step: Step) -> bool {
		self.broken == Some(step)
	}

	/// Tells one step.
	pub async fn tell(&mut self, step: Step) -> Result<()> {
		match step {
			Step::People => people::register(self).await,
			Step::Seal => people::seal(self).await,
			Step::Offer => offer::post(self).await,
			Step::Claim => offer::claim(self).await,
			Step::Values => offer::values(self).await,
			Step::Sale => sale::tell(self).await,
			Step::Forgeries => cheats::tell(self).await,
			Step::Filling => stall::filling(self).await,
			Step::Race => race::tell(self).await,
			Step::Finality => stall::finality(self).await,
			Step::Money => money::tell(self).await,
		}?;
		// The events of a block are kept for a while only.
		if let Some(books) = &mut self.books {
			let chain = self.story.network().node(AT)?.chain().await?;
			books.follow(&chain).await?;
		}
		Ok(())
	}

	/// Fails if a node wrote what no log may hold: of the records that were sold, and the secrets with which they were.
	/// Gives how many values were looked for.
	pub async fn logs_tell_nothing(&self) -> Result<usize> {
		let genesis = self.chain(AT).await?.genesis();
		let mut secrets = Vec::new();
		for (buyer, _) in people::BUYERS {
			let buyer = self.secrets(buyer)?;
			secrets.push(buyer.trade().to_bytes().to_vec());
			secrets.push(buyer.offers(genesis)?.to_bytes().to_vec());
		}
		for person in self.cast.everybody() {
			let seller = self.secrets(&person.name)?;
			secrets.push(seller.credential().to_bytes().to_vec());
			secrets.push(self.secrets(person.hospital)?.issuer().to_bytes().to_vec());
		}
		let bundles: Vec<&[u8]> = self.cast.everybody().map(|person| &person.bundle[..]).collect();
		tell_nothing_of(self.story.network(), &bundles, &secrets).await
	}

	fn world(&self) -> &World {
		self.story.world()
	}

	fn world_mut(&mut self) -> &mut World {
		self.story.world_mut()
	}

	async fn chain(&self, at: &str) -> Result<Chain> {
		self.world().network.node(at)?.chain().await
	}

	/// The buyer gives money away: sabotage, of which no step knows.
	async fn give_away(&self, to: AccountId) -> Result<()> {
		let gift = pallet_balances::Call::<Runtime>::transfer_allow_death {
			dest: to.into(),
			value: SAL,
		};
		let (_, buyer) = people::BUYERS[0];
		self.chain(AT).await?.submit(&signer(buyer)?, gift).await?;
		Ok(())
	}

	/// The keys of somebody.
	fn secrets(&self, name: &str) -> Result<Secrets> {
		self.world().secrets(name)
	}
}

/// Says what a step proved.
fn proved(step: Step, what: impl AsRef<str>) {
	println!("{:<14} {}", name(step), what.as_ref());
}

/// A number of an answer, written as one or in a text.
pub(crate) fn number(value: &Value, name: &str) -> Result<Balance> {
	let found = value
		.get(name)
		.with_context(|| format!("no '{name}' in {value}"))?;
	match found.as_u64() {
		Some(number) => Ok(number.into()),
		None => Ok(text(value, name)?.parse()?),
	}
}

/// The block of a finalised call.
pub(crate) fn height(value: &Value) -> Result<BlockNumber> {
	Ok(BlockNumber::try_from(number(value, "height")?)?)
}

/// A text of an answer.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
	value
		.get(name)
		.and_then(Value::as_str)
		.with_context(|| format!("no '{name}' in {value}"))
}

/// A hash in hex.
pub(crate) fn hash(text: &str) -> Result<Hash> {
	text.parse().map_err(|e| anyhow::anyhow!("{text}: {e:?}"))
}

/// A path as an argument.
pub(crate) fn path(path: &Path) -> Result<&str> {
	path.to_str().context("a path that is no text")
}
