// A picture: a drawing with the engine that lays it out and what it says of itself.
#pragma once

#include <memory>
#include <string>

#include "reports/pictures/look.hpp"

namespace firedrill {

struct Picture {
  std::string name;  // of its file, without extension
  PictureText text;
  std::unique_ptr<Drawing> drawing;
  std::string engine = "dot";
  std::vector<std::string> heading;  // nodes that stand for title and caption, where it has such

  /// `format`: svg, png, pdf, dot. Empty when Graphviz could not.
  [[nodiscard]] std::string render(const Graphviz& graphviz, const std::string& format) const {
    std::string out = drawing->render(graphviz, engine, format);
    return format == "svg" ? readable_svg(std::move(out), text) : out;
  }
  /// Takes title and caption out of the drawing, for a page that says them itself.
  void take_heading_out() {
    drawing->set(drawing->whole(), {{"label", ""}});
    for (const std::string& node : heading) drawing->remove(node);
  }
};

}  // namespace firedrill
