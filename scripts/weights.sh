#!/bin/sh
# weights.sh [--compare] [PALLET…]: measures the calls and hooks of this project's pallets and writes their weights.rs;
# or, to compare, leaves them as they are, prints how many times as much was measured, and fails above TOLERANCE (1.5).
# Run it through `make weights` or `make bench-weights`, on a machine that does nothing else. STEPS and REPEAT as for
# `salus-node benchmark pallet`.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
cd "$root"

compare=
case ${1:-} in
	--compare) compare=1; shift ;;
	-*) die "unknown argument: $1" ;;
esac
tolerance=${TOLERANCE:-1.5}
case $tolerance in
	*[!0-9.]* | . | "") die "TOLERANCE is no number: $tolerance" ;;
esac

if [ $# = 0 ]; then
	set --
	for folder in pallets/*/; do set -- "$@" "$(basename "$folder")"; done
fi
for pallet in "$@"; do
	[ -d "pallets/$pallet" ] || die "no pallet '$pallet'" "there are: $(cd pallets && printf '%s ' *)"
done

# A test runtime of the SDK that only `benchmark storage` uses; it is not in the workspace's metadata, so cannot be built.
export SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1

say "building the node with its benchmarks"
cargo build --release --package salus-node --features runtime-benchmarks ${CI:+--locked}
node=$CARGO_TARGET_DIR/release/salus-node

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
worse=
for pallet in "$@"; do
	say "measuring $pallet"
	"$node" benchmark pallet --chain dev --pallet "pallet_$(printf '%s' "$pallet" | tr - _)" --extrinsic '*' \
		--steps "${STEPS:-20}" --repeat "${REPEAT:-10}" --wasm-execution compiled \
		--template scripts/weights.hbs --output "$fresh/weights.rs"
	if [ -n "$compare" ]; then
		awk -v pallet="$pallet" -v tolerance="$tolerance" -f scripts/weights.awk \
			file=1 "$fresh/weights.rs" file=2 "pallets/$pallet/src/weights.rs" >"$fresh/$pallet.table" || worse="$worse $pallet"
	else
		mv "$fresh/weights.rs" "pallets/$pallet/src/weights.rs"
	fi
done

if [ -n "$compare" ]; then
	printf '\n%-18s %-24s %14s %14s %7s\n' pallet function 'committed (us)' 'measured (us)' ratio
	for pallet in "$@"; do cat "$fresh/$pallet.table"; done
	if [ -n "$worse" ]; then die "more than $tolerance times what is committed, or not comparable:$worse"; fi
	say "all within $tolerance times what is committed"
fi
