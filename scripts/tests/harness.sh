# Sourced by the tests of this folder: a machine of stand-in programs, and the assertions.
# A test is a function whose name starts with `it_`; `run_tests` runs each in a machine of its own.

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

# Puts the program $1 into the machine; its body comes on standard input.
program() {
	{ printf '#!/bin/sh\n'; cat; } >"$machine/bin/$1"
	chmod +x "$machine/bin/$1"
}

# The machine has only what a script may rely on everywhere, and what the test adds.
new_machine() {
	machine=$(mktemp -d)
	mkdir -p "$machine/bin" "$machine/home"
	for tool in sh awk sed grep tr cat cp cmp mv ln rm mkdir mktemp dirname id env cut; do
		ln -s "$(command -v "$tool")" "$machine/bin/$tool"
	done
}

# Runs a script of the project in the machine, with VARIABLE=value words before it.
# Output (both streams) goes to $output, the exit code to $code.
inside() {
	output=$(env -i PATH="$machine/bin" HOME="$machine/home" "$@" 2>&1 </dev/null) && code=0 || code=$?
}

fail() {
	printf '%s\n' "    $1" "    output was:" >&2
	printf '%s\n' "$output" | sed 's/^/      /' >&2
	exit 1
}
succeeds() { [ "$code" = 0 ] || fail "exit code $code"; }
fails() { [ "$code" != 0 ] || fail "exit code 0, an error was due"; }
says() { printf '%s\n' "$output" | grep -qF -- "$1" || fail "did not say: $1"; }
does_not_say() { if printf '%s\n' "$output" | grep -qF -- "$1"; then fail "said: $1"; fi; }

run_tests() {
	status=0
	for test in $(sed -n 's/^\(it_[a-z0-9_]*\)().*/\1/p' "$0"); do
		new_machine
		if ( set -u; "$test" ); then
			printf 'test %s ... ok\n' "$test"
			echo ok >>"${COUNTS:-/dev/null}"
		else
			printf 'test %s ... FAILED\n' "$test"
			echo failed >>"${COUNTS:-/dev/null}"
			status=1
		fi
		rm -rf "$machine"
	done
	exit "$status"
}
