// Pools, federation, XMPP and media of users outside that were missing for an hour or more, and
// what stood in the way when the hour was up: at the end of a run a pool that is back hides it.
//
// While a service is missing, what stands in the way is noted after each instant; what was noted
// last before the hour was up is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/edge_services.hpp"
#include "sim/run/measures.hpp"
#include "sim/run/rehearsal.hpp"
#include "sim/run/returns.hpp"
#include "sim/run/shared_lines.hpp"
#include "sim/run/simulation.hpp"

namespace firedrill {

class AbsenceWatch final : public RunListener {
 public:
  /// `clock_start_ms`: what the wall shows at the start of the scenario.
  AbsenceWatch(const Simulation& simulation, std::int64_t clock_start_ms);
  void on_instant(std::int64_t at_ms) override;

  /// After the run: what stood in the way, without what still does; "meanwhile, when an hour was up
  /// (02:10:00, in step 6): ...". Its lines can be put before that step, or behind the last one
  /// that was done then: where that began before the loss, they wait for it. Without lines where a
  /// later step does it. Behind those of one loss, who types what where that takes two.
  [[nodiscard]] std::vector<Undone> meanwhile() const;
  /// After the run: what is typed first where the procedure was over before the first loss of what
  /// is missing still; empty where it was not.
  [[nodiscard]] std::string wait_for_loss() const;
  /// After the run: media of users outside, by pool, that came back after an hour or more.
  struct Media {
    std::vector<Index> pools;
    /// The most at the moments that are looked at: when the hour is up, and whenever servers, lines
    /// or configuration change; pool by pool.
    std::int64_t users = 0;
    std::int64_t longest_ms = 0;
  };
  [[nodiscard]] Media media() const;
  [[nodiscard]] const Returns& returns() const { return returns_; }

 private:
  /// What stood in the way when an hour was up.
  struct While {
    Undone undone;
    TimedLines timed;
  };
  struct Absence {
    EdgeService service = EdgeService::kFederationOut;
    Index pool = kNone;                // the pool itself is missing, not what goes by Edge pools
    std::int64_t since_ms = -1;        // -1 = not missing
    bool kept = false;                 // of this absence
    std::vector<std::uint16_t> steps;  // positions of the administrators, when noted
    std::vector<Undone> noted;         // at the last instant
    std::vector<While> whiles;         // when an hour was up
    std::string lost;                  // "serving of pool1.contoso.com", that was not so then
    std::vector<Index> never;          // pools that did not have it at the start
  };
  struct PoolMedia {
    std::int64_t since_ms = -1;  // -1 = not missing
    bool hour_was_up = false;
    std::int64_t users = 0;  // of this absence, the most at one time
    std::int64_t users_max = 0;
    std::int64_t longest_ms = 0;
  };
  [[nodiscard]] std::vector<Undone> in_the_way(const Absence& absence) const;
  /// The pools whose users miss it.
  [[nodiscard]] std::vector<Index> missing(const Absence& absence) const;
  void keep(Absence& absence, std::int64_t at_ms) const;
  [[nodiscard]] std::string lost_of(const Absence& absence, Index pool) const;
  [[nodiscard]] std::string name_of(const Absence& absence) const;
  [[nodiscard]] std::string when_to_begin(const Rehearsal& time, std::int64_t hour_ms,
                                          bool too_late) const;
  [[nodiscard]] std::string wait_for_store() const;
  [[nodiscard]] While with_place(Undone one, const Absence& absence) const;
  [[nodiscard]] std::vector<std::vector<While>> by_loss() const;
  void note(Absence& absence, std::int64_t at_ms);
  void note_media(const std::vector<Index>& pools, std::int64_t at_ms);

  const Simulation& simulation_;
  std::int64_t clock_start_ms_ = 0;
  Returns returns_;
  std::vector<Absence> absences_;  // in the order in which they are mended
  std::vector<PoolMedia> media_;
};

}  // namespace firedrill
