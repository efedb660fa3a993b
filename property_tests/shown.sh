#!/bin/sh
# The pictures of the README, which are kept in the repository so that they show where it is read:
#
#   property_tests/shown.sh --update BUILD_DIR     draw them anew, then look at them
#   property_tests/shown.sh --check BUILD_DIR      exit 1 where one is not what the program draws
#
# --check also draws twice and compares every picture of two runs.
set -eu
mode=$1
program=$(cd "$2" && pwd)/firedrill
cd "$(dirname "$0")/.."
shown=reports/pictures/shown
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() {
  "$program" report scenarios/documented/site-loss-and-return.yaml --out "$1/site" --png --dot >/dev/null
  "$program" report scenarios/tutorial/burning.yaml --out "$1/burning" --png --dot >/dev/null
}
draw "$work/one"
cp "$work/one/site/topology-worst.svg" "$work/topology.svg"
cp "$work/one/site/procedure.svg" "$work/procedure.svg"
cp "$work/one/burning/cause.svg" "$work/cause.svg"

if [ "$mode" = --update ]; then
  mkdir -p "$shown"
  for name in topology procedure cause; do cp "$work/$name.svg" "$shown/$name.svg"; done
  exit 0
fi
failed=0
for name in topology procedure cause; do
  cmp -s "$work/$name.svg" "$shown/$name.svg" && continue
  failed=1
  echo "shown: $name.svg is not what the program draws; property_tests/shown.sh --update BUILD_DIR"
done
draw "$work/two"
diff -r "$work/one" "$work/two" >/dev/null || { failed=1; echo "shown: two reports differ"; }
[ "$failed" -eq 0 ] && echo "shown: as drawn, and the same bytes twice"
exit "$failed"
