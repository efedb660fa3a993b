#!/bin/sh
# How the program takes a command line that somebody typed wrong: it says what was meant, speaks of
# nothing that no help shows, and never reads a number as another one.
#
#   manners_test.sh FIREDRILL FOLDER_OF_SCENARIOS
set -eu
firedrill=$1
drill=$2/documented/pool-failover.yaml
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# The exit status that is due, then the arguments; both outputs are kept for says and never_says.
gives() {
  due=$1
  shift
  asked="firedrill $*"
  status=0
  "$firedrill" "$@" >"$said" 2>&1 || status=$?
  [ "$status" -eq "$due" ] || fail "exit status $status, not $due"
}
fail() {
  echo "$asked: $1; it said:"
  head -20 "$said"
  exit 1
}
says() {
  grep -qF -e "$1" "$said" || fail "nothing of '$1'"
}
never_says() {
  if grep -qF -e "$1" "$said"; then fail "it speaks of '$1'"; fi
}

gives 3 runn "$drill"
says 'no verb "runn"; did you mean run?'
gives 3 run "$drill" --sed 3
says 'did you mean --seed?'
gives 3 run "$drill" --colour-of-the-sky
never_says 'did you mean'

gives 3 run
says 'run needs a SCENARIO'
says 'usage: firedrill run SCENARIO'
never_says '--scenario'
gives 3 diff "$drill"
says 'diff needs B'
never_says "'--b'"
gives 3 schema
says 'schema needs a kind of file'
gives 3 report "$drill"
says 'report needs --out'
gives 3 run "$drill" "$drill"
says 'too many arguments'

gives 0 help run
says 'usage: firedrill run SCENARIO'
gives 0 help
says 'usage: firedrill VERB'
gives 3 help runn
says 'did you mean run?'
for verb in replay schema; do
  gives 0 $verb --help
  says "usage: firedrill $verb"
  never_says 'options:'
done

gives 0 rules prc
says 'PRC-FO '
never_says 'INV-01'
gives 0 rules INV-05
says 'INV-05  '
never_says 'INV-06'
gives 3 rules INW-05
says 'did you mean INV-05?'

gives 3 run "$drill" --seed -1
says '--seed takes a whole number from 0 on, not "-1"'
gives 3 run "$drill" --seed=-1
says '--seed takes a whole number from 0 on'
gives 3 check "$drill" --runs -1
says '--runs takes a whole number from 0 on'
gives 3 prove "$drill" --faults -1
says '--faults takes a whole number from 0 on'
gives 3 explain "$drill" --event -1
says '--event takes a whole number from 0 on'
echo "every wrong command line is answered well"
