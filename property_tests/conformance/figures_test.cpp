// The figures of the documentation and the defaults of the assumptions (rule book 8.1, 8.3, 8.4):
// each is a named parameter or setting, and its value stands here a second time.
#include <gtest/gtest.h>

#include <string>

#include "sim/model/parameters.hpp"
#include "sim/model/records.hpp"
#include "sim/rules/catalogue.hpp"
#include "sim/topology/topology.hpp"

namespace firedrill {
namespace {

struct Figure {
  const char* rule;
  const char* name;
  const char* value;
};
constexpr Figure kFigures[] = {
    {"MA-01", "failoverBase", "120s"},
    {"MA-01", "failoverPerUser", "42ms"},
    {"MA-02", "failbackBase", "180s"},
    {"MA-02", "failbackPerUser", "171ms"},
    {"MA-03", "cmsFailover", "180s"},
    {"MA-04", "mirrorAutomatic", "30s"},
    {"MA-05", "mirrorManual", "60s"},
    {"MA-06", "failbackDetectionInterval", "600s"},
    {"MA-08", "backEndRestored", "60s"},
    {"MA-09", "syncCycle", "5s"},
    {"MA-09", "syncBatchChanges", "100"},
    {"FLT-61", "syncBatchesPerCycle", "500"},
    {"FLT-61", "syncPackageKb", "102400"},
    {"MA-10", "signInSpread", "600s"},
    {"MA-12", "sqlWitnessRule", "VOTE"},
    {"MA-14", "routingGroupUsers", "1000"},
    {"MA-15", "secondaryPromotion", "10s"},
    {"MA-16", "resiliencyNewSessions", "survivable"},
    {"MA-17", "exportImport", "20s"},
    {"MA-18", "moveUsersPerSecond", "10"},
    {"MA-19", "publish", "60s"},
    {"MA-19", "replicaUpdate", "60s"},
    {"MA-20", "nextHopCheck", "topology"},
    {"MA-25", "failoverWaitTime", "1800s"},
    {"MA-26", "poolStart", "600s"},
    {"MA-26", "serviceStart", "30s"},
    {"MA-28", "manualStep", "120s"},
    {"MA-36", "frontEndReconnect", "60s"},
    {"MA-41", "plannedSyncTimeout", "proceed"},
    {"MA-45", "quorumTable", "A"},
    {"MA-46", "hydrationFailState", "FailingBack"},
    {"MA-47", "readsWithoutCms", "local"},
    {"MA-48", "dbForceRequired", "personality"},
    {"MA-49", "rgPrimaryOnly", "resiliency"},
    {"MA-51", "isolatedPool", "serves"},
    {"MA-54", "contentReturn", "explicit"},
    {"MA-56", "homeTail", "recovered"},
    {"MA-57", "poolStateDurable", "on"},
    {"8.4", "beLossRule", "30min"},
    {"8.4", "detectionMax", "84400s"},
    {"8.4", "steadyMeaning", "interval"},
    {"8.4", "lisReplicated", "false"},
};

TEST(Figures, DefaultsAreThoseOfTheRegister) {
  const Parameters defaults;
  for (const Figure& figure : kFigures) {
    const ParameterInfo* info = find_parameter(figure.name);
    ASSERT_NE(info, nullptr) << figure.name;
    EXPECT_EQ(info->assumption, figure.rule) << figure.name;
    EXPECT_EQ(print_parameter(*info, defaults.number(info->id)), figure.value) << figure.name;
  }
}

TEST(Figures, EveryParameterNamesARuleOfTheCatalogue) {
  for (const ParameterInfo& info : parameter_table()) {
    const bool section = info.assumption == "8.4" || info.assumption == "4.12";
    EXPECT_TRUE(section || find_rule(info.assumption) != nullptr) << info.name;
    EXPECT_FALSE(info.doc.empty()) << info.name;
  }
}

TEST(Figures, Num03_Num06_DurationsReachTheDocumentedBounds) {
  const Parameters p;
  const auto seconds_for = [&](ParameterId base, ParameterId per_user, std::int64_t users) {
    return (p.number(base) + p.number(per_user) * users) / 1000;
  };
  EXPECT_EQ(seconds_for(ParameterId::kFailoverBase, ParameterId::kFailoverPerUser, 40'000),
            30 * 60);  // NUM-01
  EXPECT_EQ(seconds_for(ParameterId::kFailbackBase, ParameterId::kFailbackPerUser, 20'000),
            60 * 60);
  EXPECT_LE(p.number(ParameterId::kCmsFailover), 5 * 60'000);      // NUM-04
  EXPECT_LE(p.number(ParameterId::kMirrorAutomatic), 5 * 60'000);  // NUM-05
}

TEST(Figures, Num07_ThirtyMinutesWithoutTheBackEnd) {
  EXPECT_EQ(RegistrarSettings{}.backup_store_unavailable_threshold, minutes(30));
  EXPECT_EQ(PoolRecord{}.backup_store_threshold_ms, 1'800'000U);
}
TEST(Figures, Num08_ThreeHundredSecondsWithoutAHeartbeat) {
  EXPECT_EQ(RegistrarSettings{}.failure_detection, seconds(300));
}
TEST(Figures, Num09_TheLongestDetectionInterval) {
  EXPECT_EQ(Parameters{}.number(ParameterId::kDetectionMax), 84'400'000);
}
TEST(Figures, Num10_TwoMinutesBetweenCycles) {
  EXPECT_EQ(kSyncIntervalDefault, 120);
}
TEST(Figures, Num11_LimitsOfACycle) {
  EXPECT_EQ(Parameters{}.number(ParameterId::kSyncBatchesPerCycle), 500);
  EXPECT_EQ(Parameters{}.number(ParameterId::kSyncPackageKb), 102'400);
}
TEST(Figures, Num13_ForcedReplicationTakesTwoToThreeMinutes) {
  const std::int64_t ms = Parameters{}.number(ParameterId::kForcedReplication);
  EXPECT_GE(ms, 2 * 60'000);
  EXPECT_LE(ms, 3 * 60'000);
}
TEST(Figures, Num15_RegistrationsExpireAfterTenMinutes) {
  EXPECT_EQ(RegistrarSettings{}.endpoint_expiration_default_s, 600);
  EXPECT_EQ(RegistrarSettings{}.endpoint_expiration_min_s, 300);
  EXPECT_EQ(RegistrarSettings{}.endpoint_expiration_max_s, 900);
}
TEST(Figures, Num16_Num17_EndpointsAndUsersOfARegistrar) {
  EXPECT_EQ(RegistrarSettings{}.max_endpoints_per_user, 8);
  EXPECT_EQ(RegistrarSettings{}.max_user_count, 12'000);
}

}  // namespace
}  // namespace firedrill
