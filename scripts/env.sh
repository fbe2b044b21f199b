#!/bin/sh
# env.sh COMMAND…: runs a command in the environment that builds and tests need: the toolchains `make setup` chose, the
# target directory, and where the built programs are. Without a command it prints the environment, for
#     eval "$(scripts/env.sh)"
# Every variable that is set already stays as it is.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"

# Toolchain decisions: WASM_BUILD_TOOLCHAIN, RUSTUP_TOOLCHAIN, OPENSSL_NO_VENDOR, a PATH prefix.
if [ -f "$salus_env_file" ]; then . "$salus_env_file"; fi

# A target directory outside the clone: a fresh clone then compiles its own crates only.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$salus_cache/target}
# The runtime's build script looks upwards from its output for the workspace, which is elsewhere now.
WASM_BUILD_WORKSPACE_HINT=$root
case ${PROFILE:-dev} in
	dev) profile_dir=debug ;;
	*) profile_dir=$PROFILE ;;
esac
SALUS_BIN_DIR=$CARGO_TARGET_DIR/$profile_dir
SALUS_NODE=${SALUS_NODE:-$SALUS_BIN_DIR/salus-node}
SALUS=${SALUS:-$SALUS_BIN_DIR/salus}
export CARGO_TARGET_DIR WASM_BUILD_WORKSPACE_HINT SALUS_BIN_DIR SALUS_NODE SALUS

# Cargo tells the crates of two clones apart by the age of their files alone: what another clone built last would pass
# for this one's. All files of a clone are newer than that once they are touched.
if [ $# -gt 0 ] && [ -d "$CARGO_TARGET_DIR" ]; then
	stamp=$CARGO_TARGET_DIR/clone
	if [ "$(cat "$stamp" 2>/dev/null)" != "$root" ]; then
		find "$root" \( -name .git -o -name .demo -o -name target -o -name node_modules \) -prune -o -type f -exec touch -c {} +
		printf '%s\n' "$root" >"$stamp"
	fi
fi

if [ $# -gt 0 ]; then exec "$@"; fi
for name in PATH OPENSSL_NO_VENDOR RUSTUP_TOOLCHAIN WASM_BUILD_TOOLCHAIN CARGO_TARGET_DIR WASM_BUILD_WORKSPACE_HINT \
	SALUS_BIN_DIR SALUS_NODE SALUS; do
	eval "value=\${$name-}"
	if [ -n "$value" ]; then printf "export %s='%s'\n" "$name" "$value"; fi
done
