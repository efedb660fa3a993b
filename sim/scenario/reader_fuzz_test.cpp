// Hostile files: bombs, garbage and random damage. Nothing may crash, hang or be accepted without
// having been understood; under the sanitizers this also shows that views do not outlive texts.
//
// Damage is drawn from a fixed linear congruential sequence, so a failure comes back.
#include <gtest/gtest.h>

#include <cstdint>

#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill::scenario_test {
namespace {

constexpr char kSample[] =
    "firedrill: 1\ntitle: x\ntopology: p\nstarts: \"10:00\"\nduration: 6h\nload: none\n"
    "parameters: {MA-06: 600s, quorumTable: B}\nprocedure:\n  - wait 12m\n"
    "  - wait until state of pool1 = FailedOver, at most 1h\n"
    "  - {run: \"Invoke-CsPoolFailover -PoolFqdn pool2.contoso.com\", fails with: E_NEXT_HOP}\n"
    "  - topology builder: mirror of pool1 = be1b.contoso.com witness w1\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\nfaults:\n"
    "  - 10:00 site Datacenter1 is lost\n  - 5m after step 3: pool pool1 is lost, back after 2h\n"
    "  - flapping: at 1h wan Datacenter1 - Datacenter2 is cut, back after 30s, 5 times every 2m\n"
    "  - {between: 1h and 2h, fault: sql-down, of: be1a}\n  - after fault 1: edge pool edge1 "
    "fails\n"
    "slips:\n  - step 1 is skipped\n  - step 5 names pool2 instead of pool1\n"
    "  - {slip: pause, step: 2, lasts: 20m}\n  - step 4 starts before step 3 ended\n"
    "expect:\n  - INV-25\n  - within 45m of fault 1: signed-out users of pool1 = 0\n"
    "  - {at end: principal of pool1/User is not mirror, under faults: true}\n"
    "may fail under faults:\n  - INV-84: because\n";

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_;
};

std::string damaged(std::string text, Draws& draws) {
  static const std::string kPieces[] = {":",  "- ",     "\"",    "'",     "{",        "}",  "[",
                                        "]",  ",",      "\n",    "  ",    "#",        "=",  "/",
                                        "of", "step",   "fault", "99999", "0",        "-1", "is",
                                        "<=", "at",     "10:00", "\\",    "\xC3\xBC", "1h", "<",
                                        ">",  "<pool>", "<x>",   "&a ",   "*a"};
  for (std::size_t edits = 1 + draws.below(4); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = draws.below(text.size());
    const std::size_t length = draws.below(12);
    if (draws.below(3) == 0) {
      text.erase(at, length);
    } else if (draws.below(2) == 0) {
      text.insert(at, text.substr(draws.below(text.size()), length));
    } else {
      text.replace(at, draws.below(3), kPieces[draws.below(std::size(kPieces))]);
    }
  }
  return text;
}

TEST(ScenarioFuzz, SurvivesRandomDamageAndNeverAcceptsInSilence) {
  Draws draws(20130415);
  int accepted = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = damaged(kSample, draws);
    Diagnostics diagnostics;
    const auto scenario = read(text, diagnostics);
    ASSERT_NE(scenario.has_value(), diagnostics.has_errors()) << text;
    for (const Diagnostic& one : diagnostics.sorted()) {
      EXPECT_FALSE(one.code.empty());
      EXPECT_FALSE(one.message.empty());
    }
    if (!scenario) continue;
    ++accepted;
    Diagnostics again;
    EXPECT_TRUE(read(write_scenario(*scenario), again))
        << text << write_scenario(*scenario) << messages(again);
  }
  EXPECT_GT(accepted, 10) << "damage that small must leave some scenarios whole";
}

constexpr char kPart[] =
    "firedrill: 1\ntopology: p\nload: none\nmatrix:\n  pool: [pool1, pool2]\n  after: [never, 2h]\n"
    "faults:\n  - at 1h pool <pool> is lost, back after <after>\n";
constexpr char kFile[] =
    "firedrill: 1\ninclude: [part.yaml]\nmatrix:\n  wait: [1m, 2m]\n  after: [3h]\n"
    "procedure:\n  - wait <wait>\n"
    "  - Invoke-CsPoolFailover -PoolFqdn <pool>.contoso.com -DisasterMode\n"
    "expect:\n  - within 45m of fault 1: signed-out users of <pool> = 0\n";

TEST(ScenarioFuzz, SurvivesDamageOfPartsAndMatrices) {
  Draws draws(20130416);
  int accepted = 0;
  for (int i = 0; i < 400; ++i) {
    const bool of_part = i % 2 == 1;
    const ScenarioSource source{"drill.yaml",
                                of_part ? kFile : damaged(kFile, draws),
                                {{"part.yaml", of_part ? damaged(kPart, draws) : kPart}},
                                kPair};
    Diagnostics diagnostics;
    const auto cases = read_scenario_source(source, {}, diagnostics);
    ASSERT_NE(cases.empty(), !diagnostics.has_errors())
        << source.text << source.included[0].text << messages(diagnostics);
    for (const Scenario& one : cases) {
      ++accepted;
      Diagnostics again;
      EXPECT_TRUE(read(write_scenario(one), again)) << write_scenario(one) << messages(again);
    }
  }
  EXPECT_GT(accepted, 10) << "damage that small must leave some cases whole";
}

void expect_refused(const std::string& text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(text, diagnostics)) << text.substr(0, 80);
  EXPECT_TRUE(diagnostics.has_errors()) << text.substr(0, 80);
}

TEST(ScenarioFuzz, RefusesBombsAndGarbage) {
  const std::string head = "firedrill: 1\ntopology: p\n";
  expect_refused("");
  expect_refused("firedrill");
  expect_refused("- firedrill: 1\n");
  expect_refused(std::string("firedrill: 1\0", 13));
  expect_refused(std::string(100'000, '['));
  expect_refused(head + "procedure:\n  - wait " + std::string(1'000'000, '9') + "m\n");
  expect_refused(head + "faults:\n  - at 1h " + std::string(1'000'000, ',') + "\n");
  expect_refused(head + "faults:\n  - at 1h pool pool1 is lost, 1001 times every 1h\n");
  expect_refused(head + "faults:\n  - at 99999h pool pool1 is lost, 5 times every 999999999d\n");
  expect_refused(head + "seed: 18446744073709551616\n");
  expect_refused(head + "users: 0\n");
  expect_refused(head + "users: 1000001\n");
  expect_refused(head + "duration: 0s\n");
  expect_refused(head + "duration: 99999d\n");
  std::string many = head + "faults:\n";
  for (int i = 0; i < 10'001; ++i) many += "  - at 1h pool pool1 is lost\n";
  expect_refused(many);
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += (i > 0 ? ", *" : "*") + before;
    bomb += "]\n";
  }
  expect_refused(head + bomb);
}

TEST(ScenarioFuzz, RefusesElevenThousandFaultsMadeOfFlapping) {
  std::string text = "firedrill: 1\ntopology: p\nfaults:\n";
  for (int i = 0; i < 11; ++i) {
    text += "  - flapping: at 1s pool pool1 is lost, back after 1s, 1000 times every 2s\n";
  }
  expect_refused(text);
}

}  // namespace
}  // namespace firedrill::scenario_test
