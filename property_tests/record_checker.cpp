// Checks the record of a proof without the code that made it: that its decision tree covers every
// placement, and that points of it replay to the outcomes it claims.
//
//   record_checker RECORD [--replay N] [--seed S]     N = 0: none; default: every leaf
//
// A question has as many branches as it has answers, and the answers of a split are the ranges
// between its ends, which leave no number out: so a well-formed tree covers. That each leaf's point
// satisfies all answers on its path is checked; that the outcome is that of the point is replayed,
// by the run driver, for all leaves or for N of them drawn by a seed; an order said to lead where
// an earlier one led has to come to an outcome that was found there. Not checked, and so printed:
// that the menu holds every fault, and that every question of order and mishap is asked. Exit
// status: 0 agreed, 1 not.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/engine/draws.hpp"
#include "sim/run/verdict.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/reader_faults.hpp"

namespace {

using firedrill::Diagnostics;
using firedrill::Scenario;
using nlohmann::json;

[[noreturn]] void disagree(std::size_t line, const std::string& why) {
  std::printf("DISAGREED  line %zu: %s\n", line, why.c_str());
  std::exit(1);
}

/// One open question: what may lie in the branch at hand, and how many branches are to come.
struct Open {
  char kind = 's';
  int i = 0, j = 0;
  std::vector<std::int64_t> cuts;
  std::size_t answers = 0;
  std::size_t branch = 0;
  std::set<std::uint32_t> seen;  // of a question of order: the outcomes of its leaves so far
};

struct Leaf {
  std::size_t line = 0;
  std::vector<std::pair<std::size_t, std::int64_t>> faults;
  std::vector<firedrill::PinnedOrder> orders;
  std::vector<std::string> mishaps;
  std::set<std::uint32_t> outcomes;  // one of them it is
};

class Checker {
 public:
  explicit Checker(const json& header)
      : choices_(header.at("choices").get<std::vector<std::string>>()),
        faults_(header.at("faults").get<std::size_t>()),
        end_ms_(header.at("end_ms").get<std::int64_t>()) {
    if (header.at("firedrill-record") != 3) disagree(1, "a format version that is not read");
    Diagnostics diagnostics;
    scenario_ =
        firedrill::read_scenario_text(header.at("scenario").get<std::string>(), "record",
                                      header.at("topology").get<std::string>(), {}, diagnostics);
    if (!scenario_) disagree(1, "the scenario of the record cannot be read");
    if (scenario_->duration.count() != end_ms_) disagree(1, "another end than the scenario's");
    scenario_->judged_under_faults = true;
    for (const auto& known : scenario_->may_fail_under_faults) known_.insert(known.rule);
    scenario_->may_fail_under_faults.clear();
  }

  void line(std::size_t number, const json& line) {
    const bool node = line.contains("q") || line.contains("l");
    if (node && !leaves_.empty() && open_.empty()) disagree(number, "a second tree");
    if (line.contains("q")) {
      question(number, line);
    } else if (line.contains("l")) {
      leaf(number, line);
    } else if (line.contains("outcome")) {
      outcomes_[line.at("outcome").get<std::uint32_t>()] =
          line.at("claims").get<std::set<std::string>>();
    } else if (line.contains("complete")) {
      complete_ = line.at("complete").get<bool>();
      verdict_ = line.at("verdict").get<std::string>();
    } else {
      disagree(number, "a line of no known kind");
    }
  }

  void end(std::size_t number) const {
    if (!open_.empty() || leaves_.empty()) disagree(number, "a question without all its branches");
    if (!complete_) disagree(number, "the record says itself that it is not complete");
    for (const std::uint32_t outcome : used_) {
      for (const std::string& claim : outcomes_.at(outcome)) {
        if (verdict_ == "held" && !known_.contains(claim)) disagree(number, "held, and " + claim);
      }
    }
  }

  /// Replays `count` of the leaves, drawn by `seed`, or all of them, and says that all agreed.
  void replay(std::size_t count, std::uint64_t seed) {
    const firedrill::Draws draws(seed);
    count = std::min(count, leaves_.size());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t left = count < leaves_.size() ? leaves_.size() - i : 1;
      std::swap(leaves_[i], leaves_[i + draws.below(left, firedrill::Purpose::kChoice, 0, i)]);
      replay_one(leaves_[i]);
    }
    std::printf(
        "AGREED  %zu parts cover without a gap; %zu of them replayed to their outcomes\n"
        "assumed: a menu of %zu choices, and that what goes first or wrong is always asked\n",
        leaves_.size(), count, choices_.size());
  }

