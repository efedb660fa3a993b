// Reasons. Each row says what a scenario would have to contain for a probe to be met; the reason
// counts only while none of the campaign's scenarios contains it, so that it never hides a hole.
#include "sim/explore/unreached.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "sim/cmdlets/refusals.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/rules/invariants.hpp"

namespace firedrill {
namespace {

/// How many commands of the scenario run `cmdlet`; one that is tried again counts twice.
int commands(const Scenario& scenario, std::string_view cmdlet) {
  int out = 0;
  for (const ActorSpec& actor : scenario.actors) {
    for (const StepSpec& step : actor.steps) {
      if (step.kind != StepSpec::Kind::kCommand) continue;
      if (cmdlet_table()[step.command.cmdlet].name != cmdlet) continue;
      out += step.retries > 0 ? 2 : 1;
    }
  }
  return out;
}

bool has_argument(const Scenario& scenario, std::string_view cmdlet, std::string_view text) {
  for (const ActorSpec& actor : scenario.actors) {
    for (const StepSpec& step : actor.steps) {
      if (step.kind != StepSpec::Kind::kCommand) continue;
      if (cmdlet_table()[step.command.cmdlet].name != cmdlet) continue;
      if (step.text.find(text) != std::string::npos) return true;
    }
  }
  return false;
}

/// The place of the first command that runs `cmdlet`, or a place behind all.
std::size_t first_of(const Scenario& scenario, std::string_view cmdlet) {
  std::size_t at = 0;
  for (const ActorSpec& actor : scenario.actors) {
    for (const StepSpec& step : actor.steps) {
      ++at;
      if (step.kind != StepSpec::Kind::kCommand) continue;
      if (cmdlet_table()[step.command.cmdlet].name == cmdlet) return at;
    }
  }
  return at + 1;
}

template <class F>
bool any_pool(const Scenario& scenario, F&& f) {
  return std::any_of(scenario.topology.pools.begin(), scenario.topology.pools.end(), f);
}

bool sets(const Scenario& scenario, std::string_view name, std::string_view rule) {
  return scenario.parameters.contains(std::string(name)) ||
         scenario.parameters.contains(std::string(rule));
}

/// When an administrator first runs `cmdlet`, if nothing before it can take longer than written.
std::optional<Duration> certain_start(const ActorSpec& actor, std::string_view cmdlet) {
  Duration at = actor.starts_at;
  for (const StepSpec& step : actor.steps) {
    const bool command = step.kind == StepSpec::Kind::kCommand;
    if (command && cmdlet_table()[step.command.cmdlet].name == cmdlet) return at;
    if (step.kind != StepSpec::Kind::kWait) return std::nullopt;
    at += step.wait;
  }
  return std::nullopt;
}

/// Two administrators run `cmdlet` once or more, and not certainly an hour apart, so that their
/// runs can overlap.
bool runs_twice_at_once(const Scenario& scenario, std::string_view cmdlet) {
  std::vector<std::optional<Duration>> starts;
  for (const ActorSpec& actor : scenario.actors) {
    Scenario alone;
    alone.actors.push_back(actor);
    const int times = commands(alone, cmdlet);
    if (times == 0) continue;
    starts.push_back(times == 1 ? certain_start(actor, cmdlet) : std::nullopt);
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!starts[i] || !starts[j]) return true;
      if (std::chrono::abs(*starts[i] - *starts[j]) < hours(1)) return true;
    }
  }
  return false;
}

struct Reason {
  std::string_view probe;
  std::string_view why;
  bool (*could)(const Scenario&);  // the scenario contains what the probe needs
  bool by_steps = false;           // a slip of an operator could bring it about
};

bool never(const Scenario&) {
  return false;
}
bool has_lone_pool(const Scenario& s) {
  return any_pool(s, [](const Pool& pool) { return pool.backup == kNone; });
}
bool can_meet_a_mishap(const Scenario& s) {
  return std::ranges::any_of(mishap_table(),
                             [&](const MishapInfo& info) { return commands(s, info.cmdlet) > 0; });
}
bool moves_into_an_empty_pool(const Scenario& s) {
  return commands(s, "Move-CsUser") > 0 &&
         any_pool(s, [](const Pool& pool) { return pool.users == 0; });
}
bool changes_a_route(const Scenario& s) {
  return commands(s, "TB.SetFederation") + commands(s, "TB.SetXmpp") +
             commands(s, "TB.SetMediaEdge") + commands(s, "Set-CsSite") >
         0;
}
bool changes_names(const Scenario& s) {
  return commands(s, "Dns.SetHost") + commands(s, "Dns.SetRecord") +
             commands(s, "Dns.RemoveRecord") >
         0;
}
bool moves_without_force(const Scenario& s) {
  return commands(s, "Move-CsUser") > 0 && !has_argument(s, "Move-CsUser", "-Force");
}
bool edits_another_pool_than_the_stores(const Scenario& s) {
  const Index store = s.topology.cms.active;
  for (const ActorSpec& actor : s.actors) {
    for (const StepSpec& step : actor.steps) {
      if (step.kind != StepSpec::Kind::kCommand) continue;
      // Settings of Edge pools touch no database.
      const std::string_view edit = cmdlet_table()[step.command.cmdlet].name;
      const bool of_edge = edit == "TB.SetFederation" || edit == "TB.SetXmpp" ||
                           edit == "TB.SetMediaEdge" || edit == "TB.SetNextHop";
      if (!edit.starts_with("TB.") || of_edge) continue;
      for (const Argument& argument : step.command.arguments) {
        if (argument.kind == ValueKind::kPool && argument.number != store) return true;
        if (argument.kind != ValueKind::kComputer || argument.number >= kEdgeComputerBase) continue;
        const auto& fe = s.topology.front_ends[static_cast<std::size_t>(argument.number)];
        if (fe.pool != store) return true;
      }
    }
  }
  return false;
}

