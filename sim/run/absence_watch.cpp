// Asks of the model what left_undone asks at the end, while it happens.
#include "sim/run/absence_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/run/names.hpp"
#include "sim/run/pool_steps.hpp"
#include "sim/run/rehearsal.hpp"
#include "sim/run/service_story.hpp"
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

/// Where the first administrator stood who was not through, or else the last.
struct Place {
  std::size_t actor = 0;
  std::size_t position = 0;
  bool any = false;
  [[nodiscard]] bool through(const World& w) const { return position >= w.actors[actor].length(); }
  [[nodiscard]] std::string text(const World& w) const {
    if (!any) return {};
    return through(w) ? ", after " + step_name(w, actor, w.actors[actor].length() - 1)
                      : ", in " + step_name(w, actor, position);
  }
  /// When the step there began, or the last one before it; -1 = there is none.
  [[nodiscard]] std::int64_t began(const Simulation& simulation) const {
    if (!any) return -1;
    const std::size_t last = simulation.world().actors[actor].length() - 1;
    const auto at = static_cast<std::uint32_t>(std::min(position, last));
    return simulation.root_time(Root::step(static_cast<std::uint32_t>(actor), at));
  }
};

Place place_of(const World& w, const std::vector<std::uint16_t>& steps) {
  Place out;
  for (std::size_t a = 0; a < steps.size(); ++a) {
    if (w.actors[a].length() == 0) continue;
    out = {a, steps[a], true};
    if (!out.through(w)) break;
  }
  return out;
}

/// The lines of it may wait for different things.
bool is_told(const std::vector<Undone>& all, const std::string& text) {
  return std::ranges::any_of(all, [&](const Undone& one) { return one.text == text; });
}

}  // namespace

