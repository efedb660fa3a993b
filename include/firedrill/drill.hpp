// A drill from its text to its verdict, for programs of your own: read it, run it, look on.
//
//   firedrill::Diagnostics mistakes;
//   const auto drill = firedrill::Drill::read_file("site-loss.yaml", {}, mistakes);
//   if (!drill) ...                          // mistakes.sorted() says what is wrong, and where
//   const firedrill::DrillResult result = drill->run();
//
// A property of your own is a DrillWatcher: it is shown the deployment after each event and at the
// end of each instant, and cannot change it. Numbers and conditions are named as in a scenario file
// ("signed-out users of pool1", "state of pool1 = FailedOver"), so that whatever an expectation can
// say a property can ask.
//
// Times are whole milliseconds since the start of the drill. Components are known by their full
// names; where a name is asked for, the first label will do if only one component has it ("pool1").
// Equal text and seed come to an equal result, on every platform and in any number of threads.
// Nothing here throws for what a file says; what is wrong with the program itself ends the process
// with status 70, after a line that names the run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firedrill/diagnostic.hpp"
#include "firedrill/drawn_drill.hpp"
#include "firedrill/time.hpp"
#include "firedrill/verdict.hpp"

namespace firedrill {

class Simulation;

/// What may be set from outside the file, as on the command line.
struct DrillOptions {
  std::optional<std::uint64_t> seed;  // of every random draw; unset: the file's own, else 1
  std::vector<std::string> set;       // "KEY=VALUE": parameters of the model, "users", "load", ...
  bool strict = false;                // refuse the spellings that only the procedure topics print
  std::string case_name = {};         // of a file with a matrix: the case, "pool=p1, repair=never"
};

/// How the modelled users are served who would be online now.
struct UsersByMode {
  std::int64_t regular = 0;
  std::int64_t resiliency = 0;
  std::int64_t signed_out = 0;
  [[nodiscard]] std::int64_t all() const { return regular + resiliency + signed_out; }
  friend bool operator==(const UsersByMode&, const UsersByMode&) = default;
};

/// Time from the fault (or the command) that took a capability away until the user has it again:
/// exact percentiles (nearest rank) over those who lost it and got it back; 0 where nobody did.
struct RecoveryTimes {
  std::string capability;      // "sign-in", "presence", ... "remote access"
  std::uint32_t affected = 0;  // users who lost it at least once
  std::uint32_t open = 0;      // of these, who do not have it at the end: no time is counted
  Duration p50{0}, p95{0}, p99{0}, max{0};
};

/// One thing that was weighed: an expectation, an invariant, a step.
struct DrillFinding {
  Verdict verdict = Verdict::kHeld;
  std::string what;            // as the file or the catalogue says it
  std::string why;             // a sentence; empty where it held
  std::string rule;            // "INV-05", or empty
  std::string code;            // "E_NEXT_HOP" of a refusal, or empty
  std::string where;           // "file:line", or empty
  std::optional<Duration> at;  // when it was decided, where there is such a moment
  bool expectation = false;    // written in the file
};

struct DrillResult {
  Verdict verdict = Verdict::kUnknown;
  std::string sentence;  // what "firedrill run" prints behind the verdict
  /// The scenario says that it fails, and by what; `as_expected` when it did, exactly so.
  bool expected_to_fail = false;
  bool as_expected = false;
  int exit_status = 2;                    // that "firedrill run" ends with: 0, 1 or 2
  std::vector<std::string> rules_broken;  // each once, sorted
  std::vector<DrillFinding> findings;     // expectations as written, then what went wrong
  std::vector<std::string> rests_on;      // assumptions that the run read: "MA-06 name value"

  std::uint32_t events = 0;
  std::string digest;  // of the whole run: 32 hexadecimal digits
  UsersByMode users_at_end;
  std::vector<RecoveryTimes> recovery;  // one for each capability, always in the same order
  Duration time_out{0};                 // summed over users: signed out against their will
  Duration time_in_resiliency{0};       // summed over users
  std::uint64_t changes_acknowledged = 0;
  std::uint64_t changes_lost = 0;
};

/// A number that the deployment has at any time, resolved against the topology of one drill. To be
/// used with views of that drill only.
class DrillQuantity {
 private:
  friend class Drill;
  friend class DrillView;
  std::uint16_t row_ = 0;
  std::int16_t entity_ = -1;
  std::uint8_t part_ = 0;
};

/// A comparison of such a number with a value.
class DrillCondition {
 private:
  friend class Drill;
  friend class DrillView;
  DrillQuantity quantity_;
  std::uint8_t comparison_ = 0;
  std::int64_t value_ = 0;
};

/// The deployment as it is now. Lives as long as the call that shows it.
class DrillView {
 public:
  [[nodiscard]] Duration at() const;
  /// The event just over, from 1; 0 before the first.
  [[nodiscard]] std::uint32_t event() const { return event_; }
  /// "pool-operation of pool1"; empty but in on_event.
  [[nodiscard]] std::string event_name() const;

