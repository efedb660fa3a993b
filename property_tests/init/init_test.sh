#!/bin/sh
# "firedrill init" as a whole program: it writes to a new file or to standard output, names the
# topology as the file will find it, overwrites nothing and says all that is wrong in one pass.
#
#   property_tests/init/init_test.sh FIREDRILL
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
topologies=$(cd "$(dirname "$0")/../../scenarios/topologies" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p mine/drills "with blank"
cp "$topologies/pair.yaml" mine/pair.yaml
failed=0
claim() {
  if eval "$2"; then return 0; fi
  failed=1
  echo "init: NOT SO: $1"
}
holds() { "$program" run "$1" --quiet 2>/dev/null | grep -q '^HELD'; }
status() { "$@" >out 2>err && echo 0 || echo $?; }

"$program" init mine/pair.yaml >first.yaml
claim "standard output, run beside it, holds" 'holds first.yaml'
"$program" init mine/pair.yaml --disaster pool --out mine/drills/pool.yaml 2>/dev/null
claim "the topology is named from the folder of the file" \
  'grep -qx "topology: ../pair.yaml" mine/drills/pool.yaml && holds mine/drills/pool.yaml'
"$program" init "$work/mine/pair.yaml" --disaster edge --out "with blank/edge.yaml" 2>/dev/null
claim "an absolute name stays absolute" 'holds "with blank/edge.yaml"'
"$program" init mine/pair.yaml --disaster mirror --target pool2 --out mirror.yaml 2>/dev/null
claim "--target chooses" 'grep -q "sql be2a" mirror.yaml && holds mirror.yaml'

cp mirror.yaml before.yaml
claim "a file that is there is refused" \
  '[ "$(status "$program" init mine/pair.yaml --out mirror.yaml)" = 3 ] && grep -q "there already" err'
claim "and left as it was" 'cmp -s mirror.yaml before.yaml'
claim "a folder that is not there is said" \
  '[ "$(status "$program" init mine/pair.yaml --out nowhere/x.yaml)" = 3 ] && grep -q "cannot be written" err'

sed -e 's/^    site: Datacenter2$/    site: Datacenter7/' -e 's/^    next hop: pool1.*/    next hop: pool9/' \
  mine/pair.yaml >mine/wrong.yaml
claim "mistakes of the topology and of the command line come in one pass" \
  '[ "$(status "$program" init mine/wrong.yaml --disaster flood --out x.yaml)" = 3 ] &&
   grep -q Datacenter7 err && grep -q pool9 err && grep -q flood err && [ ! -e x.yaml ]'
claim "no topology, no skeleton" '[ "$(status "$program" init)" = 3 ]'
claim "a topology that is not there is said" '[ "$(status "$program" init none.yaml)" = 3 ] && grep -q FD1001 err'
[ "$failed" -eq 0 ] && echo "init: as it should be"
exit "$failed"
