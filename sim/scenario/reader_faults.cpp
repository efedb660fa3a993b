// The list of faults: sentences, sentences under the key of their moment, mappings. References from
// fault to fault count as written; flapping faults are expanded at the end, when all are known.
#include "sim/scenario/reader_faults.hpp"

#include <algorithm>
#include <array>

namespace firedrill::reading {
namespace {

constexpr std::size_t kFaultsMax = 10'000;

constexpr std::array<std::string_view, static_cast<std::size_t>(FaultKind::kCount)> kFaultNames{
    "site-down",          "wan-down",
    "front-end-down",     "pool-down",
    "sql-down",           "mirror-desync",
    "log-disk-full",      "file-store-down",
    "cms-database-down",  "backup-service-stop",
    "backup-server-stop", "hydration-fault",
    "edge-pool-down",     "edge-server-down",
    "dns-down",           "dns-wrong"};

/// The mapping form as it is read; which keys go together is decided when all are known.
struct FaultMapping {
  std::optional<FaultKind> kind;
  std::optional<Text> of;
  std::vector<Trigger> triggers;
  std::optional<Duration> delay;
  Mark delay_mark;
  bool good = true;
  WrittenFault fault;
};

void keep_trigger(FaultMapping& mapping, const std::optional<Trigger>& trigger) {
  if (trigger) mapping.triggers.push_back(*trigger);
  if (!trigger) mapping.good = false;
}

void read_fault_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "fault");
  if (!text) return;
  mapping.kind = fault_from_name(text->view);
  if (mapping.kind) return;
  context.error(code::kNoSuchFault, text->mark,
                "no fault " + in_quotes(text->view) + suggestion(text->view, fault_names()));
}

void read_of_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  mapping.of = read_scalar(context, node, "of");
  mapping.good = mapping.good && mapping.of;
}

void read_at_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "at");
  const std::optional<Duration> at = text ? read_time(context, *text) : std::nullopt;
  std::optional<Trigger> trigger;
  if (at) trigger.emplace().at = *at;
  keep_trigger(mapping, trigger);
}

void read_between_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  if (node.kind == Node::Kind::kSequence && node.items.size() == 2) {
    const auto from = read_scalar(context, node.items[0], "between");
    const auto to = read_scalar(context, node.items[1], "between");
    keep_trigger(mapping, from && to ? read_range(context, *from, *to) : std::nullopt);
    return;
  }
  const std::optional<Text> text = read_scalar(context, node, "between (write: 1h and 2h)");
  if (!text) {
    mapping.good = false;
    return;
  }
  const std::size_t middle = find_words(text->view, "and");
  if (middle == std::string_view::npos) {
    context.error(code::kTriggerNotUnderstood, text->mark, "write: between: 1h and 2h");
    mapping.good = false;
    return;
  }
  keep_trigger(mapping, read_range(context, text->from(0, middle).trimmed(),
                                   text->from(middle + 3).trimmed()));
}

void read_after_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "after");
  keep_trigger(mapping, text ? read_after(context, *text, Duration{0}) : std::nullopt);
}

void read_delay_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "delay");
  mapping.delay = text ? read_duration(context, *text) : std::nullopt;
  mapping.delay_mark = node.mark;
  mapping.good = mapping.good && mapping.delay;
}

void read_back_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "back after");
  if (text && same_word(text->view, kNever)) return;
  const std::optional<Duration> after = text ? read_duration(context, *text) : std::nullopt;
  mapping.fault.spec.has_repair = true;
  mapping.fault.spec.repair_after = after.value_or(Duration{0});
  mapping.good = mapping.good && after;
}

void read_content_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "with content");
  const std::optional<bool> lose = text ? read_yes_no(context, *text) : std::nullopt;
  mapping.fault.spec.lose_content = lose.value_or(false);
  mapping.good = mapping.good && lose;
}

void read_count_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "count");
  const auto count = text ? read_integer(context, *text, 1, 100) : std::nullopt;
  mapping.fault.spec.count = static_cast<std::int32_t>(count.value_or(1));
  mapping.good = mapping.good && count;
}

void read_times_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "times");
  const auto times = text ? read_integer(context, *text, 1, 1000) : std::nullopt;
  mapping.fault.times = times.value_or(1);
  mapping.fault.times_mark = node.mark;
  mapping.good = mapping.good && times;
}

void read_every_key(ReadingContext& context, FaultMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "every");
  const std::optional<Duration> every = text ? read_duration(context, *text) : std::nullopt;
  mapping.fault.every = every.value_or(Duration{0});
  mapping.good = mapping.good && every;
}

