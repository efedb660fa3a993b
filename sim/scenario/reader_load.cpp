// Rates of the user model are read in thousandths, without floating point: "0.5" is 500.
#include "sim/scenario/reader_load.hpp"

#include <array>

#include "sim/model/parameter_range.hpp"

namespace firedrill::reading {
namespace {

constexpr std::int64_t kRateMaxMilli = 1'000'000;

template <std::int64_t LoadSpec::*member>
void read_rate(ReadingContext& context, LoadSpec& load, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "a rate");
  if (!text) return;
  const std::optional<std::int64_t> milli = parse_milli(text->view);
  if (milli && *milli <= kRateMaxMilli) {
    load.*member = *milli;
    return;
  }
  context.error(code::kNotANumber, text->mark,
                in_quotes(text->view) +
                    " is not a number from 0 to 1000 with at most three digits "
                    "behind the point; write 0.5");
}

template <std::int64_t LoadSpec::*member>
void read_share(ReadingContext& context, LoadSpec& load, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "a share");
  if (!text) return;
  const bool percent = !text->view.empty() && text->view.back() == '%';
  const auto milli =
      percent ? parse_milli(text->from(0, text->view.size() - 1).trimmed().view) : std::nullopt;
  if (milli && *milli <= 100'000 && *milli % 100 == 0) {
    load.*member = *milli / 100;
    return;
  }
  context.error(code::kNotANumber, text->mark,
                in_quotes(text->view) + " is not a share from 0% to 100%; write 5% or 2.5%");
}

template <Duration LoadSpec::*member>
void read_length(ReadingContext& context, LoadSpec& load, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "a duration");
  const std::optional<Duration> length = text ? read_duration(context, *text) : std::nullopt;
  if (length) load.*member = *length;
}

constexpr KeyField<LoadSpec> kLoadFields[] = {
    {{"contact changes per user per day", Shape::kDecimal, false, "default 0.5 (MA-11)"},
     read_rate<&LoadSpec::contact_changes_per_day_milli>},
    {{"presence publications per hour", Shape::kDecimal, false, "default 4 (UM-11)"},
     read_rate<&LoadSpec::presence_publications_per_hour_milli>},
    {{"conference concurrency", Shape::kPercent, false,
      "share of users who organise a conference at a time; default 5% (UM-18)"},
     read_share<&LoadSpec::conference_concurrency_permille>},
    {{"conference length", Shape::kDuration, false, "default 60m"},
     read_length<&LoadSpec::conference_length>},
    {{"conferences with content", Shape::kPercent, false, "default 15% (UM-21, UM-22)"},
     read_share<&LoadSpec::content_permille>},
    {{"sign-in ramp", Shape::kDuration, false,
      "all sign in within this time; 0s (default) = everybody is signed in at the start (UM-09)"},
     read_length<&LoadSpec::sign_in_ramp>},
    {{"session length", Shape::kDuration, false, "default 12h (UM-09)"},
     read_length<&LoadSpec::session_length>},
};
constexpr auto kLoadDocs = [] {
  std::array<FieldDoc, std::size(kLoadFields)> docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = kLoadFields[i];
  return docs;
}();

std::string choices_of(const ParameterInfo& info) {
  const std::string takes = parameter_values(info);
  if (info.kind == ParameterKind::kDuration) return "; write 90s, 12m or 6h, from " + takes;
  if (info.kind == ParameterKind::kNumber) return "; expected a whole number from " + takes;
  return "; expected " + takes;
}

