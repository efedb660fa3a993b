// Sentences about causes. Depth is bounded: a chain longer than that is cut with a note.
#include "sim/run/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "sim/cmdlets/table.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

constexpr int kDeepest = 24;

}  // namespace

CauseBook::CauseBook(const Scenario& scenario, const Simulation& simulation,
                     const Timeline& timeline, std::int64_t user)
    : scenario_(scenario),
      simulation_(simulation),
      timeline_(timeline),
      user_(user),
      services_(simulation.world()) {
  services_.look(simulation.state(), 0, 0);
}

std::vector<std::uint32_t> CauseBook::writers_of(const void* const (&deciding)[3]) const {
  std::vector<std::uint32_t> out;
  const std::byte* base = simulation_.state().bytes();
  for (const void* field : deciding) {
    if (field == nullptr) continue;
    const auto offset = static_cast<const std::byte*>(field) - base;
    if (offset < 0 || static_cast<std::size_t>(offset) >= simulation_.state().layout().bytes) {
      continue;
    }
    const std::uint32_t writer = writer_of(simulation_.causes(), static_cast<std::size_t>(offset));
    if (std::find(out.begin(), out.end(), writer) == out.end()) out.push_back(writer);
  }
  return out;
}

void CauseBook::on_refusal(std::uint32_t event, std::int64_t, const Refusal& refusal) {
  refusals_.push_back({event, writers_of(refusal.deciding)});
}

bool CauseBook::whole() const {
  const EventHistory& history = simulation_.history();
  return std::all_of(refusals_.begin(), refusals_.end(), [&](const Because& refusal) {
    return std::all_of(refusal.writers.begin(), refusal.writers.end(),
                       [&](std::uint32_t writer) { return history.has(writer); });
  });
}

void CauseBook::on_fact(std::uint32_t event, std::int64_t, const Fact& fact) {
  if (fact.kind != FactKind::kSlip) return;
  slips_.push_back({event, static_cast<std::size_t>(fact.entity),
                    static_cast<std::size_t>(fact.other), fact.value});
}

void CauseBook::on_event(std::uint32_t number, std::int64_t, Slot slot, const Fingerprint&,
                         bool changed) {
  const Layout::SlotName name = simulation_.world().layout.name_of(slot);
  const bool users_own = name.kind == TimerKind::kArrival || name.kind == TimerKind::kUserSignIn ||
                         name.kind == TimerKind::kUserSession;
  if (!users_own) last_event_ = number;
  if (!users_own && changed) services_.glance(simulation_.state(), number);
  if (name.kind != TimerKind::kActor) return;
  // The root of an actor's event is the step that it is about.
  const ActorSpec& actor = simulation_.world().actors[name.entity];
  const std::size_t position = simulation_.causes().root & 0xffffU;
  if (position >= actor.length()) return;
  const std::int64_t slip = actor.walk.empty() ? -1 : actor.walk[position].slip;
  deeds_.push_back({number, name.entity, position, slip});
}

void CauseBook::on_violation(std::size_t index) {
  const Violation& v = simulation_.invariants()->violations()[index];
  violations_.push_back({v.event, writers_of(v.deciding)});
}

void CauseBook::on_instant(std::int64_t at_ms) {
  if (!simulation_.infrastructure_touched()) return;
  services_.look(simulation_.state(), at_ms, last_event_);
}

std::vector<ServiceChange> CauseBook::service_changes() const {
  std::vector<ServiceChange> out = services_.changes();
  for (ServiceChange& change : out) {
    if (!change.works) change.why = behind_mode(change.event, kServiceDepth);
  }
  return out;
}

void CauseBook::on_mode(std::int64_t at_ms, std::uint32_t user, UserMode, UserMode after) {
  if (static_cast<std::int64_t>(user) != user_) return;
  story_.push_back({at_ms, simulation_.events(), after, simulation_.state().user(user).registrar});
}

