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
	let counted = world.must("mayo", RESEARCHER, &ask(&ASKED)).await?;
	let answers = answers(&counted)?;
	ensure!(answers.len() == ASKED.len(), "not all answered: {counted}");
	for answer in answers {
		let floor = number(answer, "floor")?;
		let told = answer.get("count").and_then(Value::as_u64);
		ensure!(
			told.is_none_or(|count| u128::from(count) >= floor),
			"a count below the floor is told: {answer}"
		);
	}
	// Asked again the noise is the same, and nothing is spent: nobody averages it away.
	let again = world.must("mayo", RESEARCHER, &ask(&ASKED)).await?;
	for (one, other) in answers.iter().zip(self::answers(&again)?) {
		ensure!(
			one["count"] == other["count"]
				&& one["spending"] == other["spending"]
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
			"two hospitals told a researcher counts with noise, or that they are too small; asked again, the same. A third is \
			 too much: {message}"
		),
	);
	Ok(())
}

fn answers(counted: &Value) -> Result<&Vec<Value>> {
	counted
		.get("answers")
		.and_then(Value::as_array)
		.with_context(|| format!("no answers: {counted}"))
}
