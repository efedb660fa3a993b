// Cards: a pool with its servers, and below it what holds its data; an Edge pool above.
#include "reports/pictures/topology_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/pictures/topology_painter.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

using topology::Painter;

/// More sites than this are folded where nothing happened in them.
constexpr std::size_t kSitesWhole = 6;
/// So many that fare alike are drawn as one.
constexpr std::size_t kAlikeLeast = 4;
/// Sets conditions apart from numbers of fares.
constexpr std::uint32_t kCondition = 1U << 16U;
/// More sites than this are drawn with their servers counted.
constexpr std::size_t kSitesInDetail = 4;
/// And more than this with databases and file stores counted as well.
constexpr std::size_t kSitesWithData = 12;
/// Partners stand side by side. (More in a row, and dot changes their order for what ties them.)
constexpr std::size_t kSitesInRow = 2;
std::string node_of(const World& w, Part part) {
  return (part.kind == PartKind::kEdgePool ? "Edge pool " : "pool ") + part_name(w, part);
}
std::string data_of(const World& w, std::int32_t pool) {
  return "data of " + pool_name(w, pool);
}

}  // namespace

TopologyPicture::TopologyPicture(const RecordedRun& run) : run_(run) {
  choose_sites();
}

void TopologyPicture::choose_sites() {
  const World& w = run_.world;
  const auto& history = *run_.history;
  std::set<Index> touched;
  std::set<Index> ties_change;
  for (const Frame& frame : history.frames()) {
    const Frame& first = history.frames().front();
    for (std::size_t i = 0; i < frame.parts.size(); ++i) {
      if (frame.parts[i] != first.parts[i]) touched.insert(site_of(w, history.parts()[i]));
    }
    for (const auto& [tie, fare] : frame.ties) {
      const auto before = first.ties.find(tie);
      if (before != first.ties.end() && before->second == fare) continue;
      const Tie changed = history.ties()[tie];
      ties_change.insert(site_of(w, tie_from(changed)));
      if (changed.to >= 0) ties_change.insert(site_of(w, tie_to(changed)));
    }
  }
  touched.insert(ties_change.begin(), ties_change.end());
  const std::size_t sites = w.topology.sites.size();
  for (std::size_t i = 0; i < sites; ++i) {
    const auto site = static_cast<Index>(i);
    (sites <= kSitesWhole || touched.contains(site) ? shown_ : folded_).push_back(site);
  }
  if (shown_.empty() && !folded_.empty()) {
    shown_.push_back(folded_.front());
    folded_.erase(folded_.begin());
  }
  if (sites > kSitesWhole) fold_alike(ties_change);
  compact_ = shown_.size() > kSitesInDetail;
  terse_ = shown_.size() > kSitesWithData;
  put_partners_together();
}

void TopologyPicture::fold_alike(const std::set<Index>& ties_change) {
  const World& w = run_.world;
  const auto& parts = run_.history->parts();
  std::map<Index, std::vector<std::size_t>> numbers;
  for (std::size_t i = 0; i < parts.size(); ++i) numbers[site_of(w, parts[i])].push_back(i);
  // Kinds of its parts, then how each fares. Users come and go one by one: of them the start, the
  // worst moment and the end are compared, and through which conditions they went.
  std::map<std::vector<std::uint32_t>, std::vector<Index>> groups;
  const auto& frames = run_.history->frames();
  for (const Index site : shown_) {
    if (ties_change.contains(site)) continue;
    std::vector<std::uint32_t> likeness;
    for (const std::size_t i : numbers[site]) {
      likeness.push_back(static_cast<std::uint32_t>(parts[i].kind));
      if (parts[i].kind != PartKind::kUsers) {
        for (const Frame& frame : frames) likeness.push_back(frame.parts[i]);
        continue;
      }
      const Pool& pool = w.topology.pools[static_cast<std::size_t>(parts[i].entity)];
      likeness.push_back(static_cast<std::uint32_t>(pool.users));
      likeness.push_back(static_cast<std::uint32_t>(pool.population));
      for (const Frame* frame : {&frames.front(), &run_.history->worst(), &frames.back()}) {
        likeness.push_back(frame->parts[i]);
      }
      for (const Frame& frame : frames) {
        const auto now = static_cast<std::uint32_t>(run_.history->fare(frame.parts[i]).condition);
        if (likeness.back() != kCondition + now) likeness.push_back(kCondition + now);
      }
    }
    groups[std::move(likeness)].push_back(site);
  }
  for (const auto& [likeness, sites] : groups) {
    if (sites.size() < kAlikeLeast) continue;
    alike_[sites.front()] = {sites.begin() + 1, sites.end()};
    for (const Index site : alike_[sites.front()]) std::erase(shown_, site);
  }
}

