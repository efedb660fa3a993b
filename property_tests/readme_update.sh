#!/bin/sh
# Puts the present output of every ```console block of the README under its command:
#
#   property_tests/readme_update.sh BUILD_DIR      then review the diff
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
PATH="$build:$PATH"
OUT=$(mktemp -d)
export PATH OUT
trap 'rm -rf "$OUT"' EXIT
while IFS= read -r line; do
  case "$line" in
    '```console') inside=1 ;;
    '```') inside=0 ;;
  esac
  case "${inside:-0}$line" in
    '1$ '*)
      printf '%s\n' "$line"
      command=${line#??}
      sh -c "$command" 2>&1 </dev/null || true
      ;;
    '1```console') printf '%s\n' "$line" ;;
    1*) ;;
    *) printf '%s\n' "$line" ;;
  esac
done <README.md >"$OUT/README.md"
cp "$OUT/README.md" README.md
