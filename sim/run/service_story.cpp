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

struct Obstacle {
  std::string text;  // empty = there is none
  std::string_view rule;
};

std::string edge_name(const World& w, Index edge) {
  return short_name(w.topology.edge_pools[static_cast<std::size_t>(edge)].fqdn);
}

/// On the way out by `edge`, which the Front Ends of `pool` have been told to use for `what`.
Obstacle on_the_way_out(const World& w, const State& s, Index pool, Index edge,
                        std::string_view what, std::string_view rule) {
  const std::string name = pool_name(w, pool);
  if (edge == kNone) return {fmt::format("{} knows no Edge pool for {}", name, what), rule};
  if (!edge_pool_up(w, s, edge)) {
    return {fmt::format("{} uses {} for {}, which does not run", name, edge_name(w, edge), what),
            "FLT-71"};
  }
  if (!reaches_edge(w, s, pool, edge)) {
    return {
        fmt::format("{} does not reach {}, which it uses for {}", name, edge_name(w, edge), what),
        "TOP-84"};
  }
  return {};
}

/// On the way in from `edge` by its next hop to `pool`.
Obstacle behind_edge(const World& w, const State& s, Index pool, Index edge) {
  if (edge_leads_to(w, s, edge, pool)) return {};
  const Index hop = s.record<EdgePoolRecord>(static_cast<std::size_t>(edge)).next_hop.seen;
  return {
      fmt::format("{} leads to {}, and so not to {}", edge_name(w, edge),
                  hop == kNone ? std::string("no pool") : pool_name(w, hop), pool_name(w, pool)),
      "FLT-72"};
}

Obstacle federation_in_fails(const World& w, const State& s, Index domain, Index pool) {
  if (federation_in(w, s, domain, pool)) return {};
  const WayIn way = federation_way(w, s, domain);
  if (way.edge_pool == kNone) return {"partners find no Edge pool that runs by DNS", "TOP-77"};
  return behind_edge(w, s, pool, way.edge_pool);
}

Obstacle federation_out_fails(const World& w, const State& s, Index pool) {
  if (federation_out(w, s, pool)) return {};
  const Index edge = s.pool(static_cast<std::size_t>(pool)).federation_seen;
  const Obstacle out = on_the_way_out(w, s, pool, edge, "federation", "TOP-74");
  if (!out.text.empty()) return out;
  return {edge_name(w, edge) + " has not what federation needs: enabled, published, installed",
          "PRC-EF"};
}

Obstacle xmpp_fails(const World& w, const State& s, Index domain, Index pool) {
  if (xmpp_works(w, s, domain, pool)) return {};
  const Index edge = s.pool(static_cast<std::size_t>(pool)).xmpp_seen;
  const Obstacle out = on_the_way_out(w, s, pool, edge, "XMPP", "TOP-81");
  if (!out.text.empty()) return out;
  const std::string name = edge_name(w, edge);
  if (!edge_carries(w, s, edge, kXmppRole)) {
    return {name + " has not what XMPP needs: enabled, published, installed", "TOP-81"};
  }
  if (s.record<EdgePoolRecord>(static_cast<std::size_t>(edge)).port_5269_open == 0) {
    return {"port 5269 is closed to " + name, "INV-81"};
  }
  if (s.record<ZoneRecord>(static_cast<std::size_t>(domain)).host_seen != edge) {
    return {"the A record of XMPP does not lead to " + name, "FLT-74"};
  }
  const Obstacle in = behind_edge(w, s, pool, edge);
  if (!in.text.empty()) return in;
  return {"partners do not find " + name + " by DNS", "INV-81"};
}

Obstacle media_fails(const World& w, const State& s, Index pool) {
  if (remote_media(w, s, pool)) return {};
  const Index edge = s.pool(static_cast<std::size_t>(pool)).media_edge.seen;
  return on_the_way_out(w, s, pool, edge, "media", "TOP-73");
}

Obstacle way_in_fails(const World& w, const State& s, Index domain, Index pool) {
  if (sign_in_way(w, s, domain, pool).edge_pool != kNone) return {};
  return {"no Edge pool that runs leads in to " + pool_name(w, pool), "UX-50"};
}

Obstacle obstacle(const World& w, const State& s, Service service, Index domain, Index pool) {
  switch (service) {
    case Service::kFederationIn:
      return federation_in_fails(w, s, domain, pool);
    case Service::kFederationOut:
      return federation_out_fails(w, s, pool);
    case Service::kXmpp:
      return xmpp_fails(w, s, domain, pool);
    case Service::kMedia:
      return media_fails(w, s, pool);
    case Service::kWayIn:
      return way_in_fails(w, s, domain, pool);
  }
  return {};
}

