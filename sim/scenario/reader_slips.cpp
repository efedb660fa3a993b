// The list of slips: sentences and mappings. Each is read on its own; then they are applied to the
// procedures, one after the other, to see whether they fit each other.
#include "sim/scenario/reader_slips.hpp"

#include <algorithm>
#include <array>

#include "sim/model/slips.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill::reading {
namespace {

/// The mapping form as it is read; which keys go together is decided when all are known.
struct SlipMapping {
  std::optional<SlipKind> kind;
  std::optional<Duration> lasts;
  std::optional<Duration> later;
  std::optional<Text> with;
  std::optional<Text> without;
  std::optional<Text> names;
  std::optional<Text> instead_of;
  bool good = true;
  WrittenSlip slip;
};

void read_slip_key(ReadingContext& context, SlipMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "slip");
  if (!text) return;
  mapping.kind = slip_from_name(text->view);
  if (mapping.kind) return;
  context.error(code::kSlipNotUnderstood, text->mark,
                "no slip " + in_quotes(text->view) + suggestion(text->view, slip_names()));
}

void read_step_key(ReadingContext& context, SlipMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "step");
  mapping.good = mapping.good && text;
  if (!text) return;
  Words words(*text);
  const std::optional<StepReference> step = read_step_reference(context, words);
  if (step && !words.done()) {
    context.error(code::kSlipNotUnderstood, words.rest().mark, "write: step: 4, or step: 4 of Ann");
  }
  mapping.good = mapping.good && step && words.done();
  if (!step) return;
  mapping.slip.spec.actor = step->actor;
  mapping.slip.spec.step = step->step;
}

template <std::optional<Text> SlipMapping::*member>
void read_text_key(ReadingContext& context, SlipMapping& mapping, const Node& node) {
  mapping.*member = read_scalar(context, node, "a name");
  mapping.good = mapping.good && mapping.*member;
}

template <std::optional<Duration> SlipMapping::*member>
void read_duration_key(ReadingContext& context, SlipMapping& mapping, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "a duration");
  mapping.*member = text ? read_duration(context, *text) : std::nullopt;
  mapping.good = mapping.good && mapping.*member;
}

constexpr KeyField<SlipMapping> kSlipFields[] = {
    {{"slip", Shape::kSlipName, true, "the slip by its name"}, read_slip_key},
    {{"step", Shape::kText, true,
      "its step, as 4 or as 4 of Ann; of swap, the first of the two; of interrupt, the last before "
      "it"},
     read_step_key},
    {{"names", Shape::kName, false, "of wrong-name: the name that is typed"},
     read_text_key<&SlipMapping::names>},
    {{"instead of", Shape::kName, false, "of wrong-name: the name that the step has"},
     read_text_key<&SlipMapping::instead_of>},
    {{"with", Shape::kName, false, "of wrong-switch: the switch that is added"},
     read_text_key<&SlipMapping::with>},
    {{"without", Shape::kName, false, "of wrong-switch: the switch that is left out"},
     read_text_key<&SlipMapping::without>},
    {{"lasts", Shape::kDuration, false, "of pause: how long it is"},
     read_duration_key<&SlipMapping::lasts>},
    {{"later", Shape::kDuration, false,
      "of second-administrator: how long after the first began the step"},
     read_duration_key<&SlipMapping::later>},
};
constexpr auto kSlipDocs = [] {
  std::array<FieldDoc, std::size(kSlipFields)> docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = kSlipFields[i];
  return docs;
}();

/// The keys that a slip of this kind takes beside "slip" and "step"; of a wrong switch, one.
std::vector<std::string_view> keys_of(SlipKind kind) {
  switch (kind) {
    case SlipKind::kWrongName:
      return {"names", "instead of"};
    case SlipKind::kWrongSwitch:
      return {"with", "without"};
    case SlipKind::kPause:
      return {"lasts"};
    case SlipKind::kSecondAdministrator:
      return {"later"};
    default:
      return {};
  }
}

bool check_keys(const ReadingContext& context, const Node& node, SlipKind kind) {
  const std::vector<std::string_view> wanted = keys_of(kind);
  bool good = true;
  std::size_t given = 0;
  for (const FieldDoc& field : kSlipDocs) {
    if (field.required || node.find(field.name) == nullptr) continue;
    ++given;
    if (std::find(wanted.begin(), wanted.end(), field.name) != wanted.end()) continue;
    context.error(code::kOptionDoesNotFit, node.mark,
                  in_quotes(field.name) + " does not go with " + in_quotes(slip_name(kind)));
    good = false;
  }
  const std::size_t needed = kind == SlipKind::kWrongSwitch ? 1 : wanted.size();
  if (good && given != needed) {
    const std::vector<std::string> keys(wanted.begin(), wanted.end());
    const bool one_of = kind == SlipKind::kWrongSwitch;
    context.error(given > needed ? code::kContradiction : code::kMissingKey, node.mark,
                  in_quotes(slip_name(kind)) + " needs " + (one_of ? "one of " : "") +
                      joined(keys, one_of ? "or" : "and"));
    good = false;
  }
  return good;
}

