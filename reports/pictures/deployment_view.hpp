// The deployment as pictures show it: parts that fare well or badly, and ties between them, read
// from a State through the model's own questions. No rule of the domain stands here; a further part
// or tie is one more case of its enum.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "reports/pictures/look.hpp"
#include "sim/model/state.hpp"
#include "sim/model/world.hpp"

namespace firedrill {

enum class PartKind : std::uint8_t {
  kSite,
  kPool,
  kUsers,  // of a pool
  kFrontEnd,
  kDatabases,  // entity = back end * 3 + 0 primary, 1 mirror, 2 witness
  kFileStore,  // of a pool
  kStore,      // copy of the Central Management store at a pool
  kEdgePool,
  kEdgeServer,
};
struct Part {
  PartKind kind = PartKind::kSite;
  std::int32_t entity = 0;
  friend auto operator<=>(const Part&, const Part&) = default;
};

enum class TieKind : std::uint8_t {
  kNextHop,      // Edge pool -> pool
  kPairing,      // pool - pool
  kReplication,  // pool -> its partner
  kStoreCopy,    // pool -> pool
  kServed,       // users of a pool -> the pool that serves them
  kFederation,   // Edge pool -> federated partners
  kXmpp,         // Edge pool -> XMPP partners
  kWan,          // site - site; shown where it is cut
};
struct Tie {
  TieKind kind = TieKind::kNextHop;
  std::int32_t from = 0;
  std::int32_t to = -1;  // -1 = outside of the deployment
  friend auto operator<=>(const Tie&, const Tie&) = default;
};

struct Fare {
  Health condition = Health::kRuns;
  std::string word;
  friend auto operator<=>(const Fare&, const Fare&) = default;
};

/// Every part there is, in the order of the topology.
[[nodiscard]] std::vector<Part> parts_of(const World& world);
[[nodiscard]] std::string part_name(const World& world, Part part);
/// The site in which it stands.
[[nodiscard]] Index site_of(const World& world, Part part);
[[nodiscard]] Fare fare_of(const World& world, const State& state, Part part);

/// Parts that a picture of many sites counts instead of naming them: "2 of 3 Front Ends run".
struct CountedParts {
  Part of;  // the pool or the Edge pool
  std::string_view what;
  std::string_view mark;  // tells apart two counts of one pool
  std::vector<Part> parts;
};
[[nodiscard]] CountedParts servers_of(const World& world, Part pool);
/// SQL servers and the file store.
[[nodiscard]] CountedParts stores_of(const World& world, Index pool);

struct TieFare {
  Tie tie;
  Fare fare;
};
/// The ties that exist now, sorted.
[[nodiscard]] std::vector<TieFare> ties_of(const World& world, const State& state);
/// The part at either end; of what lies outside, nothing.
[[nodiscard]] Part tie_from(Tie tie);
[[nodiscard]] Part tie_to(Tie tie);

}  // namespace firedrill
