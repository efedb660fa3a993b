// Windows services of a computer (CMD-72 to 74) and the installers that put them there (CMD-75).
#include "sim/cmdlets/services.hpp"

#include <algorithm>

#include "sim/cmdlets/answers.hpp"
#include "sim/cmdlets/arguments.hpp"
#include "sim/cmdlets/definition.hpp"
#include "sim/cmdlets/families.hpp"
#include "sim/model/components.hpp"

namespace firedrill {
namespace {

constexpr auto kStartCsWindowsServiceParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(start_cs_windows_service::kName, "Name", ValueKind::kText),
        at(start_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
        at(start_cs_windows_service::kInputObject, "InputObject", ValueKind::kText),
        at(start_cs_windows_service::kNoWait, "NoWait", ValueKind::kSwitch),
    });

constexpr auto kStopCsWindowsServiceParameters =
    parameters_of<kTakesConfirm | kTakesForce | kTakesReport>({
        at(stop_cs_windows_service::kName, "Name", ValueKind::kText),
        at(stop_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
        at(stop_cs_windows_service::kInputObject, "InputObject", ValueKind::kText),
        at(stop_cs_windows_service::kNoWait, "NoWait", ValueKind::kSwitch),
        at(stop_cs_windows_service::kGraceful, "Graceful", ValueKind::kSwitch),
        at(stop_cs_windows_service::kLeaveWebServerRunning, "LeaveWebServerRunning",
           ValueKind::kSwitch),
        at(stop_cs_windows_service::kLeaveClsAgentRunning, "LeaveClsAgentRunning",
           ValueKind::kSwitch),
    });

constexpr auto kGetCsWindowsServiceParameters = parameters_of<kTakesNothing>({
    at(get_cs_windows_service::kName, "Name", ValueKind::kText),
    at(get_cs_windows_service::kComputerName, "ComputerName", ValueKind::kComputer),
    at(get_cs_windows_service::kExcludeActivityLevel, "ExcludeActivityLevel", ValueKind::kSwitch),
    at(get_cs_windows_service::kReport, "Report", ValueKind::kText),
});

constexpr auto kRunBootstrapperParameters = parameters_of<kTakesNothing>({
    at(bootstrapper::kComputer, "Computer", ValueKind::kComputer),
    at(bootstrapper::kPool, "Pool", ValueKind::kPool),
    at(bootstrapper::kSetup, "Setup", ValueKind::kSwitch),
});
constexpr std::array<std::string_view, 1> kRunBootstrapperAliases{"Bootstrapper.exe"};

constexpr auto kRunDeploymentWizardParameters = parameters_of<kTakesNothing>({
    at(deployment_wizard::kComputer, "Computer", ValueKind::kComputer).required(),
});

/// The computers that a command means: one, or every computer where the shell cannot say which.
struct Computer {
  bool edge = false;
  std::size_t number = 0;
};

/// Without -ComputerName it is the computer at hand: the first Front End at the shell's site.
bool find_computer(const World& w, const BoundCommand& command, std::uint8_t parameter,
                   Caller caller, Computer& out) {
  if (const Argument* argument = command.find(parameter); argument != nullptr) {
    out.edge = argument->number >= kEdgeComputerBase;
    out.number = static_cast<std::size_t>(argument->number - (out.edge ? kEdgeComputerBase : 0));
    return true;
  }
  for (std::size_t i = 0; i < w.topology.front_ends.size(); ++i) {
    if (w.pool(w.topology.front_ends[i].pool).site != caller.site) continue;
    out = {false, i};
    return true;
  }
  return false;
}

Index site_of(const World& w, const Computer& computer) {
  if (!computer.edge) return w.pool(w.topology.front_ends[computer.number].pool).site;
  return w.topology.edge_pools[ix(w.topology.edge_servers[computer.number].edge_pool)].site;
}

bool computer_up(const State& s, const Computer& computer) {
  if (computer.edge) return machine_up(s.record<EdgeServerRecord>(computer.number));
  return machine_up(s.front_end(computer.number));
}

enum class ServiceChoice : std::uint8_t { kAll, kRegistrar, kBackup, kOther };

/// What of a machine is modelled: all its services, the Registrar, the Backup Service.
ServiceChoice choice_of(const BoundCommand& command, std::uint8_t parameter) {
  const Argument* name = command.find(parameter);
  if (name == nullptr) return ServiceChoice::kAll;
  if (same_name(name->text, "LYNCBACKUP")) return ServiceChoice::kBackup;
  if (same_name(name->text, "RTCSRV")) return ServiceChoice::kRegistrar;
  // RTCSRV stands on the fabric and stops with it.
  if (same_name(name->text, "FabricHostSvc")) return ServiceChoice::kRegistrar;
  return ServiceChoice::kOther;
}

Duration service_time(const World& w, ServiceChoice choice) {
  return w.time(choice == ServiceChoice::kAll ? ParameterId::kPoolStart
                                              : ParameterId::kServiceStart);
}

/// On an Edge Server RTCSRV is the Access Edge service, without which the others serve nobody; one
/// of those alone is not modelled.
bool whole_edge_server(Writer& writer, ServiceChoice choice, Caller caller) {
  if (choice == ServiceChoice::kAll || choice == ServiceChoice::kRegistrar) return true;
  writer.tell({FactKind::kStepWarning, caller.actor, -1, 0,
               "this service of an Edge Server is not modelled by itself; nothing changes",
               "CMD-73"});
  return false;
}

Refusal refuse_computer(const World& w, const State& s, const BoundCommand& command,
                        std::uint8_t parameter, Caller caller, std::string_view rule) {
  Computer computer;
  if (!find_computer(w, command, parameter, caller, computer)) {
    return {ErrorCode::kParamMissing, rule, "the shell runs on no server; name the computer", {}};
  }
  if (computer_up(s, computer) && connected(w, s, caller.site, site_of(w, computer))) return {};
  const void* deciding = computer.edge ? &s.record<EdgeServerRecord>(computer.number).down
                                       : &s.front_end(computer.number).down;
  return {ErrorCode::kPoolUnreachable,
          rule,
          "the computer cannot be reached",
          {deciding, nullptr, nullptr}};
}

/// A server that came into the topology runs nothing before it has its replica and its services.
Refusal refuse_bare_server(const World& w, const State& s, const BoundCommand& command,
                           std::uint8_t parameter, Caller caller) {
  Computer computer;
  if (!find_computer(w, command, parameter, caller, computer) || computer.edge) return {};
  const FrontEndRecord& fe = s.front_end(computer.number);
  if (fe.services_stopped != kNotInstalled) return {};
  return {ErrorCode::kSvcNotInstalled,
          "CMD-75",
          "no services are installed on the server; it has to be in the topology, and the "
          "Bootstrapper to have run",
          {&fe.services_stopped, &fe.membership, nullptr}};
}

/// CMD-72. LYNCBACKUP stands on a Front End only after the Bootstrapper has put it there.
Refusal refuse_start(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  namespace p = start_cs_windows_service;
  Refusal unreachable = refuse_computer(w, s, command, p::kComputerName, caller, "CMD-72");
  if (unreachable.ok()) unreachable = refuse_bare_server(w, s, command, p::kComputerName, caller);
  if (!unreachable.ok() || choice_of(command, p::kName) != ServiceChoice::kBackup) {
    return unreachable;
  }
  Computer computer;
  find_computer(w, command, p::kComputerName, caller, computer);
  if (computer.edge) {
    return {ErrorCode::kSvcNotInstalled, "CMD-72", "an Edge Server has no Backup Service", {}};
  }
  const FrontEndRecord& fe = s.front_end(computer.number);
  const PoolRecord& pool = s.pool(ix(w.topology.front_ends[computer.number].pool));
  if (pool.backup_service_installed != 0 && fe.components_installed != 0) return {};
  return {ErrorCode::kSvcNotInstalled,
          "CMD-72",
          "the Backup Service is not installed here; run the Bootstrapper first",
          {&pool.backup_service_installed, &fe.components_installed, nullptr}};
}

void start_front_end(const World& w, Writer& writer, std::size_t front_end, ServiceChoice choice) {
  const FrontEndRecord& fe = writer.state().front_end(front_end);
  const PoolRecord& pool = writer.state().pool(ix(w.topology.front_ends[front_end].pool));
  const bool backup = choice == ServiceChoice::kAll || choice == ServiceChoice::kBackup;
  const bool installed = pool.backup_service_installed != 0 && fe.components_installed != 0;
  if (backup && installed && fe.backup_service == 0) set_backup_service(writer, front_end, true);
}

/// The Registrar joins its pool when its time is over, whether the command waits for it or not.
/// Other services run when the command ends: there -NoWait would have them serve at once (MA-26
/// gives them their time), so the command waits and says so.
Running run_start(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  namespace p = start_cs_windows_service;
  Computer computer;
  find_computer(w, command, p::kComputerName, caller, computer);
  const ServiceChoice choice = choice_of(command, p::kName);
  const bool registrar = choice == ServiceChoice::kAll || choice == ServiceChoice::kRegistrar;
  if (!computer.edge && registrar) {
    start_front_end_services(writer, computer.number, service_time(w, choice));
  }
  const bool told_not_to_wait = has(command, p::kNoWait);
  const bool at_once = told_not_to_wait && !computer.edge && registrar;
  if (told_not_to_wait && !at_once) {
    writer.tell({FactKind::kStepWarning, caller.actor, -1, service_time(w, choice).count(),
                 "-NoWait of a start is ignored here: it is modelled only for a Front End's "
                 "Registrar, so this command waits until the services run",
                 "CMD-72"});
  }
  return {at_once ? w.time(ParameterId::kQueryTime) : service_time(w, choice)};
}

Refusal finish_start(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  namespace p = start_cs_windows_service;
  const Refusal lost = refuse_start(w, writer.state(), command, caller);
  if (!lost.ok()) return lost;
  Computer computer;
  find_computer(w, command, p::kComputerName, caller, computer);
  const ServiceChoice choice = choice_of(command, p::kName);
  if (!computer.edge) {
    start_front_end(w, writer, computer.number, choice);
  } else if (whole_edge_server(writer, choice, caller)) {
    set_edge_services(writer, computer.number, true);
  }
  return {};
}

Refusal refuse_stop(const World& w, const State& s, const BoundCommand& command, Caller caller) {
  return refuse_computer(w, s, command, stop_cs_windows_service::kComputerName, caller, "CMD-73");
}

/// CMD-73: nobody is served from the moment the stop begins; the command lasts until all is down.
Running run_stop(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  namespace p = stop_cs_windows_service;
  Computer computer;
  find_computer(w, command, p::kComputerName, caller, computer);
  const ServiceChoice choice = choice_of(command, p::kName);
  const bool registrar = choice == ServiceChoice::kAll || choice == ServiceChoice::kRegistrar;
  if (has(command, p::kGraceful)) {
    writer.tell({FactKind::kStepWarning, caller.actor, -1, 0,
                 "the services stop at once; that -Graceful lets existing work finish first is not "
                 "modelled",
                 "CMD-73"});
  }
  if (computer.edge) {
    if (whole_edge_server(writer, choice, caller)) {
      set_edge_services(writer, computer.number, false);
    }
  } else if (registrar) {
    warn_of_archiving(w, writer, w.topology.front_ends[computer.number].pool, caller);
    stop_front_end_services(writer, computer.number);
  } else if (choice == ServiceChoice::kBackup) {
    set_backup_service(writer, computer.number, false);
  }
  const bool at_once = has(command, p::kNoWait);
  return {at_once ? w.time(ParameterId::kQueryTime) : service_time(w, choice)};
}

/// CMD-74: whether the computer's services, and its Backup Service, run.
Running tell_services(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  namespace p = get_cs_windows_service;
  const Running running{w.time(ParameterId::kQueryTime)};
  Computer computer;
  if (!find_computer(w, command, p::kComputerName, caller, computer)) return running;
  const State& s = writer.state();
  const ServiceChoice choice = choice_of(command, p::kName);
  if (computer.edge) {
    const auto& r = s.record<EdgeServerRecord>(computer.number);
    answer(
        writer,
        static_cast<std::int32_t>(kEdgeComputerBase + static_cast<std::int64_t>(computer.number)),
        -1, r.down == 0 && r.services_stopped == 0 ? 1 : 0, "services run", "CMD-74");
    return running;
  }
  const auto server = static_cast<std::int32_t>(computer.number);
  const FrontEndRecord& fe = s.front_end(computer.number);
  if (choice != ServiceChoice::kBackup) {
    answer(writer, server, -1, front_end_ready(fe) ? 1 : 0, "services run", "CMD-74");
  }
  if (choice == ServiceChoice::kAll || choice == ServiceChoice::kBackup) {
    const bool runs = front_end_ready(fe) && fe.backup_service != 0 && fe.components_installed != 0;
    answer(writer, server, -1, runs ? 1 : 0, "LYNCBACKUP runs", "CMD-74");
  }
  return running;
}

/// The Edge Server that an installer is run on, or nothing.
const Argument* edge_computer(const BoundCommand& command, std::uint8_t parameter) {
  const Argument* computer = command.find(parameter);
  return computer != nullptr && computer->number >= kEdgeComputerBase ? computer : nullptr;
}

Refusal refuse_edge_installer(const State& s, const Argument& computer) {
  const auto& r =
      s.record<EdgeServerRecord>(static_cast<std::size_t>(computer.number - kEdgeComputerBase));
  if (r.down == 0) return {};
  return {
      ErrorCode::kPoolUnreachable, "CMD-75", "no such machine runs", {&r.down, nullptr, nullptr}};
}

/// CMD-75: the machine of `Computer`, or every Front End of `Pool` one after the other.
template <class F>
int for_each_installed(const World& w, const State& s, const BoundCommand& command, F&& f) {
  if (const Argument* computer = command.find(bootstrapper::kComputer); computer != nullptr) {
    if (computer->number < kEdgeComputerBase) f(static_cast<std::size_t>(computer->number));
    return 1;
  }
  const Pool& pool = w.pool(pool_of(command, bootstrapper::kPool));
  int machines = 0;
  for (int i = 0; i < pool.front_end_count; ++i) {
    const std::size_t front_end = ix(pool.first_front_end) + ix(Index(i));
    if (!machine_up(s.front_end(front_end))) continue;
    f(front_end);
    ++machines;
  }
  return machines;
}

Refusal refuse_bootstrapper(const World& w, const State& s, const BoundCommand& command, Caller) {
  if (const Argument* edge = edge_computer(command, bootstrapper::kComputer)) {
    return refuse_edge_installer(s, *edge);
  }
  bool some_up = false;
  for_each_installed(w, s, command, [&](std::size_t front_end) {
    some_up = some_up || machine_up(s.front_end(front_end));
  });
  const FrontEndRecord* bare = nullptr;
  for_each_installed(w, s, command, [&](std::size_t front_end) {
    const FrontEndRecord& fe = s.front_end(front_end);
    if (in_topology(fe) && fe.replica_version == 0) bare = &fe;
  });
  if (bare != nullptr && some_up) {
    return {ErrorCode::kSvcNotInstalled,
            "TOP-66",
            "a server without a local replica of the configuration cannot be set up",
            {&bare->replica_version, nullptr, nullptr}};
  }
  if (some_up) return {};
  return {ErrorCode::kPoolUnreachable, "CMD-75", "no such machine runs", {}};
}

Running run_bootstrapper(const World& w, Writer& writer, const BoundCommand& command, Caller) {
  const int machines = for_each_installed(w, writer.state(), command, [](std::size_t) {});
  return {w.time(ParameterId::kBootstrapper) * machines};
}

Refusal finish_bootstrapper(const World& w, Writer& writer, const BoundCommand& command,
                            Caller caller) {
  if (const Argument* edge = edge_computer(command, bootstrapper::kComputer)) {
    const Refusal lost = refuse_bootstrapper(w, writer.state(), command, caller);
    if (lost.ok()) {
      install_edge_components(writer, static_cast<std::size_t>(edge->number - kEdgeComputerBase));
    }
    return lost;
  }
  for_each_installed(w, writer.state(), command, [&](std::size_t front_end) {
    if (machine_up(writer.state().front_end(front_end))) install_components(writer, front_end);
  });
  return {};
}

/// The wizard puts on the machine what the replica there says that it is for (PRC-EF, EF-6).
Refusal refuse_wizard(const World&, const State& s, const BoundCommand& command, Caller) {
  const Argument* edge = edge_computer(command, deployment_wizard::kComputer);
  return edge == nullptr ? Refusal{} : refuse_edge_installer(s, *edge);
}

Running run_wizard(const World& w, Writer&, const BoundCommand&, Caller) {
  return {w.time(ParameterId::kBootstrapper)};
}

Refusal finish_wizard(const World& w, Writer& writer, const BoundCommand& command, Caller caller) {
  const Refusal lost = refuse_wizard(w, writer.state(), command, caller);
  if (!lost.ok()) return lost;
  if (const Argument* edge = edge_computer(command, deployment_wizard::kComputer)) {
    install_edge_components(writer, static_cast<std::size_t>(edge->number - kEdgeComputerBase));
    return {};
  }
  const auto front_end =
      static_cast<std::size_t>(command.find(deployment_wizard::kComputer)->number);
  if (machine_up(writer.state().front_end(front_end))) install_components(writer, front_end);
  return {};
}

}  // namespace

void warn_of_archiving(const World& w, Writer& writer, Index pool, Caller caller) {
  // The archive itself is not modelled; that the deployment has one is read.
  bool archived = false;
  for (const UnmodelledComponent& each : w.topology.unmodelled) {
    const bool all = each.refs.empty();
    const bool uses = std::any_of(each.refs.begin(), each.refs.end(), [&](const auto& name) {
      return same_name(name, w.pool(pool).fqdn);
    });
    archived =
        archived || (lower_case(each.kind).find("archiving") != std::string::npos && (all || uses));
  }
  if (!archived || writer.state().pool_index(ix(pool)).registered == 0) return;
  writer.tell({FactKind::kStepWarning, caller.actor, pool, 0,
               "up to 15 min of two-party messages and 30 min of conferences may be missing from "
               "the archive; fail the pool over for the maintenance",
               "FLT-17"});
}

const CmdletDefinition kStartCsWindowsService{
    .name = "Start-CsWindowsService",
    .rule = "CMD-72",
    .aliases = {},
    .parameters = kStartCsWindowsServiceParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_start,
    .effect = run_start,
    .completion = finish_start,
};

const CmdletDefinition kStopCsWindowsService{
    .name = "Stop-CsWindowsService",
    .rule = "CMD-73",
    .aliases = {},
    .parameters = kStopCsWindowsServiceParameters,
    .groups = kServerAdministrators,
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_stop,
    .effect = run_stop,
};

const CmdletDefinition kGetCsWindowsService{
    .name = "Get-CsWindowsService",
    .rule = "CMD-74",
    .aliases = {},
    .parameters = kGetCsWindowsServiceParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = true,
    .not_modelled = {},
    .precondition = nullptr,
    .effect = tell_services,
};

const CmdletDefinition kRunBootstrapper{
    .name = "Bootstrapper",
    .rule = "CMD-75",
    .aliases = kRunBootstrapperAliases,
    .parameters = kRunBootstrapperParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_bootstrapper,
    .effect = run_bootstrapper,
    .completion = finish_bootstrapper,
};

const CmdletDefinition kRunDeploymentWizard{
    .name = "DeploymentWizard",
    .rule = "CMD-75",
    .aliases = {},
    .parameters = kRunDeploymentWizardParameters,
    .groups = {},
    .writes_configuration = false,
    .reads_only = false,
    .not_modelled = {},
    .precondition = refuse_wizard,
    .effect = run_wizard,
    .completion = finish_wizard,
};

}  // namespace firedrill
