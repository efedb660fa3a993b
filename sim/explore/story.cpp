// Reads the run twice: once to see whom the failure leaves without service, once to learn why.
#include "sim/explore/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/rules/catalogue.hpp"
#include "sim/run/explain.hpp"
#include "sim/run/measures.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

/// More links than a reader follows; `firedrill explain` shows them all.
constexpr std::size_t kChainMax = 10;
constexpr std::size_t kLabelWidth = 11;

/// Which step began at which event; a step is a position on the walk of a shell.
class StepsByEvent final : public RunListener {
 public:
  struct Step {
    std::size_t actor = 0;
    std::size_t step = 0;
    std::int64_t began_ms = 0;
  };
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override {
    if (fact.kind != FactKind::kStepStarted || fact.entity < 0) return;
    last_[static_cast<std::size_t>(fact.entity)] = {static_cast<std::size_t>(fact.entity),
                                                    static_cast<std::size_t>(fact.other), at_ms};
    steps_[event] = last_[static_cast<std::size_t>(fact.entity)];
  }
  [[nodiscard]] const Step* at(std::uint32_t event) const {
    const auto found = steps_.find(event);
    return found == steps_.end() ? nullptr : &found->second;
  }
  /// The latest that had begun by then.
  [[nodiscard]] const Step* before(std::int64_t at_ms) const {
    const Step* out = nullptr;
    for (const auto& [event, step] : steps_) {
      if (step.began_ms <= at_ms) out = &step;
    }
    return out;
  }

 private:
  std::map<std::uint32_t, Step> steps_;
  std::map<std::size_t, Step> last_;
};

/// A user who wants service and has no regular one at the end; -1 = all have.
std::int64_t user_left_behind(const Scenario& scenario) {
  World world;
  build_world(scenario, world);
  Simulation simulation(world, {});
  simulation.run();
  const State& s = simulation.state();
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (s.user(u).wants_online != 0 && s.user(u).mode != UserMode::kRegular) return u;
  }
  return -1;
}

/// A World as a member that is whole from the start.
struct BuiltWorld {
  explicit BuiltWorld(const Scenario& scenario) { build_world(scenario, world); }
  World world;
};

class Teller {
 public:
  explicit Teller(const Candidate& candidate)
      : candidate_(candidate),
        scenario_(candidate.scenario),
        built_(scenario_),
        world_(built_.world),
        simulation_(world_, {.causes = KeepCauses::kAll}),
        timeline_(scenario_, simulation_),
        measures_(simulation_),
        book_(scenario_, simulation_, timeline_, user_left_behind(scenario_)) {
    book_.leave_out_places();
    simulation_.listen(&timeline_);
    simulation_.listen(&measures_);
    simulation_.listen(&book_);
    simulation_.listen(&steps_);
    simulation_.run();
    outcome_ = judge(scenario_, simulation_, timeline_);
    item_ = failure_in(candidate_, outcome_);
  }

  Story tell(const CriticalStep& critical) {
    Story out;
    if (item_ == nullptr) return out;
    out.what = what();
    out.rule = rule();
    out.whom = whom();
    out.nobody_left = out.whom.empty();
    if (out.nobody_left) {
      out.whom = "nobody is without service at the end, and nothing of a user is lost";
    }
    out.when = when();
    const CauseBook::Chain chain = causes();
    out.because = because(chain, out.merely_last);
    out.chain = lines_of(chain.text);
    out.critical = told(critical);
    return out;
  }

 private:
  [[nodiscard]] std::string what() const {
    return item_->is_expectation ? item_->what + ": " + item_->why : item_->why;
  }

  [[nodiscard]] std::string rule() const {
    std::string out = item_->rule;
    if (!item_->code.empty() && item_->code != out) {
      out = out.empty() ? item_->code : out + " (" + item_->code + ")";
    }
    const RuleEntry* entry = find_rule(item_->rule);
    if (entry == nullptr) return out;
    out += ": " + std::string(entry->title);
    if (!entry->topic.empty()) {
      out += "; topic \"" + std::string(entry->topic.substr(0, entry->topic.find(';'))) + "\"";
    }
    return out;
  }

