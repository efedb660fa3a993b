// The documented shape of a trace line.
#include <nlohmann/json.hpp>

#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

ordered_json text(const char* doc) {
  return {{"type", "string"}, {"description", doc}};
}

ordered_json number(const char* doc) {
  return {{"type", "integer"}, {"description", doc}};
}

/// A line of the trace, without its fields.
ordered_json line(const char* doc) {
  return {{"type", "object"}, {"description", doc}};
}

ordered_json header_line() {
  ordered_json out = line("first line");
  out["properties"] = {
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
  out["required"] = {"firedrill-trace", "program", "seed",     "set",
                     "strict",          "file",    "scenario", "topology"};
  return out;
}

ordered_json batch_line() {
  ordered_json out = line("up to 256 events");
  out["properties"] = {
      {"n", number("number of the first event, from 1")},
      {"t", number("its time in ms since the start")},
      {"events",
       text(
           "'delta ms,kind of timer (a letter) and its entity,12 bits of the state's fingerprint;' "
           "an event")}};
  out["required"] = {"n", "t", "events"};
  return out;
}

ordered_json fact_line() {
  ordered_json out = line("something worth telling");
  out["properties"] = {{"fact", number("kind")},
                       {"n", number("event it belongs to")},
                       {"t", number("ms since the start")},
                       {"of", number("entity by kind of fact, -1 = none")},
                       {"other", number("second entity, -1 = none")},
                       {"value", number("figure that goes with it")},
                       {"rule", text("ID of the rule that says so")},
                       {"text", text("further words")}};
  out["required"] = {"fact", "n", "t"};
  return out;
}

ordered_json why_line() {
  ordered_json out = line("the reason of changes of mode");
  out["properties"] = {{"why", number("event that changed modes, or that a change goes back to")},
                       {"depth", number("how deep the chain is indented")},
                       {"text", text("the chain of causes, line by line")}};
  out["required"] = {"why", "depth", "text"};
  return out;
}

ordered_json service_line() {
  ordered_json out = line("users registered at a pool have a service, or have it not");
  out["properties"] = {
      {"service", number("0 federation in, 1 out, 2 XMPP, 3 media from outside, 4 remote access")},
      {"pool", number("where they are registered")},
      {"domain", number("their SIP domain")},
      {"at", number("since when, in milliseconds")},
      {"event", number("event by which that came; 0 = the start")},
      {"text", text("what is wrong; without it the service works")},
      {"rule", text("rule that says so")},
      {"why", text("the chain of causes, line by line")}};
  out["required"] = {"service", "pool", "domain", "at", "event"};
  return out;
}

ordered_json ends_line() {
  ordered_json out = line("the reason why users have no regular service at the end");
  out["properties"] = {{"ends", number("number of this reason, from 1")},
                       {"text", text("the reason, line by line")}};
  out["required"] = {"ends", "text"};
  return out;
}

ordered_json stories_line() {
  ordered_json out = line("64 users, in their order");
  out["properties"] = {
      {"stories", number("number of the first")},
      {"users",
       text("'home pool,site (-1 = outside),mode at the end,changes acknowledged,lost,reason by "
            "\"ends\" (0 = none)' and '|ms,mode,pool,letter of the user's own timer or -,reason by "
            "\"why\"' a change of mode; ';' after each user")}};
  out["required"] = {"stories", "users"};
  return out;
}

ordered_json footer_line() {
  ordered_json out = line("last line");
  out["properties"] = {{"end", {{"const", true}}},
                       {"events", number("how many events the run had")},
                       {"digest", text("128 bits in hex over all events")},
                       {"reasons", number("byte at which the lines of reasons begin")},
                       {"stories", number("byte at which the stories begin")}};
  out["required"] = {"end", "events", "digest"};
  return out;
}

}  // namespace

std::string trace_schema() {
  ordered_json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "One line of a firedrill trace";
  schema["oneOf"] = {header_line(),  batch_line(), fact_line(),    why_line(),
                     service_line(), ends_line(),  stories_line(), footer_line()};
  return schema.dump(2) + "\n";
}

}  // namespace firedrill
