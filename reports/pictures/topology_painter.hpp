// The cards of the topology picture: a pool with its servers, what holds its data, an Edge pool;
// how a site and a tie look at a moment. Part of topology_picture.cpp, and of nothing else.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "reports/pictures/recorded_run.hpp"
#include "sim/run/names.hpp"

namespace firedrill::topology {

inline constexpr int kServersInRow = 3;

struct TieLook {
  std::string_view colour;
  std::string_view style;
  std::string_view width;
  std::string_view arrow;  // dir
  std::string_view sample;
  std::string_view meaning;
};
inline constexpr TieLook kTieLooks[] = {
    {"#0b4f8a", "solid", "1.6", "forward", "━━▶", "next hop of an Edge pool"},
    {"#5b7fa3:#ffffff:#5b7fa3", "solid", "2", "none", "═══", "paired pools"},
    {"#3d7a57", "dashed", "1.2", "forward", "╌╌▶", "users' data is copied"},
    {"#7a4fa3", "dotted", "1.6", "forward", "┈┈▶", "configuration is copied"},
    {"#b35c00", "solid", "2.4", "forward", "━━▶", "users served by the other pool"},
    {"#5a6470", "solid", "1.2", "both", "◀───▶", "federation"},
    {"#5a6470", "dashed", "1.2", "both", "◀╌╌╌▶", "XMPP"},
    {"#b3261e", "dashed", "2.4", "none", "╍╍╍", "WAN link that is cut"},
};

inline const TieLook& look_of(TieKind kind) {
  return kTieLooks[static_cast<std::size_t>(kind)];
}

inline std::string_view plain_word(Health condition) {
  return firedrill::look_of(condition).plain;
}

/// Draws one frame; what it shows by condition and tie ends up in the legend.
class Painter {
 public:
  Painter(const RecordedRun& run, const Frame& frame, bool live, bool compact, bool terse)
      : run_(run), w_(run.world), frame_(frame), live_(live), compact_(compact), terse_(terse) {
    const auto& parts = run.history->parts();
    for (std::size_t i = 0; i < parts.size(); ++i) numbers_[parts[i]] = i;
    if (!live) return;
    for (const Fare& each : run.history->fares()) legend_.condition(each.condition);
    legend_.line("✕", kAlarm, "a tie that is broken");
  }

  [[nodiscard]] bool knows(Part part) const { return numbers_.contains(part); }
  [[nodiscard]] const Fare& fare(Part part) const {
    return run_.history->fare(frame_.parts[numbers_.at(part)]);
  }
  [[nodiscard]] std::string id(Part part) const { return fmt::format("p{}", numbers_.at(part)); }
  /// It differs from how it was at the start at some moment.
  [[nodiscard]] bool ever_changes(Part part) const {
    const std::size_t n = numbers_.at(part);
    const auto& frames = run_.history->frames();
    return std::any_of(frames.begin(), frames.end(),
                       [&](const Frame& each) { return each.parts[n] != frames.front().parts[n]; });
  }
  /// It is there at some moment.
  [[nodiscard]] bool ever_there(Part part) const {
    const std::size_t n = numbers_.at(part);
    const auto& frames = run_.history->frames();
    return std::any_of(frames.begin(), frames.end(), [&](const Frame& each) {
      return run_.history->fare(each.parts[n]).condition != Health::kAbsent;
    });
  }

  /// A cell of a card: sign, name, and in which way it fares.
  std::string cell(Part part, const std::string& name, bool with_word, int span) {
    const Fare& now = fare(part);
    legend_.condition(now.condition);
    const HealthLook& look = firedrill::look_of(now.condition);
    std::string out = fmt::format(
        "<TD {8}PORT=\"{0}\" COLSPAN=\"{1}\" ALIGN=\"LEFT\" BGCOLOR=\"{2}\" COLOR=\"{3}\" "
        "WIDTH=\"{4}\">"
        "<FONT COLOR=\"{5}\">{6}\u00a0<B>{7}</B>",
        id(part), span, look.fill, look.line, width_of(part, name, with_word), look.text, look.sign,
        label_text(name),
        live_ ? fmt::format("ID=\"{0}\" HREF=\"#{0}\" TITLE=\"{1}\" ", id(part),
                            label_text(part_name(w_, part)))
              : std::string());
    if (with_word) out += std::string(kGap) + label_text(word_of(now));
    return out + "</FONT></TD>";
  }

