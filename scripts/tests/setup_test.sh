#!/bin/sh
# What setup.sh decides on machines of different kinds. `--plan` shows the decision and touches nothing.
. "$(dirname "$0")/harness.sh"

# --- parts of a machine

# Debian or Ubuntu with every system package; $1: "name version" lines of what else is offered.
debian_with() {
	printf '%s\n' "$1" >"$machine/offered"
	program apt-get <<'SH'
echo "apt-get $*" >&2
SH
	program apt-cache <<SH
found=\$(awk -v name="\$2" '\$1 == name { print \$2 }' "$machine/offered")
echo "  Candidate: \${found:-(none)}"
SH
	program dpkg-query <<'SH'
case $* in
	*Version*) exit 1 ;;
esac
shift 2
for package; do echo "ii  $package"; done
SH
}

# A machine with the programs of the system packages, but of another distribution.
other_distribution() {
	for tool in cc c++ cmake pkg-config clang protoc; do program "$tool" </dev/null; done
}

# A compiler of version $1, with the targets $2….
compiler() {
	version=$1
	shift
	mkdir -p "$machine/sysroot/bin"
	for target; do mkdir -p "$machine/sysroot/lib/rustlib/$target/lib"; done
	program cargo <<'SH'
exit 0
SH
	program rustc <<SH
case \$* in
	--version) echo "rustc $version (0 1970-01-01)" ;;
	"--print sysroot") echo "$machine/sysroot" ;;
esac
SH
}

# rustup, owner of the compiler if there is one. What it is asked to change is printed.
rustup_here() {
	program rustup <<SH
case \$* in
	"which rustc") echo "$machine/sysroot/bin/rustc" ;;
	*) echo "rustup \$*" ;;
esac
SH
}

plan() { inside "$@" "$root/scripts/setup.sh" --plan; }
debian_rust='rustc-web 1.96.0+dfsg1-1~deb12u2'

# --- the tests

it_uses_a_target_that_is_there_already() {
	debian_with "$debian_rust"
	compiler 1.95.0 x86_64-unknown-linux-gnu wasm32v1-none
	rustup_here
	plan
	succeeds
	says "rust: present"
	says "wasm: present"
}

it_uses_a_target_that_is_there_already_even_where_rustup_must_not_download() {
	debian_with ""
	compiler 1.95.0 wasm32v1-none
	rustup_here
	plan RUSTUP_AUTO_INSTALL=0
	succeeds
	says "wasm: present"
}

it_lets_rustup_add_the_target() {
	debian_with "$debian_rust"
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan
	succeeds
	says "wasm: rustup"
}

it_never_lets_rustup_download_where_that_is_forbidden() {
	debian_with "$debian_rust"
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan RUSTUP_AUTO_INSTALL=0
	succeeds
	says "wasm: debian"
	does_not_say "rustup "
}

it_lints_the_runtime_with_debians_clippy_where_debian_compiles_it() {
	debian_with "$debian_rust"
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	program dpkg-query <<'SH'
case $* in
	*Version*) exit 1 ;;
esac
shift 2
for package; do [ "$package" = rust-web-clippy ] || echo "ii  $package"; done
SH
	inside RUSTUP_AUTO_INSTALL=0 "$root/scripts/setup.sh" --plan --lint
	succeeds
	says "packages: rust-web-clippy"
}

it_stops_where_rustup_must_not_download_and_debian_has_no_compiler() {
	debian_with ""
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan RUSTUP_AUTO_INSTALL=0
	fails
	says "wasm32v1-none is missing"
}

it_stops_where_debians_compiler_is_too_old() {
	debian_with "rustc-web 1.85.0+dfsg3-1~deb12u3"
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan RUSTUP_AUTO_INSTALL=0
	fails
	says "wasm32v1-none is missing"
}

it_takes_debians_compiler_where_there_is_no_rust() {
	debian_with "$debian_rust"
	plan
	succeeds
	says "rust: debian"
	says "wasm: debian"
}

it_prefers_the_distributions_rustup_to_its_compiler() {
	debian_with "rustup 1.27.1
$debian_rust"
	plan
	succeeds
	says "rust: apt-rustup"
	says "wasm: rustup"
}

it_takes_debians_compiler_rather_than_a_rustup_that_must_not_download() {
	debian_with "rustup 1.27.1
$debian_rust"
	plan RUSTUP_AUTO_INSTALL=0
	succeeds
	says "rust: debian"
	says "wasm: debian"
}

