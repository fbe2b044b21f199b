//! A researcher counts patients, with noise and on a budget.

use super::{people::RESEARCHER, proved, Searching, Step};
use crate::trade::{number, text};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;

/// Half of the budget of a month: two answers, and no third.
const EPSILON: &str = "0.5";
/// Less, with which there is a third.
const LESS: &str = "0.2";
/// The hospitals asked.
const ASKED: [&str; 2] = ["st-mary", "charite"];

/// Patients let themselves be counted; two hospitals answer, each once; the budget is spent, for any other hospital too.
pub(super) async fn tell(searching: &mut Searching) -> Result<()> {
	try_join_all(
		searching
			.cast
			.patients
			.iter()
			.map(|person| searching.as_patient(person, &["patient", "research", "join"])),
	)
	.await?;
	let world = searching.world();
	world.network.caught_up().await?;
	let first = searching.patient(0)?;
	let keyword = first.keywords.last().context("no keyword")?;
	let epsilon = if searching.breaks(Step::Count) {
		LESS
	} else {
		EPSILON
	};
	let ask = |hospitals: &[&'static str]| {
		let mut arguments = vec!["researcher", "count", keyword.as_str(), "--epsilon", epsilon];
		arguments.push("--hospital");
		arguments.extend_from_slice(hospitals);
		arguments
	};
	let [first_asked, then_asked] = ASKED;
	let low = world.must("mayo", RESEARCHER, &ask(&[first_asked])).await?;
	let low = answer(&low)?;
	let floor = number(low, "floor")?;
	let told = low.get("count").and_then(Value::as_u64);
	ensure!(
		floor > 0 && told.is_none_or(|count| u128::from(count) >= floor),
		"a count below the floor is told: {low}"
	);
	// Four patients are below every sensible floor: without one the noise shows.
	world.council(&["set-research", "--floor", "0"]).await?;
	world.network.caught_up().await?;
	let noisy = world.must("mayo", RESEARCHER, &ask(&[then_asked])).await?;
	let noisy = answer(&noisy)?;
	ensure!(
		noisy.get("count").and_then(Value::as_u64).is_some(),
		"without a floor nothing is told: {noisy}"
	);
	// Asked again the noise is the same, and nothing is spent: nobody averages it away.
	let again = world.must("mayo", RESEARCHER, &ask(&ASKED)).await?;
	let again = answers(&again)?;
	ensure!(again.len() == ASKED.len(), "not all answered: {again:?}");
	for (one, other) in [low, noisy].into_iter().zip(again) {
		ensure!(
			one["count"] == other["count"]
				&& one["spending"] == other["spending"]
				&& one["height"] == other["height"]
				&& other["paidBefore"] == true,
			"the same question was answered or paid for twice: {one}, {other}"
		);
	}
	let message = world
		.must_refuse("mayo", RESEARCHER, &ask(&["karolinska"]), "left of the budget")
		.await?;
	let budget = world.must("mayo", RESEARCHER, &["researcher", "budget"]).await?;
	ensure!(text(&budget, "left")? == "0", "something is left: {budget}");
	proved(
		Step::Count,
		format!(
			"a hospital told a researcher of {} patients, noise included, another, once the council had set no floor, of {}; asked \
			 again, the same. A third answer is too much: {message}",
			told.map_or(format!("fewer than {floor}"), |count| count.to_string()),
			noisy["count"]
		),
	);
	Ok(())
}

/// The one answer.
fn answer(counted: &Value) -> Result<&Value> {
	match &answers(counted)?[..] {
		[answer] => Ok(answer),
		_ => anyhow::bail!("not one answer: {counted}"),
	}
}

fn answers(counted: &Value) -> Result<&Vec<Value>> {
	counted
		.get("answers")
		.and_then(Value::as_array)
		.with_context(|| format!("no answers: {counted}"))
}
