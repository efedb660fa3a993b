// What is written reads back to the same plan.
#include "sim/scenario/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/condition.hpp"
#include "sim/scenario/reader_test_topology.hpp"

namespace firedrill::scenario_test {
namespace {

constexpr char kEverything[] =
    "firedrill: 1\n"
    "title: \"Ann: 'quotes' \\\"and\\\" # more\"\n"
    "description: |\n"
    "  Two\n"
    "  lines\n"
    "topology: topologies/pair.yaml\n"
    "seed: 42\n"
    "starts: \"10:00\"\n"
    "duration: 5h30m\n"
    "cmdlets: strict\n"
    "load: {contact changes per user per day: 0.125, conference concurrency: 2.5%}\n"
    "parameters: {MA-06: 600s, quorumTable: B}\n"
    "administrators:\n"
    "  - name: Ann\n"
    "    at: Branch office\n"
    "    starts: 10:10\n"
    "    groups: [CsAdministrator, RTCUniversalServerAdmins]\n"
    "    on refusal: stop\n"
    "    procedure:\n"
    "      - wait 12m\n"
    "      - wait until state of pool1 = FailedOver, at most 1h\n"
    "      - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
    "      - {run: Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com, repeat every: 1m, at most: "
    "5}\n"
    "      - {run: 'Get-CsUser -Filter {HomeServer -eq \"x: y\"}', fails with: E_NEXT_HOP}\n"
    "  - name: Ben\n"
    "    procedure:\n"
    "      - topology builder: mirror of pool2 = be1b.contoso.com witness w1\n"
    "      - {topology builder: publish, fails with: INV-43}\n"
    "      - bootstrapper on pool1\n"
    "      - deployment wizard on edge1a\n"
    "      - restart front ends of pool1\n"
    "      - remove witness of pool1 in SQL\n"
    "  - {name: Cid, procedure: []}\n"
    "faults:\n"
    "  - 10:30 site Branch office is lost\n"
    "  - between 11:00 and 12:00 sql be1a is lost, back after 30m\n"
    "  - 5m after step 3 of Ann: wan Datacenter1 - Datacenter2 is cut, back after 2h\n"
    "  - 30s after fault 1: front end fe1a is lost\n"
    "  - after state of pool1 = FailedOver: pool pool2 is lost\n"
    "  - 2m after signed-out users > 3: edge pool edge1 is lost\n"
    "  - at 1h file store of pool1 is lost with its content\n"
    "  - at 1h backup service of pool1 stops\n"
    "  - at 1h backup service of fe2b stops\n"
    "  - at 1h mirroring of pool1 is suspended\n"
    "  - at 1h log disk of be1a is full\n"
    "  - at 1h cms database is lost\n"
    "  - at 1h next 2 failbacks of pool1 fail hydration\n"
    "  - at 1h edge server edge1b is lost\n"
    "  - flapping: at 1h pool pool2 is lost, back after 30s, 3 times every 2m\n"
    "  - after fault 15: pool pool1 is lost\n"
    "slips:\n"
    "  - step 1 of Ann is skipped\n"
    "  - step 3 of Ann names pool2 instead of pool1\n"
    "  - {slip: wrong-switch, step: 4 of Ann, with: -DisasterMode}\n"
    "  - 90s pause before step 1 of Ben\n"
    "  - a second administrator starts 0s later at step 2 of Ben\n"
    "expect:\n"
    "  - INV-25\n"
    "  - {rule: INV-26, under faults: true}\n"
    "  - at end: principal of pool1/User = mirror\n"
    "  - {always: backlog/DataConf < 5, under faults: yes}\n"
    "  - never: master = none\n"
    "  - within 45m of fault 1: regular users = all\n"
    "  - within 45m of step 2 of Ben: sync interval = 90s\n"
    "  - within 45m of 11:00: state of pool1 is not Active\n"
    "  - after step 1 of Ann: next hop of edge1 = pool2\n"
    "expected to fail: [INV-05, E_NEXT_HOP]\n"
    "may fail under faults: [{INV-84: \"because: of that\"}]\n"
    "order:\n  - at 10m: backup-cycle 3, actor 0\n"
    "judge: under faults\n";

std::string show(const Condition& c) {
  return std::to_string(c.quantity) + ',' + std::to_string(c.entity) + ',' + std::to_string(c.sub) +
         ',' + std::to_string(static_cast<int>(c.comparison)) + ',' + std::to_string(c.value);
}

std::string show(const Trigger& t) {
  return std::to_string(static_cast<int>(t.kind)) + ' ' + std::to_string(t.at.count()) + ' ' +
         std::to_string(t.latest.count()) + ' ' + std::to_string(t.reference) + ' ' +
         std::to_string(t.actor) + ' ' + std::to_string(t.delay.count()) + ' ' + show(t.condition);
}

std::string show(const BoundCommand& c) {
  std::string out = std::to_string(c.cmdlet) + ' ' + c.refusal_rule;
  for (const Argument& a : c.arguments) {
    out += " [" + std::to_string(a.parameter) + ' ' + std::to_string(a.number) + ' ' + a.text + ']';
  }
  return out;
}

/// The plan as lines: everything that a run reads, nothing of wording and places.
std::string plan_of(const Scenario& s) {
  std::string out =
      s.title + '|' + s.description + '|' + std::to_string(s.seed) + '|' +
      std::to_string(s.duration.count()) + '|' + std::to_string(s.clock_start.count()) + '|' +
      std::to_string(static_cast<int>(s.personality)) + '|' + s.topology_text + '|' +
      std::to_string(s.load.enabled) + std::to_string(s.load.contact_changes_per_day_milli) + '|' +
      std::to_string(s.load.conference_concurrency_permille) + '|' +
      std::to_string(s.load.content_permille) + '\n';
  for (const auto& [name, value] : s.parameters) out += name + '=' + value + '\n';
  for (const FaultSpec& f : s.faults) {
    out += "fault " + std::to_string(static_cast<int>(f.kind)) + ' ' + std::to_string(f.entity) +
           ' ' + show(f.trigger) + ' ' + std::to_string(f.has_repair) + ' ' +
           std::to_string(f.repair_after.count()) + ' ' + std::to_string(f.lose_content) + ' ' +
           std::to_string(f.count) + '\n';
  }
  for (const SlipSpec& slip : s.slips) {
    out += "slip " + std::to_string(static_cast<int>(slip.kind)) + ' ' +
           std::to_string(slip.actor) + ' ' + std::to_string(slip.step) + ' ' +
           std::to_string(slip.duration.count()) + ' ' + slip.name + ' ' + slip.instead_of + ' ' +
           std::to_string(slip.added) + ' ' + show(slip.typed.command) + '\n';
  }
  for (const ActorSpec& a : s.actors) {
    out += a.name + ' ' + std::to_string(a.site) + ' ' + std::to_string(a.starts_at.count()) + ' ' +
           std::to_string(a.stop_at_refusal);
    for (const std::string& group : a.groups) out += ' ' + group;
    out += '\n';
    for (const StepSpec& t : a.steps) {
      out += "  step " + std::to_string(static_cast<int>(t.kind)) + ' ' + show(t.command) + ' ' +
             std::to_string(t.wait.count()) + ' ' + show(t.condition) + ' ' +
             std::to_string(static_cast<int>(t.expected_refusal)) + t.expected_rule + ' ' +
             std::to_string(t.retry_every.count()) + ' ' + std::to_string(t.retries) + '\n';
    }
  }
  for (const ExpectationSpec& e : s.expectations) {
    out += "expect " + std::to_string(static_cast<int>(e.kind)) + ' ' + e.rule + ' ' +
           show(e.condition) + ' ' + std::to_string(e.within.count()) + ' ' + show(e.from) + ' ' +
           std::to_string(e.step) + ' ' + std::to_string(e.actor) + ' ' +
           std::to_string(e.under_faults) + '\n';
  }
  for (const std::string& name : s.expected_to_fail) out += name + '\n';
  for (const auto& known : s.may_fail_under_faults) out += known.rule + ' ' + known.because + '\n';
  for (const PinnedOrder& order : s.orders) {
    out += "order " + std::to_string(order.at.count());
    for (const PinnedEvent& event : order.events) {
      out += ' ' + std::to_string(event.kind) + '/' + std::to_string(event.entity);
    }
    out += '\n';
  }
  out += s.judged_under_faults ? "under faults\n" : "as written\n";
  return out;
}

TEST(ScenarioWriter, WritesWhatReadsBackToTheSamePlan) {
  Diagnostics diagnostics;
  const auto first = read(kEverything, diagnostics);
  ASSERT_TRUE(first) << messages(diagnostics);
  const std::string written = write_scenario(*first);
  Diagnostics again;
  const auto second = read(written, again);
  ASSERT_TRUE(second) << written << messages(again);
  EXPECT_EQ(plan_of(*first), plan_of(*second)) << written;
  EXPECT_EQ(write_scenario(*second), written) << "what is canonical stays as it is";
}

TEST(ScenarioWriter, StaysSmallForASmallScenario) {
  Diagnostics diagnostics;
  auto scenario = read(
      "firedrill: 1\ntitle: Small\ntopology: pair.yaml\n"
      "faults: [at 1h site Datacenter1 is lost, at 2h pool pool2 is lost]\n"
      "procedure: [wait 12m]\n",
      diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  scenario->faults.pop_back();
  EXPECT_EQ(write_scenario(*scenario),
            "firedrill: 1\n"
            "title: Small\n"
            "topology: pair.yaml\n"
            "seed: 1\n"
            "duration: 6h\n"
            "users: 20\n"
            "population: 20000\n"
            "faults:\n"
            "  - at 1h: site Datacenter1 is lost\n"
            "administrator: Datacenter2\n"
            "procedure:\n"
            "  - wait 12m\n");
}

TEST(ScenarioWriter, NamesTheTopologyFromTheFolderItIsSavedTo) {
  Diagnostics diagnostics;
  auto scenario = read("firedrill: 1\ntopology: pair.yaml\n", diagnostics);
  ASSERT_TRUE(scenario);
  scenario->topology_file = "scenarios/topologies/pair.yaml";
  EXPECT_THAT(write_scenario_for(*scenario, "failures"),
              testing::HasSubstr("topology: ../scenarios/topologies/pair.yaml\n"));
}

}  // namespace
}  // namespace firedrill::scenario_test
