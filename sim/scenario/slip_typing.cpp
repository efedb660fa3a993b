// What is typed by mistake. The line of the step is changed as a text and read again, by the reader
// and binder of every other line: so it is refused, or warned of, exactly as if typed.
#include <algorithm>

#include "sim/cmdlets/command_reader.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/parameter_names.hpp"
#include "sim/cmdlets/table.hpp"
#include "sim/scenario/reader_slips.hpp"
#include "sim/scenario/reader_steps.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

using reading::ComponentKind;
using reading::same_word;

constexpr ComponentKind kNamedKinds[] = {ComponentKind::kPool, ComponentKind::kEdgePool,
                                         ComponentKind::kSql, ComponentKind::kFrontEnd,
                                         ComponentKind::kEdgeServer};

bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

/// Where `name` stands in `text` as a whole name, or npos.
std::size_t find_name(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; !name.empty() && at + name.size() <= text.size(); ++at) {
    const std::size_t end = at + name.size();
    if ((at > 0 && in_name(text[at - 1])) || (end < text.size() && in_name(text[end]))) continue;
    if (same_word(text.substr(at, name.size()), name)) return at;
  }
  return std::string_view::npos;
}

std::string_view first_label(std::string_view name) {
  return name.substr(0, name.find('.'));
}

bool same_component(std::string_view name, std::string_view written) {
  return same_word(name, written) || same_word(first_label(name), written);
}

/// Adds the name where the text has it, in full or by its first label.
void keep_name(std::string_view text, ComponentKind kind, const std::string& name,
               std::vector<NameInStep>& out) {
  std::size_t length = name.size();
  std::size_t at = find_name(text, name);
  if (at == std::string_view::npos) {
    length = first_label(name).size();
    at = find_name(text, first_label(name));
  }
  const bool known =
      std::any_of(out.begin(), out.end(), [&](const NameInStep& one) { return one.offset == at; });
  if (at != std::string_view::npos && !known) out.push_back({kind, name, at, length});
}

/// The component that an argument names, by the kind of value that the parameter takes.
void keep_argument(const StepSpec& step, const Argument& argument, const Topology& topology,
                   std::vector<NameInStep>& out) {
  if (argument.number < 0) return;
  const auto keep = [&](ComponentKind kind, std::int64_t index) {
    std::string name = reading::component_name(topology, kind, static_cast<Index>(index));
    if (kind == ComponentKind::kSql) name = name.substr(0, name.find('\\'));
    keep_name(step.text, kind, name, out);
  };
  switch (argument.kind) {
    case ValueKind::kPool:
    case ValueKind::kPoolService:
      return keep(ComponentKind::kPool, argument.number);
    case ValueKind::kEdgePool:
      return keep(ComponentKind::kEdgePool, argument.number);
    case ValueKind::kSqlServer:
      return keep(ComponentKind::kSql, argument.number);
    case ValueKind::kComputer:
      if (argument.number < kEdgeComputerBase) {
        return keep(ComponentKind::kFrontEnd, argument.number);
      }
      return keep(ComponentKind::kEdgeServer, argument.number - kEdgeComputerBase);
    default:
      return;
  }
}

const CmdletDefinition* cmdlet_of(const StepSpec& step) {
  const bool shell = step.kind == StepSpec::Kind::kCommand && !step.command.source.name.empty() &&
                     reading::manual_sentence(step.command.source).empty();
  return shell ? &cmdlet_table()[step.command.cmdlet] : nullptr;
}

/// Where the switch stands in the line, its blank and whatever hangs on it included.
struct Span {
  std::size_t offset = std::string_view::npos;
  std::size_t length = 0;
};
Span find_switch(const StepSpec& step, const CmdletDefinition& cmdlet, int position) {
  const std::string_view text = step.text;
  for (const CommandParameter& parameter : step.command.source.parameters) {
    if (match_parameter(cmdlet, parameter.name).position != position) continue;
    for (std::size_t at = text.find(' '); at < text.size(); at = text.find(' ', at + 1)) {
      const std::size_t dash = dash_length(text, at + 1);
      const std::string_view word = text.substr(at + 1, text.find(' ', at + 1) - at - 1);
      if (dash == 0 || word.size() < dash) continue;
      if (!same_word(word.substr(dash, word.find(':') - dash), parameter.name)) continue;
      return {at, word.size() + 1};
    }
  }
  return {};
}

}  // namespace

std::vector<NameInStep> names_in(const StepSpec& step, const Topology& topology) {
  std::vector<NameInStep> out;
  if (step.kind == StepSpec::Kind::kCommand) {
    for (const Argument& argument : step.command.arguments) {
      keep_argument(step, argument, topology, out);
    }
  } else if (step.kind == StepSpec::Kind::kWaitUntil) {
    for (const ComponentKind kind : kNamedKinds) {
      for (const std::string& name : names_of_kind(topology, kind)) {
        keep_name(step.text, kind, name, out);
      }
    }
  }
  std::sort(out.begin(), out.end(),
            [](const NameInStep& a, const NameInStep& b) { return a.offset < b.offset; });
  return out;
}

std::vector<std::string> names_of_kind(const Topology& topology, ComponentKind kind) {
  std::vector<std::string> out;
  const auto keep = [&](std::string_view name) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
  };
  switch (kind) {
    case ComponentKind::kPool:
      for (const Pool& one : topology.pools) keep(one.fqdn);
      break;
    case ComponentKind::kEdgePool:
      for (const EdgePool& one : topology.edge_pools) keep(one.fqdn);
      break;
    case ComponentKind::kSql:
      for (const SqlInstance& one : topology.sql_instances) keep(one.server_fqdn);
      break;
    case ComponentKind::kFrontEnd:
      for (const FrontEnd& one : topology.front_ends) keep(one.fqdn);
      break;
    case ComponentKind::kEdgeServer:
      for (const EdgeServer& one : topology.edge_servers) keep(one.fqdn);
      break;
    case ComponentKind::kSite:
    case ComponentKind::kFileStore:
      break;
  }
  return out;
}

