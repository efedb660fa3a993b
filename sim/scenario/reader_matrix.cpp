// The product of a matrix's lists, and filling placeholders in. See reader_matrix.hpp for the form.
#include "sim/scenario/reader_matrix.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace firedrill::reading {
namespace {

constexpr std::size_t kListsMax = 20;
constexpr std::size_t kNameMax = 40;
constexpr std::size_t kValueMax = 200;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name_part(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameMax && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), is_name_part);
}

/// A placeholder in a text: where its "<" stands, and the name inside.
struct Placeholder {
  std::size_t at = 0;
  std::string_view name;
  [[nodiscard]] std::size_t end() const { return at + name.size() + 2; }
};

std::optional<Placeholder> next_placeholder(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_name_part(text[end])) ++end;
    const std::string_view name = text.substr(at + 1, end - at - 1);
    if (end < text.size() && text[end] == '>' && is_name(name)) return Placeholder{at, name};
  }
  return std::nullopt;
}

/// Keys whose values are not searched: they say how the others are put together.
bool is_left_alone(std::string_view key) {
  return key == "matrix" || key == "include" || key == "firedrill";
}

void read_values(const ReadingContext& context, const Node& node, MatrixList& list) {
  if (node.kind != Node::Kind::kSequence || node.items.empty()) {
    context.error(code::kMatrixNotUnderstood, node.mark,
                  in_quotes(list.name) + " takes a list of at least one value: [p1, p2]");
    // Filled in all the same, so that what is made of it is not a mistake on top.
    if (node.kind == Node::Kind::kScalar) list.values.push_back(node.scalar);
    return;
  }
  for (const Node& item : node.items) {
    if (item.kind != Node::Kind::kScalar || item.scalar.size() > kValueMax ||
        item.scalar.find('\n') != std::string::npos) {
      context.error(code::kMatrixNotUnderstood, item.mark,
                    "a value of the matrix is text on one line, of at most 200 bytes");
    } else if (std::find(list.values.begin(), list.values.end(), item.scalar) !=
               list.values.end()) {
      context.error(code::kMatrixNotUnderstood, item.mark,
                    in_quotes(item.scalar) + " stands twice in " + in_quotes(list.name) +
                        "; two cases would have one name");
    } else {
      list.values.push_back(item.scalar);
    }
  }
}

template <class Visit>
void visit_texts(const ReadingContext& context, const Node& node, bool top, const Visit& visit) {
  if (node.kind == Node::Kind::kScalar) visit(context.lines.text(node));
  for (const Node& item : node.items) visit_texts(context, item, false, visit);
  for (const auto& [key, value] : node.entries) {
    if (top && is_left_alone(key.text)) continue;
    if (!top) visit(context.lines.text(key));
    visit_texts(context, value, false, visit);
  }
}

/// `text` with values in place of placeholders; `written` learns what came from where.
std::string filled_in(const std::string& text, const CaseValues& values, FilledScalar& written) {
  std::string out;
  std::size_t from = 0;
  while (const std::optional<Placeholder> found = next_placeholder(text, from)) {
    out.append(text, from, found->at - from);
    from = found->end();
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& one) { return one.first == found->name; });
    const std::string_view put = value == values.end()
                                     ? std::string_view(text).substr(found->at, from - found->at)
                                     : std::string_view(value->second);
    written.pieces.push_back({out.size(), out.size() + put.size(), found->at, from});
    out += put;
  }
  out.append(text, from);
  return out;
}

void fill_text(ReadingContext& context, const CaseValues& values, std::string& text, Mark mark) {
  FilledScalar written;
  std::string filled = filled_in(text, values, written);
  if (written.pieces.empty()) return;
  written.written = std::move(text);
  written.mark = mark;
  context.lines.add(std::move(written));
  text = std::move(filled);
}

void fill_node(ReadingContext& context, const CaseValues& values, Node& node, bool top) {
  if (node.kind == Node::Kind::kScalar) fill_text(context, values, node.scalar, node.mark);
  for (Node& item : node.items) fill_node(context, values, item, false);
  std::set<std::string> keys;
  for (auto& [key, value] : node.entries) {
    if (top && is_left_alone(key.text)) continue;
    if (!top) fill_text(context, values, key.text, key.mark);
    if (!keys.insert(key.text).second) {
      context.error(
          code::kContradiction, key.mark,
          "key " + in_quotes(key.text) + " is given twice once placeholders are filled in");
    }
    fill_node(context, values, value, false);
  }
}

