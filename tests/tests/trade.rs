//! Fair trade is a test: values and fields are sold, everybody cheats, wallets are killed, and money adds up to the unit.

use salus_tests::{
	trade::{Codes, Step, Trading},
	turns::turn,
};
use std::path::Path;

async fn start(folder: &Path, broken: Option<Step>) -> Trading {
	Trading::start(folder, None, &Codes::default(), broken)
		.await
		.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn values_and_fields_are_sold_cheats_get_nowhere_and_money_adds_up() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut trading = start(folder.path(), None).await;
	trading.tell_all().await.unwrap();
	trading.logs_tell_nothing().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_who_has_money_before_the_first_sale_is_noticed() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut trading = start(folder.path(), Some(Step::People)).await;
	let ended = trading.tell_all().await.unwrap_err();
	assert_eq!(ended.step, Step::People, "{ended}");
	let found = ended.cause.expect("the sabotage is noticed");
	assert!(format!("{found:#}").contains("ada has money"), "{found:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wallets_that_are_killed_at_any_moment_do_each_thing_once() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut trading = start(folder.path(), None).await;
	for step in [Step::People, Step::Seal] {
		trading.tell(step).await.unwrap();
	}
	trading.while_wallets_are_killed().await.unwrap();
}