  [[nodiscard]] std::string whom() const {
    std::string out;
    const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
    if (item_->violation >= 0) add(whom_of_violation());
    std::string left;
    for (std::size_t p = 0; p < world_.topology.pools.size(); ++p) {
      const std::int64_t away = left_in(p, UserMode::kSignedOut);
      const std::int64_t resiliency = left_in(p, UserMode::kResiliency);
      if (away + resiliency == 0) continue;
      std::string text = pool_name(world_, static_cast<std::int32_t>(p)) + " ";
      if (away > 0) text += count_text(away) + " signed out";
      if (away > 0 && resiliency > 0) text += ", ";
      if (resiliency > 0) text += count_text(resiliency) + " in resiliency mode";
      left += (left.empty() ? "users at the end: of " : "; of ") + text;
    }
    if (!left.empty()) add(left);
    const Figures figures = measures_.figures();
    if (figures.loss.lost > 0) {
      add(count_text(static_cast<std::int64_t>(figures.loss.lost)) + " changes of users are lost");
    }
    return out;
  }

  [[nodiscard]] std::string whom_of_violation() const {
    const Violation& v =
        simulation_.invariants()->violations()[static_cast<std::size_t>(item_->violation)];
    if (v.user >= 0) return user_name(world_, static_cast<std::uint32_t>(v.user));
    if (v.pool < 0) return "the whole deployment";
    const Pool& pool = world_.pool(static_cast<Index>(v.pool));
    return fmt::format("{} with its {} users", pool_name(world_, v.pool),
                       count_text(pool.population > 0 ? pool.population : pool.users));
  }

  [[nodiscard]] std::int64_t left_in(std::size_t pool, UserMode mode) const {
    const State& s = simulation_.state();
    std::int64_t out = 0;
    for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
      const UserRecord& r = s.user(u);
      if (r.home == static_cast<Index>(pool) && r.wants_online != 0 && r.mode == mode) ++out;
    }
    return out;
  }

  [[nodiscard]] std::int64_t failed_ms() const {
    return item_->at_ms >= 0 ? item_->at_ms : scenario_.duration.count();
  }

  [[nodiscard]] std::string when() const {
    std::string out = clock_text(failed_ms(), scenario_.clock_start.count());
    if (item_->at_ms < 0) out += ", at the end";
    if (missed_deadline() != nullptr) out += ", when its time was up";
    const std::ptrdiff_t counted = deadline_of_fault();
    if (counted >= 0) {
      const auto root = Root::fault(static_cast<std::uint32_t>(counted));
      return out + fmt::format(", {} after fault {}",
                               duration_text(failed_ms() - simulation_.root_time(root)),
                               counted + 1);
    }
    for (std::size_t i = scenario_.faults.size(); i-- > 0;) {
      if (!struck_before(i)) continue;
      const std::int64_t struck = simulation_.root_time(Root::fault(static_cast<std::uint32_t>(i)));
      return out + fmt::format(", {} after fault {}", duration_text(failed_ms() - struck), i + 1);
    }
    return out;
  }

  /// Null where it is none.
  [[nodiscard]] const ExpectationSpec* missed_deadline() const {
    if (item_->expectation < 0 || item_->at_ms < 0) return nullptr;
    const ExpectationSpec& e = scenario_.expectations[static_cast<std::size_t>(item_->expectation)];
    return e.kind == ExpectationSpec::Kind::kWithin ? &e : nullptr;
  }

  /// The fault from which a missed deadline counts, as a number; -1 = it is none of that kind.
  [[nodiscard]] std::ptrdiff_t deadline_of_fault() const {
    const ExpectationSpec* e = missed_deadline();
    const bool counts = e != nullptr && e->from.kind == Trigger::Kind::kAfterFault;
    return counts ? std::ptrdiff_t{e->from.reference} : -1;
  }

  [[nodiscard]] bool struck_before(std::size_t fault) const {
    const std::int64_t at = simulation_.root_time(Root::fault(static_cast<std::uint32_t>(fault)));
    return at >= 0 && at <= failed_ms();
  }

  [[nodiscard]] CauseBook::Chain causes() const {
    if (item_->violation >= 0) {
      return book_.behind_violation(static_cast<std::size_t>(item_->violation) + 1);
    }
    if (item_->event > 0) return book_.behind_event(item_->event);
    return book_.behind_user();
  }

  /// The nearest step of the chain; else the last that had begun, else the fault.
  [[nodiscard]] std::string because(const CauseBook::Chain& chain, bool& merely_last) const {
    for (const std::uint32_t event : chain.events) {
      if (const auto* step = steps_.at(event)) return step_words(*step);
    }
    for (const std::uint32_t event : chain.events) {
      const Layout::SlotName name = world_.layout.name_of(simulation_.history()[event].slot);
      if (event == 0 || name.kind != TimerKind::kFault) continue;
      return fmt::format("fault {}: {}; no step", name.entity + 1,
                         fault_text(scenario_.faults[name.entity], scenario_));
    }
    if (const auto* step = steps_.before(failed_ms())) {
      merely_last = true;
      return step_words(*step) + ", the last before it";
    }
    for (std::size_t i = scenario_.faults.size(); i-- > 0;) {
      if (!struck_before(i)) continue;
      return fmt::format("fault {}: {}; no step", i + 1,
                         fault_text(scenario_.faults[i], scenario_));
    }
    return "no step and no fault: it was so from the start";
  }

  [[nodiscard]] std::string step_words(const StepsByEvent::Step& step) const {
    return fmt::format("{}: {}", step_name(world_, step.actor, step.step),
                       step_text(world_.actors[step.actor].performed(step.step), scenario_));
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (out.size() == kChainMax) {
        out.emplace_back("and so on, further back");
        break;
      }
      out.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  [[nodiscard]] std::string told(const CriticalStep& critical) const {
    switch (critical.kind) {
      case CriticalStep::Kind::kStep:
        return fmt::format("{}, the last before which a way to pass existed: it passes when {}",
                           critical.of_original
                               ? fmt::format("step {} of the original", critical.step + 1)
                               : written_step_name(scenario_, critical.actor, critical.step),
                           critical.instead);
      case CriticalStep::Kind::kNone:
        return std::string("none, the end ") + (critical.of_original ? "of the original " : "") +
               "is not too late: it passes when " + critical.instead;
      case CriticalStep::Kind::kAlways:
        return "none: whatever was tried at any step, and with no step at all, it fails as well";
      case CriticalStep::Kind::kNotKnown:
        return fmt::format(
            "not known: {} tries ended before one was found; firedrill shrink with --budget {} "
            "tries more",
            count_text(critical.trials), std::max<std::uint64_t>(critical.trials, 20'000) * 4);
      case CriticalStep::Kind::kNotThere:
        return "not known: what lets the shrunk scenario pass was tried in the original too, and "
               "that fails as well";
    }
    return {};
  }

  const Candidate& candidate_;
  const Scenario& scenario_;
  BuiltWorld built_;
  const World& world_;
  Simulation simulation_;
  Timeline timeline_;
  Measures measures_;
  CauseBook book_;
  StepsByEvent steps_;
  Outcome outcome_;
  const VerdictItem* item_ = nullptr;
};

/// Breaks `text` between words; lines after the first begin with `indent` blanks.
void fold(std::vector<std::string>& out, const std::string& start, const std::string& text,
          std::size_t indent, std::size_t width) {
  std::string line = start;
  bool empty = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!empty && line.size() + 1 + word.size() > width) {
      out.push_back(line);
      line = std::string(indent, ' ');
      empty = true;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
  }
  out.push_back(line);
}

}  // namespace

