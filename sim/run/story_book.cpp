#include "sim/run/story_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace firedrill {

void StoryBook::on_mode(std::int64_t, std::uint32_t user, UserMode, UserMode after) {
  const Index registrar = simulation_.state().user(user).registrar;
  changes_.push_back({user, simulation_.events(), registrar, after});
}

/// What the user's own timer did needs no words of its own, unless the timeline has some.
StoryBook::Place StoryBook::place_of(const Change& change) const {
  const EventRecord& record = simulation_.history()[change.event];
  const Layout::SlotName name = simulation_.world().layout.name_of(record.slot);
  const bool own = name.kind == TimerKind::kUserSignIn || name.kind == TimerKind::kUserSession;
  if (!own || name.entity != change.user ||
      std::binary_search(told_.begin(), told_.end(), change.event)) {
    return {'-', change.event};
  }
  const bool root = name.kind == TimerKind::kUserSession;
  return {static_cast<char>('a' + static_cast<int>(name.kind)), root ? 0 : record.cause};
}

void StoryBook::write(const Put& put, const std::function<void()>& begin_stories) {
  if (!causes_.whole()) return;
  for (const TimelineLine& line : timeline_.lines()) {
    if (line.kind != LineKind::kUsers && line.kind != LineKind::kSlip) told_.push_back(line.event);
  }
  std::sort(told_.begin(), told_.end());
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.user < b.user; });
  write_reasons(put);
  write_services(put);
  write_ends(put);
  begin_stories();
  write_stories(put);
}

void StoryBook::write_reasons(const Put& put) {
  std::set<std::pair<std::uint32_t, int>> wanted;  // event, depth
  for (const Change& change : changes_) {
    const Place place = place_of(change);
    const bool own = place.kind != '-';
    if (!own || place.why != 0) wanted.emplace(place.why, UserStory::kDepth + (own ? 1 : 0));
  }
  for (const auto& [event, depth] : wanted) {
    nlohmann::ordered_json line;
    line["why"] = event;
    line["depth"] = depth;
    line["text"] = causes_.behind_mode(event, depth);
    put(line.dump());
  }
}

void StoryBook::write_services(const Put& put) const {
  for (const ServiceChange& change : causes_.service_changes()) {
    nlohmann::ordered_json line;
    line["service"] = static_cast<int>(change.service);
    line["pool"] = change.pool;
    line["domain"] = change.domain;
    line["at"] = change.at_ms;
    line["event"] = change.event;
    if (!change.works) {
      line["text"] = change.text;
      line["rule"] = change.rule;
      line["why"] = change.why;
    }
    put(line.dump());
  }
}

void StoryBook::write_ends(const Put& put) {
  const State& s = simulation_.state();
  const auto users = static_cast<std::uint32_t>(s.count<UserRecord>());
  ends_.assign(users, 0);
  // The reason lies in the home pool and in whether any pool would take the user.
  std::map<std::pair<Index, bool>, std::uint32_t> known;
  std::map<std::string, std::uint32_t> numbers;
  for (std::uint32_t u = 0; u < users; ++u) {
    if (s.user(u).mode == UserMode::kRegular) continue;
    const bool taken = accepting_registrar(simulation_.world(), s, u) != kNone;
    const auto [at, fresh] = known.try_emplace({s.user(u).home, taken}, 0);
    if (fresh || at->second == 0) {
      const std::string text = causes_.behind_user(u).text;
      if (text.empty()) continue;  // not wanting to be online
      const auto number = static_cast<std::uint32_t>(numbers.size() + 1);
      const auto [place, first] = numbers.try_emplace(text, number);
      at->second = place->second;
      if (first) {
        nlohmann::ordered_json line;
        line["ends"] = number;
        line["text"] = text;
        put(line.dump());
      }
    }
    if (s.user(u).wants_online != 0) ends_[u] = at->second;
  }
}

std::string StoryBook::entry(std::uint32_t user, std::deque<Change>::const_iterator& next) const {
  const UserStory end = causes_.end_of(user);
  std::string out = fmt::format("{},{},{},{},{},{}", end.home, end.site, static_cast<int>(end.mode),
                                end.acknowledged, end.lost, ends_[user]);
  for (; next != changes_.end() && next->user == user; ++next) {
    const Place place = place_of(*next);
    fmt::format_to(std::back_inserter(out), "|{},{},{},{},{}",
                   simulation_.history()[next->event].at_ms, static_cast<int>(next->after),
                   next->registrar, place.kind, place.why);
  }
  return out;
}

void StoryBook::write_stories(const Put& put) const {
  auto next = changes_.begin();
  const auto users = static_cast<std::uint32_t>(ends_.size());
  for (std::uint32_t first = 0; first < users; first += kUsersOfALine) {
    std::string line = fmt::format("{{\"stories\":{},\"users\":\"", first);
    for (std::uint32_t u = first; u < std::min(users, first + kUsersOfALine); ++u) {
      line += entry(u, next);
      line += ';';
    }
    put(line + "\"}");
  }
}

}  // namespace firedrill