CauseBook::Link CauseBook::link_of(std::uint32_t event, int depth) const {
  Link out;
  out.depth = depth;
  out.event = event;
  if (event == 0) {
    out.text = "it was so from the start";
    return out;
  }
  const EventRecord& record = simulation_.history()[event];
  out.at_ms = record.at_ms;
  LineKind told = LineKind::kBelow;
  for (const TimelineLine& line : timeline_.lines()) {
    if (line.event != event || line.kind == LineKind::kUsers) continue;
    if (line.kind == LineKind::kSlip) continue;  // see walk_slips
    // A refusal says more than the step line before it; a fault or first effect says enough, an
    // answer or a warning does not.
    if (told != LineKind::kBelow && line.kind != LineKind::kRefusal) continue;
    told = line.kind;
    out.text = line.text;
    out.rule = line.rule;
    out.where = line.where;
  }
  if (out.text.empty()) name_command(out, record);
  if (out.text.empty()) out.text = slot_text(simulation_.world(), record.slot);
  if (out.where.empty()) name_step(out);
  return out;
}

/// What the timeline says nothing of may still be part of a command: its end, or what an operation
/// of a pool does long after the command that began it was given.
void CauseBook::name_command(Link& link, const EventRecord& record) const {
  const World& w = simulation_.world();
  const Deed* deed = deed_of(link.event);
  const bool operation = w.layout.name_of(record.slot).kind == TimerKind::kPoolOperation;
  std::uint32_t before = record.cause;
  for (int i = 0; operation && deed == nullptr && before != 0 && i < kDeepest; ++i) {
    deed = deed_of(before);
    if (!simulation_.history().has(before)) break;
    before = simulation_.history()[before].cause;
  }
  if (deed == nullptr) return;
  const StepSpec& spec = w.actors[deed->actor].performed(deed->position);
  link.text = fmt::format("{}  {}{}", step_name(w, deed->actor, deed->position), spec.text,
                          operation ? "  goes on" : "");
  link.where = place(scenario_, spec.mark);
}

/// The end of a command names its step alone in the timeline, where the command stands above it.
void CauseBook::name_step(Link& link) const {
  const Deed* deed = deed_of(link.event);
  if (deed == nullptr) return;
  const World& w = simulation_.world();
  const std::string name = step_name(w, deed->actor, deed->position);
  if (!link.text.starts_with(name + "  done")) return;
  const StepSpec& spec = w.actors[deed->actor].performed(deed->position);
  link.text.insert(name.size(), "  " + spec.text);
  link.where = place(scenario_, spec.mark);
}

const CauseBook::Deed* CauseBook::deed_of(std::uint32_t event) const {
  const auto deed =
      std::lower_bound(deeds_.begin(), deeds_.end(), event,
                       [](const Deed& one, std::uint32_t number) { return one.event < number; });
  return deed == deeds_.end() || deed->event != event ? nullptr : &*deed;
}

std::string CauseBook::sentence(const Link& link) const {
  if (link.event == 0) return link.text;
  std::string out =
      fmt::format("{} at {}", link.text, clock_text(link.at_ms, scenario_.clock_start.count()));
  if (!link.rule.empty()) out += "  [" + link.rule + "]";
  if (!link.where.empty() && with_places_) out += "  " + link.where;
  return out;
}

