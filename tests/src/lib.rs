//! A consortium on one machine, made of the real binaries.
//!
//! [`network`] starts, kills and restarts validator nodes of four hospitals; [`spec`] makes the chain specification;
//! [`shares`] looks whether each node has its own shares of the authority's keys alone, as [`logs`] looks what nodes wrote;
//! [`genesis`] makes other hospitals its validators; [`manner`] says how one node is run; [`wallet`] runs the wallet's
//! program; [`turns`] says how many networks may run at once. [`story`] is the demonstration, [`trade`] the one of fair
//! trade and [`search`] that of search; [`faults`] kills, cuts and deceives networks, and says what must hold all the same,
//! and [`ceremonies`] does so to those who hold the authority's keys; [`throughput`] measures how much they carry out.

pub mod ceremonies;
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
pub mod spec;
pub mod story;
pub mod throughput;
pub mod trade;
pub mod turns;
pub mod wallet;
