//! The wallet of Salus: library and command line for every role.
//!
//! - [`fhir`]: records as files, cut into fields
//! - [`chain`]: one node's view of the chain, calls and their results

pub mod chain;
pub mod fhir;
