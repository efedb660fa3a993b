// What is kept of everything below a node of the timed search: what can become of it, and how long
// from it. That is enough to answer for the whole of it when the node is met again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace firedrill {

/// What worst cases of being out of service are told of.
enum Outage : std::uint8_t { kSignedOut, kIrregular, kOutages };

/// The longest time from a node to something below it, ms; -1 = there is none. Between two instants
/// of one anchor it is the same wherever an unknown instant lies, else it moves with that.
struct Longest {
  std::int64_t fixed = -1;
  std::int64_t moving = -1;
  [[nodiscard]] std::int64_t ms() const { return std::max(fixed, moving); }
  [[nodiscard]] bool any() const { return ms() >= 0; }
  void take(std::int64_t ms, bool moves) {
    std::int64_t& longest = moves ? moving : fixed;
    longest = std::max(longest, ms);
  }
  /// For a zone that sticks out by so much of the one followed: not less than it can be.
  void allow(std::int64_t further) {
    if (moving >= 0) moving += further;
  }
  friend bool operator==(const Longest&, const Longest&) = default;
};

struct Below {
  std::uint32_t outcomes = 0;                // a number of OutcomeSets
  std::array<Longest, kOutages> until_back;  // until somebody who is out there is back
  Longest until_losing_fault;                // to a fault that is the newest before writes are lost
  bool loses_after_past_fault = false;
  std::uint64_t losing_links = 0;  // a bit for each link; the last one is for all from there on

  [[nodiscard]] bool loses(std::size_t link) const { return (losing_links & bit(link)) != 0; }
  void add_losing(std::size_t link) { losing_links |= bit(link); }
  void allow(std::int64_t further) {
    for (Longest& until : until_back) until.allow(further);
    until_losing_fault.allow(further);
  }
  friend bool operator==(const Below&, const Below&) = default;

 private:
  static std::uint64_t bit(std::size_t link) {
    return std::uint64_t{1} << std::min<std::size_t>(link, 63);
  }
};

/// Each of them once, by number from 1 on.
class Belows {
 public:
  [[nodiscard]] std::uint32_t number_of(const Below& below);
  [[nodiscard]] const Below& at(std::uint32_t number) const { return belows_[number - 1]; }

 private:
  struct Hash {
    std::size_t operator()(const Below& below) const;
  };
  std::vector<Below> belows_;
  std::unordered_map<Below, std::uint32_t, Hash> numbers_;  // looked up, never walked
};

}  // namespace firedrill
