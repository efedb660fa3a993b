// The documented shape of a trace line.
#include <nlohmann/json.hpp>

#include "sim/run/trace.hpp"

namespace firedrill {

std::string trace_schema() {
  using nlohmann::ordered_json;
  auto text = [](const char* doc) {
    return ordered_json{{"type", "string"}, {"description", doc}};
  };
  auto number = [](const char* doc) {
    return ordered_json{{"type", "integer"}, {"description", doc}};
  };
  ordered_json header;
  header["type"] = "object";
  header["description"] = "first line";
  header["properties"] = {
      {"firedrill-trace", number("format version")},
      {"program", text("version of the program that wrote the trace")},
      {"seed", number("seed of all draws")},
      {"set",
       {{"type", "array"},
        {"items", {{"type", "string"}}},
        {"description", "KEY=VALUE given on the command line"}}},
      {"strict",
       {{"type", "boolean"}, {"description", "cmdlets as their own pages describe them"}}},
      {"file", text("scenario file")},
      {"scenario", text("the scenario file verbatim")},
      {"case", text("of a scenario with a matrix: the case that was run")},
      {"included",
       {{"type", "array"},
        {"items", {{"type", "object"}}},
        {"description", "what the scenario includes: file and text of each"}}},
      {"topology", text("the topology in canonical YAML")}};
  header["required"] = {"firedrill-trace", "program", "seed",     "set",
                        "strict",          "file",    "scenario", "topology"};
  ordered_json batch;
  batch["type"] = "object";
  batch["description"] = "up to 256 events";
  batch["properties"] = {
      {"n", number("number of the first event, from 1")},
      {"t", number("its time in ms since the start")},
      {"events",
       text(
           "'delta ms,kind of timer (a letter) and its entity,12 bits of the state's fingerprint;' "
           "an event")}};
  batch["required"] = {"n", "t", "events"};
  ordered_json fact;
  fact["type"] = "object";
  fact["description"] = "something worth telling";
  fact["properties"] = {{"fact", number("kind")},
                        {"n", number("event it belongs to")},
                        {"t", number("ms since the start")},
                        {"of", number("entity by kind of fact, -1 = none")},
                        {"other", number("second entity, -1 = none")},
                        {"value", number("figure that goes with it")},
                        {"rule", text("ID of the rule that says so")},
                        {"text", text("further words")}};
  fact["required"] = {"fact", "n", "t"};
  ordered_json why;
  why["type"] = "object";
  why["description"] = "the reason of changes of mode";
  why["properties"] = {{"why", number("event that changed modes, or that a change goes back to")},
                       {"depth", number("how deep the chain is indented")},
                       {"text", text("the chain of causes, line by line")}};
  why["required"] = {"why", "depth", "text"};
  ordered_json service;
  service["type"] = "object";
  service["description"] = "users registered at a pool have a service, or have it not";
  service["properties"] = {
      {"service", number("0 federation in, 1 out, 2 XMPP, 3 media from outside, 4 remote access")},
      {"pool", number("where they are registered")},
      {"domain", number("their SIP domain")},
      {"at", number("since when, in milliseconds")},
      {"event", number("event by which that came; 0 = the start")},
      {"text", text("what is wrong; without it the service works")},
      {"rule", text("rule that says so")},
      {"why", text("the chain of causes, line by line")}};
  service["required"] = {"service", "pool", "domain", "at", "event"};
  ordered_json ends;
  ends["type"] = "object";
  ends["description"] = "the reason why users have no regular service at the end";
  ends["properties"] = {{"ends", number("number of this reason, from 1")},
                        {"text", text("the reason, line by line")}};
  ends["required"] = {"ends", "text"};
  ordered_json stories;
  stories["type"] = "object";
  stories["description"] = "64 users, in their order";
  stories["properties"] = {
      {"stories", number("number of the first")},
      {"users",
       text("'home pool,site (-1 = outside),mode at the end,changes acknowledged,lost,reason by "
            "\"ends\" (0 = none)' and '|ms,mode,pool,letter of the user's own timer or -,reason by "
            "\"why\"' a change of mode; ';' after each user")}};
  stories["required"] = {"stories", "users"};
  ordered_json footer;
  footer["type"] = "object";
  footer["description"] = "last line";
  footer["properties"] = {{"end", {{"const", true}}},
                          {"events", number("how many events the run had")},
                          {"digest", text("128 bits in hex over all events")},
                          {"reasons", number("byte at which the lines of reasons begin")},
                          {"stories", number("byte at which the stories begin")}};
  footer["required"] = {"end", "events", "digest"};
  ordered_json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "One line of a firedrill trace";
  schema["oneOf"] = {header, batch, fact, why, service, ends, stories, footer};
  return schema.dump(2) + "\n";
}

}  // namespace firedrill
