use super::{
	trades::{lines, offer_json, offer_line, sale_json, slot_json, state, trade},
	Report, Wallet,
};
use crate::{
	amount,
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
	trade::{
		catalogue, claim,
		earnings::{self, Origin},
		fulfil,
		proposal::Agreed,
		reveal::{self, Revealed},
		sell, Call, Trader,
	},
};
use clap::{Args, Subcommand};
use salus_primitives::{
	record::RecordId,
	trade::{OfferId, TradeId, TradeState},
	Hash,
};
use serde_json::{json, Value};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Sell fields of a record to a buyer: make the bundle, and propose the sale on chain from an account of its own.
	#[command(
		after_help = "Asked again with the same record and proposal, it goes on where it ended.\n\n\
		              Example: salus patient sell 0x…32 bytes… --proposal wanted.json --bundle sale.bundle --as patient"
	)]
	Sell(Sell),
	/// Reveal the key of a sale and be paid, once its lock is final; never first after the deadline.
	#[command(after_help = "Example: salus patient reveal 0x…32 bytes… --wait --as patient")]
	Reveal {
		/// The order.
		#[arg(value_parser = super::hash)]
		order: Hash,
		/// Wait until the buyer has locked the price.
		#[arg(long)]
		wait: bool,
	},
	/// List your sales.
	#[command(after_help = "Example: salus patient sales --as patient")]
	Sales,
	/// List standing offers that take claims, and whether a credential of yours qualifies.
	#[command(after_help = "Example: salus patient offers --as patient --json")]
	Offers,
	/// Claim a slot of an offer: nothing on chain tells who you are, and the fee comes out of the price.
	#[command(after_help = "Asked again, it goes on with the claim it had begun.\n\n\
		              Example: salus patient claim 3 --fulfil --as patient")]
	Claim {
		/// The offer.
		offer: OfferId,
		/// Claim with this record; with any that qualifies if absent.
		#[arg(long, value_parser = super::hash)]
		record: Option<RecordId>,
		/// Who pays the bond of an offer that wants one: a name in the keystore or a secret URI. It is linked to the claim.
		#[arg(long, value_name = "NAME|URI")]
		bond_from: Option<String>,
		/// Fulfil it too, as soon as it is final.
		#[arg(long)]
		fulfil: bool,
	},
	/// Deliver the value of a claim that is final, and be paid.
	#[command(after_help = "Example: salus patient fulfil 3 --as patient")]
	Fulfil {
		/// The offer.
		offer: OfferId,
	},
	/// List the accounts of your trades with what they earned, or send it all to one account.
	#[command(
		after_help = "Whoever watches the chain links all trades whose earnings meet in one account.\n\n\
		              Example: salus patient earnings --as patient"
	)]
	Earnings {
		/// Where to send all that can be spent: an address, a name in the keystore or a secret URI.
		#[arg(long, value_name = "ADDRESS")]
		collect: Option<String>,
	},
	/// Rate a closed trade with 1 to 5, from the account that was paid.
	#[command(after_help = "Example: salus patient rate 3/0 5 --as patient")]
	Rate {
		/// The sale, or OFFER/SLOT.
		#[arg(value_parser = trade)]
		trade: TradeId,
		/// 1 to 5.
		#[arg(value_parser = clap::value_parser!(u8).range(1..=5))]
		stars: u8,
	},
	/// Go on after a crash: reveal what is locked, fulfil what is claimed.
	#[command(after_help = "Example: salus patient resume --as patient")]
	Resume,
}

/// A sale to make.
#[derive(Args)]
pub(super) struct Sell {
	/// The record.
	#[arg(value_parser = super::hash)]
	record: RecordId,
	/// What the buyer wrote ('salus buyer propose').
	#[arg(long)]
	proposal: PathBuf,
	/// Where to put the bundle: a path, file:///… or s3://….
	#[arg(long)]
	bundle: String,
	/// Number of a field, as 'open --json' lists them; repeatable. Those that the buyer names if absent.
	#[arg(long = "field")]
	fields: Vec<u32>,
	/// Attribute of your credential that the buyer shall see; repeatable.
	#[arg(long = "show", value_name = "ATTRIBUTE")]
	show: Vec<String>,
	/// Who pays deposit and fees of the sale's account: a name in the keystore or a secret URI. It is linked to the sale. If
	/// absent, an account that another trade of yours paid.
	#[arg(long, value_name = "NAME|URI")]
	fund_from: Option<String>,
	/// Wait until the buyer has locked the price, and reveal.
	#[arg(long)]
	wait: bool,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let trader = wallet.trader(chain)?;
		match self {
			Self::Sell(sale) => sell(wallet, &trader, sale).await,
			Self::Reveal { order, wait } => reveal(&trader, order, wait).await,
			Self::Sales => sales(&trader).await,
			Self::Offers => offers(&trader).await,
			Self::Claim {
				offer,
				record,
				bond_from,
				fulfil,
			} => {
				let bond = signer_of(wallet, bond_from.as_deref())?;
				let options = claim::Options {
					record,
					bond: bond.as_ref(),
				};
				claim(&trader, offer, &options, fulfil).await
			}
			Self::Fulfil { offer } => fulfil(&trader, offer).await,
			Self::Earnings { collect } => earnings(wallet, &trader, collect.as_deref()).await,
			Self::Rate { trade, stars } => rate(&trader, trade, stars).await,
			Self::Resume => resume(&trader).await,
		}
	}
}

