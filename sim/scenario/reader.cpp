// The keys of a scenario from end to end, once its files are merged and placeholders filled in. One
// table of keys drives it; the order of the table is the order of reading, because names need the
// topology and references need the procedures.
//
//   header -> topology -> load, parameters -> procedures -> faults, slips -> expectations
//
// A mistake never ends the reading. Where the topology itself cannot be read, names are left
// unchecked and everything else is still looked at.
#include <array>
#include <charconv>
#include <utility>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/reader_expectations.hpp"
#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_load.hpp"
#include "sim/scenario/reader_slips.hpp"
#include "sim/scenario/reader_steps.hpp"
#include "sim/scenario/reader_topology.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::reading {
namespace {

/// What the keys fill.
struct Target {
  Scenario scenario;
  TopologyOptions topology_options;
  const std::string* topology_text = nullptr;  // set: the topology is not looked for in a file
  std::optional<Topology> topology;
  std::optional<Index> administrator;
  bool stop_at_refusal = false;
};

void read_earlier(ReadingContext& /*context*/, Target& /*target*/, const Node& /*node*/) {
  // The version, what is included and the matrix are judged before anything else.
}

void read_title(ReadingContext& context, Target& target, const Node& node) {
  if (const auto text = read_scalar(context, node, "title")) target.scenario.title = text->string();
}

void read_description(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "description");
  if (text) target.scenario.description = text->string();
}

void read_seed(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "seed");
  if (!text) return;
  const char* end = text->view.data() + text->view.size();
  const auto [stop, fault] = std::from_chars(text->view.data(), end, target.scenario.seed);
  if (fault == std::errc() && stop == end) return;
  context.error(code::kNotANumber, text->mark,
                in_quotes(text->view) + " is not a seed; write a whole number below 2^64");
}

void read_starts(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "starts");
  if (!text) return;
  const std::optional<Duration> clock = parse_clock_time(text->view);
  if (!clock) {
    context.error(code::kNotATime, text->mark,
                  in_quotes(text->view) + " is not a time of day; write \"10:00\" or \"10:00:00\"");
    return;
  }
  context.clock_start = *clock;
  target.scenario.clock_start = *clock;
}

void read_length(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "duration");
  const std::optional<Duration> length = text ? read_duration(context, *text) : std::nullopt;
  if (!length) return;
  if (length->count() == 0) {
    context.error(code::kNotADuration, text->mark, "a scenario lasts longer than 0s");
    return;
  }
  context.duration = *length;
  target.scenario.duration = *length;
}

void read_personality(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "cmdlets");
  const auto word = text ? read_word(context, *text, "a treatment of spellings", kPersonalityWords)
                         : std::nullopt;
  if (!word) return;
  target.scenario.personality = *word == 1 ? Personality::kStrict : Personality::kDocAlias;
}

template <std::optional<std::int32_t> TopologyOptions::*member, std::int64_t most>
void read_number_of_users(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "a number of users");
  const auto number = text ? read_integer(context, *text, 1, most) : std::nullopt;
  // What the command line sets stands already.
  if (number && !(target.topology_options.*member)) {
    target.topology_options.*member = static_cast<std::int32_t>(*number);
  }
}

void read_topology(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "topology");
  if (!text) return;
  Scenario& scenario = target.scenario;
  if (target.topology_text != nullptr) {
    scenario.topology_file = text->string();
    target.topology = read_topology_text(*target.topology_text, scenario.topology_file,
                                         target.topology_options, *context.diagnostics);
  } else if (const std::optional<std::string> path = find_topology(context, *text)) {
    scenario.topology_file = *path;
    target.topology = read_topology_file(*path, target.topology_options, *context.diagnostics);
  }
  context.topology = target.topology ? &*target.topology : nullptr;
}

void read_load_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.load = read_load(context, node);
}

void read_parameters_key(ReadingContext& context, Target& target, const Node& node) {
  read_parameters(context, node, target.scenario);
}

void read_administrator(ReadingContext& context, Target& target, const Node& node) {
  target.administrator = read_site(context, node, "administrator");
}

void read_on_refusal(ReadingContext& context, Target& target, const Node& node) {
  target.stop_at_refusal = read_refusal_policy(context, node);
}

void read_procedure_key(ReadingContext& context, Target& target, const Node& node) {
  ActorSpec actor;
  context.step_lists.push_back({actor.name, count_steps(node)});
  if (context.topology != nullptr) actor.site = default_site(*context.topology);
  if (target.administrator) actor.site = *target.administrator;
  actor.stop_at_refusal = target.stop_at_refusal;
  actor.steps = read_procedure(context, node);
  target.scenario.actors.push_back(std::move(actor));
}

