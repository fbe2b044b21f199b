//! What the node computes natively for the runtime.

/// Substrate's host functions, and the arithmetic of BLS12-381. A node without them cannot run the runtime.
pub type HostFunctions = (
	sp_io::SubstrateHostFunctions,
	sp_crypto_ec_utils::bls12_381::host_calls::HostFunctions,
);