fn signer_of(wallet: &Wallet, name: Option<&str>) -> Result<Option<Signer>> {
	name.map(|name| wallet.signer_of(name)).transpose()
}

async fn sell(wallet: &Wallet, trader: &Trader<'_>, sale: Sell) -> Result<Report> {
	let bytes = std::fs::read(&sale.proposal).map_err(WalletError::file(&sale.proposal))?;
	let agreed = Agreed::read(&bytes, trader.genesis())?;
	let funds = signer_of(wallet, sale.fund_from.as_deref())?;
	let request = sell::Request {
		record: sale.record,
		agreed: &agreed,
		fields: &sale.fields,
		show: &sale.show,
		place: &sale.bundle,
		funds: funds.as_ref(),
	};
	let proposed = sell::propose(trader, &request).await?;
	let report = match &proposed.included {
		Some(included) => Report::from(included),
		None => Report::new().line("the sale stood on chain already"),
	};
	let report = report
		.line(format!("order {:?}", proposed.order))
		.line(format!(
			"account {} sells {} fields for {}, until block {}; the bundle is at {}",
			proposed.seller,
			proposed.fields.len(),
			amount::show(agreed.price),
			proposed.deadline,
			proposed.place
		))
		.set("order", format!("{:?}", proposed.order))
		.set("seller", proposed.seller.to_string())
		.set("deadline", proposed.deadline)
		.set("fields", proposed.fields)
		.set("bundle", proposed.place);
	if !sale.wait {
		return Ok(report);
	}
	reveal::wait_locked(trader, proposed.order).await?;
	Ok(revealed(report, &reveal::reveal(trader, proposed.order).await?))
}

fn revealed(report: Report, revealed: &Revealed) -> Report {
	match revealed {
		Revealed::Now(included) => report
			.line(format!("revealed and paid in block {}", included.height))
			.set("paidAt", included.height),
		Revealed::Before => report.line("revealed and paid before").set("paidAt", Value::Null),
	}
	.set("paid", true)
}

async fn reveal(trader: &Trader<'_>, order: Hash, wait: bool) -> Result<Report> {
	if wait {
		reveal::wait_locked(trader, order).await?;
	}
	Ok(revealed(Report::new(), &reveal::reveal(trader, order).await?))
}

async fn sales(trader: &Trader<'_>) -> Result<Report> {
	let mut report = Report::new();
	let mut list = Vec::new();
	for own in reveal::list(trader).await? {
		let standing = own
			.sale
			.as_ref()
			.map_or_else(|| "not on chain".into(), |sale| format!("{:?}", sale.state));
		report = report.line(format!(
			"sale {:?}  of record {:?} by {}, {standing}, bundle at {}",
			own.order, own.record, own.seller, own.place
		));
		list.push(json!({
			"order": format!("{:?}", own.order),
			"record": format!("{:?}", own.record),
			"seller": own.seller.to_string(),
			"bundle": own.place,
			"sale": own.sale.as_ref().map(sale_json),
		}));
	}
	Ok(report.set("sales", list))
}

async fn offers(trader: &Trader<'_>) -> Result<Report> {
	let mut report = Report::new();
	let mut list = Vec::new();
	for listed in catalogue::offers(trader).await? {
		report = report.line(offer_line(&listed.offer, listed.schema.as_ref()));
		report = report.line(match (&listed.claimed, &listed.record) {
			(Some(claimed), _) => format!("  you claimed of it: {claimed:?}"),
			(None, Some(record)) => format!("  your credential of record {record:?} qualifies"),
			(None, None) => "  no credential at hand qualifies; claiming asks for one".into(),
		});
		let mut offer = offer_json(&listed.offer, listed.schema.as_ref());
		offer["qualifies"] = listed.record.map(|record| format!("{record:?}")).into();
		offer["own"] = listed.claimed.map(state).into();
		list.push(offer);
	}
	Ok(report.set("offers", list))
}

