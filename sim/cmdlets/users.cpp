// Accounts of users (CMD-80, CMD-89). Move-CsUser is the only modelled cmdlet that changes a user's
// home pool.
#include "sim/cmdlets/users.hpp"

#include <algorithm>
#include <vector>

#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/cmdlets/user_filter.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kAccountsFixed =
    "accounts are enabled throughout a drill; changing that is not modelled (CMD-89)";

constexpr auto kMoveCsUserParameters = parameters_of<kTakesConfirm | kTakesForce | kTakesVerbose>({
    at(move_cs_user::kIdentity, "Identity", ValueKind::kUser).required(),
    at(move_cs_user::kTarget, "Target", ValueKind::kPool).required(),
    at(move_cs_user::kMoveConferenceData, "MoveConferenceData", ValueKind::kSwitch),
    at(move_cs_user::kIgnoreBackendStoreException, "IgnoreBackendStoreException",
       ValueKind::kSwitch),
    at(move_cs_user::kDomainController, "DomainController", ValueKind::kText),
    at(move_cs_user::kCredential, "Credential", ValueKind::kText),
    at(move_cs_user::kPassThru, "PassThru", ValueKind::kSwitch),
    at(move_cs_user::kProxyPool, "ProxyPool", ValueKind::kText),
    at(move_cs_user::kHostedMigrationOverrideUrl, "HostedMigrationOverrideUrl", ValueKind::kText),
});

constexpr auto kEnableCsUserParameters = shared_parameters<kTakesConfirm>();

constexpr auto kSetCsUserParameters = shared_parameters<kTakesConfirm>();

constexpr auto kDisableCsUserParameters = shared_parameters<kTakesConfirm>();

/// Runs f(user) on the users that -Identity means: one, all of them, or those of a pool by filter.
template <class F>
void for_each_meant(const World& w, const State& s, const BoundCommand& command, F&& f) {
  const Argument* identity = command.find(move_cs_user::kIdentity);
  if (identity->number >= 0) {
    f(static_cast<std::uint32_t>(identity->number));
    return;
  }
  const UserFilter filter = read_user_filter(w.topology, identity->text);
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (filter.matches(s.user(u))) f(u);
  }
}

/// FLT-09: the first users of a pool come only while min(3, n) of its Front Ends run.
bool ready_for_first_users(const World& w, const State& s, Index pool) {
  for (std::uint32_t u = 0; u < s.count<UserRecord>(); ++u) {
    if (s.user(u).home == pool) return true;
  }
  const Pool& p = w.pool(pool);
  int ready = 0;
  for (int i = 0; i < p.front_end_count; ++i) {
    ready += front_end_ready(s.front_end(ix(p.first_front_end) + ix(Index(i)))) ? 1 : 0;
  }
  return ready >= std::min(3, front_ends_of(w, s, pool));
}

bool reachable(const World& w, const State& s, Index pool, Caller caller) {
  return pool_serving(s, pool) && connected(w, s, caller.site, w.pool(pool).site);
}

/// Source and target have to be reachable unless -Force gives the users' data up.
Refusal refuse_pools(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  const Index target = pool_of(command, move_cs_user::kTarget);
  if (!reachable(w, s, target, caller)) {
    return {ErrorCode::kTargetUnavailable,
            "CMD-80",
            "the target pool cannot be reached",
            {&s.pool(ix(target)).services, nullptr, nullptr}};
  }
  Refusal refusal;
  for_each_meant(w, s, command, [&](std::uint32_t u) {
    const Index home = s.user(u).home;
    if (!refusal.ok() || home == kNone || reachable(w, s, home, caller)) return;
    refusal = {ErrorCode::kPoolUnreachable,
               "CMD-80",
               "the present home pool cannot be reached; -Force moves without the users' data",
               {&s.pool(ix(home)).services, nullptr, nullptr}};
  });
  return refusal;
}

/// CMD-80. A move is a change of configuration too (FLT-50).
Refusal refuse_move_user(const World& w, const State& s, const BoundCommand& command,
                         Caller caller) {
  if (!configuration_writable(w, s, caller.site)) {
    return {ErrorCode::kCmsUnavailable,
            "FLT-50",
            "no user can be moved without an active Central Management store",
            {&s.cms().active, nullptr, nullptr}};
  }
  const Argument* identity = command.find(move_cs_user::kIdentity);
  if (identity->number < 0 && !read_user_filter(w.topology, identity->text).understood) {
    return {ErrorCode::kNotModelled, "CMD-80", "the filter is not one that is modelled", {}};
  }
  if (identity->number >= 0 && s.user(static_cast<std::size_t>(identity->number)).home == kNone) {
    return {ErrorCode::kUserNoPool,
            "CMD-80",
            "the user has no Registrar pool",
            {&s.user(static_cast<std::size_t>(identity->number)).home, nullptr, nullptr}};
  }
  const Index target = pool_of(command, move_cs_user::kTarget);
  if (!ready_for_first_users(w, s, target)) {
    return {ErrorCode::kQuorum,
            "FLT-09",
            "the first users of a pool need three of its Front Ends running",
            {&s.pool(ix(target)).services, nullptr, nullptr}};
  }
  if (command.force) return {};
  return refuse_pools(w, s, command, caller);
}

/// MA-18 counts the users that the modelled ones stand for.
Running run_move_user(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  std::vector<std::int64_t> moved(w.topology.pools.size(), 0);
  const State& s = writer.state();
  const Index target = pool_of(command, move_cs_user::kTarget);
  for_each_meant(w, s, command, [&](std::uint32_t u) {
    if (s.user(u).home != kNone && s.user(u).home != target) ++moved[ix(s.user(u).home)];
  });
  std::int64_t accounts = 0;
  const bool one = command.find(move_cs_user::kIdentity)->number >= 0;
  for (std::size_t p = 0; p < moved.size(); ++p) {
    const Pool& pool = w.topology.pools[p];
    const std::int64_t users = std::max(1, pool.users);
    accounts += one ? moved[p] : moved[p] * std::max<std::int64_t>(pool.population, users) / users;
  }
  const std::int64_t rate = std::max<std::int64_t>(1, w.number(ParameterId::kMoveUsersPerSecond));
  return {Duration((accounts * 1000 + rate - 1) / rate)};
}

Refusal finish_move_user(const World& w, Writer& writer, const BoundCommand& command,
                         Caller caller) {
  const Refusal lost = refuse_move_user(w, writer.state(), command, caller);
  if (!lost.ok()) return lost;
  std::vector<std::uint32_t> users;
  for_each_meant(w, writer.state(), command, [&](std::uint32_t u) {
    if (writer.state().user(u).home != kNone) users.push_back(u);
  });
  const Index target = pool_of(command, move_cs_user::kTarget);
  for (const std::uint32_t u : users) move_user(writer, u, target, command.force);
  return {};
}

}  // namespace

const CmdletDefinition kMoveCsUser{
    .name = "Move-CsUser",
    .rule = "CMD-80",
    .aliases = {},
    .parameters = kMoveCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_move_user,
    .effect = run_move_user,
    .completion = finish_move_user,
};

const CmdletDefinition kEnableCsUser{
    .name = "Enable-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kEnableCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kSetCsUser{
    .name = "Set-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kSetCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

const CmdletDefinition kDisableCsUser{
    .name = "Disable-CsUser",
    .rule = "CMD-89",
    .aliases = {},
    .parameters = kDisableCsUserParameters,
    .groups = kUserAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = kAccountsFixed,
    .precondition = nullptr,
    .effect = nullptr,
};

}  // namespace firedrill
