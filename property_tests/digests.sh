#!/bin/sh
# The digests of all shipped scenarios, as one build computes them.
#
#   property_tests/digests.sh BUILD_DIR            prints "digest  scenario  case" lines
#   property_tests/digests.sh --check BUILD_DIR    compares them with the golden ones
#   property_tests/digests.sh --update BUILD_DIR   makes them the golden ones
#
# Every build, whatever its compiler and optimisation, must come to the golden digests: a difference
# between builds is a defect, a difference in all builds is a change of the model to be reviewed.
set -eu

usage() {
  echo "usage: property_tests/digests.sh [--check|--update] BUILD_DIR" >&2
  exit 3
}

mode=print
case "${1:-}" in
  --check | --update)
    mode=${1#--}
    shift
    ;;
esac
[ $# -eq 1 ] || usage
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
golden=property_tests/golden/digests.txt

# The program lies where its room builds it, or at the top of the build.
program=""
for candidate in "$build/firedrill" "$build/sim/cli/firedrill"; do
  if [ -x "$candidate" ] && [ -f "$candidate" ]; then
    program=$candidate
    break
  fi
done
if [ -z "$program" ]; then
  echo "digests: no firedrill program in $build" >&2
  exit 1
fi

digests() {
  find scenarios/documented scenarios/planted scenarios/regressions scenarios/tutorial \
    -name '*.yaml' 2>/dev/null | LC_ALL=C sort |
    while read -r scenario; do
      # A violated or unknown verdict has a digest too; anything above 2 is no verdict.
      status=0
      digests=$("$program" run "$scenario" --digest-only) || status=$?
      if [ "$status" -gt 2 ]; then
        echo "digests: '$program run $scenario --digest-only' ended with $status" >&2
        exit 1
      fi
      # A scenario with a matrix has a digest for each case, with the name of the case behind it.
      echo "$digests" | sed "s#^\([0-9a-f]*\)#\1  $scenario#"
    done
}

case $mode in
  print) digests ;;
  update)
    mkdir -p "$(dirname "$golden")"
    trap 'rm -f "$golden.new"' EXIT
    digests >"$golden.new"
    mv "$golden.new" "$golden"
    ;;
  check)
    if [ ! -f "$golden" ]; then
      echo "digests: there is no $golden;" >&2
      echo "digests: make it with property_tests/digests.sh --update BUILD_DIR" >&2
      exit 1
    fi
    actual=$(mktemp)
    trap 'rm -f "$actual"' EXIT
    digests >"$actual"
    diff -u "$golden" "$actual"
    echo "digests: $(wc -l <"$actual") digests agree with $golden"
    ;;
esac
