// The reasons are looked for in the order in which a message meets its obstacles.
#include "sim/run/service_story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/run/unnoticed.hpp"

namespace firedrill {
namespace {

struct Reason {
  std::string text;  // empty = it works
  std::string_view rule;
};

/// What a service is called within a sentence.
std::string_view in_a_sentence(EdgeService service) {
  switch (service) {
    case EdgeService::kXmpp:
      return "XMPP";
    case EdgeService::kMedia:
      return "media";
    default:
      return "federation";
  }
}

std::string_view rule_of_route(EdgeService service) {
  switch (service) {
    case EdgeService::kXmpp:
      return "TOP-81";
    case EdgeService::kMedia:
      return "TOP-73";
    default:
      return "TOP-74";
  }
}

/// "edgea leads to pool1, and so not to pool2".
Reason leads_elsewhere(const World& w, const State& s, Index edge, Index pool) {
  const Index hop = s.record<EdgePoolRecord>(static_cast<std::size_t>(edge)).next_hop.seen;
  return {
      fmt::format("{} leads to {}, and so not to {}", edge_name(w, edge),
                  hop == kNone ? std::string("no pool") : pool_name(w, hop), pool_name(w, pool)),
      "FLT-72"};
}

/// What a message meets first.
Reason reason(const World& w, const State& s, EdgeService service, Index domain, Index pool) {
  if (!is_deployed(w, s, service, pool)) return {};
  const Passage way = passage(w, s, service, domain, pool);
  if (way.open()) return {};
  const std::string_view what = in_a_sentence(service);
  const std::string edge = way.edge_pool == kNone ? std::string() : edge_name(w, way.edge_pool);
  const std::string name = pool_name(w, pool);
  switch (way.obstacles.first()) {
    case Obstacle::kNone:
      return {};
    case Obstacle::kNotFound:
      return {"partners find no Edge pool that runs by DNS", "TOP-77"};
    case Obstacle::kNoWayIn:
      return {"no Edge pool that runs leads in to " + name, "UX-50"};
    case Obstacle::kNoRoute:
      return {fmt::format("{} knows no Edge pool for {}", name, what), rule_of_route(service)};
    case Obstacle::kEdgePoolDown:
      return {fmt::format("{} uses {} for {}, which does not run", name, edge, what), "FLT-71"};
    case Obstacle::kOutOfReach:
      return {fmt::format("{} does not reach {}, which it uses for {}", name, edge, what),
              "TOP-84"};
    case Obstacle::kNotEnabled:
    case Obstacle::kNotInstalled:
      return {fmt::format("{} has not what {} needs: enabled, published, installed", edge, what),
              service == EdgeService::kXmpp ? "TOP-81" : "PRC-EF"};
    case Obstacle::kPortClosed:
      return {"port 5269 is closed to " + edge, "INV-81"};
    case Obstacle::kHostElsewhere:
      return {"the A record of XMPP does not lead to " + edge, "FLT-74"};
    case Obstacle::kLeadsElsewhere:
      return leads_elsewhere(w, s, way.edge_pool, pool);
    case Obstacle::kRecordMissing:
      return {"no SRV record of XMPP leads to " + edge, "INV-81"};
    case Obstacle::kNotAnswered:
      return {"partners do not find " + edge + " by DNS", "INV-81"};
  }
  return {};
}

/// One service as one user had it: spans without it, each with its reasons in order.
struct Missed {
  std::int64_t at_ms = 0;
  std::string text;
  std::string why;
  bool by_mode = false;
};
struct Span {
  std::int64_t from_ms = 0;
  std::int64_t to_ms = -1;  // -1 = to the end
  std::vector<Missed> reasons;
};

/// Who is to be online begins so at home, unless people come in the morning.
UserMode first_mode(const UserStory& story, const World& world) {
  if (story.changes.empty()) return story.mode;
  return world.load.people_come_and_go() ? UserMode::kSignedOut : UserMode::kRegular;
}

class Overlay {
 public:
  Overlay(const UserStory& story, const World& world, const std::vector<ServiceChange>& changes,
          EdgeService service)
      : story_(story),
        service_(service),
        mode_(first_mode(story, world)),
        at_(mode_ == UserMode::kSignedOut ? kNone : story.home),
        pools_(world.topology.pools.size(), nullptr) {
    const Index domain = domain_of(world, story.user);
    std::size_t own = 0;
    std::size_t others = 0;
    for (; others < changes.size() && changes[others].at_ms == 0 && changes[others].event == 0;
         ++others) {
      take(changes[others], domain);
    }
    look(0);
    // What came in one instant is looked at together.
    while (own < story.changes.size() || others < changes.size()) {
      std::int64_t at = others < changes.size() ? changes[others].at_ms : kNever;
      if (own < story.changes.size()) at = std::min(at, story.changes[own].at_ms);
      for (; own < story.changes.size() && story.changes[own].at_ms == at; ++own) {
        mode_ = story.changes[own].after;
        at_ = story.changes[own].registrar;
      }
      for (; others < changes.size() && changes[others].at_ms == at; ++others) {
        take(changes[others], domain);
      }
      look(at);
    }
  }
  /// Those that the changes of mode alone do not tell of.
  [[nodiscard]] std::vector<Span> spans() const {
    std::vector<Span> out;
    for (const Span& span : spans_) {
      const bool by_mode = std::all_of(span.reasons.begin(), span.reasons.end(),
                                       [](const Missed& missed) { return missed.by_mode; });
      if (!by_mode) out.push_back(span);
    }
    return out;
  }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  void take(const ServiceChange& change, Index domain) {
    if (change.service != service_ || change.domain != domain) return;
    pools_[static_cast<std::size_t>(change.pool)] = &change;
  }

