#![doc = include_str!("../../docs/sales.md")]

mod bundle;
mod check;
mod draw;
mod error;
mod key;
mod make;
mod proof;
mod reveal;
mod terms;

use crate::{
	domain,
	hash::h_ristretto,
	record::{Hash, MAX_BLOB},
};
use curve25519_dalek::RistrettoPoint;

pub use bundle::{Bundle, SoldField};
pub use check::Checked;
pub use draw::Draw;
pub use error::{
	BundleError, CheckError, CommitmentError, DrawError, LockError, MakeError, RefusedReveal, RevealError,
	UnlockError,
};
pub use key::TradeSecret;
pub use make::{make, Outgoing};
pub use reveal::{opens, Unlocked};
pub use terms::{check_point, order_id, Commitments, LockTerms, OrderTerms, Proposal};

/// Most fields of one sale.
pub const MAX_SOLD: usize = 1 << 14;
/// Most bytes of a presentation.
pub const MAX_PRESENTATION: usize = 1 << 16;
/// Most bytes of a bundle.
pub const MAX_BUNDLE: usize = MAX_BLOB;

/// `B_i = H_group(order, position in the order)`.
fn base(order: &Hash, position: usize) -> RistrettoPoint {
	// A position is below MAX_SOLD.
	let position = u32::try_from(position).unwrap_or(u32::MAX);
	h_ristretto(domain::H_SALE_BASE, &[order, &position.to_le_bytes()])
}
