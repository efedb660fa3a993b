// The documented shape of a line of a record: of a campaign, and of a proof.
#include "reports/campaign_record.hpp"
#include "reports/schema_words.hpp"
#include "sim/explore/proof_record.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;
using namespace schema_words;

/// An object with these properties and perhaps `optional` ones, and no others: so a line is of one
/// kind.
ordered_json line(const char* doc, ordered_json properties,
                  const ordered_json& optional = ordered_json::object()) {
  ordered_json out;
  out["type"] = "object";
  out["description"] = doc;
  out["required"] = ordered_json::array();
  for (const auto& [name, unused] : properties.items()) out["required"].push_back(name);
  properties.update(optional);
  out["properties"] = std::move(properties);
  out["additionalProperties"] = false;
  return out;
}

ordered_json truth(const char* doc) {
  return {{"type", "boolean"}, {"description", doc}};
}

ordered_json one(const char* value, const char* doc) {
  return {{"const", value}, {"description", doc}};
}

ordered_json list_of(const char* doc, ordered_json items) {
  ordered_json out = list(doc);
  out["items"] = std::move(items);
  return out;
}

ordered_json verdict() {
  return {{"enum", {"held", "violated", "unknown"}}};
}

ordered_json failure() {
  return line(
      "what broke, by which faults, and how it is made again",
      {{"verdict", verdict()},
       {"scenario", text("file")},
       {"rule", text("or code, or the expectation")},
       {"why", text("what broke and for whom, in the example that is shown")},
       {"causes", list_of("slices of the runs that fail so",
                          line("one slice", {{"slice", text("kinds of events behind it")},
                                             {"runs", number("that failed so")},
                                             {"smallest", number("number of its smallest run")}}))},
       {"run", number("number of the example")},
       {"configuration", text("what it was drawn by")},
       {"apart", text("faults and slips behind it, by kind: \"2 x site-down\"")},
       {"faults", list_of("of the example that is shown", text("a fault, slip or mishap"))},
       {"story", list_of("what, whom, when, because of what, why", text("a line"))},
       {"procedure", list_of("steps by the numbers of the story, with those of the file; empty "
                             "where both are the same",
                             text("a step"))},
       {"again", text("the command line that makes the example again")}},
      {{"case", text("of the file's matrix")},
       {"at_ms", number("when it broke, in the example that is shown")},
       {"shrunk", text("what the example was made smaller by")},
       {"saved", text("the file in which it was saved")}});
}

ordered_json range_effect() {
  const ordered_json either = {{"type", {"integer", "string"}}};
  return line(
      "a parameter given as a range",
      {{"parameter", text("name")},
       {"assumption", text("that it settles")},
       {"unit", {{"enum", {"ms", "count"}}}},
       {"low", number("end of the range")},
       {"high", number("end of the range")},
       {"drawn", number("in the first run")},
       {"pairs", number("of runs that differ by its ends alone")},
       {"moved", list_of("figures that differ in some pair",
                         line("a figure", {{"figure", text("name")},
                                           {"unit", text("ms, user_ms, users, count or verdict")},
                                           {"low", either},
                                           {"high", either},
                                           {"pairs", number("in which it moved")}}))},
       {"not_moved", list_of("figures of what happened at all", text("name"))}});
}

ordered_json campaign_lines() {
  return {
      line("first line",
           {{"firedrill-record", {{"const", kCampaignRecordVersion}}},
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
            {"phases", list("names of phases of a procedure")}},
           {{"case", text("the cases that were asked for, where --case was given")},
            {"settings", text("--set and --strict as they were given")}}),
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
      line("a cause of failure with its smallest example", {{"failure", failure()}}),
      line("what moves with parameters given as ranges; not there where none is",
           {{"ranges",
             list_of("of each scenario that has such",
                     line("one scenario", {{"scenario", number("its place in the first line")},
                                           {"effects", list_of("by range", range_effect())}}))}}),
      line("the discovery curve", {{"curve", object("what was new in each doubling of the runs")}}),
      line("last line",
           {{"end", {{"const", true}}},
            {"verdict", text("held, violated or unknown")},
            {"complete", {{"type", "boolean"}, {"description", "it was not stopped"}}},
            {"rounds", number("runs of each scenario")},
            {"runs", number("in all scenarios")},
            {"never_met", list("probes that no run met, with the reason where there is one")}})};
}

