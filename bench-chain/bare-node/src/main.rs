//! `salus-bare-node`: a node of the bare chain.
//!
//! [`service`] and [`executor`] are the very files of `salus-node`. What they ask for beside the parts of a Substrate node
//! is empty here: [`hospital_services`], [`metrics`], and most of [`rpc`].

// The errors are Substrate's own, and large; they end the process.
#![allow(clippy::result_large_err)]

mod command;
#[path = "../../../node/src/executor.rs"]
mod executor;
mod hospital_services;
mod metrics;
mod rpc;
// Commands on a database, which this node lacks, need more of it.
#[allow(dead_code)]
#[path = "../../../node/src/service.rs"]
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