  [[nodiscard]] UsersByMode users() const;
  /// Full name of the pool whose Central Management store accepts changes now; empty = none does.
  [[nodiscard]] std::string store_active_at() const;

  /// Users, changes, milliseconds, or 0 and 1 for no and yes, by what is asked for.
  [[nodiscard]] std::int64_t number(const DrillQuantity& quantity) const;
  /// The same as a scenario says it: "FailedOver", "pool2.contoso.com", "yes", "12", "90s".
  [[nodiscard]] std::string words(const DrillQuantity& quantity) const;
  [[nodiscard]] bool holds(const DrillCondition& condition) const;

 private:
  friend class Drill;
  explicit DrillView(const Simulation& simulation) : simulation_(simulation) {}
  const Simulation& simulation_;
  std::uint32_t event_ = 0;
  std::int64_t slot_ = -1;
};

/// Looks on while a drill runs. Exceptions thrown here leave run() and end that run.
class DrillWatcher {
 public:
  virtual ~DrillWatcher() = default;
  virtual void on_start(const DrillView& /*view*/) {}
  /// After each event. Of several at one instant only the last leaves the deployment at rest.
  virtual void on_event(const DrillView& /*view*/) {}
  /// When no event is left at an instant at which more than load happened. What waited for a
  /// condition may go on at the same instant, which then ends once more.
  virtual void on_instant(const DrillView& /*view*/) {}
  virtual void on_end(const DrillView& /*view*/) {}
};

/// A scenario with its topology, read and checked; never changes, cheap to copy.
class Drill {
 public:
  /// Reads a scenario file and the topology it names. All mistakes of both files are added to
  /// `diagnostics` in one pass, warnings too; a drill is returned only when there was no error.
  [[nodiscard]] static std::optional<Drill> read_file(const std::string& path,
                                                      const DrillOptions& options,
                                                      Diagnostics& diagnostics);
  /// The same from text; what the scenario names as topology is then `topology` (YAML or XML).
  /// `name` stands for the file in findings.
  [[nodiscard]] static std::optional<Drill> read_text(const std::string& scenario,
                                                      const std::string& name,
                                                      const std::string& topology,
                                                      const DrillOptions& options,
                                                      Diagnostics& diagnostics);
  /// The same of a drill that was drawn at random (drawn_drill.hpp).
  [[nodiscard]] static std::optional<Drill> read_drawn(const DrawnDrill& drawn,
                                                       const DrillOptions& options,
                                                       Diagnostics& diagnostics);

  [[nodiscard]] std::string title() const;
  [[nodiscard]] std::uint64_t seed() const;
  [[nodiscard]] Duration duration() const;  // simulated time that a run takes
  [[nodiscard]] std::vector<std::string> sites() const;
  [[nodiscard]] std::vector<std::string> pools() const;
  [[nodiscard]] std::vector<std::string> edge_pools() const;

  /// "signed-out users of pool1", "master", "backlog of pool1/DataConf": the quantities of
  /// "firedrill schema scenario". Nothing, and a finding with the nearest name, when there is none.
  [[nodiscard]] std::optional<DrillQuantity> quantity(std::string_view text,
                                                      Diagnostics& diagnostics) const;
  /// "regular users = all", "state of pool1 is FailedOver".
  [[nodiscard]] std::optional<DrillCondition> condition(std::string_view text,
                                                        Diagnostics& diagnostics) const;

  /// Runs from the start to the end of the scenario.
  [[nodiscard]] DrillResult run() const;
  [[nodiscard]] DrillResult run(DrillWatcher& watcher) const;
  /// The same drill with other random draws.
  [[nodiscard]] Drill with_seed(std::uint64_t seed) const;

 private:
  struct Content;
  explicit Drill(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
  [[nodiscard]] DrillResult run_watched(DrillWatcher* watcher) const;
  class Link;
  std::shared_ptr<const Content> content_;
};

}  // namespace firedrill
