#!/bin/sh
# setup.sh [--plan] [--lint] [--network]: brings a fresh Debian or Ubuntu machine to where the project builds.
#   --lint   also what `make lint` needs: rustfmt, clippy, cargo-deny
#   --network  also what `make test-network` needs: clocks that are set wrongly, Node.js
#   --plan   prints what would be done and does nothing
# It looks at what is there and adds what is missing, so a second run takes less than a second. What it decides goes to
# env.sh in the project's cache directory, where scripts/env.sh reads it.
#
# The Rust compiler, first that fits:
#   present    cargo and a rustc that is new enough
#   rustup     rustup is here and may download: its stable toolchain
#   apt-rustup the distribution has a package rustup: that, and its stable toolchain
#   debian     Debian's packages rustc-web and cargo-web
# The Wasm target, first that fits:
#   given      WASM_BUILD_TOOLCHAIN is set by the user
#   present    the compiler's own libraries have wasm32v1-none
#   rustup     rustup may download: `rustup target add`
#   debian     Debian's packages and scripts/wasm-sysroot.sh
# RUSTUP_AUTO_INSTALL=0 is a machine's owner saying that rustup must not download; it holds for explicit commands too.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"

plan=false lint=false network=false
for argument; do
	case $argument in
		--plan) plan=true ;;
		--lint) lint=true ;;
		--network) network=true ;;
		*) die "unknown argument: $argument" "usage: scripts/setup.sh [--plan] [--lint] [--network]" ;;
	esac
done

# --- system packages -------------------------------------------------------------------------------------------------

# Of the packages named, those that are not installed.
not_installed() {
	installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | awk '$1 == "ii" { print $2 }')
	for package; do
		case "
$installed
" in
			*"
$package
"*) ;;
			*) printf '%s\n' "$package" ;;
		esac
	done
}

# The version of a package that is installed, or that the distribution offers, or nothing. apt-cache takes a second.
offered() {
	have dpkg-query && have apt-cache || return 0
	dpkg-query -W -f='${db:Status-Abbrev} ${Version}\n' "$1" 2>/dev/null | awk '$1 == "ii" { print $2; found = 1 } END { exit !found }' &&
		return 0
	apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ && $2 != "(none)" { print $2; exit }'
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif have sudo; then
		sudo "$@"
	else
		die "packages are missing and there is no sudo" "as root, run: $*"
	fi
}

# Package lists are refreshed once a run, and only where something is to be installed.
lists_fresh=false
refresh_lists() {
	if $lists_fresh || $plan; then return 0; fi
	say "Refreshing the package lists"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null ||
		die "apt-get update failed" "check the network and the package sources, then run make setup again"
	lists_fresh=true
}

apt_install() {
	missing=$(not_installed "$@" | tr '\n' ' ')
	[ -n "$missing" ] || return 0
	if $plan; then
		say "packages: $missing"
		return 0
	fi
	refresh_lists
	say "Installing $missing"
	# shellcheck disable=SC2086 # one word a package
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing </dev/null ||
		die "apt-get install failed" "packages wanted: $missing"
}

# clang and libclang: bindgen. protobuf-compiler: the networking crates. libssl-dev: instead of compiling OpenSSL.
# iproute2: wires of the networks under test.
base_packages="ca-certificates gcc g++ libc6-dev make cmake pkg-config clang libclang-dev protobuf-compiler libssl-dev lld iproute2"

if have apt-get && have dpkg-query; then
	# shellcheck disable=SC2086
	apt_install $base_packages
	if $network; then
		# Node.js may be there from elsewhere, and then Debian's would be beside it.
		have npm && node_packages= || node_packages="nodejs npm"
		# shellcheck disable=SC2086
		apt_install faketime $node_packages
	fi
else
	absent=
	for program in cc c++ cmake pkg-config clang protoc; do
		have "$program" || absent="$absent $program"
	done
	[ -z "$absent" ] || die "this is neither Debian nor Ubuntu, and these programs are missing:$absent" \
		"install them, and the headers of libclang and OpenSSL, with the system's package manager"
fi
system_openssl=false
if have pkg-config && pkg-config --exists openssl 2>/dev/null || $plan; then system_openssl=true; fi

