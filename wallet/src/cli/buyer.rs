use super::{
	calls::Registry,
	trades::{
		bought, lines, offer_json, offer_line, sale_json, slot_json, state, trade, trade_json, trade_line,
		Bought,
	},
	Report, Wallet,
};
use crate::{
	amount,
	chain::{At, Chain},
	error::{Result, WalletError},
	files,
	trade::{
		bundles,
		buy::{self, Checked, Locked},
		offer::{self, Wanted},
		proposal::{Agreed, Proposal},
		schema_of, values, Call, Trader,
	},
};
use clap::{Args, Subcommand};
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	hospital::KeyPurpose,
	trade::{OfferId, SlotIndex, TradeId},
	Balance, BlockNumber, Hash,
};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Command {
	/// Register your trade key, under which sellers sell to you.
	#[command(after_help = "Example: salus buyer keys --as buyer")]
	Keys,
	/// Write down what you would buy of a record, for the patient to read.
	#[command(
		after_help = "Example: salus buyer propose wanted.json --label Observation --price 25 --blocks 200 --as buyer"
	)]
	Propose {
		/// The file to write.
		file: PathBuf,
		/// Beginning of the labels of the fields wanted; repeatable.
		#[arg(long = "label", required = true)]
		labels: Vec<String>,
		/// What you pay, in SAL.
		#[arg(long, value_parser = amount::parse)]
		price: Balance,
		/// Blocks that the seller gets, from the proposal on chain until the deadline of the reveal.
		#[arg(long)]
		blocks: BlockNumber,
		/// Whatever else you agree on.
		#[arg(long, default_value = "")]
		text: String,
	},
	/// Verify a sale that was proposed to you, and say line by line what was verified. Nothing is paid.
	#[command(
		after_help = "Example: salus buyer check 0x…32 bytes… --bundle sale.bundle --proposal wanted.json --as buyer"
	)]
	Check {
		/// The order.
		#[arg(value_parser = super::hash)]
		order: Hash,
		#[command(flatten)]
		what: What,
	},
	/// Verify a sale, keep its bundle, and lock the price.
	#[command(
		after_help = "Example: salus buyer lock 0x…32 bytes… --bundle sale.bundle --proposal wanted.json --as buyer"
	)]
	Lock {
		/// The order.
		#[arg(value_parser = super::hash)]
		order: Hash,
		#[command(flatten)]
		what: What,
		/// Blocks that must be left to the seller.
		#[arg(long, default_value_t = buy::LEAST)]
		least: BlockNumber,
	},
	/// Open what you paid for: the fields of a sale, or the values of an offer.
	#[command(after_help = "Example: salus buyer open 0x…32 bytes… --out fields --as buyer")]
	Open {
		/// The sale, or the number of the offer.
		#[arg(value_parser = bought)]
		what: Bought,
		/// Folder for the fields of a sale; standard output if absent.
		#[arg(long)]
		out: Option<PathBuf>,
		/// Where the bundle is, if not where the lock kept it.
		#[arg(long)]
		bundle: Option<String>,
	},
	/// Post a standing offer to all patients who qualify, with all its money.
	#[command(
		after_help = "Example: salus buyer offer --where 'condition:http://snomed.info/sct|44054006=yes' \\\n  --where birth-decade=1950,1960,1970 --field 'observation:http://loinc.org|4548-4|%' \\\n  --price 25 --number 3 --blocks 14400 --as buyer"
	)]
	Offer(Wish),
	/// List your offers, and the trades that came of them and of sales.
	#[command(after_help = "Example: salus buyer list --as buyer --json")]
	List,
	/// Give notice that an offer closes: it takes no claims from now on.
	#[command(after_help = "Example: salus buyer close 3 --as buyer")]
	Close {
		/// The offer.
		offer: OfferId,
	},
	/// Take back what no slot of an offer needs, once notice or deadline is over.
	#[command(after_help = "Example: salus buyer settle 3 --as buyer")]
	Settle {
		/// The offer.
		offer: OfferId,
	},
	/// End a claim that was not fulfilled in time.
	#[command(after_help = "Example: salus buyer lapse 3 0 --as buyer")]
	Lapse {
		/// The offer.
		offer: OfferId,
		/// The slot.
		slot: SlotIndex,
	},
	/// Take the price of a sale back, once deadline and grace are over. Free.
	#[command(after_help = "Example: salus buyer refund 0x…32 bytes… --as buyer")]
	Refund {
		/// The order.
		#[arg(value_parser = super::hash)]
		order: Hash,
	},
	/// Rate a closed trade with 1 to 5.
	#[command(after_help = "Example: salus buyer rate 3/0 5 --as buyer")]
	Rate {
		/// The sale, or OFFER/SLOT.
		#[arg(value_parser = trade)]
		trade: TradeId,
		/// 1 to 5.
		#[arg(value_parser = clap::value_parser!(u8).range(1..=5))]
		stars: u8,
	},
	/// Go on after a crash: lock what you decided to lock, take back what was not revealed.
	#[command(after_help = "Example: salus buyer resume --as buyer")]
	Resume,
}

