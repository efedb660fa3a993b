// A small pair that the tests of this room read their scenarios against.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace firedrill::scenario_test {

inline constexpr char kPair[] = R"(firedrill-topology: 1
title: A pair for tests
sip domains: [contoso.com]
sites:
  Datacenter1:
    federation route: edge1.contoso.com
  Datacenter2: {}
  Branch office: {}
wan links:
  - between: [Datacenter1, Datacenter2]
pools:
  pool1.contoso.com:
    site: Datacenter1
    front ends: [fe1a.contoso.com, fe1b.contoso.com, fe1c.contoso.com]
    back end:
      primary: be1a.contoso.com\rtc
      mirror: be1b.contoso.com\rtc
      witness: w1.contoso.com\rtc
    file store: \\fs1.contoso.com\lync
    backup pool: pool2.contoso.com
    media edge: edge1.contoso.com
    population: 20000
    users: 20
  pool2.contoso.com:
    site: Datacenter2
    front ends: [fe2a.contoso.com, fe2b.contoso.com, fe2c.contoso.com]
    back end:
      primary: be2a.contoso.com\rtc
    file store: \\fs2.contoso.com\lync
    backup pool: pool1.contoso.com
    media edge: edge1.contoso.com
    population: 20000
    users: 20
edge pools:
  edge1.contoso.com:
    site: Datacenter1
    servers: [edge1a.contoso.com, edge1b.contoso.com]
    next hop: pool1.contoso.com
    federation: true
central management store:
  active: pool1.contoso.com
  standby: pool2.contoso.com
)";

/// Reads `text` as "drill.yaml" against the pair.
inline std::optional<Scenario> read(const std::string& text, Diagnostics& diagnostics,
                                    const ScenarioOptions& options = {}) {
  return read_scenario_text(text, "drill.yaml", kPair, options, diagnostics);
}

/// "12:5 FD1021" for every finding that is an error (or warning), sorted by place.
inline std::vector<std::string> places(const Diagnostics& diagnostics, std::string_view file) {
  std::vector<std::string> out;
  for (const Diagnostic& one : diagnostics.sorted()) {
    if (one.file != file) continue;
    out.push_back(std::to_string(one.mark.line) + ':' + std::to_string(one.mark.column) + ' ' +
                  one.code);
  }
  return out;
}

inline std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& one : diagnostics.sorted()) out += format_diagnostic(one) + '\n';
  return out;
}

}  // namespace firedrill::scenario_test
