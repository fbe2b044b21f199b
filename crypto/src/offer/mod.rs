#![doc = include_str!("../../docs/standing-offers.md")]

mod claim;
mod discrete_log;
mod error;
mod fulfil;
mod key;
mod terms;

pub use crate::credential::MAX_ISSUERS;
pub use claim::{
	present_claim, Claim, ClaimContext, ClaimStatement, ClaimTerms, ClaimedValue, IssuersOnChain, MAX_CLAIM,
};
pub use discrete_log::DiscreteLog;
pub use error::{DecryptError, FulfilError, TermsError};
pub use fulfil::{fulfil, verify_fulfilment, FulfilContext, Fulfilment};
pub use key::{verify_offer_key, OfferSecret};
pub use terms::{
	check_terms, nullifier, nullifier_base, prepare_issuers, Predicate, PreparedIssuers, LEAST_ISSUERS,
};