/// What a sale is checked with.
#[derive(Args)]
pub(super) struct What {
	/// Where the bundle is: a path, file:///… or s3://….
	#[arg(long)]
	bundle: String,
	/// Your own proposal, to compare the terms with.
	#[arg(long)]
	proposal: Option<PathBuf>,
}

/// What an offer asks for.
#[derive(Args)]
pub(super) struct Wish {
	/// An attribute, and the values that satisfy: NAME=VALUE,VALUE; repeatable, all must hold.
	#[arg(long = "where", value_name = "NAME=VALUES", value_parser = condition)]
	conditions: Vec<(String, Vec<String>)>,
	/// The attribute whose value is bought: an observation.
	#[arg(long)]
	field: String,
	/// A hospital whose credentials are accepted; repeatable; all accredited ones if absent.
	#[arg(long = "issuer")]
	issuers: Vec<String>,
	/// What you pay for a value, in SAL; the fees of claiming and fulfilling go off it.
	#[arg(long, value_parser = amount::parse)]
	price: Balance,
	/// Values wanted.
	#[arg(long)]
	number: u32,
	/// What whoever claims puts on hold, in SAL; it returns at fulfilment.
	#[arg(long, value_parser = amount::parse, default_value = "0")]
	bond: Balance,
	/// Blocks in which claims are taken.
	#[arg(long)]
	blocks: BlockNumber,
	/// Blocks that a patient has to fulfil a claim; the least that the chain allows if absent.
	#[arg(long)]
	fulfil_blocks: Option<BlockNumber>,
}

/// `NAME=VALUE,VALUE`.
fn condition(text: &str) -> Result<(String, Vec<String>), String> {
	let (name, values) = text
		.rsplit_once('=')
		.ok_or_else(|| format!("'{text}': expected NAME=VALUE,VALUE"))?;
	Ok((name.into(), values.split(',').map(Into::into).collect()))
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		let trader = wallet.trader(&chain)?;
		let included = match self {
			Self::Keys => return keys(&trader).await,
			Self::Propose {
				file,
				labels,
				price,
				blocks,
				text,
			} => return propose(&trader, &file, labels, price, blocks, text),
			Self::Check { order, what } => {
				let (bundle, agreed) = what.read(&trader).await?;
				let checked = buy::check(&trader, order, &bundle, agreed.as_ref()).await?;
				return Ok(verified(Report::new(), &checked));
			}
			Self::Lock { order, what, least } => {
				let (bundle, agreed) = what.read(&trader).await?;
				let (checked, locked) = buy::lock(&trader, order, &bundle, agreed.as_ref(), least).await?;
				let report = match &locked {
					Locked::Now(included) => Report::from(included),
					Locked::Before => Report::new().line("the price was locked before"),
				};
				return Ok(verified(report, &checked).line(format!(
					"locked {}; the bundle is kept",
					amount::show(checked.sale.price)
				)));
			}
			Self::Open {
				what: Bought::Sale(order),
				out,
				bundle,
			} => return fields(&trader, order, out.as_deref(), bundle.as_deref()).await,
			Self::Open {
				what: Bought::Offer(offer),
				..
			} => return open_values(&trader, offer).await,
			Self::Offer(wish) => return post(&trader, wish).await,
			Self::List => return list(&trader).await,
			Self::Close { offer } => offer::close(&trader, offer).await?,
			Self::Settle { offer } => offer::settle(&trader, offer).await?,
			Self::Lapse { offer, slot } => offer::lapse(&trader, offer, slot).await?,
			Self::Refund { order } => buy::refund(&trader, order).await?,
			Self::Rate { trade, stars } => {
				chain
					.submit(&trader.secrets.signer(), Call::rate { trade, stars })
					.await?
			}
			Self::Resume => return resume(&trader).await,
		};
		Ok((&included).into())
	}
}

