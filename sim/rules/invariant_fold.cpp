// What future checks will read of the past: the notes that still count, as differences from the
// present, and the records that an event of the load left behind those of the state.
//
// A note that no check can read any more is left out, so that a search recognises equal futures; a
// note that is left out wrongly would merge unequal ones. Whoever adds a note adds it here, with
// the condition under which a check reads it.
#include <array>
#include <cstring>

#include "sim/rules/invariant_memory.hpp"

namespace firedrill::invariants {
namespace {

class Folding {
 public:
  Folding(const State& state, const StampBounds& bounds, const WatchMemory& memory, MemoryFold& out)
      : state_(state), bounds_(bounds), memory_(memory), out_(out) {
    for (std::size_t p = 0; p < kSummed && p < memory.notes.pools.size(); ++p) {
      sums_[p] = sums_of(state, static_cast<Index>(p));
    }
  }

  void run() {
    const Notes& notes = memory_.notes;
    number(memory_.restless ? 1 : 0);
    number(notes.capacity_announced ? 1 : 0);
    number(notes.restarts_owed ? 1 : 0);
    number(static_cast<int>(notes.federation) | static_cast<int>(notes.xmpp) << 2);
    for (std::size_t i = 0; i < notes.edge_refused.size(); ++i) {
      if (notes.edge_refused[i] != 0) number(static_cast<std::int64_t>(i));
    }
    number(-1);  // the list has an end
    for (std::size_t p = 0; p < notes.pools.size(); ++p) pool(p, notes.pools[p]);
    for (std::size_t i = 0; i < notes.links.size(); ++i) link(i, notes.links[i]);
    for (std::size_t p = 0; p < notes.syncs.size(); ++p) sync(p, notes.syncs[p]);
    if (state_.cms().operation != CmsOperation::kNothing) bytes(notes.cms_at_start);
    stale_records();
  }

 private:
  static constexpr std::size_t kSummed = 4;  // of larger estates each sum is made where it is read
  [[nodiscard]] ModuleSums sums_now(Index pool) const {
    const auto p = static_cast<std::size_t>(pool);
    return p < kSummed ? sums_[p] : sums_of(state_, pool);
  }
  void number(std::int64_t value) { out_.numbers.push_back(static_cast<std::uint64_t>(value)); }
  void stamp(Instant at, Duration matters_for) { out_.stamps.push_back({at, matters_for}); }

  template <class R>
  void bytes(const R& record) {
    static_assert(sizeof(R) % 8 == 0);
    std::uint64_t words[sizeof(R) / 8];
    std::memcpy(words, &record, sizeof(R));
    for (const std::uint64_t word : words) out_.numbers.push_back(word);
  }

  /// Checks compare later sums with these, so only the difference from the present counts.
  void sums(const ModuleSums& then, const ModuleSums& now) {
    for (std::size_t m = 0; m < kUserModules; ++m) {
      number(now[m].home_only - then[m].home_only);
      number(now[m].partner_only - then[m].partner_only);
      number(now[m].acknowledged - then[m].acknowledged);
      number(now[m].applied - then[m].applied);
      number(now[m].lost - then[m].lost);
    }
  }

  void pool(std::size_t p, const PoolNotes& n) {
    const auto index = static_cast<Index>(p);
    const PoolRecord& record = state_.pool(p);
    number(static_cast<int>(n.last_success) | (n.written_by_hand ? 4 : 0) | (n.drained ? 8 : 0) |
           (n.expired ? 16 : 0) | (n.disaster ? 32 : 0) | (n.data_disturbed ? 64 : 0) |
           (n.content_disturbed ? 128 : 0) | (n.failed_back ? 256 : 0) |
           (n.content_missing ? 512 : 0) | (n.failbacks_failed > 0 ? 1024 : 0) |
           (n.pair_by_hand ? 2048 : 0) | static_cast<int>(n.media) << 12 |
           (n.hops_owed ? 16384 : 0));
    number(n.front_end_first_down);
    if (record.operation != PoolOperation::kNothing) {  // read when the operation ends
      const ModuleSums now = sums_now(index);
      sums(n.at_failover, now);
      sums(n.at_failback, now);
      for (const std::int64_t missing : n.missing_at_expiry) number(n.expired ? missing : 0);
    }
    number(n.back_end_lost.is_set() ? 1 + std::int64_t{n.threshold_shortest_ms} : 0);
    number(n.back_end_lost.is_set() ? 1 + std::int64_t{n.threshold_longest_ms} : 0);
    stamp(n.back_end_lost,
          bounds_.threshold_changes ? Duration::max() : milliseconds(n.threshold_longest_ms));
    number(n.heartbeat_lost.is_set() ? 1 + std::int64_t{n.detection_s} : 0);
    stamp(n.heartbeat_lost, seconds(n.detection_s));  // only ever gets shorter
  }

