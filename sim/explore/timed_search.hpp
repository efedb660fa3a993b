// Every distinguishable placement of added faults, over the one model.
//
// A node is a State between two instants, with deadlines that may hang on the unknown instant of a
// fault, and the zone of placements that share its history. One instant is run at a time; what it
// leaves open (which of two deadlines comes first, which fault strikes, which of several
// simultaneous events goes first, whether a remembered instant is old enough) is followed answer by
// answer (decider.hpp). Nodes with equal futures are met once (state_key.hpp); what lies below a
// node is kept as the set of its outcomes, so that meeting it again answers for the whole of it. A
// search of one fault also keeps how far the fault's instant could move without any comparison
// below a node coming out otherwise (leeway.hpp): within that it answers for nodes with other
// zones.
//
// The search goes depth first and keeps one copy of a node for each open question on its path. Its
// walk is a decision tree: whoever listens (TreeListener) sees every question and every leaf, each
// leaf with its zone, and can write the covering down.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "sim/explore/below.hpp"
#include "sim/explore/decider.hpp"
#include "sim/explore/outcomes.hpp"
#include "sim/explore/spans.hpp"
#include "sim/explore/state_key.hpp"
#include "sim/explore/uniform.hpp"
#include "sim/explore/visited_table.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/run/event_loop.hpp"

namespace firedrill {

struct SearchOptions {
  std::uint32_t faults = 1;       // added at most; up to Zone::kVariablesMax - 1
  std::vector<Duration> repairs;  // after which a fault may be mended, beside never
  bool merge = true;              // nodes with equal futures once
  bool leeway = true;             // also where only the zones differ (one fault; needs `merge`)
  bool orders = true;             // every order of simultaneous events
  bool split_mixed = false;       // go on below a met node until each leaf has one outcome
  bool hash_whole = false;        // hash each State whole in place of what was written (slower)
  std::size_t table_bytes = std::size_t{4} << 30;
  /// Only the placements whose first fault is one of this part of the menu: every `parts`-th item,
  /// from `part` on (search_parts.hpp). Those without a fault belong to part 0.
  std::uint32_t part = 0;
  std::uint32_t parts = 1;
  /// Asked now and then; true ends the search early.
  std::function<bool()> give_up;
};

/// One added fault of a path.
struct StruckFault {
  std::uint16_t item = 0;    // place in World::menu
  std::uint32_t choice = 0;  // place in TimedSearch::choices()
  Duration repair{0};        // 0 = never
};

/// Slots that went first against the usual order, at one instant.
struct UnusualOrder {
  Instant at;
  std::vector<Slot> slots;  // fired in this order from the beginning of the instant
};

/// Where a placement was found: what was chosen, and the zone of instants that lead there.
struct Placement {
  std::vector<StruckFault> faults;
  std::vector<UnusualOrder> pins;
  Zone zone;
  std::vector<MishapSpec> mishaps;  // that came true, beside those of the scenario
};

/// The longest of something over all placements, and one that attains it.
struct WorstCase {
  std::int64_t ms = -1;  // -1 = it never happened
  std::int64_t user = -1;
  Placement where;
  Instant from, to;  // the corner of the zone at which to - from is greatest attains it
};

struct SearchFigures {
  std::uint64_t nodes = 0;       // new states at the end of an instant
  std::uint64_t met = 0;         // times a node with a known future was met
  std::uint64_t cells = 0;       // leaves and met nodes: the parts of the covering
  std::uint64_t instants = 0;    // run, those run again included
  std::uint64_t tied_cells = 0;  // of the cells, those of an order other than the usual one
};

/// Why the search ended before everything was covered.
enum class SearchEnd : std::uint8_t { kComplete, kMemory, kGivenUp };

class TreeListener {
 public:
  virtual ~TreeListener() = default;
  /// A question is met for the first time; its branches follow one after the other.
  virtual void on_question(const Decision& /*question*/) {}
  /// The present branch ends: all its placements have one of `outcomes` (a set).
  virtual void on_leaf(const Placement& /*where*/, std::uint32_t /*outcomes*/) {}
  /// An order of this instant led back to where an earlier one led; `where` pins it.
  virtual void on_same_order(const Placement& /*where*/) {}
};

class TimedSearch final : private Observer, private MishapJudge {
 public:
  /// `world` has a menu and places for added faults (search_world.hpp).
  TimedSearch(const World& world, const SearchOptions& options);
  ~TimedSearch() override;

