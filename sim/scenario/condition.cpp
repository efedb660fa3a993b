// Reading and writing conditions. The comparison is looked for first, since neither names nor
// values contain one; then the longest quantity that the left side begins with, so that a quantity
// whose name holds the word "of" is found whole.
#include "sim/scenario/condition.hpp"

#include <array>
#include <span>

#include "sim/model/quantity.hpp"
#include "sim/scenario/reader_names.hpp"

namespace firedrill::reading {
namespace {

struct ComparisonWord {
  std::string_view word;
  Comparison comparison;
};
constexpr std::array<ComparisonWord, 6> kSigns{{{"!=", Comparison::kNotEqual},
                                                {"<=", Comparison::kLessEqual},
                                                {">=", Comparison::kGreaterEqual},
                                                {"=", Comparison::kEqual},
                                                {"<", Comparison::kLess},
                                                {">", Comparison::kGreater}}};
constexpr std::array<ComparisonWord, 2> kComparisonWords{
    {{"is not", Comparison::kNotEqual}, {"is", Comparison::kEqual}}};

struct Parts {
  Text left;
  Text sign;
  Text right;
  Comparison comparison = Comparison::kEqual;
};

std::optional<Parts> split_at_comparison(Text text) {
  const std::size_t at = text.view.find_first_of("=<>!");
  if (at != std::string_view::npos) {
    for (const ComparisonWord& sign : kSigns) {
      if (text.view.substr(at, sign.word.size()) == sign.word) {
        return Parts{text.from(0, at).trimmed(), text.from(at, sign.word.size()),
                     text.from(at + sign.word.size()).trimmed(), sign.comparison};
      }
    }
    return std::nullopt;
  }
  for (const ComparisonWord& sign : kComparisonWords) {
    const std::size_t word = find_words(text.view, sign.word);
    if (word != std::string_view::npos) {
      return Parts{text.from(0, word).trimmed(), text.from(word, sign.word.size()),
                   text.from(word + sign.word.size()).trimmed(), sign.comparison};
    }
  }
  return std::nullopt;
}

/// The quantity with the longest name that `left` begins with.
std::optional<std::uint16_t> find_quantity(std::string_view left) {
  const std::span<const QuantityDefinition> all = quantities();
  std::optional<std::uint16_t> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view name = all[i].name;
    if (!same_word(left.substr(0, name.size()), name)) continue;
    const std::string_view tail = left.substr(name.size());
    const bool ends = tail.empty() || tail.front() == '/' || starts_with_words(tail, " of");
    if (!ends) continue;
    if (!found || name.size() > all[*found].name.size()) found = static_cast<std::uint16_t>(i);
  }
  return found;
}

std::optional<std::uint16_t> quantity_at_front(const ReadingContext& context, Text left) {
  if (const auto found = find_quantity(left.view)) return found;
  std::vector<std::string> known;
  for (const QuantityDefinition& one : quantities()) known.emplace_back(one.name);
  const Text name = left.from(0, find_words(left.view, "of")).trimmed();
  std::string help = suggestion(name.view, known);
  if (help.empty()) {
    std::sort(known.begin(), known.end());
    for (const std::string& one : known) help += (help.empty() ? "; there are: " : ", ") + one;
  }
  context.error(code::kNoSuchQuantity, name.mark, "no quantity " + in_quotes(name.view) + help);
  return std::nullopt;
}

ComponentKind component_kind(EntityKind of) {
  switch (of) {
    case EntityKind::kEdgePool:
      return ComponentKind::kEdgePool;
    case EntityKind::kSite:
      return ComponentKind::kSite;
    case EntityKind::kFrontEnd:
      return ComponentKind::kFrontEnd;
    case EntityKind::kSql:
      return ComponentKind::kSql;
    case EntityKind::kNothing:
    case EntityKind::kPool:
    case EntityKind::kBackEnd:
      break;
  }
  return ComponentKind::kPool;  // a Back End is known by its pool
}

ComponentKind value_kind(const QuantityDefinition& quantity) {
  return quantity.value_is_edge_pool ? ComponentKind::kEdgePool : ComponentKind::kPool;
}

std::span<const std::string_view> sub_names(SubKind sub) {
  if (sub == SubKind::kDatabaseType) return kQuantityDatabases;
  if (sub == SubKind::kBackupModule) return kQuantityModules;
  return {};
}

bool read_sub(const ReadingContext& context, const QuantityDefinition& quantity, Text after_slash,
              Condition& out) {
  const std::span<const std::string_view> names = sub_names(quantity.sub);
  // The product's own long forms ("ConfServices.DataConf") end in the same word.
  const std::size_t point = after_slash.view.rfind('.');
  const std::string_view word =
      point == std::string_view::npos ? after_slash.view : after_slash.view.substr(point + 1);
  std::vector<std::string> known;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (same_word(names[i], word)) {
      out.sub = static_cast<std::uint8_t>(i);
      return true;
    }
    known.emplace_back(names[i]);
  }
  context.error(code::kNoSuchValue, after_slash.mark,
                in_quotes(after_slash.view) + " is not a part that " + in_quotes(quantity.name) +
                    " is read for" + suggestion(word, known));
  return false;
}

