//! Builds the runtime for Wasm, unless this is that very build.

fn main() {
	#[cfg(feature = "std")]
	substrate_wasm_builder::WasmBuilder::build_using_defaults();

	// Salus's own files among the sources.
	println!("cargo:rerun-if-changed=../../runtime/src/clock.rs");
	println!("cargo:rerun-if-changed=../../runtime/src/configs/limits.rs");
}
