// Frames are kept where something but a count changed, and counts as often as a chart can show.
#include "reports/pictures/run_history.hpp"

#include <algorithm>

namespace firedrill {
namespace {

/// Points of a chart, at most; a screen has no more columns.
constexpr std::int64_t kPoints = 1200;

}  // namespace

RunHistory::RunHistory(const Simulation& simulation, const Measures& measures)
    : simulation_(simulation),
      measures_(measures),
      parts_(parts_of(simulation.world())),
      spacing_ms_(std::max<std::int64_t>(1, simulation.world().duration.count() / kPoints)) {}

std::uint16_t RunHistory::number_of(Fare fare) {
  const auto [at, fresh] =
      numbers_.emplace(std::move(fare), static_cast<std::uint16_t>(fares_.size()));
  if (fresh) fares_.push_back(at->first);
  return at->second;
}

std::uint16_t RunHistory::number_of(Tie tie) {
  const auto [at, fresh] = tie_numbers_.emplace(tie, static_cast<std::uint16_t>(ties_.size()));
  if (fresh) ties_.push_back(tie);
  return at->second;
}

Frame RunHistory::look(std::int64_t at_ms) {
  const World& w = simulation_.world();
  const State& s = simulation_.state();
  Frame out;
  out.at_ms = at_ms;
  out.event = simulation_.events();
  out.parts.reserve(parts_.size());
  for (const Part part : parts_) out.parts.push_back(number_of(fare_of(w, s, part)));
  for (TieFare& each : ties_of(w, s)) {
    out.ties.emplace(number_of(each.tie), number_of(std::move(each.fare)));
  }
  return out;
}

RunHistory::Point RunHistory::measure(std::int64_t at_ms) const {
  const State& s = simulation_.state();
  Point out;
  out.at_ms = at_ms;
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    for (std::size_t m = 0; m < out.modes.size(); ++m) out.modes[m] += s.pool_index(p).mode[m];
    std::int64_t waiting = 0;
    for (std::size_t m = 0; m < kUserModules; ++m) {
      const LinkRecord& link = s.link(p * 3 + m);
      waiting += std::int64_t{link.waiting} + link.in_flight;
    }
    out.backlog.push_back(waiting);
  }
  for (std::size_t c = 0; c < out.capabilities.size(); ++c) {
    out.capabilities[c] = measures_.users_with(static_cast<Capability>(c));
  }
  return out;
}

bool RunHistory::only_counts(const Frame& a, const Frame& b) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (a.parts[i] == b.parts[i]) continue;
    if (parts_[i].kind != PartKind::kUsers) return false;
    if (fare(a.parts[i]).condition != fare(b.parts[i]).condition) return false;
  }
  return a.ties.size() == b.ties.size() &&
         std::equal(
             a.ties.begin(), a.ties.end(), b.ties.begin(), [this](const auto& x, const auto& y) {
               return x.first == y.first && fare(x.second).condition == fare(y.second).condition;
             });
}

void RunHistory::keep(Frame frame) {
  if (!frames_.empty()) {
    Frame& last = frames_.back();
    if (last.parts == frame.parts && last.ties == frame.ties) return;
    // The state after an instant is what a frame shows; what a frame passed through is not seen.
    if (last.at_ms == frame.at_ms) {
      last = std::move(frame);
      return;
    }
  }
  frames_.push_back(std::move(frame));
}

void RunHistory::keep(Point point) {
  if (points_.size() >= 2 && points_.back().at_ms == point.at_ms) points_.pop_back();
  points_.push_back(std::move(point));
}

void RunHistory::begin() {
  frames_.push_back(look(0));
  points_.push_back(measure(0));
}

void RunHistory::on_event(std::uint32_t, std::int64_t at_ms, Slot, const Fingerprint&, bool) {
  // What only load changes is looked at now and then.
  if (at_ms < counted_ms_ + spacing_ms_) return;
  counted_ms_ = at_ms;
  keep(measure(at_ms));
  keep(look(at_ms));
}

void RunHistory::on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) {
  if (after == UserMode::kResiliency && before != after) spells_[user].since_ms = at_ms;
  const auto spell = spells_.find(user);
  if (after == UserMode::kResiliency || spell == spells_.end() || spell->second.since_ms < 0)
    return;
  Spell& own = spell->second;
  own.longest_ms = std::max(own.longest_ms, at_ms - own.since_ms);
  own.since_ms = -1;
}

std::vector<RunHistory::Resiliency> RunHistory::resiliency() const {
  const State& s = simulation_.state();
  std::vector<Resiliency> out(s.count<PoolRecord>());
  for (const auto& [user, spell] : spells_) {
    const Index home = s.user(user).home;
    if (home == kNone) continue;
    Resiliency& of = out[static_cast<std::size_t>(home)];
    const bool still = spell.since_ms >= 0;
    const std::int64_t now = still ? end_ms() - spell.since_ms : 0;
    of.users += 1;
    of.at_end += still ? 1 : 0;
    of.longest_ms = std::max({of.longest_ms, spell.longest_ms, now});
  }
  return out;
}

void RunHistory::on_instant(std::int64_t at_ms) {
  Frame now = look(at_ms);
  const bool sparse = !frames_.empty() && only_counts(frames_.back(), now) &&
                      at_ms < frames_.back().at_ms + spacing_ms_;
  if (!sparse) keep(std::move(now));
  if (!sparse) keep(measure(at_ms));
}

void RunHistory::end() {
  const std::int64_t now = simulation_.state().now().ms();
  keep(look(now));
  keep(measure(now));
  find_worst();
}

void RunHistory::find_worst() {
  std::array<std::int64_t, 3> most{};
  for (std::size_t i = 1; i < frames_.size(); ++i) {
    std::array<std::int64_t, 3> now{};
    const Point& point = point_at(frames_[i].at_ms);
    now[0] = point.modes[0];
    now[1] = point.modes[1];
    for (const std::uint16_t number : frames_[i].parts) {
      const Health condition = fares_[number].condition;
      now[2] += condition == Health::kDown || condition == Health::kOff ? 1 : 0;
    }
    if (now <= most) continue;
    most = now;
    worst_ = i;
  }
}

const RunHistory::Point& RunHistory::point_at(std::int64_t at_ms) const {
  const auto after =
      std::upper_bound(points_.begin(), points_.end(), at_ms,
                       [](std::int64_t at, const Point& each) { return at < each.at_ms; });
  return after == points_.begin() ? points_.front() : *std::prev(after);
}

const Frame& RunHistory::frame_at(std::int64_t at_ms) const {
  std::size_t found = 0;
  for (std::size_t i = 0; i < frames_.size() && frames_[i].at_ms <= at_ms; ++i) found = i;
  return frames_[found];
}

}  // namespace firedrill
