#!/bin/sh
# Whole-program test of common parts, matrices and ranges: cases_test.sh [--update] PROGRAM SOURCE_DIR
#
# Every verb copes with a file of several cases, a case comes again from its line, its trace and its
# saved file, and the mistakes of the files in golden/cases are reported as golden/cases/mistakes.txt
# has them (--update writes that file anew; review the diff).
set -eu
update=false
if [ "$1" = --update ]; then
  update=true
  shift
fi
program=$1
cd "$2"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
  failures=$((failures + 1))
  echo "FAILED: $1"
}
# status N COMMAND...: runs it quietly and expects that exit status.
status() {
  expected=$1
  shift
  actual=0
  "$@" >"$work/out" 2>"$work/err" || actual=$?
  [ "$actual" -eq "$expected" ] || fail "status $actual instead of $expected: $*"
}
says() {
  grep -qF -- "$1" "$work/out" "$work/err" || fail "\"$1\" is not said: $2"
}

golden=property_tests/golden/cases/mistakes.txt
for mistaken in drill missing; do
  status 3 "$program" run property_tests/golden/cases/$mistaken.yaml
  cat "$work/err" >>"$work/mistakes"
done
if $update; then cp "$work/mistakes" "$golden"; fi
diff -u "$golden" "$work/mistakes" || fail "the mistakes are reported otherwise"

# Two of four cases fail: the reset of a pool that nobody repaired is refused.
drill=scenarios/documented/pool-or-site-lost.yaml
sed -e "s#\.\./common#$PWD/scenarios/common#" -e 's/^  - at end: master = pool2/  - at end: serving of pool1 = yes/' \
  -e 's/75m/80m/' "$drill" >"$work/drill.yaml"
status 1 "$program" run "$work/drill.yaml"
says "VIOLATED  2 of 4 cases: lost=pool pool1, repair=never; lost=site Datacenter1, repair=never" run
again=$(sed -n 's/^  same run again *firedrill run //p' "$work/out" | sed -n 4p)
eval "status 0 \"\$program\" run $again"
says "[lost=site Datacenter1, repair=80m]" "run again"
status 1 "$program" run "$work/drill.yaml" --case 'lost=pool pool1' --quiet
[ "$(grep -c '^[A-Z]*  \[lost=pool pool1' "$work/out")" -eq 2 ] || fail "a value picks the cases that have it"
status 3 "$program" run "$work/drill.yaml" --case 'lost=pool pool2'
status 3 "$program" run "$drill" --trace "$work/all.trace"

# For machines.
status 1 "$program" run "$work/drill.yaml" --format json
grep -c '"case":' "$work/out" | grep -qx 4 || fail "JSON has every case"
says '"headline": "2 of 4 cases' json
status 1 "$program" run "$work/drill.yaml" --format junit
grep -c '<testsuite ' "$work/out" | grep -qx 4 || fail "JUnit has a suite a case"

# A trace holds the parts and the case, and replays where neither file is.
one='lost=site Datacenter1, repair=80m'
status 0 "$program" run "$work/drill.yaml" --case "$one" --trace "$work/one.trace"
digest=$(sed -n 's/^  digest *\([0-9a-f]*\).*/\1/p' "$work/out")
mv "$work/drill.yaml" "$work/away.yaml"
(cd "$work" && "$program" replay one.trace >out 2>err) || fail "the trace of a case replays"
says "$digest" replay
status 0 "$program" explain "$work/one.trace" --user 3
says "drill.yaml:11" "explain, from a trace"
mv "$work/away.yaml" "$work/drill.yaml"
status 3 "$program" explain "$work/drill.yaml" --user 3
says "4 cases, and one is wanted here" explain
status 0 "$program" explain "$work/drill.yaml" --case "$one" --user 3

# What is saved is one plain file.
status 1 "$program" shrink "$work/drill.yaml" --budget 60 --out "$work/small.yaml"
says "the first case that fails: lost=pool pool1, repair=never" shrink
grep -q '^matrix\|^include' "$work/small.yaml" && fail "what is saved is one plain file"
status 1 "$program" run "$work/small.yaml" --quiet

status 1 "$program" diff "$work/drill.yaml" "$work/drill.yaml" --case 'lost=pool pool1, repair=80m' \
  --case 'lost=pool pool1, repair=never'
says "repair=80m] | " diff
status 0 "$program" report "$work/drill.yaml" --case "$one" --out "$work/page"
says "report.html" report

# Each case is a scenario of the campaign, and a proof of its own.
status 0 "$program" check "$drill" --runs 8 --format json --record "$work/record"
grep -c '"case": "lost' "$work/out" | grep -qx 4 || fail "check names every case"
status 0 "$program" check "$drill" --runs 8 --format junit
grep -c '<testcase ' "$work/out" | grep -qx 4 || fail "check has a test case for each"
status 0 "$program" report "$work/record" --out "$work/page"
status 0 "$program" check "$drill" --case repair=75m --runs 8
says "2 scenarios" "check of chosen cases"
status 0 "$program" prove "$drill" --case repair=75m --faults 0
again=$(sed -n 's/^  same proof again *firedrill prove //p' "$work/out" | tail -n 1)
eval "status 0 \"\$program\" prove $again --quiet"
[ "$(wc -l <"$work/out")" -eq 1 ] || fail "the line of a proof names one case"
status 3 "$program" prove "$drill" --faults 0 --record "$work/record"

# Ranges: the value drawn is named, its line and its trace give it again, a proof says what it is for.
plain=scenarios/documented/pool-failover.yaml
status 0 "$program" run "$plain" --set cmsFailover=2m..6m --trace "$work/range.trace"
says "(drawn from 120s..360s)" "what a verdict rests on"
says "verdict held -> violated" "the verdict moves"
digest=$(sed -n 's/^  digest *\([0-9a-f]*\).*/\1/p' "$work/out")
again=$(sed -n 's/^  same run again *firedrill run //p' "$work/out")
eval "status 0 \"\$program\" run $again --digest-only"
says "$digest" "a range drawn again"
status 0 "$program" replay "$work/range.trace"
status 0 "$program" run "$plain" --set cmsFailover=2m..6m --format json
says '"figure": "RTO contacts p99"' "JSON of a range"
status 0 "$program" check "$plain" --set cmsFailover=2m..6m --runs 20 --jobs 1 --format json
mv "$work/out" "$work/one"
status 0 "$program" check "$plain" --set cmsFailover=2m..6m --runs 20 --jobs 3 --format json
cmp -s "$work/out" "$work/one" || fail "ranges differ with the number of threads"
says '"ranges"' "JSON of a campaign with a range"
says '--set cmsFailover=2m..6m"' "the line of a campaign"
status 0 "$program" prove "$plain" --faults 0 --set cmsFailover=2m..6m
says "drawn from 120s..360s; not for the rest of the range" prove
status 3 "$program" run "$plain" --set cmsFailover=6m..2m

[ "$failures" -eq 0 ] || exit 1
echo "cases: all verbs cope with common parts, matrices and ranges"
