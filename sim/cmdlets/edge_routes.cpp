// What passes through which Edge pool: the routes of a site, which Set-CsSite writes into the store
// at once (CMD-71), and what Topology Builder enables and associates (CMD-76), which acts when it
// is published, enabled, replicated and, on Edge Servers, installed.
#include "sim/cmdlets/edge_routes.hpp"

#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr auto kSetCsSiteParameters = parameters_of<kTakesConfirm | kTakesForce>({
    at(set_cs_site::kIdentity, "Identity", ValueKind::kSite),
    at(set_cs_site::kFederationRoute, "FederationRoute", ValueKind::kEdgePool),
    at(set_cs_site::kXmppFederationRoute, "XmppFederationRoute", ValueKind::kEdgePool),
    at(set_cs_site::kDefaultPersistentChatPool, "DefaultPersistentChatPool", ValueKind::kText),
    at(set_cs_site::kDisplayName, "DisplayName", ValueKind::kText),
    at(set_cs_site::kDescription, "Description", ValueKind::kText),
});

constexpr auto kTbSetRoleParameters = parameters_of<kTakesNothing>({
    at(tb_set_role::kEdgePool, "EdgePool", ValueKind::kEdgePool).required(),
    at(tb_set_role::kEnabled, "Enabled", ValueKind::kBoolean).required(),
});

constexpr auto kTbSetMediaEdgeParameters = parameters_of<kTakesNothing>({
    at(tb_set_media_edge::kPool, "Pool", ValueKind::kPool).required(),
    at(tb_set_media_edge::kEdgePool, "EdgePool", ValueKind::kEdgePool).required(),
});

Refusal refuse_site(const World&, const State&, const BoundCommand& command, Caller) {
  if (given(command, set_cs_site::kIdentity)) return {};
  return {ErrorCode::kParamMissing, "CMD-71", "-Identity names the site", {}};
}

/// TRAP-20: another site keeps the route it had; the one set last counts (MA-58).
void warn_of_leftover(const World& w, Writer& writer, Index site, Index edge, Caller caller) {
  for (std::size_t i = 0; i < w.topology.sites.size(); ++i) {
    const Index other = writer.state().record<SiteRecord>(i).xmpp_route.master;
    if (i == ix(site) || other == kNone || other == edge) continue;
    const bool counts = !w.is(ParameterId::kXmppEffective, 0);
    writer.tell({FactKind::kStepWarning, caller.actor, static_cast<std::int32_t>(i), other,
                 counts ? "a site goes by its own route, where it has one"
                        : "nothing is to be done, since of all routes the one set last counts",
                 "TRAP-20"});
    return;
  }
}

Running run_site(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Index site = entity_of(command, set_cs_site::kIdentity);
  const Index xmpp = entity_of(command, set_cs_site::kXmppFederationRoute);
  write_site_routes(writer, site, entity_of(command, set_cs_site::kFederationRoute), xmpp);
  if (xmpp != kNone) warn_of_leftover(w, writer, site, xmpp, caller);
  return {w.time(ParameterId::kConfigurationWrite)};
}

template <Index role>
Running edit_role(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_role(writer, entity_of(command, tb_set_role::kEdgePool), role,
             has(command, tb_set_role::kEnabled));
  return {w.time(ParameterId::kManualStep)};
}

/// TOP-73: a pool has one Edge pool for media; choosing another moves the association.
Running edit_media_edge(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  draft_media_edge(writer, pool_of(command, tb_set_media_edge::kPool),
                   entity_of(command, tb_set_media_edge::kEdgePool));
  return {w.time(ParameterId::kManualStep)};
}

}  // namespace

const CmdletDefinition kSetCsSite{
    .name = "Set-CsSite",
    .rule = "CMD-71",
    .aliases = {},
    .parameters = kSetCsSiteParameters,
    .groups = kServerAdministrators,
    .writes_configuration = true,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_site,
    .effect = run_site,
};

const CmdletDefinition kTbSetFederation{
    .name = "TB.SetFederation",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetRoleParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = edit_role<kFederationRole>,
};

const CmdletDefinition kTbSetXmpp{
    .name = "TB.SetXmpp",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetRoleParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = edit_role<kXmppRole>,
};

const CmdletDefinition kTbSetMediaEdge{
    .name = "TB.SetMediaEdge",
    .rule = "CMD-76",
    .aliases = {},
    .parameters = kTbSetMediaEdgeParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = edit_media_edge,
};

}  // namespace firedrill
