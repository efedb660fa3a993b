// Checking mappings against the table of fields; the codes FD1102 to FD1107 and FD1112 come from
// here, whatever the object is.
#include "sim/topology/object_reader.hpp"

#include <algorithm>
#include <charconv>

namespace firedrill {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? std::string(last) : ", ";
    out += words[i];
  }
  return out;
}

std::string expected(const Field& field) {
  switch (field.type) {
    case FieldType::kText:
      return "a text";
    case FieldType::kName:
      return "a name";
    case FieldType::kShare:
      return "a share such as \\\\server\\share";
    case FieldType::kFlag:
      return "true or false";
    case FieldType::kInteger:
      return "a whole number";
    case FieldType::kDuration:
      return "a duration such as 90s, 12m or 6h";
    case FieldType::kBandwidth:
      return "a bandwidth such as 1000 Mbps or 1 Gbps";
    case FieldType::kChoice:
      return joined(split(field.choices, '|'), " or ");
    case FieldType::kTextList:
      return "a list of names";
    case FieldType::kObject:
    case FieldType::kObjectMap:
      return "a mapping";
    case FieldType::kObjectList:
      return "a list of mappings";
  }
  return {};
}

std::string found(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return "no value";
    case Node::Kind::kScalar:
      return in_quotes(node.scalar);
    case Node::Kind::kSequence:
      return "a list";
    case Node::Kind::kMapping:
      return "a mapping";
  }
  return {};
}

bool is_scalar(FieldType type) {
  return type < FieldType::kTextList;
}

std::string with_unit(const Field& field, std::int64_t value) {
  if (field.type == FieldType::kBandwidth) return std::to_string(value) + " Mbps";
  if (field.type != FieldType::kDuration) return std::to_string(value);
  if (value % 1000 != 0) return std::to_string(value) + "ms";
  return std::to_string(value / 1000) + "s";
}

}  // namespace

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kShownMax = 80;
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size() && at < kShownMax; ++at) {
    out.push_back(text[at] == '\n' ? ' ' : text[at]);
  }
  if (text.size() > kShownMax) {
    while ((static_cast<unsigned char>(out.back()) & 0x80U) != 0) out.pop_back();
    out += "...";
  }
  return out + "\"";
}

std::string suggestion(std::string_view word, const std::vector<std::string>& names) {
  const std::string near = nearest_name(word, names);
  return near.empty() ? "" : "; did you mean " + in_quotes(near) + "?";
}

bool is_valid_name(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

bool is_valid_share(std::string_view text) {
  if (!text.starts_with("\\\\")) return false;
  const std::size_t slash = text.find('\\', 2);
  return slash != std::string_view::npos && is_valid_name(text.substr(2, slash - 2)) &&
         slash + 1 < text.size() && text[slash + 1] != '\\';
}

std::optional<std::int64_t> parse_whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_mbps(std::string_view text) {
  std::int64_t factor = 0;
  if (text.ends_with("Mbps")) factor = 1;
  if (text.ends_with("Gbps")) factor = 1000;
  if (factor == 0) return std::nullopt;
  text.remove_suffix(4);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::optional<std::int64_t> value = parse_whole_number(text);
  constexpr std::int64_t kFarAboveAnyBound = 1'000'000'000;
  if (!value || *value < 0 || *value > kFarAboveAnyBound) return std::nullopt;
  return *value * factor;
}

bool ObjectReader::check() const {
  if (node_.kind == Node::Kind::kNull) {
    // "Datacenter2:" with nothing behind it is an object with all defaults.
  } else if (node_.kind != Node::Kind::kMapping) {
    context_.error("FD1104", node_.mark, what_ + " must be a mapping, not " + found(node_));
    return false;
  }
  for (const auto& [key, value] : node_.entries) {
    if (const Field* known = field(key.text)) {
      check_value(*known, value);
      continue;
    }
    std::vector<std::string> keys;
    for (const Field& each : table_) keys.emplace_back(each.key);
    std::string remedy = suggestion(key.text, keys);
    if (remedy.empty()) remedy = "; it has " + joined(keys, " and ");
    context_.error("FD1102", key.mark, what_ + " has no key " + in_quotes(key.text) + remedy);
  }
  for (const Field& each : table_) {
    if (each.required && !has(each.key)) {
      context_.error("FD1103", node_.mark,
                     what_ + " lacks the key " + in_quotes(each.key) + ", " + expected(each) +
                         ": " + std::string(each.doc));
    }
  }
  return true;
}

void ObjectReader::check_value(const Field& field, const Node& value) const {
  if (is_scalar(field.type)) {
    if (value.kind == Node::Kind::kScalar) {
      check_scalar(field, value);
    } else {
      context_.error(
          "FD1104", value.mark,
          in_quotes(field.key) + " must be " + expected(field) + ", not " + found(value));
    }
  } else {
    check_container(field, value);
  }
}

void ObjectReader::check_scalar(const Field& field, const Node& value) const {
  const std::string& text = value.scalar;
  switch (field.type) {
    case FieldType::kText:
    case FieldType::kName:
    case FieldType::kShare: {
      const auto length = static_cast<std::int64_t>(text.size());
      if (length < field.min || length > field.max) {
        context_.error("FD1106", value.mark,
                       in_quotes(field.key) + " must have " + std::to_string(field.min) + " to " +
                           std::to_string(field.max) + " characters, not " +
                           std::to_string(length));
      } else if (field.type == FieldType::kName && !is_valid_name(text)) {
        context_.error("FD1112", value.mark, in_quotes(text) + " is not a name of a computer");
      } else if (field.type == FieldType::kShare && !is_valid_share(text)) {
        context_.error("FD1112", value.mark,
                       in_quotes(text) + " is not a share; write \\\\server\\share");
      }
      return;
    }
    case FieldType::kFlag:
      if (text != "true" && text != "false") {
        context_.error("FD1104", value.mark,
                       in_quotes(field.key) + " must be true or false, not " + in_quotes(text));
      }
      return;
    case FieldType::kChoice: {
      const std::vector<std::string> choices = split(field.choices, '|');
      if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
        context_.error("FD1107", value.mark,
                       in_quotes(field.key) + " must be " + expected(field) + ", not " +
                           in_quotes(text) + suggestion(text, choices));
      }
      return;
    }
    default:
      check_number(field, value);
  }
}

