// Parts of a search find what the whole finds, with any number of threads.
#include "sim/explore/search_parts.hpp"

#include <gtest/gtest.h>

#include "sim/explore/scenarios_for_tests.hpp"
#include "sim/explore/search_world.hpp"

namespace firedrill {
namespace {

// A drill in which added faults leave people out, miss the expectation and let a failover fail.
constexpr const char* kDrill =
    "duration: 70m\nusers: 2\nload: {contact changes per user per day: 24}\n"
    "faults:\n  - at 5m pool pool1 is lost\n"
    "procedure:\n  - wait 12m\n"
    "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
    "-BackupSqlInstanceName rtc -Force\n"
    "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
    "Registrar:pool2.contoso.com\n  - wait until replicas behind = 0, at most 10m\n"
    "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
    "expect:\n  - at end: regular users = all\n";

struct Found {
  SearchFindings findings;
  std::set<std::size_t> claims;
};

Found search(const World& world, bool whole, unsigned jobs) {
  SearchOptions options;
  options.repairs = {minutes(30)};
  options.split_mixed = whole;  // keeps it in one part
  SearchParts parts(world, options, jobs);
  Found out{parts.run(), {}};
  EXPECT_EQ(out.findings.end, SearchEnd::kComplete);
  for (const auto& [bit, witness] : out.findings.witnesses) out.claims.insert(bit);
  return out;
}

TEST(SearchParts, FindWhatTheWholeFinds) {
  World world;
  build_search_world(read_drill(kDrill), 1, {}, world);
  const Found whole = search(world, true, 1);
  const Found parts = search(world, false, 2);
  EXPECT_EQ(parts.claims, whole.claims);
  EXPECT_GE(parts.claims.size(), 3U);
  EXPECT_EQ(parts.findings.refusals_met, whole.findings.refusals_met);
  EXPECT_EQ(parts.findings.mishaps_met, whole.findings.mishaps_met);
  for (const auto kind : {kSignedOut, kIrregular}) {
    EXPECT_EQ(parts.findings.worst_outage[kind].ms, whole.findings.worst_outage[kind].ms);
  }
  EXPECT_EQ(parts.findings.worst_loss.ms, whole.findings.worst_loss.ms);
  for (std::size_t bit = 0; bit < OutcomeMask::kBits; ++bit) {
    EXPECT_EQ(parts.findings.cells[bit] > 0, whole.findings.cells[bit] > 0) << bit;
    EXPECT_EQ(parts.findings.cells[bit] > 0, parts.claims.contains(bit)) << bit;
  }
  for (std::size_t row = 0; row < whole.findings.evaluations.size(); ++row) {
    EXPECT_EQ(parts.findings.evaluations[row] > 0, whole.findings.evaluations[row] > 0) << row;
  }
}

TEST(SearchParts, FindTheSameWithAnyNumberOfThreads) {
  World world;
  build_search_world(read_drill(kDrill), 1, {}, world);
  const Found one = search(world, false, 1);
  const Found three = search(world, false, 3);
  EXPECT_EQ(one.claims, three.claims);
  EXPECT_EQ(one.findings.cells, three.findings.cells);
  EXPECT_EQ(one.findings.evaluations, three.findings.evaluations);
  EXPECT_EQ(one.findings.figures.nodes, three.findings.figures.nodes);
  EXPECT_EQ(one.findings.figures.cells, three.findings.figures.cells);
  EXPECT_EQ(one.findings.table_bytes, three.findings.table_bytes);
  for (const auto& [bit, witness] : one.findings.witnesses) {
    const auto& other = three.findings.witnesses.at(bit);
    EXPECT_EQ(witness.text, other.text);
    EXPECT_EQ(witness.cost(), other.cost());
    ASSERT_EQ(witness.where.faults.size(), other.where.faults.size());
    for (std::size_t i = 0; i < witness.where.faults.size(); ++i) {
      EXPECT_EQ(witness.where.faults[i].choice, other.where.faults[i].choice);
    }
  }
}

}  // namespace
}  // namespace firedrill
