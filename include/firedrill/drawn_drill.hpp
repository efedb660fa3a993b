// Drills drawn at random: a deployment, faults, what an administrator types, a load.
//
// A drawn drill is text: the topology and the scenario as files, so that whatever fails runs again
// by itself. Nothing here knows where choices come from: a property test draws them from
// RapidCheck (generators.hpp), a campaign from a seed. Most steps make sense where they stand,
// some do not; every drill reads without an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace firedrill {

/// Where a generator takes its choices from.
class DrawSource {
 public:
  virtual ~DrawSource() = default;
  /// Any of 0 .. bound - 1; bound > 0.
  [[nodiscard]] virtual std::uint64_t below(std::uint64_t bound) = 0;
};

/// The choices of drill `number` under `seed`: the same on every platform.
[[nodiscard]] std::unique_ptr<DrawSource> draws_of_drill(std::uint64_t seed, std::uint64_t number);

/// What a drill is mostly about: which faults and steps are drawn more often.
enum class DrillTheme : std::uint8_t {
  kEverything,
  kFailovers,   // pools failed over and back, in and out of order
  kStore,       // the Central Management store moved, lost, restored
  kDatabases,   // mirrors and witnesses lost, switched, removed, set up
  kFrontEnds,   // quorum, routing groups, servers taken out and added
  kData,        // the Backup Service, content, heavy load
  kRegistrars,  // detection, borrowed users, cuts of the network
  kPairing,     // new pairs, new servers, restarts
  kEdges,       // federation, XMPP and media moved between Edge pools, DNS outside
};
inline constexpr int kDrillThemes = 9;
[[nodiscard]] const char* drill_theme_name(DrillTheme theme);

/// Bounds of what is drawn.
struct DrillShape {
  DrillTheme theme = DrillTheme::kEverything;
  int pairs_max = 4;
  int faults_max = 4;
  int administrators_max = 2;
  bool wrong_steps = true;      // swapped, dropped, doubled steps and wrong names mixed in
  bool complete_tasks = false;  // no restart and no copy that a task owes is forgotten
  bool alternatives = true;     // now and then an open question decided the other way
};

/// One administrator of a drill.
struct DrawnAdministrator {
  std::string name;
  std::string site;    // empty: the first of the topology
  std::string starts;  // "20m"
  std::vector<std::string> steps;
  friend bool operator==(const DrawnAdministrator&, const DrawnAdministrator&) = default;
};

/// A drill as lines, so that smaller ones come from leaving lines out.
struct DrawnDrill {
  DrillTheme theme = DrillTheme::kEverything;
  std::string topology;           // the topology file
  std::vector<std::string> head;  // seed, duration, load, parameters
  std::vector<std::string> faults;
  std::vector<DrawnAdministrator> administrators;
  int pairs = 0;  // for the distribution that a property prints

  /// The scenario file; `topology_file` is what it names.
  [[nodiscard]] std::string scenario(const std::string& topology_file) const;
  [[nodiscard]] std::size_t steps() const;
  friend bool operator==(const DrawnDrill&, const DrawnDrill&) = default;
};

[[nodiscard]] DrawnDrill draw_drill(DrawSource& source, const DrillShape& shape);

/// Drills with something left out, the boldest cuts first. A cut may leave a reference hanging
/// ("after step 9"), so that a candidate need not read.
[[nodiscard]] std::vector<DrawnDrill> smaller_drills(const DrawnDrill& drill);

/// Both files, to be saved side by side as drill.yaml and topology.yaml and run.
[[nodiscard]] std::string print_drill(const DrawnDrill& drill);

}  // namespace firedrill
