// A toy with a known answer for the delta-debugging core: a pair of pools with a planted bug.
//
// Commands write to a pool, drain its backlog, fail it over and back, crash it. The bug: after two
// drains, a failover of a pool with a backlog over 20 keeps a part of the backlog. The true minimum
// is four commands: drain, drain, write 21 or more, fail over. A list whose commands cannot all be
// given does not count as failing.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/mix.hpp"
#include "sim/explore/delta.hpp"

namespace firedrill::toy {

enum class Kind : std::uint8_t { kWrite, kDrain, kFailOver, kFailBack, kCrash };
inline constexpr int kWriteMax = 29;

struct Command {
  Kind kind = Kind::kWrite;
  int pool = 0;
  int amount = 0;  // kWrite
};

struct Pair {
  enum class Pool : std::uint8_t { kUp, kDown, kFailedOver };
  Pool pool[2] = {Pool::kUp, Pool::kUp};
  int backlog[2] = {0, 0};
  int drains = 0;

  [[nodiscard]] bool can(const Command& c) const {
    const Pool here = pool[c.pool];
    const Pool there = pool[1 - c.pool];
    switch (c.kind) {
      case Kind::kWrite:
        return here != Pool::kDown;
      case Kind::kDrain:
        return true;
      case Kind::kFailOver:
        return here != Pool::kFailedOver && there == Pool::kUp;
      case Kind::kFailBack:
        return here == Pool::kFailedOver;
      case Kind::kCrash:
        return here == Pool::kUp && there == Pool::kUp;
    }
    return false;
  }

  /// False when the planted bug showed.
  bool run(const Command& c) {
    switch (c.kind) {
      case Kind::kWrite:
        backlog[pool[c.pool] == Pool::kFailedOver ? 1 - c.pool : c.pool] += c.amount;
        return true;
      case Kind::kDrain:
        backlog[c.pool] = 0;
        ++drains;
        return true;
      case Kind::kFailOver: {
        const bool bug = drains >= 2 && backlog[c.pool] > 20;
        backlog[c.pool] = 0;
        pool[c.pool] = Pool::kFailedOver;
        return !bug;
      }
      case Kind::kFailBack:
        pool[c.pool] = Pool::kUp;
        return true;
      case Kind::kCrash:
        pool[c.pool] = Pool::kDown;
        return true;
    }
    return true;
  }
};

using Commands = std::vector<Command>;

/// Counts the commands it gives.
struct Fails {
  std::uint64_t* commands;
  bool operator()(const Commands& list) const {
    Pair pair;
    for (const Command& command : list) {
      if (!pair.can(command)) return false;
      ++*commands;
      if (!pair.run(command)) return true;
    }
    return false;
  }
};

/// A failing list as a random search comes to it: cases of up to 120 commands until one fails.
inline Commands find_failure(std::uint64_t seed) {
  std::uint64_t drawn = 0;
  const auto draw = [&](std::uint64_t below) { return mix(seed, ++drawn).lo % below; };
  for (;;) {
    Pair pair;
    Commands list;
    for (std::uint64_t length = 1 + draw(120); list.size() < length;) {
      Command command;
      command.kind = static_cast<Kind>(draw(5));
      command.pool = static_cast<int>(draw(2));
      if (command.kind == Kind::kWrite) command.amount = 1 + static_cast<int>(draw(kWriteMax));
      if (!pair.can(command)) continue;
      list.push_back(command);
      if (!pair.run(command)) return list;
    }
  }
}

/// One large write may make up for several small ones, or for what led them to the other pool.
inline Commands stronger(const Command& command) {
  if (command.kind != Kind::kWrite) return {};
  return {{Kind::kWrite, command.pool, kWriteMax}, {Kind::kWrite, 1 - command.pool, kWriteMax}};
}

/// Smaller writes, the smallest first; then halves of what is left.
inline Commands simpler(const Command& command) {
  Commands out;
  if (command.kind != Kind::kWrite) return out;
  for (int less = command.amount - 1; less > 0; less /= 2) {
    out.push_back({Kind::kWrite, command.pool, command.amount - less});
  }
  return out;
}

struct Result {
  std::size_t found = 0;  // commands of the failing list
  Commands shrunk;
  bool proved_smallest = false;
  std::uint64_t commands = 0;  // given while shrinking
};

inline Result shrink(std::uint64_t seed) {
  Result out;
  Commands failing = find_failure(seed);
  out.found = failing.size();
  const auto delta = shrink_list(std::move(failing), Fails{&out.commands}, stronger, simpler, 5000);
  out.shrunk = delta.parts;
  out.proved_smallest = delta.proved_smallest;
  return out;
}

}  // namespace firedrill::toy
