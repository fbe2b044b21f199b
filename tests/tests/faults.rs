//! Incidents that a network survives. Each scenario says what happens in `salus_tests::faults`; the others run with
//! `make test-network`.

use salus_tests::{faults::scenario, turns::turn};

pub(crate) async fn play(name: &str) {
	let _turn = turn().await.unwrap();
	sp_core::crypto::set_default_ss58_version(salus_runtime::constants::SS58_PREFIX.into());
	match scenario(name).unwrap().play().await {
		Ok(figures) => println!("{name}: {}", figures.text()),
		Err(error) => panic!("{error:#}"),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_four_is_killed_and_restarts_on_its_data() {
	play("restart").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_wallets_of_one_account_that_take_one_number_are_both_served() {
	play("one-account").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_joiner_executes_every_block_and_follows() {
	play("joiner").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fifth_hospital_applies_bonds_and_authors() {
	play("fifth").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_hospital_is_disabled_and_leaves() {
	play("suspension").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_votes_twice_is_reported_and_slashed() {
	play("equivocation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_metric_of_the_dashboard_is_one_of_a_running_node() {
	play("metrics").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_and_its_keystore_are_restored_elsewhere() {
	play("backup").await;
}
