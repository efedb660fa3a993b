// Goal: no reduction of the search changes what it finds. Method: every shipped scenario is
// searched with each reduction on and off, over a menu short enough to do without them, and the
// sets of claims (rules broken, expectations missed, what is left at the end) are compared, and the
// longest outages with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

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
  std::int64_t signed_out = -1;
  std::int64_t irregular = -1;
  std::int64_t loss = -1;
  friend bool operator==(const Found&, const Found&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Found& found) {
    for (const std::size_t claim : found.claims) out << claim << ' ';
    return out << "| " << found.signed_out << ' ' << found.irregular << ' ' << found.loss;
  }
};

struct Reductions {
  bool merge = true;
  bool symmetry = true;
};

/// Instants after which a search without merging has seen enough of a scenario.
constexpr std::uint64_t kInstantsMax = 150'000;

/// `whole` is set to whether the search came to its end.
Found search(const Scenario& scenario, const Reductions& reductions, std::uint32_t faults,
             const std::vector<FaultKind>& kinds, bool& whole) {
  MenuOptions menu;
  menu.kinds = kinds;
  menu.symmetry = reductions.symmetry;
  World world;
  build_search_world(scenario, faults, menu, world);
  SearchOptions options;
  options.faults = faults;
  options.merge = reductions.merge;
  // Without merging, n simultaneous events have n! orders; those have a test of their own.
  options.orders = false;
  TimedSearch* searching = nullptr;
  options.give_up = [&] { return searching->figures().instants > kInstantsMax; };
  TimedSearch run(world, options);
  searching = &run;
  whole = run.run() == SearchEnd::kComplete;
  Found out;
  for (const auto& [bit, witness] : run.witnesses()) out.claims.insert(bit);
  out.signed_out = run.worst_outage(TimedSearch::kSignedOut).ms;
  out.irregular = run.worst_outage(TimedSearch::kIrregular).ms;
  out.loss = run.worst_loss().ms;
  return out;
}

class Reduction : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static Scenario scenario() {
    Diagnostics diagnostics;
    auto scaled = read_scaled(GetParam(), {}, {}, diagnostics);
    EXPECT_TRUE(scaled.has_value()) << GetParam();
    // What repeats every hour of a quiet day would only be searched without merging once more.
    if (scaled->scenario.duration > hours(6)) scaled->scenario.duration = hours(6);
    return std::move(scaled->scenario);
  }
};

TEST_P(Reduction, OfEqualFuturesChangesNothing) {
  const Scenario s = scenario();
  const std::vector<FaultKind> kinds = {FaultKind::kSite, FaultKind::kSql, FaultKind::kFileStore};
  bool whole = false;
  bool whole_without = false;
  const Found with = search(s, {.merge = true}, 1, kinds, whole);
  const Found without = search(s, {.merge = false}, 1, kinds, whole_without);
  if (!whole) return;  // too large to do without merging: nothing to compare with
  if (whole_without) {
    EXPECT_EQ(with, without);
  } else {
    EXPECT_THAT(with.claims, testing::IsSupersetOf(without.claims));
  }
}

TEST_P(Reduction, ByInterchangeableServersChangesNothing) {
  const Scenario s = scenario();
  const std::vector<FaultKind> kinds = {FaultKind::kEdgeServer, FaultKind::kFrontEnd,
                                        FaultKind::kBackupServer};
  bool whole = false;
  bool whole_without = false;
  const Found with = search(s, {.symmetry = true}, 1, kinds, whole);
  const Found without = search(s, {.symmetry = false}, 1, kinds, whole_without);
  if (whole && whole_without) {
    EXPECT_EQ(with, without);
  }
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string out = fs::path(info.param).stem().string();
  for (char& c : out) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out;
}

INSTANTIATE_TEST_SUITE_P(Documented, Reduction, testing::ValuesIn(shipped("documented")), name_of);
INSTANTIATE_TEST_SUITE_P(Planted, Reduction, testing::ValuesIn(shipped("planted")), name_of);

}  // namespace
}  // namespace firedrill
