// What `mishaps:` reads and what it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace {

using scenario_test::messages;
using scenario_test::read;

constexpr char kDrill[] =
    "firedrill: 1\ntopology: p\nduration: 1h\n"
    "procedure:\n"
    "  - wait 2m\n"
    "  - run: Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
    "    repeat every: 5m\n"
    "    at most: 3 times\n"
    "mishaps:\n";

std::string mistake(const std::string& sentence) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(kDrill + ("  - " + sentence + "\n"), diagnostics)) << sentence;
  return messages(diagnostics);
}

TEST(Mishaps, AreReadWithTheirStepAndTry) {
  Diagnostics diagnostics;
  const auto scenario =
      read(std::string(kDrill) + "  - step 2 meets FLT-51\n  - step 2 meets flt-51 at try 3\n",
           diagnostics);
  ASSERT_TRUE(scenario) << messages(diagnostics);
  ASSERT_EQ(scenario->mishaps.size(), 2U);
  EXPECT_EQ(scenario->mishaps[0].question.mishap, Mishap::kPoolFailoverFails);
  EXPECT_EQ(scenario->mishaps[0].question.step, 1);
  EXPECT_EQ(scenario->mishaps[0].time, 1);
  EXPECT_EQ(scenario->mishaps[1].time, 3);
  const auto again = read(write_scenario(*scenario), diagnostics);
  ASSERT_TRUE(again) << write_scenario(*scenario) << messages(diagnostics);
  EXPECT_EQ(mishap_text(again->mishaps[1], *again), "step 2 meets FLT-51 at try 3");
}

TEST(Mishaps, ThatAStepCannotMeetAreMistakes) {
  EXPECT_THAT(mistake("step 1 meets FLT-51"), testing::HasSubstr("step 1 cannot meet FLT-51"));
  EXPECT_THAT(mistake("step 2 meets FLT-93"),
              testing::HasSubstr("which is of Reset-CsPoolRegistrarState"));
  EXPECT_THAT(mistake("step 2 meets FLT-52"), testing::HasSubstr("no mishap \"FLT-52\""));
  EXPECT_THAT(mistake("step 2 fails"), testing::HasSubstr("expected \"meets\""));
  EXPECT_THAT(mistake("step 2 meets FLT-51 at try 0"), testing::HasSubstr("at try 2"));
  EXPECT_THAT(mistake("FLT-51"), testing::HasSubstr("is no mishap"));
}

}  // namespace
}  // namespace firedrill
