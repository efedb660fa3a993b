#!/bin/sh
# What machines read: JUnit XML against the schema beside this file, JSON summaries against
# "firedrill schema summary", and that the text of every failure ends with the line that replays it.
#
#   property_tests/machines/machines_test.sh FIREDRILL
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
passed=0

need() {
  eval "$2" >/dev/null 2>&1 && return 0
  echo "machines: $1 is missing; sh .ci/setup.sh --ci installs it"
  [ "${CI:-}" = true ] && exit 1
  exit 77
}
need xmllint "command -v xmllint"
need python3-jsonschema "/usr/bin/python3 -c 'import jsonschema'"

cat >"$work/look.py" <<'END'
"""Counts in a JUnit file must be those of its cases, and failures must end with a replay line."""
import sys, xml.etree.ElementTree as tree
for suite in tree.parse(sys.argv[1]).getroot():
    for kind in ("failure", "error", "skipped"):
        found = suite.findall("testcase/" + kind)
        said = int(suite.get({"failure": "failures", "error": "errors"}.get(kind, kind), 0))
        if len(found) != said:
            sys.exit(f"{kind}: {said} said, {len(found)} found")
        for each in found:
            last = (each.text or "").strip().split("\n")[-1]
            if kind != "skipped" and not last.startswith("firedrill "):
                sys.exit(f"ends with {last!r}")
END
"$program" schema summary >"$work/summary.json"

# look NAME ARGUMENTS...: both forms of what the verb prints.
look() {
  name=$1
  shift
  "$program" "$@" --format junit >"$work/$name.xml" || true
  "$program" "$@" --format json >"$work/$name.json" || true
  if xmllint --noout --schema "$here/junit.xsd" "$work/$name.xml" 2>"$work/why" &&
    /usr/bin/python3 "$work/look.py" "$work/$name.xml" 2>"$work/why" &&
    /usr/bin/python3 -W ignore -m jsonschema -i "$work/$name.json" "$work/summary.json" 2>"$work/why"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "machines: $name: $(head -n 5 "$work/why")"
  fi
}

sed '/^expected to fail/d' scenarios/planted/next-hop-before-cms.yaml |
  sed "s#\.\./topologies#$PWD/scenarios/topologies#" >"$work/broken.yaml"
look run-held run scenarios/documented/pool-failover.yaml
look run-as-expected run scenarios/planted/next-hop-forgotten.yaml
look run-violated run "$work/broken.yaml"
look check-held check scenarios/documented/wan-partition.yaml --runs 20
look check-violated check scenarios/tutorial/fragile.yaml --runs 40 --no-shrink
look check-coverage check scenarios/documented/wan-partition.yaml --runs 5 --require-coverage
look prove-held prove scenarios/documented/wan-partition.yaml --faults 0
look prove-violated prove scenarios/tutorial/weekend.yaml --faults 0

"$program" diff scenarios/planted/next-hop-before-cms.yaml scenarios/planted/next-hop-forgotten.yaml \
  --format json >"$work/diff.json" || true
if /usr/bin/python3 -W ignore -m jsonschema -i "$work/diff.json" "$work/summary.json"; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
fi
echo "machines: $passed outputs as documented, $failed not"
[ "$failed" -eq 0 ]