/// Faults are pairs [choice of the first line, ms since the start].
ordered_json point() {
  return {{"l", list_of("faults that strike, as [choice, ms]", list("choice, ms"))},
          {"t", list_of("instants of a point of the part", number("ms since the start"))}};
}

ordered_json proof_lines() {
  const ordered_json told = {
      {"p", list("orders of simultaneous events that a run has to be told: [ms, event, ...]")},
      {"m", list("mishaps that a run has to be told")}};
  ordered_json leaf = point();
  leaf["o"] = number("the outcome of every run of the part");
  ordered_json again = {{"x", {{"const", 1}}}};
  again.update(point());
  const ordered_json answers = number("of possible answers; a branch for each follows in order");
  return {
      line("first line of a proof's record",
           {{"firedrill-record", {{"const", kProofRecordVersion}}},
            {"kind", {{"const", "proof"}}},
            {"program", text("version of the program that wrote the record")},
            {"file", text("the scenario's")},
            {"scenario", text("as text")},
            {"topology", text("as text")},
            {"faults", number("added at most")},
            {"end_ms", number("length of the scenario")},
            {"again", text("the command line that gives the proof again")},
            {"choices", list_of("what an added fault can be", text("a fault and its repair"))}},
           {{"case", text("of the file's matrix")}}),
      line("a question of the decision tree: in which range t_i - t_j lies",
           {{"q", one("s", "split")},
            {"i", number("instant")},
            {"j", number("instant")},
            {"c", list_of("ends of the ranges but the last", number("ms"))}}),
      line("a question: which choice strikes next, or none", {{"q", one("f", "fault")}}),
      line("a question: which of these simultaneous events goes first",
           {{"q", one("o", "order")}, {"n", answers}}),
      line("a question: does what may go wrong go wrong",
           {{"q", one("m", "mishap")}, {"n", answers}}),
      line("an outcome, before the first part that has it",
           {{"outcome", number("its number")},
            {"claims", list_of("rules broken and expectations missed", text("name"))}}),
      line("a leaf: a part of the covering", leaf, told),
      line("an order of simultaneous events that led where an earlier one had led", again, told),
      line("last line of a proof's record",
           {{"complete", truth("the search was not ended before it was through")},
            {"verdict", verdict()},
            {"parts", number("of the covering")},
            {"parts_of_other_orders", number("of those, by other orders of simultaneous events")},
            {"states", number("looked at")},
            {"worst", list_of("longest outages and greatest loss",
                              line("one of them", {{"what", text("")},
                                                   {"ms", number("how long")},
                                                   {"user", text("whom it hit")},
                                                   {"where", text("the placement")},
                                                   {"scenario", text("that shows it")}}))},
            {"findings", list_of("what some placement breaks",
                                 line("a rule or expectation",
                                      {{"name", text("")},
                                       {"verdict", verdict()},
                                       {"known", text("the scenario's reason, where it has one")},
                                       {"text", text("what broke")},
                                       {"faults", number("added in the placement that shows it")},
                                       {"where", text("that placement")},
                                       {"parts", number("that break it")}}))}})};
}

}  // namespace

std::string record_schema() {
  ordered_json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "One line of the record of a firedrill campaign or proof";
  schema["oneOf"] = campaign_lines();
  for (ordered_json& each : proof_lines()) schema["oneOf"].push_back(std::move(each));
  return schema.dump(2) + "\n";
}

}  // namespace firedrill