void ObjectReader::check_number(const Field& field, const Node& value) const {
  const std::optional<std::int64_t> number = parse(field, value);
  if (!number) {
    const bool unit = field.type != FieldType::kInteger;
    context_.error(unit ? "FD1105" : "FD1104", value.mark,
                   in_quotes(value.scalar) + " is not " + expected(field));
  } else if (*number < field.min || *number > field.max) {
    context_.error("FD1106", value.mark,
                   in_quotes(field.key) + " must lie between " + with_unit(field, field.min) +
                       " and " + with_unit(field, field.max) + ", not " + value.scalar);
  }
}

void ObjectReader::check_container(const Field& field, const Node& value) const {
  const bool list = field.type == FieldType::kTextList || field.type == FieldType::kObjectList;
  const bool fits = list ? value.kind == Node::Kind::kSequence
                         : value.kind == Node::Kind::kMapping || value.kind == Node::Kind::kNull;
  if (!fits) {
    context_.error("FD1104", value.mark,
                   in_quotes(field.key) + " must be " + expected(field) + ", not " + found(value));
    return;
  }
  if (field.type != FieldType::kObject) {
    const auto count = static_cast<std::int64_t>(list ? value.items.size() : value.entries.size());
    if (count < field.min || count > field.max) {
      context_.error("FD1106", value.mark,
                     in_quotes(field.key) + " must hold " + std::to_string(field.min) + " to " +
                         std::to_string(field.max) + " entries, not " + std::to_string(count));
    }
  }
  if (field.type != FieldType::kTextList) return;
  for (const Node& item : value.items) {
    if (item.kind != Node::Kind::kScalar || item.scalar.empty()) {
      context_.error(
          "FD1104", item.mark,
          in_quotes(field.key) + " must be a list of names; this entry is " + found(item));
    }
  }
}

std::optional<std::int64_t> ObjectReader::parse(const Field& field, const Node& value) const {
  if (value.kind != Node::Kind::kScalar) return std::nullopt;
  switch (field.type) {
    case FieldType::kInteger:
      return parse_whole_number(value.scalar);
    case FieldType::kDuration:
      return parse_duration_ms(value.scalar);
    case FieldType::kBandwidth:
      return parse_mbps(value.scalar);
    default:
      return std::nullopt;
  }
}

const Field* ObjectReader::field(std::string_view key) const {
  const auto at = std::find_if(table_.begin(), table_.end(),
                               [key](const Field& each) { return each.key == key; });
  return at == table_.end() ? nullptr : &*at;
}

Mark ObjectReader::mark(std::string_view key) const {
  const Node* value = find(key);
  return value != nullptr ? value->mark : node_.mark;
}

std::string ObjectReader::text(std::string_view key, std::string fallback) const {
  const Node* value = find(key);
  return value != nullptr && value->kind == Node::Kind::kScalar ? value->scalar : fallback;
}

std::vector<std::string> ObjectReader::list(std::string_view key) const {
  std::vector<std::string> out;
  if (const Node* value = find(key)) {
    for (const Node& item : value->items) out.push_back(item.scalar);
  }
  return out;
}

bool ObjectReader::flag(std::string_view key, bool fallback) const {
  const std::string value = text(key);
  return value == "true" || (fallback && value != "false");
}

std::int64_t ObjectReader::number(std::string_view key, std::int64_t fallback) const {
  const Field* known = field(key);
  const Node* value = find(key);
  if (known == nullptr || value == nullptr) return fallback;
  const std::optional<std::int64_t> parsed = parse(*known, *value);
  return parsed && *parsed >= known->min && *parsed <= known->max ? *parsed : fallback;
}

int ObjectReader::choice(std::string_view key, int fallback) const {
  const Field* known = field(key);
  if (known == nullptr || !has(key)) return fallback;
  const std::vector<std::string> choices = split(known->choices, '|');
  const auto at = std::find(choices.begin(), choices.end(), text(key));
  return at == choices.end() ? fallback : static_cast<int>(at - choices.begin());
}

}  // namespace firedrill
