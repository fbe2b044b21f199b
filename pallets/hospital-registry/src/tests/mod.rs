//! The pallet's specification, a verb a file.

mod accredit;
mod apply;
mod dismiss;
mod endpoint;
mod enrol;
mod genesis;
mod keys;
mod officials;
mod patient;
mod read;
mod rotate;
mod suspend;
mod try_state;
mod withdraw;
