// What can become of a placement, as a set of claims, and the sets of outcomes that lie below a
// node of the search. Both are numbered, so that a node keeps one number.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/model/world.hpp"

namespace firedrill {

/// One bit a claim.
class OutcomeMask {
 public:
  static constexpr std::size_t kBits = 256;
  void set(std::size_t bit) { words_[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  void clear(std::size_t bit) { words_[bit / 64] &= ~(std::uint64_t{1} << (bit % 64)); }
  [[nodiscard]] bool test(std::size_t bit) const {
    return (words_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  [[nodiscard]] bool none() const { return *this == OutcomeMask{}; }
  OutcomeMask& operator|=(const OutcomeMask& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  friend OutcomeMask operator&(OutcomeMask a, const OutcomeMask& b) {
    for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= b.words_[i];
    return a;
  }
  friend auto operator<=>(const OutcomeMask&, const OutcomeMask&) = default;

 private:
  std::array<std::uint64_t, kBits / 64> words_{};
};

/// Names the bits for one World: rules, expectations missed or undecided, and what is reported.
class OutcomeBits {
 public:
  explicit OutcomeBits(const World& world);

  [[nodiscard]] std::size_t of_rule(std::string_view rule) const;
  [[nodiscard]] std::size_t missed(std::size_t expectation) const { return missed_ + expectation; }
  [[nodiscard]] std::size_t undecided(std::size_t expectation) const {
    return undecided_ + expectation;
  }
  /// A deadline of the last fault whose time was not up at the end: nothing is said of it there.
  [[nodiscard]] std::size_t open(std::size_t expectation) const { return open_ + expectation; }
  /// What became of an expectation at the end of a run; nothing where it held.
  [[nodiscard]] std::optional<std::size_t> at_end(const World& world, const State& state,
                                                  std::size_t expectation) const;
  [[nodiscard]] std::size_t not_modelled() const { return reported_; }
  [[nodiscard]] std::size_t left_signed_out() const { return reported_ + 1; }
  [[nodiscard]] std::size_t left_without_regular() const { return reported_ + 2; }
  [[nodiscard]] std::size_t writes_lost() const { return reported_ + 3; }

  [[nodiscard]] const std::vector<std::string_view>& rules() const { return rules_; }
  /// The claims that decide what is said of added faults: rules, expectations under faults, and
  /// what is not modelled. The others are figures.
  [[nodiscard]] const OutcomeMask& judged() const { return judged_; }
  /// "INV-25", "missed: ...", "undecided: ...", "E_NOT_MODELLED"; of a judged bit.
  [[nodiscard]] std::string name(const std::vector<ExpectationSpec>& expectations,
                                 std::size_t bit) const;
  /// False when the scenario has more expectations than there are bits.
  [[nodiscard]] bool fits() const { return reported_ + 4 <= OutcomeMask::kBits; }

 private:
  std::vector<std::string_view> rules_;
  OutcomeMask judged_;
  std::size_t missed_ = 0;
  std::size_t undecided_ = 0;
  std::size_t open_ = 0;
  std::size_t reported_ = 0;
};

/// Outcomes and sets of outcomes by number. Set 0 is empty.
class OutcomeSets {
 public:
  OutcomeSets();
  [[nodiscard]] std::uint32_t of(const OutcomeMask& outcome);  // the set with this one member
  [[nodiscard]] std::uint32_t unite(std::uint32_t a, std::uint32_t b);
  /// Every member with `more` added.
  [[nodiscard]] std::uint32_t add(std::uint32_t set, const OutcomeMask& more);
  [[nodiscard]] const std::vector<OutcomeMask>& members(std::uint32_t set) const {
    return *sets_[set];
  }

 private:
  std::uint32_t number(std::vector<OutcomeMask> members);

  std::map<std::vector<OutcomeMask>, std::uint32_t> numbers_;
  std::vector<const std::vector<OutcomeMask>*> sets_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> united_;
  std::map<std::pair<std::uint32_t, OutcomeMask>, std::uint32_t> added_;
};

}  // namespace firedrill
