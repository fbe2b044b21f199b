//! A consortium on one machine, made of the real binaries.
//!
//! [`network`] starts, kills and restarts validator nodes of four hospitals; [`dealing`] makes the chain
//! specification with a fresh key authority of which every node's folder gets its own share alone, and [`shares`]
//! looks whether it stayed so. [`story`] is the demonstration, and [`trade`] the one of fair trade.

pub mod dealing;
pub mod memory;
pub mod network;
pub mod processes;
pub mod shares;
pub mod story;
pub mod trade;