impl What {
	/// The bundle, and the proposal if one is given.
	async fn read(&self, trader: &Trader<'_>) -> Result<(Vec<u8>, Option<Agreed>)> {
		let agreed = match &self.proposal {
			Some(path) => {
				let bytes = std::fs::read(path).map_err(WalletError::file(path))?;
				Some(Agreed::read(&bytes, trader.genesis())?)
			}
			None => None,
		};
		Ok((bundles::get(&self.bundle).await?, agreed))
	}
}

async fn keys(trader: &Trader<'_>) -> Result<Report> {
	let signer = trader.secrets.signer();
	let key = trader.secrets.trade().public();
	let known = trader.chain.person(&signer.account(), At::Best).await?;
	if known.is_none() {
		return Err(WalletError::NotAllowed(
			"only people of the consortium register keys: ask the council to enrol this account as a researcher".into(),
		));
	}
	let report = if trader.chain.trade_key(&signer.account(), At::Best).await? == Some(key) {
		Report::new().line("the trade key is registered already")
	} else {
		let keys = vec![(KeyPurpose::Trade, trader.secrets.proven_trade(trader.genesis()))]
			.try_into()
			.map_err(|_| WalletError::Keys("too many keys".into()))?;
		let call = Registry::register_keys { keys };
		Report::from(&trader.chain.submit(&signer, call).await?)
	};
	Ok(report
		.set("account", signer.account().to_string())
		.set("tradeKey", format!("0x{}", hex::encode(key))))
}

fn propose(
	trader: &Trader<'_>,
	file: &Path,
	labels: Vec<String>,
	price: Balance,
	blocks: BlockNumber,
	text: String,
) -> Result<Report> {
	let buyer = trader.secrets.signer().account();
	let proposal = Proposal::new(trader.genesis(), &buyer, labels, price, blocks, text);
	let bytes = proposal.to_bytes()?;
	files::write_new(file, &bytes)?;
	let agreed = Agreed::read(&bytes, trader.genesis())?;
	Ok(Report::new()
		.line(format!(
			"wrote {}: give it to the patient, and keep it",
			file.display()
		))
		.line(format!("its hash, which the sale will carry: {:?}", agreed.terms))
		.set("file", file.display().to_string())
		.set("terms", format!("{:?}", agreed.terms))
		.set("buyer", buyer.to_string()))
}

fn verified(report: Report, checked: &Checked) -> Report {
	let fields: Vec<_> = checked
		.fields
		.iter()
		.map(|(index, label, bytes)| json!({ "field": index, "label": label, "bytes": bytes }))
		.collect();
	lines(report, checked.lines.iter().cloned())
		.set("verified", checked.lines.clone())
		.set("fields", fields)
		.set("quarter", checked.disclosed.quarter)
		.set("issuers", checked.disclosed.issuers.len())
		.set("sale", sale_json(&checked.sale))
}

async fn fields(
	trader: &Trader<'_>,
	order: Hash,
	out: Option<&Path>,
	bundle: Option<&str>,
) -> Result<Report> {
	let mut report = Report::new();
	let mut list = Vec::new();
	for field in buy::open(trader, order, bundle).await? {
		let mut item = json!({ "field": field.index, "label": field.label, "bytes": field.content.len() });
		report = match out {
			Some(folder) => {
				let path = folder.join(format!("{}.json", field.index));
				keep(&path, &field.content)?;
				item["file"] = path.display().to_string().into();
				report.line(format!("{}  {}", path.display(), field.label))
			}
			None => {
				let text = String::from_utf8_lossy(&field.content).into_owned();
				item["content"] = text.clone().into();
				report
					.line(format!("field {}  {}", field.index, field.label))
					.line(text)
			}
		};
		list.push(item);
	}
	Ok(report.set("fields", list))
}

