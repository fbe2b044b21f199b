//! The pallet's specification, a verb a file.

mod clear;
mod cover;
mod epoch;
mod genesis;
mod leaf;
mod read;
mod restore;
mod revoke;
mod try_state;
