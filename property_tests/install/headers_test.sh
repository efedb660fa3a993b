#!/bin/sh
# Each public header compiles by itself with the C++ and the C library on the include path, and
# nothing else: /usr/include is replaced by a folder of links to what the C library brought.
#
#   property_tests/install/headers_test.sh CXX
set -eu
compiler=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
command -v dpkg >/dev/null || { echo "headers: no dpkg to say what is the C library's"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/libc"
dpkg -L libc6-dev linux-libc-dev | sed -n 's#^/usr/include/\([^/]*\)$#\1#p' | sort -u |
  while read -r name; do ln -s "/usr/include/$name" "$work/libc/$name"; done
system=""
for folder in $("$compiler" -E -v -x c++ /dev/null 2>&1 >/dev/null |
  sed -n '/^#include </,/^End/s#^ \(/.*\)$#\1#p'); do
  case $(cd "$folder" && pwd -P) in
    /usr/include | /usr/local/include) ;;
    *) system="$system -isystem $folder" ;;
  esac
done

# check TEXT: a source file of that text compiles.
check() {
  printf '%s\n' "$1" >"$work/one.cpp"
  # shellcheck disable=SC2086  # A list of options.
  "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -Werror -nostdinc -nostdinc++ \
    -I "$here/include" $system -isystem "$work/libc" "$work/one.cpp" 2>"$work/why"
}

check '#include <vector>' || { cat "$work/why"; exit 1; }
for other in rapidcheck.h fmt/format.h yaml-cpp/yaml.h nlohmann/json.hpp boost/any.hpp; do
  if check "#include <$other>"; then
    echo "headers: $other can still be found; this test would show nothing"
    exit 1
  fi
done

count=0
for header in "$here"/include/firedrill/*.hpp; do
  count=$((count + 1))
  name="firedrill/$(basename "$header")"
  # Twice, so that a missing guard shows.
  check "#include <$name>
#include <$name>" || { echo "headers: $name does not compile by itself"; cat "$work/why"; exit 1; }
done
echo "headers: $count compile by themselves"
[ "$count" -ge 6 ]
