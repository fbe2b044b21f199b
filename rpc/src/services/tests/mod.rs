//! A hospital's services over a chain in memory, with real signatures and real cryptography.

mod attestations;
mod authority;
mod counts;
mod credentials;
mod factors;
mod gate;
mod handover;
mod metrics;
mod records;
mod reports;
mod sealed;
mod search;
mod tokens;
mod world;
