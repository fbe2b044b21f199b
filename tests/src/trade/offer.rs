//! The standing offer: posted, claimed, fulfilled, opened.

use super::{cast::value, number, proved, text, Step, Trading, AT, PRICE, PRICE_IN_SAL};
use crate::story::Answer;
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join_all;
use salus_crypto::credential::Value as Attested;
use salus_primitives::{AccountId, Balance};
use salus_wallet::chain::At;
use serde_json::Value;
use sp_core::crypto::Ss58Codec;

/// Blocks for which offers stand: longer than the story.
const LONG: &str = "5000";
/// Blocks that a claimant has to fulfil: longer than other nodes and wallets on a busy machine need meanwhile.
const FULFIL: &str = "40";

/// The arguments of the offer, for so many values.
pub(super) fn arguments(trading: &Trading, number: &str) -> Vec<String> {
	let cast = &trading.cast;
	[
		"buyer",
		"offer",
		"--where",
		&format!("{}=yes", cast.condition),
		"--where",
		&format!("birth-decade={}", cast.decades.join(",")),
		"--field",
		&cast.field,
		"--price",
		PRICE_IN_SAL,
		"--number",
		number,
		"--blocks",
		LONG,
		"--fulfil-blocks",
		FULFIL,
	]
	.map(str::to_owned)
	.into()
}

/// Posts an offer; gives its number.
pub(super) async fn post_as(trading: &Trading, who: &str, count: &str) -> Result<u64> {
	let arguments = arguments(trading, count);
	let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
	let posted = trading.world().must(AT, who, &arguments).await?;
	let offer = number(&posted, "offer")?;
	trading.world().network.caught_up().await?;
	Ok(u64::try_from(offer)?)
}

pub(super) async fn post(trading: &mut Trading) -> Result<()> {
	let count = trading.cast.sellers.len();
	trading.offer = post_as(trading, "buyer", &count.to_string()).await?;
	if trading.breaks(Step::Offer) {
		let offer = trading.offer.to_string();
		trading
			.world()
			.must(AT, "buyer", &["buyer", "close", &offer])
			.await?;
		trading.world().network.caught_up().await?;
	}
	let seller = trading.cast.sellers.first().context("no sellers")?;
	let listed = trading
		.world()
		.must(seller.hospital, &seller.name, &["patient", "offers"])
		.await?;
	let stands = listed["offers"]
		.as_array()
		.is_some_and(|offers| offers.iter().any(|one| one["offer"] == trading.offer));
	ensure!(stands, "another node does not list the offer: {listed}");
	proved(
		Step::Offer,
		format!(
			"a standing offer with all its money: '{}' where {} and born in {}, from any of four hospitals, {PRICE_IN_SAL} \
			 SAL each, up to {count}",
			trading.cast.field,
			trading.cast.condition,
			trading.cast.decades.join(", ")
		),
	);
	Ok(())
}

/// Three claim and fulfil at once, each at the own hospital's node; the fourth gets nothing.
pub(super) async fn claim(trading: &mut Trading) -> Result<()> {
	let world = trading.world();
	let offer = trading.offer.to_string();
	let claims = trading
		.cast
		.sellers
		.iter()
		.zip(&trading.records)
		.map(|(person, record)| {
			let offer = offer.as_str();
			async move {
				let claim = ["patient", "claim", offer, "--record", record, "--fulfil"];
				world.must(person.hospital, &person.name, &claim).await
			}
		});
	let others = match &trading.cast.other {
		Some(other) => Some(
			world
				.ask(other.hospital, &other.name, &["patient", "claim", &offer])
				.await?,
		),
		None => None,
	};
	let refusal = match others {
		Some(Answer::Done(done)) => bail!("who does not qualify claimed: {done}"),
		Some(Answer::Refused { message, .. }) => format!("Another is refused: {message}"),
		None => "SKIPPED: that another is refused, since all of these records qualify".into(),
	};
	let paid = try_join_all(claims).await?;
	if trading.breaks(Step::Claim) {
		let first = paid.first().context("nobody claimed")?;
		trading.give_away(payee(first)?).await?;
	}
	world.network.caught_up().await?;
	let chain = trading.chain("mayo").await?;
	for answer in &paid {
		let has = chain.money(&payee(answer)?, At::Finalised).await?.data.free;
		ensure!(
			has == number(answer, "earned")?,
			"the payee has {has}, which is not what was earned: {answer}"
		);
	}
	// Asked again, as after a crash, nothing is claimed or paid twice.
	let first = trading.cast.sellers.first().context("no sellers")?;
	let again = world
		.must(
			first.hospital,
			&first.name,
			&["patient", "claim", &offer, "--fulfil"],
		)
		.await?;
	ensure!(
		again["paidAt"].is_null() && again["slot"]["slot"] == paid[0]["slot"]["slot"],
		"a claim asked for again is another: {again}"
	);
	trading.spent += PRICE * Balance::try_from(paid.len())?;
	proved(
		Step::Claim,
		format!(
			"{} patients of different hospitals were paid to accounts that never held a token; nothing on chain tells \
			 which hospital, record or person. {refusal}",
			paid.len()
		),
	);
	Ok(())
}

/// The account that was paid.
fn payee(answer: &Value) -> Result<AccountId> {
	let payee = text(answer, "payee")?;
	AccountId::from_ss58check(payee).map_err(|e| anyhow::anyhow!("{payee}: {e:?}"))
}

/// The values, each with what the chain was shown for it verified again, are those of the records.
pub(super) async fn values(trading: &mut Trading) -> Result<()> {
	let offer = trading.offer.to_string();
	let world = trading.world();
	let opened = world.must(AT, "buyer", &["buyer", "open", &offer]).await?;
	let list = opened["values"].as_array().context("no values")?;
	let mut found: Vec<_> = list.iter().filter_map(|one| one["value"].as_u64()).collect();
	let mut expected: Vec<_> = trading
		.cast
		.sellers
		.iter()
		.filter_map(|person| match value(&person.facts, &trading.cast.field) {
			Some(Attested::Integer(value)) => Some(u64::from(value)),
			_ => None,
		})
		.collect();
	found.sort_unstable();
	expected.sort_unstable();
	ensure!(
		found == expected,
		"the values are {found:?}, the records say {expected:?}"
	);
	ensure!(
		list.iter().all(|one| one["proven"] == true),
		"values without proof: {list:?}"
	);
	let texts: Vec<_> = list.iter().filter_map(|one| one["text"].as_str()).collect();
	let other = if trading.breaks(Step::Values) {
		"buyer"
	} else {
		"rival"
	};
	world
		.must_refuse(AT, other, &["buyer", "open", &offer], "not this identity's")
		.await?;
	world.must(AT, "buyer", &["buyer", "settle", &offer]).await?;
	proved(
		Step::Values,
		format!(
			"the buyer decrypts {} and verifies each hospital's signature once more; another buyer cannot",
			texts.join(", ")
		),
	);
	Ok(())
}
