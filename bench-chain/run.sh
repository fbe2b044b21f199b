#!/bin/sh
# run.sh [ARGUMENT…]: builds the node of the bare chain and measures Salus beside it. The arguments are those of
# salus-bench-chain (`run.sh --help`), which must be built; run it through `make bench-chain`, which does that, or as
# `PROFILE=release scripts/env.sh bench-chain/run.sh …`.
# run.sh --check: whether both chains are of the same release, by their lock files.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"

# Names, versions and checksums of what comes from a registry.
packages() {
	awk -F '"' '/^name = /{ name = $2 } /^version = /{ version = $2 } /^checksum = /{ print name "@" version, $2 }' "$1" | sort
}

check() {
	folder=$(mktemp -d)
	packages "$root/Cargo.lock" >"$folder/salus"
	packages "$root/bench-chain/Cargo.lock" >"$folder/bare"
	others=$(comm -13 "$folder/salus" "$folder/bare" | cut -d ' ' -f 1)
	rm -rf "$folder"
	if [ -n "$others" ]; then
		# shellcheck disable=SC2086 # a line each
		die "the bare chain is built from other packages than Salus" $others \
			"copy Cargo.lock to bench-chain/, and let cargo cut it down: (cd bench-chain && cargo metadata >/dev/null)"
	fi
}

check
if [ "${1:-}" = --check ]; then exit 0; fi
if [ -z "${SALUS_BIN_DIR:-}" ]; then die "run it through scripts/env.sh"; fi

bare=$CARGO_TARGET_DIR/bench-chain
mkdir -p "$bare"
# The project's profiles, so that both chains are optimised alike.
sed -n '/^\[profile/,$p' "$root/Cargo.toml" >"$bare/profiles.toml"
say "building the bare chain (${PROFILE:-dev})"
CARGO_TARGET_DIR=$bare WASM_BUILD_WORKSPACE_HINT=$root/bench-chain cargo build --config "$bare/profiles.toml" \
	--manifest-path "$root/bench-chain/Cargo.toml" --bin salus-bare-node --profile "${PROFILE:-dev}" ${CI:+--locked}

exec "$SALUS_BIN_DIR/salus-bench-chain" --bare-node "$bare/${SALUS_BIN_DIR##*/}/salus-bare-node" "$@"
