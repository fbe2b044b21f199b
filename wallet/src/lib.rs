//! The wallet of Salus: library and command line for every role.
//!
//! - [`fhir`]: records as files, cut into fields
//! - [`keystore`]: encrypted keys; [`attributes`]: what people hold
//! - [`chain`]: one node's view of the chain, calls and their results; [`services`]: signed requests to hospitals, sent again
//!   with [`patience`]
//! - [`seal`] and [`open`]: records to ciphertext and back
//! - [`credentials`]: what hospitals attest to a patient, asked for, checked and kept
//! - [`trade`]: fields and values sold and bought; [`amount`]: money as people write it
//! - [`search`]: records found by keywords that nobody reads, and claimed
//! - [`reports`]: what doctors report to patients, and disputes about it
//! - [`research`]: counts with noise, asked of hospitals and paid from a budget
//! - [`custody`]: a record moves to another hospital, with the custodian's parts
//! - [`attribute_key`], [`parameters`]: what `t` of `n` authorities make together; [`authority`]: that their keys follow from
//!   a ceremony
//! - [`council`]: motions of the health department
//! - [`cli`]: the command line, a file a role; [`records`], [`trail`]: lists; [`files`], [`progress`], [`amount`]: its tools

pub mod amount;
pub mod attribute_key;
pub mod attributes;
pub mod authority;
pub mod chain;
pub mod cli;
pub mod council;
pub mod credentials;
pub mod custody;
pub mod error;
pub mod fhir;
pub mod files;
pub mod keystore;
pub mod open;
pub mod parameters;
pub mod patience;
pub mod progress;
pub mod quorum;
pub mod records;
pub mod reports;
pub mod research;
pub mod seal;
pub mod search;
pub mod services;
pub mod trade;
pub mod trail;
