#!/bin/sh
# What each slip on each step of three documented procedures leads to.
#
#   property_tests/slips.sh BUILD_DIR            prints the table
#   property_tests/slips.sh --check BUILD_DIR    compares it with the golden one
#   property_tests/slips.sh --update BUILD_DIR   makes it the golden one; review the diff
set -eu

mode=print
case "${1:-}" in
  --check | --update)
    mode=${1#--}
    shift
    ;;
esac
if [ $# -ne 1 ]; then
  echo "usage: property_tests/slips.sh [--check|--update] BUILD_DIR" >&2
  exit 3
fi
program=$(cd "$1" && pwd)/property_tests/slips/slip_table
cd "$(dirname "$0")/.."
golden=property_tests/golden/slips.txt

table() {
  "$program" scenarios/documented/pool-failover.yaml scenarios/documented/pool-failback.yaml \
    scenarios/documented/mirror-without-witness-manual-failover.yaml
}

actual=$(mktemp)
trap 'rm -f "$actual"' EXIT
table >"$actual"
case $mode in
  print) cat "$actual" ;;
  update) cp "$actual" "$golden" ;;
  check)
    diff -u "$golden" "$actual"
    echo "slips: $(grep -c '^  ' "$actual") rows agree with $golden"
    ;;
esac
