// Why: walks from an event, a violation or a user back to the root, in sentences.
//
// Two edges are walked: who armed an event (cause), and who last wrote the fields that decided a
// refusal or a violation (because). Both are kept by the run beside the state, never in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/service_story.hpp"
#include "sim/run/timeline.hpp"
#include "sim/run/user_story.hpp"

namespace firedrill {

/// Collects during a run (with SimulationOptions::causes) what explanations need.
class CauseBook final : public RunListener {
 public:
  /// `user` = the one whose story will be asked for, or -1.
  CauseBook(const Scenario& scenario, const Simulation& simulation, const Timeline& timeline,
            std::int64_t user);
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_event(std::uint32_t number, std::int64_t at_ms, Slot slot, const Fingerprint& after,
                bool changed) override;
  void on_refusal(std::uint32_t event, std::int64_t at_ms, const Refusal& refusal) override;
  void on_violation(std::size_t index) override;
  void on_instant(std::int64_t at_ms) override;

  /// Call after the run. An empty text means there is no such event, violation or user.
  [[nodiscard]] std::string explain_event(std::uint32_t event) const;
  [[nodiscard]] std::string explain_violation(std::size_t number) const;  // from 1
  [[nodiscard]] std::string explain_user() const;

  /// One link of a chain: what happened, at which depth below what it explains.
  struct Link {
    int depth = 0;
    std::uint32_t event = 0;  // 0 = the start, or no event by itself
    std::string text;         // without time, rule and place
    std::int64_t at_ms = -1;
    std::string rule;
    std::string where;  // file:line
    bool slip = false;
  };
  /// A chain of causes: a line for each event, indented by how far back, and the events themselves
  /// in that order (0 = the start). The links say the same, taken apart.
  struct Chain {
    std::string text;
    std::vector<std::uint32_t> events;
    std::vector<Link> links;
  };
  [[nodiscard]] Chain behind_event(std::uint32_t event) const;
  [[nodiscard]] Chain behind_violation(std::size_t number) const;  // from 1
  /// Why the user has no regular service at the end; an empty text where that is not so.
  [[nodiscard]] Chain behind_user() const;
  [[nodiscard]] Chain behind_user(std::uint32_t user) const;
  /// The chain behind a change of mode, as lines of a user's story that begin `depth` deep.
  [[nodiscard]] std::string behind_mode(std::uint32_t event, int depth) const;
  /// What was missing of what passes through Edge pools, with the chains behind it.
  [[nodiscard]] std::vector<ServiceChange> service_changes() const;
  /// A user as the run left it: the story without its changes and reasons.
  [[nodiscard]] UserStory end_of(std::uint32_t user) const;
  /// True where every chain that a user's story can go back to is kept (KeepCauses::kAllButLoad
  /// leaves out load, which may have written what a refusal rested on).
  [[nodiscard]] bool whole() const;
  /// Sentences end without file:line: what is told inside the file itself needs none.
  void leave_out_places() { with_places_ = false; }

 private:
  struct Because {
    std::uint32_t event = 0;             // at which it was decided
    std::vector<std::uint32_t> writers;  // events that last wrote the deciding fields
  };
  struct ModeChange {
    std::int64_t at_ms;
    std::uint32_t event;
    UserMode after;
    Index registrar;
  };
  /// What an administrator did in an event, or the slip that began with it.
  struct Deed {
    std::uint32_t event;
    std::size_t actor;
    std::size_t position;
    std::int64_t slip;
  };
  [[nodiscard]] std::vector<std::uint32_t> writers_of(const void* const (&deciding)[3]) const;
  [[nodiscard]] Link link_of(std::uint32_t event, int depth) const;
  void name_command(Link& link, const EventRecord& record) const;
  void name_step(Link& link) const;
  [[nodiscard]] std::string since_text(const Violation& v, std::size_t number) const;
  /// Null where no administrator did anything in that event.
  [[nodiscard]] const Deed* deed_of(std::uint32_t event) const;
  [[nodiscard]] std::string sentence(const Link& link) const;
  void walk(Chain& out, std::uint32_t event, int depth, bool with_decisions) const;
  void walk_unchanged(Chain& out, std::uint32_t event, int depth) const;
  void walk_slips(Chain& out, std::uint32_t event, int depth, bool unchanged) const;
  /// The slip left out, or typed otherwise, a step that would have written configuration.
  [[nodiscard]] bool left_out(const Deed& slip) const;
  [[nodiscard]] std::string slip_sentence(std::int64_t slip, std::string_view so) const;
  void link_slip(Chain& out, std::int64_t slip, int depth, std::string_view so) const;
  [[nodiscard]] bool left_without_service(std::uint32_t user) const;
  void why_not_regular(Chain& out, std::uint32_t user) const;
  void why_not_failed_over(Chain& out) const;

  const Scenario& scenario_;
  const Simulation& simulation_;
  const Timeline& timeline_;
  std::int64_t user_;
  std::vector<Because> refusals_;
  std::vector<Because> violations_;
  std::vector<ModeChange> story_;
  ServiceWatch services_;
  std::uint32_t last_event_ = 0;  // that is neither load nor a user's own
  std::vector<Deed> deeds_;       // in order of events
  std::vector<Deed> slips_;
  bool with_places_ = true;
};

}  // namespace firedrill
