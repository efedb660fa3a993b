// A pool of n Front Ends whose machines a test switches on and off by hand: what the tables of
// quorum are about. The State is asked, never stepped, so every subset of servers can be tried.
#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <string>

#include "sim/model/components.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {

class QuorumBench {
 public:
  explicit QuorumBench(int front_ends) : n_(front_ends) {
    std::string text =
        "firedrill-topology: 1\nsites: {A: }\npools:\n"
        "  p: {site: A, users: 1, population: 1, back end: {primary: 'be\\rtc'}, front ends: [";
    for (int i = 0; i < n_; ++i) text += (i > 0 ? ", fe" : "fe") + std::to_string(i);
    text += "], file store: '\\\\fs\\s'}\ncentral management store: {active: p}\n";
    Diagnostics diagnostics;
    auto topology = read_topology_text(text, "bench.yaml", {}, diagnostics);
    for (const Diagnostic& found : diagnostics.sorted()) {
      if (found.severity == Severity::kError) ADD_FAILURE() << format_diagnostic(found);
    }
    world.topology = std::move(topology).value();
    world.load.enabled = false;
    finish_world(world);
    state_ = initial_state(world);
  }
  /// Bit i of `up` = Front End i, in the order of the pool's first start, runs.
  QuorumBench& front_ends(unsigned up) {
    for (int i = 0; i < n_; ++i) {
      const auto& fe = state_.front_end(static_cast<std::size_t>(i));
      const_cast<FrontEndRecord&>(fe).down = (up >> i & 1U) != 0 ? 0 : kDownByItself;
    }
    return *this;
  }
  QuorumBench& primary_sql(bool up) {
    const_cast<SqlRecord&>(state_.sql(0)).down = up ? 0 : kDownByItself;
    return *this;
  }
  void set(ParameterId id, std::int64_t choice) { world.parameters.set(id, choice); }
  [[nodiscard]] bool keeps_running() const { return functional_quorum(world, state_, 0).holds(); }
  [[nodiscard]] bool starts() const { return start_quorum(world, state_, 0); }
  [[nodiscard]] unsigned everything() const { return (1U << n_) - 1; }

  World world;

 private:
  int n_;
  State state_;
};

/// Runs f(servers that run) for every subset of n servers.
template <class F>
void for_each_subset(int n, F&& f) {
  for (unsigned up = 0; up < 1U << n; ++up) f(up);
}
inline int running(unsigned up, int first = 32) {
  return std::popcount(first >= 32 ? up : up & ((1U << first) - 1));
}

}  // namespace firedrill
