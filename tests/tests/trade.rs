//! Fair trade is a test: values and fields are sold, everybody cheats, and money adds up to the unit.

use salus_tests::trade::{Codes, Trading};

#[tokio::test(flavor = "multi_thread")]
async fn values_and_fields_are_sold_cheats_get_nowhere_and_money_adds_up() {
	let folder = tempfile::tempdir().unwrap();
	let mut trading = Trading::start(folder.path(), None, &Codes::default())
		.await
		.unwrap();
	trading.tell_all().await.unwrap();
}
