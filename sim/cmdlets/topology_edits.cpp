// Edits of the topology: Set-CsEdgeServer, which writes the store at once (CMD-70), and what is
// done by hand in Topology Builder, in SQL Server or on the servers, as commands of their own
// (CMD-76). An edit in Topology Builder is a draft and does nothing until TB.Publish.
#include "sim/cmdlets/topology_edits.hpp"

#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/databases.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/cmdlets/services.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr auto kSetCsEdgeServerParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_edge_server::kIdentity, "Identity", ValueKind::kEdgePool),
    at(set_cs_edge_server::kRegistrar, "Registrar", ValueKind::kPoolService),
    at(set_cs_edge_server::kAccessEdgeExternalSipPort, "AccessEdgeExternalSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kAccessEdgeInternalSipPort, "AccessEdgeInternalSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kAccessEdgeClientSipPort, "AccessEdgeClientSipPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kDataPsomClientPort, "DataPsomClientPort", ValueKind::kInteger),
    at(set_cs_edge_server::kDataPsomServerPort, "DataPsomServerPort", ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayAuthEdgePort, "MediaRelayAuthEdgePort", ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayExternalTurnTcpPort, "MediaRelayExternalTurnTcpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayExternalTurnUdpPort, "MediaRelayExternalTurnUdpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayInternalTurnTcpPort, "MediaRelayInternalTurnTcpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaRelayInternalTurnUdpPort, "MediaRelayInternalTurnUdpPort",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaCommunicationPortStart, "MediaCommunicationPortStart",
       ValueKind::kInteger),
    at(set_cs_edge_server::kMediaCommunicationPortCount, "MediaCommunicationPortCount",
       ValueKind::kInteger),
    at(set_cs_edge_server::kXmppInternalPort, "XmppInternalPort", ValueKind::kInteger),
    at(set_cs_edge_server::kXmppListeningPort, "XmppListeningPort", ValueKind::kInteger),
});

