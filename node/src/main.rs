//! `salus-node`: a node of Salus.
//!
//! - [`cli`], [`command`]: the command line and what it starts
//! - [`chain_spec`]: the networks that this binary knows
//! - [`consortium`]: the network of a consortium, and what no such network may hold
//! - [`authority`]: the hospital's part in the key authority
//! - [`dev_hospital`]: a hospital of a development network in one flag
//! - [`hospital_services`]: what the node does for its hospital
//! - [`late_keys`]: what of the past a hospital's services need
//! - [`executor`]: what runs the runtime
//! - [`service`]: the running node
//! - [`metrics`]: what it tells Prometheus of the consortium
//! - [`rpc`]: its JSON-RPC

// The errors are Substrate's own, and large; they end the process.
#![allow(clippy::result_large_err)]

mod authority;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod chain_spec;
mod cli;
mod command;
mod consortium;
mod dev_hospital;
mod executor;
mod hospital_services;
mod late_keys;
mod metrics;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
