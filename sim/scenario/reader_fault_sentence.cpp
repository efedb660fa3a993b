// "pool pool1 is lost, back after 40m": the words of each fault, and the component it befalls.
//
// One table row a sentence. The name stands between the phrase and the verb, so names with blanks
// need no quotes.
#include <algorithm>
#include <array>

#include "sim/scenario/reader_faults.hpp"
#include "sim/scenario/reader_names.hpp"
#include "sim/topology/dns.hpp"

namespace firedrill::reading {
namespace {

using Verbs = std::span<const std::string_view>;
constexpr std::string_view kLost[] = {"is lost", "is down", "is gone", "fails"};
constexpr std::string_view kCut[] = {"is cut", "is lost", "is down"};
constexpr std::string_view kStops[] = {"stops", "is stopped"};
constexpr std::string_view kSuspended[] = {"is suspended"};
constexpr std::string_view kWrong[] = {"is wrong", "leads nowhere"};
constexpr std::string_view kFull[] = {"is full"};
constexpr std::string_view kFailHydration[] = {"fail hydration", "fails hydration"};
constexpr std::string_view kWithContent = "with its content";

struct FaultForm {
  std::string_view phrase;
  FaultKind kind;
  Verbs verbs;
  std::string_view example;
};
constexpr FaultForm kForms[] = {
    {"backup service of", FaultKind::kBackupService, kStops, "backup service of pool1 stops"},
    {"cms database", FaultKind::kCmsDatabase, kLost, "cms database is lost"},
    {"dns record", FaultKind::kDnsWrong, kWrong, "dns record _sip._tls.contoso.com is wrong"},
    {"edge pool", FaultKind::kEdgePool, kLost, "edge pool edge1 is lost"},
    {"edge server", FaultKind::kEdgeServer, kLost, "edge server edge1a is lost"},
    {"external dns", FaultKind::kDnsDown, kLost, "external dns is down"},
    {"file store of", FaultKind::kFileStore, kLost, "file store of pool1 is lost"},
    {"front end", FaultKind::kFrontEnd, kLost, "front end fe1a is lost"},
    {"internal dns", FaultKind::kDnsDown, kLost, "internal dns is down"},
    {"log disk of", FaultKind::kLogDiskFull, kFull, "log disk of be1a is full"},
    {"mirroring of", FaultKind::kMirrorDesync, kSuspended, "mirroring of pool1 is suspended"},
    {"next", FaultKind::kHydration, kFailHydration, "next 2 failbacks of pool1 fail hydration"},
    {"pool", FaultKind::kPool, kLost, "pool pool1 is lost"},
    {"site", FaultKind::kSite, kLost, "site Datacenter1 is lost"},
    {"sql", FaultKind::kSql, kLost, "sql be1a is lost"},
    {"wan", FaultKind::kWan, kCut, "wan Datacenter1 - Datacenter2 is cut"},
};

constexpr std::int64_t kTimesMax = 1000;
constexpr std::int64_t kFailbacksMax = 100;

/// The name in front of the verb; nothing when the sentence has no verb of the form.
std::optional<Text> before_verb(const ReadingContext& context, Text rest, const FaultForm& form) {
  for (const std::string_view verb : form.verbs) {
    if (ends_with_words(rest.view, verb)) {
      return rest.from(0, rest.view.size() - verb.size()).trimmed();
    }
  }
  Words words(rest);
  words.next();
  context.error(
      code::kFaultNotUnderstood, words.done() ? rest.mark : words.rest().mark,
      "expected " + in_quotes(form.verbs.front()) + " here; write: " + std::string(form.example));
  return std::nullopt;
}

bool read_wan(const ReadingContext& context, Text name, FaultSpec& out) {
  std::size_t at = find_words(name.view, "-");
  std::size_t length = 1;
  if (at == std::string_view::npos) {
    at = find_words(name.view, "and");
    length = 3;
  }
  if (at == std::string_view::npos) {
    context.error(code::kFaultNotUnderstood, name.mark,
                  "between which sites? write: wan Datacenter1 - Datacenter2 is cut");
    return false;
  }
  const Text first = name.from(0, at).trimmed();
  const Text second = name.from(at + length).trimmed();
  const auto a = resolve_component(context, first, ComponentKind::kSite);
  const auto b = resolve_component(context, second, ComponentKind::kSite);
  if (context.topology == nullptr) return true;
  if (!a || !b) return false;
  const std::vector<WanLink>& links = context.topology->wan_links;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if ((links[i].site_a == *a && links[i].site_b == *b) ||
        (links[i].site_a == *b && links[i].site_b == *a)) {
      out.entity = static_cast<Index>(i);
      return true;
    }
  }
  context.error(code::kFaultDoesNotFit, name.mark,
                "the topology has no wide-area link between " + in_quotes(first.view) + " and " +
                    in_quotes(second.view) + "; add it under its links");
  return false;
}

bool does_not_fit(const ReadingContext& context, Text name, const std::string& why) {
  context.error(code::kFaultDoesNotFit, name.mark, in_quotes(name.view) + ' ' + why);
  return false;
}

/// Faults that befall something a pool has or does; `pool` is resolved.
bool read_part_of_pool(const ReadingContext& context, Text name, Index index, FaultSpec& out) {
  const Topology& topology = *context.topology;
  const Pool& pool = topology.pools[static_cast<std::size_t>(index)];
  out.entity = index;
  switch (out.kind) {
    case FaultKind::kMirrorDesync:
      if (pool.back_end == kNone ||
          topology.back_ends[static_cast<std::size_t>(pool.back_end)].mirror == kNone) {
        return does_not_fit(context, name, "has no mirrored Back End");
      }
      out.entity = pool.back_end;
      return true;
    case FaultKind::kFileStore:
      if (pool.file_store == kNone) return does_not_fit(context, name, "has no file store");
      out.entity = pool.file_store;
      return true;
    case FaultKind::kCmsDatabase:
      if (index != topology.cms.active && index != topology.cms.standby) {
        return does_not_fit(context, name, "holds no copy of the Central Management store");
      }
      return true;
    case FaultKind::kBackupService:
    case FaultKind::kHydration:
      if (pool.backup == kNone) return does_not_fit(context, name, "has no backup pool");
      return true;
    default:
      return true;
  }
}

bool read_pool_part(const ReadingContext& context, Text name, FaultSpec& out) {
  if (out.kind == FaultKind::kCmsDatabase && name.empty()) {
    if (context.topology == nullptr) return true;
    out.entity = context.topology->cms.active;
    return out.entity != kNone ||
           does_not_fit(context, name, "the topology names no active master");
  }
  std::optional<Component> found;
  if (out.kind == FaultKind::kFileStore) {
    found = resolve_component(context, name, {ComponentKind::kPool, ComponentKind::kFileStore});
  } else if (out.kind == FaultKind::kBackupService) {
    found = resolve_component(context, name, {ComponentKind::kPool, ComponentKind::kFrontEnd});
  } else {
    found = resolve_component(context, name, {ComponentKind::kPool});
  }
  if (!found) return context.topology == nullptr && !name.empty();
  if (found->kind == ComponentKind::kPool) {
    return read_part_of_pool(context, name, found->index, out);
  }
  if (found->kind == ComponentKind::kFrontEnd) out.kind = FaultKind::kBackupServer;
  out.entity = found->index;
  return true;
}

bool read_dns_view(const ReadingContext& context, Text name, FaultSpec& out) {
  const bool internal = same_word(name.view, "internal");
  out.entity = internal ? Index{0} : Index{1};
  if (internal || same_word(name.view, "external")) return true;
  context.error(code::kFaultNotUnderstood, name.mark,
                "whose? write: internal dns is down, or external dns is down");
  return false;
}

bool read_dns_record(const ReadingContext& context, Text name, FaultSpec& out) {
  if (context.topology == nullptr) return !name.empty();
  DnsRecord record;
  record.name = name.string();
  const bool host = !name.view.starts_with('_');
  if (!name_dns_record(*context.topology, host, record)) {
    context.error(code::kNoSuchComponent, name.mark,
                  "no DNS record " + in_quotes(name.view) + " that leads outsiders here; write: " +
                      dns_name(*context.topology, DnsService::kRemoteAccess, 0));
    return false;
  }
  out.entity = static_cast<Index>(record.domain * kDnsServices + static_cast<int>(record.service));
  return true;
}

bool read_whole(const ReadingContext& context, Text name, ComponentKind kind, FaultSpec& out) {
  const std::optional<Index> found = resolve_component(context, name, kind);
  if (found) out.entity = *found;
  return found || (context.topology == nullptr && !name.empty());
}

/// "2 failbacks of pool1", "failback of pool1", "of pool1" (the store's database).
bool read_subject(const ReadingContext& context, const FaultForm& form, Text subject,
                  FaultSpec& out) {
  Words words(subject);
  if (form.kind == FaultKind::kHydration) {
    if (!words.accept("failback")) {
      const std::optional<std::int64_t> count =
          read_integer(context, words.next(), 1, kFailbacksMax);
      if (!count) return false;
      out.count = static_cast<std::int32_t>(*count);
      if (!words.accept("failbacks") && !words.accept("failback")) {
        context.error(code::kFaultNotUnderstood, words.rest().mark,
                      "expected \"failbacks of\" here; write: " + std::string(form.example));
        return false;
      }
    }
    words.accept("of");
  } else if (form.kind == FaultKind::kCmsDatabase) {
    words.accept("of");
  } else if (form.kind == FaultKind::kDnsDown && subject.empty()) {
    out.entity = form.phrase == "internal dns" ? Index{0} : Index{1};
    return true;
  }
  return read_fault_component(context, words.rest(), out);
}

bool read_option(const ReadingContext& context, Text text, WrittenFault& out) {
  Words words(text);
  if (words.accept("back after")) {
    if (same_word(words.rest().view, kNever)) return true;
    const std::optional<Duration> after = read_duration(context, words.rest());
    if (!after) return false;
    out.spec.has_repair = true;
    out.spec.repair_after = *after;
    return true;
  }
  const Text times = words.next();
  if (words.accept("times every") || words.accept("time every")) {
    const std::optional<std::int64_t> count = read_integer(context, times, 1, kTimesMax);
    const std::optional<Duration> every = read_duration(context, words.rest());
    if (!count || !every) return false;
    out.times = *count;
    out.every = *every;
    out.times_mark = times.mark;
    return true;
  }
  context.error(code::kFaultNotUnderstood, text.mark,
                in_quotes(text.view) +
                    " is not an option of a fault; write: back after 40m, or 5 times every 2m");
  return false;
}

/// What a sentence without any known phrase most likely meant.
void report_no_phrase(const ReadingContext& context, Text text) {
  std::vector<std::string> phrases;
  for (const FaultForm& form : kForms) phrases.emplace_back(form.phrase);
  std::string near;
  Text at = text;
  for (Words words(text); !words.done() && near.empty();) {
    near = nearest_name(words.peek().view, phrases);
    if (!near.empty()) at = words.peek();
    words.next();
  }
  context.error(code::kFaultNotUnderstood, at.mark,
                near.empty()
                    ? in_quotes(text.view) + " is not a fault; write: at 1h, then " +
                          joined(phrases, "or") + ", its name, and what befalls it"
                    : in_quotes(at.view) + " is not something that can fail; did you mean " +
                          in_quotes(near) + "?");
}

}  // namespace

