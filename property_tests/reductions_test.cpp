// Goal: no reduction of the search changes what it finds. Method: every shipped scenario is
// searched with each reduction on and off, over a menu short enough to do without them, and the
// sets of claims (rules broken, expectations missed, what is left at the end) are compared, and the
// longest outages with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <span>

#include "sim/explore/proof_scale.hpp"
#include "sim/explore/search_world.hpp"
#include "sim/explore/timed_search.hpp"

namespace firedrill {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped(const char* folder) {
  std::vector<std::string> out;
  for (const auto& entry :
       fs::directory_iterator(fs::path(FIREDRILL_SOURCE_DIR) / "scenarios" / folder)) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Found {
  std::set<std::size_t> claims;
  std::set<std::size_t> rules;  // of the claims, those that a rule is broken
  std::int64_t signed_out = -1;
  std::int64_t irregular = -1;
  std::int64_t loss = -1;
  std::set<std::size_t> plain;  // claims that the usual order of events is enough for
  friend bool operator==(const Found&, const Found&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Found& found) {
    for (const std::size_t claim : found.claims) out << claim << ' ';
    out << "plain ";
    for (const std::size_t claim : found.plain) out << claim << ' ';
    return out << "| " << found.signed_out << ' ' << found.irregular << ' ' << found.loss;
  }
};

/// What is searched, and how.
struct Search {
  std::uint32_t faults = 1;
  std::vector<FaultKind> kinds = {};
  std::vector<Duration> repairs = {};
  bool merge = true;
  bool leeway = true;
  bool symmetry = true;
  bool orders = false;
  std::uint64_t instants_max = UINT64_MAX;
  Duration at_most = Duration::max();  // of the scenario
};

/// Nothing where the search did not come to its end.
std::optional<Found> search(Scenario scenario, const Search& how) {
  scenario.duration = std::min(scenario.duration, how.at_most);
  MenuOptions menu;
  menu.kinds = how.kinds;
  menu.symmetry = how.symmetry;
  World world;
  build_search_world(scenario, how.faults, menu, world);
  SearchOptions options;
  options.faults = how.faults;
  options.repairs = how.repairs;
  options.merge = how.merge;
  options.leeway = how.leeway;
  options.orders = how.orders;
  TimedSearch* searching = nullptr;
  options.give_up = [&] { return searching->figures().instants > how.instants_max; };
  TimedSearch run(world, options);
  searching = &run;
  const bool whole = run.run() == SearchEnd::kComplete;
  if (!whole) return std::nullopt;
  Found out;
  for (const auto& [bit, witness] : run.witnesses()) {
    out.claims.insert(bit);
    if (witness.plain) out.plain.insert(bit);
    if (bit < run.bits().rules().size()) out.rules.insert(bit);
  }
  out.signed_out = run.worst_outage(kSignedOut).ms;
  out.irregular = run.worst_outage(kIrregular).ms;
  out.loss = run.worst_loss().ms;
  return out;
}

/// Searches from the largest to the smallest. Each is run with `off` instead as well.
using Ladder = std::vector<Search>;

/// Which scenarios are compared further down the ladder than at its top, and why.
struct TooLarge {
  std::string_view scenario;
  std::size_t rung;
  std::string_view why;
};

// Without merging, over a million instants at the rung above.
constexpr TooLarge kEqualFutures[] = {
    {"conference-copy-before-failback", 1, "content is uploaded all the time"},
    {"conference-copy-forgotten", 1, "content is uploaded all the time"},
    {"conference-copy-names-the-home-pool", 1, "content is uploaded all the time"},
    {"content-cycle-cut-short", 2, "content is uploaded all the time"},
    {"failback-completes-through-a-cut", 2, "a drawn drill with much load"},
    {"final-state-of-lost-changes", 2, "a drawn drill with much load"},
    {"refused-step-repeats-for-ever", 1, "a step that is tried for ever"},
    {"failback-stops-in-hydration", 1, "a failover and two failbacks"},
    {"fragile", 1, "content is uploaded all the time"},
    {"weekend", 2, "two days with a failover, which may fail, and a failback"},
};

// Without leaving out equal orders, over 400,000 instants at the rung above.
constexpr TooLarge kEqualOrders[] = {
    {"content-cycle-cut-short", 2, "content goes there and back in every cycle"},
    {"failback-completes-through-a-cut", 2, "a drawn drill with much load"},
    {"final-state-of-lost-changes", 2, "a drawn drill with much load"},
    {"pair-too-small-is-announced", 1, "both pools live on and have load"},
    {"restart-begins-as-the-pool-starts", 1, "servers that start together"},
    {"failback-stops-in-hydration", 1, "a failover and two failbacks"},
    {"limited-functionality-with-most-servers-up", 1, "servers that start together"},
    {"fragile", 1, "content is uploaded all the time"},
    {"weekend", 1, "two days with a failover and a failback"},
};

class Reduction : public testing::TestWithParam<std::string> {
 protected:
  /// Of a matrix the first case stands for all: they differ by values, not by what can happen.
  static std::optional<ScaledScenario> first_case(Diagnostics& diagnostics) {
    auto cases = read_scaled(GetParam(), {}, {.users = 2}, diagnostics);
    if (cases.empty()) return std::nullopt;
    return std::move(cases.front());
  }
  /// `off` takes the reduction out of a search.
  static void expect_no_change(const Ladder& ladder, std::span<const TooLarge> too_large,
                               void (*off)(Search&)) {
    Diagnostics diagnostics;
    const auto scaled = first_case(diagnostics);
    ASSERT_TRUE(scaled.has_value()) << GetParam();
    const auto without = [&](std::size_t rung) {
      Search reduced = ladder[rung];
      off(reduced);
      return search(scaled->scenario, reduced);
    };
    std::size_t rung = 0;
    for (const TooLarge& one : too_large) {
      if (fs::path(GetParam()).stem() == one.scenario) rung = one.rung;
    }
    if (rung > 0) {
      EXPECT_FALSE(without(rung - 1)) << "it is not too large; take it from the table";
    }
    const auto whole = without(rung);
    ASSERT_TRUE(whole) << "it is too large: put it into the table, or further down";
    EXPECT_EQ(search(scaled->scenario, ladder[rung]), whole);
  }
};

TEST_P(Reduction, OfEqualFuturesChangesNothing) {
  const std::uint64_t most = 1'000'000;
  const Ladder ladder = {{.kinds = {FaultKind::kSite, FaultKind::kSql},
                          .repairs = {minutes(30)},
                          .instants_max = most},
                         {.kinds = {FaultKind::kSite, FaultKind::kSql}, .instants_max = most},
                         {.kinds = {FaultKind::kSite}, .instants_max = most},
                         {.faults = 0}};
  expect_no_change(ladder, kEqualFutures, [](Search& one) { one.merge = false; });
}

// Every order, too: the fault's own instant falls together with another where the leeway counts
// most.
TEST_P(Reduction, OfFuturesAlikeButForTheirZonesChangesNothing) {
  const auto off = [](Search& one) { one.leeway = false; };
  expect_no_change({{.kinds = {FaultKind::kSite, FaultKind::kSql, FaultKind::kWan},
                     .repairs = {minutes(30)},
                     .orders = true}},
                   {}, off);
}

// Without merging, n simultaneous events have n! orders.
TEST_P(Reduction, OfOrdersThatLeadToOneStateChangesNothing) {
  const std::uint64_t most = 400'000;
  const Ladder ladder = {{.kinds = {FaultKind::kSite}, .orders = true, .instants_max = most},
                         {.faults = 0, .orders = true, .instants_max = most},
                         {.faults = 0, .orders = true, .at_most = minutes(40)}};
  expect_no_change(ladder, kEqualOrders, [](Search& one) { one.merge = false; });
}

// The usual order is one of all: it breaks no rule that another does not, and on what is shipped
// the other way round too.
TEST_P(Reduction, ToTheUsualOrderBreaksTheSameRules) {
  Diagnostics diagnostics;
  const auto scaled = first_case(diagnostics);
  ASSERT_TRUE(scaled.has_value()) << GetParam();
  const auto rules = [&](bool orders) {
    return search(scaled->scenario, {.kinds = {FaultKind::kSite}, .orders = orders})->rules;
  };
  EXPECT_EQ(rules(true), rules(false));
}

TEST_P(Reduction, ByInterchangeableServersChangesNothing) {
  const std::vector<FaultKind> servers = {FaultKind::kEdgeServer, FaultKind::kFrontEnd,
                                          FaultKind::kBackupServer};
  const auto off = [](Search& one) { one.symmetry = false; };
  expect_no_change({{.kinds = servers}}, {}, off);
}

// Both of two interchangeable servers are more than one of them twice.
TEST_P(Reduction, ByInterchangeableServersChangesNothingInPairs) {
  const auto off = [](Search& one) { one.symmetry = false; };
  expect_no_change({{.faults = 2, .kinds = {FaultKind::kEdgeServer}, .at_most = hours(2)}}, {},
                   off);
}

/// The principal is lost while mirroring may be suspended: whoever is out then is so for a time
/// that begins and ends long after the added fault, at instants that hang on either.
constexpr char kPrincipalLost[] = R"(
firedrill: 1
title: The principal is lost
topology: pair.yaml
duration: 6h
load: none
parameters: {mirrorAutomatic: 20s}
faults:
  - at 20m5s sql be1a is lost
expect:
  - at end: lost writes = 0
)";

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// One kind of fault at a time, so that none hides what another would show, with delays that do not
// fall on round times.
void expect_the_same_kind_by_kind(const Scenario& scenario) {
  for (int kind = 0; kind <= static_cast<int>(FaultKind::kDnsWrong); ++kind) {
    for (const Duration repair : {Duration(minutes(5)), Duration(minutes(97))}) {
      Search how{.kinds = {static_cast<FaultKind>(kind)}, .repairs = {repair}, .orders = true};
      const auto with = search(scenario, how);
      how.leeway = false;
      EXPECT_EQ(with, search(scenario, how)) << "kind " << kind << ", " << repair.count() << " ms";
    }
  }
}

TEST(ReductionKindByKind, OfFuturesAlikeChangesNothingWhereThePrincipalIsLost) {
  Diagnostics diagnostics;
  ScenarioOptions options;
  options.set = {"users=2"};
  const auto scenario =
      read_scenario_text(kPrincipalLost, "principal.yaml",
                         text_of(fs::path(FIREDRILL_SOURCE_DIR) / "scenarios/topologies/pair.yaml"),
                         options, diagnostics);
  ASSERT_TRUE(scenario.has_value());
  expect_the_same_kind_by_kind(*scenario);
}

class ReductionOf : public testing::TestWithParam<const char*> {};

TEST_P(ReductionOf, FuturesAlikeChangesNothingKindByKind) {
  Diagnostics diagnostics;
  const std::string file =
      std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/" + GetParam() + ".yaml";
  const auto cases = read_scaled(file, {}, {.users = 2}, diagnostics);
  ASSERT_FALSE(cases.empty());
  expect_the_same_kind_by_kind(cases.front().scenario);
}

INSTANTIATE_TEST_SUITE_P(KindByKind, ReductionOf,
                         testing::Values("pool-failover", "mirror-with-witness", "quorum-loss",
                                         "wan-partition", "store-forced-over-loses-changes"));

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string out = fs::path(info.param).stem().string();
  for (char& c : out) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out;
}

INSTANTIATE_TEST_SUITE_P(Documented, Reduction, testing::ValuesIn(shipped("documented")), name_of);
INSTANTIATE_TEST_SUITE_P(Planted, Reduction, testing::ValuesIn(shipped("planted")), name_of);
INSTANTIATE_TEST_SUITE_P(Regressions, Reduction, testing::ValuesIn(shipped("regressions")),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Tutorial, Reduction, testing::ValuesIn(shipped("tutorial")), name_of);

}  // namespace
}  // namespace firedrill