/// What stands behind "of": a component, and where the quantity has them a part after a slash.
bool read_entity(const ReadingContext& context, const QuantityDefinition& quantity, Text of,
                 Condition& out) {
  Text name = of;
  const bool has_sub = quantity.sub != SubKind::kNothing;
  const std::size_t slash = of.view.rfind('/');
  bool good = true;
  if (has_sub && slash == std::string_view::npos) {
    const std::vector<std::string> parts(sub_names(quantity.sub).begin(),
                                         sub_names(quantity.sub).end());
    context.error(code::kQuantityOfWhat, of.mark,
                  in_quotes(quantity.name) + " is read for one part; write " + of.string() + "/" +
                      joined(parts, "or"));
    good = false;
  } else if (has_sub) {
    name = of.from(0, slash).trimmed();
    good = read_sub(context, quantity, of.from(slash + 1).trimmed(), out);
  }
  const std::optional<Index> index = resolve_component(context, name, component_kind(quantity.of));
  if (!index) return good && context.topology == nullptr;
  out.entity = *index;
  if (quantity.of == EntityKind::kBackEnd) {
    out.entity = context.topology->pools[static_cast<std::size_t>(*index)].back_end;
    if (out.entity == kNone) {
      context.error(code::kQuantityOfWhat, name.mark, in_quotes(name.view) + " has no Back End");
      return false;
    }
  }
  return good;
}

bool read_of(const ReadingContext& context, const QuantityDefinition& quantity, Text left,
             Condition& out) {
  Words words(left.from(quantity.name.size()));
  if (!words.accept("of")) {
    const bool has_sub = quantity.sub != SubKind::kNothing;
    const bool whole = quantity.of == EntityKind::kNothing || quantity.of_optional;
    if (whole && !has_sub && words.done()) return true;
    // "backlog/DataConf" is that part for the whole deployment.
    if (whole && has_sub && !words.done()) {
      return read_sub(context, quantity, words.rest().from(1).trimmed(), out);
    }
    context.error(code::kQuantityOfWhat, left.mark,
                  in_quotes(quantity.name) + " of what? write: " + std::string(quantity.name) +
                      " of <" + std::string(component_word(component_kind(quantity.of))) +
                      (has_sub ? ">/<part>" : ">"));
    return false;
  }
  if (quantity.of == EntityKind::kNothing) {
    context.error(code::kQuantityOfWhat, words.rest().mark,
                  in_quotes(quantity.name) + " is of the whole deployment; leave out \"of " +
                      words.rest().string() + "\"");
    return false;
  }
  return read_entity(context, quantity, words.rest(), out);
}

/// "all", "all - 1", "all + 1".
std::optional<std::int64_t> all_more_or_less(std::string_view word) {
  Words words(Text{word, {}, false});
  if (!words.accept("all")) return std::nullopt;
  if (words.done()) return kValueAll;
  const std::string_view sign = words.next().view;
  const std::optional<std::int64_t> number = parse_integer(words.rest().view);
  if ((sign != "+" && sign != "-") || !number || *number > kMoreOrLessMax) return std::nullopt;
  return sign == "+" ? kValueAll + *number : kValueAll - *number;
}

std::optional<std::int64_t> named_value(const QuantityDefinition& quantity, std::string_view word) {
  for (const ValueName& value : quantity.values) {
    if (same_word(value.name, word)) return value.value;
  }
  if (quantity.value_is_users) {
    if (const auto all = all_more_or_less(word)) return all;
  }
  if (quantity.value_is_users && same_word(word, "none")) return 0;
  if (quantity.names_entity() && same_word(word, "none")) return kNone;
  if (quantity.values.empty() && !quantity.names_entity()) {
    if (same_word(word, "yes")) return 1;
    if (same_word(word, "no")) return 0;
  }
  return std::nullopt;
}

std::string expected_values(const QuantityDefinition& quantity, std::string_view word) {
  std::vector<std::string> known;
  for (const ValueName& value : quantity.values) known.emplace_back(value.name);
  if (quantity.value_is_users) known.insert(known.end(), {"all", "none"});
  if (!known.empty()) {
    const std::string near = nearest_name(word, known);
    if (!near.empty()) return "; did you mean " + in_quotes(near) + "?";
  }
  if (quantity.values.empty()) known.emplace_back("a whole number");
  if (quantity.unit == "ms") known.emplace_back("a duration such as 90s");
  return "; expected " + joined(known, "or");
}

