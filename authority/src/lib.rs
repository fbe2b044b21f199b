#![doc = include_str!("../README.md")]

pub mod chain;
pub mod keystore;
pub mod partials;
mod password;
pub mod peers;
mod round;
pub mod shares;
mod sharing;
#[cfg(feature = "runtime")]
pub mod transaction;
pub mod worker;

pub use chain::{AuthorityChain, Call, ChainError, Head, SubmitError};
pub use keystore::{Imported, Keystore, KeystoreError, ShareId};
pub use password::{Password, PasswordError, DEVELOPMENT_PASSWORD};
pub use peers::{PartialsPage, PeerError, Peers};
pub use round::RoundError;
pub use shares::{ShareError, Shares};
pub use worker::{Ceremonies, CeremonyStatus, EpochStatus, Epochs, Holding, Reports, StepError};
