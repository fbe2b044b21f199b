#![doc = include_str!("../../docs/credentials.md")]

pub(crate) mod bases;
pub(crate) mod error;
#[cfg(test)]
mod forgeries;
pub(crate) mod holder;
pub(crate) mod issuer;
pub(crate) mod nonces;
pub(crate) mod proof;
pub(crate) mod prove;
mod quarter;
mod sale;
pub(crate) mod schema;
pub(crate) mod signed;
pub(crate) mod verify;

pub use bases::StoredG1;
pub use error::{CredentialError, IssueError, PresentError, PresentationError, SchemaError, ValueError};
pub use holder::{CredentialSecret, IssuanceContext, IssuanceRequest};
pub use issuer::{issuer_list_digest, Claims, IssuerKey, IssuerSecret, MAX_ISSUERS};
pub use quarter::{is_accepted_quarter, quarter_of};
pub use sale::{present_for_sale, verify_for_sale, SaleContext, SaleDisclosure, MAX_SALE_PRESENTATION};
pub use schema::{Kind, Schema, SchemaRef, Value, MAX_ATTRIBUTES, MAX_NAME, MAX_SCHEMA, MAX_VALUE};
pub use signed::Credential;