 private:
  void question(std::size_t number, const json& line) {
    Open open;
    open.kind = line.at("q").get<std::string>().at(0);
    if (open.kind == 's') {
      open.i = line.at("i").get<int>();
      open.j = line.at("j").get<int>();
      open.cuts = line.at("c").get<std::vector<std::int64_t>>();
      open.answers = open.cuts.size() + 1;
      const auto out_of_order = std::ranges::adjacent_find(open.cuts, std::greater_equal<>{});
      if (out_of_order != open.cuts.end()) disagree(number, "ranges out of order");
    } else {
      open.answers = open.kind == 'f' ? choices_.size() : line.at("n").get<std::size_t>();
    }
    const bool fits = open.kind == 'f' || (open.kind == 'm' ? open.answers == 2 : open.answers > 1);
    if (!fits) disagree(number, "a question with another number of answers");
    open_.push_back(std::move(open));
  }

  void leaf(std::size_t number, const json& line) {
    Leaf out;
    out.line = number;
    if (line.contains("x")) {
      out.outcomes = seen_by_earlier_orders(number);
    } else {
      out.outcomes.insert(line.at("o").get<std::uint32_t>());
      if (!outcomes_.contains(*out.outcomes.begin())) disagree(number, "an undeclared outcome");
      for (Open& open : open_) {
        if (open.kind == 'o') open.seen.insert(*out.outcomes.begin());
      }
      used_.insert(*out.outcomes.begin());
    }
    const auto instants = line.at("t").get<std::vector<std::int64_t>>();
    // Those that strike, and the next one, which does not.
    if (instants.size() != std::min(faults_, line.at("l").size() + 1)) {
      disagree(number, "instants of more or fewer faults");
    }
    check_point(number, instants);
    std::vector<std::size_t> struck;
    std::size_t met = 0;
    for (const Open& open : open_) {
      if (open.kind == 'f') struck.push_back(open.branch);
      if (open.kind == 'm' && open.branch == 1) ++met;
    }
    // With one thing to choose from there is no question.
    if (choices_.size() == 1) struck.assign(line.at("l").size(), 0);
    std::size_t f = 0;
    for (const json& fault : line.at("l")) {
      const auto choice = fault.at(0).get<std::size_t>();
      if (f == struck.size() && line.contains("x")) struck.push_back(choice);  // not chosen yet
      if (f >= struck.size() || struck[f] != choice) disagree(number, "another fault than chosen");
      if (fault.at(1) != instants.at(f)) disagree(number, "a fault at another instant");
      out.faults.emplace_back(choice, instants[f++]);
    }
    if (f != struck.size() || (f > 0 && instants[f - 1] > end_ms_)) {
      disagree(number, "the faults do not fit their instants");
    }
    if (f < instants.size() && instants[f] <= end_ms_) disagree(number, "a fault that must strike");
    out.mishaps = line.value("m", std::vector<std::string>());
    if (met != out.mishaps.size()) disagree(number, "other mishaps than chosen");
    for (const json& order : line.value("p", json::array())) {
      firedrill::PinnedOrder& pinned = out.orders.emplace_back();
      pinned.at = firedrill::Duration(order.at(0).get<std::int64_t>());
      for (std::size_t i = 1; i < order.size(); ++i) {
        const auto event = order[i].get<std::string>();
        const std::size_t blank = event.find(' ');
        const auto kind = firedrill::timer_from_name(event.substr(0, blank));
        if (!kind) disagree(number, "an event that is not known: " + event);
        pinned.events.push_back({static_cast<std::uint8_t>(*kind),
                                 static_cast<std::uint32_t>(std::stoul(event.substr(blank + 1)))});
      }
    }
    leaves_.push_back(std::move(out));
    close();
  }