constexpr std::string_view kPaired = "every pool of these deployments is paired";
constexpr std::string_view kForced = "the moves of users in these procedures are all forced";

const Reason kReasons[] = {
    {"INV-15", "no procedure here repeats a failback",
     [](const Scenario& s) { return commands(s, "Invoke-CsPoolFailBack") > 1; }, true},
    {"INV-27", "no procedure here synchronises content twice",
     [](const Scenario& s) { return commands(s, "Invoke-CsBackupServiceSync") > 1; }, true},
    {"INV-70", "no pool here has eight Front Ends",
     [](const Scenario& s) {
       return any_pool(s, [](const Pool& pool) { return pool.front_end_count >= 8; });
     }},
    {"INV-99", "no user of a scenario runs Communicator 2007 R2; unit tests do", never},
    {"INV-116", "no procedure here moves the store or imports location data",
     [](const Scenario& s) {
       return commands(s, "Move-CsManagementServer") + commands(s, "Publish-CsLisConfiguration") >
              0;
     },
     true},
    {"E_NO_BACKUP_POOL (CMD-23)", kPaired, has_lone_pool},
    {"E_NO_BACKUP_POOL (CMD-24)", kPaired, has_lone_pool},
    {"E_NO_BACKUP_POOL (FLT-11)", kPaired, has_lone_pool},
    {"E_SVC_NOT_INSTALLED (CMD-24)", "no procedure here pairs pools anew",
     [](const Scenario& s) { return commands(s, "TB.SetBackupPool") > 0; }, true},
    {"E_SVC_NOT_INSTALLED (CMD-72)", "no step here starts the Backup Service by its name",
     [](const Scenario& s) { return has_argument(s, "Start-CsWindowsService", "-Name"); }, true},
    {"E_MIRROR_NOT_CONFIGURED (CMD-53)", "no procedure here removes one mirror twice",
     [](const Scenario& s) { return commands(s, "Uninstall-CsMirrorDatabase") > 3; }, true},
    {"E_MIRROR_NOT_CONFIGURED (FLT-94)",
     "no procedure here takes the mirror out of the topology first",
     [](const Scenario& s) {
       return commands(s, "Uninstall-CsMirrorDatabase") > 0 &&
              first_of(s, "TB.Publish") < first_of(s, "Uninstall-CsMirrorDatabase");
     },
     true},
    {"E_MIRROR_NOT_CONFIGURED (INV-61)",
     "every Back End whose databases are switched here has a mirror",
     [](const Scenario& s) {
       return std::any_of(s.topology.back_ends.begin(), s.topology.back_ends.end(),
                          [](const BackEnd& b) { return b.mirror == kNone; }) &&
              commands(s, "Invoke-CsDatabaseFailover") > 0;
     },
     true},
    {"E_MIRROR_NOT_CONFIGURED (PRC-MIR)", "no procedure here takes a mirror away twice",
     [](const Scenario& s) {
       return commands(s, "TB.ClearMirror") + commands(s, "TB.ClearWitness") > 1;
     },
     true},
    {"E_DB_INACCESSIBLE (CMD-76)",
     "the pool that is published here also holds the store, so INV-43 refuses first",
     edits_another_pool_than_the_stores, true},
    {"E_POOL_UNREACHABLE (CMD-80)", kForced, moves_without_force, true},
    {"E_TARGET_UNAVAILABLE (CMD-80)", kForced, moves_without_force, true},
    {"E_USER_NO_POOL (CMD-80)", "every user of a scenario has a home pool", never},
    {"E_QUORUM (FLT-09)", "no user is moved here into a pool without users",
     moves_into_an_empty_pool, true},
    {"a pool sent outside by another Edge pool", "no step here changes a route to outside",
     changes_a_route, true},
    {"resolvers outside saw changed names", "no step here changes a record of the external DNS",
     changes_names, true},
    {"a mishap came true", "no step here can meet a mishap", can_meet_a_mishap},
    {"E_TOPOLOGY_INVALID (FLT-03)", "no procedure here takes a Front End out twice",
     [](const Scenario& s) { return commands(s, "TB.RemoveFrontEnd") > 1; }, true},
    {"E_TOPOLOGY_INVALID (TOP-30)", "no procedure here takes the last Front End out of a pool",
     [](const Scenario& s) {
       return any_pool(s, [&](const Pool& pool) {
         return commands(s, "TB.RemoveFrontEnd") >= pool.front_end_count;
       });
     },
     true},
    {"E_POOL_UNREACHABLE (FLT-13)", "no two administrators here restart Front Ends at a time",
     [](const Scenario& s) { return runs_twice_at_once(s, "Restart-FrontEnds"); }, true},
    {"E_CMS_UNAVAILABLE (FLT-54)", "no two administrators here move the store at a time",
     [](const Scenario& s) { return runs_twice_at_once(s, "Invoke-CsManagementServerFailover"); },
     true},
    {"E_SYNC_TIMEOUT (MA-41)",
     "plannedSyncTimeout is at its default, by which the failover goes on",
     [](const Scenario& s) { return sets(s, "plannedSyncTimeout", "MA-41"); }},
    {"E_CMS_UNAVAILABLE (MA-47)", "readsWithoutCms is at its default, by which reads are local",
     [](const Scenario& s) { return sets(s, "readsWithoutCms", "MA-47"); }},
    {"E_DB_INACCESSIBLE (MA-48)", "switches of databases here give -Force or find the principal up",
     [](const Scenario& s) {
       return s.personality == Personality::kStrict || sets(s, "dbForceRequired", "MA-48");
     },
     true},
    {"E_PARTNER_UNAVAILABLE (MA-55)",
     "the store has to lie at the backup pool, and without that pool INV-04 refuses first",
     [](const Scenario& s) {
       return s.topology.pools.size() > 2 && commands(s, "Invoke-CsPoolFailOver") > 0;
     },
     true},
};

