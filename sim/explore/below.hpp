// What is kept of everything below a node of the timed search: what can become of it, and how long
// from it. That is enough to answer for the whole of it when the node is met again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

namespace firedrill {

/// What worst cases of being out of service are told of.
enum Outage : std::uint8_t { kSignedOut, kIrregular, kOutages };
inline constexpr std::size_t kLoss = kOutages;  // in Below::within

// Times below a node are kept in 32 bits, since nodes have them by the hundred thousand: 24 days
// and more count as endless.
inline constexpr std::int32_t kEndless = std::numeric_limits<std::int32_t>::max();
[[nodiscard]] inline std::int32_t narrow(std::int64_t ms) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(ms, -1, kEndless));
}
[[nodiscard]] inline std::int64_t whole(std::int32_t ms) {
  return ms == kEndless ? std::numeric_limits<std::int64_t>::max() / 4 : ms;
}

/// The longest time from a node to something below it, ms; -1 = there is none. Between two instants
/// of one anchor it is the same wherever an unknown instant lies, else it moves with that.
class Longest {
 public:
  [[nodiscard]] bool any() const { return fixed_ >= 0 || moving_ >= 0; }
  [[nodiscard]] bool moves() const { return moving_ >= 0; }
  [[nodiscard]] std::int64_t ms() const { return std::max(whole(fixed_), whole(moving_)); }
  void take(std::int64_t ms, bool moves) {
    std::int32_t& longest = moves ? moving_ : fixed_;
    longest = std::max(longest, narrow(ms));
  }
  /// The longest from a node that lies up to `before` ms earlier; `moves` as that does.
  void take(const Longest& later, std::int64_t before, bool moves) {
    if (later.fixed_ >= 0) take(before + whole(later.fixed_), moves);
    if (later.moving_ >= 0) take(before + whole(later.moving_), true);
  }
  /// For a zone that sticks out by so much of the one followed: not less than it can be.
  void allow(std::int64_t further) {
    if (moving_ >= 0) moving_ = narrow(whole(moving_) + further);
  }
  /// From an instant so much earlier; negative: later.
  void shift(std::int64_t ms) {
    for (std::int32_t* longest : {&fixed_, &moving_}) {
      if (*longest >= 0 && *longest != kEndless) *longest = narrow(*longest + ms);
    }
  }
  [[nodiscard]] std::uint64_t word() const {
    return std::uint64_t{static_cast<std::uint32_t>(fixed_)} << 32 |
           static_cast<std::uint32_t>(moving_);
  }
  friend bool operator==(const Longest&, const Longest&) = default;

 private:
  std::int32_t fixed_ = -1;
  std::int32_t moving_ = -1;
};

struct Below {
  std::uint32_t outcomes = 0;                // a number of OutcomeSets
  std::array<Longest, kOutages> until_back;  // until somebody who is out there is back
  Longest until_losing_fault;                // to a fault that is the newest before writes are lost
  /// The longest outages of each kind, and the greatest age of what is lost, that begin and end
  /// below the node between instants of different anchors; -1 = none. A zone that sticks out may
  /// have longer ones.
  std::array<std::int32_t, kOutages + 1> within{-1, -1, -1};
  std::uint32_t losing_links = 0;  // a bit for each link; the last one is for all from there on
  bool loses_after_past_fault = false;
  /// Every placement of the zone that was followed has all of the outcomes (uniform.hpp);
  /// told apart where leeways are kept.
  bool uniform = true;

  [[nodiscard]] bool loses(std::size_t link) const { return (losing_links & bit(link)) != 0; }
  void add_losing(std::size_t link) { losing_links |= bit(link); }
  void take_within(std::size_t kind, std::int64_t ms) {
    within[kind] = std::max(within[kind], narrow(ms));
  }
  void take_within(const Below& lower) {
    for (std::size_t kind = 0; kind < within.size(); ++kind) {
      within[kind] = std::max(within[kind], lower.within[kind]);
    }
  }
  void allow(std::int64_t further) {
    for (Longest& until : until_back) until.allow(further);
    until_losing_fault.allow(further);
    for (std::int32_t& longest : within)
      longest = longest < 0 ? -1 : narrow(whole(longest) + further);
  }
  void shift(std::int64_t ms) {
    for (Longest& until : until_back) until.shift(ms);
    until_losing_fault.shift(ms);
  }
  friend bool operator==(const Below&, const Below&) = default;

 private:
  static std::uint32_t bit(std::size_t link) {
    return std::uint32_t{1} << std::min<std::size_t>(link, 31);
  }
};

/// Each of them once, by number from 1 on.
class Belows {
 public:
  [[nodiscard]] std::uint32_t number_of(const Below& below);
  [[nodiscard]] const Below& at(std::uint32_t number) const { return belows_[number - 1]; }
  [[nodiscard]] std::size_t bytes() const {
    return belows_.size() * sizeof(Below) + places_.size() * sizeof(places_[0]);
  }

 private:
  [[nodiscard]] std::size_t place_of(const Below& below) const;
  void grow();

  std::deque<Below> belows_;
  std::vector<std::uint32_t> places_ = std::vector<std::uint32_t>(64);  // numbers by hash; 0 = free
};

}  // namespace firedrill
