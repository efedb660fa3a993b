// The schema is well-formed, knows every key of the tables and no other.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_slips.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill {
namespace {

TEST(ScenarioSchema, HoldsEveryKeyOfTheTable) {
  const auto schema = nlohmann::json::parse(scenario_schema());
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema["properties"].size(), reading::scenario_field_docs().size());
  for (const reading::FieldDoc& field : reading::scenario_field_docs()) {
    const auto& property = schema["properties"][std::string(field.name)];
    EXPECT_EQ(property["description"], std::string(field.doc));
  }
  EXPECT_EQ(schema["required"], nlohmann::json({"firedrill"}));
  EXPECT_EQ(schema["additionalProperties"], false);
}

TEST(ScenarioSchema, ResolvesEveryReference) {
  const std::string text = scenario_schema();
  const auto schema = nlohmann::json::parse(text);
  const std::string mark = "#/$defs/";
  std::size_t references = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = at + mark.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_TRUE(schema["$defs"].contains(name)) << name;
    ++references;
  }
  EXPECT_GE(references, 6U);
}

TEST(ScenarioSchema, ListsTheFaultsOfTheCatalogue) {
  const auto schema = nlohmann::json::parse(scenario_schema());
  const auto& forms = schema["$defs"]["fault"]["anyOf"];
  EXPECT_EQ(forms[2]["properties"]["fault"]["anyOf"][0]["enum"],
            nlohmann::json(reading::fault_names()));
}

TEST(ScenarioSchema, ListsTheSlips) {
  const auto schema = nlohmann::json::parse(scenario_schema());
  EXPECT_EQ(schema["properties"]["slips"]["items"]["$ref"], "#/$defs/slip");
  const auto& forms = schema["$defs"]["slip"]["anyOf"];
  EXPECT_EQ(forms[1]["properties"]["slip"]["anyOf"][0]["enum"],
            nlohmann::json(reading::slip_names()));
  EXPECT_EQ(forms[1]["required"], nlohmann::json({"slip", "step"}));
}

}  // namespace
}  // namespace firedrill
