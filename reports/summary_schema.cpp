// What stands in a summary, field by field.
#include "reports/summary.hpp"

#include "reports/schema_words.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;
using namespace schema_words;

ordered_json truth(const char* doc) {
  return {{"type", "boolean"}, {"description", doc}};
}
ordered_json verdict() {
  return {{"enum", {"held", "violated", "unknown"}},
          {"description", "violated outweighs unknown, and unknown outweighs held"}};
}

/// An object with what every summary has and `more`, all of it required.
ordered_json summary(const char* verb, const char* doc, const ordered_json& more) {
  ordered_json properties;
  properties["firedrill-summary"] = {{"const", kSummaryVersion},
                                     {"description", "version of this form"}};
  properties["verb"] = {{"const", verb}};
  properties["program"] = text("version of the program");
  properties.update(more);
  ordered_json out;
  out["type"] = "object";
  out["description"] = doc;
  out["required"] = ordered_json::array();
  for (const auto& [name, unused] : properties.items()) out["required"].push_back(name);
  properties["ranges"] = list(
      "parameters drawn from a range, as objects: parameter, low, high, drawn, and the figures "
      "moved (figure, unit, low, high, pairs) and not_moved between runs at its two ends");
  properties["drawn"] =
      list("of a proof, the values for which it is: parameter, low and high of its range, drawn");
  properties["case"] = text("of a file with a matrix: which combination of values");
  out["properties"] = std::move(properties);
  return out;
}

ordered_json of_run() {
  return summary(
      "run", "one run of a scenario",
      {{"scenario", text("file")},
       {"title", text("of the scenario")},
       {"seed", {{"type", "integer"}, {"minimum", 0}, {"description", "of all draws"}}},
       {"verdict", verdict()},
       {"expected_to_fail", list("rules or codes by which the scenario is to fail")},
       {"as_expected", truth("held, or failed exactly as expected")},
       {"exit_status", number("of the program: 0 held, 1 violated, 2 unknown")},
       {"headline", text("the verdict in a sentence")},
       {"timeline", list("objects with at_ms, event, text, and rule and where as far as known")},
       {"users_by_mode", list("[at_ms, regular, in resiliency mode, signed out], ...")},
       {"recovery", object("by capability: users affected, open at the end, and p50_ms, p95_ms, "
                           "p99_ms, max_ms of those who have it again")},
       {"commands", list("cmdlet, step, began_ms, took_ms, and target_ms where one is documented")},
       {"data", object("changes acknowledged, lost, not at the backup at take-over, recovered")},
       {"user_ms_out", number("user-milliseconds signed out against their will")},
       {"user_ms_resiliency", number("user-milliseconds in resiliency mode")},
       {"items", list("what was weighed: verdict, what, and why, rule, code, where, at_ms")},
       {"rests_on", list("assumptions that the run read, with their values")},
       {"not_modelled", list("components that were left out: kind, name, reason")},
       {"events", number("of the run")},
       {"model_events", number("of those, that changed the state")},
       {"digest", text("of all events and states: 128 bits in hexadecimal digits")},
       {"replay", text("the command line that gives this run again")}});
}

ordered_json of_cases() {
  return summary("run", "the runs of a file's cases, one a combination of its matrix's values",
                 {{"scenario", text("file")},
                  {"verdict", verdict()},
                  {"exit_status", number("of the program: the worst of the cases")},
                  {"headline", text("the verdict in a sentence")},
                  {"cases", list("the summary of each case's run; its \"case\" is its name")},
                  {"replay", text("the command line that gives these runs again")}});
}

ordered_json of_check() {
  return summary(
      "check", "a campaign of many runs under drawn faults",
      {{"verdict", verdict()},
       {"replay", text("the command line that gives this campaign again")},
       {"complete", truth("it was not stopped")},
       {"seed", {{"type", "integer"}, {"minimum", 0}, {"description", "of the campaign"}}},
       {"first", number("number of the first run")},
       {"runs_of_each", number("runs of each scenario")},
       {"failures", list("one a cause: scenario, case where there is one, rule, why, at_ms where "
                         "it is known, apart (the faults and slips behind it, by kind), faults, "
                         "story, procedure (the steps by the numbers of the story and of the file; "
                         "empty where those are the same), and the line that runs its example "
                         "again")},
       {"saved", list("saved failures that were run first: file, verdict, headline")},
       {"scenarios", list("for each: file, case where there is one, runs by verdict, distributions "
                          "of recovery and loss")},
       {"probes", object("runs that met each rule, refusal and fact")},
       {"never_met", list("probes that no run met, with the reason where one is known")},
       {"discovery", object("what was new in each doubling of the runs")}});
}

ordered_json of_prove() {
  ordered_json out;
  out["type"] = "array";
  out["description"] = "prove: one object a scenario";
  out["items"] = summary(
      "prove", "a proof over every placement of added faults",
      {{"scenario", text("file")},
       {"verdict", verdict()},
       {"replay", text("the command line that gives this proof again")},
       {"end", {{"enum", {"complete", "memory", "stopped"}}}},
       {"faults", number("added at most")},
       {"seed", {{"type", "integer"}, {"minimum", 0}, {"description", "of all draws"}}},
       {"menu", number("faults to choose from")},
       {"findings", list("rules and expectations that a placement breaks: name, verdict, faults")},
       {"worst", list("the longest outage and the greatest loss: what, ms, faults")},
       {"expectations", list("of the run as written, under added faults: figures, not verdicts")},
       {"cells", number("distinguishable parts of the covering")},
       {"cells_of_other_orders", number("of those, by other orders of simultaneous events")},
       {"states", number("looked at")},
       {"states_met_again", number("that were not followed twice")},
       {"met",
        {{"type", "object"},
         {"description", "rules, refusals and mishaps met in some placement, of how many"}}},
       {"table_bytes", number("memory of the states")},
       {"omission_probability",
        {{"type", "number"}, {"description", "that two states were taken for one"}}},
       {"open_deadlines", list("deadlines whose time was not up at the end: text, cells")},
       {"slips", list("slip, at_once, verdict, rules, refusals, expectations_missed, first")}});
  return out;
}

ordered_json of_diff() {
  return summary("diff", "two runs on the same draws",
                 {{"files", list("both")},
                  {"same", truth("nothing differs")},
                  {"figures", list("recovery, loss and users out, where they differ")},
                  {"only", list("lines of the timeline that only one of the two has")}});
}

}  // namespace

std::string summary_schema() {
  ordered_json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "What firedrill prints with --format json";
  schema["oneOf"] = {of_run(), of_cases(), of_check(), of_prove(), of_diff()};
  return schema.dump(2) + "\n";
}

}  // namespace firedrill