/// One service as one user had it: spans without it, each with its reasons in order.
struct Reason {
  std::int64_t at_ms = 0;
  std::string text;
  std::string why;
  bool by_mode = false;
};
struct Span {
  std::int64_t from_ms = 0;
  std::int64_t to_ms = -1;  // -1 = to the end
  std::vector<Reason> reasons;
};

/// Who is to be online begins so at home, unless people come in the morning.
UserMode first_mode(const UserStory& story, const World& world) {
  if (story.changes.empty()) return story.mode;
  const bool ramp = world.load.enabled && world.load.sign_in_ramp.count() > 0;
  return ramp ? UserMode::kSignedOut : UserMode::kRegular;
}

class Overlay {
 public:
  Overlay(const UserStory& story, const World& world, const std::vector<ServiceChange>& changes,
          Service service)
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
                                       [](const Reason& reason) { return reason.by_mode; });
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
    const bool way_in = service_ == Service::kWayIn;
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
    Reason reason{at_ms, {}, {}, by_mode};
    if (by_mode) {
      reason.text = std::string(mode_words(mode_));
    } else {
      reason.text = last->text + "  [" + last->rule + "]";
      reason.why = last->why;
    }
    if (!open_) spans_.push_back({at_ms, -1, {}});
    open_ = true;
    std::vector<Reason>& reasons = spans_.back().reasons;
    if (reasons.empty() || reasons.back().text != reason.text) reasons.push_back(reason);
  }

  const UserStory& story_;
  Service service_;
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
  for (const Reason& reason : span.reasons) {
    out += fmt::format("    {}  {}\n", clock_text(reason.at_ms, clock_start_ms), reason.text);
    out += reason.why;
  }
  return out;
}

}  // namespace

std::string_view service_name(Service service) {
  static constexpr std::array<std::string_view, kServices> kNames = {
      "federation in", "federation out", "XMPP", "media from outside", "remote access"};
  return kNames[static_cast<std::size_t>(service)];
}

ServiceWatch::ServiceWatch(const World& world) : world_(world) {
  for (const EdgePool& edge : world.topology.edge_pools) {
    federates_ = federates_ || edge.federation;
    has_xmpp_ = has_xmpp_ || edge.xmpp;
  }
  last_.resize(world.topology.pools.size() * world.topology.domain_count() * kServices);
  glimpses_.resize(last_.size());
}

bool ServiceWatch::there_is(Service service) const {
  const bool federation = service == Service::kFederationIn || service == Service::kFederationOut;
  if (federation) return federates_;
  return service == Service::kXmpp ? has_xmpp_ : !world_.topology.edge_pools.empty();
}

template <class F>
void ServiceWatch::for_each(const State& state, F&& f) const {
  const Unnoticed unnoticed(world_);
  std::size_t place = 0;
  for (std::size_t p = 0; p < world_.topology.pools.size(); ++p) {
    for (std::size_t d = 0; d < world_.topology.domain_count(); ++d) {
      for (int i = 0; i < kServices; ++i, ++place) {
        const auto service = static_cast<Service>(i);
        if (!there_is(service)) continue;
        const auto pool = static_cast<Index>(p);
        const auto domain = static_cast<Index>(d);
        f(place, pool, domain, service, obstacle(world_, state, service, domain, pool));
      }
    }
  }
}

void ServiceWatch::look(const State& state, std::int64_t at_ms, std::uint32_t event) {
  for_each(state, [&](std::size_t place, Index pool, Index domain, Service service,
                      const Obstacle& now) {
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
  for_each(state, [&](std::size_t place, Index, Index, Service, const Obstacle& now) {
    if (glimpses_[place].text != now.text) glimpses_[place] = {now.text, event};
  });
}

std::string missing_services(const UserStory& story, const World& world,
                             const std::vector<ServiceChange>& changes,
                             std::int64_t clock_start_ms) {
  const bool outside = story.site == kNone;
  std::array<std::vector<Span>, kServices> all;
  for (int i = 0; i < kServices; ++i) {
    const auto service = static_cast<Service>(i);
    if (!outside && (service == Service::kMedia || service == Service::kWayIn)) continue;
    all[static_cast<std::size_t>(i)] = Overlay(story, world, changes, service).spans();
  }
  std::string out;
  for (int i = 0; i < kServices; ++i) {
    for (const Span& span : all[static_cast<std::size_t>(i)]) {
      out += span_text(std::string(service_name(static_cast<Service>(i))), span, clock_start_ms);
    }
  }
  return out;
}

}  // namespace firedrill
