// Goal: the search finds exactly what a plain breadth-first search with a queue and a map finds,
// with any number of threads, and never says *held* where it did not look.
#include "sim/explore/graph_search.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <queue>

namespace firedrill {
namespace {

constexpr std::size_t kPlenty = std::size_t{1} << 30;

struct Counter {
  using State = int;
  [[nodiscard]] State initial() const { return 0; }
  void for_each_successor(const State& state, auto&& emit) const { emit((state + 1) % 10); }
  [[nodiscard]] bool invariant(const State& state) const { return state != wrong; }
  [[nodiscard]] Fingerprint fingerprint(const State& state) const {
    return mix(0, static_cast<std::uint64_t>(state));
  }
  int wrong = -1;
};

TEST(GraphSearch, ReachesEveryStateOnce) {
  const auto result = GraphSearch<Counter>({}, {1, kPlenty}).run();
  EXPECT_EQ(result.verdict, Verdict::kHeld);
  EXPECT_EQ(result.states, 10U);
  EXPECT_EQ(result.transitions, 10U);
  EXPECT_EQ(result.levels, 10U);
  EXPECT_TRUE(result.counterexample.empty());
}

TEST(GraphSearch, PrintsTheWayToAViolation) {
  const auto result = GraphSearch<Counter>({7}, {1, kPlenty}).run();
  EXPECT_EQ(result.verdict, Verdict::kViolated);
  EXPECT_EQ(result.counterexample, std::vector<int>({0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(result.levels, 8U);
  EXPECT_EQ(result.states, 8U);
  EXPECT_EQ(result.transitions, 7U);
}

TEST(GraphSearch, ChecksTheInitialStateToo) {
  const auto result = GraphSearch<Counter>({0}, {2, kPlenty}).run();
  EXPECT_EQ(result.verdict, Verdict::kViolated);
  EXPECT_EQ(result.counterexample, std::vector<int>({0}));
}

TEST(GraphSearch, WithoutMemoryItKnowsNothing) {
  const auto result = GraphSearch<Counter>({}, {1, 0}).run();
  EXPECT_EQ(result.verdict, Verdict::kUnknown);
  EXPECT_EQ(result.states, 0U);
  EXPECT_EQ(result.levels, 0U);
}

/// A graph without structure: successors are drawn from the state, some of them twice, and wide
/// levels make threads meet.
struct Tangle {
  using State = std::uint64_t;
  [[nodiscard]] State initial() const { return 0; }
  void for_each_successor(const State& state, auto&& emit) const {
    const std::uint64_t choices = mix(seed, state).hi % 6;
    for (std::uint64_t i = 0; i < choices; ++i) emit(mix(seed + i % 4, state).lo % size);
    emit((state + 1) % size);
  }
  [[nodiscard]] bool invariant(const State& state) const { return state % modulus != modulus - 1; }
  [[nodiscard]] Fingerprint fingerprint(const State& state) const { return mix(0, state); }
  std::uint64_t seed = 1;
  std::uint64_t size = 20'000;
  std::uint64_t modulus = ~std::uint64_t{0};
};

/// The obvious search, one state after the other.
SearchResult<Tangle::State> obvious(const Tangle& protocol) {
  using State = Tangle::State;
  SearchResult<State> result;
  std::map<State, State> parents = {{protocol.initial(), protocol.initial()}};
  std::vector<State> level = {protocol.initial()};
  while (!level.empty()) {
    ++result.levels;
    result.states += level.size();
    for (State state : level) {
      if (protocol.invariant(state)) continue;
      result.verdict = Verdict::kViolated;
      while (state != protocol.initial()) {
        result.counterexample.insert(result.counterexample.begin(), state);
        state = parents.at(state);
      }
      result.counterexample.insert(result.counterexample.begin(), state);
      return result;
    }
    std::vector<State> next;
    for (const State& state : level) {
      protocol.for_each_successor(state, [&](const State& successor) {
        ++result.transitions;
        if (parents.emplace(successor, state).second) next.push_back(successor);
      });
    }
    level = std::move(next);
  }
  result.verdict = Verdict::kHeld;
  return result;
}

template <class State>
void expect_same(const SearchResult<State>& a, const SearchResult<State>& b) {
  EXPECT_EQ(a.verdict, b.verdict);
  EXPECT_EQ(a.levels, b.levels);
  EXPECT_EQ(a.states, b.states);
  EXPECT_EQ(a.transitions, b.transitions);
  EXPECT_EQ(a.counterexample, b.counterexample);
}

TEST(GraphSearch, AgreesWithTheObviousSearchForAnyNumberOfThreads) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const std::uint64_t modulus : {~std::uint64_t{0}, std::uint64_t{7'000}}) {
      const Tangle protocol{seed, 20'000, modulus};
      const auto expected = obvious(protocol);
      ASSERT_EQ(expected.verdict, modulus < 20'000 ? Verdict::kViolated : Verdict::kHeld);
      for (unsigned threads = 1; threads <= 4; ++threads) {
        const auto result = GraphSearch<Tangle>(protocol, {threads, kPlenty}).run();
        expect_same(result, expected);
      }
    }
  }
}

// With every budget the search either ends as without one, or says unknown and describes exactly
// the levels that it looked at.
TEST(GraphSearch, AMemoryBudgetEndsItAtTheSamePlaceForAnyNumberOfThreads) {
  const Tangle protocol{1, 20'000, ~std::uint64_t{0}};
  std::map<std::uint64_t, std::uint64_t> states_up_to_level;
  int unknown = 0;
  for (std::size_t budget = 1'000; budget < 1'500'000; budget += budget / 5) {
    const auto alone = GraphSearch<Tangle>(protocol, {1, budget}).run();
    const auto together = GraphSearch<Tangle>(protocol, {3, budget}).run();
    expect_same(alone, together);
    EXPECT_EQ(alone.bytes, together.bytes);
    EXPECT_EQ(alone.omission_probability, together.omission_probability);
    EXPECT_TRUE(alone.levels == 0 || alone.bytes <= budget);
    if (alone.verdict == Verdict::kUnknown) ++unknown;
    const auto [known, fresh] = states_up_to_level.emplace(alone.levels, alone.states);
    EXPECT_EQ(known->second, alone.states);
  }
  EXPECT_GT(unknown, 10);
  EXPECT_EQ(states_up_to_level.rbegin()->second, 20'000U);
}

TEST(GraphSearch, AViolationCountsThoughTheMemoryRanOut) {
  const Tangle protocol{1, 10'000, 1'000};
  const auto expected = obvious(protocol);
  ASSERT_EQ(expected.verdict, Verdict::kViolated);
  const Tangle without_violation{1, 10'000, ~std::uint64_t{0}};
  int cut_off = 0;
  for (std::size_t budget = 10'000; budget < 600'000; budget += budget / 10) {
    const auto held = GraphSearch<Tangle>(without_violation, {1, budget}).run();
    // The level of the violation is the last that this budget lets anybody check.
    const bool last = held.verdict == Verdict::kUnknown && held.levels == expected.levels;
    if (last) ++cut_off;
    for (const unsigned threads : {1U, 2U}) {
      const auto result = GraphSearch<Tangle>(protocol, {threads, budget}).run();
      if (result.verdict == Verdict::kUnknown) {
        EXPECT_LT(result.levels, expected.levels);
        EXPECT_FALSE(last);
      } else {
        expect_same(result, expected);
      }
    }
  }
  EXPECT_GT(cut_off, 0);
}

/// Three tokens on a line that move one step to the right; who is who does not matter.
struct Tokens {
  using State = std::array<int, 3>;
  [[nodiscard]] State initial() const { return {2, 0, 1}; }
  void for_each_successor(const State& state, auto&& emit) const {
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (state[i] == 20) continue;
      State next = state;
      ++next[i];
      emit(next);
    }
  }
  [[nodiscard]] bool invariant(const State& state) const {
    return state[0] + state[1] + state[2] < limit;
  }
  [[nodiscard]] Fingerprint fingerprint(const State& state) const {
    return mix(0, static_cast<std::uint64_t>((state[0] * 100 + state[1]) * 100 + state[2]));
  }
  int limit = 1'000;
};
struct TokensUpToSymmetry : Tokens {
  [[nodiscard]] State canonical(State state) const {
    std::sort(state.begin(), state.end());
    return state;
  }
};

TEST(GraphSearch, SymmetryLeavesOneStateOfAClass) {
  const auto all = GraphSearch<Tokens>({}, {1, kPlenty}).run();
  EXPECT_EQ(all.states, 19U * 21U * 20U);
  const auto reduced = GraphSearch<TokensUpToSymmetry>({}, {2, kPlenty}).run();
  EXPECT_EQ(reduced.verdict, Verdict::kHeld);
  // All multisets {a <= b <= c} with b >= 1 and c >= 2: 1,771 of three out of 21 values, without
  // the 21 that are {0, 0, c}, and {0, 1, 1} and {1, 1, 1}.
  EXPECT_EQ(reduced.states, 1'771U - 21U - 2U);
  EXPECT_EQ(reduced.levels, all.levels);
}

TEST(GraphSearch, ACounterexampleUnderSymmetryIsAPathOfTheProtocolItself) {
  const TokensUpToSymmetry protocol{{9}};
  const auto result = GraphSearch<TokensUpToSymmetry>(protocol, {2, kPlenty}).run();
  ASSERT_EQ(result.verdict, Verdict::kViolated);
  ASSERT_EQ(result.counterexample.size(), 7U);
  EXPECT_EQ(result.counterexample.front(), protocol.initial());
  EXPECT_FALSE(protocol.invariant(result.counterexample.back()));
  for (std::size_t i = 0; i + 1 < result.counterexample.size(); ++i) {
    bool follows = false;
    protocol.for_each_successor(result.counterexample[i], [&](const Tokens::State& next) {
      follows = follows || next == result.counterexample[i + 1];
    });
    EXPECT_TRUE(follows);
  }
}

/// Tokens again, emitting the move instead of the state after it, and counting states built.
struct TokensByMove : Tokens {
  struct Candidate {
    const State* before;
    std::size_t moved;
  };
  void for_each_successor(const State& state, auto&& emit) const {
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (state[i] < 20) emit(Candidate{&state, i});
    }
  }
  [[nodiscard]] State state_of(const Candidate& candidate) const {
    State next = *candidate.before;
    ++next[candidate.moved];
    ++*built;
    return next;
  }
  using Tokens::fingerprint;
  [[nodiscard]] Fingerprint fingerprint(const Candidate& candidate) const {
    State next = *candidate.before;
    ++next[candidate.moved];
    return Tokens::fingerprint(next);
  }
  std::uint64_t* built;
};

TEST(GraphSearch, BuildsAStateOnlyWhereACandidateIsNew) {
  std::uint64_t built = 0;
  TokensByMove protocol;
  protocol.built = &built;
  const auto result = GraphSearch<TokensByMove>(protocol, {1, kPlenty}).run();
  EXPECT_EQ(result.states, 19U * 21U * 20U);
  EXPECT_EQ(built, result.states - 1);
  protocol.limit = 9;
  const auto violated = GraphSearch<TokensByMove>(protocol, {1, kPlenty}).run();
  EXPECT_EQ(violated.counterexample.size(), 7U);
}

}  // namespace
}  // namespace firedrill
