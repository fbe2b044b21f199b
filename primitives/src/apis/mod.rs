//! The runtime APIs: what nodes, wallets and researchers read. Each is versioned; a page is at most
//! [`crate::page::MAX_PAGE`] items.

mod cases;
mod ceremony;
mod ehr_index;
mod hospital_registry;
mod index;
mod key_authority;
mod research;
mod revocation;
mod trade_escrow;
mod validators;

pub use cases::*;
pub use ceremony::*;
pub use ehr_index::*;
pub use hospital_registry::*;
pub use index::*;
pub use key_authority::*;
pub use research::*;
pub use revocation::*;
pub use trade_escrow::*;
pub use validators::*;
