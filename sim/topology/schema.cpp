// The JSON Schema of topology files, generated from the table the reader checks them against.
//
// A plain YAML number is a number to an editor although the reader takes it as text, so texts and
// choices that look like numbers allow both.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "sim/topology/field_table.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using Json = nlohmann::ordered_json;

Json object_schema(std::span<const Field> table);

Json choices(std::string_view text) {
  Json out = Json::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    const std::string word(text.substr(begin, end - begin));
    out.push_back(word);
    const bool numeric =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (numeric) out.push_back(std::stoi(word));
    begin = end + 1;
  }
  return out;
}

void describe_text(const Field& field, Json& out) {
  out["type"] = field.type == FieldType::kText ? Json::array({"string", "number"}) : Json("string");
  out["minLength"] = field.min;
  out["maxLength"] = field.max;
  if (field.type == FieldType::kName) out["pattern"] = "^[A-Za-z0-9._-]+$";
  if (field.type == FieldType::kShare) out["pattern"] = R"(^\\\\[A-Za-z0-9._-]+\\[^\\])";
}

Json field_schema(const Field& field) {
  Json out;
  out["description"] = field.doc;
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kName:
    case FieldType::kShare:
      describe_text(field, out);
      break;
    case FieldType::kFlag:
      out["type"] = "boolean";
      break;
    case FieldType::kInteger:
      out["type"] = "integer";
      out["minimum"] = field.min;
      out["maximum"] = field.max;
      break;
    case FieldType::kDuration:
      out["type"] = "string";
      out["pattern"] = R"(^(([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?|)"
                       R"([0-9]+:[0-5][0-9]:[0-5][0-9](\.[0-9]{3})?)$)";
      break;
    case FieldType::kBandwidth:
      out["type"] = "string";
      out["pattern"] = "^[0-9]+ *[MG]bps$";
      break;
    case FieldType::kChoice:
      out["enum"] = choices(field.choices);
      break;
    case FieldType::kTextList:
      out["type"] = "array";
      out["items"] = {{"type", {"string", "number"}}};
      out["minItems"] = field.min;
      out["maxItems"] = field.max;
      break;
    case FieldType::kObject:
      out.update(object_schema(field.fields));
      break;
    case FieldType::kObjectMap:
      out["type"] = "object";
      out["additionalProperties"] = object_schema(field.fields);
      out["minProperties"] = field.min;
      out["maxProperties"] = field.max;
      break;
    case FieldType::kObjectList:
      out["type"] = "array";
      out["items"] = object_schema(field.fields);
      out["minItems"] = field.min;
      out["maxItems"] = field.max;
      break;
  }
  return out;
}

Json object_schema(std::span<const Field> table) {
  Json required = Json::array();
  Json properties = Json::object();
  for (const Field& field : table) {
    if (field.required) required.push_back(field.key);
    properties[std::string(field.key)] = field_schema(field);
  }
  // An object that requires nothing may be left empty, which YAML reads as null.
  Json out;
  out["type"] = required.empty() ? Json::array({"object", "null"}) : Json("object");
  out["properties"] = std::move(properties);
  if (!required.empty()) out["required"] = std::move(required);
  out["additionalProperties"] = false;
  return out;
}

}  // namespace

std::string topology_schema() {
  Json out;
  out["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  out["title"] = "firedrill topology";
  out.update(object_schema(fields::kRoot));
  return out.dump(2) + "\n";
}

}  // namespace firedrill
