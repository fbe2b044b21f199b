//! Whole fields of one record, by an agreed sale; and what neither side gets by cheating on the way.

use super::{hash, number, path, proved, signer, text, Step, Trading, AT, PRICE, PRICE_IN_SAL};
use crate::story::Answer;
use anyhow::{ensure, Context, Result};
use salus_runtime::Runtime;
use salus_wallet::chain::{At, ChainError};
use std::fs;

/// Blocks of the sale: longer than what is tried before it is paid for.
const BLOCKS: &str = "400";
/// Fields that are sold.
const LABEL: &str = "Observation";

pub(super) async fn tell(trading: &mut Trading) -> Result<()> {
	let world = trading.world();
	let seller = trading.cast.sellers.first().context("no sellers")?;
	let record = trading.records.first().context("no records")?;
	let (wanted, place) = (
		world.file("wanted.json"),
		format!("file://{}", world.file("exchange/sale.bundle").display()),
	);
	let wanted = path(&wanted)?;
	let propose = [
		"buyer",
		"propose",
		wanted,
		"--label",
		LABEL,
		"--price",
		PRICE_IN_SAL,
		"--blocks",
		BLOCKS,
	];
	world.must(AT, "buyer", &propose).await?;
	let sell = [
		"patient",
		"sell",
		record,
		"--proposal",
		wanted,
		"--bundle",
		&place,
		"--show",
		"birth-decade",
	];
	let sold = world.must(seller.hospital, &seller.name, &sell).await?;
	let order = text(&sold, "order")?.to_owned();
	// Asked again, as after a crash, it is the same sale.
	let again = world.must(seller.hospital, &seller.name, &sell).await?;
	ensure!(
		again["order"] == sold["order"] && again.get("block").is_none(),
		"a sale asked for again is another: {again}"
	);
	world.network.caught_up().await?;
	if trading.breaks(Step::Sale) {
		let file = world.file("exchange/sale.bundle");
		let mut bundle = fs::read(&file)?;
		*bundle.last_mut().context("an empty bundle")? ^= 1;
		fs::write(&file, bundle)?;
	}

	// Before the lock the seller's key stays where it is, and the buyer has nothing.
	let reveal = ["patient", "reveal", &order];
	let unpaid = world
		.must_refuse(
			seller.hospital,
			&seller.name,
			&reveal,
			"not locked in finalised state",
		)
		.await?;
	world
		.must_refuse(AT, "buyer", &["buyer", "open", &order], "not paid for")
		.await?;
	// Another buyer can neither check nor lock it, by its wallet or without.
	let others = ["buyer", "lock", &order, "--bundle", &place];
	world
		.must_refuse(AT, "rival", &others, "proposed to another buyer")
		.await?;
	let chain = trading.chain(AT).await?;
	let sale = chain
		.sale(hash(&order)?, At::Finalised)
		.await?
		.context("no sale")?;
	let lock = pallet_trade_escrow::Call::<Runtime>::lock {
		order: sale.order,
		q_prime: sale.q_prime,
		r: sale.r,
		bundle: sale.bundle,
		price: sale.price,
	};
	must_fail(
		chain.submit(&signer("//Researcher")?, lock.clone()).await,
		"NotBuyer",
	)?;

	let checked = world
		.must(
			AT,
			"buyer",
			&["buyer", "check", &order, "--bundle", &place, "--proposal", wanted],
		)
		.await?;
	let lines = checked["verified"].as_array().context("nothing verified")?.len();
	let locks = ["buyer", "lock", &order, "--bundle", &place, "--proposal", wanted];
	world.must(AT, "buyer", &locks).await?;
	ensure!(
		matches!(world.ask(AT, "buyer", &locks).await?, Answer::Done(_)),
		"a lock asked for again is refused"
	);
	must_fail(chain.submit(&signer("//Buyer")?, lock).await, "AlreadyLocked")?;
	world.network.caught_up().await?;
	let paid = world
		.must(
			seller.hospital,
			&seller.name,
			&["patient", "reveal", &order, "--wait"],
		)
		.await?;
	ensure!(number(&paid, "paidAt")? > 0, "not paid: {paid}");
	world.network.caught_up().await?;

	// The bundle comes from where the lock kept it: the seller may take its own away.
	fs::remove_file(world.file("exchange/sale.bundle"))?;
	let out = world.file("bought");
	let opened = world
		.must(AT, "buyer", &["buyer", "open", &order, "--out", path(&out)?])
		.await?;
	let fields = salus_wallet::fhir::split(&seller.bundle)?;
	let bought = opened["fields"].as_array().context("no fields")?;
	let expected = fields
		.iter()
		.filter(|field| field.label.starts_with(LABEL))
		.count();
	ensure!(
		bought.len() == expected && expected > 0,
		"{} fields were sold, {expected} opened",
		bought.len()
	);
	for field in bought {
		let index = usize::try_from(number(field, "field")?)?;
		let content = fs::read(text(field, "file")?)?;
		ensure!(
			fields.get(index).is_some_and(|own| own.bytes == content),
			"field {index} is not what was sealed"
		);
	}
	world.must(AT, "buyer", &["buyer", "rate", &order, "5"]).await?;
	trading.spent += PRICE;
	proved(
		Step::Sale,
		format!(
			"{expected} fields sold from an account of their own: {lines} lines of checks before the lock, byte for byte \
			 after it; without a lock: {unpaid}"
		),
	);
	Ok(())
}

/// A call that the chain must have refused for this reason.
pub(super) fn must_fail<T>(outcome: Result<T, ChainError>, reason: &str) -> Result<()> {
	match outcome {
		Ok(_) => anyhow::bail!("the chain took what it must refuse with {reason}"),
		Err(ChainError::Failed { error, .. }) if error == reason => Ok(()),
		Err(other) => anyhow::bail!("the chain refuses, but not with {reason}: {other}"),
	}
}
