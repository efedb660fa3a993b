// Reading a trace back: every line is checked, a mistake is located by its line.
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/run/trace.hpp"

namespace firedrill {
namespace {

using nlohmann::json;

/// Reads "delta,kind entity,check;" entries; false when the text is anything else.
bool read_batch(const std::string& text, std::int64_t first_ms, std::vector<TraceEvent>& out) {
  const char* at = text.data();
  const char* end = at + text.size();
  std::int64_t now = first_ms;
  while (at < end) {
    TraceEvent event;
    std::uint64_t delta = 0;
    auto r = std::from_chars(at, end, delta);
    if (r.ec != std::errc{} || r.ptr == end || *r.ptr != ',') return false;
    const char* kind = r.ptr + 1;
    if (kind >= end || *kind < 'a' || *kind >= 'a' + kTimerKinds) return false;
    event.name.kind = static_cast<TimerKind>(*kind - 'a');
    r = std::from_chars(kind + 1, end, event.name.entity);
    if (r.ec != std::errc{} || end - r.ptr < 4 || *r.ptr != ',' || r.ptr[3] != ';') return false;
    event.fingerprint = {r.ptr[1], r.ptr[2]};
    now += static_cast<std::int64_t>(delta);
    event.at_ms = now;
    out.push_back(event);
    at = r.ptr + 4;
  }
  return true;
}

bool read_header(const json& line, Trace& trace, const std::string& path,
                 Diagnostics& diagnostics) {
  const int version = line.at("firedrill-trace").get<int>();
  if (version != kTraceVersion) {
    diagnostics.error("FD1061", path, {1, 1},
                      "trace format " + std::to_string(version) +
                          " is not read; this program reads " + std::to_string(kTraceVersion));
    return false;
  }
  trace.seed = line.at("seed").get<std::uint64_t>();
  trace.program = line.at("program").get<std::string>();
  trace.scenario_file = line.at("file").get<std::string>();
  trace.scenario_text = line.at("scenario").get<std::string>();
  trace.case_name = line.value("case", "");
  for (const json& part : line.value("included", json::array())) {
    trace.included.push_back(
        {part.at("file").get<std::string>(), part.at("text").get<std::string>()});
  }
  trace.topology_text = line.at("topology").get<std::string>();
  trace.set = line.at("set").get<std::vector<std::string>>();
  trace.personality = line.at("strict").get<bool>() ? Personality::kStrict : Personality::kDocAlias;
  return true;
}

bool read_line(const std::string& text, int number, Trace& trace, const std::string& path,
               Diagnostics& diagnostics) {
  // Stories are for those who ask for a user (sim/run/story_reader.cpp).
  if (text.starts_with("{\"stories\"") || text.starts_with("{\"why\"")) return true;
  const json line = json::parse(text);
  if (number == 1) return read_header(line, trace, path, diagnostics);
  if (line.contains("events") && line.contains("n")) {
    if (line.at("n").get<std::uint64_t>() != trace.events.size() + 1) {
      diagnostics.error("FD1062", path, {number, 1},
                        "events are missing before number " + line.at("n").dump());
      return false;
    }
    if (!read_batch(line.at("events").get<std::string>(), line.at("t").get<std::int64_t>(),
                    trace.events)) {
      diagnostics.error("FD1063", path, {number, 1}, "this batch of events cannot be read");
      return false;
    }
  } else if (line.contains("end")) {
    trace.digest = line.at("digest").get<std::string>();
    trace.complete = true;
  }
  return true;
}

}  // namespace

std::optional<Trace> read_trace_header(const std::string& path, Diagnostics& diagnostics) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  Trace trace;
  if (!in || !std::getline(in, text)) {
    diagnostics.error("FD1060", path, {}, "this trace cannot be opened");
    return std::nullopt;
  }
  try {
    if (!read_header(json::parse(text), trace, path, diagnostics)) return std::nullopt;
  } catch (const json::exception&) {
    diagnostics.error("FD1064", path, {1, 1}, "this line is not a line of a trace");
    return std::nullopt;
  }
  return trace;
}

bool looks_like_trace(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string start(20, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return start.starts_with("{\"firedrill-trace\"");
}

std::optional<Trace> read_trace(const std::string& path, Diagnostics& diagnostics) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    diagnostics.error("FD1060", path, {}, "this trace cannot be opened");
    return std::nullopt;
  }
  Trace trace;
  std::string text;
  int number = 0;
  while (std::getline(in, text)) {
    ++number;
    try {
      if (!read_line(text, number, trace, path, diagnostics)) return std::nullopt;
    } catch (const json::exception&) {
      diagnostics.error("FD1064", path, {number, 1}, "this line is not a line of a trace");
      return std::nullopt;
    }
  }
  if (number == 0 || !trace.complete) {
    diagnostics.error("FD1065", path, {number, 1}, "the trace ends before its footer");
    return std::nullopt;
  }
  return trace;
}

std::optional<Scenario> scenario_of(const Trace& trace, Diagnostics& diagnostics) {
  ScenarioOptions options;
  options.seed = trace.seed;
  options.set = trace.set;
  options.personality = trace.personality;
  options.case_name = trace.case_name;
  auto read = read_scenario_source(
      {trace.scenario_file, trace.scenario_text, trace.included, trace.topology_text}, options,
      diagnostics);
  if (read.empty()) return std::nullopt;
  return std::move(read.front());
}

}  // namespace firedrill
