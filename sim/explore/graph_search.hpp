// Exhaustive search of an untimed protocol: every state that can be reached, breadth first.
//
// A protocol is a C++ type; it says what a state is, where it begins, what can happen next and what
// must always hold:
//
//   struct Counter {
//     using State = int;
//     State initial() const { return 0; }
//     void for_each_successor(const State& state, auto&& emit) const { emit((state + 1) % 10); }
//     bool invariant(const State& state) const { return state != 7; }
//     Fingerprint fingerprint(const State& state) const { return mix(0, state); }
//   };
//   const SearchResult<int> result = GraphSearch<Counter>({}, {2, 1 << 30}).run();
//
// Two members are optional. `State canonical(const State&)` names the representative of the states
// that are alike by symmetry; only representatives are kept, and a counterexample is still a path
// of the protocol itself. `State state_of(candidate)` allows what is emitted to be something
// lighter than a state, such as a reference to the state before and the changes to it, with a
// fingerprint of its own: it is turned into a state only where that state is new. Its type is then
// `Candidate`, and it may refer to the state it was emitted for.
//
// How it works. The states of one level (so many steps from the beginning) have consecutive
// numbers, and the next level follows from them in units of work of kUnit states. Each new state
// notes the number of its parent. A thread that meets a state of the next level again lowers that
// number to its own parent's and takes the state over into its own unit; the losing entries are
// struck out when the level is complete. So the next level comes out ordered by (parent, choice),
// exactly as one thread alone finds it, and every count, every number and the counterexample are
// the same for any number of threads. A violation is the least-numbered state of the first level
// that has one; a parent number for each state leads back from it, and the way forward is replayed
// from the initial state.
//
// Only fingerprints are kept of the levels behind (visited_table.hpp), so memory is 28 to 33 bytes
// a state, and the states themselves for two levels. Where the memory budget ends the search, the
// verdict is unknown and says how far it came; states already found are still checked.
//
// Partial-order reduction has its place in expand(): it would have for_each_successor() called with
// a subset of what can happen, and need the whole again where that subset closes a cycle.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "firedrill/verdict.hpp"
#include "sim/engine/assert.hpp"
#include "sim/explore/number_log.hpp"
#include "sim/explore/recent_states.hpp"
#include "sim/explore/visited_table.hpp"

namespace firedrill {

struct SearchOptions {
  unsigned threads = 1;
  /// For fingerprints, parents and the states of two levels.
  std::size_t memory_bytes = 0;
};

template <class State>
struct SearchResult {
  /// Held: all states were reached and checked. Unknown: the memory was used up.
  Verdict verdict = Verdict::kUnknown;
  /// Levels whose states were all checked, the initial state's included. In a violated result the
  /// last of them is the level of the violation.
  std::uint64_t levels = 0;
  /// Distinct states on these levels.
  std::uint64_t states = 0;
  /// Steps between them: out of all these levels in a held result, else out of all but the last.
  std::uint64_t transitions = 0;
  /// The most that was in use; what the allocator adds is not counted.
  std::size_t bytes = 0;
  /// Of these, for the fingerprints and parents of the states found on the way.
  std::size_t visited_bytes = 0;
  double omission_probability = 0;
  /// A shortest path from the initial state to one that violates the invariant, both included.
  std::vector<State> counterexample;
};

template <class Protocol>
class GraphSearch {
 public:
  using State = typename Protocol::State;

  GraphSearch(const Protocol& protocol, const SearchOptions& options)
      : protocol_(protocol), options_(options), visited_(options.memory_bytes) {}

  /// To be called once.
  SearchResult<State> run();

 private:
  static constexpr std::size_t kUnit = 256;
  static constexpr std::size_t kBatch = 64;
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  /// Numbers of states have 32 bits and begin at 1, so that the initial state has a parent, 0.
  static constexpr std::size_t kStatesMax = ~std::uint32_t{0};

  /// The states found by one unit of work, ordered by parent and choice.
  struct Portion {
    std::vector<State> states;
    std::vector<std::uint32_t> parents;
  };
  /// A state that a lower-numbered parent took over: `parent` is the one that lost it.
  struct Loss {
    std::uint32_t parent = 0;
    Fingerprint fingerprint;
  };

  static constexpr bool kSymmetry = requires(const Protocol& p, const State& s) { p.canonical(s); };

  /// What is kept for something that for_each_successor() emits.
  template <class Candidate>
  [[nodiscard]] static decltype(auto) representative(const Protocol& protocol,
                                                     const Candidate& candidate) {
    if constexpr (kSymmetry) {
      return State(protocol.canonical(candidate));
    } else {
      return (candidate);
    }
  }
  template <class Candidate>
  [[nodiscard]] static State state_of(const Protocol& protocol, const Candidate& candidate) {
    if constexpr (std::is_same_v<Candidate, State>) {
      return candidate;
    } else {
      return protocol.state_of(candidate);
    }
  }

  class Worker;

  /// What is in use when `states` states were found in all, `next` of them for the next level.
  [[nodiscard]] std::size_t bytes_with(std::size_t states, std::size_t next) const {
    return visited_.bytes() + states * sizeof(std::uint32_t) +
           (offsets_.back() + next) * (sizeof(State) + sizeof(std::uint32_t));
  }
  [[nodiscard]] bool fits(std::size_t states, std::size_t next) const {
    return states < kStatesMax && bytes_with(states, next) <= options_.memory_bytes;
  }
  [[nodiscard]] std::uint64_t found_before_next_level() const {
    return level_first_ - 1 + offsets_.back();
  }

  bool begin();
  bool explore_level();
  void strike_out(std::vector<Loss>& losses);
  void begin_next_level();
  [[nodiscard]] std::uint64_t first_child_of(std::uint64_t number) const;
  [[nodiscard]] Fingerprint child_fingerprint(const State& state, std::uint64_t number,
                                              std::uint64_t ordinal) const;
  [[nodiscard]] State step_to(const State& state, Fingerprint fingerprint) const;
  [[nodiscard]] std::vector<State> path_to(std::uint64_t number) const;

  const Protocol protocol_;
  SearchOptions options_;
  VisitedTable visited_;
  std::shared_mutex growth_;
  NumberLog parents_;
  std::vector<RecentStates> recent_;  // One a thread.

  std::vector<Portion> level_;
  std::vector<std::size_t> offsets_;  // Of each portion in the level, and the level's size.
  std::uint64_t level_first_ = 1;     // The number of its first state.
  std::vector<Portion> next_;

  std::atomic<std::size_t> next_unit_ = 0;
  std::atomic<std::uint64_t> violation_ = kNone;
  std::atomic<bool> exhausted_ = false;
  std::uint64_t transitions_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace firedrill

#include "sim/explore/graph_search_impl.hpp"
