// Every node has its place, so Graphviz only draws (its engine "nop"). Gaps in time are shortened
// and say how long they were; y grows upwards, so rows have negative y.
#include "reports/pictures/sequence_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr double kTimeX = 60;
constexpr double kFirstLaneX = 165;
constexpr double kLaneGap = 118;
constexpr double kTextWidth = 500;
constexpr double kLine = 14;     // height of a line of text
constexpr double kRowGap = 8;    // between rows
constexpr double kTimeGap = 12;  // more between two moments
constexpr std::size_t kTextColumns = 74;
/// Rows, at most, with what followed and with counts of users among them.
constexpr std::size_t kRowsMax = 110;
/// And of steps, faults and refusals alone.
constexpr std::size_t kWeightyMax = 400;
/// A pause longer than this is said in words.
constexpr std::int64_t kLongPause = 120'000;

struct Row {
  std::size_t line = 0;
  std::vector<std::string> text;
  double y = 0;
  bool new_moment = false;
};

std::vector<std::string> folded(const std::string& text, std::size_t width) {
  std::vector<std::string> out(1);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!out.back().empty() && out.back().size() + 1 + word.size() > width) out.emplace_back();
    out.back() += (out.back().empty() ? "" : " ") + word;
  }
  return out;
}

class Sequence {
 public:
  explicit Sequence(const RecordedRun& run) : run_(run) {
    choose_lanes();
    choose_rows();
  }

  void draw(Picture& picture) {
    drawing_ = picture.drawing.get();
    draw_heading(picture.text);
    picture.heading = {picture.text.title, picture.text.caption};
    draw_lanes();
    for (const Row& row : rows_) draw_row(row);
    draw_pauses();
    draw_legend();
    if (left_out_ > 0) {
      text_node(
          "left out", text_x(), bottom_ - 10,
          fmt::format("{} further lines, of users and of what followed, stand in the timeline",
                      left_out_),
          kSoftInk, 10, false);
    }
  }

 private:
  [[nodiscard]] const TimelineLine& line(const Row& row) const {
    return run_.timeline->lines()[row.line];
  }
  [[nodiscard]] const FactLog::About& about(const Row& row) const {
    return run_.facts->lines()[row.line];
  }
  [[nodiscard]] double text_x() const {
    return kFirstLaneX + kLaneGap * static_cast<double>(lanes_.size()) - 30;
  }
  [[nodiscard]] double lane_x(std::size_t lane) const {
    return kFirstLaneX + kLaneGap * static_cast<double>(lane);
  }

  /// Administrators who do something, and sites where something happens.
  void choose_lanes() {
    std::set<std::int32_t> actors;
    std::set<Index> sites;
    for (const auto& each : run_.facts->lines()) {
      if (each.actor >= 0) actors.insert(each.actor);
      if (each.site != kNone) sites.insert(each.site);
    }
    for (const std::int32_t actor : actors) {
      actor_lane_[actor] = lanes_.size();
      lanes_.push_back(run_.world.actors[static_cast<std::size_t>(actor)].name);
    }
    for (const Index site : sites) {
      site_lane_[site] = lanes_.size();
      lanes_.push_back(site_name(run_.world, site));
    }
  }

  [[nodiscard]] bool is_said(std::size_t i) const {
    const auto& about = run_.facts->lines()[i];
    return about.none ||
           (about.kind != FactKind::kQueryAnswer && about.kind != FactKind::kStepWarning);
  }
  static bool is_weighty(LineKind kind) {
    return kind != LineKind::kUsers && kind != LineKind::kEffect;
  }

