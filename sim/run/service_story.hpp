// What passes through Edge pools, and from when to when a user was without it: federation, XMPP,
// and for users outside media and the way in. It hangs on the pool where the user is registered
// and on the user's SIP domain, so it is kept once for each of these, and told of a user by laying
// it over the user's own changes of mode.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/model/passage.hpp"
#include "sim/run/user_story.hpp"

namespace firedrill {

/// How deep the chains behind changes of services are indented.
inline constexpr int kServiceDepth = 7;
[[nodiscard]] std::string_view service_name(EdgeService service);

/// From `at_ms` on users of a SIP domain who are registered at `pool` have the service or not.
struct ServiceChange {
  std::int64_t at_ms = 0;
  std::uint32_t event = 0;
  Index pool = kNone;
  Index domain = 0;
  EdgeService service = EdgeService::kFederationIn;
  bool works = true;
  std::string text;  // what is wrong, in a sentence; empty where it works
  std::string rule;
  std::string why;  // the chain behind the event, whole lines, indented
};

/// Watches a run for them.
class ServiceWatch {
 public:
  explicit ServiceWatch(const World& world);
  /// At the start (event 0), and after every instant at which something of the infrastructure
  /// happened, last by `event`.
  void look(const State& state, std::int64_t at_ms, std::uint32_t event);
  /// After each event of the infrastructure: which of an instant broke or mended a service.
  void glance(const State& state, std::uint32_t event);
  /// Without the chains behind them.
  [[nodiscard]] const std::vector<ServiceChange>& changes() const { return changes_; }

 private:
  /// Calls f(place, pool, domain, service, reason) for every service.
  template <class F>
  void for_each(const State& state, F&& f) const;

  const World& world_;
  std::vector<std::string> last_;  // by pool, domain and service: text of the last change
  /// How the same stood after the last event, and the event since which it stands so.
  struct Glimpse {
    std::string text;
    std::uint32_t event = 0;
  };
  std::vector<Glimpse> glimpses_;
  std::vector<ServiceChange> changes_;
};

/// The lines of a story about services that were missing in regular mode too; empty = none was.
/// `changes` in order of time, of any pools and domains.
[[nodiscard]] std::string missing_services(const UserStory& story, const World& world,
                                           const std::vector<ServiceChange>& changes,
                                           std::int64_t clock_start_ms);

}  // namespace firedrill
