// Pairs of runs at the two ends of a range. See range_effects.hpp for what is held equal.
#include "sim/explore/range_effects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/run/measures.hpp"
#include "sim/run/step_log.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/reader_load.hpp"

namespace firedrill {
namespace {

using Values = std::vector<NamedFigure>;

void add_recovery(Values& out, const Figures& figures) {
  for (int c = 0; c < kCapabilities; ++c) {
    const RecoveryFigures& f = figures.recovery[static_cast<std::size_t>(c)];
    const std::string name = "RTO " + std::string(capability_name(static_cast<Capability>(c)));
    const auto of = [&f](std::int64_t value) {
      return f.affected == 0        ? NamedFigure::kNone
             : f.affected == f.open ? NamedFigure::kNever
                                    : value;
    };
    out.push_back({name + " p50", FigureUnit::kDuration, of(f.p50)});
    out.push_back({name + " p99", FigureUnit::kDuration, of(f.p99)});
    out.push_back({name + " never", FigureUnit::kUsers,
                   f.affected == 0 ? NamedFigure::kNone : std::int64_t{f.open}});
  }
}

/// Each command that has a documented target, and each procedure from its first command to the end
/// of its last.
void add_procedures(Values& out, const Scenario& scenario, const Figures& figures) {
  const auto whose = [&scenario](std::size_t actor) {
    return scenario.actors.size() > 1 ? " of " + scenario.actors[actor].name : std::string();
  };
  for (const CommandFigure& c : figures.commands) {
    if (c.target_ms < 0) continue;
    out.push_back({fmt::format("{} of step {}{}", c.name, c.step + 1, whose(c.actor)),
                   FigureUnit::kDuration, c.took_ms < 0 ? NamedFigure::kNever : c.took_ms});
  }
  for (std::size_t actor = 0; actor < scenario.actors.size(); ++actor) {
    std::int64_t began = NamedFigure::kNone;
    std::int64_t end = 0;
    for (const CommandFigure& c : figures.commands) {
      if (c.actor != actor) continue;
      if (began < 0 || c.began_ms < began) began = c.began_ms;
      if (end >= 0)
        end = c.took_ms < 0 ? NamedFigure::kNever : std::max(end, c.began_ms + c.took_ms);
    }
    out.push_back({"duration of the procedure" + whose(actor), FigureUnit::kDuration,
                   began < 0 ? NamedFigure::kNone
                   : end < 0 ? end
                             : end - began});
  }
}

Values figures_of(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  Measures measures(simulation);
  StepLog steps(scenario, world);
  simulation.listen(&measures);
  simulation.listen(&steps);
  simulation.run();
  const Figures figures = measures.figures();
  Values out;
  out.push_back({"verdict", FigureUnit::kVerdict,
                 static_cast<std::int64_t>(judge(scenario, simulation, steps).verdict)});
  add_recovery(out, figures);
  add_procedures(out, scenario, figures);
  const LossFigures& loss = figures.loss;
  out.push_back({"changes lost", FigureUnit::kCount, static_cast<std::int64_t>(loss.lost)});
  out.push_back({"changes not at the backup at take-over (RPO)", FigureUnit::kCount,
                 static_cast<std::int64_t>(loss.stranded)});
  out.push_back({"age of the oldest loss", FigureUnit::kDuration,
                 loss.oldest_age_ms < 0 ? NamedFigure::kNone : loss.oldest_age_ms});
  out.push_back({"user-minutes out", FigureUnit::kMinutes, figures.user_ms_out});
  out.push_back(
      {"user-minutes in resiliency mode", FigureUnit::kMinutes, figures.user_ms_resiliency});
  return out;
}

Values at_end(const Scenario& scenario, const ParameterRange& range, std::int64_t value) {
  Scenario pinned = scenario;
  const ParameterInfo& info = parameter_info(range.id);
  reading::override_parameter(pinned, std::string(info.name), print_parameter(info, value));
  return figures_of(pinned);
}

/// How far apart two values are; what never came lies beyond all others.
std::uint64_t distance(std::int64_t a, std::int64_t b) {
  if (a == b) return 0;
  if (a < 0 || b < 0) return ~std::uint64_t{0};
  return static_cast<std::uint64_t>(a < b ? b - a : a - b);
}

/// All pairs of one range so far, a figure once, in the order in which figures were met.
class Pairs {
 public:
  void add(const Values& low, const Values& high) {
    for (const NamedFigure& one : low) add(one.name, one.unit, one.value, value_in(high, one.name));
    for (const NamedFigure& one : high) {
      if (find(low, one.name) == nullptr) add(one.name, one.unit, NamedFigure::kNone, one.value);
    }
  }
  void tell(RangeEffect& out) const {
    for (const FigureMove& one : all_) {
      if (one.pairs > 0) out.moved.push_back(one);
      const bool happened = one.low != NamedFigure::kNone;
      if (one.pairs == 0 && happened) out.still.push_back(one.name);
    }
  }

 private:
  static const NamedFigure* find(const Values& values, const std::string& name) {
    for (const NamedFigure& one : values) {
      if (one.name == name) return &one;
    }
    return nullptr;
  }
  static std::int64_t value_in(const Values& values, const std::string& name) {
    const NamedFigure* found = find(values, name);
    return found == nullptr ? NamedFigure::kNone : found->value;
  }
  void add(const std::string& name, FigureUnit unit, std::int64_t low, std::int64_t high) {
    auto at = std::find_if(all_.begin(), all_.end(),
                           [&](const FigureMove& one) { return one.name == name; });
    if (at == all_.end()) at = all_.insert(all_.end(), {name, unit, low, high, 0});
    if (low != high) ++at->pairs;
    const bool first_to_happen = at->low == NamedFigure::kNone && at->high == NamedFigure::kNone;
    if (first_to_happen || distance(low, high) > distance(at->low, at->high)) {
      at->low = low;
      at->high = high;
    }
  }

  std::vector<FigureMove> all_;
};

}  // namespace

std::vector<ParameterRange> ranges_of(const Scenario& scenario) {
  std::vector<ParameterRange> out;
  for (const auto& [name, text] : scenario.parameters) {
    const ParameterInfo* info = find_parameter(name);
    const auto range = info == nullptr ? std::nullopt : parse_parameter_range(*info, text);
    if (range) out.push_back(*range);
  }
  std::sort(out.begin(), out.end(),
            [](const ParameterRange& a, const ParameterRange& b) { return a.id < b.id; });
  return out;
}

std::int64_t drawn_in(const Scenario& scenario, const ParameterRange& range) {
  return drawn_value(range, Draws(scenario.seed));
}

std::vector<RangeEffect> range_effects(const std::vector<Scenario>& runs,
                                       const std::function<bool()>& stop) {
  std::vector<RangeEffect> out;
  if (runs.empty()) return out;
  for (const ParameterRange& range : ranges_of(runs.front())) {
    RangeEffect effect{range, drawn_in(runs.front(), range), 0, {}, {}};
    Pairs pairs;
    for (const Scenario& run : runs) {
      if (stop && stop()) return {};
      pairs.add(at_end(run, range, range.low), at_end(run, range, range.high));
      ++effect.pairs;
    }
    pairs.tell(effect);
    out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace firedrill
