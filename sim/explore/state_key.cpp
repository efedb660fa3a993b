// Collects what is left of time, makes it relative, and folds it with the fingerprint.
#include "sim/explore/state_key.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace firedrill {
namespace {

constexpr std::uint64_t kTimerPlace = std::uint64_t{1} << 40;
constexpr std::uint64_t kMemoryPlace = std::uint64_t{2} << 40;
constexpr std::uint64_t kFaultPlace = std::uint64_t{3} << 40;

std::uint64_t word_at(const State& state, std::uint32_t word) {
  std::uint64_t value = 0;
  std::memcpy(&value, state.bytes() + std::size_t{word} * 8, 8);
  return value;
}

}  // namespace

StateKey::StateKey(const World& world, bool repairs)
    : world_(world),
      bounds_(world),
      plan_repairs_(std::ranges::any_of(world.faults,
                                        [](const FaultSpec& fault) { return fault.has_repair; })),
      added_repairs_(repairs) {}

void StateKey::keep_age(const Zone& zone, Instant now, Instant at, std::int64_t least,
                        std::int64_t most) {
  if (leeway_ == nullptr) return;
  const std::int64_t constant = now.offset() - at.offset();
  leeway_->keep(zone, now.anchor(), at.anchor(), least - constant, most - constant);
}

bool StateKey::matters(const Zone& zone, Instant now, Instant at, Duration for_age) {
  if (!at.is_set()) return false;
  if (for_age == Duration::max()) return true;
  if (zone.least(now, at) <= for_age.count()) return true;
  keep_age(zone, now, at, for_age.count() + 1, Leeway::kFar);
  return false;  // older than anything will ask
}

// Which fault a search added counts while a repair may mend it, and while it may keep down what
// another fault's repair would bring back.
void StateKey::forget_added_faults(const State& state, std::uint32_t faults_left,
                                   Fingerprint& base) const {
  const std::size_t planned = world_.faults.size();
  const auto repair_pending = [&](std::size_t f) {
    return state.deadline(world_.layout.slot(TimerKind::kRepair, static_cast<std::uint32_t>(f)))
        .is_set();
  };
  bool repairs_to_come = plan_repairs_ || (faults_left > 0 && added_repairs_);
  for (std::size_t f = planned; f < state.count<FaultRecord>(); ++f) {
    repairs_to_come = repairs_to_come || repair_pending(f);
  }
  for (std::size_t f = planned; f < state.count<FaultRecord>(); ++f) {
    const FaultRecord& r = state.record<FaultRecord>(f);
    if (repair_pending(f) || (repairs_to_come && r.mended == 0)) continue;
    const auto* bytes = reinterpret_cast<const std::byte*>(&r);
    const auto word = static_cast<std::uint32_t>((bytes - state.bytes()) / 8);
    base.subtract(mix(word, word_at(state, word)));
  }
}

void StateKey::collect(const Writer& writer, const Zone& zone, Instant pending_fault,
                       Fingerprint& base) {
  const State& state = writer.state();
  items_.clear();
  const std::int64_t* timers = state.timers();
  writer.for_each_armed([&](Slot slot) {
    items_.push_back({kTimerPlace + slot, Instant::from_word(timers[slot])});
  });
  if (pending_fault.is_set()) items_.push_back({kFaultPlace, pending_fault});
  const Instant now = state.now();
  for_each_stamp(bounds_, state, [&](const Stamp& stamp) {
    // Whether there is a stamp at all matters even where its age does not any more.
    const bool phase = stamp.period.count() > 0;
    if (!phase && !stamp.at.is_set()) return;
    // The absolute word leaves the fingerprint; what still matters of it comes back relative.
    base.subtract(mix(stamp.word, word_at(state, stamp.word)));
    if (!stamp.at.is_set()) return;
    if (phase) {
      if (stamp.forgotten) return;
      const std::int64_t period = stamp.period.count();
      const std::int64_t most = zone.most(now, stamp.at);
      const std::int64_t least = zone.least(now, stamp.at);
      const std::int64_t whole = std::max<std::int64_t>(0, least / period);
      const bool one = most / period == whole;
      const std::int64_t begun = whole * period;
      if (one) {
        keep_age(zone, now, stamp.at, whole == 0 ? -Leeway::kFar : begun, begun + period - 1);
      }
      items_.push_back({stamp.word, one ? stamp.at + Duration(begun) : stamp.at});
      return;
    }
    buffer_.push_back(stamp.word);
    if (matters(zone, now, stamp.at, stamp.matters_for)) items_.push_back({stamp.word, stamp.at});
  });
  for (std::size_t i = 0; i < memory_.stamps.size(); ++i) {
    const MemoryFold::Stamp& stamp = memory_.stamps[i];
    if (matters(zone, now, stamp.at, stamp.matters_for)) {
      items_.push_back({kMemoryPlace + i, stamp.at});
    }
  }
}

