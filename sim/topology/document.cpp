// The YAML loader. It listens to the parser's events and builds our own tree from them, so depth,
// node count, duplicate keys and aliases are judged while the file is read, before anything large
// exists. No node of the YAML library is ever made.
#include "sim/topology/document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <map>
#include <sstream>

#include "sim/topology/text_file.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kDepthMax = 64;
constexpr std::size_t kNodesMax = 100'000;

/// Ends the parse from inside a handler; caught in read_yaml_text and never seen outside.
struct Refusal {
  std::string code;
  Mark mark;
  std::string message;
};

/// The parser counts columns in bytes from 0; people count characters from 1.
class Places {
 public:
  explicit Places(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continuations_.push_back(at);
    }
  }
  [[nodiscard]] Mark mark(const YAML::Mark& at) const {
    if (at.is_null()) return {};
    const auto end = static_cast<std::size_t>(std::max(at.pos, 0));
    const auto begin = static_cast<std::size_t>(std::max(at.pos - at.column, 0));
    const auto from = std::lower_bound(continuations_.begin(), continuations_.end(), begin);
    const auto to = std::lower_bound(from, continuations_.end(), end);
    return {at.line + 1, at.column + 1 - static_cast<int>(to - from)};
  }

 private:
  std::vector<std::size_t> continuations_;
};

std::string quoted_name(std::string_view text) {
  constexpr std::size_t kShownMax = 60;
  if (text.size() <= kShownMax) return "\"" + std::string(text) + "\"";
  std::size_t end = kShownMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "\"" + std::string(text.substr(0, end)) + "...\"";
}

class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, const Places& places, const std::string& name,
          Diagnostics& diagnostics)
      : text_(text), places_(places), name_(name), diagnostics_(diagnostics) {}

  [[nodiscard]] std::optional<Node> take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse("FD1009", mark, "a second document begins here; one document a file is read");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.mark = places_.mark(mark);
    leaf(std::move(node), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = Node::Kind::kScalar;
    node.mark = places_.mark(mark);
    node.scalar = value;
    node.quoted = tag == "!";
    if (node.quoted) check_closed(mark);
    if (tag == "tag:yaml.org,2002:str") {
      node.quoted = true;
    } else {
      check_tag(mark, tag);
    }
    leaf(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      refuse("FD1009", mark, "this alias stands inside what it refers to");
    }
    // The size is known before the copy is made: aliases of aliases multiply.
    count(found->second.nodes, mark);
    Node copy = found->second.node;
    copy.mark = places_.mark(mark);
    place(std::move(copy));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(Node::Kind::kSequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(Node::Kind::kMapping, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    std::size_t nodes_before = 0;
    bool awaits_key = false;    // of a mapping: the next node is a key
    bool key_repeated = false;  // the value that comes next has no place
    std::map<std::string, Mark> keys;
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 1;
  };

  [[noreturn]] void refuse(std::string code, const YAML::Mark& mark, std::string message) const {
    throw Refusal{std::move(code), places_.mark(mark), std::move(message)};
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") {
      refuse("FD1009", mark, "the YAML tag " + quoted_name(tag) + " is not read; leave it out");
    }
  }

  /// The parser takes the end of the file for a closing quote; a file cut off there would be read
  /// as if it were whole.
  void check_closed(const YAML::Mark& mark) const {
    std::size_t at = static_cast<std::size_t>(std::max(mark.pos, 0));
    while (at < text_.size() && (text_[at] == '!' || text_[at] == '&')) {
      at = std::min(text_.find_first_of(" \n", at), text_.size());
      at = std::min(text_.find_first_not_of(" \n", at), text_.size());
    }
    if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return;
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        const bool doubled = quote == '\'' && text_.substr(at, 2) == "''";
        if (!doubled) return;
        ++at;
      }
    }
    refuse("FD1005", mark, "broken YAML: this quote is never closed");
  }

  void count(std::size_t nodes, const YAML::Mark& mark) {
    nodes_ += nodes;
    if (nodes_ > kNodesMax) {
      refuse("FD1008", mark,
             "the file holds more than 100,000 values, the most that is read (aliases count as "
             "often as they are used)");
    }
  }

  void leaf(Node node, YAML::anchor_t anchor) {
    if (++nodes_ > kNodesMax) {
      throw Refusal{"FD1008", node.mark,
                    "the file holds more than 100,000 values, the most that is read"};
    }
    if (anchor != 0) anchors_[anchor] = {node, 1};
    place(std::move(node));
  }

  void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count(1, mark);
    if (stack_.size() >= kDepthMax) {
      refuse("FD1008", mark, "values are nested more than 64 deep here, the most that is read");
    }
    if (!stack_.empty() && stack_.back().awaits_key) {
      refuse("FD1009", mark, "a key must be a plain word or text, not a list or mapping");
    }
    Frame frame;
    frame.node.kind = kind;
    frame.node.mark = places_.mark(mark);
    frame.anchor = anchor;
    frame.nodes_before = nodes_ - 1;
    frame.awaits_key = kind == Node::Kind::kMapping;
    stack_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    if (frame.anchor != 0) keep_anchored(frame);
    place(std::move(frame.node));
  }

  /// The kept copy counts too: anchors within anchors would otherwise hold the file many times.
  void keep_anchored(const Frame& frame) {
    const std::size_t nodes = nodes_ - frame.nodes_before;
    nodes_ += nodes;
    if (nodes_ > kNodesMax) {
      throw Refusal{"FD1008", frame.node.mark,
                    "the file holds more than 100,000 values, counting what its anchors repeat"};
    }
    anchors_[frame.anchor] = {frame.node, nodes};
  }

  /// Puts a finished node where it belongs: the root, an item, a key or a value.
  void place(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& top = stack_.back();
    if (top.node.kind == Node::Kind::kSequence) {
      top.node.items.push_back(std::move(node));
    } else if (top.awaits_key) {
      key(top, std::move(node));
    } else {
      if (!top.key_repeated) top.node.entries.back().second = std::move(node);
      top.awaits_key = true;
    }
  }

  /// A key that was given before is reported and left out, so that the rest of the file is read.
  void key(Frame& top, Node node) {
    if (node.kind != Node::Kind::kScalar) {
      throw Refusal{"FD1009", node.mark, "a key must be a plain word or text"};
    }
    top.awaits_key = false;
    const auto [first, fresh] = top.keys.emplace(node.scalar, node.mark);
    top.key_repeated = !fresh;
    if (!fresh) {
      diagnostics_.error("FD1007", name_, node.mark,
                         "key " + quoted_name(node.scalar) + " is given twice; the first stands " +
                             "at line " + std::to_string(first->second.line));
      return;
    }
    top.node.entries.emplace_back(Node::Key{std::move(node.scalar), node.mark}, Node{});
  }

  std::string_view text_;
  const Places& places_;
  const std::string& name_;
  Diagnostics& diagnostics_;
  std::optional<Node> root_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

