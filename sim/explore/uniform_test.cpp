// Goal: a node answers for another zone only where every placement of its own has all of its
// outcomes. Method: branches by hand; and each member of the outcomes of each part that a search
// finds is looked for among the parts, within the same zone, of one that merges nothing.
#include "sim/explore/uniform.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/explore/proof_scale.hpp"
#include "sim/explore/search_world.hpp"
#include "sim/explore/timed_search.hpp"

namespace firedrill {
namespace {

TEST(Uniform, HoldsWhereBranchesDifferByChoiceAlone) {
  Uniform node({100, 200});
  node.take(1, {100, 200}, true);
  node.take(2, {100, 200}, true);
  EXPECT_TRUE(node.holds());
  node.take(1, {100, 200}, false);
  EXPECT_FALSE(node.holds()) << "below some branch it is not";
}

TEST(Uniform, EndsWherePartsOfTheZoneDiffer) {
  Uniform parts({100, 200});
  parts.take(1, {100, 149}, true);
  parts.take(1, {150, 150}, true);
  parts.take(1, {151, 200}, true);
  EXPECT_TRUE(parts.holds());
  Uniform differ({100, 200});
  differ.take(1, {100, 149}, true);
  differ.take(2, {150, 200}, true);
  EXPECT_FALSE(differ.holds());
  Uniform both({100, 200});  // a choice, and then parts
  both.take(1, {100, 200}, true);
  both.take(2, {100, 200}, true);
  EXPECT_TRUE(both.holds());
  both.take(2, {100, 149}, true);
  EXPECT_FALSE(both.holds());
}

struct Part {
  std::uint32_t choice = 0;
  Range zone;
  std::vector<OutcomeMask> outcomes;
};

struct Parts final : TreeListener {
  const TimedSearch* search = nullptr;
  std::vector<Part> all;
  void on_leaf(const Placement& where, std::uint32_t outcomes) override {
    if (where.faults.empty()) return;
    all.push_back({where.faults.front().choice, Leeway::within(where.zone),
                   search->sets().members(outcomes)});
  }
};

std::vector<Part> parts_of(const World& world, bool merge) {
  SearchOptions options;
  options.repairs = {minutes(7)};
  options.orders = false;
  options.merge = merge;
  TimedSearch search(world, options);
  Parts parts;
  parts.search = &search;
  search.listen(&parts);
  EXPECT_EQ(search.run(), SearchEnd::kComplete);
  return parts.all;
}

bool has(const std::vector<Part>& parts, const Part& part, const OutcomeMask& outcome) {
  return std::ranges::any_of(parts, [&](const Part& other) {
    return other.choice == part.choice && other.zone.least <= part.zone.most &&
           part.zone.least <= other.zone.most && other.outcomes.front() == outcome;
  });
}

TEST(Uniform, GivesNoPartAnOutcomeOfAnother) {
  int mixed = 0;
  for (const char* name : {"mirror-with-witness", "pool-or-site-lost", "wan-partition"}) {
    Diagnostics diagnostics;
    const auto scaled =
        read_scaled(std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/documented/" + name + ".yaml",
                    {}, {.users = 2}, diagnostics);
    ASSERT_FALSE(scaled.empty());
    World world;
    build_search_world(scaled.front().scenario, 1, {.kinds = {FaultKind::kSite}}, world);
    const std::vector<Part> exact = parts_of(world, false);
    for (const Part& part : parts_of(world, true)) {
      mixed += part.outcomes.size() > 1 ? 1 : 0;
      for (const OutcomeMask& outcome : part.outcomes) {
        ASSERT_TRUE(has(exact, part, outcome)) << name << ": choice " << part.choice << " within "
                                               << part.zone.least << " to " << part.zone.most;
      }
    }
  }
  EXPECT_GT(mixed, 0);
}

}  // namespace
}  // namespace firedrill
