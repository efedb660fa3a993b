// Goal: the table never forgets, never invents and never exceeds its budget, for fingerprints that
// spread well and for those that do not, alone and with several threads.
#include "sim/explore/visited_table.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace firedrill {
namespace {

constexpr std::size_t kPlenty = std::size_t{1} << 30;

/// Inserts all, each with its index as payload, and looks all of them up again.
void expect_kept(const std::vector<Fingerprint>& fingerprints) {
  VisitedTable table(kPlenty);
  for (std::uint32_t i = 0; i < fingerprints.size(); ++i) {
    ASSERT_EQ(table.find(fingerprints[i]), nullptr);
    ASSERT_EQ(table.find_or_insert(fingerprints[i], i).what, Insertion::kInserted);
  }
  ASSERT_EQ(table.size(), fingerprints.size());
  for (std::uint32_t i = 0; i < fingerprints.size(); ++i) {
    const VisitedTable::Visit visit = table.find_or_insert(fingerprints[i], 0);
    ASSERT_EQ(visit.what, Insertion::kFound);
    ASSERT_EQ(*visit.payload, i);
    ASSERT_EQ(table.find(fingerprints[i]), visit.payload);
  }
  EXPECT_EQ(table.size(), fingerprints.size());
}

TEST(VisitedTable, KeepsFingerprintsAndPayloadsWhileItGrows) {
  std::vector<Fingerprint> fingerprints;
  for (std::uint64_t i = 0; i < 150'000; ++i) fingerprints.push_back(mix(1, i));
  expect_kept(fingerprints);
}

TEST(VisitedTable, TheFingerprintOfZerosIsOneLikeAnyOther) {
  expect_kept({{0, 0}, {1, 0}, {0, 1}, {1, 1}});
}

// Counters in one lane, in the upper or lower bits, the other lane equal for all.
TEST(VisitedTable, TakesFingerprintsThatAgreeInMostBits) {
  for (const int shift : {0, 20, 40}) {
    std::vector<Fingerprint> low;
    std::vector<Fingerprint> high;
    for (std::uint64_t i = 0; i < 50'000; ++i) {
      low.push_back({i << shift, 7});
      high.push_back({7, i << shift});
    }
    expect_kept(low);
    expect_kept(high);
  }
}

// All begin at one bucket: at the first, in the middle and at the last, where they go round the
// end of the table. Between them others, so that runs meet.
TEST(VisitedTable, TakesFingerprintsThatAllBeginAtTheSameBucket) {
  // The hash is (lo ^ swapped hi) times an odd constant, so hash 2^64 - 1 has an inverse.
  constexpr std::uint64_t kInverse = 0xf1de83e19937733d;
  static_assert(kInverse * 0x9e3779b97f4a7c15 == 1);
  for (const std::uint64_t hash : {std::uint64_t{0}, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
    std::vector<Fingerprint> fingerprints;
    for (std::uint64_t i = 0; i < 1'500; ++i) {
      fingerprints.push_back({(hash * kInverse) ^ std::rotl(i, 32), i});
      if (i % 3 == 0) fingerprints.push_back(mix(2, i));
    }
    expect_kept(fingerprints);
  }
}

TEST(VisitedTable, AStateNeverCostsMoreThanThirtyTwoBytesOnceThereAreMany) {
  VisitedTable table(kPlenty);
  double least = 64;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    table.find_or_insert(mix(1, i), 0);
    const double each = static_cast<double>(table.bytes()) / static_cast<double>(table.size());
    if (table.size() < 10'000) continue;
    ASSERT_LE(each, 29);
    least = std::min(least, each);
  }
  EXPECT_LE(least, 24);
}

TEST(VisitedTable, SaysThatItIsFullAndStillKnowsWhatItHolds) {
  constexpr std::size_t kBudget = 100'000;
  VisitedTable table(kBudget);
  std::uint64_t taken = 0;
  while (table.find_or_insert(mix(1, taken), 5).what == Insertion::kInserted) ++taken;
  EXPECT_EQ(table.size(), taken);
  EXPECT_LE(table.bytes(), kBudget);
  EXPECT_GT(taken, kBudget / 24);
  for (std::uint64_t i = 0; i < taken; ++i) {
    ASSERT_EQ(table.find_or_insert(mix(1, i), 6).what, Insertion::kFound);
  }
  for (std::uint64_t i = taken; i < 2 * taken; ++i) {
    const VisitedTable::Visit visit = table.find_or_insert(mix(1, i), 6);
    ASSERT_EQ(visit.what, Insertion::kFull);
    ASSERT_EQ(visit.payload, nullptr);
  }
  EXPECT_EQ(table.size(), taken);
}

TEST(VisitedTable, ATableWithoutABudgetIsFullAtOnce) {
  VisitedTable table(0);
  EXPECT_EQ(table.find_or_insert(mix(1, 1), 0).what, Insertion::kFull);
  EXPECT_EQ(table.find(mix(1, 1)), nullptr);
  EXPECT_FALSE(table.reserve_shared(1));
}

TEST(VisitedTable, ABudgetBeyondTheAddressSpaceIsTakenAsFarAsItGoes) {
  VisitedTable table(~std::size_t{0});
  EXPECT_EQ(table.find_or_insert(mix(1, 1), 0).what, Insertion::kInserted);
}

TEST(VisitedTable, ChangesOfAPayloadStayAfterGrowth) {
  VisitedTable table(kPlenty);
  *table.find_or_insert(mix(1, 0), 1).payload = 99;
  for (std::uint64_t i = 1; i < 10'000; ++i) table.find_or_insert(mix(1, i), 0);
  EXPECT_EQ(*table.find(mix(1, 0)), 99U);
}

TEST(VisitedTable, StatesItsOmissionProbability) {
  VisitedTable table(kPlenty);
  EXPECT_EQ(table.omission_probability(), 0);
  for (std::uint64_t i = 0; i < 1'024; ++i) table.find_or_insert(mix(1, i), 0);
  EXPECT_EQ(table.omission_probability(), std::ldexp(1.0, 20 - 129));
}

TEST(VisitedTable, AReservationIsRefusedWhereTheTableWouldHaveToGrow) {
  VisitedTable table(kPlenty);
  EXPECT_TRUE(table.reserve_shared(100));
  EXPECT_FALSE(table.reserve_shared(100));
  table.give_back_shared(100);
  EXPECT_EQ(table.size(), 0U);
  EXPECT_TRUE(table.reserve_shared(100));
}

// Method: threads insert overlapping ranges in different orders, payloads their own. Each
// fingerprint must be new for exactly one of them and end with the least payload offered.
TEST(VisitedTable, ThreadsAgreeOnWhoWasFirstAndKeepTheLeastPayload) {
  constexpr std::uint32_t kThreads = 4;
  constexpr std::uint64_t kCount = 30'000;
  VisitedTable table(kPlenty);
  std::size_t before = 0;
  while (!table.reserve_shared(kCount)) {
    ASSERT_EQ(table.find_or_insert(mix(2, before), 0).what, Insertion::kInserted);
    ++before;
  }
  std::atomic<std::uint64_t> inserted = 0;
  std::vector<std::thread> threads;
  for (std::uint32_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::uint64_t k = 0; k < kCount; ++k) {
        const std::uint64_t i = t % 2 == 0 ? k : kCount - 1 - k;
        const auto payload = static_cast<std::uint32_t>((i + t) % kThreads);
        const VisitedTable::SharedVisit visit = table.find_or_insert_shared(mix(1, i), payload);
        if (visit.what == Insertion::kInserted) ++inserted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(inserted, kCount);
  EXPECT_EQ(table.size(), before + kCount);
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const std::uint32_t* payload = table.find(mix(1, i));
    ASSERT_NE(payload, nullptr);
    ASSERT_EQ(*payload, 0U);
  }
}

}  // namespace
}  // namespace firedrill
