// One look for all pictures. The fills are light, so that what is dark is what went wrong.
#include "reports/pictures/look.hpp"

#include <fmt/format.h>

namespace firedrill {
namespace {

constexpr HealthLook kLooks[] = {
    {"#eaf3fb", "#5b7fa3", "#16324f", "●", "runs", "runs"},
    {"#fff0b8", "#8a6d00", "#3d3000", "◐", "starting or changing over", "starting"},
    {"#ffd9a8", "#9a5200", "#4a2600", "▲", "runs without something", "weak"},
    {"#f3b5ad", "#b3261e", "#4a0d09", "◪", "some are signed out, others not", "partly out"},
    {"#b3261e", "#7d1a15", "#ffffff", "✕", "down", "down"},
    {"#d5d9de", "#5a6470", "#2b3138", "■", "stopped by hand", "stopped"},
    {"#ffffff", "#9fb3c8", "#6b7f93", "○", "not there", "not there"},
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// Takes out every piece from `begin` to `end`.
std::string without(std::string text, std::string_view begin, std::string_view end) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    const std::size_t stop = text.find(end, at);
    if (stop == std::string::npos) break;
    std::size_t last = stop + end.size();
    if (last < text.size() && text[last] == '\n') ++last;
    text.erase(at, last - at);
  }
  return text;
}

/// Characters, not bytes.
std::size_t length_of(std::string_view text) {
  std::size_t n = 0;
  for (const char each : text) n += (static_cast<unsigned char>(each) & 0xc0U) != 0x80U ? 1 : 0;
  return n;
}

}  // namespace

const HealthLook& look_of(Health condition) {
  return kLooks[static_cast<std::size_t>(condition)];
}

void Legend::line(std::string_view sample, std::string_view colour, std::string_view meaning) {
  for (const Line& each : lines_) {
    if (each.meaning == meaning) return;
  }
  lines_.push_back({std::string(sample), std::string(colour), std::string(meaning)});
}

std::string Legend::label() const {
  if (conditions_.empty() && lines_.empty()) return "";
  constexpr std::size_t kInRow = 4;
  std::vector<std::string> entries;
  for (const Health condition : conditions_) {
    const HealthLook& look = look_of(condition);
    entries.push_back(fmt::format(
        "<TD ALIGN=\"CENTER\" BGCOLOR=\"{}\" BORDER=\"1\" COLOR=\"{}\"><FONT COLOR=\"{}\">{}</FONT>"
        "</TD><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">{} </TD>",
        look.fill, look.line, look.text, look.sign, look.word));
  }
  for (const Line& each : lines_) {
    entries.push_back(fmt::format(
        "<TD ALIGN=\"CENTER\"><FONT COLOR=\"{}\"><B>{}</B></FONT></TD><TD ALIGN=\"LEFT\">{} </TD>",
        each.colour, label_text(each.sample), label_text(each.meaning)));
  }
  std::string rows;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % kInRow == 0) rows += i == 0 ? "<TR>" : "</TR><TR>";
    rows += entries[i];
  }
  return "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\">" + rows +
         "</TR></TABLE>>";
}

std::string folded_label(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t length = length_of(word);
    if (column > 0 && column + 1 + length > width) {
      out += "<BR ALIGN=\"LEFT\"/>";
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += label_text(word);
    column += length;
    at = end + 1;
  }
  return out;
}

std::string heading_label(const PictureText& text, std::size_t width) {
  return fmt::format(
      "<<FONT POINT-SIZE=\"20\" COLOR=\"{}\"><B>{}</B></FONT><BR ALIGN=\"LEFT\"/>"
      "<FONT POINT-SIZE=\"5\"> <BR ALIGN=\"LEFT\"/></FONT>"
      "<FONT POINT-SIZE=\"12\" COLOR=\"{}\">{}<BR ALIGN=\"LEFT\"/> <BR/></FONT>>",
      kInk, folded_label(text.title, width * 6 / 10), kSoftInk, folded_label(text.caption, width));
}

Drawing::Part begin_picture(Drawing& drawing, const PictureText& text, const Legend& legend,
                            std::size_t width) {
  const std::string font(kFont);
  drawing.node_defaults({{"fontname", font},
                         {"fontsize", "11"},
                         {"fontcolor", std::string(kInk)},
                         {"color", std::string(kHairline)},
                         {"shape", "plain"},
                         {"label", ""}});
  drawing.edge_defaults({{"fontname", font},
                         {"fontsize", "10"},
                         {"fontcolor", std::string(kSoftInk)},
                         {"color", std::string(kSoftInk)},
                         {"arrowsize", "0.7"},
                         {"label", ""}});
  drawing.set(drawing.whole(), {{"fontname", font},
                                {"fontsize", "12"},
                                {"fontcolor", std::string(kInk)},
                                {"bgcolor", std::string(kPaper)},
                                {"pad", "0.3"},
                                {"labelloc", "t"},
                                {"labeljust", "l"},
                                {"label", heading_label(text, width)}});
  return drawing.cluster(drawing.whole(), "all",
                         {{"label", legend.label()},
                          {"labelloc", "b"},
                          {"labeljust", "l"},
                          {"fontsize", "10"},
                          {"fontcolor", std::string(kSoftInk)},
                          {"pencolor", "transparent"},
                          {"margin", "4"}});
}

std::string readable_svg(std::string svg, const PictureText& text) {
  svg = without(std::move(svg), "<!--", "-->");
  svg = without(std::move(svg), "<!DOCTYPE", ">");
  svg = without(std::move(svg), "<?xml", "?>");
  svg = replaced(std::move(svg), "font-family=\"DejaVu Sans\"",
                 "font-family=\"DejaVu Sans,Verdana,sans-serif\"");
  const std::size_t open = svg.find("<svg ");
  const std::size_t close = svg.find('>', open);
  if (open == std::string::npos || close == std::string::npos) return svg;
  const std::string& description = text.description.empty() ? text.caption : text.description;
  svg.insert(close + 1, "\n<title>" + label_text(text.title) + "</title>\n<desc>" +
                            label_text(description) + "</desc>");
  svg.insert(open + 5, "role=\"img\" ");
  return svg.substr(open);
}

}  // namespace firedrill