# --- the compiler ----------------------------------------------------------------------------------------------------

rustup_may_download() { [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; }

rust_is_ready() {
	have cargo && cargo --version >/dev/null 2>&1 || return 1
	found=$(rustc --version 2>/dev/null | awk '{ print $2 }')
	[ -n "$found" ] && version_ge "$found" "$min_rust"
}

debian_rust_offered() {
	found=$(offered rustc-web)
	if [ -z "$found" ] && have apt-get; then
		refresh_lists
		found=$(offered rustc-web)
	fi
	[ -n "$found" ] && version_ge "$found" "$min_rust"
}

rust_advice() {
	if ! rustup_may_download; then
		say "RUSTUP_AUTO_INSTALL=0 forbids rustup to download. Install a toolchain of rustup by hand (Rust $min_rust or newer),"
		say "or use a Debian that has the packages rustc-web, cargo-web and rust-web-src of that version."
	elif have rustup; then
		say "Run: rustup toolchain install stable"
	else
		say "Install rustup (https://rustup.rs, or the distribution's package), then run make setup again."
	fi
	if $plan && have apt-get; then
		say "(A plan goes by the package lists of the last apt-get update; make setup refreshes them.)"
	fi
}

path_prefix="" rustup_toolchain=""
install_stable() {
	say "Installing Rust's stable toolchain with rustup"
	rustup toolchain install stable --profile minimal --component rustfmt --component clippy </dev/null ||
		die "rustup could not install the stable toolchain" "check the network, then run make setup again"
}

if rust_is_ready; then
	rust=present
elif have rustup && RUSTUP_TOOLCHAIN=stable rust_is_ready; then
	# The user's default is another toolchain, and too old or absent; it stays the default elsewhere.
	rust=present rustup_toolchain=stable
elif have rustup && rustup_may_download; then
	rust=rustup rustup_toolchain=stable
elif rustup_may_download && [ -n "$(offered rustup)" ]; then
	rust=apt-rustup rustup_toolchain=stable
elif debian_rust_offered; then
	rust=debian
else
	die "no Rust compiler of version $min_rust or newer" "$(rust_advice)"
fi
if $plan; then
	say "rust: $rust"
else
	case $rust in
		rustup) install_stable ;;
		apt-rustup)
			apt_install rustup
			install_stable
			;;
		debian) apt_install rustc-web cargo-web ;;
	esac
fi
if [ -n "$rustup_toolchain" ]; then export RUSTUP_TOOLCHAIN="$rustup_toolchain"; fi
if [ "$rust" = debian ]; then
	# Debian's compiler serves for native code too, through the wrapper that knows the Wasm libraries.
	path_prefix=$wasm_toolchain/bin:/usr/bin
fi

# --- the Wasm target -------------------------------------------------------------------------------------------------

sysroot_has_target() { [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$wasm_target/lib" ]; }

# Is the compiler in use one of rustup's?
rustup_owns_compiler() {
	have rustup || return 1
	own=$(rustup which rustc 2>/dev/null) || return 1
	[ "${own%/bin/rustc}" = "$(rustc --print sysroot 2>/dev/null)" ]
}

wasm_build_toolchain=
if [ -n "${WASM_BUILD_TOOLCHAIN:-}" ] && [ "$WASM_BUILD_TOOLCHAIN" != "$wasm_toolchain" ]; then
	wasm=given
elif [ "$rust" = debian ]; then
	wasm=debian
elif [ "$rust" = present ] && sysroot_has_target; then
	wasm=present
elif rustup_may_download && { [ "$rust" != present ] || rustup_owns_compiler; }; then
	wasm=rustup
elif debian_rust_offered; then
	wasm=debian
else
	die "the Rust target $wasm_target is missing" \
		"It is needed to compile the runtime. With rustup: rustup target add $wasm_target" \
		"On Debian without rustup: the packages rustc-web, cargo-web and rust-web-src, Rust $min_rust or newer" \
		"On other systems: the distribution's package with Rust's standard library for $wasm_target, or rustup"
fi
if [ "$wasm" = debian ]; then
	# With rustup present, only the runtime is compiled by the wrapper; else everything is, and PATH leads there.
	if [ "$rust" != debian ]; then
		if have rustup; then
			wasm_build_toolchain=$wasm_toolchain
		else
			rust=debian
			path_prefix=$wasm_toolchain/bin:/usr/bin
		fi
	fi
fi
if $plan; then
	say "wasm: $wasm"
else
	case $wasm in
		rustup)
			say "Adding the target $wasm_target with rustup"
			rustup target add "$wasm_target" </dev/null ||
				die "rustup could not add the target $wasm_target" "check the network, then run make setup again"
			;;
		debian)
			apt_install rustc-web cargo-web rust-web-src
			if ! have rustup; then
				# The linker of the compiler's own LLVM, where there is one; lld of any version else.
				llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
				if [ -n "$(offered "lld-$llvm")" ]; then apt_install "lld-$llvm"; fi
			fi
			"$root/scripts/wasm-sysroot.sh" "$wasm_toolchain"
			;;
	esac