  void listen(TreeListener* listener) { listener_ = listener; }
  SearchEnd run();

  /// What each fault can be: every item of the menu, without a repair and with each.
  [[nodiscard]] const std::vector<StruckFault>& choices() const { return choices_; }
  [[nodiscard]] const OutcomeBits& bits() const { return bits_; }
  [[nodiscard]] const OutcomeSets& sets() const { return sets_; }
  [[nodiscard]] const SearchFigures& figures() const { return figures_; }
  /// All that is kept of states, and of that what says which were seen.
  [[nodiscard]] std::size_t bytes() const {
    return table_.bytes() + spans_.bytes() + belows_.bytes();
  }
  [[nodiscard]] std::size_t seen_bytes() const { return table_.bytes(); }
  [[nodiscard]] double omission_probability() const { return table_.omission_probability(); }

  /// How many cells of the covering have which set of outcomes.
  [[nodiscard]] const std::map<std::uint32_t, std::uint64_t>& cells_by_outcomes() const {
    return cells_by_outcomes_;
  }

  /// For each claim, a placement with the fewest faults, then mishaps, that shows it, the first
  /// one found.
  struct Witness {
    std::uint32_t faults = 0;
    std::uint32_t mishaps = 0;
    bool plain = false;  // seen in the usual order of events
    Placement where;
    std::string text;  // of a violation, an expectation
    [[nodiscard]] auto cost() const { return std::tuple(faults, mishaps, !plain); }
  };
  [[nodiscard]] const std::map<std::size_t, Witness>& witnesses() const { return witnesses_; }
  /// What was met in some placement: refusals by their row in the table, mishaps that came true.
  [[nodiscard]] const std::set<int>& refusals_met() const { return refusals_met_; }
  [[nodiscard]] const std::set<Mishap>& mishaps_met() const { return mishaps_met_; }
  [[nodiscard]] const InvariantWatch& watch() const { return watch_; }
  /// Rules broken so far.
  [[nodiscard]] std::size_t violations_found() const;
  [[nodiscard]] const WorstCase& worst_outage(Outage kind) const { return worst_[kind]; }
  [[nodiscard]] const WorstCase& worst_loss() const { return worst_loss_; }

 private:
  struct Node;
  struct Frame;

  /// A node on the path from the root.
  struct Open {
    Fingerprint key;
    Fingerprint alike;  // the key but for the zone
    Sight sight;        // where the node sees the one unknown instant
    Leeway leeway;      // of that
    Leeway keyed;       // of the node before: as far as the key is the same
    OutcomeMask edge;   // claims of the instant that led here
    Instant now;
    Below below;
    Uniform uniform;
    bool known = false;  // met before; gone below again for one outcome a leaf or an exact figure
  };
  /// Since when a user is out, and the first node on the path at which that was so.
  struct Out {
    Instant since;
    std::uint32_t open = 0;
  };
  enum class Ran : std::uint8_t { kOn, kEnded, kSame };

  void on_fact(const Fact& fact) override;
  void on_mode(std::uint32_t user, UserMode before, UserMode after) override;
  void on_refusal(const Refusal& refusal) override;
  [[nodiscard]] bool comes_true(const MishapQuestion& question) override;

  void begin();
  void load(const Node& node);
  void find_armed();
  void store(Node& node) const;
  Ran run_instant();
  [[nodiscard]] Instant next_instant();
  void collect_due();
  bool fire_one();
  void strike_one(Slot slot);
  /// Names the present instant after the event that is next.
  void say_now(Instant own);
  /// What one order of an instant must share with another to be left out for it, beside the State:
  /// the placements it is for, and what was broken so far.
  [[nodiscard]] Fingerprint branch_mark();
  void end_of_scenario();
  void take_violations();
  void witness(std::size_t bit, const std::string& text);
  [[nodiscard]] std::uint32_t mishaps_true() const;
  void regained(std::uint32_t user, Outage kind);
  void lost(const Fact& fact);
  /// A time from here to something, as one from the node `from` on the path.
  void take_up(Longest& longest, const Longest& from_here, Instant from) const;
  void take_since(Longest& longest, Instant at, Instant from) const;

