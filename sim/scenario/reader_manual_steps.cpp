// Work that is done by hand: edits in Topology Builder, the installers, SQL Server. Each sentence
// becomes a Command with parameters, as if there were a cmdlet for it, and goes the same way from
// here on; that keeps permissions, refusals and effects in one place.
#include "sim/scenario/manual_words.hpp"
#include "sim/scenario/reader_names.hpp"
#include "sim/scenario/reader_steps.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill::reading {
namespace {

/// Positions in kManualPhrases.
enum Phrase : std::size_t {
  kTopologyBuilder,
  kBootstrapper,
  kDeploymentWizard,
  kRestart,
  kWitness,
  kExternalDns,
  kFirewall
};

/// A Topology Builder edit of the shape "<words> <name> [= <name>]".
struct Edit {
  std::string_view words;
  std::string_view command;
  std::string_view subject;  // parameter that takes the first name
  ComponentKind subject_kind;
  std::string_view value;  // parameter that takes the name behind "=", or empty
  std::string_view example;
};
constexpr Edit kEdits[] = {
    {"add front end", "TB.AddFrontEnd", "FrontEnd", ComponentKind::kFrontEnd, "",
     "add front end fe1a.contoso.com"},
    {"backup pool of", "TB.SetBackupPool", "Pool", ComponentKind::kPool, "BackupPool",
     "backup pool of pool1 = pool2"},
    {"federation of", "TB.SetFederation", "EdgePool", ComponentKind::kEdgePool, "Enabled",
     "federation of edge1 = no"},
    {"install databases of", "TB.InstallDatabase", "Pool", ComponentKind::kPool, "",
     "install databases of pool1"},
    {"media edge of", "TB.SetMediaEdge", "Pool", ComponentKind::kPool, "EdgePool",
     "media edge of pool1 = edge2"},
    {"mirror of", "TB.SetMirror", "Pool", ComponentKind::kPool, "Mirror",
     "mirror of pool1 = be1b.contoso.com witness w1.contoso.com"},
    {"next hop of", "TB.SetNextHop", "EdgePool", ComponentKind::kEdgePool, "Pool",
     "next hop of edge1 = pool2"},
    {"no mirror for", "TB.ClearMirror", "Pool", ComponentKind::kPool, "", "no mirror for pool1"},
    {"no witness for", "TB.ClearWitness", "Pool", ComponentKind::kPool, "", "no witness for pool1"},
    {"publish without enabling", "TB.Publish", "", ComponentKind::kPool, "",
     "publish without enabling"},
    {"publish", "TB.Publish", "", ComponentKind::kPool, "", "publish"},
    {"remove front end", "TB.RemoveFrontEnd", "FrontEnd", ComponentKind::kFrontEnd, "",
     "remove front end fe1a.contoso.com"},
    {"xmpp of", "TB.SetXmpp", "EdgePool", ComponentKind::kEdgePool, "Enabled",
     "xmpp of edge2 = yes"},
};
constexpr std::string_view kWithoutEnabling = "publish without enabling";
constexpr std::string_view kAutomatic = "with automatic failover";

bool add(const ReadingContext& context, Command& command, std::string_view parameter, Text name,
         std::initializer_list<ComponentKind> kinds) {
  std::string full = name.string();
  if (kinds.size() == 1 && *kinds.begin() == ComponentKind::kSql) {
    const std::optional<std::string> server = resolve_sql_server(context, name);
    if (!server && context.topology != nullptr) return false;
    full = server.value_or(full);
  } else {
    const std::optional<Component> found = resolve_component(context, name, kinds);
    if (!found && (context.topology != nullptr || name.empty())) return false;
    if (found) full = component_name(*context.topology, found->kind, found->index);
  }
  command.parameters.push_back({std::string(parameter), std::move(full), true, name.mark});
  return true;
}

void add_switch(Command& command, std::string_view parameter, Mark mark) {
  command.parameters.push_back({std::string(parameter), {}, false, mark});
}

/// "pool2 with automatic failover", "be1b witness w1": the value with its own options.
bool read_edit_value(const ReadingContext& context, const Edit& edit, Text value,
                     Command& command) {
  if (edit.command == "TB.SetBackupPool" && ends_with_words(value.view, kAutomatic)) {
    const std::size_t at = value.view.size() - kAutomatic.size();
    const bool good =
        add(context, command, edit.value, value.from(0, at).trimmed(), {ComponentKind::kPool});
    add_switch(command, "AutomaticFailover", value.from(at).mark);
    return good;
  }
  if (edit.value == "Enabled") {
    const std::optional<bool> enabled = read_yes_no(context, value);
    if (!enabled) return false;
    command.parameters.push_back({"Enabled", *enabled ? "$true" : "$false", true, value.mark});
    return true;
  }
  if (edit.command != "TB.SetMirror") {
    const bool edge = edit.value == "EdgePool";
    return add(context, command, edit.value, value,
               {edge ? ComponentKind::kEdgePool : ComponentKind::kPool});
  }
  const std::size_t witness = find_words(value.view, "witness");
  bool good =
      add(context, command, edit.value, value.from(0, witness).trimmed(), {ComponentKind::kSql});
  if (witness == std::string_view::npos) return good;
  return add(context, command, "Witness", value.from(witness + 7).trimmed(),
             {ComponentKind::kSql}) &&
         good;
}

bool read_edit(const ReadingContext& context, const Edit& edit, Text rest, Command& command) {
  const auto refuse = [&](Mark mark) {
    context.error(code::kManualStepNotUnderstood, mark,
                  "write: topology builder: " + std::string(edit.example));
    return false;
  };
  command.name = std::string(edit.command);
  if (edit.words == kWithoutEnabling) add_switch(command, "WithoutEnabling", rest.mark);
  if (edit.subject.empty()) return rest.empty() || refuse(rest.mark);
  const std::size_t equals = rest.view.find('=');
  if ((equals == std::string_view::npos) != edit.value.empty()) return refuse(rest.mark);
  const bool subject =
      add(context, command, edit.subject, rest.from(0, equals).trimmed(), {edit.subject_kind});
  if (edit.value.empty()) return subject;
  return read_edit_value(context, edit, rest.from(equals + 1).trimmed(), command) && subject;
}

bool read_topology_builder(const ReadingContext& context, Text text, Command& command) {
  Words words(text);
  for (const Edit& edit : kEdits) {
    if (words.accept(edit.words)) return read_edit(context, edit, words.rest(), command);
  }
  std::vector<std::string> known;
  for (const Edit& edit : kEdits) known.emplace_back(edit.words);
  const std::size_t of = find_words(text.view, "of");
  const std::string_view begin =
      of == std::string_view::npos ? text.view : text.view.substr(0, of + 2);
  context.error(code::kManualStepNotUnderstood, text.mark,
                in_quotes(begin) + " is not work in Topology Builder" + suggestion(begin, known));
  return false;
}

/// "xmpp.contoso.com A edge2", "_sip._tls.contoso.com SRV edge2 priority 20", or "no" before it.
bool read_external_dns(const ReadingContext& context, Text text, Command& command) {
  const auto refuse = [&](Mark mark) {
    context.error(
        code::kManualStepNotUnderstood, mark,
        "write: external dns: xmpp.contoso.com A edge2, or external dns: "
        "_xmpp-server._tcp.contoso.com SRV edge2 priority 20; with \"no\" in front an SRV "
        "record is taken away");
    return false;
  };
  Words words(text);
  const bool gone = words.accept("no");
  const Text name = words.next();
  const bool host = words.accept("A");
  if (name.empty() || (!host && !words.accept("SRV")) || (host && gone)) return refuse(text.mark);
  DnsRecord record;
  record.name = name.string();
  if (context.topology != nullptr && !name_dns_record(*context.topology, host, record)) {
    context.error(
        code::kNoSuchComponent, name.mark,
        "no DNS record " + in_quotes(name.view) + " that leads outsiders here; write: " +
            dns_name(*context.topology, host ? DnsService::kXmppHost : DnsService::kXmpp, 0));
    return false;
  }
  command.name = host ? "Dns.SetHost" : gone ? "Dns.RemoveRecord" : "Dns.SetRecord";
  command.parameters.push_back({"Name", name.string(), true, name.mark});
  const Text target = words.next();
  if (!add(context, command, "Target", target, {ComponentKind::kEdgePool})) return false;
  if (words.accept("priority") && !host && !gone) {
    const Text priority = words.next();
    if (!read_integer(context, priority, 0, 65'534)) return false;
    command.parameters.push_back({"Priority", priority.string(), true, priority.mark});
  }
  return words.done() || refuse(words.rest().mark);
}

/// "open 5269 on edge2".
bool read_firewall(const ReadingContext& context, Text text, Command& command) {
  Words words(text);
  const bool open = words.accept("open 5269 on");
  if (!open && !words.accept("close 5269 on")) {
    context.error(code::kManualStepNotUnderstood, text.mark,
                  "write: firewall: open 5269 on edge2, or firewall: close 5269 on edge2");
    return false;
  }
  command.name = open ? "Firewall.Open" : "Firewall.Close";
  return add(context, command, "EdgePool", words.rest(), {ComponentKind::kEdgePool});
}

}  // namespace

std::optional<std::size_t> find_manual_phrase(std::string_view text) {
  for (std::size_t i = 0; i < kManualPhrases.size(); ++i) {
    const std::string_view phrase = kManualPhrases[i].name;
    if (starts_with_words(text, phrase)) return i;
    if (starts_with_words(text, std::string(phrase) + ":")) return i;
  }
  return std::nullopt;
}

std::optional<Command> read_manual_step(const ReadingContext& context, std::size_t phrase,
                                        Text rest) {
  Command command;
  command.file = context.file_of(rest.mark);
  command.mark = rest.mark;
  command.text = std::string(kManualPhrases[phrase].name) +
                 (phrase == kTopologyBuilder || phrase >= kExternalDns ? ": " : " ") +
                 rest.string();
  bool good = false;
  switch (phrase) {
    case kTopologyBuilder:
      good = read_topology_builder(context, rest, command);
      break;
    case kBootstrapper: {
      command.name = "Bootstrapper";
      const std::optional<Component> found = resolve_component(
          context, rest,
          {ComponentKind::kPool, ComponentKind::kFrontEnd, ComponentKind::kEdgeServer});
      const bool pool = found && found->kind == ComponentKind::kPool;
      if (!found) return std::nullopt;
      command.parameters.push_back({pool ? "Pool" : "Computer",
                                    component_name(*context.topology, found->kind, found->index),
                                    true, rest.mark});
      good = true;
      break;
    }
    case kDeploymentWizard:
      command.name = "DeploymentWizard";
      good = add(context, command, "Computer", rest,
                 {ComponentKind::kFrontEnd, ComponentKind::kEdgeServer});
      break;
    case kRestart:
      command.name = "Restart-FrontEnds";
      good = add(context, command, "Pool", rest, {ComponentKind::kPool});
      break;
    case kWitness: {
      command.name = "Remove-Witness";
      constexpr std::string_view kInSql = "in SQL";
      if (ends_with_words(rest.view, kInSql)) {
        rest = rest.from(0, rest.view.size() - kInSql.size()).trimmed();
      }
      good = add(context, command, "Pool", rest, {ComponentKind::kPool});
      break;
    }
    case kExternalDns:
      good = read_external_dns(context, rest, command);
      break;
    case kFirewall:
      good = read_firewall(context, rest, command);
      break;
    default:
      break;
  }
  if (!good) return std::nullopt;
  return command;
}

std::string manual_sentence(const Command& command) {
  const auto value = [&](std::string_view parameter) -> std::string {
    for (const CommandParameter& one : command.parameters) {
      if (one.name == parameter) return one.value;
    }
    return {};
  };
  const auto has = [&](std::string_view parameter) {
    for (const CommandParameter& one : command.parameters) {
      if (one.name == parameter) return true;
    }
    return false;
  };
  for (const Edit& edit : kEdits) {
    if (command.name != edit.command) continue;
    if ((edit.words == kWithoutEnabling) != has("WithoutEnabling")) continue;
    std::string out = "topology builder: " + std::string(edit.words);
    if (!edit.subject.empty()) out += ' ' + value(edit.subject);
    if (edit.value == "Enabled") {
      out += same_word(value("Enabled"), "$true") ? " = yes" : " = no";
    } else if (!edit.value.empty()) {
      out += " = " + value(edit.value);
    }
    if (has("Witness")) out += " witness " + value("Witness");
    if (has("AutomaticFailover")) out += ' ' + std::string(kAutomatic);
    return out;
  }
  if (command.name == "Bootstrapper" && command.positional.empty() && !has("Setup")) {
    return "bootstrapper on " + (has("Pool") ? value("Pool") : value("Computer"));
  }
  if (command.name == "DeploymentWizard") return "deployment wizard on " + value("Computer");
  if (command.name == "Restart-FrontEnds") return "restart front ends of " + value("Pool");
  if (command.name.starts_with("Dns.")) {
    const bool host = command.name == "Dns.SetHost";
    std::string out = "external dns: ";
    if (command.name == "Dns.RemoveRecord") out += "no ";
    out += value("Name") + (host ? " A " : " SRV ") + value("Target");
    if (has("Priority")) out += " priority " + value("Priority");
    return out;
  }
  if (command.name.starts_with("Firewall.")) {
    return std::string("firewall: ") + (command.name == "Firewall.Open" ? "open" : "close") +
           " 5269 on " + value("EdgePool");
  }
  if (command.name == "Remove-Witness") return "remove witness of " + value("Pool") + " in SQL";
  return {};
}

}  // namespace firedrill::reading

namespace firedrill {

std::string typed_words(std::string_view command) {
  using reading::kManualPhrases;
  for (const reading::Edit& edit : reading::kEdits) {
    // Publishing has two sentences for one command; the shorter is the beginning of both.
    if (edit.command != command || edit.words == reading::kWithoutEnabling) continue;
    return std::string(kManualPhrases[reading::kTopologyBuilder].name) + ": " +
           std::string(edit.words);
  }
  const auto phrase = [](std::size_t i) { return std::string(kManualPhrases[i].name); };
  if (command == "Bootstrapper") return phrase(reading::kBootstrapper);
  if (command == "DeploymentWizard") return phrase(reading::kDeploymentWizard);
  if (command == "Restart-FrontEnds") return phrase(reading::kRestart);
  if (command == "Remove-Witness") return phrase(reading::kWitness);
  if (command == "Dns.SetHost") return phrase(reading::kExternalDns) + ": A record";
  if (command == "Dns.SetRecord") return phrase(reading::kExternalDns) + ": SRV record";
  if (command == "Dns.RemoveRecord") return phrase(reading::kExternalDns) + ": no SRV record";
  if (command == "Firewall.Open") return phrase(reading::kFirewall) + ": open 5269";
  if (command == "Firewall.Close") return phrase(reading::kFirewall) + ": close 5269";
  return std::string(command);
}

}  // namespace firedrill
