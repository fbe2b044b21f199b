//! The chain as the wallet sees it: state through runtime APIs, calls as signed extrinsics, results as typed events.

mod cases;
mod ceremonies;
mod client;
mod error;
mod queries;
mod research;
mod search;
mod signer;
mod submit;
mod trades;
mod watch;

pub use cases::{Case, CaseClaim};
pub use ceremonies::{CeremonyRound, Sharing};
pub use client::{At, Chain};
pub use error::ChainError;
pub use research::Spending;
pub use search::Emergency;
pub use signer::Signer;
pub use submit::Included;
pub(crate) use submit::{dispatch_error_of, is_in_pool};
pub use trades::{Account, Offer, Sale, Slot, Trade};
