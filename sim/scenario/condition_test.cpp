// Conditions, read and written, and the wording of what is wrong with one.
#include "sim/scenario/condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/quantity.hpp"
#include "sim/scenario/reader_test_topology.hpp"
#include "sim/topology/reader.hpp"

namespace firedrill::scenario_test {
namespace {

using reading::condition_text;
using testing::ElementsAre;
using testing::HasSubstr;

const Topology& pair() {
  static const Topology topology = [] {
    Diagnostics diagnostics;
    auto read = read_topology_text(kPair, "pair.yaml", {}, diagnostics);
    EXPECT_TRUE(read) << messages(diagnostics);
    return *read;
  }();
  return topology;
}

std::optional<Condition> condition(const std::string& text, Diagnostics& diagnostics) {
  reading::ReadingContext context;
  context.topology = &pair();
  context.file = "c";
  context.diagnostics = &diagnostics;
  return reading::read_condition(context, {text, {1, 1}, true});
}

std::string canonical(const std::string& text) {
  Diagnostics diagnostics;
  const auto read = condition(text, diagnostics);
  return read ? condition_text(*read, pair()) : messages(diagnostics);
}

std::string place(const std::string& text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(condition(text, diagnostics));
  const std::vector<std::string> all = places(diagnostics, "c");
  return all.size() == 1 ? all.front() : messages(diagnostics);
}

TEST(Condition, ReadsBackToWhatItSays) {
  EXPECT_EQ(canonical("state of POOL1 is failedover"), "state of pool1.contoso.com = FailedOver");
  EXPECT_EQ(canonical("state of pool1!=Active"), "state of pool1.contoso.com != Active");
  EXPECT_EQ(canonical("signed-out users <= 10"), "signed-out users <= 10");
  EXPECT_EQ(canonical("regular users of pool1 = all"), "regular users of pool1.contoso.com = all");
  EXPECT_EQ(canonical("regular users = none"), "regular users = 0");
  EXPECT_EQ(canonical("master is not pool2"), "master != pool2.contoso.com");
  EXPECT_EQ(canonical("master = none"), "master = none");
  EXPECT_EQ(canonical("next hop of edge1 = pool1"),
            "next hop of edge1.contoso.com = pool1.contoso.com");
  EXPECT_EQ(canonical("principal of pool1/user is mirror"),
            "principal of pool1.contoso.com/User = mirror");
  EXPECT_EQ(canonical("backup status of pool1/ConfServices.DataConf = SteadyState"),
            "backup status of pool1.contoso.com/DataConf = SteadyState");
  EXPECT_EQ(canonical("backlog/DataConf = 0"), "backlog/DataConf = 0");
  EXPECT_EQ(canonical("sync interval >= 2m30s"), "sync interval >= 2m30s");
  EXPECT_EQ(canonical("replicas behind = -1"), "replicas behind = -1");
  EXPECT_EQ(canonical("serving of pool1 is no"), "serving of pool1.contoso.com = no");
}

TEST(Condition, KeepsTheValueThatStandsForAll) {
  Diagnostics diagnostics;
  EXPECT_EQ(condition("regular users = all", diagnostics)->value, kValueAll);
  EXPECT_EQ(condition("homed users of pool1 = all - 1", diagnostics)->value, kValueAll - 1);
  EXPECT_EQ(canonical("homed users of pool1 = all -  1"),
            "homed users of pool1.contoso.com = all - 1");
  EXPECT_EQ(canonical("borrowed users of pool2 = all + 2"),
            "borrowed users of pool2.contoso.com = all + 2");
  EXPECT_EQ(place("homed users of pool1 = all but 1"), "1:24 FD1082");
}

TEST(Condition, PointsAtTheWrongWord) {
  EXPECT_EQ(place("state of pool1"), "1:1 FD1081");
  EXPECT_EQ(place("stat of pool1 = Active"), "1:1 FD1080");
  EXPECT_EQ(place("state of pool9 = Active"), "1:10 FD1021");
  EXPECT_EQ(place("state of pool1 = Failed"), "1:18 FD1082");
  EXPECT_EQ(place("state of pool1 = 7"), "1:18 FD1082");
  EXPECT_EQ(place("state = Active"), "1:1 FD1083");
  EXPECT_EQ(place("master of pool1 = pool2"), "1:11 FD1083");
  EXPECT_EQ(place("principal of pool1 = mirror"), "1:14 FD1083");
  EXPECT_EQ(place("principal of pool1/Users = mirror"), "1:20 FD1082");
  EXPECT_EQ(place("backlog = 0"), "1:1 FD1083");
  EXPECT_EQ(place("master < pool2"), "1:8 FD1081");
  EXPECT_EQ(place("signed-out users = many"), "1:20 FD1082");
  EXPECT_EQ(place("stateof pool1 = Active"), "1:1 FD1080");
}

TEST(Condition, CoversEveryQuantityOfTheTable) {
  for (const QuantityDefinition& one : quantities()) {
    std::string text(one.name);
    if (one.of == EntityKind::kEdgePool) text += " of edge1";
    if (one.of == EntityKind::kPool) text += " of pool1";
    if (one.of == EntityKind::kSite) text += " of Datacenter1";
    if (one.sub == SubKind::kDatabaseType) text += "/User";
    if (one.sub == SubKind::kBackupModule) text += "/DataConf";
    text += " = ";
    text += one.value_is_pool        ? "pool2"
            : one.value_is_edge_pool ? "edge1"
            : one.values.empty()     ? "0"
                                     : std::string(one.values.front().name);
    Diagnostics diagnostics;
    const auto read = condition(text, diagnostics);
    ASSERT_TRUE(read) << text << '\n' << messages(diagnostics);
    EXPECT_EQ(canonical(condition_text(*read, pair())), condition_text(*read, pair()));
  }
}

TEST(Condition, WritesDurationsThatReadBack) {
  using reading::duration_text;
  EXPECT_EQ(duration_text(Duration(0)), "0s");
  EXPECT_EQ(duration_text(hours(49)), "49h");
  EXPECT_EQ(duration_text(Duration(3'661'001)), "1h1m1s1ms");
}

}  // namespace
}  // namespace firedrill::scenario_test
