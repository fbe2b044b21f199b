//! A hospital's services over a chain in memory, with real signatures and real cryptography.

mod authority;
mod factors;
mod gate;
mod handover;
mod metrics;
mod records;
mod sealed;
mod world;
