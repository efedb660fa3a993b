#!/bin/sh
# Includes run one way: a room may include itself and the rooms below it, never one above.
#
#   engine <- topology <- model <- rules, cmdlets <- scenario <- run <- explore <- reports <- cli
#   reports <- reports/page; reports/pictures <- reports/page
#
# Third-party headers stay in the rooms that need them: none in include/firedrill, none but the
# standard library's in the model.
set -eu
cd "$(dirname "$0")/.."
failed=0

# below ROOM: the rooms that ROOM may include, itself among them.
below() {
  case $1 in
    sim/engine) echo "sim/engine" ;;
    sim/topology) echo "$(below sim/engine) sim/topology" ;;
    sim/model) echo "$(below sim/topology) sim/model" ;;
    sim/rules) echo "$(below sim/model) sim/rules" ;;
    sim/cmdlets) echo "$(below sim/model) sim/cmdlets" ;;
    sim/scenario) echo "$(below sim/rules) sim/cmdlets sim/scenario" ;;
    sim/run) echo "$(below sim/scenario) sim/run" ;;
    sim/explore) echo "$(below sim/run) sim/explore" ;;
    reports) echo "$(below sim/explore) reports" ;;
    reports/pictures) echo "$(below sim/explore) reports/pictures" ;;
    reports/page) echo "$(below reports) reports/pictures reports/page" ;;
    sim/cli) echo "$(below reports/page) sim/cli" ;;
  esac
}

for room in sim/engine sim/topology sim/model sim/rules sim/cmdlets sim/scenario sim/run \
  sim/explore reports reports/pictures reports/page sim/cli; do
  allowed=$(below "$room")
  for file in "$room"/*.cpp "$room"/*.hpp; do
    [ -e "$file" ] || continue
    for header in $(sed -n 's/^#include "\(.*\)"$/\1/p' "$file"); do
      from=${header%/*}
      case " firedrill $allowed " in
        *" $from "*) ;;
        *)
          echo "$file includes $header: $from is not below $room"
          failed=1
          ;;
      esac
    done
  done
done

if grep -nE '#include <(yaml|nlohmann|pugi|boost|fmt|gvc|graphviz)' include/firedrill/*.hpp \
  sim/engine/*.hpp sim/model/*.hpp sim/model/*.cpp; then
  echo "third-party headers in a room that keeps them out"
  failed=1
fi
exit $failed
