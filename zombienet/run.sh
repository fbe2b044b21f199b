#!/bin/sh
# run.sh [FILE.zndsl…]: runs these scenarios, or all; `run.sh spawn four|seven` leaves a network running until Ctrl-C.
# Wants SALUS_NODE (the node's program) and SALUS_BIN_DIR (the folder of `salus-faults`): `scripts/env.sh zombienet/run.sh`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
die() {
	printf 'error: %s\n' "$1" >&2
	exit 1
}
: "${SALUS_NODE:?is not set: run this through scripts/env.sh}" "${SALUS_BIN_DIR:?is not set: run this through scripts/env.sh}"
command -v npm >/dev/null || die "npm is not installed: apt-get install nodejs npm (Node.js 18 or newer)"
[ -x "$SALUS_NODE" ] || die "$SALUS_NODE is not built: make build"

if [ ! node_modules/.installed -nt package-lock.json ]; then
	npm ci --no-audit --no-fund --ignore-scripts
	touch node_modules/.installed
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
SALUS_SPEC_FOUR=$work/four.json
SALUS_SPEC_SEVEN=$work/seven.json
SALUS_RUNTIME_CACHE=${SALUS_RUNTIME_CACHE:-$work/runtime-cache}
export SALUS_NODE SALUS_SPEC_FOUR SALUS_SPEC_SEVEN SALUS_RUNTIME_CACHE
"$SALUS_BIN_DIR/salus-faults" spec 4 --out "$SALUS_SPEC_FOUR"
"$SALUS_BIN_DIR/salus-faults" spec 7 --out "$SALUS_SPEC_SEVEN"

if [ "${1:-}" = spawn ]; then
	[ -f "${2:-}.toml" ] || die "spawn four, or spawn seven"
	npx zombienet --provider native spawn "$2.toml"
	exit
fi
if [ $# -eq 0 ]; then set -- ./*.zndsl; fi
failed=
for scenario in "$@"; do
	started=$(date +%s)
	if npx zombienet --provider native --logType text test "$scenario" >"$work/log" 2>&1; then
		printf '| `%s` | %s s |\n' "$(basename "$scenario")" "$(($(date +%s) - started))"
	else
		cat "$work/log" >&2
		failed="$failed $(basename "$scenario")"
	fi
done
[ -z "$failed" ] || die "failed:$failed"