fi

# --- what linting needs ----------------------------------------------------------------------------------------------

cargo_deny_version=0.20
# Cargo looks for `cargo deny` in PATH too, so an installed one serves if its version fits.
deny_is_ready() {
	deny_found=$(PATH=$salus_cache/tools/bin:$PATH cargo-deny --version 2>/dev/null | awk '{ print $2 }')
	case $deny_found in "$cargo_deny_version".*) return 0 ;; *) return 1 ;; esac
}
if [ -n "$path_prefix" ]; then PATH=$path_prefix:$PATH; fi

if $lint; then
	absent=
	cargo fmt --version >/dev/null 2>&1 || absent=rustfmt
	cargo clippy --version >/dev/null 2>&1 || absent="$absent clippy"
	if [ -n "$absent" ] && $plan; then
		say "components: $absent"
	elif [ -n "$absent" ]; then
		if [ "$rust" = debian ]; then
			apt_install rustfmt-web rust-web-clippy
		elif rustup_may_download && rustup_owns_compiler; then
			# shellcheck disable=SC2086 # one word a component
			rustup component add $absent </dev/null
		else
			die "the compiler in use has no:$absent" "add it to the toolchain, then run make setup again"
		fi
	fi
	# The runtime is linted by the clippy of the compiler that compiles it.
	if [ "$wasm" = debian ]; then apt_install rust-web-clippy; fi
	if ! deny_is_ready; then
		if $plan; then
			say "cargo-deny: $cargo_deny_version"
		else
			say "Installing cargo-deny $cargo_deny_version (compiled from source, once, about two minutes)"
			# It runs for seconds, so a build that is quick to make suits it better than its own fully optimised one.
			env CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$salus_cache/tools/target" \
				cargo install cargo-deny --debug --quiet --locked --version "~$cargo_deny_version" \
				--no-default-features --root "$salus_cache/tools" </dev/null ||
				die "cargo-deny could not be installed" "check the network, then run make setup again"
			rm -rf "$salus_cache/tools/target"
		fi
	fi
fi
if $plan; then exit 0; fi

# --- the decisions ---------------------------------------------------------------------------------------------------

mkdir -p "$salus_cache"
fresh=$(mktemp "$salus_cache/.env.XXXXXX")
trap 'rm -f "$fresh"' EXIT
{
	say "# Written by scripts/setup.sh; read by scripts/env.sh. A variable that is set already stays."
	say "PATH='$path_prefix${path_prefix:+:}$salus_cache/tools/bin':\$PATH"
	say "export PATH"
	if $system_openssl; then say 'export OPENSSL_NO_VENDOR="${OPENSSL_NO_VENDOR:-1}"'; fi
	if [ -n "$rustup_toolchain" ]; then say 'export RUSTUP_TOOLCHAIN="${RUSTUP_TOOLCHAIN:-'"$rustup_toolchain"'}"'; fi
	if [ -n "$wasm_build_toolchain" ]; then
		say 'export WASM_BUILD_TOOLCHAIN="${WASM_BUILD_TOOLCHAIN:-'"$wasm_build_toolchain"'}"'
	fi
} >"$fresh"
# An unchanged file keeps its time.
if ! cmp -s "$fresh" "$salus_env_file"; then mv "$fresh" "$salus_env_file"; fi