void read_administrators_key(ReadingContext& context, Target& target, const Node& node) {
  context.step_lists.clear();
  target.scenario.actors = read_administrators(context, node);
}

void read_faults_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.faults = read_faults(context, node);
}

void read_slips_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.slips = read_slips(context, target.scenario.actors, node);
}

void read_mishaps_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.mishaps = read_mishaps(context, target.scenario.actors, node);
}

void read_expect_key(ReadingContext& context, Target& target, const Node& node) {
  read_expectations(context, target.scenario, node);
}

void read_expected_failure_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.expected_to_fail = read_expected_to_fail(context, node);
}

void read_known_failures_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.may_fail_under_faults = read_known_failures(context, node);
}

void read_order_key(ReadingContext& context, Target& target, const Node& node) {
  target.scenario.orders = read_orders(context, node);
}

void read_judge_key(ReadingContext& context, Target& target, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "how the run is judged");
  if (!text) return;
  const std::optional<std::size_t> word = read_word(context, *text, "a way to judge", kJudgeWords);
  if (word) target.scenario.judged_under_faults = *word == 1;
}

constexpr KeyField<Target> kScenarioFields[] = {
    {{"firedrill", Shape::kVersion, true, "version of the file format"}, read_earlier},
    {{"include", Shape::kFiles, false,
      "files with a common part, relative to this one: their lists come first, other keys are "
      "overridden here"},
     read_earlier},
    {{"matrix", Shape::kMatrix, false,
      "lists of values by name, \"pool: [p1, p2]\": the file is one case for each combination, "
      "with the values in place of <pool>"},
     read_earlier},
    {{"title", Shape::kText, false, "one line: what happens"}, read_title},
    {{"description", Shape::kText, false, "why it matters, and where it comes from"},
     read_description},
    {{"seed", Shape::kInteger, false, "of every random draw; default 1"}, read_seed},
    {{"starts", Shape::kClock, false,
      "what the clock on the wall shows at the start; hh:mm then means the time of day, else the "
      "time since the start (or the time of day, where every hh:mm lies after the end)"},
     read_starts},
    {{"duration", Shape::kDuration, false, "how long it lasts; default 6h"}, read_length},
    {{"cmdlets", Shape::kPersonality, false,
      "spellings of the procedure topics: \"as documented\" (default) reads them with a warning, "
      "\"strict\" refuses them"},
     read_personality},
    {{"users", Shape::kCount, false, "users of each pool that are modelled one by one"},
     read_number_of_users<&TopologyOptions::users_per_pool, kUsersMax>},
    {{"population", Shape::kCount, false,
      "enabled users that each pool stands for; durations and capacity rest on it"},
     read_number_of_users<&TopologyOptions::population_per_pool, kPopulationMax>},
    {{"topology", Shape::kText, true,
      "file of the deployment, beside the scenario or in ../topologies"},
     read_topology},
    {{"load", Shape::kLoad, false, "what users do meanwhile: documented (default), none, or rates"},
     read_load_key},
    {{"parameters", Shape::kParameters, false, "assumptions and choices of the model, by name"},
     read_parameters_key},
    {{"administrator", Shape::kName, false,
      "the site where the shell runs; default: that of the first pair's second pool"},
     read_administrator},
    {{"on refusal", Shape::kRefusal, false, "after a refused step: continue (default) or stop"},
     read_on_refusal},
    {{"procedure", Shape::kProcedure, false, "the steps of the administrator"}, read_procedure_key},
    {{"administrators", Shape::kAdministrators, false, "several at once, instead of \"procedure\""},
     read_administrators_key},
    {{"faults", Shape::kFaults, false, "what breaks, and when"}, read_faults_key},
    {{"slips", Shape::kSlips, false, "what operators get wrong in their procedures"},
     read_slips_key},
    {{"mishaps", Shape::kTexts, false,
      "what the documentation says may go wrong, and does: \"step 10 meets FLT-51\""},
     read_mishaps_key},
    {{"expect", Shape::kExpectations, false, "rules and conditions; default: every invariant"},
     read_expect_key},
    {{"expected to fail", Shape::kRules, false, "rules or error codes that must be the outcome"},
     read_expected_failure_key},
    {{"may fail under faults", Shape::kKnownFailures, false,
      "rules that added faults are known to break, each with the reason"},
     read_known_failures_key},
    {{"order", Shape::kOrders, false,
      "of simultaneous events, where it is not the usual one: \"at 10m: backup-cycle 3, actor 0\""},
     read_order_key},
    {{"judge", Shape::kJudge, false,
      "what must hold: \"as written\" (default), all of the above; \"under faults\", the "
      "invariants and the expectations marked so, as when faults were added"},
     read_judge_key},
};
constexpr auto kScenarioDocs = [] {
  std::array<FieldDoc, std::size(kScenarioFields)> docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = kScenarioFields[i];
  return docs;
}();

