// Asks of the model what left_undone asks at the end, while it happens.
#include "sim/run/absence_watch.hpp"

#include <algorithm>

#include "sim/run/names.hpp"
#include "sim/run/pool_steps.hpp"
#include "sim/run/unapplied_edits.hpp"
#include "sim/run/unnoticed.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

template <class T>
bool has(const std::vector<T>& all, const T& one) {
  return std::ranges::find(all, one) != all.end();
}

/// Positions of all administrators on their walks.
std::vector<std::uint16_t> positions(const State& s) {
  std::vector<std::uint16_t> out;
  for (std::size_t a = 0; a < s.count<ActorRecord>(); ++a) {
    out.push_back(s.record<ActorRecord>(a).step);
  }
  return out;
}

/// The first step beyond `from` by which some of `lines` is typed: "step 9"; empty = none. Waits
/// and a publish after other lines do not count, since procedures are full of them.
std::string typed_later(const World& w, const std::vector<std::uint16_t>& from,
                        const std::vector<std::string>& lines) {
  for (std::size_t a = 0; a < w.actors.size(); ++a) {
    for (std::size_t at = std::size_t{from[a]} + 1; at < w.actors[a].length(); ++at) {
      const StepSpec& step = w.actors[a].performed(at);
      const auto line = std::ranges::find_if(lines, [&](const std::string& each) {
        return step.text == each || step.text.starts_with(each + " -");  // with one more switch
      });
      if (line == lines.end() || step.kind != StepSpec::Kind::kCommand) continue;
      if (line != lines.begin() && step.text == typed::kPublish) continue;
      return step_name(w, a, at);
    }
  }
  return {};
}

}  // namespace

AbsenceWatch::AbsenceWatch(const Simulation& simulation)
    : simulation_(simulation), media_(simulation.state().count<PoolRecord>()) {
  const Unnoticed unnoticed(simulation.world());
  const State& s = simulation.state();
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const auto pool = static_cast<Index>(p);
    absences_.emplace_back().pool = pool;
  }
  for (const EdgeService service : kMovedServices) absences_.emplace_back().service = service;
  for (Absence& absence : absences_) absence.never = missing(absence);
}

std::vector<Index> AbsenceWatch::missing(const Absence& absence) const {
  const State& s = simulation_.state();
  std::vector<Index> out;
  if (absence.pool == kNone) {
    out = pools_without(simulation_.world(), s, absence.service);
  } else if (pool_is_missing(s, absence.pool)) {
    out = {absence.pool};
  }
  std::erase_if(out, [&](Index pool) { return has(absence.never, pool); });
  return out;
}

std::vector<Undone> AbsenceWatch::in_the_way(const Absence& absence) const {
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  if (absence.pool != kNone) return pool_steps_missing(w, s, absence.pool);
  std::vector<Undone> out = steps_missing(w, s, absence.service);
  if (absence.service == EdgeService::kMedia) return out;  // needs no components
  for (Undone& wizard : wizards_missing(w, s)) out.push_back(std::move(wizard));
  return out;
}

/// A procedure that comes to the same lines later needs them earlier, not twice.
Undone AbsenceWatch::with_place(Undone one, const std::vector<std::uint16_t>& steps) const {
  const World& w = simulation_.world();
  std::string place;
  for (std::size_t a = 0; a < steps.size() && place.empty(); ++a) {
    if (steps[a] < w.actors[a].length()) place = " (in " + step_name(w, a, steps[a]) + ")";
  }
  const std::string later = typed_later(w, steps, one.lines);
  one.text = "meanwhile, when an hour was up" + place + ": " + one.text;
  if (later.empty()) return one;
  one.text += "; " + later + " and those after it came later";
  one.lines.clear();
  return one;
}

void AbsenceWatch::keep(Absence& absence, std::int64_t at_ms) const {
  if (absence.since_ms < 0 || absence.kept || at_ms <= absence.since_ms + kLongAbsenceMs) return;
  absence.kept = true;
  for (Undone& one : absence.noted) {
    one = with_place(std::move(one), absence.steps);
    if (!has(absence.whiles, one)) absence.whiles.push_back(std::move(one));
  }
  absence.noted.clear();
}

void AbsenceWatch::note_media(const std::vector<Index>& pools, std::int64_t at_ms) {
  for (std::size_t p = 0; p < media_.size(); ++p) {
    PoolMedia& media = media_[p];
    const auto pool = static_cast<Index>(p);
    if (has(pools, pool)) {
      if (media.since_ms < 0) media.since_ms = at_ms;
      // Users come and go in between; to count them at every instant takes long in large runs.
      const bool hour_is_up = at_ms - media.since_ms >= kLongAbsenceMs && !media.hour_was_up;
      media.hour_was_up = media.hour_was_up || hour_is_up;
      if (hour_is_up || simulation_.infrastructure_touched()) {
        media.users = std::max(media.users, users_outside(simulation_.state(), pool));
      }
      continue;
    }
    if (media.since_ms >= 0 && at_ms - media.since_ms >= kLongAbsenceMs) {
      media.longest_ms = std::max(media.longest_ms, at_ms - media.since_ms);
      media.users_max = std::max(media.users_max, media.users);
    }
    media.since_ms = -1;
    media.users = 0;
    media.hour_was_up = false;
  }
}

void AbsenceWatch::note(Absence& absence, std::int64_t at_ms) {
  keep(absence, at_ms);
  const std::vector<Index> pools = missing(absence);
  if (absence.pool == kNone && absence.service == EdgeService::kMedia) note_media(pools, at_ms);
  if (pools.empty()) {
    absence.since_ms = -1;
    absence.kept = false;
    absence.noted.clear();
    return;
  }
  if (absence.since_ms < 0) absence.since_ms = at_ms;
  if (absence.kept) return;
  absence.noted = in_the_way(absence);
  absence.steps = positions(simulation_.state());
}

void AbsenceWatch::on_instant(std::int64_t at_ms) {
  const Unnoticed unnoticed(simulation_.world());
  for (Absence& absence : absences_) note(absence, at_ms);
}

std::vector<Undone> AbsenceWatch::meanwhile() const {
  const Unnoticed unnoticed(simulation_.world());
  std::vector<Undone> out;
  for (Absence absence : absences_) {
    if (!missing(absence).empty()) continue;  // what stands in the way now says it
    keep(absence, simulation_.state().now().ms());
    for (Undone& one : absence.whiles) {
      if (!has(out, one)) out.push_back(std::move(one));
    }
  }
  return out;
}

AbsenceWatch::Media AbsenceWatch::media() const {
  Media out;
  for (std::size_t p = 0; p < media_.size(); ++p) {
    const PoolMedia& media = media_[p];
    if (media.longest_ms < kLongAbsenceMs || media.since_ms >= 0) continue;
    out.pools.push_back(static_cast<Index>(p));
    out.users += media.users_max;
    out.longest_ms = std::max(out.longest_ms, media.longest_ms);
  }
  return out;
}

}  // namespace firedrill
