//! The demonstration is a test: every step holds, a sabotaged one is noticed, and secrets stay where they belong.

use salus_tests::{
	logs::tell_nothing,
	network::HOSPITALS,
	shares::{folders_hold_no_share, processes_hold_their_own},
	story::{Step, Story, STEPS},
	turns::turn,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_story_holds_no_process_holds_two_shares_no_folder_one_and_no_log_tells_of_anybody() {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut story = Story::start(folder.path(), None, None).await.unwrap();
	for step in STEPS {
		story.tell(step).await.unwrap();
		// By then every authority has made partials of attribute keys and of update keys.
		if step == Step::Epoch {
			let searched = processes_hold_their_own(story.network()).await.unwrap();
			assert!(
				searched > HOSPITALS.len() as u64 * (32 << 20),
				"only {searched} bytes"
			);
		}
	}
	folders_hold_no_share(story.network()).await.unwrap();
	processes_hold_their_own(story.network()).await.unwrap();
	tell_nothing(&story).await.unwrap();
}

async fn ends_where_it_is_sabotaged(step: Step, cause: &str) {
	let _turn = turn().await.unwrap();
	let folder = tempfile::tempdir().unwrap();
	let mut story = Story::start(folder.path(), None, Some(step)).await.unwrap();
	let ended = story.tell_all().await.unwrap_err();
	assert_eq!(ended.step, step, "{ended}");
	let found = ended.cause.expect("the sabotage is noticed");
	assert!(format!("{found:#}").contains(cause), "{found:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_votes_of_four_accredit_nobody() {
	ends_where_it_is_sabotaged(Step::Accredit, "Runtime: BadOrigin").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cardiologist_whom_the_council_did_not_make_one_is_missed_at_another_node() {
	ends_where_it_is_sabotaged(Step::People, "cardiologist: {").await;
}