void report_unused(const ReadingContext& context, const Matrix& matrix,
                   const std::vector<std::string>& known, const std::set<std::string>& used) {
  std::vector<std::string> without_list;
  for (const std::string& name : used) {
    if (std::find(known.begin(), known.end(), name) == known.end()) without_list.push_back(name);
  }
  for (const MatrixList& list : matrix.lists) {
    if (used.count(list.name) != 0 || !is_name(list.name)) continue;
    const std::string near = nearest_name(list.name, without_list);
    context.error(
        code::kPlaceholder, list.mark,
        "no value says \"<" + list.name + ">\", so the cases of this list are all alike" +
            (near.empty() ? std::string() : "; did you mean " + in_quotes("<" + near + ">") + "?"));
  }
}

}  // namespace

Matrix read_matrix(const ReadingContext& context, const Node& root) {
  Matrix out;
  const Node* node = root.find("matrix");
  if (node == nullptr || !read_mapping(context, *node, "matrix")) return out;
  bool good = true;
  for (const auto& [key, value] : node->entries) {
    MatrixList list{key.text, key.mark, {}};
    if (!is_name(key.text)) {
      context.error(code::kMatrixNotUnderstood, key.mark,
                    in_quotes(key.text) +
                        " is no name for a placeholder; write a letter, then letters, digits, "
                        "\"-\" or \"_\"");
    }
    read_values(context, value, list);
    good = good && !list.values.empty();
    out.lists.push_back(std::move(list));
  }
  std::size_t cases = 1;
  for (const MatrixList& list : out.lists) {
    // Beyond the bound the exact number is of no use, and the product must not overflow.
    cases *= std::min<std::size_t>(list.values.size(), 100'000);
    if (cases > kCasesMax) break;
  }
  if (cases > kCasesMax || out.lists.size() > kListsMax) {
    context.error(code::kTooMany, node->mark,
                  cases > kCasesMax
                      ? "the matrix has more than 1,000 cases, the most that is read; shorten a "
                        "list, or split the file"
                      : "the matrix has more than 20 lists, the most that is read");
    return out;
  }
  if (good) out.cases = cases;
  return out;
}

CaseValues case_values(const Matrix& matrix, std::size_t number) {
  CaseValues out(matrix.lists.size());
  for (std::size_t i = matrix.lists.size(); i-- > 0;) {
    const MatrixList& list = matrix.lists[i];
    const std::size_t n = std::max<std::size_t>(list.values.size(), 1);
    out[i].first = list.name;
    if (!list.values.empty()) out[i].second = list.values[number % n];
    number /= n;
  }
  return out;
}

std::string case_name(const CaseValues& values) {
  std::string out;
  for (const auto& [name, value] : values) {
    out += (out.empty() ? "" : ", ") + name + "=" + value;
  }
  return out;
}

bool names_case(const std::string& name, const CaseValues& values) {
  if (name == case_name(values)) return true;
  for (const Text& piece : split(Text{name, {}, false}, ',')) {
    const bool there = std::any_of(values.begin(), values.end(), [&](const auto& one) {
      return piece.view == one.first + "=" + one.second;
    });
    if (!there) return false;
  }
  return true;
}

std::vector<Mark> check_placeholders(const ReadingContext& context, const Node& root,
                                     const Matrix& matrix, bool whole) {
  std::vector<Mark> undefined;
  std::set<std::string> used;
  std::vector<std::string> known;
  for (const MatrixList& list : matrix.lists) known.push_back(list.name);
  visit_texts(context, root, true, [&](const Text& text) {
    std::size_t from = 0;
    while (const std::optional<Placeholder> found = next_placeholder(text.view, from)) {
      from = found->end();
      const std::string name(found->name);
      used.insert(name);
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      undefined.push_back(text.from(found->at).mark);
      if (!whole) continue;
      context.error(code::kPlaceholder, undefined.back(),
                    "the placeholder \"<" + name + ">\" has no list" +
                        (known.empty() ? "; add it: matrix: {" + name + ": [...]}"
                                       : " in the matrix" + suggestion(name, known)));
    }
  });
  if (whole) report_unused(context, matrix, known, used);
  return undefined;
}

Node fill_in(ReadingContext& context, const Node& root, const CaseValues& values) {
  Node out = root;
  fill_node(context, values, out, true);
  return out;
}

}  // namespace firedrill::reading
