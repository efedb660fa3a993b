// The documented shape of a line of a campaign's record.
#include "reports/campaign_record.hpp"
#include "reports/schema_words.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;
using namespace schema_words;

ordered_json line(const char* doc, ordered_json properties) {
  ordered_json out;
  out["type"] = "object";
  out["description"] = doc;
  out["required"] = ordered_json::array();
  for (const auto& [name, unused] : properties.items()) out["required"].push_back(name);
  out["properties"] = std::move(properties);
  return out;
}

}  // namespace

std::string record_schema() {
  ordered_json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "One line of the record of a firedrill campaign";
  schema["oneOf"] = {
      line("first line",
           {{"firedrill-record", number("format version")},
            {"program", text("version of the program that wrote the record")},
            {"seed", number("seed of the campaign")},
            {"first", number("number of the first run of each scenario")},
            {"twice_every", number("one run in so many was executed twice and compared")},
            {"slips", {{"type", "boolean"}, {"description", "operators slipped too"}}},
            {"scenarios",
             list("file, case of its matrix, title, events of the run as written, and scenario and "
                  "topology as text; "
                  "runs are dealt out in rounds: the run of order k is of scenario k modulo their "
                  "number")},
            {"probes", list("names; a probe's number is its place here")},
            {"families", list("names of families of faults, the last of which is no fault")},
            {"phases", list("names of phases of a procedure")}}),
      line(
          "a batch of runs, in order",
          {{"from", number("order of its first run")},
           {"to", number("order behind its last run")},
           {"scenarios", list("for each: runs, held, held but for known failures, violated, "
                              "unknown, in this batch")},
           {"new_cells", list("[cell, order of the run] of cells that no earlier batch met; cell = "
                              "(probe * families + family) * phases + phase")}}),
      line("the tables so far, whenever the number of runs has doubled and at the end",
           {{"runs", number("in all scenarios")},
            {"probes", list("[probe, runs that met it, order of the first]")},
            {"cells", list("[cell, runs that met it, order of the first]")},
            {"scenarios", list("counts, known failures and distributions of each scenario; "
                               "distributions in whole seconds or changes with 95 % intervals")}}),
      line("a cause of failure with its smallest example", {{"failure", object("what broke")}}),
      line("the discovery curve", {{"curve", object("what was new in each doubling of the runs")}}),
      line("last line",
           {{"end", {{"const", true}}},
            {"verdict", text("held, violated or unknown")},
            {"complete", {{"type", "boolean"}, {"description", "it was not stopped"}}},
            {"rounds", number("runs of each scenario")},
            {"runs", number("in all scenarios")},
            {"never_met", list("probes that no run met, with the reason where there is one")}})};
  schema["oneOf"][0]["properties"]["case"] =
      text("the cases that were asked for, where --case was given");
  return schema.dump(2) + "\n";
}

}  // namespace firedrill
