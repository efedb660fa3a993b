// Goal: the queue is a priority queue on (time, slot) for any interleaving of pushes and pops.
// Method: a std::multiset does the same steps; every answer must be equal.
#include "sim/engine/event_queue.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace firedrill {
namespace {

std::vector<EventEntry> drained(EventQueue& queue) {
  std::vector<EventEntry> out;
  while (!queue.empty()) out.push_back(queue.pop());
  return out;
}

TEST(EventQueue, PopsByTimeThenSlot) {
  EventQueue queue;
  for (const EventEntry& entry : {EventEntry{7, 1}, {5, 9}, {5, 2}, {0, 4}, {7, 0}}) {
    queue.push(entry.time, entry.slot);
  }
  EXPECT_EQ(drained(queue), (std::vector<EventEntry>{{0, 4}, {5, 2}, {5, 9}, {7, 0}, {7, 1}}));
}

TEST(EventQueue, KeepsEqualEntriesSideBySide) {
  EventQueue queue;
  for (const std::uint32_t slot : {3U, 1U, 3U, 2U, 3U}) queue.push(10, slot);
  EXPECT_EQ(drained(queue), (std::vector<EventEntry>{{10, 1}, {10, 2}, {10, 3}, {10, 3}, {10, 3}}));
}

TEST(EventQueue, TakesTheExtremesOfTimeAndSlot) {
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  constexpr std::uint32_t kSlot = std::numeric_limits<std::uint32_t>::max();
  EventQueue queue;
  for (const std::int64_t time : {kLast, std::int64_t{0}, std::int64_t{0xffff'ffff},
                                  std::int64_t{0xffff'fffe}, std::int64_t{0x1'0000'0000}}) {
    queue.push(time, kSlot);
    queue.push(time, 0);
  }
  EXPECT_EQ(queue.size(), 10U);
  EXPECT_EQ(drained(queue), (std::vector<EventEntry>{{0, 0},
                                                     {0, kSlot},
                                                     {0xffff'fffe, 0},
                                                     {0xffff'fffe, kSlot},
                                                     {0xffff'ffff, 0},
                                                     {0xffff'ffff, kSlot},
                                                     {0x1'0000'0000, 0},
                                                     {0x1'0000'0000, kSlot},
                                                     {kLast, 0},
                                                     {kLast, kSlot}}));
}

TEST(EventQueue, AcceptsAPushBeforeTheEntryItJustShowed) {
  EventQueue queue;
  queue.push(std::int64_t{1} << 40, 1);
  EXPECT_EQ(queue.top().time, std::int64_t{1} << 40);
  queue.push(3, 2);
  EXPECT_EQ(queue.pop(), (EventEntry{3, 2}));
  EXPECT_EQ(queue.pop(), (EventEntry{std::int64_t{1} << 40, 1}));
  EXPECT_TRUE(queue.empty());
}

TEST(EventQueue, IsEmptyAndUsableAfterClear) {
  EventQueue queue;
  for (std::uint32_t i = 0; i < 100; ++i) queue.push(std::int64_t{i} << 30, i);
  for (int i = 0; i < 50; ++i) queue.pop();
  queue.clear();
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.size(), 0U);
  queue.push(2, 2);
  queue.push(1, 1);
  EXPECT_EQ(drained(queue), (std::vector<EventEntry>{{1, 1}, {2, 2}}));
}

TEST(EventQueue, IsAValue) {
  EventQueue queue;
  for (std::uint32_t i = 0; i < 20; ++i) queue.push(20 - i, i);
  queue.pop();
  EventQueue copy = queue;
  EXPECT_EQ(drained(copy), drained(queue));
}

struct Mix {
  const char* name;
  std::int64_t spread;  // How far ahead of the last popped time pushes reach.
  std::int64_t back;    // How far before it.
};

class EventQueueMix : public testing::TestWithParam<Mix> {};

TEST_P(EventQueueMix, AgreesWithAnOrderedMultiset) {
  const auto [name, spread, back] = GetParam();
  std::mt19937_64 random(1);
  EventQueue queue;
  std::multiset<EventEntry> expected;
  std::int64_t now = 0;
  std::size_t target = 0;
  for (int step = 0; step < 60'000; ++step) {
    if (step % 1'000 == 0) target = random() % 400;
    const bool grow = expected.size() < target ? random() % 4 != 0 : random() % 4 == 0;
    if (grow || expected.empty()) {
      const auto reach = static_cast<std::uint64_t>(spread + back);
      const auto offset = static_cast<std::int64_t>(random() % reach) - back;
      const EventEntry entry{std::max<std::int64_t>(0, now + offset),
                             static_cast<std::uint32_t>(random() % 16)};
      queue.push(entry.time, entry.slot);
      expected.insert(entry);
    } else {
      if (random() % 8 == 0) {
        ASSERT_EQ(queue.top(), *expected.begin());
      }
      const EventEntry popped = queue.pop();
      ASSERT_EQ(popped, *expected.begin()) << "step " << step;
      expected.erase(expected.begin());
      now = popped.time;
    }
    ASSERT_EQ(queue.size(), expected.size());
    ASSERT_EQ(queue.empty(), expected.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Times, EventQueueMix,
                         testing::Values(Mix{"all_at_once", 1, 0}, Mix{"many_ties", 20, 0},
                                         Mix{"hours", 36'000'000, 0},
                                         Mix{"into_the_past", 1'000, 900},
                                         Mix{"beyond_the_window", 9'000'000'000, 0},
                                         Mix{"far_into_the_past", 9'000'000'000, 8'000'000'000}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace firedrill
