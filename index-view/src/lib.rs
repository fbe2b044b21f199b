#![doc = include_str!("../README.md")]

mod bits;
mod cache;
mod error;
mod generation;
mod hits;
mod rows;
mod scan;
mod store;
mod types;
mod view;

pub use error::{Fault, ViewError};
pub use hits::{Hits, Matched, Position};
pub use scan::Snapshot;
pub use types::{Batch, Change, Entry, Head, Progress};
pub use view::{Opened, Options, View};