constexpr KeyField<FaultMapping> kFaultFields[] = {
    {{"fault", Shape::kFaultName, true, "the fault by its name in the catalogue"}, read_fault_key},
    {{"of", Shape::kName, false, "the component; two sites with \" - \" between for a link"},
     read_of_key},
    {{"at", Shape::kTime, false, "the moment: a clock time, or a duration since the start"},
     read_at_key},
    {{"between", Shape::kTimeRange, false, "earliest and latest; the moment is drawn by the seed"},
     read_between_key},
    {{"after", Shape::kText, false, "a step, a fault or a condition: the moment it is through"},
     read_after_key},
    {{"when", Shape::kCondition, false, "a condition: the first moment at which it holds"},
     read_after_key},
    {{"delay", Shape::kDuration, false, "added to \"after\" or \"when\""}, read_delay_key},
    {{"back after", Shape::kRepair, false, "repaired so long after it struck; else never"},
     read_back_key},
    {{"with content", Shape::kYesNo, false, "of a file store: its content is lost too"},
     read_content_key},
    {{"count", Shape::kCount, false, "of hydration-fault: how many failbacks fail"},
     read_count_key},
    {{"times", Shape::kCount, false, "strikes so often, one \"every\" apart"}, read_times_key},
    {{"every", Shape::kDuration, false, "the pause from one strike to the next"}, read_every_key},
};

constexpr auto kFaultDocs = [] {
  std::array<FieldDoc, std::size(kFaultFields)> docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = kFaultFields[i];
  return docs;
}();

/// The one moment of the mapping, with its delay.
bool settle_trigger(const ReadingContext& context, FaultMapping& mapping, const Node& node) {
  std::size_t given = 0;
  for (const std::string_view key : {"at", "between", "after", "when"}) {
    given += node.find(key) != nullptr ? 1U : 0U;
  }
  if (given != 1) {
    context.error(given == 0 ? code::kMissingKey : code::kContradiction, node.mark,
                  "a fault has one moment: give one of at, between, after, when");
    return false;
  }
  if (mapping.triggers.empty()) return false;
  Trigger& trigger = mapping.triggers.front();
  const bool waits = node.find("after") != nullptr || node.find("when") != nullptr;
  if (mapping.delay && !waits) {
    context.error(code::kOptionDoesNotFit, mapping.delay_mark,
                  "\"delay\" goes with \"after\" and \"when\" only");
    return false;
  }
  if (mapping.delay) trigger.delay = *mapping.delay;
  mapping.fault.spec.trigger = trigger;
  return true;
}

std::optional<WrittenFault> read_fault_mapping(ReadingContext& context, const Node& node) {
  FaultMapping mapping;
  read_fields(context, mapping, node, kFaultFields, "a fault");
  bool good = settle_trigger(context, mapping, node) && mapping.good;
  if (!mapping.kind) return std::nullopt;
  mapping.fault.spec.kind = *mapping.kind;
  mapping.fault.spec.mark = node.mark;
  if (!mapping.of && *mapping.kind != FaultKind::kCmsDatabase && node.find("of") == nullptr) {
    context.error(code::kMissingKey, node.mark,
                  "a fault needs the key \"of\": the component that it befalls");
    return std::nullopt;
  }
  const Text nobody{{}, node.mark, false};
  if (mapping.of || *mapping.kind == FaultKind::kCmsDatabase) {
    good = read_fault_component(context, mapping.of.value_or(nobody), mapping.fault.spec) && good;
  }
  if (!check_fault_options(context, mapping.fault) || !good) return std::nullopt;
  return mapping.fault;
}

/// A whole sentence, its moment in front.
std::optional<WrittenFault> read_whole_sentence(const ReadingContext& context, Text text) {
  WrittenFault out;
  out.spec.text = text.string();
  out.spec.mark = text.mark;
  const std::size_t words = find_fault_words(text.view);
  if (words == std::string_view::npos) {
    (void)read_fault_sentence(context, text, out);
    return std::nullopt;
  }
  const std::optional<Trigger> trigger = read_trigger(context, text.from(0, words));
  const bool good = read_fault_sentence(context, text.from(words), out);
  if (!trigger || !good || !check_fault_options(context, out)) return std::nullopt;
  out.spec.trigger = *trigger;
  return out;
}

/// "5m after step 3: wan A - B is cut": the moment is the key, the fault its value.
std::optional<WrittenFault> read_keyed_sentence(ReadingContext& context, const Node& node) {
  const auto& [key, value] = node.entries.front();
  const std::optional<Text> text = read_scalar(context, value, "a fault");
  if (!text) return std::nullopt;
  if (same_word(key.text, "flapping")) {
    std::optional<WrittenFault> out = read_whole_sentence(context, *text);
    if (out && out->times == 1) {
      context.error(code::kFaultNotUnderstood, text->mark,
                    "how often? end a flapping fault with: 5 times every 2m");
      return std::nullopt;
    }
    return out;
  }
  WrittenFault out;
  out.spec.text = key.text + ": " + text->string();
  out.spec.mark = key.mark;
  const std::optional<Trigger> trigger = read_trigger(context, context.lines.text(key));
  const bool good = read_fault_sentence(context, *text, out);
  if (!trigger || !good || !check_fault_options(context, out)) return std::nullopt;
  out.spec.trigger = *trigger;
  return out;
}

