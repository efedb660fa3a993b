// How pictures look: what stands for a condition, the font, title, caption and legend, and what an
// SVG needs to be read aloud. Colours are told apart in print and by colour-blind people, and none
// stands alone: a sign or a word says the same.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reports/pictures/drawing.hpp"

namespace firedrill {

/// How a part of the deployment fares, or a step, as far as a glance can tell.
enum class Health : std::uint8_t {
  kRuns,
  kChanging,  // starting, moving, failing over
  kWeak,      // runs without something
  kPartly,    // some of many are without service
  kDown,
  kOff,     // stopped by somebody
  kAbsent,  // not there at that moment
};
struct HealthLook {
  std::string_view fill;
  std::string_view line;
  std::string_view text;
  std::string_view sign;   // stands before the name
  std::string_view word;   // of the legend
  std::string_view plain;  // where there is nothing better to say
};
[[nodiscard]] const HealthLook& look_of(Health condition);

inline constexpr std::string_view kFont = "DejaVu Sans";
inline constexpr std::string_view kInk = "#16324f";
inline constexpr std::string_view kSoftInk = "#4a6076";
inline constexpr std::string_view kPaper = "#ffffff";
inline constexpr std::string_view kSitePaper = "#f7f9fb";
inline constexpr std::string_view kHairline = "#9fb3c8";
inline constexpr std::string_view kAlarm = "#b3261e";
inline constexpr std::string_view kAlarmPaper = "#fbe9e7";

/// Between a name and what follows it in another face: some readers of SVG drop blanks at the edge
/// of a piece of text, so they stand behind a character without width.
inline constexpr std::string_view kGap = "\u200b\u00a0\u00a0";

/// What a picture says of itself.
struct PictureText {
  std::string title;
  std::string caption;      // a sentence
  std::string description;  // for those who do not see it; empty = the caption
};

/// Lists only what occurs, in a fixed order.
class Legend {
 public:
  void condition(Health condition) { conditions_.insert(condition); }
  /// A line of that colour and dash ("━━▶", "╌╌▶") with what it means.
  void line(std::string_view sample, std::string_view colour, std::string_view meaning);
  void sign(std::string_view sample, std::string_view colour, std::string_view meaning) {
    line(sample, colour, meaning);
  }
  [[nodiscard]] std::string label() const;  // HTML-like

 private:
  struct Line {
    std::string sample, colour, meaning;
  };
  std::set<Health> conditions_;
  std::vector<Line> lines_;
};

/// Title and caption as a label, folded at `width` characters.
[[nodiscard]] std::string heading_label(const PictureText& text, std::size_t width);
/// `text` folded at `width` characters with line breaks of an HTML-like label.
[[nodiscard]] std::string folded_label(std::string_view text, std::size_t width);
/// Font, colours and margins that all pictures share; returns the part in which things are placed,
/// below the heading and above the legend.
Drawing::Part begin_picture(Drawing& drawing, const PictureText& text, const Legend& legend,
                            std::size_t width);
/// An SVG of Graphviz made fit to be read: title and description, no stamp, fallback fonts.
[[nodiscard]] std::string readable_svg(std::string svg, const PictureText& text);

}  // namespace firedrill
