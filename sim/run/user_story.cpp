#include "sim/run/user_story.hpp"

#include <fmt/format.h>

#include "sim/run/names.hpp"

namespace firedrill {

std::string_view mode_words(UserMode mode) {
  switch (mode) {
    case UserMode::kSignedOut:
      return "signed out";
    case UserMode::kResiliency:
      return "in resiliency mode";
    case UserMode::kRegular:
      return "in regular mode";
  }
  return "?";
}

namespace {

/// Each time without regular service that was over, where part of it was resiliency mode: of one
/// who was only signed out nobody knows here whether that was of free will.
std::string irregular_spans(const UserStory& story, std::int64_t clock_start_ms) {
  std::string out;
  std::int64_t from_ms = -1;
  bool resiliency = false;
  for (const UserStory::Change& change : story.changes) {
    if (change.after != UserMode::kRegular) {
      if (from_ms < 0) from_ms = change.at_ms;
      resiliency = resiliency || change.after == UserMode::kResiliency;
      continue;
    }
    if (from_ms >= 0 && resiliency) {
      out += fmt::format(
          "without regular service from {} to {} ({})\n", clock_text(from_ms, clock_start_ms),
          clock_text(change.at_ms, clock_start_ms), duration_text(change.at_ms - from_ms));
    }
    from_ms = -1;
    resiliency = false;
  }
  return out;
}

}  // namespace

std::string tell(const UserStory& story, const World& world, std::int64_t clock_start_ms) {
  const std::string then =
      story.until_ms < 0 ? "at the end" : "at " + clock_text(story.until_ms, clock_start_ms);
  std::string out = fmt::format("{} (home {}, {}) is {} {}\n", user_name(world, story.user),
                                pool_name(world, story.home),
                                story.site == kNone ? std::string("outside the network")
                                                    : "at " + site_name(world, story.site),
                                mode_words(story.mode), then);
  if (story.changes.empty() && story.missing.empty())
    return out + "  nothing happened to this user\n";
  for (const UserStory::Change& change : story.changes) {
    out += fmt::format(
        "{}  {}{}\n", clock_text(change.at_ms, clock_start_ms), mode_words(change.after),
        change.registrar == kNone ? std::string() : " at " + pool_name(world, change.registrar));
    out += change.why;
  }
  out += irregular_spans(story, clock_start_ms);
  if (!story.missing.empty()) {
    out += "missing of what passes through an Edge pool:\n" + story.missing;
  }
  if (!story.without_service.empty()) {
    out += "no regular service " + then + ":\n" + story.without_service;
  }
  return out + fmt::format("changes acknowledged {}, lost {}\n", story.acknowledged, story.lost);
}

}  // namespace firedrill
