//! The pallet's specification, a verb a file.

mod api;
mod back;
mod backings;
mod bond;
mod conduct;
mod disable;
mod elect;
mod genesis;
mod liveness;
mod random_walk;
mod report;
mod reward;
mod slash;
mod suspend;
mod try_state;
mod validate;
