// The walk of a search as a tree in memory: every question with its branches, every leaf with its
// set of outcomes. For tests; a record is the same tree in a file.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/explore/timed_search.hpp"

namespace firedrill {

class PlacementTree final : public TreeListener {
 public:
  struct Node {
    bool is_leaf = false;
    bool same_order = false;
    Decision question;
    std::uint32_t outcomes = 0;
    std::vector<std::uint32_t> branches;
  };

  void on_question(const Decision& question) override {
    const std::uint32_t at = add({false, false, question, 0, {}});
    open_.push_back(at);
  }
  void on_leaf(const Placement&, std::uint32_t outcomes) override {
    (void)add({true, false, {}, outcomes, {}});
  }
  void on_same_order(const Placement&) override { (void)add({false, true, {}, 0, {}}); }

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  /// Every question has all its branches, and each branch ends.
  [[nodiscard]] bool complete() const { return open_.empty() && !nodes_.empty(); }

  /// The leaf of a placement in the usual order of events: `word(i)` is the word of instant i, and
  /// `fault(n)` the choice for the n-th fault that strikes.
  template <class Word, class Fault>
  [[nodiscard]] const Node& leaf(Word&& word, Fault&& fault) const {
    std::uint32_t at = 0;
    std::size_t struck = 0;
    while (!nodes_[at].is_leaf) {
      const Node& node = nodes_[at];
      std::size_t branch = 0;
      if (node.question.kind == Decision::Kind::kSplit) {
        const std::int64_t difference = word(node.question.first) - word(node.question.second);
        while (branch < node.question.cuts.size() && node.question.cuts[branch] < difference) {
          ++branch;
        }
      } else if (node.question.kind == Decision::Kind::kFault) {
        branch = fault(struck++);
      }
      at = node.branches[branch];
    }
    return nodes_[at];
  }

 private:
  std::uint32_t add(Node node) {
    const auto at = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(std::move(node));
    if (!open_.empty()) nodes_[open_.back()].branches.push_back(at);
    const bool ends = nodes_[at].is_leaf || nodes_[at].same_order;
    if (ends) close();
    return at;
  }
  void close() {
    while (!open_.empty() &&
           nodes_[open_.back()].branches.size() == nodes_[open_.back()].question.answers) {
      open_.pop_back();
    }
  }

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> open_;
};

}  // namespace firedrill
