// Edits of the topology: drafts of Topology Builder, which do nothing until they are published and
// enabled (INV-48, TRAP-34), and the next hop that Set-CsEdgeServer writes at once (CMD-70).
#include "sim/model/components.hpp"
#include "sim/model/planted_bugs.hpp"

namespace firedrill {
namespace {

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// Values of BackEndRecord::draft_mirror and draft_witness.
constexpr std::uint8_t kUnchanged = 0;
constexpr std::uint8_t kSet = 1;
constexpr std::uint8_t kCleared = 2;

const BackEndRecord& back_end_of(const Writer& w, Index pool) {
  return w.state().back_end(ix(w.world().pool(pool).back_end));
}

void publish_pairs(Writer& w) {
  for (std::size_t p = 0; p < w.state().count<PoolRecord>(); ++p) {
    const PoolRecord& r = w.state().pool(p);
    const Index partner = r.draft_backup;
    if (partner == kNone) continue;
    w.put(r.draft_backup, kNone);
    w.put(w.state().pool(ix(partner)).draft_backup, kNone);
    enable_pair(w, static_cast<Index>(p), partner);  // both ends at once (INV-49)
  }
}

void publish_mirrors(Writer& w) {
  for (std::size_t b = 0; b < w.state().count<BackEndRecord>(); ++b) {
    const BackEndRecord& r = w.state().back_end(b);
    if (r.draft_mirror == kUnchanged && r.draft_witness == kUnchanged) continue;
    const bool mirror =
        r.draft_mirror == kUnchanged ? r.topology_mirror != 0 : r.draft_mirror == kSet;
    const bool witness =
        r.draft_witness == kUnchanged ? r.topology_witness != 0 : r.draft_witness == kSet;
    w.put(r.draft_mirror, kUnchanged);
    w.put(r.draft_witness, kUnchanged);
    mirror_published(w, b, mirror, witness);
  }
}

void publish_members(Writer& w) {
  for (std::size_t i = 0; i < w.state().count<FrontEndRecord>(); ++i) {
    const FrontEndRecord& fe = w.state().front_end(i);
    const MembershipDraft draft = fe.draft_membership;
    if (draft == MembershipDraft::kUnchanged) continue;
    w.put(fe.draft_membership, MembershipDraft::kUnchanged);
    membership_published(w, i, draft == MembershipDraft::kAdd);
  }
}

}  // namespace

void draft_next_hop(Writer& w, Index edge_pool, Index pool) {
  w.put(w.state().record<EdgePoolRecord>(ix(edge_pool)).draft_next_hop, pool);
}

void draft_pair(Writer& w, Index pool, Index partner, bool automatic_failover) {
  const std::uint8_t automatic = automatic_failover ? std::uint8_t{1} : std::uint8_t{0};
  for (const Index one : {pool, partner}) {
    const PoolRecord& r = w.state().pool(ix(one));
    w.put(r.draft_backup, one == pool ? partner : pool);
    w.put(r.draft_automatic_failover, automatic);
  }
}

void draft_mirror(Writer& w, Index pool, bool witness) {
  const BackEndRecord& r = back_end_of(w, pool);
  w.put(r.draft_mirror, kSet);
  w.put(r.draft_witness, witness ? kSet : kCleared);
}

void draft_no_mirror(Writer& w, Index pool) {
  const BackEndRecord& r = back_end_of(w, pool);
  w.put(r.draft_mirror, kCleared);
  w.put(r.draft_witness, kCleared);  // TOP-48: the witness goes with the mirror
}

void draft_no_witness(Writer& w, Index pool) {
  w.put(back_end_of(w, pool).draft_witness, kCleared);
}

void draft_membership(Writer& w, std::size_t front_end, MembershipDraft draft) {
  w.put(w.state().front_end(front_end).draft_membership, draft);
}

bool has_draft(const World& world, const State& s, Index pool) {
  const Pool& p = world.pool(pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const FrontEndRecord& fe = s.front_end(ix(p.first_front_end) + ix(Index(i)));
    if (fe.draft_membership != MembershipDraft::kUnchanged) return true;
  }
  const Index back_end = world.pool(pool).back_end;
  const bool databases =
      back_end != kNone && (s.back_end(ix(back_end)).draft_mirror != kUnchanged ||
                            s.back_end(ix(back_end)).draft_witness != kUnchanged);
  return databases || s.pool(ix(pool)).draft_backup != kNone;
}

void publish_drafts(Writer& w) {
  publish_edge_drafts(w);
  enable_edge_settings(w);
  publish_pairs(w);
  publish_mirrors(w);
  publish_members(w);
  configuration_written(w);
  infrastructure_changed(w);
}

void write_next_hop(Writer& w, Index edge_pool, Index pool) {
  const ConfigItem& hop = w.state().record<EdgePoolRecord>(ix(edge_pool)).next_hop;
  w.put(hop.master, pool);
  if (FIREDRILL_BUG(kNextHopActsAtOnce)) w.put(hop.seen, pool);
  configuration_written(w);
  w.touch_all();
}

}  // namespace firedrill