  /// "2 of 3 Front Ends run"; the live picture names the row, so that it can follow the moment.
  std::string counted_row(const CountedParts& of) const {
    const auto running = std::count_if(of.parts.begin(), of.parts.end(), [this](Part part) {
      return fare(part).condition == Health::kRuns;
    });
    return fmt::format("<TR><TD {}COLSPAN=\"{}\" ALIGN=\"LEFT\">{} of {} {} run</TD></TR>",
                       live_ ? fmt::format("ID=\"{}-{}\" HREF=\"#{}\" TITLE=\"{}\" ", id(of.of),
                                           of.mark, id(of.of), label_text(part_name(w_, of.of)))
                             : std::string(),
                       kServersInRow, running, of.parts.size(), of.what);
  }

  std::string servers(Part pool) {
    const CountedParts of = servers_of(w_, pool);
    if (of.parts.empty()) return {};
    if (compact_) return counted_row(of);
    std::string out;
    for (std::size_t i = 0; i < of.parts.size(); ++i) {
      if (i % std::size_t{kServersInRow} == 0) out += i == 0 ? "<TR>" : "</TR><TR>";
      out += cell(of.parts[i], part_name(w_, of.parts[i]), false, 1);
    }
    return out + "</TR>";
  }

  /// So many are modelled one by one, for so many that are enabled.
  std::string users_name(const Pool& of) {
    if (of.population <= 0 || of.population == of.users) return "users";
    legend_.sign("40 for 20,000", kSoftInk, "users modelled one by one, for those enabled");
    return fmt::format("users, {} for {}", count_text(of.users), count_text(of.population));
  }

  std::string pool_card(Index pool) {
    const Pool& of = w_.pool(pool);
    const Part part{PartKind::kPool, pool};
    std::string rows = "<TR>" + cell(part, part_name(w_, part), true, kServersInRow) + "</TR><TR>" +
                       cell({PartKind::kUsers, pool}, users_name(of), true, kServersInRow) +
                       "</TR>" + servers(part);
    if (terse_) rows += counted_row(stores_of(w_, pool));
    const Part store{PartKind::kStore, pool};
    if (ever_there(store)) {
      rows += "<TR>" + cell(store, "Central Management store", true, kServersInRow) + "</TR>";
    }
    return card(rows);
  }

  std::string data_card(Index pool) {
    if (terse_) return {};
    const Pool& of = w_.pool(pool);
    std::string rows;
    if (of.back_end != kNone) {
      for (std::int32_t role = 0; role < 3; ++role) {
        const Part part{PartKind::kDatabases, of.back_end * 3 + role};
        if (!knows(part)) continue;
        rows += "<TR>" + cell(part, part_name(w_, part), true, 1) + "</TR>";
      }
    }
    const Part files{PartKind::kFileStore, pool};
    if (knows(files)) {
      rows += "<TR>" + cell(files, "file store " + part_name(w_, files), true, 1) + "</TR>";
    }
    return rows.empty() ? "" : card(rows);
  }

  std::string edge_card(Index edge) {
    const Part part{PartKind::kEdgePool, edge};
    return card("<TR>" + cell(part, "Edge " + part_name(w_, part), true, kServersInRow) + "</TR>" +
                servers(part));
  }

