// What is drafted and what is published stand beside what the store says.
#include "sim/run/unapplied_edits.hpp"

#include <fmt/format.h>

#include "sim/model/components.hpp"
#include "sim/model/view.hpp"
#include "sim/run/names.hpp"
#include "sim/scenario/typed_lines.hpp"

namespace firedrill {
namespace {

using Lines = std::vector<std::string>;

bool edits_roles(const State& s) {
  for (std::size_t e = 0; e < s.count<EdgePoolRecord>(); ++e) {
    const auto& r = s.record<EdgePoolRecord>(e);
    if (r.draft_roles != kNone || r.published_roles != kNone) return true;
  }
  return false;
}

bool edits_media(const State& s) {
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const PoolRecord& r = s.pool(p);
    if (r.draft_media_edge != kNone || r.published_media_edge != kNone) return true;
  }
  return false;
}

/// What is drafted of the Edge pools and of media: "federation of edgea, media edge of se1".
struct Edits {
  std::string names;
  Lines wizards;  // of the Edge pools whose components change
  void wizards_of(const World& w, Index e) {
    for (const std::string& server : typed::servers_of(w.topology, w.edge_pool(e))) {
      wizards.push_back(typed::wizard(server));
    }
  }
  void name(const std::string& what) { names += (names.empty() ? "" : ", ") + what; }
};

void note_role(const World& w, const State& s, Index e, Index now, Index then, Edits& edits) {
  if (then == kNone || then == now) return;
  if (((now ^ then) & kFederationRole) != 0) edits.name("federation of " + edge_name(w, e));
  if (((now ^ then) & kXmppRole) != 0) edits.name("XMPP of " + edge_name(w, e));
  if (edge_pool_up(w, s, e)) edits.wizards_of(w, e);
}

Edits drafts(const World& w, const State& s) {
  Edits out;
  for (Index e = 0; e < w.edge_pools(); ++e) {
    const EdgePoolRecord& r = s.edge_pool(static_cast<std::size_t>(e));
    const Index before = r.published_roles != kNone ? r.published_roles : r.roles.master;
    note_role(w, s, e, before, r.draft_roles, out);
    if (r.draft_next_hop != kNone) out.name("next hop of " + edge_name(w, e));
  }
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (s.pool(p).draft_media_edge != kNone) out.name("media edge of " + pool_name(w, pool));
    if (has_draft(w, s, pool)) out.name(pool_name(w, pool));
  }
  return out;
}

Edits published(const World& w, const State& s) {
  Edits out;
  for (Index e = 0; e < w.edge_pools(); ++e) {
    const EdgePoolRecord& r = s.edge_pool(static_cast<std::size_t>(e));
    note_role(w, s, e, r.roles.master, r.published_roles, out);
    if (r.published_next_hop != kNone) out.name("next hop of " + edge_name(w, e));
  }
  for (std::size_t p = 0; p < s.count<PoolRecord>(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (s.pool(p).published_media_edge != kNone) out.name("media edge of " + pool_name(w, pool));
  }
  return out;
}

void add_edits(const Edits& edits, const char* how, const char* line, std::vector<Undone>& out) {
  if (edits.names.empty()) return;
  Lines lines = {line, typed::kReplicated};
  lines.insert(lines.end(), edits.wizards.begin(), edits.wizards.end());
  out.push_back({fmt::format("{}: {} (TRAP-34)", how, edits.names), std::move(lines), {"TRAP-34"}});
}

}  // namespace

bool has_unapplied_edits(const State& s, EdgeService service) {
  return (service == EdgeService::kFederationOut && edits_roles(s)) ||
         (service == EdgeService::kMedia && edits_media(s));
}

bool has_edited_role(const State& s, Index e, Index role) {
  const EdgePoolRecord& r = s.edge_pool(static_cast<std::size_t>(e));
  return (r.draft_roles != kNone && (r.draft_roles & role) != 0) ||
         (r.published_roles != kNone && (r.published_roles & role) != 0);
}

std::vector<Undone> unapplied_edits(const World& w, const State& s) {
  std::vector<Undone> out;
  add_edits(published(w, s), "edits were published and not enabled", typed::kEnable, out);
  add_edits(drafts(w, s), "edits were drafted and not published", typed::kPublish, out);
  return out;
}

std::vector<Undone> wizards_missing(const World& w, const State& s) {
  std::vector<Undone> out;
  for (Index e = 0; e < w.edge_pools(); ++e) {
    const Index roles = s.edge_pool(static_cast<std::size_t>(e)).roles.master;
    std::string names;
    Lines lines;
    for (int i = 0; i < w.edge_pool(e).server_count; ++i) {
      const auto at = static_cast<std::size_t>(w.edge_pool(e).first_server + i);
      const auto& server = s.record<EdgeServerRecord>(at);
      if (!edge_server_ready(server) || (roles & ~server.installed) == 0) continue;
      const std::string& fqdn = w.topology.edge_servers[at].fqdn;
      names += (names.empty() ? "" : ", ") + short_name(fqdn);
      lines.push_back(typed::wizard(fqdn));
    }
    if (names.empty()) continue;
    const bool replicated = s.edge_pool(static_cast<std::size_t>(e)).roles.seen == roles;
    if (!replicated) lines.insert(lines.begin(), typed::kReplicated);
    out.push_back({fmt::format("the Deployment Wizard was not run on {} after a publish gave {} "
                               "something to carry (PRC-EF)",
                               names, edge_name(w, e)),
                   std::move(lines),
                   {"PRC-EF"}});
  }
  return out;
}

}  // namespace firedrill