/// Writes a file, unless it is there with the same content: whoever asks again gets no error.
fn keep(path: &Path, content: &[u8]) -> Result<()> {
	match std::fs::read(path) {
		Ok(found) if found == content => Ok(()),
		_ => files::write_new(path, content),
	}
}

async fn open_values(trader: &Trader<'_>, offer: OfferId) -> Result<Report> {
	let values = values::open(trader, offer).await?;
	let mut report = Report::new();
	let mut list = Vec::new();
	for value in &values {
		let (text, number) = match &value.read {
			Ok((number, text)) => (text.clone(), Some(*number)),
			Err(error) => (error.to_string(), None),
		};
		let (proof, disclosed) = match &value.proven {
			Ok(shown) => {
				let shown: Vec<_> = shown
					.iter()
					.map(|(name, bucket)| format!("{name} = {bucket}"))
					.collect();
				(
					format!("signed by an accepted hospital; {}", shown.join(", ")),
					shown,
				)
			}
			Err(error) => (format!("proof not found: {error}"), Vec::new()),
		};
		report = report.line(format!("slot {}: {text}, {proof}", value.slot.slot));
		list.push(json!({
			"value": number,
			"text": text,
			"proven": value.proven.is_ok(),
			"disclosed": disclosed,
			"slot": slot_json(&value.slot),
		}));
	}
	if values.is_empty() {
		report = report.line("nothing was paid for yet");
	}
	Ok(report.set("values", list))
}

async fn post(trader: &Trader<'_>, wish: Wish) -> Result<Report> {
	let wanted = Wanted {
		conditions: wish.conditions,
		field: wish.field,
		issuers: wish.issuers,
		price: wish.price,
		number: wish.number,
		bond: wish.bond,
		blocks: wish.blocks,
		fulfil_blocks: wish.fulfil_blocks,
	};
	let posted = offer::post(trader, &wanted).await?;
	let report = match &posted.included {
		Some(included) => Report::from(included),
		None => Report::new().line("the offer that was begun stands"),
	};
	Ok(report
		.line(format!("offer {}", posted.offer))
		.set("offer", posted.offer))
}

async fn list(trader: &Trader<'_>) -> Result<Report> {
	let buyer = trader.secrets.signer().account();
	let at = At::Block(trader.chain.hash(At::Finalised).await?);
	let filter = OfferFilter {
		state: None,
		buyer: Some(buyer.clone()),
	};
	let mut report = Report::new();
	let mut offers = Vec::new();
	for offer in trader.chain.offers(filter, at).await? {
		let schema = schema_of(trader.chain, &offer).await.ok();
		report = report.line(offer_line(&offer, schema.as_ref()));
		offers.push(offer_json(&offer, schema.as_ref()));
	}
	let trades = bought_by(trader.chain, buyer, at).await?;
	report = lines(report, trades.iter().map(trade_line));
	let trades: Vec<Value> = trades.iter().map(trade_json).collect();
	Ok(report.set("offers", offers).set("trades", trades))
}

/// Trades of a buyer.
async fn bought_by(
	chain: &Chain,
	buyer: salus_primitives::AccountId,
	at: At,
) -> Result<Vec<crate::chain::Trade>> {
	let filter = TradeFilter {
		state: None,
		account: Some(buyer),
		offer: None,
	};
	Ok(chain.trades(filter, at).await?)
}

async fn resume(trader: &Trader<'_>) -> Result<Report> {
	let mut report = Report::new();
	let mut list = Vec::new();
	for one in buy::resume(trader).await? {
		let (done, why) = match &one.done {
			Ok(Some(included)) => (Some(included.height), None),
			Ok(None) => (None, None),
			Err(error) => (None, Some(error.to_string())),
		};
		report = report.line(match (done, &why) {
			(Some(height), _) => format!("sale {:?}: done in block {height}", one.order),
			(None, Some(why)) => format!("sale {:?}: {why}", one.order),
			(None, None) => format!("sale {:?}: nothing to do, {:?}", one.order, one.state),
		});
		list.push(json!({
			"order": format!("{:?}", one.order),
			"state": one.state.map(state),
			"height": done,
			"refusal": why,
		}));
	}
	Ok(report.set("purchases", list))
}
