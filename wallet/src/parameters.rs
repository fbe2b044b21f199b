//! Public parameters of the key authority, as the chain gives them, checked.

use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
};
use salus_crypto::{
	authority::{AuthorityPublic, Parameters, PublicParameters},
	Bls,
};

/// Reads and validates the parameters.
pub async fn load(chain: &Chain, at: At) -> Result<Parameters<Bls>> {
	let found = chain
		.parameters(at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("this chain has no key authority yet".into()))?;
	PublicParameters {
		generation: found.generation,
		threshold: found.threshold,
		authorities: found
			.authorities
			.iter()
			.map(|authority| AuthorityPublic {
				a_j: authority.a_j,
				beta_j: authority.beta_j,
			})
			.collect(),
		a: found.a,
		beta: found.beta,
		e: found.e,
		ceremony: found.ceremony,
	}
	.validate::<Bls>()
	.map_err(|e| WalletError::Untrue(format!("the chain's key authority is unsound: {e}")))
}
