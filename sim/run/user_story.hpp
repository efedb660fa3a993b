// What happened to one user, ready to be told: by a run that has just ended, or from a trace.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/world.hpp"

namespace firedrill {

struct UserStory {
  static constexpr int kDepth = 5;  // of the first link behind a change of mode
  std::uint32_t user = 0;
  Index home = kNone;
  Index site = kNone;  // kNone = outside the network
  UserMode mode = UserMode::kRegular;
  std::int64_t until_ms = -1;      // the story goes no further; -1 = to the end
  std::uint64_t acknowledged = 0;  // changes
  std::uint64_t lost = 0;
  struct Change {
    std::int64_t at_ms = 0;
    UserMode after = UserMode::kRegular;
    Index registrar = kNone;
    std::string why;  // whole lines, indented
  };
  std::vector<Change> changes;
  std::string missing;          // through Edge pools, whole lines; see service_story.hpp
  std::string without_service;  // why there is no regular service then; empty = there is
};

/// "in resiliency mode".
[[nodiscard]] std::string_view mode_words(UserMode mode);
/// The words of `firedrill explain --user`; clock_start_ms as in clock_text.
[[nodiscard]] std::string tell(const UserStory& story, const World& world,
                               std::int64_t clock_start_ms);

}  // namespace firedrill
