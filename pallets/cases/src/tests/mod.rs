//! One file a verb.

mod acknowledge_report;
mod assign;
mod attach_fee;
mod claim_case;
mod clear_case;
mod contest_assignment;
mod decide_contest;
mod decide_dispute;
mod delegate_case;
mod dispute_report;
mod lapse_case;
mod name_arbiter;
mod origins;
mod pages;
mod random_walk;
mod rate_case;
mod submit_report;
mod try_state;
pub(crate) mod world;
