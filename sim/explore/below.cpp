// Many nodes have the same below them: a number takes less room than a copy. The index by hash
// holds numbers alone, at most two thirds full.
#include "sim/explore/below.hpp"

#include "sim/engine/mix.hpp"

namespace firedrill {
namespace {

std::uint64_t hash(const Below& below) {
  Fingerprint sum;
  std::uint64_t place = 0;
  for (const Longest& until : below.until_back) sum.add(mix(place++, until.word()));
  sum.add(mix(place++, below.until_losing_fault.word()));
  sum.add(mix(place++, std::uint64_t{below.outcomes} << 32 | below.losing_links));
  for (const std::int32_t longest : below.within) {
    sum.add(mix(place++, static_cast<std::uint32_t>(longest)));
  }
  sum.add(mix(place, (below.loses_after_past_fault ? 1 : 0) | (below.uniform ? 2 : 0)));
  return sum.lo;
}

}  // namespace

std::size_t Belows::place_of(const Below& below) const {
  std::size_t place = hash(below) & (places_.size() - 1);
  while (places_[place] != 0 && !(at(places_[place]) == below)) {
    place = (place + 1) & (places_.size() - 1);
  }
  return place;
}

std::uint32_t Belows::number_of(const Below& below) {
  const std::size_t place = place_of(below);
  if (places_[place] != 0) return places_[place];
  belows_.push_back(below);
  const auto number = static_cast<std::uint32_t>(belows_.size());
  places_[place] = number;
  if (belows_.size() * 3 > places_.size() * 2) grow();
  return number;
}

void Belows::grow() {
  places_.assign(places_.size() * 2, 0);
  for (std::uint32_t number = 1; number <= belows_.size(); ++number) {
    places_[place_of(at(number))] = number;
  }
}

}  // namespace firedrill
