// A node of the timed search as a value, kept where a question is open.
#pragma once

#include "sim/explore/timed_search.hpp"

namespace firedrill {

struct TimedSearch::Node {
  State state;
  std::unique_ptr<InvariantWatch::Memory> memory = std::make_unique<InvariantWatch::Memory>();
  Fingerprint fingerprint;
  Zone zone;
  std::vector<StruckFault> struck;
  std::vector<UnusualOrder> pins;
  std::vector<MishapAnswer> mishaps;
  std::array<std::vector<Out>, kOutages> out;
  OutcomeMask path;
  Instant newest_strike;
  std::uint32_t strike_open = 0;
  std::vector<Instant> stopped;
};

/// A node with questions whose answers are not all followed yet.
struct TimedSearch::Frame {
  Node node;
  std::size_t open = 0;  // place of the node among the open ones
  std::vector<Decision> script;
  std::vector<Fingerprint> seen_orders;
};

}  // namespace firedrill
