// Two sentences for each slip: the one that files hold, and the one that reports tell.
#include <array>

#include "sim/scenario/condition.hpp"
#include "sim/scenario/reader_slips.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(SlipKind::kCount)> kNames{
    "skip",        "repeat", "swap",         "wrong-name",           "wrong-switch",
    "early-start", "pause",  "wrong-window", "second-administrator", "interrupt"};

/// The words of one sentence that differ between what is planned and what has happened.
struct Tense {
  std::string_view is, are, names, starts, ended, interrupted;
};
constexpr Tense kPlanned{"is", "are", "names", "starts", "ended", "interrupted"};
constexpr Tense kHappened{"was", "were", "named", "started", "had ended", "interrupted"};

std::string sentence(const SlipSpec& slip, const Scenario& scenario, const Tense& tense) {
  const bool several = scenario.actors.size() > 1;
  const std::string of = several ? " of " + scenario.actors[slip.actor].name : "";
  const auto number = [&](int offset) { return std::to_string(slip.step + 1 + offset); };
  const std::string step = "step " + number(0) + of;
  const std::string is = ' ' + std::string(tense.is) + ' ';
  switch (slip.kind) {
    case SlipKind::kSkip:
      return step + is + "skipped";
    case SlipKind::kRepeat:
      return step + is + "repeated";
    case SlipKind::kSwap:
      return "steps " + number(0) + " and " + number(1) + of + ' ' + std::string(tense.are) +
             " swapped";
    case SlipKind::kWrongName:
      return step + ' ' + std::string(tense.names) + ' ' + slip.name + " instead of " +
             slip.instead_of;
    case SlipKind::kWrongSwitch:
      return step + is + "run " + (slip.added ? "with -" : "without -") + slip.name;
    case SlipKind::kEarlyStart:
      return step + ' ' + std::string(tense.starts) + " before step " + number(-1) + ' ' +
             std::string(tense.ended);
    case SlipKind::kPause:
      return reading::duration_text(slip.duration) + " pause before " + step;
    case SlipKind::kWrongWindow:
      return step + is + "run in the wrong window";
    case SlipKind::kSecondAdministrator:
      return "a second administrator " + std::string(tense.starts) + ' ' +
             reading::duration_text(slip.duration) + " later at " + step;
    case SlipKind::kInterrupt:
      return "interrupted after " + step + " and started again";
    case SlipKind::kCount:
      break;
  }
  return {};
}

}  // namespace

std::string_view slip_name(SlipKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::string slip_text(const SlipSpec& slip, const Scenario& scenario) {
  return sentence(slip, scenario, kPlanned);
}

std::string slip_story(const SlipSpec& slip, const Scenario& scenario) {
  return sentence(slip, scenario, kHappened);
}

namespace reading {

std::vector<std::string> slip_names() {
  return {kNames.begin(), kNames.end()};
}

std::optional<SlipKind> slip_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (same_word(kNames[i], name)) return static_cast<SlipKind>(i);
  }
  return std::nullopt;
}

}  // namespace reading

}  // namespace firedrill
