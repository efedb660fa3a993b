// Puts the parts together. Nothing of a scenario may end a script or a style: JSON writes "<" as an
// escape, and text of HTML is escaped.
#include "reports/page/page.hpp"

#include <array>

#include "reports/page/page_parts.hpp"

namespace firedrill {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Takes out ` id="..."`: several pictures on one page must not share names.
std::string without_ids(const std::string& svg) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = svg.find(" id=\""); at != std::string::npos;
       at = svg.find(" id=\"", from)) {
    out += svg.substr(from, at - from);
    const std::size_t end = svg.find('"', at + 5);
    if (end == std::string::npos) return svg;
    from = end + 1;
  }
  return out + svg.substr(from);
}

std::string picture_html(const PagePicture& picture) {
  return "<section class=\"picture-section\" id=\"picture-" + picture.name + "\">\n<h2>" +
         label_text(picture.title) + "</h2>\n<p class=\"caption\">" + label_text(picture.caption) +
         "</p>\n<div class=\"picture\">\n" + without_ids(picture.svg) + "</div>\n</section>\n";
}

}  // namespace

std::string write_page(const nlohmann::ordered_json& data, const std::vector<PagePicture>& pictures,
                       const std::string& live) {
  std::string json = data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  replace_all(json, "<", "\\u003c");
  std::string shown;
  if (!live.empty()) shown += "<div class=\"picture\" id=\"live\">\n" + live + "</div>\n";
  for (const PagePicture& picture : pictures) shown += picture_html(picture);
  const std::string title = label_text(data.value("page_title", std::string("firedrill")));
  const std::array<std::pair<std::string_view, std::string_view>, 6> places{{
      {"@TITLE@", title},
      {"@STYLE@", kPageStyle},
      {"@PICTURES@", shown},
      {"@DATA@", json},
      {"@CHARTS@", kPageCharts},
      {"@SCRIPT@", kPageScript},
  }};
  // Each place once and in order, so that what is put in is never looked at.
  std::string out;
  std::string_view rest = kPageFrame;
  for (const auto& [place, text] : places) {
    const std::size_t at = rest.find(place);
    out += rest.substr(0, at);
    out += text;
    rest.remove_prefix(at + place.size());
  }
  out += rest;
  return out;
}

}  // namespace firedrill