AbsenceWatch::AbsenceWatch(const Simulation& simulation, std::int64_t clock_start_ms)
    : simulation_(simulation),
      clock_start_ms_(clock_start_ms),
      returns_(simulation),
      media_(simulation.state().count<PoolRecord>()) {
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

/// "pool1", "XMPP".
std::string AbsenceWatch::name_of(const Absence& absence) const {
  if (absence.pool != kNone) return pool_name(simulation_.world(), absence.pool);
  return std::string(service_name(absence.service));
}

/// What is gone with it, as a condition names it; empty where nothing stands still.
std::string AbsenceWatch::lost_of(const Absence& absence, Index pool) const {
  const World& w = simulation_.world();
  if (absence.pool != kNone) return "serving of " + w.pool(pool).fqdn;
  for (std::size_t d = 0; d < w.topology.domain_count(); ++d) {
    const auto domain = static_cast<Index>(d);
    const Passage way = passage(w, simulation_.state(), absence.service, domain, pool);
    if (way.edge_pool == kNone || !way.obstacles.has(Obstacle::kEdgePoolDown)) continue;
    const auto edge = static_cast<std::size_t>(way.edge_pool);
    return "edge serving of " + w.topology.edge_pools[edge].fqdn;
  }
  return {};
}

/// "; its lines take 42m 00s, so begin by 01:18:00": later is certainly too late. `from_ms`: when
/// the procedure comes to them; -1 = it does not.
std::string AbsenceWatch::when_to_begin(const Rehearsal& time, std::int64_t since_ms,
                                        std::int64_t from_ms) const {
  std::string out = "; its lines take " + duration_text(time.took_ms);
  const std::int64_t latest = since_ms + kLongAbsenceMs - time.took_ms;
  const bool too_late = from_ms > latest;
  if (time.took_ms >= kLongAbsenceMs) {
    out += ", longer than the hour";
  } else {
    out += ", so begin by " + clock_text(latest, clock_start_ms_);
    if (too_late) out += ", earlier in the procedure or by a second administrator";
  }
  if (time.hasty_cmdlet.empty()) return out;
  return out + fmt::format(" ({} with -NoWait saves {})", time.hasty_cmdlet,
                           duration_text(time.took_ms - time.hasty_ms));
}

/// A procedure that comes to the same lines later needs them earlier, not twice.
Undone AbsenceWatch::with_place(Undone one, Absence& absence) const {
  const World& w = simulation_.world();
  const Place place = place_of(w, absence.steps);
  one.text = fmt::format("meanwhile, when an hour was up ({}{}): {}",
                         clock_text(absence.since_ms + kLongAbsenceMs, clock_start_ms_),
                         place.text(w), one.text);
  const std::string later = typed_later(w, absence.steps, one.lines);
  if (!later.empty()) one.text += "; " + later + " and those after it came later";
  // Behind the last step the lines begin when it has ended.
  const bool over = returns_.over_ms() >= 0 && place.any;
  if (const auto time = rehearse(w, simulation_.state(), one.lines); time) {
    const std::int64_t hour_ms = absence.since_ms + kLongAbsenceMs;
    const std::int64_t from_ms = over ? returns_.over_ms() : later.empty() ? -1 : hour_ms;
    one.text += when_to_begin(*time, absence.since_ms, from_ms);
    absence.took_ms += time->took_ms;
  } else if (one.lines.empty() && later.empty() && active_master(w, simulation_.state()) == kNone) {
    one.text += "; its lines are told once the Central Management store can be reached";
  }
  if (!later.empty()) one.lines.clear();
  if (one.lines.empty() || absence.lost.empty()) return one;
  const std::int64_t began =
      std::max<std::int64_t>(0, over ? returns_.over_ms() : place.began(simulation_));
  if (began > absence.since_ms) return one;
  one.lines.insert(one.lines.begin(), typed::wait_until(absence.lost + " = no",
                                                        hours_beyond(absence.since_ms - began)));
  return one;
}

void AbsenceWatch::keep(Absence& absence, std::int64_t at_ms) const {
  if (absence.since_ms < 0 || absence.kept || at_ms <= absence.since_ms + kLongAbsenceMs) return;
  absence.kept = true;
  absence.hour_ms = absence.since_ms + kLongAbsenceMs;
  for (Undone& one : absence.noted) {
    one = with_place(std::move(one), absence);
    if (!is_told(absence.whiles, one.text)) absence.whiles.push_back(std::move(one));
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
    absence.lost.clear();
    return;
  }
  if (absence.since_ms < 0) absence.since_ms = at_ms;
  if (absence.kept) return;
  absence.noted = in_the_way(absence);
  if (absence.lost.empty()) absence.lost = lost_of(absence, pools.front());
  absence.steps = positions(simulation_.state());
}

void AbsenceWatch::on_instant(std::int64_t at_ms) {
  const Unnoticed unnoticed(simulation_.world());
  for (Absence& absence : absences_) note(absence, at_ms);
  returns_.look(simulation_, at_ms);
}

/// Those behind the place that parts the times best; all of one.
std::span<const AbsenceWatch::Told> AbsenceWatch::of_the_second(std::span<const Told> told) {
  std::int64_t before_ms = 0;
  std::int64_t behind_ms = 0;
  for (const Told& one : told) behind_ms += one.took_ms;
  std::size_t first = 0;
  while (first + 1 < told.size() && before_ms + told[first].took_ms < behind_ms) {
    before_ms += told[first].took_ms;
    behind_ms -= told[first].took_ms;
    ++first;
  }
  return told.subspan(first);
}

std::string AbsenceWatch::second_administrator(std::span<const Told> told) const {
  const World& w = simulation_.world();
  const Index master = active_master(w, simulation_.state());
  const bool moved = master != kNone && master != w.topology.cms.active;
  std::int64_t together_ms = 0;
  for (const Told& one : told) together_ms += one.took_ms;
  std::vector<std::string> names;
  for (const Told& one : of_the_second(told)) names.push_back(one.name);
  std::string second = fmt::format("the second one types those of {}", fmt::join(names, ", "));
  if (moved) {
    second +=
        ", beginning with \"- " + typed::wait_until("master = " + w.pool(master).fqdn, "2h") + "\"";
  }
  const std::string shared = w.actors.size() > 1
                                 ? "share them out among the administrators"
                                 : "write \"administrators:\" in place of \"procedure:\", with a "
                                   "\"- name:\" and a \"procedure:\" for each";
  return fmt::format(
      "these lines take {} one after the other, and one administrator who types them all is not "
      "done within the hour: {}; {}",
      duration_text(together_ms), shared, second);
}

std::vector<Undone> AbsenceWatch::meanwhile() const {
  const Unnoticed unnoticed(simulation_.world());
  std::vector<Undone> out;
  std::string waited;
  std::vector<Told> told;
  std::int64_t together_ms = 0;
  std::int64_t clock_ms = returns_.over_ms();  // of the one who types them behind the procedure
  bool late = false;
  for (Absence absence : absences_) {
    if (!missing(absence).empty()) continue;  // what stands in the way now says it
    keep(absence, simulation_.state().now().ms());
    for (Undone& one : absence.whiles) {
      if (is_told(out, one.text)) continue;
      // What was waited for once is so.
      const bool waits = !one.lines.empty() && one.lines.front().starts_with("wait ");
      if (waits && one.lines.front() == waited) {
        one.lines.erase(one.lines.begin());
      } else if (waits) {
        waited = one.lines.front();
      }
      out.push_back(std::move(one));
    }
    together_ms += absence.took_ms;
    if (absence.took_ms > 0) told.push_back({name_of(absence), absence.took_ms});
    if (absence.took_ms == 0 || returns_.over_ms() < 0) continue;
    if (returns_.over_ms() > absence.hour_ms) continue;
    clock_ms = std::max(clock_ms, absence.hour_ms - kLongAbsenceMs) + absence.took_ms;
    late = late || clock_ms > absence.hour_ms;
  }
  if (late || (out.size() > 1 && together_ms >= kLongAbsenceMs)) {
    out.push_back({second_administrator(told), {}});
  }
  return out;
}

std::string AbsenceWatch::wait_for_loss() const {
  const std::int64_t over = returns_.over_ms();
  for (const Absence& absence : absences_) {
    if (absence.since_ms < 0 || absence.lost.empty() || over < 0 || over > absence.since_ms)
      continue;
    return typed::wait_until(absence.lost + " = no", hours_beyond(absence.since_ms - over));
  }
  return {};
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
