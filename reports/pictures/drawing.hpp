// A graph under construction, and Graphviz as the hand that draws it: libcgraph builds, libgvc lays
// out and renders in this process. Nothing here knows what is drawn.
//
// Names of nodes and clusters are what a screen reader says, so they read as names of things. What
// is added first is laid out first: the same calls give the same bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Agraph_s;
struct GVC_s;

namespace firedrill {

/// Name and value; a value that begins with '<' and ends with '>' is an HTML-like label.
using Attributes = std::vector<std::pair<std::string, std::string>>;

class Graphviz {
 public:
  Graphviz();
  Graphviz(const Graphviz&) = delete;
  Graphviz& operator=(const Graphviz&) = delete;
  [[nodiscard]] GVC_s* context() const { return context_; }

 private:
  GVC_s* context_;
};

class Drawing {
 public:
  /// A part of the drawing in which nodes are placed: the whole, or a cluster of it.
  using Part = Agraph_s*;

  explicit Drawing(const std::string& name);
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  [[nodiscard]] Part whole() const { return graph_; }
  void set(Part part, const Attributes& attributes);
  /// Defaults of everything that is added afterwards.
  void node_defaults(const Attributes& attributes);
  void edge_defaults(const Attributes& attributes);
  /// A cluster is drawn as a box and kept together.
  Part cluster(Part parent, const std::string& name, const Attributes& attributes);
  void node(Part parent, const std::string& name, const Attributes& attributes);
  void remove(const std::string& node);
  /// `key` tells edges between the same nodes apart.
  void edge(const std::string& from, const std::string& to, const std::string& key,
            const Attributes& attributes);
  /// These nodes stand in one row, in this order where `ordered`.
  void row(Part parent, const std::vector<std::string>& nodes);

  /// `engine`: "dot", or "nop" where every node has its place. `format`: "svg", "png", "pdf",
  /// "dot". Empty when Graphviz could not.
  [[nodiscard]] std::string render(const Graphviz& graphviz, const std::string& engine,
                                   const std::string& format) const;

 private:
  void put(void* object, int kind, const Attributes& attributes);
  Agraph_s* graph_;
  int rows_ = 0;
};

/// Text for an HTML-like label: characters that mean something are written as entities.
[[nodiscard]] std::string label_text(std::string_view text);

}  // namespace firedrill
