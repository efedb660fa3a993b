// A drawn drill from its parts, and smaller ones from it.
#include <array>
#include <functional>

#include "sim/engine/draws.hpp"
#include "sim/scenario/drawn_parts.hpp"

namespace firedrill {
namespace {

using namespace drawn;

class SeededDraws final : public DrawSource {
 public:
  SeededDraws(std::uint64_t seed, std::uint64_t number) : draws_(seed), number_(number) {}
  std::uint64_t below(std::uint64_t bound) override {
    return draws_.below(bound, Purpose::kSwarm, number_, n_++);
  }

 private:
  Draws draws_;
  std::uint64_t number_;
  std::uint64_t n_ = 0;
};

void draw_load(Choices& c, DrillTheme theme, std::vector<std::string>& head) {
  const int busy = theme == DrillTheme::kData || theme == DrillTheme::kFailovers ? 85 : 55;
  if (!c.percent(busy)) {
    head.push_back(c.percent(50) ? "load: none" : "load: documented");
    return;
  }
  const std::string contacts = c.pick<std::string>({"20", "100", "400"});
  const bool data = theme == DrillTheme::kData;
  const std::string share = data ? "95" : c.pick<std::string>({"20", "50", "90"});
  const std::string length = data ? "5m" : c.pick<std::string>({"5m", "20m", "90m"});
  std::string load = "load: {contact changes per user per day: " + contacts +
                     ", conference concurrency: " + share + "%, conference length: " + length;
  if (c.percent(15)) load += ", sign-in ramp: 1h, session length: 3h";
  head.push_back(load + "}");
}

/// Open questions that the catalogue decides one way by default, decided the other way.
void draw_parameters(Choices& c, std::vector<std::string>& head) {
  static constexpr std::array kAlternatives = {
      "quorumTable: B",        "sqlWitnessRule: LITERAL",   "nextHopCheck: live",
      "beLossRule: immediate", "plannedSyncTimeout: abort", "hydrationFailState: FailedOver",
      "readsWithoutCms: fail", "dbForceRequired: 'true'",   "rgPrimaryOnly: none",
      "isolatedPool: stops",   "contentReturn: cycle",      "homeTail: lost",
      "lisReplicated: 'true'"};
  if (!c.percent(25)) return;
  const auto at = static_cast<std::size_t>(c.below(static_cast<int>(kAlternatives.size())));
  head.push_back("parameters: {" + std::string(kAlternatives[at]) + "}");
}

template <class T>
void without_some(const std::vector<T>& all, const std::function<void(std::vector<T>)>& use) {
  // Halves, then quarters, then single lines.
  for (std::size_t size = all.size(); size > 0; size = size > 1 ? (size + 1) / 2 : 0) {
    for (std::size_t from = 0; from < all.size(); from += size) {
      std::vector<T> rest(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(from));
      if (from + size < all.size()) {
        rest.insert(rest.end(), all.begin() + static_cast<std::ptrdiff_t>(from + size), all.end());
      }
      use(std::move(rest));
    }
  }
}

}  // namespace

std::unique_ptr<DrawSource> draws_of_drill(std::uint64_t seed, std::uint64_t number) {
  return std::make_unique<SeededDraws>(seed, number);
}

const char* drill_theme_name(DrillTheme theme) {
  static constexpr const char* kNames[kDrillThemes] = {"everything", "failovers",  "store",
                                                       "databases",  "front ends", "data",
                                                       "registrars", "pairing",    "Edge pools"};
  return kNames[static_cast<std::size_t>(theme)];
}

DrawnDrill draw_drill(DrawSource& source, const DrillShape& shape) {
  Choices c(source);
  DrawnDrill drill;
  drill.theme = shape.theme;
  const Deployment d = draw_deployment(c, shape);
  drill.topology = topology_text(d);
  drill.pairs = d.pairs;
  drill.head.push_back("seed: " + std::to_string(c.below(1'000'000)));
  drill.head.push_back("duration: " + c.pick<std::string>({"3h", "5h", "8h"}));
  draw_load(c, shape.theme, drill.head);
  if (shape.alternatives) draw_parameters(c, drill.head);
  // A second administrator now and then, who knows nothing of the first.
  const int administrators = shape.administrators_max > 1 && c.percent(12) ? 2 : 1;
  for (int i = 0; i < administrators; ++i) {
    DrawnAdministrator one;
    one.name = i == 0 ? "Ann" : "Ben";
    if (c.percent(50)) one.site = c.of(d.sites);
    one.starts = std::to_string(c.between(0, 60)) + "m";
    const int tasks = c.between(1, 4);
    one.steps = draw_procedure(c, shape, d, tasks);
    drill.administrators.push_back(std::move(one));
  }
  drill.faults = draw_faults(c, shape, d, drill.administrators.front());
  return drill;
}

std::size_t DrawnDrill::steps() const {
  std::size_t n = 0;
  for (const DrawnAdministrator& one : administrators) n += one.steps.size();
  return n;
}

std::string DrawnDrill::scenario(const std::string& topology_file) const {
  std::string out = "firedrill: 1\ntitle: a drawn drill about " +
                    std::string(drill_theme_name(theme)) + "\ntopology: " + topology_file + "\n";
  for (const std::string& line : head) out += line + "\n";
  if (!faults.empty()) out += "faults:\n";
  for (const std::string& line : faults) out += "  - " + line + "\n";
  if (!administrators.empty()) out += "administrators:\n";
  for (const DrawnAdministrator& one : administrators) {
    out += "  - name: " + one.name + "\n";
    if (!one.site.empty()) out += "    at: " + one.site + "\n";
    if (!one.starts.empty()) out += "    starts: " + one.starts + "\n";
    out += one.steps.empty() ? "    procedure: []\n" : "    procedure:\n";
    for (const std::string& line : one.steps) out += "      - " + line + "\n";
  }
  return out;
}

std::vector<DrawnDrill> smaller_drills(const DrawnDrill& drill) {
  std::vector<DrawnDrill> out;
  const auto add = [&](DrawnDrill smaller) { out.push_back(std::move(smaller)); };
  for (std::size_t a = 0; a < drill.administrators.size() && drill.administrators.size() > 1; ++a) {
    DrawnDrill smaller = drill;
    smaller.administrators.erase(smaller.administrators.begin() + static_cast<std::ptrdiff_t>(a));
    add(std::move(smaller));
  }
  without_some<std::string>(drill.faults, [&](std::vector<std::string> rest) {
    DrawnDrill smaller = drill;
    smaller.faults = std::move(rest);
    add(std::move(smaller));
  });
  for (std::size_t a = 0; a < drill.administrators.size(); ++a) {
    without_some<std::string>(drill.administrators[a].steps, [&](std::vector<std::string> rest) {
      DrawnDrill smaller = drill;
      smaller.administrators[a].steps = std::move(rest);
      add(std::move(smaller));
    });
  }
  for (std::size_t h = 2; h < drill.head.size(); ++h) {  // seed and duration stay
    if (drill.head[h] == "load: none") continue;
    DrawnDrill smaller = drill;
    if (drill.head[h].rfind("load:", 0) == 0) {
      smaller.head[h] = "load: none";
    } else {
      smaller.head.erase(smaller.head.begin() + static_cast<std::ptrdiff_t>(h));
    }
    add(std::move(smaller));
  }
  return out;
}

std::string print_drill(const DrawnDrill& drill) {
  return "--- topology.yaml\n" + drill.topology + "--- drill.yaml\n" +
         drill.scenario("topology.yaml");
}

}  // namespace firedrill