void TopologyPicture::put_partners_together() {
  const World& w = run_.world;
  std::vector<Index> ordered;
  const auto placed = [&ordered](Index site) {
    return std::find(ordered.begin(), ordered.end(), site) != ordered.end();
  };
  for (const Index site : shown_) {
    if (placed(site)) continue;
    ordered.push_back(site);
    for (const Pool& pool : w.topology.pools) {
      if (pool.site != site || pool.backup == kNone) continue;
      const Index partner = w.pool(pool.backup).site;
      const bool shown = std::find(shown_.begin(), shown_.end(), partner) != shown_.end();
      if (!shown || placed(partner)) continue;
      ordered.push_back(partner);
      break;
    }
  }
  shown_ = std::move(ordered);
}

namespace {

/// Adds the cards of one site; returns its rows: Edge pools, pools, data.
struct SiteRows {
  std::vector<std::string> edges, pools, data;
};
SiteRows draw_site(Drawing& drawing, Drawing::Part whole, Painter& painter, const World& w,
                   Index site, const std::string& more) {
  SiteRows rows;
  const Drawing::Part box =
      drawing.cluster(whole, "site " + site_name(w, site), painter.site_look(site, more));
  for (std::size_t e = 0; e < w.topology.edge_pools.size(); ++e) {
    if (w.topology.edge_pools[e].site != site) continue;
    const Part part{PartKind::kEdgePool, static_cast<std::int32_t>(e)};
    drawing.node(box, node_of(w, part), {{"label", painter.edge_card(static_cast<Index>(e))}});
    rows.edges.push_back(node_of(w, part));
  }
  for (std::size_t p = 0; p < w.topology.pools.size(); ++p) {
    if (w.topology.pools[p].site != site) continue;
    const Part part{PartKind::kPool, static_cast<std::int32_t>(p)};
    drawing.node(box, node_of(w, part), {{"label", painter.pool_card(static_cast<Index>(p))}});
    rows.pools.push_back(node_of(w, part));
    const std::string card = painter.data_card(static_cast<Index>(p));
    if (card.empty()) continue;
    const std::string data = data_of(w, static_cast<std::int32_t>(p));
    drawing.node(box, data, {{"label", card}});
    rows.data.push_back(data);
    drawing.edge(node_of(w, part), data, "keeps its data in",
                 {{"dir", "none"}, {"color", std::string(kHairline)}});
  }
  for (const std::string& edge : rows.edges) {
    for (const std::string& pool : rows.pools) {
      drawing.edge(edge, pool, "stands above", {{"style", "invis"}});
    }
  }
  return rows;
}

/// What lies outside, as one node for each kind of partner.
std::string outside_of(TieKind kind) {
  return kind == TieKind::kXmpp ? "XMPP partners" : "federated partners";
}

/// The cards that a tie joins, and the row of each that it is about.
struct Ends {
  std::string from, to;
  Part from_row, to_row;
};
Ends ends_of(const World& w, Tie tie) {
  const auto row = [&](std::int32_t pool) -> Part {
    const Index back_end = w.pool(static_cast<Index>(pool)).back_end;
    switch (tie.kind) {
      case TieKind::kReplication:
        if (tie.from < tie.to || w.pool(static_cast<Index>(pool)).file_store == kNone) {
          return {PartKind::kDatabases, back_end * 3};
        }
        return {PartKind::kFileStore, pool};
      case TieKind::kStoreCopy:
        return {PartKind::kStore, pool};
      case TieKind::kServed:
        return {PartKind::kUsers, pool};
      default:
        return {PartKind::kPool, pool};
    }
  };
  if (tie.kind == TieKind::kReplication) {
    return {data_of(w, tie.from), data_of(w, tie.to), row(tie.from), row(tie.to)};
  }
  if (tie.kind == TieKind::kWan) {
    // From site to site: at the first pool of each.
    const auto first = [&w](std::int32_t site) {
      const auto& pools = w.topology.pools;
      const auto found = std::find_if(pools.begin(), pools.end(),
                                      [site](const Pool& pool) { return pool.site == site; });
      return Part{PartKind::kPool, static_cast<std::int32_t>(found - pools.begin())};
    };
    const Part from = first(tie.from);
    const Part to = first(tie.to);
    const auto pools = static_cast<std::int32_t>(w.topology.pools.size());
    if (from.entity == pools || to.entity == pools) return {};
    return {node_of(w, from),
            node_of(w, to),
            {PartKind::kUsers, from.entity},
            {PartKind::kUsers, to.entity}};
  }
  return {node_of(w, tie_from(tie)), node_of(w, tie_to(tie)), row(tie.from), row(tie.to)};
}

void draw_ties(Drawing& drawing, Drawing::Part whole, Painter& painter, const RecordedRun& run,
               const std::vector<Index>& shown) {
  const World& w = run.world;
  const auto& ties = run.history->ties();
  std::set<std::string> outside;
  std::vector<std::size_t> sorted(ties.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = i;
  std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return ties[a] < ties[b]; });
  const auto is_shown = [&](Part part) {
    return std::find(shown.begin(), shown.end(), site_of(w, part)) != shown.end();
  };
  for (const std::size_t i : sorted) {
    const Tie tie = ties[i];
    const auto number = static_cast<std::uint16_t>(i);
    if (!is_shown(tie_from(tie)) || (tie.to >= 0 && !is_shown(tie_to(tie)))) continue;
    Attributes look = painter.tie_look(number, painter.tie_fare(number));
    const std::string key = fmt::format("tie {}", i);
    if (tie.to < 0) {
      const std::string name = outside_of(tie.kind);
      if (outside.insert(name).second) {
        drawing.node(whole, name,
                     {{"shape", "box"},
                      {"style", "rounded,filled"},
                      {"fillcolor", std::string(kPaper)},
                      {"label", name},
                      {"margin", "0.18,0.08"}});
      }
      drawing.edge(name, node_of(w, tie_from(tie)), key, look);
      continue;
    }
    const Index from = site_of(w, tie_from(tie));
    const Index to = site_of(w, tie_to(tie));
    if (tie.kind == TieKind::kNextHop) {
      if (from != to) look.emplace_back("constraint", "false");
      drawing.edge(node_of(w, tie_from(tie)), node_of(w, tie_to(tie)), key, look);
      continue;
    }
    if (painter.terse() && tie.kind == TieKind::kReplication) continue;
    look.emplace_back("constraint", "false");
    const Ends ends = ends_of(w, tie);
    if (ends.from.empty()) continue;
    // Beside one another: from the facing edges of the rows that the tie is about.
    const auto place = [&shown](Index site) {
      return std::find(shown.begin(), shown.end(), site) - shown.begin();
    };
    const bool neighbours = from != to && place(from) / kSitesInRow == place(to) / kSitesInRow;
    if (neighbours && tie.kind != TieKind::kPairing) {
      const bool rightwards = place(from) < place(to);
      look.emplace_back("tailport", painter.id(ends.from_row) + (rightwards ? ":e" : ":w"));
      look.emplace_back("headport", painter.id(ends.to_row) + (rightwards ? ":w" : ":e"));
    }
    drawing.edge(ends.from, ends.to, key, look);
  }
}

