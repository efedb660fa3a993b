// The published tables of Front End quorum against every subset of servers of every pool size. The
// numbers stand here as the topics print them, apart from the model's own.
#include <gtest/gtest.h>

#include "property_tests/conformance/small_pools.hpp"

namespace firedrill {
namespace {

struct Row {
  int must_run;
  int first;  // only so many of the servers that started first count; 32 = any
};
constexpr int kAny = 32;
constexpr Row kTableA[13] = {{0, kAny}, {1, kAny}, {1, kAny}, {2, kAny}, {2, kAny},
                             {3, kAny}, {3, kAny}, {4, kAny}, {4, 7},    {4, 7},
                             {5, 9},    {5, 9},    {5, 9}};
constexpr Row kTableB[13] = {{0, kAny}, {1, kAny}, {1, kAny}, {2, kAny}, {2, kAny},
                             {3, kAny}, {3, kAny}, {4, kAny}, {4, kAny}, {5, kAny},
                             {5, kAny}, {6, kAny}, {6, kAny}};
constexpr int kStart[13] = {0, 1, 1, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10};

void expect_table(QuorumBench& bench, int n, Row row, const char* name) {
  for_each_subset(n, [&](unsigned up) {
    EXPECT_EQ(bench.front_ends(up).keeps_running(), running(up, row.first) >= row.must_run)
        << name << ", " << n << " servers, running " << up;
  });
}

TEST(Failures, Flt04_StartTableForEveryPoolSize) {
  for (int n = 1; n <= 12; ++n) {
    EXPECT_EQ(start_table(n), kStart[n]) << n;
    if (n == 2) continue;  // which of two servers starts is FLT-14's question
    QuorumBench bench(n);
    for_each_subset(n, [&](unsigned up) {
      const bool functional = running(up, kTableA[n].first) >= kTableA[n].must_run;
      EXPECT_EQ(bench.front_ends(up).starts(), functional && running(up) >= kStart[n])
          << n << " servers, running " << up;
    });
  }
}

TEST(Failures, Flt05_TableAForEveryPoolSizeAndEverySubset) {
  for (int n = 1; n <= 12; ++n) {
    QuorumBench bench(n);
    bench.set(ParameterId::kQuorumTable, 0);
    expect_table(bench, n, kTableA[n], "table A");
  }
}

TEST(Failures, Flt06_TableBForEveryPoolSizeAndEverySubset) {
  for (int n = 1; n <= 12; ++n) {
    QuorumBench bench(n);
    bench.set(ParameterId::kQuorumTable, 1);
    expect_table(bench, n, kTableB[n], "table B");
  }
}

TEST(Failures, Flt07_WithoutThePrimarySqlServerAnEvenNumberOfVotersNeedsOneMore) {
  for (const int table : {0, 1}) {
    for (int n = 1; n <= 12; ++n) {
      QuorumBench bench(n);
      bench.set(ParameterId::kQuorumTable, table);
      bench.primary_sql(false);
      Row row = table == 0 ? kTableA[n] : kTableB[n];
      const int voters = row.first == kAny ? n : row.first;
      if (voters % 2 == 0) ++row.must_run;  // table A: 2 -> 2, 4 -> 3, 6 -> 4
      expect_table(bench, n, row, "VOTE");
    }
  }
}

TEST(Failures, Flt07_LiteralReadingTakesTheStartTableWhileThePrimarySqlServerIsDown) {
  for (int n = 1; n <= 12; ++n) {
    QuorumBench bench(n);
    bench.set(ParameterId::kSqlWitnessRule, 1);
    expect_table(bench, n, kTableA[n], "LITERAL, server up");
    bench.primary_sql(false);
    expect_table(bench, n, {kStart[n], kAny}, "LITERAL, server down");
  }
}

TEST(Traps, Trap13_TheTwoTablesDifferForEightToTwelveServersOnly) {
  for (int n = 1; n <= 12; ++n) {
    QuorumBench a(n);
    QuorumBench b(n);
    b.set(ParameterId::kQuorumTable, 1);
    int differ = 0;
    for_each_subset(n, [&](unsigned up) {
      differ += a.front_ends(up).keeps_running() != b.front_ends(up).keeps_running() ? 1 : 0;
    });
    EXPECT_EQ(differ > 0, n >= 8) << n;
  }
}

TEST(Traps, Trap14_TheStartTableIsEightyFivePercentExceptForThree) {
  for (int n = 2; n <= 12; ++n) {
    EXPECT_EQ(start_table(n), n == 3 ? 3 : 85 * n / 100) << n;
  }
  EXPECT_EQ(start_table(1), 1);
}

TEST(Traps, Trap15_TheTwoReadingsOfTheWitnessNoteDisagree) {
  // Two of three servers with the primary SQL server down: the vote is not needed, the start table
  // asks for three.
  QuorumBench vote(3);
  QuorumBench literal(3);
  literal.set(ParameterId::kSqlWitnessRule, 1);
  EXPECT_TRUE(vote.primary_sql(false).front_ends(0b011).keeps_running());
  EXPECT_FALSE(literal.primary_sql(false).front_ends(0b011).keeps_running());
}

}  // namespace
}  // namespace firedrill
