#![doc = include_str!("../../docs/ceremony.md")]

mod complaint;
mod deal;
mod error;
mod finish;
mod kind;
mod kinds;
mod proof;
mod receive;
mod run;
mod secret;

pub use complaint::{judge, Complaint, Fault, Verdict};
pub use deal::{deal_length, max_deal_length, sealed_range, verify_deal};
pub use error::{
	ComplaintError, DealError, DealingError, FinishError, ReceiveError, ReceivingKeyError, RunError,
};
pub use finish::{coefficient_sum, member_publics, public, public_of_deals, qualified};
pub use kind::{Kind, ShareHead, SharingHead};
pub use kinds::{AttributeKeys, Tokens};
pub use proof::verify_receiving_key;
pub use run::{
	threshold_for, Account, CeremonyKind, CheckedRun, Holder, Origin, ReceivingKeys, Resharing, Run,
};
pub use secret::{Dealing, RunSecret};
