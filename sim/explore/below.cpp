// Many nodes have the same below them: a number takes less room than a copy.
#include "sim/explore/below.hpp"

#include "sim/engine/mix.hpp"

namespace firedrill {

std::size_t Belows::Hash::operator()(const Below& below) const {
  std::uint64_t sum = below.outcomes;
  const auto add = [&sum](std::uint64_t part) {
    sum = mix(static_cast<std::uint32_t>(sum), part ^ sum).lo;
  };
  const auto add_longest = [&](const Longest& longest) {
    add(static_cast<std::uint64_t>(longest.fixed));
    add(static_cast<std::uint64_t>(longest.moving));
  };
  for (const Longest& until : below.until_back) add_longest(until);
  add_longest(below.until_losing_fault);
  add(below.loses_after_past_fault ? 1 : 0);
  add(below.losing_links);
  return sum;
}

std::uint32_t Belows::number_of(const Below& below) {
  const auto [at, fresh] = numbers_.emplace(below, static_cast<std::uint32_t>(belows_.size()) + 1);
  if (fresh) belows_.push_back(below);
  return at->second;
}

}  // namespace firedrill