void check_exclusions(const ReadingContext& context, const Node& root) {
  if (root.find("administrators") == nullptr) return;
  for (const auto& [key, value] : root.entries) {
    if (key.text != "procedure" && key.text != "administrator" && key.text != "on refusal")
      continue;
    context.error(code::kContradiction, key.mark,
                  in_quotes(key.text) +
                      " and \"administrators\" exclude each other; put it into the "
                      "entry of the administrator whom it concerns");
  }
}

/// The earliest hh:mm among the words of `node`, keys included.
std::optional<Duration> earliest_clock(const Node& node) {
  std::optional<Duration> out;
  const auto offer = [&out](std::optional<Duration> clock) {
    if (clock && (!out || *clock < *out)) out = clock;
  };
  const auto offer_words = [&offer](const std::string& text) {
    for (Words words(Text{text, {}, false}); !words.done();) {
      const std::string_view word = words.next().view;
      constexpr std::size_t kLongest = 5;  // hh:mm; hh:mm:ss is also a duration
      if (word.size() <= kLongest) offer(parse_clock_time(word));
    }
  };
  if (node.kind == Node::Kind::kScalar) offer_words(node.scalar);
  for (const Node& item : node.items) offer(earliest_clock(item));
  for (const auto& [key, value] : node.entries) {
    offer_words(key.text);
    offer(earliest_clock(value));
  }
  return out;
}

/// Without "starts", hh:mm counts from the start. Where even the earliest hh:mm among the faults
/// lies after the end, it can only be a time of day, and the clock starts there.
void infer_clock(ReadingContext& context, Target& target, const Node& root) {
  const Node* faults = root.find("faults");
  if (faults == nullptr || root.find("starts") != nullptr) return;
  Duration end = target.scenario.duration;
  if (const Node* duration = root.find("duration")) {
    const std::optional<std::int64_t> ms = parse_duration_ms(duration->scalar);
    if (!ms) return;
    end = Duration(*ms);
  }
  const std::optional<Duration> earliest = earliest_clock(*faults);
  if (!earliest || *earliest <= end) return;
  context.clock_start = *earliest;
  target.scenario.clock_start = *earliest;
}

Overrides apply_overrides(const ScenarioOptions& options, Diagnostics& diagnostics,
                          Target& target) {
  ReadingContext context;
  context.file = "--set";
  context.diagnostics = &diagnostics;
  Overrides overrides = read_overrides(context, options.set);
  target.topology_options = overrides.topology;
  return overrides;
}

void read_keys(ReadingContext& context, Target& target, const Node& root,
               const ScenarioOptions& options) {
  const Overrides overrides = apply_overrides(options, *context.diagnostics, target);
  if (const Node* cmdlets = root.find("cmdlets")) {
    // Known early, since steps are bound by it; its mistakes are reported in its turn.
    const bool strict = same_word(cmdlets->scalar, kPersonalityWords[1]);
    context.personality = strict ? Personality::kStrict : Personality::kDocAlias;
  }
  if (options.personality) context.personality = *options.personality;
  infer_clock(context, target, root);
  check_exclusions(context, root);
  read_fields(context, target, root, kScenarioFields, "a scenario");
  Scenario& scenario = target.scenario;
  scenario.personality = context.personality;
  if (options.seed) scenario.seed = *options.seed;
  if (overrides.documented_load) scenario.load = LoadSpec{};
  if (overrides.no_load) scenario.load.enabled = false;
  for (const auto& [name, value] : overrides.parameters) override_parameter(scenario, name, value);
}

}  // namespace

std::span<const FieldDoc> scenario_field_docs() {
  return kScenarioDocs;
}

std::optional<Scenario> read_tree(ReadingContext& context, const Node& root,
                                  const std::string* topology_text,
                                  const ScenarioOptions& options) {
  Target target;
  target.topology_text = topology_text;
  target.scenario.file = context.file;
  read_keys(context, target, root, options);
  if (context.diagnostics->has_errors() || !target.topology) return std::nullopt;
  Scenario& scenario = target.scenario;
  scenario.topology = std::move(*target.topology);
  scenario.topology_text = write_topology_yaml(scenario.topology);
  return std::move(scenario);
}

}  // namespace firedrill::reading
