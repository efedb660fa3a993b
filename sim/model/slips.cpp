// Walks are lists, so a slip takes out, puts in or moves entries. A step is found by its first
// doing; each doing is changed by one slip at most, because two would hide each other.
#include "sim/model/slips.hpp"

#include <algorithm>
#include <utility>

namespace firedrill {
namespace {

using Walk = std::vector<PerformedStep>;
using Kind = PerformedStep::Kind;

constexpr std::string_view kChangedAlready = "another slip has changed the step already";

/// The first doing of a step, in the shell that does it.
struct Place {
  std::size_t shell = 0;
  std::size_t position = 0;
};

/// A doing that the slip adds.
PerformedStep doing(std::size_t step, std::size_t slip) {
  PerformedStep out;
  out.step = static_cast<std::uint16_t>(step);
  out.slip = static_cast<std::int16_t>(slip);
  out.counts = false;
  return out;
}

void mark(PerformedStep& one, std::size_t slip) {
  one.slip = static_cast<std::int16_t>(slip);
  one.tells = true;
}

/// Writes down as a walk what is done without slips.
void lay_out(ActorSpec& actor) {
  if (!actor.walk.empty()) return;
  for (std::size_t i = 0; i < actor.steps.size(); ++i) {
    PerformedStep one;
    one.step = static_cast<std::uint16_t>(i);
    actor.walk.push_back(one);
  }
}

std::optional<Place> find_step(const std::vector<ActorSpec>& actors, std::size_t actor,
                               std::size_t step) {
  for (std::size_t shell = 0; shell < actors.size(); ++shell) {
    if (shell != actor && actors[shell].owner != static_cast<std::int16_t>(actor)) continue;
    const Walk& walk = actors[shell].walk;
    for (std::size_t at = 0; at < walk.size(); ++at) {
      if (walk[at].counts && walk[at].step == step) return Place{shell, at};
    }
  }
  return std::nullopt;
}

std::string shell_name(const ActorSpec& owner, std::string_view what) {
  std::string out(what);
  return owner.name == ActorSpec{}.name ? out : out + " with " + owner.name;
}

/// A further shell for the procedure of `actor`, opened when `opener` begins.
ActorSpec& open_shell(std::vector<ActorSpec>& actors, std::size_t actor, Place opener,
                      Duration delay, std::size_t slip) {
  const auto number = static_cast<std::uint8_t>(actors.size());
  ActorSpec shell = actors[actor];
  shell.walk.clear();
  shell.owner = static_cast<std::int16_t>(actor);
  shell.opened_by = static_cast<std::int16_t>(slip);
  actors[opener.shell].walk[opener.position].opens.push_back({number, delay});
  actors.push_back(std::move(shell));
  return actors.back();
}

std::string_view swap(std::vector<ActorSpec>& actors, const SlipSpec& slip, Place place,
                      std::size_t number) {
  Walk& walk = actors[place.shell].walk;
  const auto next = find_step(actors, slip.actor, static_cast<std::size_t>(slip.step) + 1);
  if (!next || next->shell != place.shell || next->position != place.position + 1) {
    return "the two steps do not follow each other";
  }
  PerformedStep& first = walk[place.position];
  PerformedStep& second = walk[next->position];
  if (second.slip >= 0) return kChangedAlready;
  first.slip = static_cast<std::int16_t>(number);
  mark(second, number);
  std::swap(first, second);
  return {};
}

std::string_view start_early(std::vector<ActorSpec>& actors, const SlipSpec& slip, Place place,
                             std::size_t number) {
  const Walk& walk = actors[place.shell].walk;
  std::size_t before = place.position;
  while (before > 0 && walk[before - 1].kind == Kind::kPause) --before;
  if (before == 0 || walk[before - 1].kind != Kind::kRun ||
      walk[before - 1].step + 1 != slip.step) {
    return "the step before it is not run directly before it";
  }
  ActorSpec& shell = open_shell(actors, slip.actor, {place.shell, before - 1}, Duration{0}, number);
  Walk& left = actors[place.shell].walk;
  const auto cut = left.begin() + static_cast<std::ptrdiff_t>(before);
  shell.walk.assign(std::make_move_iterator(cut), std::make_move_iterator(left.end()));
  left.erase(cut, left.end());
  mark(shell.walk[place.position - before], number);
  return {};
}

std::string_view use_wrong_window(std::vector<ActorSpec>& actors, const SlipSpec& slip, Place place,
                                  std::size_t number) {
  const ActorSpec& own = actors[place.shell];
  std::size_t first = place.position;
  while (first > 0 && own.runs(first - 1) &&
         own.performed(first - 1).kind == StepSpec::Kind::kWaitUntil) {
    --first;
  }
  const bool command = own.performed(place.position).kind == StepSpec::Kind::kCommand;
  if (first == place.position || !command) {
    return "only a command with a \"wait until\" directly before it has a check to leave out";
  }
  ActorSpec& shell = open_shell(actors, slip.actor, {place.shell, first}, Duration{0}, number);
  shell.name = shell_name(actors[slip.actor], "wrong window");
  shell.walk.push_back(doing(static_cast<std::size_t>(slip.step), number));
  shell.walk.front().tells = true;
  return {};
}

std::string_view send_second(std::vector<ActorSpec>& actors, const SlipSpec& slip, Place place,
                             std::size_t number) {
  ActorSpec& second = open_shell(actors, slip.actor, place, slip.duration, number);
  second.name = shell_name(actors[slip.actor], "second administrator");
  for (auto i = static_cast<std::size_t>(slip.step); i < second.steps.size(); ++i) {
    second.walk.push_back(doing(i, number));
  }
  second.walk.front().tells = true;
  return {};
}

std::string_view start_again(Walk& walk, const SlipSpec& slip, Place place, std::size_t number) {
  Walk again;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(slip.step); ++i) {
    again.push_back(doing(i, number));
  }
  again.front().tells = true;
  walk.insert(walk.begin() + static_cast<std::ptrdiff_t>(place.position) + 1, again.begin(),
              again.end());
  return {};
}

bool changes_the_doing(SlipKind kind) {
  switch (kind) {
    case SlipKind::kSkip:
    case SlipKind::kSwap:
    case SlipKind::kWrongName:
    case SlipKind::kWrongSwitch:
    case SlipKind::kEarlyStart:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view apply_slip(std::vector<ActorSpec>& actors, const SlipSpec& slip,
                            std::size_t number) {
  if (slip.actor >= actors.size() || actors[slip.actor].owner >= 0) {
    return "there is no such administrator";
  }
  lay_out(actors[slip.actor]);
  const auto place = find_step(actors, slip.actor, static_cast<std::size_t>(slip.step));
  if (!place) return "there is no such step";
  Walk& walk = actors[place->shell].walk;
  PerformedStep& one = walk[place->position];
  if (changes_the_doing(slip.kind) && one.slip >= 0) return kChangedAlready;
  switch (slip.kind) {
    case SlipKind::kSkip:
      one.kind = Kind::kPassOver;
      mark(one, number);
      return {};
    case SlipKind::kRepeat: {
      PerformedStep again = doing(static_cast<std::size_t>(slip.step), number);
      again.tells = true;
      walk.insert(walk.begin() + static_cast<std::ptrdiff_t>(place->position) + 1, again);
      return {};
    }
    case SlipKind::kSwap:
      return swap(actors, slip, *place, number);
    case SlipKind::kWrongName:
    case SlipKind::kWrongSwitch:
      one.typed = slip.typed;
      mark(one, number);
      return {};
    case SlipKind::kEarlyStart:
      return start_early(actors, slip, *place, number);
    case SlipKind::kPause: {
      PerformedStep pause = doing(static_cast<std::size_t>(slip.step), number);
      pause.kind = Kind::kPause;
      pause.tells = true;
      pause.pause = slip.duration;
      walk.insert(walk.begin() + static_cast<std::ptrdiff_t>(place->position), pause);
      return {};
    }
    case SlipKind::kWrongWindow:
      return use_wrong_window(actors, slip, *place, number);
    case SlipKind::kSecondAdministrator:
      return send_second(actors, slip, *place, number);
    case SlipKind::kInterrupt:
      return start_again(walk, slip, *place, number);
    case SlipKind::kCount:
      break;
  }
  return "there is no such slip";
}

std::optional<SlipMisfit> apply_slips(std::vector<ActorSpec>& actors,
                                      std::span<const SlipSpec> slips) {
  for (std::size_t i = 0; i < slips.size(); ++i) {
    const std::string_view why = apply_slip(actors, slips[i], i);
    if (!why.empty()) return SlipMisfit{i, why};
  }
  return std::nullopt;
}

}  // namespace firedrill
