#!/bin/sh
# wasm-sysroot.sh DIR: makes in DIR a `cargo` and `rustc` that compile for wasm32v1-none, from Debian's packages
# rustc-web, cargo-web and rust-web-src. For machines where rustup is absent or must not download.
#
# Debian ships the compiler and the sources of the standard library, but for this target no compiled one. So `core` and
# `alloc` are compiled once from those sources, and a wrapper around Debian's compiler looks for libraries in DIR.
# Takes about 20 s on two cores, needs no root, downloads nothing.
# Nothing happens when DIR was already made from the compiler that is installed; exit code 0 in both cases.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/lib.sh"
[ $# = 1 ] || die "usage: scripts/wasm-sysroot.sh DIR"
case $1 in /*) dir=$1 ;; *) dir=$PWD/$1 ;; esac

# Debian's own programs, never rustup's stand-ins of the same name.
debian_rustc=${DEBIAN_RUSTC:-/usr/bin/rustc}
debian_cargo=${DEBIAN_CARGO:-/usr/bin/cargo}
for program in "$debian_rustc" "$debian_cargo"; do
	[ -x "$program" ] || die "$program is missing" "install the packages rustc-web, cargo-web and rust-web-src"
done
host=$("$debian_rustc" -vV | sed -n 's/^host: //p')
sysroot=$("$debian_rustc" --print sysroot)
[ -f "$sysroot/lib/rustlib/src/rust/library/core/Cargo.toml" ] ||
	die "the standard library's sources are missing" "install the package rust-web-src"

# Any of the three linkers takes what rustc hands to `rust-lld`. The compiler's own comes first, being of its LLVM.
rustup_lld() {
	have rustup || return 1
	rustup_rustc=$(rustup which rustc 2>/dev/null) || return 1
	printf '%s\n' "${rustup_rustc%/bin/rustc}/lib/rustlib/$host/bin/rust-lld"
}
linker=
for candidate in "$sysroot/bin/rust-lld" "$(rustup_lld || true)" "$(command -v wasm-ld || true)"; do
	if [ -n "$candidate" ] && [ -x "$candidate" ]; then
		linker=$candidate
		break
	fi
done
[ -n "$linker" ] || die "no linker for Wasm" "install the package rust-web-llvm or lld"

# What the result depends on: the compiler and the linker's place. The stamp is written last, so an
# interrupted run leaves none.
stamp="layout 2
$("$debian_rustc" -vV)
$linker"
if [ -f "$dir/stamp" ] && [ "$(cat "$dir/stamp")" = "$stamp" ]; then exit 0; fi

say "Compiling core and alloc for $wasm_target with $("$debian_rustc" --version)"
parent=$(dirname "$dir")
mkdir -p "$parent"
work=$(mktemp -d "$parent/.wasm-sysroot.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$work/src"
printf '#![no_std]\n' >"$work/src/lib.rs"
cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "sysroot"
version = "0.0.0"
edition = "2021"
[workspace]
TOML
# build-std is unstable, hence RUSTC_BOOTSTRAP, for this one command. embed-bitcode: the runtime is linked with thin
# LTO, which reads the bitcode of every library.
(
	cd "$work"
	env -u CARGO_BUILD_TARGET -u CARGO_ENCODED_RUSTFLAGS -u RUSTC_WRAPPER -u RUSTC_WORKSPACE_WRAPPER \
		RUSTC_BOOTSTRAP=1 RUSTC="$debian_rustc" RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$work/target" \
		"$debian_cargo" build --quiet --release -Zbuild-std=core,alloc --target "$wasm_target"
)

new=$work/toolchain
lib=$new/lib/rustlib
mkdir -p "$new/bin" "$lib/$wasm_target/lib" "$lib/$host/bin"
for crate in core alloc compiler_builtins; do
	cp "$work/target/$wasm_target/release/deps/lib$crate"-*.rlib "$lib/$wasm_target/lib/"
done
# Build scripts and procedural macros are compiled for the host by the same compiler.
ln -s "$sysroot/lib/rustlib/$host/lib" "$lib/$host/lib"
ln -s "$linker" "$lib/$host/bin/rust-lld"
# Under `cargo clippy` the runtime's build script inherits the clippy of another compiler, which cannot read these libraries.
cat >"$new/bin/cargo" <<EOF
#!/bin/sh
case \${RUSTC_WORKSPACE_WRAPPER:-/usr/} in /usr/*) ;; *) unset RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS ;; esac
exec '$debian_cargo' "\$@"
EOF
chmod +x "$new/bin/cargo"
cat >"$new/bin/rustc" <<WRAPPER
#!/bin/sh
exec $debian_rustc --sysroot '$dir' "\$@"
WRAPPER
chmod +x "$new/bin/rustc"
printf '%s\n' "$stamp" >"$new/stamp"

# The new directory takes the old one's place in one step.
if [ -e "$dir" ]; then mv "$dir" "$work/old"; fi
mv "$new" "$dir"

# Proof that it works: a library for Wasm, linked.
printf '#![no_std]\n#[panic_handler]\nfn panic(_: &core::panic::PanicInfo<%s>) -> ! { loop {} }\n' "'_" >"$work/probe.rs"
if ! "$dir/bin/rustc" --target "$wasm_target" --crate-type cdylib -o "$work/probe.wasm" "$work/probe.rs"; then
	rm -f "$dir/stamp"
	die "the new toolchain in $dir cannot link for $wasm_target"
fi