  void link(std::size_t i, const LinkNotes& n) {
    if (i % 3 < kUserModules) {
      const DataSums now = sums_now(static_cast<Index>(i / 3))[i % 3];
      number(now.applied + now.lost - n.settled);
    }
    stamp(n.unapplied_since, bounds_.longest_interval(state_));
  }

  void sync(std::size_t p, const SyncNotes& n) {
    number((n.running ? 1 : 0) | (n.disturbed ? 2 : 0) | (n.done ? 4 : 0));
    const Index partner = state_.pool(p).backup;
    if (partner == kNone || n.disturbed || (!n.running && !n.done)) return;
    const DataSums mine = sums_now(static_cast<Index>(p))[kContent];
    const DataSums theirs = sums_now(partner)[kContent];
    if (n.running) {
      number(mine.acknowledged - n.source_before.acknowledged);
      number(theirs.acknowledged - n.partner_before.acknowledged);
      number(mine.lost - n.source_before.lost);
      number(theirs.lost - n.partner_before.lost);
    }
    if (n.done) {
      number(mine.acknowledged != n.source_after.acknowledged ||
             theirs.acknowledged != n.partner_after.acknowledged);
      number(mine.lost - n.source_after.lost);
      number(theirs.lost - n.partner_after.lost);
    }
  }

  template <class R>
  void stale(const std::vector<R>& before) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (std::memcmp(&before[i], &state_.record<R>(i), sizeof(R)) != 0) stale_record(before[i], i);
    }
  }
  /// Larger than any number that may stand here instead, and it says how many follow.
  template <class R>
  void stale_record(const R& before, std::size_t i) {
    number((static_cast<std::int64_t>(RecordTraits<R>::kKind) + 1) << 40 |
           static_cast<std::int64_t>(i));
    bytes(before);
  }

  /// Where an event of the load, or a condition of the plan, changed a record since the last event
  /// that was looked at in full.
  void stale_records() {
    const Before& b = memory_.before;
    if (memory_.unremembered.infrastructure) {
      stale(b.pools);
      stale(b.front_ends);
      stale(b.back_ends);
      stale(b.edge_pools);
      stale(b.sites);
      if (std::memcmp(&b.cms, &state_.cms(), sizeof(CmsRecord)) != 0) stale_record(b.cms, 0);
    }
    if (memory_.unremembered.plan) stale(b.actors);
    for (std::size_t i = 0; i < b.links.size(); ++i) {  // all that a check reads of an earlier link
      number(b.links[i].explicit_sync | b.links[i].pulling << 1);
    }
    for (std::size_t p = 0; p < b.sums.size(); ++p) {
      const ModuleSums now = sums_now(static_cast<Index>(p));
      for (std::size_t m = 0; m < kUserModules; ++m) {
        number(now[m].partner_only - b.sums[p][m].partner_only);
        number(now[m].applied - b.sums[p][m].applied);
        number(now[m].lost - b.sums[p][m].lost);
      }
      const PoolTally& tally = state_.tally(p);
      number(static_cast<std::int64_t>(tally.conferences_cut - b.tallies[p].conferences_cut));
    }
  }

  const State& state_;
  std::array<ModuleSums, kSummed> sums_;
  const StampBounds& bounds_;
  const WatchMemory& memory_;
  MemoryFold& out_;
};

}  // namespace

void fold_memory(const State& state, const StampBounds& bounds, const WatchMemory& memory,
                 MemoryFold& out) {
  Folding(state, bounds, memory, out).run();
}

}  // namespace firedrill::invariants
