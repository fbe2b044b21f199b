# Shared by the scripts of this folder: `. scripts/lib.sh`, with `root` set to the clone.
# POSIX sh; every command is found through PATH, so that the tests can put stand-ins before the real ones.

say() { printf '%s\n' "$*"; }
die() {
	printf 'error: %s\n' "$1" >&2
	shift
	for line in "$@"; do printf '  %s\n' "$line" >&2; done
	exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# version_ge A B: is dotted version A at least B? (Numbers only; what follows a `+`, `-` or `~` does not count.)
version_ge() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		sub(/[-+~].*/, "", a); sub(/[-+~].*/, "", b)
		n = split(a, x, "."); m = split(b, y, ".")
		for (i = 1; i <= (n > m ? n : m); i++) {
			if (x[i] + 0 > y[i] + 0) exit 0
			if (x[i] + 0 < y[i] + 0) exit 1
		}
		exit 0
	}'
}

# What set-up leaves for later runs, of this clone and of others: outside the clone, so that a fresh one reuses it.
salus_cache=${SALUS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/salus}
# Written by setup.sh, read by env.sh.
salus_env_file=$salus_cache/env.sh
# The Wasm sysroot made from Debian's packages, where rustup may not bring one.
wasm_toolchain=$salus_cache/wasm-toolchain
wasm_target=wasm32v1-none

# The oldest compiler the workspace accepts.
min_rust=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' "$root/Cargo.toml")

# Rustup's usual place is not in the PATH of every shell.
case ":$PATH:" in
	*":$HOME/.cargo/bin:"*) ;;
	*) if [ -d "$HOME/.cargo/bin" ]; then PATH=$HOME/.cargo/bin:$PATH; fi ;;
esac
export PATH
