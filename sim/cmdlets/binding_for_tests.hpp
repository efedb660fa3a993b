// Reads and binds one line in the deployment for tests, and keeps everything that was said about
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cmdlets/binder.hpp"
#include "sim/cmdlets/command_reader.hpp"
#include "sim/cmdlets/deployment_for_tests.hpp"
#include "sim/cmdlets/table.hpp"

namespace firedrill {

struct Binding {
  std::optional<BoundCommand> command;
  std::vector<Diagnostic> findings;

  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Diagnostic& finding : findings) out.push_back(finding.code);
    return out;
  }
  [[nodiscard]] const CmdletDefinition& cmdlet() const { return cmdlet_table()[command->cmdlet]; }
  /// The argument of that name, or nullptr.
  [[nodiscard]] const Argument* argument(std::string_view name) const {
    for (std::size_t i = 0; i < cmdlet().parameters.size(); ++i) {
      if (cmdlet().parameters[i].name == name) return command->find(static_cast<std::uint8_t>(i));
    }
    return nullptr;
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const {
    const Argument* found = argument(name);
    return found == nullptr ? -999 : found->number;
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    const Argument* found = argument(name);
    return found == nullptr ? "(not given)" : found->text;
  }
};

inline Binding bind_line(std::string_view line, Personality personality) {
  Diagnostics diagnostics;
  Binding out;
  const auto command = read_command_line(line, "drill.yaml", Mark{1, 1}, diagnostics);
  if (command) {
    out.command = bind_command(*command, deployment_for_tests(), personality, diagnostics);
  }
  out.findings = diagnostics.sorted();
  return out;
}
inline Binding strict(std::string_view line) {
  return bind_line(line, Personality::kStrict);
}
inline Binding doc_alias(std::string_view line) {
  return bind_line(line, Personality::kDocAlias);
}

}  // namespace firedrill