std::string stated(const Campaign& campaign, std::string_view probe) {
  for (const Reason& reason : kReasons) {
    if (reason.probe != probe) continue;
    if (reason.by_steps && campaign.options().slips) return {};
    const bool could =
        std::any_of(campaign.scenarios().begin(), campaign.scenarios().end(),
                    [&](const auto& scenario) { return reason.could(scenario->as_written); });
    return could ? std::string() : std::string(reason.why);
  }
  return {};
}

std::string why_no_rule(std::string_view rule) {
  for (const InvariantInfo& row : InvariantWatch::table()) {
    if (row.rule == rule && row.weight == InvariantWeight::kRule) return {};
  }
  return "advice and figures of a report, which are never judged";
}

std::string why_no_refusal(const Campaign& campaign, const KnownRefusal& refusal) {
  bool run_by_a_step = false;
  for (const std::uint16_t cmdlet : campaign.phases().cmdlets()) {
    run_by_a_step = run_by_a_step || can_refuse(cmdlet_table()[cmdlet], refusal);
  }
  if (!run_by_a_step) return "no step of these scenarios runs a cmdlet that can refuse so";
  if (refusal.decided_by == DecidedBy::kArguments && !campaign.options().slips) {
    return "it depends on how a step is written, and none of these is written so";
  }
  return {};
}

std::string why_no_fault(const Campaign& campaign, FaultKind kind) {
  const bool possible = std::any_of(
      campaign.scenarios().begin(), campaign.scenarios().end(), [&](const auto& scenario) {
        return (scenario->swarm->families() >> static_cast<unsigned>(kind) & 1U) != 0;
      });
  return possible ? "" : "no deployment of these scenarios has a component that can suffer it";
}

/// SlipKind::kCount means any of them.
std::string why_no_slip(const Campaign& campaign, SlipKind kind) {
  std::uint32_t kinds = 0;
  for (const auto& scenario : campaign.scenarios()) kinds |= scenario->swarm->slip_kinds();
  if (kinds == 0) return "slips of operators are drawn with --slips only";
  if (kind == SlipKind::kCount || (kinds >> static_cast<unsigned>(kind) & 1U) != 0) return {};
  return "no step of these scenarios can be slipped on so";
}

std::string why(const Campaign& campaign, const ProbeTable::Probe& probe) {
  std::string reason;
  switch (probe.kind) {
    case ProbeTable::Kind::kRule:
      reason = why_no_rule(probe.name);
      break;
    case ProbeTable::Kind::kRefusal:
      reason = why_no_refusal(campaign, known_refusals()[probe.number]);
      break;
    case ProbeTable::Kind::kFault:
      reason = why_no_fault(campaign, static_cast<FaultKind>(probe.number));
      break;
    case ProbeTable::Kind::kSlip:
      reason = why_no_slip(campaign, static_cast<SlipKind>(probe.number));
      break;
    case ProbeTable::Kind::kFact:
      if (probe.number == static_cast<std::size_t>(FactKind::kSlip)) {
        reason = why_no_slip(campaign, SlipKind::kCount);
      }
      break;
  }
  return reason.empty() ? stated(campaign, probe.name) : reason;
}

}  // namespace

std::vector<Unreached> unreached(const Campaign& campaign) {
  std::vector<Unreached> out;
  const auto& probes = ProbeTable::get().probes();
  for (std::size_t i = 0; i < probes.size(); ++i) {
    if (campaign.tally().probes.probes[i].runs != 0) continue;
    out.push_back({probes[i].kind, probes[i].name, why(campaign, probes[i])});
  }
  return out;
}

}  // namespace firedrill