Story tell_story(const Candidate& candidate, const CriticalStep& critical) {
  return Teller(candidate).tell(critical);
}

void add_labelled(std::vector<std::string>& lines, std::string label, const std::string& text,
                  std::size_t width) {
  if (text.empty()) return;
  label.resize(kLabelWidth, ' ');
  fold(lines, label, text, kLabelWidth, width);
}

std::vector<std::string> story_lines(const Story& story, std::size_t width) {
  std::vector<std::string> out;
  add_labelled(out, "what", story.what, width);
  add_labelled(out, "whom", story.whom, width);
  add_labelled(out, "when", story.when, width);
  add_labelled(out, "because of", story.because, width);
  add_labelled(out, "rule", story.rule, width);
  std::size_t least = std::string::npos;
  for (const std::string& link : story.chain) {
    least = std::min(least, link.find_first_not_of(' '));
  }
  for (std::size_t i = 0; i < story.chain.size(); ++i) {
    const std::string& link = story.chain[i];
    const std::size_t deeper = link.find_first_not_of(' ') - least;
    std::string start = i == 0 ? "why" : "";
    start.resize(kLabelWidth + deeper, ' ');
    fold(out, start, link, kLabelWidth + deeper + 2, width);
  }
  add_labelled(out, "critical", story.critical, width);
  return out;
}

}  // namespace firedrill
