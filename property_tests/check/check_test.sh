#!/bin/sh
# Whole-program test of `firedrill check`: check_test.sh PROGRAM SCENARIOS
#
# The same bytes for any number of threads; failures that come again from their line and from their
# file; coverage; a campaign that is interrupted; and what the command line rejects.
set -eu
program=$1
scenarios=$2
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

two="$scenarios/documented/pool-failover.yaml $scenarios/documented/wan-partition.yaml"
for jobs in 1 2 5; do
  for format in text json junit; do
    status 0 "$program" check $two --runs 150 --jobs $jobs --format $format \
      --record "$work/record.$jobs"
    mv "$work/out" "$work/$format.$jobs"
  done
done
for jobs in 2 5; do
  for part in text json junit record; do
    cmp -s "$work/$part.1" "$work/$part.$jobs" || fail "$part differs with $jobs threads"
  done
done

# A copy that may not fail: found, grouped, saved, and found again in three ways.
sed -e '/^may fail under faults/,$d' -e "s#\.\./topologies#$scenarios/topologies#" \
  "$scenarios/documented/restore-conference-content.yaml" >"$work/fragile.yaml"
status 1 "$program" check "$work/fragile.yaml" --runs 60 --save "$work/saved"
grep -q "^VIOLATED" "$work/out" || fail "a failing campaign says so first"
again=$(sed -n 's/^ *again *firedrill //p' "$work/out" | head -n 1)
[ -n "$again" ] || fail "a failure names the line that makes it again"
saved=$(sed -n 's/^ *saved *firedrill run //p' "$work/out" | head -n 1)
[ -f "$saved" ] || fail "a failure names the file it was saved in"
status 1 "$program" $again --no-shrink
status 1 "$program" run "$saved"
grep -q "INV-25" "$work/out" || fail "the saved scenario fails by the same rule"
status 1 "$program" check "$work/fragile.yaml" --runs 1 --save "$work/saved"
grep -q "still fails" "$work/out" || fail "saved failures are run first"
status 1 "$program" check "$work/fragile.yaml" --runs 60 --no-shrink --format junit
grep -q "<failure message=\"INV-25" "$work/out" || fail "JUnit names the rule"

# A folder with deployments beside its scenarios; one that is given is told in one line.
status 1 "$program" check "$work/saved" --runs 1 --no-shrink
for topology in "$work"/saved/*.topology.yaml; do
  [ -f "$topology" ] || continue
  status 3 "$program" check "$topology" --runs 1
  [ "$(grep -c "error" "$work/err")" -eq 1 ] || fail "a topology is one error"
  grep -q "this is a topology" "$work/err" || fail "a topology is told to be one"
done

# Slips: a step that is skipped is found, and its line makes it again.
status 1 "$program" check "$work/fragile.yaml" --runs 5000 --slips --no-shrink --format json
grep -q "skip of Invoke-CsBackupServiceSync" "$work/out" || fail "a slip stands in its cause"
status 1 "$program" check "$work/fragile.yaml" --runs 60 --slips --no-shrink
again=$(sed -n 's/^ *again *firedrill //p' "$work/out" | head -n 1)
status 1 "$program" $again --no-shrink

# One run alone leaves most probes unmet.
status 0 "$program" check "$scenarios/documented/pool-failover.yaml" --runs 1
status 1 "$program" check "$scenarios/documented/pool-failover.yaml" --runs 1 --require-coverage

# Interrupted as soon as the record shows a first batch: what is there can be read and is unknown.
"$program" check "$scenarios/documented/pool-failover.yaml" --for 1h --jobs 1 \
  --record "$work/cut" >"$work/out" 2>"$work/err" &
campaign=$!
while [ "$(wc -l <"$work/cut" 2>/dev/null || echo 0)" -lt 2 ]; do sleep 0.1; done
kill -INT "$campaign"
actual=0
wait "$campaign" || actual=$?
[ "$actual" -eq 2 ] || fail "status $actual instead of 2 after an interrupt"
grep -q "^UNKNOWN" "$work/out" || fail "an interrupted campaign is unknown"
tail -n 1 "$work/cut" | grep -q '"complete":false' || fail "the record of a cut campaign says so"

status 3 "$program" check
status 3 "$program" check "$scenarios/documented/pool-failover.yaml" --runs 5 --for 1s
status 3 "$program" check "$scenarios/documented/pool-failover.yaml" --for soon
status 3 "$program" check "$scenarios/documented/pool-failover.yaml" --format xml
status 3 "$program" check "$scenarios/no-such-folder"
status 0 "$program" check --help
grep -q -- "--require-coverage" "$work/out" || fail "help lists the options"

[ "$failures" -eq 0 ] && echo "check: all held"
[ "$failures" -eq 0 ]