std::size_t find_fault_words(std::string_view sentence) {
  std::size_t first = std::string_view::npos;
  for (const FaultForm& form : kForms) {
    first = std::min(first, find_words(sentence, form.phrase));
  }
  return first;
}

bool read_fault_sentence(const ReadingContext& context, Text text, WrittenFault& out) {
  const std::vector<Text> pieces = split(text, ',');
  Text clause = pieces.front();
  const auto form = std::find_if(std::begin(kForms), std::end(kForms), [&](const FaultForm& one) {
    return starts_with_words(clause.view, one.phrase);
  });
  bool good = true;
  if (form == std::end(kForms)) {
    report_no_phrase(context, clause);
    good = false;
  } else {
    out.spec.kind = form->kind;
    if (ends_with_words(clause.view, kWithContent)) {
      out.spec.lose_content = true;
      clause = clause.from(0, clause.view.size() - kWithContent.size()).trimmed();
    }
    const Text rest = clause.from(form->phrase.size()).trimmed();
    const std::optional<Text> subject = before_verb(context, rest, *form);
    good = subject && read_subject(context, *form, *subject, out.spec);
  }
  for (std::size_t i = 1; i < pieces.size(); ++i)
    good = read_option(context, pieces[i], out) && good;
  return good;
}

bool read_fault_component(const ReadingContext& context, Text name, FaultSpec& out) {
  switch (out.kind) {
    case FaultKind::kSite:
      return read_whole(context, name, ComponentKind::kSite, out);
    case FaultKind::kWan:
      return read_wan(context, name, out);
    case FaultKind::kFrontEnd:
    case FaultKind::kBackupServer:
      return read_whole(context, name, ComponentKind::kFrontEnd, out);
    case FaultKind::kPool:
      return read_whole(context, name, ComponentKind::kPool, out);
    case FaultKind::kSql:
    case FaultKind::kLogDiskFull:
      return read_whole(context, name, ComponentKind::kSql, out);
    case FaultKind::kEdgePool:
      return read_whole(context, name, ComponentKind::kEdgePool, out);
    case FaultKind::kEdgeServer:
      return read_whole(context, name, ComponentKind::kEdgeServer, out);
    case FaultKind::kMirrorDesync:
    case FaultKind::kFileStore:
    case FaultKind::kCmsDatabase:
    case FaultKind::kBackupService:
    case FaultKind::kHydration:
      return read_pool_part(context, name, out);
    case FaultKind::kDnsDown:
      return read_dns_view(context, name, out);
    case FaultKind::kDnsWrong:
      return read_dns_record(context, name, out);
    case FaultKind::kCount:
      break;
  }
  return false;
}

bool check_fault_options(const ReadingContext& context, const WrittenFault& fault) {
  const FaultSpec& spec = fault.spec;
  const auto refuse = [&](const std::string& why) {
    context.error(code::kOptionDoesNotFit, spec.mark, why);
    return false;
  };
  if (spec.lose_content && spec.kind != FaultKind::kFileStore) {
    return refuse("only a file store is lost with its content");
  }
  if (spec.count != 1 && spec.kind != FaultKind::kHydration) {
    return refuse("only failbacks that fail hydration are counted");
  }
  if (spec.has_repair && spec.kind == FaultKind::kHydration) {
    return refuse("failbacks that fail hydration end by themselves; leave out \"back after\"");
  }
  if (fault.times > 1 && fault.every <= Duration{0}) {
    return refuse("a fault that strikes again needs a pause above 0s between");
  }
  if (fault.times > 1 && spec.has_repair && spec.repair_after >= fault.every) {
    return refuse(
        "the fault strikes again before it is repaired; make \"back after\" shorter than "
        "\"every\"");
  }
  return true;
}

}  // namespace firedrill::reading
