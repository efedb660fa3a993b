// The binder walks a command once: its name, its parameters as typed, its positional arguments,
// then what is missing and what does not go together. A refusal stops nothing, so that every
// mistake of the line is reported in one pass; the first refusal is the one that stands.
#include "sim/cmdlets/binder.hpp"

#include <algorithm>
#include <utility>

#include "sim/cmdlets/aliases.hpp"
#include "sim/cmdlets/command_reader.hpp"
#include "sim/cmdlets/entities.hpp"
#include "sim/cmdlets/parameter_names.hpp"
#include "sim/cmdlets/parameter_sets.hpp"
#include "sim/cmdlets/spelling.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/cmdlets/values.hpp"

namespace firedrill {
namespace {

std::string with_hyphens(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t dash = dash_length(name, at);
    out += dash > 0 ? '-' : name[at];
    at += std::max<std::size_t>(dash, 1);
  }
  return out;
}

class Binder {
 public:
  Binder(const Command& command, const Topology& topology, Personality personality,
         Diagnostics& diagnostics)
      : topology_(topology), personality_(personality), diagnostics_(diagnostics) {
    bound_.source = command;
  }

  std::optional<BoundCommand> bind();

 private:
  [[nodiscard]] bool strict() const { return personality_ == Personality::kStrict; }
  void mistake(const char* code, Mark mark, std::string message, std::string_view rule);
  void refuse(ErrorCode code, std::string_view rule, std::string detail);
  void warn(std::string_view rule, Mark mark, const std::string& message);

  bool find_command();
  [[nodiscard]] int position_of(std::string_view name) const {
    return position_of_parameter(*cmdlet_, name);
  }
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool is_on(const Argument& argument) const;
  void bind_typed(CommandParameter parameter);
  bool apply_spelling(const DocumentedSpelling& spelling, CommandParameter& parameter);
  void bind_as(int position, const CommandParameter& parameter);
  void store(std::uint8_t position, std::int64_t number, std::string text, Mark mark);
  void bind_positional(const CommandParameter& argument);
  void report_unknown(const CommandParameter& parameter);
  void supply_omissions();
  void check_mandatory();
  void check_sets();
  void read_shared();