/// The place where brackets are open more than `kBracketsMax` deep. The parser holds what stands in
/// open brackets in memory before it tells anybody, so a flood of them is stopped here; the bound
/// is generous because brackets in texts and comments count too.
std::optional<Mark> bracket_flood(std::string_view text) {
  constexpr int kBracketsMax = 1000;
  int depth = 0;
  Mark mark{1, 1};
  for (const char c : text) {
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > kBracketsMax) return mark;
    mark = c == '\n' ? Mark{mark.line + 1, 1} : Mark{mark.line, mark.column + 1};
  }
  return std::nullopt;
}

constexpr std::string_view kRestNotRead = "; the rest of the file was not looked at";

/// The first line whose indentation holds a tab, at or above `line`, looked for in that line and
/// the one before it: where YAML stumbles over a tab it seldom says so.
std::optional<Mark> tab_in_indentation(std::string_view text, int line) {
  int current = 1;
  for (std::size_t begin = 0; begin <= text.size() && current <= line; ++current) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view one = text.substr(begin, end - begin);
    const std::size_t content = one.find_first_not_of(" \t");
    const std::size_t tab = one.find('\t');
    if (current + 1 >= line && tab < content && content != std::string_view::npos) {
      return Mark{current, static_cast<int>(tab) + 1};
    }
    begin = end + 1;
  }
  return std::nullopt;
}

void report_broken_yaml(std::string_view text, const std::string& name, Mark mark,
                        const std::string& why, Diagnostics& diagnostics) {
  if (const std::optional<Mark> tab = tab_in_indentation(text, mark.line)) {
    diagnostics.error(
        "FD1006", name, *tab,
        "a tab is used for indentation; YAML takes blanks only" + std::string(kRestNotRead));
    return;
  }
  diagnostics.error("FD1005", name, mark, "broken YAML: " + why + std::string(kRestNotRead));
}

}  // namespace

Node::Node() = default;
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name.text == key) return &value;
  }
  return nullptr;
}

std::optional<Node> read_yaml_text(std::string_view text, const std::string& name,
                                   Diagnostics& diagnostics) {
  const std::optional<std::string> plain = decode_text(text, name, diagnostics);
  if (!plain) return std::nullopt;
  if (const std::optional<Mark> flood = bracket_flood(*plain)) {
    diagnostics.error("FD1008", name, *flood,
                      "more than 1,000 brackets are open here; 64 is the most that is read");
    return std::nullopt;
  }
  const Places places(*plain);
  Builder builder(*plain, places, name, diagnostics);
  try {
    std::istringstream in(*plain);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refusal& refusal) {
    diagnostics.error(refusal.code, name, refusal.mark,
                      refusal.message + std::string(kRestNotRead));
    return std::nullopt;
  } catch (const YAML::Exception& broken) {
    report_broken_yaml(*plain, name, places.mark(broken.mark), broken.msg, diagnostics);
    return std::nullopt;
  } catch (const std::exception& broken) {
    report_broken_yaml(*plain, name, {}, broken.what(), diagnostics);
    return std::nullopt;
  }
  std::optional<Node> root = builder.take();
  if (!root || root->kind == Node::Kind::kNull) {
    diagnostics.error("FD1009", name, {1, 1}, "the file is empty");
    return std::nullopt;
  }
  return root;
}

std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics) {
  const std::optional<std::string> bytes = read_file_bytes(path, diagnostics);
  if (!bytes) return std::nullopt;
  return read_yaml_text(*bytes, path, diagnostics);
}

}  // namespace firedrill
