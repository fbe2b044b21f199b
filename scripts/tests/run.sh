#!/bin/sh
# run.sh: every *_test.sh of this folder; closes with a line in the form of cargo's.
set -u
cd "$(dirname "$0")" || exit 1
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
status=0
for file in ./*_test.sh; do
	printf '     Running scripts/tests/%s\n' "${file#./}"
	COUNTS=$counts sh "$file" || status=1
done
passed=$(grep -c '^ok$' "$counts")
failed=$(grep -c '^failed$' "$counts")
if [ "$failed" != 0 ] || [ "$passed" = 0 ]; then status=1; fi
if [ "$status" = 0 ]; then verdict=ok; else verdict=FAILED; fi
printf '\ntest result: %s. %d passed; %d failed; 0 ignored\n' "$verdict" "$passed" "$failed"
exit "$status"
