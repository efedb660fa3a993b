// Setting mirrors up and removing them (PRC-MIR). The topology names a mirror, SQL Server keeps it,
// and the Front Ends learn of either only when they start (FLT-30, TOP-53).
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// Every Front End of the pool has to be restarted; until then it keeps the old addresses.
void relation_changed(Writer& w, Index pool, bool new_mirror) {
  const Pool& p = w.world().pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = w.state().front_end(ix(p.first_front_end) + ix(Index(i)));
    w.put(fe.needs_restart, std::uint8_t{1});
    if (new_mirror) w.put(fe.knows_mirror, std::uint8_t{0});
  }
}

}  // namespace

void mirror_published(Writer& w, std::size_t back_end, bool mirror, bool witness) {
  const BackEndRecord& r = w.state().back_end(back_end);
  const bool had_mirror = r.topology_mirror != 0;
  w.put(r.topology_mirror, mirror ? std::uint8_t{1} : std::uint8_t{0});
  w.put(r.topology_witness, witness ? std::uint8_t{1} : std::uint8_t{0});
  if (mirror == had_mirror) return;
  relation_changed(w, w.world().topology.back_ends[back_end].pool, mirror);
}

void establish_mirror(Writer& w, Index pool, std::uint8_t types) {
  const BackEndRecord& r = w.state().back_end(ix(w.world().pool(pool).back_end));
  const bool first = r.mirrored == 0;
  w.put(r.mirrored, static_cast<std::uint8_t>(r.mirrored | types));
  w.put(r.desync, static_cast<std::uint8_t>(r.desync & ~types));  // it ends with equal copies
  if (first) {
    w.put(r.has_witness, r.topology_witness);
    relation_changed(w, pool, true);
  }
  infrastructure_changed(w);
}

void remove_mirror(Writer& w, Index pool, DatabaseType type) {
  const BackEndRecord& r = w.state().back_end(ix(w.world().pool(pool).back_end));
  const unsigned mask = 1U << static_cast<unsigned>(type);
  w.put(r.mirrored, static_cast<std::uint8_t>(r.mirrored & ~mask));
  if (r.mirrored == 0) {
    w.put(r.has_witness, std::uint8_t{0});  // TOP-48: it goes with the last mirror
    relation_changed(w, pool, false);
  }
  infrastructure_changed(w);
}

void take_witness_away(Writer& w, Index pool) {
  w.put(w.state().back_end(ix(w.world().pool(pool).back_end)).has_witness, std::uint8_t{0});
  infrastructure_changed(w);
}

}  // namespace firedrill
