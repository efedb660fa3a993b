#!/bin/sh
# Installs into a prefix of its own, moves that elsewhere, and there configures, builds and runs the
# project in property_tests/consumer, which must find nothing of the source tree or the build.
#
#   property_tests/install/consumer_test.sh BUILD_DIR CXX
set -eu
build=$(cd "$1" && pwd)
compiler=$2
source=$(cd "$(dirname "$0")/../.." && pwd)
work="$build/install-test"
rm -rf "$work"
mkdir -p "$work"

DESTDIR='' cmake --install "$build" --prefix "$work/first" >"$work/install.log"
mv "$work/first" "$work/prefix"
cp -r "$source/property_tests/consumer" "$work/consumer"

cmake -S "$work/consumer" -B "$work/build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >"$work/configure.log"
cmake --build "$work/build"
grep -q "^firedrill_DIR:PATH=$work/prefix/" "$work/build/CMakeCache.txt"
# The work folder lies in the build; nothing else of it, nor of the sources, may be named.
for file in "$work/build/compile_commands.json" "$work/build/build.ninja" \
  "$work"/prefix/lib*/cmake/firedrill/*.cmake; do
  if sed "s#$work##g" "$file" | grep -n -e "$source/" -e "$build/"; then
    echo "consumer: $file names the source tree or the build"
    exit 1
  fi
done

# The program, from the prefix, with an empty environment and another current folder.
cd /
drill="$work/prefix/share/firedrill/scenarios/documented/pool-failover.yaml"
env -i "$work/prefix/bin/firedrill" run "$drill" --quiet | grep -q '^HELD'
for of in scenario topology trace record summary; do
  env -i "$work/prefix/bin/firedrill" schema $of |
    cmp - "$work/prefix/share/firedrill/schemas/$of.schema.json"
done
"$work/build/own_properties"
