//! The search on the project's own records, as a test; and that its checks notice what they are there for.

use salus_tests::{
	search::{Searching, Step},
	turns::turn,
};
use std::path::Path;

async fn start(folder: &Path, broken: Option<Step>) -> Searching {
	Searching::start(folder, None, broken).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn doctors_find_what_they_may_the_right_one_reports_and_cheats_are_caught() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut searching = start(folder.path(), None).await;
	searching.tell_all().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyword_that_lies_readable_in_a_nodes_folder_is_noticed() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut searching = start(folder.path(), Some(Step::Index)).await;
	let ended = searching.tell_all().await.unwrap_err();
	assert_eq!(ended.step, Step::Index, "{ended}");
	let found = ended.cause.expect("the sabotage is noticed");
	assert!(
		format!("{found:#}").contains("the folder of st-mary holds a keyword"),
		"{found:#}"
	);
}
