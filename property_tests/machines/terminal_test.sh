#!/bin/sh
# What people see: colour and the width there is on a terminal, neither in a pipe, no colour where
# NO_COLOR says so, and the verdict alone with --quiet.
#
#   property_tests/machines/terminal_test.sh FIREDRILL
set -eu
program=$1
cd "$(dirname "$0")/../.."
command -v script >/dev/null || { echo "terminal: there is no script(1)"; exit 77; }
drill=scenarios/planted/next-hop-before-cms.yaml
escape=$(printf '\033')
failed=0
claim() {
  if eval "$2"; then return 0; fi
  failed=1
  echo "terminal: NOT SO: $1"
}
on_terminal() {
  TERM=xterm script -qec "stty cols $1; $2 $program run $drill" /dev/null | tr -d '\r'
}
longest() { awk '{ gsub(/\033\[[0-9;]*m/, ""); if (length($0) > n) n = length($0) } END { print n }'; }

shown=$(on_terminal 80 "")
plain=$("$program" run "$drill")
no_colour=$(on_terminal 80 "NO_COLOR=1")
claim "a terminal has colour" 'case "$shown" in *"$escape["*) true ;; *) false ;; esac'
claim "NO_COLOR is respected" 'case "$no_colour" in *"$escape["*) false ;; *) true ;; esac'
claim "a pipe has no colour" 'case "$plain" in *"$escape["*) false ;; *) true ;; esac'
# Lines that one copies (the command, the digest) and tables are never broken.
wide=$(printf '%s\n' "$shown" | grep -v -e 'firedrill ' -e digest -e 'not at all' | longest)
claim "a narrow terminal is not run over ($wide)" '[ "$wide" -le 80 ]'
wider=$(on_terminal 150 "" | longest)
claim "a wide terminal is used ($wider)" '[ "$wider" -gt 100 ]'
claim "--quiet prints the verdict alone" '[ "$("$program" run scenarios/documented/pool-failover.yaml --quiet)" = "HELD  every invariant and expectation held" ]'
[ "$failed" -eq 0 ] && echo "terminal: as it should be"
exit "$failed"