void CauseBook::walk(Chain& out, std::uint32_t event, int depth, bool with_decisions) const {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  if (depth > kDeepest) {
    out.text += indent + "and so on, further back\n";
    return;
  }
  out.links.push_back(link_of(event, depth));
  out.text += indent + (depth > 0 ? "because " : "") + sentence(out.links.back()) + "\n";
  out.events.push_back(event);
  if (event == 0) return;
  const auto refusal = std::find_if(refusals_.begin(), refusals_.end(), [&](const Because& one) {
    return with_decisions && one.event == event;
  });
  if (refusal != refusals_.end()) {
    const bool unchanged = std::all_of(refusal->writers.begin(), refusal->writers.end(),
                                       [](std::uint32_t writer) { return writer == 0; });
    walk_slips(out, event, depth + 1, unchanged);
    for (const std::uint32_t writer : refusal->writers) {
      if (writer != event && writer != 0) walk(out, writer, depth + 1, true);
    }
    if (unchanged) walk_unchanged(out, event, depth + 1);
    return;
  }
  walk_slips(out, event, depth + 1, false);
  const std::uint32_t cause = simulation_.history()[event].cause;
  const Layout::SlotName name =
      simulation_.world().layout.name_of(simulation_.history()[event].slot);
  // Faults, load and the next step of a procedure come from outside: there the chain ends.
  const bool root = name.kind == TimerKind::kFault || name.kind == TimerKind::kArrival ||
                    name.kind == TimerKind::kUserSession || name.kind == TimerKind::kEnd;
  if (root || cause == 0) return;
  const Layout::SlotName before =
      simulation_.world().layout.name_of(simulation_.history()[cause].slot);
  if (name.kind == TimerKind::kActor && before.kind == TimerKind::kActor) return;
  walk(out, cause, depth + 1, with_decisions);
}

std::string CauseBook::slip_sentence(std::int64_t slip, std::string_view so) const {
  const SlipSpec& spec = scenario_.slips[static_cast<std::size_t>(slip)];
  return fmt::format("{} (slip){}  {}\n", slip_story(spec, scenario_), so,
                     place(scenario_, spec.mark));
}

void CauseBook::link_slip(Chain& out, std::int64_t slip, int depth, std::string_view so) const {
  const SlipSpec& spec = scenario_.slips[static_cast<std::size_t>(slip)];
  Link link;
  link.depth = depth;
  link.text = fmt::format("{} (slip){}", slip_story(spec, scenario_), so);
  link.where = place(scenario_, spec.mark);
  link.slip = true;
  out.links.push_back(std::move(link));
}

bool CauseBook::left_out(const Deed& slip) const {
  const World& w = simulation_.world();
  const ActorSpec& actor = w.actors[slip.actor];
  const PerformedStep& one = actor.walk[slip.position];
  const StepSpec& written = actor.steps[one.step];
  return (one.kind == PerformedStep::Kind::kPassOver || one.typed) &&
         written.kind == StepSpec::Kind::kCommand &&
         w.cmdlets[written.command.cmdlet].writes_configuration;
}

/// What an administrator does has its own slip as a reason; slips before it are worth knowing,
/// since the procedure was no longer the one that was written. `unchanged`: what decided was never
/// written, which a step that was left out would have done.
void CauseBook::walk_slips(Chain& out, std::uint32_t event, int depth, bool unchanged) const {
  const Deed* deed = deed_of(event);
  if (deed == nullptr) return;
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  if (deed->slip >= 0) {
    out.text += indent + "because " + slip_sentence(deed->slip, "");
    link_slip(out, deed->slip, depth, "");
  }
  for (const Deed& slip : slips_) {
    if (slip.event > event || slip.slip == deed->slip) continue;
    const bool decided = unchanged && left_out(slip);
    const std::string_view so = decided ? ", so nothing had changed that" : "";
    out.text += indent + (decided ? "because " : "after ") + slip_sentence(slip.slip, so);
    link_slip(out, slip.slip, depth, so);
  }
}

