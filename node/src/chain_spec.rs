//! The networks that this binary knows. Others come as files, see [`consortium`](crate::consortium).

use salus_runtime::{
	constants::{
		money::{TOKEN_DECIMALS, TOKEN_SYMBOL},
		SS58_PREFIX,
	},
	WASM_BINARY,
};
use sc_chain_spec::{ChainType, Properties};
use serde_json::json;

/// The specification of a chain.
pub type ChainSpec = sc_service::GenericChainSpec<
	sc_service::NoExtension,
	sp_crypto_ec_utils::bls12_381::host_calls::HostFunctions,
>;

/// One node on one machine.
pub fn dev() -> Result<ChainSpec, String> {
	preset(
		"Salus development",
		"dev",
		ChainType::Development,
		sp_genesis_builder::DEV_RUNTIME_PRESET,
	)
}

/// Four hospitals on one machine.
pub fn local() -> Result<ChainSpec, String> {
	preset(
		"Salus local",
		"local",
		ChainType::Local,
		sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
	)
}

fn preset(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or(
		"this binary was built without a runtime (`SKIP_WASM_BUILD`): give a chain specification as a file",
	)?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(&format!("salus-{id}"))
		.with_chain_type(chain_type)
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// What wallets show amounts and addresses with.
pub fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), json!(TOKEN_SYMBOL));
	properties.insert("tokenDecimals".into(), json!(TOKEN_DECIMALS));
	properties.insert("ss58Format".into(), json!(SS58_PREFIX));
	properties
}
