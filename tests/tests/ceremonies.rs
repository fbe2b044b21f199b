//! The authority's keys, made and handed on by hospitals some of which fail. Each scenario says what happens in
//! `salus_tests::ceremonies`.

use crate::faults::play;

#[tokio::test(flavor = "multi_thread")]
async fn seven_make_the_keys_though_two_never_come_and_one_lies() {
	play("ceremony").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_in_the_middle_of_a_ceremony_is_left_out_and_taken_in_later() {
	play("ceremony-suspension").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_opens_while_the_authority_grows_from_four_to_seven_and_shrinks_to_four() {
	play("resharing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shares_of_three_that_are_needed_open_nothing() {
	play("collusion").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_disks_as_make_a_key_are_lost_one_by_one_and_the_key_stays() {
	play("disks").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_restored_from_an_old_backup_does_not_answer_with_the_old_share() {
	play("old-backup").await;
}