  const Topology& topology_;
  Personality personality_;
  Diagnostics& diagnostics_;
  BoundCommand bound_;
  const CmdletDefinition* cmdlet_ = nullptr;
  std::vector<CommandParameter> parameters_;
  std::vector<CommandParameter> positional_;
  // Parameters that were meant, though misspelt or with a wrong value: not missing as well.
  std::vector<int> attempted_;
  bool failed_ = false;
};

void Binder::mistake(const char* code, Mark mark, std::string message, std::string_view rule) {
  diagnostics_.error(code, bound_.source.file, mark, std::move(message), std::string(rule));
  failed_ = true;
}

void Binder::refuse(ErrorCode code, std::string_view rule, std::string detail) {
  if (bound_.refused != ErrorCode::kOk) return;
  bound_.refused = code;
  bound_.refusal_rule = std::string(rule);
  bound_.refusal_detail = std::move(detail);
}

void Binder::warn(std::string_view rule, Mark mark, const std::string& message) {
  bound_.warnings.push_back(std::string(rule) + ": " + message);
  diagnostics_.warning("FD1046", bound_.source.file, mark, message, std::string(rule));
}

/// Finds the cmdlet; repairs (or refuses) a name with a dash of the wrong kind or a blank in it.
bool Binder::find_command() {
  const Command& command = bound_.source;
  const std::string plain = with_hyphens(command.name);
  int position = find_cmdlet(plain);
  std::string_view rule;
  std::string detail;
  ErrorCode code = ErrorCode::kCmdUnknown;
  if (position >= 0 && plain != command.name) {
    rule = "TRAP-08";
    detail = command.name + " has a typographic dash in its name";
  }
  if (position < 0 && !parameters_.empty()) {
    const std::string joined = plain + "-" + parameters_.front().name;
    if ((position = find_cmdlet(joined)) >= 0) {
      rule = "TRAP-08";
      detail = "a blank stands before the hyphen of " + joined;
      // What looked like the value of a parameter was the first argument.
      if (CommandParameter& first = parameters_.front(); first.has_value) {
        first.name.clear();
        positional_.insert(positional_.begin(), first);
      }
      parameters_.erase(parameters_.begin());
    }
  }
  if (position < 0) {
    if (const auto* known = find_spelling(SpellingPlace::kCommand, {}, {}, plain)) {
      position = find_cmdlet(known->cmdlet);
      rule = known->rule;
      code = known->strict;
      detail = command.name + " " + std::string(known->detail);
    }
  }
  if (position < 0) {
    std::vector<std::string> names;
    for (const CmdletDefinition& known : cmdlet_table()) names.emplace_back(known.name);
    const std::string near = nearest_name(plain, names);
    mistake("FD1041", command.mark,
            "\"" + command.name + "\" is not a command that firedrill knows" +
                (near.empty() ? "; \"firedrill schema scenario\" has the words of manual work"
                              : "; did you mean " + near + "?"),
            {});
    return false;
  }
  bound_.cmdlet = static_cast<std::uint16_t>(position);
  cmdlet_ = &cmdlet_table()[static_cast<std::size_t>(position)];
  if (rule.empty()) return true;
  if (strict()) {
    refuse(code, rule, std::move(detail));
  } else {
    warn(rule, command.mark, detail + "; read as " + std::string(cmdlet_->name));
  }
  return true;
}

/// A switch that was given as `-X:$false` counts as not given.
bool Binder::is_on(const Argument& argument) const {
  return argument.kind != ValueKind::kSwitch || argument.number != 0;
}

bool Binder::has(std::string_view name) const {
  const int position = position_of(name);
  if (position < 0) return false;
  if (std::find(attempted_.begin(), attempted_.end(), position) != attempted_.end()) return true;
  const Argument* argument = bound_.find(static_cast<std::uint8_t>(position));
  return argument != nullptr && is_on(*argument);
}

/// Rewrites a documented misspelling; false when the parameter needs no further binding.
bool Binder::apply_spelling(const DocumentedSpelling& spelling, CommandParameter& parameter) {
  const std::string words = "-" + parameter.name + " " + std::string(spelling.detail);
  if (strict() || spelling.action == SpellingAction::kRefuse) {
    refuse(spelling.strict, spelling.rule, words);
    return false;
  }
  warn(spelling.rule, parameter.mark, words);
  parameter.name = std::string(spelling.canonical);
  if (spelling.action == SpellingAction::kRenameFusedValue) {
    parameter.value = std::string(spelling.spelling.substr(spelling.canonical.size()));
    parameter.has_value = true;
  }
  if (spelling.action == SpellingAction::kRenameToService) {
    const FoundEntity pool = find_edge_pool_of_server(topology_, parameter.value);
    if (pool.ok()) parameter.value = "EdgeServer:" + pool.name;
  }
  return spelling.action != SpellingAction::kDrop;
}

void Binder::bind_typed(CommandParameter parameter) {
  const DocumentedSpelling* spelling =
      find_spelling(SpellingPlace::kParameter, cmdlet_->name, {}, parameter.name);
  if (spelling != nullptr && !apply_spelling(*spelling, parameter)) return;
  const ParameterMatch match = match_parameter(*cmdlet_, parameter.name);
  if (!match.ambiguous.empty()) {
    refuse(ErrorCode::kParamAmbiguous, cmdlet_->rule,
           "-" + parameter.name + " abbreviates more than one of " + match.ambiguous);
  } else if (match.position >= 0) {
    bind_as(match.position, parameter);
  } else if (match.common) {
    // A switch of the shell leaves what follows it to the cmdlet.
    if (!match.takes_value && parameter.has_value && !parse_truth(parameter.value)) {
      positional_.push_back(parameter);
    }
  } else {
    report_unknown(parameter);
  }
}

void Binder::report_unknown(const CommandParameter& parameter) {
  if (!cmdlet_->not_modelled.empty()) return;  // its parameters are not all listed
  std::vector<std::string> names;
  for (const ParameterDefinition& known : cmdlet_->parameters) names.emplace_back(known.name);
  const std::string near = nearest_name(parameter.name, names);
  std::string words = std::string(cmdlet_->name) + " has no parameter -" + parameter.name;
  if (!near.empty()) {
    words += "; did you mean -" + near + "?";
    attempted_.push_back(position_of(near));
  } else if (names.empty()) {
    words += "; it takes none";
  }
  mistake("FD1040", parameter.mark, std::move(words), cmdlet_->rule);
}

void Binder::bind_as(int position, const CommandParameter& parameter) {
  const ParameterDefinition& definition = cmdlet_->parameters[static_cast<std::size_t>(position)];
  const auto place = static_cast<std::uint8_t>(position);
  if (definition.kind == ValueKind::kSwitch && !parameter.has_value) {
    store(place, 1, {}, parameter.mark);
    return;
  }
  // A switch takes no value after a blank: what stands there is the next argument.
  if (definition.kind == ValueKind::kSwitch && !parse_truth(parameter.value)) {
    store(place, 1, {}, parameter.mark);
    positional_.push_back(parameter);
    return;
  }
  if (!parameter.has_value) {
    mistake("FD1043", parameter.mark, "-" + std::string(definition.name) + " calls for a value",
            cmdlet_->rule);
    attempted_.push_back(position);
    return;
  }
  BoundValue value = bind_value(topology_, *cmdlet_, definition, parameter.value, personality_);
  if (!value.code.empty()) {
    mistake(value.code.c_str(), parameter.mark, std::move(value.problem), {});
    attempted_.push_back(position);
    return;
  }
  if (value.refused == ErrorCode::kNotModelled) {
    diagnostics_.warning("FD1045", bound_.source.file, parameter.mark, value.detail,
                         std::string(cmdlet_->rule));
    refuse(value.refused, cmdlet_->rule, std::move(value.detail));
  } else if (value.refused != ErrorCode::kOk) {
    refuse(value.refused, value.rule.empty() ? cmdlet_->rule : value.rule, std::move(value.detail));
  }
  if (!value.warning.empty()) warn(value.rule, parameter.mark, value.warning);
  store(place, value.number, std::move(value.text), parameter.mark);
}

/// One parameter twice is refused by the shell; a page's own example does it (TRAP-10), so that
/// DOC_ALIAS takes the later one.
void Binder::store(std::uint8_t position, std::int64_t number, std::string text, Mark mark) {
  const ParameterDefinition& definition = cmdlet_->parameters[position];
  Argument argument{position, definition.kind, number, std::move(text)};
  auto earlier = std::find_if(bound_.arguments.begin(), bound_.arguments.end(),
                              [&](const Argument& a) { return a.parameter == position; });
  if (earlier == bound_.arguments.end()) {
    bound_.arguments.push_back(std::move(argument));
    return;
  }
  const std::string words = "-" + std::string(definition.name) + " is given twice";
  const bool documented = definition.name == "ExcludeDatabaseList";
  if (documented && !strict()) {
    warn("TRAP-10", mark, words + "; the later one counts");
    *earlier = std::move(argument);
    return;
  }
  refuse(ErrorCode::kParamSet, documented ? "TRAP-10" : cmdlet_->rule, words);
}

/// A positional argument goes to Identity, or else to the first mandatory parameter still missing.
void Binder::bind_positional(const CommandParameter& argument) {
  const DocumentedSpelling* spelling =
      find_spelling(SpellingPlace::kPositional, cmdlet_->name, {}, argument.value);
  if (spelling != nullptr) {
    if (spelling->action != SpellingAction::kAccept) {
      const std::string words = argument.value + " " + std::string(spelling->detail);
      if (strict()) {
        refuse(spelling->strict, spelling->rule, words);
        return;
      }
      warn(spelling->rule, argument.mark, words);
    }
    const int position = position_of(spelling->canonical);
    const auto& definition = cmdlet_->parameters[static_cast<std::size_t>(position)];
    const bool on = definition.kind == ValueKind::kSwitch || definition.kind == ValueKind::kBoolean;
    store(static_cast<std::uint8_t>(position), on ? 1 : 0, {}, argument.mark);
    return;
  }
  int target = position_of("Identity");
  auto taken = [&](int position) {
    return bound_.find(static_cast<std::uint8_t>(position)) != nullptr;
  };
  if (target < 0 || taken(target)) {
    target = -1;
    for (std::size_t i = 0; i < cmdlet_->parameters.size() && target < 0; ++i) {
      const ParameterDefinition& definition = cmdlet_->parameters[i];
      if (definition.mandatory && definition.kind != ValueKind::kSwitch &&
          !taken(static_cast<int>(i))) {
        target = static_cast<int>(i);
      }
    }
  }
  if (target >= 0) {
    bind_as(target, argument);
  } else if (cmdlet_->not_modelled.empty()) {
    mistake("FD1040", argument.mark,
            std::string(cmdlet_->name) + " has no place for the argument \"" + argument.value +
                "\"; write the name of its parameter before it",
            cmdlet_->rule);
  }
}

/// What documents leave out: refused under STRICT, supplied under DOC_ALIAS where that is possible.
void Binder::supply_omissions() {
  using Supply = DocumentedOmission::Supply;
  for (const DocumentedOmission& omission : documented_omissions()) {
    if (omission.cmdlet != cmdlet_->name || has(omission.missing)) continue;
    if (!omission.given.empty() && !has(omission.given)) continue;
    const int position = position_of(omission.missing);
    const std::string name = "-" + std::string(omission.missing);
    if (strict() || omission.supply == Supply::kNothing) {
      refuse(ErrorCode::kParamMissing, omission.rule, name + " is missing");
      continue;
    }
    CommandParameter supplied;
    supplied.name = std::string(omission.missing);
    supplied.mark = bound_.source.mark;
    supplied.has_value = omission.supply != Supply::kSwitch;
    supplied.value = std::string(omission.value);
    if (omission.supply == Supply::kPrimaryOfMirror) {
      const int given = position_of(omission.given);
      supplied.value =
          primary_of_mirror(topology_, bound_.find(static_cast<std::uint8_t>(given))->text);
      if (supplied.value.empty()) continue;
    }
    warn(omission.rule, supplied.mark,
         name + " is missing; " + (supplied.has_value ? name + " " + supplied.value : name) +
             " is supplied");
    bind_as(position, supplied);
  }
}

void Binder::check_mandatory() {
  for (const ParameterDefinition& definition : cmdlet_->parameters) {
    if (!definition.mandatory || has(definition.name)) continue;
    mistake("FD1042", bound_.source.mark,
            std::string(cmdlet_->name) + " calls for -" + std::string(definition.name),
            cmdlet_->rule);
  }
}

void Binder::check_sets() {
  std::vector<GivenParameter> given;
  for (std::size_t i = 0; i < cmdlet_->parameters.size(); ++i) {
    const std::string_view name = cmdlet_->parameters[i].name;
    if (!has(name)) continue;
    const Argument* argument = bound_.find(static_cast<std::uint8_t>(i));
    given.push_back({name, argument == nullptr ? std::string_view() : argument->text});
  }
  for (const SetFinding& finding : check_parameter_sets(cmdlet_->name, given)) {
    if (finding.missing) {
      mistake("FD1042", bound_.source.mark, std::string(cmdlet_->name) + " " + finding.words,
              cmdlet_->rule);
    } else {
      refuse(ErrorCode::kParamSet, cmdlet_->rule, finding.words);
    }
  }
}

void Binder::read_shared() {
  bound_.what_if = has("WhatIf");
  bound_.force = has("Force");
}

std::optional<BoundCommand> Binder::bind() {
  parameters_ = bound_.source.parameters;
  positional_ = bound_.source.positional;
  if (!find_command()) return std::nullopt;
  for (const CommandParameter& parameter : parameters_) bind_typed(parameter);
  std::stable_sort(positional_.begin(), positional_.end(),
                   [](const auto& a, const auto& b) { return a.mark.column < b.mark.column; });
  for (const CommandParameter& argument : positional_) bind_positional(argument);
  if (!cmdlet_->not_modelled.empty()) {
    const std::string reason =
        std::string(cmdlet_->name) + ": " + std::string(cmdlet_->not_modelled);
    if (bound_.refused == ErrorCode::kOk) {
      diagnostics_.warning("FD1045", bound_.source.file, bound_.source.mark, reason,
                           std::string(cmdlet_->rule));
    }
    refuse(ErrorCode::kNotModelled, cmdlet_->rule, reason);
  } else {
    supply_omissions();
    // A refused line is refused whatever else it lacks.
    if (bound_.refused == ErrorCode::kOk) check_mandatory();
    if (bound_.refused == ErrorCode::kOk) check_sets();
  }
  if (failed_) return std::nullopt;
  read_shared();
  return std::move(bound_);
}

}  // namespace

std::optional<BoundCommand> bind_command(const Command& command, const Topology& topology,
                                         Personality personality, Diagnostics& diagnostics) {
  return Binder(command, topology, personality, diagnostics).bind();
}

}  // namespace firedrill
