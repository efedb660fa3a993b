// Events are compared by time and name: numbers of entities mean nothing across two deployments.
#include "reports/page/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/page/page_parts.hpp"
#include "reports/pictures/sequence_picture.hpp"
#include "reports/pictures/topology_picture.hpp"
#include "reports/summary.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kLinesShown = 12;

std::string number(std::uint64_t n) {
  return count_text(static_cast<std::int64_t>(n));
}

/// Events by time and name, with what the timeline says of each: an administrator's next step has
/// no name of its own.
std::vector<NamedEvent> events_of(const RecordedRun& run) {
  const auto& history = run.simulation->history();
  std::vector<NamedEvent> out(std::size_t{run.simulation->events()} + 1);
  for (std::uint32_t i = 1; i < out.size(); ++i) {
    out[i] = {history[i].at_ms, slot_text(run.world, history[i].slot)};
  }
  for (const TimelineLine& line : run.timeline->lines()) {
    if (line.event < out.size()) out[line.event].what += "; " + line.text;
  }
  return out;
}

std::string told(const RecordedRun& run, std::uint32_t number) {
  if (!run.simulation->history().has(number)) return "the run has ended\n";
  return run.causes->behind_event(number).text;
}

void compare_events(const RecordedRun& a, const RecordedRun& b, RunDifference& out) {
  const std::vector<NamedEvent> x = events_of(a);
  const std::vector<NamedEvent> y = events_of(b);
  std::size_t n = 1;
  while (n < std::min(x.size(), y.size()) && x[n] == y[n]) ++n;
  if (n >= std::max(x.size(), y.size())) return;
  out.event = static_cast<std::uint32_t>(n);
  out.here[0] = told(a, out.event);
  out.here[1] = told(b, out.event);
}

using Lines = std::vector<std::string>;
Lines lines_of(const RecordedRun& run) {
  Lines out;
  for (const TimelineLine& line : run.timeline->lines()) {
    out.push_back(run.clock(line.at_ms) + "  " + line.text +
                  (line.rule.empty() ? "" : "  (" + line.rule + ")"));
  }
  return out;
}

/// Lines of `a` that `b` has not, each as often as it is missing.
Lines without(const Lines& a, const Lines& b) {
  std::map<std::string, int> there;
  for (const std::string& line : b) ++there[line];
  Lines out;
  for (const std::string& line : a) {
    if (--there[line] < 0) out.push_back(line);
  }
  return out;
}

