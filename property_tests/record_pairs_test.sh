#!/bin/sh
# Records the proof of all pairs of faults of the documented failover, over the whole menu without
# repairs, and has it checked: the covering whole, which is more than two million parts of the
# square, and the outcomes of a seeded sample by replay.
#
#   record_pairs_test.sh FIREDRILL RECORD_CHECKER SCENARIO
set -eu
record=$(mktemp)
trap 'rm -f "$record"' EXIT
"$1" prove "$3" --faults 2 --repair never --quiet --record "$record"
"$2" "$record" --replay 5000 --seed 7
