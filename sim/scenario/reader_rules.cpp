// Names of rules are checked against the catalogue; a rule that is not there would make an
// expectation that nothing can break.
#include "sim/scenario/reader_rules.hpp"

#include "sim/rules/catalogue.hpp"

namespace firedrill::reading {
namespace {

std::vector<std::string> rule_ids() {
  std::vector<std::string> out;
  for (const RuleEntry& rule : rules()) out.emplace_back(rule.id);
  return out;
}

std::vector<std::string> error_names() {
  std::vector<std::string> out;
  for (int i = 1; i <= static_cast<int>(ErrorCode::kNotModelled); ++i) {
    out.emplace_back(error_name(static_cast<ErrorCode>(i)));
  }
  return out;
}

bool looks_like_error(std::string_view text) {
  return same_word(text.substr(0, 2), "E_");
}

/// A near number is no better a guess than another, so only the family is judged.
std::string rule_suggestion(std::string_view text) {
  std::vector<std::string> families;
  for (const std::string& id : rule_ids()) {
    const std::string family = id.substr(0, id.find('-'));
    if (families.empty() || families.back() != family) families.push_back(family);
  }
  const std::string family(text.substr(0, text.find('-')));
  for (const std::string& known : families) {
    if (same_word(known, family)) return "; \"firedrill rules\" lists them";
  }
  const std::string near = nearest_name(family, families);
  if (near.empty()) return "; write INV-05, or an error code such as E_NEXT_HOP";
  return "; did you mean " + in_quotes(near + std::string(text.substr(family.size()))) + "?";
}

}  // namespace

bool looks_like_rule(std::string_view text) {
  if (text.empty() || text.find(' ') != std::string_view::npos) return false;
  return looks_like_error(text) || text.find('-') != std::string_view::npos;
}

std::optional<std::string> read_rule(const ReadingContext& context, Text text) {
  if (const RuleEntry* rule = find_rule(text.view)) return std::string(rule->id);
  context.error(code::kNoSuchRule, text.mark,
                "no rule " + in_quotes(text.view) + rule_suggestion(text.view));
  return std::nullopt;
}

std::optional<RuleOrError> read_rule_or_error(const ReadingContext& context, Text text) {
  RuleOrError out;
  if (looks_like_error(text.view)) {
    out.error = error_from_name(text.view);
    if (out.error == ErrorCode::kOk) {
      context.error(code::kNoSuchRule, text.mark,
                    "no error code " + in_quotes(text.view) + suggestion(text.view, error_names()));
      return std::nullopt;
    }
    out.name = std::string(error_name(out.error));
    return out;
  }
  const std::optional<std::string> rule = read_rule(context, text);
  if (!rule) return std::nullopt;
  out.rule = *rule;
  out.name = *rule;
  return out;
}

}  // namespace firedrill::reading
