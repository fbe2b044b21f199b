#!/bin/sh
# restore.sh ARCHIVE BASE_PATH: unpacks an archive of backup.sh where no node was. The node that it came from must never
# run again: two nodes with one hospital's keys sign against each other, and the hospital is slashed for it.
set -eu
die() {
	printf 'error: %s\n' "$1" >&2
	exit 1
}
[ $# -eq 2 ] || die "usage: restore.sh ARCHIVE BASE_PATH"
archive=$1 base=$2
[ -f "$archive" ] || die "there is no $archive"
[ ! -e "$base/chains" ] || die "$base has a node's files already"
[ -f "$archive.sha256" ] || die "there is no $archive.sha256: is the archive whole?"
digest=$(sha256sum <"$archive")
[ "${digest%% *}" = "$(cat "$archive.sha256")" ] || die "$archive is not what was archived: its digest differs"

umask 077
mkdir -p "$base"
tar --extract --same-permissions --file "$archive" --directory "$base"
# Whatever modes they had: keys are their owner's alone.
find "$base/chains" -type d \( -name keystore -o -name network -o -name authority \) -exec chmod -R go= {} +
printf 'restored %s to %s\n' "$archive" "$base"
