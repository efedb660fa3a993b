// Put together from figures and events of the run; nothing about the domain is worked out here.
#include "reports/page/first_screen.hpp"

#include <fmt/format.h>

#include "sim/run/names.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

void add(std::string& out, const std::string& text) {
  out += (out.empty() ? "" : "; ") + text;
}

std::string users_text(std::int64_t n) {
  return count_text(n) + (n == 1 ? " user" : " users");
}

/// Presence, contacts and conferencing go with regular service, of which resiliency mode tells.
bool told_by_mode(Capability capability) {
  return capability == Capability::kPresence || capability == Capability::kContacts ||
         capability == Capability::kConferencing;
}

std::string capability_text(Capability capability, const RecoveryFigures& f) {
  std::string out = fmt::format("{} missing for {}", capability_name(capability),
                                users_text(static_cast<std::int64_t>(f.affected)));
  if (f.affected > f.open) out += " for up to " + duration_text(f.max);
  if (f.open == f.affected) return out + " and not there at the end";
  return f.open > 0 ? out + fmt::format(", for {} of them still at the end", count_text(f.open))
                    : out;
}

/// The last fault that had struck by then, as a number; -1 = none.
std::ptrdiff_t fault_before(const RecordedRun& run, std::int64_t at_ms) {
  for (std::size_t i = run.scenario.faults.size(); i-- > 0;) {
    const std::int64_t struck =
        run.simulation->root_time(Root::fault(static_cast<std::uint32_t>(i)));
    if (struck >= 0 && struck <= at_ms) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

std::string step_text_of(const RecordedRun& run, std::size_t actor, std::size_t step) {
  return written_step_name(run.scenario, actor, step) + ": " +
         run.scenario.actors[actor].steps[step].text;
}

}  // namespace

std::string lacking_text(const RecordedRun& run) {
  std::string out;
  const auto by_pool = run.history->resiliency();
  for (std::size_t p = 0; p < by_pool.size(); ++p) {
    const RunHistory::Resiliency& of = by_pool[p];
    if (of.users == 0) continue;
    const Pool& pool = run.world.topology.pools[p];
    std::string text = fmt::format("{} of {}", users_text(of.users),
                                   pool_name(run.world, static_cast<std::int32_t>(p)));
    if (pool.population > 0 && pool.population != pool.users) {
      text += fmt::format(" (its {} stand for {})", count_text(pool.users),
                          count_text(pool.population));
    }
    add(out, text + " in resiliency mode for up to " + duration_text(of.longest_ms));
  }
  for (int c = 0; c < kCapabilities; ++c) {
    const auto capability = static_cast<Capability>(c);
    const RecoveryFigures& f = run.figures.recovery[static_cast<std::size_t>(c)];
    if (f.affected == 0 || told_by_mode(capability)) continue;
    add(out, capability_text(capability, f));
  }
  return out;
}

std::string whom_text(const RecordedRun& run) {
  std::string out = lacking_text(run);
  bool open = false;
  for (const RecoveryFigures& f : run.figures.recovery) open = open || f.open > 0;
  // The story looks at modes alone when it says that nobody is left without service.
  if (open && run.story->nobody_left) return out;
  add(out, run.story->whom);
  return out;
}

std::string because_text(const RecordedRun& run) {
  // What merely came last is no cause.
  if (!run.story->merely_last) return run.story->because;
  if (run.critical && run.critical->kind == CriticalStep::Kind::kStep &&
      !run.critical->of_original) {
    return step_text_of(run, run.critical->actor, run.critical->step) + " (the critical step)";
  }
  const std::int64_t at = run.failed->at_ms;
  const std::ptrdiff_t fault = fault_before(run, at < 0 ? run.history->end_ms() : at);
  if (fault < 0) return "";
  return fmt::format(
      "fault {}: {}; no step of the procedure is known to have caused it", fault + 1,
      fault_text(run.scenario.faults[static_cast<std::size_t>(fault)], run.scenario));
}

}  // namespace firedrill