std::optional<WrittenFault> read_fault(ReadingContext& context, const Node& node) {
  if (node.kind == Node::Kind::kMapping) {
    const bool keyed = node.entries.size() == 1 && node.find("fault") == nullptr;
    return keyed ? read_keyed_sentence(context, node) : read_fault_mapping(context, node);
  }
  const std::optional<Text> text = read_scalar(context, node, "a fault");
  if (!text) return std::nullopt;
  return read_whole_sentence(context, *text);
}

/// Faults that wait for each other never strike; that is a mistake, not a quiet drill.
bool check_circles(const ReadingContext& context,
                   const std::vector<std::optional<WrittenFault>>& faults) {
  bool good = true;
  for (std::size_t start = 0; start < faults.size(); ++start) {
    std::size_t at = start;
    for (std::size_t steps = 0; faults[at]; ++steps) {
      const Trigger& trigger = faults[at]->spec.trigger;
      if (trigger.kind != Trigger::Kind::kAfterFault) break;
      at = static_cast<std::size_t>(trigger.reference);
      if (at != start && steps <= faults.size()) continue;
      if (at == start) {
        context.error(
            code::kCircle, faults[start]->spec.mark,
            "fault " + std::to_string(start + 1) + " waits for itself through \"after fault\"");
        good = false;
      }
      break;
    }
  }
  return good;
}

void shift(Trigger& trigger, Duration by) {
  if (trigger.kind == Trigger::Kind::kAt || trigger.kind == Trigger::Kind::kBetween) {
    trigger.at += by;
    trigger.latest += trigger.kind == Trigger::Kind::kBetween ? by : Duration{0};
  } else {
    trigger.delay += by;
  }
}

std::vector<FaultSpec> expand_faults(const std::vector<std::optional<WrittenFault>>& written) {
  std::vector<FaultSpec> out;
  std::vector<std::int16_t> first;
  for (const std::optional<WrittenFault>& fault : written) {
    first.push_back(static_cast<std::int16_t>(out.size()));
    for (std::int64_t i = 0; i < fault->times; ++i) {
      out.push_back(fault->spec);
      shift(out.back().trigger, fault->every * i);
    }
  }
  for (FaultSpec& fault : out) {
    if (fault.trigger.kind != Trigger::Kind::kAfterFault) continue;
    fault.trigger.reference = first[static_cast<std::size_t>(fault.trigger.reference)];
  }
  return out;
}

/// Adds up what flapping makes of the list; a bound, since every fault is a record of the state.
bool check_number(const ReadingContext& context,
                  const std::vector<std::optional<WrittenFault>>& faults, Mark mark) {
  std::size_t total = 0;
  for (const auto& fault : faults) total += fault ? static_cast<std::size_t>(fault->times) : 0;
  if (total <= kFaultsMax) return true;
  context.error(code::kTooMany, mark, "these are more than 10000 faults, the most that is read");
  return false;
}

}  // namespace

std::optional<FaultKind> fault_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kFaultNames.size(); ++i) {
    if (same_word(kFaultNames[i], name)) return static_cast<FaultKind>(i);
  }
  return std::nullopt;
}

std::vector<std::string> fault_names() {
  return {kFaultNames.begin(), kFaultNames.end()};
}

std::span<const FieldDoc> fault_field_docs() {
  return kFaultDocs;
}

std::vector<FaultSpec> read_faults(ReadingContext& context, const Node& node) {
  const auto items = read_list(context, node, "faults");
  if (!items) return {};
  if (items->size() > kFaultsMax) {
    context.error(code::kTooMany, node.mark,
                  "these are more than 10000 faults, the most that is read");
    return {};
  }
  context.faults_written = items->size();
  std::vector<std::optional<WrittenFault>> written;
  for (const Node& item : *items) written.push_back(read_fault(context, item));
  bool good = check_number(context, written, node.mark);
  good = check_circles(context, written) && good;
  for (const auto& fault : written) good = good && fault;
  return good ? expand_faults(written) : std::vector<FaultSpec>{};
}

}  // namespace firedrill::reading

namespace firedrill {

std::string_view fault_name(FaultKind kind) {
  return reading::kFaultNames[static_cast<std::size_t>(kind)];
}

std::optional<std::vector<FaultSpec>> read_fault_line(const std::string& text,
                                                      const std::string& name,
                                                      const Scenario& scenario,
                                                      Diagnostics& diagnostics) {
  using namespace reading;
  ReadingContext context;
  context.topology = &scenario.topology;
  context.file = name;
  context.diagnostics = &diagnostics;
  context.duration = scenario.duration;
  if (scenario.clock_start.count() != 0) context.clock_start = scenario.clock_start;
  for (const ActorSpec& actor : scenario.actors) {
    context.step_lists.push_back({actor.name, actor.steps.size()});
  }
  context.faults_written = scenario.faults.size();
  const Text whole{text, {1, 1}, true};
  std::optional<WrittenFault> written = read_whole_sentence(context, whole.trimmed());
  if (!written) return std::nullopt;
  std::vector<FaultSpec> out;
  for (std::int64_t i = 0; i < written->times; ++i) {
    out.push_back(written->spec);
    shift(out.back().trigger, written->every * i);
  }
  return out;
}

}  // namespace firedrill
