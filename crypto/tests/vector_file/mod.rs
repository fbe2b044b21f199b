//! Files of test vectors: made with `SALUS_REGENERATE=1 cargo test -p salus-crypto vectors`, checked without.

use serde_json::Value;
use std::{env, fs, path::Path};

/// Compares `computed` with `vectors/<name>.json`, or writes it there when asked to.
pub fn check(name: &str, computed: &Value) {
	let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo test says where the crate is"))
		.join("vectors")
		.join(name)
		.with_extension("json");
	if env::var_os("SALUS_REGENERATE").is_some() {
		let text = serde_json::to_string_pretty(computed).expect("values of JSON print");
		fs::write(&path, text + "\n").expect("the folder of vectors can be written");
	}
	let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
	let stored: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
	assert!(
		stored == *computed,
		"vectors/{name}.json is not what the code computes"
	);
}
