// Sentences are made for every step and read by the reader of scenarios; what it takes is on the
// menu. So there is one place that says which slip fits which step, and every entry has a sentence.
#include "sim/explore/slip_menu.hpp"

#include "sim/cmdlets/table.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

class Menu {
 public:
  Menu(const Scenario& scenario, const SlipMenuOptions& options)
      : scenario_(scenario), options_(options) {}

  std::vector<SlipSpec> take() {
    for (std::size_t a = 0; a < scenario_.actors.size(); ++a) {
      for (std::size_t s = 0; s < scenario_.actors[a].steps.size(); ++s) offer_all(a, s);
    }
    return std::move(out_);
  }

 private:
  /// The slip goes on the menu when its sentence reads, that is, when it fits the step.
  void offer(SlipSpec slip) {
    Diagnostics mistakes;
    auto read = read_slip_line(slip_text(slip, scenario_), "slip menu", scenario_, mistakes);
    if (read) out_.push_back(std::move(*read));
  }

  void offer_all(std::size_t a, std::size_t s) {
    const std::vector<StepSpec>& steps = scenario_.actors[a].steps;
    SlipSpec slip;
    slip.actor = static_cast<std::uint8_t>(a);
    slip.step = static_cast<std::int16_t>(s);
    const auto offer_kind = [&](SlipKind kind, Duration duration) {
      slip.kind = kind;
      slip.duration = duration;
      offer(slip);
    };
    const bool command = steps[s].kind == StepSpec::Kind::kCommand;
    offer_kind(SlipKind::kSkip, Duration{0});
    if (command) offer_kind(SlipKind::kRepeat, Duration{0});
    if (s + 1 < steps.size()) offer_kind(SlipKind::kSwap, Duration{0});
    offer_names(slip, steps[s]);
    offer_switches(slip, steps[s]);
    if (s > 0 && lasts(steps[s - 1])) offer_kind(SlipKind::kEarlyStart, Duration{0});
    offer_kind(SlipKind::kPause, options_.pause);
    offer_kind(SlipKind::kWrongWindow, Duration{0});
    offer_kind(SlipKind::kSecondAdministrator, options_.later);
    offer_kind(SlipKind::kInterrupt, Duration{0});
  }

  void offer_names(SlipSpec slip, const StepSpec& step) {
    slip.kind = SlipKind::kWrongName;
    for (const NameInStep& right : names_in(step, scenario_.topology)) {
      for (const std::string& wrong : names_of_kind(scenario_.topology, right.kind)) {
        slip.name = wrong;
        slip.instead_of = right.name;
        if (wrong != right.name) offer(slip);
      }
    }
  }

  void offer_switches(SlipSpec slip, const StepSpec& step) {
    slip.kind = SlipKind::kWrongSwitch;
    for (const SwitchOfStep& one : switches_of(step)) {
      if (one.name == "Verbose" || one.name == "Confirm") continue;
      slip.name = std::string(one.name);
      slip.added = !one.given;
      offer(slip);
    }
  }

  /// A command that goes on for a while, so that the next step can begin before it has ended.
  static bool lasts(const StepSpec& step) {
    return step.kind == StepSpec::Kind::kCommand && !step.command.what_if &&
           !cmdlet_table()[step.command.cmdlet].reads_only;
  }

  const Scenario& scenario_;
  const SlipMenuOptions& options_;
  std::vector<SlipSpec> out_;
};

}  // namespace

std::vector<SlipSpec> slip_menu(const Scenario& scenario, const SlipMenuOptions& options) {
  return Menu(scenario, options).take();
}

}  // namespace firedrill
