#!/bin/sh
# Builds the Debian packages and looks into them: fields, contents, that each library the program
# needs comes from a package it depends on, and that it runs from where it was unpacked.
#
#   property_tests/install/deb_test.sh BUILD_DIR
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
command -v dpkg-shlibdeps >/dev/null || { echo "deb: dpkg-shlibdeps is missing"; exit 77; }
work="$build/deb-test"
rm -rf "$work"
mkdir -p "$work"
cpack --config "$build/CPackConfig.cmake" -B "$work" >"$work/cpack.log" ||
  { cat "$work/cpack.log"; exit 1; }
program=$(ls "$work"/firedrill_*.deb)
development=$(ls "$work"/libfiredrill-dev_*.deb)

fail() {
  echo "deb: $1"
  exit 1
}
depends=$(dpkg-deb -f "$program" Depends)
[ "$(dpkg-deb -f "$program" Package)" = firedrill ] || fail "not named firedrill"
dpkg-deb -f "$development" Depends | grep -q "firedrill (= $(dpkg-deb -f "$program" Version))" ||
  fail "libfiredrill-dev does not depend on this version of firedrill"

# What each of the two must hold, and that they share no file.
files() { dpkg-deb --fsys-tarfile "$1" | tar -t | grep -v '/$' | sort; }
files "$program" >"$work/program"
files "$development" >"$work/development"
for file in bin/firedrill share/doc/firedrill/THIRD-PARTY-NOTICES.txt \
  share/firedrill/schemas/scenario.schema.json share/firedrill/scenarios/topologies/pair.yaml \
  share/firedrill/scenarios/documented/pool-failover.yaml; do
  grep -qx "./usr/$file" "$work/program" || fail "firedrill lacks $file"
done
for file in lib/libfiredrill.a include/firedrill/drill.hpp \
  lib/cmake/firedrill/firedrill-config.cmake; do
  grep -qx "./usr/$file" "$work/development" || fail "libfiredrill-dev lacks $file"
done
[ -z "$(comm -12 "$work/program" "$work/development")" ] || fail "the packages share files"
shipped=$(grep -c '/scenarios/.*\.yaml$' "$work/program")
[ "$shipped" -eq "$(find "$source/scenarios" -name '*.yaml' | wc -l)" ] || fail "scenarios are missing"

dpkg -x "$program" "$work/root"
for library in $(readelf -d "$work/root/usr/bin/firedrill" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
  owner=$(dpkg -S "*/$library" | sed 's/[:,].*//' | sort -u)
  found=no
  for package in $owner; do
    case ", $depends" in *", $package,"* | *", $package ("* | *", $package") found=yes ;; esac
  done
  [ "$found" = yes ] || fail "$library comes from $owner, which the package does not depend on"
done

# Each library has its section of the notices with a text; uPlot's is the whole LICENSE.
notices="$work/root/usr/share/doc/firedrill/THIRD-PARTY-NOTICES.txt"
for name in uPlot Boost yaml-cpp pugixml fmt nlohmann-json xxHash Random123 Graphviz; do
  lines=$(awk -v head="---- $name ----" '$0 == head { on = 1; next } /^---- / { on = 0 }
    on && NF { n += 1 } END { print n + 0 }' "$notices")
  [ "$lines" -ge 15 ] || fail "the terms of $name are not in the notices"
done
awk 1 "$source/reports/page/node_modules/uplot/LICENSE" >"$work/uplot"
awk '$0 == "---- uPlot ----" { on = 1; next } /^---- / { on = 0 } on' "$notices" |
  diff -B - "$work/uplot" || fail "not the LICENSE of uPlot"

cd "$work/root/usr/share/firedrill/scenarios"
env -i ../../../bin/firedrill run documented/pool-failover.yaml --quiet | grep '^HELD'
echo "deb: $(wc -l <"$work/program") and $(wc -l <"$work/development") files, as they should be"
