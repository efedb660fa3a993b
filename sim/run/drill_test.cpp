// The public face of a run: it says what the program says, shows what a scenario can speak of, and
// a watcher changes nothing.
#include "firedrill/drill.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace {

using firedrill::Diagnostics;
using firedrill::Drill;
using firedrill::DrillResult;
using firedrill::DrillView;
using firedrill::Verdict;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::string shipped(const std::string& name) {
  return FIREDRILL_SOURCE_DIR "/scenarios/" + name + ".yaml";
}

Drill read(const std::string& name) {
  Diagnostics diagnostics;
  auto drill = Drill::read_file(shipped(name), {}, diagnostics);
  for (const auto& d : diagnostics.sorted()) {
    if (d.severity == firedrill::Severity::kError) ADD_FAILURE() << format_diagnostic(d);
  }
  return std::move(drill).value();
}

std::string golden_digest(const std::string& name) {
  std::ifstream file(FIREDRILL_SOURCE_DIR "/property_tests/golden/digests.txt");
  for (std::string digest, scenario; file >> digest >> scenario;) {
    if (scenario == "scenarios/" + name + ".yaml") return digest;
  }
  return "none";
}

class Nothing final : public firedrill::DrillWatcher {};

TEST(PublicDrill, ComesToTheVerdictFiguresAndDigestOfTheProgram) {
  const DrillResult result = read("documented/pool-failover").run();
  EXPECT_EQ(result.verdict, Verdict::kHeld);
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(result.sentence, "every invariant and expectation held");
  EXPECT_TRUE(result.rules_broken.empty());
  EXPECT_EQ(result.digest, golden_digest("documented/pool-failover"));
  EXPECT_EQ(result.events, 344U);
  EXPECT_EQ(result.users_at_end, (firedrill::UsersByMode{40, 0, 0}));
  ASSERT_EQ(result.recovery.size(), 8U);
  EXPECT_EQ(result.recovery[0].capability, "sign-in");
  EXPECT_EQ(result.recovery[0].affected, 26U);
  EXPECT_EQ(result.recovery[0].open, 0U);
  EXPECT_GT(result.recovery[0].p50.count(), 0);
  EXPECT_LE(result.recovery[0].max, firedrill::minutes(16));
  EXPECT_EQ(result.findings.size(), 9U);
}

TEST(PublicDrill, AFailureNamesRuleCodeAndPlace) {
  const DrillResult result = read("planted/next-hop-forgotten").run();
  EXPECT_EQ(result.verdict, Verdict::kViolated);
  EXPECT_TRUE(result.expected_to_fail);
  EXPECT_TRUE(result.as_expected);
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_THAT(result.rules_broken, ElementsAre("INV-05"));
  EXPECT_THAT(result.findings,
              Contains(testing::AllOf(testing::Field(&firedrill::DrillFinding::code, "E_NEXT_HOP"),
                                      testing::Field(&firedrill::DrillFinding::where,
                                                     HasSubstr("next-hop-forgotten.yaml:")))));
}

TEST(PublicDrill, AWatcherChangesNothing) {
  const Drill drill = read("documented/site-loss-and-return");
  Nothing watcher;
  EXPECT_EQ(drill.run(watcher).digest, drill.run().digest);
}

TEST(PublicDrill, AnotherSeedIsAnotherRunAndTheSameSeedTheSame) {
  const Drill drill = read("documented/pool-failover");
  EXPECT_EQ(drill.seed(), 1U);
  EXPECT_EQ(drill.with_seed(7).seed(), 7U);
  EXPECT_NE(drill.with_seed(7).run().digest, drill.run().digest);
  EXPECT_EQ(drill.with_seed(7).with_seed(1).run().digest, drill.run().digest);
}

/// Follows the lost pool and the store, and counts events.
class Story final : public firedrill::DrillWatcher {
 public:
  explicit Story(const Drill& drill) {
    Diagnostics diagnostics;
    state_ = drill.quantity("state of pool1", diagnostics);
    lost_ = drill.condition("signed-out users of pool1 > 0", diagnostics);
    EXPECT_TRUE(diagnostics.sorted().empty());
  }
  void on_start(const DrillView& view) override { look(view); }
  void on_event(const DrillView& view) override {
    ++events;
    EXPECT_EQ(view.event(), events);
    EXPECT_FALSE(view.event_name().empty());
    EXPECT_EQ(view.users().all(), 40);
  }
  void on_instant(const DrillView& view) override { look(view); }
  void on_end(const DrillView& view) override {
    look(view);
    end = view.at();
  }
  std::uint32_t events = 0;
  firedrill::Duration end{0};
  std::vector<std::string> states, stores;
  bool signed_out = false;

