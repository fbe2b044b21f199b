//! Public parameters of the key authority, as the chain gives them, checked.

use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
};
use salus_crypto::{authority::Parameters, Bls};

/// Reads and validates the parameters.
pub async fn load(chain: &Chain, at: At) -> Result<Parameters<Bls>> {
	let found = chain.parameters(at).await?.ok_or_else(|| {
		WalletError::NotAllowed(
			"the keys of the authority are not made yet: wait with 'salus authority status --wait'".into(),
		)
	})?;
	found
		.public()
		.validate::<Bls>()
		.map_err(|e| WalletError::Untrue(format!("the chain's key authority is unsound: {e}")))
}
