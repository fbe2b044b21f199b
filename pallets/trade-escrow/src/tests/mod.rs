//! One file a verb.

mod claim_bonded_slot;
mod claim_slot;
mod clear;
mod close_offer;
mod fulfil_slot;
mod lapse_slot;
mod lock;
mod model;
mod origins;
mod pages;
mod post_offer;
mod propose_sale;
mod random_walk;
mod rate;
mod refund;
mod reveal;
mod try_state;
pub(crate) mod world;
