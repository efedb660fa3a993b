// The only file that includes Graphviz. Its C interface takes char* where it only reads; the casts
// stand here and nowhere else.
#include "reports/pictures/drawing.hpp"

#include <graphviz/gvc.h>

namespace firedrill {
namespace {

char* c(const std::string& text) {
  return const_cast<char*>(text.c_str());
}

bool is_html(const std::string& text) {
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

/// Graphviz speaks on standard error; whoever calls sees an empty picture instead.
int say_nothing(char*) {
  return 0;
}

}  // namespace

Graphviz::Graphviz() : context_(gvContext()) {
  agseterrf(say_nothing);
}
Graphviz::~Graphviz() {
  gvFreeContext(context_);
}

Drawing::Drawing(const std::string& name) : graph_(agopen(c(name), Agdirected, nullptr)) {}
Drawing::~Drawing() {
  agclose(graph_);
}

/// Declares an attribute where it is new and sets it on one object.
void Drawing::put(void* object, int kind, const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    if (agattr(graph_, kind, c(name), nullptr) == nullptr) {
      const std::string nothing;
      agattr(graph_, kind, c(name), c(nothing));
    }
    if (is_html(value)) {
      const std::string inner = value.substr(1, value.size() - 2);
      char* html = agstrdup_html(graph_, c(inner));
      agset(object, c(name), html);
      agstrfree(graph_, html);
    } else {
      agset(object, c(name), c(value));
    }
  }
}

void Drawing::set(Part part, const Attributes& attributes) {
  put(part, AGRAPH, attributes);
}

void Drawing::node_defaults(const Attributes& attributes) {
  for (const auto& [name, value] : attributes) agattr(graph_, AGNODE, c(name), c(value));
}

void Drawing::edge_defaults(const Attributes& attributes) {
  for (const auto& [name, value] : attributes) agattr(graph_, AGEDGE, c(name), c(value));
}

Drawing::Part Drawing::cluster(Part parent, const std::string& name, const Attributes& attributes) {
  Part out = agsubg(parent, c("cluster " + name), 1);
  put(out, AGRAPH, attributes);
  return out;
}

void Drawing::node(Part parent, const std::string& name, const Attributes& attributes) {
  put(agnode(parent, c(name), 1), AGNODE, attributes);
}

void Drawing::remove(const std::string& name) {
  if (Agnode_t* node = agnode(graph_, c(name), 0); node != nullptr) agdelnode(graph_, node);
}

void Drawing::edge(const std::string& from, const std::string& to, const std::string& key,
                   const Attributes& attributes) {
  Agnode_t* tail = agnode(graph_, c(from), 1);
  Agnode_t* head = agnode(graph_, c(to), 1);
  put(agedge(graph_, tail, head, c(key), 1), AGEDGE, attributes);
}

void Drawing::row(Part parent, const std::vector<std::string>& nodes) {
  Part out = agsubg(parent, c("row " + std::to_string(++rows_)), 1);
  put(out, AGRAPH, {{"rank", "same"}});
  for (const std::string& name : nodes) agsubnode(out, agnode(graph_, c(name), 1), 1);
}

std::string Drawing::render(const Graphviz& graphviz, const std::string& engine,
                            const std::string& format) const {
  GVC_t* context = graphviz.context();
  if (gvLayout(context, graph_, engine.c_str()) != 0) return {};
  const std::string device = format == "dot"   ? "canon"
                             : format == "png" ? "png:cairo"
                             : format == "pdf" ? "pdf:cairo"
                                               : format;
  char* data = nullptr;
  unsigned int length = 0;
  std::string out;
  if (gvRenderData(context, graph_, device.c_str(), &data, &length) == 0 && data != nullptr) {
    out.assign(data, length);
  }
  gvFreeRenderData(data);
  gvFreeLayout(context, graph_);
  return out;
}

std::string label_text(std::string_view text) {
  std::string out;
  for (const char each : text) {
    switch (each) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(each) < 0x20 ? ' ' : each;
    }
  }
  return out;
}

}  // namespace firedrill
