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

  /// `format`: svg, png, pdf, dot. Empty when Graphviz could not.
  [[nodiscard]] std::string render(const Graphviz& graphviz, const std::string& format) const {
    std::string out = drawing->render(graphviz, engine, format);
    return format == "svg" ? readable_svg(std::move(out), text) : out;
  }
};

}  // namespace firedrill