it_gives_a_rustup_without_toolchain_the_stable_one() {
	debian_with ""
	rustup_here
	plan
	succeeds
	says "rust: rustup"
	says "wasm: rustup"
}

it_replaces_a_compiler_that_is_too_old() {
	debian_with ""
	compiler 1.70.0 x86_64-unknown-linux-gnu
	rustup_here
	plan
	succeeds
	says "rust: rustup"
}

it_says_what_to_install_where_there_is_no_rust_at_all() {
	debian_with "rustc-web 1.63.0"
	plan
	fails
	says "no Rust compiler"
	says "Install rustup"
}

it_works_on_another_distribution_with_rustup() {
	other_distribution
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan
	succeeds
	says "wasm: rustup"
}

it_says_what_to_install_on_another_distribution_without_rustup() {
	other_distribution
	compiler 1.95.0 x86_64-unknown-linux-gnu
	plan
	fails
	says "wasm32v1-none is missing"
}

it_names_the_programs_that_another_distribution_lacks() {
	other_distribution
	rm "$machine/bin/protoc" "$machine/bin/clang"
	compiler 1.95.0 wasm32v1-none
	plan
	fails
	says "clang protoc"
}

it_keeps_the_toolchain_that_the_user_names() {
	debian_with ""
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	plan RUSTUP_AUTO_INSTALL=0 WASM_BUILD_TOOLCHAIN=my-own
	succeeds
	says "wasm: given"
}

it_lists_the_packages_that_are_missing() {
	debian_with "$debian_rust"
	compiler 1.95.0 wasm32v1-none
	program dpkg-query <<'SH'
echo "ii  clang"
echo "rc  cmake"
SH
	plan
	succeeds
	says "protobuf-compiler"
	says "cmake"
	does_not_say " clang "
}

it_refuses_an_argument_it_does_not_know() {
	inside "$root/scripts/setup.sh" --yes
	fails
	says "unknown argument: --yes"
}

it_changes_nothing_when_it_only_plans() {
	debian_with "$debian_rust"
	rustup_here
	plan
	succeeds
	does_not_say "apt-get"
	[ -z "$(ls -A "$machine/home" 2>/dev/null)" ] || fail "the home directory is no longer empty"
}

it_writes_its_decisions_for_later_runs() {
	debian_with ""
	compiler 1.95.0 wasm32v1-none
	rustup_here
	program pkg-config <<'SH'
exit 0
SH
	inside "$root/scripts/setup.sh"
	succeeds
	inside MINE=1 "$root/scripts/env.sh"
	succeeds
	says "export OPENSSL_NO_VENDOR='1'"
	says "export CARGO_TARGET_DIR='$machine/home/.cache/salus/target'"
	says "export SALUS_NODE='$machine/home/.cache/salus/target/debug/salus-node'"
	does_not_say "WASM_BUILD_TOOLCHAIN"
}

it_compiles_openssl_where_the_system_has_no_headers() {
	debian_with ""
	compiler 1.95.0 wasm32v1-none
	program pkg-config <<'SH'
exit 1
SH
	inside "$root/scripts/setup.sh"
	succeeds
	inside "$root/scripts/env.sh"
	does_not_say "OPENSSL_NO_VENDOR"
}

it_asks_rustup_for_the_target_and_for_nothing_else() {
	debian_with ""
	compiler 1.95.0 x86_64-unknown-linux-gnu
	rustup_here
	inside "$root/scripts/setup.sh"
	succeeds
	says "rustup target add wasm32v1-none"
	does_not_say "rustup toolchain"
}

it_keeps_a_target_directory_and_a_profile_that_are_set() {
	inside CARGO_TARGET_DIR=/somewhere PROFILE=release "$root/scripts/env.sh"
	succeeds
	says "export CARGO_TARGET_DIR='/somewhere'"
	says "export SALUS='/somewhere/release/salus'"
}

it_runs_a_command_in_the_environment_with_its_exit_code() {
	inside "$root/scripts/env.sh" sh -c 'echo "hint=$WASM_BUILD_WORKSPACE_HINT"; exit 7'
	[ "$code" = 7 ] || fail "exit code $code, not 7"
	says "hint=$root"
}

run_tests
