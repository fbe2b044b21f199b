#!/bin/sh
# image.sh build | install: the steps of the container image, which a root made by debootstrap can run as well.
#   build              in a root with this clone: toolchains by scripts/setup.sh, then optimised programs in /out
#   install FOLDER     in an empty Debian root: what the programs need to run, a user without rights, the programs
set -eu
here=$(cd "$(dirname "$0")" && pwd)
programs='salus-node salus'
die() {
	printf 'error: %s\n' "$1" >&2
	exit 1
}

build() {
	root=$here/..
	"$root/scripts/setup.sh"
	# shellcheck disable=SC2016,SC2086 # expanded inside, one word a program
	PROFILE=release "$root/scripts/env.sh" sh -euc '
		cd "$1"
		shift
		cargo build --locked --release --workspace --bins --features salus-node/metadata-hash
		mkdir -p /out
		for program; do install -m 755 "$SALUS_BIN_DIR/$program" /out/; done
	' build "$root" $programs
}

install_programs() {
	from=$1
	for program in $programs; do
		[ -f "$from/$program" ] || die "$from has no $program"
	done
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -q
	apt-get install -qy --no-install-recommends ca-certificates libssl3 libgcc-s1
	rm -rf /var/lib/apt/lists/*
	getent passwd salus >/dev/null ||
		useradd --system --home-dir /var/lib/salus --shell /usr/sbin/nologin --uid 722 --user-group salus
	install -d -m 700 -o salus -g salus /var/lib/salus
	for program in $programs; do install -m 755 "$from/$program" /usr/local/bin/; done
	# A library that is missing shows here, not at a hospital.
	for program in $programs; do "/usr/local/bin/$program" --version; done
}

case ${1:-} in
	build) build ;;
	install)
		[ $# -eq 2 ] || die "usage: image.sh install FOLDER"
		install_programs "$2"
		;;
	*) die "usage: image.sh build | install FOLDER" ;;
esac
