// Time spans, numbers, truth values, enumerations, service names; entities are looked up elsewhere.
#include "sim/cmdlets/values.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "sim/cmdlets/aliases.hpp"
#include "sim/cmdlets/entities.hpp"
#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

// Names by which the service cmdlets know the Windows services of Lync; the first seven are those
// that the documented procedures use.
constexpr auto kServices = std::to_array<std::string_view>(
    {"RTCSRV",        "RTCRGS",     "RTCCPS",       "RTCCAA",     "RTCASMCU",      "LYNCBACKUP",
     "FabricHostSvc", "RTCATS",     "RTCAVMCU",     "RTCDATAMCU", "RTCIMMCU",      "RTCMEDSRV",
     "RTCPDPAUTH",    "RTCPDPCORE", "RTCDATAPROXY", "RTCMRAUTH",  "RTCMEDIARELAY", "RTCXMPPTP",
     "RTCXMPPTGW",    "RTCCLSAGT",  "RTCHA",        "REPLICA",    "MASTER",        "FTA"});

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

bool is_number(std::string_view text) {
  return parse_integer(text).has_value();
}

BoundValue mistake(std::string code, std::string problem) {
  BoundValue out;
  out.code = std::move(code);
  out.problem = std::move(problem);
  return out;
}

BoundValue refusal(ErrorCode code, std::string_view rule, std::string detail) {
  BoundValue out;
  out.refused = code;
  out.rule = std::string(rule);
  out.detail = std::move(detail);
  return out;
}

std::string print_span(std::int64_t ms) {
  auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::int64_t seconds = ms / 1000;
  const std::int64_t days = seconds / 86'400;
  std::string out = days > 0 ? std::to_string(days) + "." : "";
  return out + two(seconds / 3600 % 24) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

/// The table's range; beyond it what a document promises, under DOC_ALIAS and with a warning.
void check_range(const CmdletDefinition& cmdlet, const ParameterDefinition& parameter,
                 Personality personality, BoundValue& value) {
  if (parameter.minimum == 0 && parameter.maximum == 0) return;
  if (value.number >= parameter.minimum && value.number <= parameter.maximum) return;
  const bool is_span = parameter.kind == ValueKind::kTimeSpan;
  auto print = [&](std::int64_t n) { return is_span ? print_span(n) : std::to_string(n); };
  for (const DocumentedRange& range : documented_ranges()) {
    if (range.cmdlet != cmdlet.name || range.parameter != parameter.name ||
        value.number < parameter.minimum || value.number > range.maximum) {
      continue;
    }
    // Under STRICT a parameter of the scenario says which limit counts; the precondition asks it.
    if (personality != Personality::kDocAlias) return;
    value.rule = std::string(range.rule);
    value.warning = "-" + std::string(parameter.name) + " " + print(value.number) +
                    " is above the limit of the table, " + print(parameter.maximum) +
                    ", which its page calls " + print(range.maximum);
    return;
  }
  value.refused = ErrorCode::kValueRange;
  value.rule = std::string(parameter.range_rule);
  value.detail = "-" + std::string(parameter.name) + " takes " + print(parameter.minimum) + " to " +
                 print(parameter.maximum) + ", not " + print(value.number);
}

BoundValue bind_time_span(const ParameterDefinition& parameter, std::string_view text,
                          Personality personality) {
  BoundValue out;
  const std::string name = "-" + std::string(parameter.name);
  if (const auto ms = parse_time_span(text)) {
    out.number = *ms;
  } else if (is_number(text) && same_name(parameter.name, "WaitTime") &&
             personality == Personality::kDocAlias && *parse_integer(text) >= 0 &&
             *parse_integer(text) <= 1'000'000'000) {
    out.number = *parse_integer(text) * 1000;
    out.rule = "TRAP-70";
    out.warning = name + " " + std::string(text) +
                  " is taken for seconds, as its page describes it; the shell would count ticks, "
                  "so write " +
                  print_span(out.number);
  } else {
    const std::string why = is_number(text) ? ", a number without a unit" : "";
    return mistake("FD1043",
                   name + " takes a time span as hh:mm:ss (hours to 23) or d.hh:mm:ss, not \"" +
                       std::string(text) + "\"" + why);
  }
  out.text = print_span(out.number);
  return out;
}

BoundValue bind_enumeration(const CmdletDefinition& cmdlet, const ParameterDefinition& parameter,
                            std::string_view text) {
  BoundValue out;
  const DocumentedSpelling* known =
      find_spelling(SpellingPlace::kValue, cmdlet.name, parameter.name, text);
  if (known != nullptr && known->action == SpellingAction::kRefuse) {
    return refusal(known->strict, known->rule,
                   std::string(text) + " " + std::string(known->detail));
  }
  if (known != nullptr) {
    if (!known->detail.empty()) {
      out.rule = std::string(known->rule);
      out.warning = "-" + std::string(parameter.name) + " " + std::string(known->spelling) + " " +
                    std::string(known->detail);
    }
    text = known->canonical;
  }
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < parameter.values.size(); ++i) {
    if (same_name(parameter.values[i], text)) {
      candidates = {i};
      break;
    }
    if (!text.empty() && is_prefix(text, parameter.values[i])) candidates.push_back(i);
  }
  if (candidates.size() == 1) {
    out.number = static_cast<std::int64_t>(candidates.front());
    out.text = std::string(parameter.values[candidates.front()]);
    return out;
  }
  std::string list;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parameter.values.size(); ++i) {
    names.emplace_back(parameter.values[i]);
    list += (i == 0 ? "" : ", ") + names.back();
  }
  if (candidates.size() > 1) {
    return refusal(ErrorCode::kParamAmbiguous, cmdlet.rule,
                   "-" + std::string(parameter.name) + " " + std::string(text) +
                       " abbreviates more than one of " + list);
  }
  const std::string near = nearest_name(text, names);
  return mistake("FD1043",
                 "-" + std::string(parameter.name) + " has no value \"" + std::string(text) +
                     "\"; " +
                     (near.empty() ? "it takes one of " + list : "did you mean " + near + "?"));
}

