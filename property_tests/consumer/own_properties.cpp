// Properties that firedrill does not know, over its drills: what a user of the library writes.
//
//   - "where no pool runs nobody is served, and the store is active only at a pool that runs", at
//     each instant of drills drawn at random;
//   - "the store is never away for longer than 25 minutes", watched on two shipped scenarios: it
//     holds where the store is failed over, and does not where the procedure stops before that;
//   - a drawn drill in which somebody is signed out is made smaller, and still fails.
#include <algorithm>
#include <cstdio>
#include <firedrill/drill.hpp>
#include <optional>
#include <string>
#include <vector>

namespace {

using firedrill::Diagnostics;
using firedrill::Drill;
using firedrill::DrillQuantity;
using firedrill::DrillView;

int passed = 0;
int failed = 0;
void claim(bool good, const std::string& what) {
  ++(good ? passed : failed);
  std::printf("%s  %s\n", good ? "holds" : "FAILS", what.c_str());
}

std::optional<Drill> read(const std::string& scenario) {
  Diagnostics mistakes;
  auto drill = Drill::read_file(std::string(SCENARIOS) + "/" + scenario, {}, mistakes);
  for (const auto& mistake : mistakes.sorted()) {
    if (!drill) std::printf("%s\n", format_diagnostic(mistake).c_str());
  }
  return drill;
}

class NobodyIsServedByNobody final : public firedrill::DrillWatcher {
 public:
  explicit NobodyIsServedByNobody(const Drill& drill) {
    Diagnostics mistakes;
    names_ = drill.pools();
    for (const std::string& pool : names_) {
      serving_.push_back(drill.quantity("serving of " + pool, mistakes).value());
    }
  }
  void on_instant(const DrillView& view) override {
    std::int64_t running = 0;
    bool store_runs = view.store_active_at().empty();
    for (std::size_t p = 0; p < serving_.size(); ++p) {
      running += view.number(serving_[p]);
      if (names_[p] == view.store_active_at()) store_runs = view.number(serving_[p]) == 1;
    }
    ++instants;
    if (running == 0) ++dark;
    const firedrill::UsersByMode users = view.users();
    broken = broken || !store_runs || (running == 0 && users.regular + users.resiliency > 0);
  }
  bool broken = false;
  long instants = 0;
  long dark = 0;  // at which no pool ran: the premise of the property

 private:
  std::vector<std::string> names_;
  std::vector<DrillQuantity> serving_;
};

class StoreAway final : public firedrill::DrillWatcher {
 public:
  void on_event(const DrillView& view) override { look(view); }
  void on_end(const DrillView& view) override { look(view); }
  firedrill::Duration longest{0};

 private:
  void look(const DrillView& view) {
    if (!view.store_active_at().empty()) {
      since_.reset();
      return;
    }
    if (!since_) since_ = view.at();
    longest = std::max(longest, view.at() - *since_);
  }
  std::optional<firedrill::Duration> since_;
};

class SomebodySignedOut final : public firedrill::DrillWatcher {
 public:
  void on_instant(const DrillView& view) override { seen = seen || view.users().signed_out > 0; }
  bool seen = false;
};

bool signs_somebody_out(const firedrill::DrawnDrill& drawn) {
  Diagnostics mistakes;
  const auto drill = Drill::read_drawn(drawn, {}, mistakes);
  if (!drill) return false;  // a cut may leave a reference hanging
  SomebodySignedOut watcher;
  (void)drill->run(watcher);
  return watcher.seen;
}

void drawn_drills() {
  long drills = 0, instants = 0, dark = 0, broken = 0;
  for (std::uint64_t number = 0; number < 300; ++number) {
    const auto source = firedrill::draws_of_drill(2013, number);
    const firedrill::DrawnDrill drawn = firedrill::draw_drill(*source, {});
    Diagnostics mistakes;
    const auto drill = Drill::read_drawn(drawn, {}, mistakes);
    if (!drill) continue;
    NobodyIsServedByNobody watcher(*drill);
    (void)drill->run(watcher);
    ++drills;
    instants += watcher.instants;
    dark += watcher.dark;
    if (watcher.broken && ++broken == 1) std::printf("%s", print_drill(drawn).c_str());
  }
  std::printf("%ld drills, %ld instants, at %ld of them no pool runs\n", drills, instants, dark);
  claim(drills == 300 && dark > 0 && broken == 0,
        "where no pool runs nobody is served, and the store is active at a pool that runs");
}

void watched_scenarios() {
  const firedrill::Duration bound = firedrill::minutes(25);
  const auto good = read("documented/pool-failover.yaml");
  const auto bad = read("planted/next-hop-before-cms.yaml");
  if (!good || !bad) return claim(false, "the shipped scenarios read");
  StoreAway good_watcher, bad_watcher;
  const firedrill::DrillResult result = good->run(good_watcher);
  claim(result.verdict == firedrill::Verdict::kHeld, good->title() + ": " + result.sentence);
  claim(good_watcher.longest > firedrill::minutes(0) && good_watcher.longest <= bound,
        "the store is away for 25 minutes at most where it is failed over");
  const firedrill::DrillResult stopped = bad->run(bad_watcher);
  claim(bad_watcher.longest > bound, "it is away for longer where the procedure stops before that");
  claim(stopped.as_expected && !stopped.rules_broken.empty(), stopped.sentence);
}

void smaller_counterexample() {
  for (std::uint64_t number = 0; number < 50; ++number) {
    const auto source = firedrill::draws_of_drill(7, number);
    firedrill::DrawnDrill smallest = firedrill::draw_drill(*source, {});
    if (smallest.faults.size() < 2 || !signs_somebody_out(smallest)) continue;
    const std::size_t before = smallest.faults.size() + smallest.steps();
    for (bool smaller = true; smaller;) {
      smaller = false;
      for (const firedrill::DrawnDrill& candidate : smaller_drills(smallest)) {
        if (!signs_somebody_out(candidate)) continue;
        smallest = candidate;
        smaller = true;
        break;
      }
    }
    const std::size_t after = smallest.faults.size() + smallest.steps();
    std::printf("%zu faults and steps became %zu\n", before, after);
    return claim(after < before && signs_somebody_out(smallest), "a smaller drill fails as well");
  }
  claim(false, "some drawn drill signs somebody out");
}

}  // namespace

int main() {
  drawn_drills();
  watched_scenarios();
  smaller_counterexample();
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed == 6 ? 0 : 1;
}
