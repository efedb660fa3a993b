// The only file that includes Graphviz. Its C interface takes char* where it only reads; the casts
// stand here and nowhere else.
#include "reports/pictures/drawing.hpp"

#include <graphviz/gvc.h>

#include <map>

namespace firedrill {
namespace {

char* c(const std::string& text) {
  return const_cast<char*>(text.c_str());
}

bool is_html(const std::string& text) {
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

/// Numbers of names, given in the order in which the names come. Graphviz's own are addresses, and
/// it puts clusters in the order of their numbers.
class Names {
 public:
  static long number(void* state, int kind, char* text, IDTYPE* out, int create) {
    auto& names = *static_cast<Names*>(state);
    if (text == nullptr) {
      *out = names.next_++;
      return 1;
    }
    const auto key = std::make_pair(kind_of(kind), std::string(text));
    const auto found = names.numbers_.find(key);
    if (found != names.numbers_.end()) {
      *out = found->second;
      return 1;
    }
    if (create == 0) return 0;
    *out = names.next_++;
    names.numbers_[key] = *out;
    // A string of the graph's own: its printer looks at what stands before the first character.
    names.texts_[std::make_pair(key.first, *out)] = agstrdup(names.graph_, text);
    return 1;
  }
  static char* text(void* state, int kind, IDTYPE number) {
    auto& texts = static_cast<Names*>(state)->texts_;
    const auto found = texts.find(std::make_pair(kind_of(kind), number));
    return found == texts.end() ? nullptr : found->second;
  }
  static void* open(Agraph_t* graph, Agdisc_t*) { return new Names(graph); }
  static void close(void* state) { delete static_cast<Names*>(state); }
  static long take(void*, int, IDTYPE) { return 1; }
  static void give_back(void*, int, IDTYPE) {}
  static void note(void*, int, void*) {}

 private:
  /// An edge is one thing from either end.
  static int kind_of(int kind) { return kind == AGINEDGE ? AGOUTEDGE : kind; }

  explicit Names(Agraph_t* graph) : graph_(graph) {}

  Agraph_t* graph_;
  IDTYPE next_ = 1;
  std::map<std::pair<int, std::string>, IDTYPE> numbers_;
  std::map<std::pair<int, IDTYPE>, char*> texts_;
};

Agdisc_t* discipline() {
  static Agiddisc_t ids{Names::open, Names::number, Names::take, Names::give_back,
                        Names::text, Names::close,  Names::note};
  static Agdisc_t all{&AgMemDisc, &ids, &AgIoDisc};
  return &all;
}

/// Graphviz speaks on standard error; whoever calls sees an empty picture instead.
int say_nothing(char*) {
  return 0;
}

}  // namespace

Graphviz::Graphviz() {
  // One for the process, never freed: the renderer of text keeps a name of the last context's.
  static GVC_t* const shared = gvContext();
  context_ = shared;
  agseterrf(say_nothing);
}

Drawing::Drawing(const std::string& name) : graph_(agopen(c(name), Agdirected, discipline())) {}
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