/// The sites in which nothing happened, as one card.
void draw_folded(Drawing& drawing, Drawing::Part whole, const World& w,
                 const std::vector<Index>& folded, const std::string& below) {
  if (folded.empty()) return;
  std::size_t pools = 0;
  std::int64_t users = 0;
  for (const Pool& pool : w.topology.pools) {
    if (std::find(folded.begin(), folded.end(), pool.site) == folded.end()) continue;
    ++pools;
    users += pool.users;
  }
  std::string names;
  constexpr std::size_t kNamed = 12;
  for (std::size_t i = 0; i < std::min(kNamed, folded.size()); ++i) {
    names += (i > 0 ? ", " : "") + site_name(w, folded[i]);
  }
  if (folded.size() > kNamed) names += fmt::format(" and {} more", folded.size() - kNamed);
  const std::string label = fmt::format(
      "<<B>{} further site{}, in which nothing happened</B>  ({} pool{}, {} users)"
      "<BR ALIGN=\"LEFT\"/>{}<BR ALIGN=\"LEFT\"/>>",
      folded.size(), folded.size() == 1 ? "" : "s", pools, pools == 1 ? "" : "s", count_text(users),
      folded_label(names, 90));
  drawing.node(whole, "further sites",
               {{"shape", "box"},
                {"style", "rounded,filled"},
                {"fillcolor", std::string(kSitePaper)},
                {"label", label},
                {"margin", "0.2,0.12"}});
  if (!below.empty()) drawing.edge(below, "further sites", "", {{"style", "invis"}});
}

