//! One file a verb.

mod clear;
mod grant_attributes;
mod history;
mod post_partials_digest;
mod publish_update_keys;
mod queries;
mod report_bad_update_key;
mod report_missing_partials;
mod reserve_leaf;
mod set_path;
mod sharing;
mod try_state;
mod withdraw_attributes;