 private:
  void look(const DrillView& view) {
    note(states, view.words(*state_));
    note(stores, view.store_active_at());
    signed_out = signed_out || view.holds(*lost_);
    EXPECT_EQ(view.event_name(), "");
  }
  static void note(std::vector<std::string>& into, const std::string& what) {
    if (into.empty() || into.back() != what) into.push_back(what);
  }
  std::optional<firedrill::DrillQuantity> state_;
  std::optional<firedrill::DrillCondition> lost_;
};

TEST(PublicDrill, AWatcherSeesEveryEventAndWhatInstantsComeTo) {
  const Drill drill = read("documented/pool-failover");
  Story story(drill);
  const DrillResult result = drill.run(story);
  EXPECT_EQ(story.events, result.events);
  EXPECT_EQ(story.end, drill.duration());
  EXPECT_THAT(story.states, ElementsAre("Active", "FailingOver", "FailedOver"));
  EXPECT_THAT(story.stores, ElementsAre("pool1.contoso.com", "", "pool2.contoso.com"));
  EXPECT_TRUE(story.signed_out);
}

TEST(PublicDrill, MistakesAreAllReportedWithTheirPlaces) {
  Diagnostics diagnostics;
  const auto path = FIREDRILL_SOURCE_DIR "/property_tests/golden/oops.yaml";
  EXPECT_FALSE(Drill::read_file(path, {}, diagnostics));
  EXPECT_EQ(diagnostics.sorted().size(), 16U);
  EXPECT_EQ(diagnostics.sorted().front().mark, (firedrill::Mark{4, 1}));
  Diagnostics no_file;
  EXPECT_FALSE(Drill::read_file("no-such-file.yaml", {}, no_file));
  EXPECT_TRUE(no_file.has_errors());
}

TEST(PublicDrill, UnknownNamesOfQuantitiesAndComponentsAreReported) {
  const Drill drill = read("documented/pool-failover");
  Diagnostics diagnostics;
  EXPECT_FALSE(drill.quantity("regular usres", diagnostics));
  EXPECT_FALSE(drill.quantity("state of pool9", diagnostics));
  EXPECT_FALSE(drill.quantity("regular users = 3", diagnostics));
  EXPECT_FALSE(drill.condition("regular users", diagnostics));
  EXPECT_FALSE(drill.condition("state of pool1 = Lost", diagnostics));
  EXPECT_EQ(diagnostics.sorted().size(), 5U);
}

TEST(PublicDrill, OptionsAreThoseOfTheCommandLine) {
  Diagnostics diagnostics;
  firedrill::DrillOptions options;
  options.seed = 3;
  options.set = {"users=5"};
  const auto drill = Drill::read_file(shipped("documented/pool-failover"), options, diagnostics);
  ASSERT_TRUE(drill);
  EXPECT_EQ(drill->seed(), 3U);
  EXPECT_EQ(drill->run().users_at_end.all(), 10);
  EXPECT_THAT(drill->pools(), ElementsAre("pool1.contoso.com", "pool2.contoso.com"));
  EXPECT_THAT(drill->sites(), ElementsAre("Datacenter1", "Datacenter2"));
  EXPECT_THAT(drill->edge_pools(), ElementsAre("edge1.contoso.com", "edge2.contoso.com"));
  options.set = {"no such thing=5"};
  EXPECT_FALSE(Drill::read_file(shipped("documented/pool-failover"), options, diagnostics));
}

TEST(PublicDrill, DrawnDrillsReadAndRun) {
  for (std::uint64_t n = 0; n < 20; ++n) {
    const auto source = firedrill::draws_of_drill(5, n);
    const firedrill::DrawnDrill drawn = firedrill::draw_drill(*source, {});
    Diagnostics diagnostics;
    const auto drill = Drill::read_drawn(drawn, {}, diagnostics);
    ASSERT_TRUE(drill) << print_drill(drawn);
    EXPECT_GT(drill->run().events, 0U);
  }
}

}  // namespace
