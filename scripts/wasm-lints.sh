#!/bin/sh
# wasm-lints.sh: denies what may panic in the code that is compiled to Wasm, with the list of wasm-lints.txt.
# The crates are compiled natively as they are for Wasm, without the feature `std`: clippy reads only the libraries of
# its own compiler, and the ones for Wasm may be another's. Tests are not compiled, so they may unwrap.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
cd "$root"

crates="salus-crypto salus-primitives pallet-ehr-index pallet-hospital-registry pallet-key-authority pallet-revocation salus-runtime"
profile=${PROFILE:-dev}
locked=${CI:+--locked}

for crate in $crates; do
	lints=$(awk -v crate="!$crate" '/^(#|$)/ { next } {
		for (i = 2; i <= NF; i++) if ($i == crate) next
		printf " -D %s", $1
	}' scripts/wasm-lints.txt)
	# One package a command, so that no other crate's features are added to it.
	# shellcheck disable=SC2086 # one word an argument
	cargo clippy --quiet -p "$crate" --lib --no-default-features --profile "$profile" $locked -- $lints
	say "$crate: clean"
done
