//! A consortium on one machine, made of the real binaries.
//!
//! [`network`] starts, kills and restarts validator nodes of four hospitals; [`dealing`] makes the chain
//! specification with a fresh key authority of which every node's folder gets its own share alone, and [`shares`]
//! looks whether it stayed so, as [`logs`] looks what nodes wrote; [`genesis`] makes other hospitals its validators;
//! [`manner`] says how one node is run; [`wallet`] runs the wallet's program; [`turns`] says how many networks may run at
//! once. [`story`] is the demonstration, [`trade`] the one of fair trade and [`search`] that of search; [`faults`] kills, cuts
//! and deceives networks, and says what must hold all the same; [`throughput`] measures how much they carry out.

pub mod dealing;
pub mod faults;
pub mod genesis;
pub mod logs;
pub mod manner;
pub mod memory;
pub mod network;
pub mod processes;
pub mod programs;
pub mod search;
pub mod shares;
pub mod story;
pub mod throughput;
pub mod trade;
pub mod turns;
pub mod wallet;