bool names_a_service(const CmdletDefinition& cmdlet, const ParameterDefinition& parameter) {
  return parameter.name == "Name" && cmdlet.name.ends_with("-CsWindowsService");
}

BoundValue bind_service_name(const CmdletDefinition& cmdlet, std::string_view text) {
  BoundValue out;
  for (std::string_view service : kServices) {
    if (!same_name(service, text)) continue;
    out.text = std::string(service);
    return out;
  }
  return refusal(ErrorCode::kServiceUnknown, cmdlet.rule,
                 "\"" + std::string(text) + "\" is not a Windows service of Lync");
}

BoundValue bind_entity(const Topology& topology, const ParameterDefinition& parameter,
                       std::string_view text) {
  if (parameter.kind == ValueKind::kEdgePool && same_name(text, "$null")) {
    return mistake(
        "FD1021",
        "-" + std::string(parameter.name) +
            ": a route cannot be cleared, and need not be, since of all sites the one set last "
            "counts (TRAP-20); to change it, name the Edge pool that it is to lead to");
  }
  FoundEntity found = find_entity(topology, parameter.kind, text);
  if (!found.unmodelled.empty()) {
    return refusal(ErrorCode::kNotModelled, {}, std::move(found.unmodelled));
  }
  if (!found.ok()) {
    return mistake("FD1021", "-" + std::string(parameter.name) + ": " + found.problem);
  }
  BoundValue out;
  out.number = found.number;
  out.text = std::move(found.name);
  return out;
}

}  // namespace

std::optional<bool> parse_truth(std::string_view text) {
  if (text.starts_with('$')) text.remove_prefix(1);
  if (same_name(text, "true") || text == "1") return true;
  if (same_name(text, "false") || text == "0") return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_time_span(std::string_view text) {
  constexpr std::int64_t kDaysMax = 10'000'000;
  auto take = [&](std::int64_t limit) -> std::optional<std::int64_t> {
    std::size_t length = 0;
    while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
    const auto number = parse_integer(text.substr(0, length));
    if (!number || *number > limit) return std::nullopt;
    text.remove_prefix(length);
    return number;
  };
  std::int64_t days = 0;
  if (const std::size_t dot = text.find('.'); dot < text.find(':')) {
    const auto number = take(kDaysMax);
    if (!number || !text.starts_with('.')) return std::nullopt;
    days = *number;
    text.remove_prefix(1);
  }
  const auto hours_read = take(23);
  if (!hours_read || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  const auto minutes_read = take(59);
  if (!minutes_read) return std::nullopt;
  std::int64_t ms = ((days * 24 + *hours_read) * 60 + *minutes_read) * 60'000;
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    const auto seconds_read = take(59);
    if (!seconds_read) return std::nullopt;
    ms += *seconds_read * 1000;
    if (text.starts_with('.') && text.size() > 1) {
      text.remove_prefix(1);
      std::int64_t unit = 100;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        ms += (text.front() - '0') * unit;  // digits below a millisecond are worth nothing
        unit /= 10;
        text.remove_prefix(1);
      }
    }
  }
  if (!text.empty()) return std::nullopt;
  return ms;
}

BoundValue bind_value(const Topology& topology, const CmdletDefinition& cmdlet,
                      const ParameterDefinition& parameter, std::string_view text,
                      Personality personality) {
  BoundValue out;
  const std::string name = "-" + std::string(parameter.name);
  switch (parameter.kind) {
    case ValueKind::kSwitch:
    case ValueKind::kBoolean: {
      const auto truth = parse_truth(text);
      if (!truth) {
        return mistake("FD1043",
                       name + " takes $true or $false, not \"" + std::string(text) + "\"");
      }
      out.number = *truth ? 1 : 0;
      out.text = *truth ? "$true" : "$false";
      return out;
    }
    case ValueKind::kText:
      if (names_a_service(cmdlet, parameter)) return bind_service_name(cmdlet, text);
      out.text = std::string(text);
      return out;
    case ValueKind::kInteger: {
      const auto number = parse_integer(text);
      if (!number) {
        return mistake("FD1043", name + " takes a whole number, not \"" + std::string(text) + "\"");
      }
      out.number = *number;
      out.text = std::string(text);
      check_range(cmdlet, parameter, personality, out);
      return out;
    }
    case ValueKind::kTimeSpan:
      out = bind_time_span(parameter, text, personality);
      if (out.code.empty()) check_range(cmdlet, parameter, personality, out);
      return out;
    case ValueKind::kEnumeration:
      return bind_enumeration(cmdlet, parameter, text);
    default:
      return bind_entity(topology, parameter, text);
  }
}

}  // namespace firedrill
