// A mapping of a YAML file, checked against its table of fields.
//
// check() reports every mistake of one mapping: unknown keys, missing ones, wrong types, units and
// ranges. The getters afterwards never report; they give the value, or the default where the key is
// absent or was wrong. Nested objects are checked when the caller opens them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/topology/document.hpp"
#include "sim/topology/field_table.hpp"

namespace firedrill {

/// Where the mistakes of one file go.
struct FileContext {
  const std::string& file;
  Diagnostics& diagnostics;

  void error(std::string_view code, Mark mark, std::string message, std::string rule = {}) const {
    diagnostics.error(std::string(code), file, mark, std::move(message), std::move(rule));
  }
};

[[nodiscard]] std::string in_quotes(std::string_view text);
/// "; did you mean "x"?", or nothing.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& names);
[[nodiscard]] bool is_valid_name(std::string_view text);
[[nodiscard]] bool is_valid_share(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_whole_number(std::string_view text);
/// "1000 Mbps" or "1 Gbps" in Mbps.
[[nodiscard]] std::optional<std::int64_t> parse_mbps(std::string_view text);

class ObjectReader {
 public:
  /// `what` names the object in messages: pool "pool1.contoso.com".
  ObjectReader(const Node& node, std::span<const Field> table, std::string what,
               const FileContext& context)
      : node_(node), table_(table), what_(std::move(what)), context_(context) {}

  /// False where the node is no mapping at all; mistakes in single keys leave the rest readable.
  bool check() const;

  [[nodiscard]] const Node* find(std::string_view key) const { return node_.find(key); }
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  /// The place of the value of `key`, or of the object.
  [[nodiscard]] Mark mark(std::string_view key) const;

  [[nodiscard]] std::string text(std::string_view key, std::string fallback = {}) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key, bool fallback) const;
  [[nodiscard]] std::int64_t number(std::string_view key, std::int64_t fallback) const;
  /// Which of the choices, counted from 0 in the order of the table.
  [[nodiscard]] int choice(std::string_view key, int fallback) const;

 private:
  [[nodiscard]] const Field* field(std::string_view key) const;
  void check_value(const Field& field, const Node& value) const;
  void check_scalar(const Field& field, const Node& value) const;
  void check_number(const Field& field, const Node& value) const;
  void check_container(const Field& field, const Node& value) const;
  [[nodiscard]] std::optional<std::int64_t> parse(const Field& field, const Node& value) const;

  const Node& node_;
  std::span<const Field> table_;
  std::string what_;
  const FileContext& context_;
};

}  // namespace firedrill
