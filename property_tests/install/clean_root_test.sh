#!/bin/sh
# Installs both packages with apt-get in a Debian 12 that holds nothing else, runs a shipped
# scenario and draws a report there; then builds and runs the consumer project with what the
# development package depends on and a compiler.
#
#   property_tests/install/clean_root_test.sh BUILD_DIR       (after deb_test.sh)
#
# Needs root and mmdebstrap; is skipped where Debian's packages cannot be fetched.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "clean root: only root can make one"; exit 77; }
if ! command -v mmdebstrap >/dev/null; then
  echo "clean root: mmdebstrap is missing; sh .ci/setup.sh --ci installs it"
  [ "${CI:-}" = true ] && exit 1
  exit 77
fi
work="$build/clean-root"
rm -rf "$work"
mkdir -p "$work"
cp "$build"/deb-test/*.deb "$work"
cp -r "$here/../consumer" "$work"
export WORK="$work"

# What is fetched is marked, so that a network that is not there is told from a package that is bad.
cat >"$work/inside.sh" <<'END'
set -eu
cd "$(mktemp -d)"
fetch() {
  echo fetching >/drill/stage
  apt-get -qq --no-install-recommends --download-only install "$@" >/drill/log 2>&1 ||
    { tail -n 20 /drill/log; exit 1; }
  echo fetched >/drill/stage
  apt-get -qq --no-install-recommends install "$@" >/drill/log 2>&1 ||
    { tail -n 20 /drill/log; exit 1; }
}
test ! -e /usr/bin/g++
fetch /drill/firedrill_*.deb
scenarios=/usr/share/firedrill/scenarios
firedrill --version
firedrill run $scenarios/documented/pool-failover.yaml --quiet
firedrill report $scenarios/documented/pool-failover.yaml --out report >/dev/null
grep -q '<svg' report/report.html
firedrill check $scenarios/documented/wan-partition.yaml --runs 20 >/dev/null

fetch /drill/libfiredrill-dev_*.deb cmake make g++
cmake -S /drill/consumer -B build >/dev/null
cmake --build build >/dev/null
build/own_properties
apt-get -qq purge firedrill >/dev/null
test ! -e /usr/share/firedrill
echo done >/drill/stage
END

echo fetching >"$work/stage"
if mmdebstrap --quiet --variant=apt --customize-hook='mkdir "$1/drill"' \
  --customize-hook='cp -r "$WORK"/*.deb "$WORK/consumer" "$WORK/inside.sh" "$1/drill"' \
  --customize-hook='chroot "$1" sh /drill/inside.sh; cp "$1/drill/stage" "$WORK"' \
  bookworm /dev/null >"$work/log" 2>&1 && grep -qx 'done' "$work/stage"; then
  cat "$work/log"
  echo "clean root: installed, run, used as a library, removed"
elif grep -qx fetching "$work/stage"; then
  tail -n 5 "$work/log"
  echo "clean root: Debian's packages cannot be fetched"
  exit 77
else
  cat "$work/log"
  exit 1
fi