constexpr auto kTbSetNextHopParameters = parameters_of<kTakesNothing>({
    at(tb_set_next_hop::kEdgePool, "EdgePool", ValueKind::kEdgePool).required(),
    at(tb_set_next_hop::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbPublishParameters = parameters_of<kTakesNothing>({
    at(tb_publish::kWithoutEnabling, "WithoutEnabling", ValueKind::kSwitch),
});

constexpr auto kTbSetBackupPoolParameters = parameters_of<kTakesNothing>({
    at(tb_set_backup_pool::kPool, "Pool", ValueKind::kPool).required(),
    at(tb_set_backup_pool::kBackupPool, "BackupPool", ValueKind::kPool).required(),
    at(tb_set_backup_pool::kAutomaticFailover, "AutomaticFailover", ValueKind::kSwitch),
});

constexpr auto kTbSetMirrorParameters = parameters_of<kTakesNothing>({
    at(tb_set_mirror::kPool, "Pool", ValueKind::kPool).required(),
    at(tb_set_mirror::kMirror, "Mirror", ValueKind::kSqlServer).required(),
    at(tb_set_mirror::kWitness, "Witness", ValueKind::kSqlServer),
});

constexpr auto kTbClearMirrorParameters = parameters_of<kTakesNothing>({
    at(tb_clear_mirror::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbClearWitnessParameters = parameters_of<kTakesNothing>({
    at(tb_clear_witness::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kTbFrontEndParameters = parameters_of<kTakesNothing>({
    at(tb_front_end::kFrontEnd, "FrontEnd", ValueKind::kComputer).required(),
});

constexpr auto kTbInstallDatabaseParameters = parameters_of<kTakesNothing>({
    at(tb_install_database::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kRestartFrontEndsParameters = parameters_of<kTakesNothing>({
    at(restart_front_ends::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr auto kRemoveWitnessParameters = parameters_of<kTakesNothing>({
    at(remove_witness::kPool, "Pool", ValueKind::kPool).required(),
});

constexpr std::int64_t kXmppPortOfTheTables = 23'456;

/// CMD-70: only the topology is changed, so it works for an Edge pool that is down as well.
Refusal refuse_edge_server(const World&, const State&, const BoundCommand& command, Caller) {
  if (given(command, set_cs_edge_server::kIdentity)) return {};
  return {ErrorCode::kParamMissing, "CMD-70", "-Identity names the Edge pool", {}};
}

Running run_edge_server(const World& w, Writer& writer, const BoundCommand& command,
                        Caller caller) {
  const Argument* port = command.find(set_cs_edge_server::kXmppInternalPort);
  if (port != nullptr && port->number != kXmppPortOfTheTables) {
    writer.tell({FactKind::kStepWarning, caller.actor, -1, port->number,
                 "the port tables give 23456 between XMPP gateway and proxy, the cmdlet 5098; "
                 "firewalls have to let the one in use through",
                 "TRAP-27"});
  }
  if (given(command, set_cs_edge_server::kRegistrar)) {
    write_next_hop(writer, entity_of(command, set_cs_edge_server::kIdentity),
                   pool_of(command, set_cs_edge_server::kRegistrar));
  } else {
    configuration_written(writer);  // ports are not modelled
  }
  return {w.time(ParameterId::kConfigurationWrite)};
}

/// An edit in Topology Builder is made on the topology at hand and is a draft until TB.Publish, so
/// it needs no store (INV-48).
Running manual_step(const World& w) {
  return {w.time(ParameterId::kManualStep)};
}

Running edit_next_hop(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_next_hop(writer, entity_of(command, tb_set_next_hop::kEdgePool),
                 pool_of(command, tb_set_next_hop::kPool));
  return manual_step(w);
}

/// TOP-01 to TOP-03: only a pool that has no partner, and no draft of one, is offered.
Refusal refuse_pair(const World&, const State& s, const BoundCommand& command, Caller) {
  const Index pool = pool_of(command, tb_set_backup_pool::kPool);
  const Index partner = pool_of(command, tb_set_backup_pool::kBackupPool);
  if (pool == partner) {
    return {ErrorCode::kTopologyInvalid, "TOP-03", "a pool cannot back itself up", {}};
  }
  for (const Index one : {pool, partner}) {
    const PoolRecord& r = s.pool(ix(one));
    if (r.backup == kNone && r.draft_backup == kNone) continue;
    return {ErrorCode::kTopologyInvalid,
            "TOP-02",
            "only a pool that is not paired yet can be chosen",
            {&r.backup, &r.draft_backup, nullptr}};
  }
  return {};
}

Running edit_pair(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Index pool = pool_of(command, tb_set_backup_pool::kPool);
  const Index partner = pool_of(command, tb_set_backup_pool::kBackupPool);
  draft_pair(writer, pool, partner, has(command, tb_set_backup_pool::kAutomaticFailover));
  if (w.pool(pool).edition != w.pool(partner).edition) {  // Topology Builder does not stop it
    writer.tell({FactKind::kStepWarning, caller.actor, pool, 0,
                 "an Enterprise pool and a Standard Edition server are paired", "TOP-04"});
  }
  const std::int64_t both = std::int64_t{w.pool(pool).population} + w.pool(partner).population;
  for (const Index one : {pool, partner}) {
    const std::int64_t capacity = w.pool(one).user_capacity;
    if (capacity == 0 || both <= capacity) continue;
    writer.tell({FactKind::kStepWarning, caller.actor, one, both,
                 "a pool of the pair is not sized for the users of both", "TOP-11"});
  }
  return manual_step(w);
}

const BackEnd* back_end_of(const World& w, Index pool) {
  const Index back_end = w.pool(pool).back_end;
  return back_end == kNone ? nullptr : &w.topology.back_ends[ix(back_end)];
}

bool same_sql_server(const World& w, Index a, Index b) {
  return a != kNone && b != kNone &&
         same_name(w.topology.sql_instances[ix(a)].server_fqdn,
                   w.topology.sql_instances[ix(b)].server_fqdn);
}

/// The servers of a mirror are those that the deployment has for this Back End.
Refusal refuse_mirror(const World& w, const State&, const BoundCommand& command, Caller) {
  const Index pool = pool_of(command, tb_set_mirror::kPool);
  if (w.pool(pool).edition == Edition::kStandard) {
    return {ErrorCode::kTopologyInvalid, "TOP-08", "a Standard Edition server has no mirror", {}};
  }
  const BackEnd* back_end = back_end_of(w, pool);
  const bool mirror =
      back_end != nullptr &&
      same_sql_server(w, back_end->mirror, entity_of(command, tb_set_mirror::kMirror));
  const bool witness = !given(command, tb_set_mirror::kWitness) ||
                       (mirror && same_sql_server(w, back_end->witness,
                                                  entity_of(command, tb_set_mirror::kWitness)));
  if (mirror && witness) return {};
  return {ErrorCode::kTopologyInvalid,
          "TOP-42",
          "the server is not one that the deployment has for this Back End",
          {}};
}

Running edit_mirror(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_mirror(writer, pool_of(command, tb_set_mirror::kPool),
               given(command, tb_set_mirror::kWitness));
  return manual_step(w);
}

Refusal refuse_without_mirror(const World& w, const State& s, Index pool) {
  const Index back_end = w.pool(pool).back_end;
  if (back_end != kNone && s.back_end(ix(back_end)).topology_mirror != 0) return {};
  return {
      ErrorCode::kMirrorNotConfigured,
      "PRC-MIR",
      "the topology has no mirror for this pool",
      {back_end == kNone ? nullptr : &s.back_end(ix(back_end)).topology_mirror, nullptr, nullptr}};
}

Refusal refuse_no_mirror(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_without_mirror(w, s, pool_of(command, tb_clear_mirror::kPool));
}

Running edit_no_mirror(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_no_mirror(writer, pool_of(command, tb_clear_mirror::kPool));
  return manual_step(w);
}

Refusal refuse_no_witness(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_without_mirror(w, s, pool_of(command, tb_clear_witness::kPool));
}

Running edit_no_witness(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_no_witness(writer, pool_of(command, tb_clear_witness::kPool));
  return manual_step(w);
}

/// What the topology would say of the Front End once the drafts are published.
bool will_be_member(const FrontEndRecord& fe) {
  if (fe.draft_membership == MembershipDraft::kUnchanged) return in_topology(fe);
  return fe.draft_membership == MembershipDraft::kAdd;
}

template <class F>
void for_each_other(const World& w, const State& s, std::size_t front_end, F&& f) {
  const Pool& p = w.pool(w.topology.front_ends[front_end].pool);
  for (int i = 0; i < p.front_end_count; ++i) {
    const std::size_t other = ix(p.first_front_end) + ix(Index(i));
    if (other != front_end) f(s.front_end(other));
  }
}

/// FLT-03: a Front End that the deployment has is taken out, or one that was taken out comes back.
Refusal refuse_front_end(const World& w, const State& s, const BoundCommand& command, bool add) {
  const Argument* computer = command.find(tb_front_end::kFrontEnd);
  if (computer->number >= kEdgeComputerBase) {
    return {ErrorCode::kTopologyInvalid, "FLT-03", "an Edge Server is in no Front End pool", {}};
  }
  const auto front_end = static_cast<std::size_t>(computer->number);
  const FrontEndRecord& fe = s.front_end(front_end);
  if (will_be_member(fe) == add) {
    return {ErrorCode::kTopologyInvalid,
            "FLT-03",
            add ? "the Front End is in the pool" : "the Front End is not in the pool",
            {&fe.membership, &fe.draft_membership, nullptr}};
  }
  int others = 0;
  for_each_other(w, s, front_end,
                 [&](const FrontEndRecord& other) { others += will_be_member(other) ? 1 : 0; });
  if (add || others > 0) return {};
  return {ErrorCode::kTopologyInvalid,
          "TOP-30",
          "a pool has one Front End at least",
          {&fe.membership, nullptr, nullptr}};
}

Refusal refuse_removal(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_front_end(w, s, command, false);
}
Refusal refuse_addition(const World& w, const State& s, const BoundCommand& command, Caller) {
  return refuse_front_end(w, s, command, true);
}

/// TOP-54: Topology Builder lets additions and removals through together; they are two operations,
/// each with its publication and its restarts.
void edit_member(const World& w, Writer& writer, const BoundCommand& command, Caller caller,
                 bool add) {
  const auto front_end = static_cast<std::size_t>(command.find(tb_front_end::kFrontEnd)->number);
  const State& s = writer.state();
  bool mixed = false;
  for_each_other(w, s, front_end, [&](const FrontEndRecord& other) {
    const bool under_way = will_be_member(other) != counts_in_pool(other);
    mixed = mixed || (under_way && will_be_member(other) != add);
  });
  if (mixed) {
    writer.tell({FactKind::kStepWarning, caller.actor, w.topology.front_ends[front_end].pool, 0,
                 "Front Ends are added and removed at once; publish and restart between the two",
                 "TOP-54"});
  }
  draft_membership(writer, front_end, add ? MembershipDraft::kAdd : MembershipDraft::kRemove);
}
Running edit_removal(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  edit_member(w, writer, command, caller, false);
  return manual_step(w);
}
Running edit_addition(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  edit_member(w, writer, command, caller, true);
  return manual_step(w);
}

/// CMD-76: an Enterprise pool whose definition changes is published only with its Back End online
/// and its share reachable (TOP-40). The store itself is asked for by writes_configuration.
Refusal refuse_publish(const World& w, const State& s, const BoundCommand& command, Caller) {
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (!has(command, tb_publish::kWithoutEnabling) || !has_draft(w, s, static_cast<Index>(p))) {
      continue;
    }
    return {ErrorCode::kNotModelled,
            "CMD-42",
            "publishing without enabling is modelled for settings of Edge pools alone",
            {}};
  }
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    const auto pool = static_cast<Index>(p);
    if (!has_draft(w, s, pool) || w.topology.pools[p].edition != Edition::kEnterprise) continue;
    if (!database_available(w, s, pool, DatabaseType::kUser)) {
      return {ErrorCode::kDbInaccessible,
              "CMD-76",
              "the Back End of a pool that is to be published is not online",
              {&s.back_end(ix(w.pool(pool).back_end)).on_mirror, nullptr, nullptr}};
    }
    if (!file_store_up(w, s, pool)) {
      const auto& store = s.record<FileStoreRecord>(ix(w.pool(pool).file_store));
      return {ErrorCode::kTopologyInvalid,
              "TOP-40",
              "the share of a pool that is to be published cannot be reached",
              {&store.down, nullptr, nullptr}};
    }
  }
  return {};
}

Running begin_publish(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kPublish)};
}

Refusal finish_publish(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  if (!configuration_writable(w, writer.state(), caller.site)) {
    return {ErrorCode::kCmsUnavailable,
            "TOP-63",
            "the store was lost while the topology was published",
            {&writer.state().cms().active, nullptr, nullptr}};
  }
  const Refusal refusal = refuse_publish(w, writer.state(), command, caller);
  if (!refusal.ok()) return refusal;
  if (has(command, tb_publish::kWithoutEnabling)) {
    publish_edge_drafts(writer);
    configuration_written(writer);
    return {};
  }
  publish_drafts(writer);
  int enabled = 0;
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    const Index roles = writer.state().record<EdgePoolRecord>(e).roles.master;
    enabled += (roles & kFederationRole) != 0 ? 1 : 0;
  }
  if (enabled > 1) {
    writer.tell({FactKind::kStepWarning, caller.actor, -1, enabled,
                 "more than one Edge pool is enabled for federation; just one of them is used",
                 "TOP-75"});
  }
  return {};
}

/// What TB.InstallDatabase creates: the mirrors that the topology names, and the standby database
/// of the store where the pool is to hold it.
Refusal refuse_install(const World& w, const State& s, const BoundCommand& command, Caller) {
  const Index pool = pool_of(command, tb_install_database::kPool);
  const BackEnd* back_end = back_end_of(w, pool);
  const bool mirror = back_end != nullptr && s.back_end(ix(w.pool(pool).back_end)).topology_mirror;
  if (back_end != nullptr && sql_serves(s, back_end->primary) &&
      (!mirror || sql_serves(s, back_end->mirror))) {
    const bool sets_up = mirror && s.back_end(ix(w.pool(pool).back_end)).mirrored == 0;
    return sets_up ? refuse_mirror_share(w, s, pool, back_end->mirror_share) : Refusal{};
  }
  return {ErrorCode::kDbInaccessible,
          "CMD-76",
          "a SQL Server of the pool cannot be reached",
          {back_end == nullptr ? nullptr : &s.sql(ix(back_end->primary)).down, nullptr, nullptr}};
}

Running begin_install(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kInstallMirror)};
}

Refusal finish_install(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Refusal lost = refuse_install(w, writer.state(), command, caller);
  if (!lost.ok()) return lost;
  const State& s = writer.state();
  const Index pool = pool_of(command, tb_install_database::kPool);
  const BackEndRecord& r = s.back_end(ix(w.pool(pool).back_end));
  if (r.topology_mirror != 0 && r.mirrored != kEveryDatabase) {
    establish_mirror(writer, pool, kEveryDatabase);
  }
  const bool partner = s.cms().active != kNone && backup_of(s, s.cms().active) == pool;
  if (partner && s.pool(ix(pool)).cms_installed == 0) install_cms_database(writer, pool);
  return {};
}

/// FLT-13, TOP-53: every Front End, one at a time.
Running run_restart(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  warn_of_archiving(w, writer, pool_of(command, restart_front_ends::kPool), caller);
  restart_all_front_ends(writer, pool_of(command, restart_front_ends::kPool), caller.actor);
  return {Running::kUntilDone};
}

Refusal refuse_restart(const World&, const State& s, const BoundCommand& command, Caller) {
  const PoolRecord& r = s.pool(ix(pool_of(command, restart_front_ends::kPool)));
  if (r.restart_actor == 0xff) return {};
  return {ErrorCode::kPoolUnreachable,
          "FLT-13",
          "somebody else is restarting the Front Ends of this pool",
          {&r.restart_actor, nullptr, nullptr}};
}

/// TOP-48: the SQL side of removing a witness alone.
Refusal refuse_witness(const World& w, const State& s, const BoundCommand& command, Caller) {
  const Index back_end = w.pool(pool_of(command, remove_witness::kPool)).back_end;
  if (back_end != kNone && s.back_end(ix(back_end)).has_witness != 0) return {};
  return {ErrorCode::kMirrorNotConfigured,
          "TOP-48",
          "the pool's mirror has no witness",
          {back_end == kNone ? nullptr : &s.back_end(ix(back_end)).has_witness, nullptr, nullptr}};
}

Running run_witness(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  take_witness_away(writer, pool_of(command, remove_witness::kPool));
  return manual_step(w);
}

}  // namespace

const CmdletDefinition kSetCsEdgeServer{
    .name = "Set-CsEdgeServer",
    .rule = "CMD-70",
    .aliases = {},
    .parameters = kSetCsEdgeServerParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_edge_server,
    .effect = run_edge_server,
};

const CmdletDefinition kTbSetNextHop{
    .name = "TB.SetNextHop",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetNextHopParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = edit_next_hop,
};

const CmdletDefinition kTbPublish{
    .name = "TB.Publish",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbPublishParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_publish,
    .effect = begin_publish,
    .completion = finish_publish,
};

const CmdletDefinition kTbSetBackupPool{
    .name = "TB.SetBackupPool",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetBackupPoolParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_pair,
    .effect = edit_pair,
};

const CmdletDefinition kTbSetMirror{
    .name = "TB.SetMirror",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetMirrorParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_mirror,
    .effect = edit_mirror,
};

const CmdletDefinition kTbClearMirror{
    .name = "TB.ClearMirror",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbClearMirrorParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_no_mirror,
    .effect = edit_no_mirror,
};

const CmdletDefinition kTbClearWitness{
    .name = "TB.ClearWitness",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbClearWitnessParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_no_witness,
    .effect = edit_no_witness,
};

const CmdletDefinition kTbRemoveFrontEnd{
    .name = "TB.RemoveFrontEnd",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbFrontEndParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_removal,
    .effect = edit_removal,
};

const CmdletDefinition kTbAddFrontEnd{
    .name = "TB.AddFrontEnd",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbFrontEndParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_addition,
    .effect = edit_addition,
};

const CmdletDefinition kTbInstallDatabase{
    .name = "TB.InstallDatabase",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbInstallDatabaseParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_install,
    .effect = begin_install,
    .completion = finish_install,
};

const CmdletDefinition kRestartFrontEnds{
    .name = "Restart-FrontEnds",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kRestartFrontEndsParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_restart,
    .effect = run_restart,
};

const CmdletDefinition kRemoveWitness{
    .name = "Remove-Witness",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kRemoveWitnessParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_witness,
    .effect = run_witness,
};

}  // namespace firedrill
