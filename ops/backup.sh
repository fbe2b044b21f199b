#!/bin/sh
# backup.sh [--keys] BASE_PATH ARCHIVE: archives a stopped node: database, keystore, network key, the authority's keystore
# and what its hospital services keep. With --keys the keystores and the network key alone. The archive holds secrets: its
# owner alone may read it; store it encrypted. ARCHIVE.sha256 is written beside it.
set -eu
die() {
	printf 'error: %s\n' "$1" >&2
	exit 1
}
keys=false
if [ "${1:-}" = --keys ]; then
	keys=true
	shift
fi
[ $# -eq 2 ] || die "usage: backup.sh [--keys] BASE_PATH ARCHIVE"
base=$1 archive=$2
[ -d "$base/chains" ] || die "$base is no base path of a node"
[ ! -e "$archive" ] || die "$archive exists"

# The node holds its database's lock while it runs: files that change under the archiver's hands restore to nothing.
for lock in "$base"/chains/*/paritydb/full/lock; do
	[ -e "$lock" ] || continue
	flock --nonblock "$lock" true || die "a node runs on $base: stop it first"
done

umask 077
part=$archive.part
trap 'rm -f "$part"' EXIT
{
	if $keys; then
		(cd "$base" && find chains -type d \( -name keystore -o -name network -o -name authority \) -print)
	else
		echo chains
	fi
} | tar --create --numeric-owner --file "$part" --directory "$base" --files-from -
mv "$part" "$archive"
digest=$(sha256sum <"$archive")
printf '%s\n' "${digest%% *}" >"$archive.sha256"
printf 'archived %s: %s\n' "$base" "$archive"
