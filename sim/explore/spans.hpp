// What became of nodes met lately, for nodes that are like them but for where they see the one
// unknown instant.
//
// Each was followed with a zone and is the same anywhere within its leeway. Neighbouring instants
// of a fault are followed one after the other, so the latest are worth the most: a small cache, in
// which whatever comes later takes the place of what was there. What is forgotten costs time, no
// more.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/mix.hpp"
#include "sim/explore/leeway.hpp"
#include "sim/explore/state_key.hpp"

namespace firedrill {

class Spans {
 public:
  struct Found {
    std::uint32_t below = 0;   // number of what lies below
    std::int64_t further = 0;  // ms by which the zone asked for sticks out of the one followed
    Range leeway;              // as words of the unknown instant
  };

  /// The node of this key whose leeway takes in the zone of `own`.
  [[nodiscard]] std::optional<Found> find(Fingerprint key, const Leeway& own, Sight sight) const;

  /// Remembers a node in place of another. `nodes` were met so far: the cache grows with them.
  void add(Fingerprint key, const Leeway& own, Sight sight, std::uint32_t below,
           std::uint64_t nodes);

  [[nodiscard]] std::size_t bytes() const { return spans_.size() * sizeof(Span); }

 private:
  static constexpr std::size_t kFewest = 64;
  static constexpr std::size_t kNodesEach = 64;  // a place for so many nodes

  struct Span {
    Fingerprint key;
    Range zone;  // as seen
    Range leeway;
    std::uint32_t below = 0;  // 0: a free place
  };

  [[nodiscard]] std::size_t place(Fingerprint key) const { return key.lo & (spans_.size() - 1); }

  std::vector<Span> spans_ = std::vector<Span>(kFewest);  // a power of two of them
};

}  // namespace firedrill