std::optional<WrittenSlip> read_slip_mapping(ReadingContext& context, const Node& node) {
  SlipMapping mapping;
  read_fields(context, mapping, node, kSlipFields, "a slip");
  if (!mapping.kind || !check_keys(context, node, *mapping.kind) || !mapping.good) {
    return std::nullopt;
  }
  if (node.find("step") == nullptr) return std::nullopt;
  WrittenSlip& out = mapping.slip;
  out.spec.kind = *mapping.kind;
  out.spec.mark = node.mark;
  out.spec.added = mapping.with.has_value();
  out.spec.duration = mapping.lasts.value_or(mapping.later.value_or(Duration{0}));
  if (out.spec.kind == SlipKind::kPause && out.spec.duration.count() == 0) {
    context.error(code::kSlipNotUnderstood, node.mark, "a pause is above 0s");
    return std::nullopt;
  }
  out.name = mapping.names.value_or(mapping.with.value_or(mapping.without.value_or(Text{})));
  out.instead_of = mapping.instead_of.value_or(Text{});
  return out;
}

std::optional<WrittenSlip> read_slip(ReadingContext& context, const Node& node) {
  if (node.kind == Node::Kind::kMapping) return read_slip_mapping(context, node);
  const std::optional<Text> text = read_scalar(context, node, "a slip");
  if (!text) return std::nullopt;
  return read_slip_sentence(context, text->trimmed());
}

/// The step of a slip as its procedure has it; nothing where the procedure could not be read.
const StepSpec* step_of(const std::vector<ActorSpec>& actors, const SlipSpec& slip) {
  if (slip.actor >= actors.size()) return nullptr;
  const auto step = static_cast<std::size_t>(slip.step);
  return step < actors[slip.actor].steps.size() ? &actors[slip.actor].steps[step] : nullptr;
}

bool complete(const ReadingContext& context, const std::vector<ActorSpec>& actors,
              WrittenSlip& slip) {
  const StepSpec* step = step_of(actors, slip.spec);
  return step != nullptr && read_typed_step(context, *step, slip);
}

bool fit(const ReadingContext& context, std::vector<ActorSpec>& actors, const SlipSpec& slip,
         std::size_t number) {
  const std::string_view why = apply_slip(actors, slip, number);
  if (why.empty()) return true;
  context.error(code::kSlipDoesNotFit, slip.mark, std::string(why));
  return false;
}

}  // namespace

std::span<const FieldDoc> slip_field_docs() {
  return kSlipDocs;
}

std::vector<SlipSpec> read_slips(ReadingContext& context, const std::vector<ActorSpec>& actors,
                                 const Node& node) {
  std::vector<SlipSpec> out;
  const auto items = read_list(context, node, "slips");
  if (!items) return out;
  if (items->size() > kSlipsMax) {
    context.error(
        code::kTooMany, node.mark,
        "these are more than " + std::to_string(kSlipsMax) + " slips, the most that is read");
    return out;
  }
  std::vector<ActorSpec> walked = actors;
  for (const Node& item : *items) {
    std::optional<WrittenSlip> slip = read_slip(context, item);
    if (!slip || !complete(context, actors, *slip)) continue;
    if (fit(context, walked, slip->spec, out.size())) out.push_back(std::move(slip->spec));
  }
  return out;
}

}  // namespace firedrill::reading

namespace firedrill {

std::optional<SlipSpec> read_slip_line(const std::string& text, const std::string& name,
                                       const Scenario& scenario, Diagnostics& diagnostics) {
  using namespace reading;
  ReadingContext context;
  context.topology = &scenario.topology;
  context.file = name;
  context.diagnostics = &diagnostics;
  context.duration = scenario.duration;
  context.personality = scenario.personality;
  for (const ActorSpec& actor : scenario.actors) {
    context.step_lists.push_back({actor.name, actor.steps.size()});
  }
  if (scenario.slips.size() >= kSlipsMax) {
    context.error(code::kTooMany, {1, 1}, "the scenario has as many slips as are read");
    return std::nullopt;
  }
  std::optional<WrittenSlip> slip = read_slip_sentence(context, Text{text, {1, 1}, true}.trimmed());
  if (!slip || !complete(context, scenario.actors, *slip)) return std::nullopt;
  std::vector<ActorSpec> walked = scenario.actors;
  if (apply_slips(walked, scenario.slips)) return std::nullopt;
  if (!fit(context, walked, slip->spec, scenario.slips.size())) return std::nullopt;
  return std::move(slip->spec);
}

}  // namespace firedrill
