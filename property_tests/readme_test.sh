#!/bin/sh
# Runs what the README shows: every ```console block is "$ command" and exactly what it prints.
#
#   property_tests/readme_test.sh BUILD_DIR
#
# Commands run at the top of the source tree with BUILD_DIR first on the path; what they write goes
# into a temporary folder that blocks share as "$OUT".
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
PATH="$build:$PATH"
OUT=$(mktemp -d)
export PATH OUT
trap 'rm -rf "$OUT"' EXIT

awk -v out="$OUT" '
  /^```console$/ { inside = 1; n += 1; next }
  /^```$/ { inside = 0; next }
  inside && /^\$ / { sub(/^\$ /, ""); print > (out "/" n ".command"); next }
  inside { print > (out "/" n ".expected") }
' README.md

blocks=0
failed=0
for command in "$OUT"/*.command; do
  [ -e "$command" ] || break
  blocks=$((blocks + 1))
  expected="${command%.command}.expected"
  [ -e "$expected" ] || : >"$expected"
  sh "$command" >"${command%.command}.actual" 2>&1 || true
  if ! diff -u "$expected" "${command%.command}.actual"; then
    failed=$((failed + 1))
    echo "readme: not what README.md shows: $(cat "$command")"
  fi
done
echo "readme: $blocks blocks, $failed differ"
[ "$blocks" -gt 0 ] && [ "$failed" -eq 0 ]
