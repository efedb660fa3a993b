// Loading what a scenario includes, and merging the trees. See reader_include.hpp for what wins.
#include "sim/scenario/reader_include.hpp"

#include <algorithm>
#include <filesystem>

#include "sim/model/parameters.hpp"
#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/reader_fields.hpp"
#include "sim/scenario/reader_topology.hpp"
#include "sim/topology/text_file.hpp"

namespace firedrill::reading {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIncludedMax = 100;

void stamp(Node& node, int source) {
  node.mark.source = source;
  for (Node& item : node.items) stamp(item, source);
  for (auto& [key, value] : node.entries) {
    key.mark.source = source;
    stamp(value, source);
  }
}

/// How the values of a key are put together.
enum class Merge : std::uint8_t { kLater, kKeys, kList, kListOrOne };

Merge merge_of(std::string_view key) {
  for (const FieldDoc& field : scenario_field_docs()) {
    if (field.name != key) continue;
    switch (field.shape) {
      case Shape::kLoad:
      case Shape::kParameters:
      case Shape::kMatrix:
        return Merge::kKeys;
      case Shape::kFaults:
      case Shape::kSlips:
      case Shape::kProcedure:
      case Shape::kAdministrators:
      case Shape::kOrders:
        return Merge::kList;
      case Shape::kTexts:
      case Shape::kExpectations:
      case Shape::kRules:
      case Shape::kKnownFailures:
        return Merge::kListOrOne;
      default:
        return Merge::kLater;
    }
  }
  return Merge::kLater;
}

bool is_list(const Node& node) {
  return node.kind == Node::Kind::kSequence || node.kind == Node::Kind::kNull;
}

/// A parameter has two names, "MA-06" and its own; it is one key all the same.
bool same_key(const std::string& a, const std::string& b, std::string_view of) {
  if (a == b) return true;
  return of == "parameters" && find_parameter(a) != nullptr &&
         find_parameter(a) == find_parameter(b);
}

void merge_keys(Node& below, const Node& above, std::string_view of) {
  for (const auto& [key, value] : above.entries) {
    std::erase_if(below.entries, [&, &name = key.text](const auto& one) {
      return same_key(one.first.text, name, of);
    });
    below.entries.emplace_back(key, value);
  }
  below.mark = above.mark;
}

/// Where one of the two is of the wrong shape, it is kept alone, so that it is reported.
Node merge_values(std::string_view key, const Node& below, const Node& above) {
  const Merge merge = merge_of(key);
  if (merge == Merge::kKeys) {
    if (above.kind == Node::Kind::kNull) return below;
    if (above.kind != Node::Kind::kMapping || below.kind != Node::Kind::kMapping) return above;
    Node out = below;
    merge_keys(out, above, key);
    return out;
  }
  if (merge == Merge::kLater) return above;
  if (merge == Merge::kList && !is_list(above)) return above;
  if (merge == Merge::kList && !is_list(below)) return below;
  Node out;
  out.kind = Node::Kind::kSequence;
  out.mark = above.mark;
  for (const Node* list : {&below, &above}) {
    const auto items = one_or_more(*list);
    out.items.insert(out.items.end(), items.begin(), items.end());
  }
  return out;
}

void merge_files(Node& below, const Node& above) {
  for (const auto& [key, value] : above.entries) {
    const auto same =
        std::find_if(below.entries.begin(), below.entries.end(),
                     [&name = key.text](const auto& one) { return one.first.text == name; });
    if (same == below.entries.end()) {
      below.entries.emplace_back(key, value);
    } else {
      same->second = merge_values(key.text, same->second, value);
      same->first = key;
    }
  }
  below.mark = above.mark;
}

/// False for a version that is not read: its keys may mean anything, so nothing else is reported.
bool check_version(const ReadingContext& context, const Node& root) {
  const Node* version = root.find("firedrill");
  if (version == nullptr) return true;  // reported as a missing key
  if (version->kind == Node::Kind::kScalar && version->scalar == kFormatVersion) return true;
  context.error(code::kFormatVersion, version->mark,
                "format version " + in_quotes(version->scalar) +
                    " is not read; this program reads " + std::string(kFormatVersion));
  return false;
}

class Loader {
 public:
  Loader(const std::string& file, const TextOfPath& text_of, Diagnostics& diagnostics,
         LoadedFiles& out)
      : text_of_(text_of), diagnostics_(diagnostics), out_(out) {
    context_.file = file;
    context_.diagnostics = &diagnostics;
    chain_.push_back(fs::path(file).lexically_normal().generic_string());
  }

