// When pools and Edge pools ran again, and when the administrators had nothing left to do: whoever
// adds lines at the end of a procedure that was over before has them wait. Advice for people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace firedrill {

/// In whole hours, so that more than `ms` passes: "5h".
[[nodiscard]] std::string hours_beyond(std::int64_t ms);

class Returns {
 public:
  explicit Returns(const Simulation& simulation);
  /// After every instant.
  void look(const Simulation& simulation, std::int64_t at_ms);
  /// When the last step was done; -1 = it is not.
  [[nodiscard]] std::int64_t over_ms() const { return over_ms_; }
  /// "wait until serving of pool1.contoso.com = yes, at most 5h"; empty where it ran when the last
  /// step was done.
  [[nodiscard]] std::string wait_for_pool(const World& world, Index pool) const;
  [[nodiscard]] std::string wait_for_edge_pool(const World& world, Index edge_pool) const;

 private:
  struct Back {
    bool runs = true;
    std::int64_t since_ms = 0;
  };
  [[nodiscard]] std::string wait_for(const Back& back, const std::string& condition) const;
  std::vector<Back> pools_;
  std::vector<Back> edge_pools_;
  std::int64_t over_ms_ = -1;  // -1 = somebody is not through
};

}  // namespace firedrill
