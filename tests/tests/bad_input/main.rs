//! Bad input against four real nodes, through the real wallet and raw JSON-RPC: every fault has its own cause, and
//! leaves nothing on chain or on disk.
//!
//! One network serves the whole file, so the tables run one after the other; what kills a node comes last.

mod ceremonies;
mod faults;
mod ground;
mod points;
mod records;
mod requests;
mod search;

use ground::Ground;
use salus_tests::{logs, turns::turn};
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_cause_and_leaves_nothing_behind() {
	let _turn = turn().await.unwrap();
	let mut ground = Ground::prepare().await;
	let mut since = Instant::now();
	let mut passed = |what: &str| {
		println!("{:>5.1} s  {what}", since.elapsed().as_secs_f32());
		since = Instant::now();
	};
	records::files_that_are_no_record(&ground).await;
	passed("files that are no record");
	records::policies_that_are_none(&ground).await;
	passed("policies that are none");
	records::attributes_of_a_foreign_namespace(&ground).await;
	passed("attributes of a foreign namespace");
	requests::envelopes(&ground).await;
	passed("signed requests");
	requests::bodies(&ground).await;
	passed("what is asked for");
	requests::queries(&ground).await;
	passed("queries");
	search::tokens(&ground).await;
	passed("keywords that are none");
	search::matches(&ground).await;
	passed("searches that are none");
	points::in_services(&ground).await;
	passed("points in requests");
	points::in_calls(&ground).await;
	passed("points in calls");
	ceremonies::in_calls(&ground).await;
	passed("calls of ceremonies");
	faults::files_of_the_wallet(&ground).await;
	passed("files of the wallet");
	faults::stores(&ground).await;
	passed("stores");
	faults::nodes_that_are_down(&mut ground).await;
	passed("nodes that are down");
	logs::tell_nothing(&ground.story).await.unwrap();
	passed("logs of what was refused");
}
