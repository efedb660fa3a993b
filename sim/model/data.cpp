// Users' data as counts: every acknowledged write is at home, at the backup, on its way, or lost by
// a named cause (rule book 2.1, INV-20 to INV-34). Each change of a ledger keeps the books here, so
// acknowledged = both + home_only + partner_only + lost holds for every user at all times.
#include "sim/engine/assert.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

template <class T>
T plus(T value, std::int64_t change) {
  const std::int64_t sum = static_cast<std::int64_t>(value) + change;
  FIREDRILL_ASSERT(sum >= 0 && static_cast<std::uint64_t>(sum) <= T(~T(0)), "a ledger ran over");
  return static_cast<T>(sum);
}

void change_home_only(Writer& w, std::uint32_t u, std::size_t m, std::int64_t by) {
  const UserRecord& r = w.state().user(u);
  w.put(r.ledger[m].home_only, plus(r.ledger[m].home_only, by));
  PoolIndex& index = w.pool_index(ix(r.home));
  index.ledger_home_only[m] = plus(index.ledger_home_only[m], by);
}

void change_partner_only(Writer& w, std::uint32_t u, std::size_t m, std::int64_t by) {
  const UserRecord& r = w.state().user(u);
  w.put(r.ledger[m].partner_only, plus(r.ledger[m].partner_only, by));
  PoolIndex& index = w.pool_index(ix(r.home));
  index.ledger_partner_only[m] = plus(index.ledger_partner_only[m], by);
}

void change_both(Writer& w, std::uint32_t u, std::size_t m, std::int64_t by) {
  const UserRecord& r = w.state().user(u);
  w.put(r.both[m], plus(r.both[m], by));
  PoolIndex& index = w.pool_index(ix(r.home));
  index.ledger_both[m] = plus(index.ledger_both[m], by);
}

void raise_lost(Writer& w, std::uint32_t u, std::size_t m, std::int64_t by) {
  const UserTally& t = w.state().user_tally(u);
  w.put(t.lost[m], plus(t.lost[m], by));
  const PoolTally& p = w.state().tally(ix(w.state().user(u).home));
  w.put(p.lost[m], plus(p.lost[m], by));
  w.touch_user(u);
}

/// Puts `u` into its home's list of users with something waiting.
void join_backlog(Writer& w, std::uint32_t u, std::size_t m) {
  UserIndex& chain = w.user_index(u);
  if (chain.next[m] != 0) return;
  PoolIndex& index = w.pool_index(ix(w.state().user(u).home));
  chain.next[m] = index.backlog_head[m] == 0 ? kChainEnd : index.backlog_head[m];
  index.backlog_head[m] = u + 1;
}

}  // namespace

void leave_backlog(Writer& w, std::uint32_t u) {
  PoolIndex& index = w.pool_index(ix(w.state().user(u).home));
  for (std::size_t m = 0; m < kUserModules; ++m) {
    UserIndex& chain = w.user_index(u);
    if (chain.next[m] == 0) continue;
    std::uint32_t* place = &index.backlog_head[m];
    while (*place != u + 1) place = &w.user_index(*place - 1).next[m];
    *place = chain.next[m];
    chain.next[m] = 0;
    if (index.backlog_head[m] == kChainEnd) index.backlog_head[m] = 0;
  }
}

void send_everything_again(Writer& w, Index pool, BackupModule module) {
  const auto m = static_cast<std::size_t>(module);
  const LinkRecord& l = w.state().link(link_number(pool, module));
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    const std::uint32_t both = w.state().user(u).both[m];
    if (both == 0) return;
    change_both(w, u, m, -std::int64_t{both});
    change_home_only(w, u, m, both);
    join_backlog(w, u, m);
    w.put(l.waiting, plus(l.waiting, both));
  });
  link_has_work(w, pool, module);
}

void write_changes(Writer& w, std::uint32_t u, BackupModule module, std::uint16_t count) {
  const auto m = static_cast<std::size_t>(module);
  const UserRecord& r = w.state().user(u);
  const UserTally& t = w.state().user_tally(u);
  w.put(t.acknowledged[m], plus(t.acknowledged[m], count));
  const PoolTally& p = w.state().tally(ix(r.home));
  w.put(p.acknowledged[m], plus(p.acknowledged[m], count));
  w.touch_user(u);
  if (r.registrar != r.home) {
    change_partner_only(w, u, m, count);
    return;
  }
  if (backup_of(w.state(), r.home) == kNone) {  // nobody to replicate to: durable where it is
    change_both(w, u, m, count);
    return;
  }
  change_home_only(w, u, m, count);
  join_backlog(w, u, m);
  const LinkRecord& l = w.state().link(link_number(r.home, module));
  w.put(l.waiting, plus(l.waiting, count));
  link_has_work(w, r.home, module);
}

void apply_flying(Writer& w, std::uint32_t u, std::size_t m) {
  const UserRecord& r = w.state().user(u);
  const std::uint16_t n = r.ledger[m].flying;
  if (n == 0) return;
  w.put(r.ledger[m].flying, std::uint16_t{0});
  change_home_only(w, u, m, -n);
  change_both(w, u, m, n);
  w.touch_user(u);
}

void apply_returning(Writer& w, std::uint32_t u, std::size_t m) {
  const UserRecord& r = w.state().user(u);
  const std::uint16_t n = r.ledger[m].returning;
  if (n == 0) return;
  w.put(r.ledger[m].returning, std::uint16_t{0});
  change_partner_only(w, u, m, -n);
  change_both(w, u, m, n);
  w.touch_user(u);
}