void StateKey::put_items(const Zone& zone) {
  groups_.fill({});
  for (const Item& item : items_) {
    Instant& first = groups_[static_cast<std::size_t>(item.at.anchor())];
    if (!first.is_set() || item.at.offset() < first.offset()) first = item.at;
  }
  std::array<std::uint64_t, Zone::kVariablesMax> name{};
  std::uint64_t count = 0;
  for (int a = 0; a < zone.variables(); ++a) {
    const auto i = static_cast<std::size_t>(a);
    if (groups_[i].is_set()) name[i] = ++count;
  }
  const std::size_t filled = buffer_.size();
  buffer_.resize(filled + 1 + 2 * items_.size());
  std::uint64_t* out = buffer_.data() + filled;
  *out++ = items_.size();
  for (const Item& item : items_) {
    const auto i = static_cast<std::size_t>(item.at.anchor());
    *out++ = item.place << 3 | name[i];
    *out++ = static_cast<std::uint64_t>(item.at.offset() - groups_[i].offset());
  }
}

void StateKey::put_bounds(const Zone& zone, Instant now) {
  Instant groups[Zone::kVariablesMax + 1] = {now};
  int count = 1;
  for (const Instant group : groups_) {
    if (group.is_set()) groups[count++] = group;
  }
  for (int a = 0; a < count; ++a) {
    for (int b = 0; b < count; ++b) {
      if (a != b) buffer_.push_back(static_cast<std::uint64_t>(zone.most(groups[a], groups[b])));
    }
  }
}

Sight StateKey::put_sight(Instant now) {
  const Instant near = groups_[static_cast<std::size_t>(now.anchor())];
  const Instant far = groups_[static_cast<std::size_t>(1 - now.anchor())];
  buffer_.push_back(static_cast<std::uint64_t>(now.anchor()) << 1 | (far.is_set() ? 1 : 0));
  buffer_.push_back(near.is_set() ? static_cast<std::uint64_t>(near.offset() - now.offset()) : 0);
  if (!far.is_set()) return {};
  return {far.anchor() == 1 ? 1 : -1, far.offset() - now.offset()};
}

Fingerprint StateKey::fold(const Writer& writer, const InvariantWatch& watch, const Zone& zone,
                           Instant pending_fault, std::uint32_t faults_left, Leeway* leeway) {
  leeway_ = leeway;
  Fingerprint base = writer.fingerprint();
  buffer_.clear();
  memory_.clear();
  watch.fold(writer, memory_);
  buffer_.push_back(faults_left);
  buffer_.push_back(memory_.numbers.size());
  collect(writer, zone, pending_fault, base);
  forget_added_faults(writer.state(), faults_left, base);
  put_items(zone);
  buffer_.insert(buffer_.end(), memory_.numbers.begin(), memory_.numbers.end());
  return base;
}

Fingerprint StateKey::with_buffer(Fingerprint base) const {
  const XXH128_hash_t hash = XXH3_128bits(buffer_.data(), buffer_.size() * sizeof(buffer_[0]));
  base.add({hash.low64, hash.high64});
  return base;
}

Fingerprint StateKey::of(const Writer& writer, const InvariantWatch& watch, const Zone& zone,
                         Instant pending_fault, std::uint32_t faults_left, bool within_instant,
                         Leeway* leeway) {
  const Fingerprint base = fold(writer, watch, zone, pending_fault, faults_left, leeway);
  put_bounds(zone, writer.state().now());
  if (within_instant) {
    buffer_.push_back(writer.touched_pools());
    buffer_.push_back(writer.touched_all() ? 1 : 0);
    std::vector<std::uint32_t> users = writer.touched_users();
    std::sort(users.begin(), users.end());
    for (const std::uint32_t user : users) buffer_.push_back(user);
  }
  return with_buffer(base);
}

Fingerprint StateKey::without_zone(const Writer& writer, const InvariantWatch& watch,
                                   const Zone& zone, Instant pending_fault,
                                   std::uint32_t faults_left, Leeway* leeway, Sight& sight) {
  const Fingerprint base = fold(writer, watch, zone, pending_fault, faults_left, leeway);
  sight = put_sight(writer.state().now());
  return with_buffer(base);
}

}  // namespace firedrill