  /// `more` stands below its name: which sites it stands for besides itself.
  Attributes site_look(Index site, const std::string& more) {
    const Part part{PartKind::kSite, site};
    const Fare& now = fare(part);
    const bool lost = now.condition == Health::kDown;
    if (lost) legend_.condition(now.condition);
    const HealthLook& look = firedrill::look_of(now.condition);
    const std::string label = fmt::format(
        "<<FONT POINT-SIZE=\"14\" COLOR=\"{}\">{}<B>{}</B>{}</FONT>{}>", lost ? look.fill : kInk,
        lost || live_ ? fmt::format("{}\u00a0", look.sign) : "", label_text(part_name(w_, part)),
        lost || live_ ? std::string(kGap) + label_text(word_of(now)) : "",
        more.empty() ? ""
                     : fmt::format("<BR ALIGN=\"LEFT\"/><FONT POINT-SIZE=\"10\">{}"
                                   "<BR ALIGN=\"LEFT\"/></FONT>",
                                   folded_label(more, 44)));
    return {{"id", id(part)},
            {"label", label},
            {"labelloc", "t"},
            {"labeljust", "l"},
            {"style", lost ? "rounded,filled,dashed" : "rounded,filled"},
            {"fillcolor", std::string(lost ? kAlarmPaper : kSitePaper)},
            {"pencolor", std::string(lost ? kAlarm : kHairline)},
            {"penwidth", lost ? "2" : "1"},
            {"margin", "14"}};
  }

  Attributes tie_look(std::uint16_t number, const Fare* now) {
    const Tie tie = run_.history->ties()[number];
    const TieLook& look = look_of(tie.kind);
    Attributes out{{"id", fmt::format("t{}", number)},
                   {"color", std::string(look.colour)},
                   {"style", std::string(look.style)},
                   {"penwidth", std::string(look.width)},
                   {"dir", std::string(look.arrow)},
                   // dot forgets the direction of edges inside a row, but not how large a head is.
                   {"arrowsize", look.arrow == "none" ? "0" : "0.7"},
                   {"fontcolor", std::string(look.colour.substr(0, 7))}};
    std::string label = now == nullptr ? "" : now->word;
    if (now != nullptr && now->condition == Health::kDown) {
      out.emplace_back("color", std::string(kAlarm));
      out.emplace_back("fontcolor", std::string(kAlarm));
      label = label.empty() ? "✕" : "✕ " + label;
      legend_.line("✕", kAlarm, "a tie that is broken");
    }
    if (now != nullptr || live_) {
      legend_.line(look.sample, look.colour.substr(0, 7), look.meaning);
    }
    if (live_ && now == nullptr) out.emplace_back("class", "absent");
    if (!live_ && now == nullptr) {
      out.emplace_back("style", "invis");
    }
    // Inside a row dot makes no room for a label; it is put there when all else has its place.
    const bool upright = tie.kind == TieKind::kNextHop || tie.kind == TieKind::kFederation ||
                         tie.kind == TieKind::kXmpp;
    out.emplace_back(upright ? "label" : "xlabel", label.empty() ? " " : label);
    return out;
  }

  [[nodiscard]] const Fare* tie_fare(std::uint16_t number) const {
    const auto found = frame_.ties.find(number);
    return found == frame_.ties.end() ? nullptr : &run_.history->fare(found->second);
  }
  [[nodiscard]] const Legend& legend() const { return legend_; }
  [[nodiscard]] bool terse() const { return terse_; }

 private:
  static std::string card(const std::string& rows) {
    return fmt::format(
        "<<TABLE BORDER=\"1\" CELLBORDER=\"1\" CELLSPACING=\"2\" CELLPADDING=\"4\" "
        "BGCOLOR=\"{}\" COLOR=\"{}\" STYLE=\"ROUNDED\">{}</TABLE>>",
        kPaper, kHairline, rows);
  }
  static std::string word_of(const Fare& fare) {
    return fare.word.empty() ? std::string(plain_word(fare.condition)) : fare.word;
  }
  /// Points for the longest text that this cell shows over the run.
  [[nodiscard]] std::size_t width_of(Part part, const std::string& name, bool with_word) const {
    std::size_t longest = 0;
    if (with_word) {
      std::set<std::uint16_t> seen;
      const std::size_t n = numbers_.at(part);
      for (const Frame& each : run_.history->frames()) seen.insert(each.parts[n]);
      for (const std::uint16_t number : seen) {
        longest = std::max(longest, word_of(run_.history->fare(number)).size());
      }
    }
    return 24 + (name.size() * 79 + longest * 69) / 10;
  }

  const RecordedRun& run_;
  const World& w_;
  const Frame& frame_;
  bool live_;
  bool compact_;
  bool terse_;
  std::map<Part, std::size_t> numbers_;
  Legend legend_;
};

}  // namespace firedrill::topology
