// What passes through Edge pools, and what stands in its way now: the one place that knows what
// federation, XMPP, media and users outside need. Whoever tells of it, or advises, goes by the
// obstacles; the invariants look for themselves.
#pragma once

#include <bit>
#include <cstdint>

#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

enum class EdgeService : std::uint8_t {
  kFederationIn,
  kFederationOut,
  kXmpp,
  kMedia,  // of remote and federated participants (TOP-76)
  kRemoteAccess
};
inline constexpr int kEdgeServices = 5;

/// In the order in which a message meets them.
enum class Obstacle : std::uint8_t {
  kNone,
  kNotFound,        // partners find no Edge pool that runs by DNS
  kNoWayIn,         // no Edge pool that runs and to which records lead takes a user to the pool
  kNoRoute,         // the Front Ends have been told of no Edge pool for it
  kEdgePoolDown,    // no server of the Edge pool runs
  kOutOfReach,      // of the Front Ends: WAN, or an inner firewall (TOP-84)
  kNotEnabled,      // the Edge pool, for the service
  kNotInstalled,    // no server that runs has its components, or its proxy does not know (MA-43)
  kPortClosed,      // 5269 on the outer firewall
  kHostElsewhere,   // the A record of the XMPP host leads to another Edge pool, or nowhere
  kLeadsElsewhere,  // the next hop of the Edge pool does not run, or does not reach the pool
  kRecordMissing,   // no SRV record leads to the Edge pool
  kNotAnswered      // by the DNS outside, or wrongly
};

class Obstacles {
 public:
  void add(Obstacle obstacle, bool there = true) {
    if (there) bits_ = static_cast<std::uint16_t>(bits_ | 1U << static_cast<unsigned>(obstacle));
  }
  [[nodiscard]] bool none() const { return bits_ == 0; }
  [[nodiscard]] bool has(Obstacle obstacle) const {
    return (bits_ >> static_cast<unsigned>(obstacle) & 1U) != 0;
  }
  [[nodiscard]] Obstacle first() const {
    return none() ? Obstacle::kNone : static_cast<Obstacle>(std::countr_zero(bits_));
  }

 private:
  std::uint16_t bits_ = 0;
};

/// How a service goes for users of a SIP domain who are served by a pool.
struct Passage {
  Index edge_pool = kNone;  // by which it goes, whether or not it arrives
  Obstacles obstacles;
  [[nodiscard]] bool open() const { return obstacles.none(); }
};
[[nodiscard]] Passage passage(const World& world, const State& state, EdgeService service,
                              Index domain, Index pool);

/// The deployment has it for users served by `pool`: what was never there nobody misses.
[[nodiscard]] bool is_deployed(const World& world, const State& state, EdgeService service,
                               Index pool);

/// Whose word counts: what those who use a setting have learnt, or what the store and the zones
/// say, whoever has it yet. What is on its way needs no step of anybody.
enum class Word : std::uint8_t { kLearnt, kGiven };
/// What stands in the way of federation (outbound), XMPP or media at the Edge pool itself and at
/// the names that lead to it, if it is to carry it.
[[nodiscard]] Obstacles obstacles_at(const World& world, const State& state, EdgeService service,
                                     Index domain, Index edge_pool, Word word);

/// By the store: the Edge pool for outbound federation of a site, kNone without one (MA-50).
[[nodiscard]] Index federation_route(const World& world, const State& state, Index site);
/// By the store: the Edge pool that is the XMPP gateway of a site (TOP-81, MA-58).
[[nodiscard]] Index xmpp_route(const World& world, const State& state, Index site);

/// Users of SIP domain `domain` served by `pool` are reached by, and reach, federation partners.
[[nodiscard]] bool federation_in(const World& world, const State& state, Index domain, Index pool);
[[nodiscard]] bool federation_out(const World& world, const State& state, Index pool);
[[nodiscard]] bool xmpp_works(const World& world, const State& state, Index domain, Index pool);
/// What goes to a lost server of a DNS-balanced Edge pool is lost (TOP-87).
[[nodiscard]] bool xmpp_limited(const World& world, const State& state, Index edge_pool);
/// Media of remote and federated participants of users served by `pool` (TOP-76).
[[nodiscard]] bool remote_media(const World& world, const State& state, Index pool);

}  // namespace firedrill