  /// The tree of one file with everything that it includes beneath it.
  std::optional<Node> load(const std::string& text, int source) {
    std::optional<Node> root = read_yaml_text(text, context_.file_of({0, 0, source}), diagnostics_);
    if (!root) return std::nullopt;
    stamp(*root, source);
    if (root->find("firedrill-topology") != nullptr) {  // nothing of a scenario is worth a line
      context_.error(code::kWrongType, root->mark,
                     "this is a topology; a scenario names it by its key topology");
      return std::nullopt;
    }
    if (!read_mapping(context_, *root, "a scenario") || !check_version(context_, *root)) {
      return std::nullopt;
    }
    if (source > 0 && root->find("firedrill") == nullptr) {
      context_.error(code::kMissingKey, root->mark,
                     "a file that is included needs the key \"firedrill\" too, the version of its "
                     "format");
    }
    const Node* include = root->find("include");
    if (include == nullptr) return root;
    out_.merged = true;
    Node merged;
    merged.kind = Node::Kind::kMapping;
    for (const Node& item : one_or_more(*include)) {
      const std::optional<Node> part = load_part(item);
      if (!part) out_.whole = false;
      if (part) merge_files(merged, *part);
    }
    merge_files(merged, *root);
    return merged;
  }

 private:
  std::optional<Node> load_part(const Node& item) {
    const std::optional<Text> name = read_scalar(context_, item, "a file to include");
    if (!name) return std::nullopt;
    const fs::path folder = fs::path(context_.file_of(item.mark)).parent_path();
    const fs::path path = (folder / name->string()).lexically_normal();
    const std::string file = path.generic_string();
    if (!comes_in_once(file, *name)) return std::nullopt;
    const std::optional<std::string> text =
        name->empty() ? std::nullopt : text_of_(file, diagnostics_);
    if (!text) {
      report_missing(path, *name);
      return std::nullopt;
    }
    out_.included.push_back({file, *text});
    context_.included.push_back(file);
    chain_.push_back(file);
    std::optional<Node> part = load(*text, static_cast<int>(out_.included.size()));
    chain_.pop_back();
    return part;
  }

  bool comes_in_once(const std::string& file, const Text& name) const {
    const auto begun = std::find(chain_.begin(), chain_.end(), file);
    if (begun != chain_.end()) {
      std::string chain;
      for (auto at = begun; at != chain_.end(); ++at) chain += *at + " -> ";
      context_.error(code::kIncludedTwice, name.mark,
                     "the files include each other in a circle: " + chain + file);
      return false;
    }
    const auto& known = context_.included;
    if (std::find(known.begin(), known.end(), file) != known.end()) {
      context_.error(code::kIncludedTwice, name.mark,
                     in_quotes(name.view) +
                         " comes in by another file already; its faults, steps and expectations "
                         "would stand twice");
      return false;
    }
    if (known.size() < kIncludedMax) return true;
    context_.error(code::kTooMany, name.mark, "more than 100 files are included");
    return false;
  }

  void report_missing(const fs::path& path, const Text& name) const {
    const std::string near = nearest_file({path}, path);
    const fs::path given(name.string());
    const bool placeholder = name.view.find('<') != std::string_view::npos;
    context_.error(
        code::kIncludeNotFound, name.mark,
        "file to include " + in_quotes(name.view) + " not found" +
            (placeholder    ? "; files are included before placeholders are filled in"
             : near.empty() ? "; it is looked for beside the file that includes it"
                            : "; did you mean " +
                                  in_quotes((given.parent_path() / near).generic_string()) + "?"));
  }

  const TextOfPath& text_of_;
  Diagnostics& diagnostics_;
  LoadedFiles& out_;
  ReadingContext context_;
  std::vector<std::string> chain_;
};

}  // namespace

LoadedFiles load_files(const std::string& text, const std::string& file, const TextOfPath& text_of,
                       Diagnostics& diagnostics) {
  LoadedFiles out;
  Loader loader(file, text_of, diagnostics, out);
  out.root = loader.load(text, 0);
  return out;
}

}  // namespace firedrill::reading
