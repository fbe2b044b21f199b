//! What runs the runtime: a compiler for Wasm, and what the node computes natively for it.

use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::Configuration;
use std::{
	fs, io,
	os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
	path::{Path, PathBuf},
};

/// Substrate's host functions, and the arithmetic of BLS12-381. A node without them cannot run the runtime.
pub type HostFunctions = (
	sp_io::SubstrateHostFunctions,
	sp_crypto_ec_utils::bls12_381::host_calls::HostFunctions,
);

/// Folder of compiled runtimes, if the operator names none.
pub fn default_cache(config: &Configuration) -> PathBuf {
	config.base_path.path().join("runtime-cache")
}

/// An executor that keeps compiled runtimes in `cache`, so that only the first start compiles.
pub fn executor(config: &Configuration, cache: &Path) -> io::Result<WasmExecutor<HostFunctions>> {
	// The compiler keeps nothing below a relative path.
	let cache = &std::path::absolute(cache)?;
	private_folder(cache)?;
	let config = &config.executor;
	let heap = config
		.default_heap_pages
		.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| HeapAllocStrategy::Static {
			extra_pages: u32::try_from(pages).unwrap_or(u32::MAX),
		});
	Ok(WasmExecutor::builder()
		.with_execution_method(config.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(config.max_runtime_instances)
		.with_runtime_cache_size(config.runtime_cache_size)
		.with_cache_path(cache)
		.build())
}

/// Makes a folder that its owner alone may enter: what lies in it is executed.
fn private_folder(path: &Path) -> io::Result<()> {
	fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
	// An existing folder keeps its mode, whatever was asked.
	let found = fs::metadata(path)?;
	if found.mode() & 0o077 != 0 {
		fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn others_cannot_enter_the_folder_of_compiled_runtimes() {
		let base = tempfile::tempdir().unwrap();
		let open = base.path().join("open");
		fs::create_dir(&open).unwrap();
		fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
		for path in [open, base.path().join("new/inner")] {
			private_folder(&path).unwrap();
			assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o700);
		}
	}
}
