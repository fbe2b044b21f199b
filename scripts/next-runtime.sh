#!/bin/sh
# next-runtime.sh OUTPUT: compiles this runtime under the next version, so that an upgrade can be rehearsed on a network
# that runs this one. Run it as `scripts/env.sh scripts/next-runtime.sh next.wasm`; minutes the first time, then seconds.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
if [ $# -ne 1 ]; then die "usage: scripts/env.sh scripts/next-runtime.sh OUTPUT"; fi
if [ -z "${CARGO_TARGET_DIR:-}" ]; then die "run it through scripts/env.sh"; fi

# A project of its own: what the node's build made of this runtime stays as it is.
project=$CARGO_TARGET_DIR/next-runtime
mkdir -p "$project/src"
cat >"$project/Cargo.toml" <<TOML
[package]
name = "salus-runtime-next"
version = "1.0.0"
edition = "2021"

[lib]
name = "salus_runtime"
crate-type = ["cdylib"]

[dependencies]
salus-runtime = { path = "$root/runtime", default-features = false, features = ["upgrade-rehearsal"] }

[profile.release]
panic = "abort"
lto = "thin"

[workspace]
resolver = "2"
TOML
printf '#![no_std]\n#![allow(unused_imports)]\npub use salus_runtime::*;\n' >"$project/src/lib.rs"
cp "$root/Cargo.lock" "$project/Cargo.lock"

set -- "$1" cargo
if [ -n "${WASM_BUILD_TOOLCHAIN:-}" ]; then set -- "$1" rustup run "$WASM_BUILD_TOOLCHAIN" cargo; fi
output=$1
shift
# As substrate-wasm-builder calls the compiler.
CARGO_TARGET_DIR=$project/target \
	RUSTFLAGS='-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime' \
	SKIP_WASM_BUILD=1 \
	"$@" build --release --target "$wasm_target" --manifest-path "$project/Cargo.toml"
cp "$project/target/$wasm_target/release/salus_runtime.wasm" "$output"
say "$output"
