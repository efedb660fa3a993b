// What decides the future is part of the fingerprint, and nothing else decides it: two states that
// go on differently never count as one, and two that are equal go on alike.
#include <functional>

#include "property_tests/conformance/pair_drill.hpp"
#include "sim/model/quantity.hpp"

namespace firedrill {
namespace {

constexpr auto kContent = BackupModule::kDataConf;

TEST(Fingerprint, CoversTheContentThatALostFileStoreWouldLeaveMissing) {
  PairDrill little;
  PairDrill much;
  for (PairDrill* drill : {&little, &much}) {  // two items take no longer than one
    drill->world.parameters.set(ParameterId::kContentItemKb, 1);
  }
  little.write(0, kContent, 1);
  much.write(0, kContent, 2);
  for (PairDrill* drill : {&little, &much}) drill->pass(minutes(10));
  EXPECT_NE(fingerprint_of(little.state()), fingerprint_of(much.state()));
  for (PairDrill* drill : {&little, &much}) drill->lose_content_of(PairDrill::pool1);
  EXPECT_EQ(little.state().user(0).ledger[1].partner_only, 1U);
  EXPECT_EQ(much.state().user(0).ledger[1].partner_only, 2U);
}

std::uint16_t quantity_number(std::string_view name) {
  for (std::size_t i = 0; i < quantities().size(); ++i) {
    if (quantities()[i].name == name) return static_cast<std::uint16_t>(i);
  }
  ADD_FAILURE() << "no quantity " << name;
  return 0;
}

/// Whether the totals of the pools are hashed when `ask` has put a condition into the plan.
bool totals_hashed(const std::function<void(World&, const Condition&)>& ask,
                   std::string_view quantity = "lost writes") {
  const PairDrill drill;
  World world;
  world.topology = drill.world.topology;
  Condition condition;
  condition.quantity = quantity_number(quantity);
  ask(world, condition);
  finish_world(world);
  const auto kind = static_cast<std::size_t>(RecordKind::kPoolTally);
  return world.layout.offset[kind] / 8 < world.layout.hashed_words;
}

TEST(Fingerprint, CoversTotalsWhereAConditionReadsThem) {
  EXPECT_FALSE(totals_hashed([](World&, const Condition&) {}));
  const auto expect = [](World& w, const Condition& c) {
    w.expectations.resize(1);
    w.expectations[0].kind = ExpectationSpec::Kind::kAlways;
    w.expectations[0].condition = c;
  };
  EXPECT_TRUE(totals_hashed(expect));
  EXPECT_TRUE(totals_hashed(expect, "acknowledged writes"));
  EXPECT_FALSE(totals_hashed(expect, "backlog"));
  EXPECT_TRUE(totals_hashed([](World& w, const Condition& c) {
    w.actors.resize(1);
    w.actors[0].steps.resize(1);
    w.actors[0].steps[0].kind = StepSpec::Kind::kWaitUntil;
    w.actors[0].steps[0].condition = c;
  }));
  const auto when = [](Trigger& t, const Condition& c) {
    t.kind = Trigger::Kind::kWhen;
    t.condition = c;
  };
  EXPECT_TRUE(totals_hashed([&](World& w, const Condition& c) {
    w.faults.resize(1);
    when(w.faults[0].trigger, c);
  }));
  EXPECT_TRUE(totals_hashed([&](World& w, const Condition& c) {
    w.expectations.resize(1);
    when(w.expectations[0].from, c);
  }));
}

TEST(Fingerprint, TheOrderInWhichUsersBeganToWaitDecidesNothing) {
  const auto backlog = [](PairDrill& drill, std::uint32_t first, std::uint32_t second) {
    // FLT-61: one item of content fits into the package of a cycle.
    drill.world.parameters.set(ParameterId::kSyncPackageKb,
                               drill.world.number(ParameterId::kContentItemKb));
    drill.write(first, kContent, 1);
    drill.write(second, kContent, 1);
  };
  PairDrill upwards;
  PairDrill downwards;
  backlog(upwards, 0, 1);
  backlog(downwards, 1, 0);
  for (int cycle = 0; cycle < 4; ++cycle) {
    EXPECT_EQ(fingerprint_of(upwards.state()), fingerprint_of(downwards.state())) << cycle;
    for (PairDrill* drill : {&upwards, &downwards}) drill->pass(seconds(90));
  }
  EXPECT_EQ(upwards.state().user(0).both[1] + upwards.state().user(1).both[1], 2U);
}

}  // namespace
}  // namespace firedrill
