// The pair of data centres for tests of failures: as TestDrive, with the store and the next hops at
// the second pool, so that the first can be failed over without further steps.
#pragma once

#include <gtest/gtest.h>

#include "sim/cmdlets/test_drive.hpp"

namespace firedrill {

/// The Central Management store and both Edge pools lean on pool2.
inline void lean_on_pool2(Topology& t) {
  t.cms.active = TestDrive::pool2;
  t.cms.standby = TestDrive::pool1;
  for (EdgePool& edge : t.edge_pools) edge.next_hop = TestDrive::pool2;
}
inline void unmirror(Topology& t, std::size_t pool) {
  BackEnd& be = t.back_ends[pool];
  be.ha = HaMode::kNone;
  be.mirror = be.witness = kNone;
}

/// Both Edge pools are ready for XMPP; next hops as shipped.
inline void ready_for_xmpp(Topology& t) {
  t.edge_pools[1].xmpp = true;
  DnsRecord record;
  record.name = "_xmpp-server._tcp.contoso.com";
  record.service = DnsService::kXmpp;
  record.edge_pool = 1;
  record.priority = 20;
  t.dns_records.push_back(record);
}

class PairDrill : public TestDrive {
 public:
  explicit PairDrill(Change change = lean_on_pool2) : TestDrive(change) {}

  static constexpr const char* kFailOver =
      "Invoke-CsPoolFailOver -PoolFqdn pool1.contoso.com -DisasterMode";
  static constexpr const char* kPlannedFailOver =
      "Invoke-CsPoolFailOver -PoolFqdn pool1.contoso.com";
  static constexpr const char* kFailBack = "Invoke-CsPoolFailBack -PoolFqdn pool1.contoso.com";

  [[nodiscard]] const PoolRecord& pool(Index i) const {
    return state().pool(static_cast<std::size_t>(i));
  }
  [[nodiscard]] const BackEnd& back_end(Index i) const {
    return world.topology.back_ends[static_cast<std::size_t>(world.pool(i).back_end)];
  }
  /// Users homed on `home` that are in this mode.
  [[nodiscard]] int count(UserMode mode, Index home = pool1) const {
    return static_cast<int>(
        state().pool_index(static_cast<std::size_t>(home)).mode[static_cast<std::size_t>(mode)]);
  }
  /// Users homed on `home` that are registered at `at`.
  [[nodiscard]] int registered(Index at, Index home = pool1) const {
    int n = 0;
    for (std::uint32_t u = 0; u < state().count<UserRecord>(); ++u) {
      n += state().user(u).home == home && state().user(u).registrar == at ? 1 : 0;
    }
    return n;
  }
  [[nodiscard]] int users(Index home = pool1) const { return world.pool(home).users; }
  [[nodiscard]] int conferences(Index home = pool1) const {
    return static_cast<int>(state().pool_index(static_cast<std::size_t>(home)).conferences);
  }
  [[nodiscard]] Index front_end(Index pool, Index position) const {
    return static_cast<Index>(world.pool(pool).first_front_end + position);
  }
  /// Users of `pool` try to start conferences, as the load would let them; returns how many run.
  int hold_conferences(Index pool) {
    const auto arrival = static_cast<std::size_t>(pool) * kActivities +
                         static_cast<std::size_t>(Activity::kConference);
    world.arrival_mean_ms[arrival] = 1'000'000'000;
    for (int i = 0; i < 60; ++i) arrival_due(writer(), arrival);
    writer().disarm(writer().slot(TimerKind::kArrival, arrival));
    return conferences(pool);
  }
  /// The principal of pool1's databases and its mirror, or either alone.
  void lose_back_end() {
    strike(FaultKind::kSql, back_end(pool1).primary);
    if (back_end(pool1).mirror != kNone) strike(FaultKind::kSql, back_end(pool1).mirror);
  }
  void restore_back_end() {
    if (back_end(pool1).mirror != kNone) mend(FaultKind::kSql, back_end(pool1).mirror);
    mend(FaultKind::kSql, back_end(pool1).primary);
  }
};

#define EXPECT_MODES(drill, out, resiliency, regular)              \
  do {                                                             \
    EXPECT_EQ((drill).count(UserMode::kSignedOut), (out));         \
    EXPECT_EQ((drill).count(UserMode::kResiliency), (resiliency)); \
    EXPECT_EQ((drill).count(UserMode::kRegular), (regular));       \
  } while (false)

}  // namespace firedrill