void hydrate(Writer& w, Index pool, BackupModule module) {
  const auto m = static_cast<std::size_t>(module);
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    const UserLedger& ledger = w.state().user(u).ledger[m];
    if (ledger.partner_only == 0) return;
    w.put(ledger.returning, ledger.partner_only);
    apply_returning(w, u, m);
  });
}

void lose_partner_only(Writer& w, Index pool, BackupModule module, std::string_view rule) {
  const auto m = static_cast<std::size_t>(module);
  std::int64_t lost = 0;
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    const UserLedger& ledger = w.state().user(u).ledger[m];
    const std::uint16_t n = ledger.partner_only;
    if (n == 0) return;
    w.put(ledger.returning, std::uint16_t{0});
    change_partner_only(w, u, m, -n);
    raise_lost(w, u, m, n);
    lost += n;
  });
  if (lost > 0) w.tell({FactKind::kWritesLost, pool, static_cast<int>(m), lost, "", rule});
}

void lose_home_only(Writer& w, std::uint32_t u, int module, std::string_view rule) {
  const auto m = static_cast<std::size_t>(module);
  const UserRecord& r = w.state().user(u);
  const std::uint16_t n = r.ledger[m].home_only;
  if (n == 0) return;
  const LinkRecord& l = w.state().link(static_cast<std::size_t>(r.home) * 3 + m);
  const std::uint16_t flying = r.ledger[m].flying;
  w.put(r.ledger[m].flying, std::uint16_t{0});
  w.put(l.waiting, plus(l.waiting, -(n - flying)));
  w.put(l.in_flight, plus(l.in_flight, -flying));
  if (l.waiting == 0) w.put(l.oldest_waiting, std::int64_t{0});
  if (l.in_flight == 0) w.put(l.oldest_in_flight, std::int64_t{0});
  change_home_only(w, u, m, -n);
  raise_lost(w, u, m, n);
  w.tell({FactKind::kWritesLost, r.home, module, n, "", rule});
}

void discard_user_data(Writer& w, std::uint32_t u) {
  // Move-CsUser -Force: what only one store holds goes with the discarded data (INV-34 names it).
  for (int m = 0; m < kUserModules; ++m) {
    lose_home_only(w, u, m, "CMD-80");
    const auto module = static_cast<std::size_t>(m);
    const UserRecord& r = w.state().user(u);
    const std::uint16_t partner = r.ledger[module].partner_only;
    w.put(r.ledger[module].returning, std::uint16_t{0});
    if (partner > 0) {
      change_partner_only(w, u, module, -partner);
      raise_lost(w, u, module, partner);
    }
    const std::uint32_t both = r.both[module];
    change_both(w, u, module, -std::int64_t{both});
    raise_lost(w, u, module, both);
  }
}

void settle_user_data(Writer& w, std::uint32_t u) {
  for (std::size_t m = 0; m < kUserModules; ++m) {
    const UserRecord& r = w.state().user(u);
    if (r.ledger[m].home_only != 0) {
      const LinkRecord& l = w.state().link(static_cast<std::size_t>(r.home) * 3 + m);
      const std::uint16_t flying = r.ledger[m].flying;
      w.put(l.waiting, plus(l.waiting, -(r.ledger[m].home_only - flying)));
      w.put(l.in_flight, plus(l.in_flight, -flying));
      if (l.waiting == 0) w.put(l.oldest_waiting, std::int64_t{0});
      if (l.in_flight == 0) w.put(l.oldest_in_flight, std::int64_t{0});
      w.put(r.ledger[m].flying, r.ledger[m].home_only);
      apply_flying(w, u, m);
    }
    w.put(r.ledger[m].returning, r.ledger[m].partner_only);
    apply_returning(w, u, m);
  }
}

void tell_stranded(Writer& w, Index pool) {
  for (std::size_t m = 0; m < kUserModules; ++m) {
    const std::uint32_t n = w.state().pool_index(ix(pool)).ledger_home_only[m];
    if (n == 0) continue;
    w.tell({FactKind::kWritesStranded, pool, static_cast<std::int32_t>(m), n, "", "INV-20"});
    if (w.world().is(ParameterId::kHomeTail, 0)) continue;
    for_each_user_of(w.world(), w.state(), pool,
                     [&](std::uint32_t u) { lose_home_only(w, u, static_cast<int>(m), "CMD-01"); });
  }
}

void lose_content(Writer& w, Index pool, std::string_view rule) {
  constexpr std::size_t m = 1;  // DataConf
  const Index partner = backup_of(w.state(), pool);
  std::int64_t missing = 0;
  for_each_user_of(w.world(), w.state(), pool, [&](std::uint32_t u) {
    lose_home_only(w, u, m, rule);
    const std::uint32_t both = w.state().user(u).both[m];
    if (both == 0) return;
    change_both(w, u, m, -std::int64_t{both});
    if (partner == kNone) {
      raise_lost(w, u, m, both);
    } else {
      change_partner_only(w, u, m, both);
      missing += both;
    }
  });
  if (partner != kNone) {
    // The store also held the copies of the partner's users: those must be sent again.
    send_everything_again(w, partner, BackupModule::kDataConf);
    for_each_user_of(w.world(), w.state(), partner, [&](std::uint32_t u) {
      const std::uint16_t only_there = w.state().user(u).ledger[m].partner_only;
      if (only_there == 0) return;
      w.put(w.state().user(u).ledger[m].returning, std::uint16_t{0});
      change_partner_only(w, u, m, -only_there);
      raise_lost(w, u, m, only_there);
      w.tell({FactKind::kWritesLost, partner, static_cast<int>(m), only_there, "", rule});
    });
  }
  if (missing > 0) w.tell({FactKind::kContentMissing, pool, -1, missing, "", "FLT-40"});
}

}  // namespace firedrill
