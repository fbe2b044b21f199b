#!/bin/sh
# wasm-lints.sh [PACKAGE]: denies what may panic in the code that is compiled to Wasm, with the list of wasm-lints.txt:
# the runtime and every crate of the workspace that it brings along. They are compiled for Wasm, as they run, so neither
# tests nor what only a node does is asked to comply.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
cd "$root"
package=${1:-salus-runtime}
lints=$(sed -n '/^[a-z]/s/^/-D /p' scripts/wasm-lints.txt)

# Clippy reads only the libraries of its own compiler, so it comes from the toolchain that compiles the runtime.
set -- cargo
toolchain=${WASM_BUILD_TOOLCHAIN:-$(rustc --print sysroot)}
if [ -f "$toolchain/stamp" ]; then
	# Made by wasm-sysroot.sh: Debian's clippy, told where these libraries are.
	PATH=$toolchain/bin:/usr/bin:$PATH
	export PATH SYSROOT="$toolchain"
elif [ -n "${WASM_BUILD_TOOLCHAIN:-}" ]; then
	set -- rustup run "$WASM_BUILD_TOOLCHAIN" cargo
fi

# A directory of its own, as the compiler may be another than the one for native code.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}/wasm-lints"
export CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS='--cfg substrate_runtime'
# shellcheck disable=SC2086 # one word an argument
"$@" clippy --quiet -p "$package" --lib --target "$wasm_target" --no-default-features ${CI:+--locked} -- $lints

# In generated code clippy cannot tell who wrote these, so the sources are searched.
found=$(grep -rnE ' as [ui](8|16|32|64|128|size)\b|\.expect\(|unreachable!' --include='*.rs' \
	crypto/src primitives/src pallets/*/src runtime/src |
	grep -vE '/(tests|mock|benchmarking|benchmarks|native)(/|\.rs)|:[0-9]+:[[:space:]]*//' || true)
if [ -n "$found" ]; then
	printf '%s\n' "$found"
	die "these may lose a value or panic" "use From, TryFrom, or a typed error"
fi
say "no findings"
