// Writing scenarios. Everything is generated from the plan, not from the original wording, so that
// a scenario that was changed (a fault taken out, a time moved) is written as it now is.
#include "sim/scenario/writer.hpp"

#include <filesystem>
#include <system_error>

#include "sim/model/layout.hpp"
#include "sim/scenario/condition.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_names.hpp"
#include "sim/scenario/reader_steps.hpp"
#include "sim/scenario/reader_text.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill {
namespace {

using reading::ComponentKind;
using reading::condition_text;
using reading::duration_text;

/// Words that YAML readers take for something else than text.
bool is_reserved(std::string_view text) {
  for (const std::string_view word :
       {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}) {
    if (reading::same_word(text, word)) return true;
  }
  return text == "~";
}

/// A colon inside a word ("EdgeServer:edge1") opens no mapping; anything like a clock is quoted.
bool has_harmless_colons(std::string_view text) {
  const char first = text.front();
  const bool letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (!letter || at + 1 == text.size() || text[at + 1] == ' ') return false;
  }
  return true;
}

/// Only block style is written, where a comma means nothing.
bool is_plain(std::string_view text) {
  constexpr std::string_view kInside =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_./\\=<>!;%()+,:";
  constexpr std::string_view kNotAtFront = " -=<>!%,:";
  return !text.empty() && !is_reserved(text) &&
         text.find_first_not_of(kInside) == std::string_view::npos &&
         kNotAtFront.find(text.front()) == std::string_view::npos && text.back() != ' ' &&
         has_harmless_colons(text);
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += kHex[byte / 16];
      out += kHex[byte % 16];
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

std::string yaml_step(std::string_view action) {
  // The phrase as a key needs no quotes around its colon.
  for (const std::string_view phrase : {"topology builder: ", "external dns: ", "firewall: "}) {
    if (!action.starts_with(phrase)) continue;
    return std::string(phrase) + yaml_scalar(action.substr(phrase.size()));
  }
  return yaml_scalar(action);
}

namespace {

std::string clock_text(Duration clock) {
  const std::int64_t total = clock.count() / 1000;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string out = two(total / 3600) + ':' + two(total / 60 % 60);
  if (total % 60 != 0) out += ':' + two(total % 60);
  return out;
}

std::string milli_text(std::int64_t milli) {
  std::string out = std::to_string(milli / 1000);
  if (milli % 1000 == 0) return out;
  std::string fraction = std::to_string(1000 + milli % 1000).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return out + '.' + fraction;
}

std::string step_reference(const Scenario& scenario, std::uint8_t actor, std::int16_t step) {
  std::string out = "step " + std::to_string(step + 1);
  if (scenario.actors.size() > 1) out += " of " + scenario.actors[actor].name;
  return out;
}

std::string trigger_text(const Trigger& trigger, const Scenario& scenario) {
  const std::string delay = trigger.delay.count() == 0 ? "" : duration_text(trigger.delay) + ' ';
  switch (trigger.kind) {
    case Trigger::Kind::kAt:
      return "at " + duration_text(trigger.at);
    case Trigger::Kind::kBetween:
      return "between " + duration_text(trigger.at) + " and " + duration_text(trigger.latest);
    case Trigger::Kind::kAfterStep:
      return delay + "after " + step_reference(scenario, trigger.actor, trigger.reference);
    case Trigger::Kind::kAfterFault:
      return delay + "after fault " + std::to_string(trigger.reference + 1);
    case Trigger::Kind::kAfterAnyFault:
      return "after the last fault";
    case Trigger::Kind::kWhen: {
      const std::string condition = condition_text(trigger.condition, scenario.topology);
      return (delay.empty() ? "when " : delay + "after ") + condition;
    }
  }
  return {};
}

std::string name_of(const Scenario& scenario, ComponentKind kind, Index index) {
  return reading::component_name(scenario.topology, kind, index);
}

/// A file store by a pool that uses it, or by its share where none does.
std::string file_store_name(const Scenario& scenario, Index store) {
  for (const Pool& pool : scenario.topology.pools) {
    if (pool.file_store == store) return pool.fqdn;
  }
  return name_of(scenario, ComponentKind::kFileStore, store);
}

std::string sentence(const FaultSpec& fault, const Scenario& scenario) {
  const auto name = [&](ComponentKind kind) { return name_of(scenario, kind, fault.entity); };
  switch (fault.kind) {
    case FaultKind::kSite:
      return "site " + name(ComponentKind::kSite) + " is lost";
    case FaultKind::kWan: {
      const WanLink& link = scenario.topology.wan_links[static_cast<std::size_t>(fault.entity)];
      return "wan " + name_of(scenario, ComponentKind::kSite, link.site_a) + " - " +
             name_of(scenario, ComponentKind::kSite, link.site_b) + " is cut";
    }
    case FaultKind::kFrontEnd:
      return "front end " + name(ComponentKind::kFrontEnd) + " is lost";
    case FaultKind::kPool:
      return "pool " + name(ComponentKind::kPool) + " is lost";
    case FaultKind::kSql:
      return "sql " + name(ComponentKind::kSql) + " is lost";
    case FaultKind::kMirrorDesync: {
      const BackEnd& back_end = scenario.topology.back_ends[static_cast<std::size_t>(fault.entity)];
      return "mirroring of " + name_of(scenario, ComponentKind::kPool, back_end.pool) +
             " is suspended";
    }
    case FaultKind::kLogDiskFull:
      return "log disk of " + name(ComponentKind::kSql) + " is full";
    case FaultKind::kFileStore:
      return "file store of " + file_store_name(scenario, fault.entity) + " is lost" +
             (fault.lose_content ? " with its content" : "");
    case FaultKind::kCmsDatabase:
      return "cms database of " + name(ComponentKind::kPool) + " is lost";
    case FaultKind::kBackupService:
      return "backup service of " + name(ComponentKind::kPool) + " stops";
    case FaultKind::kBackupServer:
      return "backup service of " + name(ComponentKind::kFrontEnd) + " stops";
    case FaultKind::kHydration:
      return "next " + std::to_string(fault.count) + " failbacks of " + name(ComponentKind::kPool) +
             " fail hydration";
    case FaultKind::kEdgePool:
      return "edge pool " + name(ComponentKind::kEdgePool) + " is lost";
    case FaultKind::kEdgeServer:
      return "edge server " + name(ComponentKind::kEdgeServer) + " is lost";
    case FaultKind::kDnsDown:
      return fault.entity == 0 ? "internal dns is down" : "external dns is down";
    case FaultKind::kDnsWrong:
      return "dns record " +
             dns_name(scenario.topology, static_cast<DnsService>(fault.entity % kDnsServices),
                      static_cast<Index>(fault.entity / kDnsServices)) +
             " is wrong";
    case FaultKind::kCount:
      break;
  }
  return {};
}

/// The sentence behind the moment, options included.
std::string fault_sentence(const FaultSpec& fault, const Scenario& scenario) {
  std::string out = sentence(fault, scenario);
  if (fault.has_repair) out += ", back after " + duration_text(fault.repair_after);
  return out;
}

/// Builds the text line by line; every value passes through yaml_scalar().
class Lines {
 public:
  void pair(std::string_view key, std::string_view value) {
    raw(yaml_scalar(key) + ": " + yaml_scalar(value));
  }
  void raw(std::string_view line) { out_ += indent_ + std::string(line) + '\n'; }
  void deeper() { indent_ += "    "; }
  void back() { indent_.erase(0, 4); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::string indent_;
};

std::string step_action(const StepSpec& step, const Scenario& scenario) {
  switch (step.kind) {
    case StepSpec::Kind::kWait:
      return "wait " + duration_text(step.wait);
    case StepSpec::Kind::kWaitUntil:
      return "wait until " + condition_text(step.condition, scenario.topology) + ", at most " +
             duration_text(step.wait);
    case StepSpec::Kind::kCommand:
      break;
  }
  const std::string manual = reading::manual_sentence(step.command.source);
  return manual.empty() ? step.command.source.text : manual;
}

void write_step(Lines& lines, const StepSpec& step, const Scenario& scenario) {
  const std::string action = step_action(step, scenario);
  const bool refused = step.expected_refusal != ErrorCode::kOk || !step.expected_rule.empty();
  if (!refused && step.retry_every.count() == 0) {
    lines.raw("  - " + yaml_step(action));
    return;
  }
  lines.raw("  - run: " + yaml_scalar(action));
  lines.deeper();
  if (refused) {
    lines.pair("fails with", step.expected_rule.empty()
                                 ? std::string(error_name(step.expected_refusal))
                                 : step.expected_rule);
  }
  if (step.retry_every.count() != 0) {
    lines.pair("repeat every", duration_text(step.retry_every));
    lines.pair("at most", std::to_string(step.retries) + " times");
  }
  lines.back();
}

void write_steps(Lines& lines, const ActorSpec& actor, const Scenario& scenario) {
  if (actor.steps.empty()) {
    lines.raw("procedure: []");
    return;
  }
  lines.raw("procedure:");
  for (const StepSpec& step : actor.steps) write_step(lines, step, scenario);
}

void write_administrators(Lines& lines, const Scenario& scenario) {
  const auto& actors = scenario.actors;
  if (actors.empty()) return;
  const bool plain = actors.size() == 1 && actors[0].name == ActorSpec{}.name &&
                     actors[0].groups.empty() && actors[0].starts_at.count() == 0;
  if (plain) {
    if (actors[0].site != kNone) {
      lines.pair("administrator", name_of(scenario, ComponentKind::kSite, actors[0].site));
    }
    if (actors[0].stop_at_refusal) lines.pair("on refusal", reading::kRefusalWords[1]);
    write_steps(lines, actors[0], scenario);
    return;
  }
  lines.raw("administrators:");
  for (const ActorSpec& actor : actors) {
    lines.raw("  - name: " + yaml_scalar(actor.name));
    lines.deeper();
    if (actor.site != kNone) {
      lines.pair("at", name_of(scenario, ComponentKind::kSite, actor.site));
    }
    if (actor.starts_at.count() != 0) lines.pair("starts", duration_text(actor.starts_at));
    if (!actor.groups.empty()) {
      lines.raw("groups:");
      for (const std::string& group : actor.groups) lines.raw("  - " + yaml_scalar(group));
    }
    if (actor.stop_at_refusal) lines.pair("on refusal", reading::kRefusalWords[1]);
    write_steps(lines, actor, scenario);
    lines.back();
  }
}

std::string temporal_text(const ExpectationSpec& expectation, const Scenario& scenario) {
  switch (expectation.kind) {
    case ExpectationSpec::Kind::kRule:
      return "rule";
    case ExpectationSpec::Kind::kAlways:
      return "always";
    case ExpectationSpec::Kind::kNever:
      return "never";
    case ExpectationSpec::Kind::kAtEnd:
      return "at end";
    case ExpectationSpec::Kind::kAfterStep:
      return "after " + step_reference(scenario, expectation.actor, expectation.step);
    case ExpectationSpec::Kind::kWithin:
      break;
  }
  std::string out = "within " + duration_text(expectation.within);
  const Trigger& from = expectation.from;
  if (from.kind == Trigger::Kind::kAfterStep) {
    out += " of " + step_reference(scenario, from.actor, from.reference);
  } else if (from.kind == Trigger::Kind::kAfterFault) {
    out += " of fault " + std::to_string(from.reference + 1);
  } else if (from.kind == Trigger::Kind::kAfterAnyFault) {
    out += " of the last fault";
  } else if (from.at.count() != 0) {
    out += " of " + duration_text(from.at);
  }
  return out;
}

void write_expectations(Lines& lines, const Scenario& scenario) {
  if (!scenario.expectations.empty()) lines.raw("expect:");
  for (const ExpectationSpec& expectation : scenario.expectations) {
    const bool rule = expectation.kind == ExpectationSpec::Kind::kRule;
    if (rule && !expectation.under_faults) {
      lines.raw("  - " + yaml_scalar(expectation.rule));
      continue;
    }
    lines.raw("  - " + yaml_scalar(temporal_text(expectation, scenario)) + ": " +
              yaml_scalar(rule ? expectation.rule
                               : condition_text(expectation.condition, scenario.topology)));
    if (expectation.under_faults) lines.raw("    under faults: yes");
  }
  if (!scenario.expected_to_fail.empty()) {
    lines.raw("expected to fail:");
    for (const std::string& name : scenario.expected_to_fail) lines.raw("  - " + yaml_scalar(name));
  }
  if (!scenario.may_fail_under_faults.empty()) {
    lines.raw("may fail under faults:");
    for (const auto& known : scenario.may_fail_under_faults) {
      lines.raw("  - " + known.rule + ": " + yaml_scalar("because " + known.because));
    }
  }
  if (!scenario.orders.empty()) lines.raw("order:");
  for (const PinnedOrder& order : scenario.orders) {
    std::string events;
    for (const PinnedEvent& event : order.events) {
      if (!events.empty()) events += ", ";
      events += std::string(timer_name(static_cast<TimerKind>(event.kind))) + ' ' +
                std::to_string(event.entity);
    }
    lines.raw("  - at " + duration_text(order.at) + ": " + yaml_scalar(events));
  }
  if (scenario.judged_under_faults) {
    lines.raw("judge: " + std::string(reading::kJudgeWords[1]));
  }
}

/// The number that all pools share, which is how a scenario sets it; 0 where they differ and the
/// topology file says it.
std::int32_t shared_number(const Topology& topology, std::int32_t Pool::*member) {
  std::int32_t out = 0;
  for (const Pool& pool : topology.pools) {
    if (out != 0 && pool.*member != out) return 0;
    out = pool.*member;
  }
  return out;
}

void write_load(Lines& lines, const LoadSpec& load) {
  if (!load.enabled) {
    lines.pair("load", "none");
    return;
  }
  const LoadSpec documented;
  const auto differs = [&](auto member) { return load.*member != documented.*member; };
  lines.raw("load:");
  lines.deeper();
  if (differs(&LoadSpec::contact_changes_per_day_milli)) {
    lines.pair("contact changes per user per day", milli_text(load.contact_changes_per_day_milli));
  }
  if (differs(&LoadSpec::presence_publications_per_hour_milli)) {
    lines.pair("presence publications per hour",
               milli_text(load.presence_publications_per_hour_milli));
  }
  if (differs(&LoadSpec::conference_concurrency_permille)) {
    lines.pair("conference concurrency",
               milli_text(load.conference_concurrency_permille * 100) + "%");
  }
  if (differs(&LoadSpec::conference_length)) {
    lines.pair("conference length", duration_text(load.conference_length));
  }
  if (differs(&LoadSpec::content_permille)) {
    lines.pair("conferences with content", milli_text(load.content_permille * 100) + "%");
  }
  if (differs(&LoadSpec::sign_in_ramp)) {
    lines.pair("sign-in ramp", duration_text(load.sign_in_ramp));
  }
  if (differs(&LoadSpec::session_length)) {
    lines.pair("session length", duration_text(load.session_length));
  }
  lines.back();
}

void write_header(Lines& lines, const Scenario& scenario, const std::string& topology) {
  lines.pair("firedrill", reading::kFormatVersion);
  if (!scenario.title.empty()) lines.pair("title", scenario.title);
  if (!scenario.description.empty()) lines.pair("description", scenario.description);
  lines.pair("topology", topology);
  lines.pair("seed", std::to_string(scenario.seed));
  if (scenario.clock_start.count() != 0) lines.pair("starts", clock_text(scenario.clock_start));
  lines.pair("duration", duration_text(scenario.duration));
  if (scenario.personality == Personality::kStrict) {
    lines.pair("cmdlets", reading::kPersonalityWords[1]);
  }
  if (const auto users = shared_number(scenario.topology, &Pool::users); users > 0) {
    lines.pair("users", std::to_string(users));
  }
  if (const auto number = shared_number(scenario.topology, &Pool::population); number > 0) {
    lines.pair("population", std::to_string(number));
  }
  if (scenario.load != LoadSpec{}) write_load(lines, scenario.load);
  if (!scenario.parameters.empty()) {
    lines.raw("parameters:");
    lines.deeper();
    for (const auto& [name, value] : scenario.parameters) lines.pair(name, value);
    lines.back();
  }
}

std::string write(const Scenario& scenario, const std::string& topology) {
  Lines lines;
  write_header(lines, scenario, topology);
  if (!scenario.faults.empty()) lines.raw("faults:");
  for (const FaultSpec& fault : scenario.faults) {
    lines.raw("  - " + yaml_scalar(trigger_text(fault.trigger, scenario)) + ": " +
              yaml_scalar(fault_sentence(fault, scenario)));
  }
  if (!scenario.slips.empty()) lines.raw("slips:");
  for (const SlipSpec& slip : scenario.slips) {
    lines.raw("  - " + yaml_scalar(slip_text(slip, scenario)));
  }
  if (!scenario.mishaps.empty()) lines.raw("mishaps:");
  for (const MishapSpec& mishap : scenario.mishaps) {
    lines.raw("  - " + yaml_scalar(mishap_text(mishap, scenario)));
  }
  write_administrators(lines, scenario);
  write_expectations(lines, scenario);
  return lines.take();
}

}  // namespace

std::string write_scenario(const Scenario& scenario) {
  return write(scenario, scenario.topology_file);
}

std::string topology_reference(const std::string& topology_file, const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code ec;
  const fs::path topology = fs::absolute(topology_file, ec).lexically_normal();
  const fs::path relative =
      topology.lexically_relative(fs::absolute(folder, ec).lexically_normal());
  return relative.empty() ? topology_file : relative.generic_string();
}

std::string write_scenario_for(const Scenario& scenario, const std::string& folder) {
  return write(scenario, topology_reference(scenario.topology_file, folder));
}

std::string step_text(const StepSpec& step, const Scenario& scenario) {
  return step_action(step, scenario);
}

std::string expectation_text(const ExpectationSpec& expectation, const Scenario& scenario) {
  if (expectation.kind == ExpectationSpec::Kind::kRule) return expectation.rule;
  return temporal_text(expectation, scenario) + ": " +
         condition_text(expectation.condition, scenario.topology);
}

std::string fault_text(const FaultSpec& fault, const Scenario& scenario) {
  return trigger_text(fault.trigger, scenario) + ": " + fault_sentence(fault, scenario);
}

}  // namespace firedrill
