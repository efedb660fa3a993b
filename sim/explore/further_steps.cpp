// Lines of text, read one by one in the scenario that they are tried in.
#include "sim/explore/further_steps.hpp"

#include <algorithm>

#include "sim/cmdlets/table.hpp"
#include "sim/scenario/writer.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kLinesMax = 32;

std::size_t at(Index index) {
  return static_cast<std::size_t>(index);
}

/// The store goes to its standby: in maintenance, and in a disaster (PRC-CMS).
void store_lines(const Topology& t, std::vector<std::string>& lines) {
  lines.push_back("Invoke-CsManagementServerFailover");
  if (t.cms.standby == kNone || t.pools[at(t.cms.standby)].back_end == kNone) return;
  const Index sql = t.back_ends[at(t.pools[at(t.cms.standby)].back_end)].primary;
  if (sql == kNone) return;
  const SqlInstance& instance = t.sql_instances[at(sql)];
  lines.push_back("Invoke-CsManagementServerFailover -BackupSqlServerFqdn " + instance.server_fqdn +
                  " -BackupSqlInstanceName " + instance.instance + " -Force");
}

/// What comes before, with and after the failover of a pool.
void pool_lines(const Topology& t, std::size_t p, std::vector<std::string>& lines) {
  const Pool& pool = t.pools[p];
  if (pool.backup != kNone) {
    const std::string& backup = t.pools[at(pool.backup)].fqdn;
    for (const EdgePool& edge : t.edge_pools) {
      if (edge.next_hop != static_cast<Index>(p)) continue;
      lines.push_back("Set-CsEdgeServer -Identity EdgeServer:" + edge.fqdn +
                      " -Registrar Registrar:" + backup);
    }
    lines.push_back("Invoke-CsPoolFailback -PoolFqdn " + pool.fqdn);
    lines.push_back("Invoke-CsBackupServiceSync -PoolFqdn " + backup +
                    " -BackupModule ConfServices.DataConf");
    const std::string failover = "Invoke-CsPoolFailover -PoolFqdn " + pool.fqdn;
    lines.push_back(failover);
    lines.push_back(failover + " -DisasterMode");
  }
  lines.push_back("restart front ends of " + pool.fqdn);
}

}  // namespace

std::optional<StepSpec> read_step(const Scenario& scenario, const std::string& line) {
  Scenario one = scenario;
  one.faults.clear();
  one.expectations.clear();
  one.actors.assign(1, ActorSpec{});
  StepSpec& step = one.actors[0].steps.emplace_back();
  step.command.source.text = line;
  Diagnostics diagnostics;
  const auto read = read_scenario_text(write_scenario(one), scenario.file,
                                       write_topology_yaml(scenario.topology), {}, diagnostics);
  if (!read) return std::nullopt;
  return read->actors[0].steps[0];
}

std::vector<FurtherStep> further_steps(const Scenario& scenario, const Scenario& material) {
  std::vector<std::string> lines;
  for (const ActorSpec& actor : material.actors) {
    for (const StepSpec& step : actor.steps) {
      if (step.kind == StepSpec::Kind::kCommand) lines.push_back(step_text(step, material));
    }
  }
  store_lines(scenario.topology, lines);
  for (std::size_t p = 0; p < scenario.topology.pools.size(); ++p) {
    pool_lines(scenario.topology, p, lines);
  }
  lines.push_back("wait 1h");
  std::vector<FurtherStep> out;
  std::vector<std::string> seen;
  for (const std::string& line : lines) {
    if (std::find(seen.begin(), seen.end(), line) != seen.end()) continue;
    if (seen.size() == kLinesMax) break;
    seen.push_back(line);
    if (auto step = read_step(scenario, line)) {
      // One more failover would hide a failure rather than mend it.
      const bool failover = step->kind == StepSpec::Kind::kCommand &&
                            cmdlet_table()[step->command.cmdlet].name == "Invoke-CsPoolFailOver";
      out.push_back({std::move(*step), failover});
    }
  }
  return out;
}

}  // namespace firedrill