class FigurePairs {
 public:
  FigurePairs(const RecordedRun& a, const RecordedRun& b, RunDifference& out) : out_(out) {
    add("verdict", a.badge() + ": " + a.outcome.headline, b.badge() + ": " + b.outcome.headline);
    for (int c = 0; c < kCapabilities; ++c) recovery(a, b, static_cast<std::size_t>(c));
    add("most users signed out at once", most_out(a), most_out(b));
    add("user-minutes signed out", count_text(a.figures.user_ms_out / 60'000),
        count_text(b.figures.user_ms_out / 60'000));
    add("user-minutes in resiliency mode", count_text(a.figures.user_ms_resiliency / 60'000),
        count_text(b.figures.user_ms_resiliency / 60'000));
    const LossFigures& x = a.figures.loss;
    const LossFigures& y = b.figures.loss;
    add("changes lost", number(x.lost), number(y.lost));
    add("not at the backup pool when it took over (RPO)", number(x.stranded), number(y.stranded));
    add("age of the oldest of them", age(x.oldest_age_ms), age(y.oldest_age_ms));
    add("configuration changes lost", number(x.configuration_lost), number(y.configuration_lost));
    const auto& at_end_a = a.history->points().back().modes;
    const auto& at_end_b = b.history->points().back().modes;
    add("users without regular service at the end", count_text(at_end_a[0] + at_end_a[1]),
        count_text(at_end_b[0] + at_end_b[1]));
  }

 private:
  void add(std::string name, std::string a, std::string b) {
    if (a == b) return;
    out_.figures.push_back({std::move(name), {std::move(a), std::move(b)}});
  }
  static std::string age(std::int64_t ms) { return ms < 0 ? "-" : duration_text(ms); }
  static std::string most_out(const RecordedRun& run) {
    std::int64_t most = 0;
    for (const auto& point : run.history->points()) most = std::max(most, point.modes[0]);
    return count_text(most);
  }
  void recovery(const RecordedRun& a, const RecordedRun& b, std::size_t c) {
    const auto words = [c](const RecordedRun& run) -> std::string {
      const RecoveryFigures& f = run.figures.recovery[c];
      if (f.affected == 0) return "nobody lost it";
      if (f.affected == f.open) return fmt::format("{} users, never", count_text(f.affected));
      return fmt::format("{} users, p50 {}, max {}{}", count_text(f.affected), duration_text(f.p50),
                         duration_text(f.max),
                         f.open > 0 ? fmt::format(", {} not at all", count_text(f.open)) : "");
    };
    add("RTO of " + std::string(capability_name(static_cast<Capability>(c))), words(a), words(b));
  }
  RunDifference& out_;
};

std::string name_of(const RecordedRun& run) {
  return scenario_label(run.scenario);
}

}  // namespace

RunDifference difference(const RecordedRun& a, const RecordedRun& b) {
  RunDifference out;
  compare_events(a, b, out);
  const Lines lines[] = {lines_of(a), lines_of(b)};
  out.only[0] = without(lines[0], lines[1]);
  out.only[1] = without(lines[1], lines[0]);
  FigurePairs(a, b, out);
  out.same = out.event == 0 && out.figures.empty() && out.only[0].empty() && out.only[1].empty();
  return out;
}

std::string difference_as_text(const RecordedRun& a, const RecordedRun& b, const RunDifference& d) {
  const RecordedRun* runs[] = {&a, &b};
  if (d.same) {
    return fmt::format("SAME  {} events, all alike\n", count_text(a.simulation->events()));
  }
  std::string out = fmt::format("DIFFERENT  {} | {}\n", name_of(a), name_of(b));
  if (d.event > 0) {
    out += fmt::format("\n  first at event {}\n", d.event);
    for (int side = 0; side < 2; ++side) {
      out += fmt::format("  {}\n", name_of(*runs[side]));
      std::string rest = d.here[side];
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        out += "    " + rest.substr(0, end) + "\n";
        rest.erase(0, end + 1);
      }
    }
  } else {
    out += "\n  every event is alike\n";
  }
  for (const RunDifference::Figure& figure : d.figures) {
    out += fmt::format("\n  {}\n    {}\n    {}\n", figure.name, figure.value[0], figure.value[1]);
  }
  for (int side = 0; side < 2; ++side) {
    if (d.only[side].empty()) continue;
    out += fmt::format("\n  only in {}\n", name_of(*runs[side]));
    for (std::size_t i = 0; i < std::min(kLinesShown, d.only[side].size()); ++i) {
      out += "    " + d.only[side][i] + "\n";
    }
    if (d.only[side].size() > kLinesShown) {
      out += fmt::format("    and {} lines more\n", d.only[side].size() - kLinesShown);
    }
  }
  return out;
}

nlohmann::ordered_json difference_as_json(const RecordedRun& a, const RecordedRun& b,
                                          const RunDifference& d) {
  nlohmann::ordered_json out;
  out["firedrill-summary"] = kSummaryVersion;
  out["verb"] = "diff";
  out["program"] = FIREDRILL_VERSION;
  out["files"] = {name_of(a), name_of(b)};
  out["same"] = d.same;
  if (d.event > 0) {
    out["event"] = d.event;
    out["here"] = {d.here[0], d.here[1]};
  }
  out["figures"] = nlohmann::ordered_json::array();
  for (const RunDifference::Figure& figure : d.figures) {
    out["figures"].push_back(
        {{"name", figure.name}, {"values", {figure.value[0], figure.value[1]}}});
  }
  out["only"] = {d.only[0], d.only[1]};
  return out;
}

std::vector<ReportFile> draw_difference(const RecordedRun& a, const RecordedRun& b,
                                        const RunDifference& d) {
  std::vector<ReportFile> out;
  const Graphviz graphviz;
  std::string columns[2];
  const RecordedRun* runs[] = {&a, &b};
  for (int side = 0; side < 2; ++side) {
    const RecordedRun& run = *runs[side];
    const TopologyPicture topology(run);
    std::vector<Picture> pictures;
    pictures.push_back(topology.worst());
    pictures.push_back(topology.after());
    pictures.push_back(sequence_picture(run));
    columns[side] = "<div><h2>" + label_text(name_of(run)) + "</h2>\n<p class=\"caption\">" +
                    label_text(run.badge() + ": " + run.outcome.headline) + "</p>\n";
    for (const Picture& picture : pictures) {
      const std::string svg = picture.render(graphviz, "svg");
      out.push_back({std::string(side == 0 ? "a-" : "b-") + picture.name + ".svg", svg});
      columns[side] += "<div class=\"picture\">" + svg + "</div>\n";
    }
    columns[side] += "</div>\n";
  }
  std::string rows;
  for (const RunDifference::Figure& figure : d.figures) {
    rows += "<tr><td>" + label_text(figure.name) + "</td><td>" + label_text(figure.value[0]) +
            "</td><td>" + label_text(figure.value[1]) + "</td></tr>\n";
  }
  const std::string heading = d.same ? "Two runs that are alike" : "What differs between two runs";
  out.push_back({"diff.html",
                 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<link rel=\"icon\" href=\"data:,\">\n<title>firedrill: " +
                     heading + "</title>\n<style>" + std::string(kPageStyle) +
                     "</style>\n</head>\n<body>\n<main>\n<h1>" + heading + "</h1>\n<pre>" +
                     label_text(name_of(a)) + " | " + label_text(name_of(b)) +
                     "</pre>\n<table><tbody>\n" + rows + "</tbody></table>\n<div class=\"two\">\n" +
                     columns[0] + columns[1] + "</div>\n</main>\n</body>\n</html>\n"});
  return out;
}

}  // namespace firedrill
