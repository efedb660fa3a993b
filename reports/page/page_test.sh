#!/bin/sh
# Drives the report pages in a real browser:
#
#   reports/page/page_test.sh FIREDRILL [SHOTS]      SHOTS: a folder for screenshots at three widths
#
# Ends with 77 (skipped) where there is no browser or no playwright-core and nobody promised one;
# under CI that is a failure, since .ci/setup.sh --ci installs both.
set -eu
firedrill=$1
shots=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

missing() {
  echo "page: $1; sh .ci/setup.sh --ci installs it"
  [ "${CI:-}" = true ] && exit 1
  exit 77
}
browser=""
for name in chromium chromium-browser google-chrome; do
  [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
[ -n "$browser" ] || missing "there is no Chromium"
command -v node >/dev/null || missing "there is no Node.js"
[ -d "$here/node_modules/playwright-core" ] || missing "there is no playwright-core"

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
report() {
  "$firedrill" report "$1" --out "$out/$2" >"$out/$2.txt"
}
report scenarios/planted/next-hop-before-cms.yaml failing
report scenarios/documented/site-loss-and-return.yaml held
report scenarios/tutorial/weekend.yaml weekend
"$firedrill" prove scenarios/documented/restore-conference-content.yaml --menu backup-service-stop \
  --record "$out/proof.record" >/dev/null
report "$out/proof.record" proof
"$firedrill" prove scenarios/planted/next-hop-forgotten.yaml --faults 2 --menu site-down --repair never \
  --record "$out/two.record" >/dev/null || true
report "$out/two.record" two
"$firedrill" check scenarios/tutorial/fragile.yaml scenarios/documented/wan-partition.yaml --runs 60 \
  --record "$out/campaign.record" >/dev/null || true
report "$out/campaign.record" campaign

# Six sites, so that servers are counted.
{
  printf 'firedrill-topology: 1\nsip domains: [contoso.com]\nsites:\n'
  for i in 1 2 3 4 5 6; do printf '  Site%s: {}\n' "$i"; done
  printf 'pools:\n'
  for i in 1 2 3 4 5 6; do
    printf '  pool%s.contoso.com:\n    site: Site%s\n    front ends: [fe%sa.contoso.com, fe%sb.contoso.com]\n' \
      "$i" "$i" "$i" "$i"
    printf '    back end:\n      primary: be%s.contoso.com\\rtc\n' "$i"
    printf '    file store: \\\\fs%s.contoso.com\\lync\n    population: 10\n    users: 2\n' "$i"
  done
  printf 'central management store:\n  active: pool1.contoso.com\n'
} >"$out/six-topology.yaml"
cat >"$out/six.yaml" <<END
firedrill: 1
topology: $out/six-topology.yaml
duration: 2h
faults:
  - at 1h site Site2 is lost
expect:
  - within 20m of fault 1: regular users = all
END
report "$out/six.yaml" six || true

# A run of many events: a week of heavy load, told by its trace.
cat >"$out/long.yaml" <<END
firedrill: 1
title: A week of heavy load with a lost site in it
topology: $PWD/scenarios/topologies/pair.yaml
duration: 168h
users: 200
load:
  contact changes per user per day: 20
faults:
  - at 30h site Datacenter1 is lost, back after 3h
procedure:
  - wait 31h
  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com -BackupSqlInstanceName rtc -Force
END
"$firedrill" run "$out/long.yaml" --trace "$out/long.trace" --quiet >/dev/null || true
report "$out/long.trace" long

node "$here/page_test.mjs" "$browser" "$out" "$shots"
