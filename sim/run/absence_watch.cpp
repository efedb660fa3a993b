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

/// A procedure does it, and types into the store.
bool needs_the_store(const Undone& one) {
  return std::ranges::any_of(one.rules, [](std::string_view rule) {
    return rule.starts_with("PRC-") && rule != "PRC-PAIR";
  });
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

/// "; its lines take 42m 00s, so begin by 01:18:00": later is certainly too late.
std::string AbsenceWatch::when_to_begin(const Rehearsal& time, std::int64_t hour_ms,
                                        bool too_late) const {
  std::string out = "; its lines take " + duration_text(time.took_ms);
  if (time.took_ms >= kLongAbsenceMs) {
    out += ", longer than the hour";
  } else {
    out += ", so begin by " + clock_text(hour_ms - time.took_ms, clock_start_ms_);
    if (too_late) out += ", earlier in the procedure or by a second administrator";
  }
  if (time.hasty_cmdlet.empty()) return out;
  return out + fmt::format(" ({} with -NoWait saves {})", time.hasty_cmdlet,
                           duration_text(time.took_ms - time.hasty_ms));
}

/// Where the store has gone by now; empty where it is at home.
std::string AbsenceWatch::wait_for_store() const {
  const World& w = simulation_.world();
  const Index master = active_master(w, simulation_.state());
  if (master == kNone || master == w.topology.cms.active) return {};
  return typed::wait_until("master = " + w.pool(master).fqdn, "2h");
}

/// A procedure that comes to the same lines later needs them earlier, not twice.
AbsenceWatch::While AbsenceWatch::with_place(Undone one, const Absence& absence) const {
  const World& w = simulation_.world();
  const std::int64_t hour_ms = absence.since_ms + kLongAbsenceMs;
  const Place place = place_of(w, absence.steps);
  While out{std::move(one), {name_of(absence), hour_ms, 0, wait_for_store()}};
  std::string& text = out.undone.text;
  std::vector<std::string>& lines = out.undone.lines;
  text = fmt::format("meanwhile, when an hour was up ({}{}): {}",
                     clock_text(hour_ms, clock_start_ms_), place.text(w), text);
  const std::string later = typed_later(w, absence.steps, lines);
  if (!later.empty()) text += "; " + later + " and those after it came later";
  // Behind the last step the lines begin when it has ended.
  const bool over = returns_.over_ms() >= 0 && place.any;
  if (const auto time = rehearse(w, simulation_.state(), lines); time) {
    const bool too_late = over ? returns_.over_ms() > hour_ms - time->took_ms : !later.empty();
    text += when_to_begin(*time, hour_ms, too_late);
    out.timed.took_ms = time->took_ms;
  } else if (lines.empty() && needs_the_store(out.undone) &&
             active_master(w, simulation_.state()) == kNone) {
    text += "; its lines are told once the Central Management store can be reached";
  }
  if (!later.empty()) lines.clear();
  if (lines.empty() || absence.lost.empty()) return out;
  const std::int64_t began =
      std::max<std::int64_t>(0, over ? returns_.over_ms() : place.began(simulation_));
  if (began > absence.since_ms) return out;
  lines.insert(lines.begin(),
               typed::wait_until(absence.lost + " = no", hours_beyond(absence.since_ms - began)));
  return out;
}

void AbsenceWatch::keep(Absence& absence, std::int64_t at_ms) const {
  if (absence.since_ms < 0 || absence.kept || at_ms <= absence.since_ms + kLongAbsenceMs) return;
  absence.kept = true;
  for (Undone& one : absence.noted) {
    While kept = with_place(std::move(one), absence);
    const bool told = std::ranges::any_of(
        absence.whiles, [&](const While& other) { return other.undone.text == kept.undone.text; });
    if (!told) absence.whiles.push_back(std::move(kept));
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

/// By loss: what was missing an hour or more after another belongs to a later one. Within it, in
/// the order in which absences are mended.
std::vector<std::vector<AbsenceWatch::While>> AbsenceWatch::by_loss() const {
  std::vector<While> all;
  for (Absence absence : absences_) {
    if (!missing(absence).empty()) continue;  // what stands in the way now says it
    keep(absence, simulation_.state().now().ms());
    all.insert(all.end(), absence.whiles.begin(), absence.whiles.end());
  }
  std::vector<std::int64_t> hours;
  for (const While& one : all) hours.push_back(one.timed.hour_ms);
  std::ranges::sort(hours);
  std::vector<std::vector<While>> out;
  for (auto first = hours.begin(); first != hours.end();) {
    const std::int64_t until_ms = *first + kLongAbsenceMs;
    std::vector<While>& loss = out.emplace_back();
    std::ranges::copy_if(all, std::back_inserter(loss), [&](const While& one) {
      return one.timed.hour_ms >= *first && one.timed.hour_ms < until_ms;
    });
    first = std::ranges::lower_bound(hours, until_ms);
  }
  return out;
}

std::vector<Undone> AbsenceWatch::meanwhile() const {
  const Unnoticed unnoticed(simulation_.world());
  std::vector<Undone> out;
  std::string waited;
  for (std::vector<While>& loss : by_loss()) {
    std::vector<TimedLines> told;
    for (While& one : loss) {
      if (is_told(out, one.undone.text)) continue;
      std::vector<std::string>& lines = one.undone.lines;
      // What was waited for once is so.
      const bool waits = !lines.empty() && lines.front().starts_with("wait ");
      if (waits && lines.front() == waited) {
        lines.erase(lines.begin());
      } else if (waits) {
        waited = lines.front();
      }
      if (!lines.empty() && one.timed.took_ms > 0) told.push_back(one.timed);
      out.push_back(std::move(one.undone));
    }
    const bool several = simulation_.world().actors.size() > 1;
    const std::string shared = share_out(told, returns_.over_ms(), several);
    if (!shared.empty()) out.push_back({shared, {}});
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
