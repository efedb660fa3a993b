// Two-phase commit as in Gray and Lamport's "Consensus on Transaction Commit" (2006), whose number
// of states is known: 288 for three resource managers and 8,832 for five.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/engine/mix.hpp"

namespace firedrill::known {

template <std::size_t kManagers>
struct TwoPhase {
  enum class Manager : std::uint8_t { kWorking, kPrepared, kCommitted, kAborted };
  enum class Coordinator : std::uint8_t { kInit, kCommitted, kAborted };

  /// One resource manager with what was said about it, so that a permutation moves all of it.
  struct Record {
    Manager manager = Manager::kWorking;
    bool said_prepared = false;   // The message is on the network, for ever.
    bool heard_prepared = false;  // The coordinator has received it.
    friend auto operator<=>(const Record&, const Record&) = default;
  };
  struct State {
    std::array<Record, kManagers> records;
    Coordinator coordinator = Coordinator::kInit;
    bool said_commit = false;
    bool said_abort = false;
  };

  [[nodiscard]] State initial() const { return {}; }

  template <class Emit>
  void for_each_successor(const State& state, Emit&& emit) const {
    const bool undecided = state.coordinator == Coordinator::kInit;
    const bool all_heard = std::all_of(state.records.begin(), state.records.end(),
                                       [](const Record& r) { return r.heard_prepared; });
    if (undecided && all_heard) {
      State next = state;
      next.coordinator = Coordinator::kCommitted;
      next.said_commit = true;
      emit(next);
    }
    if (undecided) {
      State next = state;
      next.coordinator = Coordinator::kAborted;
      next.said_abort = true;
      emit(next);
    }
    for (std::size_t i = 0; i < kManagers; ++i) {
      const Record& record = state.records[i];
      const auto become = [&](Record after) {
        State next = state;
        next.records[i] = after;
        emit(next);
      };
      if (undecided && record.said_prepared) become({record.manager, true, true});
      if (record.manager == Manager::kWorking) {
        become({Manager::kPrepared, true, record.heard_prepared});
        become({Manager::kAborted, record.said_prepared, record.heard_prepared});
      }
      if (state.said_commit) {
        become({Manager::kCommitted, record.said_prepared, record.heard_prepared});
      }
      if (state.said_abort) {
        become({Manager::kAborted, record.said_prepared, record.heard_prepared});
      }
    }
  }

  /// No manager aborts what another commits.
  [[nodiscard]] bool invariant(const State& state) const {
    const auto any = [&](Manager what) {
      return std::any_of(state.records.begin(), state.records.end(),
                         [&](const Record& record) { return record.manager == what; });
    };
    return !(any(Manager::kCommitted) && any(Manager::kAborted));
  }

  [[nodiscard]] Fingerprint fingerprint(const State& state) const {
    std::uint64_t word = static_cast<std::uint64_t>(state.coordinator);
    word = word * 4 + state.said_commit * 2U + state.said_abort;
    for (const Record& record : state.records) {
      word = word * 16 + static_cast<std::uint64_t>(record.manager) * 4 +
             record.said_prepared * 2U + record.heard_prepared;
    }
    return mix(0, word);
  }
};

/// The same, with managers that play the same part not told apart: their records are in order.
template <std::size_t kManagers>
struct TwoPhaseUpToSymmetry : TwoPhase<kManagers> {
  using typename TwoPhase<kManagers>::State;
  [[nodiscard]] State canonical(State state) const {
    std::sort(state.records.begin(), state.records.end());
    return state;
  }
};

}  // namespace firedrill::known
