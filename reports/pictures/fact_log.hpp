// What each line of the timeline is about: the fact behind it, and the part of the deployment, the
// site or the administrator that the fact speaks of.
#pragma once

#include <string>
#include <vector>

#include "sim/run/timeline.hpp"

namespace firedrill {

class FactLog final : public RunListener {
 public:
  /// Listens behind `timeline`.
  FactLog(const Simulation& simulation, const Timeline& timeline)
      : simulation_(simulation), timeline_(timeline) {}
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_instant(std::int64_t at_ms) override;

  struct About {
    FactKind kind = FactKind::kEnd;
    bool none = true;              // a line of users, behind which there is no fact
    std::int32_t actor = -1;       // of steps
    std::int32_t position = -1;    // of steps: on the walk
    Index site = kNone;            // where it happens, as far as one site can be named
    std::vector<std::string> who;  // "pool1", "Datacenter1", "edge1", "Ann"
  };
  /// One for each line of the timeline.
  [[nodiscard]] const std::vector<About>& lines() const { return lines_; }

 private:
  [[nodiscard]] About about(const Fact& fact) const;
  void about_fault(const Fact& fact, About& out) const;
  void about_step(const Fact& fact, About& out) const;
  void about_pool(std::int32_t pool, About& out) const;

  const Simulation& simulation_;
  const Timeline& timeline_;
  std::vector<About> lines_;
};

}  // namespace firedrill