void join(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

/// "and 57 further sites that fare alike but for when each user comes back: City03, City04, ..."
std::string TopologyPicture::and_alike(Index site) const {
  const auto found = alike_.find(site);
  if (found == alike_.end()) return "";
  constexpr std::size_t kNamed = 6;
  std::string out =
      fmt::format("and {} further sites that fare alike but for when each user comes back: ",
                  found->second.size());
  for (std::size_t i = 0; i < std::min(kNamed, found->second.size()); ++i) {
    out += (i > 0 ? ", " : "") + site_name(run_.world, found->second[i]);
  }
  return out + (found->second.size() > kNamed
                    ? fmt::format(" and {} more", found->second.size() - kNamed)
                    : "");
}

Picture TopologyPicture::draw(const Request& request, std::string name, PictureText text) const {
  const World& w = run_.world;
  Picture out;
  out.name = std::move(name);
  out.text = std::move(text);
  out.drawing = std::make_unique<Drawing>(out.name);
  Drawing& drawing = *out.drawing;
  Painter painter(run_, request.frame, request.live, compact_, terse_);
  const Drawing::Part whole =
      begin_picture(drawing, out.text, {}, std::min<std::size_t>(160, 60 + 30 * shown_.size()));
  drawing.set(drawing.whole(), {{"newrank", "true"}, {"ranksep", "0.55"}, {"nodesep", "1.2"}});
  std::string below;
  for (std::size_t begin = 0; begin < shown_.size(); begin += kSitesInRow) {
    SiteRows band;
    for (std::size_t i = begin; i < std::min(begin + kSitesInRow, shown_.size()); ++i) {
      const SiteRows rows = draw_site(drawing, whole, painter, w, shown_[i], and_alike(shown_[i]));
      join(band.edges, rows.edges);
      join(band.pools, rows.pools);
      join(band.data, rows.data);
    }
    for (const auto& row : {band.edges, band.pools, band.data}) {
      if (!row.empty()) drawing.row(drawing.whole(), row);
      for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        drawing.edge(row[i], row[i + 1], "left of", {{"style", "invis"}});
      }
    }
    const auto& top = band.edges.empty() ? band.pools : band.edges;
    if (!below.empty() && !top.empty()) drawing.edge(below, top.front(), "", {{"style", "invis"}});
    const auto& bottom = band.data.empty() ? band.pools : band.data;
    if (!bottom.empty()) below = bottom.front();
  }
  draw_ties(drawing, whole, painter, run_, shown_);
  draw_folded(drawing, whole, w, folded_, below);
  drawing.set(whole, {{"label", painter.legend().label()}});
  return out;
}

/// "20 users are signed out, 20 have regular service." And in words, all that does not run.
PictureText TopologyPicture::about(const Frame& frame, std::string heading) const {
  const auto& history = *run_.history;
  const auto& modes = history.point_at(frame.at_ms).modes;
  PictureText out;
  out.title = std::move(heading);
  std::string users;
  const auto add = [&users](std::int64_t n, const char* what) {
    if (n > 0) users += fmt::format("{}{} {}", users.empty() ? "" : ", ", count_text(n), what);
  };
  add(modes[0], "signed out");
  add(modes[1], "in resiliency mode");
  add(modes[2], "with regular service");
  out.caption = fmt::format("{}. Users: {}.", title(), users.empty() ? "none online" : users);
  std::string wrong;
  for (std::size_t i = 0; i < frame.parts.size(); ++i) {
    const Fare& fare = history.fare(frame.parts[i]);
    if (fare.condition == Health::kRuns || fare.condition == Health::kAbsent) continue;
    wrong +=
        fmt::format("{}{} {}", wrong.empty() ? "" : "; ", part_name(run_.world, history.parts()[i]),
                    fare.word.empty() ? topology::plain_word(fare.condition) : fare.word);
  }
  out.description = out.caption + " " + (wrong.empty() ? "Everything runs." : wrong + ".");
  return out;
}

Picture TopologyPicture::before() const {
  const Frame& frame = run_.history->frames().front();
  return draw({frame}, "topology-before", about(frame, "Before: the deployment at the start"));
}

Picture TopologyPicture::worst() const {
  const Frame& frame = run_.history->worst();
  return draw({frame}, "topology-worst",
              about(frame, "The worst moment: " + run_.clock(frame.at_ms)));
}

Picture TopologyPicture::after() const {
  const Frame& frame = run_.history->frames().back();
  return draw({frame}, "topology-after",
              about(frame, "After: the end at " + run_.clock(run_.history->end_ms())));
}

Picture TopologyPicture::at(std::int64_t at_ms) const {
  const Frame& frame = run_.history->frame_at(at_ms);
  std::string name = "topology-at-" + run_.clock(at_ms);
  std::replace(name.begin(), name.end(), ':', '-');
  return draw({frame}, name, about(frame, "The deployment at " + run_.clock(at_ms)));
}

Picture TopologyPicture::live() const {
  return draw({run_.history->frames().front(), true}, "topology",
              {"The deployment over time", title() + ".", ""});
}

std::string_view tie_colour(TieKind kind) {
  return topology::look_of(kind).colour.substr(0, 7);
}

std::string TopologyPicture::title() const {
  return run_.scenario.title.empty() ? run_.scenario.file : run_.scenario.title;
}

}  // namespace firedrill
