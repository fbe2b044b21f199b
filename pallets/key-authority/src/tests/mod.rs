//! One file a verb.

mod clear;
mod genesis;
mod grant_attributes;
mod history;
mod post_partials_digest;
mod publish_update_keys;
mod queries;
mod report_bad_update_key;
mod reserve_leaf;
mod set_path;
mod try_state;
mod withdraw_attributes;
