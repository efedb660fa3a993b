#!/bin/sh
# Runs the commands of the CI recipes in reports/README.md, as they stand there, in a folder laid out
# as they expect it: once with drills that hold, once with one that fails.
#
#   reports/ci_recipes_test.sh FIREDRILL
set -eu
program=$1
readme=$(cd "$(dirname "$0")" && pwd)/README.md
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH="$(cd "$(dirname "$program")" && pwd):$PATH"
export PATH

# commands N: those of the N-th recipe, one a line. Blocks of GitHub are indented by ten blanks.
commands() {
  awk -v wanted="$1" '
    /^```(yaml|groovy)$/ { n += 1; inside = n == wanted; next }
    /^```$/ { inside = 0 }
    !inside { next }
    wanted == 1 && /^          [a-z]/ && !/^          (name|path):/ { sub(/^ +/, ""); print }
    wanted == 2 && /^    - / { sub(/^    - /, ""); print }
    wanted == 3 && /^ *sh / { sub(/^ *sh ./, ""); sub(/.$/, ""); print }' "$readme"
}

failed=0
for recipe in 1 2 3; do
  for kind in holds fails; do
    folder="$work/$recipe-$kind"
    mkdir -p "$folder/drills"
    cd "$folder"
    cp -r "$root/scenarios/topologies" "$folder/topologies"
    cp "$root/scenarios/documented/wan-partition.yaml" drills/wan.yaml
    [ "$kind" = holds ] || cp "$root/scenarios/tutorial/fragile.yaml" drills/fragile.yaml
    git -c init.defaultBranch=main init -q . && git -c user.name=ci -c user.email=ci@example.com commit -q --allow-empty -m drills
    commands "$recipe" >recipe
    [ "$(grep -c firedrill recipe)" -ge 4 ] || { failed=1; echo "recipes: $recipe: too few commands"; }
    status=0
    # A step that fails ends the job, the report is made all the same.
    { grep -v -e '^for drill' -e '^test !' recipe | sh -e; } >log 2>&1 || status=$?
    grep -e '^for drill' -e '^test !' recipe | sh -e >>log 2>&1 || { failed=1; echo "recipes: $recipe: no report"; }
    expected=0
    [ "$kind" = holds ] || expected=1
    if [ "$status" -ne "$expected" ]; then
      failed=1
      echo "recipes: $recipe, a drill that $kind: exit status $status; $(tail -n 3 log)"
    fi
    [ -s out/prove.xml ] && [ -s out/wan/report.html ] || { failed=1; echo "recipes: $recipe: files are missing"; }
  done
done
[ "$failed" -eq 0 ] && echo "recipes: all three run, hold and fail as they should"
exit "$failed"