async fn claim(
	trader: &Trader<'_>,
	offer: OfferId,
	options: &claim::Options<'_>,
	fulfils: bool,
) -> Result<Report> {
	let claimed = claim::claim(trader, offer, options).await?;
	let report = match &claimed.included {
		Some(included) => Report::from(included),
		None => Report::new().line("the claim was made before"),
	};
	let report = report
		.line(format!(
			"slot {}/{} for {}: fulfil until block {}",
			offer, claimed.slot.slot, claimed.slot.payee, claimed.slot.fulfil_by
		))
		.set("slot", slot_json(&claimed.slot));
	if !fulfils {
		return Ok(report);
	}
	Ok(fulfilled(report, &fulfil::fulfil(trader, offer).await?))
}

fn fulfilled(report: Report, done: &fulfil::Fulfilled) -> Report {
	let slot = &done.slot;
	let report = match &done.included {
		Some(included) => report
			.line(format!("fulfilled in block {}", included.height))
			.set("paidAt", included.height),
		None => report.line("fulfilled before").set("paidAt", Value::Null),
	};
	let earned = slot.price.saturating_sub(slot.fee);
	report
		.line(format!("{} earned {}", slot.payee, amount::show(earned)))
		.set("paid", true)
		.set("payee", slot.payee.to_string())
		.set("earned", earned.to_string())
}

async fn fulfil(trader: &Trader<'_>, offer: OfferId) -> Result<Report> {
	Ok(fulfilled(Report::new(), &fulfil::fulfil(trader, offer).await?))
}

async fn earnings(wallet: &Wallet, trader: &Trader<'_>, to: Option<&str>) -> Result<Report> {
	let origin = |origin: Origin| match origin {
		Origin::Sale(index) => format!("sale {index}"),
		Origin::Claim(offer) => format!("offer {offer}"),
	};
	let Some(to) = to else {
		let earned = earnings::list(trader).await?;
		let total: u128 = earned.iter().map(|one| one.free).sum();
		let report = lines(
			Report::new(),
			earned.iter().map(|one| {
				format!(
					"{}  {}, {} on hold, of {}",
					one.signer.account(),
					amount::show(one.free),
					amount::show(one.on_hold),
					origin(one.origin)
				)
			}),
		);
		let list: Vec<_> = earned
			.iter()
			.map(|one| {
				json!({
					"account": one.signer.account().to_string(),
					"free": one.free.to_string(),
					"onHold": one.on_hold.to_string(),
					"of": origin(one.origin),
				})
			})
			.collect();
		return Ok(report
			.line(format!("{} in all", amount::show(total)))
			.set("earnings", list)
			.set("total", total.to_string()));
	};
	let to = wallet.account(to)?;
	let mut report = Report::new();
	let mut list = Vec::new();
	for one in earnings::collect(trader, &to).await? {
		let refusal = one.sent.as_ref().err().map(ToString::to_string);
		report = report.line(format!(
			"{}  {} {}",
			one.account,
			amount::show(one.free),
			refusal.as_deref().unwrap_or("sent, less the fee")
		));
		list.push(json!({
			"account": one.account.to_string(),
			"free": one.free.to_string(),
			"refusal": refusal,
		}));
	}
	Ok(report.set("collected", list).set("to", to.to_string()))
}

async fn rate(trader: &Trader<'_>, trade: TradeId, stars: u8) -> Result<Report> {
	let included = match trade {
		TradeId::Sale(order) => reveal::rate(trader, order, stars).await?,
		TradeId::Slot { offer, slot } => {
			let slots = trader.chain.slots(offer, At::Finalised).await?;
			let payee = slots
				.iter()
				.find(|one| one.slot == slot)
				.and_then(|one| claim::payee_of(trader, offer, &one.payee))
				.ok_or_else(|| WalletError::NotAllowed("the slot is not of this identity".into()))?;
			trader.chain.submit(&payee, Call::rate { trade, stars }).await?
		}
	};
	Ok((&included).into())
}

/// Reveals and fulfils what can be; what cannot, and why, is said.
async fn resume(trader: &Trader<'_>) -> Result<Report> {
	let mut report = Report::new();
	let mut list = Vec::new();
	for own in reveal::list(trader).await? {
		if own.sale.is_none_or(|sale| sale.state != TradeState::Locked) {
			continue;
		}
		let outcome = reveal::reveal(trader, own.order).await.map(|_| "paid");
		let (line, item) = went(&format!("sale {:?}", own.order), outcome);
		report = report.line(line);
		list.push(item);
	}
	for offer in claim::noted(trader)? {
		let outcome = fulfil::fulfil(trader, offer).await.map(|_| "paid");
		let (line, item) = went(&format!("offer {offer}"), outcome);
		report = report.line(line);
		list.push(item);
	}
	Ok(report.set("trades", list))
}

fn went(what: &str, outcome: Result<&str>) -> (String, Value) {
	match outcome {
		Ok(state) => (
			format!("{what}: {state}"),
			json!({ "trade": what, "state": state, "refusal": null }),
		),
		Err(error) => (
			format!("{what}: {error}"),
			json!({ "trade": what, "state": null, "refusal": error.to_string() }),
		),
	}
}
