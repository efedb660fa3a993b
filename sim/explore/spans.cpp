// A place is the low bits of the key: keys are hashes.
#include "sim/explore/spans.hpp"

#include <algorithm>

namespace firedrill {

std::optional<Spans::Found> Spans::find(Fingerprint key, const Leeway& own, Sight sight) const {
  const Span& span = spans_[place(key)];
  if (span.below == 0 || !(span.key == key)) return {};
  const Range asked = sight.seen(own.zone());
  if (asked.least < span.leeway.least || asked.most > span.leeway.most) return {};
  const std::int64_t further =
      std::max<std::int64_t>({0, span.zone.least - asked.least, asked.most - span.zone.most});
  return Found{span.below, further, sight.unseen(span.leeway)};
}

void Spans::add(Fingerprint key, const Leeway& own, Sight sight, std::uint32_t below,
                std::uint64_t nodes) {
  if (nodes / kNodesEach > spans_.size()) {
    std::vector<Span> before(spans_.size() * 2);
    std::swap(before, spans_);
    for (const Span& span : before) spans_[place(span.key)] = span;
  }
  spans_[place(key)] = {key, sight.seen(own.zone()), sight.seen(own.range()), below};
}

}  // namespace firedrill