  /// Of too many lines those of users go first, then what followed, the later the sooner.
  [[nodiscard]] std::vector<bool> chosen_lines() {
    const auto& lines = run_.timeline->lines();
    std::vector<bool> out(lines.size(), false);
    std::size_t rows = 0;
    const auto choose = [&](auto fits, std::size_t most) {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!is_said(i) || !fits(lines[i].kind)) continue;
        if (rows < most || lines[i].kind == LineKind::kEnd) {
          out[i] = true;
          ++rows;
        } else {
          ++left_out_;
        }
      }
    };
    choose(is_weighty, kWeightyMax);
    // Steps of a long procedure leave room for what came of them.
    const std::size_t most = std::max(kRowsMax, rows + kRowsMax / 2);
    choose([](LineKind kind) { return kind == LineKind::kEffect; }, most);
    choose([](LineKind kind) { return kind == LineKind::kUsers; }, most);
    return out;
  }

  void choose_rows() {
    const std::vector<bool> chosen = chosen_lines();
    std::int64_t last = -1;
    double y = -40;
    const auto& lines = run_.timeline->lines();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!chosen[i]) continue;
      Row row;
      row.line = i;
      row.new_moment = lines[i].at_ms != last;
      std::string text = lines[i].text;
      if (!lines[i].rule.empty()) text += "  (" + lines[i].rule + ")";
      row.text = folded(text, kTextColumns);
      if (row.new_moment) {
        y -= kTimeGap;
        if (last >= 0 && lines[i].at_ms - last > kLongPause) y -= kLine;
      }
      row.y = y - kLine / 2;
      y -= kLine * static_cast<double>(row.text.size()) + kRowGap;
      last = lines[i].at_ms;
      rows_.push_back(std::move(row));
    }
    bottom_ = y - 10;
  }

  static std::string at(double x, double y) { return fmt::format("{:.1f},{:.1f}", x, y); }

  /// Left-aligned text whose left edge is x and whose first line is centred on y.
  void text_node(const std::string& name, double x, double y, const std::string& text,
                 std::string_view colour, int size, bool bold, std::size_t lines = 1,
                 double width = kTextWidth) {
    const double height = kLine * static_cast<double>(lines);
    drawing_->node(drawing_->whole(), name,
                   {{"pos", at(x + width / 2, y - height / 2 + kLine / 2)},
                    {"shape", "none"},
                    {"fixedsize", "true"},
                    {"width", fmt::format("{:.3f}", width / 72)},
                    {"height", fmt::format("{:.3f}", height / 72)},
                    {"margin", "0"},
                    {"label", text + "\\l"},
                    {"fontname", std::string(kFont) + (bold ? " Bold" : "")},
                    {"fontsize", std::to_string(size)},
                    {"fontcolor", std::string(colour)}});
  }

  std::string point(double x, double y) {
    const std::string name = at(x, y);
    drawing_->node(drawing_->whole(), name,
                   {{"pos", name}, {"shape", "point"}, {"width", "0.01"}, {"style", "invis"}});
    return name;
  }

  void arrow(double from_x, double to_x, double y, const Attributes& look) {
    drawing_->edge(point(from_x, y), point(to_x, y), fmt::format("arrow {}", ++arrows_), look);
  }

  void draw_heading(const PictureText& text) {
    text_node(text.title, 12, 62, text.title, kInk, 20, true, 1, 900);
    text_node(text.caption, 12, 36, text.caption, kSoftInk, 12, false, 1, 900);
  }

  void draw_lanes() {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      drawing_->node(
          drawing_->whole(), "lane " + lanes_[lane],
          {{"pos", at(lane_x(lane), -4)},
           {"shape", "box"},
           {"style", "rounded,filled"},
           {"fillcolor", std::string(lane < actor_lane_.size() ? "#eaf3fb" : kSitePaper)},
           {"color", std::string(kHairline)},
           {"fixedsize", "true"},
           {"width", "1.5"},
           {"height", "0.34"},
           {"label", lanes_[lane]},
           {"fontname", std::string(kFont) + " Bold"},
           {"fontsize", "10"}});
      draw_life_line(lane);
    }
  }

  /// A site's line is thick and red while the site is lost.
  void draw_life_line(std::size_t lane) {
    Index site = kNone;
    for (const auto& [index, its_lane] : site_lane_) {
      if (its_lane == lane) site = index;
    }
    double from = -17;
    bool lost = false;
    const auto segment = [&](double to) {
      if (to >= from) return;
      drawing_->edge(point(lane_x(lane), from), point(lane_x(lane), to),
                     fmt::format("life {} {}", lane, from),
                     {{"dir", "none"},
                      {"color", std::string(lost ? kAlarm : kHairline)},
                      {"penwidth", lost ? "4" : "1"},
                      {"style", lost ? "solid" : "dashed"}});
      lost_ = lost_ || lost;
      from = to;
    };
    for (const Row& row : rows_) {
      if (site == kNone || !row.new_moment) continue;
      const Frame& frame = run_.history->frame_at(line(row).at_ms);
      const bool now = run_.history->fare(frame.parts[static_cast<std::size_t>(site)]).condition ==
                       Health::kDown;
      if (now == lost) continue;
      segment(row.y);
      lost = now;
    }
    segment(bottom_);
  }

  void draw_row(const Row& row) {
    const TimelineLine& what = line(row);
    if (row.new_moment) {
      text_node(fmt::format("{} ", run_.clock(what.at_ms)), 12, row.y, run_.clock(what.at_ms), kInk,
                10, true, 1, kTimeX + 20);
      drawing_->edge(point(kTimeX + 28, row.y), point(text_x() - 8, row.y),
                     fmt::format("mark {}", row.line),
                     {{"dir", "none"}, {"color", "#e3e9ef"}, {"penwidth", "1"}});
    }
    std::string text;
    for (const std::string& each : row.text) text += (text.empty() ? "" : "\\l") + escaped(each);
    const bool alarm = what.kind == LineKind::kRefusal || what.kind == LineKind::kViolation ||
                       what.kind == LineKind::kFault;
    const bool loud = what.kind == LineKind::kFault || what.kind == LineKind::kRefusal ||
                      what.kind == LineKind::kSlip;
    const bool repaired = !about(row).none && about(row).kind == FactKind::kFaultRepaired;
    text_node(fmt::format("line {}", row.line), text_x(), row.y, text,
              repaired ? "#2e6b47"
              : alarm  ? kAlarm
                       : kInk,
              10, loud, row.text.size());
    draw_arrows(row);
  }

  void draw_arrows(const Row& row) {
    const FactLog::About& of = about(row);
    if (of.none) return;
    const auto site = site_lane_.find(of.site);
    const double site_x = site == site_lane_.end() ? -1 : lane_x(site->second);
    if (of.actor >= 0) {
      const double actor_x = lane_x(actor_lane_.at(of.actor));
      draw_step(row, actor_x, site_x < 0 ? actor_x + kLaneGap / 2 : site_x);
      return;
    }
    if (site_x < 0) return;
    if (of.kind == FactKind::kFaultStruck) {
      arrow(site_x + 52, site_x + 4, row.y,
            {{"color", std::string(kAlarm)}, {"penwidth", "3"}, {"arrowsize", "0.9"}});
      fault_ = true;
    } else if (of.kind == FactKind::kFaultRepaired) {
      arrow(site_x + 52, site_x + 4, row.y, {{"color", "#3d7a57"}, {"penwidth", "3"}});
      repair_ = true;
    } else {
      drawing_->node(drawing_->whole(), fmt::format("mark of line {}", row.line),
                     {{"pos", at(site_x, row.y)},
                      {"shape", "circle"},
                      {"fixedsize", "true"},
                      {"width", "0.1"},
                      {"style", "filled"},
                      {"fillcolor", "#ffd9a8"},
                      {"color", "#9a5200"},
                      {"label", ""}});
      effect_ = true;
    }
  }

  void draw_step(const Row& row, double actor_x, double site_x) {
    const FactKind kind = about(row).kind;
    switch (kind) {
      case FactKind::kStepStarted:
        arrow(actor_x, site_x - 3, row.y, {{"color", "#0b4f8a"}, {"penwidth", "1.8"}});
        step_ = true;
        return;
      case FactKind::kStepDone:
        arrow(site_x, actor_x + 3, row.y, {{"color", "#0b4f8a"}, {"style", "dashed"}});
        done_ = true;
        return;
      case FactKind::kStepRefused:
      case FactKind::kStepFailed:
        arrow(site_x, actor_x + 3, row.y,
              {{"color", std::string(kAlarm)}, {"style", "dashed"}, {"penwidth", "2"}});
        refused_ = true;
        return;
      default:
        drawing_->node(drawing_->whole(), fmt::format("mark of line {}", row.line),
                       {{"pos", at(actor_x, row.y)},
                        {"shape", "box"},
                        {"fixedsize", "true"},
                        {"width", "0.12"},
                        {"height", "0.12"},
                        {"style", "filled"},
                        {"fillcolor", kind == FactKind::kWaitOver ? "#eaf3fb" : "#fff0b8"},
                        {"color", "#0b4f8a"},
                        {"label", ""}});
        (kind == FactKind::kSlip ? slip_ : wait_) = true;
    }
  }

  void draw_pauses() {
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      const std::int64_t pause = line(rows_[i]).at_ms - line(rows_[i - 1]).at_ms;
      if (pause <= kLongPause) continue;
      text_node(fmt::format("pause before line {}", rows_[i].line), 12, rows_[i].y + kLine + 3,
                "⋮ " + duration_text(pause), kSoftInk, 9, false, 1, kTimeX + 20);
    }
  }

  void draw_legend() {
    Legend legend;
    if (fault_) legend.line("◀━", kAlarm, "fault");
    if (repair_) legend.line("◀━", "#3d7a57", "repair");
    if (step_) legend.line("──▶", "#0b4f8a", "cmdlet");
    if (done_) legend.line("◀╌╌", "#0b4f8a", "done");
    if (refused_) legend.line("◀╌╌", kAlarm, "refused");
    if (wait_) legend.sign("■", "#5b7fa3", "a wait that is over");
    if (slip_) legend.sign("■", "#8a6d00", "slip");
    if (effect_) legend.sign("●", "#9a5200", "what followed");
    if (lost_) legend.line("┃", kAlarm, "site is lost");
    if (legend.label().empty()) return;
    drawing_->node(drawing_->whole(), "legend",
                   {{"pos", at(320, bottom_ - 45)}, {"label", legend.label()}, {"fontsize", "10"}});
  }

  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char each : text) {
      if (each == '\\') out += '\\';
      out += each;
    }
    return out;
  }

  const RecordedRun& run_;
  Drawing* drawing_ = nullptr;
  std::vector<std::string> lanes_;
  std::map<std::int32_t, std::size_t> actor_lane_;
  std::map<Index, std::size_t> site_lane_;
  std::vector<Row> rows_;
  std::size_t left_out_ = 0;
  std::size_t arrows_ = 0;
  double bottom_ = 0;
  // What occurs, for the legend.
  bool fault_ = false, repair_ = false, step_ = false, done_ = false, refused_ = false;
  bool wait_ = false, slip_ = false, effect_ = false, lost_ = false;
};

}  // namespace

Picture sequence_picture(const RecordedRun& run) {
  Picture out;
  out.name = "sequence";
  out.engine = "nop";
  out.text.title = "Who did what when";
  out.text.caption = run.scenario.title.empty() ? run.scenario.file : run.scenario.title + ".";
  for (const TimelineLine& line : run.timeline->lines()) {
    if (line.kind == LineKind::kUsers) continue;
    out.text.description += run.clock(line.at_ms) + " " + line.text + ". ";
  }
  out.drawing = std::make_unique<Drawing>(out.name);
  begin_picture(*out.drawing, {}, {}, 100);
  out.drawing->set(out.drawing->whole(), {{"label", ""}, {"splines", "line"}});
  Sequence(run).draw(out);
  return out;
}

}  // namespace firedrill
