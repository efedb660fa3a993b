#!/bin/sh
# Prints the rules of the domain: covered and by what, not modelled and why, and those that have
# neither. Rules of topology, failures, cmdlets, experience, invariants and traps must have one.
#
#   rule_report.sh PROGRAM
set -eu
if [ $# -ne 1 ]; then
  echo "usage: rule_report.sh PROGRAM" >&2
  exit 3
fi
"$1" rules | awk '
  function show(title, list, n) {
    printf "%s (%d)\n%s\n", title, n, list
  }
  {
    id = $1
    rest = substr($0, 73)
    sub(/ +$/, "", rest)
    if (rest ~ /^not modelled: /) {
      why = why sprintf("  %-10s %s\n", id, substr(rest, 15)); nwhy++
    } else if (rest != "") {
      yes = yes sprintf("  %-10s %s\n", id, rest); nyes++
    } else if (id ~ /^(TOP|FLT|CMD|UX|INV|TRAP)-/) {
      none = none sprintf("  %-10s %s\n", id, substr($0, 12, 60)); nnone++
    } else {
      other = other " " id; nother++
    }
  }
  END {
    show("covered", yes, nyes)
    show("not modelled", why, nwhy)
    printf "figures, assumptions and procedures that no test names (%d)\n %s\n\n", nother, other
    show("neither covered nor listed", none, nnone)
    exit nnone > 0
  }'
