//! Find without reading: a hospital indexes its records by keyed tags, a doctor finds those of all hospitals that
//! authorised its own, and claims them.
//!
//! - [`tokens`]: keywords become tokens, which `t` of `n` authorities make blindly
//! - [`keys`]: a hospital's index keys, and whom they are wrapped to; [`index`]: keywords of records become tags
//! - [`interests`]: what a doctor searches for; [`find`]: the own hospital's match, and its proof
//! - [`evidence`]: that proof as a file, and what an auditor makes of it
//! - [`services`]: what the own node did for its doctors goes to the trail
//! - [`claim`]: a doctor claims a record; [`assign`]: its custodian counts the claims

pub mod assign;
pub mod claim;
pub mod evidence;
pub mod find;
pub mod index;
pub mod interests;
pub mod keys;
pub mod services;
pub mod tokens;

use crate::{
	chain::{At, Chain, Signer},
	error::{Result, WalletError},
};
use salus_primitives::hospital::{HospitalId, Role};

/// The hospital that whoever signs operates.
async fn operated(chain: &Chain, signer: &Signer, at: At) -> Result<HospitalId> {
	of_role(chain, signer, Role::Hospital, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("only the operator of a hospital does this".into()))
}

/// The hospital whose staff whoever signs belongs to.
async fn employed(chain: &Chain, signer: &Signer, at: At) -> Result<HospitalId> {
	of_role(chain, signer, Role::Staff, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("only staff of a hospital does this".into()))
}

async fn of_role(chain: &Chain, signer: &Signer, role: Role, at: At) -> Result<Option<HospitalId>> {
	let person = chain.person(&signer.account(), at).await?;
	Ok(person
		.filter(|person| person.role == role)
		.and_then(|person| person.hospital))
}