  /// After an instant: descend, or answer for the branch. True = descended.
  bool arrive(Ran ran);
  [[nodiscard]] bool must_refine(const Below& below) const;
  [[nodiscard]] bool may_be_worse(const Below& below) const;
  /// The path is of the usual order, and some claim of all that lies below is known of another
  /// order alone.
  [[nodiscard]] bool may_be_plainer(const Below& below) const;
  [[nodiscard]] bool mixed(std::uint32_t outcomes) const;
  void answer(const Below& below, bool met);
  void take_ends_within(const Below& below);
  /// Those of a branch that is for `zone`, a part of that of the last open node.
  void take_outcomes(const Below& below, const OutcomeMask& edge, Range zone);
  /// What is known of a node like the one at hand. Narrows the leeway of the node before, as the
  /// next does.
  [[nodiscard]] std::optional<Below> below_alike(const Open& open);
  /// What is known of itself; it is entered into the table if nothing is. Nothing where the table
  /// is full, too.
  [[nodiscard]] std::optional<Below> below_known(const Open& open);
  [[nodiscard]] bool counted_from_start(Instant now) const;
  [[nodiscard]] std::uint32_t keep_below(Below below, Instant now);
  [[nodiscard]] Below kept_below(std::uint32_t number) const;
  /// Takes down what became of the last open node, and goes on above it.
  void close();
  /// Whether the path is of this part alone: what is common to all is counted in part 0.
  [[nodiscard]] bool counts() const { return options_.part == 0 || !struck_.empty(); }
  /// Counts an instant that was run; true when the search must end early.
  bool over();
  /// Back to the last open question; false when the root is done.
  bool backtrack();
  void announce(std::size_t from);
  [[nodiscard]] Placement placement() const;
  /// With the order of the present instant so far.
  [[nodiscard]] Placement placement_now() const;
  /// Equal for nodes with equal futures. A scenario that pins mishaps counts the tries, so they are
  /// part of it there.
  [[nodiscard]] Fingerprint key(bool within_instant);
  /// The key of the node at hand and what goes with it.
  void put_key(Open& open);
  [[nodiscard]] Fingerprint mishaps_mark() const;  // added to a key
  /// That of the last open node; null where there is none to keep.
  [[nodiscard]] Leeway* leeway() { return leeways_ ? &opens_.back().leeway : nullptr; }
  [[nodiscard]] Instant pending_fault() const;
  [[nodiscard]] std::uint32_t faults_left() const;

  const World& world_;
  SearchOptions options_;
  OutcomeBits bits_;
  OutcomeSets sets_;
  StateKey key_;
  VisitedTable table_;
  Spans spans_;
  bool leeways_;  // one unknown instant: nodes with other zones may have equal futures
  TreeListener* listener_ = nullptr;

  // The node at hand.
  State state_;
  Writer writer_;
  InvariantWatch watch_;
  EventLoop loop_;
  std::vector<std::uint64_t> armed_;  // a bit for each slot
  Decider decider_;
  Zone zone_;
  std::vector<StruckFault> struck_;
  std::vector<UnusualOrder> pins_;
  std::vector<MishapAnswer> mishaps_;
  std::array<std::vector<Out>, kOutages> out_;
  OutcomeMask path_;       // claims of the path so far
  OutcomeMask instant_;    // claims of the present instant
  Instant newest_strike_;  // or stop of a pool: whence the age of a loss is counted at the latest
  std::vector<Instant> stopped_;   // by pool, while it does not serve
  std::uint32_t strike_open_ = 0;  // the first node on the path after it

  // Within an instant.
  Instant begun_;
  Instant hanging_;  // the same instant, by what hangs on the fault; not set = nothing does
  std::vector<Slot> due_;
  std::vector<std::uint32_t> free_;  // of those, what has no place of its own at the end
  std::vector<Slot> fired_;
  std::size_t unusual_ = 0;  // events up to the last that did not go in the usual order
  bool ended_ = false;
  std::vector<Fingerprint> seen_orders_;

  std::vector<std::unique_ptr<Frame>> frames_;
  std::vector<std::unique_ptr<Frame>> spare_frames_;
  std::vector<Open> opens_;
  Belows belows_;

  std::vector<StruckFault> choices_;  // what a fault can be
  std::map<std::uint32_t, std::uint64_t> cells_by_outcomes_;
  std::uint32_t event_ = 0;
  SearchFigures figures_;
  SearchEnd end_ = SearchEnd::kComplete;
  std::map<std::size_t, Witness> witnesses_;
  OutcomeMask not_plain_;  // claims whose witness is of another order than the usual
  std::set<int> refusals_met_;
  std::set<Mishap> mishaps_met_;
  WorstCase worst_[kOutages];
  WorstCase worst_loss_;
};

}  // namespace firedrill