std::vector<SwitchOfStep> switches_of(const StepSpec& step) {
  std::vector<SwitchOfStep> out;
  const CmdletDefinition* cmdlet = cmdlet_of(step);
  if (cmdlet == nullptr) return out;
  for (std::size_t i = 0; i < cmdlet->parameters.size(); ++i) {
    const ParameterDefinition& one = cmdlet->parameters[i];
    if (one.kind != ValueKind::kSwitch) continue;
    const Span place = find_switch(step, *cmdlet, static_cast<int>(i));
    out.push_back({one.name, place.offset != std::string_view::npos});
  }
  return out;
}

namespace reading {
namespace {

bool does_not_fit(const ReadingContext& context, Mark mark, const std::string& why) {
  context.error(code::kSlipDoesNotFit, mark, why);
  return false;
}

/// The line is read again; what else the step says (waits, what it must fail with) stays.
bool type(const ReadingContext& context, const StepSpec& step, const std::string& line,
          SlipSpec& out) {
  Diagnostics found;
  ReadingContext typing = context;
  typing.diagnostics = &found;
  StepSpec typed = read_step_line(typing, Text{line, step.mark, false});
  for (const Diagnostic& one : found.sorted()) {
    if (one.severity != Severity::kError) continue;
    return does_not_fit(
        context, out.mark,
        "the step cannot be typed like that: " + in_quotes(line) + ": " + one.message);
  }
  typed.wait = step.wait;
  typed.expected_refusal = step.expected_refusal;
  typed.expected_rule = step.expected_rule;
  typed.retry_every = step.retry_every;
  typed.retries = step.retries;
  out.typed = std::move(typed);
  return true;
}

bool type_name(const ReadingContext& context, const StepSpec& step, WrittenSlip& slip) {
  const std::vector<NameInStep> names = names_in(step, *context.topology);
  const auto right = std::find_if(names.begin(), names.end(), [&](const NameInStep& one) {
    return same_component(one.name, slip.instead_of.view);
  });
  if (right == names.end()) {
    std::vector<std::string> all;
    for (const NameInStep& one : names) all.push_back(one.name);
    return does_not_fit(context, slip.instead_of.mark,
                        "the step does not name " + in_quotes(slip.instead_of.view) +
                            (all.empty() ? std::string("; it names no server or pool")
                                         : "; it names " + joined(all, "and")));
  }
  const std::vector<std::string> kind = names_of_kind(*context.topology, right->kind);
  const auto wrong = std::find_if(kind.begin(), kind.end(), [&](const std::string& one) {
    return same_component(one, slip.name.view);
  });
  if (wrong == kind.end()) {
    context.error(code::kNoSuchComponent, slip.name.mark,
                  "no " + std::string(component_word(right->kind)) + ' ' +
                      in_quotes(slip.name.view) + suggestion(slip.name.view, kind));
    return false;
  }
  if (*wrong == right->name) {
    return does_not_fit(context, slip.name.mark, "this is the name that the step has");
  }
  slip.spec.name = *wrong;
  slip.spec.instead_of = right->name;
  std::string line = step.text;
  line.replace(right->offset, right->length, *wrong);
  return type(context, step, line, slip.spec);
}

bool type_switch(const ReadingContext& context, const StepSpec& step, WrittenSlip& slip) {
  std::string_view name = slip.name.view;
  name.remove_prefix(std::min(dash_length(name, 0), name.size()));
  const CmdletDefinition* cmdlet = cmdlet_of(step);
  const std::vector<SwitchOfStep> switches = switches_of(step);
  const auto one = std::find_if(switches.begin(), switches.end(), [&](const SwitchOfStep& each) {
    return same_word(each.name, name);
  });
  if (one == switches.end()) {
    std::vector<std::string> known;
    for (const SwitchOfStep& each : switches) known.push_back('-' + std::string(each.name));
    return does_not_fit(context, slip.name.mark,
                        cmdlet == nullptr
                            ? "only a cmdlet has switches"
                            : std::string(cmdlet->name) + " has no switch " +
                                  in_quotes(slip.name.view) + suggestion(slip.name.view, known));
  }
  slip.spec.name = std::string(one->name);
  if (one->given == slip.spec.added) {
    return does_not_fit(context, slip.name.mark,
                        "the step has -" + slip.spec.name +
                            (one->given ? " already" : " nowhere, so it cannot be left out"));
  }
  std::string line = step.text;
  if (slip.spec.added) {
    line += " -" + slip.spec.name;
  } else {
    const Span place = find_switch(step, *cmdlet, position_of_parameter(*cmdlet, one->name));
    line.erase(place.offset, place.length);
  }
  return type(context, step, line, slip.spec);
}

}  // namespace

bool read_typed_step(const ReadingContext& context, const StepSpec& step, WrittenSlip& slip) {
  // A step with a mistake of its own has been reported; there is no line to change.
  const bool unread = step.kind == StepSpec::Kind::kCommand && step.command.source.name.empty();
  if (context.topology == nullptr || unread) return false;
  if (slip.spec.kind == SlipKind::kWrongName) return type_name(context, step, slip);
  if (slip.spec.kind == SlipKind::kWrongSwitch) return type_switch(context, step, slip);
  return true;
}

}  // namespace reading

}  // namespace firedrill
