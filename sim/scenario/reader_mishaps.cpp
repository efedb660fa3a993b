// `mishaps:`, a sentence each: the step, the rule that says it may go wrong, and where it is tried
// again which try.
#include "sim/cmdlets/table.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/reader_faults.hpp"

namespace firedrill {
namespace reading {
namespace {

constexpr std::int64_t kTriesMax = 1'000'000;

const MishapInfo* find_mishap(std::string_view rule) {
  for (const MishapInfo& info : mishap_table()) {
    if (same_word(info.rule, rule)) return &info;
  }
  return nullptr;
}

std::vector<std::string> mishap_rules() {
  std::vector<std::string> out;
  for (const MishapInfo& info : mishap_table()) out.emplace_back(info.rule);
  return out;
}

/// Whether the step runs the cmdlet in which it may come true.
bool fits(const ReadingContext& context, const std::vector<ActorSpec>& actors,
          const StepReference& step, const MishapInfo& info, Mark mark) {
  if (step.actor >= actors.size()) return false;  // reported with the reference
  const auto& steps = actors[step.actor].steps;
  const auto at = static_cast<std::size_t>(step.step);
  if (at >= steps.size()) return false;
  const bool runs_it = steps[at].kind == StepSpec::Kind::kCommand &&
                       cmdlet_table()[steps[at].command.cmdlet].name == info.cmdlet;
  if (!runs_it) {
    context.error(code::kMishapNotUnderstood, mark,
                  "step " + std::to_string(at + 1) + " cannot meet " + std::string(info.rule) +
                      ", which is of " + std::string(info.cmdlet));
  }
  return runs_it;
}

std::optional<MishapSpec> read_mishap(const ReadingContext& context,
                                      const std::vector<ActorSpec>& actors, Text text) {
  Words words(text);
  const auto not_understood = [&](Text where, const std::string& why) {
    context.error(code::kMishapNotUnderstood, where.empty() ? text.mark : where.mark, why);
    return std::nullopt;
  };
  if (!words.accept("step")) {
    return not_understood(text,
                          in_quotes(text.view) + " is no mishap; write \"step 10 meets FLT-51\"");
  }
  const std::optional<StepReference> step = read_step_reference(context, words);
  if (!step) return std::nullopt;
  if (!words.accept("meets")) {
    return not_understood(words.rest(), "expected \"meets\" here; write: step 10 meets FLT-51");
  }
  const Text rule = words.next();
  const MishapInfo* info = find_mishap(rule.view);
  if (info == nullptr) {
    return not_understood(
        rule, "no mishap " + in_quotes(rule.view) + suggestion(rule.view, mishap_rules()));
  }
  MishapSpec out;
  out.question = {info->mishap, step->actor, step->step};
  out.text = text.string();
  out.mark = text.mark;
  if (!words.done()) {
    const bool at_try = words.accept("at try");
    const std::optional<std::int64_t> time = parse_integer(words.rest().view);
    if (!at_try || !time || *time < 1 || *time > kTriesMax) {
      return not_understood(words.rest(), "expected the end or \"at try 2\" here");
    }
    out.time = static_cast<std::int32_t>(*time);
  }
  if (!fits(context, actors, *step, *info, text.mark)) return std::nullopt;
  return out;
}

}  // namespace

std::vector<MishapSpec> read_mishaps(const ReadingContext& context,
                                     const std::vector<ActorSpec>& actors, const Node& node) {
  std::vector<MishapSpec> out;
  for (const Node& item : one_or_more(node)) {
    const std::optional<Text> text = read_scalar(context, item, "a mishap");
    if (!text) continue;
    if (const auto mishap = read_mishap(context, actors, *text)) out.push_back(*mishap);
  }
  return out;
}

}  // namespace reading

std::string mishap_text(const MishapSpec& mishap, const Scenario& scenario) {
  const MishapQuestion& question = mishap.question;
  std::string out = "step " + std::to_string(question.step + 1);
  if (scenario.actors.size() > 1) out += " of " + scenario.actors[question.actor].name;
  out += " meets " + std::string(mishap_info(question.mishap).rule);
  if (mishap.time > 1) out += " at try " + std::to_string(mishap.time);
  return out;
}

std::optional<MishapSpec> read_mishap_line(const std::string& text, const std::string& name,
                                           const Scenario& scenario, Diagnostics& diagnostics) {
  using namespace reading;
  ReadingContext context;
  context.topology = &scenario.topology;
  context.file = name;
  context.diagnostics = &diagnostics;
  for (const ActorSpec& actor : scenario.actors) {
    context.step_lists.push_back({actor.name, actor.steps.size()});
  }
  return read_mishap(context, scenario.actors, Text{text, {1, 1}, true}.trimmed());
}

}  // namespace firedrill
