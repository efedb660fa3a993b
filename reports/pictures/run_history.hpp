// How the deployment fared over a run: frames for the topology picture and curves for charts. A
// listener that looks at the State after each instant; it keeps what changed and decides nothing.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "reports/pictures/deployment_view.hpp"
#include "sim/run/measures.hpp"

namespace firedrill {

/// The deployment after one instant. Fares are numbers in RunHistory::fares().
struct Frame {
  std::int64_t at_ms = 0;
  std::uint32_t event = 0;
  std::vector<std::uint16_t> parts;             // by position in RunHistory::parts()
  std::map<std::uint16_t, std::uint16_t> ties;  // position in RunHistory::ties() -> fare
};

class RunHistory final : public RunListener {
 public:
  RunHistory(const Simulation& simulation, const Measures& measures);
  void on_event(std::uint32_t number, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool changed) override;
  void on_instant(std::int64_t at_ms) override;
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;
  /// Before the first event, and after the last.
  void begin();
  void end();

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  [[nodiscard]] const std::vector<Tie>& ties() const { return ties_; }
  [[nodiscard]] const Fare& fare(std::uint16_t number) const { return fares_[number]; }
  [[nodiscard]] const std::vector<Fare>& fares() const { return fares_; }
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  [[nodiscard]] std::int64_t end_ms() const { return points_.back().at_ms; }
  /// The frame in force at that time.
  [[nodiscard]] const Frame& frame_at(std::int64_t at_ms) const;
  /// Most users signed out; of those, most without regular service; of those, most parts down; the
  /// first such.
  [[nodiscard]] const Frame& worst() const { return frames_[worst_]; }

  /// Users of a pool who were in resiliency mode.
  struct Resiliency {
    std::int64_t users = 0;
    std::int64_t longest_ms = 0;
    std::int64_t at_end = 0;
  };
  /// By the pool at which they are at home.
  [[nodiscard]] std::vector<Resiliency> resiliency() const;

  /// One point of a chart.
  struct Point {
    std::int64_t at_ms = 0;
    std::array<std::int64_t, 3> modes{};                     // signed out, resiliency, regular
    std::array<std::int64_t, kCapabilities> capabilities{};  // users who have it
    std::vector<std::int64_t> backlog;                       // changes waiting, by source pool
    friend bool operator==(const Point&, const Point&) = default;
  };
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }
  [[nodiscard]] const Point& point_at(std::int64_t at_ms) const;

 private:
  [[nodiscard]] Frame look(std::int64_t at_ms);
  [[nodiscard]] Point measure(std::int64_t at_ms) const;
  [[nodiscard]] std::uint16_t number_of(Fare fare);
  [[nodiscard]] std::uint16_t number_of(Tie tie);
  /// Only counts of users or of changes differ.
  [[nodiscard]] bool only_counts(const Frame& a, const Frame& b) const;
  void keep(Frame frame);
  void keep(Point point);
  void find_worst();

  const Simulation& simulation_;
  const Measures& measures_;
  std::vector<Part> parts_;
  std::vector<Tie> ties_;
  std::vector<Fare> fares_;
  std::map<Fare, std::uint16_t> numbers_;
  std::map<Tie, std::uint16_t> tie_numbers_;
  std::vector<Frame> frames_;
  std::vector<Point> points_;
  struct Spell {
    std::int64_t since_ms = -1;    // -1 = not in resiliency mode
    std::int64_t longest_ms = -1;  // -1 = never was
  };
  std::map<std::uint32_t, Spell> spells_;  // by user
  std::int64_t spacing_ms_ = 0;            // counts are looked at no more often than this
  std::int64_t counted_ms_ = -1;
  std::size_t worst_ = 0;
};

}  // namespace firedrill
