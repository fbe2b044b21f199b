#!/bin/sh
# What env.sh does before it runs a command. The clones are folders with one source each.
. "$(dirname "$0")/harness.sh"

# --- parts of a machine

# A clone $1 whose source is old.
clone() {
	mkdir -p "$machine/$1/scripts" "$machine/$1/src" "$machine/target"
	cp "$root/scripts/env.sh" "$root/scripts/lib.sh" "$machine/$1/scripts"
	cp "$root/Cargo.toml" "$machine/$1"
	echo 'fn main() {}' >"$machine/$1/src/main.rs"
	touch -d 2020-01-01 "$machine/$1/src/main.rs"
}

# Runs a command in the environment of clone $1.
in_clone() {
	for tool in find touch; do
		if [ ! -e "$machine/bin/$tool" ]; then ln -s "$(command -v "$tool")" "$machine/bin/$tool"; fi
	done
	inside CARGO_TARGET_DIR="$machine/target" sh "$machine/$1/scripts/env.sh" sh -c :
	succeeds
}

is_old() { [ -n "$(find "$machine/$1/src/main.rs" ! -newermt 2021-01-01)" ]; }

# --- what must hold

it_makes_a_clone_newer_than_what_another_one_built() {
	clone one
	clone two
	in_clone one
	touch -d 2020-01-01 "$machine/one/src/main.rs"
	in_clone two
	if is_old two; then fail "cargo would take what the other clone built for this one's"; fi
	in_clone one
	if is_old one; then fail "cargo would take what the other clone built for this one's"; fi
}

it_leaves_a_clone_alone_that_built_last() {
	clone one
	in_clone one
	touch -d 2020-01-01 "$machine/one/src/main.rs"
	in_clone one
	is_old one || fail "everything would be compiled again"
}

run_tests
