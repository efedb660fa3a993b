#!/bin/sh
# Installs the Debian packages that firedrill needs and that are not there yet.
#
#   sh .ci/setup.sh         what building and testing need
#   sh .ci/setup.sh --ci    also the second compiler, the formatter, a browser, what makes a clean
#                           Debian and what is measured beside
#
# What no Debian package holds (uPlot, and with --ci playwright-core) comes from npm, as pinned by
# reports/page/package-lock.json. It does nothing, and needs neither root nor a network, when
# nothing is missing.
set -eu

packages="g++ cmake ninja-build pkg-config git libboost-program-options-dev libyaml-cpp-dev
  nlohmann-json3-dev libpugixml-dev libfmt-dev librapidcheck-dev libgtest-dev libgmock-dev
  libbenchmark-dev libxxhash-dev librandom123-dev libgraphviz-dev fonts-dejavu-core dpkg-dev file"
packages_ci="clang libclang-rt-14-dev clang-format libns3-dev python3-simpy3 spin ccache chromium
  libxml2-utils python3-jsonschema mmdebstrap"

case "${1:-}" in
  "") ;;
  --ci) packages="$packages $packages_ci" ;;
  *)
    echo "usage: sh .ci/setup.sh [--ci]" >&2
    exit 3
    ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup: this is not a Debian machine. Install what matches these Debian 12 packages," >&2
  echo "setup: then go on with 'cmake --preset release':" >&2
  # shellcheck disable=SC2086  # A list of words.
  echo "setup:" $packages >&2
  exit 1
fi

missing=""
for package in $packages; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  # A package of several architectures answers once for each.
  case "$status" in
    *not-installed* | "") missing="$missing $package" ;;
    installed*) ;;
    *) missing="$missing $package" ;;
  esac
done

# npm itself only where none is found: Debian's package conflicts with other builds of Node.js.
page=$(cd "$(dirname "$0")/../reports/page" && pwd)
modules="uplot"
[ "${1:-}" != "--ci" ] || modules="uplot playwright-core"
missing_modules=""
for module in $modules; do
  pinned=$(sed -n "/\"node_modules\/$module\"/,/}/s/.*\"version\": \"\([^\"]*\)\".*/\1/p" "$page/package-lock.json")
  here=$(sed -n 's/^ *"version": "\([^"]*\)".*/\1/p' "$page/node_modules/$module/package.json" 2>/dev/null || true)
  [ "$pinned" = "$here" ] || missing_modules="$missing_modules $module"
done
if [ -n "$missing_modules" ] && ! command -v npm >/dev/null; then
  missing="$missing npm"
fi

fetch_modules() {
  [ -n "$missing_modules" ] || return 0
  echo "setup: fetching$missing_modules"
  omit=""
  [ "${1:-}" = "--ci" ] || omit="--omit=dev"
  # shellcheck disable=SC2086  # Nothing, or one word.
  if ! (cd "$page" && npm ci --ignore-scripts --no-audit --no-fund $omit >/dev/null); then
    echo "setup: npm could not fetch:$missing_modules" >&2
    exit 1
  fi
}
if [ -z "$missing" ]; then
  fetch_modules "$@"
  exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: as root, run: apt-get install$missing" >&2
    exit 1
  fi
  as_root="sudo"
fi

echo "setup: installing$missing"
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}
apt update || echo "setup: the package lists could not be renewed; going on with those here" >&2
# shellcheck disable=SC2086  # A list of words.
if ! apt install --no-install-recommends $missing; then
  echo "setup: apt-get could not install:$missing" >&2
  exit 1
fi
fetch_modules "$@"
