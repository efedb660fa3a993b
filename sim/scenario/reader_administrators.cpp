// Who works through which procedure: one nameless administrator, or several at once.
#include <algorithm>

#include "sim/scenario/reader_names.hpp"
#include "sim/scenario/reader_steps.hpp"

namespace firedrill::reading {
namespace {

constexpr std::size_t kAdministratorsMax = 16;

void read_name_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "name");
  if (!text) return;
  actor.name = text->string();
  if (actor.name.empty() || actor.name.find_first_of(" \t:") != std::string::npos) {
    context.error(code::kNoSuchAdministrator, text->mark,
                  "an administrator's name is one word, so that \"step 3 of Ann\" can name it");
  }
}

void read_at_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  if (const auto site = read_site(context, node, "at")) actor.site = *site;
}

void read_starts_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "starts");
  if (text) actor.starts_at = read_time(context, *text).value_or(Duration{0});
}

void read_groups_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  for (const Node& item : one_or_more(node)) {
    const std::optional<Text> text = read_scalar(context, item, "a group");
    if (text) actor.groups.push_back(text->string());
  }
}

void read_refusal_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  actor.stop_at_refusal = read_refusal_policy(context, node);
}

void read_procedure_key(ReadingContext& context, ActorSpec& actor, const Node& node) {
  actor.steps = read_procedure(context, node);
}

constexpr KeyField<ActorSpec> kAdministratorFields[] = {
    {{"name", Shape::kText, true, "one word, by which steps are told apart"}, read_name_key},
    {{"at", Shape::kName, false, "the site where the shell runs"}, read_at_key},
    {{"starts", Shape::kTime, false, "when the first step begins"}, read_starts_key},
    {{"groups", Shape::kTexts, false, "groups the account is in; without it, every group"},
     read_groups_key},
    {{"on refusal", Shape::kRefusal, false, "after a refused step: continue (default) or stop"},
     read_refusal_key},
    {{"procedure", Shape::kProcedure, true, "the steps"}, read_procedure_key},
};
constexpr auto kAdministratorDocs = [] {
  std::array<FieldDoc, std::size(kAdministratorFields)> docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = kAdministratorFields[i];
  return docs;
}();

}  // namespace

Index default_site(const Topology& topology) {
  for (const Pool& pool : topology.pools) {
    if (pool.backup != kNone) return topology.pools[static_cast<std::size_t>(pool.backup)].site;
  }
  return topology.sites.empty() ? kNone : 0;
}

std::optional<Index> read_site(const ReadingContext& context, const Node& node,
                               std::string_view what) {
  const std::optional<Text> text = read_scalar(context, node, what);
  if (!text) return std::nullopt;
  return resolve_component(context, *text, ComponentKind::kSite);
}

bool read_refusal_policy(const ReadingContext& context, const Node& node) {
  const std::optional<Text> text = read_scalar(context, node, "on refusal");
  if (!text) return false;
  return read_word(context, *text, "a policy", kRefusalWords).value_or(0) == 1;
}

std::span<const FieldDoc> administrator_field_docs() {
  return kAdministratorDocs;
}

std::vector<ActorSpec> read_administrators(ReadingContext& context, const Node& node) {
  std::vector<ActorSpec> out;
  const auto items = read_list(context, node, "administrators");
  if (!items) return out;
  if (items->size() > kAdministratorsMax) {
    context.error(code::kTooMany, node.mark,
                  "these are more than 16 administrators, the most that is read");
    return out;
  }
  for (const Node& item : *items) {
    ActorSpec actor;
    if (context.topology != nullptr) actor.site = default_site(*context.topology);
    std::size_t steps = 0;
    if (read_mapping(context, item, "an administrator")) {
      read_fields(context, actor, item, kAdministratorFields, "an administrator");
      if (const Node* procedure = item.find("procedure")) steps = count_steps(*procedure);
    }
    const bool taken = std::any_of(out.begin(), out.end(), [&](const ActorSpec& other) {
      return same_word(other.name, actor.name);
    });
    if (taken) {
      context.error(code::kNoSuchAdministrator, item.mark,
                    "there is another administrator " + in_quotes(actor.name));
    }
    context.step_lists.push_back({actor.name, steps});
    out.push_back(std::move(actor));
  }
  return out;
}

}  // namespace firedrill::reading