std::optional<std::int64_t> read_value(const ReadingContext& context,
                                       const QuantityDefinition& quantity, Text text) {
  if (const auto named = named_value(quantity, text.view)) return named;
  if (quantity.names_entity()) {
    const std::optional<Index> pool = resolve_component(context, text, value_kind(quantity));
    if (pool) return *pool;
    if (context.topology == nullptr) return kNone;
    return std::nullopt;
  }
  if (quantity.unit == "ms") {
    if (const auto ms = parse_duration_ms(text.view); ms && Duration(*ms) <= kDurationMax) {
      return ms;
    }
  }
  if (quantity.values.empty() || quantity.value_is_users) {
    const bool negative = !text.view.empty() && text.view.front() == '-';
    const std::optional<std::int64_t> number = parse_integer(text.view.substr(negative ? 1 : 0));
    if (number) return negative ? -*number : *number;
  }
  context.error(code::kNoSuchValue, text.mark,
                in_quotes(text.view) + " is not a value of " + in_quotes(quantity.name) +
                    expected_values(quantity, text.view));
  return std::nullopt;
}

}  // namespace

std::optional<Condition> read_condition(const ReadingContext& context, Text text) {
  text = text.trimmed();
  const std::optional<Parts> parts = split_at_comparison(text);
  if (!parts || parts->left.empty() || parts->right.empty()) {
    context.error(code::kConditionNotUnderstood, text.mark,
                  in_quotes(text.view) +
                      " is not a condition; write: state of pool1 = FailedOver, or "
                      "signed-out users <= 10");
    return std::nullopt;
  }
  const std::optional<std::uint16_t> position = quantity_at_front(context, parts->left);
  if (!position) return std::nullopt;
  const QuantityDefinition& quantity = quantities()[*position];
  Condition out;
  out.quantity = *position;
  out.comparison = parts->comparison;
  out.text = text.string();
  out.mark = text.mark;
  const bool named = read_of(context, quantity, parts->left, out);
  const std::optional<std::int64_t> value = read_value(context, quantity, parts->right);
  const bool ordered =
      out.comparison != Comparison::kEqual && out.comparison != Comparison::kNotEqual;
  if (ordered && quantity.names_entity()) {
    context.error(
        code::kConditionNotUnderstood, parts->sign.mark,
        in_quotes(quantity.name) + " names a pool; pools are compared with = and != only");
    return std::nullopt;
  }
  if (!named || !value) return std::nullopt;
  out.value = *value;
  return out;
}

std::optional<Condition> read_quantity(const ReadingContext& context, Text text) {
  text = text.trimmed();
  const std::optional<std::uint16_t> position = quantity_at_front(context, text);
  Condition out;
  if (!position || !read_of(context, quantities()[*position], text, out)) return std::nullopt;
  out.quantity = *position;
  out.text = text.string();
  out.mark = text.mark;
  return out;
}

std::string condition_text(const Condition& condition, const Topology& topology) {
  const QuantityDefinition& quantity = quantities()[condition.quantity];
  std::string out(quantity.name);
  if (condition.entity != kNone) {
    const Index entity = quantity.of == EntityKind::kBackEnd
                             ? topology.back_ends[static_cast<std::size_t>(condition.entity)].pool
                             : condition.entity;
    out += " of " + component_name(topology, component_kind(quantity.of), entity);
  }
  if (quantity.sub != SubKind::kNothing) {
    out += '/' + std::string(sub_names(quantity.sub)[condition.sub]);
  }
  constexpr std::string_view kWritten[] = {"=", "!=", "<", "<=", ">", ">="};
  out += ' ' + std::string(kWritten[static_cast<std::size_t>(condition.comparison)]) + ' ';
  return out + value_text(quantity, condition.value, topology);
}

std::string value_text(const QuantityDefinition& quantity, std::int64_t value,
                       const Topology& topology) {
  for (const ValueName& named : quantity.values) {
    if (named.value == value) return std::string(named.name);
  }
  if (quantity.value_is_users && value_is_all(value)) {
    const std::int64_t more = value - kValueAll;
    if (more == 0) return "all";
    return (more > 0 ? "all + " : "all - ") + std::to_string(more > 0 ? more : -more);
  }
  if (quantity.names_entity()) {
    return component_name(topology, value_kind(quantity), static_cast<Index>(value));
  }
  if (quantity.unit == "ms" && value >= 0) return duration_text(Duration(value));
  return std::to_string(value);
}

std::string duration_text(Duration duration) {
  struct Unit {
    std::string_view name;
    std::int64_t ms;
  };
  constexpr Unit kUnits[] = {{"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}};
  std::int64_t left = duration.count();
  if (left <= 0) return "0s";
  std::string out;
  for (const Unit& unit : kUnits) {
    if (left >= unit.ms) out += std::to_string(left / unit.ms) + std::string(unit.name);
    left %= unit.ms;
  }
  return out;
}

}  // namespace firedrill::reading
