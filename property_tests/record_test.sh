#!/bin/sh
# Records the proofs of a few documented scenarios and has each checked: one whole with every leaf
# replayed, others with a sample, and one of two faults over a short menu.
#
#   record_test.sh FIREDRILL RECORD_CHECKER FOLDER_OF_SCENARIOS
set -eu
firedrill=$1
checker=$2
folder=$3
record=$(mktemp)
trap 'rm -f "$record"' EXIT

prove() {  # Exit status 0 and 1 are both proofs; whether it holds is for other tests.
  "$firedrill" prove "$@" --quiet --record "$record" || [ $? -eq 1 ]
}
prove "$folder/pool-failover.yaml"
"$checker" "$record"
prove "$folder/mirror-with-witness.yaml"
"$checker" "$record" --replay 2000
prove "$folder/pool-failback.yaml" --repair never
"$checker" "$record" --replay 2000
prove "$folder/pool-failover.yaml" --faults 2 --repair never --menu site-down,cms-database-down
"$checker" "$record" --replay 2000