void CauseBook::walk_unchanged(Chain& out, std::uint32_t event, int depth) const {
  // Nothing wrote what decided: then the steps that would have are the reason, if they were
  // refused.
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  bool refused = false;
  const World& w = simulation_.world();
  for (std::size_t a = 0; a < w.actors.size(); ++a) {
    for (std::size_t i = 0; i < w.actors[a].length(); ++i) {
      const StepOutcome& step = timeline_.step(a, i);
      const StepSpec& spec = w.actors[a].performed(i);
      if (step.refusals == 0 || step.event >= event) continue;
      if (!w.cmdlets[spec.command.cmdlet].writes_configuration) continue;
      if (!refused) {
        out.text += indent +
                    "because nothing had changed that since the start; a step that writes "
                    "configuration was refused before:\n";
        Link link;
        link.depth = depth;
        link.text = "nothing had changed that since the start";
        out.links.push_back(std::move(link));
      }
      refused = true;
      walk(out, step.event, depth + 1, true);
    }
  }
  const bool slipped = std::any_of(slips_.begin(), slips_.end(), [&](const Deed& slip) {
    return slip.event < event && left_out(slip);
  });
  if (refused || slipped) return;
  out.text += indent + "because it was so from the start\n";
  out.links.push_back(link_of(0, depth));
}

std::string CauseBook::explain_event(std::uint32_t event) const {
  if (event == 0 || !simulation_.history().has(event)) return {};
  const std::string mends = timeline_.remedy_after(event);
  return fmt::format("event {}: ", event) + behind_event(event).text +
         (mends.empty() ? "" : "  " + mends + "\n");
}

CauseBook::Chain CauseBook::behind_event(std::uint32_t event) const {
  Chain out;
  if (event != 0 && simulation_.history().has(event)) walk(out, event, 0, true);
  return out;
}

CauseBook::Chain CauseBook::behind_violation(std::size_t number) const {
  Chain out;
  if (number == 0 || number > violations_.size()) return out;
  const Because& because = violations_[number - 1];
  // What came about last completed the violation. What was so from the start is no cause beside
  // what was done since.
  std::vector<std::uint32_t> writers = because.writers;
  std::sort(writers.begin(), writers.end(), std::greater<>());
  if (!writers.empty() && writers.front() != 0) std::erase(writers, 0U);
  if (writers.empty()) writers.push_back(because.event);
  for (const std::uint32_t writer : writers) {
    if (writer == 0) {
      walk_unchanged(out, because.event, 1);
    } else {
      walk(out, writer, 1, true);
    }
  }
  return out;
}

/// A rule that is judged when all has come to rest was broken by what was done before.
std::string CauseBook::since_text(const Violation& v, std::size_t number) const {
  std::int64_t since_ms = -1;
  for (const std::uint32_t writer : violations_[number - 1].writers) {
    if (writer == 0 || !simulation_.history().has(writer)) continue;
    since_ms = std::max(since_ms, simulation_.history()[writer].at_ms);
  }
  if (since_ms < 0 || since_ms >= v.at.ms()) return {};
  return " (what broke it stood so since " + clock_text(since_ms, scenario_.clock_start.count()) +
         ")";
}

std::string CauseBook::explain_violation(std::size_t number) const {
  const auto& all = simulation_.invariants()->violations();
  if (number == 0 || number > all.size()) return {};
  const Violation& v = all[number - 1];
  std::string out = fmt::format("{} was broken at {}{}: {}\n", v.rule,
                                clock_text(v.at.ms(), scenario_.clock_start.count()),
                                since_text(v, number), v.text);
  if (const RuleEntry* rule = find_rule(v.rule); rule != nullptr) {
    out += fmt::format("  the rule: {}\n", rule->statement);
    if (!rule->topic.empty()) out += fmt::format("  topic: {}\n", rule->topic);
  }
  return out + behind_violation(number).text;
}

bool CauseBook::left_without_service(std::uint32_t user) const {
  const UserRecord& r = simulation_.state().user(user);
  return r.mode != UserMode::kRegular && r.wants_online != 0;
}

CauseBook::Chain CauseBook::behind_user() const {
  return user_ < 0 ? Chain{} : behind_user(static_cast<std::uint32_t>(user_));
}

CauseBook::Chain CauseBook::behind_user(std::uint32_t user) const {
  Chain out;
  if (left_without_service(user)) why_not_regular(out, user);
  return out;
}