  void check_point(std::size_t number, const std::vector<std::int64_t>& instants) const {
    std::int64_t before = 0;
    for (const std::int64_t at : instants) {
      if (at < before || at > end_ms_ + 1) disagree(number, "an instant outside of the scenario");
      before = at;
    }
    // The words of a record's splits count from a start of 1, that of the start itself is 0.
    const auto word = [&](int v) {
      return v == 0 ? 0 : instants.at(static_cast<std::size_t>(v) - 1) + 1;
    };
    for (const Open& open : open_) {
      if (open.kind != 's') continue;
      const std::int64_t difference = word(open.i) - word(open.j);
      const bool below = open.branch < open.cuts.size() && difference > open.cuts[open.branch];
      const bool above = open.branch > 0 && difference <= open.cuts[open.branch - 1];
      if (below || above) disagree(number, "a point outside of its part");
    }
  }

  [[nodiscard]] std::set<std::uint32_t> seen_by_earlier_orders(std::size_t number) const {
    for (const Open& open : open_) {
      if (open.kind == 'o' && open.branch > 0) return open.seen;
    }
    disagree(number, "an order like an earlier one, and none is earlier");
  }

  void close() {
    while (!open_.empty() && ++open_.back().branch >= open_.back().answers) open_.pop_back();
  }

  void replay_one(const Leaf& leaf) const {
    Diagnostics diagnostics;
    Scenario scenario = *scenario_;
    for (const auto& [choice, at] : leaf.faults) {
      const std::string text = "at " + std::to_string(at / 1000) + "s" + std::to_string(at % 1000) +
                               "ms " + choices_.at(choice);
      const auto fault = firedrill::read_fault_line(text, "the record", scenario, diagnostics);
      if (!fault) disagree(leaf.line, "a fault that cannot be read: " + text);
      scenario.faults.insert(scenario.faults.end(), fault->begin(), fault->end());
    }
    scenario.orders.insert(scenario.orders.end(), leaf.orders.begin(), leaf.orders.end());
    for (const std::string& text : leaf.mishaps) {
      const auto mishap = firedrill::read_mishap_line(text, "the record", scenario, diagnostics);
      if (!mishap) disagree(leaf.line, "a mishap that cannot be read: " + text);
      scenario.mishaps.push_back(*mishap);
    }
    const std::set<std::string> found = claims_of(scenario);
    const auto says = [&](std::uint32_t outcome) { return outcomes_.at(outcome) == found; };
    if (std::ranges::any_of(leaf.outcomes, says)) return;
    std::string why = "the record says something else than the run, which shows [";
    for (const std::string& claim : found) why += claim + "; ";
    disagree(leaf.line, why + "]");
  }

  static std::set<std::string> claims_of(const Scenario& scenario) {
    std::set<std::string> out;
    for (const auto& item : firedrill::judge_run(scenario).items) {
      if (item.verdict == firedrill::Verdict::kHeld) continue;
      const bool missed = item.verdict == firedrill::Verdict::kViolated;
      out.insert(item.is_expectation   ? (missed ? "missed: " : "undecided: ") + item.what
                 : item.violation >= 0 ? item.rule
                                       : item.code);
    }
    return out;
  }

  std::vector<std::string> choices_;
  std::optional<Scenario> scenario_;
  std::size_t faults_ = 0;
  std::int64_t end_ms_ = 0;
  std::set<std::string> known_;   // rules that may fail under faults, as the scenario says
  std::set<std::uint32_t> used_;  // outcomes of leaves
  std::string verdict_;
  std::vector<Open> open_;
  std::map<std::uint32_t, std::set<std::string>> outcomes_;
  std::vector<Leaf> leaves_;
  bool complete_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  std::size_t count = SIZE_MAX;
  std::uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool number = (word == "--replay" || word == "--seed") && i + 1 < argc;
    if (!number) file = word;
    if (number) (word == "--seed" ? seed : count) = std::stoull(argv[++i]);
  }
  std::ifstream in(file);
  std::string text;
  if (!std::getline(in, text)) {
    std::fprintf(stderr, "usage: record_checker RECORD [--replay N] [--seed S]\n");
    return 3;
  }
  Checker checker(json::parse(text));
  std::size_t number = 1;
  while (std::getline(in, text)) checker.line(++number, json::parse(text));
  checker.end(number);
  checker.replay(count, seed);
  return 0;
}
