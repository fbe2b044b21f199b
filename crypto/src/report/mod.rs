#![doc = include_str!("../../docs/reports.md")]

mod disclosure;
mod error;
mod patient;
mod receipt;
mod seal;
mod statement;

use crate::{
	domain,
	hash::digest,
	record::Hash,
	symmetric::MessageKey,
	wrap::{self, WrapSecret},
};

pub use disclosure::{Disclosed, Disclosure, Finding};
pub use error::{DisclosureError, NotTheCiphertext, OpenError, ReceiptError, SealError, StatementError};
pub use patient::ReportSecret;
pub use receipt::{Receipt, ReceiptSecret};
pub use seal::{seal, Outgoing, Recipient};
pub use statement::{Info, Statement};

/// Most bytes of a report's ciphertext.
pub const MAX_REPORT: usize = 1 << 20;
/// Most bytes of what a report says.
pub const MAX_CONTENT: usize = MAX_REPORT - MessageKey::OVERHEAD;
/// Bytes of a disclosure: S, and the proof that it is the one of E.
pub const DISCLOSURE: usize = 96;
/// Bytes of a disclosure wrapped to its arbiter.
pub const WRAPPED_DISCLOSURE: usize = DISCLOSURE + wrap::OVERHEAD;

/// The digest of a ciphertext that a statement names.
pub fn ciphertext_digest(ciphertext: &[u8]) -> Hash {
	digest(domain::REPORT_DIGEST, &[ciphertext])
}

/// The digest of a wrapped disclosure: what the chain keeps of it.
pub fn disclosure_digest(wrapped: &[u8]) -> Hash {
	digest(domain::REPORT_DISPUTE, &[wrapped])
}

/// What a disclosure is wrapped with: the arbiter's account, and all that the report states.
fn arbiter_context(statement: &Statement, arbiter: &Hash) -> Hash {
	digest(domain::REPORT_ARBITER, &[arbiter, &statement.to_bytes()])
}

/// Opens a wrapped disclosure with the arbiter's wrap secret. Its proof is yet to be checked.
fn unwrap(
	secret: &WrapSecret,
	statement: &Statement,
	arbiter: &Hash,
	wrapped: &[u8],
) -> Result<Disclosure, DisclosureError> {
	let plain = wrap::unwrap(secret, &arbiter_context(statement, arbiter), wrapped)
		.map_err(|_| DisclosureError::Closed)?;
	Disclosure::from_bytes(&plain)
}