  void look(std::int64_t at_ms) {
    const bool way_in = service_ == EdgeService::kRemoteAccess;
    const Index pool = at_ == kNone || way_in ? story_.home : at_;
    const ServiceChange* last = pool == kNone ? nullptr : pools_[static_cast<std::size_t>(pool)];
    const bool broken = last != nullptr && !last->works;
    const bool by_mode =
        way_in ? mode_ == UserMode::kSignedOut && !broken : mode_ != UserMode::kRegular;
    const bool missing =
        way_in ? mode_ == UserMode::kSignedOut : mode_ != UserMode::kRegular || broken;
    if (!missing) {
      if (open_) spans_.back().to_ms = at_ms;
      open_ = false;
      return;
    }
    Missed now{at_ms, {}, {}, by_mode};
    if (by_mode) {
      now.text = std::string(mode_words(mode_));
    } else {
      now.text = last->text + "  [" + last->rule + "]";
      now.why = last->why;
    }
    if (!open_) spans_.push_back({at_ms, -1, {}});
    open_ = true;
    std::vector<Missed>& reasons = spans_.back().reasons;
    if (reasons.empty() || reasons.back().text != now.text) reasons.push_back(now);
  }

  const UserStory& story_;
  EdgeService service_;
  UserMode mode_;
  Index at_;
  std::vector<const ServiceChange*> pools_;  // by pool: the last change there
  std::vector<Span> spans_;
  bool open_ = false;
};

std::string span_text(const std::string& names, const Span& span, std::int64_t clock_start_ms) {
  std::string out =
      fmt::format("  {}: from {} to {}\n", names, clock_text(span.from_ms, clock_start_ms),
                  span.to_ms < 0 ? std::string("the end") : clock_text(span.to_ms, clock_start_ms));
  for (const Missed& missed : span.reasons) {
    out += fmt::format("    {}  {}\n", clock_text(missed.at_ms, clock_start_ms), missed.text);
    out += missed.why;
  }
  return out;
}

}  // namespace

std::string_view service_name(EdgeService service) {
  static constexpr std::array<std::string_view, kEdgeServices> kNames = {
      "federation in", "federation out", "XMPP", "media from outside", "remote access"};
  return kNames[static_cast<std::size_t>(service)];
}

ServiceWatch::ServiceWatch(const World& world) : world_(world) {
  last_.resize(world.topology.pools.size() * world.topology.domain_count() * kEdgeServices);
  glimpses_.resize(last_.size());
}

template <class F>
void ServiceWatch::for_each(const State& state, F&& f) const {
  const Unnoticed unnoticed(world_);
  std::size_t place = 0;
  for (std::size_t p = 0; p < world_.topology.pools.size(); ++p) {
    for (std::size_t d = 0; d < world_.topology.domain_count(); ++d) {
      for (int i = 0; i < kEdgeServices; ++i, ++place) {
        const auto service = static_cast<EdgeService>(i);
        const auto pool = static_cast<Index>(p);
        const auto domain = static_cast<Index>(d);
        f(place, pool, domain, service, reason(world_, state, service, domain, pool));
      }
    }
  }
}

void ServiceWatch::look(const State& state, std::int64_t at_ms, std::uint32_t event) {
  for_each(state, [&](std::size_t place, Index pool, Index domain, EdgeService service,
                      const Reason& now) {
    if (now.text == last_[place]) return;
    last_[place] = now.text;
    const Glimpse& seen = glimpses_[place];
    const std::uint32_t since = seen.text == now.text && seen.event != 0 ? seen.event : event;
    changes_.push_back({at_ms,
                        since,
                        pool,
                        domain,
                        service,
                        now.text.empty(),
                        now.text,
                        std::string(now.rule),
                        {}});
  });
}

void ServiceWatch::glance(const State& state, std::uint32_t event) {
  for_each(state, [&](std::size_t place, Index, Index, EdgeService, const Reason& now) {
    if (glimpses_[place].text != now.text) glimpses_[place] = {now.text, event};
  });
}

std::string missing_services(const UserStory& story, const World& world,
                             const std::vector<ServiceChange>& changes,
                             std::int64_t clock_start_ms) {
  const bool outside = story.site == kNone;
  std::array<std::vector<Span>, kEdgeServices> all;
  for (int i = 0; i < kEdgeServices; ++i) {
    const auto service = static_cast<EdgeService>(i);
    if (!outside && (service == EdgeService::kMedia || service == EdgeService::kRemoteAccess))
      continue;
    all[static_cast<std::size_t>(i)] = Overlay(story, world, changes, service).spans();
  }
  std::string out;
  for (int i = 0; i < kEdgeServices; ++i) {
    for (const Span& span : all[static_cast<std::size_t>(i)]) {
      out +=
          span_text(std::string(service_name(static_cast<EdgeService>(i))), span, clock_start_ms);
    }
  }
  return out;
}

}  // namespace firedrill
