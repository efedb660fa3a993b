#include "sim/run/left_undone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/run/pool_steps.hpp"
#include "sim/run/remedy.hpp"
#include "sim/run/unapplied_edits.hpp"
#include "sim/run/unnoticed.hpp"
#include "sim/run/way_home.hpp"

namespace firedrill {
namespace {

/// What passes through Edge pools; nothing for what a pool alone gives.
std::optional<EdgeService> service_behind(Capability capability) {
  switch (capability) {
    case Capability::kFederationIn:
      return EdgeService::kFederationIn;
    case Capability::kFederationOut:
      return EdgeService::kFederationOut;
    case Capability::kXmpp:
      return EdgeService::kXmpp;
    default:
      return std::nullopt;
  }
}

/// The procedure that brings a capability back when its pool or Edge pool is lost.
std::string_view procedure_of(Capability capability) {
  if (capability == Capability::kRemoteAccess) return "PRC-EA";
  const auto service = service_behind(capability);
  if (!service) return "PRC-FO";
  return *service == EdgeService::kXmpp ? "PRC-EX" : "PRC-EF";
}

/// Those that bring it back for all: whoever has no regular mode needs a pool first, and what
/// works at every pool that runs needs nothing else.
std::vector<std::string_view> procedures_of(const Simulation& simulation, Capability capability,
                                            const RecoveryFigures& f) {
  const auto service = service_behind(capability);
  if (!service || f.open_without_pool == 0) return {procedure_of(capability)};
  const bool elsewhere = pools_without(simulation.world(), simulation.state(), *service).empty();
  if (elsewhere) return {"PRC-FO"};
  return {"PRC-FO", procedure_of(capability)};
}

Undone said(std::string text, std::vector<std::string_view> rules) {
  return {std::move(text), {}, std::move(rules)};
}

/// What was not said before.
void add(std::vector<Undone> more, std::vector<Undone>& out) {
  for (Undone& one : more) {
    if (std::ranges::find(out, one) == out.end()) out.push_back(std::move(one));
  }
}

/// Whatever else is to be done has to be written there.
void store_missing(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  if (w.topology.cms.active == kNone) return;
  if (active_master(w, simulation.state()) != kNone) return;
  out.push_back(store_first(w, simulation.state()));
}

/// PRC-FO: before all else, since nobody has presence, contacts and conferences without a pool.
void pools_missing(const Simulation& simulation, std::vector<Undone>& out) {
  for (std::size_t p = 0; p < simulation.world().topology.pools.size(); ++p) {
    add(pool_steps_missing(simulation.world(), simulation.state(), static_cast<Index>(p)), out);
  }
}

void edges_missing(const Simulation& simulation, std::vector<Undone>& out) {
  const World& w = simulation.world();
  const State& s = simulation.state();
  add(unapplied_edits(w, s), out);
  for (const EdgeService service : kMovedServices) add(steps_missing(w, s, service), out);
  add(wizards_missing(w, s), out);
}

/// INV-48: what was published is not what a computer goes by before its replica has it.
void hasty_steps(const Simulation& simulation, const Figures& figures, std::vector<Undone>& out) {
  for (const CommandFigure& command : figures.commands) {
    if (command.behind <= 0) continue;
    out.push_back(
        said(fmt::format("{} ran while {} {} behind: \"wait until replicas behind = 0\" belongs "
                         "before it (INV-48)",
                         step_name(simulation.world(), command.actor, command.position),
                         command.behind, command.behind == 1 ? "replica was" : "replicas were"),
             {"INV-48"}));
  }
}

/// "for an hour or more for 40 users, up to 1h 03m 41s".
std::string for_long(const RecoveryFigures::Long& figures) {
  return fmt::format("for an hour or more for {} users, up to {}", count_text(figures.users),
                     duration_text(figures.max_ms));
}

/// "while pool1 was failed back, which is normal (TRAP-12)".
Undone in_failback(const Simulation& simulation, const Figures& figures,
                   const RecoveryFigures::Long& missing) {
  bool normal = true;
  std::vector<Index> pools;
  for (const FailbackFigure& failback : figures.failbacks) {
    const std::int64_t took_ms = failback.ended_ms - failback.began_ms;
    normal = normal && failback.ended_ms >= 0 && took_ms <= kLongAbsenceMs;
    if (std::ranges::count(pools, failback.pool) == 0) pools.push_back(failback.pool);
  }
  Undone out =
      said(fmt::format("missing {}, while {} {} failed back{} (TRAP-12)", for_long(missing),
                       pool_names(simulation.world(), pools), pools.size() == 1 ? "was" : "were",
                       normal ? ", which is normal" : ""),
           {"TRAP-12"});
  out.normal = normal;
  return out;
}

/// What is said of each capability; those of which the same is said share a line.
void capabilities_left(const Simulation& simulation, const Figures& figures,
                       std::vector<Undone>& out) {
  std::vector<std::pair<std::string, Undone>> lines;  // names, what is said
  const auto say = [&](Capability capability, Undone what) {
    for (auto& [names, said] : lines) {
      if (said != what) continue;
      names += ", " + std::string(capability_name(capability));
      return;
    }
    lines.emplace_back(capability_name(capability), std::move(what));
  };
  for (int c = 0; c < kCapabilities; ++c) {
    const auto capability = static_cast<Capability>(c);
    const RecoveryFigures& f = figures.recovery[static_cast<std::size_t>(c)];
    if (f.open > 0) {
      std::vector<std::string_view> procedures = procedures_of(simulation, capability, f);
      std::string text =
          fmt::format("{} users are without ({})", count_text(f.open), fmt::join(procedures, ", "));
      say(capability, said(std::move(text), std::move(procedures)));
      continue;
    }
    if (f.otherwise.users > 0) say(capability, said("missing " + for_long(f.otherwise), {}));
    if (f.in_failback.users > 0) {
      say(capability, in_failback(simulation, figures, f.in_failback));
    }
  }
  for (auto& [names, what] : lines) {
    what.text = names + ": " + what.text;
    out.push_back(std::move(what));
  }
}

void media_figures(const Simulation& simulation, const AbsenceWatch& absences,
                   std::vector<Undone>& out) {
  std::int64_t without = 0;
  const State& s = simulation.state();
  for (const Index p : pools_without(simulation.world(), s, EdgeService::kMedia)) {
    without += users_outside(s, p);
  }
  if (without > 0) {
    out.push_back(said(
        fmt::format("media of users outside: {} users are without (PRC-EA)", count_text(without)),
        {"PRC-EA"}));
  }
  const AbsenceWatch::Media media = absences.media();
  if (media.users == 0) return;
  out.push_back(
      said(fmt::format("media of users outside: missing {} (pools {}, PRC-EA)",
                       for_long({static_cast<std::uint32_t>(media.users), media.longest_ms}),
                       pool_names(simulation.world(), media.pools)),
           {"PRC-EA"}));
}

}  // namespace

std::vector<Undone> left_undone(const Simulation& simulation, const Figures& figures,
                                const AbsenceWatch& absences) {
  const Unnoticed unnoticed(simulation.world());
  std::vector<Undone> out;
  store_missing(simulation, out);
  pools_missing(simulation, out);
  edges_missing(simulation, out);
  wait_first(absences.wait_for_loss(), out);
  hasty_steps(simulation, figures, out);
  capabilities_left(simulation, figures, out);
  media_figures(simulation, absences, out);
  bool failover = false;
  for (Undone& one : absences.meanwhile()) {
    failover = failover || (!one.lines.empty() && std::ranges::count(one.rules, "PRC-FO") > 0);
    out.push_back(std::move(one));
  }
  add(way_home(simulation, absences.returns(), failover), out);
  return out;
}

}  // namespace firedrill
