#!/bin/sh
# lint.sh: formatting, clippy, the no-panic lints, documentation, dependencies. Run it through `make lint`, which sets
# up the tools, or `scripts/env.sh scripts/lint.sh`. Stops at the first finding.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
cd "$root"

step() { printf '\n== %s\n' "$1"; }
locked=${CI:+--locked}
profile=${PROFILE:-dev}

step "formatting"
cargo fmt --all --check
if [ -f bench/Cargo.toml ]; then cargo fmt --manifest-path bench/Cargo.toml --check; fi
if [ -f bench-chain/Cargo.toml ]; then
	cargo fmt --manifest-path bench-chain/Cargo.toml --all --check
	bench-chain/run.sh --check
fi

step "clippy"
# shellcheck disable=SC2086 # empty or one word
cargo clippy --workspace --all-targets --profile "$profile" $locked -- -D warnings

step "no panics in Wasm code"
scripts/wasm-lints.sh

step "documentation"
# shellcheck disable=SC2086
RUSTDOCFLAGS='-D warnings' cargo doc --quiet --workspace --no-deps --profile "$profile" $locked

step "dependencies: licences, duplicates, sources"
cargo deny --log-level error check --hide-inclusion-graph bans licenses sources

step "dependencies: advisories"
if timeout 120 cargo deny --log-level off fetch db >/dev/null 2>&1; then
	cargo deny --log-level error check --disable-fetch --hide-inclusion-graph advisories
else
	say "skipped: the database of advisories cannot be reached from here"
fi
