#!/bin/sh
# Records the proofs of a few documented scenarios and has each checked: one whole with every leaf
# replayed, others with a sample, and one of two faults over a short menu. A record that was
# tampered with must not pass.
#
#   record_test.sh FIREDRILL RECORD_CHECKER FOLDER_OF_SCENARIOS
set -eu
firedrill=$1
checker=$2
folder=$3
record=$(mktemp)
tampered=$(mktemp)
trap 'rm -f "$record" "$tampered"' EXIT

prove() {  # Exit status 0 and 1 are both proofs; whether it holds is for other tests.
  "$firedrill" prove "$@" --quiet --record "$record" || [ $? -eq 1 ]
}
refused() {  # what was done to the record, and the checker's further arguments
  what=$1
  shift
  cmp -s "$record" "$tampered" && { echo "nothing was tampered with: $what"; exit 1; }
  if "$checker" "$tampered" "$@"; then echo "it passed with $what"; exit 1; fi
}
prove "$folder/pool-failover.yaml"
"$checker" "$record"
sed '0,/^{"l"/{/^{"l"/d}' "$record" >"$tampered"
refused "a part left out" --replay 0
sed '0,/^{"q":"s"/{/^{"q":"s"/s/"c":\[/"c":[0,/}' "$record" >"$tampered"
refused "a range more than it has branches" --replay 0
sed '0,/^{"q":"s"/{/^{"q":"s"/s/"c":\[[0-9]*/"c":[-1/}' "$record" >"$tampered"
refused "a range made narrower" --replay 0
sed '0,/^{"l"/{/^{"l"/s/.*/{"x":1}/}' "$record" >"$tampered"
refused "a part said to be like an earlier one" --replay 0
sed '0,/^{"l"/{/^{"l"/s/"o":[0-9]*/"o":99/;/^{"l"/s/^/{"outcome":99,"claims":["INV-25"]}\n/}' \
  "$record" >"$tampered"
refused "another outcome of one part"
{ head -n 1 "$record"; echo '{"outcome":1,"claims":[]}'; echo '{"l":[],"t":[],"o":1}'
  tail -n 1 "$record"; } >"$tampered"
refused "one part for everything, without an instant" --replay 0
sed '0,/^{"q":"o"/{/^{"q":"o"/d}' "$record" >"$tampered"
refused "a question of order left out" --replay 0
prove "$folder/../planted/wizard-on-one-of-two-edge-servers.yaml" --menu edge-server-down
"$checker" "$record" --replay 2000
sed '$s/"verdict":"violated"/"verdict":"held"/' "$record" >"$tampered"
refused "another verdict than its parts show" --replay 0
prove "$folder/mirror-with-witness.yaml"
"$checker" "$record" --replay 2000
prove "$folder/pool-failback.yaml" --repair never
"$checker" "$record" --replay 2000
prove "$folder/pool-failover.yaml" --faults 2 --repair never --menu site-down,cms-database-down
"$checker" "$record" --replay 2000
