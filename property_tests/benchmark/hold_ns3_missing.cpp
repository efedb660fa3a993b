// Stands in for ns-3 where it is not installed.
#include "property_tests/benchmark/hold_model.hpp"

namespace firedrill::benchmark {

HoldResult hold_ns3(std::uint32_t, std::uint64_t) {
  return {};
}

}  // namespace firedrill::benchmark
