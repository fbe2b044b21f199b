#!/bin/sh
# weights.sh [PALLET…]: measures the calls and hooks of this project's pallets and writes their weights.rs. Run it
# through `make weights`, on a machine that does nothing else. STEPS and REPEAT as for `salus-node benchmark pallet`.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
cd "$root"

if [ $# = 0 ]; then
	set --
	for folder in pallets/*/; do set -- "$@" "$(basename "$folder")"; done
fi

# A test runtime of the SDK that only `benchmark storage` uses; it is not in the workspace's metadata, so cannot be built.
export SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1

say "building the node with its benchmarks"
cargo build --release --workspace --bins --features runtime-benchmarks ${CI:+--locked}
node=$CARGO_TARGET_DIR/release/salus-node

for pallet in "$@"; do
	[ -d "pallets/$pallet" ] || die "no pallet '$pallet'" "there are: $(cd pallets && printf '%s ' *)"
	say "measuring $pallet"
	fresh=$(mktemp -d)
	trap 'rm -rf "$fresh"' EXIT
	"$node" benchmark pallet --chain dev --pallet "pallet_$(printf '%s' "$pallet" | tr - _)" --extrinsic '*' \
		--steps "${STEPS:-20}" --repeat "${REPEAT:-10}" --wasm-execution compiled \
		--template scripts/weights.hbs --output "$fresh/weights.rs"
	mv "$fresh/weights.rs" "pallets/$pallet/src/weights.rs"
	rm -rf "$fresh"
done