/// True when the model has the parameter and `value` is one of its values.
bool check_parameter(const ReadingContext& context, Text name, Text value) {
  const ParameterInfo* info = find_parameter(name.view);
  if (info == nullptr) {
    std::vector<std::string> known;
    for (const ParameterInfo& one : parameter_table()) known.emplace_back(one.name);
    std::vector<std::string> namesakes;
    for (const ParameterInfo& one : parameter_table()) {
      if (same_word(one.assumption, name.view)) namesakes.emplace_back(one.name);
    }
    context.error(
        code::kNoSuchParameter, name.mark,
        namesakes.empty()
            ? "no parameter " + in_quotes(name.view) + suggestion(name.view, known)
            : in_quotes(name.view) + " has several parameters; say " + joined(namesakes, "or"));
    return false;
  }
  if (parse_parameter(*info, value.view) || parse_parameter_range(*info, value.view)) return true;
  if (looks_like_range(value.view)) {
    const bool choice = info->kind == ParameterKind::kChoice;
    context.error(
        code::kNoSuchParameter, value.mark,
        in_quotes(value.view) + " is not a range of values of " + std::string(info->name) +
            (choice ? "; it takes one of " + parameter_values(*info)
                    : "; write 2m..6m, the smaller end first, within " + parameter_values(*info)));
    return false;
  }
  context.error(
      code::kNoSuchParameter, value.mark,
      in_quotes(value.view) + " is not a value of " + std::string(info->name) + choices_of(*info));
  return false;
}

}  // namespace

std::span<const FieldDoc> load_field_docs() {
  return kLoadDocs;
}

LoadSpec read_load(ReadingContext& context, const Node& node) {
  LoadSpec load;
  if (node.kind == Node::Kind::kMapping) {
    read_fields(context, load, node, kLoadFields, "load");
    return load;
  }
  const std::optional<Text> text = read_scalar(context, node, "load");
  if (!text) return load;
  static constexpr std::string_view kWords[] = {"documented", "none"};
  load.enabled = read_word(context, *text, "a load", kWords).value_or(0) == 0;
  return load;
}

void read_parameters(const ReadingContext& context, const Node& node, Scenario& scenario) {
  if (node.kind == Node::Kind::kNull || !read_mapping(context, node, "parameters")) return;
  for (const auto& [key, value] : node.entries) {
    const std::optional<Text> text = read_scalar(context, value, key.text);
    if (!text || !check_parameter(context, context.lines.text(key), *text)) continue;
    for (const auto& [other, set] : scenario.parameters) {
      if (find_parameter(other) != find_parameter(key.text)) continue;
      context.error(code::kContradiction, key.mark,
                    in_quotes(key.text) + " is the parameter that " + in_quotes(other) +
                        " has set already, to " + in_quotes(set));
    }
    scenario.parameters[key.text] = text->string();
  }
}

void override_parameter(Scenario& scenario, const std::string& name, const std::string& value) {
  std::erase_if(scenario.parameters,
                [&](const auto& one) { return find_parameter(one.first) == find_parameter(name); });
  scenario.parameters[name] = value;
}

Overrides read_overrides(const ReadingContext& context, const std::vector<std::string>& set) {
  Overrides out;
  for (const std::string& one : set) {
    const Text whole{one, {}, false};
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos || equals == 0) {
      context.error(code::kOverrideNotUnderstood, {},
                    in_quotes(one) + " is not KEY=VALUE; write MA-06=600s or users=20");
      continue;
    }
    const Text key = whole.from(0, equals).trimmed();
    const Text value = whole.from(equals + 1).trimmed();
    if (same_word(key.view, "users")) {
      if (const auto n = read_integer(context, value, 1, kUsersMax)) {
        out.topology.users_per_pool = static_cast<std::int32_t>(*n);
      }
    } else if (same_word(key.view, "population")) {
      if (const auto n = read_integer(context, value, 1, kPopulationMax)) {
        out.topology.population_per_pool = static_cast<std::int32_t>(*n);
      }
    } else if (same_word(key.view, "load")) {
      static constexpr std::string_view kWords[] = {"documented", "none"};
      const auto word = read_word(context, value, "a load", kWords);
      out.documented_load = word == std::size_t{0};
      out.no_load = word == std::size_t{1};
    } else if (check_parameter(context, key, value)) {
      out.parameters.emplace_back(key.string(), value.string());
    }
  }
  return out;
}

}  // namespace firedrill::reading
