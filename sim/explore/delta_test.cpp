// The core over plain lists of numbers, where the answer is known.
#include "sim/explore/delta.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace firedrill {
namespace {

using List = std::vector<int>;

List numbers(int n) {
  List out(static_cast<std::size_t>(n));
  std::iota(out.begin(), out.end(), 0);
  return out;
}

bool holds_all(const List& list, const std::set<int>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](int each) {
    return std::find(list.begin(), list.end(), each) != list.end();
  });
}

List none(int) {
  return {};
}

TEST(Delta, KeepsWhatTheFailureNeedsAndNothingElse) {
  const std::set<int> needed = {3, 77, 150, 199};
  TrialBudget budget(10'000);
  List list = numbers(200);
  auto fails = [&](const List& candidate) { return holds_all(candidate, needed); };
  EXPECT_TRUE(delta::drop_runs(list, fails, budget));
  EXPECT_EQ(list, List({3, 77, 150, 199}));
  EXPECT_LT(budget.trials(), 150U) << "halves are tried before single parts";
}

TEST(Delta, DropsPairsThatFailOnlyTogether) {
  // 5 and 6 need each other; neither is needed.
  auto fails = [](const List& c) {
    return holds_all(c, {1}) && holds_all(c, {5}) == holds_all(c, {6});
  };
  List list = {1, 5, 6};
  TrialBudget budget(100);
  delta::drop_runs_of(list, 1, fails, budget);
  EXPECT_EQ(list, List({1, 5, 6})) << "no single one can go";
  EXPECT_TRUE(delta::drop_pairs(list, fails, budget));
  EXPECT_EQ(list, List({1}));
}

TEST(Delta, LetsOneStrongPartMakeUpForSeveral) {
  auto fails = [](const List& c) { return std::accumulate(c.begin(), c.end(), 0) >= 20; };
  auto stronger = [](int part) { return part < 30 ? List{30} : List{}; };
  auto simpler = [](int part) {
    List out;
    for (int i = 1; i < part; ++i) out.push_back(i);
    return out;
  };
  const Delta<int> result = shrink_list<int>({7, 8, 9}, fails, stronger, simpler, 1000);
  EXPECT_EQ(result.parts, List({20}));
  EXPECT_TRUE(result.proved_smallest);
}

TEST(Delta, LetsOneStrongPartMakeUpForTwoThatGoTogether) {
  // 4 and 5 only open the way for 1; 7 needs no way.
  auto fails = [](const List& c) {
    return holds_all(c, {7}) || (holds_all(c, {1, 4, 5}) && c.size() >= 3);
  };
  auto stronger = [](int part) { return part == 1 ? List{7} : List{}; };
  EXPECT_EQ(shrink_list<int>({4, 1, 5}, fails, stronger, none, 1000).parts, List({7}));
}

TEST(Delta, FindsTheLightestPartAndSaysThatAllWereTried) {
  // Fails with 0 and 1, or with 2 alone; 2 is heavier than both together.
  auto fails = [](const List& c) { return holds_all(c, {0, 1}) || holds_all(c, {2}); };
  auto weight = [](int part) { return part == 2 ? std::uint64_t{100} : std::uint64_t{1}; };
  List list = {0, 1, 2, 3};
  TrialBudget budget(1000);
  EXPECT_TRUE(delta::smallest_part(list, fails, budget, weight));
  EXPECT_EQ(list, List({0, 1}));
}

TEST(Delta, TheEmptyListIsAPartToo) {
  auto fails = [](const List&) { return true; };
  const Delta<int> result = shrink_list<int>(numbers(9), fails, none, none, 1000);
  EXPECT_TRUE(result.parts.empty());
}

TEST(Delta, ABudgetThatEndsLeavesAListThatFails) {
  const std::set<int> needed = {10, 90};
  for (std::uint32_t trials = 0; trials < 40; ++trials) {
    std::uint32_t tried = 0;
    auto fails = [&](const List& candidate) {
      ++tried;
      return holds_all(candidate, needed);
    };
    const Delta<int> result = shrink_list<int>(numbers(100), fails, none, none, trials);
    EXPECT_TRUE(holds_all(result.parts, needed));
    EXPECT_LE(tried, trials);
    EXPECT_EQ(result.trials, tried);
    EXPECT_FALSE(result.proved_smallest && result.parts.size() > 2);
  }
}

TEST(Delta, TriesTheSameCandidatesEveryTime) {
  const auto candidates = [] {
    std::vector<List> out;
    auto fails = [&](const List& candidate) {
      out.push_back(candidate);
      return holds_all(candidate, {4, 11});
    };
    (void)shrink_list<int>(numbers(16), fails, none, none, 1000);
    return out;
  };
  EXPECT_EQ(candidates(), candidates());
}

TEST(Delta, EndingTheBudgetEndsTheSearch) {
  TrialBudget budget(100);
  EXPECT_TRUE(budget.take());
  budget.end();
  EXPECT_FALSE(budget.take());
  EXPECT_EQ(budget.trials(), 1U);
}

}  // namespace
}  // namespace firedrill
