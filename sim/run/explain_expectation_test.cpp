// What `explain --expectation` tells is how things stood when the time was up, not at the end.
#include "sim/run/explain_expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace firedrill {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string explained(std::size_t number) {
  std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
  std::stringstream topology;
  topology << file.rdbuf();
  Diagnostics diagnostics;
  const auto scenario = read_scenario_text(
      "firedrill: 1\ntopology: pair.yaml\nduration: 3h\nfaults:\n"
      "  - at 30m pool pool1.contoso.com is lost, back after 1h\nprocedure:\n"
      "  - wait until state of pool1 is FailedOver, at most 2h\nexpect:\n"
      "  - within 20m of fault 1: regular users of pool1 = all\n"
      "  - within 30m of fault 1: state of pool1 = FailedOver\n"
      "  - at end: regular users = all\n  - never: regular users < 30\n  - INV-01\n",
      "drill.yaml", topology.str(), {}, diagnostics);
  World world;
  build_world(scenario.value(), world);
  return explain_expectation(*scenario, world, number);
}

TEST(ExplainExpectation, TellsOfAUserAsTheDeadlinePassed) {
  const std::string text = explained(1);
  EXPECT_THAT(text, HasSubstr("its time was up at 00:50:00\n"));
  EXPECT_THAT(text, HasSubstr(" is in resiliency mode at 00:50:00\n"));
  EXPECT_THAT(text, HasSubstr("because pool pool1 lost"));
  EXPECT_THAT(text, Not(HasSubstr("at the end"))) << "there all have service again";
  EXPECT_THAT(text, Not(HasSubstr("01:")));
}

TEST(ExplainExpectation, TellsOfTheProcedureWhereNoUsersAreCounted) {
  const std::string text = explained(2);
  EXPECT_THAT(text, HasSubstr("its time was up at 01:00:00\n"));
  EXPECT_THAT(text, HasSubstr("the procedure was at step 1 then: wait until state of pool1"));
}

TEST(ExplainExpectation, StopsInTheInstantInWhichAConditionIsBroken) {
  EXPECT_THAT(explained(4), HasSubstr(" is signed out at 00:30:00\n"));
}

TEST(ExplainExpectation, HasNothingToSayOfWhatIsMetOrARule) {
  EXPECT_EQ(explained(3), "");
  EXPECT_EQ(explained(5), "");
  EXPECT_EQ(explained(0), "");
  EXPECT_EQ(explained(6), "");
}

}  // namespace
}  // namespace firedrill