/// The steps that would have failed the pool over, and what became of each.
void CauseBook::why_not_failed_over(Chain& out) const {
  const World& w = simulation_.world();
  bool tried = false;
  for (std::size_t a = 0; a < w.actors.size(); ++a) {
    const ActorSpec& actor = w.actors[a];
    for (std::size_t i = 0; i < actor.length(); ++i) {
      const StepOutcome& step = timeline_.step(a, i);
      const StepSpec& spec = actor.performed(i);
      if (spec.kind != StepSpec::Kind::kCommand) continue;
      if (w.cmdlets[spec.command.cmdlet].name != "Invoke-CsPoolFailOver") continue;
      const bool skipped = step.status == StepOutcome::Status::kPassedOver;
      const bool slipped = !actor.walk.empty() && actor.walk[i].slip >= 0 &&
                           step.status == StepOutcome::Status::kDone;
      if (step.refusals == 0 && !skipped && !slipped) continue;
      out.text += tried ? "" : ",\n";
      tried = true;
      if (step.refusals > 0) {
        walk(out, step.event, 2, true);
      } else {
        out.text += "    because " + slip_sentence(actor.walk[i].slip, "");
        link_slip(out, actor.walk[i].slip, 2, "");
      }
    }
  }
  if (!tried) out.text += "; no step of the procedure tried to\n";
}

void CauseBook::why_not_regular(Chain& out, std::uint32_t user) const {
  const State& s = simulation_.state();
  const UserRecord& r = s.user(user);
  const World& w = simulation_.world();
  const PoolRecord& home = s.pool(static_cast<std::size_t>(r.home));
  Link link;
  link.depth = 1;
  if (home.state == PoolState::kActive && !pool_serving(s, r.home)) {
    link.text = fmt::format("{} does not run and was never failed over", pool_name(w, r.home));
    out.text += "  " + link.text;
    out.links.push_back(std::move(link));
    why_not_failed_over(out);
    return;
  }
  if (home.state == PoolState::kFailingBack || home.state == PoolState::kFailingOver) {
    link.text = fmt::format("{} is still {}", pool_name(w, r.home), pool_state_name(home.state));
  } else if (accepting_registrar(w, s, user) == kNone) {
    link.text = "no pool that is responsible for the user can be reached or takes registrations";
  } else {
    link.text = "the pool where the user is registered cannot give regular mode";
  }
  out.text += "  " + link.text + "\n";
  out.links.push_back(std::move(link));
}

std::string CauseBook::behind_mode(std::uint32_t event, int depth) const {
  Chain chain;
  walk(chain, event, depth, false);
  return chain.text;
}

UserStory CauseBook::end_of(std::uint32_t user) const {
  const State& s = simulation_.state();
  const UserRecord& r = s.user(user);
  const UserTally& t = s.user_tally(user);
  UserStory story;
  story.user = user;
  story.home = r.home;
  story.site = r.location == Location::kRemote ? kNone : Index{r.site};
  story.mode = r.mode;
  if (!simulation_.ended()) story.until_ms = s.now().ms();
  story.acknowledged = std::uint64_t{t.acknowledged[0]} + t.acknowledged[1];
  story.lost = std::uint64_t{t.lost[0]} + t.lost[1];
  return story;
}

std::string CauseBook::explain_user() const {
  if (user_ < 0) return {};
  UserStory story = end_of(static_cast<std::uint32_t>(user_));
  for (const ModeChange& change : story_) {
    story.changes.push_back({change.at_ms, change.after, change.registrar,
                             behind_mode(change.event, UserStory::kDepth)});
  }
  const std::int64_t clock_start = scenario_.clock_start.count();
  story.missing = missing_services(story, simulation_.world(), service_changes(), clock_start);
  story.without_service = behind_user().text;
  return tell(story, simulation_.world(), clock_start);
}

}  // namespace firedrill
