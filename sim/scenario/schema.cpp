// The JSON Schema (draft 2020-12) of scenario files, generated from the tables the reader uses.
//
// It serves editors: keys are completed, types and spellings checked. Whatever needs the topology
// (names, references, conditions) only the reader can judge.
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "sim/model/parameters.hpp"
#include "sim/model/quantity.hpp"
#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_load.hpp"
#include "sim/scenario/reader_slips.hpp"
#include "sim/scenario/reader_steps.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {
namespace {

using Json = nlohmann::ordered_json;
using reading::FieldDoc;
using reading::Shape;

constexpr char kDurationPattern[] =
    "^([0-9]+(d|h|m|s|ms))+$|^[0-9]+:[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?$";
constexpr char kDurationRangePattern[] =
    "^(([0-9]+(d|h|m|s|ms))+|[0-9]+:[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?) *\\.\\. *"
    "(([0-9]+(d|h|m|s|ms))+|[0-9]+:[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?)$";
constexpr char kClockPattern[] = "^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";
constexpr char kPlaceholderPattern[] = "<[A-Za-z][A-Za-z0-9_-]*>";
constexpr char kFailurePattern[] = "^([A-Za-z]+-[A-Za-z0-9]+|[Ee]_[A-Za-z_]+)$";

Json reference(const std::string& name) {
  return {{"$ref", "#/$defs/" + name}};
}
Json words(std::span<const std::string_view> list) {
  Json out{{"enum", Json::array()}};
  for (const std::string_view word : list) out["enum"].push_back(word);
  return out;
}
Json pattern(const char* expression) {
  return {{"type", "string"}, {"pattern", expression}};
}
Json whole(std::int64_t least) {
  return {{"type", "integer"}, {"minimum", least}};
}
Json list_of(Json item) {
  return {{"type", {"array", "null"}}, {"items", std::move(item)}};
}
Json one_or_list(const Json& item) {
  return {{"anyOf", {item, list_of(item)}}};
}

/// What an editor can check of a value; the shapes with structure of their own are definitions.
Json fragment(Shape shape) {
  switch (shape) {
    case Shape::kVersion:
      return {{"const", 1}};
    case Shape::kText:
    case Shape::kName:
    case Shape::kReason:
    case Shape::kTimeRange:
    case Shape::kCondition:
      return {{"type", {"string", "number"}}};
    case Shape::kInteger:
      return whole(0);
    case Shape::kCount:
      return whole(1);
    case Shape::kDuration:
      return pattern(kDurationPattern);
    case Shape::kClock:
      return pattern(kClockPattern);
    case Shape::kTime:
      return {{"anyOf", {pattern(kClockPattern), pattern(kDurationPattern)}}};
    case Shape::kYesNo:
      return {{"enum", {true, false, "yes", "no"}}};
    case Shape::kDecimal:
      return {{"type", "number"}, {"minimum", 0}};
    case Shape::kPercent:
      return pattern("^[0-9]+(\\.[0-9])?%$");
    case Shape::kOrders:
      return list_of({{"type", "object"}, {"additionalProperties", {{"type", "string"}}}});
    case Shape::kJudge:
      return words(reading::kJudgeWords);
    case Shape::kPersonality:
      return words(reading::kPersonalityWords);
    case Shape::kRefusal:
      return words(reading::kRefusalWords);
    case Shape::kLoad:
      return {{"anyOf", {{{"enum", {"documented", "none"}}}, reference("load")}}};
    case Shape::kParameters:
      return reference("parameters");
    case Shape::kFaultName: {
      Json out{{"enum", reading::fault_names()}};
      return out;
    }
    case Shape::kSlipName: {
      Json out{{"enum", reading::slip_names()}};
      return out;
    }
    case Shape::kSlips:
      return list_of(reference("slip"));
    case Shape::kTexts:
    case Shape::kFiles:
      return one_or_list({{"type", "string"}});
    case Shape::kRepair:
      return {{"anyOf", {{{"const", reading::kNever}}, pattern(kDurationPattern)}}};
    case Shape::kMatrix:
      return reference("matrix");
    case Shape::kFaults:
      return list_of(reference("fault"));
    case Shape::kProcedure:
      return list_of(reference("step"));
    case Shape::kAdministrators:
      return list_of(reference("administrator"));
    case Shape::kExpectations:
      return one_or_list(reference("expectation"));
    case Shape::kRules:
      return one_or_list(pattern(kFailurePattern));
    case Shape::kKnownFailures:
      return one_or_list({{"type", "object"}, {"additionalProperties", {{"type", "string"}}}});
  }
  return Json::object();
}

/// A value of one word, or one in which a placeholder of the matrix still stands.
Json or_placeholder(Json value) {
  const bool words = value.contains("enum") || value.contains("pattern") || value.contains("anyOf");
  if (!words && !value.contains("minimum")) return value;
  return {{"anyOf", {std::move(value), pattern(kPlaceholderPattern)}}};
}

Json matrix_definition() {
  const Json values{{"type", "array"},
                    {"items", {{"type", {"string", "number", "boolean"}}}},
                    {"minItems", 1},
                    {"uniqueItems", true}};
  return {{"type", "object"},
          {"patternProperties", {{"^[A-Za-z][A-Za-z0-9_-]*$", values}}},
          {"additionalProperties", false}};
}

template <class Fields>
Json object_of(const Fields& fields) {
  Json out{{"type", "object"}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const FieldDoc& field : fields) {
    Json value = or_placeholder(fragment(field.shape));
    value["description"] = field.doc;
    out["properties"][std::string(field.name)] = std::move(value);
    if (field.required) required.push_back(field.name);
  }
  if (!required.empty()) out["required"] = std::move(required);
  out["additionalProperties"] = false;
  return out;
}

/// "5m after step 3: wan A - B is cut": one key that is a moment.
Json keyed_sentence(const char* keys, const std::string& doc) {
  Json properties = Json::object();
  properties[keys] = {{"type", "string"}};
  return {{"type", "object"},
          {"description", doc},
          {"patternProperties", std::move(properties)},
          {"additionalProperties", false},
          {"minProperties", 1},
          {"maxProperties", 1}};
}

Json fault_definition() {
  return {{"anyOf",
           {{{"type", "string"}, {"description", "at 1h pool pool1 is lost, back after 40m"}},
            keyed_sentence("^(flapping$|at |between |after |when |[0-9])",
                           "5m after step 3: wan A - B is cut"),
            object_of(reading::fault_field_docs())}}};
}

Json slip_definition() {
  return {
      {"anyOf",
       {{{"type", "string"}, {"description", "step 4 is skipped, 20m pause before step 4, ..."}},
        object_of(reading::slip_field_docs())}}};
}

Json step_definition() {
  return {{"anyOf",
           {{{"type", "string"}, {"description", "a command line as typed, wait 12m, ..."}},
            object_of(reading::step_field_docs())}}};
}

Json expectation_definition() {
  std::string quantity_names;
  for (const QuantityDefinition& one : quantities()) {
    quantity_names += (quantity_names.empty() ? "" : ", ") + std::string(one.name);
  }
  Json properties{{"rule", pattern(kFailurePattern)}, {"under faults", fragment(Shape::kYesNo)}};
  Json moments = Json::object();
  moments["^(always|never|at end|within .+|after step .+)$"] = {
      {"type", "string"}, {"description", "a condition over one of: " + quantity_names}};
  return {{"anyOf",
           {{{"type", "string"}, {"description", "INV-25, or: step 2 fails with E_NEXT_HOP"}},
            {{"type", "object"},
             {"properties", std::move(properties)},
             {"patternProperties", std::move(moments)},
             {"additionalProperties", false}}}}};
}

Json parameter_definition() {
  Json properties = Json::object();
  for (const ParameterInfo& info : parameter_table()) {
    Json value{{"type", {"string", "number", "boolean"}}};
    if (info.kind == ParameterKind::kDuration) {
      value = {{"anyOf", {pattern(kDurationPattern), pattern(kDurationRangePattern)}}};
    }
    if (info.kind == ParameterKind::kNumber) {
      value = {{"anyOf", {whole(info.minimum), pattern("^[0-9]+ *\\.\\. *[0-9]+$")}}};
    }
    value = or_placeholder(std::move(value));
    value["description"] = std::string(info.doc) + " (" + std::string(info.assumption) +
                           "); default " + print_parameter(info, info.fallback);
    properties[std::string(info.name)] = std::move(value);
  }
  Json assumptions = Json::object();
  assumptions["^[Mm][Aa]-[0-9]+$"] = {{"type", {"string", "number", "boolean"}}};
  return {{"type", {"object", "null"}},
          {"properties", std::move(properties)},
          {"patternProperties", std::move(assumptions)},
          {"additionalProperties", false}};
}

}  // namespace

std::string scenario_schema() {
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "firedrill scenario"},
              {"description", "A disaster, what is done about it, and what is expected."}};
  schema.update(object_of(reading::scenario_field_docs()));
  schema["required"] = {
      "firedrill"};  // a common part leaves the topology to others, and they to it
  schema["not"] = {{"required", {"procedure", "administrators"}}};
  schema["$defs"] = {{"load", object_of(reading::load_field_docs())},
                     {"parameters", parameter_definition()},
                     {"matrix", matrix_definition()},
                     {"fault", fault_definition()},
                     {"slip", slip_definition()},
                     {"step", step_definition()},
                     {"administrator", object_of(reading::administrator_field_docs())},
                     {"expectation", expectation_definition()}};
  return schema.dump(2) + '\n';
}

}  // namespace firedrill
