// Proofs with slips of the administrators: every slip alone, and every group of them that fits.
#include <algorithm>
#include <numeric>

#include "sim/explore/proof.hpp"
#include "sim/explore/slip_menu.hpp"
#include "sim/model/slips.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

void judge_as_written(const Scenario& slipped, SlipFigure& figure) {
  for (const VerdictItem& item : judge_run(slipped).items) {
    if (item.verdict == Verdict::kHeld) continue;
    if (item.code.empty()) {
      figure.missed += item.is_expectation ? 1 : 0;
      continue;
    }
    const std::string name = item.rule.empty() ? item.code : item.rule + " " + item.code;
    if (std::find(figure.refusals.begin(), figure.refusals.end(), name) == figure.refusals.end()) {
      figure.refusals.push_back(name);
    }
  }
}

bool same_doing(const PerformedStep& a, const PerformedStep& b) {
  const auto typed = [](const PerformedStep& one) {
    return one.typed ? std::string_view(one.typed->text) : std::string_view();
  };
  return a.kind == b.kind && a.step == b.step && a.slip == b.slip && a.tells == b.tells &&
         a.counts == b.counts && a.pause == b.pause && typed(a) == typed(b) &&
         std::ranges::equal(a.opens, b.opens, [](const auto& x, const auto& y) {
           return x.actor == y.actor && x.delay == y.delay;
         });
}

bool same_walks(const std::vector<ActorSpec>& a, const std::vector<ActorSpec>& b) {
  return std::ranges::equal(a, b, [](const ActorSpec& x, const ActorSpec& y) {
    return x.owner == y.owner && x.opened_by == y.opened_by && x.starts_at == y.starts_at &&
           std::ranges::equal(x.walk, y.walk, same_doing);
  });
}

/// Proves `scenario` with each group of slips from the menu, groups of one first.
class SlipProver {
 public:
  SlipProver(const Scenario& scenario, const ProofOptions& options, ProofResult& out)
      : scenario_(scenario), options_(options), out_(out), menu_(slip_menu(scenario, {})) {
    options_.search.split_mixed = false;
  }

  void run() {
    for (std::size_t size = 1; size <= options_.search.faults; ++size) choose(0, size);
  }

 private:
  /// Every group of `left` more slips from the menu's place `from` on, beside those chosen.
  void choose(std::size_t from, std::size_t left) {
    if (left == 0) {
      prove_each_order();
      return;
    }
    for (std::size_t i = from; i < menu_.size() && out_.end == SearchEnd::kComplete; ++i) {
      chosen_.push_back(menu_[i]);
      choose(i + 1, left - 1);
      chosen_.pop_back();
    }
  }

  /// Slips are applied one after the other: two of them may fit in one order alone, or come to
  /// something else in the other.
  void prove_each_order() {
    std::vector<SlipSpec> listed = chosen_;
    std::vector<std::size_t> order(listed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::vector<ActorSpec>> walks;
    do {
      for (std::size_t i = 0; i < order.size(); ++i) chosen_[i] = listed[order[i]];
      std::vector<ActorSpec> walked = scenario_.actors;
      if (apply_slips(walked, all_slips())) continue;
      number_as_listed(walked, order);
      const bool known = std::any_of(walks.begin(), walks.end(),
                                     [&](const auto& walk) { return same_walks(walk, walked); });
      if (known) continue;
      walks.push_back(std::move(walked));
      prove();
    } while (out_.end == SearchEnd::kComplete && std::next_permutation(order.begin(), order.end()));
    chosen_ = std::move(listed);
    if (walks.empty()) ++out_.slips_unfit;
  }

  /// Slips by their number in the list, whatever the order in which they were applied.
  void number_as_listed(std::vector<ActorSpec>& actors,
                        const std::vector<std::size_t>& order) const {
    const auto first = static_cast<std::int16_t>(scenario_.slips.size());
    const auto renumber = [&](std::int16_t& slip) {
      if (slip < first) return;
      const std::size_t listed = order[static_cast<std::size_t>(slip - first)];
      slip = static_cast<std::int16_t>(first + static_cast<std::int16_t>(listed));
    };
    for (ActorSpec& actor : actors) {
      renumber(actor.opened_by);
      for (PerformedStep& one : actor.walk) renumber(one.slip);
    }
  }

  [[nodiscard]] std::vector<SlipSpec> all_slips() const {
    std::vector<SlipSpec> out = scenario_.slips;
    out.insert(out.end(), chosen_.begin(), chosen_.end());
    return out;
  }

  void prove() {
    if (options_.search.give_up && options_.search.give_up()) {
      out_.end = SearchEnd::kGivenUp;
      out_.verdict = std::max(out_.verdict, Verdict::kUnknown);
      return;
    }
    SlipFigure figure;
    for (const SlipSpec& slip : chosen_) {
      figure.text += (figure.text.empty() ? "" : "; ") + slip_text(slip, scenario_);
    }
    figure.slips = chosen_;
    figure.scenario = scenario_;
    figure.scenario.slips = all_slips();
    const bool alone = chosen_.size() == 1;
    if (alone) judge_as_written(figure.scenario, figure);
    figure.scenario.judged_under_faults = true;
    const Scenario slipped = figure.scenario;
    ProofOptions rest = options_;
    rest.search.faults -= static_cast<std::uint32_t>(chosen_.size());
    Proof proof(slipped, rest);
    const ProofResult result = proof.run();
    take(result, proof.world(), slipped, figure);
    out_.slip_groups += alone ? 0 : 1;
    if (alone || figure.verdict != Verdict::kHeld) out_.slips.push_back(std::move(figure));
  }

  void take(const ProofResult& result, const World& world, const Scenario& slipped,
            SlipFigure& figure) {
    figure.verdict = result.verdict;
    for (const ProofFinding& finding : result.findings) {
      if (!finding.because.empty()) continue;
      if (figure.rules.empty()) {
        figure.scenario = finding.scenario;
        if (finding.faults + finding.mishaps > 0) {
          figure.first = placement_text(slipped, world, finding.where, finding.point);
        }
      }
      figure.rules.push_back(finding.name);
    }
    out_.verdict = std::max(out_.verdict, figure.verdict);
    if (out_.end == SearchEnd::kComplete) out_.end = result.end;
  }

  const Scenario& scenario_;
  ProofOptions options_;
  ProofResult& out_;
  std::vector<SlipSpec> menu_;
  std::vector<SlipSpec> chosen_;
};

}  // namespace

void prove_slips(const Scenario& scenario, const ProofOptions& options, ProofResult& out) {
  SlipProver(scenario, options, out).run();
}

}  // namespace firedrill
